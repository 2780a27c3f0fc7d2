"""What is owed from below, by a day: papers to take in and answer, each branch's quarterly report, members' reports
to the secretary, what follows a failure. Read from rows each time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.deadlines.cadences import Period, period_of
from governance.deadlines.duties import Clock, Duty, Towns, register_clock
from governance.office.requests_reports.clocks import adopted
from governance.office.requests_reports.models import IncomingPaper, ReportingFailure
from governance.people.queries import branches_of, committees_on, secretaries_of
from governance.people.standard_posts import OFFICE
from governance.rulebook.book import books_for
from governance.rules.book import Book
from governance.rules.coverage import bind
from governance.rules.figures import Amount

IN = IncomingPaper.Status
FROM_BELOW = ("S0-05:二c", "S1-15:七")
QUARTERLY, MEMBERS = "S1-15:八", "S0-05:三a"
OF_VILLAGES = "S4-06:一-4a"
MILD, STRICT = "S0-05:四a", "S0-05:四b"


def _incoming_duty(paper: IncomingPaper, clock: str, **given: Any) -> Duty:
    return Duty(
        clock=clock,
        organization_id=paper.organization_id,
        object_type="governance.incomingpaper",
        object_id=paper.pk,
        url=reverse("requests:incoming", args=[paper.pk]),
        **given,
    )


def incoming_to_answer(towns: Towns, day: date) -> Iterator[Duty]:
    """What came in: taken in and, where urgent, looked at on the day; a request answered by its day."""
    rows = list(
        IncomingPaper.objects.filter(organization__in=towns, status__in=[IN.SUBMITTED, IN.RECEIVED])
        .filter(Q(urgent=True) | Q(status=IN.SUBMITTED) | Q(answer_due_on__isnull=False))
        .select_related("unit", "person")
    )
    books = books_for({row.organization_id for row in rows}, day)
    for row in rows:
        new = row.status == IN.SUBMITTED
        due = row.entered_on if row.urgent or new else row.answer_due_on
        words = (
            _("收文：%(paper)s")
            if new
            else _("批复：%(paper)s")
            if row.kind == "request"
            else _("阅批：%(paper)s")
        )
        assert due is not None
        yield _incoming_duty(
            row,
            "office.incoming",
            part=row.status,
            text=words % {"paper": row.audit_text},
            event_on=row.entered_on,
            due_on=due,
            posts=(*OFFICE, "secretary") if row.urgent else OFFICE if new else ("secretary",),
            persons=(row.handler_id,) if row.handler_id else (),
            cites=adopted(FROM_BELOW, books[row.organization_id]) if row.urgent else (),
            basis=_("收文时定的日期"),
        )


def next_reports(towns: Towns, day: date) -> Iterator[Duty]:
    """Where no article gives a period, the last report set the day of the next (S4-06:一-4a)."""
    rows = IncomingPaper.objects.filter(organization__in=towns, next_on__isnull=False)
    newest: dict[tuple[Any, ...], IncomingPaper] = {}
    for row in rows.select_related("unit", "person").order_by("period_on", "pk"):
        newest[(row.organization_id, row.source, row.unit_id, row.person_id, row.title)] = row
    books = books_for({row.organization_id for row in newest.values()}, day)
    for row in newest.values():
        assert row.next_on is not None
        village = row.source == "village_organization"
        yield _incoming_duty(
            row,
            "office.next_report",
            part=row.next_on.isoformat(),
            text=_("%(who)s再次汇报“%(title)s”") % {"who": row.sender, "title": row.title},
            event_on=row.period_on,
            due_on=row.next_on,
            posts=() if village else OFFICE,
            persons=_heads_of([row], day) if village else (),
            cites=adopted((OF_VILLAGES,), books[row.organization_id]) if village else (),
            basis=_("上次汇报时定的日期"),
        )


def _heads_of(rows: list[IncomingPaper], day: date) -> tuple[int, ...]:
    units = [row.unit_id for row in rows if row.unit_id]
    return tuple(secretaries_of(units, day).get(units[0], ())) if units else ()


def reported(unit_ids: list[int], first: date, last: date) -> dict[int, int]:
    """How many reports of each unit, oral or written, speak of the stretch. One query."""
    rows = IncomingPaper.objects.filter(
        unit_id__in=unit_ids, kind="report", source="branch", period_on__range=(first, last)
    )
    return dict(rows.order_by().values_list("unit_id").annotate(n=Count("pk")))


def per_period(cite: str, name: str, book: Book) -> int | None:
    """How often the article wants it in its period; None where it is not adopted or its figure not set."""
    if book.article(cite) is None:
        return None
    value = book.figure(cite, name).value
    return int(value.number) if isinstance(value, Amount) else None


def branches_to_report(towns: Towns, day: date) -> Iterator[Duty]:
    """Each branch once a quarter, by word or in writing (S1-15:八)."""
    books = books_for([town.pk for town in towns], day)
    wanted = {t.pk: n for t in towns if (n := per_period(QUARTERLY, "report", books[t.pk]))}
    if not wanted:
        return
    units = branches_of([t for t in towns if t.pk in wanted])
    first, last = period_of(Period.QUARTER, day)
    done = reported([u.pk for u in units], first, last)
    heads = secretaries_of([u.pk for u in units], day)
    for unit in units:
        if unit.town_id is None or done.get(unit.pk, 0) >= wanted[unit.town_id]:
            continue
        yield Duty(
            clock="office.quarterly",
            organization_id=unit.town_id,
            object_type="governance.organization",
            object_id=unit.pk,
            part=first.isoformat(),
            text=_("%(unit)s本季度向镇党委报告一次") % {"unit": unit.short_name},
            url=reverse("requests:submit"),
            seen_at=reverse("requests:matrix"),
            event_on=first,
            due_on=last,
            posts=() if heads.get(unit.pk) else OFFICE,
            persons=tuple(heads.get(unit.pk, ())),
            cites=(QUARTERLY,),
        )


def members_to_report(towns: Towns, day: date) -> Iterator[Duty]:
    """Members report to the secretary so often a year as the committee has set (S0-05:三a); nothing while it has not."""
    books = books_for([town.pk for town in towns], day)
    wanted = {t.pk: n for t in towns if (n := per_period(MEMBERS, "report", books[t.pk]))}
    if not wanted:
        return
    first, last = period_of(Period.YEAR, day)
    rows = IncomingPaper.objects.filter(
        organization__in=wanted, source="committee_member", kind="report", period_on__range=(first, last)
    )
    done = {
        (town, person): n
        for town, person, n in rows.order_by()
        .values_list("organization_id", "person_id")
        .annotate(n=Count("pk"))
    }
    for town_id, tenures in committees_on(list(wanted), day).items():
        for tenure in tenures:
            short = wanted[town_id] - done.get((town_id, tenure.person_id), 0)
            if short <= 0 or tenure.post.code == "secretary":
                continue
            yield Duty(
                clock="office.members",
                organization_id=town_id,
                object_type="governance.person",
                object_id=tenure.person_id,
                part=first.isoformat(),
                text=_("今年还须向书记报告工作%(n)s次") % {"n": short},
                url=reverse("requests:submit"),
                seen_at=reverse("requests:incoming-list"),
                event_on=first,
                due_on=last,
                persons=(tenure.person_id,),
                cites=(MEMBERS,),
            )


def failures_to_deal_with(towns: Towns, day: date) -> Iterator[Duty]:
    """What an article sets for a failure is carried out; no number of days stands there."""
    rows = list(
        ReportingFailure.objects.filter(
            organization__in=towns, status=ReportingFailure.Status.OPEN
        ).select_related("unit", "person")
    )
    books = books_for({row.organization_id for row in rows}, day)
    for row in rows:
        step = STRICT if row.step == row.Step.REFERRAL else MILD
        yield Duty(
            clock="office.failure",
            organization_id=row.organization_id,
            object_type="governance.reportingfailure",
            object_id=row.pk,
            text=_("失报处理：%(step)s") % {"step": row.get_step_display()},
            url=reverse("requests:failure-deal", args=[row.pk]),
            event_on=row.recorded_on,
            due_on=row.recorded_on,
            posts=("office_director",) if row.step != row.Step.REFERRAL else ("discipline_secretary",),
            excluded=frozenset({row.person_id} if row.person_id else ()),
            cites=adopted((step,), books[row.organization_id]),
            basis=_("登记日期"),
        )


register_clock(
    Clock(
        "office.incoming",
        gettext_lazy("下级请示报告"),
        incoming_to_answer,
        offsets=(-1, 0, 1, 3),
        escalate=((3, ("secretary",)),),
    )
)
register_clock(Clock("office.next_report", gettext_lazy("约定的汇报"), next_reports, offsets=(-3, 0, 3)))
register_clock(
    Clock(
        "office.quarterly",
        gettext_lazy("支部每季报告"),
        branches_to_report,
        offsets=(-15, -5, -1, 0),
        escalate=((1, ("organization_commissioner",)),),
    )
)
register_clock(
    Clock("office.members", gettext_lazy("委员向书记报告"), members_to_report, offsets=(-30, -10, -3, 0))
)
register_clock(
    Clock(
        "office.failure",
        gettext_lazy("失报处理"),
        failures_to_deal_with,
        offsets=(0, 3, 7),
        escalate=((7, ("secretary",)),),
    )
)
_HERE = "governance.office.requests_reports.clocks_below"
bind(QUARTERLY, by=f"{_HERE}.branches_to_report", how="cadence")
bind(MEMBERS, by=f"{_HERE}.members_to_report", how="cadence")
bind(*FROM_BELOW, by=f"{_HERE}.incoming_to_answer", how="deadline")
bind(OF_VILLAGES, by=f"{_HERE}.next_reports", how="deadline")
_MODELS = "governance.office.requests_reports.models"
bind("S0-05:二a", by=f"{_MODELS}.IncomingPaper.source", how="field")
bind("S1-15:五", by=f"{_MODELS}.IncomingPaper.items", how="field")
bind(MILD, STRICT, by=f"{_MODELS}.ReportingFailure.step", how="field")
