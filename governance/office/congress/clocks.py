"""What the congress office owes: sessions, training, visits so many times a period; every proposal answered by its
day; once a year a report to the congress on how the rules of procedure are kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.deadlines.cadences import Cadence, Period, register_cadence, standing_by_town
from governance.deadlines.duties import Clock, Duty, Towns, register_clock
from governance.office.congress.models import CongressMeeting, CongressTerm, DelegateProposal
from governance.people.models import Organization
from governance.people.standard_posts import LEADERS, OFFICE
from governance.rulebook.book import books_for
from governance.rules.coverage import bind, binds

ANSWERED, RULES_REPORTED = "S4-04:二-4a", "S1-01:十三-1"
BOUND = ("organization_clerk", *OFFICE)


def _counting(*kinds: str) -> Callable[[Towns, date, date], Mapping[int, int]]:
    def count(towns: Towns, first: date, last: date) -> Mapping[int, int]:
        held = CongressMeeting.objects.filter(
            organization__in=towns, kind__in=kinds, held_on__range=(first, last)
        )
        return dict(held.values_list("organization_id").annotate(n=Count("pk")).order_by())

    return count


def _with(rhythm: str) -> Callable[[Towns], Iterable[Organization]]:
    """The towns whose running term is trained by this article."""

    def bound(towns: Towns) -> Iterable[Organization]:
        terms = CongressTerm.objects.filter(organization__in=towns, until__isnull=True, rhythm=rhythm)
        held = set(terms.values_list("organization_id", flat=True).order_by())
        return [town for town in towns if town.pk in held]

    return bound


CADENCES = (
    Cadence(
        "congress.session",
        gettext_lazy("代表例会"),
        "S4-04:二-3a1",
        "meeting",
        Period.YEAR,
        _counting("congress", "session"),
    ),
    Cadence(
        "congress.study_town",
        gettext_lazy("代表学习例会"),
        "S4-04:二-3d2",
        "training",
        Period.MONTH,
        _counting("study"),
        bound=_with("town"),
    ),
    Cadence(
        "congress.study_township",
        gettext_lazy("代表专题培训"),
        "S4-04:二-3d1",
        "training",
        Period.QUARTER,
        _counting("study"),
        bound=_with("township"),
    ),
    Cadence(
        "congress.council",
        gettext_lazy("党委听人大工作汇报"),
        "S4-07:三-1a",
        "report",
        Period.YEAR,
        _counting("council"),
    ),
    Cadence(
        "congress.inspection",
        gettext_lazy("代表视察评议"),
        "S0-20:三-11a",
        "inspections",
        Period.YEAR,
        _counting("inspection"),
    ),
)


def meetings_owed(towns: Towns, day: date) -> Iterator[Duty]:
    """A few queries for each cadence, whatever the number of towns."""
    for cadence in CADENCES:
        for town_id, one in standing_by_town(cadence, towns, day).items():
            if not one.missing:
                continue
            yield Duty(
                clock="congress.meetings",
                organization_id=town_id,
                object_type="governance.organization",
                object_id=town_id,
                part=f"{cadence.code}:{one.first.isoformat()}",
                text=_("%(what)s本期还须%(n)s次") % {"what": cadence.title, "n": one.missing},
                url=reverse("congress:meeting-record"),
                seen_at=reverse("congress:meetings"),
                event_on=one.first,
                due_on=one.last,
                posts=BOUND,
                cites=(cadence.cite,),
            )


@binds(ANSWERED, how="deadline")
def proposals_to_answer(towns: Towns, day: date, until: date | None = None) -> Iterator[Duty]:
    """Each that was handed over, to its owner."""
    rows = DelegateProposal.objects.filter(
        organization__in=towns, status=DelegateProposal.Status.HANDED, due_on__isnull=False
    )
    if until is not None:
        rows = rows.filter(due_on__lte=until)
    rows = rows.order_by("due_on", "pk")
    books = books_for([town.pk for town in towns], day)
    for row in rows:
        yield Duty(
            clock="congress.proposals",
            organization_id=row.organization_id,
            object_type="governance.delegateproposal",
            object_id=row.pk,
            text=_("答复%(what)s") % {"what": row},
            url=reverse("congress:proposal", args=[row.pk]),
            event_on=row.received_on,
            due_on=row.due_on,
            posts=BOUND,
            persons=(row.owner_id,) if row.owner_id else (),
            cites=(ANSWERED,) if books[row.organization_id].article(ANSWERED) else (),
        )


@binds(RULES_REPORTED, how="deadline")
def rules_to_report(towns: Towns, day: date) -> Iterator[Duty]:
    """Once a year a session hears how the rules of procedure were kept (S1-01:十三-1)."""
    first, last = date(day.year, 1, 1), date(day.year, 12, 31)
    books = books_for([town.pk for town in towns], day)
    heard = CongressMeeting.objects.filter(
        organization__in=towns, rules_reported=True, held_on__range=(first, last)
    )
    done = set(heard.values_list("organization_id", flat=True).order_by())
    for town in towns:
        if town.pk in done or books[town.pk].article(RULES_REPORTED) is None:
            continue
        yield Duty(
            clock="congress.rules_report",
            organization_id=town.pk,
            object_type="governance.organization",
            object_id=town.pk,
            part=str(day.year),
            text=_("向党代会报告%(year)s年议事规则执行情况") % {"year": day.year},
            url=reverse("congress:meeting-record"),
            seen_at=reverse("congress:meetings"),
            event_on=first,
            due_on=last,
            posts=("secretary", *BOUND),
            cites=(RULES_REPORTED,),
        )


for _cadence in CADENCES:
    register_cadence(_cadence)
    bind(_cadence.cite, by="governance.office.congress.clocks.meetings_owed", how="cadence")
register_clock(
    Clock("congress.meetings", gettext_lazy("党代会、代表的会"), meetings_owed, offsets=(-30, -10, -3, 0))
)
register_clock(
    Clock(
        "congress.proposals",
        gettext_lazy("答复代表建议"),
        proposals_to_answer,
        offsets=(-7, -1, 0, 1, 7),
        escalate=((1, ("office_director",)), (7, LEADERS)),
        day_is_stored=True,
    )
)
register_clock(
    Clock("congress.rules_report", gettext_lazy("报告规则执行"), rules_to_report, offsets=(-60, -30, -7, 0))
)
