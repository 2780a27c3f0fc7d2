"""The congress office of a town: its term, groups and delegates, a year's meetings, proposals in every state, an election
under way, a matter of the people's congress."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from governance.office.congress import services
from governance.office.congress.judgement import ELECTION, items_of
from governance.office.congress.models import (
    CongressMeeting,
    CongressTerm,
    CouncilMatter,
    Delegate,
    DelegateElection,
    DelegateGroup,
    DelegateProposal,
)
from meetings.demo.days import back, from_today
from meetings.demo.people import Town

UNITS = (
    ("青石村", ("蓝守拙", "甄秋实", "宓兰亭")),
    ("云岭村", ("郝耕田", "晏如意")),
    ("机关党支部", ("乐知行", "狄怀瑾", "祖望山")),
)
MEETINGS = (
    (100, "study", 30, 28, "学习乡村振兴政策，讨论集镇供水"),
    (70, "inspection", 16, 15, "视察幸福桥到云岭村道路，评议进度"),
    (45, "session", 30, 27, "听取党委年度工作情况，审议代表建议办理情况"),
    (20, "study", 30, 26, "学习议事规则，讨论明年办哪几件实事"),
    (10, "council", 12, 12, "听取人大主席团今年工作汇报"),
)
PROPOSALS = (
    ("集镇停车位划线", "赶场日车停到路中间，请划线、立牌。", 60, "replied"),
    ("青石村口装路灯", "村口到学校一段夜里看不见，请装路灯。", 30, "handed"),
    ("卫生院夜间急诊", "夜间看病要到县里，请协调值班医生。", 5, "received"),
)


class CongressTown:
    def __init__(self, town: Town) -> None:
        self.town, self.today = town, town.script.today
        self.clerk = town.holder("office_clerk")

    def do(self, label: str, verb: Callable[..., Any], **given: Any) -> Any:
        return self.town.do(f"congress: {label}", verb, by=self.clerk, **given)

    def beats(self) -> Iterator[tuple[date, int, int, Callable[[], None]]]:
        yield back(self.today, 120), 9, 20, self.begin
        for days, *held in MEETINGS:
            yield back(self.today, days), 17, 10, lambda held=held: self.meet(*held)
        for title, text, days, state in PROPOSALS:
            yield back(self.today, days), 15, 40, lambda t=title, x=text, s=state: self.propose(t, x, s)
        yield back(self.today, 8), 16, 40, self.elect
        yield back(self.today, 6), 11, 20, self.put_forward

    def begin(self) -> None:
        own = {"organization": self.town.organization}
        self.do(
            "term",
            services.open_term,
            gives=CongressTerm,
            name="第十五届",
            rhythm="town",
            seats=30,
            since=from_today(self.today, -1500),
            **own,
        )
        group = self.do(
            "group",
            services.add_group,
            gives=DelegateGroup,
            name="第一代表组",
            leader=UNITS[0][1][0],
            deputy=UNITS[1][1][0],
            place="青石村党群服务中心",
            linked_by=self.town.holder("secretary"),
            **own,
        )
        for unit, names in UNITS:
            self.do(
                f"delegates of {unit}",
                services.enter_delegates,
                unit=unit,
                names=list(names),
                since=from_today(self.today, -1500),
                group=group if unit != "机关党支部" else None,
                linked=9,
                **own,
            )

    def meet(self, kind: str, expected: int, present: int, topics: str) -> None:
        day = self.town.script.now.date()
        self.do(
            f"{kind} of {(self.today - day).days}",
            services.record_meeting,
            gives=CongressMeeting,
            organization=self.town.organization,
            values={
                "kind": kind,
                "held_on": day,
                "expected": expected,
                "present": present,
                "topics": topics,
                "sought": "会前发到各组征求，收到意见7条。" if kind == "session" else "",
                "rules_reported": kind == "session",
                "solved": 2 if kind == "inspection" else None,
            },
        )

    def propose(self, title: str, text: str, state: str) -> None:
        delegates = Delegate.objects.filter(organization=self.town.organization).order_by("pk")
        made = self.do(
            f"proposal {title}",
            services.receive_proposal,
            gives=DelegateProposal,
            organization=self.town.organization,
            delegate=delegates[len(title) % len(delegates)],
            title=title,
            text=text,
            received_on=self.town.script.now.date(),
        )
        if state == "received":
            return
        self.do(
            f"proposal {title} handed over",
            services.hand_over,
            gives=DelegateProposal,
            proposal_id=made.pk,
            unit="村建站",
            owner=self.town.people[self.town.holder("office_director")],
            due_on=from_today(self.today, 25),
        )
        if state == "replied":
            self.do(
                f"proposal {title} answered",
                services.reply,
                gives=DelegateProposal,
                proposal_id=made.pk,
                text="已请交管所划线32个、立牌4块，赶场日派人疏导。",
                replied_on=self.town.script.now.date(),
                satisfaction="satisfied",
            )

    def elect(self) -> None:
        made = self.do(
            "election",
            services.open_election,
            gives=DelegateElection,
            organization=self.town.organization,
            unit="七里坪社区",
            seats=2,
        )
        for step in items_of(ELECTION)[:4]:
            self.do(
                f"election {step}",
                services.record_election_step,
                gives=DelegateElection,
                election_id=made.pk,
                step=step,
                day=self.town.script.now.date(),
            )

    def put_forward(self) -> None:
        made = self.do(
            "council matter",
            services.open_matter,
            gives=CouncilMatter,
            organization=self.town.organization,
            title=f"调整{self.today.year}年镇级财政预算",
            day=self.town.script.now.date(),
        )
        self.do(
            "council matter looked into",
            services.record_council_step,
            gives=CouncilMatter,
            matter_id=made.pk,
            step="调研",
            day=self.town.script.now.date(),
        )
