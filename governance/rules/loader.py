"""Rulebook files to frozen regulations. Strict: whatever the schema does not name is refused.

The schema is written in governance/rulebooks/SCHEMA.md. Every refusal is a LoadError with file,
article and reason, so that a reviewer finds the line without reading this module.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from governance.rules import strict_yaml
from governance.rules.book import Article, DatedValue, Edition, FigureSpec, Regulation
from governance.rules.figure_values import TYPES, ValueProblem, read_value
from governance.rules.figures import Op

KINDS = frozenset(
    {
        *("quorum", "majority", "notice_period", "deadline", "frequency", "eligibility", "sequence"),
        *("recusal", "secrecy", "role", "content_required", "record", "publication", "scoring"),
        *("reward_penalty", "approval_threshold", "prohibition", "consequence", "principle"),
    }
)
LEVELS = ("block", "warn", "remind", "record", "print", "display")
SEEDS = frozenset({"000", "001", "002", "003", "004", "national", "local"})
LAYERS = frozenset({"nation", "county", "town", "local"})
DIRECTIONS = frozenset({"up", "down", "free"})
_VALUE_KEYS = frozenset({"from", "note", "op", "value", "low", "high", "start", "end", "day", "week"})


class LoadError(ValueError):
    """A rulebook file that cannot be trusted: names file, article (may be empty) and reason."""

    def __init__(self, file: str, article: str, reason: str) -> None:
        super().__init__(f"{file}: {article}: {reason}" if article else f"{file}: {reason}")
        self.file = file
        self.article = article
        self.reason = reason


@dataclass(frozen=True)
class Place:
    """Where in which file we are; every check fails through it."""

    file: str
    article: str = ""

    def fail(self, reason: str) -> LoadError:
        return LoadError(self.file, self.article, reason)

    def at(self, article: str) -> Place:
        return Place(self.file, article)

    def mapping(self, data: Any, what: str, required: Iterable[str], optional: Iterable[str] = ()) -> None:
        if not isinstance(data, dict):
            raise self.fail(f"{what} is not a mapping")
        required = tuple(required)
        for key in required:
            if key not in data:
                raise self.fail(f"{what} lacks {key}")
        for key in data:
            if key not in required and key not in tuple(optional):
                raise self.fail(f"{what} has the unknown key {key}")

    def text(self, value: Any, what: str) -> str:
        if not isinstance(value, str) or not value.strip():
            raise self.fail(f"{what} is not a text")
        return value

    def texts(self, value: Any, what: str) -> tuple[str, ...]:
        if not isinstance(value, list):
            raise self.fail(f"{what} is not a list")
        return tuple(self.text(item, what) for item in value)

    def date(self, value: Any, what: str) -> date | None:
        if value is None or type(value) is date:
            return value
        raise self.fail(f"{what} is neither a date nor null")

    def one_of(self, value: Any, what: str, allowed: Iterable[str]) -> str:
        if value not in tuple(allowed):
            raise self.fail(f"{what} {value!r} is not one of {', '.join(sorted(allowed))}")
        return str(value)

    def flag(self, value: Any, what: str) -> bool:
        if not isinstance(value, bool):
            raise self.fail(f"{what} is neither true nor false")
        return value


def read_file(path: Path) -> Any:
    try:
        return strict_yaml.read(path)
    except OSError as error:
        raise LoadError(path.name, "", f"cannot be read: {error.strerror}") from None
    except ValueError as error:
        raise LoadError(path.name, "", str(error)) from None


def load_regulation(path: Path) -> Regulation:
    """One regulation file. Raises LoadError."""
    return parse_regulation(read_file(path), path.name)


def parse_regulation(data: Any, file: str) -> Regulation:
    place = Place(file)
    place.mapping(
        data,
        "the regulation",
        ("id", "title", "short", "seed", "section", "layer", "capability", "editions", "articles"),
        ("basis", "note"),
    )
    regulation_id = place.text(data["id"], "id")
    if ":" in regulation_id or f"{regulation_id}.yaml" != file:
        raise place.fail(f"holds the regulation {regulation_id}: file and id must agree")
    if type(data["section"]) is not int:
        raise place.fail("section is not a whole number")
    capability = place.text(data["capability"], "capability")
    editions = _editions(data["editions"], place)
    if not isinstance(data["articles"], list) or not data["articles"]:
        raise place.fail("articles is not a list with at least one article")
    articles = tuple(_article(item, regulation_id, capability, editions, place) for item in data["articles"])
    _check_refs(articles, place)
    return Regulation(
        id=regulation_id,
        title=place.text(data["title"], "title"),
        short=place.text(data["short"], "short"),
        seed=place.one_of(data["seed"], "seed", SEEDS),
        capability=capability,
        edition=editions[-1].label,
        in_force_from=editions[-1].since,
        articles=articles,
        basis=place.texts(data.get("basis", []), "basis"),
        note=data.get("note", ""),
        section=data["section"],
        layer=place.one_of(data["layer"], "layer", LAYERS),
        editions=editions,
    )


def _editions(data: Any, place: Place) -> tuple[Edition, ...]:
    if not isinstance(data, list) or not data:
        raise place.fail("editions is not a list with at least one edition")
    found = []
    for item in data:
        place.mapping(item, "an edition", ("label", "from"), ("note",))
        found.append(
            Edition(
                place.text(item["label"], "an edition's label"), place.date(item["from"], "an edition's from")
            )
        )
    if len({e.label for e in found}) != len(found):
        raise place.fail("two editions carry one label")
    _check_order([e.since for e in found], "editions", place)
    return tuple(found)


def _check_order(dates: list[date | None], what: str, place: Place) -> None:
    """Only the first may be undated, and the rest must follow one another."""
    for earlier, later in pairwise(dates):
        if later is None:
            raise place.fail(f"{what} overlap: only the first may have from: null")
        if earlier is not None and later <= earlier:
            raise place.fail(f"{what} overlap: {later} does not come after {earlier}")


def _article(
    data: Any, regulation_id: str, capability: str, editions: tuple[Edition, ...], place: Place
) -> Article:
    ref = data.get("ref") if isinstance(data, dict) else None
    place = place.at(f"{regulation_id}:{ref}")
    place.mapping(
        data,
        "the article",
        ("ref", "kind", "statement", "enforce"),
        (
            *("capability", "rule", "flowchart", "superseded", "items", "figures", "note"),
            *("like", "from", "until", "number_checked"),
        ),
    )
    if not isinstance(ref, str) or not ref or any(c in ref for c in ":. \t"):
        raise place.fail(f"ref {ref!r} is not a text without colon, dot and space: quote it")
    since, until = place.date(data.get("from"), "from"), place.date(data.get("until"), "until")
    _check_amended(since, editions, "from", place)
    if until is not None:
        _check_amended(until + timedelta(days=1), editions, "the day after until", place)
    first = since if since is not None else editions[0].since
    figures = data.get("figures", {})
    if not isinstance(figures, dict):
        raise place.fail("figures is not a mapping")
    specs: dict[str, FigureSpec] = {}
    values: dict[str, tuple[DatedValue, ...]] = {}
    delegated = []
    for name, figure in figures.items():
        if not name.replace("_", "a").isalnum() or not name.isascii():
            raise place.fail(f"the figure name {name!r} is not an identifier")
        specs[name] = _spec(figure, name, place)
        values[name] = _values(figure["values"], name, specs[name], first, editions, place)
        if place.flag(figure.get("delegated", False), f"{name}.delegated"):
            delegated.append(name)
    superseded = place.flag(data.get("superseded", False), "superseded")
    enforce = place.one_of(data["enforce"], "enforce", LEVELS)
    if superseded and enforce != "display":
        raise place.fail("is superseded and can only be displayed")
    return Article(
        regulation=regulation_id,
        ref=ref,
        kind=place.one_of(data["kind"], "kind", KINDS),
        statement=place.text(data["statement"], "statement"),
        enforce=enforce,
        capability=place.text(data.get("capability", capability), "capability"),
        figures=values,
        figure_units={name: spec.unit for name, spec in specs.items()},
        items=place.texts(data.get("items", []), "items"),
        rule=data.get("rule", ""),
        like=data.get("like", ""),
        note=data.get("note", ""),
        flowchart=data.get("flowchart", ""),
        superseded=superseded,
        delegated=tuple(delegated),
        figure_specs=specs,
        since=since,
        until=until,
        number_checked=place.flag(data.get("number_checked", True), "number_checked"),
    )


def _check_amended(day: date | None, editions: tuple[Edition, ...], what: str, place: Place) -> None:
    """Every change is an edition's first day, so that a label always names one text."""
    if day is not None and day not in {e.since for e in editions}:
        raise place.fail(f"{what} {day} is not the first day of an edition")


