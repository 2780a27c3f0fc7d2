"""A rating round for tests: set up, run through real verbs, to any point of its life."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from governance.access.actor import Actor
from governance.audit import clock
from governance.ballots import services as keys
from governance.ballots import slips
from governance.ballots.models import RatingRound
from governance.ballots.rating import services
from governance.ballots.slips import Drawn
from tests import builders

GRADES = [
    {"key": "g1", "label": "优秀", "points": "100", "passing": True},
    {"key": "g2", "label": "称职", "points": "80", "passing": True},
    {"key": "g3", "label": "基本称职", "points": "60", "passing": False},
    {"key": "g4", "label": "不称职", "points": "0", "passing": False},
]
ITEMS = [{"key": "q1", "label": "德", "weight": "1"}, {"key": "q2", "label": "绩", "weight": "2"}]
KEYS = ("s1-q1", "s1-q2")


def klass(label: str, expected: int, weight: int = 1, **more: Any) -> dict[str, Any]:
    given = {
        "label": label,
        "expected": expected,
        "weight": Decimal(weight),
        "spares": 2,
        "paper": 0,
        "people": [],
    }
    return {**given, **more}


CLASSES = (klass("班子成员", 2, 40), klass("站所负责人", 6, 30), klass("一般干部", 8, 30))


class Town:
    """A town with a round. The congress chair is rated; the mayor counts, the discipline secretary scrutinises."""

    def __init__(self, crew: builders.Crew | None = None) -> None:
        self.crew = crew or builders.crew(builders.town())
        self.rated = self.crew.person("congress_chair")

    def actor(self, post: str) -> Actor:
        return self.crew.actor(post)

    def values(self, **changes: Any) -> dict[str, Any]:
        given = {
            "title": "2026年度领导干部民主测评",
            "held_on": date(2026, 11, 21),
            "place": "三楼会议室",
            "mode": "slips",
            "grades": GRADES,
            "subjects": [{"key": "s1", "name": self.rated.name, "post": "人大主席", "person": self.rated.pk}],
            "items": ITEMS,
            "text_limit": 100,
            "least_valid": 5,
            "uniform": "counted",
            "trimmed": False,
            "far_apart": 20,
            "teller": self.crew.person("deputy_secretary"),
            "second_teller": None,
            "third_teller": None,
            "scrutineer": self.crew.person("discipline_secretary"),
            "reviewer": self.crew.person("organization_commissioner"),
        }
        return {**given, **changes}

    def set_up(self, classes: Sequence[Mapping[str, Any]] = CLASSES, **changes: Any) -> RatingRound:
        return services.set_up_round(
            organization=self.crew.organization,
            actor=self.actor("organization_clerk"),
            values=self.values(**changes),
            classes=classes,
        )

    def approved(self, classes: Sequence[Mapping[str, Any]] = CLASSES, **changes: Any) -> RatingRound:
        round_ = self.set_up(classes, **changes)
        return services.approve_round(
            round_id=round_.pk, actor=self.actor("organization_commissioner"), reason="人数就这么多"
        )

    def printed(self, **changes: Any) -> tuple[RatingRound, list[Drawn]]:
        round_ = self.approved(**changes)
        return services.print_codes(round_id=round_.pk, actor=self.actor("organization_clerk"))

    def keyed(self, round_: RatingRound) -> str:
        """The teller's code, collected and checked."""
        teller = self.actor("deputy_secretary")
        code = keys.collect_share(poll_id=round_.poll_id, actor=teller)[1]
        keys.confirm_share(poll_id=round_.poll_id, actor=teller, typed=code)
        return code

    def opened(self, **changes: Any) -> tuple[RatingRound, list[Drawn], str]:
        round_, drawn = self.printed(**changes)
        code = self.keyed(round_)
        round_ = services.open_round(round_id=round_.pk, actor=self.actor("secretary"))
        return round_, drawn, code

    def hand_in(self, round_: RatingRound, drawn: Drawn, *grades: str, text: str = "") -> None:
        """A sheet: a grade for each row, an empty one for no mark."""
        round_.refresh_from_db()
        answers = {key: grade for key, grade in zip(KEYS, grades, strict=True) if grade}
        assert round_.poll is not None
        slips.cast_slip(poll=round_.poll, typed=drawn.code, answers=answers, text=text, now=clock.now())

    def counted(self, sheets: Mapping[int, Sequence[Sequence[str]]], **changes: Any) -> RatingRound:
        """Everything up to the count: by class number, the sheets that its raters hand in."""
        round_, drawn, code = self.opened(**changes)
        left = {number: [d for d in drawn if d.group == number] for number in sheets}
        for number, own in sheets.items():
            for grades in own:
                self.hand_in(round_, left[number].pop(), *grades)
        services.close_round(round_id=round_.pk, actor=self.actor("secretary"))
        return services.count_round(round_id=round_.pk, actor=self.actor("deputy_secretary"), typed=[code])

    def reconciled(self, round_: RatingRound, **changes: Mapping[str, Any]) -> RatingRound:
        """By hand: everybody was there and handed in; the spares are left. `c2={…}` changes class 2."""
        figures = {}
        for one in round_.classes:
            even = {
                "present": one.expected,
                "handed_out": one.expected,
                "left_over": one.spares,
                "explanation": "",
            }
            figures[one.number] = {**even, **changes.get(f"c{one.number}", {})}
        return services.reconcile(round_id=round_.pk, actor=self.actor("deputy_secretary"), figures=figures)

    def checked(self, round_: RatingRound) -> RatingRound:
        return services.check_counts(round_id=round_.pk, actor=self.actor("discipline_secretary"))


# The small class by itself, the two others apart enough to be shown.
SHEETS: dict[int, list[tuple[str, str]]] = {
    1: [("g1", "g1"), ("g2", "g1")],
    2: [("g1", "g2"), ("g2", "g3"), ("g1", "g1"), ("g3", "g1"), ("g1", "g2"), ("g2", "g4")],
    3: [("g1", "g1")] * 4 + [("g2", "g2"), ("g3", "g3"), ("", "g2"), ("g2", "")],
}
