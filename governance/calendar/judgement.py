"""Whether an arrangement may be entered or confirmed. Pure. No article governs; the way out is said."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from governance.rules.verdict import Finding, Severity, Status, Verdict
from governance.rules.wording import Sentence, register_sentences
from governance.rules.wording import gettext_noop as _

SATURDAY = 5
FEWEST, MOST = 11, 45  # the Regulations on Public Holidays give 13 days off, the notices 25 to 33

register_sentences(
    {
        "calendar.days.fit": Sentence(_("放假{holidays}天，调休上班{workdays}天，日期都在{year}年内。")),
        "calendar.days.other_year": Sentence(_("{day}不在{year}年内。"), _("请核对通知上的日期。")),
        "calendar.days.few": Sentence(
            _("只写了放假{holidays}天，一年至少有{fewest}天。"), _("请照通知把七个节的放假日期都写上。")
        ),
        "calendar.days.many": Sentence(_("写了放假{holidays}天，多于{most}天。"), _("请核对起止日期。")),
        "calendar.days.both": Sentence(_("{day}又写放假又写上班。"), _("请照通知改其中一处。")),
        "calendar.days.no_need": Sentence(
            _("{day}是周一至周五，本来就上班，不用调休。"), _("请核对调休上班的日期。")
        ),
        "calendar.proposal.open": Sentence(_("这一安排待核对。")),
        "calendar.proposal.closed": Sentence(
            _("这一安排现在是“{standing}”，待核对的才能办。"), _("通知有调整的，请系统管理员重新录入。")
        ),
        "calendar.proposal.two_persons": Sentence(_("录入和核对是两个人。")),
        "calendar.proposal.same_person": Sentence(
            _("这一安排由{person}录入，录入和核对须是两个人。"), _("请另一位管理员照通知核对。")
        ),
    }
)


def _finding(code: str, holds: bool, **figures: object) -> Finding:
    status = Status.PASS if holds else Status.FAIL
    return Finding("calendar", "", "", status, Severity.BLOCK, f"calendar.{code}", figures)


def may_enter(year: int, holidays: Mapping[date, str], workdays: frozenset[date]) -> Verdict:
    """Every day is of the year, a make-up day is a weekend day that is no holiday, and the number of
    days off is one a year can have."""
    faults = [
        _finding("days.other_year", False, day=day.isoformat(), year=year)
        for day in sorted({*holidays, *workdays})
        if day.year != year
    ]
    for day in sorted(workdays):
        if day in holidays:
            faults.append(_finding("days.both", False, day=day.isoformat()))
        elif day.weekday() < SATURDAY:
            faults.append(_finding("days.no_need", False, day=day.isoformat()))
    counts = {"holidays": len(holidays), "workdays": len(workdays), "year": year}
    if len(holidays) < FEWEST:
        faults.append(_finding("days.few", False, **counts, fewest=FEWEST))
    if len(holidays) > MOST:
        faults.append(_finding("days.many", False, **counts, most=MOST))
    return Verdict(tuple(faults) or (_finding("days.fit", True, **counts),))


def is_open(*, waiting: bool, status: str) -> Verdict:
    if waiting:
        return Verdict((_finding("proposal.open", True),))
    return Verdict((_finding("proposal.closed", False, standing=status),))


def two_persons(entered_by: int | None, confirms: int | None, name: str) -> Verdict:
    if entered_by is not None and entered_by == confirms:
        return Verdict((_finding("proposal.same_person", False, person=name),))
    return Verdict((_finding("proposal.two_persons", True),))
