"""What the verbs share: row locks, the meeting first."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from meetings.bodies.models import BodyMeeting
from meetings.bodies.services.locking import lock_body
from meetings.life.models import KIND, LifeMeeting, LifeMember


def lock_meeting(meeting_id: int, actor: Actor) -> BodyMeeting:
    """Raises BodyMeeting.DoesNotExist outside the actor's view and for a meeting of another kind."""
    meeting = lock_body(meeting_id, actor)
    if meeting.kind != KIND:
        raise BodyMeeting.DoesNotExist
    return meeting


def lock_life(meeting_id: int, actor: Actor) -> LifeMeeting:
    """By the id of its meeting. ValidationError before a theme was set."""
    meeting = lock_meeting(meeting_id, actor)
    life = LifeMeeting.objects.select_for_update(of=("self",)).filter(meeting=meeting).first()
    if life is None:
        raise ValidationError(_("还没有拟定主题，请先拟定主题。"))
    life.meeting = meeting
    return life


def lock_member(member_id: int, actor: Actor) -> LifeMember:
    """Raises LifeMember.DoesNotExist outside the actor's view."""
    found = LifeMember.objects.visible_to(actor).values_list("life__meeting_id", flat=True)
    life = lock_life(found.get(pk=member_id), actor)
    member = LifeMember.objects.select_for_update(of=("self",)).select_related("person").get(pk=member_id)
    member.life = life
    return member
