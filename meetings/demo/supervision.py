"""Supervised matters of a town beside those its resolutions become: one in every state."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import Any

from governance.people.models import Organization, Tenure
from governance.rulebook.book import book_for
from meetings.demo.days import back, from_today
from meetings.demo.people import Town
from meetings.demo.plot_supervision import MATTERS, Matter
from meetings.models import Inspection, SupervisedTask, SupervisionBulletin
from meetings.supervision.services import closing, handling, inspecting, printing, registering, reviewing

Told = tuple[date, int, int, Callable[[], None]]  # day, hour, minute, what happens
UNDER = ("S0-21:四-1", "S1-07:三-1b")  # under the first adopted one of these a matter is given up
ORDER = ("registered", "approved", "assigned", "working", "reported", "accepted", "closed", "filed")


class Supervised:
    def __init__(self, town: Town) -> None:
        self.town, self.today = town, town.script.today
        self.clerk, self.secretary = town.holder("office_clerk"), town.holder("secretary")
        self.supervisor = town.holder("discipline_secretary")

    def beats(self) -> Iterator[Told]:
        for matter in MATTERS[self.town.plan.key]:
            steps = list(self._steps(matter))
            for n, step in enumerate(steps):
                yield back(self.today, max(1, matter.begun - n)), 10, 40 + n, step
        yield back(self.today, 1), 16, 20, self._tell

    def _steps(self, matter: Matter) -> Iterator[Callable[[], None]]:
        def done(state: str) -> bool:
            reached = {"returned": "reported", "inspected": "working", "cancelled": "registered"}
            until = reached.get(matter.until, matter.until)
            return ORDER.index(state) <= ORDER.index(until)

        yield partial(self._register, matter)
        if done("approved"):
            yield partial(self._approve, matter)
        if done("assigned"):
            yield partial(self._hand_over, matter)
        if done("working"):
            yield partial(self._work, matter)
        if matter.until == "inspected":
            yield partial(self._inspect, matter, 1)
            yield partial(self._inspect, matter, 2)
        if done("reported"):
            yield partial(self._report, matter)
        if matter.until == "returned":
            yield partial(self._send_back, matter)
        if done("accepted"):
            yield partial(self._accept, matter)
        if done("closed"):
            yield partial(self._close, matter)
        if done("filed"):
            yield partial(self._file, matter)
        if matter.until == "cancelled":
            yield partial(self._cancel, matter)

    def _do(self, matter: Matter, what: str, verb: Any, by: str, **given: Any) -> Any:
        if what != "registered":
            given.setdefault("task_id", self._task(matter).pk)
        return self.town.do(f"supervised {matter.key}: {what}", verb, by=by, **given)

    def _task(self, matter: Matter) -> SupervisedTask:
        found: SupervisedTask = self.town.written(f"supervised {matter.key}: registered", SupervisedTask)
        return found

    def _owner(self, matter: Matter) -> tuple[Organization, str]:
        """The office, and who heads it among those with an account; the office's director where nobody is."""
        unit = Organization.objects.get(town=self.town.organization, short_name=matter.office)
        held = Tenure.objects.filter(organization=self.town.organization, post__unit=unit, until__isnull=True)
        names = held.order_by("post__order", "pk").values_list("person__name", flat=True)
        return unit, next((n for n in names if n in self.town.accounts), self.town.holder("office_director"))

    def _register(self, matter: Matter) -> None:
        unit, owner = self._owner(matter)
        due = max(from_today(self.today, matter.due), back(self.today, max(1, matter.begun)))
        self._do(
            matter,
            "registered",
            registering.register_task,
            self.clerk,
            gives=SupervisedTask,
            organization=self.town.organization,
            source=matter.source,
            source_ref=matter.ref,
            title=matter.title,
            basis=matter.ref,
            requirements=matter.how,
            unit=unit,
            responsible=self.town.people[owner],
            leader=self.town.people[self.town.members()[1]],
            due_on=due,
            key=matter.more == "key",
            pace="month" if matter.more == "key" else "",
            urgent=matter.more == "urgent",
            ask_after=3 if matter.more == "urgent" else None,
            great=matter.more == "great",
            plan="分三步：摸排、检修、定管护人；经济发展办牵头，综治中心配合。"
            if matter.more == "great"
            else "",
        )

    def _approve(self, matter: Matter) -> None:
        self._do(matter, "vetted", registering.vet_task, self.supervisor, words="拟同意立项。")
        self._do(matter, "approved", registering.approve_task, self.secretary, words="同意。")

    def _hand_over(self, matter: Matter) -> None:
        self._do(matter, "handed over", registering.hand_over, self.clerk)

    def _work(self, matter: Matter) -> None:
        owner = self._owner(matter)[1]
        self._do(matter, "signed for", handling.sign_for, owner)
        self.town.script.wait(3)
        self._do(
            matter,
            "chased",
            handling.chase,
            self.clerk,
            kind="call",
            chased_on=self._day(),
            spoke_to=owner,
            found="人手已安排，本周开始。",
        )
        self._do(
            matter,
            "progress",
            handling.report_progress,
            owner,
            kind="progress",
            text="已摸清底数，正在办理。",
        )

    def _day(self) -> date:
        return self.town.script.now.date()

    def _inspect(self, matter: Matter, n: int) -> None:
        inspection = self._do(
            matter,
            f"inspected {n}",
            inspecting.record_inspection,
            self.supervisor,
            gives=Inspection,
            inspected_on=self._day(),
            passed=False,
            found="抽查20户，有5户没有接通。" if n == 1 else "再查20户，还有3户没有接通。",
            led_by=self.town.people[self.town.members()[1]],
            team="纪委办、党政办",
        )
        self.town.do(
            f"supervised {matter.key}: rectified {n}",
            inspecting.order_rectification,
            by=self.supervisor,
            inspection_id=inspection.pk,
            problem="入户没有做完，台账与现场不符。",
        )

    def _report(self, matter: Matter) -> None:
        owner = self._owner(matter)[1]
        text = "已办好，照片和验收单附后。" if matter.until != "returned" else "已办。"
        self._do(matter, "result", handling.report_result, owner, text=text)

    def _send_back(self, matter: Matter) -> None:
        self._do(
            matter,
            "sent back",
            reviewing.send_back,
            self.secretary,
            because="没有写办成了什么，也没有现场照片。",
            new_due_on=from_today(self.today, 5),
        )

    def _accept(self, matter: Matter) -> None:
        self._do(matter, "accepted", reviewing.accept_result, self.secretary, words="办得实在。")

    def _close(self, matter: Matter) -> None:
        self._do(
            matter, "closed", closing.close_task, self.clerk, closed_on=self._day(), result="办成，群众认可。"
        )

    def _file(self, matter: Matter) -> None:
        self._do(
            matter,
            "filed",
            closing.file_task,
            self.clerk,
            file_number=f"{self._day().year}-督-{self._task(matter).pk}",
            file_list="呈批表、督查通知、办理报告、审核意见，共4份，移交镇档案室。",
            reason="催办有电话记录",
        )

    def _cancel(self, matter: Matter) -> None:
        book = book_for(self.town.organization.pk, self._day())
        cite = next((c for c in UNDER if book.article(c) is not None), "")
        if cite:
            self._do(
                matter, "cancelled", closing.cancel_task, self.secretary, because="与另一件重复。", cite=cite
            )

    def _tell(self) -> None:
        row = self.town.do(
            "supervision bulletin drafted",
            printing.draft_bulletin,
            by=self.clerk,
            gives=SupervisionBulletin,
            organization=self.town.organization,
            first_on=from_today(self.today, -40),
            last_on=from_today(self.today, -1),
            audience="town",
            praised="社会事务办、经济发展办提前办结，材料齐全。",
            named="综治中心、农业农村办报的结果写得不实，已退回。",
            ahead="退回的单位5日内重报；其余各单位按时限办结。",
        )
        self.town.do(
            "supervision bulletin approved", printing.approve_bulletin, by=self.secretary, bulletin_id=row.pk
        )
