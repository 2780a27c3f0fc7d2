"""The lists of meetings and topics: what is shown of each row, how rows are narrowed and sorted."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from governance.access.actor import Actor
from governance.listing.table import Column, Empty, Filter, Listing, register_listing, where, year_filter
from governance.listing.table import whole as number
from meetings.models import AgendaItem, Attendance, Meeting, Topic, TopicOpinion
from meetings.models.base import Matter
from meetings.pages.scope import named_items

__all__ = ("MEETINGS", "MEETING_KINDS", "TOPICS", "TOPIC_KINDS", "number")

MEETING_KINDS = {
    "preparing": "",
    "noticed": "",
    "in_session": "doing",
    "closed": "near",
    "archived": "done",
    "cancelled": "void",
}
TOPIC_KINDS = {
    "submitted": "near",
    "agreed": "doing",
    "returned": "late",
    "decided": "done",
    "postponed": "",
    "withdrawn": "void",
}
COMMITTEE, ENLARGED = "dangweihui", "kuodahui"


# Meetings ----------------------------------------------------------------------------------


def _meeting_words(rows: QuerySet, words: str, actor: Actor) -> QuerySet:
    """Place, chair, minutes' number, and titles of items the actor is shown."""
    titled = named_items(actor).filter(meeting=OuterRef("pk"), topic__title__icontains=words)
    match = Q(place__icontains=words) | Q(chair__name__icontains=words) | Q(minutes__number__icontains=words)
    ordinal = number(words.removeprefix("第").removesuffix("次"))
    return rows.filter(match | Exists(titled) | (Q(ordinal=ordinal) if ordinal is not None else Q()))


def _year(rows: QuerySet, text: str, actor: Actor) -> QuerySet:
    year = number(text)
    return rows.filter(year=year) if year is not None and year < 10000 else rows


def _chair(rows: QuerySet, text: str, actor: Actor) -> QuerySet:
    chair = number(text)
    return rows.filter(chair_id=chair) if chair is not None else rows


def _with_counts(meetings: QuerySet, actor: Actor) -> QuerySet:
    """Items, entitled and present, each counted by its own subquery: joins would multiply them."""

    def counted(rows: QuerySet) -> Any:
        per_meeting = rows.order_by().values("meeting").annotate(n=Count("pk")).values("n")
        return Coalesce(Subquery(per_meeting), 0)

    voting = Attendance.objects.filter(meeting=OuterRef("pk"), voting=True)
    came = voting.filter(status__in=[Attendance.Status.PRESENT, Attendance.Status.LEFT])
    items = AgendaItem.objects.filter(meeting=OuterRef("pk")).exclude(
        status=AgendaItem.Status.POSTPONED, discussed_at=None
    )
    return meetings.annotate(
        item_count=counted(items), entitled=counted(voting), came=counted(came)
    ).select_related("chair", "recorder", "minutes")


def _minutes_number(meeting: Meeting) -> str:
    minutes = getattr(meeting, "minutes", None)
    return minutes.number if minutes is not None else ""


MEETINGS = register_listing(
    Listing(
        name="meetings",
        title=_("党委会"),
        counted=_("共%(n)s次"),
        rows=lambda actor: Meeting.objects.visible_to(actor),
        dress=_with_counts,
        order=("-meets_at", "-pk"),
        columns=(
            Column(
                "huiyi",
                _("会议"),
                str,
                order=("year", "ordinal"),
                url=lambda m: reverse("meetings:room", args=[m.pk]),
            ),
            Column("shijian", _("时间"), lambda m: m.meets_at, "moment", order=("meets_at",)),
            Column("didian", _("地点"), lambda m: m.place, order=("place",)),
            Column("zhuchi", _("主持"), lambda m: m.chair.name, order=("chair__name",)),
            Column("jilu", _("记录"), lambda m: m.recorder.name, order=("recorder__name",), shown=False),
            Column("yiti", _("议题"), lambda m: m.item_count, "number", order=("item_count",)),
            Column(
                "daohui",
                _("到会"),
                lambda m: f"{m.came}/{m.entitled}" if m.entitled else "",
                "number",
                order=("came",),
            ),
            Column(
                "zhuangtai",
                _("状态"),
                lambda m: str(m.get_status_display()),
                "state",
                order=("status",),
                shape=lambda m: MEETING_KINDS[m.status],
            ),
            Column("kaishi", _("宣布开会"), lambda m: m.opened_at, "moment", ("opened_at",), shown=False),
            Column("sanhui", _("散会"), lambda m: m.closed_at, "moment", ("closed_at",), shown=False),
            Column("jiyao", _("纪要"), _minutes_number, order=("minutes__number",)),
        ),
        filters=(
            Filter("ci", _("议题、地点、主持人、纪要号"), _meeting_words),
            Filter(
                "nian",
                _("年度"),
                _year,
                "choice",
                lambda actor, rows: [
                    (y, y) for y in rows.order_by("-year").values_list("year", flat=True).distinct()
                ],
            ),
            Filter(
                "zhonglei",
                _("会议种类"),
                lambda rows, value, actor: rows.filter(enlarged=value == ENLARGED),
                "choice",
                lambda actor, rows: [(COMMITTEE, _("党委会")), (ENLARGED, _("党委扩大会"))],
                fixed=True,
            ),
            Filter(
                "zhuangtai",
                _("状态"),
                where("status"),
                "choice",
                lambda actor, rows: Meeting.Status.choices,
                fixed=True,
            ),
            Filter(
                "zhuchi",
                _("主持"),
                _chair,
                "choice",
                lambda actor, rows: (
                    rows.order_by("chair__name").values_list("chair_id", "chair__name").distinct()
                ),
            ),
        ),
        empty=Empty(
            _("这样筛选没有会议。"),
            _("还没有请您到会的会议。"),
            _("由党政办拟定时间、地点，列入审定的议题。"),
        ),
    )
)


