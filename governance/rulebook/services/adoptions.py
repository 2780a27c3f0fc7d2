"""Adopting regulations, one by one or as a preset, and ending an adoption."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import require
from governance.audit import clock
from governance.audit.act import act, verb
from governance.audit.recorded import record_many
from governance.people.models import Organization
from governance.rulebook import words
from governance.rulebook.judgement import Wanted, may_adopt, may_end
from governance.rulebook.models import Adoption
from governance.rulebook.services.locking import lock_town
from governance.rules.library import load_library

NAMED = 4  # so many titles the sentence of the act gives


@verb("rulebook.regulation.adopted")
def adopt_regulations(
    *, organization: Organization, actor: Actor, names: Sequence[str], since: date, authority: str
) -> list[Adoption]:
    """Adopt regulations by id or preset name, several together, from a day on.

    A regulation named by a preset that is adopted already is passed over; one named by itself is
    refused. Raises ValidationError for an empty choice, KeyError for a name nobody ships.
    """
    town = lock_town(organization.pk)
    decision = require(actor, "rulebook.regulation.adopted", town)
    held: dict[str, list[tuple[date, date | None]]] = {}
    for row in Adoption.objects.filter(organization=town):
        held.setdefault(row.regulation, []).append((row.since, row.until))
    wanted = _wanted(names, held, since)
    if not wanted:
        raise ValidationError(_("所选的制度都已采用，没有新增的。请选还没有采用的制度。"))
    rows = [
        Adoption(organization=town, regulation=one.regulation, since=since, authority=authority.strip())
        for one in wanted
    ]
    shorts = [words.short_of(one.regulation) for one in wanted]
    named = "、".join(shorts[:NAMED])
    if len(shorts) > NAMED:
        named = _("%(named)s等%(n)d部制度") % {"named": named, "n": len(shorts)}
    facts = {
        "since": since.isoformat(),
        "regulations": named,
        "ids": [one.regulation for one in wanted],
        "authority": authority.strip(),
    }
    with act(decision, may_adopt(wanted, since), on=rows[0], facts=facts):
        record_many(rows)
    return rows


def _wanted(
    names: Sequence[str], held: dict[str, list[tuple[date, date | None]]], since: date
) -> list[Wanted]:
    library = load_library()
    chosen: dict[str, None] = {}
    for name in names:
        if name not in library.presets:
            chosen[name] = None
            continue
        for regulation_id in library.preset(name):
            if not any(until is None or until >= since for _first, until in held.get(regulation_id, ())):
                chosen[regulation_id] = None
    return [
        Wanted(r, library.regulations[r].title, library.regulations[r].edition, tuple(held.get(r, ())))
        for r in chosen
    ]


@verb("rulebook.regulation.ended")
def end_adoption(
    *, adoption_id: int, actor: Actor, until: date, authority: str = "", reason: str = ""
) -> Adoption:
    """The regulation binds up to and including `until`; a past day needs a reason."""
    adoption = Adoption.objects.visible_to(actor).get(pk=adoption_id)
    lock_town(adoption.organization_id)
    adoption = Adoption.objects.select_for_update(of=("self",)).get(pk=adoption_id)
    decision = require(actor, "rulebook.regulation.ended", adoption)
    verdict = may_end(
        adoption.regulation,
        words.title_of(adoption.regulation),
        load_library().regulations[adoption.regulation].edition,
        (adoption.since, adoption.until),
        until,
        clock.today(),
    )
    facts = {"until": until.isoformat(), "authority": authority.strip(), "ids": [adoption.regulation]}
    with act(decision, verdict, on=adoption, facts=facts, reason=reason):
        adoption.until = until
        adoption.save(update_fields=["until"])
    return adoption
