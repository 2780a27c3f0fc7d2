"""Registers of a town: rows in every state, a register of the town's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import Any

from governance.people.models import Organization
from governance.registers import building, services
from governance.registers.models import DeclaredRegister, RegisterEntry
from governance.registers.parts import Place, place_of
from meetings.demo.days import back, from_today
from meetings.demo.people import Town

Beats = Iterator[tuple[date, int, int, Callable[[], None]]]
SEALS = (  # working days ago, document, matter, who signs after the entry
    (38, "关于上半年水利工程进度的报告", "general", ("office_director", "discipline_secretary")),
    (24, "柘坪村灌渠清淤修复施工合同", "major", ("office_director", "deputy_secretary", "secretary")),
    (11, "关于报送冬季用火检查情况的函", "general", ("office_director",)),
    (4, "便民服务大厅改造招标公告", "major", ()),
)
VISITS = (
    (30, "三碾村", "老年食堂缺冰柜，夏天存不住菜", "联系食品公司捐了一台冰柜", "solved"),
    (9, "鹭墩村", "运砂车扬尘，村口路面破损", "", "following"),
)
CLAIMS = ((26, "打印纸和硒鼓", "office", 68_000), (12, "村道反光标志", "works", 312_000))
LARGE = (3, "档案室密集架", "purchase", 1_260_000)  # over the figure: waits for the committee's decision
OWN = building.Sketch(
    title="公物借用登记",
    about="投影仪、帐篷、扩音器这些公物，借一次登一行。",
    mark="借",
    years=3,
    rows="town",
    fields="借出日期，日期，必填，列表\n物品，文字，必填，列表，检索\n借用人，人员，必填，列表\n状态，选项：在借/已还，必填，列表\n备注，长文字",
    signers="核对：党政办主任",
    fillers=("office_clerk", "office_director"),
    readers=("everybody",),
    sealed_readers=(),
)


class Ledgers:
    def __init__(self, town: Town, today: date) -> None:
        self.town, self.today = town, today
        self.clerk, self.director = town.holder("office_clerk"), town.holder("office_director")

    def beats(self) -> Beats:
        if self.town.plan.key == "renchuan":
            for days, document, matter, signers in SEALS:
                yield self._beat(days, 10, partial(self._seal, days, document, matter, signers))
            for days, place, raised, done, outcome in VISITS:
                yield self._beat(days, 16, partial(self._visit, days, place, raised, done, outcome))
            yield self._beat(8, 15, self._reading)
            yield self._beat(20, 11, self._own)
        else:
            for days, purpose, nature, cents in CLAIMS:
                yield self._beat(days, 10, partial(self._claim, days, purpose, nature, cents, submit=True))
            yield self._beat(LARGE[0], 10, partial(self._claim, *LARGE, submit=False))
            yield self._beat(15, 16, self._weak_branch)
            yield self._beat(5, 11, self._propose_own)
        yield self._beat(18, 17, self._review)

    def _beat(
        self, days: int, hour: int, play: Callable[[], None]
    ) -> tuple[date, int, int, Callable[[], None]]:
        return back(self.today, days), hour, 20, play

    def _place(self, code: str, days: int) -> Place:
        found = place_of(self.town.organization, code, back(self.today, days))
        assert found is not None, code
        return found

    def _person(self, name: str) -> dict[str, Any]:
        return {"id": self.town.people[name].pk, "name": name}

    def _enter(self, code: str, days: int, by: str, values: dict[str, Any], **more: Any) -> RegisterEntry:
        more.setdefault("submit", True)
        label = f"register {code} {days}"
        entered: RegisterEntry = self.town.do(
            label,
            services.enter_entry,
            by=by,
            gives=RegisterEntry,
            place=self._place(code, days),
            values=values,
            **more,
        )
        return RegisterEntry.objects.get(pk=entered.pk)

    def _sign(self, entry: RegisterEntry, days: int, posts: tuple[str, ...], opinion: str = "同意") -> None:
        for step, post in enumerate(posts):
            self.town.do(
                f"register {entry.register} {days} step {step}",
                services.sign_entry,
                by=self.town.holder(post),
                entry_id=entry.pk,
                step=step,
                opinion=opinion,
            )

    def _seal(self, days: int, document: str, matter: str, signers: tuple[str, ...]) -> None:
        values = {
            "used_on": back(self.today, days).isoformat(),
            "document": document,
            "matter": matter,
            "seal": "committee",
            "copies": 3,
            "applicant": self._person(self.clerk),
        }
        entry = self._enter("seal_use", days, self.clerk, values)
        self._sign(entry, days, signers)
        if len(signers) == 1:
            self.town.do(
                f"register seal_use {days} sent back",
                services.send_back_entry,
                by=self.town.holder("discipline_secretary"),
                entry_id=entry.pk,
                because="附件没有写份数，补上再报。",
            )

    def _visit(self, days: int, place: str, raised: str, done: str, outcome: str) -> None:
        values = {
            "visited_on": back(self.today, days).isoformat(),
            "place": place,
            "raised": raised,
            "done": done,
            "outcome": outcome,
        }
        self._enter("field_visit", days, self.town.holder("discipline_secretary"), values)

    def _reading(self) -> None:
        values = {
            "read_on": back(self.today, 8).isoformat(),
            "meter": "机关宿舍一单元",
            "supply": "power",
            "before": 1204,
            "now": 1377,
            "charge": 4_650,
        }
        wrong = self._enter("utility_reading", 8, self.clerk, {**values, "now": 1737})
        self.town.do(
            "register utility_reading voided",
            services.void_entry,
            by=self.clerk,
            entry_id=wrong.pk,
            because="本次读数看反了两位，另登一行。",
        )
        self._enter("utility_reading", 7, self.clerk, values)

    def _claim(self, days: int, purpose: str, nature: str, cents: int, *, submit: bool) -> None:
        values = {
            "spent_on": back(self.today, days).isoformat(),
            "purpose": purpose,
            "nature": nature,
            "amount": cents,
            "handler": self._person(self.clerk),
            "invoices": 1,
        }
        self._enter("expense_claim", days, self.clerk, values, submit=submit)

    def _weak_branch(self) -> None:
        village = Organization.objects.filter(
            town=self.town.organization, kind=Organization.Kind.VILLAGE_BRANCH
        ).order_by("pk")[1]
        leader = self.town.holder("organization_commissioner")
        values = {
            "found_on": back(self.today, 15).isoformat(),
            "problem": "支部委员缺一人，半年没有开党员大会",
            "grade": "team",
            "measures": "补选委员；每月开一次支委会，包联领导到会。",
            "leader": self._person(leader),
            "until": from_today(self.today, 60).isoformat(),
            "result": "under_way",
        }
        entry = self._enter("weak_branch", 15, leader, values, unit=village)
        self._sign(entry, 15, ("organization_commissioner",))

    def _review(self) -> None:
        secretary = self.town.holder("discipline_secretary")
        values = {
            "held_on": back(self.today, 18).isoformat(),
            "topic": "三季度廉政状况分析",
            "form": "analysis",
            "present": 9,
            "findings": "一名站所干部收受服务对象土特产一次，已退还。",
            "measures": "开一次警示教育会；站所负责人逐人谈话。",
            "owner": self._person(secretary),
            "due_on": from_today(self.today, 20).isoformat(),
        }
        self._enter("integrity_review", 18, secretary, values)

    # A register of the town's own --------------------------------------------------------

    def _proposed(self) -> DeclaredRegister:
        found: DeclaredRegister = self.town.do(
            "own register proposed",
            services.propose_register,
            by=self.clerk,
            gives=DeclaredRegister,
            organization=self.town.organization,
            write=lambda code: building.written(code, OWN, {"党政办主任": "office_director"}),
            ground="党政办例会议定",
        )
        return found

    def _own(self) -> None:
        row = self._proposed()
        self.town.do("own register confirmed", services.confirm_register, by=self.director, row_id=row.pk)
        values = {
            "f1": back(self.today, 20).isoformat(),
            "f2": "移动扩音器两台",
            "f3": self._person(self.clerk),
            "f4": "c1",
        }
        code = DeclaredRegister.objects.get(pk=row.pk).code
        self._sign(self._enter(code, 20, self.clerk, values), 20, ("office_director",))

    def _propose_own(self) -> None:
        self._proposed()
