"""A meeting held on paper and entered the next morning: every act says both days, and rules judge by the
day it was held."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from governance.access.errors import Forbidden
from governance.audit.errors import ReasonNeeded, Refused
from governance.audit.models import Act
from meetings.models import Attendance, Meeting, Minutes, Resolution, Stance
from meetings.open_work import open_count, open_work
from meetings.services import agenda, late, notice, resolutions, room, topics, voting
from meetings.services import minutes as minutes_verbs
from meetings.services.late import OnPaper, SpokenLine
from tests import builders
from tests.governance.audit.world import verified
from tests.meetings.staging import Stage
from tests.meetings.table import blocks, kept_world, needs_reason, refused

SHANGHAI = ZoneInfo("Asia/Shanghai")
PREPARED, NOTICED, HELD, ENTERED = (date(2026, 11, d) for d in (20, 23, 26, 27))
WHY, PAPER = "26日晚停电，纸面开会", "签到表1张、会议记录第14页至16页"
pytestmark = pytest.mark.django_db


def at(hour: int, minute: int = 0, day: date = HELD) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=SHANGHAI)


def on_paper(**other: Any) -> OnPaper:
    times = {"noticed_at": at(10, day=NOTICED), "opened_at": at(19), "closed_at": at(21)}
    return OnPaper(**{"because": WHY, "paper": PAPER, "agenda_on": NOTICED, **times, **other})


class Evening:
    """The clerk's morning: topics came in time, the meeting was held on paper last night."""

    def __init__(self, stage: Stage, topic_ids: dict[str, int]) -> None:
        self.stage, self.topic_ids = stage, topic_ids
        self.clerk = stage.actor("office_clerk")

    @classmethod
    def build(cls) -> Evening:
        return cls.of(Stage.build(["preset-b"]))

    @classmethod
    def of(cls, stage: Stage) -> Evening:
        made = {}
        with builders.on_day(PREPARED):
            for matter in ("ordinary", "major_project"):
                topic = stage.topic(matter)
                stage.prepare(topic, PREPARED)
                made[matter] = topic.pk
        with builders.on_day(NOTICED):
            for pk in made.values():
                stage.fact("materials_sent_on", NOTICED.isoformat(), NOTICED, topic_id=pk)
        with builders.on_day(date(2026, 11, 25)):
            for pk in made.values():
                stage.fact("consulted", True, date(2026, 11, 25), topic_id=pk)
        return cls(stage, made)

    def enter(self, **other: Any) -> Meeting:
        return late.enter_meeting(
            organization=self.stage.town,
            actor=self.stage.actor("office_clerk"),
            place="镇机关三楼会议室",
            chair=self.stage.members[0],
            chair_post="secretary",
            recorder=self.stage.crew.person("office_clerk"),
            paper=on_paper(**other),
        )

    def noticed(self, *matters: str, reason: str = "按惯例", **other: Any) -> Meeting:
        meeting = self.enter(**other)
        for matter in matters or self.topic_ids:
            agenda.put_on_agenda(
                topic_id=self.topic_ids[matter], meeting_id=meeting.pk, actor=self.clerk, reason="按时上会"
            )
        agenda.confirm_agenda(meeting_id=meeting.pk, actor=self.clerk)
        return notice.convene(
            meeting_id=meeting.pk, actor=self.clerk, told=("phone", "逐人电话通知，本人接听"), reason=reason
        )

    def in_session(self, *matters: str, present: int = 11) -> Meeting:
        meeting = self.noticed(*matters)
        rows = meeting.attendances.filter(person__in=self.stage.members[:present])
        late.enter_sign_ins(
            meeting_id=meeting.pk,
            attendance_ids=list(rows.values_list("pk", flat=True)),
            actor=self.clerk,
            at=at(18, 50),
        )
        return room.open_meeting(meeting_id=meeting.pk, actor=self.clerk)

    def lines(self, present: int = 11) -> list[SpokenLine]:
        order = [*self.stage.members[1:present], self.stage.members[0]]
        return [SpokenLine(p.pk, "agree") for p in order]

    def seat(self, meeting: Meeting, index: int) -> Attendance:
        return meeting.attendances.get(person=self.stage.members[index])


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    with kept_world(django_db_blocker, Evening.build) as world:
        yield world


