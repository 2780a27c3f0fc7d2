"""Old resolutions, their import, and the register of accountability."""

from __future__ import annotations

import uuid
from typing import Any

from meetings.models import AccountabilityCase, Handover, PastResolution, ResolutionImport
from meetings.services import accountability
from tests import builders
from tests.architecture.url_rows.meetings import EVERYBODY_INSIDE, OFFICE, inside, made, of
from tests.architecture.url_table import World, own_list, row


def batch(world: World) -> ResolutionImport:
    return made(
        world,
        "meetings.import",
        lambda: builders.save(
            ResolutionImport(
                organization=world.town,
                file_name="历史决议.xlsx",
                digest="0" * 64,
                count=1,
                clauses=0,
                first_on=builders.SINCE,
                last_on=builders.SINCE,
                because="纸质纪要补录",
                entered_by=world.crew.person("office_clerk"),
                entered_on=builders.TODAY,
            )
        ),
    )


def past(world: World) -> PastResolution:
    return made(
        world,
        "meetings.past",
        lambda: builders.save(
            PastResolution(
                organization=world.town,
                batch=batch(world),
                line=4,
                number="稔委会纪〔2019〕4号",
                decided_on=builders.SINCE,
                title="集镇污水管网改造",
                matter="major_project",
                source="2019年会议记录本第31页",
            )
        ),
    )


def case(world: World) -> AccountabilityCase:
    return made(
        world,
        "meetings.accountability",
        lambda: accountability.register_case(
            organization=world.town,
            actor=builders.actor(world.crew.person("discipline_secretary")),
            situation="alone",
            person=world.crew.person("staff"),
            what="未经会议决定签订合同。",
            happened_on=builders.TODAY,
            measure="educated",
            decided_by="镇党委会",
            decided_on=builders.TODAY,
        ),
    )


def nowhere(world: World) -> dict[str, Any]:
    """A kept workbook that nobody sent."""
    return {"key": uuid.uuid5(uuid.NAMESPACE_OID, "nobody's")}


def handover(world: World) -> Handover:
    return made(
        world,
        "meetings.handover",
        lambda: builders.save(
            Handover(
                organization=world.town,
                giver=world.crew.person("staff"),
                taker=world.crew.person("office_clerk"),
                because="调动",
                listing=[["议题", "集镇停车整治", ""]],
                moved=1,
                decided_by=world.crew.person("office_director"),
                day=builders.TODAY,
            )
        ),
    )


HANDS_OVER = dict.fromkeys(("office_director", "secretary"), 200)
IMPORTERS = dict.fromkeys((*OFFICE, "secretary", "neighbour"), 200)
SUPERVISORS = dict.fromkeys(("secretary", "discipline_secretary"), 200)

ROWS = {
    "meetings:past-list": own_list(),
    "meetings:past-sheet": own_list(),
    "meetings:past": inside(past, *EVERYBODY_INSIDE),
    "meetings:import": row(town=403, **IMPORTERS),
    "meetings:import-template": row(town=403, **IMPORTERS),
    "meetings:import-check": row(nowhere, town=403, **dict.fromkeys(OFFICE, 404)),
    "meetings:import-problems": row(nowhere, town=403, **dict.fromkeys(OFFICE, 404)),
    "meetings:import-confirm": inside(batch, "secretary"),
    "meetings:import-withdraw": inside(batch, "secretary", "office_director"),
    "meetings:handovers": row(town=403, neighbour=403, **HANDS_OVER),
    "meetings:handover": row(lambda world: {"pk": world.crew.person("staff").pk}, town=403, **HANDS_OVER),
    "meetings:handover-list": row(
        of(handover), town=404, staff=200, office_clerk=200, office_director=200, secretary=200
    ),
    "meetings:accountability": row(town=403, neighbour=403, **SUPERVISORS),
    "meetings:accountability-sheet": row(town=403, neighbour=403, **SUPERVISORS),
    "meetings:accountability-register": row(town=403, neighbour=403, discipline_secretary=200),
    "meetings:accountability-case": row(of(case), town=404, **SUPERVISORS),
    "meetings:accountability-close": row(of(case), town=404, discipline_secretary=200, secretary=403),
}
