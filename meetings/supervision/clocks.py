"""What supervision owes by a day: matters to hand over, results, progress of key matters, instructions, files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from math import ceil

from django.db.models import Max, OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.deadlines.cadences import Cadence, Period, period_of, register_cadence
from governance.deadlines.duties import Clock, Duty, Towns, register_clock
from governance.people.standard_posts import OFFICE
from governance.rulebook.book import books_for
from governance.rules.book import Book
from governance.rules.coverage import bind
from governance.rules.figures import Amount
from meetings.models import Recusal
from meetings.supervision.models import Chase, Inspection, LeaderWord, Rectification, Report, SupervisedTask

T = SupervisedTask.Status
ANSWERED = ("S1-07:三-4a", "S0-21:一-2", "S1-01:十一-1", "S0-04:二-8", "S1-02:二-14")
PACE = "S0-21:五-1"
CHASED = ("S0-21:四-2", "S1-07:三-3a")
# By how a key matter is asked about: the period, and the figure that says how often in it.
PERIODS = {"month": (Period.MONTH, "monthly"), "week": (Period.WEEK, "weekly")}
RECTIFIED = ("S1-07:五-1", "S1-17:四-6")
DAY_BY_DAY = 1  # 随时: an urgent matter for which no other number of days was set


def binding(book: Book, *cites: str) -> tuple[str, ...]:
    """Those of the articles that bind the town: adopted and not set aside by a settlement."""
    return tuple(c for c in cites if book.article(c) is not None and book.set_aside_by(c) is None)


def _excluded(tasks: list[SupervisedTask]) -> Mapping[int, frozenset[int]]:
    """By matter: who is recused from the item it follows from, or is who it is about. Two queries."""
    of_item = {t.clause.resolution.item_id: t.pk for t in tasks if t.clause is not None}
    if not of_item:
        return {}
    found: dict[int, set[int]] = {}
    for item, person in Recusal.objects.filter(item__in=of_item).values_list("item_id", "person_id"):
        found.setdefault(of_item[item], set()).add(person)
    for task in tasks:
        if task.clause is not None:
            subjects = task.clause.resolution.item.topic.subjects.all()
            found.setdefault(task.pk, set()).update(s.person_id for s in subjects)
    return {pk: frozenset(persons) for pk, persons in found.items()}


def _of(towns: Towns, *statuses: str, until: date | None = None) -> list[SupervisedTask]:
    found = SupervisedTask.objects.filter(organization__in=towns, status__in=statuses)
    if until is not None:
        found = found.filter(due_on__lte=until)
    found = found.select_related("clause__resolution__item__topic")
    return list(found.prefetch_related("clause__resolution__item__topic__subjects").order_by("pk"))


def _named(task: SupervisedTask) -> str:
    return task.number if task.kept else f"{task.number}“{task.title}”"


def results_to_report(towns: Towns, day: date, until: date | None = None) -> Iterator[Duty]:
    """Whoever has a matter in hand answers in writing by its day (S0-21:一-2, S1-07:三-4a)."""
    tasks = [t for t in _of(towns, *SupervisedTask.IN_HAND, until=until) if t.due_on is not None]
    books = books_for({task.organization_id for task in tasks}, day)
    excluded = _excluded(tasks)
    for task in tasks:
        assert task.due_on is not None
        yield Duty(
            clock="supervision.result",
            organization_id=task.organization_id,
            object_type="meetings.supervisedtask",
            object_id=task.pk,
            text=_("报督查事项%(what)s的办理结果") % {"what": _named(task)},
            url=reverse("supervision:result", args=[task.pk]),
            seen_at=reverse("supervision:task", args=[task.pk]),
            event_on=task.assigned_on or task.registered_on,
            due_on=task.due_on,
            persons=(task.responsible_id,) if task.responsible_id else (),
            excluded=excluded.get(task.pk, frozenset()),
            cites=binding(books[task.organization_id], *ANSWERED)[:1],
            basis=_("交办时限"),
        )


def progress_to_ask(towns: Towns, day: date) -> Iterator[Duty]:
    """The progress of a key matter is asked for each month, or each week where that was decided (S0-21:五-1).
    A report or a chasing in the period is what was asked for, as often as the article's figure says."""
    tasks = [t for t in _of(towns, *SupervisedTask.IN_HAND) if t.key and t.pace]
    books = books_for({task.organization_id for task in tasks}, day)
    heard = _days_heard(tasks, day - timedelta(days=31))
    for task in tasks:
        book = books[task.organization_id]
        cites = binding(book, PACE)
        period, figure = PERIODS[task.pace]
        first, last = period_of(period, day)
        begun = task.assigned_on or task.registered_on
        if not cites or begun >= last:
            continue
        value = book.figure(PACE, figure).value
        needed = ceil(value.number) if isinstance(value, Amount) else 0
        missing = needed - sum(first <= one <= last for one in heard.get(task.pk, ()))
        if missing <= 0:
            continue
        yield Duty(
            clock="supervision.progress",
            organization_id=task.organization_id,
            object_type="meetings.supervisedtask",
            object_id=task.pk,
            part=first.isoformat(),
            text=_("重点督查%(what)s催报进度") % {"what": _named(task)},
            url=reverse("supervision:task", args=[task.pk]),
            event_on=first,
            due_on=last,
            posts=OFFICE,
            persons=(task.responsible_id,) if task.responsible_id else (),
            cites=cites,
        )


