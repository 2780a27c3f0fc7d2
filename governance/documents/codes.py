"""The 文号代字 of a town: proposed by the office, approved by the secretary, from a day on."""

from __future__ import annotations

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from governance.access.actor import Actor
from governance.access.policy import require
from governance.access.text import document_number, plain
from governance.audit import clock
from governance.audit.act import act, verb
from governance.people.document_codes import DocumentCode, document_code_on
from governance.people.models import Organization
from governance.rulebook.judgement import Proposal, is_open, may_approve
from governance.rulebook.services.locking import lock_town
from governance.rules.verdict import Finding, Severity, Status, Verdict
from governance.rules.wording import Sentence, register_sentences

_FORM = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]{2,8}")

register_sentences(
    {
        "documents.code.waiting": Sentence(
            gettext_noop("已有一个代字“{have}”待核准，一次只提一个。"),
            gettext_noop("请先核准或撤回“{have}”。"),
        ),
    }
)


@verb("documents.code.proposed")
def propose_code(
    *, organization: Organization, actor: Actor, code: str, since: date, authority: str
) -> DocumentCode:
    """Propose another code. ValidationError for one that is no code, is in use, or begins in the past."""
    town = lock_town(organization.pk)
    row = DocumentCode(
        organization=town,
        code=plain(code, _("文号代字"), 8).replace(" ", ""),
        since=since,
        authority=document_number(plain(authority, _("依据"), 100)),
        proposed_by_id=actor.person_id,
        proposed_on=clock.today(),
    )
    decision = require(actor, "documents.code.proposed", row)
    _check(row)
    with act(decision, _one_at_a_time(town), on=row, facts=_facts(row)):
        row.save()
    return row


def _check(row: DocumentCode) -> None:
    if not _FORM.fullmatch(row.code) or row.code.endswith(("纪", "决")):
        raise ValidationError({"code": _("文号代字写两到八个汉字，不带“纪”“决”和年号，例：稔委。")})
    if row.since < clock.today():
        raise ValidationError({"since": _("启用日期早于今天，请改到今天或以后；已编的号不变。")})
    if row.code == document_code_on(row.organization, row.since):
        raise ValidationError({"code": _("现在用的就是“%(code)s”，不用另提。") % {"code": row.code}})
    if _used_elsewhere(row):
        raise ValidationError({"code": _("“%(code)s”已有别的单位在用，请换一个。") % {"code": row.code}})


def _used_elsewhere(row: DocumentCode) -> bool:
    others = Organization.objects.filter(closed_on=None).exclude(pk=row.organization_id)
    taken = DocumentCode.objects.exclude(organization_id=row.organization_id).exclude(
        status=DocumentCode.Status.WITHDRAWN
    )
    return others.filter(document_code=row.code).exists() or taken.filter(code=row.code).exists()


def _one_at_a_time(town: Organization) -> Verdict:
    waiting = DocumentCode.objects.filter(organization=town, status=DocumentCode.Status.PROPOSED).first()
    if waiting is None:
        return Verdict.without_article("proposing how papers are numbered")
    finding = Finding(
        rule="documents.code",
        article="",
        edition="",
        status=Status.FAIL,
        severity=Severity.BLOCK,
        code="documents.code.waiting",
        figures={"have": waiting.code},
    )
    return Verdict(findings=(finding,))


@verb("documents.code.approved")
def approve_code(*, code_id: int, actor: Actor, reason: str = "") -> DocumentCode:
    """Another person approves; papers of the first day and later are numbered with it. A day that has
    passed meanwhile needs a reason and changes no number drawn since."""
    row = _locked(code_id, actor)
    decision = require(actor, "documents.code.approved", row)
    verdict = may_approve(_proposal(row), actor.person_id, clock.today())
    with act(decision, verdict, on=row, reason=reason, facts=_facts(row)):
        row.status = DocumentCode.Status.APPROVED
        row.approved_by_id = actor.person_id
        row.approved_on = clock.today()
        row.save(update_fields=["status", "approved_by", "approved_on"])
    return row


@verb("documents.code.withdrawn")
def withdraw_code(*, code_id: int, actor: Actor) -> DocumentCode:
    """Take back a proposal that nobody has approved yet."""
    row = _locked(code_id, actor)
    decision = require(actor, "documents.code.withdrawn", row)
    with act(decision, is_open(_proposal(row)), on=row, facts=_facts(row)):
        row.status = DocumentCode.Status.WITHDRAWN
        row.withdrawn_on = clock.today()
        row.save(update_fields=["status", "withdrawn_on"])
    return row


def _locked(code_id: int, actor: Actor) -> DocumentCode:
    row = DocumentCode.objects.visible_to(actor).get(pk=code_id)
    lock_town(row.organization_id)
    found = DocumentCode.objects.select_for_update(of=("self",)).select_related("organization", "proposed_by")
    return found.get(pk=code_id)


def _proposal(row: DocumentCode) -> Proposal:
    return Proposal(
        cite="",
        edition="",
        status=str(row.get_status_display()),
        open=row.status == DocumentCode.Status.PROPOSED,
        proposer_id=row.proposed_by_id,
        proposer=row.proposed_by.name,
        since=row.since,
    )


def _facts(row: DocumentCode) -> dict[str, str]:
    return {"code": row.code, "since": row.since.isoformat(), "authority": row.authority}
