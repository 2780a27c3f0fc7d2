"""Verdicts on steps about the rulebook itself. Pure: what is asked about is handed in, days included."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from governance.rulebook import sentences  # noqa: F401  registers what the findings say
from governance.rulebook.trial import Trial
from governance.rules.book import Book, Choice, Conflict
from governance.rules.figures import Value
from governance.rules.library import Library
from governance.rules.overrides import check_override
from governance.rules.verdict import Finding, Severity, Status, Verdict

RULE = "rulebook"


def _finding(code: str, status: Status, about: Mapping[str, Any], warn: bool, /, **figures: Any) -> Finding:
    """`about` holds `cite` and `edition`, and what else the sentence names every time."""
    known = dict(about)
    cite, edition = known.pop("cite"), known.pop("edition")
    severity = Severity.WARN if warn else Severity.BLOCK
    return Finding(RULE, cite, edition, status, severity, f"{RULE}.{code}", {**known, **figures})


def _holds(code: str, about: Mapping[str, Any], /, **figures: Any) -> Finding:
    return _finding(code, Status.PASS, about, False, **figures)


def _fails(code: str, about: Mapping[str, Any], /, *, warn: bool = False, **figures: Any) -> Finding:
    return _finding(code, Status.FAIL, about, warn, **figures)


# Adoption ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Wanted:
    """A regulation to adopt: its name, and the earlier adoptions (first day, last day) there are."""

    regulation: str
    title: str
    edition: str
    held: tuple[tuple[date, date | None], ...] = ()


def may_adopt(wanted: Iterable[Wanted], since: date) -> Verdict:
    """Each regulation once at a time; an earlier adoption that has ended may be followed by another."""
    findings = []
    for one in wanted:
        about = {
            "cite": one.regulation,
            "edition": one.edition,
            "title": one.title,
            "since": since.isoformat(),
        }
        clash = next((h for h in one.held if h[1] is None or h[1] >= since), None)
        if clash is None:
            findings.append(_holds("adopt.free", about))
        else:
            code = "adopt.held" if clash[1] is None else "adopt.overlaps"
            findings.append(_fails(code, about, standing=clash[0].isoformat()))
    return Verdict(tuple(findings))


def may_end(
    regulation: str,
    title: str,
    edition: str,
    held: tuple[date, date | None] | None,
    until: date,
    today: date,
) -> Verdict:
    """`held`: first and last day of what shall end; None where it never began."""
    about = {"cite": regulation, "edition": edition, "title": title, "until": until.isoformat()}
    if held is None:
        return Verdict((_fails("end.not_begun", about),))
    since, ended = held
    if ended is not None:
        return Verdict((_fails("end.ended", about, standing=ended.isoformat()),))
    if until < since:
        return Verdict((_fails("end.too_early", about, standing=since.isoformat()),))
    if until < today:
        return Verdict((_fails("end.backdated", about, warn=True, today=today.isoformat()),))
    return Verdict((_holds("end.open", about),))


# Proposals in general ----------------------------------------------------------------------


@dataclass(frozen=True)
class Proposal:
    """What every proposal is asked before it is approved or withdrawn. `cite` and `edition` name the
    article or regulation it is about; `status` is the Chinese word where it is no longer open."""

    cite: str
    edition: str
    status: str
    open: bool
    proposer_id: int
    proposer: str
    since: date


def is_open(proposal: Proposal) -> Verdict:
    about = {"cite": proposal.cite, "edition": proposal.edition}
    if proposal.open:
        return Verdict((_holds("proposal.open", about),))
    return Verdict((_fails("proposal.closed", about, standing=proposal.status),))


def may_approve(proposal: Proposal, approver_id: int | None, today: date) -> Verdict:
    """Open, by another person, and for days to come or with a stated reason."""
    about = {"cite": proposal.cite, "edition": proposal.edition}
    findings = list(is_open(proposal).findings)
    if proposal.proposer_id == approver_id:
        findings.append(_fails("proposal.same_person", about, person=proposal.proposer))
    else:
        findings.append(_holds("proposal.two_persons", about))
    since = proposal.since.isoformat()
    if proposal.since < today:
        late = {"since": since, "today": today.isoformat()}
        findings.append(_fails("proposal.backdated", about, warn=True, **late))
    else:
        findings.append(_holds("proposal.dated", about, since=since))
    return Verdict(tuple(findings))


# Figures -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class FigureStep:
    """A value for one figure of one article. `waiting` is a proposal still open (value in words, first
    day), `standing` the first day of the newest approved value."""

    cite: str
    name: str
    value: Value
    since: date
    waiting: tuple[str, date] | None = None
    standing: date | None = None


def value_fits(step: FigureStep, library: Library, book: Book, trial: Trial) -> Verdict:
    """Of the figure's type, never looser than the text above, tried on the golden cases, and later than
    the value it replaces. `book` is that of the day the value shall begin."""
    words = library.vocabulary
    try:
        label = words.figure(step.cite, step.name)
    except KeyError:
        label = step.name
    spoken = words.phrase(step.value)
    since = step.since.isoformat()
    adopted = book.article(step.cite) is not None
    about = {"cite": step.cite, "edition": book.edition(step.cite) if adopted else "", "name": label}
    figures: dict[str, Any] = {"value": spoken, "since": since}
    findings = []
    if not adopted:
        findings.append(_fails("figure.not_adopted", about, since=since))
    if step.waiting is not None:
        value, first = step.waiting
        findings.append(_fails("figure.waiting", about, value=value, since=first.isoformat()))
    if step.standing is not None and step.since <= step.standing:
        standing = step.standing.isoformat()
        findings.append(_fails("figure.not_later", about, since=since, standing=standing))
    problems = check_override(library, step.cite, step.name, step.value, step.since)
    for problem in problems:
        findings.append(_fails(problem.code.removeprefix(f"{RULE}."), about, **problem.figures))
    if not problems:
        findings.append(_holds("figure.fits", about, **figures))
    if trial.looser:
        findings.append(_fails("trial.looser", about, **figures, case=trial.looser))
    if trial.unfit:
        findings.append(_fails("trial.unfit", about, **figures, case=trial.unfit))
    if trial.cases and trial.holds:
        findings.append(_holds("trial.holds", about, cases=trial.cases))
    return Verdict(tuple(findings))


# Conflicts ---------------------------------------------------------------------------------


def may_settle(
    conflict: Conflict,
    choice_id: str,
    since: date,
    book: Book,
    *,
    waiting: str = "",
    standing: date | None = None,
) -> Verdict:
    """The conflict is one of this committee, the choice one that its adopted articles allow."""
    held = [p.cite for p in conflict.positions if book.article(p.cite) is not None]
    cite = held[0] if held else conflict.positions[0].cite
    about = {"cite": cite, "edition": book.edition(cite) if held else ""}
    findings = []
    if conflict.id not in {c.id for c in book.disagreements()}:
        findings.append(_fails("conflict.no_conflict", about, topic=conflict.topic))
    offered: Mapping[str, Choice] = {c.id: c for c in book.settlements_on_offer(conflict)}
    if choice_id in offered:
        findings.append(_holds("conflict.offered", about))
    else:
        label = next((c.label for c in conflict.choices if c.id == choice_id), choice_id)
        findings.append(_fails("conflict.not_offered", about, choice=label))
    if waiting:
        findings.append(_fails("conflict.waiting", about, topic=conflict.topic, choice=waiting))
    if standing is not None and since <= standing:
        days: dict[str, Any] = {"since": since.isoformat(), "standing": standing.isoformat()}
        findings.append(_fails("conflict.not_later", about, topic=conflict.topic, **days))
    return Verdict(tuple(findings))


# Local regulations -------------------------------------------------------------------------


@dataclass(frozen=True)
class LocalDraft:
    code: str
    title: str
    since: date
    name_taken: bool = False
    held: tuple[tuple[date, date | None], ...] = ()  # editions of the same short name


def may_enter(draft: LocalDraft) -> Verdict:
    about = {"cite": draft.code, "edition": draft.since.isoformat()}
    findings = []
    if draft.name_taken:
        findings.append(_fails("local.name_taken", about, code=draft.code))
    clash = next((h for h in draft.held if h[1] is None or h[1] >= draft.since), None)
    if clash is not None:
        days: dict[str, Any] = {"standing": clash[0].isoformat(), "since": draft.since.isoformat()}
        findings.append(_fails("local.overlaps", about, title=draft.title, **days))
    return Verdict(tuple(findings) or (_holds("local.draft", about),))


def may_change(code: str, title: str, edition: str, *, is_draft: bool, status: str) -> Verdict:
    """Articles come and go only before the approval."""
    about = {"cite": code, "edition": edition}
    if is_draft:
        return Verdict((_holds("local.draft", about),))
    return Verdict((_fails("local.fixed", about, title=title, standing=status),))


def article_fits(
    cite: str,
    edition: str,
    like: str,
    figures: Mapping[str, str],
    readable: Sequence[str],
    library: Library,
    *,
    enforce: str,
    ref_taken: bool = False,
) -> Verdict:
    """`figures` as written; `readable` are the names whose text is a value of the figure. An article
    that stops or warns must say as which shipped one it is judged."""
    about = {"cite": cite, "edition": edition}
    findings = []
    if ref_taken:
        findings.append(_fails("local.ref_taken", about, standing=cite))
    if not like and enforce in ("block", "warn"):
        findings.append(_fails("local.needs_like", about))
    if like:
        findings += _like_faults(about, like, figures, readable, library)
    return Verdict(tuple(findings) or (_holds("local.article_fits", about),))


def _like_faults(
    about: Mapping[str, Any], like: str, figures: Mapping[str, str], readable: Sequence[str], library: Library
) -> list[Finding]:
    try:
        model = library.article(like)
    except KeyError:
        return [_fails("local.no_such_article", about, like=like)]
    if model.superseded:
        return [_fails("local.like_local_only", about, like=like)]

    def named(names: Iterable[str]) -> str:
        return "、".join(library.vocabulary.figure(like, n) for n in names)

    faults = []
    missing = [n for n in model.figure_specs if not figures.get(n, "").strip()]
    strange = [n for n in figures if n not in model.figure_specs]
    if missing:
        faults.append(_fails("local.figure_missing", about, like=like, names=named(missing)))
    if strange:
        faults.append(_fails("local.figure_unknown", about, like=like, names="、".join(strange)))
    for name, text in figures.items():
        if name in model.figure_specs and name not in missing and name not in readable:
            faults.append(_fails("local.figure_unreadable", about, name=named([name]), value=text))
    return faults


def may_put_in_force(code: str, title: str, edition: str, articles: int) -> Verdict:
    about = {"cite": code, "edition": edition}
    if not articles:
        return Verdict((_fails("local.empty", about, title=title),))
    return Verdict((_holds("local.complete", about, articles=articles),))
