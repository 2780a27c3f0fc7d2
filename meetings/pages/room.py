"""The workspace page of a meeting: everything one person may see of it, read once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import ask
from governance.templatetags.wordings import cn_number
from meetings import composition, held
from meetings.models import (
    AgendaItem,
    Attendance,
    LateEntry,
    LeaveRequest,
    Meeting,
    NoticeDelivery,
    SupersededNotice,
)
from meetings.pages.answers import answers_of
from meetings.pages.buttons import SEND, Button
from meetings.pages.facts import FactRow, fact_rows
from meetings.pages.item import ItemPart, item_part
from meetings.pages.meeting_buttons import buttons_of_meeting
from meetings.pages.minutes import MinutesPart, minutes_part
from meetings.pages.notice import superseded_by
from meetings.pages.papers import PapersPart, papers_part
from meetings.pages.preparing import PreparingPart, preparing_part
from meetings.pages.presence import PresenceRow, presence_row
from meetings.pages.progress import Progress
from meetings.pages.quorum import ItemQuorum, fragile, quorum_of_items, safer_order
from meetings.pages.roll import roll_changed
from meetings.pages.sight import OPEN, RECUSED, Sight, sight_of
from meetings.pages.trail import Event, acts_on, events
from meetings.pages.words import leave_words

A, M = AgendaItem.Status, Meeting.Status
STATE_KINDS = {
    A.PENDING: "",
    A.DISCUSSING: "doing",
    A.SUMMARISED: "doing",
    A.VOTING: "doing",
    A.COUNTED: "doing",
    A.DECIDED: "done",
    A.POSTPONED: "done",
}


@dataclass(frozen=True)
class AgendaRow:
    number: str
    title: str
    url: str
    kind: str
    state: str
    state_kind: str
    quorum: ItemQuorum | None
    open: bool
    closed: bool
    sight: str


@dataclass(frozen=True)
class DeliveryRow:
    delivery: NoticeDelivery
    state: str
    state_kind: str
    shown_at: datetime | None
    record_url: str
    mine: bool


@dataclass(frozen=True)
class LeaveRow:
    leave: LeaveRequest
    state_kind: str
    grant: Button | None
    refuse_url: str
    because: str
    opinion: str


@dataclass(frozen=True)
class RoomPage:
    meeting: Meeting
    progress: Progress
    sight: Sight
    answers: dict[str, Any]
    agenda: tuple[AgendaRow, ...]
    entitled: int
    in_room: int
    changes: tuple[str, ...]
    outlook: tuple[str, ...]
    part: ItemPart | None
    buttons: tuple[Button, ...]
    presence: tuple[PresenceRow, ...]
    guests: tuple[PresenceRow, ...]
    deliveries: tuple[DeliveryRow, ...]
    leaves: tuple[LeaveRow, ...]
    preparing: PreparingPart | None
    facts: tuple[FactRow, ...]
    minutes: MinutesPart | None
    papers: PapersPart | None
    trail: tuple[Event, ...]
    mine: Attendance | None
    wall_url: str
    late: LateEntry | None = None
    superseded: tuple[SupersededNotice, ...] = ()
    roll_changed: str = ""  # who sits on the committee by the day of the meeting, and was not called to it

    @property
    def full_name(self) -> str:
        return composition.full_name(self.meeting)

    @property
    def waiting(self) -> bool:
        """Before it opens nobody is missing yet."""
        return self.meeting.status in (M.PREPARING, M.NOTICED)

    @property
    def live(self) -> bool:
        """Whether the page follows the room while people come, go and vote."""
        return self.meeting.status in (M.NOTICED, M.IN_SESSION) and not self.meeting.entered_late


def room_page(meeting: Meeting, actor: Actor, item_id: int | None, *, whole: bool = True) -> RoomPage:
    """`meeting` comes from `with_progress`. The number of queries depends on the open item's state,
    never on how many items, members or acts there are. `whole` False leaves out everything the
    live part of the page does not show."""
    progress = Progress(meeting, actor.day)
    items = progress.all_items if meeting.status == M.PREPARING else progress.items
    items = [i for i in items if i.status != A.POSTPONED or i.discussed_at or i.in_notice]
    attendances = list(meeting.attendances.select_related("person").order_by("-voting", "order", "id"))
    sight = sight_of(actor, meeting, items, attendances)
    judged_on = min(meeting.meets_on, actor.day) if meeting.closed_at else held.day_of(meeting, actor)
    quorums = {q.item.pk: q for q in quorum_of_items(meeting, items, judged_on, attendances)}
    chosen = _chosen(items, item_id)
    acts = acts_on(meeting.organization_id, "meetings.meeting", meeting.pk) if whole else []
    part = None
    if chosen is not None and whole:
        part = item_part(
            chosen,
            meeting=meeting,
            actor=actor,
            sight=sight,
            attendances=attendances,
            quorum=quorums.get(chosen.pk),
            acts=acts,
        )
    spoken = _spoken(progress)
    voting = [a for a in attendances if a.voting]
    return RoomPage(
        meeting=meeting,
        progress=progress,
        sight=sight,
        answers=answers_of(progress, attendances, spoken),
        agenda=tuple(_agenda_row(i, meeting, sight, quorums.get(i.pk), chosen) for i in items),
        entitled=len(voting),
        in_room=sum(a.status == Attendance.Status.PRESENT for a in voting),
        changes=tuple(_who_left(attendances, quorums, sight)) if meeting.status == M.IN_SESSION else (),
        outlook=tuple(_outlook(quorums, sight)) if meeting.status == M.IN_SESSION else (),
        part=part,
        buttons=tuple(buttons_of_meeting(meeting, progress, actor)) if whole else (),
        presence=tuple(presence_row(a, meeting, progress, actor, quorums, acts) for a in voting),
        guests=tuple(
            presence_row(a, meeting, progress, actor, {}, acts) for a in attendances if not a.voting
        ),
        deliveries=tuple(_deliveries(meeting, progress, actor)) if whole and progress.notice else (),
        leaves=tuple(_leaves(meeting, actor, sight)) if whole else (),
        preparing=preparing_part(meeting, progress, actor) if whole and sight.insider else None,
        facts=tuple(fact_rows("meeting", meeting, actor)) if whole and sight.insider else (),
        minutes=minutes_part(meeting, progress, actor, sight) if whole else None,
        papers=papers_part(meeting, progress, actor, sight) if whole else None,
        trail=tuple(events(acts, _hidden(items, sight))) if whole and sight.insider else (),
        mine=next((a for a in attendances if a.person_id == actor.person_id), None),
        wall_url=_wall(meeting, actor) if whole else "",
        late=meeting.late if whole and meeting.entered_late else None,
        superseded=superseded_by(progress.notice) if whole else (),
        roll_changed=roll_changed(meeting, voting) if whole and meeting.status == M.NOTICED else "",
    )


def _chosen(items: list[AgendaItem], item_id: int | None) -> AgendaItem | None:
    """The item asked for; else the one on the table, the next one, the last one."""
    if item_id is not None:
        found = next((i for i in items if i.pk == item_id), None)
        if found is not None:
            return found
    for wanted in (AgendaItem.ON_THE_TABLE, (A.PENDING,)):
        found = next((i for i in items if i.status in wanted), None)
        if found is not None:
            return found
    return items[0] if items else None


def _spoken(progress: Progress) -> dict[int, set[int]]:
    item = progress.open_item
    if item is None or item.status != A.DISCUSSING:
        return {}
    return {item.pk: set(item.stances.current().values_list("person_id", flat=True))}


def _agenda_row(
    item: AgendaItem, meeting: Meeting, sight: Sight, quorum: ItemQuorum | None, chosen: AgendaItem | None
) -> AgendaRow:
    kind = sight.of(item)
    state, state_kind = item.get_status_display(), STATE_KINDS[A(item.status)]
    if item.outcome:
        state = str(item.get_outcome_display())
    if kind == RECUSED:
        state, state_kind = _("回避"), "void"
    elif item.status == A.PENDING and meeting.status == M.IN_SESSION and quorum and quorum.short:
        state, state_kind = _("现在不能议"), "late"
    method = item.get_method_display() if item.method else ""
    return AgendaRow(
        number=cn_number(item.order),
        title=sight.title(item),
        url=f"{reverse('meetings:room', args=[meeting.pk])}?item={item.pk}#item" if kind == OPEN else "",
        kind=f"{item.topic.get_matter_display()} · {method}" if kind == OPEN else "",
        state=state,
        state_kind=state_kind.replace("void", ""),
        quorum=quorum if kind == OPEN and item.status != A.POSTPONED else None,
        open=chosen is not None and item.pk == chosen.pk,
        closed=item.status in (A.DECIDED, A.POSTPONED),
        sight=kind,
    )


def _who_left(
    attendances: Iterable[Attendance], quorums: dict[int, ItemQuorum], sight: Sight
) -> Iterable[str]:
    """走了谁，哪项受影响: who is out of the room and which waiting items fall short."""
    gone = [a.person.name for a in attendances if a.voting and a.status == Attendance.Status.LEFT]
    if not gone:
        return
    short = [
        cn_number(q.item.order)
        for q in quorums.values()
        if q.short and q.item.status in (A.PENDING, A.DISCUSSING, A.SUMMARISED) and sight.of(q.item) == OPEN
    ]
    who = "、".join(gone)
    if short:
        yield _("%(who)s离会。第%(items)s项人数不够，其余不受影响。") % {
            "who": who,
            "items": "、".join(short),
        }
    else:
        yield _("%(who)s离会，各项人数仍够。") % {"who": who}


def _wall(meeting: Meeting, actor: Actor) -> str:
    running = meeting.status in (M.NOTICED, M.IN_SESSION) and not meeting.entered_late
    on = running and ask(actor, "meetings.wall.read", meeting).allowed
    return reverse("meetings:wall", args=[meeting.pk]) if on else ""


def _outlook(quorums: dict[int, ItemQuorum], sight: Sight) -> Iterable[str]:
    """What falls if one more leaves, and in which order the fewest items are at risk."""
    seen = [q for q in quorums.values() if sight.of(q.item) == OPEN]
    weak = fragile(seen)
    if not weak:
        return
    yield _("再走一人，第%(items)s项人数就不够。") % {"items": _numbers(weak)}
    better = safer_order(seen)
    if better:
        yield _("稳妥的次序：先议第%(items)s项。次序由主持人定。") % {"items": _numbers(better)}


def _numbers(rows: Iterable[ItemQuorum]) -> str:
    return "、".join(cn_number(row.item.order) for row in rows)


def _deliveries(meeting: Meeting, progress: Progress, actor: Actor) -> Iterable[DeliveryRow]:
    may_record = (
        meeting.status in (M.NOTICED, M.IN_SESSION)
        and ask(actor, "meetings.notice.delivered", meeting).allowed
    )
    rows = progress.notice.deliveries.select_related("person", "reading").order_by("id")
    for delivery in rows:
        reading = getattr(delivery, "reading", None)
        shown_at = reading.shown_at if reading else None
        if delivery.acknowledged_at:
            state, kind = _("已签收"), "done"
        elif delivery.delivered_at or shown_at:
            state, kind = _("已送达"), "doing"
        else:
            state, kind = _("未送达"), ""
        yield DeliveryRow(
            delivery,
            state,
            kind,
            shown_at,
            reverse("meetings:record-delivery", args=[delivery.pk])
            if may_record and not delivery.acknowledged_at
            else "",
            delivery.person_id == actor.person_id and not meeting.entered_late,
        )


def _leaves(meeting: Meeting, actor: Actor, sight: Sight) -> Iterable[LeaveRow]:
    """Who is away and why is for the committee and its office; a guest reads the own request alone."""
    asked = meeting.leave_requests.select_related("person").order_by("id")
    if not sight.insider:
        asked = asked.filter(person_id=actor.person_id)
    decides = ask(actor, "meetings.leave.granted", meeting).allowed
    kinds = {"submitted": "near", "granted": "done", "refused": "late", "lapsed": ""}
    for words in leave_words(asked):
        leave = words.leave
        grant, refuse = None, ""
        if (
            decides
            and leave.status == LeaveRequest.Status.SUBMITTED
            and meeting.status in (M.NOTICED, M.IN_SESSION)
        ):
            grant = Button(
                label=_("准假"), url=reverse("meetings:leave-grant", args=[leave.pk]), mode=SEND, primary=True
            )
            refuse = reverse("meetings:leave-refuse", args=[leave.pk])
        mine = leave.person_id == actor.person_id
        yield LeaveRow(
            leave,
            kinds[leave.status],
            grant,
            refuse,
            words.because,
            words.written_opinion if mine or decides else "",
        )


def _hidden(items: Iterable[AgendaItem], sight: Sight) -> frozenset[tuple[str, str]]:
    """Objects of items the actor may not see, as acts name them."""
    keys: set[tuple[str, str]] = set()
    for item in items:
        if sight.of(item) == OPEN:
            continue
        keys |= {("meetings.agendaitem", str(item.pk)), ("meetings.topic", str(item.topic_id))}
        keys |= {("meetings.vote", str(v.pk)) for v in item.votes.all()}
        resolution = getattr(item, "resolution", None)
        if resolution is not None:
            keys.add(("meetings.resolution", str(resolution.pk)))
        keys |= {("meetings.statedfact", str(pk)) for pk in item.stated_facts.values_list("pk", flat=True)}
    return frozenset(keys)
