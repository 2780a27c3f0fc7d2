"""Who is responsible for what in a town: sheets in every state, lines, villages and areas with gaps, a year's letters
signed, half signed and waiting, groups, the posts that answer for regulations, two steps of holding to account."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from governance.office.responsibilities import services
from governance.office.responsibilities.models import (
    Assignment,
    Charge,
    DutySheet,
    LeadingGroup,
    LetterRound,
    Pursuit,
    ResponsibilityLetter,
)
from governance.people.models import Account, Organization, Person, Post, Tenure
from governance.rulebook.book import rules_of
from meetings.demo.days import back, from_today
from meetings.demo.people import Town

LINE = services.Line
PAPER = "党委会议定的分工"
COMMITTEE = {
    "scope": "全镇改革发展稳定和党的建设。",
    "goals": "年度重点工作办结，基层组织达标，群众满意。",
    "duties": "管方向、管重大决策、管干部、管党的建设；领导协调人大、政府和群团各按章程开展工作。",
    "rewards": "年度考评结果作为评优依据；没有完成的说明原因，限期补办。",
}
OWN_TASKS = (
    (
        "area",
        "年度重点工作",
        "县里下达和镇里定的各件",
        "按季通报",
        "议定、交办、督查",
        "件件有结果",
        "12月底",
    ),
)
SHEETS = (  # post, words, tasks; the last one leaves out what the article asks for
    (
        "organization_commissioner",
        {
            "scope": "组织、干部、党员教育管理。",
            "goals": "各支部按期换届，三会一课按月开。",
            "duties": "抓支部规范化，办发展党员，管干部档案。",
            "rewards": "照年度岗位目标考核办。",
        },
        (
            (
                "point",
                "联系薄弱支部",
                "1个支部，每月到点1次",
                "列出整改清单",
                "先调研后整改",
                "年底达标",
                "12月底",
            ),
            ("line", "发展党员", "按县里下达数", "材料齐全", "公示后报批", "一次审核通过", "11月底"),
        ),
    ),
    (
        "office_director",
        {
            "scope": "党政综合、文电会务、督查。",
            "goals": "文件当日办，会议材料提前到。",
            "duties": "统筹会务，核文把关，督促决议落实。",
            "rewards": "",
        },
        (("area", "决议督查", "每月一轮", "逐项核实", "下达、催办、通报", "", ""),),
    ),
)
LINES = (  # name, theme, the member who leads it by place of the table
    ("党建", "party_building", 2),
    ("党风廉政", "integrity", 3),
    ("安全生产", "safety", 8),
    ("农业农村", "", 7),
    ("意识形态", "", None),
)
AREAS = (("东片", "农业农村办", 7), ("西片", "综治中心", 6))
INTEGRITY = (
    "分管范围全年不发生违纪违法案件",
    "对部门正职每半年谈话一次",
    "重大事项按规定报告，不插手工程、采购",
)
PARTY = (
    ("主持研究党建工作，听取支部书记述职", "每季一次", "会议记录"),
    ("到联系支部讲党课", "6月底前", "讲稿、签到"),
    ("培养后备村干部", "年底前", "名单"),
)


class ResponsibleTown:
    def __init__(self, town: Town) -> None:
        self.town, self.today = town, town.script.today
        self.clerk, self.director = town.holder("office_clerk"), town.holder("office_director")
        self.secretary = town.holder("secretary")
        self.discipline = town.holder("discipline_secretary")
        self.commissioner = town.holder("organization_commissioner")

    def do(self, label: str, verb: Callable[..., Any], /, *, by: str = "", **given: Any) -> Any:
        return self.town.do(f"duties: {label}", verb, by=by or self.clerk, **given)

    def beats(self) -> Iterator[tuple[date, int, int, Callable[[], None]]]:
        yield back(self.today, 110), 10, 40, self.sheets
        yield back(self.today, 105), 15, 20, self.charges
        yield back(self.today, 95), 9, 40, self.integrity
        yield back(self.today, 90), 16, 30, self.party_building
        yield back(self.today, 75), 10, 20, self.groups
        yield back(self.today, 25), 9, 35, self.next_editions
        yield back(self.today, 15), 14, 50, self.moved
        yield back(self.today, 12), 11, 15, self.pursued

    @property
    def own(self) -> dict[str, Any]:
        return {"organization": self.town.organization}

    @property
    def day(self) -> date:
        return self.town.script.now.date()

    def person(self, place: int) -> Person:
        """Of the committee, by place of the table."""
        return self.town.people[self.town.members()[place]]

    def unit(self, short: str) -> Organization:
        return Organization.objects.get(town=self.town.organization, short_name=short)

    def post(self, code: str) -> Post:
        found = Post.objects.filter(organization=self.town.organization, code=code)
        return found.order_by("order", "id")[0]

    # --- Sheets ---

    def sheets(self) -> None:
        self._sheet("committee", None, COMMITTEE, OWN_TASKS)
        for code, words, tasks in SHEETS:
            self._sheet(code, self.post(code), words, tasks)

    def _sheet(self, key: str, post: Post | None, words: dict[str, str], tasks: Any) -> None:
        sheet = self.do(f"sheet {key}", services.draft_sheet, gives=DutySheet, post=post, **self.own)
        self.do(f"sheet {key} written", services.revise_sheet, sheet_id=sheet.pk, **words)
        names = ("content", "amount", "quality", "procedure", "standard", "deadline")
        for place, (ground, *said) in enumerate(tasks):
            items = dict(zip(names, said, strict=True))
            if items["deadline"]:
                items |= {"powers": "调度相关办和村", "liability": "没有完成的在班子会上说明"}
            self.do(
                f"sheet {key} task {place}",
                services.enter_task,
                sheet_id=sheet.pk,
                ground=ground,
                items=items,
            )
        self.do(
            f"sheet {key} confirmed",
            services.confirm_sheet,
            by=self.secretary,
            sheet_id=sheet.pk,
            since=self.day,
            reason="" if words["rewards"] else "先照这一版执行，缺的在下一版补齐。",
        )

    def next_editions(self) -> None:
        """One new edition in force, one draft, one given up."""
        for code, end in (("organization_commissioner", "confirmed"), ("office_director", "draft")):
            post = self.post(code)
            made = self.do(f"next {code}", services.draft_sheet, gives=DutySheet, post=post, **self.own)
            if end == "confirmed":
                since = from_today(self.day, 1)
                self.do(
                    f"next {code} confirmed",
                    services.confirm_sheet,
                    by=self.secretary,
                    sheet_id=made.pk,
                    since=since,
                )
        post = self.post("station_head")
        wrong = self.do("sheet of no use", services.draft_sheet, gives=DutySheet, post=post, **self.own)
        self.do("sheet dropped", services.drop_sheet, sheet_id=wrong.pk)

    # --- Lines, points, areas ---

    def charges(self) -> None:
        for name, theme, place in LINES:
            line = self._open(name, kind="line", name=name, theme=theme)
            if place is not None:
                self._assign(name, line, self.person(place), "lead")
        areas = []
        for name, office, place in AREAS:
            area = self._open(name, kind="area", name=name, unit=self.unit(office))
            self._assign(name, area, self.person(place), "lead")
            areas.append(area)
        villages = list(self.town.plan.villages)
        stays = self._staff()
        for place, village in enumerate(villages[:-1]):  # nobody has thought of the community yet
            point = self._open(village, kind="point", unit=self.unit(village), area=areas[place % 2])
            if place < len(villages) - 2:  # and one village waits for somebody
                self._assign(village, point, stays[place % len(stays)], "lead")

    def _open(self, key: str, **given: Any) -> Charge:
        made: Charge = self.do(f"charge {key}", services.open_charge, gives=Charge, **given, **self.own)
        return made

    def _assign(self, key: str, to: Charge, person: Person, role: str) -> None:
        self.do(
            f"assigned {key} {role} {person.pk}",
            services.assign,
            gives=Assignment,
            charge_id=to.pk,
            person=person,
            role=role,
            since=self.day,
            authority=PAPER,
        )

    def _staff(self) -> list[Person]:
        """Heads of offices, who stay at the villages."""
        heads = Tenure.objects.filter(organization=self.town.organization, post__code="station_head")
        return [tenure.person for tenure in heads.on(self.day).select_related("person").order_by("id")]

    def moved(self) -> None:
        """The line of safety changes hands."""
        line = Charge.objects.get(organization=self.town.organization, name="安全生产")
        self._assign("安全生产 again", line, self.person(5), "lead")

    # --- Letters ---

    def integrity(self) -> None:
        lines = [LINE(text) for text in INTEGRITY]
        round_ = self._round("integrity", lines)
        letters = list(round_.letters.select_related("person").order_by("pk"))
        members = [one for one in letters if one.capacity == "member"]
        for letter in members[:5]:
            self._check(letter, self.director)
        for letter in members[:3]:
            self._sign(letter)
            self._sign_above(letter)
        self._sign(members[3])
        self._print(members[0])
        departments = [one for one in letters if one.capacity == "department"]
        self.do("letter withdrawn", services.withdraw_letter, letter_id=departments[-1].pk)

    def party_building(self) -> None:
        lines = [LINE(*line) for line in PARTY]
        round_ = self._round("party_building", lines)
        letters = {one.capacity: one for one in round_.letters.select_related("person").order_by("-pk")}
        for letter in letters.values():
            self._check(letter, self.commissioner)
        own, branch = letters["secretary"], letters["branch_secretary"]
        self._sign(own)
        self._on_paper(own, "upper")
        self._sign(letters["organization_commissioner"])
        self._sign_above(letters["organization_commissioner"])
        self._sign_above(branch)
        if not Account.objects.filter(person=branch.person, is_active=True).exists():
            self._on_paper(branch, "lower")
        self._print(own)

    def _round(self, kind: str, lines: list[services.Line]) -> LetterRound:
        made: LetterRound = self.do(
            f"round {kind}",
            services.open_round,
            gives=LetterRound,
            kind=kind,
            year=self.day.year,
            goal="全镇全年不发生违纪案件，责任到人。"
            if kind == "integrity"
            else "支部全部达标，没有软弱涣散。",
            duties="带头遵守规定，管好分管范围和身边人。" if kind == "integrity" else "",
            lines=lines,
            sign_by=from_today(self.day, 60),
            **self.own,
        )
        return made

    def _check(self, letter: ResponsibilityLetter, by: str) -> None:
        self.do(f"letter {letter.pk} checked", services.check_letter, by=by, letter_id=letter.pk)

    def _sign(self, letter: ResponsibilityLetter) -> None:
        self.do(f"letter {letter.pk} signed", services.sign, by=letter.person.name, letter_id=letter.pk)

    def _sign_above(self, letter: ResponsibilityLetter) -> None:
        self.do(f"letter {letter.pk} above", services.sign_above, by=self.secretary, letter_id=letter.pk)

    def _on_paper(self, letter: ResponsibilityLetter, side: str) -> None:
        self.do(
            f"letter {letter.pk} {side} on paper",
            services.enter_paper_signature,
            letter_id=letter.pk,
            side=side,
            day=self.day,
        )

    def _print(self, letter: ResponsibilityLetter) -> None:
        self.do(f"letter {letter.pk} printed", services.print_letter, letter_id=letter.pk)

    # --- Groups, regulations, pursuits ---

    def groups(self) -> None:
        for kind, head, deputies in (("party_building", 0, (1, 2)), ("integrity", 0, (3,))):
            label = str(LeadingGroup.Kind(kind).label)
            self.do(
                f"group {kind}",
                services.set_up_group,
                gives=LeadingGroup,
                kind=kind,
                name=label,
                task="研究部署，检查落实，年底考核。",
                office=self.unit("组织办" if kind == "party_building" else "纪委办"),
                authority=PAPER,
                since=self.day,
                head=self.person(head),
                deputies=[self.person(place) for place in deputies],
                members=[self.person(place) for place in (4, 5)],
                **self.own,
            )
        held = list(rules_of(self.town.organization.pk).book(self.day).regulations)
        for code, part in (("office_director", held[::3]), ("organization_commissioner", held[1::3])):
            self.do(
                f"regulations of {code}",
                services.assign_systems,
                regulations=part,
                post=self.post(code),
                since=self.day,
                **self.own,
            )

    def pursued(self) -> None:
        book = rules_of(self.town.organization.pk).book(self.day)
        cite = next(c for c in ("S1-06:他-7", "S0-13:一b") if book.article(c) is not None)
        direct = self._pursue("direct", cite, self._staff()[-1], "direct")
        self._pursue("leader", cite, self.person(7), "leader", upon_id=direct.pk)
        self.do(
            "pursuit decided",
            services.decide_pursuit,
            by=self.discipline,
            pursuit_id=direct.pk,
            measure="educated",
            outcome="作出书面说明，漏做的检查已补做。",
            decided_by="镇纪委",
            decided_on=self.day,
        )

    def _pursue(self, key: str, cite: str, person: Person, level: str, **more: Any) -> Pursuit:
        made: Pursuit = self.do(
            f"pursuit {key}",
            services.register_pursuit,
            by=self.discipline,
            gives=Pursuit,
            cite=cite,
            person=person,
            level=level,
            what="责任书列明的上半年廉政检查没有做，台账空着。",
            happened_on=from_today(self.day, -10),
            **more,
            **self.own,
        )
        return made
