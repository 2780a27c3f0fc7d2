"""A committee's own figures: proposed by one person, approved by another."""

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
from governance.rulebook import words
from governance.rulebook.book import TownRules, read_value, rules_of
from governance.rulebook.judgement import FigureStep, Proposal, is_open, may_approve, value_fits
from governance.rulebook.models import CommitteeFigure, Status
from governance.rulebook.services.locking import lock_town
from governance.rulebook.trial import Trial, try_value
from governance.rules.figures import Value
from governance.rules.grammar import format_value
from governance.rules.library import load_library
from governance.rules.verdict import Verdict, all_of


@verb("rulebook.figure.proposed")
def propose_figure(
    *,
    organization: Organization,
    actor: Actor,
    cite: str,
    name: str,
    value: str,
    since: date,
    authority: str,
) -> CommitteeFigure:
    """Propose the committee's own value in its written form (`>1/2@entitled`). Judged at once.

    Raises ValidationError (field `value`) for a figure nobody has or a text that is no value of it.
    """
    town = lock_town(organization.pk)
    rules = rules_of(town.pk)
    read = _read(rules, cite, name, value)
    row = CommitteeFigure(
        organization=town,
        cite=cite,
        name=name,
        value=format_value(read),
        since=since,
        authority=authority.strip(),
        proposed_by_id=actor.person_id,
        proposed_on=clock.today(),
    )
    decision = require(actor, "rulebook.figure.proposed", row)
    waiting = (
        CommitteeFigure.objects.filter(organization=town, cite=cite, name=name, status=Status.PROPOSED)
        .order_by("id")
        .first()
    )
    verdict = _fits(row, rules, read, waiting)
    with act(decision, verdict, on=row, facts=_facts(row, rules, read)):
        row.save()
    return row


@verb("rulebook.figure.approved")
def approve_figure(*, figure_id: int, actor: Actor, reason: str = "") -> CommitteeFigure:
    """Another person approves; the value that stood before ends the day before this one begins.

    A first day before today needs a reason and changes nothing that was judged already.
    """
    row = _locked(figure_id, actor)
    rules = rules_of(row.organization_id)
    decision = require(actor, "rulebook.figure.approved", row)
    read = _read(rules, row.cite, row.name, row.value)
    verdict = all_of(
        may_approve(_proposal(row, rules), actor.person_id, clock.today()), _fits(row, rules, read, None)
    )
    with act(decision, verdict, on=row, reason=reason, facts=_facts(row, rules, read)):
        for earlier in CommitteeFigure.objects.filter(
            organization_id=row.organization_id, cite=row.cite, name=row.name, status=Status.IN_FORCE
        ):
            earlier.until = row.since - timedelta(days=1)
            earlier.status = Status.ENDED
            earlier.save(update_fields=["until", "status"])
        row.status = Status.IN_FORCE
        row.approved_by_id = actor.person_id
        row.approved_on = clock.today()
        row.save(update_fields=["status", "approved_by", "approved_on"])
    return row


@verb("rulebook.figure.withdrawn")
def withdraw_figure(*, figure_id: int, actor: Actor) -> CommitteeFigure:
    """Take back a proposal that nobody has approved yet."""
    row = _locked(figure_id, actor)
    rules = rules_of(row.organization_id)
    decision = require(actor, "rulebook.figure.withdrawn", row)
    read = _read(rules, row.cite, row.name, row.value)
    with act(decision, is_open(_proposal(row, rules)), on=row, facts=_facts(row, rules, read)):
        row.status = Status.WITHDRAWN
        row.withdrawn_on = clock.today()
        row.save(update_fields=["status", "withdrawn_on"])
    return row


def _locked(figure_id: int, actor: Actor) -> CommitteeFigure:
    row = CommitteeFigure.objects.visible_to(actor).get(pk=figure_id)
    lock_town(row.organization_id)
    return CommitteeFigure.objects.select_for_update(of=("self",)).get(pk=figure_id)


def _read(rules: TownRules, cite: str, name: str, written: str) -> Value:
    try:
        return read_value(rules.library, cite, name, written)
    except KeyError:
        text = _("%(cite)s没有这个数。") % {"cite": words.cite_text(cite)}
        raise ValidationError({"value": text}) from None
    except ValueError:
        raise ValidationError(
            {"value": _("“%(value)s”认不出，请照样例写，例 >=2/3@entitled、>=2 day。") % {"value": written}}
        ) from None


def _proposal(row: CommitteeFigure, rules: TownRules) -> Proposal:
    return Proposal(
        cite=row.cite,
        edition=_edition(row, rules),
        status=row.get_status_display(),
        open=row.status == Status.PROPOSED,
        proposer_id=row.proposed_by_id,
        proposer=row.proposed_by.name,
        since=row.since,
    )


def _edition(row: CommitteeFigure, rules: TownRules) -> str:
    book = rules.book(row.since)
    return book.edition(row.cite) if book.article(row.cite) else ""


def _fits(row: CommitteeFigure, rules: TownRules, value: Value, waiting: CommitteeFigure | None) -> Verdict:
    standing = [f.since for f in rules.figures_of(row.cite, row.name) if f.until is None]
    step = FigureStep(
        cite=row.cite,
        name=row.name,
        value=value,
        since=row.since,
        waiting=(words.value_text(waiting.value), waiting.since) if waiting else None,
        standing=max(standing, default=None),
    )
    return value_fits(step, rules.library, rules.book(row.since), _trial(row, rules, value))


def _trial(row: CommitteeFigure, rules: TownRules, value: Value) -> Trial:
    """A local article is tried as the shipped one it is like."""
    shape = rules.library.article(row.cite).shape
    shipped = shape.partition(":")[0] in load_library().regulations
    return try_value(shape, row.name, value) if shipped else Trial()


def _facts(row: CommitteeFigure, rules: TownRules, value: Value) -> dict[str, Any]:
    vocabulary = rules.library.vocabulary
    return {
        "cite": row.cite,
        "figure": row.name,
        "written": row.value,
        "article": words.cite_text(row.cite),
        "name": vocabulary.figure(row.cite, row.name),
        "value": vocabulary.phrase(value, _),
        "since": row.since.isoformat(),
        "authority": row.authority,
    }
