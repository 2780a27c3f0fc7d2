"""The library (everything shipped) and the book (what binds one committee on one day).

Pure data: the files are read by `governance.rules.loader`, a committee's rows by
`governance.rulebook.book`. Rules are handed a `Book` and look nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from governance.rules.figures import Figure, Op, Value
from governance.rules.verdict import Severity


@dataclass(frozen=True)
class DatedValue:
    """One line of a figure's history: `value` None is a blank in the source."""

    since: date | None
    value: Value | None
    note: str = ""


@dataclass(frozen=True)
class FigureSpec:
    """What kind of value a figure takes (`governance/rulebooks/SCHEMA.md`).

    `unit` is the source's own word, `measure` the identifier values carry; `op` and `base` are what
    the source gives even where the number is blank. `stricter` says in which direction a value
    binds harder (`up`, `down`, or `free` where neither does); `upper` cites the figure of a higher
    text that this one may not undercut (`N-01:34.handle`).
    """

    type: str
    unit: str
    measure: str = ""
    op: Op | None = None
    base: str = ""
    stricter: str = "free"
    upper: str = ""


@dataclass(frozen=True)
class Article:
    """One citable article of one regulation, in the project's own words."""

    regulation: str
    ref: str
    kind: str
    statement: str
    enforce: str  # block, warn, remind, record, print, display
    capability: str
    figures: Mapping[str, tuple[DatedValue, ...]] = field(default_factory=dict)
    figure_units: Mapping[str, str] = field(default_factory=dict)  # the unit as the source words it
    items: tuple[str, ...] = ()
    rule: str = ""
    like: str = ""  # a town's own article that is enforced as this shipped one is
    note: str = ""
    flowchart: str = ""
    superseded: bool = False
    delegated: tuple[str, ...] = ()  # figures the text leaves to the committee, looser included
    figure_specs: Mapping[str, FigureSpec] = field(default_factory=dict)
    since: date | None = None  # first and last day in force, where the article was amended
    until: date | None = None
    number_checked: bool = True  # False: the article number awaits a primary text

    @property
    def cite(self) -> str:
        return f"{self.regulation}:{self.ref}"

    @property
    def shape(self) -> str:
        """The citation whose code enforces this article."""
        return self.like or self.cite

    @property
    def severity(self) -> Severity | None:
        return Severity(self.enforce) if self.enforce in ("block", "warn") else None

    def in_force(self, on: date) -> bool:
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)


@dataclass(frozen=True)
class Edition:
    """A dated state of a regulation; `since` None means from adoption."""

    label: str
    since: date | None
    note: str = ""


@dataclass(frozen=True)
class Regulation:
    """One regulation. In the library `articles` holds every dated version and `edition` is the
    latest; `on(day)` gives the state of one day, which is what a book holds."""

    id: str
    title: str
    short: str
    seed: str  # '000' … '004', 'national', 'local'
    capability: str
    edition: str
    in_force_from: date | None
    articles: tuple[Article, ...]
    basis: tuple[str, ...] = ()
    note: str = ""
    section: int = 0
    layer: str = "town"  # nation, county, town, local
    editions: tuple[Edition, ...] = ()

    def on(self, day: date) -> Regulation:
        """The edition and the articles in force on the day. Raises LookupError before the first."""
        current = None
        for edition in self.editions:
            if edition.since is None or edition.since <= day:
                current = edition
        if self.editions and current is None:
            raise LookupError(f"{self.id} has no edition in force on {day}")
        articles = tuple(a for a in self.articles if a.in_force(day))
        if current is None or (current.label == self.edition and len(articles) == len(self.articles)):
            return self
        return replace(self, edition=current.label, in_force_from=current.since, articles=articles)

    def article(self, ref: str) -> Article:
        for article in self.articles:
            if article.ref == ref:
                return article
        raise KeyError(f"{self.id}:{ref}")


@dataclass(frozen=True)
class Position:
    cite: str
    value: str


@dataclass(frozen=True)
class Choice:
    """One settlement on offer: the citations it keeps in force."""

    id: str
    label: str
    keep: frozenset[str]
    suggested: bool = False


