"""What other bodies owe by a day: another meeting before the period ends, and secret matters seen to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.deadlines.cadences import Cadence, Period, binds, period_of, required_by
from governance.deadlines.duties import Clock, Duty, Towns, register_clock
from governance.rulebook.book import books_for
from governance.rules.coverage import bind
from meetings.bodies.models import BodyMatter, BodyMeeting
from meetings.bodies.rhythms import CADENCES, HELD, sittings
from meetings.bodies.rules.kinds import KINDS

PLANNED = (BodyMeeting.Status.DRAFT, BodyMeeting.Status.NOTICED)
FOLLOWED = "S1-03:四-5"
# The first reminder comes while there is time to call a meeting; the last on the last day.
OFFSETS: dict[Period, tuple[int, ...]] = {
    Period.WEEK: (-2, 0),
    Period.FORTNIGHT: (-6, -2, 0),
    Period.MONTH: (-10, -5, -2, 0),
    Period.TWO_MONTHS: (-20, -7, -2, 0),
    Period.QUARTER: (-30, -10, -3, 0),
    Period.HALF_YEAR: (-45, -15, -5, 0),
    Period.YEAR: (-90, -30, -10, -3, 0),
}


def now_words(period: Period) -> str:
    """本周, 本月 …, as sentences about the running period begin."""
    return {
        Period.WEEK: _("本周"),
        Period.FORTNIGHT: _("这两周"),
        Period.MONTH: _("本月"),
        Period.TWO_MONTHS: _("这两个月"),
        Period.QUARTER: _("本季度"),
        Period.HALF_YEAR: _("本半年"),
        Period.YEAR: _("本年"),
    }[period]


def _of_period(period: Period) -> list[tuple[str, Cadence]]:
    return [(code, one) for code, many in CADENCES.items() for one in many if one.period is period]


def meetings_to_hold(period: Period) -> Callable[[Towns, date], Iterator[Duty]]:
    """For one length of period: the kinds short of their figure in the period of the day. A meeting already
    called for a day of it counts as coming; the articles of one kind that ask the same are one duty."""

    def owed(towns: Towns, day: date) -> Iterator[Duty]:
        cadences = _of_period(period)
        kinds = [KINDS[code] for code in dict.fromkeys(code for code, _one in cadences)]
        if not kinds or not towns:
            return
        first, last = period_of(period, day)
        held = sittings(towns, first, last, kinds)
        coming = _called(towns, day, last, [kind.code for kind in kinds])
        books = books_for([town.pk for town in towns], day)
        for town in towns:
            for kind in kinds:
                bound = [one for code, one in cadences if code == kind.code and binds(one, books[town.pk])]
                wanted = {one.cite: required_by(one, books[town.pk]) or 0 for one in bound}
                done = held.counts(kind, [town], [(first, last)]).get(town.pk)
                if done is None:
                    continue
                expected = 0 if kind.of_village else coming.get((town.pk, kind.code), 0)
                missing = max(wanted.values(), default=0) - done[0] - expected
                if missing <= 0:
                    continue
                title = _(kind.title)
                words = _("%(when)s还须召开%(kind)s%(n)s次")
                if kind.of_village:
                    words = _("%(when)s还有村没有开%(kind)s")
                yield Duty(
                    clock=f"meetings.rhythm.{period}",
                    organization_id=town.pk,
                    object_type="governance.organization",
                    object_id=town.pk,
                    part=f"{kind.code}:{first.isoformat()}",
                    text=words % {"when": now_words(period), "kind": title, "n": missing},
                    url=reverse("meetings:body-call", args=[kind.code]),
                    seen_at=reverse("meetings:body-year"),
                    event_on=first,
                    due_on=last,
                    posts=tuple(
                        p for p in kind.prepared_by if not p.startswith("village_") or kind.of_village
                    ),
                    cites=tuple(cite for cite, number in wanted.items() if number),
                )

    return owed


def _called(towns: Towns, day: date, last: date, kinds: list[str]) -> dict[tuple[int, str], int]:
    """Meetings called for a day still to come in the period, by town and kind. One query."""
    rows = BodyMeeting.objects.filter(
        organization__in=towns, kind__in=kinds, status__in=PLANNED, held_on__range=(day, last)
    )
    found: dict[tuple[int, str], int] = defaultdict(int)
    for town, kind in rows.values_list("organization_id", "kind"):
        found[town, kind] += 1
    return found


def secret_matters(towns: Towns, day: date, until: date | None = None) -> Iterator[Duty]:
    """What was prepared under seal and given to somebody by a day (S1-03:四-5). The reminder says no more than
    that there is something; whoever sees it done reads it on the meeting's page."""
    sealed = [kind.code for kind in KINDS.values() if kind.sealed]
    rows = BodyMatter.objects.filter(
        organization__in=towns,
        state=BodyMatter.State.STANDS,
        owner__isnull=False,
        done_on__isnull=True,
        meeting__status__in=HELD,
        meeting__kind__in=sealed,
    )
    if until is not None:
        rows = rows.filter(due_on__lte=until)
    rows = rows.select_related("meeting")
    books = books_for({row.organization_id for row in rows}, day)
    for row in rows:
        assert row.owner_id is not None and row.due_on is not None
        adopted = books[row.organization_id].article(FOLLOWED) is not None
        yield Duty(
            clock="meetings.body_matter",
            organization_id=row.organization_id,
            object_type="meetings.bodymatter",
            object_id=row.pk,
            text=_("落实一件涉密会议交办的事"),
            url=reverse("meetings:body", args=[row.meeting_id]),
            event_on=row.meeting.held_on,
            due_on=row.due_on,
            persons=(row.owner_id,),
            cites=(FOLLOWED,) if adopted else (),
            basis=_("会议交办"),
        )


TITLES = {
    Period.WEEK: gettext_lazy("每周的会"),
    Period.FORTNIGHT: gettext_lazy("每两周的会"),
    Period.MONTH: gettext_lazy("每月的会"),
    Period.TWO_MONTHS: gettext_lazy("每两个月的会"),
    Period.QUARTER: gettext_lazy("每季的会"),
    Period.HALF_YEAR: gettext_lazy("每半年的会"),
    Period.YEAR: gettext_lazy("每年的会"),
}
for _period in Period:
    register_clock(
        Clock(
            f"meetings.rhythm.{_period}", TITLES[_period], meetings_to_hold(_period), offsets=OFFSETS[_period]
        )
    )
register_clock(
    Clock(
        "meetings.body_matter",
        gettext_lazy("涉密事项落实"),
        secret_matters,
        offsets=(-3, 0, 1, 7),
        day_is_stored=True,
    )
)
bind(FOLLOWED, by="meetings.bodies.clocks.secret_matters", how="deadline")
