"""会议日历: a month with working days and what falls on them, a year of meetings against what must be held."""

from __future__ import annotations

import calendar
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.calendar.models import CalendarDay, CalendarYear
from governance.calendar.working import calendar_for
from governance.deadlines.cadences import Standing, standing
from governance.deadlines.feed import duties_for
from governance.people.models import Organization
from governance.templatetags.wordings import zh_time
from meetings.bodies.models import BodyMeeting
from meetings.bodies.pages import SHAPES, page_of
from meetings.clocks import MONTHLY_CADENCE
from meetings.models import Meeting, TopicCall
from meetings.pages.lists import MEETING_KINDS

FIRST, LAST = 1950, 2150  # years that can be turned to
M = Meeting.Status
HELD = (M.IN_SESSION, M.CLOSED, M.ARCHIVED)
PLANNED = (M.PREPARING, M.NOTICED)


@dataclass(frozen=True)
class Entry:
    """Something that falls on a day. `kind`: meeting, call, duty."""

    kind: str
    what: str
    url: str
    time: str = ""
    state: str = ""
    state_kind: str = ""


@dataclass
class Day:
    day: date
    inside: bool  # of the month shown
    kind: str  # work, rest, holiday, makeup
    label: str = ""
    today: bool = False
    entries: list[Entry] = field(default_factory=list)


@dataclass(frozen=True)
class MonthPage:
    first: date
    weeks: tuple[tuple[Day, ...], ...]
    days: tuple[Day, ...]  # of the month, those on which something falls
    workdays: int
    provisional: bool
    before: str
    after: str


def month_of(text: str, today: date) -> date:
    """The first day of the month in `2026-11`; of this month for anything else."""
    try:
        first = date.fromisoformat(f"{text.strip()[:7]}-01")
    except ValueError:
        return today.replace(day=1)
    return first if FIRST <= first.year <= LAST else today.replace(day=1)


def _next(first: date, months: int) -> str:
    index = first.year * 12 + first.month - 1 + months
    return f"{index // 12}-{index % 12 + 1:02d}"


def month_page(actor: Actor, first: date) -> MonthPage:
    """The month in weeks from Monday, with what the actor may know of."""
    days = [d for week in calendar.Calendar().monthdatescalendar(first.year, first.month) for d in week]
    working, names = calendar_for(actor.day), _names(days[0], days[-1])
    entries = _entries(actor, days[0], days[-1])
    drawn = []
    for day in days:
        weekend = day.weekday() >= 5
        works = working.is_working(day)
        kind = ("makeup" if weekend else "work") if works else ("rest" if weekend else "holiday")
        label = _("班") if kind == "makeup" else names.get(day, "") or (_("休") if kind == "holiday" else "")
        one = Day(day, day.month == first.month, kind, label, day == actor.day, entries.get(day, []))
        drawn.append(one)
    inside = [one for one in drawn if one.inside]
    return MonthPage(
        first=first,
        weeks=tuple(tuple(drawn[n : n + 7]) for n in range(0, len(drawn), 7)),
        days=tuple(one for one in inside if one.entries or one.kind in ("holiday", "makeup")),
        workdays=sum(one.kind in ("work", "makeup") for one in inside),
        provisional=not working.knows(first),
        before=_next(first, -1),
        after=_next(first, 1),
    )


def _names(first: date, last: date) -> dict[date, str]:
    """Names of the days off, of the newest confirmed arrangement."""
    rows = CalendarDay.objects.filter(
        day__range=(first, last),
        kind=CalendarDay.Kind.HOLIDAY,
        calendar_year__status=CalendarYear.Status.CONFIRMED,
    ).order_by("calendar_year__published_on", "calendar_year_id")
    return {row.day: row.name for row in rows}


