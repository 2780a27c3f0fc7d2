"""Who may open a finished paper of a meeting: the same sight as on the meeting's page.

Rights are asked when the file is opened, not when it was made: somebody found to be related to a
matter afterwards does not open its papers any more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.decision import Allowed, Denied
from governance.access.policy import Answer
from governance.documents.models import Document
from meetings.judgement.names import keep_names_out_of_meeting
from meetings.models import AgendaItem, Meeting
from meetings.pages.sight import OPEN, Sight, sight_of

Reads = Callable[[Sight, Meeting], bool]
ReadsItem = Callable[[Sight, AgendaItem], bool]


def seen_by(actor: Actor, meeting: Meeting, items: Iterable[AgendaItem] = ()) -> Sight:
    """The actor's sight on a meeting outside its page. Three queries."""
    attendances = list(meeting.attendances.filter(person_id=actor.person_id))
    return sight_of(actor, meeting, items, attendances)


def of_meeting(actor: Actor, meeting: Meeting, reads: Reads) -> Answer:
    sight = seen_by(actor, meeting)
    return _answer(actor, Meeting.objects.visible_to(actor).contains(meeting) and reads(sight, meeting))


def of_item(actor: Actor, item: AgendaItem, reads: ReadsItem) -> Answer:
    sight = seen_by(actor, item.meeting, [item])
    return _answer(actor, Meeting.objects.visible_to(actor).contains(item.meeting) and reads(sight, item))


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


def item_of(document: Document) -> AgendaItem:
    """The item a paper on an item, its vote or its resolution belongs to."""
    path = {"meetings.agendaitem": "pk", "meetings.vote": "votes", "meetings.resolution": "resolution"}
    return AgendaItem.objects.select_related("meeting__organization", "meeting__chair", "topic").get(
        **{path[document.subject_type]: document.subject_id}
    )


def meeting_of(document: Document) -> Meeting:
    """The meeting a paper on the meeting or on its notice belongs to."""
    path = {
        "meetings.meeting": "pk",
        "meetings.notice": "notice",
        "meetings.noticedelivery": "notice__deliveries",
    }
    return Meeting.objects.select_related("organization", "chair", "recorder").get(
        **{path[document.subject_type]: document.subject_id}
    )


def keep_names_out(document: Document, **texts: str) -> None:
    """ValidationError for a text about a paper that names whom a kept-back item of its meeting is about."""
    if document.subject_type in ("meetings.agendaitem", "meetings.vote", "meetings.resolution"):
        meeting = item_of(document).meeting
    elif document.subject_type == "meetings.minutes":
        meeting = Meeting.objects.get(minutes=document.subject_id)
    elif document.subject_type == "meetings.corrigendum":
        meeting = Meeting.objects.get(minutes__corrigenda=document.subject_id)
    else:
        meeting = meeting_of(document)
    keep_names_out_of_meeting(meeting, **texts)


def sealed_for(document: Document) -> tuple[str, str] | None:
    """Papers on a secret item lie under the item's key, as what was said on it does."""
    item = item_of(document)
    return ("meetings.agendaitem", str(item.pk)) if item.topic.is_secret else None