@pytest.fixture
def evening(kept, db):
    with builders.on_day(ENTERED):
        yield kept or Evening.build()


def whole(evening: Evening) -> Meeting:
    """Every verb of a meeting, as the clerk enters them from the paper."""
    stage, clerk = evening.stage, evening.clerk
    meeting = evening.noticed()
    ordinary, project = meeting.items.order_by("order")
    delivery = meeting.notice.deliveries.get(person=stage.members[3])
    notice.record_delivery(
        delivery_id=delivery.pk, actor=clerk, channel="paper", note="送到家中", at=at(16, day=NOTICED)
    )
    leave = notice.ask_leave(
        meeting_id=meeting.pk, actor=clerk, because="住院", person_id=stage.members[10].pk
    )
    notice.grant_leave(leave_id=leave.pk, actor=clerk)
    agenda.arrange_item(item_id=project.pk, actor=clerk, presenter=stage.members[2], method="named_ballot")
    agenda.order_agenda(meeting_id=meeting.pk, actor=clerk, item_ids=[ordinary.pk, project.pk])
    rows = meeting.attendances.filter(person__in=stage.members[:9]).values_list("pk", flat=True)
    late.enter_sign_ins(meeting_id=meeting.pk, attendance_ids=list(rows), actor=clerk, at=at(18, 50))
    room.open_meeting(meeting_id=meeting.pk, actor=clerk)
    room.sign_in(attendance_id=evening.seat(meeting, 9).pk, actor=clerk, at=at(19, 10))
    # Item one: by hands, one member away during it.
    room.open_item(item_id=ordinary.pk, actor=clerk, at=at(19, 15))
    room.leave_room(attendance_id=evening.seat(meeting, 8).pk, actor=clerk, at=at(19, 20))
    first = [line for line in evening.lines(10) if line.person_id != stage.members[8].pk]
    late.enter_stances(item_id=ordinary.pk, lines=first[:-1], actor=clerk)
    room.take_stance(item_id=ordinary.pk, person_id=stage.members[0].pk, stance="agree", view="", actor=clerk)
    room.summarise(item_id=ordinary.pk, actor=clerk, summary="多数同意所报方案", at=at(19, 40))
    vote = voting.open_vote(item_id=ordinary.pk, actor=clerk, method="show_of_hands", reason="按惯例")
    voting.close_vote(vote_id=vote.pk, actor=clerk, at=at(19, 45))
    counts = dict(issued=9, returned=9, valid=9, invalid=0, aye=9, nay=0, abstain=0)
    voting.type_counts(vote_id=vote.pk, actor=clerk, teller_id=stage.members[1].pk, **counts)
    voting.ask_recount(vote_id=vote.pk, actor=clerk)
    voting.type_counts(vote_id=vote.pk, actor=clerk, teller_id=stage.members[1].pk, **counts)
    voting.confirm_counts(vote_id=vote.pk, actor=clerk, scrutineer_id=stage.members[2].pk)
    voting.ask_void(vote_id=vote.pk, actor=clerk, because="票数唱错")
    voting.void_vote(vote_id=vote.pk, actor=clerk, scrutineer_id=stage.members[2].pk)
    vote = voting.open_vote(item_id=ordinary.pk, actor=clerk, method="show_of_hands", reason="按惯例")
    voting.close_vote(vote_id=vote.pk, actor=clerk)
    voting.type_counts(vote_id=vote.pk, actor=clerk, teller_id=stage.members[1].pk, **counts)
    voting.confirm_counts(vote_id=vote.pk, actor=clerk, scrutineer_id=stage.members[2].pk)
    decided = voting.announce(vote_id=vote.pk, actor=clerk, at=at(19, 55))
    room.come_back(attendance_id=evening.seat(meeting, 8).pk, actor=clerk, at=at(20))
    # Item two: by name, one member recused.
    room.recuse(item_id=project.pk, person_id=stage.members[5].pk, kind="interest", actor=clerk, at=at(20))
    room.open_item(item_id=project.pk, actor=clerk, at=at(20, 5))
    second = [line for line in evening.lines(10) if line.person_id != stage.members[5].pk]
    late.enter_stances(item_id=project.pk, lines=second, actor=clerk, at=at(20, 20))
    stance = project.stances.get(person=stage.members[3])
    room.correct_stance(stance_id=stance.pk, stance="agree", view="原话漏记", actor=clerk)
    room.summarise(item_id=project.pk, actor=clerk, summary="一致同意", at=at(20, 30))
    vote = voting.open_vote(item_id=project.pk, actor=clerk, method="named_ballot", reason="按惯例")
    late.enter_ballots(vote_id=vote.pk, choices=dict.fromkeys(vote.roll, "aye"), actor=clerk)
    voting.close_vote(vote_id=vote.pk, actor=clerk, at=at(20, 40))
    named = voting.announce(vote_id=vote.pk, actor=clerk)
    room.close_meeting(meeting_id=meeting.pk, actor=clerk)
    for resolution in (decided, named):
        resolutions.word_resolution(
            resolution_id=resolution.pk,
            actor=clerk,
            text="同意所报方案",
            grounds="方案可行",
            supervision="党政办督办",
            clauses=[("办理开工手续", stage.members[2], date(2026, 12, 31))],
        )
        resolutions.confirm_resolution(resolution_id=resolution.pk, actor=clerk)
    return Meeting.objects.get(pk=meeting.pk)


