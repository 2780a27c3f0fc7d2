"""An office's own template for a kind of paper: uploaded by one, put in force by another, given up again.

Papers already made keep the copy they have; the template in force on the day a paper is made fills it.
"""

from __future__ import annotations

import hashlib

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from governance.access.actor import Actor
from governance.access.policy import require
from governance.access.text import plain
from governance.audit import clock
from governance.audit.act import act, verb
from governance.documents.editable.models import PaperTemplate
from governance.documents.kept_files import keep_file
from governance.documents.kinds import document_kind
from governance.people.models import Organization
from governance.rulebook.services.locking import lock_town
from governance.rules.verdict import Verdict
from governance.rules.wording import Sentence, register_sentences

S = PaperTemplate.Status

register_sentences(
    {
        "documents.template.waiting": Sentence(
            gettext_noop("“{have}”已有一个版式待启用，一次只提一个。"),
            gettext_noop("请先启用或撤回那一个。"),
        ),
        "documents.template.not_waiting": Sentence(
            gettext_noop("这个版式现在是“{have}”，待启用的才能启用或撤回。"), ""
        ),
        "documents.template.not_in_force": Sentence(
            gettext_noop("这个版式现在是“{have}”，在用的才能停用。"), ""
        ),
    }
)


@verb("documents.template.proposed")
def propose_template(
    *, organization: Organization, actor: Actor, kind: str, note: str, content: bytes
) -> PaperTemplate:
    """Take in a template after it was looked at and filled once with an invented paper. ValidationError for
    anything but a plain .docx that asks for the fields of its paper; KeyError for a kind nobody edits."""
    town = lock_town(organization.pk)
    row = PaperTemplate(
        organization=town,
        kind=kind,
        version=_last_version(town, kind) + 1,
        note=plain(note, _("说明"), 100),
        file_digest=hashlib.sha256(content).hexdigest(),
        size=len(content),
        uploaded_by_id=actor.account_id,
        uploaded_on=clock.today(),
    )
    decision = require(actor, "documents.template.proposed", row)
    try_template(kind, content)
    waiting = PaperTemplate.objects.filter(organization=town, kind=kind, status=S.PROPOSED).exists()
    verdict = (
        Verdict.stopped("documents.template.waiting", have=str(document_kind(kind).title))
        if waiting
        else Verdict.without_article("how an office lays out its own papers")
    )
    row.file = f"{town.pk}/banshi/{kind}-{row.file_digest[:20]}.docx"
    if verdict.allowed:
        keep_file(row.file, content, row.file_digest)
    with act(decision, verdict, on=row, facts=_facts(row)):
        row.save()
    return row


def try_template(kind: str, content: bytes) -> bytes:
    """The template filled with an invented paper of its kind. ValidationError, in sentences for whoever
    made it."""
    # docxtpl and lxml cost the web process their import only when somebody uploads
    from governance.documents.editable.filling import CannotFill
    from governance.documents.editable.preview import filled_sample
    from governance.documents.editable.reading import read_template

    paper = document_kind(kind).editable
    if paper is None:
        raise KeyError(kind)
    read_template(content, paper)
    try:
        return filled_sample(paper, content)
    except CannotFill as error:
        raise ValidationError(_("%(why)s，没有收。") % {"why": error}) from None


def _last_version(town: Organization, kind: str) -> int:
    found = PaperTemplate.objects.filter(organization=town, kind=kind).aggregate(last=Max("version"))["last"]
    return found or 0


@verb("documents.template.approved")
def approve_template(*, template_id: int, actor: Actor) -> PaperTemplate:
    """Another person puts it in force; the one before is kept and says so."""
    row = _locked(template_id, actor)
    decision = require(actor, "documents.template.approved", row)
    before = PaperTemplate.objects.filter(
        organization=row.organization, kind=row.kind, status=S.IN_FORCE
    ).first()
    with act(decision, _in(row, S.PROPOSED, "documents.template.not_waiting"), on=row, facts=_facts(row)):
        if before is not None:
            _end(before, S.SUPERSEDED)
        row.status = S.IN_FORCE
        row.approved_by_id = actor.account_id
        row.approved_on = clock.today()
        row.save(update_fields=["status", "approved_by", "approved_on"])
    return row


@verb("documents.template.withdrawn")
def withdraw_template(*, template_id: int, actor: Actor) -> PaperTemplate:
    """Take back a template nobody has put in force yet."""
    row = _locked(template_id, actor)
    decision = require(actor, "documents.template.withdrawn", row)
    with act(decision, _in(row, S.PROPOSED, "documents.template.not_waiting"), on=row, facts=_facts(row)):
        _end(row, S.WITHDRAWN)
    return row


@verb("documents.template.retired")
def retire_template(*, template_id: int, actor: Actor, because: str) -> PaperTemplate:
    """Go back to the template that comes with the program."""
    row = _locked(template_id, actor)
    decision = require(actor, "documents.template.retired", row)
    facts = {**_facts(row), "because": plain(because, _("理由"), 100)}
    with act(decision, _in(row, S.IN_FORCE, "documents.template.not_in_force"), on=row, facts=facts):
        _end(row, S.RETIRED)
    return row


def _end(row: PaperTemplate, status: str) -> None:
    row.status = status
    row.ended_on = clock.today()
    row.save(update_fields=["status", "ended_on"])


def _in(row: PaperTemplate, status: str, otherwise: str) -> Verdict:
    if row.status == status:
        return Verdict.without_article("how an office lays out its own papers")
    return Verdict.stopped(otherwise, have=str(row.get_status_display()))


def _locked(template_id: int, actor: Actor) -> PaperTemplate:
    row = PaperTemplate.objects.visible_to(actor).get(pk=template_id)
    lock_town(row.organization_id)
    found = PaperTemplate.objects.select_for_update(of=("self",)).select_related("organization")
    return found.get(pk=template_id)


def _facts(row: PaperTemplate) -> dict[str, str]:
    return {
        "kind": str(document_kind(row.kind).title),
        "version": str(row),
        "note": row.note,
        "file_digest": row.file_digest,
    }
