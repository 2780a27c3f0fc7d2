"""The findings beside an item once more, for the page that explains one of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.rules.verdict import Verdict
from governance.templatetags.wordings import cn_number
from meetings.models import AgendaItem, Meeting
from meetings.pages.item import findings_of
from meetings.pages.progress import with_progress
from meetings.pages.sight import OPEN, sight_of
from meetings.pages.trail import acts_on


@dataclass(frozen=True)
class JudgedItem:
    verdict: Verdict
    on: date
    title: str
    heading: str


def judged_item(item: AgendaItem, actor: Actor) -> JudgedItem | None:
    """What the item's part of the meeting page shows, in the same order; None for whoever does not see
    that part. `on` is the day whose articles were asked."""
    meeting = with_progress(Meeting.objects.filter(pk=item.meeting_id)).get()
    item.meeting = meeting
    sight = sight_of(actor, meeting, [item], list(meeting.attendances.select_related("person")))
    if sight.of(item) != OPEN:
        return None
    acts = acts_on(item.organization_id, "meetings.meeting", meeting.pk)
    verdict, heading = findings_of(item, meeting, actor, acts)
    if verdict is None:
        return None
    on = min(meeting.meets_on, actor.day) if meeting.closed_at or item.outcome else actor.day
    number = _("第%(n)s项") % {"n": cn_number(item.order)}
    return JudgedItem(verdict, on, f"{meeting}　{number}", f"{heading}：{sight.title(item)}")
