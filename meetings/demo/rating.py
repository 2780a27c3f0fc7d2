"""One rating round of a town: three classes, one of them too small to be shown by itself, part of another on paper.

A run that was broken off comes back without the codes it had drawn: it voids the round and sets up another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from governance.audit import clock
from governance.ballots import services as keys
from governance.ballots import slips
from governance.ballots.models import RatingRound, SealedPoll
from governance.ballots.paper import services as paper
from governance.ballots.paper.grid import Sheet
from governance.ballots.rating import services
from governance.ballots.slips import Drawn
from governance.people.models import Tenure
from meetings.demo.people import Town
from meetings.demo.plot import RatingPlan

S = RatingRound.Status
LEADERS, HEADS, STAFF = 1, 2, 3
GRADES = (("优秀", "100", True), ("称职", "80", True), ("基本称职", "60", False), ("不称职", "0", False))
ITEMS = ("德", "能", "勤", "绩", "廉")
ON_PAPER = 10
# Of each class: how many hand in by phone, and which grade they lean to.
BY_PHONE = {LEADERS: (3, 1), HEADS: (8, 2), STAFF: (12, 1)}
REMARKS = (
    "到村里的次数多了，办事处处问进度。",
    "开会可以再短一些。",
    "分管的路修了三年，要盯到底。",
    "代表提的事都有回音，这一点好。",
    "接访时多听几句，再作答复。",
    "年轻干部需要多带一带。",
)
MISREAD = (3, 2)  # on paper: sheet and question that the second typist read otherwise


def _named(town: Town, post: str) -> str:
    """Who holds a post below the leaders."""
    held = Tenure.objects.select_related("person").get(
        organization=town.organization, post__code=post, until__isnull=True
    )
    return held.person.name


class RatedTown:
    def __init__(self, town: Town, day: date, hands: RatingPlan) -> None:
        self.town, self.day, self.hands = town, day, hands
        self.clerk, self.setter = town.holder("office_clerk"), _named(town, "organization_clerk")
        self.attempt = 0

    def do(self, what: str, verb: Callable[..., object], by: str, **given: Any) -> Any:
        return self.town.do(f"rating {self.attempt}: {what}", verb, by=by, **given)

    def play(self) -> None:
        for self.attempt in range(1, 5):
            if self._run():
                return

    def _run(self) -> bool:
        made = self.do(
            "set up",
            services.set_up_round,
            by=self.setter,
            gives=RatingRound,
            organization=self.town.organization,
            values=self._values(),
            classes=self._classes(),
        )
        self.round = RatingRound.objects.get(pk=made.pk)
        if self.round.status == S.VOIDED:
            return False
        if self.round.status != S.RELEASED:
            if self.round.status != S.PREPARING:
                self._step(
                    "given up", services.void_round, self.hands.reviewer, because="演示中断，另办一轮。"
                )
                return False
            self._rate()
        return True

    def _step(self, what: str, verb: Callable[..., object], by: str, **given: Any) -> Any:
        done = self.do(what, verb, by, round_id=self.round.pk, **given)
        self.round.refresh_from_db()
        return done

    def _box(self, what: str, verb: Callable[..., object], by: str, **given: Any) -> Any:
        return self.do(what, verb, by, poll_id=self.round.poll_id, **given)

    def _rate(self) -> None:
        lead, teller = self.hands.reviewer, self.hands.teller
        self._step("approved", services.approve_round, lead, reason="班子只有四个人参评，不单列")
        _round, drawn = self._step("codes printed", services.print_codes, self.setter)
        _holder, code = self._box("code collected", keys.collect_share, teller)
        self._box("code confirmed", keys.confirm_share, teller, typed=code)
        self._step("opened", services.open_round, lead)
        self._hand_in(drawn)
        self._step("closed", services.close_round, self.hands.scrutineer)
        self._type_paper()
        self._step("counted", services.count_round, teller, typed=[code])
        self._step("reconciled", services.reconcile, teller, figures=self._reconciliation())
        self._step("checked", services.check_counts, self.hands.scrutineer)
        self._step("remarks reviewed", services.review_remarks, lead, withheld={1: "指到了具体的人"})
        self._step("released", services.release_round, lead, audience="参加测评的同志")

    def _values(self) -> dict[str, Any]:
        people = self.town.people
        return {
            "title": f"{self.day.year}年度领导干部民主测评",
            "held_on": self.day,
            "place": "镇机关三楼会议室",
            "mode": RatingRound.Mode.SLIPS,
            "grades": [
                {"key": f"g{n}", "label": label, "points": points, "passing": passing}
                for n, (label, points, passing) in enumerate(GRADES, start=1)
            ],
            "subjects": [
                {"key": f"s{n}", "name": name, "post": post, "person": people[name].pk}
                for n, (name, post) in enumerate(self.hands.rated, start=1)
            ],
            "items": [
                {"key": f"q{n}", "label": label, "weight": "1"} for n, label in enumerate(ITEMS, start=1)
            ],
            "text_limit": 100,
            "least_valid": 5,
            "uniform": RatingRound.Uniform.COUNTED,
            "trimmed": False,
            "far_apart": 20,
            "teller": people[self.hands.teller],
            "second_teller": None,
            "third_teller": None,
            "scrutineer": people[self.hands.scrutineer],
            "reviewer": people[self.hands.reviewer],
        }

    def _classes(self) -> list[dict[str, Any]]:
        given = (("班子成员", 4, 40, 0), ("站所负责人", 9, 30, 0), ("一般干部、村干部", 24, 30, ON_PAPER))
        return [
            {
                "label": label,
                "expected": expected,
                "weight": Decimal(weight),
                "spares": 2,
                "paper": on_paper,
                "people": [],
            }
            for label, expected, weight, on_paper in given
        ]

    def _hand_in(self, drawn: list[Drawn]) -> None:
        poll = SealedPoll.objects.get(pk=self.round.poll_id)
        left = defaultdict(list)
        for one in drawn:
            left[one.group].append(one)
        remarks = list(REMARKS)
        for group, (number, lean) in BY_PHONE.items():
            for sheet in range(number):
                grades = [f"g{min(4, lean + (sheet + place) % 3 // 2)}" for place in range(len(poll.sheet))]
                answers = {q.key: grade for q, grade in zip(poll.sheet, grades, strict=True)}
                text = remarks.pop() if remarks and sheet % 2 else ""
                code = left[group].pop().code
                slips.cast_slip(poll=poll, typed=code, answers=answers, text=text, now=clock.now())

    def _type_paper(self) -> None:
        """Two type by themselves; where they part a third looks at the paper."""
        director = self.town.holder("office_director")
        counted = {"issued": ON_PAPER, "returned": ON_PAPER}
        self._box("paper counted", paper.write_count, self.hands.teller, group=STAFF, **counted)
        self._box("paper bound", paper.add_batches, self.hands.teller, group=STAFF, sheets=ON_PAPER)
        batch = SealedPoll.objects.get(pk=self.round.poll_id).paper_batches.get()
        places = range(len(ITEMS) * len(self.hands.rated))
        first = [Sheet(tuple(1 + (n + k) % 3 // 2 for k in places)) for n in range(ON_PAPER)]
        second = list(first)
        sheet, question = MISREAD
        marks = list(first[sheet - 1].marks)
        marks[question] = 3
        second[sheet - 1] = Sheet(tuple(marks))
        self._box("paper typed", paper.type_batch, self.clerk, batch_id=batch.pk, sheets=first)
        self._box("paper typed again", paper.type_batch, self.setter, batch_id=batch.pk, sheets=second)
        decided = {(sheet, question): first[sheet - 1].marks[question]}
        self._box("paper settled", paper.settle_batch, director, batch_id=batch.pk, decided=decided)
        self._box("paper confirmed", paper.confirm_count, self.hands.scrutineer, group=STAFF)

    def _reconciliation(self) -> dict[int, dict[str, Any]]:
        found = {}
        for one in self.round.classes:
            phones, _lean = BY_PHONE[one.number]
            found[one.number] = {
                "present": phones + one.paper,
                "handed_out": phones + one.paper,
                "left_over": one.codes - phones,
                "explanation": "",
            }
        return found
