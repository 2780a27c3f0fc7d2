"""Requests and reports: the office handles them, the committee reads them, leaders sign and answer; other staff find
the lists and nothing in them."""

from __future__ import annotations

from typing import Any

from governance.office.requests_reports.services import failures
from tests import builders
from tests.architecture.url_table import World, only, own_list, row
from tests.governance.requests.desk import Desk


def desk(world: World) -> Desk:
    if "requests" not in world.made:
        with builders.on_day():
            world.made["requests"] = Desk(world.crew)
    found: Desk = world.made["requests"]
    return found


def one(name: str, make: Any) -> Any:
    def args(world: World) -> dict[str, Any]:
        if name not in world.made:
            with builders.on_day():
                world.made[name] = make(desk(world))
        return {"pk": world.made[name].pk}

    return args


paper = one("requests.paper", lambda d: d.draft())
coming = one("requests.incoming", lambda d: d.enter())
word = one("requests.word", lambda d: d.entrust())
failure = one(
    "requests.failure",
    lambda d: failures.record_failure(
        organization=d.town,
        actor=d.actor("secretary"),
        what="没有报告",
        happened_on=builders.TODAY,
        unit=d.other,
    ),
)
OFFICE = ("office_clerk", "office_director")
SEATS = ("secretary", "committee_member", "discipline_secretary")
HIDDEN = {"staff": 404}

ROWS = {
    "requests:list": own_list(),
    "requests:sheet": own_list(),
    "requests:draft": own_list(staff=403),
    "requests:paper": row(paper, **HIDDEN),
    "requests:revise": only(*OFFICE, args=paper, **HIDDEN),
    "requests:countersign": only("office_director", *SEATS, args=paper, **HIDDEN),
    "requests:decide": only(*OFFICE, args=paper, **HIDDEN),
    "requests:tell": row(paper, **HIDDEN),
    "requests:sign": only("secretary", args=paper, **HIDDEN),
    "requests:send": only(*OFFICE, args=paper, **HIDDEN),
    "requests:chase": only(*OFFICE, args=paper, **HIDDEN),
    "requests:reply": only(*OFFICE, args=paper, **HIDDEN),
    "requests:carry": only(*OFFICE, args=paper, **HIDDEN),
    "requests:note": only(*OFFICE, args=paper, **HIDDEN),
    "requests:withdraw": only(*OFFICE, args=paper, **HIDDEN),
    "requests:entrustments": own_list(),
    "requests:entrust": only("secretary", neighbour=403),
    "requests:revoke": only("secretary", args=word),
    "requests:incoming-list": own_list(),
    "requests:incoming-sheet": own_list(),
    "requests:enter": only(*OFFICE, args=lambda world: {"source": "branch"}, neighbour=200),
    "requests:submit": only(*SEATS, neighbour=403),
    "requests:incoming": row(coming, **HIDDEN),
    "requests:receive": only(*OFFICE, args=coming, **HIDDEN),
    "requests:answer": only("secretary", args=coming, **HIDDEN),
    "requests:incoming-note": only("secretary", "office_director", args=coming, **HIDDEN),
    "requests:matrix": own_list(),
    "requests:matrix-sheet": own_list(),
    "requests:failures": own_list(),
    "requests:failures-sheet": own_list(),
    "requests:failure-record": only("secretary", "discipline_secretary", "office_director", neighbour=403),
    "requests:failure": row(failure, **HIDDEN),
    "requests:failure-deal": only(
        "secretary", "discipline_secretary", "office_director", args=failure, **HIDDEN
    ),
    "requests:failure-lift": only(
        "secretary", "discipline_secretary", "office_director", args=failure, **HIDDEN
    ),
}
