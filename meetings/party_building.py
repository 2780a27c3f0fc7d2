"""Two of the 五个一 (S3-06:1-1, 1-2) are no meetings of their own: the committee's meetings count towards them where
Party building was on the agenda and came up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.deadlines.cadences import Cadence, Period, binds, register_cadence, standing_by_town
from governance.deadlines.duties import Clock, Duty, Towns, register_clock
from governance.rules.book import Book
from governance.rules.coverage import bind
from meetings.clocks import start_of
from meetings.models import AgendaItem, Meeting

# Of those who may propose a topic, whose work Party building is.
PROPOSING = ("organization_commissioner", "office_director")
HELD = (Meeting.Status.IN_SESSION, Meeting.Status.CLOSED, Meeting.Status.ARCHIVED)


def _heard(enlarged: bool) -> Callable[[Towns, date, date], Mapping[int, int]]:
    def count(towns: Towns, first: date, last: date) -> Mapping[int, int]:
        """Meetings, by town, that heard or discussed such a topic in the stretch. One query."""
        items = AgendaItem.objects.filter(
            meeting__organization__in=towns,
            meeting__enlarged=enlarged,
            meeting__status__in=HELD,
            meeting__meets_at__gte=start_of(first),
            meeting__meets_at__lt=start_of(last + timedelta(days=1)),
            topic__party_building=True,
        ).exclude(status=AgendaItem.Status.PENDING)
        return Counter(dict(items.values_list("meeting_id", "meeting__organization_id")).values())

    return count


ENLARGED = Cadence(
    code="meetings.party_building_report",
    title=gettext_lazy("党委扩大会听党建报告"),
    cite="S3-06:1-1",
    figure="five_one_1",
    period=Period.YEAR,
    count=_heard(enlarged=True),
)
COMMITTEE = Cadence(
    code="meetings.party_building_meeting",
    title=gettext_lazy("党委会研究党建专题"),
    cite="S3-06:1-2",
    figure="five_one_2",
    period=Period.HALF_YEAR,
    count=_heard(enlarged=False),
)


def counts(book: Book) -> bool:
    """Whether an article of the town counts topics on Party building."""
    return any(binds(cadence, book) for cadence in (ENLARGED, COMMITTEE))


def topics_to_bring(towns: Towns, day: date) -> Iterator[Duty]:
    """A topic on Party building, as long as the period has not had as many meetings with one as the article asks."""
    for cadence in (ENLARGED, COMMITTEE):
        for pk, one in standing_by_town(cadence, towns, day).items():
            if not one.missing:
                continue
            words = {"what": cadence.title, "n": one.missing}
            yield Duty(
                clock="meetings.party_building",
                organization_id=pk,
                object_type="governance.organization",
                object_id=pk,
                part=f"{cadence.code}|{one.first.isoformat()}",
                text=_("%(what)s还差%(n)s次") % words,
                url=reverse("meetings:propose"),
                seen_at=reverse("meetings:body-year"),
                event_on=one.first,
                due_on=one.last,
                posts=PROPOSING,
                cites=(cadence.cite,),
            )


register_clock(
    Clock("meetings.party_building", gettext_lazy("党建工作上会"), topics_to_bring, offsets=(-45, -15, -5, 0))
)
for _cadence in (ENLARGED, COMMITTEE):
    register_cadence(_cadence)
    bind(_cadence.cite, by="meetings.party_building.topics_to_bring", how="cadence")
