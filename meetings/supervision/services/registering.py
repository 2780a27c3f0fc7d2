"""Verbs from the registration of a matter to its hand-over."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import require
from governance.audit.act import act, verb
from governance.deadlines.reminders import tell
from governance.documents.numbering import NoDocumentCode, draw_number
from governance.people.models import Organization, Person, Tenure
from governance.rules.verdict import Verdict
from meetings.supervision import judgement
from meetings.supervision.models import SupervisedTask
from meetings.supervision.services.locking import keep_names_out, lock_clause_of, lock_task
from meetings.supervision.states import in_order, in_state

T = SupervisedTask.Status
TASK = "meetings.supervisedtask"
SERIES = "supervision"
# What is typed at registration and may be amended until the matter is approved.
TYPED = (
    "source",
    "source_ref",
    "title",
    "basis",
    "requirements",
    "unit",
    "helpers",
    "responsible",
    "leader",
    "due_on",
    "key",
    "pace",
    "urgent",
    "ask_after",
    "great",
    "plan",
)


def draw_task_number(organization: Organization, day: date) -> str:
    """Inside the open act. ValidationError where the town has no document code yet."""
    try:
        return draw_number(organization, SERIES, day)
    except NoDocumentCode as none:
        raise ValidationError(str(none)) from none


def check_typed(organization: Organization, day: date, typed: dict[str, Any]) -> None:
    """ValidationError, by field, for a deadline gone by, an office of another town, somebody without a post,
    and a pace of progress of a matter that is no key matter."""
    wrong: dict[str, str] = {}
    due_on, unit = typed.get("due_on"), typed.get("unit")
    if due_on is not None and due_on < day:
        wrong["due_on"] = _("时限早于今天，请改到今天或以后。")
    if unit is not None and organization.pk not in (unit.pk, unit.town_id):
        wrong["unit"] = _("承办单位不是本镇的，请另选。")
    for name in ("responsible", "leader"):
        person = typed.get(name)
        if person is not None and not _serves(organization.pk, person.pk, day):
            wrong[name] = _("这个人在本镇没有现任职务，请另选一位。")
    if typed.get("pace") and not typed.get("key"):
        wrong["pace"] = _("只有重点督查才定期催报进度；请勾上“重点督查”，或选“不定期”。")
    if typed.get("ask_after") and not typed.get("urgent"):
        wrong["ask_after"] = _("只有急件才写几天没有消息就催；请勾上“急件”，或空着不填。")
    if wrong:
        raise ValidationError(wrong)


def _serves(organization_id: int, person_id: int, day: date) -> bool:
    return Tenure.objects.filter(organization_id=organization_id, person_id=person_id).on(day).exists()


@verb("supervision.task.registered")
def register_task(*, organization: Organization, actor: Actor, **typed: Any) -> SupervisedTask:
    """Enter a matter to be supervised; it gets its number. `typed`: the fields of `TYPED`. What follows from a
    resolution, another body's meeting or a measure is registered by itself (`services.taking`)."""
    town = Organization.objects.select_for_update(of=("self",)).get(pk=organization.pk)
    decision = require(actor, "supervision.task.registered", town)
    if typed.get("source") == SupervisedTask.Source.CLAUSE:
        raise ValidationError({"source": _("决议条款确认后自动立项，不必另登。")})
    check_typed(town, actor.day, typed)
    task = SupervisedTask(
        organization=town, registered_by_id=actor.person_id, registered_on=actor.day, **_only_typed(typed)
    )
    facts = {"source": str(SupervisedTask.Source(task.source).label)}
    with act(decision, Verdict.without_article("registration opens the procedure"), on=task, facts=facts):
        task.number = draw_task_number(town, actor.day)
        task.save()
    return task


def _only_typed(typed: dict[str, Any]) -> dict[str, Any]:
    return {name: typed[name] for name in TYPED if name in typed}


@verb("supervision.task.amended")
def amend_task(*, task_id: int, actor: Actor, **typed: Any) -> SupervisedTask:
    """Change what was registered, before it is approved. What was vetted is vetted anew. Of what follows from
    a clause, source and person stay: they change where they were decided."""
    task = lock_task(task_id, actor)
    decision = require(actor, "supervision.task.amended", task)
    given = _only_typed(typed)
    if task.clause_id is not None:
        given = {k: v for k, v in given.items() if k not in ("source", "responsible", "due_on", "title")}
    check_typed(task.organization, actor.day, given)
    keep_names_out(task, **{k: given.get(k, "") for k in ("requirements", "basis", "plan")})
    with act(decision, in_state("supervision.task.amended", task), on=task):
        for name, value in given.items():
            setattr(task, name, value)
        task.vetted_by, task.vetted_on, task.vetted_post, task.vetted_words = None, None, "", ""
        task.save(update_fields=[*given, "vetted_by", "vetted_on", "vetted_post", "vetted_words"])
    return task


@verb("supervision.task.vetted")
def vet_task(*, task_id: int, actor: Actor, words: str = "") -> SupervisedTask:
    """The office that keeps the supervision has looked at the form before it goes to the leader (S1-07:三-1b)."""
    task = lock_task(task_id, actor)
    decision = require(actor, "supervision.task.vetted", task)
    keep_names_out(task, words=words)
    held = actor.holds(task.organization_id, "discipline_secretary", "discipline_clerk", "office_director")
    with act(decision, in_state("supervision.task.vetted", task), on=task):
        task.vetted_by_id, task.vetted_on, task.vetted_words = actor.person_id, actor.day, words
        task.vetted_post = held.code if held else ""
        task.save(update_fields=["vetted_by", "vetted_on", "vetted_post", "vetted_words"])
    return task


