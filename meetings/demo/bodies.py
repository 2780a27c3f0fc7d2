"""Meetings of the other bodies in both towns, in every state: called, noticed, held, minuted, called off, entered
afterwards; a matter handed to the committee, one to supervision, an emergency, a preparation under seal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, time, timedelta
from typing import Any

from governance.people.models import Organization, Tenure
from governance.rulebook.services import adopt_regulations
from meetings.bodies.services import calling, matters, papers, sitting
from meetings.bodies.services.calling import Plan
from meetings.bodies.services.matters import Said
from meetings.bodies.services.sitting import Came
from meetings.demo.days import back, from_today
from meetings.demo.people import Town
from meetings.models import BodyMatter, BodyMeeting, BodySeat

# What the towns take over beside their collections, so many days before the day of the demonstration.
ADOPTS: dict[str, tuple[tuple[int, tuple[str, ...]], ...]] = {
    "renchuan": ((-45, ("S1-14", "S2-01")), (-13, ("S4-09",))),
    "yunxi": (),
}
WEEKS = 6  # of Friday huddles told
HALL, ROOM = "镇机关四楼会议室", "镇机关二楼小会议室"
P = BodySeat.State
Play = tuple[date, int, int, Callable[[], None]]


class BodiesOfTown:
    def __init__(self, town: Town) -> None:
        self.town, self.today = town, town.script.today
        self.clerk, self.secretary = town.holder("office_clerk"), town.holder("secretary")

    def beats(self) -> Iterator[Play]:
        """(day, hour, minute, what happens), in no order: the programme sorts them."""
        for days, regulations in ADOPTS[self.town.plan.key]:
            day = from_today(self.today, days)
            yield day, 8, 30, lambda day=day, names=regulations: self._adopt(day, names)  # type: ignore[misc]
        yield from self._huddles()
        if self.town.plan.key == "renchuan":
            yield from self._staff()
            yield from self._villages()
        else:
            yield from self._secretaries()
            yield from self._five()

    def _adopt(self, day: date, names: Sequence[str]) -> None:
        self.town.do(
            f"adopted {'、'.join(names)}",
            adopt_regulations,
            by=self.town.holder("office_director"),
            organization=self.town.organization,
            names=list(names),
            since=day,
            authority=f"{self.town.plan.document_code}〔{day.year}〕19号",
        )

    # Steps -------------------------------------------------------------------------------------

    def _tenure(self, name: str) -> Tenure:
        return self.town.tenure(name)

    def _plan(self, day: date, chair: str, recorder: str, place: str = HALL, **over: Any) -> Plan:
        return Plan(
            held_on=day,
            starts_at=over.pop("at", time(15, 0)),
            place=place,
            chair=self._tenure(chair),
            recorder=self.town.people[recorder],
            **over,
        )

    def _do(self, label: str, verb: Any, by: str, **given: Any) -> Any:
        return self.town.do(f"bodies {label}", verb, by=by, **given)

    def _call(self, label: str, kind: str, plan: Plan, by: str, **more: Any) -> BodyMeeting:
        called: BodyMeeting = self._do(
            f"{label}: called",
            calling.call_meeting,
            by,
            gives=BodyMeeting,
            organization=self.town.organization,
            kind=kind,
            plan=plan,
            **more,
        )
        return called

    def _notice(self, label: str, meeting: BodyMeeting, by: str) -> None:
        self._do(f"{label}: noticed", calling.give_notice, by, meeting_id=meeting.pk)

    def _hold(self, label: str, meeting: BodyMeeting, by: str, away: Sequence[str] = ()) -> None:
        lines = {}
        for seat in meeting.seats.select_related("person"):
            on_leave = seat.person.name in away
            lines[seat.pk] = Came(P.ON_LEAVE, "到县里开会") if on_leave else Came(P.PRESENT)
        self._do(f"{label}: attended", sitting.record_attendance, by, meeting_id=meeting.pk, lines=lines)
        self._do(f"{label}: closed", sitting.close_meeting, by, meeting_id=meeting.pk)

    def _say(self, label: str, meeting: BodyMeeting, by: str, **said: Any) -> BodyMatter:
        row: BodyMatter = self._do(
            f"{label}: {said['title']}",
            matters.record_matter,
            by,
            gives=BodyMatter,
            meeting_id=meeting.pk,
            said=Said(**said),
        )
        return row

    def _sign(self, label: str, meeting: BodyMeeting, by: str) -> None:
        self._do(f"{label}: signed", sitting.sign_minutes, by, meeting_id=meeting.pk)

    # The Friday huddle, the staff, the villages ------------------------------------------------

    def _huddles(self) -> Iterator[Play]:
        """Every Friday of the last weeks but one."""
        friday = self.today - timedelta(days=(self.today.weekday() - 4) % 7 or 7)
        for back_weeks in range(WEEKS):
            if back_weeks == 2:  # nobody entered that week's: the year shows it as missed
                continue
            day = friday - timedelta(days=7 * back_weeks)
            yield day, 16, 0, lambda day=day: self._huddle(day)  # type: ignore[misc]

    def _huddle(self, day: date) -> None:
        label = f"huddle {day.isoformat()}"
        meeting = self._call(
            label, "party_leaders_huddle", self._plan(day, self.secretary, self.clerk), self.clerk
        )
        self._notice(label, meeting, self.clerk)
        told = {"outcome": "reported", "scope": "this_week"}
        self._say(
            label,
            meeting,
            self.clerk,
            title="本周重点工作",
            prepared="秋收秋种、森林防火和项目征地按计划推进。",
            **told,
        )
        self._say(
            label,
            meeting,
            self.clerk,
            title="下周安排",
            prepared="周二接访，周三到村查冬季用火用电。",
            outcome="coordinated",
            scope="next_week",
        )
        self._hold(label, meeting, self.clerk)
        if (self.today - day).days > 7:
            self._sign(label, meeting, self.secretary)

    def _staff(self) -> Iterator[Play]:
        monday = self.today - timedelta(days=self.today.weekday() or 7)
        for weeks in (2, 4):
            day = monday - timedelta(days=7 * weeks)
            yield day, 9, 0, lambda day=day: self._assembly(day)  # type: ignore[misc]

    def _assembly(self, day: date) -> None:
        label = f"staff {day.isoformat()}"
        plan = self._plan(day, self.secretary, self.clerk, "镇机关礼堂", at=time(8, 30))
        meeting = self._call(label, "staff_meeting", plan, self.clerk)
        self._notice(label, meeting, self.clerk)
        self._say(
            label,
            meeting,
            self.clerk,
            title="上周工作汇报",
            prepared="各办、站、所逐个汇报上周工作。",
            outcome="reported",
            scope="last_week",
        )
        self._hold(label, meeting, self.clerk, away=(self.town.holder("deputy_mayor"),))

    def _villages(self) -> Iterator[Play]:
        """One week's meeting in every village but the last, entered by the office from the villages' books."""
        day = self.today - timedelta(days=self.today.weekday() + 5)
        yield back(self.today, 1), 10, 0, lambda: self._enter_villages(day)

    def _enter_villages(self, day: date) -> None:
        held = Tenure.objects.filter(
            organization=self.town.organization, post__code="village_secretary", until__isnull=True
        ).select_related("person", "post__unit")
        villages = Organization.Kind.VILLAGE_BRANCH
        rows = [t for t in held.order_by("pk") if t.post.unit.kind == villages]
        for tenure in rows[:-1]:
            label = f"village {tenure.post.unit.short_name}"
            meeting = self._do(
                f"{label}: entered",
                calling.enter_meeting,
                self.clerk,
                gives=BodyMeeting,
                organization=self.town.organization,
                kind="village_office_meeting",
                plan=Plan(
                    held_on=day,
                    starts_at=time(8, 0),
                    place="村委会会议室",
                    chair=tenure,
                    recorder=self.town.people[self.clerk],
                    unit=tenure.post.unit,
                ),
                because="村里没有电脑，每周交会议记录本",
                paper="村会议记录本复印件1页",
            )
            self._hold(label, meeting, self.clerk)

    # The secretary meeting and the group of five ------------------------------------------------

    def _secretaries(self) -> Iterator[Play]:
        yield back(self.today, 14), 9, 0, self._minuted
        yield back(self.today, 6), 9, 0, self._unsigned
        yield back(self.today, 4), 9, 0, self._called_off
        yield back(self.today, 1), 14, 0, self._coming

    def _deputy(self) -> str:
        """The deputy who does not head the government: in charge of cadres."""
        return [s.face.name for s in self.town.plan.leaders if s.code == "deputy_secretary"][1]

    def _minuted(self) -> None:
        """Through all its steps: a topic for the committee, a matter for supervision, a decision refused."""
        day, deputy = back(self.today, 14), self._deputy()
        label = "secretaries 1"
        plan = self._plan(day, self.secretary, deputy, ROOM, purpose="酝酿提交党委会的议题")
        meeting = self._call(label, "secretary_meeting", plan, self.clerk)
        self._notice(label, meeting, self.clerk)
        refused = Said(
            title="拨付樨街排水改造尾款",
            prepared="尾款12万元，财政所建议拨付。",
            outcome="coordinated",
            matter="large_sum",
        )
        self.town.refused(matters.record_matter, by=deputy, meeting_id=meeting.pk, said=refused)
        row = self._say(
            label,
            meeting,
            deputy,
            title="拨付樨街排水改造尾款",
            prepared="尾款12万元，请党委会研究。",
            outcome="referred",
            matter="large_sum",
            scope="prepares",
        )
        self._say(
            label,
            meeting,
            deputy,
            title="月塘村到户危房核查",
            prepared="由分管领导带队，逐户核查登记。",
            outcome="coordinated",
            scope="not_for_one",
            owner=self.town.people[self.town.holder("committee_member")],
            due_on=from_today(self.today, 10),
        )
        self._hold(label, meeting, deputy)
        self._do(
            f"{label}: referred",
            matters.refer_matter,
            self.clerk,
            matter_id=row.pk,
            content="樨街排水改造已完工验收，应付尾款12万元。",
            proposal="同意拨付尾款12万元",
        )
        self._sign(label, meeting, self.secretary)
        self._do(f"{label}: minutes", papers.print_minutes, self.clerk, meeting_id=meeting.pk)

    def _unsigned(self) -> None:
        """Held with a deputy in the chair, an emergency handled there; its minutes wait for the signature."""
        day, deputy = back(self.today, 6), self._deputy()
        mayor = self.town.holder("deputy_secretary")
        label = "secretaries 2"
        plan = self._plan(
            day, mayor, deputy, ROOM, purpose="竹篙村险情", entrusted="书记当天电话委托", at=time(9, 30)
        )
        meeting = self._call(label, "secretary_meeting", plan, self.clerk)
        self._notice(label, meeting, self.clerk)
        self._say(
            label,
            meeting,
            deputy,
            title="竹篙村屋后边坡险情",
            prepared="转移3户11人，当天拉警戒、排水。",
            outcome="emergency",
            scope="emergency",
        )
        self._hold(label, meeting, deputy, away=(self.secretary,))

    def _called_off(self) -> None:
        label, day = "secretaries 3", back(self.today, 3)
        plan = self._plan(day, self.secretary, self._deputy(), ROOM, purpose="研究下季度重点")
        meeting = self._call(label, "secretary_meeting", plan, self.clerk)
        self._notice(label, meeting, self.clerk)
        self._do(
            f"{label}: called off",
            calling.cancel_meeting,
            self.clerk,
            meeting_id=meeting.pk,
            because="书记参加县里会议，改到下周",
        )

    def _coming(self) -> None:
        label, day = "secretaries 4", from_today(self.today, 3)
        plan = self._plan(day, self.secretary, self._deputy(), ROOM, purpose="酝酿下次党委会议题")
        meeting = self._call(label, "secretary_meeting", plan, self.clerk)
        self._notice(label, meeting, self.clerk)

    def _five(self) -> Iterator[Play]:
        yield back(self.today, 8), 15, 0, self._prepared_under_seal

    def _prepared_under_seal(self) -> None:
        town, deputy = self.town, self._deputy()
        commissioner = town.holder("organization_commissioner")
        label, day = "five 1", back(self.today, 8)
        plan = self._plan(day, deputy, commissioner, "组织办")
        meeting = self._call(label, "five_person_group", plan, commissioner)
        self._notice(label, meeting, commissioner)
        self._say(
            label,
            meeting,
            commissioner,
            title="站所负责人调配原则",
            prepared="先定原则，再报党委研究。",
            outcome="prepared",
            scope="principles",
        )
        self._hold(label, meeting, commissioner)
