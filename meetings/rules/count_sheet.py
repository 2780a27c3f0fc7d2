"""The count sheet (P-04): the customary four figures and the choices must add up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from governance.rules.book import Book
from governance.rules.days import WorkingCalendar
from governance.rules.facts import whole
from governance.rules.registry import rule
from governance.rules.verdict import Finding, Severity, Status, Verdict
from governance.rules.wording import Sentence, gettext_noop, register_sentences

NAME = "meetings.count_sheet"
# The form belongs to the articles that ask for a vote; the first one the committee adopted is cited.
ARTICLES = ("S1-01:七-4f", "S1-01:七-4e", "S0-04:二-6a", "S0-06:十二d")

register_sentences(
    {
        "meetings.count_sheet.returned_above_issued": Sentence(
            gettext_noop("收回{returned}张，多于发出的{issued}张，多{over}张。"),
            gettext_noop("请计票人、监票人当场重新清点，再录入；确实多出的，本项表决作废重投。"),
        ),
        "meetings.count_sheet.issued_differs": Sentence(
            gettext_noop("发出{issued}张，表决人是{roll}名，应一人一张。"),
            gettext_noop("请按表决名单核对发出张数。"),
        ),
        "meetings.count_sheet.parts_differ": Sentence(
            gettext_noop("有效{valid}加无效{invalid}，不等于收回的{returned}张。"),
            gettext_noop("请重新清点有效票和无效票。"),
        ),
        "meetings.count_sheet.choices_differ": Sentence(
            gettext_noop("赞成{aye}、反对{nay}、弃权{abstain}，合计不等于有效的{valid}张。"),
            gettext_noop("请重新清点各项票数。"),
        ),
        "meetings.count_sheet.adds_up": Sentence(
            gettext_noop("发出{issued}、收回{returned}、有效{valid}、无效{invalid}，前后相符。"),
            "",
        ),
    }
)


@dataclass(frozen=True)
class CountSheetFacts:
    """What the teller typed; `roll` is the number of members who may vote in this round."""

    roll: int
    issued: int
    returned: int
    valid: int
    invalid: int
    aye: int
    nay: int
    abstain: int

    def __post_init__(self) -> None:
        whole(**vars(self))


@rule(NAME, facts=CountSheetFacts)
def count_sheet(facts: CountSheetFacts, book: Book, calendar: WorkingCalendar) -> Verdict:
    """发出、收回、有效、无效: one ballot for each member of the roll, no more back than went out, valid and
    invalid make the returned, the choices make the valid."""
    figures = vars(facts)
    problems = []
    if facts.issued != facts.roll:
        problems.append("issued_differs")
    if facts.returned > facts.issued:
        problems.append("returned_above_issued")
    if facts.valid + facts.invalid != facts.returned:
        problems.append("parts_differ")
    if facts.aye + facts.nay + facts.abstain != facts.valid:
        problems.append("choices_differ")
    extra: dict[str, Any] = {**figures, "over": max(0, facts.returned - facts.issued)}
    if problems:
        return Verdict(findings=tuple(_finding(book, Status.FAIL, code, extra) for code in problems))
    return Verdict(findings=(_finding(book, Status.PASS, "adds_up", dict(figures)),))


def _finding(book: Book, status: Status, code: str, figures: dict[str, Any]) -> Finding:
    cite = next((c for c in ARTICLES if book.article(c) is not None), "")
    return Finding(
        NAME,
        cite,
        book.edition(cite) if cite else "",
        status,
        Severity.BLOCK,
        f"{NAME}.{code}",
        figures=figures,
    )
