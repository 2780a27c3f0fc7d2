"""What each kind of meeting is under the regulations: who attends, presides, records, how many, how often.

Posts are the glossary's identifiers; two words stand for many. Every number is a figure of an article and is
read from the town's own book: here stand only the article and the figure's name, so that a blank stays blank.
"""

from __future__ import annotations

from dataclasses import dataclass

from governance.rules.wording import gettext_noop

_ = gettext_noop

COMMITTEE = "committee"  # every voting seat of the committee
EVERYBODY = "everybody"  # whoever holds a post in the town
LEADERS = ("secretary", "deputy_secretary")
OFFICE = ("office_clerk", "office_director")
VILLAGE = ("village_secretary", "village_director", "village_clerk")


@dataclass(frozen=True)
class Rhythm:
    """So many times a period (`period` is a value of `deadlines.cadences.Period`), by a figure of an article.
    `weekday` names the article's figure of the day of the week, where it has one."""

    cite: str
    figure: str
    period: str
    title: str
    weekday: str = ""


@dataclass(frozen=True)
class Scope:
    """One of the things the body meets for, as its article lists them."""

    code: str
    title: str
    cite: str


@dataclass(frozen=True)
class KindRules:
    """One kind of meeting. `founded_on`: the town holds it where one of these articles binds. `attends` and
    `observes` are posts, or one of the two words for many. `prepared_by` calls it and gives notice; `read_by`
    may read it beside those who have a seat in it. Of a `sealed` kind nobody but its seats knows anything;
    whoever prepares it knows that it is held. `of_village`: held in each village by itself."""

    code: str
    title: str
    founded_on: tuple[str, ...]
    attends: tuple[str, ...]
    presides: tuple[str, ...]
    records: tuple[str, ...]
    prepared_by: tuple[str, ...]
    read_by: tuple[str, ...] = ()
    observes: tuple[str, ...] = ()
    quorum: tuple[str, ...] = ()
    attendance: tuple[str, ...] = ()
    chair: tuple[str, ...] = ()
    recorder: tuple[str, ...] = ()
    notice: tuple[str, ...] = ()
    leave: tuple[str, ...] = ()
    rhythms: tuple[Rhythm, ...] = ()
    scope: tuple[Scope, ...] = ()
    outcomes: tuple[str, ...] = ("reported", "coordinated", "postponed", "referred")
    decides: bool = False
    sealed: bool = False
    of_village: bool = False
    regular: bool = False  # held by the calendar: its period is why it meets

    @property
    def articles(self) -> tuple[str, ...]:
        """Every article the declaration cites, once each."""
        groups = (self.founded_on, self.attendance, self.chair, self.recorder, self.quorum, self.notice)
        cites = [cite for group in groups for cite in group]
        cites += [*self.leave, *(r.cite for r in self.rhythms), *(s.cite for s in self.scope)]
        return tuple(dict.fromkeys(cites))

    def scope_title(self, code: str) -> str:
        return next((s.title for s in self.scope if s.code == code), "")


