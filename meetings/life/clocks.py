"""What a democratic life meeting owes by a day, and the cadences it carries beside those of every body's meeting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.deadlines.cadences import Cadence, Period, register_cadence
from governance.deadlines.duties import Clock, Duty, Towns, register_clock
from governance.rulebook.book import books_for
from governance.rules.book import Book
from governance.rules.coverage import bind
from governance.rules.figures import Amount
from meetings.bodies.models import BodyMeeting
from meetings.bodies.rules.kinds import OFFICE
from meetings.life.models import KIND, LifeMeeting, LifeMember

S = BodyMeeting.Status
PREPARE = (*OFFICE, "organization_clerk")
HELD = (S.HELD, S.RECORDED)


def _binding(book: Book, *cites: str) -> tuple[str, ...]:
    """Those of the articles that bind the town and are not set aside."""
    return tuple(c for c in cites if book.article(c) is not None and book.set_aside_by(c) is None)


def _number(book: Book, cite: str, figure: str) -> int | None:
    """None: blank, nobody has set it."""
    value = book.figure(cite, figure).value
    return int(value.number) if isinstance(value, Amount) else None


def _months_after(day: date, months: int) -> date:
    """The same day so many months on; the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = (date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))


def _duty(meeting: BodyMeeting, clock: str, text: str, due: date, cites: tuple[str, ...]) -> Duty:
    return Duty(
        clock=clock,
        organization_id=meeting.organization_id,
        object_type="meetings.bodymeeting",
        object_id=meeting.pk,
        text=text % {"meeting": meeting.title},
        url=reverse("meetings:life", args=[meeting.pk]),
        event_on=meeting.held_on,
        due_on=due,
        posts=PREPARE,
        cites=cites,
        basis="" if cites else _("会议日期"),
    )


def _planned(towns: Towns) -> list[BodyMeeting]:
    found = BodyMeeting.objects.filter(
        organization__in=towns, kind=KIND, status__in=(S.DRAFT, S.NOTICED), entered_late=False
    )
    return list(found.select_related("life"))


def notices_to_give(towns: Towns, day: date) -> Iterator[Duty]:
    """Members are told ahead (S0-08:三); so many days only where the committee has set them."""
    rows = [m for m in _planned(towns) if m.status == S.DRAFT]
    books = books_for({m.organization_id for m in rows}, day)
    for meeting in rows:
        book = books[meeting.organization_id]
        if not (cites := _binding(book, "S0-08:三")):
            continue
        lead = _number(book, "S0-08:三", "lead")
        due = meeting.held_on - timedelta(days=lead or 0)
        yield _duty(meeting, "meetings.life_notice", _("发出%(meeting)s通知"), due, cites)


def reports_to_make(towns: Towns, day: date) -> Iterator[Duty]:
    """The county is told a week ahead (S0-08:六, 流程图a)."""
    rows = [m for m in _planned(towns) if getattr(m, "life", None) is None or not m.life.reported_on]
    books = books_for({m.organization_id for m in rows}, day)
    for meeting in rows:
        book = books[meeting.organization_id]
        cites = _binding(book, "S0-08:六", "S0-08:流程图a")
        weeks = [n for c in cites if (n := _number(book, c, "report_lead")) is not None]
        if weeks:
            due = meeting.held_on - timedelta(weeks=max(weeks))
            yield _duty(meeting, "meetings.life_report", _("将%(meeting)s报县纪委、县委组织部"), due, cites)


def feedback_to_sign(towns: Towns, day: date) -> Iterator[Duty]:
    """Each member signs for what came back (S0-08:四-1), before the meeting."""
    waiting = LifeMember.objects.filter(
        organization__in=towns,
        returned_at__isnull=False,
        received_at__isnull=True,
        life__meeting__status__in=(S.DRAFT, S.NOTICED),
    )
    for member in waiting.select_related("life__meeting"):
        meeting = member.life.meeting
        yield Duty(
            clock="meetings.life_feedback",
            organization_id=member.organization_id,
            object_type="meetings.lifemember",
            object_id=member.pk,
            text=_("签收%(meeting)s的意见反馈") % {"meeting": meeting.title},
            url=reverse("meetings:life", args=[meeting.pk]),
            event_on=meeting.held_on,
            due_on=meeting.held_on,
            persons=(member.person_id,),
            basis=_("会议日期"),
        )


def ratings_to_tell(towns: Towns, day: date) -> Iterator[Duty]:
    """Ratings go back to each person and are gone through at the meeting (S1-10:四-3b)."""
    rows = LifeMeeting.objects.filter(
        organization__in=towns, ratings_told="", meeting__status__in=(S.NOTICED, S.HELD)
    ).select_related("meeting")
    books = books_for({r.organization_id for r in rows}, day)
    for life in rows:
        if cites := _binding(books[life.organization_id], "S1-10:四-3b"):
            yield _duty(
                life.meeting,
                "meetings.life_ratings",
                _("将测评情况反馈本人，列入%(meeting)s"),
                life.meeting.held_on,
                cites,
            )


def _held(towns: Towns, **over: object) -> list[LifeMeeting]:
    found = LifeMeeting.objects.filter(organization__in=towns, meeting__status__in=HELD, **over)
    return list(found.select_related("meeting"))


