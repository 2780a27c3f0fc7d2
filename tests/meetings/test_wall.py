"""The screen on the wall and the outlook of the room: which items fall if one more member leaves."""

from __future__ import annotations

from datetime import date

import pytest

from governance.rules.verdict import Verdict
from meetings.models import AgendaItem
from meetings.pages.quorum import ItemQuorum, fragile, safer_order
from meetings.room import Room, Seat
from meetings.services import room, voting
from tests import builders
from tests.meetings.pages import Browser
from tests.meetings.staging import Stage

HELD = date(2026, 11, 26)


def row(order: int, counted: int, need: int | None, status: str = AgendaItem.Status.PENDING) -> ItemQuorum:
    seats = tuple(
        Seat(n, f"委员{n}", "committee_member", "党委委员", "present", False) for n in range(counted)
    )
    return ItemQuorum(AgendaItem(order=order, status=status), Room(seats), Verdict(), need, ())


def orders(rows: list[ItemQuorum]) -> list[int]:
    return [row.item.order for row in rows]


@pytest.mark.parametrize(
    ("rows", "weak", "better"),
    [
        ([row(1, 9, 6), row(2, 9, 6)], [], []),
        ([row(1, 9, 6), row(2, 8, 8)], [2], [2, 1]),
        ([row(1, 8, 8), row(2, 9, 6)], [1], []),  # they stand so already
        ([row(1, 7, 8), row(2, 8, 8), row(3, 8, 6)], [2], [2, 3, 1]),  # what is short waits for more members
        ([row(1, 9, None), row(2, 8, 8)], [2], [2, 1]),
        ([row(1, 8, 8, AgendaItem.Status.DECIDED), row(2, 8, 8)], [2], []),
    ],
)
def test_the_items_with_fewest_to_spare_come_first(rows, weak, better):
    assert orders(fragile(rows)) == weak
    assert orders(safer_order(rows)) == better


@pytest.mark.django_db
def test_the_room_page_says_what_falls_and_proposes_an_order():
    with builders.on_day():
        stage = Stage.build(seats=9)
        meeting = stage.meeting()
        stage.item(meeting)
        stage.item(
            meeting, "personnel", title="研究干部任免", subjects=[(stage.crew.person("staff"), "拟任副站长")]
        )
        stage.convene(meeting, reason="按期通知")
    with builders.on_day(HELD):
        stage.open(meeting, range(6))  # 6 of 9: personnel needs two thirds, 6
        page = Browser(stage, "office_clerk").text("meetings:room", meeting.pk)
        assert "再走一人，第二项人数就不够。" in page
        assert "稳妥的次序：先议第二、一项。" in page


@pytest.mark.django_db
def test_the_wall_shows_no_name_and_no_secret_and_no_interim_count():
    with builders.on_day():
        stage = Stage.build()
        subject = stage.crew.person("staff")
        meeting = stage.meeting()
        open_item = stage.item(meeting, title="月塘村污水管网入户")
        secret = stage.item(meeting, "personnel", title="研究干部任免", subjects=[(subject, "拟任副站长")])
        stage.convene(meeting, reason="按期通知")
    with builders.on_day(HELD):
        clerk = Browser(stage, "office_clerk")
        stage.open(meeting)
        stage.discuss(open_item, ["disagree"])
        shown = clerk.text("meetings:wall", meeting.pk)
        assert "月塘村污水管网入户" in shown
        assert "应到11人　在会11人" in clerk.get("meetings:wall", meeting.pk).content.decode()
        assert not any(member.name in shown for member in stage.members)
        vote = voting.open_vote(
            item_id=open_item.pk, actor=stage.actor("office_clerk"), method="named_ballot", reason="记名"
        )
        voting.cast_named(vote_id=vote.pk, actor=stage.member(4), choice="nay")
        shown = clerk.text("meetings:wall", meeting.pk)
        assert ("已投 1" in shown, "反对" in shown) == (True, False)
        for index in range(11):
            if index != 4:
                voting.cast_named(vote_id=vote.pk, actor=stage.member(index), choice="aye")
        voting.close_vote(vote_id=vote.pk, actor=stage.actor("office_clerk"))
        stage.announce(vote)
        assert "赞成 10" in clerk.text("meetings:wall", meeting.pk)
        room.open_item(item_id=secret.pk, actor=stage.actor("office_clerk"))
        shown = clerk.text("meetings:wall", meeting.pk)
        assert "涉密事项" in shown
        assert "研究干部任免" not in shown
        assert "干部" not in shown
        assert subject.name not in shown
        stage.speak(secret)
        room.summarise(item_id=secret.pk, actor=stage.actor("office_clerk"), summary="多数同意")
        stage.announce(stage.vote_by_hands(secret, aye=10, nay=1, method="secret_ballot"))
        shown = clerk.text("meetings:wall", meeting.pk)  # the last item: its end stays on the wall
        assert "第二项" in shown and "涉密事项" in shown and "已议定" in shown
        assert not any(word in shown for word in ("赞成", "反对", "通过"))
