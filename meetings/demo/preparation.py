"""Before the meeting: topics proposed and prepared, the agenda settled, the notice sent and signed for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from meetings.demo import filing
from meetings.demo.days import Timetable, from_today, text
from meetings.demo.people import Town
from meetings.demo.plot import MeetingPlan, Plot, TopicPlan, Waiting
from meetings.demo.script import SHANGHAI
from meetings.judgement import usual_method
from meetings.models import AgendaItem, LeaveRequest, Meeting, NoticeDelivery, StatedFact, Topic
from meetings.services import agenda, notice, topics

WITH_OPTIONS = ("major_decision", "major_project", "large_sum")
WITH_REPORT = ("major_project", "large_sum")


def prepare(town: Town, plot: Plot, plan: MeetingPlan, times: Timetable) -> Meeting:
    """Bring a meeting as far as its confirmed agenda."""
    script = town.script
    listed = [plot.topic(i.topic) for i in plan.items if i.in_notice]
    new = [t for t in listed if not _proposed_before(town, plot, plan, t)]
    script.set_clock(times.proposed, 9)
    for topic in new:
        script.wait(15)
        propose(town, topic)
    script.set_clock(times.consented, 10)
    for topic in new:
        script.wait(5)
        _hear(town, topic)
    script.set_clock(times.stated, 9)
    for topic in listed:
        _state(town, plan, topic, _facts(town, topic, times, again=topic not in new))
    meeting = _list(town, plan, times, listed)
    script.set_clock(times.confirmed, 9)
    town.do(
        f"{plan.key}: agenda",
        agenda.confirm_agenda,
        by=town.holder("secretary"),
        meeting_id=meeting.pk,
        reason=plan.confirming,
    )
    return meeting


def _proposed_before(town: Town, plot: Plot, plan: MeetingPlan, topic: TopicPlan) -> bool:
    earlier = plot.meetings[: plot.meetings.index(plan)]
    return any(item.topic == topic.key for meeting in earlier for item in meeting.items)


def propose(town: Town, plan: TopicPlan, *, happened_on: date | None = None, late_reason: str = "") -> Topic:
    """Put a topic forward; `happened_on` and `late_reason` where it is entered afterwards."""
    proposed: Topic = town.do(
        f"topic {plan.key}",
        topics.propose_topic,
        by=plan.by,
        gives=Topic,
        organization=town.organization,
        title=plan.title,
        matter=plan.matter,
        content=plan.content,
        proposal=plan.proposal,
        amount=Decimal(plan.amount) if plan.amount else None,
        leader=town.tenure(plan.leader).post,
        subjects=[(town.people[name], what) for name, what in plan.subjects],
        happened_on=happened_on,
        reason=late_reason,
    )
    return proposed


def find_topic(town: Town, plan: TopicPlan) -> Topic:
    return Topic.objects.get(organization=town.organization, title=plan.title)


def _hear(town: Town, plan: TopicPlan) -> None:
    """The leader in charge agrees to an office's topic; members say what they think of it."""
    topic = find_topic(town, plan)
    if topic.department_proposal:
        _consent(town, plan, topic)
    for name, agrees, view in plan.opinions:
        town.do(
            f"topic {plan.key}: opinion of {name}",
            topics.give_opinion,
            by=name,
            topic_id=topic.pk,
            agrees=agrees,
            view=view,
        )


def _consent(town: Town, plan: TopicPlan, topic: Topic) -> None:
    town.do(f"topic {plan.key}: consent", topics.consent_to_topic, by=plan.leader, topic_id=topic.pk)


# Facts ----------------------------------------------------------------------------------------


def _facts(town: Town, plan: TopicPlan, times: Timetable, *, again: bool) -> dict[str, tuple[Any, date, str]]:
    """What the adopted articles ask of the topic, as name → (value, day, source)."""
    usual = dict(_usual_facts(town, plan, times, again=again))
    for name, (value, source) in {} if again else plan.facts.items():
        day = usual[name][1] if name in usual else times.heard
        usual[name] = (value, day, source)
    return usual


