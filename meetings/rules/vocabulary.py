"""The glossary's identifiers that facts of the committee meeting carry, and their Chinese words."""

from __future__ import annotations

from enum import StrEnum

from governance.rules.wording import gettext_noop, register_words

_ = gettext_noop


class Matter(StrEnum):
    """What kind of matter an item is (三重一大)."""

    ORDINARY = "ordinary"
    PERSONNEL = "personnel"
    MAJOR_DECISION = "major_decision"
    MAJOR_PROJECT = "major_project"
    LARGE_SUM = "large_sum"

    @property
    def important(self) -> bool:
        """重要 and 重大 in an article mean every matter but the ordinary one."""
        return self is not Matter.ORDINARY

    @property
    def with_options(self) -> bool:
        """Articles that ask for options speak of decisions, projects and sums, not of persons."""
        return self in (Matter.MAJOR_DECISION, Matter.MAJOR_PROJECT, Matter.LARGE_SUM)

    @property
    def needs_feasibility(self) -> bool:
        return self in (Matter.MAJOR_PROJECT, Matter.LARGE_SUM)


class Post(StrEnum):
    """Posts with a seat in the committee; any post without a name here is `committee_member`."""

    SECRETARY = "secretary"
    DEPUTY_SECRETARY = "deputy_secretary"
    ORGANIZATION_COMMISSIONER = "organization_commissioner"
    DISCIPLINE_SECRETARY = "discipline_secretary"
    COMMITTEE_MEMBER = "committee_member"

    @classmethod
    def seat(cls, code: str) -> Post:
        """The identifier under which the rules know a post of the people directory."""
        return cls(code) if code in list(cls) else cls.COMMITTEE_MEMBER


class StanceWord(StrEnum):
    AGREE = "agree"
    DISAGREE = "disagree"
    DEFER = "defer"


class Method(StrEnum):
    """`none`: the item is to be settled without a vote."""

    ORAL = "oral"
    SHOW_OF_HANDS = "show_of_hands"
    SECRET_BALLOT = "secret_ballot"
    NAMED_BALLOT = "named_ballot"
    NONE = "none"


class Body(StrEnum):
    """Who takes a decision. `coordination_meeting` is the joint meeting of Party and government."""

    COMMITTEE_MEETING = "committee_meeting"
    ENLARGED_MEETING = "enlarged_meeting"
    SECRETARY_MEETING = "secretary_meeting"
    FIVE_PERSON_GROUP = "five_person_group"
    COORDINATION_MEETING = "coordination_meeting"
    INDIVIDUAL = "individual"

    @property
    def is_committee(self) -> bool:
        return self in (Body.COMMITTEE_MEETING, Body.ENLARGED_MEETING)

    @property
    def is_few(self) -> bool:
        """个人或少数人: a person alone, or a body that is a small part of the committee."""
        return self in (Body.INDIVIDUAL, Body.SECRETARY_MEETING, Body.FIVE_PERSON_GROUP)


ADOPTED, REJECTED, POSTPONED = "adopted", "rejected", "postponed"

register_words(
    {
        Matter.ORDINARY: _("一般事项"),
        Matter.PERSONNEL: _("干部事项"),
        Matter.MAJOR_DECISION: _("重大决策"),
        Matter.MAJOR_PROJECT: _("重大项目"),
        Matter.LARGE_SUM: _("大额资金"),
        Post.SECRETARY: _("党委书记"),
        Post.DEPUTY_SECRETARY: _("党委副书记"),
        Post.ORGANIZATION_COMMISSIONER: _("组织委员"),
        Post.DISCIPLINE_SECRETARY: _("纪委书记"),
        Post.COMMITTEE_MEMBER: _("党委委员"),
        StanceWord.AGREE: _("同意"),
        StanceWord.DISAGREE: _("不同意"),
        StanceWord.DEFER: _("缓议"),
        Method.ORAL: _("口头"),
        Method.SHOW_OF_HANDS: _("举手"),
        Method.SECRET_BALLOT: _("无记名投票"),
        Method.NAMED_BALLOT: _("记名投票"),
        Method.NONE: _("不表决"),
        Body.COMMITTEE_MEETING: _("党委会"),
        Body.ENLARGED_MEETING: _("党委扩大会"),
        Body.SECRETARY_MEETING: _("书记办公会"),
        Body.FIVE_PERSON_GROUP: _("五人小组会"),
        Body.COORDINATION_MEETING: _("党政联席会"),
        Body.INDIVIDUAL: _("个人"),
    }
)
