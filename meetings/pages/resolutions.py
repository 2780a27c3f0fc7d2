"""The index of decisions: every resolution the reader may know of, with vote, amount and carrying out. With the
filter on the great matters it is the register of them (三重一大台账)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, Q, QuerySet, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from governance.access.actor import Actor
from meetings.models import Resolution, ResolutionClause
from meetings.models.base import Matter, Outcome
from meetings.pages.lists import PER_PAGE, Listing, number

GREAT = "sanzhongyida"  # the value of the filter for all four kinds
GREAT_MATTERS = (Matter.MAJOR_DECISION, Matter.PERSONNEL, Matter.MAJOR_PROJECT, Matter.LARGE_SUM)
OUTCOME_KINDS = {"adopted": "done", "rejected": "", "postponed": "near"}


@dataclass(frozen=True)
class ResolutionLine:
    resolution: Resolution
    title: str
    matter: str
    amount: Any
    vote: str
    state_kind: str
    clauses: int
    done: int
    late: int

    @property
    def progress(self) -> str:
        if not self.clauses:
            return "—"
        told = _("%(m)s条，办结%(n)s条") % {"m": self.clauses, "n": self.done}
        return _("%(told)s，逾期%(n)s条") % {"told": told, "n": self.late} if self.late else told


def chosen(actor: Actor, query: Mapping[str, str]) -> tuple[QuerySet, dict[str, str], tuple[int, ...]]:
    """Filters: `nian` year, `leibie` matter or the great ones, `jieguo` outcome, `ci` words."""
    visible = Resolution.objects.visible_to(actor)
    years = tuple(d.year for d in visible.dates("decided_on", "year", order="DESC"))
    filters = {key: query.get(key, "").strip() for key in ("nian", "leibie", "jieguo", "ci")}
    found = visible
    if year := number(filters["nian"]):
        found = found.filter(decided_on__year=year) if year in years else found.none()
    if filters["leibie"] == GREAT:
        found = found.filter(item__topic__matter__in=GREAT_MATTERS)
    elif filters["leibie"] in Matter.values:
        found = found.filter(item__topic__matter=filters["leibie"])
    if filters["jieguo"] in Outcome.values:
        found = found.filter(outcome=filters["jieguo"])
    if words := filters["ci"]:
        found = found.filter(
            Q(number__icontains=words) | Q(item__topic__title__icontains=words) | Q(text__icontains=words)
        )
    found = found.select_related("item__topic", "item__meeting", "vote").prefetch_related(
        Prefetch("clauses", ResolutionClause.objects.order_by("order"))
    )
    return found.order_by("-decided_on", "-item__meeting_id", "item__order"), filters, years


def resolution_list(actor: Actor, query: Mapping[str, str]) -> tuple[Listing, list[ResolutionLine], Any]:
    """The page, its lines and the sum of the amounts of all that were adopted under the filters."""
    found, filters, years = chosen(actor, query)
    counts = found.order_by().aggregate(
        n=Count("pk"), total=Sum("item__topic__amount", filter=Q(outcome="adopted"))
    )
    page = Paginator(found, PER_PAGE).get_page(query.get("page"))
    listing = Listing(page, filters, any(filters.values()), years)
    return listing, [line(row, actor.day) for row in page], counts["total"]


def line(row: Resolution, day: date) -> ResolutionLine:
    topic, clauses = row.item.topic, list(row.clauses.all())
    return ResolutionLine(
        resolution=row,
        title=topic.title,
        matter=topic.get_matter_display(),
        amount=topic.amount,
        vote=_("赞成%(aye)s 反对%(nay)s 弃权%(abstain)s")
        % {"aye": row.vote.aye or 0, "nay": row.vote.nay or 0, "abstain": row.vote.abstain or 0},
        state_kind=OUTCOME_KINDS[row.outcome],
        clauses=len(clauses),
        done=sum(c.status == ResolutionClause.Status.DONE for c in clauses),
        late=sum(c.status == ResolutionClause.Status.OPEN and c.due_on < day for c in clauses),
    )


# Translated when the sheet is made.
HEADS = (
    gettext_noop("决议号"),
    gettext_noop("议定日期"),
    gettext_noop("会议"),
    gettext_noop("事项"),
    gettext_noop("类别"),
    gettext_noop("金额（元）"),
    gettext_noop("应到"),
    gettext_noop("实到"),
    gettext_noop("赞成"),
    gettext_noop("反对"),
    gettext_noop("弃权"),
    gettext_noop("结果"),
    gettext_noop("决议内容"),
    gettext_noop("公开范围"),
    gettext_noop("落实"),
)


def sheet_row(row: Resolution, day: date) -> tuple[Any, ...]:
    """One line of the .xlsx; secret matters as the page shows them to this reader."""
    told = line(row, day)
    vote = row.vote
    return (
        row.number,
        row.decided_on,
        str(row.item.meeting),
        told.title,
        told.matter,
        told.amount,
        vote.entitled,
        vote.present,
        vote.aye,
        vote.nay,
        vote.abstain,
        str(row.get_outcome_display()),
        row.text,
        str(row.get_publication_display()),
        told.progress,
    )
