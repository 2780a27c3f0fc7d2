"""How a rule goes through the articles that bind it, one finding each, and what they share.

A rule is a table from the citation whose code enforces an article (`Article.shape`) to a function of a
`Case`. Articles that are only recorded or shown give no finding of their own; an article set aside by
a settlement does not apply; articles that disagree and are not settled all hold, and the conflict is
reported beside them (design §3).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from math import ceil, floor
from typing import Any, Generic, NoReturn, TypeVar

from governance.rules.book import Article, Book, Conflict
from governance.rules.days import WorkingCalendar
from governance.rules.figures import Amount, Op, Share, Span, Value, plain
from governance.rules.verdict import Finding, Severity, Status, Verdict
from governance.rules.wording import Sentence, gettext_noop, register_sentences, register_words

_ = gettext_noop
F = TypeVar("F")

SET_ASIDE = "not_applicable.set_aside"
OTHER_MATTER = "not_applicable.matter"
NOT_ASKED = "not_applicable.not_asked"
EXEMPT = "not_applicable.exempt"
CONFLICT_OPEN = "conflict_open"

register_words({"block": _("先不能办"), "warn": _("这一条没有核对，可以继续")})
register_sentences(
    {
        SET_ASIDE: Sentence(_("这一条与别的条抵触（{conflict}），本镇已定按别的条办。")),
        OTHER_MATTER: Sentence(_("这一条不管这类事项。")),
        NOT_ASKED: Sentence(_("这一步不核对{facts:word}，这一条不适用。")),
        EXEMPT: Sentence(_("这一条由{by}免除。")),
        CONFLICT_OPEN: Sentence(
            _("{positions:word}要求不一，本镇还没有定，先按从严的“{value:word}”办。"),
            _("请党政办主任提请定口径（{conflict}）。"),
        ),
    }
)


class _NoFact(Exception):
    def __init__(self, *names: str) -> None:
        self.names = names


class _NoFigure(Exception):
    def __init__(self, code: str, figures: Mapping[str, Any]) -> None:
        self.code, self.figures = code, figures


@dataclass(frozen=True)
class Case(Generic[F]):
    """One article to be judged by one rule on given facts."""

    rule: str
    article: Article
    facts: F
    book: Book
    calendar: WorkingCalendar
    severity: Severity

    def finding(
        self, status: Status, code: str, figures: Mapping[str, Any], provisional: bool = False
    ) -> Finding:
        return Finding(
            rule=self.rule,
            article=self.article.cite,
            edition=self.book.edition(self.article.cite),
            status=status,
            severity=self.severity,
            code=code,
            figures={k: _plain_word(v) for k, v in figures.items()},
            provisional=provisional,
        )

    def passed(self, code: str, /, *, provisional: bool = False, **figures: Any) -> Finding:
        return self.finding(Status.PASS, f"{self.rule}.{code}", figures, provisional)

    def failed(self, code: str, /, *, provisional: bool = False, **figures: Any) -> Finding:
        return self.finding(Status.FAIL, f"{self.rule}.{code}", figures, provisional)

    def other_matter(self, **figures: Any) -> Finding:
        return self.finding(Status.NOT_APPLICABLE, OTHER_MATTER, figures)

    def not_asked(self, *names: str) -> Finding:
        """The step asking does not give this fact; another step will."""
        return self.finding(Status.NOT_APPLICABLE, NOT_ASKED, {"facts": list(names)})

    def exempt(self, by: str) -> Finding:
        return self.finding(Status.NOT_APPLICABLE, EXEMPT, {"by": _short(by, self.book)})

    def not_engaged(self, code: str, /, **figures: Any) -> Finding:
        return self.finding(Status.NOT_APPLICABLE, f"{self.rule}.{code}", figures)

    def fact(self, name: str) -> Any:
        """The value of a listed fact; the article answers `unknown` where it is null."""
        value = getattr(self.facts, name)
        if value is None:
            raise _NoFact(name)
        return value

    def lacking(self, *names: str) -> NoReturn:
        """Answer `unknown` for want of these facts."""
        raise _NoFact(*names)

    def all_hold(self, *names: str) -> bool:
        """Whether every named yes-or-no fact is yes. A no decides; without one a null leaves it open."""
        values = {name: getattr(self.facts, name) for name in names}
        if any(v is False for v in values.values()):
            return False
        unknown = [name for name, v in values.items() if v is None]
        if unknown:
            raise _NoFact(*unknown)
        return True

    def value(self, name: str) -> Value:
        """The figure in force; the article answers `unknown` where nobody has set it."""
        value = self.book.figure(self.article.cite, name).value
        if value is None:
            raise _NoFigure("figure_unset", self._figure_key(name))
        return value

    def share(self, name: str) -> Share:
        value = self.value(name)
        if not isinstance(value, Share) or value.op not in (Op.GE, Op.GT):
            self._unfit(name, value)
        return value

    def amount(self, name: str) -> Amount:
        value = self.value(name)
        if not isinstance(value, Amount):
            self._unfit(name, value)
        return value

    def at_least(self, name: str) -> tuple[Amount, int]:
        """A lower bound: the amount and the smallest whole number that satisfies it. A range asks for
        its lower end: earlier than the range is not late."""
        value = self.value(name)
        if isinstance(value, Span):
            value = Amount(Op.GE, value.low, value.unit)
        if not isinstance(value, Amount) or value.op in (Op.LT, Op.LE):
            self._unfit(name, value)
        return value, floor(value.number) + 1 if value.op is Op.GT else ceil(value.number)

    def _unfit(self, name: str, value: Value) -> NoReturn:
        raise _NoFigure("figure_unfit", {**self._figure_key(name), "value": plain(value)})

    def _figure_key(self, name: str) -> dict[str, Any]:
        return {
            "figure": f"{self.article.cite}.{name}",
            "name": name,
            "rule": self.rule,
            "effect": str(self.severity),
        }


def _plain_word(value: Any) -> Any:
    """Identifiers as the plain texts that acts store."""
    if isinstance(value, StrEnum):
        return value.value
    return [_plain_word(v) for v in value] if isinstance(value, list | tuple) else value


ArticleRule = Callable[[Case[Any]], Finding]


@dataclass(frozen=True)
class Articles:
    """The articles one rule enforces. `strictest` ranks those whose strictness no share tells, the
    hardest first: where a conflict is open, the first of them that applies is named as holding."""

    by_shape: Mapping[str, ArticleRule]
    strictest: tuple[str, ...] = ()
    shares: Mapping[str, str] = field(default_factory=dict)  # citation → name of the figure it goes by


def common_sentences(rule: str) -> dict[str, Sentence]:
    """The sentences every rule needs: what is missing, and who enters it. The rule's own name is one
    of the registered words."""
    return {
        f"{rule}.figure_unset": Sentence(
            _("“{name:word}”本镇没有设定，判断不了{rule:word}，{effect:word}。"),
            _("请党政办主任提出，附决议或文件，经党委书记核准。"),
        ),
        f"{rule}.figure_unfit": Sentence(
            _("“{name:word}”设成了“{value}”，判断不了{rule:word}，{effect:word}。"),
            _("请党政办主任按这一条的写法重新提出，经党委书记核准。"),
        ),
        f"{rule}.fact_missing": Sentence(
            _("还没有登记{facts:word}，判断不了{rule:word}，{effect:word}。"),
            _("请党政办文书登记{facts:word}。"),
        ),
        f"{rule}.not_enforced": Sentence(
            _("{cite}归到“{rule:word}”，却没有写明照哪一条核对，{effect:word}。"),
            _("请党政办主任写明这一条照哪一条核对。"),
        ),
    }


def judge_each(
    rule: str, facts: Any, book: Book, calendar: WorkingCalendar, articles: Articles
) -> tuple[Finding, ...]:
    """One finding for every block or warn article of the book bound to the rule, then one for every
    open conflict among those that apply."""
    findings = []
    for article in book.bound_to(rule):
        if article.severity is not None:
            findings.append(_judge(Case(rule, article, facts, book, calendar, article.severity), articles))
    conflicts = _open_conflicts(findings, book, articles)
    return (*findings, *(_conflict_finding(rule, c, cites, book, articles) for c, cites in conflicts))


def verdict_of(rule: str, facts: Any, book: Book, calendar: WorkingCalendar, articles: Articles) -> Verdict:
    """The verdict of a rule without an outcome of its own."""
    return Verdict(judge_each(rule, facts, book, calendar, articles))


def _judge(case: Case[Any], articles: Articles) -> Finding:
    settlement = case.book.set_aside_by(case.article.cite)
    if settlement is not None:
        return case.finding(Status.NOT_APPLICABLE, SET_ASIDE, {"conflict": settlement.conflict})
    enforce = articles.by_shape.get(case.article.shape)
    effect: dict[str, Any] = {"rule": case.rule, "effect": str(case.severity)}
    if enforce is None:
        figures = {"cite": _short(case.article.cite, case.book), **effect}
        return case.finding(Status.UNKNOWN, f"{case.rule}.not_enforced", figures)
    try:
        return enforce(case)
    except _NoFact as missing:
        figures = {"facts": list(missing.names), **effect}
        return case.finding(Status.UNKNOWN, f"{case.rule}.fact_missing", figures)
    except _NoFigure as missing:
        return case.finding(Status.UNKNOWN, f"{case.rule}.{missing.code}", missing.figures)


def _open_conflicts(
    findings: Iterable[Finding], book: Book, articles: Articles
) -> list[tuple[Conflict, list[str]]]:
    """Conflicts nobody has settled whose articles apply here and ask for different things."""
    applied = [f.article for f in findings if f.status is not Status.NOT_APPLICABLE]
    found = []
    for conflict in book.open_conflicts(applied):
        cites = [c for c in applied if c in conflict.cites]
        if not _agree(cites, conflict, book, articles):
            found.append((conflict, cites))
    return found


def _agree(cites: Sequence[str], conflict: Conflict, book: Book, articles: Articles) -> bool:
    """Worded apart, and yet no conflict: the suggested settlement keeps them all, or all go by shares
    and the shares are the same."""
    if any(choice.suggested and choice.keep >= set(cites) for choice in conflict.choices):
        return True
    shares = [_share(cite, book, articles) for cite in cites]
    return shares[0] is not None and all(s == shares[0] for s in shares)


def _share(cite: str, book: Book, articles: Articles) -> Share | None:
    name = articles.shares.get(cite)
    value = book.figure(cite, name).value if name else None
    return value if isinstance(value, Share) else None


def _conflict_finding(
    rule: str, conflict: Conflict, cites: Sequence[str], book: Book, articles: Articles
) -> Finding:
    words = {p.cite: p.value for p in conflict.positions}
    holding = _holding(cites, book, articles)
    return Finding(
        rule=rule,
        article=conflict.id,  # the articles themselves have findings of their own
        edition=book.edition(holding[0]),
        status=Status.UNKNOWN,
        severity=Severity.WARN,
        code=CONFLICT_OPEN,
        figures={
            "conflict": conflict.id,
            "holds": list(holding),
            "value": list(dict.fromkeys(words[c] for c in holding)),
            "positions": [f"{_short(c, book)}（{words[c]}）" for c in cites],
        },
    )


def _short(cite: str, book: Book) -> str:
    regulation, _colon, ref = cite.partition(":")
    return f"{book.regulations[regulation].short} {ref}"


def _holding(cites: Sequence[str], book: Book, articles: Articles) -> Sequence[str]:
    """The citations whose position is the stricter: one that can be ranked, else all of the hardest
    level, which then hold side by side."""
    for cite in articles.strictest:
        if cite in cites:
            return (cite,)
    shares = {c: s for c in cites if (s := _share(c, book, articles)) is not None}
    if shares:
        return (max(shares, key=lambda c: (shares[c].fraction, shares[c].op is Op.GT)),)
    found = [a for c in cites if (a := book.article(c)) is not None]
    blocks = [a.cite for a in found if a.severity is Severity.BLOCK]
    return blocks or list(cites)
