"""The invented county, its two towns and the people of the table: data only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from meetings.demo.names import Face

COUNTY = "宁棠县"
# (department, clerk, woman)
DEPARTMENTS = (
    ("县委办公室", "县委办", "蔺知节", False),
    ("县委组织部", "县委组织部", "应若华", True),
    ("县纪委监委", "县纪委监委", "狄守中", False),
    ("县信访局", "县信访局", "柳闻溪", True),
)
# (kind, account, name): two security administrators, for posts and grants take two of them.
ADMINISTRATORS = (
    ("system", "nt-system", "宓承砚（系统管理员）"),
    ("security", "nt-security", "晏清和（安全管理员）"),
    ("security", "nt-security2", "宿明远（安全管理员，核准）"),
    ("auditor", "nt-auditor", "暴书衡（审计员）"),
)
BODIES = ("人大主席团", "人民政府", "纪委", "人武部")
OFFICES = (
    *("党政办", "组织办", "信访办", "纪委办", "经济发展办", "社会事务办"),
    *("财政所", "农业农村办", "综治中心"),
)
# What papers print where the short name is not the whole one.
FULL_NAMES = {"党政办": "党政综合办公室"}
BRANCHES = ("机关支部", "学校支部", "青年人才支部")


@dataclass(frozen=True)
class Seat:
    """Somebody of the table with the post held. `unit` names a body or an office of the town."""

    face: Face
    code: str
    title: str
    order: int
    unit: str = ""
    seat: bool = False
    heads_government: bool = False


@dataclass(frozen=True)
class TownPlan:
    key: str
    name: str
    document_code: str
    prefix: str  # of account names
    villages: Sequence[str]  # the last one is a community
    leaders: Sequence[Seat]
    heads: Sequence[tuple[str, str]]  # (office, title) of the first nine of the 45
    presets: Sequence[str]


def _leader(
    name: str, woman: bool, age: int, code: str, title: str, order: int, unit: str = "", **more: bool
) -> Seat:
    return Seat(Face(name, woman, age), code, title, order, unit, **more)


def _committee(*rows: tuple[str, bool, int, str, str]) -> list[Seat]:
    """Voting seats in the order of the table; the second is the mayor."""
    return [
        _leader(name, woman, age, code, title, 10 + 2 * n, seat=True, heads_government=n == 1)
        for n, (name, woman, age, code, title) in enumerate(rows)
    ]


HEADS = (
    ("组织办", "组织办主任"),
    ("纪委办", "纪委办主任"),
    ("经济发展办", "经济发展办主任"),
    ("社会事务办", "社会事务办主任"),
    ("农业农村办", "农业农村办主任"),
    ("综治中心", "综治中心主任"),
)

RENCHUAN = TownPlan(
    key="renchuan",
    name="稔川镇",
    document_code="稔委",
    prefix="rc",
    villages=("柘坪村", "石笕村", "三碾村", "鹭墩村", "槐沟村", "清堰村", "上稔村", "稔街社区"),
    leaders=(
        *_committee(
            ("乔维桢", False, 47, "secretary", "党委书记"),
            ("温书岚", True, 42, "deputy_secretary", "党委副书记、镇长"),
            ("路喆", False, 40, "deputy_secretary", "党委副书记"),
            ("阮静娴", True, 43, "discipline_secretary", "党委委员、纪委书记"),
            ("霍玥", True, 39, "organization_commissioner", "党委委员、组织委员"),
            ("简牧之", False, 37, "committee_member", "党委委员、宣传委员"),
            ("岑堃", False, 44, "committee_member", "党委委员、政法委员"),
            ("屈振戈", False, 41, "committee_member", "党委委员、人武部部长"),
            ("佟犇", False, 38, "committee_member", "党委委员、副镇长"),
        ),
        _leader("符晓穗", True, 40, "deputy_mayor", "副镇长", 61, "人民政府"),
        _leader("骆承平", False, 52, "congress_chair", "人大主席", 60, "人大主席团"),
        _leader("艾知夏", True, 36, "office_director", "党政办主任", 70, "党政办"),
        _leader("林䶮", False, 28, "office_clerk", "党政办文书", 71, "党政办"),
        _leader("卞德润", False, 45, "petition_director", "信访办主任", 74, "信访办"),
        _leader("滕若兰", True, 42, "station_head", "财政所所长", 80, "财政所"),
    ),
    heads=(
        *HEADS,
        ("财政所", "财政所副所长"),
        ("信访办", "信访办副主任"),
        ("农业农村办", "农业农村办副主任"),
    ),
    presets=("preset-a",),
)

YUNXI = TownPlan(
    key="yunxi",
    name="云樨镇",
    document_code="云委",
    prefix="yx",
    villages=("桂陂村", "云坳村", "樨林村", "竹篙村", "月塘村", "北圩村", "龙骨井村", "樨街社区"),
    leaders=(
        *_committee(
            ("陆怀谷", False, 48, "secretary", "党委书记"),
            ("沈砚舟", False, 43, "deputy_secretary", "党委副书记、镇长"),
            ("邬明溪", True, 41, "deputy_secretary", "党委副书记"),
            ("祁望舒", True, 42, "discipline_secretary", "党委委员、纪委书记"),
            ("翁青禾", True, 38, "organization_commissioner", "党委委员、组织委员"),
            ("谷长岭", False, 40, "committee_member", "党委委员、宣传委员"),
            ("傅知远", False, 45, "committee_member", "党委委员、政法委员"),
            ("仇若川", False, 39, "committee_member", "党委委员、人武部部长"),
            ("闵向南", False, 36, "committee_member", "党委委员、副镇长"),
            ("欧阳汀", False, 34, "committee_member", "副镇长（党委委员）"),
            ("佘秋棠", True, 41, "committee_member", "党委委员、统战委员"),
        ),
        _leader("阚堃", False, 53, "congress_chair", "人大主席", 60, "人大主席团"),
        _leader("柏一苇", False, 37, "office_director", "党政办主任", 70, "党政办"),
        _leader("时小满", True, 27, "office_clerk", "党政办文书", 71, "党政办"),
        _leader("何玥", True, 40, "petition_director", "信访办主任", 74, "信访办"),
    ),
    heads=(
        *HEADS,
        ("财政所", "财政所所长"),
        ("信访办", "信访办副主任"),
        ("农业农村办", "农业农村办副主任"),
    ),
    presets=("preset-b", "preset-c"),
)
TOWNS = (RENCHUAN, YUNXI)

# Indexes of the 45: (office, title, code) of the civil servants and the station staff.
SERVANTS = {
    9: ("组织办", "党建办干事", "staff"),
    10: ("组织办", "组织办干事", "organization_clerk"),
    11: ("纪委办", "纪委办干事", "discipline_clerk"),
    12: ("信访办", "信访办干事", "petition_clerk"),
    13: ("党政办", "党政办科员", "staff"),
    14: ("经济发展办", "经济发展办科员", "staff"),
    15: ("社会事务办", "社会事务办科员", "staff"),
    16: ("农业农村办", "农业农村办科员", "staff"),
    17: ("财政所", "财政所科员", "staff"),
    18: ("综治中心", "综治中心科员", "staff"),
    19: ("农业农村办", "农技员", "staff"),
    20: ("农业农村办", "水利员", "staff"),
    21: ("社会事务办", "民政员", "staff"),
    22: ("社会事务办", "文化站工作人员", "staff"),
    23: ("财政所", "财政所会计", "staff"),
    24: ("经济发展办", "规划建设工作人员", "staff"),
    25: ("综治中心", "网格管理工作人员", "staff"),
    26: ("党政办", "便民服务窗口工作人员", "staff"),
}
SECRETARIES = range(27, 35)
DIRECTORS = range(35, 38)
CLERKS = range(38, 42)
FORMER_SECRETARY, PARTY_DELEGATE, VILLAGERS_DELEGATE = 42, 43, 44

# (town, person, relative, kind): declared relations, for recusal.
KIN = (
    ("renchuan", "符晓穗", 32, "spouse"),
    ("renchuan", "霍玥", 10, "collateral"),
    ("yunxi", "何玥", 29, "spouse"),
    ("yunxi", "翁青禾", 9, "affinity"),
)
