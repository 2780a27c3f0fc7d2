"""Responsibilities: everybody of the town reads who does what, offices keep it, both sides sign, supervisors pursue."""

from __future__ import annotations

from governance.office.responsibilities import services
from governance.people.models import Post
from tests import builders
from tests.architecture.url_rows.rulebook import adopted
from tests.architecture.url_table import only, row

KEEPERS = ("office_clerk", "office_director")
LETTER_READERS = ("office_clerk", "office_director", "secretary", "discipline_secretary")
SUPERVISORS = ("secretary", "discipline_secretary")


def nothing(world):
    adopted(world)
    return {}


def _once(world, name, make):
    adopted(world)
    if name not in world.made:
        world.made[name] = make(world.crew)
    return {"pk": world.made[name].pk}


def sheet(world):
    """A draft for the post of the committee member, who may write it as well."""

    def make(crew):
        post = Post.objects.get(
            organization=crew.organization, tenures__person=crew.person("committee_member")
        )
        return services.draft_sheet(
            organization=crew.organization, actor=crew.actor("office_clerk"), post=post
        )

    return _once(world, "duty sheet", make)


def task(world):
    sheet(world)

    def make(crew):
        return services.enter_task(
            sheet_id=world.made["duty sheet"].pk,
            actor=crew.actor("office_clerk"),
            ground="line",
            items={"content": "集镇停车整治"},
        )

    return _once(world, "duty task", make)


def charge(world):
    return _once(
        world,
        "charge",
        lambda crew: services.open_charge(
            organization=crew.organization, actor=crew.actor("office_clerk"), kind="line", name="农业"
        ),
    )


def assignment(world):
    charge(world)

    def make(crew):
        return services.assign(
            charge_id=world.made["charge"].pk,
            actor=crew.actor("office_clerk"),
            person=crew.person("committee_member"),
            role="lead",
            since=builders.TODAY,
            authority="稔委〔2026〕3号",
        )

    return _once(world, "assignment", make)


def round_(world):
    return _once(
        world,
        "letter round",
        lambda crew: services.open_round(
            organization=crew.organization,
            actor=crew.actor("office_clerk"),
            kind="integrity",
            year=2026,
            goal="全镇不出违纪案件",
            duties="",
            lines=[services.Line("管好分管范围")],
            sign_by=builders.TODAY,
        ),
    )


def letter(world):
    round_(world)
    member = world.crew.person("committee_member")
    return {"pk": world.made["letter round"].letters.get(person=member).pk}


def group(world):
    def make(crew):
        return services.set_up_group(
            organization=crew.organization,
            actor=crew.actor("office_clerk"),
            kind="party_building",
            name="党建工作领导小组",
            authority="稔委〔2026〕4号",
            since=builders.TODAY,
            head=crew.person("secretary"),
            deputies=[],
            members=[crew.person("organization_commissioner")],
        )

    return _once(world, "leading group", make)


def pursuit(world):
    def make(crew):
        return services.register_pursuit(
            organization=crew.organization,
            actor=crew.actor("discipline_clerk"),
            cite="S0-04:三-1b",
            person=crew.person("station_head"),
            level="direct",
            what="年度责任书所列检查没有做。",
            happened_on=builders.TODAY,
        )

    return _once(world, "pursuit", make)


# The neighbour of the table is a clerk, and keeps the neighbour's own responsibilities.
OWN = {"neighbour": 200}
ROWS = {
    **{
        f"responsibilities:{name}": row(nothing, **OWN)
        for name in ("index", "own", "sheets", "groups", "systems")
    },
    "responsibilities:sheet-draft": only(*KEEPERS, args=nothing, **OWN),
    # A draft is not known to those who neither keep, confirm nor fill the post.
    "responsibilities:sheet": row(sheet, staff=404),
    "responsibilities:sheet-print": row(sheet, staff=404),
    "responsibilities:sheet-revise": only(*KEEPERS, "committee_member", args=sheet, staff=404),
    "responsibilities:task-enter": only(*KEEPERS, "committee_member", args=sheet, staff=404),
    "responsibilities:task-revise": only(*KEEPERS, "committee_member", args=task, staff=404),
    "responsibilities:task-remove": only(*KEEPERS, "committee_member", args=task, staff=404),
    "responsibilities:sheet-confirm": only("secretary", args=sheet, staff=404),
    "responsibilities:sheet-drop": only(*KEEPERS, args=sheet, staff=404),
    "responsibilities:charge": row(charge),
    "responsibilities:charge-open": only(*KEEPERS, args=nothing, **OWN),
    "responsibilities:charge-assign": only(*KEEPERS, args=charge),
    "responsibilities:charge-close": only(*KEEPERS, args=charge),
    "responsibilities:assignment-end": only(*KEEPERS, args=assignment),
    **{
        f"responsibilities:{name}": only(*LETTER_READERS, args=nothing, **OWN)
        for name in ("letters", "letters-list", "letters-sheet")
    },
    "responsibilities:round-open": only(*KEEPERS, args=nothing, **OWN),
    "responsibilities:round": only(*LETTER_READERS, args=round_),
    "responsibilities:letter-add": only(*KEEPERS, args=round_),
    "responsibilities:letter": only(*LETTER_READERS, "committee_member", args=letter, staff=404),
    "responsibilities:letter-print": only(*LETTER_READERS, "committee_member", args=letter, staff=404),
    "responsibilities:letter-revise": only(*KEEPERS, args=letter, staff=404),
    "responsibilities:letter-check": only("office_director", "discipline_secretary", args=letter, staff=404),
    "responsibilities:letter-return": only("office_director", "discipline_secretary", args=letter, staff=404),
    "responsibilities:letter-sign": only("committee_member", args=letter, staff=404),
    "responsibilities:letter-sign-above": only("secretary", args=letter, staff=404),
    "responsibilities:letter-paper": only(*KEEPERS, args=letter, staff=404),
    "responsibilities:letter-withdraw": only(*KEEPERS, args=letter, staff=404),
    "responsibilities:group-set-up": only(*KEEPERS, args=nothing, **OWN),
    "responsibilities:group-end": only(*KEEPERS, args=group),
    "responsibilities:systems-assign": only(*KEEPERS, args=nothing, **OWN),
    "responsibilities:pursuits": only(*SUPERVISORS, args=nothing, neighbour=403),
    "responsibilities:pursuit": only(
        *SUPERVISORS, args=pursuit, staff=404, committee_member=404, office_clerk=404, office_director=404
    ),
    "responsibilities:pursuit-register": only("discipline_secretary", args=nothing, neighbour=403),
    "responsibilities:pursuit-decide": only(
        "discipline_secretary",
        args=pursuit,
        staff=404,
        committee_member=404,
        office_clerk=404,
        office_director=404,
    ),
}
