"""The facts a clerk may state until their own screens come: name, type, about what, for which rule.

Each is a plain dated field with its source, confirmed by the secretary (see `StatedFact`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from governance.rules.verdict import Verdict
from governance.rules.wording import Sentence, gettext_noop, register_sentences

if TYPE_CHECKING:
    from meetings.models import StatedFact


@dataclass(frozen=True)
class FactKind:
    """`about`: topic, item or meeting. `type`: bool, int or date (kept as ISO text). `of_secretary`: what
    the secretary in person did or did not do."""

    name: str
    label: Any
    about: str
    type: type
    help: Any = ""
    of_secretary: bool = False

    def check(self, value: Any, today: date) -> None:
        """Raise ValueError for a value of another type (a bool is not a number), and ValidationError
        for a day to come: every fact tells of something that has happened."""
        if self.type is date:
            if date.fromisoformat(value) > today:
                raise ValidationError(
                    {"value": _("%(what)s在今天以后，还没有发生的不能登记。") % {"what": self.label}}
                )
        elif type(value) is not self.type:
            raise ValueError(f"{self.name} takes {self.type.__name__}")


_KINDS = [
    # About a topic: what must have happened before it may go before the committee.
    FactKind(
        "coordinated",
        _("会前在相关成员间协调"),
        "topic",
        bool,
        _("填协调的日期和参加人。"),
    ),
    FactKind(
        "secretary_meeting_decided",
        _("书记办公会同意上会"),
        "topic",
        bool,
        _("填书记办公会的日期和记录号。"),
    ),
    FactKind(
        "secretaries_agreed",
        _("书记、副书记商定"),
        "topic",
        bool,
        _("填商定的日期。"),
        of_secretary=True,
    ),
    FactKind("opinions_heard", _("听取其他班子成员意见"), "topic", bool),
    FactKind("research_done", _("会前调研"), "topic", bool),
    FactKind("opinions_sought", _("听取党员群众和下级组织意见"), "topic", bool),
    FactKind("options", _("比选方案个数"), "topic", int),
    FactKind("feasibility_report", _("专家论证和评估报告"), "topic", bool),
    FactKind(
        "paper_complete",
        _("书面材料四项齐全"),
        "topic",
        bool,
        _("汇报要点、待决定事项、方案或建议、分管领导建议。"),
    ),
    FactKind("materials_sent_on", _("材料送达日期"), "topic", date),
    FactKind("consulted", _("会前通报情况并酝酿"), "topic", bool),
    # About an item in the room.
    FactKind("emergency", _("紧急事项"), "item", bool, _("填批准人和情况。")),
    FactKind(
        "written_for", _("缺席书面意见赞成数"), "item", int, _("宣读后填，只用来判断双方是否接近，不计票。")
    ),
    FactKind(
        "written_against",
        _("缺席书面意见反对数"),
        "item",
        int,
        _("宣读后填，只用来判断双方是否接近，不计票。"),
    ),
    FactKind("referred_upward", _("报上级裁决"), "item", bool, _("填报送日期、文号和送到哪里。")),
    # About a meeting.
    FactKind("secretary_absent", _("书记外出"), "meeting", bool),
    FactKind(
        "entrusted",
        _("书面委托副书记主持"),
        "meeting",
        bool,
        _("填委托书日期。"),
        of_secretary=True,
    ),
    FactKind("meeting_emergency", _("急事必须开会"), "meeting", bool),
]
KINDS: dict[str, FactKind] = {kind.name: kind for kind in _KINDS}

register_sentences(
    {
        "meetings.fact.confirmed_before": Sentence(
            gettext_noop("这条事实已于{have}确认，不必再确认。"),
            gettext_noop("内容有变的，由党政办重新登记一条。"),
        ),
        "meetings.fact.superseded": Sentence(
            gettext_noop("这条事实已被后来登记的一条替代。"),
            gettext_noop("请确认后来登记的那一条。"),
        ),
    }
)


def fact_kind(name: str) -> FactKind:
    return KINDS[name]


def kinds_about(about: str) -> list[FactKind]:
    return [kind for kind in _KINDS if kind.about == about]


def confirmed(facts: Iterable[StatedFact]) -> dict[str, Any]:
    """The values the rules may see: confirmed, current ones, by name; dates as dates."""
    values: dict[str, Any] = {}
    for fact in facts:
        if fact.superseded or fact.confirmed_on is None:
            continue
        values[fact.name] = date.fromisoformat(fact.value) if KINDS[fact.name].type is date else fact.value
    return values


def fact_confirmable(fact: StatedFact) -> Verdict:
    if fact.superseded:
        return Verdict.stopped("meetings.fact.superseded")
    if fact.confirmed_on is None:
        return Verdict.without_article("confirming a stated fact")
    return Verdict.stopped("meetings.fact.confirmed_before", have=fact.confirmed_on.isoformat())