def acts_of(meeting: Meeting) -> list[Act]:
    objects = Act.objects.filter(recorded_at__gte=at(0, day=ENTERED), organization_id=meeting.organization_id)
    return list(objects.order_by("recorded_at"))


def test_every_act_of_a_meeting_entered_late_says_both_days(evening):
    meeting = whole(evening)
    acts = acts_of(meeting)
    done = [a for a in acts if a.outcome == Act.Outcome.DONE]
    assert len(done) == len(acts) > 40
    assert {a.code for a in done if not (a.late_entry and a.reason and a.happened_on < ENTERED)} == set()
    prepared = {a.code for a in done if a.happened_on == NOTICED}
    assert prepared >= {"meetings.topic.agreed", "meetings.agenda.confirmed", "meetings.meeting.convened"}
    held = {a.code for a in done if a.happened_on == HELD}
    assert held >= {"meetings.meeting.opened", "meetings.stance.entered", "meetings.resolution.adopted"}
    # A reason given past a warning is not swallowed by that of the entry.
    voted = next(a for a in done if a.code == "meetings.vote.opened")
    assert voted.reason in ("按惯例", WHY)
    assert (meeting.opened_at, meeting.closed_at) == (at(19), at(21))
    assert set(meeting.attendances.filter(voting=True).values_list("signed_in_by", flat=True)) == {
        "paper",
        "",
    }
    assert {r.decided_on for r in Resolution.objects.filter(item__meeting=meeting)} == {HELD}
    assert meeting.notice.sent_at == at(10, day=NOTICED)
    assert Stance.objects.filter(item__meeting=meeting, taken_at__gte=at(21)).count() == 0


def test_minutes_wait_for_the_chair_to_confirm_the_entry(evening):
    stage, meeting = evening.stage, whole(evening)
    draft = minutes_verbs.compose_minutes(meeting_id=meeting.pk, actor=evening.clerk)
    minutes_verbs.submit_minutes(minutes_id=draft.pk, actor=evening.clerk)
    sign = lambda: minutes_verbs.sign_minutes(minutes_id=draft.pk, actor=stage.actor("secretary"))  # noqa: E731
    assert ("", "meetings.state.meeting_late_unconfirmed") in blocks(refused(sign))
    with pytest.raises(Forbidden):
        late.confirm_meeting(meeting_id=meeting.pk, actor=evening.clerk)
    late.confirm_meeting(meeting_id=meeting.pk, actor=stage.actor("secretary"))
    # A correction is another record: it is confirmed anew.
    stance = Stance.objects.filter(item__meeting=meeting, replaced_by__isnull=True).first()
    room.correct_stance(stance_id=stance.pk, stance="agree", view="补一句", actor=evening.clerk)
    assert ("", "meetings.state.meeting_late_unconfirmed") in blocks(refused(sign))
    late.confirm_meeting(meeting_id=meeting.pk, actor=stage.actor("secretary"))
    assert sign().status == Minutes.Status.SIGNED
    assert verified().result == "sound"


