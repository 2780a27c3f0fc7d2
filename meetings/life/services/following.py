"""Verbs after a democratic life meeting: measures, what is told in the set circle, what goes to the county; and life
meetings elsewhere in which a member took part."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import require
from governance.audit.act import act, verb
from governance.deadlines.consequences import set_going
from governance.people.models import Organization, Person, Tenure
from governance.rules.verdict import Verdict
from meetings.bodies.services.locking import told
from meetings.life import judgement
from meetings.life.models import LifeMeasure, LifeMeeting, LifeOuting
from meetings.life.services.locking import lock_life
from meetings.life.states import in_order

MEASURE = "meetings.life_measure"


def _serves(organization_id: int, person: Person, day: date) -> bool:
    return Tenure.objects.filter(organization_id=organization_id, person=person).on(day).exists()


@verb("meetings.life.measure_set")
def set_measure(
    *, meeting_id: int, actor: Actor, problem: str, title: str, owner: Person, due_on: date
) -> LifeMeasure:
    """Set a measure with owner and day (S1-13:六, S0-08:四-2). It goes to supervision (`meetings.life_measure`).
    ValidationError for a day gone by and for somebody who does not serve in the town."""
    life = lock_life(meeting_id, actor)
    decision = require(actor, "meetings.life.measure_set", life.meeting)
    if due_on < actor.day:
        raise ValidationError({"due_on": _("完成期限早于今天，请改晚。")})
    if not _serves(life.organization_id, owner, actor.day):
        raise ValidationError({"owner": _("只能选本镇在任的人。")})
    last = life.measures.aggregate(last=Max("order"))["last"] or 0
    row = LifeMeasure(
        organization_id=life.organization_id,
        life=life,
        order=last + 1,
        problem=problem.strip(),
        title=title.strip(),
        owner=owner,
        due_on=due_on,
        set_on=actor.day,
    )
    verdict = in_order("meetings.life.measure_set", life.meeting)
    with act(decision, verdict, on=row, **told(life.meeting, verdict)):
        row.save()
        set_going(MEASURE, on=row, facts=measure_facts(row))
    return row


def measure_facts(row: LifeMeasure) -> dict[str, object]:
    """What supervision is told."""
    return {
        "organization": row.organization_id,
        "title": row.title,
        "owner": row.owner_id,
        "due": row.due_on.isoformat(),
        "source": f"{row._meta.label_lower}:{row.pk}",
    }


@verb("meetings.life.published")
def publish(
    *, meeting_id: int, actor: Actor, circle: str, published_on: date, publisher: Person
) -> LifeMeeting:
    """Register that opinions, measures and the course of the meeting were told, in which circle and by whom
    (S0-08:七, 流程图d, S1-13:八)."""
    life = lock_life(meeting_id, actor)
    decision = require(actor, "meetings.life.published", life.meeting)
    if not life.meeting.held_on <= published_on <= actor.day:
        raise ValidationError({"published_on": _("通报日期应在开会以后、今天以前。")})
    verdict = in_order("meetings.life.published", life.meeting)
    words = str(LifeMeeting.Circle(circle).label)
    with act(decision, verdict, on=life, **told(life.meeting, verdict, circle=words)):
        life.circle, life.published_on, life.publisher = circle, published_on, publisher
        life.save(update_fields=["circle", "published_on", "publisher"])
    return life


@verb("meetings.life.submitted")
def submit(*, meeting_id: int, actor: Actor, submitted_on: date, submitted_how: str) -> LifeMeeting:
    """Register that the papers went to the county (S0-08:八b, S1-13:七). Refused before there are measures."""
    life = lock_life(meeting_id, actor)
    decision = require(actor, "meetings.life.submitted", life.meeting)
    if not life.meeting.held_on <= submitted_on <= actor.day:
        raise ValidationError({"submitted_on": _("报送日期应在开会以后、今天以前。")})
    verdict = in_order("meetings.life.submitted", life.meeting, lambda: judgement.for_submitting(life))
    with act(decision, verdict, on=life, **told(life.meeting, verdict, day=submitted_on.isoformat())):
        life.submitted_on, life.submitted_how = submitted_on, submitted_how.strip()
        life.save(update_fields=["submitted_on", "submitted_how"])
    return life


@verb("meetings.life_outing.recorded")
def record_outing(
    *,
    organization: Organization,
    actor: Actor,
    person: Person,
    kind: str,
    unit: str,
    joined_on: date,
    corrected: str = "",
    told_committee_on: date | None = None,
) -> LifeOuting:
    """Register that a member took part in a life meeting elsewhere (S0-08:二, S1-06:他-2)."""
    decision = require(actor, "meetings.life_outing.recorded", organization)
    if joined_on > actor.day:
        raise ValidationError({"joined_on": _("参加日期在今天以后。")})
    if not _serves(organization.pk, person, joined_on):
        raise ValidationError({"person": _("只能选本镇在任的人。")})
    row = LifeOuting(
        organization=organization,
        person=person,
        kind=kind,
        unit=unit.strip(),
        joined_on=joined_on,
        corrected=corrected.strip(),
        told_committee_on=told_committee_on,
    )
    with act(decision, Verdict.without_article("keeping a record"), on=row, facts={"unit": row.unit}):
        row.save()
    return row
