"""年度会议表: body by month, what was held, what is due, what was missed; each cell leads to the meetings.

However many towns there are and however many periods a year has, what was held is read in one query for the
bodies and one for the committee.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.deadlines.cadences import Cadence, Period, Standing, all_cadences
from governance.deadlines.lateness import over, periods_ending
from governance.people.models import Organization
from governance.rulebook.book import TownRules, rules_by_town
from governance.templatetags.wordings import short_date
from meetings.bodies.models import BodyMeeting
from meetings.bodies.rhythms import CADENCES, HELD, Sittings, sittings
from meetings.bodies.rules.kinds import KINDS, KindRules
from meetings.clocks import MONTHLY_CADENCE, meeting_days
from meetings.models import Meeting
from meetings.pages.calendar import HELD as COMMITTEE_MET

MANY = 6  # more meetings of one kind in a month than this are told as a number


@dataclass(frozen=True)
class Shown:
    """One meeting in a cell."""

    day: date
    label: str
    url: str
    state: str
    held: bool


@dataclass
class Cell:
    """A body's month. `words`: (shape of the state, what it says): 缺1次, 还差1次."""

    month: int
    meetings: list[Shown] = field(default_factory=list)
    words: list[tuple[str, str]] = field(default_factory=list)
    more: str = ""
    more_url: str = ""


@dataclass(frozen=True)
class Asked:
    """What an article asks of the body: every week once, under which article; `number` None: not set."""

    text: str
    cite: str


@dataclass(frozen=True)
class Row:
    title: str
    asked: list[Asked]
    cells: list[Cell]
    done: int
    late: int


@dataclass(frozen=True)
class YearPage:
    year: int
    rows: list[Row]
    late: int

    @property
    def before(self) -> int:
        return self.year - 1

    @property
    def after(self) -> int:
        return self.year + 1


@dataclass(frozen=True)
class Asking:
    """One town's year, with its decisions on rules read once."""

    town: Organization
    first: date
    last: date
    today: date
    rules: Mapping[int, TownRules]

    def over(self, cadence: Cadence, counted: Mapping[int, Sequence[int]] | None = None) -> list[Standing]:
        found = over(cadence, [self.town], self.first, self.last, counted, self.rules)
        return found.get(self.town.pk, [])


def every(period: Period) -> str:
    return {
        Period.WEEK: _("每周"),
        Period.FORTNIGHT: _("每两周"),
        Period.MONTH: _("每月"),
        Period.TWO_MONTHS: _("每两个月"),
        Period.QUARTER: _("每季度"),
        Period.HALF_YEAR: _("每半年"),
        Period.YEAR: _("每年"),
    }[period]


def year_page(actor: Actor, town: Organization, year: int) -> YearPage:
    first, last = date(year, 1, 1), date(year, 12, 31)
    opens = min(start for period in Period for start, _end in periods_ending(period, first, last))
    rules = rules_by_town([town.pk])
    held = sittings([town], opens, last, KINDS.values())
    shown = _shown(actor, town, first, last)
    asked = Asking(town, first, last, actor.day, rules)
    rows = [_committee(actor, asked)]
    rows += [_of_kind(kind, asked, held, shown.get(kind.code, [])) for kind in KINDS.values()]
    rows += _others(asked)
    told = [row for row in rows if row is not None]
    return YearPage(year, told, sum(row.late for row in told))


def _shown(actor: Actor, town: Organization, first: date, last: date) -> dict[str, list[Shown]]:
    """The meetings the reader may open, by kind. One query."""
    found: dict[str, list[Shown]] = defaultdict(list)
    rows = BodyMeeting.objects.visible_to(actor).filter(organization=town, held_on__range=(first, last))
    for row in (
        rows.exclude(status=BodyMeeting.Status.CANCELLED).select_related("unit").order_by("held_on", "pk")
    ):
        label = _("%(day)s日") % {"day": row.held_on.day}
        if row.unit is not None:
            label = f"{label}{row.unit.short_name}"
        url = reverse("meetings:body", args=[row.pk])
        found[row.kind].append(
            Shown(row.held_on, label, url, str(row.get_status_display()), row.status in HELD)
        )
    return found


def _of_kind(kind: KindRules, asked: Asking, held: Sittings, shown: list[Shown]) -> Row | None:
    """None for a body the town does not hold and the reader sees nothing of."""
    went: list[tuple[Cadence, list[Standing]]] = []
    for cadence in CADENCES[kind.code]:
        spans = periods_ending(cadence.period, asked.first, asked.last)
        standings = asked.over(cadence, held.counts(kind, [asked.town], spans))
        if standings:
            went.append((cadence, standings))
    if not went and not shown:
        return None
    row = _row(_(kind.title), went, shown, asked.today)
    _fold(row, kind, asked.first.year)
    return row


