"""One topic: what is asked, who said what about it, which facts stand, what it still lacks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.rules.verdict import Verdict
from governance.templatetags.wordings import zh_date
from meetings import judgement
from meetings.models import AgendaItem, Meeting, Topic
from meetings.pages.buttons import CONFIRM, Button, Buttons
from meetings.pages.facts import FactRow, fact_rows
from meetings.pages.lists import TOPIC_KINDS
from meetings.pages.materials import MaterialsPart, materials_part
from meetings.pages.trail import Event, acts_on, events
from meetings.pages.words import OpinionLine, SubjectLine, opinion_lines, subject_lines

T = Topic.Status
HEARD = ("S0-04:二-1b", "S0-04:二-1a", "S1-01:七-1a", "S1-04:三-1b")


@dataclass(frozen=True)
class TopicPage:
    topic: Topic
    state_kind: str
    answers: dict[str, Any]
    subjects: tuple[SubjectLine, ...]
    opinions: tuple[OpinionLine, ...]
    agrees: int
    materials: MaterialsPart
    facts: tuple[FactRow, ...]
    items: tuple[AgendaItem, ...]
    verdict: Verdict | None
    verdict_title: str
    buttons: tuple[Button, ...]
    trail: tuple[Event, ...]


def topic_page(topic: Topic, actor: Actor) -> TopicPage:
    """Everybody who sees a topic may read it whole: the committee, its office, its proposer."""
    items = list(
        AgendaItem.objects.visible_to(actor)
        .filter(topic=topic)
        .select_related("meeting__chair", "meeting__recorder", "meeting__organization")
        .order_by("-id")
    )
    opinions = opinion_lines(topic)
    verdict, heading = _lacking(topic, items, actor)
    return TopicPage(
        topic=topic,
        state_kind=TOPIC_KINDS[topic.status],
        answers=_answers(topic, items, opinions),
        subjects=subject_lines(topic),
        opinions=opinions,
        agrees=sum(o.agrees for o in opinions),
        materials=materials_part(topic, actor),
        facts=tuple(fact_rows("topic", topic, actor)),
        items=tuple(items),
        verdict=verdict,
        verdict_title=heading,
        buttons=tuple(_buttons(topic, actor, opinions)),
        trail=tuple(events(acts_on(topic.organization_id, "meetings.topic", topic.pk))),
    )


def _lacking(topic: Topic, items: list[AgendaItem], actor: Actor) -> tuple[Verdict | None, str]:
    """What the topic still lacks: for the meeting it is listed in, else for coming onto an agenda."""
    current = next((i for i in items if i.status == AgendaItem.Status.PENDING), None)
    if topic.status == T.AGREED and current is not None:
        current.topic = topic
        return judgement.rehearsal(current, actor.day), _("会前核对")
    if topic.status in (T.SUBMITTED, T.POSTPONED):
        meeting = Meeting(organization_id=topic.organization_id)
        return judgement.for_agenda(topic, meeting, actor.day), _("列入议程前核对")
    return None, ""


def _answers(topic: Topic, items: list[AgendaItem], opinions: tuple[OpinionLine, ...]) -> dict[str, Any]:
    latest = items[0] if items else None
    where_more = _("%(n)s名成员提了意见") % {"n": len(opinions)} if opinions else _("还没有成员提意见")
    next_act, who, until = _("没有下一步"), "", ""
    if topic.status == T.SUBMITTED:
        consent = topic.department_proposal and topic.leader and topic.leader_consented_on is None
        if topic.awaits_late_confirmation:
            next_act, who = _("确认补录"), _("书记；书记自己提的，由副书记办理")
        elif consent:
            next_act, who = _("同意提出"), _("%(post)s（分管领导）") % {"post": topic.leader.title}
        else:
            next_act, who = _("列入议程，或退回"), _("党政办整理，书记、副书记审定")
        until = _("没有规定天数")
    elif topic.status == T.RETURNED:
        next_act, who, until = _("修改后重新报请审定"), topic.proposed_by.name, _("没有规定天数")
        where_more = _("退回理由：%(why)s") % {"why": topic.returned_because}
    elif topic.status == T.AGREED and latest is not None:
        next_act, who = _("会上讨论、表决"), str(latest.meeting)
        until = zh_date(latest.meeting.meets_on)
    elif topic.status == T.POSTPONED:
        next_act, who, until = _("列入下一次会议"), _("党政办"), _("没有规定天数")
    elif topic.status == T.DECIDED and latest is not None:
        next_act, who = _("看决议落实"), str(latest.meeting)
    return {
        "where": topic.get_status_display(),
        "where_more": where_more,
        "next": next_act,
        "next_more": who,
        "until": until or "—",
        "cites": [c for c in HEARD if topic.status == T.SUBMITTED and _adopted(topic, c)][:2],
    }


def _adopted(topic: Topic, cite: str) -> bool:
    return judgement.bench(topic.organization_id, topic.proposed_on).book.article(cite) is not None


def _buttons(topic: Topic, actor: Actor, opinions: tuple[OpinionLine, ...]) -> list[Button]:
    found = Buttons(actor)
    if topic.awaits_late_confirmation and topic.status in (T.SUBMITTED, T.RETURNED, T.POSTPONED):
        found.add("meetings.topic.late_confirmed", topic, "topic-late", _("确认补录"), primary=True)
    if topic.status in (T.SUBMITTED, T.RETURNED):
        if topic.department_proposal and topic.leader_id and topic.leader_consented_on is None:
            found.add(
                "meetings.topic.consented",
                topic,
                "topic-consent",
                _("同意提出"),
                mode=CONFIRM,
                primary=True,
                title=_("作为分管领导同意提出"),
                consequence=_("同意后由党政办报请审定。"),
            )
        if topic.proposed_by_id != actor.person_id:
            mine = any(o.person.pk == actor.person_id for o in opinions)
            found.add(
                "meetings.topic.opined",
                topic,
                "topic-opinion",
                _("改写意见") if mine else _("提意见"),
                primary=not mine,
            )
    if topic.status in (T.SUBMITTED, T.POSTPONED):
        found.add("meetings.topic.agreed", topic, "topic-agenda", _("列入议程"), primary=True)
    if topic.status == T.SUBMITTED:
        found.add("meetings.topic.returned", topic, "topic-return", _("退回"))
    if topic.status == T.RETURNED:
        found.add("meetings.topic.resubmitted", topic, "topic-rework", _("修改重报"), primary=True)
    if topic.status in (T.SUBMITTED, T.RETURNED):
        found.add(
            "meetings.topic.withdrawn",
            topic,
            "topic-withdraw",
            _("撤回"),
            mode=CONFIRM,
            title=_("撤回这个议题"),
            consequence=_("撤回后留痕可查，不能恢复；要再提的，另提一个议题。"),
        )
    return found.found
