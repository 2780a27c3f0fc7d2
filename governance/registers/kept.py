"""What `verifyaudit` asks of registers: files are the ones that were kept, months add up to the rows, and no edition
has parted from its hash."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Aggregate, Count, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, TruncMonth

from governance.audit.evidence import register_check
from governance.audit.replay import Break
from governance.documents.files_kept import broken_files
from governance.people.models import Organization
from governance.registers import catalogue
from governance.registers.models import EntryFile, RegisterEdition, RegisterEntry, RegisterMonth


def compare_files(organization_id: int | None) -> Iterator[Break]:
    kept = EntryFile.objects.order_by("pk")
    if organization_id is not None:
        kept = kept.filter(organization_id=organization_id)
    yield from broken_files(
        (row.organization_id, row.file, row.file_digest, f"governance.entryfile {row.pk}")
        for row in kept.iterator()
    )


def compare_months(organization_id: int | None) -> Iterator[Break]:
    """The months are added up act by act; added up anew they say the same."""
    rows, months = RegisterEntry.objects.order_by(), RegisterMonth.objects.exclude(entries=0, cents=0)
    if organization_id is not None:
        rows, months = (
            rows.filter(organization_id=organization_id),
            months.filter(organization_id=organization_id),
        )
    anew = {
        (r["organization_id"], r["register"], r["at"], r["status"]): (r["n"], r["cents"])
        for r in rows.annotate(at=TruncMonth("happened_on"))
        .values("organization_id", "register", "at", "status")
        .annotate(n=Count("pk"), cents=Sum("amount_cents"))
    }
    kept = {(m.organization_id, m.register, m.month, m.status): (m.entries, m.cents) for m in months}
    for key in sorted(anew.keys() | kept.keys(), key=str):
        town, register, month, status = key
        if anew.get(key) != kept.get(key) and _differ_still(*key):
            yield Break(town, None, "register_month_differs", f"{register} {month:%Y-%m} {status}")


def _differ_still(town: int, register: str, month: date, status: str) -> bool:
    """Asked once more in one statement, which sees both sides of an act or neither: somebody may be at work."""
    at = {"organization_id": town, "register": register, "status": status}
    following = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    rows = RegisterEntry.objects.filter(**at, happened_on__gte=month, happened_on__lt=following)
    months = RegisterMonth.objects.filter(**at, month=month)
    sums = Organization.objects.filter(pk=town).values_list(
        Coalesce(_one(rows, Count("pk")), 0),
        Coalesce(_one(rows, Sum("amount_cents")), 0),
        Coalesce(_one(months, Sum("entries")), 0),
        Coalesce(_one(months, Sum("cents")), 0),
    )
    entries, cents, entries_kept, cents_kept = sums.get()
    return (entries, cents) != (entries_kept, cents_kept)


def _one(rows: QuerySet, of: Aggregate) -> Subquery:
    return Subquery(rows.order_by().values("organization_id").annotate(one=of).values("one"))


def compare_editions(organization_id: int | None) -> Iterator[Break]:
    editions = RegisterEdition.objects.order_by("pk")
    if organization_id is not None:
        editions = editions.filter(organization_id=organization_id)
    for row in editions.iterator():
        if catalogue.digest_of(row.text) != row.digest:
            yield Break(
                row.organization_id, None, "register_edition_differs", f"governance.registeredition {row.pk}"
            )


register_check("register files", compare_files, thorough=True)
register_check("register months", compare_months, thorough=True)
register_check("register editions", compare_editions)