def _fold(row: Row, kind: KindRules, year: int) -> None:
    """Many meetings of a kind in one month are a number that leads to the list."""
    for cell in row.cells:
        if len(cell.meetings) > MANY:
            cell.more = _("%(n)s次") % {"n": len(cell.meetings)}
            cell.more_url = f"{reverse('meetings:bodies')}?{urlencode({'zhonglei': kind.code, 'nian': year})}"
            cell.meetings.clear()


def _committee(actor: Actor, asked: Asking) -> Row | None:
    """The committee's own meetings beside the others. Two queries."""
    rows = Meeting.objects.visible_to(actor).filter(organization=asked.town, year=asked.first.year)
    shown = []
    for meeting in rows.exclude(status=Meeting.Status.CANCELLED).order_by("meets_at", "pk"):
        day = timezone.localtime(meeting.meets_at).date()
        label = _("%(day)s日") % {"day": day.day}
        url = reverse("meetings:room", args=[meeting.pk])
        state, over_ = str(meeting.get_status_display()), meeting.status in COMMITTEE_MET
        shown.append(Shown(day, label, url, state, over_))
    went = [(MONTHLY_CADENCE, standings)] if (standings := _monthly(asked)) else []
    if not shown and not went:
        return None
    return _row(_("党委会"), went, shown, asked.today)


def _monthly(asked: Asking) -> list[Standing]:
    """The committee's months, counted from its meetings of the year in one query."""
    spans = periods_ending(MONTHLY_CADENCE.period, asked.first, asked.last)
    days = meeting_days([asked.town], asked.first, asked.last).get(asked.town.pk, ())
    counted = [sum(first <= day <= last for day in days) for first, last in spans]
    return asked.over(MONTHLY_CADENCE, {asked.town.pk: counted})


def _others(asked: Asking) -> list[Row]:
    """Cadences of other packages, without meetings to lead to."""
    own = {one.code for many in CADENCES.values() for one in many} | {MONTHLY_CADENCE.code}
    rows = []
    for cadence in all_cadences():
        if cadence.code in own or cadence.count_many is None:
            continue
        if standings := asked.over(cadence):
            rows.append(_row(str(cadence.title), [(cadence, standings)], [], asked.today))
    return rows


def _row(
    title: str, went: Sequence[tuple[Cadence, list[Standing]]], shown: Iterable[Shown], today: date
) -> Row:
    cells = [Cell(month) for month in range(1, 13)]
    done = 0
    for one in shown:
        cells[one.day.month - 1].meetings.append(one)
        done += one.held
    asked, late = [], 0
    for cadence, standings in went:
        asked.append(_asked(cadence, standings[-1]))
        for month, of_month in _by_month(standings).items():
            words, missed = _words(cadence, of_month, today, alone=len(went) == 1)
            cells[month - 1].words.extend(words)
            late += missed
    if not done:
        done = max((sum(s.done for s in standings) for _cadence, standings in went), default=0)
    return Row(title, asked, cells, done, late)


def _by_month(standings: Iterable[Standing]) -> dict[int, list[Standing]]:
    found: dict[int, list[Standing]] = defaultdict(list)
    for one in standings:
        found[one.last.month].append(one)
    return found


def _asked(cadence: Cadence, newest: Standing) -> Asked:
    if newest.required is None:
        return Asked(_("%(every)s几次没有设定") % {"every": every(cadence.period)}, cadence.cite)
    return Asked(_("%(every)s%(n)s次") % {"every": every(cadence.period), "n": newest.required}, cadence.cite)


def _words(
    cadence: Cadence, standings: Sequence[Standing], today: date, *, alone: bool
) -> tuple[list[tuple[str, str]], int]:
    """What is said of the periods that end in one month, and how many of them were missed."""
    words = []
    of = "" if alone else every(cadence.period)
    set_ = [one for one in standings if one.required is not None]
    missed = [one for one in set_ if one.last < today and one.missing]
    if len(standings) > 1 and missed:
        words.append(("late", _("%(of)s缺%(n)s期") % {"of": of, "n": len(missed)}))
    elif missed:
        words.append(("late", _("%(of)s缺%(n)s次") % {"of": of, "n": missed[0].missing}))
    for one in set_:
        if one.first <= today <= one.last and one.missing:
            named = {"of": of, "n": one.missing, "day": short_date(one.last, today)}
            words.append(("near", _("%(of)s还差%(n)s次，%(day)s止") % named))
    enough = set_ and all(one.last < today or not one.missing for one in set_) and not missed
    if enough and any(one.done for one in set_):
        words.append(("done", _("%(of)s已够") % {"of": of}))
    return words, len(missed)
