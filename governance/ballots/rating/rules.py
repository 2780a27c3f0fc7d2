"""What a rating round needs for each step. Pure: facts in, findings out.

No article of the adopted regulations says how a rating is run; these are the order of things and the arithmetic
of the count, so every finding stops or warns by itself and names no article.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from governance.rules.verdict import Severity, Verdict, all_of

GO = Verdict.without_article("order of steps of a rating round")


def in_state(have: str, label: str, *wanted: str) -> Verdict:
    """The order of steps."""
    return GO if have in wanted else Verdict.stopped("ballots.round.state", have=label)


@dataclass(frozen=True)
class ClassPlan:
    label: str
    expected: int
    spares: int
    paper: int
    people: tuple[int, ...]


@dataclass(frozen=True)
class Plan:
    """A round as it was set up. Persons by key; `rated` are those of the roster among the rated."""

    on_roll: bool
    least_valid: int
    classes: tuple[ClassPlan, ...]
    weight_total: int  # in hundredths
    subjects: int
    items: int
    fits: bool
    tellers: tuple[int, ...]
    scrutineer: int
    reviewer: int | None
    takes_remarks: bool
    rated: frozenset[int]


def may_be_approved(plan: Plan) -> Verdict:
    """Whether the sheet and the classes can be put before raters as they stand."""
    return all_of(
        _enough(plan),
        _sheet_fits(plan),
        _people_apart(plan),
        _roll(plan),
        *(_class(one, plan) for one in plan.classes),
    )


def _enough(plan: Plan) -> Verdict:
    if not plan.classes or not plan.subjects or not plan.items or not plan.weight_total:
        return Verdict.stopped(
            "ballots.round.incomplete",
            classes=len(plan.classes),
            subjects=plan.subjects,
            items=plan.items,
        )
    return GO


def _sheet_fits(plan: Plan) -> Verdict:
    return GO if plan.fits else Verdict.stopped("ballots.round.too_long", rows=plan.subjects * plan.items)


def _people_apart(plan: Plan) -> Verdict:
    """Whoever counts, scrutinises or reads remarks is not rated, and nobody scrutinises their own count."""
    named = {*plan.tellers, plan.scrutineer, *([plan.reviewer] if plan.reviewer else [])}
    rated = named & plan.rated
    if rated:
        return Verdict.stopped("ballots.round.rated_counts", have=len(rated))
    if plan.scrutineer in plan.tellers or len(set(plan.tellers)) != len(plan.tellers):
        return Verdict.stopped("ballots.round.same_person")
    if len(plan.tellers) not in (1, 3):
        return Verdict.stopped("ballots.round.two_tellers", have=len(plan.tellers))
    if plan.takes_remarks and plan.reviewer is None:
        return Verdict.stopped("ballots.round.no_reviewer")
    return GO


def _roll(plan: Plan) -> Verdict:
    """On a named roll everybody stands once, as many as are expected, and nobody rates himself."""
    if not plan.on_roll:
        return GO
    everybody = Counter(person for one in plan.classes for person in one.people)
    twice = sum(number > 1 for number in everybody.values())
    own = len(everybody.keys() & plan.rated)
    return all_of(
        Verdict.stopped("ballots.round.rates_himself", have=own) if own else GO,
        Verdict.stopped("ballots.round.twice_on_roll", have=twice) if twice else GO,
    )


def _class(one: ClassPlan, plan: Plan) -> Verdict:
    if plan.on_roll and len(one.people) != one.expected - one.paper:
        return Verdict.stopped(
            "ballots.round.roll_short",
            label=one.label,
            have=len(one.people),
            need=one.expected - one.paper,
        )
    if one.paper > one.expected:
        return Verdict.stopped("ballots.round.more_paper", label=one.label, have=one.paper, need=one.expected)
    if one.expected < plan.least_valid:
        return Verdict.stopped(
            "ballots.round.class_small",
            severity=Severity.WARN,
            label=one.label,
            have=one.expected,
            need=plan.least_valid,
        )
    return GO


# After the count --------------------------------------------------------------------------------


@dataclass(frozen=True)
class ClassFigures:
    """One class after the count. `codes` were issued and not void; `returned` came back through them, `paper`
    on paper, of `paper_out` sheets. What was typed by hand is None until somebody typed it."""

    label: str
    expected: int
    codes: int
    void: int
    returned: int
    paper: int
    paper_out: int
    present: int | None
    handed_out: int | None
    left_over: int | None
    explanation: str


@dataclass(frozen=True)
class Gap:
    """`kind`: `handed_out` (to more or fewer than were present), `codes` (handed out and left over are not all
    that were printed), `returned` (fewer came back than were handed out; more is `surplus`)."""

    kind: str
    have: int
    need: int


def gaps(figures: ClassFigures) -> tuple[Gap, ...]:
    """What does not come out even in a class, once its slips were counted by hand."""
    present, out, left = figures.present, figures.handed_out, figures.left_over
    if present is None or out is None or left is None:
        return ()
    back = figures.returned + figures.paper
    found = []
    if out != present:
        found.append(Gap("handed_out", out, present))
    if out - figures.paper_out + left != figures.codes:
        found.append(Gap("codes", out - figures.paper_out + left, figures.codes))
    if back < out:
        found.append(Gap("returned", back, out))
    if back > out:
        found.append(Gap("surplus", back, out))
    return tuple(found)


def reconciled(classes: Sequence[ClassFigures]) -> Verdict:
    """Every class was counted by hand, and what does not come out even is explained. More back than were handed
    out is explained by nothing: the round is void."""
    return all_of(GO, *(_reconciled(one) for one in classes))


def _reconciled(one: ClassFigures) -> Verdict:
    if one.present is None or one.handed_out is None or one.left_over is None:
        return Verdict.stopped("ballots.round.not_reconciled", label=one.label)
    found = gaps(one)
    surplus = next((gap for gap in found if gap.kind == "surplus"), None)
    if surplus is not None:
        return Verdict.stopped("ballots.round.surplus", label=one.label, have=surplus.have, need=surplus.need)
    if found and not one.explanation:
        gap = found[0]
        return Verdict.stopped(f"ballots.round.gap_{gap.kind}", label=one.label, have=gap.have, need=gap.need)
    return GO


@dataclass(frozen=True)
class Releasing:
    """What stands before a release: the classes, whether the reconciliation was checked, remarks nobody has read.
    Paper was typed and settled before the count (`paper.joining`)."""

    classes: tuple[ClassFigures, ...]
    checked: bool
    remarks_waiting: int


def may_be_released(facts: Releasing) -> Verdict:
    """Nothing is released while anything does not come out even."""
    return all_of(
        reconciled(facts.classes),
        GO if facts.checked else Verdict.stopped("ballots.round.not_checked"),
        Verdict.stopped("ballots.round.remarks_waiting", have=facts.remarks_waiting)
        if facts.remarks_waiting
        else GO,
    )
