"""A town's year in order of time: what belongs to one meeting is told beside what happens meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain

from governance.documents.number_notes import skip_number
from meetings.demo.after import After
from meetings.demo.bodies import BodiesOfTown
from meetings.demo.congress import CongressTown
from meetings.demo.days import Timetable, back, from_today
from meetings.demo.desk import AtTheDesk
from meetings.demo.late import OnPaper
from meetings.demo.lives import LivesOfTown
from meetings.demo.people import Town
from meetings.demo.plot import Emergency, MeetingPlan, Plot, SkippedNumber, Waiting
from meetings.demo.preparation import Preparation, consent, propose
from meetings.demo.rating import RatedTown
from meetings.demo.registers import Ledgers
from meetings.demo.requests import ReportingTown
from meetings.demo.responsibilities import ResponsibleTown
from meetings.demo.review import ReviewedTown
from meetings.demo.rules import propose_more
from meetings.demo.script import SHANGHAI
from meetings.demo.sitting import Sitting
from meetings.demo.supervision import Supervised
from meetings.demo.year import YearOfTown
from meetings.models import EmergencyHandling, Meeting, TopicCall
from meetings.services import emergencies, notice, topics


@dataclass(frozen=True)
class Beat:
    """What happens from a time on. A beat that takes longer puts the next one off."""

    at: datetime
    play: Callable[[], None]


def beat(day: date, hour: int, minute: int, play: Callable[[], None]) -> Beat:
    return Beat(datetime(day.year, day.month, day.day, hour, minute, tzinfo=SHANGHAI), play)


class Programme:
    def __init__(self, town: Town, plot: Plot) -> None:
        self.town, self.plot, self.today = town, plot, town.script.today
        self.preparations = {
            plan.key: Preparation(town, plot, plan, self._times(plan)) for plan in plot.meetings
        }
        self.desk = AtTheDesk(town, plot.desk, self.preparations)

    def _times(self, plan: MeetingPlan) -> Timetable:
        return Timetable.of(self.today, plan.offset, late=bool(plan.late_notice))

    def play(self) -> None:
        """In order of time; of two beats at one time, the one named first."""
        for each in sorted(self._beats(), key=lambda b: b.at):
            self.town.script.reach(each.at)
            each.play()
            self.desk.date_messages()
        self.town.script.wait(30)
        for waiting in self.plot.waiting:
            self._let_wait(waiting)

    def _beats(self) -> Iterator[Beat]:
        for plan in self.plot.meetings:
            yield from self._meeting(plan)
        for emergency in self.plot.emergencies:
            yield self._emergency(emergency)
        for skipped in self.plot.skipped:
            yield self._skipped(skipped)
        if (rating := self.plot.rating) is not None:
            day = back(self.today, rating.days)
            yield beat(day, 9, 30, RatedTown(self.town, day, rating).play)
        yield beat(back(self.today, 3), 14, 0, lambda: propose_more(self.town))
        beats = (
            BodiesOfTown(self.town).beats(),
            YearOfTown(self.town).beats(),
            LivesOfTown(self.town).beats(),
            self.desk.beats(),
            ReviewedTown(self.town).beats(),
            CongressTown(self.town).beats(),
            ReportingTown(self.town).beats(),
            ResponsibleTown(self.town).beats(),
            Ledgers(self.town, self.today).beats(),
            Supervised(self.town).beats(),
        )
        for day, hour, minute, play in chain(*beats):
            yield beat(day, hour, minute, play)

    def _meeting(self, plan: MeetingPlan) -> Iterator[Beat]:
        ready = self.preparations[plan.key]
        times = ready.times
        if plan.stage == "preparing":
            yield beat(back(self.today, 2), 10, 0, ready.plan_early)
            yield beat(back(self.today, 1), 10, 0, ready.move_call)
            return
        yield beat(times.proposed, 9, 0, ready.propose)
        yield beat(times.consented, 10, 0, ready.hear)
        yield beat(times.stated, 9, 0, ready.state)
        if plan.paper:
            yield from self._on_paper(ready)
            return
        yield beat(times.listed, 9, 0, ready.list)
        yield beat(times.confirmed, 9, 0, ready.confirm)
        yield beat(times.sent, 14, 0, ready.send_materials)
        yield beat(times.noticed, 9, 30, ready.convene)
        yield beat(times.noticed, 15, 30, ready.consult)
        if plan.cancelled:
            yield beat(times.cancelled, 16, 30, lambda: self._cancel(plan))
        if plan.stage in ("noticed", "cancelled"):
            return
        sitting = Sitting(ready)
        yield beat(times.held, plan.hour - 1, 45, sitting.hold)
        if plan.stage == "in_session":
            return
        yield from self._afterwards(ready)

    def _on_paper(self, ready: Preparation) -> Iterator[Beat]:
        """What led to the meeting is on record already; the meeting itself is entered the day after."""
        times = ready.times
        yield beat(times.sent, 14, 0, ready.send_materials)
        yield beat(times.noticed, 15, 30, ready.consult)
        yield beat(times.minuted, 8, 40, OnPaper(ready).enter)
        yield from self._afterwards(ready)

    def _afterwards(self, ready: Preparation) -> Iterator[Beat]:
        plan, times, after = ready.plan, ready.times, After(ready)
        yield beat(times.minuted, 9, 5, after.correct_sign_in)
        yield beat(times.minuted, 9, 20, after.write_minutes)
        if plan.stage == "in_review":
            return
        yield beat(times.signed, 10, 15, after.sign)
        for day, finish in after.clauses():
            yield beat(day, 16, 0, finish)
        if plan.stage == "archived":
            yield beat(times.archived, 11, 0, after.archive)

    def _cancel(self, plan: MeetingPlan) -> None:
        self.town.do(
            f"{plan.key}: cancelled",
            notice.cancel_meeting,
            by=self.town.holder("secretary"),
            meeting_id=self.preparations[plan.key].meeting.pk,
            because=plan.cancelled,
        )

    def _emergency(self, plan: Emergency) -> Beat:
        town, day = self.town, from_today(self.today, -plan.days_ago)

        def record() -> None:
            town.do(
                f"emergency {plan.title}",
                emergencies.record_emergency,
                by=plan.by,
                gives=EmergencyHandling,
                organization=town.organization,
                title=plan.title,
                what=plan.what,
                handled_on=day,
                handled_by=town.people[plan.by],
                asked=town.people[plan.asked],
                asked_how=plan.how,
            )

        return beat(day, 17, 30, record)

    def _skipped(self, plan: SkippedNumber) -> Beat:
        def skip() -> None:
            self.town.do(
                f"number of {plan.kind} skipped",
                skip_number,
                by=self.town.holder("office_clerk"),
                organization=self.town.organization,
                kind=plan.kind,
                because=plan.because,
            )

        return beat(back(self.today, plan.days_ago), 17, 0, skip)

    def _let_wait(self, waiting: Waiting) -> None:
        """A topic on its way: consented, returned, or simply waiting."""
        town, plan = self.town, waiting.topic
        town.script.wait(5)
        call = None
        if waiting.called_for:
            meeting: Meeting = self.preparations[waiting.called_for].meeting
            call = TopicCall.objects.get(meeting=meeting)
        topic = propose(town, plan, call=call)
        if waiting.consented:
            consent(town, plan, topic)
        if waiting.returned:
            town.do(
                f"topic {plan.key}: returned",
                topics.return_topic,
                by=town.holder("secretary"),
                topic_id=topic.pk,
                because=waiting.returned,
            )