def _spec(data: Any, name: str, place: Place) -> FigureSpec:
    place.mapping(
        data,
        f"the figure {name}",
        ("type", "unit", "stricter", "values"),
        ("measure", "op", "base", "upper", "delegated"),
    )
    kind = place.one_of(data["type"], f"{name}.type", TYPES)
    measure = data.get("measure", TYPES[kind].measure)
    if TYPES[kind].needs_measure and not (isinstance(measure, str) and measure):
        raise place.fail(f"{name} is a {kind} and lacks its measure")
    if "base" in data and kind != "share":
        raise place.fail(f"{name} is no share and has a base")
    if "op" in data and data["op"] not in list(Op):
        raise place.fail(f"{name}.op {data['op']!r} is none of {', '.join(Op)}")
    return FigureSpec(
        type=kind,
        unit=place.text(data["unit"], f"{name}.unit"),
        measure=measure,
        op=Op(data["op"]) if "op" in data else None,
        base=place.text(data["base"], f"{name}.base") if "base" in data else "",
        stricter=place.one_of(data["stricter"], f"{name}.stricter", DIRECTIONS),
        upper=data.get("upper", ""),
    )


def _values(
    data: Any,
    name: str,
    spec: FigureSpec,
    first: date | None,
    editions: tuple[Edition, ...],
    place: Place,
) -> tuple[DatedValue, ...]:
    if not isinstance(data, list) or not data:
        raise place.fail(f"{name}.values is not a list with at least one dated value")
    found = []
    for line in data:
        if not isinstance(line, dict) or "from" not in line:
            raise place.fail(f"a value of {name} lacks from")
        for key in line:
            if key not in _VALUE_KEYS:
                raise place.fail(f"a value of {name} has the unknown key {key}")
        since = place.date(line["from"], f"{name}.from")
        _check_amended(since, editions, f"{name}.from", place)
        try:
            value = read_value(spec, {k: v for k, v in line.items() if k not in ("from", "note")})
        except ValueProblem as problem:
            raise place.fail(f"{name}: {problem}") from None
        found.append(DatedValue(since, value, line.get("note") or ""))
    if found[0].since is not None and found[0].since != first:
        raise place.fail(f"{name}.values leave a gap: nothing holds before {found[0].since}")
    _check_order([v.since for v in found], f"the values of {name}", place)
    return tuple(found)


