"""What a committee may set as its own figure.

Never looser than the text above it unless that text delegates (design §3, Figures); a share must be
reachable by a full house and monotone in ayes; the value must be of the figure's own type.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from governance.rules.book import Article, FigureSpec
from governance.rules.figure_values import TYPES, has_type
from governance.rules.figures import (
    Amount,
    Level,
    MonthDay,
    Op,
    Ratio,
    Share,
    Span,
    TimeOfDay,
    Value,
)
from governance.rules.library import Library
from governance.rules.wording import Sentence, gettext_noop, register_sentences, render_message

_ = gettext_noop

# From the narrowest to the widest count of people: the same fraction of a wider base asks for more.
VOTING_BASES = ("votes_cast", "present", "entitled", "members")
_WHOLE = frozenset({"count", "day", "workday", "week", "month", "year", "per_period", "minute"})
_LOWER = (Op.GE, Op.GT)
_UPPER = (Op.LE, Op.LT)

register_sentences(
    {
        "rulebook.figure.unknown": Sentence(_("{cite}没有“{name}”这个数"), _("请照制度页上的条和数提出。")),
        "rulebook.figure.superseded": Sentence(_("{cite}只作历史存照，不再设数"), _("请对现行的条提出。")),
        "rulebook.figure.wrong_type": Sentence(
            _("“{name}”应写成{expected}，不能写“{value}”"), _("请照这一条的写法写。")
        ),
        "rulebook.figure.wrong_direction": Sentence(
            _("“{name}”写“{value}”，与原文“{shipped}”的方向相反"), _("请照原文的方向写。")
        ),
        "rulebook.figure.negative": Sentence(_("“{name}”不能写负数"), _("请写0以上的数。")),
        "rulebook.figure.not_whole": Sentence(_("“{name}”要写整数，不能写“{value}”"), _("请写整数。")),
        "rulebook.figure.base_unfit": Sentence(
            _("“{name}”的基数只能用{expected}，不能用{base}"), _("请换成{expected}。")
        ),
        "rulebook.figure.not_monotone": Sentence(
            _("“{name}”写“{value}”，多一票反而可能不通过"), _("请写成“不少于”或“超过”。")
        ),
        "rulebook.figure.unreachable": Sentence(
            _("“{name}”写“{value}”，全体到会、全体赞成也达不到"), _("请写全体到会、全体赞成时够得到的数。")
        ),
        "rulebook.figure.below_half": Sentence(
            _("“{name}”写“{value}”，赞成不过半也能通过，不是多数"), _("请写超过二分之一，或更高。")
        ),
        "rulebook.figure.looser": Sentence(
            _("“{name}”写“{value}”，比制度原定的“{shipped}”宽；{cite}没有授权放宽，只能相同或从严"),
            _("请写不比“{shipped}”宽的值；确要放宽的，请示上级。"),
        ),
        "rulebook.figure.looser_than_upper": Sentence(
            _("“{name}”写“{value}”，比上级规定的“{shipped}”宽（{upper}），只能相同或从严"),
            _("请写不比“{shipped}”宽的值。"),
        ),
    }
)

_EXPECTED = {
    "share": _("比例（如 >1/2@entitled）"),
    "ratio": _("两数之比（如 3:1）"),
    "clock": _("时刻（如 <=08:30）"),
    "clock_span": _("起止时刻（如 07:00..07:30）"),
    "month_day": _("月日（如 <=06-08）"),
    "month_day_span": _("起止月日（如 07-21..08-31）"),
    "weekday": _("星期（如 weekday 5）"),
    "education": _("学历（如 >=大专@education）"),
    "word": _("文字"),
    "options": _("几项文字（用 | 隔开）"),
}
_EXPECTED_AMOUNT = _("数目和单位（单位：{unit}）")


@dataclass(frozen=True)
class Problem:
    """Why a value cannot be set; `str()` gives the Chinese sentence."""

    code: str
    figures: Mapping[str, Any]

    def message(self, translate: Callable[[str], str] = str) -> str:
        return render_message(self.code, self.figures, translate)

    def __str__(self) -> str:
        return self.message()


def check_override(
    library: Library, cite: str, name: str, value: Value, on: date | None = None
) -> list[Problem]:
    """Every reason why a committee may not set this value; empty when it may.

    `on` is the first day the value shall hold: it chooses the text it is measured against.
    """
    try:
        article = library.article(cite, on)
        spec = article.figure_specs[name]
    except KeyError:
        return [Problem("rulebook.figure.unknown", {"cite": cite, "name": name})]
    say = library.vocabulary.phrase
    label = library.vocabulary.figure(cite, name)
    shipped = _shipped(article, name, on)
    known = {"cite": cite, "name": label, "value": say(value), "shipped": say(shipped)}
    if article.superseded:
        return [Problem("rulebook.figure.superseded", known)]
    if not (has_type(spec, value) or _working_days_for_days(spec, value)):
        return [Problem("rulebook.figure.wrong_type", {**known, "expected": _expected(library, spec)})]
    problems = [Problem(f"rulebook.figure.{code}", known) for code in _own_faults(article, spec, value)]
    base = _unfit_base(article, spec, value)
    if base is not None:
        words = library.vocabulary.bases
        expected = "、".join(words[b] for b in base)
        unfit = {**known, "expected": expected, "base": words.get(value.base, value.base)}  # type: ignore[union-attr]
        problems.append(Problem("rulebook.figure.base_unfit", unfit))
    if problems:
        return problems
    if shipped is not None and name not in article.delegated and looser(spec, value, shipped):
        problems.append(Problem("rulebook.figure.looser", known))
    if spec.upper:
        upper_cite, _sep, upper_name = spec.upper.rpartition(".")
        above = library.article(upper_cite)
        limit = _shipped(above, upper_name, on)
        if limit is not None and looser(above.figure_specs[upper_name], value, limit):
            seen = {**known, "shipped": say(limit), "upper": upper_cite}
            problems.append(Problem("rulebook.figure.looser_than_upper", seen))
    return problems


def _working_days_for_days(spec: FigureSpec, value: Value) -> bool:
    """So many working days are never fewer days: allowed where more binds harder."""
    in_workdays = isinstance(value, Amount | Span) and value.unit == "workday"
    return in_workdays and spec.type == "day" and spec.stricter == "up"


def looser(spec: FigureSpec, value: Value, than: Value) -> bool:
    """Whether `value` binds less than `than` in the figure's own direction."""
    if spec.stricter == "free":
        return False
    if isinstance(value, Share) and isinstance(than, Share) and value.base != than.base:
        if value.base not in VOTING_BASES or than.base not in VOTING_BASES:
            return True  # shares of different things cannot be compared, so nothing shows that it is not
        if VOTING_BASES.index(value.base) < VOTING_BASES.index(than.base):
            return spec.stricter == "up"
    if _unit(value) != _unit(than):
        # so many working days are never fewer days; the other way round nothing is certain
        longer = (_unit(value), _unit(than)) == ("workday", "day")
        shorter = (_unit(value), _unit(than)) == ("day", "workday")
        if not (longer if spec.stricter == "up" else shorter):
            return True
    sign = 1 if spec.stricter == "up" else -1
    mine, other = _bound(value, spec.stricter), _bound(than, spec.stricter)
    if mine is None or other is None:
        return False
    return sign * mine[0] < sign * other[0] or (mine[0] == other[0] and mine[1] < other[1])


