"""Old resolutions as pages show them: the list with its filters and sum, one of them, the batches."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Prefetch, Q, QuerySet, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from governance.access.actor import Actor
from meetings.models import PastClause, PastResolution
from meetings.models.base import Matter, Outcome

PER_PAGE = 20
GREAT = "sanzhongyida"
GREAT_MATTERS = (Matter.MAJOR_DECISION, Matter.PERSONNEL, Matter.MAJOR_PROJECT, Matter.LARGE_SUM)
FILTERS = ("nian", "leibie", "jieguo", "ci", "pi")


def past_chosen(actor: Actor, query: Mapping[str, str]) -> tuple[QuerySet[PastResolution], dict[str, str]]:
    """Filters: `nian` year, `leibie` matter or the great ones, `jieguo` outcome, `pi` batch, `ci` words."""
    filters = {key: query.get(key, "").strip() for key in FILTERS}
    found = PastResolution.objects.visible_to(actor)
    batch = filters["pi"]
    found = (
        found.filter(batch_id=int(batch))
        if batch.isascii() and batch.isdigit() and len(batch) < 10
        else (found.standing())
    )
    year = filters["nian"]
    if year.isascii() and year.isdigit() and len(year) == 4:
        found = found.filter(decided_on__year=int(year)) if 1900 < int(year) < 2200 else found.none()
    if filters["leibie"] == GREAT:
        found = found.filter(matter__in=GREAT_MATTERS)
    elif filters["leibie"] in Matter.values:
        found = found.filter(matter=filters["leibie"])
    if filters["jieguo"] in Outcome.values:
        found = found.filter(outcome=filters["jieguo"])
    if words := filters["ci"]:
        found = found.filter(
            Q(number__icontains=words)
            | Q(title__icontains=words)
            | Q(text__icontains=words)
            | Q(source__icontains=words)
        )
    found = found.select_related("batch").prefetch_related(
        Prefetch("clauses", PastClause.objects.order_by("order"))
    )
    return found.order_by("-decided_on", "batch_id", "line"), filters


def past_page(actor: Actor, query: Mapping[str, str]) -> dict[str, Any]:
    """Six queries for any number of rows."""
    found, filters = past_chosen(actor, query)
    page: Page = Paginator(found, PER_PAGE).get_page(query.get("page"))
    days = PastResolution.objects.visible_to(actor).standing().dates("decided_on", "year", order="DESC")
    return {
        "page_obj": page,
        "filters": filters,
        "filtered": any(filters.values()),
        "years": [d.year for d in days],
        "total": adopted_sum(found),
    }


def past_beside(actor: Actor, query: Mapping[str, str]) -> dict[str, Any] | None:
    """How many old resolutions fit the filters of the index, and the sum of the adopted; None for none."""
    found, _filters = past_chosen(actor, query)
    adopted = Sum("amount", filter=Q(outcome=Outcome.ADOPTED))
    counts = found.order_by().aggregate(n=Count("pk"), total=adopted)
    return counts if counts["n"] else None


def adopted_sum(found: QuerySet[PastResolution]) -> Any:
    adopted = found.order_by().filter(outcome=Outcome.ADOPTED)
    return adopted.aggregate(total=Sum("amount"))["total"]


HEADS = (
    gettext_noop("决议号或纪要号"),
    gettext_noop("会议日期"),
    gettext_noop("会议"),
    gettext_noop("事项"),
    gettext_noop("类别"),
    gettext_noop("金额（元）"),
    gettext_noop("结果"),
    gettext_noop("决议内容"),
    gettext_noop("落实"),
    gettext_noop("原始材料"),
    gettext_noop("来源"),
)


def past_row(row: PastResolution) -> tuple[Any, ...]:
    return (
        row.number,
        row.decided_on,
        row.meeting,
        row.title,
        str(row.get_matter_display()),
        row.amount,
        str(row.get_outcome_display()),
        row.text,
        "\n".join(_clause(c) for c in row.clauses.all()),
        row.source,
        _("历史录入（%(state)s）") % {"state": row.batch.get_status_display()},
    )


def _clause(clause: PastClause) -> str:
    parts = [
        clause.text,
        clause.owner,
        clause.due_on.isoformat() if clause.due_on else "",
        clause.carried_out,
    ]
    return "；".join(part for part in parts if part)
