"""Who may sign a letter: two sides, two persons, after a third has checked its words. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from governance.office.responsibilities.rules.steps import GO
from governance.rules.verdict import Verdict, all_of

UPPER, LOWER = "upper", "lower"


@dataclass(frozen=True)
class Signing:
    """`side`: the one being signed. `own_superior`: the upper side is the committee above, not the secretary here.
    `by_person`: whoever signs is the one the letter is about. `has_account`: that person can sign for themselves."""

    side: str
    upper_signed: bool
    lower_signed: bool
    own_superior: bool
    by_person: bool
    has_account: bool

    @property
    def signed_already(self) -> bool:
        return self.upper_signed if self.side == UPPER else self.lower_signed


def may_check(*, drafted_by_checker: bool, items: int) -> Verdict:
    """Somebody else than who wrote it, and not an empty one."""
    verdict = GO
    if drafted_by_checker:
        verdict = all_of(verdict, Verdict.stopped("responsibilities.letter.own_draft"))
    if not items:
        verdict = all_of(verdict, Verdict.stopped("responsibilities.letter.empty"))
    return verdict


def may_sign(facts: Signing) -> Verdict:
    """With one's own account: the lower side is the person, the upper side never is."""
    if facts.signed_already:
        return Verdict.stopped("responsibilities.letter.signed_already")
    if facts.side == LOWER:
        return GO if facts.by_person else Verdict.stopped("responsibilities.letter.not_yours")
    if facts.own_superior:
        return Verdict.stopped("responsibilities.letter.above")
    if facts.by_person:
        return Verdict.stopped("responsibilities.letter.both_sides")
    return GO


def may_sign_on_paper(facts: Signing) -> Verdict:
    """Entered from paper only where no account can sign: the committee above, or a person without one."""
    if facts.signed_already:
        return Verdict.stopped("responsibilities.letter.signed_already")
    if facts.side == UPPER:
        return GO if facts.own_superior else Verdict.stopped("responsibilities.letter.secretary_signs")
    return Verdict.stopped("responsibilities.letter.has_account") if facts.has_account else GO
