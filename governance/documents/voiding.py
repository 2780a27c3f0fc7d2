"""作废: a paper that was handed out and must not count. It stays kept, its number stays used, and whoever looks
up its code is told; the next one made of the same matter names it."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from governance.access.actor import Actor
from governance.access.policy import require
from governance.access.text import plain
from governance.audit import clock
from governance.audit.act import act, verb
from governance.documents.kinds import document_kind
from governance.documents.models import Document
from governance.documents.services import write_order
from governance.rules.verdict import Verdict
from governance.rules.wording import Sentence, register_sentences

S = Document.State

register_sentences(
    {
        "documents.void.not_standing": Sentence(
            gettext_noop("这份文件现在是“{have}”，有效的才作废。"),
            gettext_noop("没有生成的，请重新生成；已有新版的，旧版本来就不再用。"),
        ),
        "documents.void.never": Sentence(
            gettext_noop("“{have}”不作废，重印一套就会多出票来。"),
            gettext_noop("票有差错的，请在会议页作废这一轮表决，重新表决。"),
        ),
        "documents.void.not_voided": Sentence(gettext_noop("这份文件现在是“{have}”，作废了的才重出。"), ""),
        "documents.void.reissued_before": Sentence(
            gettext_noop("已经重出过，新的一份校验码是{have}。"), gettext_noop("请看新的一份。")
        ),
        "documents.void.printed_elsewhere": Sentence(
            gettext_noop("“{have}”在原来打印的地方再打印，新的一份会写明代替哪一份。"),
            gettext_noop("请到会议页“文件”一栏打印。"),
        ),
    }
)


@verb("documents.document.voided")
def void_document(*, document_id: int, actor: Actor, because: str) -> Document:
    """Declare a standing paper void. ValidationError for a reason that is empty or tells what is kept back."""
    document = Document.objects.visible_to(actor).select_for_update(of=("self",)).get(pk=document_id)
    decision = require(actor, "documents.document.voided", document)
    kind = document_kind(document.kind)
    because = plain(because, _("理由"), 200)
    if kind.check_words is not None:
        kind.check_words(document, because=because)
    with act(decision, _voidable(document), on=document, facts={"because": because, "code": document.code}):
        document.state = S.VOIDED
        document.voided_because = because
        document.voided_by_id = actor.person_id
        document.voided_on = clock.today()
        document.save(update_fields=["state", "voided_because", "voided_by", "voided_on"])
    return document


def _voidable(document: Document) -> Verdict:
    kind = document_kind(document.kind)
    if not kind.voidable:
        return Verdict.stopped("documents.void.never", have=str(kind.title))
    if document.state != S.FINISHED:
        return Verdict.stopped("documents.void.not_standing", have=str(document.get_state_display()))
    return Verdict.without_article("a paper with a mistake is taken out of use and kept")


@verb("documents.document.reissued")
def reissue_document(*, document_id: int, actor: Actor) -> Document:
    """Have a paper made anew that no other verb orders: signed minutes, a corrigendum. Number and matter are
    the same; code and file are new, and each of the two names the other."""
    old = Document.objects.visible_to(actor).select_for_update(of=("self",)).get(pk=document_id)
    decision = require(actor, "documents.document.reissued", old)
    kind = document_kind(old.kind)
    facts = {"code": old.code, "document": 0}
    with act(decision, _reissuable(old), on=old, facts=facts):
        new = write_order(
            organization_id=old.organization_id,
            kind=old.kind,
            title=old.title,
            number=old.number,
            subject_type=old.subject_type,
            subject_id=old.subject_id,
            replaces=old,
            corrects=old.corrects,
            actor=actor,
        )
        facts["document"] = new.pk
        assert kind.reissued is not None
        kind.reissued(new)
    return new


def _reissuable(old: Document) -> Verdict:
    kind = document_kind(old.kind)
    if old.state != S.VOIDED:
        return Verdict.stopped("documents.void.not_voided", have=str(old.get_state_display()))
    newer = old.replaced_by.first()
    if newer is not None:
        return Verdict.stopped("documents.void.reissued_before", have=newer.code)
    if kind.reissued is None:
        return Verdict.stopped("documents.void.printed_elsewhere", have=str(kind.title))
    return Verdict.without_article("a paper declared void is made anew")
