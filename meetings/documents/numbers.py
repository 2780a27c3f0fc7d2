"""What carries the numbers of minutes and resolutions, for the list of numbers."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.documents.number_uses import NumberUse, register_uses
from meetings import composition
from meetings.models import AgendaItem, Meeting, Minutes, Resolution


def minutes_numbers(actor: Actor, organization_id: int, year: int) -> Iterator[NumberUse]:
    numbered = Minutes.objects.filter(organization_id=organization_id, number__contains=f"〔{year}〕")
    seen = set(Meeting.objects.visible_to(actor).values_list("pk", flat=True))
    for minutes in numbered.select_related("meeting__organization"):
        meeting = minutes.meeting
        url = reverse("meetings:room", args=[meeting.pk]) + "#minutes" if meeting.pk in seen else ""
        what = _("%(meeting)s纪要") % {"meeting": composition.full_name(meeting)}
        yield NumberUse(minutes.number, what, str(minutes.get_status_display()), url)


def resolution_numbers(actor: Actor, organization_id: int, year: int) -> Iterator[NumberUse]:
    """A secret matter, or one kept from the reader, is named by its place on the agenda alone; how the latter
    was decided is kept with it."""
    numbered = Resolution.objects.filter(organization_id=organization_id, number__contains=f"〔{year}〕")
    seen = set(
        AgendaItem.objects.visible_to(actor)
        .filter(organization_id=organization_id)
        .values_list("pk", flat=True)
    )
    for resolution in numbered.select_related("item__topic", "item__meeting"):
        item = resolution.item
        readable = item.pk in seen
        open_to_all = readable and not item.topic.is_secret
        url = reverse("meetings:room", args=[item.meeting_id]) + f"?item={item.pk}#item" if readable else ""
        what = item.topic.title if open_to_all else item.audit_text
        state = str(resolution.get_outcome_display()) if readable else _("回避")
        yield NumberUse(resolution.number, what, state, url)


register_uses("minutes", minutes_numbers)
register_uses("resolution", resolution_numbers)
