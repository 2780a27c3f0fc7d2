"""What requests and reports owe by a day: papers to send, replies to ask for, replies to carry out, the year's
reports. Read from rows each time; done is what no longer stands here.

Where an article says only 及时 or 立即 the day itself counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.deadlines.cadences import Cadence, Period, register_cadence, standing_by_town
from governance.deadlines.duties import Clock, Duty, Towns, register_clock
from governance.office.requests_reports.models import UpwardPaper
from governance.people.standard_posts import OFFICE
from governance.rulebook.book import books_for
from governance.rules.book import Book
from governance.rules.coverage import bind

S = UpwardPaper.Status
WAITING = (S.DRAFTING, S.DECIDED, S.SIGNED)
UP_AT_ONCE = ("S0-05:一-1c", "S0-01:八")
TOPICAL = "S0-05:一-1b"
UPWARDS, REVIEWED = "S0-05:一-1a", "S0-01:一"


def adopted(cites: tuple[str, ...], book: Book) -> tuple[str, ...]:
    return tuple(cite for cite in cites if book.article(cite) is not None)


def _paper_duty(paper: UpwardPaper, clock: str, **given: Any) -> Duty:
    return Duty(
        clock=clock,
        organization_id=paper.organization_id,
        object_type="governance.upwardpaper",
        object_id=paper.pk,
        url=reverse("requests:paper", args=[paper.pk]),
        **given,
    )


def emergencies(towns: Towns, day: date) -> Iterator[Duty]:
    """A sudden event is told at once, and in writing after that (S0-05:一-1c, S0-01:八)."""
    rows = list(UpwardPaper.objects.filter(organization__in=towns, emergency=True, status__in=WAITING))
    books = books_for({row.organization_id for row in rows}, day)
    for row in rows:
        cites = adopted(UP_AT_ONCE, books[row.organization_id])
        told = row.told_at is not None
        text = _("签发并上报突发事项的书面文稿") if told else _("立即报告突发事项，并登记时间")
        since = timezone.localdate(row.told_at) if row.told_at is not None else row.drafted_on
        yield _paper_duty(
            row,
            "office.emergency",
            part="written" if told else "told",
            text=text,
            event_on=since,
            due_on=since,
            posts=("secretary", *OFFICE),
            persons=(row.drafted_by_id,),
            cites=cites,
            basis=_("知情日期"),
        )


def papers_due(towns: Towns, day: date, until: date | None = None) -> Iterator[Duty]:
    """What has a day on which it is to be with the superior: topical reports on its decisions above all."""
    rows = UpwardPaper.objects.filter(
        organization__in=towns, emergency=False, status__in=WAITING, due_on__isnull=False
    )
    found = list(rows if until is None else rows.filter(due_on__lte=until))
    books = books_for({row.organization_id for row in found}, day)
    for row in found:
        topical = row.matter == "policy" and not row.is_request
        assert row.due_on is not None
        yield _paper_duty(
            row,
            "office.upward",
            text=_("上报%(title)s") % {"title": row.audit_text},
            event_on=row.drafted_on,
            due_on=row.due_on,
            posts=OFFICE,
            persons=(row.drafted_by_id,),
            cites=adopted((TOPICAL,), books[row.organization_id]) if topical else (),
            basis=_("上级要求的日期"),
        )


def replies_wanted(towns: Towns, day: date, until: date | None = None) -> Iterator[Duty]:
    """A request without a reply is asked about on the day the office has set."""
    rows = UpwardPaper.objects.filter(organization__in=towns, status=S.SENT, reply_wanted_on__isnull=False)
    for row in rows if until is None else rows.filter(reply_wanted_on__lte=until):
        assert row.reply_wanted_on is not None and row.sent_on is not None
        yield _paper_duty(
            row,
            "office.reply",
            text=_("催询%(number)s的批复") % {"number": row.number},
            event_on=row.chased_on or row.sent_on,
            due_on=row.reply_wanted_on,
            posts=OFFICE,
            basis=_("上报时定的日期"),
        )


def replies_to_carry_out(towns: Towns, day: date, until: date | None = None) -> Iterator[Duty]:
    rows = UpwardPaper.objects.filter(organization__in=towns, status=S.REPLIED, carry_by__isnull=False)
    for row in rows if until is None else rows.filter(carry_by__lte=until):
        assert row.carry_by is not None and row.replied_on is not None
        yield _paper_duty(
            row,
            "office.carry",
            text=_("落实%(number)s的批复") % {"number": row.number},
            event_on=row.replied_on,
            due_on=row.carry_by,
            posts=OFFICE,
            persons=(row.drafted_by_id,),
            basis=_("批复"),
        )


def sent_up(towns: Towns, first: date, last: date) -> Mapping[int, int]:
    rows = UpwardPaper.objects.filter(organization__in=towns, sent_on__range=(first, last))
    return dict(rows.order_by().values_list("organization_id").annotate(n=Count("pk")))


def year_reported(towns: Towns, first: date, last: date) -> Mapping[int, int]:
    rows = UpwardPaper.objects.filter(
        organization__in=towns, kind="report", matter="annual", sent_on__range=(first, last)
    )
    return dict(rows.order_by().values_list("organization_id").annotate(n=Count("pk")))


REPORTS_UP = Cadence(
    "office.reports_up", gettext_lazy("向上请示报告"), UPWARDS, "report", Period.YEAR, sent_up
)
REVIEWS = Cadence(
    "office.reviews", gettext_lazy("向上级报告工作、受评议"), REVIEWED, "review", Period.YEAR, year_reported
)


def reports_of_the_year(towns: Towns, day: date) -> Iterator[Duty]:
    """As often a year as the committee has set; nothing while the figure is blank (S0-05:一-1a, S0-01:一)."""
    for cadence in (REPORTS_UP, REVIEWS):
        for town_id, one in standing_by_town(cadence, towns, day).items():
            if not one.missing:
                continue
            yield Duty(
                clock="office.year",
                organization_id=town_id,
                object_type="governance.organization",
                object_id=town_id,
                part=f"{cadence.code}|{one.first.isoformat()}",
                text=_("%(what)s：今年还差%(n)s次") % {"what": cadence.title, "n": one.missing},
                url=reverse("requests:list"),
                event_on=one.first,
                due_on=one.last,
                posts=OFFICE,
                cites=(cadence.cite,),
            )


register_clock(
    Clock(
        "office.emergency",
        gettext_lazy("突发事项报告"),
        emergencies,
        offsets=(0, 1, 2),
        escalate=((1, ("secretary",)),),
    )
)
register_clock(
    Clock(
        "office.upward",
        gettext_lazy("应报上级的文稿"),
        papers_due,
        offsets=(-7, -3, -1, 0, 1),
        escalate=((1, ("office_director",)), (3, ("secretary",))),
        day_is_stored=True,
    )
)
register_clock(
    Clock("office.reply", gettext_lazy("等上级批复"), replies_wanted, offsets=(0, 3, 7), day_is_stored=True)
)
register_clock(
    Clock(
        "office.carry",
        gettext_lazy("落实批复"),
        replies_to_carry_out,
        offsets=(-7, -1, 0, 1),
        escalate=((1, ("secretary",)),),
        day_is_stored=True,
    )
)
register_clock(
    Clock("office.year", gettext_lazy("每年的请示报告"), reports_of_the_year, offsets=(-60, -30, -10, 0))
)
register_cadence(REPORTS_UP)
register_cadence(REVIEWS)
_HERE = "governance.office.requests_reports.clocks"
bind(UPWARDS, REVIEWED, by=f"{_HERE}.reports_of_the_year", how="cadence")
bind(*UP_AT_ONCE, by=f"{_HERE}.emergencies", how="deadline")
bind(TOPICAL, by=f"{_HERE}.papers_due", how="deadline")
_MATTER = "governance.office.requests_reports.models.UpwardPaper.matter"
bind("S0-05:一-2", "S0-05:一-3", by=_MATTER, how="field")
