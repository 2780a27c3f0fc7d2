"""Drawing numbers: one series per town, kind and year, without gaps, under a row lock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.audit import clock
from governance.documents.models import NumberSeries
from governance.people.document_codes import document_code_on
from governance.people.models import Organization


# The series of a year goes on under a new code: no number is given twice.
# {code} is the town's document code (稔委); no padding zeros, no 第 (GB/T 9704-2012).
@dataclass(frozen=True)
class Series:
    title: Any
    layout: str


SERIES = {
    "minutes": Series(gettext_lazy("会议纪要"), "{code}纪〔{year}〕{n}号"),
    "resolution": Series(gettext_lazy("决议"), "{code}决〔{year}〕{n}号"),
    "supervision": Series(gettext_lazy("督查事项"), "{code}督〔{year}〕{n}号"),
    "supervision_bulletin": Series(gettext_lazy("督查通报"), "{code}督通〔{year}〕{n}号"),
    "upward": Series(gettext_lazy("请示、报告"), "{code}〔{year}〕{n}号"),
    "incoming": Series(gettext_lazy("下级来文"), "{code}收〔{year}〕{n}号"),
}


class NoDocumentCode(ValueError):
    """The town has no 文号代字 yet."""


def draw_number(organization: Organization, kind: str, day: date) -> str:
    """Draw the next number inside the open act. KeyError for an unknown kind; NoDocumentCode when
    the town has no code to number with."""
    layout = SERIES[kind].layout
    code = document_code_on(organization, day)
    if not code:
        raise NoDocumentCode(
            _("%(town)s还没有文号代字，请党政办在“文印”提出，经党委书记核准。") % {"town": organization}
        )
    return layout.format(code=code, year=day.year, n=draw_place(organization, kind, day.year))


def draw_place(organization: Organization, kind: str, year: int, count: int = 1) -> int:
    """The first of the next `count` places of a series, drawn inside the open act and under the town's lock."""
    # The organization row is the lock: a series that does not exist yet cannot be locked itself. No key of it changes:
    # who only points at the town (every row of it does) does not wait for whoever draws, nor the other way round.
    Organization.objects.select_for_update(of=("self",), no_key=True).get(pk=organization.pk)
    series = NumberSeries.objects.filter(
        organization=organization, kind=kind, year=year
    ).first() or NumberSeries(organization=organization, kind=kind, year=year)
    first = series.last + 1
    series.last += count
    series.save()
    return first


def number_as_written(series: NumberSeries, place: int) -> str:
    """How the number of a gap would read, under the code in use at the end of its year or today."""
    day = min(clock.today(), date(series.year, 12, 31))
    code = document_code_on(series.organization, day)
    return SERIES[series.kind].layout.format(code=code, year=series.year, n=place)