# Topics ------------------------------------------------------------------------------------


def _topic_words(rows: QuerySet, words: str, actor: Actor) -> QuerySet:
    return rows.filter(
        Q(title__icontains=words) | Q(content__icontains=words) | Q(proposed_by__name__icontains=words)
    )


def _with_opinions(topics: QuerySet, actor: Actor) -> QuerySet:
    opinions = (
        TopicOpinion.objects.filter(topic=OuterRef("pk"))
        .exclude(person_id=F("topic__proposed_by_id"))
        .order_by()
        .values("topic")
        .annotate(n=Count("pk"))
        .values("n")
    )
    return topics.select_related("proposed_by", "leader").annotate(heard=Coalesce(Subquery(opinions), 0))


def _leader(rows: QuerySet, text: str, actor: Actor) -> QuerySet:
    post = number(text)
    return rows.filter(leader_id=post) if post is not None else rows


TOPICS = register_listing(
    Listing(
        name="topics",
        title=_("议题"),
        counted=_("共%(n)s个"),
        rows=lambda actor: Topic.objects.visible_to(actor),
        dress=_with_opinions,
        order=("-proposed_on", "-pk"),
        columns=(
            Column(
                "timu",
                _("题目"),
                lambda t: t.title,
                order=("title",),
                url=lambda t: reverse("meetings:topic", args=[t.pk]),
                note=lambda t: str(_("涉密")) if t.sealed else "",
            ),
            Column("leibie", _("类别"), lambda t: str(t.get_matter_display()), order=("matter",)),
            Column("jine", _("金额（元）"), lambda t: t.amount, "money", order=("amount",)),
            Column("tichuren", _("提出人"), lambda t: t.proposed_by.name, order=("proposed_by__name",)),
            Column(
                "fenguan",
                _("分管领导"),
                lambda t: t.leader.title if t.leader else "",
                order=("leader__title",),
                shown=False,
            ),
            Column("tichu", _("提出"), lambda t: t.proposed_on, "day", order=("proposed_on",)),
            Column("yijian", _("意见"), lambda t: t.heard, "number", order=("heard",)),
            Column(
                "zhuangtai",
                _("状态"),
                lambda t: str(t.get_status_display()),
                "state",
                order=("status",),
                shape=lambda t: TOPIC_KINDS[t.status],
            ),
            Column("tuihui", _("退回理由"), lambda t: t.returned_because, shown=False),
        ),
        filters=(
            Filter("ci", _("题目、内容、提出人"), _topic_words),
            Filter(
                "zhuangtai",
                _("按状态看议题"),
                where("status"),
                "tabs",
                lambda actor, rows: Topic.Status.choices,
                field="status",
                fixed=True,
            ),
            Filter(
                "leibie", _("类别"), where("matter"), "choice", lambda actor, rows: Matter.choices, fixed=True
            ),
            year_filter("proposed_on"),
            Filter(
                "fenguan",
                _("分管领导"),
                _leader,
                "choice",
                lambda actor, rows: (
                    rows.filter(leader__isnull=False)
                    .order_by("leader__title")
                    .values_list("leader_id", "leader__title")
                    .distinct()
                ),
            ),
            Filter("jine_qi", _("金额（元）自"), where("amount__gte"), "amount"),
            Filter("jine_zhi", _("至"), where("amount__lte"), "amount"),
        ),
        empty=Empty(_("这样筛选没有议题。"), _("还没有人提议题。"), _("委员、党政办和站所负责人都可以提。")),
    )
)
