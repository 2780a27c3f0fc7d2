"""What responsibilities owe: the year's letters begun (S1-06:正-1, S3-06:1-7), every one of them signed by its day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.deadlines.duties import Clock, Duty, Towns, register_clock
from governance.office.responsibilities.models import LetterRound, ResponsibilityLetter
from governance.office.responsibilities.policies import CLERKS
from governance.people.standard_posts import LEADERS
from governance.rulebook.book import books_for
from governance.rules.coverage import binds

Kind = LetterRound.Kind
CITES = {Kind.INTEGRITY.value: "S1-06:正-1", Kind.PARTY_BUILDING.value: "S3-06:1-7"}
# A year's letters are worth most when the year is young: quarter by quarter, then as the year ends.
THROUGH_THE_YEAR = (-275, -184, -92, -30, -7, 0)


@binds(*CITES.values(), how="deadline")
def rounds_owed(towns: Towns, day: date) -> Iterator[Duty]:
    """One duty a town, kind and year in which the article holds and no round was opened. Two queries."""
    first, last = date(day.year, 1, 1), date(day.year, 12, 31)
    opened = LetterRound.objects.filter(organization__in=towns, year=day.year)
    have = set(opened.values_list("organization_id", "kind").order_by())
    books = books_for([town.pk for town in towns], day)
    for town in towns:
        for kind, cite in CITES.items():
            if (town.pk, kind) in have or books[town.pk].article(cite) is None:
                continue
            yield Duty(
                clock="responsibilities.round",
                organization_id=town.pk,
                object_type="governance.organization",
                object_id=town.pk,
                text=_("%(year)s年%(kind)s还没有备") % {"year": day.year, "kind": Kind(kind).label},
                url=reverse("responsibilities:round-open") + f"?lei={kind}",
                seen_at=reverse("responsibilities:letters"),
                event_on=first,
                due_on=last,
                posts=CLERKS[kind],
                cites=(cite,),
                part=f"{kind}:{day.year}",
            )


@binds(*CITES.values(), how="deadline")
def letters_owed(towns: Towns, day: date, until: date | None = None) -> Iterator[Duty]:
    """One duty a round with letters that one side or both have not signed, due on the day the round set. One query."""
    waiting = [ResponsibilityLetter.Status.DRAFT, ResponsibilityLetter.Status.CHECKED]
    rounds = LetterRound.objects.filter(organization__in=towns)
    if until is not None:
        rounds = rounds.filter(sign_by__lte=until)
    for one in rounds.annotate(n=Count("letters", filter=Q(letters__status__in=waiting))).filter(n__gt=0):
        yield Duty(
            clock="responsibilities.letters",
            organization_id=one.organization_id,
            object_type="governance.letterround",
            object_id=one.pk,
            text=_("%(round)s还有%(n)s份没有签齐") % {"round": one, "n": one.n},
            url=reverse("responsibilities:round", args=[one.pk]),
            event_on=one.opened_on,
            due_on=one.sign_by,
            posts=CLERKS[one.kind],
            cites=(CITES[one.kind],),
        )


register_clock(
    Clock("responsibilities.round", gettext_lazy("备年度责任书"), rounds_owed, offsets=THROUGH_THE_YEAR)
)
register_clock(
    Clock(
        "responsibilities.letters",
        gettext_lazy("签责任书"),
        letters_owed,
        offsets=(-14, -7, -3, 0, 3, 7),
        escalate=((3, LEADERS),),
        day_is_stored=True,
    )
)
