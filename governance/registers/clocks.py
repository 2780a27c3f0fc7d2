"""So many rows a period: what a register's rhythm asks for, reminded before the period ends.

Of shipped registers each is a cadence, so that year views count it; a town's own are read from its rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import partial

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.deadlines.cadences import Cadence, Period, period_of, register_cadence, times_in
from governance.deadlines.duties import Clock, Duty, Towns, register_clock
from governance.people.models import Organization
from governance.people.queries import branches_of, secretaries_of
from governance.registers import catalogue
from governance.registers.models import DeclaredRegister, RegisterEntry
from governance.registers.rules.asking import binds_here
from governance.registers.rules.declaration import Declaration
from governance.rulebook.book import books_for
from governance.rules.book import Book

AT_ONCE = -366  # as soon as the duty stands: it stands only for the last days of its period
S = RegisterEntry.Status


def entered(code: str, towns: Towns, first: date, last: date) -> Mapping[int, int]:
    """How many rows each town entered and sent on from `first` to `last`."""
    rows = RegisterEntry.objects.filter(
        organization__in=towns,
        register=code,
        status__in=[S.SIGNING, S.DONE],
        happened_on__range=(first, last),
    )
    return dict(rows.order_by().values_list("organization_id").annotate(n=Count("pk")))


def entered_by_branch(code: str, towns: Towns, first: date, last: date) -> dict[int, int]:
    """The same for each branch, by its id."""
    rows = RegisterEntry.objects.filter(
        organization__in=towns,
        register=code,
        status__in=[S.SIGNING, S.DONE],
        happened_on__range=(first, last),
    )
    return dict(rows.order_by().values_list("unit_id").annotate(n=Count("pk")))


def entered_by_every_branch(code: str, towns: Towns, first: date, last: date) -> Mapping[int, int]:
    """How many rows there are of that branch of each town that has the fewest."""
    done = entered_by_branch(code, towns, first, last)
    fewest: dict[int, int] = {}
    for unit in branches_of(towns):
        assert unit.town_id is not None
        n = done.get(unit.pk, 0)
        fewest[unit.town_id] = min(n, fewest.get(unit.town_id, n))
    return fewest


def with_branches(towns: Towns) -> Towns:
    there = {unit.town_id for unit in branches_of(towns)}
    return [town for town in towns if town.pk in there]


def required(declaration: Declaration, book: Book) -> int | None:
    """How many rows a period; None where the article does not bind or its figure is not set."""
    rhythm = declaration.rhythm
    if rhythm is None or not binds_here(rhythm.cite, book):
        return None
    return times_in(Period(rhythm.period), book.figure(rhythm.cite, rhythm.name).value)


def rows_to_enter(towns: Towns, day: date) -> Iterator[Duty]:
    """What is still missing in the last days of each period. As many queries for fifty towns as for one."""
    books = books_for([town.pk for town in towns], day)
    for edition in catalogue.shipped().values():
        if edition.declaration.rhythm is not None:
            yield from _missing(edition.declaration, list(towns), books, day)
    by_id = {town.pk: town for town in towns}
    own = DeclaredRegister.objects.filter(organization__in=towns, status=DeclaredRegister.Status.CONFIRMED)
    for row in own:
        declaration = catalogue.pinned(row.text, row.code).declaration
        if declaration.rhythm is not None:
            yield from _missing(declaration, [by_id[row.organization_id]], books, day)


def _missing(
    declaration: Declaration, towns: list[Organization], books: Mapping[int, Book], day: date
) -> Iterator[Duty]:
    rhythm = declaration.rhythm
    assert rhythm is not None
    first, last = period_of(Period(rhythm.period), day)
    if day < last - timedelta(days=rhythm.remind_before):
        return
    wanted = {town.pk: n for town in towns if (n := required(declaration, books[town.pk])) is not None}
    if not wanted:
        return
    asked = [town for town in towns if town.pk in wanted]
    if rhythm.each_branch:
        yield from _missing_in_branches(declaration, asked, wanted, day)
        return
    done = entered(declaration.code, asked, first, last)
    for town_id, n in wanted.items():
        short = n - done.get(town_id, 0)
        if short <= 0:
            continue
        values = {"title": declaration.title, "n": short}
        yield Duty(
            clock="registers.rhythm",
            organization_id=town_id,
            object_type="governance.registerentry",
            object_id=town_id,
            part=f"{declaration.code}|{first.isoformat()}",
            text=_("%(title)s本期还差%(n)s行") % values,
            url=reverse("registers:enter", args=[declaration.code]),
            seen_at=reverse("registers:list", args=[declaration.code]),
            event_on=first,
            due_on=last,
            posts=rhythm.posts,
            cites=(rhythm.cite,),
        )


def _missing_in_branches(
    declaration: Declaration, towns: list[Organization], wanted: Mapping[int, int], day: date
) -> Iterator[Duty]:
    """Each branch by itself, and to whoever leads it."""
    rhythm = declaration.rhythm
    assert rhythm is not None
    first, last = period_of(Period(rhythm.period), day)
    done = entered_by_branch(declaration.code, towns, first, last)
    short = [u for u in branches_of(towns) if u.town_id and done.get(u.pk, 0) < wanted[u.town_id]]
    heads = secretaries_of([unit.pk for unit in short], day)
    for unit in short:
        assert unit.town_id is not None
        values = {
            "unit": unit.short_name,
            "title": declaration.title,
            "n": wanted[unit.town_id] - done.get(unit.pk, 0),
        }
        persons = tuple(heads.get(unit.pk, ()))
        yield Duty(
            clock="registers.rhythm",
            organization_id=unit.town_id,
            object_type="governance.organization",
            object_id=unit.pk,
            part=f"{declaration.code}|{first.isoformat()}",
            text=_("%(unit)s的%(title)s本期还差%(n)s行") % values,
            url=reverse("registers:enter", args=[declaration.code]),
            seen_at=reverse("registers:list", args=[declaration.code]),
            event_on=first,
            due_on=last,
            posts=() if persons else rhythm.posts,
            persons=persons,
            cites=(rhythm.cite,),
        )


register_clock(
    Clock("registers.rhythm", gettext_lazy("台账登记"), rows_to_enter, offsets=(AT_ONCE, -1, 0, 1))
)
for _code, _edition in catalogue.shipped().items():
    _rhythm = _edition.declaration.rhythm
    if _rhythm is not None:
        register_cadence(
            Cadence(
                code=f"registers.{_code}",
                title=_edition.declaration.title,
                cite=_rhythm.cite,
                figure=_rhythm.name,
                period=Period(_rhythm.period),
                count=partial(entered_by_every_branch if _rhythm.each_branch else entered, _code),
                bound=with_branches if _rhythm.each_branch else None,
            )
        )
