"""When an evaluation may be begun and concluded (S0-23:三-8a to 三-8c). Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from governance.rules.coverage import binds
from governance.rules.verdict import Severity, Verdict, all_of

GO = Verdict.without_article("the order of an evaluation: what it asks of the committee is its conclusion")


@dataclass(frozen=True)
class Concluding:
    """`missing`: of self-review, those managed and the public (S0-23:三-8b), which are not there yet, as words.
    The resolution as the committee's own records know it; `decided_on` None: nobody knows the number."""

    number: str
    decided_on: date | None
    adopted: bool
    confirmed: bool
    missing: Sequence[str]
    begun_on: date


def in_state(have: str, label: str, *wanted: str) -> Verdict:
    if have in wanted:
        return GO
    return Verdict.stopped("rule_review.state.wrong", have=label)


@dataclass(frozen=True)
class Beginning:
    """`waiting`: the regulation is being evaluated already. `held_since`: None for one not in force."""

    held_since: date | None
    waiting: bool
    first: date
    last: date
    today: date


def may_begin(facts: Beginning) -> Verdict:
    """A regulation in force, over days that have passed, one evaluation at a time."""
    verdict = GO
    if facts.held_since is None:
        verdict = all_of(verdict, Verdict.stopped("rule_review.begin.not_in_force"))
    elif facts.held_since > facts.last:
        stopped = Verdict.stopped("rule_review.begin.not_yet", since=facts.held_since.isoformat())
        verdict = all_of(verdict, stopped)
    if facts.waiting:
        verdict = all_of(verdict, Verdict.stopped("rule_review.begin.waiting"))
    if facts.last > facts.today:
        stopped = Verdict.stopped("rule_review.begin.future", last=facts.last.isoformat())
        verdict = all_of(verdict, stopped)
    return verdict


@binds("S0-23:三-8b", "S0-23:三-8c")
def may_conclude(facts: Concluding) -> Verdict:
    """Keep, amend or repeal is the committee's decision: a resolution that was adopted and whose wording the chair
    confirmed, taken since the evaluation began. A voice that is missing asks for a reason."""
    verdict = all_of(GO, _resolution(facts))
    if facts.missing:
        short = Verdict.stopped(
            "rule_review.voices.missing", severity=Severity.WARN, missing="、".join(facts.missing)
        )
        verdict = all_of(verdict, short)
    return verdict


def _resolution(facts: Concluding) -> Verdict:
    if facts.decided_on is None:
        return Verdict.stopped("rule_review.resolution.unknown", number=facts.number)
    if not facts.adopted:
        return Verdict.stopped("rule_review.resolution.rejected", number=facts.number)
    if not facts.confirmed:
        return Verdict.stopped("rule_review.resolution.unconfirmed", number=facts.number)
    if facts.decided_on < facts.begun_on:
        return Verdict.stopped(
            "rule_review.resolution.earlier",
            number=facts.number,
            decided=facts.decided_on.isoformat(),
            begun=facts.begun_on.isoformat(),
        )
    return GO
