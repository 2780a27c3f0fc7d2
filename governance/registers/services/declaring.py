"""A town's own register: proposed by one person, confirmed by another, changed in the same way, ended for a reason."""

from __future__ import annotations

from collections.abc import Callable

from governance.access.actor import Actor
from governance.access.policy import require
from governance.audit.act import act, verb
from governance.people.models import Organization
from governance.registers import catalogue
from governance.registers.catalogue import Edition
from governance.registers.models import DeclaredRegister
from governance.registers.rules import asking
from governance.registers.rules.faults import BadDeclaration, Fault
from governance.rules.verdict import Verdict

Status = DeclaredRegister.Status


def next_code(organization: Organization) -> str:
    """The code of the town's next register of its own; no other register has it."""
    used = DeclaredRegister.objects.filter(organization=organization).values_list("code", flat=True)
    numbers = [int(code.rpartition("_")[2]) for code in used]
    return f"own_{organization.pk}_{max(numbers, default=0) + 1}"


def own_edition(organization: Organization, code: str, text: str) -> Edition:
    """The text checked by the schema and against the registers there are. Raises BadDeclaration."""
    edition = catalogue.checked(text, code)
    declaration, faults = edition.declaration, []
    if declaration.code != code:
        faults.append(Fault(code, "code", "这一项由系统定，是“{code}”", {"code": code}))
    taken = {one.declaration.mark for one in catalogue.shipped().values()}
    standing = DeclaredRegister.objects.filter(organization=organization).exclude(code=code)
    for row in standing.exclude(status=Status.DECLINED):
        taken.add(catalogue.pinned(row.text, row.code).declaration.mark)
    if declaration.mark in taken:
        values = {"mark": declaration.mark}
        faults.append(Fault(code, "mark", "编号的“{mark}”别的台账在用，请换一个", values))
    if faults:
        raise BadDeclaration(faults)
    return edition


@verb("registers.register.proposed")
def propose_register(
    *, organization: Organization, actor: Actor, write: Callable[[str], str], ground: str, changes: str = ""
) -> DeclaredRegister:
    """`write(code)` gives the text under the code the register gets; `changes` names the code of one that is
    changed. Raises BadDeclaration with every fault."""
    decision = require(actor, "registers.register.proposed", organization)
    # The town's row is the lock: two proposals at once do not take one code.
    Organization.objects.select_for_update(of=("self",), no_key=True).get(pk=organization.pk)
    code = changes or next_code(organization)
    edition = own_edition(organization, code, write(code))
    row = DeclaredRegister(
        organization=organization,
        code=code,
        title=edition.declaration.title,
        text=edition.text,
        digest=edition.digest,
        ground=ground,
        proposed_by_id=actor.person_id,
        proposed_on=actor.day,
    )
    verdict = Verdict.without_article("a register of the town's own, by its own decision")
    with act(decision, verdict, on=row, facts={"title": row.title, "ground": ground}):
        row.save()
    return row


def _lock(row_id: int, actor: Actor) -> DeclaredRegister:
    found = DeclaredRegister.objects.visible_to(actor).values_list("pk", flat=True).get(pk=row_id)
    return DeclaredRegister.objects.select_for_update(of=("self",)).get(pk=found)


@verb("registers.register.confirmed")
def confirm_register(*, row_id: int, actor: Actor) -> DeclaredRegister:
    """Another person puts it to use; it is checked once more, since articles and other registers may have changed.
    Raises BadDeclaration."""
    row = _lock(row_id, actor)
    decision = require(actor, "registers.register.confirmed", row)
    verdict = asking.in_state(row.status, str(row.get_status_display()), Status.PROPOSED)
    own_edition(row.organization, row.code, row.text)
    earlier = DeclaredRegister.objects.select_for_update(of=("self",)).filter(
        organization_id=row.organization_id, code=row.code, status=Status.CONFIRMED
    )
    with act(decision, verdict, on=row, facts={"title": row.title}):
        for one in earlier:
            one.status = Status.REPLACED
            one.save(update_fields=["status"])
        _settle(row, Status.CONFIRMED, actor)
    return row


@verb("registers.register.declined")
def decline_register(*, row_id: int, actor: Actor, because: str) -> DeclaredRegister:
    row = _lock(row_id, actor)
    decision = require(actor, "registers.register.declined", row)
    verdict = asking.in_state(row.status, str(row.get_status_display()), Status.PROPOSED)
    with act(decision, verdict, on=row, facts={"title": row.title, "because": because}):
        _settle(row, Status.DECLINED, actor, because)
    return row


@verb("registers.register.ended")
def end_register(*, row_id: int, actor: Actor, because: str) -> DeclaredRegister:
    """No more rows are entered; those there are stay readable."""
    row = _lock(row_id, actor)
    decision = require(actor, "registers.register.ended", row)
    verdict = asking.in_state(row.status, str(row.get_status_display()), Status.CONFIRMED)
    with act(decision, verdict, on=row, facts={"title": row.title, "because": because}):
        row.status = Status.ENDED
        row.because = because
        row.save(update_fields=["status", "because"])
    return row


def _settle(row: DeclaredRegister, status: str, actor: Actor, because: str = "") -> None:
    row.status = status
    row.settled_by_id = actor.person_id
    row.settled_on = actor.day
    row.because = because
    row.save(update_fields=["status", "settled_by", "settled_on", "because"])