@verb("supervision.task.approved")
def approve_task(*, task_id: int, actor: Actor, words: str = "", reason: str = "") -> SupervisedTask:
    """The main leader decides that the matter is supervised (S0-21:四-1, S1-07:三-1b)."""
    task = lock_task(task_id, actor)
    decision = require(actor, "supervision.task.approved", task)
    keep_names_out(task, words=words)
    verdict = in_order("supervision.task.approved", task, lambda: judgement.for_approving(task, actor.day))
    with act(decision, verdict, on=task, reason=reason):
        task.status, task.approved_words = T.APPROVED, words
        task.approved_by_id, task.approved_on = actor.person_id, actor.day
        task.save(update_fields=["status", "approved_words", "approved_by", "approved_on"])
    return task


@verb("supervision.task.handed_over")
def hand_over(*, task_id: int, actor: Actor, reason: str = "") -> SupervisedTask:
    """Hand the matter to whoever carries it out; they are told at once (S0-21:四-1, 及时告知承办方)."""
    task = lock_task(task_id, actor)
    decision = require(actor, "supervision.task.handed_over", task)
    verdict = in_order(
        "supervision.task.handed_over", task, lambda: judgement.for_handing_over(task, actor.day)
    )
    facts = {
        "unit": named_unit(task),
        "day": task.due_on.isoformat() if task.due_on else "",
    }
    with act(decision, verdict, on=task, reason=reason, facts=facts) as opened:
        task.status, task.assigned_on = T.ASSIGNED, actor.day
        task.save(update_fields=["status", "assigned_on"])
        tell_about(task, in_hand_of(task, actor.day), str(opened.id), _("交您办理"), actor.day)
    return task


@verb("supervision.task.reassigned")
def reassign_task(
    *, task_id: int, actor: Actor, unit: Organization, responsible: Person, because: str
) -> SupervisedTask:
    """Another office or person carries the matter out; the owner of its clause changes with it.
    ValidationError (by field) where it stays as it is, or the person cannot take it."""
    task = lock_task(task_id, actor)
    decision = require(actor, "supervision.task.reassigned", task)
    if (unit.pk, responsible.pk) == (task.unit_id, task.responsible_id):
        raise ValidationError({"responsible": _("现在就是这个单位、这个人承办，请另选。")})
    check_typed(task.organization, actor.day, {"unit": unit, "responsible": responsible})
    clause = lock_clause_of(task)
    if clause is not None:
        item = clause.resolution.item
        if (
            item.recusals.filter(person=responsible).exists()
            or item.topic.subjects.filter(person=responsible).exists()
        ):
            raise ValidationError({"responsible": _("这个人在这一项须回避，请另选一位。")})
    keep_names_out(task, because=because)
    told = in_hand_of(task, actor.day)
    facts = {"was": named_unit(task), "now": f"{unit.short_name}{responsible.name}", "because": because}
    verdict = in_state("supervision.task.reassigned", task)
    with act(decision, verdict, on=task, facts=facts) as opened:
        task.unit, task.responsible = unit, responsible
        fields = ["unit", "responsible"]
        if task.status == T.WORKING:  # the new hands sign for it anew
            task.status, task.signed_for_by, task.signed_for_on = T.ASSIGNED, None, None
            fields += ["status", "signed_for_by", "signed_for_on"]
        task.save(update_fields=fields)
        if clause is not None and clause.owner_id != responsible.pk:
            clause.owner = responsible
            clause.save(update_fields=["owner"])
        tell_about(task, told | {responsible.pk}, str(opened.id), _("换了承办"), actor.day)
    return task


def named_unit(task: SupervisedTask) -> str:
    """Who carries it out, as sentences say it: 农业农村办郭树声."""
    unit = task.unit.short_name if task.unit_id and task.unit_id != task.organization_id else ""  # type: ignore[union-attr]
    return f"{unit}{task.responsible.name if task.responsible else ''}"


def in_hand_of(task: SupervisedTask, day: date) -> set[int]:
    """Ids of the person responsible and of who heads the office. One query at most."""
    found = {task.responsible_id} if task.responsible_id else set()
    if task.unit_id and task.unit_id != task.organization_id and not task.kept:
        heads = (
            Tenure.objects.filter(organization_id=task.organization_id, post__unit_id=task.unit_id)
            .on(day)
            .order_by("post__order", "id")
            .values_list("person_id", flat=True)
        )
        found |= set(heads[:1])
    return {pk for pk in found if pk is not None}


def tell_about(task: SupervisedTask, persons: set[int], act_id: str, what: str, day: date) -> None:
    """A message inside the act; of a secret matter it says the number alone."""
    title = "" if task.kept else f"“{task.title}”"
    tell(
        task.organization,
        persons,
        matter=f"{TASK}|{task.pk}|{act_id}",
        text=_("督查事项%(number)s%(title)s%(what)s") % {"number": task.number, "title": title, "what": what},
        url=reverse("supervision:task", args=[task.pk]),
        day=day,
    )


__all__ = (
    "amend_task",
    "approve_task",
    "check_typed",
    "draw_task_number",
    "hand_over",
    "in_hand_of",
    "named_unit",
    "reassign_task",
    "register_task",
    "tell_about",
    "vet_task",
)
