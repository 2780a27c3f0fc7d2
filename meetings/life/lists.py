"""The list of democratic life meetings."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from governance.access.actor import Actor
from governance.listing.table import Column, Empty, Filter, Listing, register_listing, where
from meetings.bodies.models import BodyMeeting
from meetings.bodies.pages import SHAPES
from meetings.life.models import KIND, LifeMeeting

S = BodyMeeting.Status


def _words(rows: QuerySet, words: str, actor: Actor) -> QuerySet:
    return rows.filter(
        Q(title__icontains=words) | Q(place__icontains=words) | Q(life__theme__icontains=words)
    )


def _life(m: BodyMeeting) -> LifeMeeting | None:
    return getattr(m, "life", None)


LIVES = register_listing(
    Listing(
        name="lives",
        title=_("民主生活会"),
        counted=_("共%(n)s次"),
        rows=lambda actor: BodyMeeting.objects.visible_to(actor).filter(kind=KIND),
        dress=lambda rows, actor: rows.select_related("life", "chair"),
        order=("-held_on", "-pk"),
        columns=(
            Column(
                "huiyi", _("会议"), str, order=("title",), url=lambda m: reverse("meetings:life", args=[m.pk])
            ),
            Column("zhuti", _("主题"), lambda m: _life(m).theme if _life(m) else "", order=("life__theme",)),  # type: ignore[union-attr]
            Column("shijian", _("时间"), lambda m: m.begins, "moment", order=("held_on", "starts_at")),
            Column("zhuchi", _("主持"), lambda m: m.chair.name, order=("chair__name",), shown=False),
            Column(
                "tongbao",
                _("通报"),
                lambda m: _life(m).published_on if _life(m) else None,  # type: ignore[union-attr]
                "day",
                order=("life__published_on",),
            ),
            Column(
                "baosong",
                _("报送"),
                lambda m: _life(m).submitted_on if _life(m) else None,  # type: ignore[union-attr]
                "day",
                order=("life__submitted_on",),
            ),
            Column(
                "zhuangtai",
                _("状态"),
                lambda m: str(m.get_status_display()),
                "state",
                order=("status",),
                shape=lambda m: SHAPES[m.status],
            ),
        ),
        filters=(
            Filter("ci", _("名称、主题、地点"), _words),
            Filter(
                "zhuangtai",
                _("状态"),
                where("status"),
                "tabs",
                lambda actor, rows: S.choices,
                field="status",
                fixed=True,
            ),
        ),
        empty=Empty(_("这样筛选没有会议。"), _("还没有民主生活会。"), _("召集一次，就列在这里。")),
    )
)
