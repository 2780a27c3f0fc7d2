"""A duty sheet from its draft to the day it is confirmed; every edition stays."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import require
from governance.audit.act import act, verb
from governance.audit.recorded import record_many
from governance.documents.models import Document
from governance.documents.services import order_document
from governance.office.responsibilities import judgement
from governance.office.responsibilities.models import DutySheet, DutyTask
from governance.office.responsibilities.rules.steps import GO
from governance.office.responsibilities.services.locking import lock, lock_town
from governance.people.models import Organization, Post
from governance.rules.verdict import all_of

S = DutySheet.Status
SHEET = "responsibilities.duty_sheet"
TEXTS = tuple(DutySheet.PARTS.values())
COPIED = ("ordinal", "ground", *DutyTask.ITEMS.values())


@verb("responsibilities.sheet.drafted")
def draft_sheet(*, organization: Organization, actor: Actor, post: Post | None) -> DutySheet:
    """The next edition for a post (None: the committee itself), begun with the words and tasks of the one in force.
    Raises ValidationError where a draft waits already, or the post is another town's."""
    town = lock_town(organization)
    if post is not None and (post.organization_id != town.pk or post.abolished_on is not None):
        raise ValidationError({"post": _("请选本镇现有的岗位。")})
    standing = DutySheet.objects.filter(organization=town, post=post)
    last = standing.aggregate(n=Max("edition"))["n"] or 0
    sheet = DutySheet(
        organization=town, post=post, edition=last + 1, drafted_by_id=actor.person_id, drafted_on=actor.day
    )
    decision = require(actor, "responsibilities.sheet.drafted", sheet)
    if standing.filter(status=S.DRAFT).exists():
        raise ValidationError({"post": _("这个岗位已有一份拟稿，请接着写。")})
    held = standing.filter(status=S.CONFIRMED).first()
    with act(decision, GO, on=sheet):
        for name in TEXTS if held else ():
            setattr(sheet, name, getattr(held, name))
        sheet.save()
        if held:
            tasks = held.tasks.filter(removed_on__isnull=True)
            record_many([_copy(task, sheet) for task in tasks])
    return sheet


def _copy(task: DutyTask, sheet: DutySheet) -> DutyTask:
    kept = {name: getattr(task, name) for name in COPIED}
    return DutyTask(organization_id=sheet.organization_id, sheet=sheet, **kept)


@verb("responsibilities.sheet.revised")
def revise_sheet(
    *, sheet_id: int, actor: Actor, scope: str, goals: str, duties: str, rewards: str
) -> DutySheet:
    sheet = lock(DutySheet, sheet_id, actor)
    decision = require(actor, "responsibilities.sheet.revised", sheet)
    with act(decision, judgement.drafting(sheet), on=sheet):
        sheet.scope, sheet.goals, sheet.duties, sheet.rewards = scope, goals, duties, rewards
        sheet.save(update_fields=list(TEXTS))
    return sheet


@verb("responsibilities.task.entered")
def enter_task(*, sheet_id: int, actor: Actor, ground: str, items: Mapping[str, str]) -> DutyTask:
    """`items` by field name, as `DutyTask.ITEMS` lists them."""
    sheet = lock(DutySheet, sheet_id, actor)
    decision = require(actor, "responsibilities.task.entered", sheet)
    last = sheet.tasks.aggregate(n=Max("ordinal"))["n"] or 0
    task = DutyTask(
        organization_id=sheet.organization_id, sheet=sheet, ordinal=last + 1, ground=ground, **items
    )
    with act(decision, judgement.drafting(sheet), on=task, facts={"sheet": str(sheet)}):
        task.save()
    return task


@verb("responsibilities.task.revised")
def revise_task(*, task_id: int, actor: Actor, ground: str, items: Mapping[str, str]) -> DutyTask:
    task, sheet = _task(task_id, actor)
    decision = require(actor, "responsibilities.task.revised", sheet)
    with act(decision, judgement.drafting(sheet), on=task, facts={"sheet": str(sheet)}):
        task.ground = ground
        for name, text in items.items():
            setattr(task, name, text)
        task.save(update_fields=["ground", *items])
    return task


@verb("responsibilities.task.removed")
def remove_task(*, task_id: int, actor: Actor) -> DutyTask:
    """Taken out of the draft; the row stays."""
    task, sheet = _task(task_id, actor)
    decision = require(actor, "responsibilities.task.removed", sheet)
    with act(decision, judgement.drafting(sheet), on=task, facts={"sheet": str(sheet)}):
        task.removed_on = actor.day
        task.save(update_fields=["removed_on"])
    return task


def _task(task_id: int, actor: Actor) -> tuple[DutyTask, DutySheet]:
    """The task under the lock of its sheet. Raises DoesNotExist for one outside the actor's view or removed."""
    found = DutyTask.objects.visible_to(actor).filter(removed_on__isnull=True).get(pk=task_id)
    sheet = lock(DutySheet, found.sheet_id, actor)
    return DutyTask.objects.select_for_update(of=("self",)).get(pk=task_id, removed_on__isnull=True), sheet


@verb("responsibilities.sheet.confirmed")
def confirm_sheet(*, sheet_id: int, actor: Actor, since: date, reason: str = "") -> DutySheet:
    """By the committee's main leader; the edition before it ends the day before. Raises ValidationError for a first
    day that is not after the first day of that one."""
    sheet = lock(DutySheet, sheet_id, actor)
    decision = require(actor, "responsibilities.sheet.confirmed", sheet)
    held = (
        DutySheet.objects.select_for_update(of=("self",))
        .filter(organization_id=sheet.organization_id, post_id=sheet.post_id, status=S.CONFIRMED)
        .first()
    )
    if held is not None and held.since is not None and since <= held.since:
        raise ValidationError({"since": _("现行一版%(day)s起执行，新一版须晚于这天。") % {"day": held.since}})
    verdict = all_of(judgement.drafting(sheet), judgement.written(sheet))
    with act(decision, verdict, on=sheet, reason=reason, facts={"since": since.isoformat()}):
        if held is not None:
            held.status, held.until = S.SUPERSEDED, since - timedelta(days=1)
            held.save(update_fields=["status", "until"])
        sheet.status, sheet.since = S.CONFIRMED, since
        sheet.confirmed_by_id, sheet.confirmed_on = actor.person_id, actor.day
        sheet.save(update_fields=["status", "since", "confirmed_by", "confirmed_on"])
    return sheet


@verb("responsibilities.sheet.dropped")
def drop_sheet(*, sheet_id: int, actor: Actor) -> DutySheet:
    sheet = lock(DutySheet, sheet_id, actor)
    decision = require(actor, "responsibilities.sheet.dropped", sheet)
    with act(decision, judgement.drafting(sheet), on=sheet):
        sheet.status = S.DROPPED
        sheet.save(update_fields=["status"])
    return sheet


@verb("responsibilities.sheet.printed")
def print_sheet(*, sheet_id: int, actor: Actor) -> Document:
    sheet = lock(DutySheet, sheet_id, actor)
    decision = require(actor, "responsibilities.sheet.printed", sheet)
    with act(decision, GO, on=sheet):
        return order_document(kind=SHEET, subject=sheet, title=sheet.paper_title, actor=actor)