def _entries(actor: Actor, first: date, last: date) -> dict[date, list[Entry]]:
    found: dict[date, list[Entry]] = defaultdict(list)
    meetings = Meeting.objects.visible_to(actor).filter(meets_at__date__range=(first, last))
    for meeting in meetings.order_by("meets_at"):
        found[timezone.localdate(meeting.meets_at)].append(meeting_entry(meeting))
    for body in BodyMeeting.objects.in_diary_of(actor).filter(held_on__range=(first, last)):
        found[body.held_on].append(body_entry(body))
    for day in found.values():
        day.sort(key=lambda one: one.time)
    calls = TopicCall.objects.visible_to(actor).filter(
        closes_on__range=(first, last),
        withdrawn_on__isnull=True,
        meeting__in=Meeting.objects.visible_to(actor),
    )
    for call in calls.select_related("meeting").order_by("closes_on", "pk"):
        what = _("%(meeting)s议题征集截止") % {"meeting": call.meeting}
        found[call.closes_on].append(Entry("call", what, reverse("meetings:room", args=[call.meeting_id])))
    for duty in duties_for(actor):
        if first <= duty.due_on <= last:
            found[duty.due_on].append(Entry("duty", duty.text, duty.address(bound=True), state=_("限")))
    return found


def meeting_entry(meeting: Meeting) -> Entry:
    return Entry(
        "meeting",
        str(meeting),
        reverse("meetings:room", args=[meeting.pk]),
        zh_time(meeting.meets_at),
        str(meeting.get_status_display()),
        MEETING_KINDS.get(meeting.status, ""),
    )


def body_entry(meeting: BodyMeeting) -> Entry:
    return Entry(
        "meeting",
        meeting.title,
        page_of(meeting),
        zh_time(meeting.starts_at),
        str(meeting.get_status_display()),
        SHAPES[meeting.status],
    )


# A year ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class MonthRow:
    first: date
    cells: tuple[tuple[Entry, ...], ...]  # by body, in the order of `BODIES`
    held: int
    planned: int
    required: int | None
    word: str
    kind: str
    month: str


@dataclass(frozen=True)
class YearPage:
    year: int
    bodies: tuple[Any, ...]
    rows: tuple[MonthRow, ...]
    adopted: bool  # an article says how often


def year_page(actor: Actor, town: Organization, year: int) -> YearPage:
    """Twelve months by body, each measured by the monthly cadence in force at its end."""
    meetings = Meeting.objects.visible_to(actor).filter(organization=town, year=year)
    found: dict[tuple[int, bool], list[Meeting]] = defaultdict(list)
    for meeting in meetings.order_by("meets_at"):
        found[timezone.localdate(meeting.meets_at).month, meeting.enlarged].append(meeting)
    rows, adopted = [], False
    for month in range(1, 13):
        first = date(year, month, 1)
        last = first.replace(day=calendar.monthrange(year, month)[1])
        plain, enlarged = found.get((month, False), []), found.get((month, True), [])
        measured = standing(MONTHLY_CADENCE, town, last)
        adopted = adopted or measured is not None
        here = [*plain, *enlarged]
        held = sum(m.status in HELD for m in here)
        planned = sum(m.status in PLANNED for m in here)
        word, kind = _stands(measured, held, planned, first, last, actor.day)
        cells = (tuple(map(meeting_entry, plain)), tuple(map(meeting_entry, enlarged)))
        required = measured.required if measured else None
        rows.append(MonthRow(first, cells, held, planned, required, word, kind, f"{year}-{month:02d}"))
    return YearPage(year, (_("党委会"), _("党委扩大会")), tuple(rows), adopted)


def _stands(
    measured: Standing | None, held: int, planned: int, first: date, last: date, today: date
) -> tuple[str, str]:
    """(word, kind of state) of a month: held enough, missing, planned, still open."""
    if measured is None or measured.required is None:
        return (_("已开%(n)s次") % {"n": held}, "done") if held else ("", "")
    if not measured.missing:
        return _("已开够"), "done"
    short = {"n": measured.missing}
    if last < today:
        return _("少开%(n)s次") % short, "late"
    if first > today:
        return (_("已排%(n)s次") % {"n": planned}, "doing") if planned else ("", "")
    if planned >= measured.missing:
        return _("已排%(n)s次") % {"n": planned}, "doing"
    return _("还须开%(n)s次") % short, "near"


def years_of(actor: Actor, year: int) -> tuple[int, ...]:
    known = Meeting.objects.visible_to(actor).filter(Q(year__isnull=False)).values_list("year", flat=True)
    return tuple(sorted({*known.distinct().order_by(), year, actor.day.year}, reverse=True))
