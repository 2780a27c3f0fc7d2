"""The rule review: the office carries it, those who lead and supervise read it, others are refused."""

from __future__ import annotations

from datetime import date

from governance.office.rule_review import services
from tests import builders
from tests.architecture.url_rows.rulebook import adopted, article, regulation
from tests.architecture.url_table import only

READERS = ("office_clerk", "office_director", "secretary", "discipline_secretary")
OFFICE = ("office_clerk", "office_director")


def nothing(world):
    adopted(world)
    return {}


def evaluation(world):
    adopted(world)
    if "evaluation" not in world.made:
        world.made["evaluation"] = services.begin_evaluation(
            organization=world.town,
            actor=world.crew.actor("office_clerk"),
            regulation="S0-04",
            first=date(2026, 1, 1),
            last=builders.TODAY,
        )
    return {"pk": world.made["evaluation"].pk}


def opinion(world):
    evaluation(world)
    if "opinion" not in world.made:
        world.made["opinion"] = services.enter_opinion(
            evaluation_id=world.made["evaluation"].pk,
            actor=world.crew.actor("office_clerk"),
            side="public",
            way="letters",
            gathered_on=builders.TODAY,
            asked=3,
            text="办得慢",
        )
    return {"pk": world.made["opinion"].pk}


def execution(world):
    adopted(world)
    if "execution" not in world.made:
        world.made["execution"] = services.record_execution(
            organization=world.town,
            actor=world.crew.actor("office_clerk"),
            kind="check",
            held_on=builders.TODAY,
            regulations=["S0-04"],
            who="组织办",
            found="记录齐全。",
        )
    return {"pk": world.made["execution"].pk}


ROWS = {
    # The neighbour of the table is a clerk, and reviews the neighbour's own rules.
    "rule_review:index": only(*READERS, args=nothing, neighbour=200),
    "rule_review:sheet": only(*READERS, args=nothing, neighbour=200),
    "rule_review:regulation": only(*READERS, args=regulation, neighbour=200),
    "rule_review:article": only(*READERS, args=article, neighbour=200),
    "rule_review:execution": only(*READERS, args=nothing, neighbour=200),
    "rule_review:execution-sheet": only(*READERS, args=nothing, neighbour=200),
    "rule_review:execution-record": only(*OFFICE, "discipline_secretary", args=nothing, neighbour=200),
    "rule_review:begin": only(*OFFICE, args=regulation, neighbour=200),
    # Whoever works with no review does not know of its rows.
    "rule_review:execution-page": only(*READERS, args=execution, staff=404, committee_member=404),
    "rule_review:evaluation": only(*READERS, args=evaluation, staff=404, committee_member=404),
    "rule_review:print": only(*READERS, args=evaluation, staff=404, committee_member=404),
    "rule_review:self-review": only(*OFFICE, args=evaluation, staff=404, committee_member=404),
    "rule_review:opinion": only(*OFFICE, args=evaluation, staff=404, committee_member=404),
    "rule_review:withdraw": only(*OFFICE, args=evaluation, staff=404, committee_member=404),
    "rule_review:opinion-remove": only(*OFFICE, args=opinion, staff=404, committee_member=404),
    "rule_review:conclude": only("office_director", args=evaluation, staff=404, committee_member=404),
}
