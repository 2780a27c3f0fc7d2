"""Verbs on the year's plan: draft, topics, confirmation, check in the middle of the year, report at its end."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import require
from governance.audit.act import act, verb
from governance.people.models import Organization, Person, Tenure
from governance.rules.verdict import Verdict
from meetings.bodies.models import BodyMeeting
from meetings.study import judgement
from meetings.study.models import KIND, StudyPlan, StudyTopic


def lock_plan(plan_id: int, actor: Actor) -> StudyPlan:
    """Raises StudyPlan.DoesNotExist outside the actor's view."""
    return StudyPlan.objects.visible_to(actor).select_for_update(of=("self",)).get(pk=plan_id)


@dataclass(frozen=True)
class Topic:
    month: int
    theme: str
    block: str
    form: str
    speaker: Person


@verb("meetings.study.planned")
def draft_plan(*, organization: Organization, actor: Actor, year: int) -> StudyPlan:
    """Begin the plan of a year (S3-01:1a). Refused where there is one."""
    decision = require(actor, "meetings.study.planned", organization)
    plan = StudyPlan(organization=organization, year=year)
    exists = StudyPlan.objects.filter(organization=organization, year=year).exists()
    with act(decision, judgement.for_planning(exists), on=plan):
        plan.save()
    return plan


@verb("meetings.study.topic_set")
def set_topic(
    *, plan_id: int, actor: Actor, topic: Topic, topic_id: int | None = None, reason: str = ""
) -> StudyTopic:
    """Put a topic into the plan, or write one anew (`topic_id`). A plan that was confirmed is changed with a reason
    (S0-07:一c). ValidationError for a speaker who does not serve in the town."""
    plan = lock_plan(plan_id, actor)
    decision = require(actor, "meetings.study.topic_set", plan)
    serves = Tenure.objects.filter(organization_id=plan.organization_id, person=topic.speaker).on(actor.day)
    if not serves.exists():
        raise ValidationError({"speaker": _("只能选本镇在任的人。")})
    row = (
        plan.topics.select_for_update(of=("self",)).get(pk=topic_id)
        if topic_id is not None
        else StudyTopic(organization_id=plan.organization_id, plan=plan)
    )
    for name in ("month", "block", "form", "speaker"):
        setattr(row, name, getattr(topic, name))
    row.theme = topic.theme.strip()
    verdict = judgement.for_topic(plan, actor.day)
    with act(decision, verdict, on=row, reason=reason, facts={"month": topic.month}):
        row.save()
    return row


@verb("meetings.study.plan_confirmed")
def confirm_plan(*, plan_id: int, actor: Actor) -> StudyPlan:
    """The head of the group confirms the plan (S1-12:1b, 2)."""
    plan = lock_plan(plan_id, actor)
    decision = require(actor, "meetings.study.plan_confirmed", plan)
    with act(decision, judgement.for_confirming(plan), on=plan, facts={"count": plan.topics.count()}):
        plan.confirmed_on, plan.confirmed_by_id = actor.day, actor.person_id
        plan.save(update_fields=["confirmed_on", "confirmed_by"])
    return plan


@verb("meetings.study.session_set")
def set_session(*, topic_id: int, actor: Actor, meeting_id: int, reason: str = "") -> StudyTopic:
    """Say at which session the topic is studied. Raises DoesNotExist outside the actor's view."""
    plan_id = StudyTopic.objects.visible_to(actor).values_list("plan_id", flat=True).get(pk=topic_id)
    plan = lock_plan(plan_id, actor)
    row = StudyTopic.objects.select_for_update(of=("self",)).get(pk=topic_id)
    row.plan = plan
    decision = require(actor, "meetings.study.session_set", plan)
    meeting = BodyMeeting.objects.visible_to(actor).get(
        pk=meeting_id, kind=KIND, organization_id=plan.organization_id
    )
    verdict = judgement.for_session(row, meeting, actor.day)
    with act(decision, verdict, on=row, reason=reason, facts={"meeting": meeting.title}):
        row.session = meeting
        row.save(update_fields=["session"])
    return row


@verb("meetings.study.checked")
def check_midyear(*, plan_id: int, actor: Actor, text: str) -> StudyPlan:
    """What the check in the middle of the year found (S0-07:七)."""
    plan = lock_plan(plan_id, actor)
    decision = require(actor, "meetings.study.checked", plan)
    with act(decision, Verdict.without_article("keeping a record"), on=plan):
        plan.checked_on, plan.check_text = actor.day, text.strip()
        plan.save(update_fields=["checked_on", "check_text"])
    return plan


@verb("meetings.study.reported")
def report_year(*, plan_id: int, actor: Actor, text: str) -> StudyPlan:
    """The year's report."""
    plan = lock_plan(plan_id, actor)
    decision = require(actor, "meetings.study.reported", plan)
    with act(decision, Verdict.without_article("keeping a record"), on=plan):
        plan.reported_on, plan.report_text = actor.day, text.strip()
        plan.save(update_fields=["reported_on", "report_text"])
    return plan
