"""Drawing numbers: one series per town, kind and year, without gaps, under a row lock."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from governance.documents.models import NumberSeries
from governance.people.document_codes import document_code_on
from governance.people.models import Organization

# The series of a year goes on under a new code: no number is given twice.
# {code} is the town's document code (稔委); no padding zeros, no 第 (GB/T 9704-2012).
_FORMATS = {
    "minutes": "{code}纪〔{year}〕{n}号",
    "resolution": "{code}决〔{year}〕{n}号",
}


class NoDocumentCode(ValueError):
    """The town has no 文号代字 yet."""


def draw_number(organization: Organization, kind: str, day: date) -> str:
    """Draw the next number inside the open act. KeyError for an unknown kind; NoDocumentCode when
    the town has no code to number with."""
    layout = _FORMATS[kind]
    code = document_code_on(organization, day)
    if not code:
        raise NoDocumentCode(
            _("%(town)s还没有文号代字，请党政办在“文印”提出，经党委书记核准。") % {"town": organization}
        )
    # The organization row is the lock: a series that does not exist yet cannot be locked itself.
    Organization.objects.select_for_update(of=("self",)).get(pk=organization.pk)
    series = NumberSeries.objects.filter(
        organization=organization, kind=kind, year=day.year
    ).first() or NumberSeries(organization=organization, kind=kind, year=day.year)
    series.last += 1
    series.save()
    return layout.format(code=code, year=day.year, n=series.last)