def _check_refs(articles: tuple[Article, ...], place: Place) -> None:
    """A ref may return only as the amended text that follows without gap or overlap."""
    by_ref: dict[str, list[Article]] = {}
    for article in articles:
        by_ref.setdefault(article.ref, []).append(article)
    for ref, versions in by_ref.items():
        for earlier, later in pairwise(versions):
            where = place.at(f"{earlier.regulation}:{ref}")
            if earlier.until is None and later.since is None:
                raise where.fail("stands twice")
            if earlier.until is None or later.since is None or later.since <= earlier.until:
                raise where.fail("its versions overlap")
            if later.since != earlier.until + timedelta(days=1):
                raise where.fail(f"its versions leave a gap after {earlier.until}")


def read_list(path: Path, build: Callable[[Any, Place], Any]) -> tuple[Any, ...]:
    """A file that is one list of mappings with unique ids."""
    data = read_file(path)
    place = Place(path.name)
    if not isinstance(data, list):
        raise place.fail("is not a list")
    return tuple(build(item, place) for item in data)


def unique(values: Iterable[str], what: str, file: str) -> None:
    seen: set[str] = set()
    for value in values:
        if value in seen:
            raise LoadError(file, "", f"{what} {value} stands twice")
        seen.add(value)


def cites_of(regulations: Mapping[str, Regulation]) -> frozenset[str]:
    return frozenset(a.cite for r in regulations.values() for a in r.articles)
