"""Old resolutions as a list, like the index of decisions, and what of them fits the filters of that index."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from governance.access.actor import Actor
from governance.listing.asking import narrowed
from governance.listing.table import (
    Choices,
    Column,
    Empty,
    Filter,
    Listing,
    register_listing,
    where,
    year_filter,
)
from governance.templatetags.wordings import money
from meetings.models import PastClause, PastResolution, ResolutionImport
from meetings.models.base import Outcome
from meetings.pages.resolutions import OUTCOME_KINDS, matter_filter


def _in_batch(rows: QuerySet, value: str, actor: Actor) -> QuerySet:
    """The first of the filters, so that a batch taken back, which the list leaves out, can still be read."""
    return PastResolution.objects.visible_to(actor).filter(batch_id=value)


def _batches(actor: Actor, rows: Any) -> Choices:
    batches = ResolutionImport.objects.visible_to(actor)
    return [(str(b.pk), f"{b.file_name}　{b.entered_on:%Y-%m-%d}　{b.get_status_display()}") for b in batches]


def _words(rows: QuerySet, words: str, actor: Actor) -> QuerySet:
    return rows.filter(
        Q(number__icontains=words)
        | Q(title__icontains=words)
        | Q(text__icontains=words)
        | Q(source__icontains=words)
    )


def _dressed(rows: QuerySet, actor: Actor) -> QuerySet:
    clauses = Prefetch("clauses", PastClause.objects.order_by("order"))
    return rows.select_related("batch").prefetch_related(clauses)


def _adopted(rows: QuerySet) -> dict[str, Any]:
    """How many, and the sum of those that were adopted. One query."""
    total = Sum("amount", filter=Q(outcome=Outcome.ADOPTED))
    return rows.order_by().aggregate(n=Count("pk"), total=total)


def _sum(rows: QuerySet) -> str:
    total = _adopted(rows)["total"]
    return _now("通过的金额合计%(sum)s元") % {"sum": money(total, "table")} if total else ""


def _entered(row: PastResolution) -> str:
    return _now("历史录入（%(state)s）") % {"state": row.batch.get_status_display()}


def _clauses(row: PastResolution) -> str:
    return "\n".join(
        "；".join(
            part
            for part in (c.text, c.owner, c.due_on.isoformat() if c.due_on else "", c.carried_out)
            if part
        )
        for c in row.clauses.all()
    )


PAST = register_listing(
    Listing(
        name="past",
        title=_("历史决议"),
        counted=_("共%(n)s件"),
        rows=lambda actor: PastResolution.objects.visible_to(actor).standing(),
        dress=_dressed,
        total=_sum,
        order=("-decided_on", "batch_id", "line"),
        columns=(
            Column(
                "shixiang",
                _("事项"),
                lambda r: r.title,
                order=("title",),
                url=lambda r: reverse("meetings:past", args=[r.pk]),
                sub=_entered,
            ),
            Column("hao", _("决议号或纪要号"), lambda r: r.number, order=("number",), kept_on_sheet=True),
            Column("riqi", _("会议日期"), lambda r: r.decided_on, "day", ("decided_on",), kept_on_sheet=True),
            Column("huiyi", _("会议"), lambda r: r.meeting, shown=False, kept_on_sheet=True),
            Column(
                "leibie",
                _("类别"),
                lambda r: str(r.get_matter_display()),
                order=("matter",),
                kept_on_sheet=True,
            ),
            Column(
                "jine", _("金额（元）"), lambda r: r.amount, "money", order=("amount",), kept_on_sheet=True
            ),
            Column(
                "jieguo",
                _("结果"),
                lambda r: str(r.get_outcome_display()),
                "state",
                order=("outcome",),
                shape=lambda r: OUTCOME_KINDS[r.outcome],
                kept_on_sheet=True,
            ),
            Column("neirong", _("决议内容"), lambda r: r.text, shown=False, kept_on_sheet=True),
            Column("luoshi", _("落实"), _clauses, shown=False, kept_on_sheet=True),
            Column("cailiao", _("原始材料"), lambda r: r.source, order=("source",), kept_on_sheet=True),
            Column("laiyuan", _("来源"), _entered, shown=False, kept_on_sheet=True),
        ),
        filters=(
            Filter("pi", _("批次"), _in_batch, "choice", _batches, fixed=True),
            Filter("ci", _("号、事项、内容、原始材料"), _words),
            year_filter("decided_on"),
            matter_filter("matter"),
            Filter(
                "jieguo",
                _("结果"),
                where("outcome"),
                "choice",
                lambda actor, rows: Outcome.choices,
                fixed=True,
            ),
        ),
        empty=Empty(
            _("这样筛选没有历史决议。"), _("还没有录入历史决议。"), _("由党政办下载模板，填好上传。")
        ),
    )
)


def past_beside(actor: Actor, query: Mapping[str, str]) -> dict[str, Any] | None:
    """How many old resolutions fit the filters of the index, and the sum of the adopted; None for none."""
    counts = _adopted(narrowed(PAST, actor, query)[0])
    return counts if counts["n"] else None
