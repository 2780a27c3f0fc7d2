"""Before the meeting: which body, how the topic came, notice and materials."""

from __future__ import annotations

from datetime import date

from governance.people.queries import holders
from governance.rules.verdict import Verdict, all_of
from meetings import facts
from meetings.judgement.bench import bench, stop
from meetings.models import AgendaItem, Meeting, Topic
from meetings.models.base import Matter, Method


def usual_method(matter: str) -> str:
    """What an item of this kind is usually voted by: the suggestion on the form, not a rule."""
    if matter == Matter.PERSONNEL:
        return Method.SECRET_BALLOT
    return Method.SHOW_OF_HANDS if matter == Matter.ORDINARY else Method.NAMED_BALLOT


def secretary_line(organization_id: int, day: date) -> str:
    """In whose name notices go out: the secretary of the day."""
    held = holders(organization_id, "secretary", day)
    return f"{held[0].title}{held[0].person.name}" if held else ""


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


def for_convening(meeting: Meeting, day: date, *, written: bool) -> Verdict:
    """Notice lead and materials of every item, judged on the day the notice goes out."""
    items = agenda_items(meeting)
    if not items:
        return stop("meetings.state.no_items")
    if meeting.agenda_confirmed_on is None:
        return stop("meetings.state.agenda_unconfirmed")
    judge = bench(meeting.organization_id, day)
    matters = dict.fromkeys(i.topic.matter for i in items)
    return all_of(
        *(
            judge("meetings.notice", facts.notice(matter, day, meeting.meets_on, written=written))
            for matter in matters
        ),
        *(judge("meetings.materials", facts.materials(i.topic, meeting.meets_on)) for i in items),
    )


def rehearsal(item: AgendaItem, day: date) -> Verdict:
    """What the item still lacks before the meeting: body, agenda, materials.

    Shown to the clerk early, so that nothing turns up in the room; binds nobody by itself.
    """
    judge = bench(item.organization_id, day)
    meeting = item.meeting
    settled = meeting.agenda_confirmed_on is not None
    return all_of(
        judge("meetings.deciding_body", facts.deciding_body(item.topic)),
        judge("meetings.agenda", facts.agenda(item.topic, item, settled=settled)),
        judge("meetings.materials", facts.materials(item.topic, meeting.meets_on)),
    )


def agenda_items(meeting: Meeting) -> list[AgendaItem]:
    return list(
        meeting.items.exclude(status=AgendaItem.Status.POSTPONED)
        .select_related("topic__leader", "topic__proposed_by", "presenter")
        .prefetch_related("topic__stated_facts")
    )
