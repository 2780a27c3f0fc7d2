"""Bringing a meeting to a stage through the services, on given days. Used by tests of every kind.

stage = Stage.build(presets=["preset-b"])          # a town with rules adopted, posts held
meeting = stage.meeting(meets_on=date(2026, 11, 26))
item = stage.item(meeting, matter="ordinary")
stage.convene(meeting); stage.open(meeting)
stage.discuss(item); vote = stage.vote(item, "show_of_hands", aye=9)
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from governance.access.actor import Actor
from governance.audit import clock
from governance.calendar.services import seed_shipped_years
from governance.people.models import Organization, Person, Post
from governance.rulebook.services import (
    adopt_regulations,
    approve_figure,
    approve_settlement,
    propose_figure,
    propose_settlement,
)
from meetings.models import AgendaItem, Meeting, Resolution, StatedFact, Topic, Vote
from meetings.services import agenda, notice, resolutions, room, topics, voting
from meetings.services import minutes as minutes_service
from tests import builders

SHANGHAI = ZoneInfo("Asia/Shanghai")
ADOPTED_ON = date(2024, 1, 1)


@dataclass
class Stage:
    town: Organization
    crew: builders.Crew
    presets: Sequence[str]
    topics_made: int = field(default=0)

    @classmethod
    def build(
        cls,
        presets: Sequence[str] = ("preset-b",),
        *,
        name: str = "云樨镇",
        seats: int = 11,
        figures: Iterable[tuple[str, str, str]] = (),
        settle: bool = False,
    ) -> Stage:
        """A town with its posts held and regulations adopted. `figures`: (cite, name, value)."""
        town = builders.town(name)
        stage = cls(town, builders.crew(town, seats=seats), presets)
        builders.change(Post.objects.get(tenures__person=stage.members[1]), heads_government=True)
        with builders.on_day(ADOPTED_ON):
            seed_shipped_years()
            director, secretary = stage.actor("office_director"), stage.actor("secretary")
            adopt_regulations(
                organization=town,
                actor=director,
                names=list(presets),
                since=ADOPTED_ON,
                authority="云委〔2024〕1号",
            )
            for cite, figure, value in figures:
                row = propose_figure(
                    organization=town,
                    actor=director,
                    cite=cite,
                    name=figure,
                    value=value,
                    since=ADOPTED_ON,
                    authority="云委〔2024〕2号",
                )
                approve_figure(figure_id=row.pk, actor=secretary)
            if settle:
                stage.settle_conflicts()
        return stage

    def settle_conflicts(self) -> None:
        from governance.rulebook.book import book_for

        book = book_for(self.town.pk, ADOPTED_ON)
        for conflict in book.disagreements():
            choice = book.settlements_on_offer(conflict)[0]
            row = propose_settlement(
                organization=self.town,
                actor=self.actor("office_director"),
                conflict=conflict.id,
                choice=choice.id,
                since=ADOPTED_ON,
                authority="云委〔2024〕3号",
            )
            approve_settlement(settlement_id=row.pk, actor=self.actor("secretary"))

    # People --------------------------------------------------------------------------------

    def actor(self, code: str) -> Actor:
        return self.crew.actor(code)

    def member(self, index: int) -> Actor:
        return self.crew.member_actor(index)

    @property
    def members(self) -> list[Person]:
        return self.crew.members

    # Before the meeting ----------------------------------------------------------------------

    def meeting(self, meets_on: date = date(2026, 11, 26), hour: int = 9) -> Meeting:
        return agenda.plan_meeting(
            organization=self.town,
            actor=self.actor("office_clerk"),
            meets_at=datetime(meets_on.year, meets_on.month, meets_on.day, hour, tzinfo=SHANGHAI),
            place="镇机关三楼会议室",
            chair=self.members[0],
            chair_post="secretary",
            recorder=self.crew.person("office_clerk"),
        )

    def topic(
        self,
        matter: str = "ordinary",
        title: str = "",
        subjects: Sequence[tuple[Person, str]] = (),
        **more: Any,
    ) -> Topic:
        self.topics_made += 1
        return topics.propose_topic(
            organization=self.town,
            actor=self.member(1),
            title=title or f"第{self.topics_made}号议题",
            matter=matter,
            content="情况说明。",
            proposal="同意所报方案",
            leader=Post.objects.filter(organization=self.town, tenures__person=self.members[2]).first(),
            subjects=subjects,
            **more,
        )

    def fact(self, name: str, value: Any, happened_on: date, **about: int) -> StatedFact:
        row = topics.state_fact(
            actor=self.actor("office_clerk"),
            name=name,
            value=value,
            happened_on=happened_on,
            source="党政办登记",
            **about,
        )
        return topics.confirm_fact(fact_id=row.pk, actor=self.actor("secretary"))

    def prepare(self, topic: Topic, on: date) -> None:
        """State and confirm everything the articles ask of a topic."""
        for name, value in (
            ("coordinated", True),
            ("secretary_meeting_decided", True),
            ("secretaries_agreed", True),
            ("opinions_heard", True),
            ("research_done", True),
            ("opinions_sought", True),
            ("options", 2),
            ("feasibility_report", True),
            ("paper_complete", True),
        ):
            self.fact(name, value, on, topic_id=topic.pk)
        self.send_materials(topic, on)

    def send_materials(self, topic: Topic, on: date) -> None:
        self.fact("materials_sent_on", on.isoformat(), on, topic_id=topic.pk)

    def item(
        self, meeting: Meeting, matter: str = "ordinary", *, prepared: bool = True, **more: Any
    ) -> AgendaItem:
        topic = self.topic(matter, **more)
        if prepared:
            self.prepare(topic, clock.today())
        return agenda.put_on_agenda(
            topic_id=topic.pk, meeting_id=meeting.pk, actor=self.actor("office_clerk"), reason="按时上会"
        )

    def convene(self, meeting: Meeting, *, reason: str = "") -> Meeting:
        agenda.confirm_agenda(meeting_id=meeting.pk, actor=self.actor("secretary"), reason=reason)
        for item in meeting.items.select_related("topic"):
            # The chart of S0-04 has the materials after the agenda is settled; what went out before
            # goes out again.
            for sent in item.topic.stated_facts.filter(name="materials_sent_on", superseded=False):
                if sent.happened_on < clock.today():
                    self.send_materials(item.topic, clock.today())
        convened = notice.convene(meeting_id=meeting.pk, actor=self.actor("office_clerk"), reason=reason)
        self.consult(convened)
        return convened

    def consult(self, meeting: Meeting) -> None:
        """Consultation (酝酿) comes after the notice in the chart of S0-04."""
        for item in meeting.items.all():
            self.fact("consulted", True, clock.today(), topic_id=item.topic_id)

    # In the room -----------------------------------------------------------------------------

    def sign_in(self, meeting: Meeting, indexes: Iterable[int] | None = None) -> None:
        for index in indexes if indexes is not None else range(len(self.members)):
            attendance = meeting.attendances.get(person=self.members[index])
            room.sign_in(attendance_id=attendance.pk, actor=self.member(index))

    def open(self, meeting: Meeting, indexes: Iterable[int] | None = None) -> Meeting:
        self.sign_in(meeting, indexes)
        return room.open_meeting(meeting_id=meeting.pk, actor=self.actor("office_clerk"))

    def speak(self, item: AgendaItem, stances: Sequence[str] = ()) -> None:
        """Everybody counting takes a stance, the secretary last; `stances` override by speaking order."""
        from meetings.room import room as room_of_item

        seats = sorted(room_of_item(item).counting, key=lambda s: s.post_code == "secretary")
        for place, seat in enumerate(seats):
            stance = stances[place] if place < len(stances) else "agree"
            room.take_stance(
                item_id=item.pk,
                person_id=seat.person_id,
                stance=stance,
                view="" if stance == "agree" else "还要再看看。",
                actor=self.actor("office_clerk"),
            )

    def discuss(self, item: AgendaItem, stances: Sequence[str] = (), *, reason: str = "") -> AgendaItem:
        room.open_item(item_id=item.pk, actor=self.actor("office_clerk"), reason=reason)
        self.speak(item, stances)
        return room.summarise(item_id=item.pk, actor=self.actor("office_clerk"), summary="多数同意所报方案")

    def vote_by_hands(
        self,
        item: AgendaItem,
        aye: int,
        nay: int = 0,
        *,
        method: str = "show_of_hands",
        reason: str = "按惯例",
    ) -> Vote:
        vote = voting.open_vote(
            item_id=item.pk, actor=self.actor("office_clerk"), method=method, reason=reason
        )
        voting.close_vote(vote_id=vote.pk, actor=self.actor("office_clerk"))
        roll = len(vote.roll)
        counts = dict(
            issued=roll, returned=roll, valid=roll, invalid=0, aye=aye, nay=nay, abstain=roll - aye - nay
        )
        voters = [i for i, m in enumerate(self.members) if m.pk in vote.roll]
        voting.type_counts(vote_id=vote.pk, actor=self.member(voters[1]), **counts)
        return voting.confirm_counts(vote_id=vote.pk, actor=self.member(voters[2]))

    def vote_by_name(self, item: AgendaItem, choices: Sequence[str] = (), *, reason: str = "") -> Vote:
        vote = voting.open_vote(
            item_id=item.pk, actor=self.actor("office_clerk"), method="named_ballot", reason=reason
        )
        for place, person_id in enumerate(vote.roll):
            index = next(i for i, m in enumerate(self.members) if m.pk == person_id)
            choice = choices[place] if place < len(choices) else "aye"
            voting.cast_named(vote_id=vote.pk, actor=self.member(index), choice=choice)
        return voting.close_vote(vote_id=vote.pk, actor=self.actor("office_clerk"))

    def announce(self, vote: Vote, **more: Any) -> Resolution:
        return voting.announce(vote_id=vote.pk, actor=self.actor("office_clerk"), **more)

    def word(self, resolution: Resolution, due_on: date, *, text: str = "同意所报方案") -> Resolution:
        resolutions.word_resolution(
            resolution_id=resolution.pk,
            actor=self.actor("office_clerk"),
            text=text,
            grounds="方案可行",
            supervision="党政办督办",
            clauses=[("办理开工手续", self.members[2], due_on)],
        )
        return resolutions.confirm_resolution(resolution_id=resolution.pk, actor=self.actor("secretary"))

    def minutes(self, meeting: Meeting) -> Any:
        """Close the meeting, compose, submit and sign its minutes."""
        room.close_meeting(meeting_id=meeting.pk, actor=self.actor("office_clerk"))
        drafted = minutes_service.compose_minutes(meeting_id=meeting.pk, actor=self.actor("office_clerk"))
        minutes_service.submit_minutes(minutes_id=drafted.pk, actor=self.actor("office_clerk"))
        return minutes_service.sign_minutes(minutes_id=drafted.pk, actor=self.actor("secretary"))
