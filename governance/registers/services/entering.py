"""Entering a row, correcting it, sending it on to be signed, voiding it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import require
from governance.audit.act import act, verb
from governance.people.models import Organization
from governance.registers.models import RegisterEntry
from governance.registers.parts import Place, branches_for
from governance.registers.reading import declaration_of
from governance.registers.rules import asking
from governance.registers.rules.asking import Step
from governance.registers.rules.declaration import Declaration, Rows
from governance.registers.services.keeping import (
    S,
    count_moves,
    draw,
    file_labels,
    fill,
    keep_files,
    lock_entry,
    pin,
    seal_values,
    stand,
    standing,
    year_so_far,
)
from governance.rulebook.book import book_for
from governance.rules.verdict import Verdict, all_of

ORDERLY = Verdict.without_article("a row is written down before anybody signs it")


def submission(
    declaration: Declaration, values: Mapping[str, Any], organization_id: int, day: date, given: set[str],
    *, counted: int = 0,
) -> tuple[Verdict, tuple[Step, ...]]:  # fmt: skip
    """(may the row be submitted, who signs it) under the town's book of the day. `counted`: cents of this row that
    stand in the year's sum already."""
    book = book_for(organization_id, day)
    before = 0
    if any(limit.over_year for limit in declaration.limits):
        happened = date.fromisoformat(values[declaration.day])
        before = year_so_far(organization_id, declaration.code, happened) - counted
    verdict = all_of(
        asking.limits(declaration, values, book, year_before=before),
        asking.enclosures(declaration, values, book, given),
        asking.cautions(declaration, values, book),
    )
    steps = asking.chain_of(declaration, values, book)
    return verdict if verdict.findings else ORDERLY, steps


@verb("registers.entry.entered")
def enter_entry(
    *,
    place: Place,
    actor: Actor,
    values: Mapping[str, Any],
    files: Mapping[str, File] | None = None,
    unit: Organization | None = None,
    submit: bool = False,
    reason: str = "",
) -> RegisterEntry:
    """A new row with the next number of its register; with `submit` it is judged and sent on in the same act.

    `values` as kept (`reading`), `files` by label. ValidationError for what the declaration does not take."""
    decision = require(actor, "registers.entry.entered", place)
    declaration = place.declaration
    given = dict(files or {})
    if declaration.rows is Rows.BRANCH and unit is None:
        raise ValidationError({"unit": _("没有写是哪个党组织、哪个村。")})
    _of_own_branch(actor, place, declaration, unit)
    entry = RegisterEntry(
        organization=place.organization,
        register=declaration.code,
        unit=unit if declaration.rows is Rows.BRANCH else None,
        person_id=actor.person_id if declaration.rows is Rows.PERSON else None,
        entered_by_id=actor.person_id,
        entered_on=actor.day,
    )
    fill(entry, declaration, values)
    _not_ahead(entry, declaration, actor.day)
    verdict, steps = ORDERLY, None
    if submit:
        verdict, steps = submission(declaration, entry.values, entry.organization_id, actor.day, set(given))
    # Named by its register until the number is drawn inside the act: a refused row draws none.
    entry.number = declaration.title
    facts = {"register": declaration.title}
    with act(decision, verdict, on=entry, reason=reason, facts=facts):
        entry.edition = pin(place, actor.day)
        entry.number = declaration.number(actor.day.year, draw(place, actor.day))
        seal_values(entry, declaration, values)
        stand(entry, _after(steps), steps)
        entry.save()
        keep_files(entry, given, actor)
        count_moves(entry.organization_id, entry.register, [(None, standing(entry))])
    return entry


def _after(steps: tuple[Step, ...] | None) -> str:
    if steps is None:
        return S.DRAFT
    return S.SIGNING if steps else S.DONE


