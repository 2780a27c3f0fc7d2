"""Whether a counted vote adopts, rejects or postpones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from governance.rules.book import Book
from governance.rules.coverage import binds
from governance.rules.days import WorkingCalendar
from governance.rules.facts import BadCall, whole
from governance.rules.figures import Op, Share, plain
from governance.rules.judging import Articles, Case, judge_each
from governance.rules.registry import rule
from governance.rules.verdict import Finding, Status, Verdict
from meetings.rules.vocabulary import ADOPTED, POSTPONED, REJECTED, Matter

NAME = "meetings.adoption"
MET, SHORT = "majority_met", "not_majority"


@dataclass(frozen=True)
class AdoptionFacts:
    """`present` counts members in the room, the recused among them. `written_for` and
    `written_against` are opinions of absent members: they show how near the sides are and are never
    votes. `wide_split`: the chair judges, with a reason, that opinions are far apart."""

    matter: Matter | None
    entitled: int | None
    present: int | None
    recused: int | None
    aye: int | None
    nay: int | None
    abstain: int | None
    defer: int | None
    written_for: int | None
    written_against: int | None
    emergency: bool | None
    wide_split: bool | None = None

    def __post_init__(self) -> None:
        counts = {k: v for k, v in vars(self).items() if k not in ("matter", "emergency", "wide_split")}
        whole(**counts)
        if self.entitled == 0:
            raise BadCall("entitled is 0; a committee has at least one member")
        if None not in (self.entitled, self.present) and self.present > self.entitled:  # type: ignore[operator]
            raise BadCall(f"present {self.present} is above entitled {self.entitled}")
        if self.present is not None and self.recused is not None:
            voters = self.present - self.recused
            if voters < 0:
                raise BadCall(f"recused {self.recused} is above present {self.present}")
            votes = sum(v for v in (self.aye, self.nay, self.abstain, self.defer) if v is not None)
            if votes > voters:
                raise BadCall(f"{votes} votes of {voters} who may vote (present − recused)")

    @property
    def votes(self) -> dict[str, int | None]:
        return {"aye": self.aye, "nay": self.nay, "abstain": self.abstain, "defer": self.defer}


def _majority(case: Case[AdoptionFacts]) -> Finding:
    return _enough_ayes(case, "majority")


def _majority_of_important(case: Case[AdoptionFacts]) -> Finding:
    """人事等重大问题: persons are the example, every 重大 matter is meant."""
    matter: Matter = case.fact("matter")
    return _enough_ayes(case, "majority") if matter.important else case.other_matter(matter=matter)


def _agreement_on_project(case: Case[AdoptionFacts]) -> Finding:
    matter = case.fact("matter")
    if matter is not Matter.MAJOR_PROJECT:
        return case.other_matter(matter=matter)
    return _enough_ayes(case, "agreement")


def _enough_ayes(case: Case[AdoptionFacts], name: str) -> Finding:
    """Passes either way, for a count under the majority is a lawful count; the code tells the two apart."""
    share = case.share(name)
    aye, of = case.fact("aye"), _base(case, share)
    needed = share.needed(of)
    figures: dict[str, Any] = {
        "have": aye,
        "need": needed,
        "unit": "vote",
        "nay": case.facts.nay,
        "abstain": case.facts.abstain,
        "defer": case.facts.defer,
        "of": of,
        "base": share.base,
        "share": plain(share),
    }
    if share.met(aye, of):
        return case.passed(MET, **figures)
    return case.passed(SHORT, **figures, short=needed - aye)


def _base(case: Case[AdoptionFacts], share: Share) -> int:
    """The head count a share is taken of. `entitled` and `members` are the frozen roll, which recusal
    does not lower; `present` is the room; `votes_cast` every vote given."""
    if share.base in ("entitled", "members"):
        return int(case.fact("entitled"))
    if share.base == "present":
        return int(case.fact("present"))
    missing = [name for name, value in case.facts.votes.items() if value is None]
    if missing:
        case.lacking(*missing)
    return sum(v for v in case.facts.votes.values() if v is not None)


def _written_not_counted(case: Case[AdoptionFacts]) -> Finding:
    written = [case.facts.written_for, case.facts.written_against]
    return case.passed("written_not_counted", written=sum(w or 0 for w in written), counted=0)


def _near(case: Case[AdoptionFacts]) -> Finding:
    margin = case.amount("margin")
    for_it = case.fact("aye") + case.fact("written_for")
    against = case.fact("nay") + case.fact("written_against")
    distance = abs(for_it - against)
    figures = {"for": for_it, "against": against, "distance": distance, "margin": str(margin.number)}
    near = distance < margin.number if margin.op is Op.LT else distance <= margin.number
    if not near:
        return case.passed("apart", **figures)
    if case.fact("emergency"):
        return case.passed("near_emergency", **figures)
    return case.passed("near_postponed", **figures)


def _wide_split_on_personnel(case: Case[AdoptionFacts]) -> Finding:
    """S0-06:十二e names no emergency: going on with the vote in spite of a wide split wants a reason."""
    matter = case.fact("matter")
    if matter is not Matter.PERSONNEL:
        return case.other_matter(matter=matter)
    if case.facts.wide_split is None:
        return case.not_asked("wide_split")
    if not case.facts.wide_split:
        return case.passed("no_split", wide_split=False)
    if case.fact("emergency"):
        return case.failed("split_went_on", wide_split=True, emergency=True)
    return case.passed("split_postponed", wide_split=True)


def _wide_split(case: Case[AdoptionFacts]) -> Finding:
    """S1-04:三-3c: postponed, urgent matters excepted."""
    if case.facts.wide_split is None:
        return case.not_asked("wide_split")
    if not case.facts.wide_split:
        return case.passed("no_split", wide_split=False)
    code = "split_emergency" if case.fact("emergency") else "split_postponed"
    return case.passed(code, wide_split=True, emergency=case.facts.emergency)


_ADOPTION = Articles(
    by_shape={
        "S0-04:三-3a": _majority,
        "S0-06:十二e": _wide_split_on_personnel,
        "S1-01:七-4b": _near,
        "S1-01:七-5a": _majority,
        "S1-01:七-5b": _written_not_counted,
        "S1-04:三-3c": _wide_split,
        "S3-02:1-1d": _majority_of_important,
        "S3-04:2-1": _agreement_on_project,
    },
    strictest=("S3-04:2-1",),
    shares={
        "S0-04:三-3a": "majority",
        "S1-01:七-5a": "majority",
        "S3-02:1-1d": "majority",
        "S3-04:2-1": "agreement",
    },
)


@binds(*_ADOPTION.by_shape, "S1-01:七-4b2")
@rule(NAME, facts=AdoptionFacts)
def adoption(facts: AdoptionFacts, book: Book, calendar: WorkingCalendar) -> Verdict:
    """通过标准、接近与暂缓. `allowed` says that the vote was lawful; the outcome says what it decided.

    Every adopted majority must be met: S1-01:七-5a more than half of those entitled; S0-04:三-3a as the
    committee sets it (unset, it refuses); S3-02:1-1d two thirds for every 重大 matter; S3-04:2-1 as set,
    for projects. Written opinions are no votes (七-5b). A near tie (七-4b, where its margin is set) or a
    wide split postpones, save in an emergency (七-4b2). Quorum is `meetings.quorum`'s alone. Where no
    adopted article gives a majority, or one cannot be judged, there is no outcome.
    """
    findings = judge_each(NAME, facts, book, calendar, _ADOPTION)
    return Verdict(findings, outcome=_outcome(facts, findings))


def _outcome(facts: AdoptionFacts, findings: tuple[Finding, ...]) -> str | None:
    codes = {f.code.removeprefix(f"{NAME}.") for f in findings}
    undecided = any(
        f.status is Status.UNKNOWN and f.code in (f"{NAME}.fact_missing", f"{NAME}.figure_unfit")
        for f in findings
    )
    if undecided or any(f.blocks for f in findings) or (facts.wide_split and facts.emergency is None):
        return None
    if codes & {"near_postponed", "split_postponed"} or (facts.wide_split and not facts.emergency):
        return POSTPONED
    if SHORT in codes:
        return REJECTED
    return ADOPTED if MET in codes else None
