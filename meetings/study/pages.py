"""What the pages of the study group show: the year with its plan and everybody's counts; one member's own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from governance.access.actor import Actor
from governance.access.policy import ask
from governance.documents.models import Document
from governance.listing.table import Column, Empty, Filter, Listing, register_listing
from governance.listing.table import whole as number
from governance.people.models import Organization
from meetings.bodies.models import BodyMeeting, BodySeat
from meetings.pages.buttons import CONFIRM, SEND, Button, Buttons
from meetings.study import judgement
from meetings.study.documents import PLAN, RECORD
from meetings.study.facts import AWAY, HELD, Year, years_of
from meetings.study.models import KIND, StudyLeave, StudyNote, StudyPlan, StudyTopic
from meetings.study.services.papers import newest

S, C = BodyMeeting.Status, BodySeat.Capacity


def _year(rows: QuerySet, text: str, actor: Actor) -> QuerySet:
    year = number(text)
    return rows.filter(plan__year=year) if year is not None and year < 10000 else rows


STUDIES = register_listing(
    Listing(
        name="studies",
        title=_("学习专题"),
        counted=_("共%(n)s个专题"),
        rows=lambda actor: StudyTopic.objects.visible_to(actor),
        dress=lambda rows, actor: rows.select_related("plan", "speaker", "session"),
        order=("-plan__year", "month", "pk"),
        columns=(
            Column("zhuanti", _("专题"), lambda t: t.theme, order=("theme",)),
            Column("nian", _("年度"), lambda t: t.plan.year, "number", order=("plan__year",)),
            Column("yue", _("月份"), lambda t: t.month, "number", order=("month",)),
            Column("neirong", _("学习内容"), lambda t: str(t.get_block_display()), order=("block",)),
            Column("xingshi", _("学习形式"), lambda t: str(t.get_form_display()), order=("form",)),
            Column("fayan", _("中心发言人"), lambda t: t.speaker.name, order=("speaker__name",)),
            Column(
                "riqi",
                _("学习日期"),
                lambda t: t.session.held_on if t.session else None,
                "day",
                order=("session__held_on",),
            ),
            Column(
                "zhuangtai",
                _("状态"),
                lambda t: str(t.session.get_status_display()) if t.session else str(_("未排会")),
                order=("session__status",),
            ),
        ),
        filters=(
            Filter(
                "ci",
                _("专题、发言人"),
                lambda rows, w, actor: rows.filter(Q(theme__icontains=w) | Q(speaker__name__icontains=w)),
            ),
            Filter(
                "nian",
                _("年度"),
                _year,
                "choice",
                lambda actor, rows: [
                    (y, y)
                    for y in rows.order_by("-plan__year").values_list("plan__year", flat=True).distinct()
                ],
            ),
        ),
        empty=Empty(
            _("这样筛选没有专题。"), _("还没有学习专题。"), _("拟订学习计划，排上专题，就列在这里。")
        ),
    )
)


@dataclass(frozen=True)
class TopicLine:
    row: StudyTopic
    buttons: list[Button]


@dataclass(frozen=True)
class YearPage:
    plan: StudyPlan
    topics: list[TopicLine]
    years: list[Year]
    notes: list[tuple[StudyNote, list[Button]]]
    buttons: list[Button]
    plan_url: str


def year_page(plan: StudyPlan, actor: Actor) -> YearPage:
    topics = list(plan.topics.select_related("speaker", "session").order_by("month", "id"))
    shared = StudyNote.objects.visible_to(actor).filter(
        organization_id=plan.organization_id,
        shared=True,
        written_on__range=(date(plan.year, 1, 1), date(plan.year, 12, 31)),
    )
    document = newest(PLAN, plan)
    done = document is not None and document.state == Document.State.FINISHED
    return YearPage(
        plan=plan,
        topics=[TopicLine(row, _topic_buttons(row, plan, actor)) for row in topics],
        years=years_of(plan.organization_id, plan.year),
        notes=[(note, _note_buttons(note, actor)) for note in shared.select_related("person")[:30]],
        buttons=_plan_buttons(plan, bool(topics), actor),
        plan_url=reverse("documents:download", args=[document.pk]) if done and document else "",
    )


def _plan_buttons(plan: StudyPlan, has_topics: bool, actor: Actor) -> list[Button]:
    found = Buttons(actor)
    found.add("meetings.study.topic_set", plan, "study-topic-add", _("排专题"), primary=not has_topics)
    if plan.confirmed_on is None:
        found.add(
            "meetings.study.plan_confirmed",
            plan,
            "study-confirm",
            _("审定计划"),
            mode=CONFIRM,
            title=_("审定计划"),
            consequence=_("审定后再改时间、专题，要写明理由。"),
            primary=True,
            verdict=judgement.for_confirming(plan),
        )
    if has_topics:
        found.add("meetings.study.printed", plan, "study-print", _("打印计划"), mode=SEND)
    found.add("meetings.study.checked", plan, "study-check", _("登记年中检查"))
    found.add("meetings.study.reported", plan, "study-report", _("写年度报告"))
    return found.found


def _topic_buttons(row: StudyTopic, plan: StudyPlan, actor: Actor) -> list[Button]:
    found = Buttons(actor)
    if row.session is None or row.session.status in (S.DRAFT, S.NOTICED, S.CANCELLED):
        found.add("meetings.study.session_set", plan, "study-session", _("定在哪次会"), args=(row.pk,))
        found.add("meetings.study.topic_set", plan, "study-topic", _("改专题"), args=(row.pk,))
    return found.found


def _note_buttons(note: StudyNote, actor: Actor) -> list[Button]:
    found = Buttons(actor)
    if not note.recommended_on:
        found.add("meetings.study.recommended", note, "study-recommend", _("登记推介"))
    return found.found


@dataclass(frozen=True)
class SeatLine:
    seat: BodySeat
    leave: StudyLeave | None
    owes: bool
    buttons: list[Button]


@dataclass(frozen=True)
class OwnPage:
    """My study: what I was called to, what I wrote, what I owe."""

    year: int
    mine: Year
    seats: list[SeatLine]
    notes: list[StudyNote]
    plan: StudyPlan | None

    @property
    def owed(self) -> int:
        return sum(line.owes for line in self.seats)


def own_page(organization: Organization, actor: Actor) -> OwnPage:
    year = actor.day.year
    person = actor.person_id or 0
    seats = (
        BodySeat.objects.visible_to(actor)
        .filter(person_id=person, organization=organization, meeting__kind=KIND, meeting__year=year)
        .exclude(meeting__status__in=(S.DRAFT, S.CANCELLED))
        .select_related("meeting", "study_leave", "person")
        .prefetch_related("meeting__study_topics")
        .order_by("-meeting__held_on")
    )
    own = next((y for y in years_of(organization.pk, year) if y.person_id == person), Year(person, "", ""))
    notes = StudyNote.objects.visible_to(actor).filter(
        organization=organization, person_id=person, written_on__year=year
    )
    plan = StudyPlan.objects.visible_to(actor).filter(organization=organization, year=year).first()
    return OwnPage(year, own, [_seat_line(s, actor) for s in seats], list(notes), plan)


def session_lines(meeting: BodyMeeting, actor: Actor) -> list[SeatLine]:
    """Those who were not at a session, with what is to be done about it."""
    away = meeting.seats.filter(capacity=C.ATTENDS, state__in=AWAY).select_related("person", "study_leave")
    lines = []
    for seat in away.order_by("order", "id"):
        seat.meeting = meeting
        lines.append(_seat_line(seat, actor))
    return lines


def _seat_line(seat: BodySeat, actor: Actor) -> SeatLine:
    leave = getattr(seat, "study_leave", None)
    row = leave or StudyLeave(organization_id=seat.organization_id, seat=seat)
    found = Buttons(actor)
    away = seat.state in AWAY
    owes = away and seat.meeting.status in HELD and row.made_up_on is None
    if away and row.granted_on is None:
        found.add("meetings.study.leave_granted", row, "study-leave", _("准假"), args=(seat.pk,))
    if owes:
        found.add("meetings.study.made_up", row, "study-make-up", _("登记补学"), args=(seat.pk,))
    return SeatLine(seat, leave, owes, found.found)


def record_url(meeting: BodyMeeting, actor: Actor) -> tuple[str, Any]:
    """Where the finished record of a session is opened, and the button that prints it."""
    document = newest(RECORD, meeting)
    done = document is not None and document.state == Document.State.FINISHED
    found = Buttons(actor)
    if meeting.status in HELD:
        found.add("meetings.study_record.printed", meeting, "study-record", _("打印学习记录"), mode=SEND)
    url = reverse("documents:download", args=[document.pk]) if done and document else ""
    return url, found.found[0] if found.found else None


def may_plan(actor: Actor, organization: Organization) -> bool:
    return ask(actor, "meetings.study.planned", organization).allowed
