"""Many rows of one register at once, from a workbook that is whole: all of them or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import require
from governance.audit.act import act, verb
from governance.audit.recorded import record_many
from governance.people.models import Organization
from governance.registers.models import RegisterEntry
from governance.registers.parts import Place, branches_for
from governance.registers.rules.declaration import Rows
from governance.registers.services.keeping import S, count_moves, draw, fill, pin, stand, standing
from governance.rules.verdict import Verdict


@verb("registers.entries.imported")
def import_entries(
    *, place: Place, actor: Actor, rows: Sequence[tuple[Mapping[str, Any], Organization | None]]
) -> list[RegisterEntry]:
    """Enter the rows, numbered in their order. A register nobody signs and nothing limits has them at once; of any
    other they are drafts, each to be submitted under its articles. ValidationError as for a single row; ValueError for
    none."""
    if not rows:
        raise ValueError("an import of no rows")
    decision = require(actor, "registers.entries.imported", place)
    declaration = place.declaration
    free = not (declaration.signatures or declaration.limits or declaration.enclosures)
    entries = []
    branches = branches_for(actor, place, declaration)
    for values, unit in rows:
        if branches is not None and (unit is None or unit.pk not in branches):
            raise ValidationError({"unit": _("只登记本村、本支部的行。")})
        entry = RegisterEntry(
            organization=place.organization,
            register=declaration.code,
            unit=unit if declaration.rows is Rows.BRANCH else None,
            person_id=actor.person_id if declaration.rows is Rows.PERSON else None,
            entered_by_id=actor.person_id,
            entered_on=actor.day,
        )
        fill(entry, declaration, values)
        stand(entry, S.DONE if free else S.DRAFT)
        entries.append(entry)
    year, count = actor.day.year, len(entries)
    first = entries[0]
    first.number = declaration.title  # until the numbers are drawn inside the act
    facts: dict[str, Any] = {"register": declaration.title, "count": count}
    verdict = Verdict.without_article("rows are written down before anybody signs them")
    with act(decision, verdict, on=first, facts=facts):
        edition, place_of_first = pin(place, actor.day), draw(place, actor.day, count)
        for n, entry in enumerate(entries):
            entry.edition = edition
            entry.number = declaration.number(year, place_of_first + n)
        record_many(entries)
        count_moves(place.organization, declaration.code, [(None, standing(entry)) for entry in entries])
    return entries
