"""After the meeting: minutes, papers, what was decided carried out, the file closed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from meetings.demo import filing
from meetings.demo.days import back, working_day
from meetings.demo.plot import TABLED, Clause, ItemPlan
from meetings.demo.preparation import Preparation
from meetings.demo.script import SHANGHAI
from meetings.models import AgendaItem, Attendance, Minutes, ResolutionClause
from meetings.services import attendance, minutes, resolutions


class After:
    def __init__(self, ready: Preparation) -> None:
        self.ready, self.town, self.plan, self.times = ready, ready.town, ready.plan, ready.times
        self.clerk, self.secretary = ready.clerk, ready.secretary

    def do(self, label: str, verb: Callable[..., object], **given: Any) -> Any:
        return self.town.do(f"{self.plan.key}: {label}", verb, **given)

    def _minutes(self) -> Minutes:
        found: Minutes = self.town.written(f"{self.plan.key}: minutes composed", Minutes)
        return found

    def correct_sign_in(self) -> None:
        """The clerk compares the sheet with what was typed."""
        if self.plan.misread is None:
            return
        name, hour, minute, because = self.plan.misread
        held = self.times.held
        row = Attendance.objects.get(meeting=self.ready.meeting, person=self.town.people[name])
        self.do(
            f"sign-in of {name} corrected",
            attendance.correct_attendance,
            by=self.clerk,
            attendance_id=row.pk,
            status=row.status,
            because=because,
            signed_in_at=datetime(held.year, held.month, held.day, hour, minute, tzinfo=SHANGHAI),
            left_at=row.left_at,
        )

    def write_minutes(self) -> None:
        """Compose, complete the list of recipients, submit; once back and forth where the plot says."""
        self.do(
            "minutes composed",
            minutes.compose_minutes,
            by=self.clerk,
            gives=Minutes,
            meeting_id=self.ready.meeting.pk,
        )
        self.town.script.wait(40)
        self._edit(0, "", "")
        self._submit(1)
        if self.plan.returned:
            because, stood, stands = self.plan.returned
            self.do(
                "minutes returned",
                minutes.return_minutes,
                by=self.secretary,
                minutes_id=self._minutes().pk,
                because=because,
            )
            self.town.script.wait(25)
            self._edit(1, stood, stands)
            self._submit(2)

    def _edit(self, revision: int, stood: str, stands: str) -> None:
        now = self._minutes()
        sections = [
            {**s, "paragraphs": [p.replace(stood, stands) if stood else p for p in s["paragraphs"]]}
            for s in now.sections
        ]
        self.do(
            f"minutes edited {revision}",
            minutes.edit_minutes,
            by=self.clerk,
            minutes_id=now.pk,
            revision=revision,
            opening=now.opening,
            sections=sections,
            copy_to=self.plan.copy_to,
        )

    def _submit(self, time: int) -> None:
        submitted = self._minutes().pk
        self.do(f"minutes submitted {time}", minutes.submit_minutes, by=self.clerk, minutes_id=submitted)

    def sign(self) -> None:
        """The chair signs; where the papers are wanted at once the clerk files the record and the extracts."""
        self.do("minutes signed", minutes.sign_minutes, by=self.secretary, minutes_id=self._minutes().pk)
        if self.plan.papers:
            self.town.script.wait(10)
            filing.afterwards(self.town, self.plan, self.ready.meeting)

    def archive(self) -> None:
        self.do("archived", minutes.archive_meeting, by=self.clerk, meeting_id=self.ready.meeting.pk)

    # What was decided ----------------------------------------------------------------------------

    def clauses(self) -> Iterator[tuple[date, Callable[[], None]]]:
        """The days on which clauses were seen done, with the step that says so."""
        for item in self.plan.items:
            planned = self._clauses(item)
            for order, clause in enumerate(planned, start=1):
                if clause.done:
                    yield self._done_on(clause), partial(self._finish, item, order, clause)

    def _clauses(self, item: ItemPlan) -> tuple[Clause, ...]:
        if item.topic == TABLED:
            director = self.town.holder("office_director")
            return (Clause("", director, 0, done="已归入会议档案。", after=2),)
        return tuple(item.decided.clauses) if item.decided else ()

    def _done_on(self, clause: Clause) -> date:
        day = max(working_day(self.times.held + timedelta(clause.after)), self.times.signed)
        return min(day, back(self.town.script.today, 1))

    def _finish(self, item: ItemPlan, order: int, clause: Clause) -> None:
        topic = self.ready.topic(self.ready.topic_plan(item.topic))
        listed = AgendaItem.objects.get(meeting=self.ready.meeting, topic=topic)
        row = ResolutionClause.objects.get(resolution__item=listed, order=order)
        self.do(
            f"item {item.topic}: clause {order} done",
            resolutions.finish_clause,
            by=clause.owner if clause.owner in self.town.accounts else self.town.holder("office_director"),
            clause_id=row.pk,
            done_on=self._done_on(clause),
            note=clause.done,
        )