def measures_to_set(towns: Towns, day: date) -> Iterator[Duty]:
    """What was found is answered by measures with owners within the article's months (S1-13:六)."""
    rows = _held(towns, measures__isnull=True)
    books = books_for({r.organization_id for r in rows}, day)
    for life in rows:
        book, meeting = books[life.organization_id], life.meeting
        if not (cites := _binding(book, "S1-13:六")):
            continue
        months = _number(book, "S1-13:六", "rectify")
        if months is not None:
            due = _months_after(meeting.held_on, months)
            yield _duty(meeting, "meetings.life_measures", _("订%(meeting)s整改措施"), due, cites)


def circles_to_tell(towns: Towns, day: date) -> Iterator[Duty]:
    """Opinions, measures and course are told in the set circle (S0-08:七, 流程图d, S1-13:八): no number of days,
    so that the day itself counts."""
    rows = _held(towns, published_on__isnull=True)
    books = books_for({r.organization_id for r in rows}, day)
    for life in rows:
        cites = _binding(books[life.organization_id], "S0-08:七", "S0-08:流程图d", "S1-13:八")
        if cites:
            due = life.meeting.held_on
            yield _duty(life.meeting, "meetings.life_publish", _("在一定范围通报%(meeting)s情况"), due, cites)


def packages_to_send(towns: Towns, day: date) -> Iterator[Duty]:
    """The papers go to the county within the days the committee has set (S0-08:八b), or 及时 (S1-13:七): without
    a number the day itself counts."""
    rows = _held(towns, submitted_on__isnull=True)
    books = books_for({r.organization_id for r in rows}, day)
    for life in rows:
        book = books[life.organization_id]
        cites = _binding(book, "S0-08:八b", "S1-13:七")
        if not cites:
            continue
        days = _number(book, "S0-08:八b", "submit") if "S0-08:八b" in cites else None
        due = life.meeting.held_on + timedelta(days=days or 0)
        yield _duty(life.meeting, "meetings.life_submit", _("将%(meeting)s材料报送县里"), due, cites)


def _by_town(rows: QuerySet[LifeMeeting], towns: Towns, first: date, last: date) -> Mapping[int, int]:
    found = rows.filter(
        organization__in=towns, meeting__status__in=HELD, meeting__held_on__range=(first, last)
    )
    return Counter(found.values_list("organization_id", flat=True))


def _regular(towns: Towns, first: date, last: date) -> Mapping[int, int]:
    return _by_town(LifeMeeting.objects.filter(sort=LifeMeeting.Sort.REGULAR), towns, first, last)


def _checked(towns: Towns, first: date, last: date) -> Mapping[int, int]:
    return _by_town(LifeMeeting.objects.exclude(rules_checked=""), towns, first, last)


for _clock in (
    Clock("meetings.life_notice", gettext_lazy("民主生活会通知"), notices_to_give, offsets=(-7, -3, -1, 0)),
    Clock(
        "meetings.life_report",
        gettext_lazy("民主生活会报上级"),
        reports_to_make,
        offsets=(-3, -1, 0, 1),
        escalate=((1, ("secretary",)),),
    ),
    Clock("meetings.life_feedback", gettext_lazy("签收意见反馈"), feedback_to_sign, offsets=(-7, -3, -1, 0)),
    Clock("meetings.life_ratings", gettext_lazy("测评情况列入民主生活会"), ratings_to_tell, offsets=(-3, 0)),
    Clock(
        "meetings.life_measures",
        gettext_lazy("民主生活会整改措施"),
        measures_to_set,
        offsets=(-14, -7, -3, 0, 3),
        escalate=((1, ("secretary",)),),
    ),
    Clock("meetings.life_publish", gettext_lazy("民主生活会通报"), circles_to_tell, offsets=(0, 3, 7, 14)),
    Clock(
        "meetings.life_submit",
        gettext_lazy("民主生活会报送"),
        packages_to_send,
        offsets=(-3, 0, 1, 3, 7),
        escalate=((3, ("secretary",)),),
    ),
):
    register_clock(_clock)

register_cadence(
    Cadence(
        code="meetings.life_rules_checked",
        title=gettext_lazy("民主生活会检查议事规则（每年）"),
        cite="S1-01:十三-2",
        figure="check",
        period=Period.YEAR,
        count=_checked,
    )
)
register_cadence(
    Cadence(
        code="meetings.life_of_the_year",
        title=gettext_lazy("年度班子民主生活会"),
        cite="S1-06:正-6a",
        figure="meetings",
        period=Period.YEAR,
        count=_regular,
    )
)
bind("S0-08:三", by="meetings.life.clocks.notices_to_give", how="deadline")
bind("S0-08:六", by="meetings.life.clocks.reports_to_make", how="deadline")
bind("S0-08:八b", "S1-13:七", by="meetings.life.clocks.packages_to_send", how="deadline")
bind("S1-13:六", by="meetings.life.clocks.measures_to_set", how="deadline")
bind("S1-10:四-3b", by="meetings.life.clocks.ratings_to_tell", how="deadline")
bind("S0-08:七", "S0-08:流程图d", by="meetings.life.clocks.circles_to_tell", how="deadline")
bind("S1-01:十三-2", "S1-06:正-6a", by="meetings.life.clocks", how="cadence")
