"""Lists of what goes up and what comes in, for the page and the workbook."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from governance.listing.table import Column, Empty, Filter, Listing, register_listing, where, year_filter
from governance.office.requests_reports.models import IncomingPaper, Kind, ReportingFailure, UpwardPaper
from governance.office.requests_reports.rules.kinds import SOURCES

S, IN, F = UpwardPaper.Status, IncomingPaper.Status, ReportingFailure.Status
SHAPES: dict[Any, str] = {
    S.DRAFTING: "", S.DECIDED: "doing", S.SIGNED: "doing", S.SENT: "doing", S.REPLIED: "doing",
    S.CARRIED_OUT: "done", S.NOTED: "done", S.WITHDRAWN: "void",
    IN.SUBMITTED: "", IN.RECEIVED: "doing", IN.ANSWERED: "done",
}  # fmt: skip
FAILURE_SHAPES: dict[Any, str] = {F.OPEN: "late", F.DONE: "done", F.LIFTED: "void"}


def _narrow(*paths: str) -> Any:
    def narrow(rows: Any, value: str, actor: Any) -> Any:
        wanted = Q()
        for path in paths:
            wanted |= Q(**{f"{path}__icontains": value})
        return rows.filter(wanted)

    return narrow


UPWARD = register_listing(
    Listing(
        name="upward",
        title=_("对上请示报告"),
        counted=_("共%(n)s件"),
        rows=lambda actor: UpwardPaper.objects.visible_to(actor),
        dress=lambda rows, actor: rows.select_related("drafted_by", "signed_by"),
        empty=Empty(_("这样筛选没有。"), _("还没有请示报告。"), _("要向上级请示、报告的，从“拟稿”开始。")),
        order=("-drafted_on", "-pk"),
        filters=(
            Filter("zt", _("状态"), where("status"), "tabs", lambda actor, rows: S.choices, field="status"),
            Filter("ci", _("事由、文号"), _narrow("title", "number")),
            Filter("wz", _("文种"), where("kind"), "choice", lambda actor, rows: Kind.choices, fixed=True),
            year_filter("drafted_on"),
        ),
        columns=(
            Column("title", _("请示、报告"), lambda p: p.full_title, url=lambda p: reverse("requests:paper", args=[p.pk]),
                   note=lambda p: str(_("突发紧急")) if p.emergency else ""),
            Column("number", _("文号"), lambda p: p.number, "code", order=("number",)),
            Column("matter", _("事项类别"), lambda p: p.get_matter_display()),
            Column("addressee", _("主送机关"), lambda p: p.addressee, shown=False),
            Column("status", _("状态"), lambda p: p.get_status_display(), "state", shape=lambda p: SHAPES[p.status]),
            Column("drafted_by", _("拟稿人"), lambda p: p.drafted_by.name),
            Column("drafted_on", _("拟稿日期"), lambda p: p.drafted_on, "day", order=("drafted_on",), shown=False),
            Column("due_on", _("应报日期"), lambda p: p.due_on, "day", order=("due_on",)),
            Column("signed_by", _("签发人"), lambda p: p.signed_by.name if p.signed_by else "", shown=False),
            Column("sent_on", _("上报日期"), lambda p: p.sent_on, "day", order=("sent_on",)),
            Column("reply", _("批复结果"), lambda p: p.get_reply_display(), "code"),
            Column("replied_on", _("批复日期"), lambda p: p.replied_on, "day", order=("replied_on",), shown=False),
            Column("known_at", _("知情时间"), lambda p: p.known_at, "moment", shown=False),
            Column("told_at", _("报告时间"), lambda p: p.told_at, "moment", shown=False),
        ),
    )
)  # fmt: skip
INCOMING = register_listing(
    Listing(
        name="incoming",
        title=_("下级请示报告"),
        counted=_("共%(n)s件"),
        rows=lambda actor: IncomingPaper.objects.visible_to(actor),
        dress=lambda rows, actor: rows.select_related("unit", "person", "handler"),
        empty=Empty(_("这样筛选没有。"), _("还没有下级来的请示报告。"), _("支部、站所和委员报来的，由党政办收文。")),
        order=("-entered_on", "-pk"),
        filters=(
            Filter("zt", _("状态"), where("status"), "tabs", lambda actor, rows: IN.choices, field="status"),
            Filter("ci", _("事由、编号"), _narrow("title", "number", "unit__short_name", "person__name")),
            Filter("wz", _("文种"), where("kind"), "choice", lambda actor, rows: Kind.choices, fixed=True),
            Filter("ly", _("来文单位类别"), where("source"), "choice",
                   lambda actor, rows: [(code, _(text)) for code, text in SOURCES.items()], fixed=True),
            year_filter("period_on"),
        ),
        columns=(
            Column("title", _("事由"), lambda p: p.title, url=lambda p: reverse("requests:incoming", args=[p.pk]),
                   note=lambda p: str(_("紧急")) if p.urgent else ""),
            Column("sender", _("来文单位、报告人"), lambda p: p.sender),
            Column("source", _("类别"), lambda p: p.get_source_display(), shown=False),
            Column("kind", _("文种"), lambda p: p.get_kind_display()),
            Column("way", _("方式"), lambda p: p.get_way_display()),
            Column("status", _("状态"), lambda p: p.get_status_display(), "state", shape=lambda p: SHAPES.get(p.status, "done")),
            Column("number", _("收文编号"), lambda p: p.number),
            Column("received_on", _("收文日期"), lambda p: p.received_on, "day", order=("received_on",)),
            Column("answer_due_on", _("批复期限"), lambda p: p.answer_due_on, "day", order=("answer_due_on",)),
            Column("answer", _("批复结果"), lambda p: p.get_answer_display(), "code"),
        ),
    )
)  # fmt: skip
FAILURES = register_listing(
    Listing(
        name="reporting-failures",
        title=_("失报记录"),
        counted=_("共%(n)s件"),
        rows=lambda actor: ReportingFailure.objects.visible_to(actor),
        dress=lambda rows, actor: rows.select_related("unit", "person"),
        empty=Empty(_("这样筛选没有。"), _("没有失报。"), _("没有按规定请示报告的，登记在这里，照条文按次数处理。")),
        order=("-happened_on", "-pk"),
        filters=(
            Filter("zt", _("状态"), where("status"), "tabs", lambda actor, rows: F.choices, field="status"),
            Filter("ci", _("单位、人员、事情"), _narrow("unit__short_name", "person__name", "what")),
            year_filter("happened_on"),
        ),
        columns=(
            Column("subject", _("单位、人员"), lambda f: f.subject, sub=lambda f: f.what,
                   url=lambda f: reverse("requests:failure", args=[f.pk])),
            Column("nth", _("第几次"), lambda f: f.nth, "number", order=("nth",)),
            Column("happened_on", _("应报日期"), lambda f: f.happened_on, "day", order=("happened_on",)),
            Column("grave", _("严重后果"), lambda f: str(_("有")) if f.grave else ""),
            Column("step", _("照条文处理"), lambda f: f.get_step_display()),
            Column("status", _("状态"), lambda f: f.get_status_display(), "state", shape=lambda f: FAILURE_SHAPES[f.status]),
            Column("done_on", _("处理日期"), lambda f: f.done_on, "day", order=("done_on",)),
            Column("done_how", _("处理情况"), lambda f: f.done_how, shown=False),
        ),
    )
)  # fmt: skip