def _unit(value: Value) -> str:
    return value.unit if isinstance(value, Amount | Span) else ""


def _bound(value: Value, direction: str) -> tuple[Fraction, bool] | None:
    """The number that binds, and whether it is excluded (which binds harder)."""
    match value:
        case Share():
            return value.fraction, value.op in (Op.GT, Op.LT)
        case Amount():
            return value.number, value.op in (Op.GT, Op.LT)
        case Span():
            return (value.low if direction == "up" else value.high), False
        case Ratio():
            return Fraction(value.left, value.right), value.op in (Op.GT, Op.LT)
        case TimeOfDay():
            return Fraction(value.at.hour * 60 + value.at.minute), value.op in (Op.GT, Op.LT)
        case MonthDay():
            return Fraction(value.month * 100 + value.day), value.op in (Op.GT, Op.LT)
        case Level():
            return Fraction(value.rank), value.op in (Op.GT, Op.LT)
    return None


def _shipped(article: Article, name: str, on: date | None) -> Value | None:
    current = None
    for dated in article.figures[name]:
        if on is None or dated.since is None or dated.since <= on:
            current = dated.value
    return current


def _own_faults(article: Article, spec: FigureSpec, value: Value) -> list[str]:
    """Faults of the value in itself, whatever the text above says."""
    faults = []
    op = getattr(value, "op", None)
    if (spec.op in _LOWER and op in _UPPER) or (spec.op in _UPPER and op in _LOWER):
        faults.append("wrong_direction")
    if isinstance(value, Amount | Span):
        numbers = (value.number,) if isinstance(value, Amount) else (value.low, value.high)
        if any(n < 0 for n in numbers):
            faults.append("negative")
        if spec.type in _WHOLE and any(n.denominator != 1 for n in numbers):
            faults.append("not_whole")
    if isinstance(value, Share) and article.kind in ("quorum", "majority"):
        if value.op not in _LOWER:
            return ["not_monotone"]
        if value.fraction > 1 or (value.fraction == 1 and value.op is Op.GT):
            faults.append("unreachable")
        if value.fraction < 0 or (value.fraction == 0 and value.op is Op.GE):
            faults.append("negative")
        half = Fraction(1, 2)
        if article.kind == "majority" and (
            value.fraction < half or (value.fraction == half and value.op is Op.GE)
        ):
            faults.append("below_half")
    return faults


def _unfit_base(article: Article, spec: FigureSpec, value: Value) -> tuple[str, ...] | None:
    """The bases this share may use, if it uses another one."""
    if not isinstance(value, Share):
        return None
    allowed: tuple[str, ...]
    if article.kind == "quorum":
        allowed = ("entitled", "members")  # a quorum of those present would always be met
    elif article.kind == "majority":
        allowed = VOTING_BASES
    else:
        allowed = (spec.base,)
    return None if value.base in allowed else allowed


def _expected(library: Library, spec: FigureSpec) -> str:
    if TYPES[spec.type].amount:
        unit = library.vocabulary.measures[spec.measure]
        return _EXPECTED_AMOUNT.format(unit=unit)
    return _EXPECTED[spec.type]
