"""Before the meeting: topics proposed and prepared, the agenda settled, the notice sent and signed for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from meetings.demo import filing, papers
from meetings.demo.days import Timetable, from_today, text
from meetings.demo.people import Town
from meetings.demo.plot import TABLED, MeetingPlan, Plot, TopicPlan
from meetings.demo.script import SHANGHAI
from meetings.judgement import usual_method
from meetings.models import (
    AgendaItem,
    LeaveRequest,
    Meeting,
    NoticeDelivery,
    StatedFact,
    Topic,
    TopicCall,
    TopicMaterial,
)
from meetings.services import agenda, calls, materials, moving, notice, topics

WITH_OPTIONS = ("major_decision", "major_project", "large_sum")
WITH_REPORT = ("major_project", "large_sum")


def propose(town: Town, plan: TopicPlan, *, call: TopicCall | None = None) -> Topic:
    """Put a topic forward with its files; a late one is confirmed by the secretary."""
    because, days_ago = plan.late or ("", 0)
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
        call=call,
        subjects=[(town.people[name], what) for name, what in plan.subjects],
        happened_on=from_today(town.script.today, -days_ago) if plan.late else None,
        reason=because,
    )
    if plan.late:
        town.script.wait(20)
        town.do(
            f"topic {plan.key}: late entry confirmed",
            topics.confirm_late_entry,
            by=town.holder("secretary"),
            topic_id=proposed.pk,
        )
    for file in plan.files:
        town.do(
            f"topic {plan.key}: {file.label}",
            materials.add_material,
            by=plan.by,
            topic_id=proposed.pk,
            kind=file.kind,
            label=file.label,
            gist=file.gist,
            amount=Decimal(file.amount) if file.amount else None,
            file=papers.made(file),
        )
    return proposed


def consent(town: Town, plan: TopicPlan, topic: Topic) -> None:
    town.do(f"topic {plan.key}: consent", topics.consent_to_topic, by=plan.leader, topic_id=topic.pk)


class Preparation:
    """One meeting on its way into the room; each method is a beat of the story."""

    def __init__(self, town: Town, plot: Plot, plan: MeetingPlan, times: Timetable) -> None:
        self.town, self.plot, self.plan, self.times = town, plot, plan, times
        self.listed = [self.topic_plan(i.topic) for i in plan.items if i.in_notice]
        self.new = [t for t in self.listed if t.key != TABLED and not plot.met_before(plan, t.key)]
        self.clerk, self.secretary = town.holder("office_clerk"), town.holder("secretary")

    @property
    def meeting(self) -> Meeting:
        """As it was when it was planned: what changed since is asked of the database."""
        found: Meeting = self.town.written(f"{self.plan.key}: planned", Meeting)
        return found

    def topic_plan(self, key: str) -> TopicPlan:
        if key != TABLED:
            return self.plot.topic(key)
        leader = self.town.members()[2]
        return TopicPlan(TABLED, "审定上次会议纪要", "ordinary", "", "", by=leader, leader=leader)

    def topic(self, plan: TopicPlan) -> Topic:
        if plan.key == TABLED:
            tabled: AgendaItem = self.town.written(f"{self.plan.key}: minutes tabled", AgendaItem)
            return tabled.topic
        found: Topic = self.town.written(f"topic {plan.key}", Topic)
        return found

    # Topics -------------------------------------------------------------------------------------

    def propose(self) -> None:
        for topic in self.new:
            self.town.script.wait(15)
            propose(self.town, topic)

    def hear(self) -> None:
        """The leader in charge agrees to an office's topic; members say what they think of it; a file is
        put right."""
        for plan in self.new:
            self.town.script.wait(5)
            topic = self.topic(plan)
            if topic.department_proposal:
                consent(self.town, plan, topic)
            for name, agrees, view in plan.opinions:
                self.town.do(
                    f"topic {plan.key}: opinion of {name}",
                    topics.give_opinion,
                    by=name,
                    topic_id=topic.pk,
                    agrees=agrees,
                    view=view,
                )
            for file in plan.files:
                if file.newer:
                    old: TopicMaterial = self.town.written(f"topic {plan.key}: {file.label}", TopicMaterial)
                    self.town.do(
                        f"topic {plan.key}: {file.label}, version 2",
                        materials.replace_material,
                        by=plan.by,
                        material_id=old.pk,
                        gist=file.newer.gist,
                        amount=Decimal(file.newer.amount) if file.newer.amount else None,
                        file=papers.made(file.newer),
                    )

    # Facts --------------------------------------------------------------------------------------

    def state(self) -> None:
        for topic in self.listed:
            if topic.key != TABLED:  # comes onto the agenda only when the meeting is planned
                self._state(topic, self._facts(topic))

    def _facts(self, plan: TopicPlan) -> dict[str, tuple[Any, date, str]]:
        """What the adopted articles ask of the topic, as name → (value, day, source)."""
        first = plan in self.new
        usual = dict(self._settled_facts(plan))
        if plan.key != TABLED and first:
            usual |= dict(self._prepared_facts(plan))
        item = next(i for i in self.plan.items if i.topic == plan.key)
        for name, (value, source) in (plan.facts if first else item.again).items():
            day = usual[name][1] if name in usual else self.times.heard
            usual[name] = (value, day, source)
        return usual

    def _settled_facts(self, plan: TopicPlan) -> Iterator[tuple[str, tuple[Any, date, str]]]:
        """How the topic came onto this agenda."""
        times, deputies = self.times, "、".join(self.town.members()[1:3])
        agreed, heard = text(times.agreed), text(times.heard)
        if self.town.plan.key == "renchuan":
            yield "secretaries_agreed", (True, times.agreed, f"{self.secretary}、{deputies}{agreed}商定")
            if plan in self.new or plan.key == TABLED:
                yield "opinions_heard", (True, times.heard, f"党政办{heard}征求班子成员意见登记表")
        else:
            there = "、".join(dict.fromkeys((plan.leader, plan.by)))
            yield "coordinated", (True, times.heard, f"{heard}会前协调，{there}参加")
            yield "secretary_meeting_decided", (True, times.agreed, f"书记办公会{agreed}记录")
            if plan.key == TABLED:
                yield "opinions_sought", (True, times.heard, f"纪要稿{heard}送各位委员看过")
                yield "paper_complete", (True, times.agreed, "党政办核对，四项齐全")

    def _prepared_facts(self, plan: TopicPlan) -> Iterator[tuple[str, tuple[Any, date, str]]]:
        """What was prepared for it, stated once."""
        times, heard, yunxi = self.times, text(self.times.heard), self.town.plan.key == "yunxi"
        if yunxi:
            researched = f"{plan.leader}{text(times.researched)}调研记录"
            yield "research_done", (True, times.researched, researched)
            yield "paper_complete", (True, times.agreed, "党政办核对，四项齐全")
        if plan.matter != "ordinary" or yunxi:
            yield "opinions_sought", (True, times.heard, f"{heard}座谈会记录，存党政办")
        if plan.matter in WITH_OPTIONS:
            yield "options", (plan.options, times.heard, "方案比选表")
        if plan.matter in WITH_REPORT and yunxi:
            yield "feasibility_report", (True, times.heard, "专家论证意见书")

    def _state(self, plan: TopicPlan, facts: dict[str, tuple[Any, date, str]]) -> None:
        """The clerk states the facts; the secretary confirms them."""
        topic = self.topic(plan)
        for name, (value, day, source) in facts.items():
            label = f"{self.plan.key}: topic {plan.key}: {name}"
            fact = self.town.do(
                label,
                topics.state_fact,
                by=self.clerk,
                gives=StatedFact,
                name=name,
                value=value,
                happened_on=day,
                source=source,
                topic_id=topic.pk,
            )
            self.town.do(f"{label} confirmed", topics.confirm_fact, by=self.secretary, fact_id=fact.pk)

    # Agenda and notice --------------------------------------------------------------------------

    def _plan(self) -> Meeting:
        held = self.times.held
        hour, place, _why = self.plan.moved or (self.plan.hour, self.plan.place, "")
        planned: Meeting = self.town.do(
            f"{self.plan.key}: planned",
            agenda.plan_meeting,
            by=self.clerk,
            gives=Meeting,
            organization=self.town.organization,
            meets_at=datetime(held.year, held.month, held.day, hour, tzinfo=SHANGHAI),
            place=place,
            chair=self.town.people[self.secretary],
            chair_post="secretary",
            recorder=self.town.people[self.clerk],
        )
        return planned

    def plan_early(self) -> None:
        """A meeting far ahead: planned, and topics called for."""
        meeting = self._plan()
        if self.plan.call:
            days, note = self.plan.call
            self.town.do(
                f"{self.plan.key}: topics called for",
                calls.open_call,
                by=self.clerk,
                meeting_id=meeting.pk,
                closes_on=from_today(self.town.script.today, days),
                note=note,
            )

    def move_call(self) -> None:
        """The closing day of the call, put off."""
        if self.plan.call_moved is None:
            return
        days, because = self.plan.call_moved
        self.town.do(
            f"{self.plan.key}: closing day of the call moved",
            calls.move_call,
            by=self.clerk,
            call_id=TopicCall.objects.get(meeting=self.meeting).pk,
            closes_on=from_today(self.town.script.today, days),
            because=because,
        )

    def list(self) -> None:
        """Plan the meeting and put the topics on its agenda, with who presents and how the vote is taken."""
        meeting = self._plan()
        items = {i.topic: i for i in self.plan.items}
        for topic_plan in self.listed:
            wanted, usual = items[topic_plan.key], usual_method(topic_plan.matter)
            if topic_plan.key == TABLED:
                label = f"{self.plan.key}: minutes tabled"
                tabled = self.town.do(
                    label,
                    agenda.table_last_minutes,
                    by=self.secretary,
                    gives=AgendaItem,
                    meeting_id=meeting.pk,
                )
                self._state(topic_plan, self._facts(topic_plan))
                assert tabled.method == usual
                continue
            item = self.put_on_agenda(topic_plan)
            method = wanted.vote.method if wanted.vote else usual
            if (wanted.presenter, method) != (topic_plan.by, usual):
                self.town.do(
                    f"{self.plan.key}: item {topic_plan.key} arranged",
                    agenda.arrange_item,
                    by=self.clerk,
                    item_id=item.pk,
                    presenter=self.town.people[wanted.presenter],
                    method=method,
                )

    def put_on_agenda(self, topic_plan: TopicPlan) -> AgendaItem:
        listed: AgendaItem = self.town.do(
            f"{self.plan.key}: item {topic_plan.key}",
            agenda.put_on_agenda,
            by=self.clerk,
            gives=AgendaItem,
            topic_id=self.topic(topic_plan).pk,
            meeting_id=self.meeting.pk,
        )
        return listed

    def confirm(self) -> None:
        self.town.do(
            f"{self.plan.key}: agenda",
            agenda.confirm_agenda,
            by=self.secretary,
            meeting_id=self.meeting.pk,
            reason=self.plan.confirming,
        )

    def send_materials(self) -> None:
        sent = self.times.sent
        for topic in self.listed:
            self._state(topic, {"materials_sent_on": (sent.isoformat(), sent, "材料送达登记簿")})

    def convene(self) -> None:
        """Send the notice and let members sign for it."""
        plan = self.plan
        reasons = "；".join(r.rstrip("。") for r in (plan.late_notice, plan.convening) if r)
        self.town.do(
            f"{plan.key}: convened",
            notice.convene,
            by=self.clerk,
            meeting_id=self.meeting.pk,
            attending=[self.town.tenure(name) for name in plan.attending],
            reason=f"{reasons}。" if reasons else "",
        )
        self.town.script.wait(20)
        if plan.moved:
            self._move(*plan.moved, reasons)
        if plan.papers:
            filing.before(self.town, plan, self.meeting)
        self.town.script.wait(5)
        self._sign_for()

    def _move(self, _hour: int, _place: str, because: str, reasons: str) -> None:
        """Some have signed for the notice when it is sent anew."""
        plan, held = self.plan, self.times.held
        for name in self.town.members()[:4]:
            delivery = NoticeDelivery.objects.get(notice__meeting=self.meeting, person=self.town.people[name])
            self.town.do(
                f"{plan.key}: {name} signed for the first notice",
                notice.acknowledge,
                by=name,
                delivery_id=delivery.pk,
            )
        self.town.script.wait(25)
        self.town.do(
            f"{plan.key}: moved",
            moving.move_meeting,
            by=self.secretary,
            meeting_id=self.meeting.pk,
            meets_at=datetime(held.year, held.month, held.day, plan.hour, tzinfo=SHANGHAI),
            place=plan.place,
            because=because,
            reason=f"{reasons}。" if reasons else "",
        )

    def consult(self) -> None:
        """Members hear of the topics beforehand (酝酿), and ask leave."""
        noticed = self.times.noticed
        for topic in self.listed:
            source = f"{text(noticed)}分送征求意见，记录存党政办"
            self._state(topic, {"consulted": (True, noticed, source)})
        if not self.plan.paper:
            self._ask_leave()

    def _sign_for(self) -> None:
        plan = self.plan
        deliveries = {
            d.person.name: d
            for d in NoticeDelivery.objects.filter(notice__meeting=self.meeting).select_related("person")
        }
        for name in [*self.town.members(), *plan.attending]:
            if name not in plan.unacknowledged:
                self.town.script.wait(4)
                self.town.do(
                    f"{plan.key}: {name} signed for the notice",
                    notice.acknowledge,
                    by=name,
                    delivery_id=deliveries[name].pk,
                )
        if plan.phone:
            name, note = plan.phone
            self.town.do(
                f"{plan.key}: {name} told by telephone",
                notice.record_delivery,
                by=self.clerk,
                delivery_id=deliveries[name].pk,
                channel=NoticeDelivery.Channel.PHONE,
                note=note,
            )

    def _ask_leave(self) -> None:
        for leave in self.plan.leaves:
            asked = self.town.do(
                f"{self.plan.key}: leave of {leave.person}",
                notice.ask_leave,
                by=leave.person,
                gives=LeaveRequest,
                meeting_id=self.meeting.pk,
                because=leave.because,
                written_opinion=leave.opinion,
            )
            if leave.granted:
                self.town.do(
                    f"{self.plan.key}: leave of {leave.person} granted",
                    notice.grant_leave,
                    by=self.secretary,
                    leave_id=asked.pk,
                )
