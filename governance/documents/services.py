"""Ordering a document inside an act; rendering it once afterwards.

Order: the row with its code is written by the act that makes the paper due (signing minutes), so
that number and document can never part. Render: outside any transaction; then one act records
file, digests and the chain head printed. A worker killed in between renders again and nothing is
doubled: number and code were fixed when the document was ordered.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime, time
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.access.actor import Actor, system_actor
from governance.access.policy import require
from governance.audit import chain, clock
from governance.audit.act import act, verb
from governance.audit.sealed import Erased, SubjectKey, subject_key
from governance.deadlines.jobs import CannotEverWork, order_job, register_job, retry_job, run_job
from governance.documents.editable.models import EditableCopy
from governance.documents.kept_files import keep_file
from governance.documents.kinds import document_kind
from governance.documents.models import Document
from governance.documents.official import Paper, Verification, render_paper
from governance.documents.rendering import MissingGlyphs, PdfMetadata
from governance.documents.verification import code_url
from governance.rules.verdict import Verdict
from governance.rules.wording import Sentence, gettext_noop, register_sentences

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # without 0 O 1 I
RENDER_JOB = "documents.render"


def order_document(
    *,
    kind: str,
    subject: models.Model,
    title: str,
    actor: Actor,
    number: str = "",
    replaces: Document | None = None,
    corrects: Document | None = None,
) -> Document:
    """Write the document's row inside the open act and leave a job to render it.

    `replaces` is the finished version handed out before: it is kept, and says that there is a newer one. A
    version declared void is named by the next one made of the same matter.
    `corrects` is the finished paper a corrigendum is about: it stays as it is, and its code page names both.
    """
    if replaces is not None:
        replaces.state = Document.State.REPLACED
        replaces.save(update_fields=["state"])
    label, key = subject._meta.label_lower, str(subject.pk)
    return write_order(
        organization_id=subject.organization_id,  # type: ignore[attr-defined]
        kind=kind,
        title=title,
        number=number,
        subject_type=label,
        subject_id=key,
        replaces=replaces or _voided(kind, label, key),
        corrects=corrects,
        actor=actor,
    )


def _voided(kind: str, label: str, key: str) -> Document | None:
    """The version of the same matter that was declared void and that no other has taken the place of."""
    return (
        Document.objects.filter(
            kind=kind, subject_type=label, subject_id=key, state=Document.State.VOIDED, replaced_by=None
        )
        .order_by("-id")
        .first()
    )


def write_order(*, actor: Actor, **named: Any) -> Document:
    """The row with its code, and the job, inside the open act."""
    document = Document(
        **named,
        code="".join(secrets.choice(ALPHABET) for _place in range(10)),
        ordered_on=actor.day,
    )
    document.save()
    _key_of(document)  # made inside the act; the worker only finds it
    order_job(RENDER_JOB, _job_key(document.pk), {"document": document.pk})
    return document


def _key_of(document: Document) -> SubjectKey | None:
    """What the file is sealed under: the subject of a matter kept back, nothing for any other. Erased when
    the key was destroyed."""
    sealed_for = document_kind(document.kind).sealed_for
    subject = sealed_for(document) if sealed_for is not None else None
    if subject is None:
        return None
    return subject_key(
        organization_id=document.organization_id, subject_type=subject[0], subject_id=subject[1]
    )


def render_document(payload: Mapping[str, Any]) -> None:
    """Job handler: render and record. Ends quietly when the document is finished already."""
    document = Document.objects.select_related("organization").get(pk=payload["document"])
    if document.made:
        return
    actor = system_actor("document rendering", clock.today())
    kind = document_kind(document.kind)
    printable = kind.build(document)
    digest = hashlib.sha256(chain.serialise(chain.canonical(asdict(printable.paper))).encode()).hexdigest()
    seq, head = chain.head(document.organization_id)
    paper = printable.paper
    if paper.coded:
        paper = replace(
            paper, verification=Verification(document.code, code_url(document.code), digest[:16], head[:16])
        )
    metadata = PdfMetadata(
        title=document.title,
        author=document.organization.name,
        created=datetime.combine(document.ordered_on, time(12), tzinfo=timezone.get_default_timezone()),
        subject=document.number,
    )
    try:
        rendered = render_paper(
            paper,
            metadata=metadata,
            archive=kind.archived,
            attachments=printable.attachments,
        )
    except MissingGlyphs as missing:
        raise CannotEverWork(
            _("字库里没有这些字：%(characters)s。请系统管理员补字体，内容已保存。")
            % {"characters": "、".join(f"{c}（U+{ord(c):04X}）" for c in missing.characters)}
        ) from missing
    place = f"{document.organization_id}/{document.ordered_on.year}/{document.code}"
    name = f"{place}-{rendered.sha256[:12]}.pdf"
    try:
        key = _key_of(document)
    except Erased as erased:
        raise CannotEverWork(_("这件事的内容已按规定销毁，文件不再生成。")) from erased
    keep_file(name, rendered.data, rendered.sha256, key)
    _record_rendering(
        document_id=document.pk,
        editable=_kept_copy(document, paper, place, key) if kind.editable else None,
        file=name,
        file_digest=rendered.sha256,
        pages=rendered.pages,
        data_digest=digest,
        chain_seq=seq,
        chain_hash=head,
        actor=actor,
    )


def _kept_copy(document: Document, paper: Paper, place: str, key: SubjectKey | None) -> EditableCopy:
    """The .docx beside the PDF, stored; its row is saved by the act that records both."""
    from governance.documents.editable.making import copy_of  # lxml and docxtpl are the worker's alone

    copy = copy_of(document, paper)
    name = f"{place}-{copy.sha256[:12]}.docx"
    keep_file(name, copy.data, copy.sha256, key)
    return EditableCopy(
        organization_id=document.organization_id,
        document=document,
        template=copy.template,
        file=name,
        file_digest=copy.sha256,
        size=len(copy.data),
        note=copy.note,
    )


def not_rendered(payload: Mapping[str, Any], why: str) -> None:
    """The job was given up: the document says so, and why."""
    document = Document.objects.filter(pk=payload["document"], state=Document.State.ORDERED).first()
    if document is not None:
        actor = system_actor("document rendering", clock.today())
        _record_failure(document_id=document.pk, why=why, actor=actor)


register_job(RENDER_JOB, render_document, gave_up=not_rendered)


def render_now(document_id: int) -> None:
    """Make one ordered document ahead of those that wait. For commands: a page never renders."""
    run_job(_job_key(document_id))


def _job_key(document_id: int) -> str:
    return f"render:{document_id}"


@verb("documents.document.rendered")
def _record_rendering(
    *, document_id: int, editable: EditableCopy | None, actor: Actor, **made: Any
) -> Document:
    document = Document.objects.select_for_update(of=("self",)).get(pk=document_id)
    decision = require(actor, "documents.document.rendered", document)
    if document.made:
        return document
    with act(
        decision,
        Verdict.without_article("a document ordered by an act is made"),
        on=document,
        facts={
            "pages": made["pages"],
            "code": document.code,
            "file_digest": made["file_digest"],
            **({"editable_digest": editable.file_digest} if editable else {}),
        },
    ):
        for name, value in made.items():
            setattr(document, name, value)
        document.state = Document.State.FINISHED
        document.failure = ""
        document.save()
        if editable is not None:
            editable.document = document
            editable.save()
    return document


@verb("documents.document.failed")
def _record_failure(*, document_id: int, why: str, actor: Actor) -> Document:
    document = Document.objects.select_for_update(of=("self",)).get(pk=document_id)
    decision = require(actor, "documents.document.failed", document)
    with act(
        decision,
        Verdict.without_article("a document ordered by an act could not be made"),
        on=document,
        facts={"why": why},
    ):
        document.state = Document.State.FAILED
        document.failure = why[:300]
        document.save(update_fields=["state", "failure"])
    return document


def _reorderable(document: Document) -> Verdict:
    """A paper that was made is never made again: what was handed out must stay the one that is kept."""
    if document.state == Document.State.FAILED:
        return Verdict.without_article("a failed document is made again")
    return Verdict.stopped("documents.state.not_failed", have=str(document.get_state_display()))


register_sentences(
    {
        "documents.state.not_failed": Sentence(
            gettext_noop("这份文件现在是“{have}”，没有生成的才重新生成。"),
            gettext_noop("要改内容的，另出勘误或新版。"),
        )
    }
)


@verb("documents.document.reordered")
def reorder_document(*, document_id: int, actor: Actor) -> Document:
    """Have a failed document made again once its cause is mended (a font was added)."""
    document = Document.objects.visible_to(actor).select_for_update(of=("self",)).get(pk=document_id)
    decision = require(actor, "documents.document.reordered", document)
    with act(decision, _reorderable(document), on=document):
        document.state = Document.State.ORDERED
        document.failure = ""
        document.save(update_fields=["state", "failure"])
        retry_job(_job_key(document.pk))
    return document
