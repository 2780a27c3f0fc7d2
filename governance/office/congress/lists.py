"""The lists of the congress office: delegates, proposals, meetings."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from governance.listing.table import Column, Empty, Filter, Listing, register_listing, where, year_filter
from governance.office.congress.models import CongressMeeting, Delegate, DelegateProposal


def _proposal_url(row: DelegateProposal) -> str:
    return reverse("congress:proposal", args=[row.pk])


def _shape(row: Any) -> str:
    return {"serving": "done", "replied": "done", "handed": "near"}.get(row.status, "")


DELEGATES = register_listing(
    Listing(
        name="delegates",
        title=_("党代表"),
        counted=_("共%(n)s名"),
        rows=lambda actor: Delegate.objects.visible_to(actor),
        dress=lambda rows, actor: rows.select_related("term", "group"),
        columns=(
            Column("xingming", _("姓名"), lambda row: row.name, order=("name", "id")),
            Column("danwei", _("选举单位"), lambda row: row.unit, order=("unit", "name", "id")),
            Column(
                "zu",
                _("代表组"),
                lambda row: row.group.name if row.group else "",
                order=("group__name", "id"),
            ),
            Column("jie", _("届次"), lambda row: row.term.name),
            Column("dangyuan", _("联系党员"), lambda row: row.linked, kind="number", order=("linked", "id")),
            Column(
                "dangxuan",
                _("当选日期"),
                lambda row: row.since,
                kind="day",
                order=("since", "id"),
                shown=False,
            ),
            Column("zhuangtai", _("状态"), lambda row: row.get_status_display(), kind="state", shape=_shape),
            Column(
                "ban",
                _("办理"),
                lambda row: "",
                kind="links",
                links=lambda row: (
                    [(reverse("congress:remove", args=[row.pk]), _("提请终止"), str(row))]
                    if row.status == Delegate.Status.SERVING
                    else []
                ),
            ),
        ),
        filters=(
            Filter(
                "zt",
                _("状态"),
                where("status"),
                "tabs",
                lambda a, r: Delegate.Status.choices,
                field="status",
                fixed=True,
            ),
            Filter(
                "q",
                _("姓名、选举单位"),
                lambda rows, typed, actor: rows.filter(Q(name__icontains=typed) | Q(unit__icontains=typed)),
            ),
        ),
        order=("unit", "name", "id"),
        empty=Empty(
            filtered=_("没有这样的代表。"),
            none=_("还没有登记代表。"),
            next=_("先登记届次，再按选举单位登记代表，或由选举结果带入。"),
        ),
    )
)

PROPOSALS = register_listing(
    Listing(
        name="delegate-proposals",
        title=_("代表建议"),
        counted=_("共%(n)s件"),
        rows=lambda actor: DelegateProposal.objects.visible_to(actor),
        dress=lambda rows, actor: rows.select_related("delegate", "owner"),
        columns=(
            Column(
                "bianhao", _("编号"), lambda row: row.number, order=("year", "ordinal"), url=_proposal_url
            ),
            Column("timu", _("题目"), lambda row: row.title, order=("title", "id")),
            Column("daibiao", _("提出的代表"), lambda row: str(row.delegate)),
            Column("danwei", _("承办单位"), lambda row: row.unit, order=("unit", "id")),
            Column("chengban", _("承办人"), lambda row: row.owner.name if row.owner else "", shown=False),
            Column("qixian", _("答复期限"), lambda row: row.due_on, kind="day", order=("due_on", "id")),
            Column("dafu", _("答复日期"), lambda row: row.replied_on, kind="day", order=("replied_on", "id")),
            Column("manyi", _("代表意见"), lambda row: row.get_satisfaction_display()),
            Column("zhuangtai", _("状态"), lambda row: row.get_status_display(), kind="state", shape=_shape),
        ),
        filters=(
            Filter(
                "zt",
                _("状态"),
                where("status"),
                "tabs",
                lambda a, r: DelegateProposal.Status.choices,
                field="status",
                fixed=True,
            ),
            year_filter("received_on"),
            Filter(
                "q",
                _("题目、承办单位"),
                lambda rows, typed, actor: rows.filter(Q(title__icontains=typed) | Q(unit__icontains=typed)),
            ),
        ),
        order=("-year", "-ordinal"),
        empty=Empty(
            filtered=_("没有这样的建议。"),
            none=_("还没有代表建议。"),
            next=_("代表提出后由组织办、党政办登记、交办，件件答复。"),
        ),
    )
)

MEETINGS = register_listing(
    Listing(
        name="congress-meetings",
        title=_("党代会的会"),
        counted=_("共%(n)s次"),
        rows=lambda actor: CongressMeeting.objects.visible_to(actor),
        columns=(
            Column(
                "hui",
                _("会"),
                str,
                order=("held_on", "id"),
                url=lambda row: reverse("congress:meeting", args=[row.pk]),
            ),
            Column("yiti", _("议题"), lambda row: row.topics),
            Column("yingdao", _("应到"), lambda row: row.expected, kind="number"),
            Column("shidao", _("实到"), lambda row: row.present, kind="number"),
            Column("baogao", _("报告"), lambda row: row.report, shown=False),
            Column("jieguo", _("结果"), lambda row: row.result, shown=False),
        ),
        filters=(
            Filter(
                "lei",
                _("会"),
                where("kind"),
                "tabs",
                lambda a, r: CongressMeeting.Kind.choices,
                field="kind",
                fixed=True,
            ),
            year_filter("held_on"),
        ),
        order=("-held_on", "-id"),
        empty=Empty(
            filtered=_("没有这样的会。"),
            none=_("还没有登记会。"),
            next=_("例会、听证、学习、视察开过以后，由组织办、党政办登记。"),
        ),
    )
)