@dataclass(frozen=True)
class Conflict:
    """Articles that disagree. `choices` are the settlements a committee may pick from: each names
    the positions it keeps in force; the articles of the others are then not applied."""

    id: str
    topic: str
    scope: str
    capability: str
    positions: tuple[Position, ...]
    suggestion: str
    choices: tuple[Choice, ...] = ()

    @property
    def cites(self) -> frozenset[str]:
        return frozenset(p.cite for p in self.positions)

    @property
    def suggested(self) -> Choice:
        return next(c for c in self.choices if c.suggested)

    def choice(self, choice_id: str) -> Choice:
        """Raises KeyError for an unknown choice."""
        for choice in self.choices:
            if choice.id == choice_id:
                return choice
        raise KeyError(f"{self.id} has no choice {choice_id}")


@dataclass(frozen=True)
class Settlement:
    """`keep`: the citations of the conflict that stay in force; the rest are set aside from
    `since` on, by `authority`."""

    conflict: str
    keep: frozenset[str]
    since: date
    authority: str


@dataclass(frozen=True)
class Book:
    """What binds one committee on one day. Built once per step; immutable."""

    day: date
    regulations: Mapping[str, Regulation]
    overrides: Mapping[tuple[str, str], Figure] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()
    settlements: Mapping[str, Settlement] = field(default_factory=dict)

    def article(self, cite: str) -> Article | None:
        """The article if its regulation is adopted on the day, else None."""
        regulation_id, _, ref = cite.partition(":")
        regulation = self.regulations.get(regulation_id)
        if regulation is None:
            return None
        try:
            return regulation.article(ref)
        except KeyError:
            return None

    def edition(self, cite: str) -> str:
        return self.regulations[cite.partition(":")[0]].edition

    def bound_to(self, rule: str) -> tuple[Article, ...]:
        """Articles in force that the rule enforces (superseded ones are history only)."""
        return tuple(
            a for r in self.regulations.values() for a in r.articles if a.rule == rule and not a.superseded
        )

    def figure(self, cite: str, name: str) -> Figure:
        """The figure in force on the day. Its `value` is None where nobody has set it."""
        override = self.overrides.get((cite, name))
        if override is not None:
            return override
        article = self.article(cite)
        if article is None:
            raise KeyError(f"{cite} is not adopted on {self.day}")
        current = DatedValue(None, None)
        for dated in article.figures[name]:
            if dated.since is None or dated.since <= self.day:
                current = dated
        return Figure(cite, name, current.value, current.since)

    def set_aside_by(self, cite: str) -> Settlement | None:
        """The settlement under which this article is not applied, if any."""
        for conflict in self.conflicts:
            settlement = self.settlements.get(conflict.id)
            if (
                settlement
                and settlement.since <= self.day
                and cite in {p.cite for p in conflict.positions}
                and cite not in settlement.keep
            ):
                return settlement
        return None

    def disagreements(self) -> tuple[Conflict, ...]:
        """Conflicts in which at least two adopted articles take different positions, settled or not."""
        held = {a.cite for r in self.regulations.values() for a in r.articles}
        return tuple(c for c in self.conflicts if len({p.value for p in c.positions if p.cite in held}) > 1)

    def settlements_on_offer(self, conflict: Conflict) -> tuple[Choice, ...]:
        """The choices that leave an adopted article in force, narrowed to what is adopted. First
        those in which every position they stand for is adopted, so that the first is the default."""
        held = {a.cite for r in self.regulations.values() for a in r.articles}
        whole: list[Choice] = []
        partly: list[Choice] = []
        seen: set[frozenset[str]] = set()
        for choice in conflict.choices:
            keep = choice.keep & held
            if not keep or keep in seen:
                continue
            seen.add(keep)
            wanted = {p.value for p in conflict.positions if p.cite in choice.keep}
            stood_for = {p.value for p in conflict.positions if p.cite in keep}
            (whole if wanted == stood_for else partly).append(replace(choice, keep=keep))
        return (*whole, *partly)

    def open_conflicts(self, cites: Iterable[str]) -> tuple[Conflict, ...]:
        """Conflicts not settled on the day in which at least two of `cites` take different positions."""
        asked = frozenset(cites)
        found = []
        for conflict in self.conflicts:
            settlement = self.settlements.get(conflict.id)
            if settlement and settlement.since <= self.day:
                continue
            values = {p.value for p in conflict.positions if p.cite in asked}
            if len(values) > 1:
                found.append(conflict)
        return tuple(found)
