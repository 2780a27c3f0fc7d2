"""How far a democratic life meeting is, box by box of F-03."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _now

from governance.templatetags.wordings import zh_date
from meetings.bodies.models import BodyMeeting
from meetings.life.models import LifeMeeting
from meetings.life.states import AFTER

S = BodyMeeting.Status


@dataclass(frozen=True)
class Check:
    """One line of the checklist: done, by whom or how many, and the article."""

    title: str
    done: bool
    note: str
    cites: tuple[str, ...]


def checks_of(meeting: BodyMeeting, life: LifeMeeting | None) -> list[Check]:
    """The boxes of F-03 in their order, as far as they are done."""
    members = list(life.members.all()) if life else []
    n = len(members)
    opinions = life.opinions.filter(struck=False).count() if life else 0
    counted = {
        name: sum(getattr(m, field) is not None for m in members)
        for name, field in (("signed", "received_at"), ("talked", "talked_on"), ("stated", "stated_at"))
    }
    spoke = sum(m.spoke for m in members)
    measures = life.measures.count() if life else 0
    heads = _now("%(have)s/%(need)s人")

    def many(have: int) -> str:
        return heads % {"have": have, "need": n}

    def day(name: str) -> str:
        found = getattr(life, name) if life else None
        return zh_date(found) if found else ""

    return [
        Check(_now("拟定主题、时间、地点"), life is not None, life.theme if life else "", ("S0-08:三",)),
        Check(_now("通知委员"), meeting.status not in (S.DRAFT, S.CANCELLED), "", ("S0-08:三",)),
        Check(
            _now("征求意见建议"),
            opinions > 0,
            _now("%(n)s条") % {"n": opinions},
            ("S0-08:四-1", "S1-13:五-1"),
        ),
        Check(
            _now("反馈意见，本人签收"),
            bool(n) and counted["signed"] == n,
            many(counted["signed"]),
            ("S0-08:四-1",),
        ),
        Check(
            _now("委员间交心谈心"),
            bool(n) and counted["talked"] == n,
            many(counted["talked"]),
            ("S0-08:四-1",),
        ),
        Check(
            _now("写发言材料"),
            bool(n) and counted["stated"] == n,
            many(counted["stated"]),
            ("S0-08:四-1", "S0-08:五"),
        ),
        Check(
            _now("提前一周报县纪委、县委组织部"),
            bool(day("reported_on")),
            day("reported_on"),
            ("S0-08:六", "S0-08:流程图a"),
        ),
        Check(
            _now("上级批准并安排人员参加"), bool(day("approved_on")), day("approved_on"), ("S0-08:流程图a",)
        ),
        Check(_now("通报征求意见情况"), bool(life and life.opinions_told), "", ("S0-08:流程图b",)),
        Check(_now("对照检查，批评与自我批评"), bool(n) and spoke == n, many(spoke), ("S0-08:四-2",)),
        Check(_now("登记已开"), meeting.status in AFTER, "", ("S0-08:五",)),
        Check(
            _now("订整改措施"), measures > 0, _now("%(n)s条") % {"n": measures}, ("S0-08:四-2", "S1-13:六")
        ),
        Check(
            _now("在一定范围通报"), bool(day("published_on")), day("published_on"), ("S0-08:七", "S1-13:八")
        ),
        Check(_now("上报材料"), bool(day("submitted_on")), day("submitted_on"), ("S0-08:八b", "S1-13:七")),
    ]
