"""The library: every shipped regulation and what stands around them; and books made from it.

`load_library()` reads governance/rulebooks once. `Library.book()` picks what binds one committee on
one day. Pure Python: a command line needs no database to judge by it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from governance.rules.book import Article, Book, Choice, Conflict, Position, Regulation, Settlement
from governance.rules.figures import Figure, Value
from governance.rules.loader import LoadError, Place, cites_of, load_regulation, read_file, read_list, unique
from governance.rules.phrasing import phrase

SHIPPED = Path(__file__).resolve().parent.parent / "rulebooks"
NATIONAL = "national"  # the preset that names every national text


@dataclass(frozen=True)
class Preset:
    """Regulations a committee may adopt together."""

    name: str
    title: str
    regulations: tuple[str, ...]


@dataclass(frozen=True)
class Capability:
    id: str
    app: str
    title: str


@dataclass(frozen=True)
class Form:
    """A print-out the regulations ask for, and the articles that do."""

    id: str
    title: str
    articles: tuple[str, ...]


@dataclass(frozen=True)
class FlowStep:
    """One box of a chart; `article` is None for a heading."""

    number: str
    step: str
    article: str | None


@dataclass(frozen=True)
class FlowChart:
    id: str
    title: str
    regulation: str
    steps: tuple[FlowStep, ...]
    note: str = ""


@dataclass(frozen=True)
class ScoredTask:
    """`points` None is a blank in the source."""

    task: str
    points: int | None
    note: str = ""
    subtasks: tuple[ScoredTask, ...] = ()


@dataclass(frozen=True)
class ScoringTable:
    """`terms`: reward_at, penalty_at, goal and the like, as the source has them."""

    id: str
    regulation: str
    line: str
    full: int | None
    tasks: tuple[ScoredTask, ...]
    terms: Mapping[str, Any] = field(default_factory=dict)
    superseded: bool = False
    note: str = ""


@dataclass(frozen=True)
class Vocabulary:
    """Chinese words for what the files name by identifier."""

    levels: Mapping[str, str]
    rules: Mapping[str, str]
    bases: Mapping[str, str]
    measures: Mapping[str, str]
    figures: Mapping[str, str]

    def figure(self, cite: str, name: str) -> str:
        """The Chinese name of a figure; the same identifier may be named apart in one article."""
        return self.figures.get(f"{cite}.{name}") or self.figures[name]

    def phrase(self, value: Value | None, translate: Callable[[str], str] = str) -> str:
        """A value in the words of the offices: 不少于应到人数的三分之二; a blank is 没有设定."""
        return phrase(value, self.bases, self.measures, translate)


@dataclass(frozen=True)
class Library:
    """Everything shipped. Regulations hold all their dated versions; `book` chooses by date."""

    regulations: Mapping[str, Regulation]
    conflicts: tuple[Conflict, ...]
    forms: tuple[Form, ...]
    flowcharts: tuple[FlowChart, ...]
    scoring_tables: tuple[ScoringTable, ...]
    capabilities: Mapping[str, Capability]
    presets: Mapping[str, Preset]
    vocabulary: Vocabulary

    def preset(self, name: str) -> tuple[str, ...]:
        """The regulation ids of a preset. Raises KeyError with the names there are."""
        try:
            return self.presets[name].regulations
        except KeyError:
            raise KeyError(f"no preset {name}; there are {', '.join(sorted(self.presets))}") from None

    def conflict(self, conflict_id: str) -> Conflict:
        for conflict in self.conflicts:
            if conflict.id == conflict_id:
                return conflict
        raise KeyError(f"no conflict {conflict_id}")

    def article(self, cite: str, on: date | None = None) -> Article:
        """The latest version of an article, or the one of a day. Raises KeyError."""
        regulation_id, _, ref = cite.partition(":")
        regulation = self.regulations[regulation_id]
        found = [a for a in regulation.articles if a.ref == ref and (on is None or a.in_force(on))]
        if not found:
            raise KeyError(cite)
        return found[-1]

    def townships(self) -> tuple[Regulation, ...]:
        """The regulations of the five seeds, without the national texts."""
        return tuple(r for r in self.regulations.values() if r.seed != NATIONAL)

    def book(
        self,
        *,
        adopted: Iterable[str],
        on: date,
        overrides: Mapping[tuple[str, str], Figure] | None = None,
        settlements: Mapping[str, Settlement] | None = None,
        local: Iterable[Regulation] = (),
    ) -> Book:
        """What binds a committee on the day: the editions in force of the regulations it adopted
        (ids or preset names), its own figures, settlements and local regulations.

        A regulation whose first edition is still to come does not bind yet. Raises KeyError for a
        regulation or preset nobody ships.
        """
        chosen: dict[str, Regulation] = {}
        for name in adopted:
            for regulation_id in self.presets[name].regulations if name in self.presets else (name,):
                if regulation_id not in self.regulations:
                    raise KeyError(f"no regulation or preset {regulation_id}")
                chosen[regulation_id] = self.regulations[regulation_id]
        for regulation in local:
            chosen[regulation.id] = regulation
        in_force = {}
        for regulation_id, regulation in chosen.items():
            try:
                in_force[regulation_id] = regulation.on(on)
            except LookupError:
                continue
        return Book(
            day=on,
            regulations=in_force,
            overrides=dict(overrides or {}),
            conflicts=self.conflicts,
            settlements=dict(settlements or {}),
        )


def load_library(path: Path | None = None) -> Library:
    """Read a rulebooks folder; without a path the shipped one, once per process. Raises LoadError."""
    return _shipped() if path is None else _load(path)


@cache
def _shipped() -> Library:
    return _load(SHIPPED)


def _load(root: Path) -> Library:
    town = [load_regulation(p) for p in sorted(root.glob("S*-*.yaml"))]
    nation = [load_regulation(p) for p in sorted((root / NATIONAL).glob("*.yaml"))]
    regulations = {r.id: r for r in (*town, *nation)}
    unique([r.short for r in regulations.values()], "the short name", "rulebooks")
    for regulation in nation:
        if (regulation.seed, regulation.layer) != (NATIONAL, "nation"):
            raise LoadError(f"{regulation.id}.yaml", "", "stands among the national texts and is none")
    cites = cites_of(regulations)
    library = Library(
        regulations=regulations,
        conflicts=read_list(root / "conflicts.yaml", lambda d, p: _conflict(d, p, cites)),
        forms=read_list(root / "forms.yaml", lambda d, p: _form(d, p, cites)),
        flowcharts=read_list(root / "flowcharts.yaml", lambda d, p: _flowchart(d, p, cites)),
        scoring_tables=read_list(
            root / "scoring_tables.yaml", lambda d, p: _scoring_table(d, p, regulations)
        ),
        capabilities={c.id: c for c in read_list(root / "capabilities.yaml", _capability)},
        presets=_presets(root / "presets.yaml", regulations),
        vocabulary=_vocabulary(root / "vocabulary.yaml"),
    )
    _check_links(library)
    return library


def _cited(cite: Any, cites: frozenset[str], place: Place) -> str:
    if cite not in cites:
        raise place.fail(f"cites {cite}, which no regulation holds")
    return str(cite)


def _conflict(data: Any, place: Place, cites: frozenset[str]) -> Conflict:
    place.mapping(
        data, "a conflict", ("id", "topic", "scope", "capability", "positions", "suggestion", "choices")
    )
    place = place.at(place.text(data["id"], "id"))
    positions = []
    for item in data["positions"]:
        place.mapping(item, "a position", ("cite", "value"))
        positions.append(Position(_cited(item["cite"], cites, place), place.text(item["value"], "value")))
    held = {p.cite for p in positions}
    choices = []
    for item in data["choices"]:
        place.mapping(item, "a choice", ("id", "label", "keep"), ("suggested",))
        keep = frozenset(place.texts(item["keep"], "keep"))
        if not keep or not keep <= held:
            raise place.fail(f"the choice {item['id']} keeps what is no position: {', '.join(keep - held)}")
        suggested = place.flag(item.get("suggested", False), "suggested")
        choices.append(
            Choice(place.text(item["id"], "id"), place.text(item["label"], "label"), keep, suggested)
        )
    unique([c.id for c in choices], "the choice", place.file)
    if sum(c.suggested for c in choices) != 1:
        raise place.fail("needs exactly one suggested choice")
    scope = place.one_of(data["scope"], "scope", ("between", "within", "within_and_between", "national"))
    return Conflict(
        data["id"],
        place.text(data["topic"], "topic"),
        scope,
        place.text(data["capability"], "capability"),
        tuple(positions),
        place.text(data["suggestion"], "suggestion"),
        tuple(choices),
    )


def _form(data: Any, place: Place, cites: frozenset[str]) -> Form:
    place.mapping(data, "a form", ("id", "title", "articles"))
    place = place.at(place.text(data["id"], "id"))
    articles = tuple(_cited(c, cites, place) for c in place.texts(data["articles"], "articles"))
    return Form(data["id"], place.text(data["title"], "title"), articles)


def _flowchart(data: Any, place: Place, cites: frozenset[str]) -> FlowChart:
    place.mapping(data, "a flow chart", ("id", "title", "regulation", "steps"), ("note",))
    place = place.at(place.text(data["id"], "id"))
    steps = []
    for item in data["steps"]:
        place.mapping(item, "a step", ("number", "step", "article"))
        if item["article"] is not None:
            _cited(f"{data['regulation']}:{item['article']}", cites, place)
        steps.append(
            FlowStep(place.text(item["number"], "number"), place.text(item["step"], "step"), item["article"])
        )
    return FlowChart(
        data["id"], place.text(data["title"], "title"), data["regulation"], tuple(steps), data.get("note", "")
    )


def _scoring_table(data: Any, place: Place, regulations: Mapping[str, Regulation]) -> ScoringTable:
    terms = ("reward", "penalty", "base", "goal", "reward_at", "penalty_at", "penalty_below")
    place.mapping(
        data, "a scoring table", ("id", "regulation", "line", "full", "tasks"), (*terms, "superseded", "note")
    )
    place = place.at(place.text(data["id"], "id"))
    if data["regulation"] not in regulations:
        raise place.fail(f"belongs to {data['regulation']}, which no file holds")
    return ScoringTable(
        data["id"],
        data["regulation"],
        place.text(data["line"], "line"),
        _points(data["full"], place),
        tuple(_task(t, place) for t in data["tasks"]),
        {k: data[k] for k in terms if k in data},
        place.flag(data.get("superseded", False), "superseded"),
        data.get("note", ""),
    )


def _points(value: Any, place: Place) -> int | None:
    if value is not None and type(value) is not int:
        raise place.fail(f"points {value!r} are not a whole number")
    return value


def _task(data: Any, place: Place) -> ScoredTask:
    place.mapping(data, "a task", ("task", "points"), ("note", "subtasks"))
    return ScoredTask(
        place.text(data["task"], "task"),
        _points(data["points"], place),
        data.get("note", ""),
        tuple(_task(t, place) for t in data.get("subtasks", [])),
    )


def _capability(data: Any, place: Place) -> Capability:
    place.mapping(data, "a capability", ("capability", "app", "title"))
    return Capability(*(place.text(data[k], k) for k in ("capability", "app", "title")))


def _presets(path: Path, regulations: Mapping[str, Regulation]) -> dict[str, Preset]:
    found = {}
    for data in read_list(path, lambda d, p: d):
        place = Place(path.name)
        place.mapping(data, "a preset", ("name", "title", "regulations"))
        ids = place.texts(data["regulations"], "regulations")
        for regulation_id in ids:
            if regulation_id not in regulations:
                raise place.fail(f"the preset {data['name']} names {regulation_id}, which no file holds")
        found[data["name"]] = Preset(data["name"], place.text(data["title"], "title"), ids)
    return found


def _vocabulary(path: Path) -> Vocabulary:
    data = read_file(path)
    place = Place(path.name)
    parts = ("levels", "rules", "bases", "measures", "figures")
    place.mapping(data, "the vocabulary", parts)
    for part in parts:
        place.mapping(data[part], part, (), data[part])
        for key, word in data[part].items():
            place.text(word, f"{part}.{key}")
    return Vocabulary(**data)


def _check_links(library: Library) -> None:
    """Ids are unique and every name used by an article is known."""
    unique([c.id for c in library.conflicts], "the conflict", "conflicts.yaml")
    unique([f.id for f in library.forms], "the form", "forms.yaml")
    charts = {c.id for c in library.flowcharts}
    words = library.vocabulary
    for regulation in library.regulations.values():
        for article in regulation.articles:
            place = Place(f"{regulation.id}.yaml", article.cite)
            if article.capability not in library.capabilities:
                raise place.fail(f"has the unknown capability {article.capability}")
            if article.rule and article.rule not in words.rules:
                raise place.fail(f"names the unknown rule {article.rule}")
            if article.flowchart and article.flowchart not in charts:
                raise place.fail(f"names the unknown flow chart {article.flowchart}")
            for name, spec in article.figure_specs.items():
                if name not in words.figures and f"{article.cite}.{name}" not in words.figures:
                    raise place.fail(f"{name} has no Chinese name in vocabulary.yaml")
                if spec.base and spec.base not in words.bases:
                    raise place.fail(f"{name} has the unknown base {spec.base}")
                if spec.measure and spec.measure not in words.measures:
                    raise place.fail(f"{name} has the unknown measure {spec.measure}")
                if spec.upper:
                    _check_upper(library, spec.upper, name, place)


def _check_upper(library: Library, upper: str, name: str, place: Place) -> None:
    cite, _, upper_name = upper.rpartition(".")
    try:
        known = upper_name in library.article(cite).figures
    except KeyError:
        known = False
    if not known:
        raise place.fail(f"{name} stands under {upper}, which no regulation holds")
