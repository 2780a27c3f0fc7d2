"""The lists of meetings and topics: filters from the address, one page, a constant number of queries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from governance.access.actor import Actor
from meetings.models import AgendaItem, Attendance, Meeting, Topic, TopicOpinion
from meetings.models.base import Matter
from meetings.models.topic import PREPARING_POSTS

PER_PAGE = 20
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


@dataclass(frozen=True)
class Listing:
    page: Page
    filters: dict[str, str]
    filtered: bool
    years: tuple[int, ...] = ()
    tabs: tuple[tuple[str, str, int], ...] = ()  # value, label, how many


def number(text: str) -> int | None:
    """A whole number from the address, None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def meeting_list(actor: Actor, query: Mapping[str, str]) -> Listing:
    """Filters: `nian` year, `zhuangtai` status, `ci` words. Five queries for any number of rows."""
    visible = Meeting.objects.visible_to(actor)
    years = tuple(visible.order_by("-year").values_list("year", flat=True).distinct())
    filters = {key: query.get(key, "").strip() for key in ("nian", "zhuangtai", "ci")}
    found = visible
    if year := number(filters["nian"]):
        found = found.filter(year=year)
    if filters["zhuangtai"] in Meeting.Status.values:
        found = found.filter(status=filters["zhuangtai"])
    if words := filters["ci"]:
        found = found.filter(_meeting_words(actor, words))
    found = _with_counts(found).select_related("chair", "minutes")
    page = Paginator(found, PER_PAGE).get_page(query.get("page"))
    for meeting in page:
        meeting.state_kind = MEETING_KINDS[meeting.status]
    return Listing(page, filters, any(filters.values()), years)


def _meeting_words(actor: Actor, words: str) -> Q:
    """Place, chair, minutes' number, and titles of items the actor may open."""
    titled = AgendaItem.objects.visible_to(actor).filter(
        meeting=OuterRef("pk"), topic__title__icontains=words
    )
    if not any(p.committee_seat or p.code in PREPARING_POSTS for p in actor.posts):
        titled = titled.filter(presenter_id=actor.person_id)
    match = Q(place__icontains=words) | Q(chair__name__icontains=words) | Q(minutes__number__icontains=words)
    ordinal = number(words.removeprefix("第").removesuffix("次"))
    return match | Exists(titled) | (Q(ordinal=ordinal) if ordinal is not None else Q())


def _with_counts(meetings: QuerySet) -> QuerySet:
    """Items, entitled and present, each counted by its own subquery: joins would multiply them."""

    def counted(rows: QuerySet) -> Any:
        per_meeting = rows.order_by().values("meeting").annotate(n=Count("pk")).values("n")
        return Coalesce(Subquery(per_meeting), 0)

    voting = Attendance.objects.filter(meeting=OuterRef("pk"), voting=True)
    came = voting.filter(status__in=[Attendance.Status.PRESENT, Attendance.Status.LEFT])
    items = AgendaItem.objects.filter(meeting=OuterRef("pk")).exclude(
        status=AgendaItem.Status.POSTPONED, discussed_at=None
    )
    return meetings.annotate(item_count=counted(items), entitled=counted(voting), came=counted(came))


def topic_list(actor: Actor, query: Mapping[str, str]) -> Listing:
    """Filters: `zhuangtai` status, `leibie` matter, `ci` words."""
    visible = Topic.objects.visible_to(actor)
    filters = {key: query.get(key, "").strip() for key in ("zhuangtai", "leibie", "ci")}
    found = visible
    if filters["leibie"] in Matter.values:
        found = found.filter(matter=filters["leibie"])
    if words := filters["ci"]:
        found = found.filter(
            Q(title__icontains=words) | Q(content__icontains=words) | Q(proposed_by__name__icontains=words)
        )
    counts = dict(found.order_by().values_list("status").annotate(n=Count("pk")))
    tabs = [("", "", sum(counts.values()))]
    tabs += [(value, str(label), counts.get(value, 0)) for value, label in Topic.Status.choices]
    if filters["zhuangtai"] in Topic.Status.values:
        found = found.filter(status=filters["zhuangtai"])
    opinions = (
        TopicOpinion.objects.filter(topic=OuterRef("pk"))
        .exclude(person_id=F("topic__proposed_by_id"))
        .order_by()
        .values("topic")
        .annotate(n=Count("pk"))
        .values("n")
    )
    found = found.select_related("proposed_by", "leader").annotate(heard=Coalesce(Subquery(opinions), 0))
    page = Paginator(found, PER_PAGE).get_page(query.get("page"))
    for topic in page:
        topic.state_kind = TOPIC_KINDS[topic.status]
    return Listing(page, filters, any(filters.values()), tabs=tuple(tabs))
