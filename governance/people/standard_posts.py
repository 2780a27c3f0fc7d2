"""The posts every town has: glossary code, title as printed, voting seat, order.

Only a starting point: a town's own list of posts is rows (`Post`), kept by the security
administrator. The codes are what policies and rules speak of.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_noop

# Posts that policies name together: the secretaries, and the general office (党政办).
LEADERS = ("secretary", "deputy_secretary")
OFFICE = ("office_clerk", "office_director")
# Posts in a village or branch: whoever holds no other speaks for that one alone.
VILLAGE_POSTS = frozenset({"village_secretary", "village_director", "village_clerk"})


@dataclass(frozen=True)
class StandardPost:
    code: str
    title: str
    order: int
    committee_seat: bool = False
    heads_government: bool = False


def _posts() -> dict[str, StandardPost]:
    rows = (
        StandardPost("secretary", gettext_noop("党委书记"), 10, committee_seat=True),
        StandardPost("deputy_secretary", gettext_noop("党委副书记"), 20, committee_seat=True),
        StandardPost("discipline_secretary", gettext_noop("党委委员、纪委书记"), 30, committee_seat=True),
        StandardPost(
            "organization_commissioner", gettext_noop("党委委员、组织委员"), 31, committee_seat=True
        ),
        StandardPost("committee_member", gettext_noop("党委委员"), 40, committee_seat=True),
        StandardPost("congress_chair", gettext_noop("人大主席"), 60),
        StandardPost("deputy_mayor", gettext_noop("副镇长"), 61),
        StandardPost("office_director", gettext_noop("党政办主任"), 70),
        StandardPost("office_clerk", gettext_noop("党政办文书"), 71),
        StandardPost("organization_clerk", gettext_noop("组织办干事"), 72),
        StandardPost("discipline_clerk", gettext_noop("纪委办干事"), 73),
        StandardPost("petition_director", gettext_noop("信访办主任"), 74),
        StandardPost("petition_clerk", gettext_noop("信访办干事"), 75),
        StandardPost("station_head", gettext_noop("站所负责人"), 80),
        StandardPost("village_secretary", gettext_noop("村党组织书记"), 85),
        StandardPost("village_director", gettext_noop("村委会主任"), 86),
        StandardPost("village_clerk", gettext_noop("村文书"), 87),
        StandardPost("staff", gettext_noop("一般干部"), 90),
        StandardPost("delegate", gettext_noop("党代表"), 95),
        StandardPost("county_reviewer", gettext_noop("县级经办"), 50),
    )
    return {row.code: row for row in rows}


STANDARD_POSTS = _posts()