_ALL = (
    KindRules(
        code="secretary_meeting",
        title=_("书记办公会"),
        founded_on=("S1-02:一-0", "S3-02:1-2a"),
        attends=LEADERS,
        observes=("congress_chair", "discipline_secretary"),
        attendance=("S1-02:二-8", "S3-02:1-2b"),
        presides=LEADERS,
        chair=("S1-02:二-10",),
        records=("deputy_secretary",),
        recorder=("S1-02:二-13",),
        prepared_by=(*LEADERS, *OFFICE),
        read_by=OFFICE,
        quorum=("S1-02:二-11a",),
        leave=("S1-02:二-11b",),
        scope=(
            Scope("prepares", _("酝酿拟上党委会的问题"), "S1-02:一-1"),
            Scope("carries_out", _("协调党委会决定的实施"), "S1-02:一-2"),
            Scope("not_for_one", _("不必上党委会、又不宜个人决定的事"), "S1-02:一-3"),
            Scope("informs", _("交流日常重要情况"), "S1-02:一-4"),
            Scope("arranges", _("部署阶段重点"), "S1-02:一-5"),
            Scope("emergency", _("来不及开党委会的紧急处置"), "S1-02:一-6"),
        ),
        outcomes=("prepared", "coordinated", "reported", "postponed", "referred", "emergency"),
    ),
    KindRules(
        code="five_person_group",
        title=_("五人小组会"),
        founded_on=("S1-03:二",),
        attends=(*LEADERS, "organization_commissioner", "discipline_secretary"),
        attendance=("S1-03:一",),
        presides=("deputy_secretary",),
        chair=("S1-03:四-1a",),
        records=("organization_commissioner",),
        recorder=("S1-03:四-4",),
        prepared_by=("organization_clerk", "organization_commissioner", "deputy_secretary"),
        quorum=("S1-03:四-2a",),
        leave=("S1-03:四-2b",),
        scope=(
            Scope("team", _("班子建设情况"), "S1-03:三"),
            Scope("cadres", _("队伍现状"), "S1-03:三"),
            Scope("direction", _("建设方向"), "S1-03:三"),
            Scope("principles", _("调配原则"), "S1-03:三"),
            Scope("appointments", _("任免酝酿"), "S1-03:三"),
        ),
        outcomes=("prepared", "postponed", "referred"),
        sealed=True,
    ),
    KindRules(
        code="democratic_life_meeting",
        title=_("民主生活会"),
        founded_on=("S0-08:一a", "S1-13:三-1", "S2-01:二-3c", "S3-05:3-1"),
        attends=(COMMITTEE,),
        presides=("secretary",),
        chair=("S0-08:一b",),
        records=(*OFFICE, "organization_clerk"),
        recorder=("S0-08:八a",),
        prepared_by=(*OFFICE, "organization_clerk", "organization_commissioner"),
        read_by=(COMMITTEE, *OFFICE, "organization_clerk", "discipline_clerk"),
        notice=("S0-08:三",),
        leave=("S0-08:五", "S1-13:五-2"),
        rhythms=(
            Rhythm("S0-08:一a", "meetings", "year", _("民主生活会（全年）")),
            Rhythm("S1-13:三-1", "meetings", "year", _("民主生活会（每年）")),
            Rhythm("S2-01:二-3c", "meetings", "half_year", _("民主生活会（每半年）")),
            Rhythm("S3-05:3-1", "meetings", "half_year", _("党委民主生活会（每半年）")),
        ),
        outcomes=("reported", "coordinated", "referred"),
        regular=True,
    ),
    KindRules(
        code="study_group",
        title=_("中心组学习会"),
        founded_on=("S0-07:一a", "S3-01:1b", "S1-12:1a"),
        attends=(COMMITTEE, "congress_chair", "deputy_mayor"),
        presides=LEADERS,
        chair=("S1-12:1b",),
        records=OFFICE,
        prepared_by=OFFICE,
        read_by=(COMMITTEE, *OFFICE),
        rhythms=(
            Rhythm("S0-07:一a", "sessions", "month", _("中心组集中学习（每月）")),
            Rhythm("S3-01:1b", "study", "month", _("中心组集中学习一天（每月）")),
        ),
        outcomes=("reported", "coordinated"),
        regular=True,
    ),
    KindRules(
        code="party_leaders_huddle",
        title=_("党政领导碰头会"),
        founded_on=("S1-14:三-1",),
        attends=(COMMITTEE, "congress_chair", "deputy_mayor"),
        presides=LEADERS,
        records=OFFICE,
        prepared_by=OFFICE,
        read_by=(COMMITTEE, *OFFICE),
        rhythms=(Rhythm("S1-14:三-1", "meeting", "week", _("党政领导碰头会"), weekday="weekday"),),
        scope=(
            Scope("this_week", _("本周重点"), "S1-14:三-2"),
            Scope("next_week", _("下周安排"), "S1-14:三-2"),
            Scope("for_all", _("涉及全体成员事项"), "S1-14:三-2"),
            Scope("told_leaders", _("与主要领导沟通过的全局性工作"), "S1-14:一"),
            Scope("difficulty", _("完成有困难、报主要领导的事"), "S1-14:六"),
        ),
        regular=True,
    ),
    KindRules(
        code="staff_meeting",
        title=_("镇干部例会"),
        founded_on=("S2-01:二-3a",),
        attends=(EVERYBODY,),
        presides=(COMMITTEE,),
        records=OFFICE,
        prepared_by=OFFICE,
        read_by=(EVERYBODY,),
        rhythms=(Rhythm("S2-01:二-3a", "meeting", "fortnight", _("镇干部例会"), weekday="weekday"),),
        scope=(
            Scope("last_week", _("汇报上周"), "S2-01:二-3a"),
            Scope("this_week", _("安排本周"), "S2-01:二-3a"),
            Scope("suggestion", _("工作建议"), "S2-01:二-3a"),
        ),
        regular=True,
    ),
    KindRules(
        code="joint_meeting",
        title=_("党建联席会"),
        founded_on=("S0-03:五b",),
        attends=(COMMITTEE, "congress_chair", "deputy_mayor"),
        presides=LEADERS,
        records=OFFICE,
        prepared_by=(*OFFICE, "organization_clerk"),
        read_by=(COMMITTEE, *OFFICE, "organization_clerk"),
        rhythms=(Rhythm("S0-03:五b", "meeting", "year", _("党建联席会")),),
        regular=True,
    ),
    # 五个一 of S3-06, as far as they are meetings of their own.
    KindRules(
        code="party_building_group",
        title=_("党建领导小组例会"),
        founded_on=("S3-06:1-3",),
        attends=(COMMITTEE,),
        presides=LEADERS,
        records=("organization_clerk", *OFFICE),
        prepared_by=("organization_clerk", "organization_commissioner", *OFFICE),
        read_by=(COMMITTEE, *OFFICE, "organization_clerk"),
        rhythms=(Rhythm("S3-06:1-3", "five_one_3", "quarter", _("党建领导小组例会")),),
        regular=True,
    ),
    KindRules(
        code="party_building_office",
        title=_("党建办协调推进会"),
        founded_on=("S3-06:1-4",),
        attends=("organization_commissioner", "organization_clerk", "village_secretary"),
        presides=("organization_commissioner", "deputy_secretary"),
        records=("organization_clerk", *OFFICE),
        prepared_by=("organization_clerk", "organization_commissioner", *OFFICE),
        read_by=(COMMITTEE, *OFFICE, "organization_clerk", "village_secretary"),
        rhythms=(Rhythm("S3-06:1-4", "five_one_4", "month", _("党建办协调推进会")),),
        regular=True,
    ),
    KindRules(
        code="party_building_review",
        title=_("三级联述联评联考会"),
        founded_on=("S3-06:1-5",),
        attends=(COMMITTEE, "village_secretary"),
        presides=("secretary",),
        records=("organization_clerk", *OFFICE),
        prepared_by=("organization_clerk", "organization_commissioner", *OFFICE),
        read_by=(EVERYBODY,),
        rhythms=(Rhythm("S3-06:1-5", "five_one_5", "year", _("三级联述联评联考会")),),
        regular=True,
    ),
    KindRules(
        code="village_office_meeting",
        title=_("村两委办公例会"),
        founded_on=("S4-09:2-1a",),
        attends=VILLAGE,
        presides=("village_secretary", "village_director"),
        records=("village_clerk", *OFFICE),
        prepared_by=("village_secretary", "village_clerk", *OFFICE),
        read_by=(EVERYBODY,),
        rhythms=(Rhythm("S4-09:2-1a", "meeting", "week", _("村两委办公例会")),),
        of_village=True,
        regular=True,
    ),
    KindRules(
        code="village_review",
        title=_("村工作讲评会"),
        founded_on=("S4-09:2-2b",),
        attends=(*LEADERS, "village_secretary", "village_director"),
        presides=(COMMITTEE,),
        records=OFFICE,
        prepared_by=OFFICE,
        read_by=(EVERYBODY,),
        rhythms=(Rhythm("S4-09:2-2b", "review", "quarter", _("村工作讲评")),),
        regular=True,
    ),
)

KINDS: dict[str, KindRules] = {kind.code: kind for kind in _ALL}


def kind_rules(code: str) -> KindRules:
    """Raises KeyError for a kind there is none of."""
    return KINDS[code]
