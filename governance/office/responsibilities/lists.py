"""The list of letters: everybody's of every year, who has signed and whom one waits for."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from governance.listing.table import Column, Empty, Filter, Listing, register_listing, where
from governance.office.responsibilities.models import LetterRound, ResponsibilityLetter


def _shape(row: Any) -> str:
    return {"signed": "done", "checked": "near"}.get(row.status, "")


def _years(actor: Any, rows: Any) -> list[tuple[str, str]]:
    years = rows.values_list("round__year", flat=True).order_by("-round__year").distinct()
    return [(str(year), str(year)) for year in years]


LETTERS = register_listing(
    Listing(
        name="responsibility-letters",
        title=_("责任书名单"),
        counted=_("共%(n)s份"),
        rows=lambda actor: ResponsibilityLetter.objects.visible_to(actor),
        dress=lambda rows, actor: rows.select_related("round", "person", "unit"),
        columns=(
            Column(
                "shui",
                _("责任人"),
                lambda row: row.who,
                order=("person__name", "id"),
                url=lambda row: reverse("responsibilities:letter", args=[row.pk]),
            ),
            Column("shenfen", _("身份"), lambda row: row.get_capacity_display(), order=("capacity", "id")),
            Column("zhiwu", _("职务"), lambda row: row.title),
            Column("nian", _("年度"), lambda row: row.round.year, order=("round__year", "id")),
            Column("zhong", _("哪一种"), lambda row: row.round.get_kind_display()),
            Column("zhuangtai", _("状态"), lambda row: row.get_status_display(), kind="state", shape=_shape),
            Column("cha", _("还差谁签"), lambda row: row.waits_for),
            Column(
                "dangwei", _("党委一方签字"), lambda row: row.upper_on, kind="day", order=("upper_on", "id")
            ),
            Column("benren", _("责任人签字"), lambda row: row.lower_on, kind="day", order=("lower_on", "id")),
        ),
        filters=(
            Filter(
                "zt",
                _("状态"),
                where("status"),
                "tabs",
                lambda actor, rows: ResponsibilityLetter.Status.choices,
                field="status",
                fixed=True,
            ),
            Filter("nian", _("年度"), where("round__year"), "choice", _years),
            Filter(
                "lei",
                _("哪一种"),
                where("round__kind"),
                "choice",
                lambda actor, rows: LetterRound.Kind.choices,
            ),
            Filter(
                "q",
                _("姓名"),
                lambda rows, typed, actor: rows.filter(person__name__icontains=typed),
            ),
        ),
        order=("-round__year", "round_id", "id"),
        empty=Empty(
            filtered=_("没有这样的责任书。"),
            none=_("还没有责任书。"),
            next=_("由党政办、纪委办、组织办发起本年的，一次备齐。"),
        ),
    )
)
