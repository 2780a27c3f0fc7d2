"""The rule review of a town: what was done to see rules kept, one evaluation concluded, one under way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from governance.office.rule_review import services
from governance.office.rule_review.models import EvaluationOpinion, ExecutionRecord, RuleEvaluation
from governance.rulebook.book import rules_of
from meetings.demo.days import back, from_today
from meetings.demo.people import Town
from meetings.models import Resolution

BEGUN, CHECKED, CONCLUDED, UNDER_WAY = 85, 40, 2, 15  # working days ago
DECIDED_IN = ("S0-04", "S1-01")  # what towns decide by: of these the first that is adopted is evaluated
CHECKS = (
    (
        60,
        "study",
        "党政办",
        (),
        38,
        "学习议事、请示报告、督查三部制度，结合上半年拦下的几次逐条讲。",
        "",
    ),
    (
        CHECKED,
        "spot_check",
        "组织办、纪委办联合检查组",
        ("files", "meeting"),
        None,
        "抽查6次会议的档案：通知、签到、表决记录齐全；一次通知发出偏晚，已写明理由。",
        "通报到党政办，今后由系统提前两天提醒。",
    ),
    (
        12,
        "complaint",
        "组织办",
        ("files", "visit"),
        None,
        "反映讨论低保名单没有回避。查会议记录，当事委员已登记回避并离场，不属实。",
        "向反映人作了说明。",
    ),
)
OPINIONS = (
    ("managed", "survey", 26, (18, 6, 1), "会前材料到得早一些更好；临时加题少了。"),
    ("public", "meeting", 18, (12, 5, 1), "代表希望公开决议办得怎么样。"),
)


class ReviewedTown:
    def __init__(self, town: Town) -> None:
        self.town, self.today = town, town.script.today
        self.clerk, self.director = town.holder("office_clerk"), town.holder("office_director")

    def beats(self) -> Iterator[tuple[date, int, int, Callable[[], None]]]:
        yield back(self.today, BEGUN), 10, 30, self.begin
        for check in CHECKS:
            yield back(self.today, check[0]), 16, 20, lambda check=check: self.record(*check)
        yield back(self.today, UNDER_WAY), 15, 10, self.begin_another
        yield back(self.today, CONCLUDED), 17, 0, self.conclude

    @property
    def regulations(self) -> list[str]:
        """What the town goes by, meetings first."""
        held = list(rules_of(self.town.organization.pk).book(self.town.script.now.date()).regulations)
        return [*(code for code in DECIDED_IN if code in held), *(c for c in held if c not in DECIDED_IN)]

    def begin(self) -> None:
        day = back(self.today, BEGUN)
        self.evaluation = self._begin(
            "evaluation", self.regulations[0], from_today(day, -90), from_today(day, -1)
        )
        self._voices(self.evaluation, "evaluation")

    def begin_another(self) -> None:
        day = back(self.today, UNDER_WAY)
        another = self._begin(
            "second evaluation", self.regulations[-1], from_today(day, -150), from_today(day, -1)
        )
        self._opinion(another, "second evaluation", *OPINIONS[0])

    def _begin(self, label: str, regulation: str, first: date, last: date) -> RuleEvaluation:
        made: RuleEvaluation = self.town.do(
            f"review: {label}",
            services.begin_evaluation,
            by=self.clerk,
            gives=RuleEvaluation,
            organization=self.town.organization,
            regulation=regulation,
            first=first,
            last=last,
        )
        return made

    def _voices(self, evaluation: RuleEvaluation, label: str) -> None:
        self.town.do(
            f"review: {label} reviewed",
            services.self_review,
            by=self.director,
            gives=RuleEvaluation,
            evaluation_id=evaluation.pk,
            text="到会、表决两条管用，会议按程序开。通知的天数有时偏紧，材料跟不上；建议留用，通知另定时再议。",
        )
        for opinion in OPINIONS:
            self._opinion(evaluation, label, *opinion)

    def _opinion(
        self,
        evaluation: RuleEvaluation,
        label: str,
        side: str,
        way: str,
        asked: int,
        answers: tuple[int, int, int],
        text: str,
    ) -> None:
        good, fair, poor = answers
        self.town.do(
            f"review: {label} {side}",
            services.enter_opinion,
            by=self.clerk,
            gives=EvaluationOpinion,
            evaluation_id=evaluation.pk,
            side=side,
            way=way,
            gathered_on=back(self.town.script.now.date(), 0),
            asked=asked,
            good=good,
            fair=fair,
            poor=poor,
            text=text,
        )

    def conclude(self) -> None:
        """By the newest resolution the committee took since: the committee heard the evaluation that day."""
        decided = Resolution.objects.filter(
            organization=self.town.organization,
            outcome="adopted",
            status=Resolution.Status.CONFIRMED,
            decided_on__gte=self.evaluation.begun_on,
            item__topic__matter="ordinary",
        )
        resolution = decided.order_by("-decided_on", "-pk").first()
        assert resolution is not None
        self.town.do(
            "review: concluded",
            services.conclude_evaluation,
            by=self.director,
            gives=RuleEvaluation,
            evaluation_id=self.evaluation.pk,
            conclusion="keep",
            why="执行正常，三方面意见以好为主，留用。",
            resolution=resolution.number,
        )

    def record(
        self,
        _days: int,
        kind: str,
        by: str,
        means: tuple[str, ...],
        people: int | None,
        found: str,
        handled: str,
    ) -> None:
        self.town.do(
            f"review: {kind}",
            services.record_execution,
            by=self.clerk,
            gives=ExecutionRecord,
            organization=self.town.organization,
            kind=kind,
            held_on=self.town.script.now.date(),
            regulations=self.regulations[:2],
            who=by,
            means=means,
            people=people,
            found=found,
            handled=handled,
        )
