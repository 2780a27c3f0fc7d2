"""What a declaration asks of one row: who signs in which order, which files, which figures it may not pass.

A step or a file that cites an article is asked for where that article binds; one that depends on a figure
nobody has set is asked for (the stricter way), and says so. A limit with such a figure refuses.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

from governance.registers.rules.declaration import (
    Condition,
    Declaration,
    FieldType,
    Level,
    Limit,
    Signing,
    Values,
)
from governance.rules.book import Book
from governance.rules.figures import Amount
from governance.rules.verdict import Finding, Severity, Status, Verdict

_SEVERITY = {Level.REFUSE: Severity.BLOCK, Level.WARN: Severity.WARN}


class Why(StrEnum):
    """Why a step stands in the chain."""

    ALWAYS = "always"
    KIND = "kind"  # by the choice or the yes/no of the row
    REACHED = "reached"  # the sum reaches the figure
    UNSET = "unset"  # nobody has set the figure: asked for to be on the safe side


@dataclass(frozen=True)
class Step:
    """One signature as a row asks for it; kept with the row from its submission on."""

    title: str
    posts: tuple[str, ...]
    article: str = ""
    why: Why = Why.ALWAYS
    figure: str = ""  # `S3-04:1-6.limit`
    limit: str = ""  # the figure's number at that time

    def as_dict(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "posts": list(self.posts),
            "article": self.article,
            "why": str(self.why),
            "figure": self.figure,
            "limit": self.limit,
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Step:
        return cls(
            data["title"],
            tuple(data["posts"]),
            data["article"],
            Why(data["why"]),
            data["figure"],
            data["limit"],
        )


def binds_here(cite: str, book: Book) -> bool:
    """Whether the article is adopted and not set aside by a settlement."""
    return book.article(cite) is not None and book.set_aside_by(cite) is None


def in_use(declaration: Declaration, book: Book) -> bool:
    """A register that cites articles is kept where one of them binds; a town's own without any, always."""
    return not declaration.articles or any(binds_here(cite, book) for cite in declaration.articles)


def _figure(cite: str, name: str, book: Book) -> Amount | None:
    value = book.figure(cite, name).value
    return value if isinstance(value, Amount) else None


def _number(declaration: Declaration, code: str, values: Values) -> Fraction | None:
    """A field's number as articles count: sums in yuan."""
    raw = values.get(code)
    if raw is None:
        return None
    return Fraction(raw, 100) if declaration.field(code).type is FieldType.MONEY else Fraction(raw)


def _held(
    declaration: Declaration, when: Condition | None, values: Values, book: Book
) -> tuple[Why, str] | None:
    """(why, the figure's number) where the condition holds; None where it does not."""
    if when is None:
        return Why.ALWAYS, ""
    if not when.figure:
        value = values.get(when.field)
        kept = bool(value) if declaration.field(when.field).type is FieldType.YES_NO else value
        return (Why.KIND, "") if kept in when.values else None
    if not binds_here(when.cite, book):
        return None
    number = _number(declaration, when.field, values)
    if number is None:
        return None
    figure = _figure(when.cite, when.name, book)
    if figure is None:
        return Why.UNSET, ""
    return (Why.REACHED, _plain(figure.number)) if figure.met(number) else None


def _plain(number: Fraction) -> str:
    if number.denominator == 1:
        return f"{number.numerator:,}"
    hundredths = round(number * 100)
    return f"{hundredths // 100:,}.{hundredths % 100:02d}"


def chain_of(declaration: Declaration, values: Values, book: Book) -> tuple[Step, ...]:
    """The signatures this row needs, in order, under the book of the day it is submitted."""
    return tuple(step for one in declaration.signatures if (step := _step(declaration, one, values, book)))


def _step(declaration: Declaration, one: Signing, values: Values, book: Book) -> Step | None:
    if one.article and not binds_here(one.article, book):
        return None
    held = _held(declaration, one.when, values, book)
    if held is None:
        return None
    why, limit = held
    figure = one.when.figure if one.when is not None else ""
    return Step(one.title, one.posts, one.article, why, figure, limit)