def _usual_facts(
    town: Town, plan: TopicPlan, times: Timetable, *, again: bool
) -> Iterator[tuple[str, tuple[Any, date, str]]]:
    secretary, deputies = town.holder("secretary"), "、".join(town.members()[1:3])
    agreed, heard = text(times.agreed), text(times.heard)
    if town.plan.key == "renchuan":
        yield "secretaries_agreed", (True, times.agreed, f"{secretary}、{deputies}{agreed}商定")
        if not again:
            yield "opinions_heard", (True, times.heard, f"党政办{heard}征求班子成员意见登记表")
        else:
            yield "feasibility_report", (True, times.heard, f"县住建局{heard}论证意见书")
    else:
        yield "coordinated", (True, times.heard, f"{heard}会前协调，{plan.leader}、{plan.by}参加")
        yield "secretary_meeting_decided", (True, times.agreed, f"书记办公会{agreed}记录")
        if not again:
            yield "research_done", (True, times.researched, f"{plan.leader}{text(times.researched)}调研记录")
            yield "paper_complete", (True, times.agreed, "党政办核对，四项齐全")
    if again:
        return
    if plan.matter != "ordinary" or town.plan.key == "yunxi":
        yield "opinions_sought", (True, times.heard, f"{heard}座谈会记录，存党政办")
    if plan.matter in WITH_OPTIONS:
        yield "options", (plan.options, times.heard, "方案比选表")
    if plan.matter in WITH_REPORT and town.plan.key == "yunxi":
        yield "feasibility_report", (True, times.heard, "专家论证意见书")


def _state(
    town: Town, plan: MeetingPlan, topic_plan: TopicPlan, facts: dict[str, tuple[Any, date, str]]
) -> None:
    """The clerk states the facts; the secretary confirms them."""
    topic = find_topic(town, topic_plan)
    for name, (value, day, source) in facts.items():
        label = f"{plan.key}: topic {topic_plan.key}: {name}"
        fact = town.do(
            label,
            topics.state_fact,
            by=town.holder("office_clerk"),
            gives=StatedFact,
            name=name,
            value=value,
            happened_on=day,
            source=source,
            topic_id=topic.pk,
        )
        town.do(f"{label} confirmed", topics.confirm_fact, by=town.holder("secretary"), fact_id=fact.pk)


# Agenda and notice ------------------------------------------------------------------------------


def _list(town: Town, plan: MeetingPlan, times: Timetable, listed: list[TopicPlan]) -> Meeting:
    """Plan the meeting and put the topics on its agenda, with who presents and how the vote is taken."""
    clerk = town.holder("office_clerk")
    town.script.set_clock(times.listed, 9)
    meeting: Meeting = town.do(
        f"{plan.key}: planned",
        agenda.plan_meeting,
        by=clerk,
        gives=Meeting,
        organization=town.organization,
        meets_at=datetime(times.held.year, times.held.month, times.held.day, plan.hour, tzinfo=SHANGHAI),
        place=plan.place,
        chair=town.people[town.holder("secretary")],
        chair_post="secretary",
        recorder=town.people[clerk],
    )
    items = {i.topic: i for i in plan.items}
    for topic_plan in listed:
        item: AgendaItem = put_on_agenda(town, plan, meeting, topic_plan)
        wanted = items[topic_plan.key]
        usual = usual_method(topic_plan.matter)
        method = wanted.vote.method if wanted.vote else usual
        if (wanted.presenter, method) != (topic_plan.by, usual):
            town.do(
                f"{plan.key}: item {topic_plan.key} arranged",
                agenda.arrange_item,
                by=clerk,
                item_id=item.pk,
                presenter=town.people[wanted.presenter],
                method=method,
            )
    return meeting


