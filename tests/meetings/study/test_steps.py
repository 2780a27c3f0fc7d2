"""The study group's year: plan, sessions, leave, study made up, notes; what asks for a reason with which article."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from typing import Any

import pytest

from governance.access.errors import Forbidden
from governance.deadlines.cadences import standings
from governance.documents.kinds import document_kind
from meetings.bodies.services import calling, sitting
from meetings.bodies.services.calling import Plan
from meetings.bodies.services.sitting import Came
from meetings.models import BodyMeeting
from meetings.study.documents import PLAN, RECORD
from meetings.study.facts import years_of
from meetings.study.models import KIND, StudyNote, StudyPlan
from meetings.study.pages import own_page
from meetings.study.services import papers, planning, studying
from meetings.study.services.planning import Topic
from tests import builders
from tests.meetings.bodies.scenes import tenure
from tests.meetings.staging import Stage
from tests.meetings.table import blocks, kept_world, needs_reason, refused, warns

CALLED, HELD = date(2026, 11, 9), date(2026, 11, 23)
CLERK = "office_clerk"


def build() -> Stage:
    with builders.on_day(CALLED):
        stage = Stage.build(["preset-a", "preset-b", "preset-c"], seats=5)
        for code in ("secretary", CLERK, "office_director", "staff"):
            stage.actor(code)
        for n in range(5):
            stage.member(n)
        return stage


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    with kept_world(django_db_blocker, build) as world:
        yield world


@pytest.fixture
def stage(db, kept) -> Iterator[Stage]:
    with builders.on_day(CALLED):
        yield kept or build()


def plan(stage: Stage, *, confirmed: bool = True) -> StudyPlan:
    made = planning.draft_plan(organization=stage.town, actor=stage.actor(CLERK), year=2026)
    set_topic(stage, made)
    if confirmed:
        planning.confirm_plan(plan_id=made.pk, actor=stage.actor("secretary"))
    return made


def set_topic(stage: Stage, made: StudyPlan, reason: str = "", **over: Any) -> Any:
    given = {
        "month": 11,
        "theme": "粮食安全",
        "block": "policy",
        "form": "discussion",
        "speaker": stage.members[1],
    }
    topic = Topic(**{**given, **over})
    return planning.set_topic(plan_id=made.pk, actor=stage.actor(CLERK), topic=topic, reason=reason)


def session(stage: Stage, **over: Any) -> BodyMeeting:
    given = {
        "held_on": HELD,
        "starts_at": time(9, 0),
        "place": "三楼会议室",
        "chair": tenure(stage, "secretary"),
        "recorder": stage.crew.person(CLERK),
    }
    meeting = calling.call_meeting(
        organization=stage.town, actor=stage.actor(CLERK), kind=KIND, plan=Plan(**{**given, **over})
    )
    return calling.give_notice(meeting_id=meeting.pk, actor=stage.actor(CLERK))


def put(stage: Stage, topic: Any, meeting: BodyMeeting, reason: str = "") -> Any:
    return planning.set_session(
        topic_id=topic.pk, actor=stage.actor(CLERK), meeting_id=meeting.pk, reason=reason
    )


def came(stage: Stage, meeting: BodyMeeting, away: int | None = None) -> None:
    lines = {}
    for seat in meeting.seats.all():
        out = away is not None and seat.person_id == stage.members[away].pk
        lines[seat.pk] = Came("on_leave" if out else "present", "出差" if out else "")
    sitting.record_attendance(meeting_id=meeting.pk, actor=stage.actor(CLERK), lines=lines)


def close(stage: Stage, meeting: BodyMeeting, reason: str = "") -> BodyMeeting:
    return sitting.close_meeting(meeting_id=meeting.pk, actor=stage.actor(CLERK), reason=reason)


@pytest.mark.articles("S3-01:1a", "S1-12:1b", "S1-12:2", "S0-07:三")
def test_a_plan_is_drafted_once_and_confirmed_by_the_head(stage):
    made = planning.draft_plan(organization=stage.town, actor=stage.actor(CLERK), year=2026)
    again = lambda: planning.draft_plan(organization=stage.town, actor=stage.actor(CLERK), year=2026)  # noqa: E731
    assert blocks(refused(again)) == {("", "meetings.study.planned_already")}
    confirm = lambda: planning.confirm_plan(plan_id=made.pk, actor=stage.actor("secretary"))  # noqa: E731
    assert blocks(refused(confirm)) == {("", "meetings.study.no_topics")}
    set_topic(stage, made)
    with pytest.raises(Forbidden):
        planning.confirm_plan(plan_id=made.pk, actor=stage.actor(CLERK))
    assert confirm().confirmed_on == CALLED
    counted = {s.cadence.cite: s.done for s in standings(stage.town, CALLED)}
    assert counted["S3-01:1a"] == 1


@pytest.mark.articles("S0-07:一c")
def test_a_confirmed_plan_is_changed_with_a_reason(stage):
    made = plan(stage, confirmed=False)
    set_topic(stage, made, theme="防汛")  # still drafting
    planning.confirm_plan(plan_id=made.pk, actor=stage.actor("secretary"))
    change = lambda reason="": set_topic(stage, made, reason, theme="林权")  # noqa: E731
    assert warns(needs_reason(change)) == {("S0-07:一c", "meetings.study_kept.changed")}
    assert change("县委指定专题").theme == "林权"


@pytest.mark.articles("S0-07:一b", "S0-07:一c")
@pytest.mark.parametrize(
    ("topics", "month", "asked"),
    [
        (1, 11, set()),
        (2, 11, {("S0-07:一b", "meetings.study_topic.not_so_many")}),
        (1, 10, {("S0-07:一c", "meetings.study_kept.changed")}),
    ],
)
def test_one_topic_a_session_in_its_month(stage, topics, month, asked):
    made = plan(stage, confirmed=False)
    rows = [set_topic(stage, made, theme=f"专题{n}", month=month) for n in range(topics)]
    planning.confirm_plan(plan_id=made.pk, actor=stage.actor("secretary"))
    meeting = session(stage)
    for row in rows[:-1]:
        put(stage, row, meeting)
    if asked:
        assert warns(needs_reason(lambda: put(stage, rows[-1], meeting))) == asked
    assert put(stage, rows[-1], meeting, "县委要求" if asked else "").session_id == meeting.pk


@pytest.mark.articles("S0-07:二a", "S0-07:二b", "S1-12:1a", "S0-07:一a", "S3-01:1b")
def test_leave_is_for_special_circumstances_and_study_is_made_up(stage):
    made = plan(stage)
    meeting = session(stage)
    with builders.on_day(HELD):
        came(stage, meeting, away=3)
        assert blocks(refused(lambda: close(stage, meeting))) == {("", "meetings.study.no_topic_here")}
    put(stage, made.topics.get(), meeting)
    seat = meeting.seats.get(person=stage.members[3])
    with builders.on_day(HELD):
        without = {("S0-07:二a", "meetings.study_leave.without_cause")}
        assert warns(needs_reason(lambda: close(stage, meeting))) == without
        grant = lambda **more: studying.grant_leave(seat_id=seat.pk, actor=stage.actor("secretary"), **more)  # noqa: E731
        assert warns(needs_reason(grant)) == without
        assert grant(special="县里开会").granted_on == HELD
        make = lambda: studying.make_up(  # noqa: E731
            seat_id=seat.pk, actor=stage.member(3), made_up_on=HELD, made_up_how="看发言稿，补笔记一篇"
        )
        assert blocks(refused(make)) == {("", "meetings.study.not_over")}
        assert close(stage, meeting).status == BodyMeeting.Status.HELD
        assert own_page(stage.town, stage.member(3)).owed == 1
        make()
        mine = next(y for y in years_of(stage.town.pk, 2026) if y.person_id == stage.members[3].pk)
        assert (mine.called, mine.present, mine.made_up, mine.owed) == (1, 0, 1, 0)
        counted = {s.cadence.cite: (s.done, s.required) for s in standings(stage.town, HELD)}
        assert counted["S0-07:一a"] == counted["S3-01:1b"] == (1, 1)
        record = document_kind(RECORD).build(
            papers.print_record(meeting_id=meeting.pk, actor=stage.actor(CLERK))
        )
        assert record.paper.rosters[1].text.endswith("（2026年11月23日补学）")


@pytest.mark.articles(
    "S0-07:四", "S0-07:五", "S0-07:六", "S1-12:3a", "S1-12:3b", "S3-01:1c", "S4-09:1-1a", "S0-07:七"
)
def test_notes_are_ones_own_until_shared(stage):
    made = plan(stage)
    given = {"organization": stage.town, "actor": stage.member(1), "title": "读书一得", "text": "要多下村"}
    own = studying.hand_in_note(kind="note", **given)
    shared = studying.hand_in_note(kind="reflection", shared=True, topic=made.topics.get(), **given)
    seen = lambda actor: set(StudyNote.objects.visible_to(actor))  # noqa: E731
    assert seen(stage.member(1)) == {own, shared}
    assert seen(stage.member(2)) == seen(stage.actor("office_director")) == {shared}
    studying.recommend(note_id=shared.pk, actor=stage.actor(CLERK), where="县委宣传部")
    shared.refresh_from_db()
    assert shared.recommended_to == "县委宣传部"
    with pytest.raises(StudyNote.DoesNotExist):
        studying.recommend(note_id=own.pk, actor=stage.actor(CLERK), where="县报")
    planning.check_midyear(plan_id=made.pk, actor=stage.actor(CLERK), text="前六个月学6次")
    planning.report_year(plan_id=made.pk, actor=stage.actor(CLERK), text="全年学12次")
    paper = document_kind(PLAN).build(papers.print_plan(plan_id=made.pk, actor=stage.actor(CLERK))).paper
    assert paper.sections[0].tables[0].rows[0][:2] == ("11月", "粮食安全")