def enclosures(declaration: Declaration, values: Values, book: Book, given: Collection[str]) -> Verdict:
    """One finding for each file the row needs; `given` are the titles of those that are there."""
    findings = []
    for one in declaration.enclosures:
        if one.article and not binds_here(one.article, book):
            continue
        held = _held(declaration, one.when, values, book)
        if held is None:
            continue
        there = one.title in given
        code = "there" if there else "unset" if held[0] is Why.UNSET else "missing"
        figure = one.when.figure if one.when is not None else ""
        findings.append(
            Finding(
                rule="registers.enclosure",
                article=one.article,
                edition=book.edition(one.article) if one.article else "",
                status=Status.PASS if there else Status.FAIL,
                severity=Severity.BLOCK,
                code=f"registers.enclosure.{code}",
                figures={"title": one.title, "limit": held[1], "figure": figure},
            )
        )
    return Verdict(tuple(findings))


def cautions(declaration: Declaration, values: Values, book: Book) -> Verdict:
    """One warning for each thing an article that binds advises against."""
    return Verdict(
        tuple(
            Finding(
                rule="registers.caution",
                article=one.article,
                edition=book.edition(one.article),
                status=Status.FAIL,
                severity=Severity.WARN,
                code="registers.caution.against",
                figures={"title": one.title},
            )
            for one in declaration.cautions
            if binds_here(one.article, book) and _held(declaration, one.when, values, book) is not None
        )
    )


def limits(declaration: Declaration, values: Values, book: Book, *, year_before: int = 0) -> Verdict:
    """One finding for each limit that binds. `year_before`: cents of the year's other rows of the register."""
    found = (_limit(declaration, one, values, book, year_before) for one in declaration.limits)
    return Verdict(tuple(one for one in found if one is not None))


def _limit(
    declaration: Declaration, one: Limit, values: Values, book: Book, year_before: int
) -> Finding | None:
    if not binds_here(one.cite, book) or _held(declaration, one.when, values, book) is None:
        return None
    number = _number(declaration, one.field, values)
    if number is None:
        return None
    if one.over_year:
        number += Fraction(year_before, 100)
    if one.per:
        heads = _number(declaration, one.per, values)
        if not heads:
            return _finding(one, book, Status.UNKNOWN, "no_heads", per=declaration.field(one.per).title)
        number /= heads
    title = declaration.field(one.field).title
    figure = _figure(one.cite, one.name, book)
    if figure is None:
        return _finding(one, book, Status.UNKNOWN, "unset", title=title, key=one.figure)
    status, code = (Status.PASS, "within") if figure.met(number) else (Status.FAIL, "passed")
    if status is Status.FAIL and one.over_year:
        code = "year_passed"
    return _finding(one, book, status, code, title=title, have=_plain(number), limit=_plain(figure.number))


def _finding(one: Limit, book: Book, status: Status, code: str, **figures: Any) -> Finding:
    return Finding(
        rule="registers.limit",
        article=one.cite,
        edition=book.edition(one.cite),
        status=status,
        severity=_SEVERITY[one.level],
        code=f"registers.limit.{code}",
        figures=figures,
    )


def in_state(status: str, words: str, *wanted: str) -> Verdict:
    """The order of the steps: stopped unless the row is in one of the states."""
    if status in wanted:
        return Verdict.without_article("the row is in the state the step takes")
    return Verdict.stopped("registers.state.wrong", have=words)


def turn(now: int, seen: int, title: str, *, theirs: bool) -> Verdict:
    """The step somebody saw is the one whose turn it is, and theirs to sign."""
    if now != seen:
        return Verdict.stopped("registers.turn.taken", have=seen + 1, now=now + 1)
    if not theirs:
        return Verdict.stopped("registers.turn.wrong", title=title)
    return Verdict.without_article("it is this signer's turn")
