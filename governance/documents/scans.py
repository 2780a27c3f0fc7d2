"""Scans of papers signed by hand, kept beside the printed file: the paper in the drawer, for whoever is far
from it. Nothing printed is replaced; a wrong scan stays kept and says that a newer one stands."""

from __future__ import annotations

import hashlib

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_noop

from governance.access.actor import Actor
from governance.access.policy import require
from governance.audit import clock
from governance.audit.act import act, verb
from governance.documents.kept_files import keep_file
from governance.documents.kinds import document_kind
from governance.documents.models import Document, SignedScan
from governance.rules.verdict import Verdict
from governance.rules.wording import Sentence, register_sentences

register_sentences(
    {
        "documents.scan.not_taken": Sentence(gettext_noop("“{have}”不收签字扫描件。"), ""),
        "documents.scan.not_finished": Sentence(
            gettext_noop("这份文件现在是“{have}”，还没有可以签字的纸质件。"),
            gettext_noop("请等文件生成、打印、签字以后再上传。"),
        ),
        "documents.scan.is_print": Sentence(
            gettext_noop("这就是系统生成的那一份，上面没有签字。"),
            gettext_noop("请上传签字以后扫描的 PDF。"),
        ),
        "documents.scan.same": Sentence(
            gettext_noop("这份扫描件已经在了，逐字节相同。"), gettext_noop("不用再传；要换的，请传另一份。")
        ),
    }
)


@verb("documents.scan.attached")
def attach_scan(*, document_id: int, actor: Actor, upload: UploadedFile) -> SignedScan:
    """Keep the scan of the signed paper; one attached before stays kept as superseded."""
    document = Document.objects.visible_to(actor).select_for_update(of=("self",)).get(pk=document_id)
    decision = require(actor, "documents.scan.attached", document)
    content = upload.read()
    digest = hashlib.sha256(content).hexdigest()
    standing = document.scans.filter(superseded=False).first()
    verdict = _attachable(document, standing, digest)
    name = f"{document.organization_id}/{clock.today().year}/{document.code}-scan-{digest[:12]}.pdf"
    if verdict.allowed:
        keep_file(name, content, digest)
    scan = SignedScan(
        organization_id=document.organization_id,
        document=document,
        file=name,
        file_digest=digest,
        size=len(content),
        attached_by_id=actor.person_id,
        attached_on=clock.today(),
    )
    facts = {"number": document.number or document.title, "file_digest": digest}
    with act(decision, verdict, on=document, facts=facts):
        if standing is not None:
            standing.superseded = True
            standing.save(update_fields=["superseded"])
        scan.save()
    return scan


def _attachable(document: Document, standing: SignedScan | None, digest: str) -> Verdict:
    kind = document_kind(document.kind)
    if not kind.takes_scan:
        return Verdict.stopped("documents.scan.not_taken", have=str(kind.title))
    if document.state not in (Document.State.FINISHED, Document.State.REPLACED):
        return Verdict.stopped("documents.scan.not_finished", have=str(document.get_state_display()))
    if digest == document.file_digest:
        return Verdict.stopped("documents.scan.is_print")
    if standing is not None and standing.file_digest == digest:
        return Verdict.stopped("documents.scan.same")
    return Verdict.without_article("the signed paper is kept beside the printed one")


def standing_scan(document: Document) -> SignedScan | None:
    return document.scans.filter(superseded=False).first()
