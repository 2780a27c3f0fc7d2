"""The call for topics: who hears of it until when, what answers it, what came too late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from governance.audit.models import Act
from governance.deadlines.duties import duties_of
from governance.deadlines.models import Reminder
from governance.deadlines.reminders import scan
from meetings.desk import desk_for
from meetings.models import Meeting, Topic, TopicCall
from meetings.services import calls, notice
from tests import builders
from tests.meetings.pages import Browser, words
from tests.meetings.scenes import STATE
from tests.meetings.staging import Stage
from tests.meetings.table import blocks, last_act, refused

pytestmark = pytest.mark.django_db
OPENED, CLOSES, MEETS = (date(2026, 11, d) for d in (20, 24, 30))


@pytest.fixture
def stage() -> Iterator[Stage]:
    with builders.on_day(OPENED):
        yield Stage.build(["preset-b"])


@pytest.fixture
def meeting(stage: Stage) -> Meeting:
    return stage.meeting(MEETS)


def call(
    stage: Stage, meeting: Meeting, closes_on: date = CLOSES, note: str = "涉及资金的请附概算"
) -> TopicCall:
    return calls.open_call(
        meeting_id=meeting.pk, actor=stage.actor("office_clerk"), closes_on=closes_on, note=note
    )


def chores(stage: Stage, who: str | int) -> list[str]:
    actor = stage.actor(who) if isinstance(who, str) else stage.member(who)
    return [row.chore.name for day in desk_for(actor).days for row in day.chores]


def asked(stage: Stage, day: date) -> set[int]:
    return {p for d in duties_of(stage.town, day) if d.clock == "meetings.call" for p in d.persons}


def test_members_hear_of_a_call_until_it_closes(stage: Stage, meeting: Meeting) -> None:
    call(stage, meeting)
    assert last_act("meetings.call.opened").facts == {"day": "2026-11-24"}
    name = f"{meeting}征集议题"
    assert name in chores(stage, 3) and name in chores(stage, "office_director")
    assert name not in chores(stage, "office_clerk")  # the clerk proposes no topics
    assert f"{name}，11月24日（周二）截止" in Browser(stage, 3).text("meetings:phone")
    everybody = {m.pk for m in stage.members}
    assert asked(stage, OPENED) == everybody == asked(stage, CLOSES)
    with builders.on_day(date(2026, 11, 25)):
        assert name not in chores(stage, 3)
        assert asked(stage, date(2026, 11, 25)) == set()


def test_a_topic_proposed_under_it_is_linked_and_ends_the_reminder(stage: Stage, meeting: Meeting) -> None:
    opened = call(stage, meeting)
    member = Browser(stage, 3)
    form = member.get("meetings:propose", query=f"?zhengji={opened.pk}").content.decode()
    assert f'<option value="{opened.pk}" selected>' in form
    sent = member.send(
        "meetings:propose",
        title="灌渠清淤",
        matter="ordinary",
        content="缘由",
        proposal="同意",
        call=opened.pk,
    )
    assert sent.status_code == 302, words(sent)
    topic = Topic.objects.get()
    assert (topic.call_id, topic.proposed_late) == (opened.pk, False)
    assert stage.members[3].pk not in asked(stage, OPENED)
    assert f"{meeting}征集议题" not in chores(stage, 3)
    page = Browser(stage, "office_clerk").text("meetings:room", meeting.pk)
    assert "11月24日（周二）截止，已提1个" in page and "灌渠清淤" in page and "逾期提出" not in page


def test_what_comes_after_the_closing_day_is_marked(stage: Stage, meeting: Meeting) -> None:
    opened = call(stage, meeting)
    with builders.on_day(date(2026, 11, 25)):
        topic = stage.topic(title="桥梁维修", call=opened)
        assert topic.proposed_late
        clerk = Browser(stage, "office_clerk")
        assert "桥梁维修 逾期提出" in clerk.text("meetings:room", meeting.pk)
        page = clerk.text("meetings:topic", topic.pk)
        assert f"应{meeting}征集，11月24日（周二）截止 逾期提出" in page


@pytest.mark.parametrize("closes_on", [date(2026, 11, 19), date(2026, 12, 1)])
def test_the_closing_day_lies_between_today_and_the_meeting(
    stage: Stage, meeting: Meeting, closes_on: date
) -> None:
    with pytest.raises(ValidationError) as caught:
        call(stage, meeting, closes_on)
    assert "closes_on" in caught.value.message_dict


def test_a_meeting_has_one_call_and_only_while_it_is_prepared(stage: Stage, meeting: Meeting) -> None:
    clerk = Browser(stage, "office_clerk")
    done = clerk.send("meetings:call", meeting.pk, closes_on="2026-11-24", note="")
    assert done.status_code == 302, words(done)
    assert blocks(refused(lambda: call(stage, meeting))) == {("", "meetings.state.called_before")}
    other = stage.meeting(MEETS)
    notice.cancel_meeting(meeting_id=other.pk, actor=stage.actor("office_clerk"), because="合并召开")
    assert blocks(refused(lambda: call(stage, other))) == {STATE}


def test_a_call_of_another_town_is_none_of_ours(stage: Stage, meeting: Meeting) -> None:
    opened = call(stage, meeting)
    neighbour = Stage.build(["preset-b"], name="稔川镇")
    with pytest.raises(TopicCall.DoesNotExist):
        neighbour.topic(call=opened)
    assert "应哪次征集" not in Browser(neighbour, 3).text("meetings:propose")


# Moved and taken back -------------------------------------------------------------------------


def test_a_moved_closing_day_is_told_and_marks_nobody_anew(stage: Stage, meeting: Meeting) -> None:
    opened = call(stage, meeting)
    with builders.on_day(date(2026, 11, 25)):
        late = stage.topic(title="桥梁维修", call=opened)
        scan(date(2026, 11, 25))
        clerk = Browser(stage, "office_clerk")
        sent = clerk.send("meetings:call-move", opened.pk, closes_on="2026年11月28日", because="材料要补")
        assert sent.status_code == 302, words(sent)
        assert last_act("meetings.call.moved").facts == {
            "was": "2026-11-24",
            "day": "2026-11-28",
            "because": "材料要补",
        }
        scan(date(2026, 11, 25))
        assert not Act.objects.filter(code="deadlines.due.moved").exists()
        late.refresh_from_db()
        opened.refresh_from_db()
        intime = stage.topic(title="灌渠清淤", call=opened)
        assert (late.proposed_late, intime.proposed_late) == (True, False)
        told = Reminder.objects.filter(text__contains="截止日期改到11月28日")
        assert {r.account.person_id for r in told} == {m.pk for m in stage.members if hasattr(m, "account")}
        assert asked(stage, date(2026, 11, 25)) == {m.pk for m in stage.members} - {intime.proposed_by_id}


@pytest.mark.parametrize("closes_on", [CLOSES, date(2026, 11, 19), date(2026, 12, 1)])
def test_a_day_it_cannot_be_moved_to(stage: Stage, meeting: Meeting, closes_on: date) -> None:
    opened = call(stage, meeting)
    with pytest.raises(ValidationError) as caught:
        calls.move_call(
            call_id=opened.pk, actor=stage.actor("office_clerk"), closes_on=closes_on, because="改"
        )
    assert "closes_on" in caught.value.message_dict


def test_taken_back_nobody_is_reminded_and_another_may_be_made(stage: Stage, meeting: Meeting) -> None:
    opened = call(stage, meeting)
    topic = stage.topic(title="灌渠清淤", call=opened)
    clerk = Browser(stage, "office_clerk")
    assert clerk.send("meetings:call-withdraw", opened.pk, because="会议并到下月").status_code == 302
    assert asked(stage, OPENED) == set() and f"{meeting}征集议题" not in chores(stage, 3)
    page = clerk.text("meetings:room", meeting.pk)
    assert "撤回了征集，理由：会议并到下月" in page and "灌渠清淤" in page
    assert Reminder.objects.filter(text=f"{meeting}不再征集议题").count()
    withdrawn = {("", "meetings.state.call_withdrawn")}
    clerk_actor = stage.actor("office_clerk")
    again = lambda: calls.withdraw_call(call_id=opened.pk, actor=clerk_actor, because="再撤")  # noqa: E731
    assert blocks(refused(again)) == withdrawn
    second = call(stage, meeting)
    assert second.pk != opened.pk and topic.call_id == opened.pk


def test_only_the_office_moves_or_takes_back(stage: Stage, meeting: Meeting) -> None:
    opened = call(stage, meeting)
    for step in ("call-move", "call-withdraw"):
        assert Browser(stage, 3).get(f"meetings:{step}", opened.pk).status_code == 403
