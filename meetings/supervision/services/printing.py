"""Verbs on papers: print one, draft a bulletin, have it approved and issued."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import require
from governance.audit.act import act, verb
from governance.audit.recorded import record_many
from governance.documents.kinds import document_kind
from governance.documents.models import Document
from governance.documents.numbering import NoDocumentCode, draw_number
from governance.documents.services import order_document
from governance.people.models import Organization
from governance.rules.verdict import Verdict
from meetings.judgement import GO, stop
from meetings.supervision.documents import kinds
from meetings.supervision.models import (
    BulletinLine,
    Chase,
    Rectification,
    SupervisedTask,
    SupervisionBulletin,
)
from meetings.supervision.services.locking import lock_task

T, D = SupervisedTask.Status, Document.State
MODELS: dict[str, Any] = {
    kinds.FORM: SupervisedTask,
    kinds.NOTICE: SupervisedTask,
    kinds.CHASE_NOTE: Chase,
    kinds.RECTIFICATION: Rectification,
}


def ready(kind: str, row: Any) -> Verdict:
    """Whether there is anything to print yet."""
    task: SupervisedTask = getattr(row, "task", row)
    if kind == kinds.NOTICE and task.assigned_on is None:
        return _not_yet(task, _("已交办"))
    if kind == kinds.CHASE_NOTE and row.kind != Chase.Kind.NOTE:
        return stop("supervision.paper.not_yet", have=str(row.get_kind_display()), need=_("书面催办单"))
    if kind == kinds.RECTIFICATION and row.reported_on is None:
        return stop("supervision.paper.not_yet", have=str(row.get_status_display()), need=_("已报整改"))
    return GO


def _not_yet(task: SupervisedTask, need: str) -> Verdict:
    return stop("supervision.paper.not_yet", have=str(task.get_status_display()), need=need)


def newest(kind: str, row: Any) -> Document | None:
    found = Document.objects.filter(kind=kind, subject_type=row._meta.label_lower, subject_id=str(row.pk))
    return found.exclude(state=D.VOIDED).order_by("-id").first()


def unchanged(made: Document | None, row: Any) -> bool:
    """Whether the paper still says what the row says."""
    if made is None or made.state == D.FAILED:
        return False
    task: SupervisedTask = getattr(row, "task", row)
    ordered = made.history.earliest("history_date").history_date
    changed = max(r.history.latest("history_date").history_date for r in {task, row})
    return bool(changed <= ordered)


@verb("supervision.paper.printed")
def print_paper(*, kind: str, subject_id: int, actor: Actor) -> Document:
    """Order one of P-07 to P-09. A newer one replaces the older, where something changed since."""
    model = MODELS[kind]
    path = "pk" if model is SupervisedTask else "task_id"
    known = model.objects.visible_to(actor).values_list(path, flat=True).get(pk=subject_id)
    task = lock_task(known, actor)
    row = task if model is SupervisedTask else model.objects.get(pk=subject_id)
    decision = require(actor, "supervision.paper.printed", task)
    made = newest(kind, row)
    verdict = ready(kind, row)
    if verdict.allowed and unchanged(made, row):
        verdict = stop("supervision.paper.unchanged")
    title = str(document_kind(kind).title)
    facts: dict[str, Any] = {"paper": title, "document": None}
    with act(decision, verdict, on=task, facts=facts):
        document = order_document(
            kind=kind,
            subject=row,
            title=f"{task.number}{title}",
            number=task.number if kind in (kinds.FORM, kinds.NOTICE) else "",
            actor=actor,
            replaces=made if made is not None and made.state == D.FINISHED else None,
        )
        facts["document"] = document.pk
    return document


def due_between(organization_id: int, first_on: date, last_on: date) -> Any:
    """The matters a bulletin tells of: due in the stretch, or closed in it; no secret ones."""
    due, closed = Q(due_on__range=(first_on, last_on)), Q(closed_on__range=(first_on, last_on))
    found = SupervisedTask.objects.filter(due | closed, organization_id=organization_id, kept=False)
    found = found.exclude(status__in=[T.REGISTERED, T.APPROVED, T.CANCELLED])
    return found.select_related("unit", "responsible", "organization").order_by("due_on", "pk")


@verb("supervision.bulletin.drafted")
def draft_bulletin(
    *,
    organization: Organization,
    actor: Actor,
    first_on: date,
    last_on: date,
    audience: str,
    praised: str = "",
    named: str = "",
    ahead: str,
) -> SupervisionBulletin:
    """Gather what was due in the stretch, as it stands (S0-21:四-6). ValidationError for a stretch that is none
    or lies ahead, and where nothing was due."""
    town = Organization.objects.select_for_update(of=("self",)).get(pk=organization.pk)
    decision = require(actor, "supervision.bulletin.drafted", town)
    if first_on > last_on:
        raise ValidationError({"last_on": _("截止日期早于起始日期，请核对。")})
    if first_on > actor.day:
        raise ValidationError({"first_on": _("起始日期在今天以后，请核对。")})
    tasks = list(due_between(town.pk, first_on, last_on))
    if not tasks:
        raise ValidationError(_("这段时间没有应办结的督查事项，没有可通报的。"))
    row = SupervisionBulletin(
        organization=town,
        first_on=first_on,
        last_on=last_on,
        audience=audience,
        praised=praised,
        named=named,
        ahead=ahead,
        drafted_by_id=actor.person_id,
        drafted_on=actor.day,
    )
    verdict = Verdict.without_article("a bulletin is drafted from what stands")
    with act(decision, verdict, on=row, facts={"count": len(tasks)}):
        row.save()
        record_many(
            [
                BulletinLine(
                    organization=town,
                    bulletin=row,
                    task=task,
                    order=order,
                    unit=task.unit.short_name if task.unit else town.short_name,
                    due_on=task.due_on,
                    outcome=_outcome(task, last_on),
                    late=_late(task, min(last_on, actor.day)),
                )
                for order, task in enumerate(tasks, start=1)
            ]
        )
    return row


def _late(task: SupervisedTask, day: date) -> bool:
    if task.due_on is None:
        return False
    done = task.reported_on or task.closed_on
    return done > task.due_on if done else task.due_on < day


def _outcome(task: SupervisedTask, day: date) -> str:
    if task.result:
        return task.result
    if task.is_late(day):
        return _("逾期未办结")
    return str(task.get_status_display())


@verb("supervision.bulletin.approved")
def approve_bulletin(*, bulletin_id: int, actor: Actor) -> SupervisionBulletin:
    """The main leader has it issued; it gets its number and is printed (S1-07:三-4c2)."""
    known = SupervisionBulletin.objects.visible_to(actor).values_list("pk", flat=True).get(pk=bulletin_id)
    row = (
        SupervisionBulletin.objects.select_for_update(of=("self",))
        .select_related("organization")
        .get(pk=known)
    )
    decision = require(actor, "supervision.bulletin.approved", row)
    if row.status != SupervisionBulletin.Status.DRAFTED:
        raise ValidationError(_("这份通报已经印发。"))
    verdict = Verdict.without_article("a bulletin is issued on the main leader's word")
    with act(decision, verdict, on=row):
        try:
            row.number = draw_number(row.organization, "supervision_bulletin", actor.day)
        except NoDocumentCode as none:
            raise ValidationError(str(none)) from none
        row.status = SupervisionBulletin.Status.APPROVED
        row.approved_by_id, row.approved_on = actor.person_id, actor.day
        row.save()
        order_document(
            kind=kinds.BULLETIN,
            subject=row,
            title=_("%(number)s督查通报") % {"number": row.number},
            number=row.number,
            actor=actor,
        )
    return row