def put_on_agenda(town: Town, plan: MeetingPlan, meeting: Meeting, topic_plan: TopicPlan) -> AgendaItem:
    listed: AgendaItem = town.do(
        f"{plan.key}: item {topic_plan.key}",
        agenda.put_on_agenda,
        by=town.holder("office_clerk"),
        gives=AgendaItem,
        topic_id=find_topic(town, topic_plan).pk,
        meeting_id=meeting.pk,
    )
    return listed


def convene(town: Town, plot: Plot, plan: MeetingPlan, times: Timetable, meeting: Meeting) -> None:
    """Send materials and notice, let members sign for it, hear them beforehand (酝酿), record leave."""
    script, clerk = town.script, town.holder("office_clerk")
    listed = [plot.topic(i.topic) for i in plan.items if i.in_notice]
    script.set_clock(times.sent, 14)
    sent = times.sent.isoformat()
    for topic in listed:
        _state(town, plan, topic, {"materials_sent_on": (sent, times.sent, "材料送达登记簿")})
    script.set_clock(times.noticed, 9, 30)
    reasons = "；".join(r.rstrip("。") for r in (plan.late_notice, plan.convening) if r)
    town.do(
        f"{plan.key}: convened",
        notice.convene,
        by=clerk,
        meeting_id=meeting.pk,
        attending=[town.tenure(name) for name in plan.attending],
        reason=f"{reasons}。" if reasons else "",
    )
    filing.before(town, plan, meeting)
    script.wait(20)
    _sign_for(town, plan, meeting)
    script.set_clock(times.noticed, 15)
    for topic in listed:
        consulted = (True, times.noticed, f"{text(times.noticed)}分送征求意见，记录存党政办")
        _state(town, plan, topic, {"consulted": consulted})
    _ask_leave(town, plan, meeting)


def _sign_for(town: Town, plan: MeetingPlan, meeting: Meeting) -> None:
    deliveries = {
        d.person.name: d
        for d in NoticeDelivery.objects.filter(notice__meeting=meeting).select_related("person")
    }
    for name in [*town.members(), *plan.attending]:
        if name not in plan.unacknowledged:
            town.script.wait(4)
            town.do(
                f"{plan.key}: {name} signed for the notice",
                notice.acknowledge,
                by=name,
                delivery_id=deliveries[name].pk,
            )
    if plan.phone:
        name, note = plan.phone
        town.do(
            f"{plan.key}: {name} told by telephone",
            notice.record_delivery,
            by=town.holder("office_clerk"),
            delivery_id=deliveries[name].pk,
            channel=NoticeDelivery.Channel.PHONE,
            note=note,
        )


def _ask_leave(town: Town, plan: MeetingPlan, meeting: Meeting) -> None:
    for leave in plan.leaves:
        asked = town.do(
            f"{plan.key}: leave of {leave.person}",
            notice.ask_leave,
            by=leave.person,
            gives=LeaveRequest,
            meeting_id=meeting.pk,
            because=leave.because,
            written_opinion=leave.opinion,
        )
        if leave.granted:
            town.do(
                f"{plan.key}: leave of {leave.person} granted",
                notice.grant_leave,
                by=town.holder("secretary"),
                leave_id=asked.pk,
            )


def let_wait(town: Town, waiting: Waiting) -> None:
    """A topic on its way: consented, returned, or simply waiting."""
    script, plan = town.script, waiting.topic
    script.wait(35)
    happened = from_today(script.today, -waiting.happened_days_ago) if waiting.happened_days_ago else None
    topic = propose(town, plan, happened_on=happened, late_reason=waiting.late_reason)
    script.wait(20)
    if waiting.late_reason:
        town.do(
            f"topic {plan.key}: late entry confirmed",
            topics.confirm_late_entry,
            by=town.holder("secretary"),
            topic_id=topic.pk,
        )
    if waiting.consented:
        _consent(town, plan, topic)
    if waiting.returned:
        town.do(
            f"topic {plan.key}: returned",
            topics.return_topic,
            by=town.holder("secretary"),
            topic_id=topic.pk,
            because=waiting.returned,
        )