def test_confirming_twice_or_before_closing_is_refused(evening):
    meeting, chair = evening.in_session(), evening.stage.actor("secretary")
    confirm = lambda: late.confirm_meeting(meeting_id=meeting.pk, actor=chair)  # noqa: E731
    assert blocks(refused(confirm)) == {("", "meetings.state.wrong")}


@pytest.mark.parametrize(
    "other, code",
    [
        ({}, None),
        ({"closed_at": at(12, day=ENTERED)}, "meetings.state.not_over"),
        ({"agenda_on": ENTERED}, "meetings.state.late_order"),
        ({"noticed_at": at(20)}, "meetings.state.late_order"),
    ],
)
def test_only_what_is_over_and_in_order_is_entered(evening, other, code):
    enter = lambda: evening.enter(**other)  # noqa: E731
    if code is None:
        assert enter().late.because == WHY
    else:
        assert blocks(refused(enter)) == {("", code)}


def test_what_was_against_the_rules_stays_so(evening):
    """A notice sent the day before is as late as it would have been live."""
    with pytest.raises((Refused, ReasonNeeded)) as caught:
        evening.noticed(agenda_on=HELD, noticed_at=at(8, day=HELD), reason="")
    failed = {f.rule for f in caught.value.verdict.findings if f.status == "fail"}
    assert "meetings.notice" in failed


def test_too_few_on_paper_cannot_vote_afterwards(evening):
    meeting = evening.in_session("major_project")
    item = meeting.items.get()
    room.open_item(item_id=item.pk, actor=evening.clerk, at=at(19, 10))
    for index in range(4, 11):
        room.leave_room(attendance_id=evening.seat(meeting, index).pk, actor=evening.clerk, at=at(19, 20))
    late.enter_stances(item_id=item.pk, lines=evening.lines(4), actor=evening.clerk)
    room.summarise(item_id=item.pk, actor=evening.clerk, summary="意见一致")
    refusal = refused(
        lambda: voting.open_vote(
            item_id=item.pk, actor=evening.clerk, method="show_of_hands", reason="按惯例"
        )
    )
    assert any(f.rule == "meetings.quorum" for f in refusal.verdict.blocking)


def test_members_do_not_act_at_a_meeting_that_is_over(evening):
    stage, meeting = evening.stage, evening.noticed("ordinary")
    seat = evening.seat(meeting, 4)
    code = {("", "meetings.state.late_by_clerk")}
    assert blocks(refused(lambda: room.sign_in(attendance_id=seat.pk, actor=stage.member(4)))) == code
    delivery = meeting.notice.deliveries.get(person=stage.members[4])
    assert blocks(refused(lambda: notice.acknowledge(delivery_id=delivery.pk, actor=stage.member(4)))) == code


def test_many_at_once_is_only_for_paper(evening):
    stage = evening.stage
    meeting = stage.meeting(ENTERED + timedelta(days=10))
    topic = stage.topic()
    stage.prepare(topic, ENTERED)
    agenda.put_on_agenda(topic_id=topic.pk, meeting_id=meeting.pk, actor=evening.clerk, reason="按时上会")
    stage.convene(meeting, reason="按惯例")
    ids = list(meeting.attendances.values_list("pk", flat=True))
    with builders.on_day(ENTERED + timedelta(days=10)):
        live = lambda: late.enter_sign_ins(meeting_id=meeting.pk, attendance_ids=ids, actor=evening.clerk)  # noqa: E731
        assert ("", "meetings.state.only_late") in blocks(refused(live))
        with pytest.raises(ValidationError):
            room.sign_in(attendance_id=ids[0], actor=evening.clerk, at=at(9, day=ENTERED))


@pytest.mark.parametrize("time", [at(18), at(21, 30)])
def test_times_on_the_paper_lie_in_the_meeting_and_in_order(evening, time):
    meeting = evening.in_session("ordinary")
    item = meeting.items.get()
    with pytest.raises(ValidationError):
        room.open_item(item_id=item.pk, actor=evening.clerk, at=time)


