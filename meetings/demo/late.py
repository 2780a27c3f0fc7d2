"""A meeting held on paper in a village and entered the next morning, every step by the day it happened."""

from __future__ import annotations

from datetime import date, datetime

from meetings.demo.plot import ItemPlan
from meetings.demo.preparation import Preparation
from meetings.demo.script import SHANGHAI
from meetings.demo.sitting import AGREED, Sitting
from meetings.models import AgendaItem, Meeting
from meetings.services import agenda, late, notice, room


class OnPaper(Sitting):
    """The clerk's morning with the sheets of last night."""

    def __init__(self, ready: Preparation) -> None:
        super().__init__(ready)
        assert self.plan.paper is not None
        self.because, self.sheets = self.plan.paper

    def _at(self, day: date, hour: int, minute: int = 0) -> datetime:
        return datetime(day.year, day.month, day.day, hour, minute, tzinfo=SHANGHAI)

    def enter(self) -> None:
        """Begin the entry, call, sign in, take the items in order, close; the chair confirms the whole."""
        plan, town, hour = self.plan, self.town, self.plan.hour
        held, noticed = self.times.held, self.times.noticed
        planned = self.do(
            "planned",
            late.enter_meeting,
            by=self.clerk,
            gives=Meeting,
            organization=town.organization,
            place=plan.place,
            chair=town.people[self.secretary],
            chair_post="secretary",
            recorder=town.people[self.clerk],
            paper=late.OnPaper(
                because=self.because,
                paper=self.sheets,
                agenda_on=noticed,
                noticed_at=self._at(noticed, 10),
                opened_at=self._at(held, hour),
                closed_at=self._at(held, hour + 2),
            ),
        )
        assert isinstance(planned, Meeting)
        self.meeting = planned
        for topic in self.ready.listed:
            self.ready.put_on_agenda(topic)
        self.do("agenda", agenda.confirm_agenda, by=self.clerk, meeting_id=planned.pk)
        self.do(
            "convened",
            notice.convene,
            by=self.clerk,
            meeting_id=planned.pk,
            attending=[town.tenure(name) for name in plan.attending],
            told=("phone", "逐人电话通知，本人接听"),
            reason=plan.convening,
        )
        self.here = {name for name in town.members() if name not in plan.missing}
        there = [self._attendance(name) for name in [*self.here, *plan.attending]]
        self.do(
            "signatures",
            late.enter_sign_ins,
            by=self.clerk,
            meeting_id=planned.pk,
            attendance_ids=there,
            at=self._at(held, hour - 1, 50),
        )
        self.do("opened", room.open_meeting, by=self.clerk, meeting_id=planned.pk)
        for item in plan.items:
            self._take(item)
        self.do("closed", room.close_meeting, by=self.clerk, meeting_id=planned.pk)
        town.script.wait(10)
        self.do("late entry confirmed", late.confirm_meeting, by=self.secretary, meeting_id=planned.pk)

    def _discuss(self, plan: ItemPlan, item: AgendaItem) -> None:
        """The whole round at once, as it stands in the record."""
        label = f"item {plan.topic}"
        self.do(f"{label} opened", room.open_item, by=self.clerk, item_id=item.pk)
        counting = [name for name in self.town.members() if name in self.here]
        lines = [
            late.SpokenLine(self.town.people[name].pk, *plan.stances.get(name, ("agree", AGREED)))
            for name in sorted(counting, key=lambda name: name == self.secretary)
        ]
        self.do(f"{label}: stances", late.enter_stances, by=self.clerk, item_id=item.pk, lines=lines)
        self.do(f"{label} summed up", room.summarise, by=self.clerk, item_id=item.pk, summary=plan.summary)
