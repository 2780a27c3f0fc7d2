"""How often each article was used: read from the trail, link by link, and never anything else.

The tick reads what is new into `ArticleUse`; a page adds what came since, so that it is true at the moment it is
opened whether or not anything ticks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.db.models.functions import TruncMonth

from governance.audit.models import Act, ChainEntry
from governance.deadlines.models import Reminder
from governance.office.rule_review.models import ArticleUse, MissedPeriod, UsesRead
from governance.people.models import Organization
from governance.rules.verdict import Finding, Severity, Status, Verdict

Kind = ArticleUse.Kind
AT_ONCE = 2000  # links read in one transaction
_WORST = (Kind.HELD, Kind.UNCLEAR, Kind.WARNED, Kind.REFUSED)


@dataclass(frozen=True)
class Counts:
    """What became of an article in a period. `late`: duties under it that were reminded of after their day."""

    held: int = 0
    unclear: int = 0
    warned: int = 0
    refused: int = 0
    late: int = 0

    @property
    def used(self) -> int:
        return self.held + self.unclear + self.warned + self.refused

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(a + b for a, b in zip(self.row, other.row, strict=True)))

    @property
    def row(self) -> tuple[int, int, int, int, int]:
        return self.held, self.unclear, self.warned, self.refused, self.late


def uses_of(act: Act) -> dict[str, str]:
    """Citation → kind. A refused act counts where it was stopped and what held beside that; what was only warned of
    is judged once more when the act is done."""
    found: dict[str, str] = {}
    for finding in Verdict.from_dict(act.verdict).findings:
        kind = _kind(finding, refused=act.outcome == Act.Outcome.REFUSED)
        if kind is None:
            continue
        standing = found.get(finding.article)
        if standing is None or _WORST.index(kind) > _WORST.index(Kind(standing)):
            found[finding.article] = kind
    return found


def _kind(finding: Finding, *, refused: bool) -> Kind | None:
    if not finding.article or finding.status is Status.NOT_APPLICABLE:
        return None
    if finding.status is Status.PASS:
        return Kind.HELD
    if finding.severity is Severity.BLOCK:
        return Kind.REFUSED
    if refused:
        return None
    return Kind.WARNED if finding.status is Status.FAIL else Kind.UNCLEAR


def read_on(organization_id: int) -> int:
    """Read the next links of a town's trail; how many. Two readers at once: the second waits and finds none."""
    with transaction.atomic():
        UsesRead.objects.get_or_create(organization_id=organization_id)
        mark = UsesRead.objects.select_for_update().get(organization_id=organization_id)
        links = _links(organization_id, mark.seq)[:AT_ONCE]
        entries = list(links)
        if not entries:
            return 0
        ArticleUse.objects.bulk_create(_rows(organization_id, _acts(entries)), ignore_conflicts=True)
        mark.seq = entries[-1][0]
        mark.save(update_fields=["seq"])
    return len(entries)


def read_all_towns() -> int:
    """For the tick: every town up to the end of its trail."""
    total = 0
    for pk in Organization.objects.filter(kind=Organization.Kind.TOWN_COMMITTEE).values_list("pk", flat=True):
        while (read := read_on(pk)) > 0:
            total += read
    return total


def _links(organization_id: int, after: int) -> Any:
    links = ChainEntry.objects.filter(organization_id=organization_id, seq__gt=after)
    return links.order_by("seq").values_list("seq", "act_id")


def _acts(entries: Iterable[tuple[int, Any]]) -> Iterator[Act]:
    ids = [act_id for _seq, act_id in entries]
    for start in range(0, len(ids), 500):
        yield from Act.objects.filter(pk__in=ids[start : start + 500]).only(
            "id", "outcome", "happened_on", "verdict"
        )


def _rows(organization_id: int, acts: Iterable[Act]) -> list[ArticleUse]:
    return [
        ArticleUse(
            organization_id=organization_id, act_id=act.pk, cite=cite, happened_on=act.happened_on, kind=kind
        )
        for act in acts
        for cite, kind in uses_of(act).items()
    ]


def unread(organization_id: int) -> list[ArticleUse]:
    """Uses in the links the tick has not read yet, unsaved."""
    mark = UsesRead.objects.filter(organization_id=organization_id).first()
    return _rows(organization_id, _acts(_links(organization_id, mark.seq if mark else 0)))


def counts_by_article(organization_id: int, first: date, last: date) -> dict[str, Counts]:
    """Citation → what became of it from `first` to `last`, both included. Five queries at most."""
    found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    kept = ArticleUse.objects.filter(organization_id=organization_id, happened_on__range=(first, last))
    for cite, kind, n in kept.values_list("cite", "kind").annotate(n=Count("id")).order_by():
        found[cite][kind] += n
    for use in unread(organization_id):
        if first <= use.happened_on <= last:
            found[use.cite][use.kind] += 1
    counts = {cite: Counts(**kinds) for cite, kinds in found.items()}
    for cite, late in late_by_article(organization_id, first, last).items():
        counts[cite] = replace(counts.get(cite, Counts()), late=late)
    return counts


def counts_by_month(
    organization_id: int, first: date, last: date, cites: frozenset[str] | None = None
) -> dict[date, Counts]:
    """First day of each month from `first` to `last` → what became of these articles (of all) in it."""
    found: dict[date, dict[str, int]] = {month: defaultdict(int) for month in months(first, last)}
    kept = ArticleUse.objects.filter(organization_id=organization_id, happened_on__range=(first, last))
    if cites is not None:
        kept = kept.filter(cite__in=cites)
    monthly = kept.annotate(month=TruncMonth("happened_on")).values_list("month", "kind")
    for month, kind, n in monthly.annotate(n=Count("id")).order_by():
        found[month][kind] += n
    for use in unread(organization_id):
        if first <= use.happened_on <= last and (cites is None or use.cite in cites):
            found[use.happened_on.replace(day=1)][use.kind] += 1
    return {month: Counts(**kinds) for month, kinds in found.items()}


def months(first: date, last: date) -> Iterator[date]:
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)


def late_by_article(organization_id: int, first: date, last: date) -> Mapping[str, int]:
    """Duties due in the period that were reminded of after their day, and periods that ended in it with less done
    than asked, by the articles that set them. Two queries."""
    late = Reminder.objects.filter(
        organization_id=organization_id, due_on__range=(first, last), offset__gt=0
    ).exclude(cites="")
    found: dict[str, int] = defaultdict(int)
    for _duty, _due_on, cites in set(late.values_list("duty", "due_on", "cites").order_by()):
        for cite in cites.split(" "):
            found[cite] += 1
    missed = MissedPeriod.objects.filter(organization_id=organization_id, last__range=(first, last))
    for cite in missed.values_list("cite", flat=True).order_by():
        found[cite] += 1
    return found
