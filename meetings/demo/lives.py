"""Democratic life meetings and the study group in both towns: one of each gone through to its end, one being prepared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, time
from typing import Any

from meetings.bodies.services import calling, sitting
from meetings.bodies.services.calling import Plan
from meetings.bodies.services.sitting import Came
from meetings.demo.bodies import HALL, Play
from meetings.demo.days import back, from_today, months_between, working_day
from meetings.demo.people import Town
from meetings.life.models import KIND as LIFE
from meetings.life.models import LifeMeeting, LifeMember, LifeOpinion
from meetings.life.services import following, holding, preparing
from meetings.life.services.preparing import Heard
from meetings.models import BodyMeeting, BodySeat
from meetings.study.models import KIND as STUDY
from meetings.study.models import StudyPlan, StudyTopic
from meetings.study.services import planning, studying
from meetings.study.services.planning import Topic

P = BodySeat.State
SAID = "平时听得多、想得少，开会布置多、到现场看得少；今后每月到村不少于两次。"
PLANNED = -360  # the study group's first plan
THEMES = (  # January to December
    "基层党组织建设新要求",
    "政府工作报告和全年任务",
    "信访工作条例",
    "春季森林防火和安全生产",
    "农村人居环境整治",
    "党章党规专题",
    "防汛抗旱和应急处置",
    "乡村产业怎么选",
    "基层减负若干规定",
    "统计法和数据质量",
    "粮食安全和耕地保护",
    "村集体资金管理规定",
)


class LivesOfTown:
    def __init__(self, town: Town) -> None:
        self.town, self.today = town, town.script.today
        self.clerk, self.secretary = town.holder("office_clerk"), town.holder("secretary")
        self.members = town.members()
        self.studied = back(from_today(self.today, -17), 0)

    def beats(self) -> Iterator[Play]:
        """(day, hour, minute, what happens), in no order: the programme sorts them."""
        held = back(from_today(self.today, -24), 0)
        called = back(held, 14)
        yield called, 10, 30, lambda: self._prepare("life 1", held)
        yield back(held, 10), 10, 0, lambda: self._all_ready("life 1")
        yield held, 9, 0, lambda: self._hold("life 1")
        yield back(from_today(held, 5), 0), 10, 0, lambda: self._follow("life 1")
        coming = working_day(from_today(self.today, 16))
        yield back(self.today, 3), 10, 30, lambda: self._prepare("life 2", coming)
        yield from self._study_year(self.studied)
        yield back(from_today(self.studied, 4), 0), 16, 0, self._make_up

    def _do(self, label: str, verb: Any, by: str, **given: Any) -> Any:
        return self.town.do(label, verb, by=by, **given)

    def _call(self, label: str, kind: str, held: date) -> BodyMeeting:
        plan = Plan(
            held_on=held,
            starts_at=time(9, 0) if kind == LIFE else time(15, 0),
            place=HALL,
            chair=self.town.tenure(self.secretary),
            recorder=self.town.people[self.clerk],
        )
        made: BodyMeeting = self._do(
            f"{label}: called",
            calling.call_meeting,
            self.clerk,
            gives=BodyMeeting,
            organization=self.town.organization,
            kind=kind,
            plan=plan,
        )
        return made

    def _meeting(self, label: str) -> BodyMeeting:
        found: BodyMeeting = self.town.written(f"{label}: called", BodyMeeting)
        return found

    def _members(self, label: str) -> list[tuple[str, LifeMember]]:
        rows = LifeMember.objects.filter(life__meeting=self._meeting(label)).select_related("person")
        return [(row.person.name, row) for row in rows.order_by("order", "id")]

    # The democratic life meeting ---------------------------------------------------------------

    def _prepare(self, label: str, held: date) -> None:
        meeting = self._call(label, LIFE, held)
        self._do(
            f"{label}: theme",
            preparing.set_theme,
            self.clerk,
            gives=LifeMeeting,
            meeting_id=meeting.pk,
            theme="转作风、察实情、办实事",
            sort="regular" if label == "life 1" else "further",
            contents=list(preparing.CONTENTS),
        )
        self._do(f"{label}: noticed", calling.give_notice, self.clerk, meeting_id=meeting.pk)
        second = self.town.people[self.members[1]]
        for n, (about, text) in enumerate(
            ((None, "班子到偏远村少，村民见面少。"), (second, "开会布置多，到现场看得少。"))
        ):
            heard = Heard("masses" if n else "activists", "forum", text, self.town.script.now.date(), about)
            self._do(
                f"{label}: opinion {n}",
                preparing.record_opinion,
                self.clerk,
                gives=LifeOpinion,
                meeting_id=meeting.pk,
                heard=heard,
            )
        self._do(f"{label}: returned", preparing.return_opinions, self.clerk, meeting_id=meeting.pk)
        for name, row in self._members(label)[:2]:
            self._do(f"{label}: {name} received", preparing.receive_feedback, name, member_id=row.pk)

    def _all_ready(self, label: str) -> None:
        meeting, day = self._meeting(label), self.town.script.now.date()
        for n, (name, row) in enumerate(self._members(label)):
            if n >= 2:
                self._do(f"{label}: {name} received", preparing.receive_feedback, name, member_id=row.pk)
            self._do(
                f"{label}: {name} talked",
                preparing.record_talk,
                name,
                member_id=row.pk,
                talked_on=day,
                talked_with="书记、副书记" if n else "各委员",
            )
            self._do(
                f"{label}: {name} stated", preparing.hand_in_statement, name, member_id=row.pk, statement=SAID
            )
        self._do(
            f"{label}: reported",
            preparing.report_up,
            self.clerk,
            meeting_id=meeting.pk,
            reported_on=day,
            report_number=f"{self.town.plan.document_code}〔{day.year}〕41号",
        )
        self._do(
            f"{label}: approved",
            preparing.record_approval,
            self.clerk,
            meeting_id=meeting.pk,
            approved_on=day,
            approved_by="县委组织部电话同意",
            observers="县纪委、县委组织部各1人",
        )

    def _hold(self, label: str) -> None:
        meeting = self._meeting(label)
        away = self.members[-1]
        lines = {}
        for seat in meeting.seats.select_related("person"):
            gone = seat.person.name == away
            lines[seat.pk] = Came(P.ON_LEAVE, "在党校学习") if gone else Came(P.PRESENT)
        self._do(
            f"{label}: attended", sitting.record_attendance, self.clerk, meeting_id=meeting.pk, lines=lines
        )
        self._do(
            f"{label}: told",
            holding.record_proceedings,
            self.clerk,
            meeting_id=meeting.pk,
            opinions_told="会前征求到意见2条，已反馈本人；意见集中在到村少、会议多。",
            superior_remarks="整改要具体到人、到月。",
            rules_checked="本年议事规则执行情况查了一遍，缓议的事项都已重议。",
        )
        people = [(name, self.town.people[name]) for name in self.members]
        pairs = [(one, one) for one in people] + [(people[1], people[0]), (people[2], people[1])]
        for n, ((_name, critic), (_other, subject)) in enumerate(pairs):
            self._do(
                f"{label}: word {n}",
                holding.record_speech,
                self.clerk,
                meeting_id=meeting.pk,
                critic=critic,
                subject=subject,
                points=SAID if critic == subject else "布置工作要先听村里的难处。",
            )
        self._do(f"{label}: closed", sitting.close_meeting, self.clerk, meeting_id=meeting.pk)

    def _follow(self, label: str) -> None:
        meeting, day = self._meeting(label), self.town.script.now.date()
        self._do(
            f"{label}: measure",
            following.set_measure,
            self.clerk,
            meeting_id=meeting.pk,
            problem="到偏远村少",
            title="班子成员每月到村不少于两次，逐次登记",
            owner=self.town.people[self.members[1]],
            due_on=from_today(self.today, 30),
        )
        self._do(
            f"{label}: published",
            following.publish,
            self.clerk,
            meeting_id=meeting.pk,
            circle="cadres",
            published_on=day,
            publisher=self.town.people[self.clerk],
        )
        if self.town.plan.key == "yunxi":  # the other town still owes its package
            self._do(
                f"{label}: submitted",
                following.submit,
                self.clerk,
                meeting_id=meeting.pk,
                submitted_on=day,
                submitted_how=f"{self.town.plan.document_code}〔{day.year}〕43号",
            )
        self._do(
            f"{label}: outing",
            following.record_outing,
            self.members[1],
            organization=self.town.organization,
            person=self.town.people[self.members[1]],
            kind="linked",
            unit="石桥村党支部",
            joined_on=day,
            corrected="会议记录补齐了表决情况",
            told_committee_on=day,
        )

    # The study group ---------------------------------------------------------------------------

    def _study_year(self, studied: date) -> Iterator[Play]:
        """A plan each year, a session each month up to `studied`; one in five was missed, as the year shows."""
        months = list(months_between(from_today(self.today, PLANNED), studied))
        for year in sorted({day.year for day in months}):
            drafted = max(from_today(self.today, PLANNED), back(date(year, 1, 9), 0))
            topics = [day.month for day in months if day.year == year]
            yield drafted, 9, 30, lambda year=year, topics=topics: self._plan(year, topics)  # type: ignore[misc]
        for n, month in enumerate(months):
            held = back(month.replace(day=18), 0)
            if held.replace(day=1) >= studied.replace(day=1):
                break
            if n % 5 == 3:
                continue
            yield back(held, 4), 10, 0, lambda day=held: self._call_study(day)  # type: ignore[misc]
            yield held, 15, 0, lambda day=held: self._study(day)  # type: ignore[misc]
        yield back(studied, 6), 9, 30, lambda: self._call_study(studied)
        yield studied, 15, 0, lambda: self._study(studied)

    def _plan(self, year: int, months: Sequence[int]) -> None:
        plan: StudyPlan = self._do(
            f"study {year}: planned",
            planning.draft_plan,
            self.clerk,
            gives=StudyPlan,
            organization=self.town.organization,
            year=year,
        )
        for month in months:
            speaker = self.members[1 + month % (len(self.members) - 1)]
            self._do(
                f"study {year}-{month}: topic",
                planning.set_topic,
                self.clerk,
                gives=StudyTopic,
                plan_id=plan.pk,
                topic=Topic(
                    month=month,
                    theme=THEMES[month - 1],
                    block="law" if month % 3 == 0 else "policy",
                    form="lecture" if month % 3 == 0 else "discussion",
                    speaker=self.town.people[speaker],
                ),
            )
        self._do(f"study {year}: confirmed", planning.confirm_plan, self.secretary, plan_id=plan.pk)

    def _call_study(self, held: date) -> None:
        label = f"study {held.year}-{held.month}"
        meeting = self._call(label, STUDY, held)
        topic: StudyTopic = self.town.written(f"{label}: topic", StudyTopic)
        self._do(f"{label}: set", planning.set_session, self.clerk, topic_id=topic.pk, meeting_id=meeting.pk)
        self._do(f"{label}: noticed", calling.give_notice, self.clerk, meeting_id=meeting.pk)

    def _study(self, held: date) -> None:
        """Everybody came; to the last session but one."""
        label = f"study {held.year}-{held.month}"
        meeting = self._meeting(label)
        away = self.members[2] if held == self.studied else ""
        lines = {}
        for seat in meeting.seats.select_related("person"):
            gone = seat.person.name == away
            lines[seat.pk] = Came(P.ON_LEAVE, "到县里开会") if gone else Came(P.PRESENT)
        self._do(
            f"{label}: attended", sitting.record_attendance, self.clerk, meeting_id=meeting.pk, lines=lines
        )
        if away:
            seat = meeting.seats.get(person=self.town.people[away])
            self._do(
                "study: leave", studying.grant_leave, self.secretary, seat_id=seat.pk, special="到县里开会"
            )
        self._do(f"{label}: closed", sitting.close_meeting, self.clerk, meeting_id=meeting.pk)

    def _make_up(self) -> None:
        meeting = self._meeting(f"study {self.studied.year}-{self.studied.month}")
        away = self.members[2]
        seat = meeting.seats.get(person=self.town.people[away])
        if self.town.plan.key == "renchuan":  # in the other town it is still owed
            self._do(
                "study: made up",
                studying.make_up,
                away,
                seat_id=seat.pk,
                made_up_on=self.town.script.now.date(),
                made_up_how="看中心发言稿，补笔记一篇",
            )
        for n, name in enumerate(self.members[:3]):
            self._do(
                f"study: note {n}",
                studying.hand_in_note,
                name,
                organization=self.town.organization,
                kind="reflection" if n else "note",
                title="守住耕地从田头查起",
                text="学了粮食安全这一专题，回去先把本片的撂荒地逐块查清，列出复耕的时间。",
                shared=n > 0,
            )
