"""What a year brings by itself in the town whose regulations ask for it: huddles each week, the secretaries each month,
Party building each quarter and month; a few were missed, as the year shows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta

from meetings.demo.bodies import HALL, ROOM, WEEKS, BodiesOfTown, Play
from meetings.demo.days import back, from_today, months_between

BEGUN = -360  # the first of them
MONTHLY_GAP, WEEKLY_GAP = 7, 11  # every so many-th was not held


class YearOfTown(BodiesOfTown):
    def beats(self) -> Iterator[Play]:
        if self.town.plan.key != "yunxi":
            return
        yield from self._weeks()
        for n, month in enumerate(months_between(from_today(self.today, BEGUN), from_today(self.today, -31))):
            if month > from_today(self.today, -40):
                return
            if n % MONTHLY_GAP != 4:
                yield back(month.replace(day=26), 0), 9, 0, lambda day=month: self._secretaries_of(day)  # type: ignore[misc]
            yield back(month.replace(day=20), 0), 15, 30, lambda day=month: self._building(day)  # type: ignore[misc]

    def _weeks(self) -> Iterator[Play]:
        friday = self.today - timedelta(days=(self.today.weekday() - 4) % 7 or 7)
        for weeks in range(WEEKS, -BEGUN // 7):
            if weeks % WEEKLY_GAP:
                day = friday - timedelta(days=7 * weeks)
                yield day, 16, 0, lambda day=day: self._week(day)  # type: ignore[misc]

    def _week(self, day: date) -> None:
        plan = self._plan(day, self.secretary, self.clerk)
        self._brief(f"huddle {day.isoformat()}", "party_leaders_huddle", plan, self.clerk)

    def _brief(self, label: str, kind: str, plan: object, by: str) -> None:
        """Called, told and held; what was said stands in the minutes book of the office."""
        meeting = self._call(label, kind, plan, by)  # type: ignore[arg-type]
        self._notice(label, meeting, by)
        self._hold(label, meeting, by)

    def _secretaries_of(self, month: date) -> None:
        day, deputy = back(month.replace(day=26), 0), self._deputy()
        label = f"secretaries {day.isoformat()}"
        plan = self._plan(day, self.secretary, deputy, ROOM, purpose="沟通本月工作、酝酿议题")
        meeting = self._call(label, "secretary_meeting", plan, self.clerk)
        self._notice(label, meeting, self.clerk)
        self._say(
            label,
            meeting,
            deputy,
            title=f"{day.month}月重点工作进度",
            prepared="各分管领导通报进度，难点由分管领导会后逐件对接。",
            outcome="coordinated",
            scope="not_for_one",
        )
        self._hold(label, meeting, deputy)
        self._sign(label, meeting, self.secretary)

    def _building(self, month: date) -> None:
        """The office of Party building each month, the group at the end of a quarter."""
        day = back(month.replace(day=20), 0)
        commissioner, clerk = self.town.holder("organization_commissioner"), self.town.holder("office_clerk")
        plan = self._plan(day, commissioner, clerk, HALL, at=time(15, 30))
        self._brief(f"building office {day.isoformat()}", "party_building_office", plan, commissioner)
        if month.month % 3 == 0:
            plan = self._plan(day, self.secretary, clerk, HALL, at=time(17, 0))
            self._brief(f"building group {day.isoformat()}", "party_building_group", plan, commissioner)
