"""督查台账: what is shown of each matter, how the register is narrowed and sorted."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from governance.listing.table import (
    Column,
    Empty,
    Filter,
    Listing,
    register_listing,
    where,
    whole,
    year_filter,
)
from governance.people.models import Organization, Person
from meetings.supervision.models import Chase, SupervisedTask

T = SupervisedTask.Status
SHAPES = {
    T.REGISTERED: "near",
    T.APPROVED: "near",
    T.ASSIGNED: "doing",
    T.WORKING: "doing",
    T.REPORTED: "near",
    T.RETURNED: "late",
    T.ACCEPTED: "near",
    T.CLOSED: "done",
    T.FILED: "done",
    T.CANCELLED: "void",
}
LATE, SOON, KEY = "yuqi", "qiri", "zhongdian"


def _words(rows: QuerySet, words: str, actor: Any) -> QuerySet:
    return rows.filter(
        Q(number__icontains=words)
        | Q(title__icontains=words)
        | Q(source_ref__icontains=words)
        | Q(responsible__name__icontains=words)
        | Q(unit__short_name__icontains=words)
    )


def _by_time(rows: QuerySet, value: str, actor: Any) -> QuerySet:
    if value == KEY:
        return rows.filter(key=True)
    in_hand = rows.filter(status__in=SupervisedTask.IN_HAND)
    if value == LATE:
        return in_hand.filter(due_on__lt=actor.day)
    return in_hand.filter(due_on__gte=actor.day, due_on__lte=actor.day + timedelta(days=7))


def _by_key(path: str) -> Any:
    def narrow(rows: QuerySet, text: str, actor: Any) -> QuerySet:
        key = whole(text)
        return rows.filter(**{path: key}) if key is not None else rows

    return narrow


def _units(actor: Any, rows: QuerySet) -> list[tuple[int, str]]:
    found = Organization.objects.filter(pk__in=rows.order_by().values("unit_id"))
    return list(found.order_by("pk").values_list("pk", "short_name"))


def _people(actor: Any, rows: QuerySet) -> list[tuple[int, str]]:
    found = Person.objects.filter(pk__in=rows.order_by().values("responsible_id"))
    return list(found.order_by("pk").values_list("pk", "name"))


def _dress(rows: QuerySet, actor: Any) -> QuerySet:
    per_task = Chase.objects.filter(task=OuterRef("pk")).order_by().values("task").annotate(n=Count("pk"))
    chased = Coalesce(Subquery(per_task.values("n")), 0)
    return rows.annotate(chased=chased).select_related("unit", "responsible", "leader", "organization")


def _unit(task: SupervisedTask) -> str:
    return task.unit.short_name if task.unit else ""


def _due_note(task: SupervisedTask) -> str:
    return str(_("急件")) if task.urgent else ""


TASKS = register_listing(
    Listing(
        name="supervision",
        title=_("督查台账"),
        counted=_("共%(n)s件"),
        rows=lambda actor: SupervisedTask.objects.visible_to(actor),
        dress=_dress,
        order=("-registered_on", "-pk"),
        columns=(
            Column(
                "hao",
                _("督查号"),
                lambda t: t.number,
                order=("registered_on", "pk"),
                url=lambda t: reverse("supervision:task", args=[t.pk]),
                note=lambda t: str(_("重点")) if t.key else "",
            ),
            Column("shixiang", _("督查事项"), lambda t: t.title),
            Column("laiyuan", _("来源"), lambda t: str(t.get_source_display()), order=("source",)),
            Column("laiyuanshuoming", _("来源说明"), lambda t: t.source_ref, shown=False),
            Column("chengban", _("承办单位"), _unit, order=("unit__short_name",)),
            Column(
                "zerenren",
                _("责任人"),
                lambda t: t.responsible.name if t.responsible else "",
                order=("responsible__name",),
            ),
            Column("fenguan", _("分管领导"), lambda t: t.leader.name if t.leader else "", shown=False),
            Column("shixian", _("时限"), lambda t: t.due_on, "day", order=("due_on",), note=_due_note),
            Column(
                "zhuangtai",
                _("状态"),
                lambda t: str(t.get_status_display()),
                "state",
                order=("status",),
                shape=lambda t: SHAPES[t.status],
            ),
            Column("cuiban", _("催办"), lambda t: t.chased, "number", order=("chased",)),
            Column(
                "lixiang", _("立项"), lambda t: t.registered_on, "day", order=("registered_on",), shown=False
            ),
            Column("jiaoban", _("交办"), lambda t: t.assigned_on, "day", order=("assigned_on",), shown=False),
            Column("banjie", _("办结"), lambda t: t.closed_on, "day", order=("closed_on",)),
            Column("jieguo", _("办理结果"), lambda t: t.result, shown=False, kept_on_sheet=True),
            Column("juanhao", _("卷号"), lambda t: t.file_number, shown=False),
        ),
        filters=(
            Filter("ci", _("督查号、事项、单位、责任人"), _words),
            Filter(
                "nian",
                _("年度"),
                year_filter("registered_on").narrow,
                "choice",
                year_filter("registered_on").choices,
            ),
            Filter(
                "laiyuan",
                _("来源"),
                where("source"),
                "choice",
                lambda actor, rows: SupervisedTask.Source.choices,
                fixed=True,
            ),
            Filter("chengban", _("承办单位"), _by_key("unit_id"), "choice", _units),
            Filter("zerenren", _("责任人"), _by_key("responsible_id"), "choice", _people),
            Filter(
                "jinji",
                _("时限"),
                _by_time,
                "choice",
                lambda actor, rows: [(LATE, _("逾期未结")), (SOON, _("七日内到期")), (KEY, _("重点督查"))],
                fixed=True,
            ),
            Filter(
                "zhuangtai",
                _("状态"),
                where("status"),
                "tabs",
                lambda actor, rows: T.choices,
                field="status",
                fixed=True,
            ),
        ),
        empty=Empty(
            filtered=_("这样筛选，没有督查事项。"),
            none=_("还没有督查事项。"),
            next=_("党委会决议确认后自动立项；别处来的，由党政办或纪委办立项。"),
        ),
    )
)
