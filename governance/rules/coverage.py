"""Which articles the software carries, where, and which it leaves to people.

Code names the articles at the place that enforces them:

    @binds("S0-04:三-1b", "S1-01:六-1")
    def quorum(...): ...

    bind("S0-04:二-4", by="meetings.models.Topic.consulted_on", how="field")
    listed("S0-04:四-1b", gettext_noop("泄密发生在会外，软件只限定谁能看到"))

Tests name them with the marker `articles`; the test run writes tests/coverage_map.json. Nothing is
inferred: an article nobody names is unbound, and `manage.py rulecoverage` says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

from governance.rules.book import Article
from governance.rules.library import Library
from governance.rules.loader import LEVELS

T = TypeVar("T", bound=Callable[..., Any])


class How(StrEnum):
    """What carries an article."""

    RULE = "rule"
    FIELD = "field"
    DEADLINE = "deadline"
    CADENCE = "cadence"
    DOCUMENT = "document"
    REGISTER = "register"
    PAGE = "page"


@dataclass(frozen=True)
class Binding:
    """`by` is the dotted name of the function, field, clock or document."""

    cite: str
    by: str
    how: How


class CoverageError(ValueError):
    """A binding that contradicts the rulebooks or another one."""


_bindings: dict[str, dict[Binding, None]] = {}
_listed: dict[str, str] = {}


def bind(*cites: str, by: str, how: str) -> None:
    """Say that `by` carries these articles. Saying it twice is harmless. Raises ValueError for an unknown `how`."""
    for cite in cites:
        _bindings.setdefault(cite, {})[Binding(cite, by, How(how))] = None


def binds(*cites: str, how: str = How.RULE) -> Callable[[T], T]:
    """Decorate the function or class that enforces these articles."""

    def decorate(target: T) -> T:
        bind(*cites, by=f"{target.__module__}.{target.__qualname__}", how=how)
        return target

    return decorate


def listed(cite: str, reason: str) -> None:
    """An article the software does not enforce, with the reason a secretary would accept."""
    if _listed.setdefault(cite, reason) != reason:
        raise CoverageError(f"{cite} is listed with two reasons")


def bindings_of(cite: str) -> tuple[Binding, ...]:
    """Where the article is enforced, in the order of naming; empty when nowhere."""
    return tuple(_bindings.get(cite, ()))


def reason_of(cite: str) -> str:
    """Why the software leaves the article to people; empty when it does not."""
    return _listed.get(cite, "")


@dataclass
class Level:
    total: int = 0
    bound: int = 0
    tested: int = 0
    unbound: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        return {"total": self.total, "bound": self.bound, "tested": self.tested, "unbound": self.unbound}


@dataclass
class CapabilityCoverage:
    """Counts leave superseded articles out. A listed article is neither bound nor unbound."""

    capability: str
    title: str
    levels: dict[str, Level] = field(default_factory=lambda: {level: Level() for level in LEVELS})
    listed: list[tuple[str, str]] = field(default_factory=list)

    @property
    def total(self) -> int:
        return sum(level.total for level in self.levels.values())

    @property
    def bound(self) -> int:
        return sum(level.bound for level in self.levels.values())

    @property
    def tested(self) -> int:
        return sum(level.tested for level in self.levels.values())

    @property
    def unbound(self) -> list[str]:
        return [cite for level in self.levels.values() for cite in level.unbound]

    def as_dict(self) -> dict[str, Any]:
        return {
            "capability": self.capability,
            "total": self.total,
            "bound": self.bound,
            "tested": self.tested,
            "listed": [{"article": cite, "reason": reason} for cite, reason in self.listed],
            "unbound": self.unbound,
            "levels": {name: level.as_dict() for name, level in self.levels.items()},
        }


def measure(library: Library, tests: Mapping[str, Sequence[str]]) -> list[CapabilityCoverage]:
    """Coverage of the 61 regulations by capability, in the catalogue's order.

    `tests` is the map article → test ids. National texts are not counted: a town is measured by its
    own regulations. Raises CoverageError for a binding, a listing or a test that names an article no
    regulation holds, and for an article both bound and listed.
    """
    check_names(library, tests)
    found = {c.id: CapabilityCoverage(c.id, c.title) for c in library.capabilities.values()}
    for article in town_articles(library):
        _count(article, found[article.capability], tests)
    return list(found.values())


def town_articles(library: Library) -> list[Article]:
    """The latest version of every article that is counted."""
    latest = {a.cite: a for r in library.townships() for a in r.articles}
    return [a for a in latest.values() if not a.superseded]


def _count(article: Article, into: CapabilityCoverage, tests: Mapping[str, Sequence[str]]) -> None:
    level = into.levels[article.enforce]
    level.total += 1
    if article.cite in _listed:
        into.listed.append((article.cite, _listed[article.cite]))
    elif article.cite in _bindings:
        level.bound += 1
        level.tested += bool(tests.get(article.cite))
    else:
        level.unbound.append(article.cite)


def check_names(library: Library, tests: Iterable[str] = ()) -> None:
    """Raises CoverageError naming every citation that cannot be right."""
    known = {a.cite for r in library.regulations.values() for a in r.articles}
    faults = [f"{cite} is bound and no regulation holds it" for cite in _bindings if cite not in known]
    faults += [f"{cite} is listed and no regulation holds it" for cite in _listed if cite not in known]
    faults += [f"{cite} is named by a test and no regulation holds it" for cite in tests if cite not in known]
    faults += [f"{cite} is both bound and listed" for cite in _bindings if cite in _listed]
    if faults:
        raise CoverageError("; ".join(faults))
