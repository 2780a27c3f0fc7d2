"""Who may open which document, and who may have a failed one made again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from governance.access.actor import Actor
from governance.access.decision import Allowed, Denied
from governance.access.policies import administrator
from governance.access.policy import Answer, policy, post_holders
from governance.documents.editable.models import PaperTemplate
from governance.documents.kinds import answers_of, document_kind, signers_of
from governance.documents.models import Document, SignedScan
from governance.people.standard_posts import OFFICE


@policy("documents.document.rendered", "documents.document.failed")
def only_the_worker(actor: Actor, document: Document) -> Answer:
    if actor.system_reason:
        return Allowed(str(_("自动办理")))
    return Denied(_("文件由系统生成"))


@policy("documents.document.read")
def as_the_kind_says(actor: Actor, document: Document) -> Answer:
    return document_kind(document.kind).may_read(actor, document)


policy("documents.code.proposed", "documents.code.withdrawn")(
    post_holders(*OFFICE, reason=_("文号代字由党政办提出"))
)
policy("documents.code.approved")(post_holders("secretary", reason=_("文号代字由书记核准")))
policy("documents.number.explained", "documents.number.skipped")(
    post_holders(*OFFICE, reason=_("文号由党政办登记"))
)
policy("documents.document.reordered")(post_holders(*OFFICE, reason=_("文件由党政办重新生成")))


def void_answers(actor: Actor, documents: Sequence[Document]) -> dict[int, Answer]:
    """Whose signature it carries, or the director of the office that hands it out; of those only who may
    read what they declare void. By key, in as many queries as for one."""
    signers, readable = signers_of(documents), answers_of(actor, documents)
    found: dict[int, Answer] = {}
    for document in documents:
        held = actor.holds(document.organization_id, "office_director")
        signed = actor.person_id is not None and signers.get(document.pk) == actor.person_id
        if held or (signed and actor.main_post):
            found[document.pk] = readable[document.pk]
        else:
            found[document.pk] = Denied(_("文件由签发的人或党政办主任作废"), ("office_director",))
    return found


@policy("documents.document.voided")
def who_declares_void(actor: Actor, document: Document) -> Answer:
    return void_answers(actor, [document])[document.pk]


@policy("documents.document.reissued")
def who_reissues(actor: Actor, document: Document) -> Answer:
    held = actor.holds(document.organization_id, *OFFICE)
    if held is None:
        return Denied(_("文件由党政办重出"), OFFICE)
    return as_the_kind_says(actor, document)


policy("documents.document.marked_printed")(post_holders(*OFFICE, reason=_("打印由党政办登记")))


@policy("documents.scan.attached")
def may_attach(actor: Actor, document: Document) -> Answer:
    """The office keeps the signed paper; nobody attaches to a paper that is not one's own to read."""
    held = actor.holds(document.organization_id, *OFFICE)
    if held is None:
        return Denied(_("签字扫描件由党政办上传"), OFFICE)
    return as_the_kind_says(actor, document)


@policy("documents.scan.read")
def who_reads_the_paper(actor: Actor, scan: SignedScan) -> Answer:
    return as_the_kind_says(actor, scan.document)


# Who works with the list of papers: the office, and those who sign.
LISTERS = (*OFFICE, "secretary", "deputy_secretary")

policy("documents.document.list")(post_holders(*LISTERS, reason=_("文印由党政办办理")))


# Templates ------------------------------------------------------------------------------------


def _administers(actor: Actor) -> Allowed | None:
    """Templates are small programs: an administrator may look at and upload those of any town."""
    answer = administrator("system")(actor, None)
    return answer if isinstance(answer, Allowed) else None


@policy("documents.template.listed", "documents.template.read")
def who_sees_templates(actor: Actor, subject: Any) -> Answer:
    return _administers(actor) or post_holders(
        *OFFICE, "secretary", reason=_("文件版式由党政办和系统管理员管理")
    )(actor, subject)


@policy("documents.template.proposed", "documents.template.withdrawn")
def who_uploads_templates(actor: Actor, template: PaperTemplate) -> Answer:
    return _administers(actor) or post_holders(
        "office_director", reason=_("版式由党政办主任或系统管理员上传")
    )(actor, template)


@policy("documents.template.approved")
def another_puts_it_in_force(actor: Actor, template: PaperTemplate) -> Answer:
    answer = post_holders("office_director", "secretary", reason=_("版式由党政办主任或书记启用"))(
        actor, template
    )
    if isinstance(answer, Allowed) and actor.account_id == template.uploaded_by_id:
        return Denied(_("上传的人不能自己启用，请书记或另一位办理"), ("secretary",))
    return answer


policy("documents.template.retired")(
    post_holders("office_director", "secretary", reason=_("版式由党政办主任或书记停用"))
)
