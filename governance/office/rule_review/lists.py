"""The list of execution records."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from governance.listing.table import Column, Empty, Filter, Listing, register_listing, where, year_filter
from governance.office.rule_review.models import ExecutionRecord

EXECUTION = register_listing(
    Listing(
        name="rule-execution",
        title=_("制度执行记录"),
        counted=_("共%(n)s次"),
        rows=lambda actor: ExecutionRecord.objects.visible_to(actor),
        columns=(
            Column(
                "ci",
                _("哪一次"),
                str,
                order=("held_on", "id"),
                url=lambda row: reverse("rule_review:execution-page", args=[row.pk]),
            ),
            Column("zhidu", _("制度"), lambda row: "、".join(row.titles)),
            Column("shui", _("由谁"), lambda row: row.by, order=("by", "id")),
            Column("qingkuang", _("情况"), lambda row: row.found),
            Column("chuli", _("处理"), lambda row: row.handled),
            Column("renshu", _("人数"), lambda row: row.people, kind="number", shown=False),
            Column("chaosong", _("抄送"), lambda row: row.copied_to, shown=False),
        ),
        filters=(
            Filter(
                "lei",
                _("做了什么"),
                where("kind"),
                "tabs",
                lambda actor, rows: ExecutionRecord.Kind.choices,
                field="kind",
                fixed=True,
            ),
            year_filter("held_on"),
            Filter(
                "q",
                _("情况、由谁"),
                lambda rows, typed, actor: rows.filter(Q(found__icontains=typed) | Q(by__icontains=typed)),
            ),
        ),
        order=("-held_on", "-id"),
        empty=Empty(
            filtered=_("没有这样的记录。"),
            none=_("还没有制度执行记录。"),
            next=_("学习、检查、抽查制度执行，受理投诉，征求意见，由党政办、组织办、纪委登记。"),
        ),
    )
)
