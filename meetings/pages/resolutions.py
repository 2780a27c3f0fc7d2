"""The index of decisions: every resolution the reader may know of, with vote, amount and carrying out. With the
filter on the great matters it is the register of them (三重一大台账)."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, Q, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from governance.access.actor import Actor
from governance.listing.table import Column, Empty, Filter, Listing, register_listing, where, year_filter
from governance.templatetags.wordings import money
from meetings.models import Resolution, ResolutionClause
from meetings.models.base import Matter, Outcome
from meetings.pages.scope import named_items

GREAT = "sanzhongyida"  # the value of the filter for all four kinds
GREAT_MATTERS = (Matter.MAJOR_DECISION, Matter.PERSONNEL, Matter.MAJOR_PROJECT, Matter.LARGE_SUM)
OUTCOME_KINDS = {"adopted": "done", "rejected": "", "postponed": "near"}


def matter_filter(path: str) -> Filter:
    """One of the five kinds, or the four great ones together."""

    def narrow(rows: QuerySet, value: str, actor: Actor) -> QuerySet:
        if value == GREAT:
            return rows.filter(**{f"{path}__in": GREAT_MATTERS})
        return rows.filter(**{path: value})

    choices = [(GREAT, _("三重一大")), *Matter.choices]
    return Filter("leibie", _("类别"), narrow, "choice", lambda actor, rows: choices, fixed=True)


def _words(rows: QuerySet, words: str, actor: Actor) -> QuerySet:
    return rows.filter(
        Q(number__icontains=words) | Q(item__topic__title__icontains=words) | Q(text__icontains=words)
    )


def _dressed(rows: QuerySet, actor: Actor) -> QuerySet:
    clauses = ResolutionClause.objects.order_by("order")
    return rows.select_related("item__topic", "item__meeting", "vote").prefetch_related(
        Prefetch("clauses", clauses)
    )


def _progress(rows: list[Resolution], actor: Actor) -> None:
    for row in rows:
        clauses = list(row.clauses.all())
        done = sum(c.status == ResolutionClause.Status.DONE for c in clauses)
        late = sum(c.status == ResolutionClause.Status.OPEN and c.due_on < actor.day for c in clauses)
        told = _now("%(m)s条，办结%(n)s条") % {"m": len(clauses), "n": done} if clauses else ""
        row.carried = _now("%(told)s，逾期%(n)s条") % {"told": told, "n": late} if late else told


def _sum(rows: QuerySet) -> str:
    """Of the amounts of all that were adopted under the filters."""
    total = rows.order_by().aggregate(s=Sum("item__topic__amount", filter=Q(outcome="adopted")))["s"]
    return _now("通过的金额合计%(sum)s元") % {"sum": money(total, "table")} if total else ""


def _vote(row: Resolution) -> str:
    vote = row.vote
    counts = {"aye": vote.aye or 0, "nay": vote.nay or 0, "abstain": vote.abstain or 0}
    return _now("赞成%(aye)s 反对%(nay)s 弃权%(abstain)s") % counts


def _figure(code: str, label: Any, name: str) -> Column:
    """A count of the vote: always on the workbook, on the page when somebody wants it."""
    return Column(
        code,
        label,
        lambda row: getattr(row.vote, name),
        "number",
        order=(f"vote__{name}",),
        shown=False,
        kept_on_sheet=True,
    )


RESOLUTIONS = register_listing(
    Listing(
        name="resolutions",
        title=_("决议"),
        counted=_("共%(n)s件"),
        rows=lambda actor: Resolution.objects.visible_to(actor).filter(item__in=named_items(actor)),
        dress=_dressed,
        finish=_progress,
        total=_sum,
        order=("-decided_on", "-item__meeting_id", "item__order"),
        columns=(
            Column(
                "shixiang",
                _("事项"),
                lambda r: r.item.topic.title,
                order=("item__topic__title",),
                url=lambda r: f"{reverse('meetings:room', args=[r.item.meeting_id])}?item={r.item_id}#item",
            ),
            Column("hao", _("决议号"), lambda r: r.number, order=("number",), kept_on_sheet=True),
            Column("riqi", _("议定"), lambda r: r.decided_on, "day", ("decided_on",), kept_on_sheet=True),
            Column(
                "huiyi",
                _("会议"),
                lambda r: str(r.item.meeting),
                order=("item__meeting__year", "item__meeting__ordinal"),
                shown=False,
                kept_on_sheet=True,
            ),
            Column(
                "leibie",
                _("类别"),
                lambda r: str(r.item.topic.get_matter_display()),
                order=("item__topic__matter",),
                kept_on_sheet=True,
            ),
            Column(
                "jine",
                _("金额（元）"),
                lambda r: r.item.topic.amount,
                "money",
                order=("item__topic__amount",),
                kept_on_sheet=True,
            ),
            _figure("yingdao", _("应到"), "entitled"),
            _figure("shidao", _("实到"), "present"),
            _figure("zancheng", _("赞成"), "aye"),
            _figure("fandui", _("反对"), "nay"),
            _figure("qiquan", _("弃权"), "abstain"),
            Column("biaojue", _("表决"), _vote),
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
            Column(
                "gongkai",
                _("公开范围"),
                lambda r: str(r.get_publication_display()),
                order=("publication",),
                shown=False,
                kept_on_sheet=True,
            ),
            Column("luoshi", _("落实"), lambda r: r.carried, kept_on_sheet=True),
        ),
        filters=(
            Filter("ci", _("决议号、事项、内容"), _words),
            year_filter("decided_on"),
            matter_filter("item__topic__matter"),
            Filter(
                "jieguo",
                _("结果"),
                where("outcome"),
                "choice",
                lambda actor, rows: Outcome.choices,
                fixed=True,
            ),
        ),
        empty=Empty(_("这样筛选没有决议。"), _("还没有决议。"), _("会上宣布表决结果以后，决议列在这里。")),
    )
)
