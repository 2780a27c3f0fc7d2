"""Settling a conflict of adopted articles: proposed by one person, approved by another."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import require
from governance.audit import clock
from governance.audit.act import act, verb
from governance.people.models import Organization
from governance.rulebook.book import TownRules, rules_of
from governance.rulebook.judgement import Proposal, is_open, may_approve, may_settle
from governance.rulebook.models import ConflictSettlement, Status
from governance.rulebook.services.locking import lock_town
from governance.rules.book import Conflict
from governance.rules.library import load_library
from governance.rules.verdict import Verdict, all_of


@verb("rulebook.conflict.proposed")
def propose_settlement(
    *,
    organization: Organization,
    actor: Actor,
    conflict: str,
    choice: str,
    since: date,
    authority: str,
) -> ConflictSettlement:
    """Propose one of the settlements on offer. Raises ValidationError for an unknown conflict or choice."""
    town = lock_town(organization.pk)
    rules = rules_of(town.pk)
    found = _conflict(conflict)
    offered = {c.id: c for c in rules.book(since).settlements_on_offer(found)}
    try:
        picked = offered.get(choice) or found.choice(choice)
    except KeyError:
        raise ValidationError({"choice": _("没有这一口径，请在列出的口径里选一种。")}) from None
    row = ConflictSettlement(
        organization=town,
        conflict=found.id,
        choice=picked.id,
        choice_label=picked.label,
        keep=sorted(picked.keep),
        since=since,
        authority=authority.strip(),
        proposed_by_id=actor.person_id,
        proposed_on=clock.today(),
    )
    decision = require(actor, "rulebook.conflict.proposed", row)
    waiting = ConflictSettlement.objects.filter(
        organization=town, conflict=found.id, status=Status.PROPOSED
    ).first()
    verdict = _fits(row, rules, waiting.choice_label if waiting else "")
    with act(decision, verdict, on=row, facts=_facts(row)):
        row.save()
    return row


@verb("rulebook.conflict.settled")
def approve_settlement(*, settlement_id: int, actor: Actor, reason: str = "") -> ConflictSettlement:
    """Another person approves; an earlier settlement ends the day before."""
    row = _locked(settlement_id, actor)
    rules = rules_of(row.organization_id)
    decision = require(actor, "rulebook.conflict.settled", row)
    verdict = all_of(may_approve(_proposal(row, rules), actor.person_id, clock.today()), _fits(row, rules))
    with act(decision, verdict, on=row, reason=reason, facts=_facts(row)):
        for earlier in ConflictSettlement.objects.filter(
            organization_id=row.organization_id, conflict=row.conflict, status=Status.IN_FORCE
        ):
            earlier.until = row.since - timedelta(days=1)
            earlier.status = Status.ENDED
            earlier.save(update_fields=["until", "status"])
        row.status = Status.IN_FORCE
        row.approved_by_id = actor.person_id
        row.approved_on = clock.today()
        row.save(update_fields=["status", "approved_by", "approved_on"])
    return row


@verb("rulebook.conflict.withdrawn")
def withdraw_settlement(*, settlement_id: int, actor: Actor) -> ConflictSettlement:
    """Take back a proposal that nobody has approved yet."""
    row = _locked(settlement_id, actor)
    rules = rules_of(row.organization_id)
    decision = require(actor, "rulebook.conflict.withdrawn", row)
    with act(decision, is_open(_proposal(row, rules)), on=row, facts=_facts(row)):
        row.status = Status.WITHDRAWN
        row.withdrawn_on = clock.today()
        row.save(update_fields=["status", "withdrawn_on"])
    return row


def _locked(settlement_id: int, actor: Actor) -> ConflictSettlement:
    row = ConflictSettlement.objects.visible_to(actor).get(pk=settlement_id)
    lock_town(row.organization_id)
    return ConflictSettlement.objects.select_for_update(of=("self",)).get(pk=settlement_id)


def _conflict(conflict_id: str) -> Conflict:
    try:
        return load_library().conflict(conflict_id)
    except KeyError:
        raise ValidationError(_("没有这一处抵触。")) from None


def _fits(row: ConflictSettlement, rules: TownRules, waiting: str = "") -> Verdict:
    standing = [s.since for s in rules.settlements if s.conflict == row.conflict and s.until is None]
    return may_settle(
        _conflict(row.conflict),
        row.choice,
        row.since,
        rules.book(row.since),
        waiting=waiting,
        standing=max(standing, default=None),
    )


def _proposal(row: ConflictSettlement, rules: TownRules) -> Proposal:
    book = rules.book(row.since)
    held = [cite for cite in row.keep if book.article(cite) is not None]
    return Proposal(
        cite=held[0] if held else row.keep[0],
        edition=book.edition(held[0]) if held else "",
        status=row.get_status_display(),
        open=row.status == Status.PROPOSED,
        proposer_id=row.proposed_by_id,
        proposer=row.proposed_by.name,
        since=row.since,
    )


def _facts(row: ConflictSettlement) -> dict[str, Any]:
    return {
        "id": row.conflict,
        "conflict": _conflict(row.conflict).topic,
        "choice": row.choice_label,
        "keep": list(row.keep),
        "since": row.since.isoformat(),
        "authority": row.authority,
    }