def urgent_to_ask(towns: Towns, day: date) -> Iterator[Duty]:
    """急件随时掌握进度 (S0-21:四-2, S1-07:三-3a): the office asks when nothing was heard for as many days as were set for it."""
    tasks = [t for t in _of(towns, *SupervisedTask.IN_HAND) if t.urgent]
    books = books_for({task.organization_id for task in tasks}, day)
    heard = _last_heard(tasks)
    for task in tasks:
        since = max(heard.get(task.pk, date.min), task.assigned_on or task.registered_on)
        cites = binding(books[task.organization_id], *CHASED)
        if not cites:
            continue
        yield Duty(
            clock="supervision.urgent",
            organization_id=task.organization_id,
            object_type="meetings.supervisedtask",
            object_id=task.pk,
            part=since.isoformat(),
            text=_("急件%(what)s催办") % {"what": _named(task)},
            url=reverse("supervision:chase", args=[task.pk]),
            seen_at=reverse("supervision:task", args=[task.pk]),
            event_on=since,
            due_on=since + timedelta(days=task.ask_after or DAY_BY_DAY),
            posts=OFFICE,
            cites=cites[:1],
            basis=_("急件随时掌握进度"),
        )


def _days_heard(tasks: list[SupervisedTask], since: date) -> dict[int, list[date]]:
    """The days since then on which each was reported on or chased. Two queries, none for none."""
    found: dict[int, list[date]] = {}
    if not tasks:
        return found
    keys = [t.pk for t in tasks]
    reports = Report.objects.filter(task__in=keys, reported_on__gte=since)
    chases = Chase.objects.filter(task__in=keys, chased_on__gte=since)
    days = [*reports.values_list("task_id", "reported_on"), *chases.values_list("task_id", "chased_on")]
    for pk, day in days:
        found.setdefault(pk, []).append(day)
    return found


def _last_heard(tasks: list[SupervisedTask]) -> dict[int, date]:
    """The last day on which something was reported on, or found out about, each. One query."""
    if not tasks:
        return {}
    rows = SupervisedTask.objects.filter(pk__in=[t.pk for t in tasks]).annotate(
        said=Max("reports__reported_on"), asked=Max("chases__chased_on")
    )
    found = {}
    for pk, said, asked in rows.values_list("pk", "said", "asked"):
        days = [day for day in (said, asked) if day is not None]
        if days:
            found[pk] = max(days)
    return found


def unfinished_to_follow(towns: Towns, day: date) -> Iterator[Duty]:
    """Whoever said when the next report comes, reports by then (S1-07:三-4a, 定期续报)."""
    last = Report.objects.filter(task=OuterRef("pk")).order_by("-pk")
    open_ = SupervisedTask.objects.filter(organization__in=towns, status__in=SupervisedTask.IN_HAND)
    told = open_.annotate(
        next_on=Subquery(last.values("next_on")[:1]), promised_on=Subquery(last.values("reported_on")[:1])
    )
    tasks = list(told.filter(next_on__isnull=False).order_by("pk"))
    books = books_for({task.organization_id for task in tasks}, day)
    for task in tasks:
        cites = binding(books[task.organization_id], "S1-07:三-4a")
        if not cites:
            continue
        yield Duty(
            clock="supervision.follow_up",
            organization_id=task.organization_id,
            object_type="meetings.supervisedtask",
            object_id=task.pk,
            text=_("续报督查事项%(what)s") % {"what": _named(task)},
            url=reverse("supervision:progress", args=[task.pk]),
            seen_at=reverse("supervision:task", args=[task.pk]),
            event_on=task.promised_on,  # type: ignore[attr-defined]
            due_on=task.next_on,  # type: ignore[attr-defined]
            persons=(task.responsible_id,) if task.responsible_id else (),
            cites=cites,
        )


