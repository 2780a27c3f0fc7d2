"""Registers: the office enters, leaders sign, those without a part in one are told whom to ask; another town's row is
nowhere."""

from tests import builders
from tests.architecture.url_table import only, own_list, row
from tests.governance.registers.office import Office, picture


def office(world):
    if "office" not in world.made:
        with builders.on_day():
            world.made["office"] = Office(world.crew)
    return world.made["office"]


def seal(world):
    office(world)
    return {"code": "seal_use"}


def entry(world):
    """A row that waits for the office director."""
    if "seal" not in world.made:
        with builders.on_day():
            world.made["seal"] = office(world).enter()
    return {"code": "seal_use", "pk": world.made["seal"].pk}


def nobodys(world):
    """The number of a workbook nobody has sent."""
    return {**seal(world), "key": "00000000-0000-4000-8000-000000000000"}


def sealed(world):
    if "sealed" not in world.made:
        with builders.on_day():
            world.made["sealed"] = office(world).enter("integrity_review", by="discipline_clerk")
    return {"code": "integrity_review", "pk": world.made["sealed"].pk}


def file(world):
    if "claim" not in world.made:
        with builders.on_day():
            files = {"党政成员会议决定": picture()}
            world.made["claim"] = office(world).enter("expense_claim", files=files, submit=False)
    claim = world.made["claim"]
    return {"code": "expense_claim", "entry": claim.pk, "pk": claim.files.get().pk}


OFFICE = ("office_clerk", "office_director")
# Of a row of the seal register: the office and its readers and signers find it, other staff do not.
FOUND = {"staff": 404}

ROWS = {
    "registers:index": own_list(),
    "registers:list": row(seal, staff=403),
    "registers:sheet": row(seal, staff=403),
    "registers:statistics": row(seal, staff=403),
    "registers:keep-view": row(seal, method="post", town=302, staff=403),
    "registers:enter": only(*OFFICE, args=seal),
    "registers:submit-several": only(*OFFICE, args=seal),
    "registers:sign-several": row(seal, staff=403),
    "registers:list-paper": row(seal, staff=403),
    "registers:import": only(*OFFICE, args=seal),
    "registers:import-template": only(*OFFICE, args=seal),
    "registers:import-check": row(nobodys, town=403, office_clerk=404, office_director=404),
    "registers:import-faults": row(nobodys, town=403, office_clerk=404, office_director=404),
    "registers:entry-paper": row(entry, **FOUND),
    "registers:entry": row(entry, **FOUND),
    "registers:correct": only(*OFFICE, args=entry, **FOUND),
    "registers:submit": only(*OFFICE, args=entry, **FOUND),
    "registers:void": only(*OFFICE, args=entry, **FOUND),
    "registers:sign": row(entry, office_clerk=403, secretary=403, **FOUND),
    "registers:send-back": row(entry, office_clerk=403, secretary=403, **FOUND),
    "registers:sealed": row(sealed, staff=404, office_clerk=404, office_director=404, committee_member=404),
    "registers:file": row(file, **FOUND),
}


def proposed(world):
    """A register the office's clerk proposed, which waits for somebody else."""
    if "proposed" not in world.made:
        from governance.registers import building, services
        from tests.governance.registers.test_declared import POSTS, sketch

        with builders.on_day():
            world.made["proposed"] = services.propose_register(
                organization=office(world).town,
                actor=office(world).actor("office_clerk"),
                write=lambda code: building.written(code, sketch(), POSTS),
                ground="党委会议定",
            )
    return {"pk": world.made["proposed"].pk}


DECLARING = ("secretary", *OFFICE)
CONFIRMING = ("secretary", "office_director")

ROWS |= {
    "registers:declared": only(*DECLARING, neighbour=200),
    "registers:propose": only(*DECLARING, neighbour=200),
    "registers:declared-one": only(*DECLARING, args=proposed),
    "registers:declared-change": only(*DECLARING, args=proposed),
    "registers:declared-confirm": only(*CONFIRMING, args=proposed),
    "registers:declared-decline": only(*CONFIRMING, args=proposed),
    "registers:declared-end": only(*CONFIRMING, args=proposed),
}
