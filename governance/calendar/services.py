"""Verbs on the working calendar: enter a year, check and confirm it; load the shipped years."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from governance.access.actor import Actor, system_actor
from governance.access.policy import require
from governance.audit import clock
from governance.audit.act import act, verb
from governance.audit.recorded import record_many
from governance.calendar.judgement import is_open, may_enter, two_persons
from governance.calendar.models import CalendarDay, CalendarYear
from governance.calendar.policies import SEEDING
from governance.rules import strict_yaml
from governance.rules.days import SHIPPED, shipped_calendar
from governance.rules.verdict import Verdict, all_of


@verb("calendar.year.entered")
def enter_year(
    *,
    actor: Actor,
    year: int,
    source: str,
    published_on: date,
    holidays: Mapping[date, str],
    workdays: Iterable[date],
) -> CalendarYear:
    """Enter the arrangement of a year as the notice gives it (`holidays`: day → name of the festival).
    It counts once another person has confirmed it; an amended notice is entered as a new arrangement."""
    made_up = frozenset(workdays)
    row = CalendarYear(
        year=year,
        source=source.strip(),
        published_on=published_on,
        entered_by_id=actor.account_id,
        entered_on=clock.today(),
    )
    decision = require(actor, "calendar.year.entered", row)
    facts = _facts(row, len(holidays), len(made_up))
    with act(decision, may_enter(year, holidays, made_up), on=row, facts=facts):
        row.save()
        record_many(_days(row, holidays, made_up))
    return row


@verb("calendar.year.confirmed")
def confirm_year(*, arrangement_id: int, actor: Actor) -> CalendarYear:
    """Another administrator has compared it with the notice; from now on it counts."""
    row = CalendarYear.objects.select_for_update(of=("self",)).get(pk=arrangement_id)
    decision = require(actor, "calendar.year.confirmed", row)
    name = row.entered_by.display_name if row.entered_by else ""
    verdict = all_of(_open(row), two_persons(row.entered_by_id, actor.account_id, name))
    with act(decision, verdict, on=row, facts=_facts(row)):
        row.status = CalendarYear.Status.CONFIRMED
        row.confirmed_by_id = actor.account_id
        row.confirmed_on = clock.today()
        row.save(update_fields=["status", "confirmed_by", "confirmed_on"])
    return row


@verb("calendar.year.withdrawn")
def withdraw_year(*, arrangement_id: int, actor: Actor) -> CalendarYear:
    """Take back an arrangement that nobody has confirmed yet."""
    row = CalendarYear.objects.select_for_update(of=("self",)).get(pk=arrangement_id)
    decision = require(actor, "calendar.year.withdrawn", row)
    with act(decision, _open(row), on=row, facts=_facts(row)):
        row.status = CalendarYear.Status.WITHDRAWN
        row.save(update_fields=["status"])
    return row


def seed_shipped_years() -> list[int]:
    """Load the shipped years that have no arrangement yet; they were compared with the published
    notices before they were shipped. Returns the years loaded: none on a second run."""
    known = set(CalendarYear.objects.values_list("year", flat=True))
    loaded = [year for year in sorted(shipped_calendar().years) if year not in known]
    for year in loaded:
        _seed_year(actor=system_actor(SEEDING, clock.today()), year=year)
    return loaded


@verb("calendar.year.seeded")
def _seed_year(*, actor: Actor, year: int, folder: Path = SHIPPED) -> CalendarYear:
    data: dict[str, Any] = strict_yaml.read(folder / f"{year}.yaml")
    holidays = {
        part["from"] + timedelta(n): part["name"]
        for part in data["holidays"]
        for n in range((part["to"] - part["from"]).days + 1)
    }
    made_up = frozenset(data["workdays"])
    row = CalendarYear(
        year=year,
        source=data["source"],
        published_on=data["published"],
        status=CalendarYear.Status.CONFIRMED,
        entered_on=clock.today(),
        confirmed_on=clock.today(),
    )
    decision = require(actor, "calendar.year.seeded", row)
    facts = _facts(row, len(holidays), len(made_up))
    with act(decision, may_enter(year, holidays, made_up), on=row, facts=facts):
        row.save()
        record_many(_days(row, holidays, made_up))
    return row


def _days(row: CalendarYear, holidays: Mapping[date, str], workdays: frozenset[date]) -> list[CalendarDay]:
    off = [
        CalendarDay(calendar_year=row, day=day, kind=CalendarDay.Kind.HOLIDAY, name=name)
        for day, name in sorted(holidays.items())
    ]
    made_up = [
        CalendarDay(calendar_year=row, day=day, kind=CalendarDay.Kind.MAKE_UP) for day in sorted(workdays)
    ]
    return off + made_up


def _open(row: CalendarYear) -> Verdict:
    waiting = row.status == CalendarYear.Status.PROPOSED
    return is_open(waiting=waiting, status=row.get_status_display())


def _facts(row: CalendarYear, holidays: int | None = None, workdays: int | None = None) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "year": row.year,
        "source": row.source,
        "published": row.published_on.isoformat(),
    }
    if holidays is not None:
        facts |= {"holidays": holidays, "workdays": workdays}
    return facts
