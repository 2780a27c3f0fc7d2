"""A town that asks and reports: articles adopted, a village with its secretary, papers brought to a stage."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from unittest import mock
from zoneinfo import ZoneInfo

from governance.access.actor import Actor
from governance.access.questions import ResolutionFact
from governance.office.requests_reports import facts
from governance.office.requests_reports.models import UpwardPaper
from governance.office.requests_reports.rules.kinds import BRANCH_ITEMS, MEMBER_ITEMS
from governance.office.requests_reports.services import entrusting, replies, upward
from governance.office.requests_reports.services.incoming import Came, enter_incoming
from governance.office.requests_reports.services.upward import Draft
from governance.people.models import Organization, Post
from tests import builders
from tests.governance.rulebook.world import adopt

DECIDED = date(2026, 11, 18)
NUMBER = "稔委决〔2026〕3号"
SHANGHAI = ZoneInfo("Asia/Shanghai")
RESOLUTION = ResolutionFact(1, NUMBER, DECIDED, True, True, "ordinary", False, "新建便民服务中心", None, 1, 1)
REQUEST = Draft(
    kind="request",
    matter="other",
    title="新建便民服务中心",
    addressee="中共宁棠县委员会",
    cause="现有便民大厅面积小，办事群众排队时间长。",
    body="拟在镇政府东侧新建便民服务中心，面积1200平方米。",
    asks="批准新建便民服务中心",
    contact="乔维桢",
    phone="0000-5550101",
)
REPORT = replace(
    REQUEST,
    kind="report",
    matter="policy",
    title="贯彻防汛部署情况",
    upon="宁委办〔2026〕21号",
    asks="",
    contact="",
    phone="",
)
SUDDEN = replace(REPORT, matter="asked", title="柘坪村山体滑坡", emergency=True)
ANSWERS: dict[str, ResolutionFact] = {
    NUMBER: RESOLUTION,
    "稔委决〔2026〕4号": replace(RESOLUTION, number="稔委决〔2026〕4号", adopted=False),
    "稔委决〔2026〕5号": replace(RESOLUTION, number="稔委决〔2026〕5号", confirmed=False),
}


def answered(name: str, *, organization_id: int, number: str) -> ResolutionFact | None:
    assert name == "meetings.resolution_for"
    return ANSWERS.get(number)


def meetings_answer() -> Any:
    """The committee's meetings as `ANSWERS` has them."""
    return mock.patch.object(facts, "put_question", answered)


class Desk:
    def __init__(self, crew: builders.Crew | None = None) -> None:
        self.crew = crew or builders.crew(builders.town())
        self.town = self.crew.organization
        village = Organization.Kind.VILLAGE_BRANCH
        self.village = builders.unit(self.town, "柘坪村党支部", village)
        self.other = builders.unit(self.town, "云岭村党支部", village)
        post = Post.objects.get(organization=self.town, code="village_secretary")
        builders.change(post, unit=self.village)
        adopt(self.crew, "S0-05", "S0-01", "S1-15", "S4-06")

    def actor(self, post: str) -> Actor:
        return self.crew.actor(post)

    def draft(self, draft: Draft = REQUEST, by: str = "office_clerk", **more: Any) -> UpwardPaper:
        return upward.draft_paper(organization=self.town, actor=self.actor(by), draft=draft, **more)

    def ready(self, draft: Draft = REQUEST) -> UpwardPaper:
        """Countersigned and discussed."""
        paper = self.draft(draft)
        upward.countersign(paper_id=paper.pk, actor=self.actor("office_director"))
        with meetings_answer():
            return upward.record_decision(paper_id=paper.pk, actor=self.actor("office_clerk"), number=NUMBER)

    def signed(self, draft: Draft = REQUEST) -> UpwardPaper:
        paper = self.ready(draft)
        with meetings_answer():
            return upward.sign_paper(paper_id=paper.pk, actor=self.actor("secretary"))

    def sent(self, draft: Draft = REQUEST, **more: Any) -> UpwardPaper:
        given = {"sent_on": builders.TODAY, "through": "政务网", **more}
        return upward.send_paper(paper_id=self.signed(draft).pk, actor=self.actor("office_clerk"), **given)

    def replied(self, **more: Any) -> UpwardPaper:
        given = {"replied_on": builders.TODAY, "number": "宁委复〔2026〕8号", "reply": "approved", **more}
        return replies.record_reply(paper_id=self.sent().pk, actor=self.actor("office_clerk"), **given)

    def entrust(self, since: date = builders.TODAY, until: date | None = None) -> Any:
        return entrusting.entrust(
            organization=self.town,
            actor=self.actor("secretary"),
            deputy=self.crew.person("deputy_secretary"),
            since=since,
            until=until or since + timedelta(days=3),
            because="外出学习",
        )

    def came(self, **over: Any) -> Came:
        given: dict[str, Any] = {
            "kind": "report",
            "source": "branch",
            "title": "四季度工作",
            "period_on": builders.TODAY,
            "unit": self.village,
            "items": dict.fromkeys(BRANCH_ITEMS, "无"),
        }
        return Came(**{**given, **over})

    def member_report(self, **over: Any) -> Came:
        items = {**dict.fromkeys(MEMBER_ITEMS, "无"), MEMBER_ITEMS[0]: "集镇停车整治已办结。"}
        person = self.crew.person("committee_member")
        return self.came(
            source="committee_member", unit=None, person=person, title="十一月工作", items=items, **over
        )

    def enter(self, by: str = "office_clerk", **over: Any) -> Any:
        return enter_incoming(organization=self.town, actor=self.actor(by), came=self.came(**over))


def at(hour: int, minute: int = 0, day: date = builders.TODAY) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=SHANGHAI)
