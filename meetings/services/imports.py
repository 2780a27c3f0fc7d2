"""Verbs on old resolutions: take a checked workbook in whole, confirm it, take it back."""

from __future__ import annotations

import hashlib

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import require
from governance.audit.act import act, verb
from governance.audit.recorded import record_many
from governance.people.models import Organization
from governance.rules.verdict import Verdict
from meetings import judgement
from meetings.imports.checking import Checked, check
from meetings.models import PastClause, PastResolution, ResolutionImport
from meetings.states import in_order, in_state

GROUP = 500  # rows of one insert


@verb("meetings.import.entered")
def enter_past_resolutions(
    *, organization: Organization, actor: Actor, file: File, because: str
) -> ResolutionImport:
    """Take in every resolution of a workbook, or none: the rows are checked once more under the lock of the
    town. A late entry (补录): the act happened on the newest meeting day it tells of.

    ValidationError when a row has a problem, or the very same file was taken in before.
    """
    # The town's row: two confirmations of one workbook come one after the other.
    town = Organization.objects.select_for_update().get(pk=organization.pk)
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
    file.seek(0)
    standing = ResolutionImport.objects.filter(organization=town, digest=digest)
    if standing.exclude(status=ResolutionImport.Status.WITHDRAWN).exists():
        raise ValidationError(_("这张表以前录过了，请看录入批次。"))
    checked = check(file, organization_id=town.pk, today=actor.day)
    if not checked.clean:
        raise ValidationError(
            _("有%(n)s行要改，没有录入。请下载带“问题”的表格，改好再传。") % {"n": len(checked.problems)}
        )
    first, last = checked.days
    batch = ResolutionImport(
        organization=town,
        file_name=(file.name or "")[-120:],
        digest=digest,
        count=len(checked.found),
        clauses=checked.clauses,
        first_on=first,
        last_on=last,
        because=because,
        entered_by_id=actor.person_id,
        entered_on=actor.day,
    )
    decision = require(actor, "meetings.import.entered", batch)
    facts = {
        "count": batch.count,
        "clauses": batch.clauses,
        "first": first.isoformat(),
        "last": last.isoformat(),
        "digest": digest,
    }
    verdict = Verdict.without_article("old papers: what was known to the rules then is not known here")
    with act(decision, verdict, on=batch, reason=because, happened_on=last, facts=facts, late_entry=True):
        batch.save()
        _record(batch, checked)
    return batch


def _record(batch: ResolutionImport, checked: Checked) -> None:
    rows = [
        PastResolution(
            organization_id=batch.organization_id,
            batch=batch,
            line=old.line,
            number=old.number,
            decided_on=old.decided_on,
            meeting=old.meeting,
            title=old.title,
            matter=old.matter,
            amount=old.amount,
            outcome=old.outcome,
            text=old.text,
            source=old.source,
        )
        for old in checked.found
    ]
    for start in range(0, len(rows), GROUP):
        record_many(rows[start : start + GROUP])
    clauses = [
        PastClause(
            organization_id=batch.organization_id,
            resolution=row,
            order=order,
            text=clause.text,
            owner=clause.owner,
            due_on=clause.due_on,
            carried_out=clause.carried_out,
        )
        for row, old in zip(rows, checked.found, strict=True)
        for order, clause in enumerate(old.clauses, 1)
    ]
    for start in range(0, len(clauses), GROUP):
        record_many(clauses[start : start + GROUP])


def _lock(batch_id: int, actor: Actor) -> ResolutionImport:
    return ResolutionImport.objects.visible_to(actor).select_for_update(of=("self",)).get(pk=batch_id)


@verb("meetings.import.confirmed")
def confirm_import(*, batch_id: int, actor: Actor) -> ResolutionImport:
    """The secretary confirms that the old papers say so."""
    batch = _lock(batch_id, actor)
    decision = require(actor, "meetings.import.confirmed", batch)
    with act(decision, in_state("meetings.import.confirmed", batch), on=batch, facts={"count": batch.count}):
        batch.status = ResolutionImport.Status.CONFIRMED
        batch.settled_by_id, batch.settled_on = actor.person_id, actor.day
        batch.save(update_fields=["status", "settled_by", "settled_on"])
    return batch


@verb("meetings.import.withdrawn")
def withdraw_import(*, batch_id: int, actor: Actor, because: str) -> ResolutionImport:
    """Take a batch back while nothing refers to any of its resolutions. The rows stay, under a batch
    that says so."""
    batch = _lock(batch_id, actor)
    decision = require(actor, "meetings.import.withdrawn", batch)
    verdict = in_order("meetings.import.withdrawn", batch, lambda: judgement.not_referred_to(batch))
    with act(decision, verdict, on=batch, facts={"count": batch.count, "because": because}):
        batch.status, batch.withdrawn_because = ResolutionImport.Status.WITHDRAWN, because
        batch.settled_by_id, batch.settled_on = actor.person_id, actor.day
        batch.save(update_fields=["status", "withdrawn_because", "settled_by", "settled_on"])
    return batch
