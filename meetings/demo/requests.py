"""Requests and reports of a town: some in every state, branches that report and one that does not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

from governance.office.requests_reports.models import (
    IncomingPaper,
    ReportingFailure,
    SigningEntrustment,
    UpwardPaper,
)
from governance.office.requests_reports.rules.kinds import BRANCH_ITEMS, MEMBER_ITEMS
from governance.office.requests_reports.services import entrusting, failures, incoming, replies, upward
from governance.office.requests_reports.services.incoming import Came
from governance.office.requests_reports.services.upward import Draft
from governance.people.models import Organization
from governance.rulebook.book import book_for
from meetings.demo.days import back, from_today
from meetings.demo.people import Town
from meetings.demo.places import COUNTY
from meetings.models import Resolution

ABOVE = f"中共{COUNTY}委员会"
SAID = ("支部学习2次，决议3件已落实。", "党员外出多，开会人难齐。", "改在农闲晚上开会。", "无")


class ReportingTown:
    def __init__(self, town: Town) -> None:
        self.town, self.today = town, town.script.today
        self.clerk, self.director = town.holder("office_clerk"), town.holder("office_director")
        self.secretary = town.holder("secretary")
        self.deputy = next(
            s.face.name for s in town.plan.leaders if s.code == "deputy_secretary" and not s.heads_government
        )
        self.member = town.members()[-1]

    def beats(self) -> Iterator[tuple[date, int, int, Callable[[], None]]]:
        yield back(self.today, 44), 15, 40, self.carried_out
        yield back(self.today, 33), 9, 50, self.sudden
        yield back(self.today, 30), 10, 10, self.last_quarter
        yield back(self.today, 24), 11, 10, self.entrusted
        yield back(self.today, 9), 15, 50, self.below
        yield back(self.today, 6), 16, 10, self.waiting
        yield back(self.today, 2), 11, 30, self.open

    @property
    def _day(self) -> date:
        return self.town.script.now.date()

    def _draft(self, key: str, **said: Any) -> UpwardPaper:
        given = {"kind": "request", "matter": "other", "addressee": ABOVE, **said}
        if given["kind"] == "request":
            given |= {"contact": self.clerk, "phone": "0000-5550101"}
        made: UpwardPaper = self.town.do(
            f"requests: {key}",
            upward.draft_paper,
            by=self.clerk,
            gives=UpwardPaper,
            organization=self.town.organization,
            draft=Draft(**given),
        )
        return made

    def _step(self, key: str, verb: Any, paper: UpwardPaper, by: str, **given: Any) -> None:
        self.town.do(
            f"requests: {key} {verb.__name__}", verb, by=by, gives=UpwardPaper, paper_id=paper.pk, **given
        )

    def _ready(self, key: str, **said: Any) -> UpwardPaper:
        """Checked, and discussed by the committee at the newest of its meetings so far."""
        paper = self._draft(key, **said)
        self._step(key, upward.countersign, paper, self.director)
        decided = Resolution.objects.filter(
            organization=self.town.organization,
            outcome="adopted",
            status=Resolution.Status.CONFIRMED,
            item__topic__matter="ordinary",
            decided_on__lte=self._day,
        ).order_by("-decided_on", "-pk")
        found = decided.first()
        assert found is not None
        self._step(key, upward.record_decision, paper, self.clerk, number=found.number)
        return paper

    def _sent(self, key: str, signer: str = "", wanted: date | None = None, **said: Any) -> UpwardPaper:
        paper = self._ready(key, **said)
        self._step(key, upward.sign_paper, paper, signer or self.secretary)
        self._step(
            key,
            upward.send_paper,
            paper,
            self.clerk,
            sent_on=self._day,
            through="政务网",
            reply_wanted_on=wanted,
        )
        return paper

    def carried_out(self) -> None:
        key = "carried out"
        paper = self._sent(
            key,
            title="集镇供水管网改造",
            cause="集镇供水管网用了二十多年，去年爆管十一次。",
            body="拟分两期改造管网6.2公里，投资380万元，其中镇自筹120万元。",
            asks="批准实施集镇供水管网改造",
            annexes="党委会决议摘录\n供水管网改造方案",
        )
        self._step(
            key,
            replies.record_reply,
            paper,
            self.clerk,
            replied_on=self._day,
            number="宁委复〔2026〕17号",
            reply="conditional",
            conditions="同意实施，总投资控制在350万元以内，先改爆管多的老街段。",
            carry_by=from_today(self._day, 40),
        )
        self._step(
            key,
            replies.record_carried_out,
            paper,
            self.clerk,
            carried_on=self._day,
            how="方案已按350万元调整，老街段先行。",
        )

    def sudden(self) -> None:
        """Heavy rain in the night: told by telephone within a quarter of an hour, written the same morning."""
        key = "sudden"
        paper = self._draft(
            key,
            kind="report",
            matter="asked",
            title="暴雨致村道塌方",
            emergency=True,
            body="凌晨强降雨致村道塌方12米，无人员伤亡。\n已封路、设警示，转移住户3户9人，县交通局已到场。",
        )
        day = self._day
        known, told = (
            datetime(day.year, day.month, day.day, 6, minute, tzinfo=self.town.script.now.tzinfo)
            for minute in (20, 33)
        )
        self._step(
            key, upward.tell_at_once, paper, self.clerk,
            known_at=known, told_at=told, told_to="县委办值班室", through="phone",
        )  # fmt: skip
        self._step(key, upward.sign_paper, paper, self.secretary)
        self._step(key, upward.send_paper, paper, self.clerk, sent_on=day, through="政务网")
        self._step(key, replies.record_noted, paper, self.clerk, noted_on=day)

    def _units(self) -> list[Organization]:
        villages = Organization.objects.filter(
            town=self.town.organization, kind=Organization.Kind.VILLAGE_BRANCH
        )
        return list(villages.order_by("id"))

    def _enter(self, key: str, came: Came) -> IncomingPaper:
        made: IncomingPaper = self.town.do(
            f"requests: in {key}",
            incoming.enter_incoming,
            by=self.clerk,
            gives=IncomingPaper,
            organization=self.town.organization,
            came=came,
        )
        return made

    def _branch(self, unit: Organization, title: str, on: date, oral: bool) -> Came:
        way = IncomingPaper.Way.ORAL if oral else IncomingPaper.Way.WRITTEN
        items = {} if oral else dict(zip(BRANCH_ITEMS, SAID, strict=True))
        content = "支部书记当面报告：各项工作正常，请求修渠一事另文请示。" if oral else ""
        return Came("report", "branch", title, on, unit=unit, way=way, items=items, content=content)

    def last_quarter(self) -> None:
        """All branches but the last spoke of the quarter before; what follows for the last is on record."""
        on = from_today(self._day, -45)
        *reporting, silent = self._units()
        for n, unit in enumerate(reporting):
            self._enter(f"branch {n}", self._branch(unit, "上季度工作", on, oral=n % 3 == 2))
        if not self._counts:
            return
        failed: ReportingFailure = self.town.do(
            "requests: failure",
            failures.record_failure,
            by=self.director,
            gives=ReportingFailure,
            organization=self.town.organization,
            unit=silent,
            what="上季度没有向镇党委报告工作",
            happened_on=on,
        )
        self.town.do(
            "requests: failure dealt with",
            failures.deal_with_failure,
            by=self.director,
            gives=ReportingFailure,
            failure_id=failed.pk,
            done_on=self._day,
            how="党政办主任当面批评教育，支部书记表示按季报告。",
        )

    @property
    def _counts(self) -> bool:
        """Whether the town goes by the article that counts failures."""
        return book_for(self.town.organization.pk, self._day).article("S0-05:四a") is not None

    def entrusted(self) -> None:
        """The secretary was away for a week: the deputy signed one report, and the word ended with it."""
        word: SigningEntrustment = self.town.do(
            "requests: entrusted",
            entrusting.entrust,
            by=self.secretary,
            gives=SigningEntrustment,
            organization=self.town.organization,
            deputy=self.town.people[self.deputy],
            since=self._day,
            until=from_today(self._day, 7),
            because="书记到县委党校学习",
        )
        self._sent(
            "by the deputy",
            signer=self.deputy,
            kind="report",
            matter="policy",
            title="贯彻全县秋冬农田水利会议情况",
            upon="宁委办〔2026〕35号",
            body="会后次日召开党委会部署，分解任务6项，落实责任人。\n清淤渠道4.1公里，完成七成。下步12月底前全部完工。",
        )
        self.town.do(
            "requests: revoked",
            entrusting.revoke,
            by=self.secretary,
            gives=SigningEntrustment,
            entrustment_id=word.pk,
        )

    def below(self) -> None:
        """A member reports to the secretary; a village asks for something and is answered; another waits."""
        items = dict.fromkeys(MEMBER_ITEMS, "无") | {MEMBER_ITEMS[0]: "分管的两项决议按期落实。"}
        person = self.town.people[self.member]
        paper: IncomingPaper = self.town.do(
            "requests: member",
            incoming.submit_incoming,
            by=self.member,
            gives=IncomingPaper,
            organization=self.town.organization,
            came=Came("report", "committee_member", "上月工作", self._day, person=person, items=items),
        )
        self._on("received", incoming.receive_incoming, paper, self.clerk)
        self._on("noted", incoming.note_incoming, paper, self.secretary, words="已阅。停车整治请盯到验收。")
        units = self._units()
        asked = self._enter(
            "request",
            Came(
                "request",
                "branch",
                "修复水毁灌渠",
                self._day,
                unit=units[0],
                content="灌渠水毁40米，影响120亩，请镇里补助材料。",
            ),
        )
        self._on(
            "answered", incoming.answer_incoming, asked, self.secretary,
            answer="conditional", words="同意补助水泥20吨，用工由村里自筹。",
        )  # fmt: skip
        self._enter(
            "open request",
            Came("request", "branch", "增设公益性岗位", self._day, unit=units[1], content="请求增设保洁岗位2个。",
                 answer_due_on=from_today(self.today, 4)),
        )  # fmt: skip

    def _on(self, key: str, verb: Any, paper: IncomingPaper, by: str, **given: Any) -> None:
        self.town.do(f"requests: {key}", verb, by=by, gives=IncomingPaper, paper_id=paper.pk, **given)

    def waiting(self) -> None:
        """Sent, and the superior has not answered by the day the office had hoped for."""
        self._sent(
            "waiting",
            wanted=back(self.today, 1),
            title="新建便民服务中心",
            cause="现有便民大厅面积小，办事群众排队时间长。",
            body="拟在镇政府东侧新建便民服务中心，面积1200平方米。",
            asks="批准新建便民服务中心",
        )
        for n, unit in enumerate(self._units()[:3]):
            self._enter(f"this quarter {n}", self._branch(unit, "本季度工作", self._day, oral=n == 1))

    def open(self) -> None:
        """One waits for the signature, one is still being written, one was given up."""
        self._ready(
            "to be signed",
            title="举办乡村文化节",
            matter="event",
            cause="乡村文化节已办两届，群众要求续办。",
            body="拟于春节前举办，为期2天，费用从文化站经费列支。",
            asks="批准举办乡村文化节",
        )
        self._draft(
            "in writing", kind="report", matter="policy", title="贯彻全县信访工作会议情况",
            upon="宁委办〔2026〕41号", due_on=from_today(self.today, 6),
        )  # fmt: skip
        given_up = self._draft("given up", title="购置公务用车")
        self._step("given up", upward.withdraw_paper, given_up, self.clerk, because="已有车辆够用，不再请示")
