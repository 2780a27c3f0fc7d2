"""Towns at four stages of one meeting, with short names for every verb: the set of the tables.

Preparation: one item listed, a topic waiting. Scene: noticed. Chamber: in session. Closed: over.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from meetings.models import (
    AgendaItem,
    Attendance,
    Meeting,
    Minutes,
    NamedBallot,
    Resolution,
    Stance,
    Topic,
    Vote,
)
from meetings.services import agenda, room, voting
from meetings.services import minutes as verbs
from tests import builders
from tests.meetings.staging import Stage

PREPARED, NOTICED, HELD, AFTER = (date(2026, 11, d) for d in (20, 23, 26, 27))
STATE = ("", "meetings.state.wrong")
FULL = {"issued": 11, "returned": 11, "valid": 11, "invalid": 0, "aye": 9, "nay": 1, "abstain": 1}
VIEW = "两岸都要问到，先缓一缓再定。"


@dataclass
class Preparation:
    """One meeting in preparation with one item listed, and one topic waiting for it."""

    stage: Stage
    meeting_id: int
    item_id: int
    topic_id: int
    bare_id: int  # an important topic about which nothing was stated yet
    person: Any

    @classmethod
    def build(cls) -> Preparation:
        stage = Stage.build(["preset-b"])
        person = builders.person("甘雨棠")
        with builders.on_day(PREPARED):
            meeting = stage.meeting(HELD)
            item = stage.item(meeting, "ordinary")
            waiting = stage.topic("ordinary", "桥梁维修")
            stage.prepare(waiting, PREPARED)
            bare = stage.topic("major_project", "灌渠清淤")
        return cls(stage, meeting.pk, item.pk, waiting.pk, bare.pk, person)

    @property
    def meeting(self) -> Meeting:
        return Meeting.objects.get(pk=self.meeting_id)

    def topic(self, pk: int | None = None) -> Topic:
        return Topic.objects.get(pk=pk or self.topic_id)

    def actor(self, who: str | int) -> Any:
        return self.stage.member(who) if isinstance(who, int) else self.stage.actor(who)

    def list_topic(self, who: str | int = "office_clerk", topic_id: int | None = None, **more: Any) -> Any:
        return agenda.put_on_agenda(
            topic_id=topic_id or self.topic_id, meeting_id=self.meeting_id, actor=self.actor(who), **more
        )

    def confirm(self, who: str | int = "secretary", **more: Any) -> Meeting:
        return agenda.confirm_agenda(meeting_id=self.meeting_id, actor=self.actor(who), **more)


@dataclass
class Scene:
    """A noticed meeting of eleven: an ordinary item, a project, a matter of persons."""

    stage: Stage
    meeting_id: int
    ordinary_id: int
    project_id: int
    persons_id: int
    subject: Any

    @classmethod
    def build(cls, presets: tuple[str, ...] = ("preset-b",), **more: Any) -> Scene:
        stage = Stage.build(presets, **more)
        subject = builders.person("甘雨棠")
        with builders.on_day(PREPARED):
            meeting = stage.meeting(HELD)
            ordinary = stage.item(meeting, "ordinary")
            project = stage.item(meeting, "major_project")
            persons = stage.item(meeting, "personnel", subjects=[(subject, "任组织办副主任")])
        with builders.on_day(NOTICED):
            stage.convene(meeting, reason="按惯例")
        return cls(stage, meeting.pk, ordinary.pk, project.pk, persons.pk, subject)

    @property
    def meeting(self) -> Meeting:
        return Meeting.objects.get(pk=self.meeting_id)

    def item(self, pk: int) -> AgendaItem:
        return AgendaItem.objects.get(pk=pk)

    def seat(self, index: int) -> Attendance:
        return self.meeting.attendances.get(person=self.stage.members[index])

    def actor(self, who: str | int) -> Any:
        return self.stage.member(who) if isinstance(who, int) else self.stage.actor(who)

    def sign_in(self, index: int, who: str | int | None = None) -> Attendance:
        return room.sign_in(
            attendance_id=self.seat(index).pk, actor=self.actor(index if who is None else who)
        )

    def leave(self, index: int) -> Attendance:
        return room.leave_room(attendance_id=self.seat(index).pk, actor=self.actor("office_clerk"))

    def open(self, present: int = 11, reason: str = "") -> Meeting:
        self.stage.sign_in(self.meeting, range(present))
        return self.declare_open(reason=reason)

    def declare_open(self, who: str | int = "office_clerk", reason: str = "") -> Meeting:
        return room.open_meeting(meeting_id=self.meeting_id, actor=self.actor(who), reason=reason)

    def open_item(self, pk: int, who: str | int = "office_clerk", reason: str = "") -> AgendaItem:
        return room.open_item(item_id=pk, actor=self.actor(who), reason=reason)

    def speak(self, pk: int, index: int, stance: str = "agree", who: str | int = "office_clerk") -> Stance:
        return room.take_stance(
            item_id=pk,
            person_id=self.stage.members[index].pk,
            stance=stance,
            view="" if stance == "agree" else "还要再看看。",
            actor=self.actor(who),
        )

    def recuse(self, pk: int, index: int, kind: str = "kin", who: str | int = "office_clerk") -> Any:
        return room.recuse(
            item_id=pk, person_id=self.stage.members[index].pk, kind=kind, actor=self.actor(who)
        )

    def relate(self, index: int) -> None:
        builders.kin(self.stage.members[index], self.subject, self.stage.town)


class Chamber(Scene):
    """The meeting is open, eleven are there, and nothing has been discussed yet."""

    @classmethod
    def build(cls, presets: tuple[str, ...] = ("preset-b",), **more: Any) -> Chamber:
        chamber = super().build(presets, **more)
        with builders.on_day(HELD):
            chamber.open()
        return chamber

    def pk(self, kind: str) -> int:
        return getattr(self, f"{kind}_id")

    def discuss(self, kind: str) -> AgendaItem:
        return self.stage.discuss(self.item(self.pk(kind)))

    def vote(self, kind: str, method: str, reason: str = "", who: str | int = "office_clerk") -> Vote:
        return voting.open_vote(item_id=self.pk(kind), actor=self.actor(who), method=method, reason=reason)

    def opened(self, kind: str = "project", method: str = "named_ballot") -> Vote:
        self.discuss(kind)
        return self.vote(kind, method, "按惯例")

    def closed(self, kind: str = "persons", method: str = "secret_ballot") -> Vote:
        return voting.close_vote(vote_id=self.opened(kind, method).pk, actor=self.actor("office_clerk"))

    def typed(self, who: int = 3, kind: str = "persons", **counts: int) -> Vote:
        vote = self.closed(kind)
        return voting.type_counts(vote_id=vote.pk, actor=self.actor(who), **{**FULL, **counts})

    def counted(self, kind: str = "persons", **counts: int) -> Vote:
        vote = self.typed(3, kind, **counts)
        return voting.confirm_counts(vote_id=vote.pk, actor=self.actor(4))

    def announce(self, vote: Vote, who: str | int = "office_clerk", **more: Any) -> Resolution:
        return voting.announce(vote_id=vote.pk, actor=self.actor(who), **more)

    def cast(self, vote: Vote, index: int, choice: str = "aye", **more: Any) -> NamedBallot:
        return voting.cast_named(vote_id=vote.pk, actor=self.actor(index), choice=choice, **more)


class Closed(Chamber):
    """The meeting is over: an ordinary item adopted against one member, a matter of persons adopted,
    the project put off."""

    @classmethod
    def build(cls, presets: tuple[str, ...] = ("preset-b",), **more: Any) -> Closed:
        scene = super().build(presets, **more)
        with builders.on_day(HELD):
            scene.decide("ordinary", "show_of_hands", against=VIEW)
            scene.decide("persons", "secret_ballot", against=VIEW)
            scene.open_item(scene.project_id)
            room.postpone_item(
                item_id=scene.project_id, actor=scene.actor("office_clerk"), because="资金没有落实"
            )
            room.close_meeting(meeting_id=scene.meeting_id, actor=scene.actor("office_clerk"))
        return scene

    def decide(self, kind: str, method: str, *, against: str) -> Resolution:
        clerk = self.actor("office_clerk")
        item = self.open_item(self.pk(kind))
        for index in (*range(1, 11), 0):
            room.take_stance(
                item_id=item.pk,
                person_id=self.stage.members[index].pk,
                stance="disagree" if index == 4 else "agree",
                view=against if index == 4 else "",
                actor=clerk,
            )
        room.summarise(item_id=item.pk, actor=clerk, summary="多数同意所报方案")
        vote = self.stage.vote_by_hands(item, 10, 1, method=method)
        return self.stage.word(self.stage.announce(vote), date(2026, 12, 31))

    def compose(self, who: str | int = "office_clerk", **more: Any) -> Minutes:
        return verbs.compose_minutes(meeting_id=self.meeting_id, actor=self.actor(who), **more)

    def edit(self, draft: Minutes, revision: int, who: str | int = "office_clerk", **texts: Any) -> Minutes:
        given = {
            "opening": draft.opening,
            "sections": draft.sections,
            "copy_to": draft.copy_to,
            **texts,
        }
        return verbs.edit_minutes(minutes_id=draft.pk, actor=self.actor(who), revision=revision, **given)

    def submit(self, draft: Minutes, who: str | int = "office_clerk") -> Minutes:
        return verbs.submit_minutes(minutes_id=draft.pk, actor=self.actor(who))

    def sign(self, draft: Minutes, who: str | int = "secretary", **more: Any) -> Minutes:
        return verbs.sign_minutes(minutes_id=draft.pk, actor=self.actor(who), **more)

    def signed(self) -> Minutes:
        draft = self.compose()
        self.submit(draft)
        return self.sign(draft)

    def archive(self, who: str | int = "office_clerk") -> Meeting:
        return verbs.archive_meeting(meeting_id=self.meeting_id, actor=self.actor(who))
