"""Who may do what in a register: those its declaration names. Whoever does not find a row is told nothing of it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from governance.access.actor import Actor
from governance.access.decision import Allowed, Denied
from governance.access.policy import Answer, everybody_in_organization, policy
from governance.people.standard_posts import OFFICE
from governance.registers.models import DeclaredRegister, RegisterEntry
from governance.registers.parts import Place, codes_held, declared_ever, part_in, reads_whole, signs_for
from governance.registers.reading import declaration_of, steps_of
from governance.registers.rules.declaration import EVERYBODY, FILLER, GOVERNMENT_HEAD, Declaration

# Who may add a register of the town's own: the office proposes, the secretary or the office's head confirms.
DECLARING = ("secretary", *OFFICE)
CONFIRMING = ("secretary", "office_director")

policy("registers.register.listed")(everybody_in_organization(_("台账由本镇在职人员看")))


def _title(actor: Actor, organization_id: int) -> str:
    held = next((p for p in actor.posts if p.organization_id == organization_id), None)
    return held.title if held else ""


def _posts(codes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(code for code in codes if code not in (EVERYBODY, FILLER, GOVERNMENT_HEAD))


def _newest(entry: RegisterEntry) -> Declaration:
    """Who may work on a row follows the register as it stands now; a row of one that is gone, its own edition."""
    return declared_ever(entry.organization_id).get(entry.register) or declaration_of(entry)


@policy("registers.entries.read", "registers.entries.taken_out")
def whoever_has_a_part(actor: Actor, place: Place) -> Answer:
    part = part_in(place.declaration, codes_held(actor, place.organization_id))
    if part.finds:
        return Allowed(_title(actor, place.organization_id))
    return Denied(_("这本台账不由您填、看、签"), _posts(place.declaration.readers))


@policy("registers.statistics.read")
def whoever_sees_every_row(actor: Actor, place: Place) -> Answer:
    """Sums tell of all rows: they are for those who may read all of them."""
    if reads_whole(actor, place.organization_id, place.declaration):
        return Allowed(_title(actor, place.organization_id))
    return Denied(_("统计给看得到全部各行的人"), _posts(place.declaration.readers))


@policy("registers.entry.entered", "registers.entries.imported")
def fillers_enter(actor: Actor, place: Place) -> Answer:
    part = part_in(place.declaration, codes_held(actor, place.organization_id))
    if not place.kept:
        return Denied(_("这本台账已停用，只能查阅"))
    if part.fills and actor.person_id is not None:
        return Allowed(_title(actor, place.organization_id))
    return Denied(_("这本台账由声明里写明的人填"), _posts(place.declaration.fillers))


@policy("registers.entry.read")
def whoever_finds_the_row(actor: Actor, entry: RegisterEntry) -> Answer:
    return Allowed(_title(actor, entry.organization_id))


@policy("registers.entry.corrected", "registers.entry.submitted", "registers.entry.voided")
def whoever_entered_it_or_its_office(actor: Actor, entry: RegisterEntry) -> Answer:
    """Who entered the row; of a register that is not filled in by everybody, any of its fillers."""
    if actor.person_id is not None and actor.person_id == entry.entered_by_id:
        return Allowed(_title(actor, entry.organization_id))
    fillers = _posts(_newest(entry).fillers)
    held = actor.holds(entry.organization_id, *fillers) if fillers else None
    return Allowed(held.title) if held else Denied(_("这一行由登记人办理"), fillers)


@policy("registers.entry.signed", "registers.entry.sent_back")
def whoever_signs_in_it(actor: Actor, entry: RegisterEntry) -> Answer:
    """Whoever the chain names at all; whose turn it is, the order of the steps decides."""
    posts = tuple(dict.fromkeys(code for step in steps_of(entry) for code in step.posts))
    if signs_for(actor, entry, posts):
        held = next(
            (p for p in actor.posts if p.code in posts and p.organization_id == entry.organization_id), None
        )
        return Allowed(held.title if held else _title(actor, entry.organization_id))
    return Denied(_("这一行不由您签"), _posts(posts))


@policy("registers.sealed.read")
def sealed_readers(actor: Actor, entry: RegisterEntry) -> Answer:
    declaration = _newest(entry)
    held = actor.holds(entry.organization_id, *declaration.sealed_readers)
    return (
        Allowed(held.title) if held else Denied(_("密封的栏只给声明里写明的人看"), declaration.sealed_readers)
    )


# A town's own registers ------------------------------------------------------------------------


@policy("registers.register.proposed", "registers.declared.listed", "registers.declared.read")
def the_office_proposes(actor: Actor, subject: Any) -> Answer:
    held = actor.holds(getattr(subject, "organization_id", None) or subject.pk, *DECLARING)
    return Allowed(held.title) if held else Denied(_("自设台账由党政办提出"), DECLARING)


@policy("registers.register.confirmed", "registers.register.declined")
def another_confirms(actor: Actor, row: DeclaredRegister) -> Answer:
    held = actor.holds(row.organization_id, *CONFIRMING)
    if held is None:
        return Denied(_("自设台账由书记或党政办主任确认"), CONFIRMING)
    if actor.person_id == row.proposed_by_id:
        return Denied(_("提出的人不能自己确认，请另一人办理"), CONFIRMING)
    return Allowed(held.title)


@policy("registers.register.ended")
def leaders_end(actor: Actor, row: DeclaredRegister) -> Answer:
    held = actor.holds(row.organization_id, *CONFIRMING)
    return Allowed(held.title) if held else Denied(_("自设台账由书记或党政办主任停用"), CONFIRMING)
