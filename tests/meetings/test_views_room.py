"""The workspace page: what each may see of it, refusals with their ways out, warnings with a reason."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from governance.access.middleware import LAST_SEEN
from governance.access.models import AccessLog
from governance.audit.models import Act
from meetings.models import AgendaItem, Attendance, Meeting, Vote
from meetings.services import agenda, notice, room
from tests import builders
from tests.meetings.pages import Browser, words
from tests.meetings.staging import Stage

MEETS = date(2026, 11, 26)
FIGURES = [("S0-04:三-3a", "majority", ">1/2@entitled")]


@pytest.fixture
def stage(db):
    with builders.on_day(date(2026, 11, 19)):
        yield Stage.build(["preset-a"], figures=FIGURES, seats=9)


def held(
    stage: Stage, *matters: str, present: range = range(9), **more: object
) -> tuple[Meeting, list[AgendaItem]]:
    """A meeting in session on its day, the notice sent in time; the day is left open by the caller."""
    with builders.on_day(date(2026, 11, 20)):
        meeting = stage.meeting(MEETS)
        items = [
            stage.item(meeting, matter, subjects=[(stage.crew.person("staff"), "任党政办副主任")])
            if matter == "personnel"
            else stage.item(meeting, matter)
            for matter in matters
        ]
    with builders.on_day(date(2026, 11, 23)):
        guests = stage.town.tenures.filter(post__code="congress_chair")
        agenda.confirm_agenda(meeting_id=meeting.pk, actor=stage.actor("secretary"), reason="书记已审定")
        notice.convene(
            meeting_id=meeting.pk, actor=stage.actor("office_clerk"), attending=list(guests), reason="按期"
        )
        stage.consult(meeting)
    with builders.on_day(MEETS):
        stage.open(meeting, present)
    return meeting, items


@pytest.fixture
def on_the_day():
    with builders.on_day(MEETS, 9, 30):
        yield


def test_quorum_of_each_item_is_live(stage, on_the_day):
    meeting, _items = held(stage, "ordinary", "personnel", present=range(6))
    text = Browser(stage, "secretary").text("meetings:room", meeting.pk)
    assert "6人，需5" in text  # more than half of nine
    assert "6人，需6" in text  # two thirds of nine, S0-04:三-1c
    clerk = Browser(stage, "office_clerk")
    left = Attendance.objects.get(meeting=meeting, person=stage.members[5])
    assert clerk.send("meetings:leave-room", left.pk).status_code == 302
    text = clerk.text("meetings:room", meeting.pk)
    assert "5人，需6，差1" in text and "现在不能议" in text
    assert "人数不够" in text and stage.members[5].name in text


def test_the_live_part_answers_alone_and_counts_as_nobody_at_the_desk(stage, on_the_day):
    meeting, _items = held(stage, "ordinary")
    browser = Browser(stage, "secretary")
    url = reverse("meetings:room", args=[meeting.pk])
    browser.client.get(url)
    before = browser.client.session[LAST_SEEN]
    with builders.on_day(MEETS, 9, 45):
        part = browser.client.get(url, headers={"HX-Target": "live", "X-Unattended": "1"})
    assert part.status_code == 200 and b"<main" not in part.content and b'id="live"' in part.content
    assert browser.client.session[LAST_SEEN] == before


def test_a_recused_member_sees_the_title_and_one_word(stage, on_the_day):
    meeting, items = held(stage, "ordinary", "major_decision")
    room.recuse(
        item_id=items[0].pk, person_id=stage.members[4].pk, kind="kin", actor=stage.actor("office_clerk")
    )
    browser = Browser(stage, 4)
    text = browser.text("meetings:room", meeting.pk, query=f"?item={items[0].pk}")
    assert items[0].topic.title in text and "回避" in text
    assert "情况说明" not in text.partition("第二项")[0]
    assert (
        reverse("meetings:topic", args=[items[0].topic_id])
        not in browser.get("meetings:room", meeting.pk).content.decode()
    )
    for name in ("meetings:item-stance", "meetings:item-open"):
        assert browser.get(name, items[0].pk).status_code == 404
    assert browser.get("meetings:topic", items[0].topic_id).status_code == 404
    assert "看议题和材料" in browser.text("meetings:room", meeting.pk, query=f"?item={items[1].pk}")


def test_whoever_attends_for_another_item_sees_no_names(stage, on_the_day):
    meeting, items = held(stage, "personnel", "ordinary")
    text = Browser(stage, "congress_chair").text("meetings:room", meeting.pk, query=f"?item={items[0].pk}")
    assert "其他议题" in text and "任党政办副主任" not in text
    assert stage.crew.person("staff").name not in text and items[1].topic.title not in text
    assert "办理留痕" not in text
    assert Browser(stage, "staff").get("meetings:room", meeting.pk).status_code == 404


def test_reading_a_personnel_topic_leaves_a_row(stage, on_the_day):
    meeting, _items = held(stage, "personnel")
    text = Browser(stage, "secretary").text("meetings:room", meeting.pk)
    assert "任党政办副主任" in text
    assert AccessLog.objects.filter(kind=AccessLog.Kind.READ, account_name=stage.members[0].name).exists()


def test_too_few_for_personnel_is_refused_with_article_figures_and_ways(stage, on_the_day):
    meeting, items = held(stage, "personnel", "ordinary", present=range(5))
    clerk = Browser(stage, "office_clerk")
    page = clerk.get("meetings:room", meeting.pk, query=f"?item={items[0].pk}").content.decode()
    assert 'aria-disabled="true"' in page  # greyed by the same judgement
    refused = clerk.send("meetings:item-open", items[0].pk)
    assert refused.status_code == 409
    text = words(refused)
    assert "现在还不能开始讨论" in text and "民主议事决策制度 三-1c" in text
    assert "先议第二项" in text and "缓议" in text
    body = refused.content.decode()
    for name in ("meetings:item-postpone",):
        assert reverse(name, args=[items[0].pk]) in body
    act = Act.objects.get(code="meetings.item.opened", outcome=Act.Outcome.REFUSED)
    assert act.number in text
    items[0].refresh_from_db()
    assert items[0].status == AgendaItem.Status.PENDING


def test_what_came_after_the_notice_is_refused_and_led_to_the_next_meeting(db):
    with builders.on_day(date(2026, 11, 19)):
        stage = Stage.build(["preset-b"], seats=9)
    with builders.on_day(MEETS, 9, 30):
        meeting, _items = held(stage, "ordinary")
        late = stage.item(meeting, "ordinary")
        clerk = Browser(stage, "office_clerk")
        assert "不在会议通知里" in clerk.text("meetings:room", meeting.pk, query=f"?item={late.pk}")
        refused = clerk.send("meetings:item-open", late.pk)
        assert refused.status_code == 409
        assert "议事决策规则 十二-3" in words(refused) and "列入下次会议" in words(refused)
        postponed = clerk.send("meetings:item-postpone", late.pk, because="不在通知里，列入下次会议。")
        assert postponed.status_code == 302
        late.refresh_from_db()
        assert late.status == AgendaItem.Status.POSTPONED


def test_a_warning_asks_why_and_goes_on_with_the_reason(stage):
    with builders.on_day(date(2026, 11, 20)):
        meeting = stage.meeting(MEETS)
        stage.item(meeting, "ordinary")
    with builders.on_day(date(2026, 11, 25)):
        agenda.confirm_agenda(meeting_id=meeting.pk, actor=stage.actor("secretary"), reason="书记已审定")
        clerk = Browser(stage, "office_clerk")
        asked = clerk.send("meetings:convene", meeting.pk, written="yes")
        assert asked.status_code == 422 and "请说明理由" in words(asked)
        assert "民主议事决策制度 二-3a" in words(asked)
        meeting.refresh_from_db()
        assert meeting.status == Meeting.Status.PREPARING
        done = clerk.send("meetings:convene", meeting.pk, written="yes", _reason="县里临时通知，次日须定。")
        assert done.status_code == 302
        page = clerk.get("meetings:room", meeting.pk)
        assert "县里临时通知，次日须定。" in words(page)  # it stays with the matter
        assert "办理号" in page.content.decode()  # and what was done is said above it


def test_the_same_form_twice_is_done_once(stage, on_the_day):
    _meeting, items = held(stage, "ordinary")
    clerk = Browser(stage, "office_clerk")
    first = clerk.send("meetings:item-open", items[0].pk)
    once = str(Act.objects.get(code="meetings.item.opened").pk)
    second = clerk.send("meetings:item-open", items[0].pk, once=once)
    assert first.status_code == 302
    assert second.status_code == 409 and "没有重复办理" in words(second)
    assert Act.objects.filter(code="meetings.item.opened").count() == 1


def test_an_own_stance_may_be_corrected_and_both_stay(stage, on_the_day):
    meeting, items = held(stage, "ordinary")
    clerk = Browser(stage, "office_clerk")
    clerk.send("meetings:item-open", items[0].pk)
    member = Browser(stage, 5)
    assert (
        member.send("meetings:item-stance", items[0].pk, stance="defer", view="等概算。").status_code == 302
    )
    stance = items[0].stances.get()
    assert Browser(stage, 6).get("meetings:stance-correct", stance.pk).status_code == 404
    sent = member.send("meetings:stance-correct", stance.pk, stance="agree", view="概算已补。")
    assert sent.status_code == 302
    text = member.text("meetings:room", meeting.pk)
    assert "概算已补。" in text and "等概算。" in text and "更正前" in text


def test_counts_that_do_not_add_up_are_refused_and_kept_on_the_page(stage, on_the_day):
    _meeting, items = held(stage, "ordinary")
    stage.discuss(items[0])
    clerk = Browser(stage, "office_clerk")
    clerk.send("meetings:item-vote", items[0].pk, method="show_of_hands")
    vote = Vote.objects.get()
    clerk.send("meetings:vote-close", vote.pk)
    teller = Browser(stage, 3)
    typed = {
        "issued": "９",
        "returned": "10",
        "valid": "10",
        "invalid": "0",
        "aye": "10",
        "nay": "0",
        "abstain": "0",
    }
    refused = teller.send("meetings:vote-count", vote.pk, **typed)
    assert refused.status_code == 409 and "收回10张，多于发出的9张" in words(refused)
    assert 'name="returned" value="10"' in refused.content.decode()  # carried back by 回到草稿
    back = teller.client.post(reverse("meetings:vote-count", args=[vote.pk]), {**typed, "_resume": "1"})
    assert back.status_code == 200 and 'value="10"' in back.content.decode()
    typed |= {"returned": "9", "valid": "9", "aye": "9"}
    assert teller.send("meetings:vote-count", vote.pk, **typed).status_code == 302
    assert teller.send("meetings:vote-check", vote.pk).status_code == 409  # the same person cannot check
    assert Browser(stage, 4).send("meetings:vote-check", vote.pk).status_code == 302


def test_the_workspace_costs_the_same_for_one_item_and_for_many(stage, on_the_day):
    costs = []
    for matters in (["ordinary"], ["ordinary"] * 4):
        meeting, _items = held(stage, *matters)
        costs.append(queries(Browser(stage, "secretary"), reverse("meetings:room", args=[meeting.pk])))
    assert costs[0] == costs[1]


def queries(browser: Browser, url: str) -> int:
    """How many the page asks on a warm cache."""
    browser.client.get(url)
    with CaptureQueriesContext(connection) as asked:
        assert browser.client.get(url).status_code == 200
    return len(asked)
