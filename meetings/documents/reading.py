"""Who may open a finished paper of a meeting: the same sight as on the meeting's page.

Rights are asked when the file is opened, not when it was made: somebody found to be related to a
matter afterwards does not open its papers any more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.decision import Allowed, Denied
from governance.access.policy import Answer
from governance.documents.models import Document
from meetings.documents.subjects import items_of, meetings_of
from meetings.models import AgendaItem, Attendance, Meeting, Stance
from meetings.pages.sight import OPEN, Sight, shown_to, sight_of

Reads = Callable[[Sight, Meeting], bool]
ReadsItem = Callable[[Sight, AgendaItem], bool]
Answers = Callable[[Actor, Sequence[Document]], dict[int, Answer]]


def seen_by(actor: Actor, meetings: Iterable[Meeting], items: Iterable[AgendaItem] = ()) -> dict[int, Sight]:
    """The actor's sight on meetings outside their pages, by meeting. Two queries."""
    rows, listed = {meeting.pk: meeting for meeting in meetings}, list(items)
    attendances = Attendance.objects.filter(meeting__in=rows, person_id=actor.person_id)
    mine = {attendance.meeting_id: attendance for attendance in attendances}
    shown = shown_to(actor, rows)
    return {
        pk: sight_of(
            actor,
            meeting,
            [item for item in listed if item.meeting_id == pk],
            [mine[pk]] if pk in mine else [],
            shown,
        )
        for pk, meeting in rows.items()
    }


def on_meetings(reads: Reads) -> Answers:
    """The `answers` of a kind whose papers are on a meeting or its notice."""

    def answers(actor: Actor, documents: Sequence[Document]) -> dict[int, Answer]:
        meetings = meetings_of(documents)
        sights, known = seen_by(actor, meetings.values()), _known(actor, meetings.values())
        return {
            document: _answer(actor, meeting.pk in known and reads(sights[meeting.pk], meeting))
            for document, meeting in meetings.items()
        }

    return answers


def on_items(reads: ReadsItem) -> Answers:
    """The `answers` of a kind whose papers are on an item, its vote or its resolution."""

    def answers(actor: Actor, documents: Sequence[Document]) -> dict[int, Answer]:
        items = items_of(documents)
        rows = list({item.pk: item for item in items.values()}.values())
        own = Prefetch("stances", Stance.objects.filter(person_id=actor.person_id))
        prefetch_related_objects(rows, "votes", own)  # what a sight asks of a secret item
        meetings = [item.meeting for item in rows]
        sights, known = seen_by(actor, meetings, rows), _known(actor, meetings)
        return {
            document: _answer(actor, item.meeting_id in known and reads(sights[item.meeting_id], item))
            for document, item in items.items()
        }

    return answers


def _known(actor: Actor, meetings: Iterable[Meeting]) -> set[int]:
    wanted = {meeting.pk for meeting in meetings}
    return set(Meeting.objects.visible_to(actor).filter(pk__in=wanted).values_list("pk", flat=True))


def _answer(actor: Actor, yes: bool) -> Answer:
    held = actor.main_post
    if yes and held:
        return Allowed(held.title)
    return Denied(_("这份文件由到会的人和党政办阅读"))


# What each kind asks of a sight; the meeting's page asks the same before it shows a link.


def reads_notice(sight: Sight, meeting: Meeting) -> bool:
    """The committee and its office; whoever is invited for one item has a notice of their own."""
    return sight.insider


def reads_sign_in_sheet(sight: Sight, meeting: Meeting) -> bool:
    return True


def reads_record(sight: Sight, meeting: Meeting) -> bool:
    """Members who were there, the recorder, the office; the discipline secretary for supervision."""
    return meeting.recorder_id == sight.person_id or sight.attended or sight.office or sight.supervises


def reads_volume(sight: Sight, item: AgendaItem) -> bool:
    return sight.reads_words(item.meeting, item)


def prints_ballots(sight: Sight, item: AgendaItem) -> bool:
    """Only who hands them out: a second print-out would be a second vote."""
    return sight.office and sight.of(item) == OPEN


def reads_decision(sight: Sight, item: AgendaItem) -> bool:
    """Counts and resolution: the committee and its office, as on the item's page."""
    return sight.insider and sight.of(item) == OPEN
