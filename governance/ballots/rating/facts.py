"""The only bridge from rows to what the rules of rating rounds take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from governance.ballots import payload, slips
from governance.ballots.models import RaterClass, RatingRound
from governance.ballots.rating.rules import ClassFigures, ClassPlan, Plan, Releasing
from governance.ballots.release import RatedClass, RatedRow, Result, release

TOGETHER = 0  # the group in which the marks of classes held back for their size were added up


@dataclass
class ClassTotals:
    """What came back from one class: the customary figures, and how often each grade was marked in
    each row, `(question, grade)`; no mark is the empty one."""

    returned: int = 0
    valid: int = 0
    blank: int = 0
    invalid: int = 0
    uniform: int = 0
    marks: dict[tuple[str, str], int] = field(default_factory=dict)


def plan_of(round_: RatingRound, classes: Sequence[RaterClass]) -> Plan:
    try:
        payload.size_for(round_.questions, round_.text_limit)
        fits = True
    except ValueError:
        fits = False
    return Plan(
        on_roll=round_.mode == RatingRound.Mode.ROLL,
        least_valid=round_.least_valid,
        classes=tuple(
            ClassPlan(one.label, one.expected, one.spares, one.paper, tuple(one.people)) for one in classes
        ),
        weight_total=sum(int(one.weight * 100) for one in classes),
        subjects=len(round_.subjects),
        items=len(round_.items),
        fits=fits,
        tellers=tuple(round_.teller_ids),
        scrutineer=round_.scrutineer_id,
        reviewer=round_.reviewer_id,
        takes_remarks=bool(round_.text_limit),
        rated=frozenset(round_.rated_ids),
    )


def totals_of(round_: RatingRound) -> dict[int, ClassTotals]:
    """What was counted, paper among it, by class; under `TOGETHER` the marks of the classes held back for their
    size, which no row tells apart. Two queries; nothing before the count."""
    found: dict[int, ClassTotals] = {TOGETHER: ClassTotals()}
    if round_.poll is None:
        return found
    for count in round_.poll.groupcounts.all():
        found[count.group] = ClassTotals(
            count.returned, count.valid, count.blank, count.invalid, count.uniform
        )
    listed = round_.poll.tallies.values_list("group", "question", "option", "count")
    for group, question, option, marked in listed:
        found.setdefault(group, ClassTotals()).marks[question, option] = marked
    return found


def figures_of(round_: RatingRound, classes: Sequence[RaterClass]) -> tuple[ClassFigures, ...]:
    """What each class came to, by machine and by hand. Only asked once the round is closed."""
    totals = totals_of(round_)
    paper: dict[int, int] = {}
    issued: dict[int, slips.SlipFigures] = {}
    if round_.poll is not None:
        paper = dict(round_.poll.paper_counts.values_list("group", "typed"))
        issued = slips.figures_of(round_.poll)
    on_roll = round_.mode == RatingRound.Mode.ROLL
    found = []
    for one in classes:
        own = issued.get(one.number, slips.SlipFigures())
        on_paper = paper.get(one.number) or 0
        back = totals[one.number].returned - on_paper if on_roll and one.number in totals else own.used
        found.append(
            ClassFigures(
                label=one.label,
                expected=one.expected,
                codes=len(one.people) if on_roll else own.issued - own.void,
                void=own.void,
                returned=back,
                paper=on_paper,
                paper_out=one.paper,
                present=one.present,
                handed_out=one.handed_out,
                left_over=one.left_over,
                explanation=one.explanation,
            )
        )
    return tuple(found)


def releasing(round_: RatingRound, classes: Sequence[RaterClass]) -> Releasing:
    waiting = 0
    if round_.poll is not None and round_.remarks_reviewed_by_id is None:
        waiting = round_.poll.remarks.count()
    return Releasing(
        classes=figures_of(round_, classes),
        checked=round_.checked_by_id is not None,
        remarks_waiting=waiting,
    )


def result_of(round_: RatingRound, classes: Sequence[RaterClass]) -> Result:
    """What may be shown of the counts. Asked after the count alone."""
    totals = totals_of(round_)
    options = [grade.key for grade in round_.sheet_grades]
    rows = []
    for subject in round_.subjects:
        for item in round_.items:
            key = f"{subject['key']}-{item['key']}"
            cells = tuple(
                tuple(totals.get(one.number, ClassTotals()).marks.get((key, option), 0) for option in options)
                for one in classes
            )
            pooled = totals[TOGETHER].marks
            together = tuple(pooled.get((key, option), 0) for option in options) if pooled else ()
            rows.append(RatedRow(key, subject["key"], Fraction(item["weight"]), cells, together))
    return release(
        [
            RatedClass(str(one.number), Fraction(one.weight), totals.get(one.number, ClassTotals()).valid)
            for one in classes
        ],
        rows,
        round_.sheet_grades,
        k=round_.least_valid,
        trimmed=round_.trimmed,
        far=Fraction(round_.far_apart) if round_.far_apart is not None else None,
    )