def test_a_topic_proposed_late_waits_for_its_own_confirmation(evening):
    stage, meeting = evening.stage, evening.enter()
    with builders.on_day(ENTERED):
        topic = topics.propose_topic(
            organization=stage.town, actor=stage.member(1), title="补提的", matter="ordinary", content="情况。",
            proposal="同意", happened_on=PREPARED, reason="停电没有录",
        )  # fmt: skip
    listed = lambda: agenda.put_on_agenda(topic_id=topic.pk, meeting_id=meeting.pk, actor=evening.clerk)  # noqa: E731
    assert ("", "meetings.state.late_unconfirmed") in blocks(refused(listed))


def test_going_past_a_warning_still_asks_for_its_own_reason(evening):
    meeting = evening.noticed("major_project")
    rows = list(meeting.attendances.values_list("pk", flat=True))
    late.enter_sign_ins(meeting_id=meeting.pk, attendance_ids=rows, actor=evening.clerk)
    room.open_meeting(meeting_id=meeting.pk, actor=evening.clerk)
    item = meeting.items.get()
    room.open_item(item_id=item.pk, actor=evening.clerk)
    late.enter_stances(item_id=item.pk, lines=evening.lines(), actor=evening.clerk)
    room.summarise(item_id=item.pk, actor=evening.clerk, summary="一致同意")
    needs_reason(lambda: voting.open_vote(item_id=item.pk, actor=evening.clerk, method="oral"))


@pytest.mark.parametrize("name", ["agenda", "notice", "room", "voting", "resolutions", "emergencies"])
def test_no_verb_of_a_meeting_reads_the_clock_by_itself(name):
    """Each act takes its days from `meetings.held`: a verb that forgets it would date last night today."""
    text = Path(f"meetings/services/{name}.py").read_text()
    opened = re.findall(r"with act\((.*?)\)(?: as opened)?:\n", text, re.DOTALL)
    # Planning, moving and calling off are steps of a meeting to come; an emergency and a clause are of none.
    live = ("meeting.planned", "meeting.moved", "meeting.cancelled", "emergency.recorded", "clause.done")
    dated = [head for head in opened if ".act(verdict" in head]
    assert len(opened) - len(dated) == sum(f'@verb("meetings.{code}")' in text for code in live)
    assert "clock.now" not in text


# What else happened at that hour, and who was whose ------------------------------------------------


def test_one_committee_meets_once_at_a_time(evening):
    evening.enter()
    stopped = refused(evening.enter)
    assert ("", "meetings.state.met_then") in blocks(stopped)
    assert ("", "meetings.state.met_then") in blocks(
        refused(lambda: evening.enter(opened_at=at(20, 59), closed_at=at(22)))
    )
    assert evening.enter(opened_at=at(21), closed_at=at(22)).ordinal == 2


def test_a_cancelled_meeting_of_that_hour_is_no_meeting(evening):
    first = evening.enter()
    notice.cancel_meeting(meeting_id=first.pk, actor=evening.clerk, because="录错了")
    assert evening.enter().ordinal == 2


def test_handing_over_leaves_as_it_was_who_kept_the_record_and_who_reported(evening):
    meeting = evening.noticed("ordinary")
    item = meeting.items.get()
    agenda.arrange_item(item_id=item.pk, actor=evening.clerk, presenter=meeting.recorder, method="oral")
    director = evening.stage.actor("office_director")
    things = [thing.row for thing in open_work(director, evening.stage.town.pk, meeting.recorder_id)]
    assert meeting not in things and item not in things
    assert open_count(evening.stage.town.pk, meeting.recorder_id) == 0


@pytest.mark.parametrize(
    "days",
    [
        {"agenda_on": date(1, 1, 1)},
        {"agenda_on": date(2025, 11, 23), "noticed_at": at(10, day=date(2025, 11, 23))},
    ],
)
def test_no_step_is_put_on_a_day_before_anything_bound_the_committee(evening, days):
    stopped = refused(lambda: evening.enter(**days))
    assert ("", "meetings.state.late_far_ahead") in blocks(stopped)