def _of_own_branch(
    actor: Actor, place: Place | RegisterEntry, declaration: Declaration, unit: Organization | None
) -> None:
    """ValidationError where a village would write of another."""
    branches = branches_for(actor, place, declaration)
    if branches is not None and unit is not None and unit.pk not in branches:
        raise ValidationError(
            {"unit": _("只登记本村、本支部的，%(unit)s由它自己登记。") % {"unit": unit.short_name}}
        )


def _not_ahead(entry: RegisterEntry, declaration: Declaration, day: date) -> None:
    if entry.happened_on.year > day.year + 1 or entry.happened_on.year < 1990:
        raise ValidationError({declaration.day: _("这一天离今天太远，请核对年份。")})


@verb("registers.entry.corrected")
def correct_entry(
    *,
    entry_id: int,
    actor: Actor,
    values: Mapping[str, Any],
    because: str,
    files: Mapping[str, File] | None = None,
    unit: Organization | None = None,
    reason: str = "",
) -> RegisterEntry:
    """Write a row anew before it is submitted or after it was sent back, and one that nobody signs at any time: what
    stood before stays in its history. A row on its way is first sent back by whoever signs it."""
    entry = lock_entry(entry_id, actor)
    decision = require(actor, "registers.entry.corrected", entry)
    declaration = declaration_of(entry)
    unsigned = (S.DONE,) if not entry.chain else ()
    verdict = asking.in_state(entry.status, entry.status_text, S.DRAFT, S.RETURNED, *unsigned)
    before = standing(entry)
    given = dict(files or {})
    fill(entry, declaration, values)
    _not_ahead(entry, declaration, actor.day)
    if declaration.rows is Rows.BRANCH and unit is not None:
        _of_own_branch(actor, entry, declaration, unit)
        entry.unit = unit
    if entry.status == S.DONE:
        judged, _steps = submission(
            declaration, entry.values, entry.organization_id, actor.day, file_labels(entry) | set(given),
            counted=before[2],
        )  # fmt: skip
        verdict = all_of(verdict, judged)
    facts = {"register": declaration.title, "because": because}
    with act(decision, verdict, on=entry, reason=reason, facts=facts):
        seal_values(entry, declaration, values)
        entry.save()
        keep_files(entry, given, actor)
        count_moves(entry.organization_id, entry.register, [(before, standing(entry))])
    return entry


@verb("registers.entry.submitted")
def submit_entry(*, entry_id: int, actor: Actor, reason: str = "") -> RegisterEntry:
    """Send a row on: its limits and enclosures are judged, its chain is worked out and kept with it."""
    entry = lock_entry(entry_id, actor)
    decision = require(actor, "registers.entry.submitted", entry)
    declaration = declaration_of(entry)
    judged, steps = submission(
        declaration, entry.values, entry.organization_id, actor.day, file_labels(entry)
    )
    verdict = all_of(asking.in_state(entry.status, entry.status_text, S.DRAFT, S.RETURNED), judged)
    before = standing(entry)
    facts = {"register": declaration.title, "steps": len(steps)}
    with act(decision, verdict, on=entry, reason=reason, facts=facts):
        stand(entry, _after(steps), steps)
        entry.because = ""
        entry.save(update_fields=["status", "chain", "step", "rounds", "waits_for", "because"])
        count_moves(entry.organization_id, entry.register, [(before, standing(entry))])
    return entry


@verb("registers.entry.voided")
def void_entry(*, entry_id: int, actor: Actor, because: str) -> RegisterEntry:
    """Take a row out of every sum; it stays readable under its number, with the reason."""
    entry = lock_entry(entry_id, actor)
    decision = require(actor, "registers.entry.voided", entry)
    declaration = declaration_of(entry)
    verdict = asking.in_state(entry.status, entry.status_text, S.DRAFT, S.RETURNED, S.SIGNING, S.DONE)
    before = standing(entry)
    with act(decision, verdict, on=entry, facts={"register": declaration.title, "because": because}):
        stand(entry, S.VOIDED)
        entry.because = because
        entry.save(update_fields=["status", "waits_for", "because"])
        count_moves(entry.organization_id, entry.register, [(before, standing(entry))])
    return entry
