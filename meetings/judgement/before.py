"""Before the meeting: which body, how the topic came, notice and materials."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from governance.access.actor import Actor
from governance.audit import clock
from governance.people.models import Tenure
from governance.people.queries import committee_tenures, holders
from governance.rules.verdict import Verdict, all_of
from governance.templatetags.wordings import zh_date, zh_datetime
from meetings import facts
from meetings.attached import goes_out_on
from meetings.judgement.bench import GO, ask_why, bench, stop
from meetings.models import (
    AgendaItem,
    LateEntry,
    LeaveRequest,
    Meeting,
    Minutes,
    Notice,
    NoticeDelivery,
    Topic,
    TopicCall,
    TopicMaterial,
)
from meetings.models.base import Matter, Method

# Days between agenda or notice and the meeting, of one entered late: a wrong year would have every step
# judged by the rules of a day on which none were adopted.
LONGEST_AHEAD = 90


def usual_method(matter: str) -> str:
    """What an item of this kind is usually voted by: the suggestion on the form, not a rule."""
    if matter == Matter.PERSONNEL:
        return Method.SECRET_BALLOT
    return Method.SHOW_OF_HANDS if matter == Matter.ORDINARY else Method.NAMED_BALLOT


def secretary_line(organization_id: int, day: date) -> str:
    """In whose name notices go out: the secretary of the day."""
    held = holders(organization_id, "secretary", day)
    return f"{held[0].title}{held[0].person.name}" if held else ""


def for_planning(meeting: Meeting, day: date) -> Verdict:
    """A day to come, and a chair who holds the post the meeting will be judged by."""
    day_to_come = meeting.meets_on >= day
    seated = any(
        t.person_id == meeting.chair_id and t.post.code == meeting.chair_post
        for t in committee_tenures(meeting.organization_id, meeting.meets_on)
    )
    return all_of(
        GO if day_to_come else stop("meetings.state.day_gone", have=zh_date(meeting.meets_on, day)),
        GO if seated else stop("meetings.state.chair_without_post"),
    )


def for_late_planning(meeting: Meeting, late: LateEntry, actor: Actor) -> Verdict:
    """A meeting that is over, and a chair who held the post on its day. Nothing lies ahead of the day it is
    said to have happened on: agenda, notice, opening, closing in this order."""
    over = late.closed_at <= clock.now()
    ahead = (meeting.meets_on - min(late.agenda_on, timezone.localdate(late.noticed_at))).days
    ordered = late.agenda_on <= timezone.localdate(late.noticed_at) and late.noticed_at < late.opened_at
    seated = any(
        t.person_id == meeting.chair_id and t.post.code == meeting.chair_post
        for t in committee_tenures(meeting.organization_id, meeting.meets_on)
    )
    return all_of(
        GO if over else stop("meetings.state.not_over", have=zh_datetime(late.closed_at, actor.day)),
        GO if ordered else stop("meetings.state.late_order"),
        GO
        if ahead <= LONGEST_AHEAD
        else stop("meetings.state.late_far_ahead", have=ahead, need=LONGEST_AHEAD),
        GO if seated else stop("meetings.state.chair_without_post"),
        _alone_then(meeting, late),
        _none_left_open(meeting),
    )


def for_continuing(meeting: Meeting, late: LateEntry, actor: Actor) -> Verdict:
    """A meeting called here and held on paper: over, on the day and after the notice people had, the chair
    still in the seat then, and no other at that hour."""
    if meeting.entered_late:
        return stop("meetings.state.late_begun")
    over, noticed = late.closed_at <= clock.now(), late.noticed_at < late.opened_at
    same_day = late.held_on == meeting.meets_on
    seated = any(
        t.person_id == meeting.chair_id and t.post.code == meeting.chair_post
        for t in committee_tenures(meeting.organization_id, meeting.meets_on)
    )
    return all_of(
        GO if over else stop("meetings.state.not_over", have=zh_datetime(late.closed_at, actor.day)),
        GO
        if same_day
        else stop(
            "meetings.state.held_another_day",
            need=meeting.meets_on.isoformat(),
            have=late.held_on.isoformat(),
        ),
        GO if noticed else stop("meetings.state.late_order"),
        GO if seated else stop("meetings.state.chair_without_post"),
        _alone_then(meeting, late),
    )


def left_open(organization_id: int, day: date | None = None) -> QuerySet[Meeting]:
    """Meetings planned or noticed here whose hour has gone by (of one day): held without the system, or not
    held and never called off."""
    waiting = (Meeting.Status.PREPARING, Meeting.Status.NOTICED)
    found = Meeting.objects.filter(
        organization_id=organization_id, status__in=waiting, entered_late=False, meets_at__lte=clock.now()
    )
    if day is not None:
        begins = timezone.make_aware(datetime.combine(day, time.min))
        found = found.filter(meets_at__gte=begins, meets_at__lt=begins + timedelta(days=1))
    return found.order_by("meets_at", "pk")


def _none_left_open(meeting: Meeting) -> Verdict:
    """A meeting entered from paper is not put beside the same one called here: either that is it, or it was
    not held and is called off."""
    found = left_open(meeting.organization_id, meeting.meets_on).first()
    return stop("meetings.state.left_open", have=str(found), meeting=found.pk) if found else GO


def _alone_then(meeting: Meeting, late: LateEntry) -> Verdict:
    """One committee meets once at a time: what is entered already is not entered again. The town's row is
    locked, so that two who begin at once come one after the other."""
    begun, over = Q(opened_at__lt=late.closed_at), Q(closed_at__gt=late.opened_at) | Q(closed_at=None)
    on_paper = Q(late__opened_at__lt=late.closed_at, late__closed_at__gt=late.opened_at)
    held = (
        Meeting.objects.filter(organization_id=meeting.organization_id)
        .exclude(status=Meeting.Status.CANCELLED)
        .exclude(pk=meeting.pk)
        .filter(on_paper | Q(entered_late=False) & begun & over)
    )
    found = held.order_by("pk").first()
    return stop("meetings.state.met_then", have=str(found)) if found else GO


def listable(topic: Topic, meeting: Meeting) -> Verdict:
    """Persons are named before a matter of persons is listed (else nobody could be recused), and what
    this meeting has discussed and put off comes back at another one."""
    nameless = topic.matter == Matter.PERSONNEL and not topic.subjects.exists()
    discussed = meeting.items.filter(topic=topic, discussed_at__isnull=False).exists()
    return all_of(
        stop("meetings.state.late_unconfirmed") if topic.awaits_late_confirmation else GO,
        stop("meetings.state.no_subjects") if nameless else GO,
        stop("meetings.state.discussed_before") if discussed else GO,
    )


def late_confirmable(topic: Topic) -> Verdict:
    """Whether there is a late entry that waits to be confirmed."""
    if topic.awaits_late_confirmation:
        return Verdict.without_article("confirming a late entry")
    return stop("meetings.state.not_late")


def for_agenda(topic: Topic, meeting: Meeting, day: date) -> Verdict:
    """Whether the committee is the body that decides this topic."""
    return bench(topic.organization_id, day)("meetings.deciding_body", facts.deciding_body(topic))


def for_confirming(meeting: Meeting, day: date) -> Verdict:
    """Every topic on the agenda came there as the adopted regulations say."""
    items = agenda_items(meeting)
    if not items:
        return stop("meetings.state.no_items")
    judge = bench(meeting.organization_id, day)
    return all_of(*(judge("meetings.agenda", facts.agenda(i.topic, i, settled=True)) for i in items))


def for_convening(
    meeting: Meeting, day: date, *, written: bool, items: Sequence[AgendaItem], members: Sequence[Tenure]
) -> Verdict:
    """Notice lead and materials of every item, judged on the day the notice goes out. `items`:
    `agenda_items(meeting)`; `members`: who sits on the committee on the day of the meeting."""
    if not items:
        return stop("meetings.state.no_items")
    if meeting.agenda_confirmed_on is None:
        return stop("meetings.state.agenda_unconfirmed")
    if not meeting.entered_late and meeting.meets_at <= clock.now():
        return stop("meetings.state.day_gone", have=zh_datetime(meeting.meets_at, day))
    if not members:
        return stop("meetings.state.no_members")
    judge = bench(meeting.organization_id, day)
    matters = dict.fromkeys(i.topic.matter for i in items)
    return all_of(
        *(
            judge("meetings.notice", facts.notice(matter, day, meeting.meets_on, written=written))
            for matter in matters
        ),
        *(
            judge("meetings.materials", facts.materials(i.topic, meeting.meets_on, goes_out_on=day))
            for i in items
        ),
    )


def for_guests(meeting: Meeting, guests: int) -> Verdict:
    """An enlarged meeting is one to which more than the committee is asked (S0-04:三-5); with nobody asked
    beside the members it goes on for a stated reason."""
    return ask_why("meetings.state.enlarged_alone") if meeting.enlarged and not guests else GO


def for_moving(meeting: Meeting, meets_at: datetime, day: date) -> Verdict:
    """A time to come in the same year, a chair who holds the post then; where people were called, the new
    notice keeps the lead time of every matter on it, and the files that went out before go with it."""
    meets_on = timezone.localdate(meets_at)
    if meeting.entered_late:
        return stop("meetings.state.over_not_moved")
    seats = committee_tenures(meeting.organization_id, meets_on)
    seated = any(t.person_id == meeting.chair_id and t.post.code == meeting.chair_post for t in seats)
    same_year = meets_on.year == meeting.year
    verdicts = [
        GO if meets_at > clock.now() else stop("meetings.state.day_gone", have=zh_datetime(meets_at, day)),
        GO if same_year else stop("meetings.state.other_year", have=meets_on.year, need=meeting.year),
        GO if seated else stop("meetings.state.chair_without_post"),
    ]
    if meeting.status == Meeting.Status.NOTICED:
        judge, sent = bench(meeting.organization_id, day), meeting.notice
        items = [item for item in agenda_items(meeting) if item.in_notice]
        for matter in dict.fromkeys(i.topic.matter for i in items):
            verdicts.append(
                judge("meetings.notice", facts.notice(matter, day, meets_on, written=sent.written))
            )
        for item in items:
            given = facts.materials(item.topic, meets_on, goes_out_on=sent.first_sent_on)
            verdicts.append(judge("meetings.materials", given))
    return all_of(*verdicts)


def notice_stands(notice: Notice, version: int | None) -> Verdict:
    """The notice on the screen is the one that stands."""
    if version is None or version == notice.version:
        return GO
    return stop("meetings.state.notice_superseded", have=zh_datetime(notice.meeting.meets_at))


def unacknowledged(delivery: NoticeDelivery) -> Verdict:
    if delivery.acknowledged_at is None:
        return GO
    at = zh_datetime(delivery.acknowledged_at, clock.today())
    return stop("meetings.state.acknowledged_before", have=at)


def leave_open(leave: LeaveRequest | None, *statuses: str) -> Verdict:
    """The request is still to be settled (or was never made)."""
    if leave is None or leave.status in statuses:
        return GO
    return stop("meetings.state.leave_settled", have=str(leave.get_status_display()))


def not_called(meeting: Meeting) -> Verdict:
    call = TopicCall.objects.filter(meeting=meeting, withdrawn_on__isnull=True).first()
    return stop("meetings.state.called_before", have=call.closes_on.isoformat()) if call else GO


def call_stands(call: TopicCall) -> Verdict:
    if call.withdrawn_on is None:
        return GO
    return stop("meetings.state.call_withdrawn", have=call.withdrawn_on.isoformat())


def last_minutes(meeting: Meeting) -> Minutes | None:
    """The signed minutes of the last meeting before this one, unless a topic puts them before the
    committee already. Two queries."""
    newest = (
        Minutes.objects.filter(
            organization_id=meeting.organization_id,
            status=Minutes.Status.SIGNED,
            meeting__meets_at__lt=meeting.meets_at,
        )
        .select_related("meeting")
        .order_by("-meeting__meets_at", "-pk")
        .first()
    )
    if newest is None or newest.review_topics.exclude(status=Topic.Status.WITHDRAWN).exists():
        return None
    return newest


def materials_open(topic: Topic) -> Verdict:
    """What lies before the committee is not exchanged under its hands."""
    on_table = topic.agenda_items.filter(status__in=AgendaItem.ON_THE_TABLE).exists()
    return stop("meetings.state.on_the_table") if on_table else GO


def material_current(material: TopicMaterial) -> Verdict:
    return GO if material.is_current else stop("meetings.state.material_past")


def rehearsal(item: AgendaItem, day: date) -> Verdict:
    """What the item still lacks before the meeting: body, agenda, materials.

    Shown to the clerk early, so that nothing turns up in the room; binds nobody by itself.
    """
    judge = bench(item.organization_id, day)
    meeting = item.meeting
    settled = facts.settled_on(item) is not None
    return all_of(
        judge("meetings.deciding_body", facts.deciding_body(item.topic)),
        judge("meetings.agenda", facts.agenda(item.topic, item, settled=settled)),
        judge(
            "meetings.materials",
            facts.materials(item.topic, meeting.meets_on, goes_out_on=goes_out_on(item, day)),
        ),
    )


def agenda_items(meeting: Meeting) -> list[AgendaItem]:
    return list(
        meeting.items.exclude(status=AgendaItem.Status.POSTPONED)
        .select_related("topic__leader", "topic__proposed_by", "presenter")
        .prefetch_related("topic__stated_facts", "topic__materials")
    )