def words_to_carry_out(towns: Towns, day: date) -> Iterator[Duty]:
    """What the main leader instructed is carried out, before the matter is filed (S1-07:三-5b). The article
    names no number of days: the day of the matter itself counts, or that of the instruction."""
    words = LeaderWord.objects.filter(organization__in=towns, status=LeaderWord.Status.GIVEN)
    rows = list(words.select_related("task").order_by("pk"))
    books = books_for({row.organization_id for row in rows}, day)
    for row in rows:
        given = row.given_on or day
        yield Duty(
            clock="supervision.word",
            organization_id=row.organization_id,
            object_type="meetings.leaderword",
            object_id=row.pk,
            text=_("按批示办理督查事项%(what)s") % {"what": _named(row.task)},
            url=reverse("supervision:word-done", args=[row.pk]),
            seen_at=reverse("supervision:task", args=[row.task_id]),
            event_on=given,
            due_on=max(row.task.due_on or given, given),
            posts=OFFICE,
            persons=(row.task.responsible_id,) if row.task.responsible_id else (),
            cites=binding(books[row.organization_id], "S1-07:三-5b"),
            basis=_("批示日期"),
        )


LATE_GOES_UP = ((1, ("office_director",)), (3, ("deputy_secretary",)), (7, ("secretary",)))

register_clock(
    Clock(
        "supervision.result",
        gettext_lazy("督查报结果"),
        results_to_report,
        offsets=(-7, -3, -1, 0, 1, 3, 7, 14),
        escalate=LATE_GOES_UP,
        day_is_stored=True,
    )
)
register_clock(
    Clock("supervision.progress", gettext_lazy("重点督查催报"), progress_to_ask, offsets=(-5, -2, 0))
)
register_clock(
    Clock(
        "supervision.urgent",
        gettext_lazy("急件催办"),
        urgent_to_ask,
        offsets=(0, 1, 3),
        escalate=((3, ("secretary",)),),
    )
)
register_clock(
    Clock(
        "supervision.follow_up",
        gettext_lazy("督查续报"),
        unfinished_to_follow,
        offsets=(-1, 0, 1, 3),
        escalate=LATE_GOES_UP,
    )
)
register_clock(
    Clock("supervision.word", gettext_lazy("批示办理"), words_to_carry_out, offsets=(-1, 0, 1, 3, 7))
)
bind(*ANSWERED, by="meetings.supervision.clocks.results_to_report", how="deadline")
bind(PACE, by="meetings.supervision.clocks.progress_to_ask", how="cadence")
bind(*CHASED, by="meetings.supervision.clocks.urgent_to_ask", how="deadline")


def rectifications_to_report(towns: Towns, day: date, until: date | None = None) -> Iterator[Duty]:
    """What failed an inspection is put right, and the report handed in, in seven days (S1-07:五-1)."""
    open_ = (Rectification.Status.ORDERED, Rectification.Status.RETURNED)
    found = Rectification.objects.filter(organization__in=towns, status__in=open_)
    if until is not None:
        found = found.filter(due_on__lte=until)
    rows = list(found.select_related("task").order_by("pk"))
    books = books_for({row.organization_id for row in rows}, day)
    for row in rows:
        yield Duty(
            clock="supervision.rectification",
            organization_id=row.organization_id,
            object_type="meetings.rectification",
            object_id=row.pk,
            text=_("报督查事项%(what)s的整改报告") % {"what": _named(row.task)},
            url=reverse("supervision:rectification-report", args=[row.pk]),
            seen_at=reverse("supervision:task", args=[row.task_id]),
            event_on=row.ordered_on,
            due_on=row.due_on,
            persons=(row.task.responsible_id,) if row.task.responsible_id else (),
            cites=binding(books[row.organization_id], *RECTIFIED)[:1],
            basis=_("限期整改通知"),
        )


def inspections_made(towns: Towns, first: date, last: date) -> Mapping[int, int]:
    """Inspections in the stretch, by town."""
    rows = Inspection.objects.filter(organization__in=towns, inspected_on__range=(first, last))
    return Counter(rows.values_list("organization_id", flat=True))


register_clock(
    Clock(
        "supervision.rectification",
        gettext_lazy("整改报告"),
        rectifications_to_report,
        offsets=(-3, -1, 0, 1, 3),
        escalate=LATE_GOES_UP,
        day_is_stored=True,
    )
)
register_cadence(
    Cadence(
        code="supervision.check",
        title=gettext_lazy("督查次数"),
        cite="S1-07:二-4",
        figure="check",
        period=Period.YEAR,
        count=inspections_made,
    )
)
bind(*RECTIFIED, by="meetings.supervision.clocks.rectifications_to_report", how="deadline")
bind("S1-07:二-4", by="meetings.supervision.clocks.inspections_made", how="cadence")
