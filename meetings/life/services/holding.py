"""Verbs at a democratic life meeting: what was told there, and who said what of whom."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import require
from governance.audit.act import act, verb
from governance.people.models import Person
from meetings.bodies.services.locking import sealed_or_none, told
from meetings.judgement.bench import GO, stop
from meetings.life.models import LifeCriticism, LifeMeeting
from meetings.life.services.locking import lock_life
from meetings.life.states import in_order


@verb("meetings.life.proceedings")
def record_proceedings(
    *,
    meeting_id: int,
    actor: Actor,
    opinions_told: str,
    superior_remarks: str = "",
    rules_checked: str = "",
    ratings_told: str = "",
) -> LifeMeeting:
    """What was told at the meeting: the opinions first (S0-08:流程图b), what those the county sent said (流程图c),
    how the rules of the committee were kept (S1-01:十三-2), the ratings (S1-10:四-3b)."""
    life = lock_life(meeting_id, actor)
    decision = require(actor, "meetings.life.proceedings", life.meeting)
    verdict = in_order("meetings.life.proceedings", life.meeting)
    said = {
        "opinions_told": opinions_told.strip(),
        "superior_remarks": superior_remarks.strip(),
        "rules_checked": rules_checked.strip(),
        "ratings_told": ratings_told.strip(),
    }
    with act(decision, verdict, on=life, **told(life.meeting, verdict)):
        for name, text in said.items():
            setattr(life, name, text)
        life.save(update_fields=list(said))
    return life


@verb("meetings.life.spoken")
def record_speech(
    *, meeting_id: int, actor: Actor, critic: Person, subject: Person, points: str = ""
) -> LifeCriticism:
    """Put down that somebody examined and criticised themselves, or criticised another; points sealed, or none.
    The first word on oneself counts as having spoken; of an absent member the statement that was read out."""
    life = lock_life(meeting_id, actor)
    decision = require(actor, "meetings.life.spoken", life.meeting)
    members = {m.person_id: m for m in life.members.select_for_update(of=("self",))}
    for name, person in (("critic", critic), ("subject", subject)):
        if person.pk not in members:
            raise ValidationError({name: _("只能选参加这次会的班子成员。")})
    row = LifeCriticism(organization_id=life.organization_id, life=life, critic=critic, subject=subject)
    verdict = in_order("meetings.life.spoken", life.meeting)
    with act(decision, verdict, on=row, **told(life.meeting, verdict, sealed=True)):
        row.points = sealed_or_none(points, life.meeting)
        row.save()
        member = members[critic.pk]
        if row.is_own and not member.spoke:
            member.spoke = True
            member.save(update_fields=["spoke"])
    return row


@verb("meetings.life.spoken_struck")
def strike_speech(*, speech_id: int, actor: Actor) -> LifeCriticism:
    """Strike a line put down by mistake; it stays readable."""
    found = LifeCriticism.objects.visible_to(actor).values_list("life__meeting_id", flat=True)
    life = lock_life(found.get(pk=speech_id), actor)
    row = LifeCriticism.objects.select_for_update(of=("self",)).get(pk=speech_id)
    row.life = life
    decision = require(actor, "meetings.life.spoken_struck", life.meeting)
    verdict = in_order(
        "meetings.life.spoken_struck",
        life.meeting,
        lambda: stop("meetings.life.struck") if row.struck else GO,
    )
    with act(decision, verdict, on=row, **told(life.meeting, verdict)):
        row.struck = True
        row.save(update_fields=["struck"])
        own = life.criticisms.filter(critic_id=row.critic_id, subject_id=row.critic_id, struck=False)
        if row.is_own and not own.exists():
            member = life.members.get(person_id=row.critic_id)
            member.spoke = False
            member.save(update_fields=["spoke"])
    return row
