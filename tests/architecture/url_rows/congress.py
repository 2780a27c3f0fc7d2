"""The congress office: the organization and general offices work, leaders and delegates read."""

from __future__ import annotations

from datetime import date

from governance.office.congress import services
from tests import builders
from tests.architecture.url_table import only

READERS = ("office_clerk", "office_director", "secretary", "discipline_secretary")
OFFICE = ("office_clerk", "office_director")


def term(world):
    if "congress" not in world.made:
        for crew in (world.crew, world.neighbour):
            services.open_term(
                organization=crew.organization,
                actor=crew.actor("office_clerk"),
                name="第十五届",
                rhythm="town",
                seats=99,
                since=date(2021, 10, 1),
            )
        world.made["congress"] = True
    return {}


def _once(world, name, make):
    term(world)
    if name not in world.made:
        world.made[name] = make(world.town, world.crew.actor("office_clerk"))
    return {"pk": world.made[name].pk}


def _enter(town, actor):
    rows = services.enter_delegates(
        organization=town, actor=actor, unit="青石村", names=["甘雨棠", "简牧之"], since=date(2021, 10, 1)
    )
    return rows[0]


def delegate(world):
    return _once(world, "delegate", _enter)


def removal(world):
    who = delegate(world)["pk"]
    return _once(
        world,
        "removal",
        lambda town, actor: services.propose_removal(
            delegate_id=who, actor=actor, because="不履职", day=builders.TODAY
        ),
    )


def election(world):
    return _once(
        world,
        "election of delegates",
        lambda town, actor: services.open_election(organization=town, actor=actor, unit="云岭村", seats=2),
    )


def meeting(world):
    values = {"kind": "study", "held_on": builders.TODAY, "expected": 9, "present": 8, "topics": "学习"}
    return _once(
        world,
        "congress meeting",
        lambda town, actor: services.record_meeting(organization=town, actor=actor, values=values),
    )


def proposal(world):
    delegate(world)
    who = world.made["delegate"]
    return _once(
        world,
        "proposal",
        lambda town, actor: services.receive_proposal(
            organization=town,
            actor=actor,
            delegate=who,
            title="路灯",
            text="装灯",
            received_on=builders.TODAY,
        ),
    )


def matter(world):
    return _once(
        world,
        "council matter",
        lambda town, actor: services.open_matter(
            organization=town, actor=actor, title="调整预算", day=builders.TODAY
        ),
    )


def of_one(args, *roles):
    """Of one row: whoever has nothing to do with the congress does not know of it."""
    return only(*roles, args=args, staff=404, committee_member=404)


ROWS = {
    # The neighbour of the table is a clerk, and sees the neighbour's own.
    **{
        f"congress:{name}": only(*READERS, args=term, neighbour=200)
        for name in (
            "index",
            "delegates",
            "delegates-sheet",
            "meetings",
            "meetings-sheet",
            "proposals",
            "proposals-sheet",
        )
    },
    **{
        f"congress:{name}": only(*OFFICE, args=term, neighbour=200)
        for name in (
            "term-open",
            "group-add",
            "delegates-enter",
            "election-open",
            "meeting-record",
            "proposal-receive",
            "matter-open",
        )
    },
    "congress:remove": of_one(delegate, *OFFICE),
    "congress:removal": of_one(removal, *READERS),
    "congress:removal-step": of_one(removal, *OFFICE),
    "congress:election": of_one(election, *READERS),
    "congress:election-step": of_one(election, *OFFICE),
    "congress:election-confirm": of_one(election, *OFFICE),
    "congress:election-result": of_one(election, *OFFICE),
    "congress:meeting": of_one(meeting, *READERS),
    "congress:proposal": of_one(proposal, *READERS),
    "congress:proposal-hand": of_one(proposal, *OFFICE),
    "congress:proposal-reply": of_one(proposal, *OFFICE),
    "congress:matter": of_one(matter, *READERS),
    "congress:matter-study": of_one(matter, *OFFICE),
    "congress:matter-step": of_one(matter, *OFFICE),
}
