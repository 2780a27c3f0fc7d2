"""In the room and after: attendance, items in order, votes, refusals that stay as evidence, minutes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from meetings.demo import filing
from meetings.demo.days import Timetable, from_today
from meetings.demo.people import Town
from meetings.demo.plot import Decided, ItemPlan, MeetingPlan, Plot, VotePlan
from meetings.demo.preparation import propose, put_on_agenda
from meetings.models import AgendaItem, Meeting, Minutes, Recusal, Resolution, ResolutionClause, Vote
from meetings.services import minutes, resolutions, room, voting

AGREED = "同意所报方案，没有补充意见。"


class Sitting:
    """One meeting as it is held."""

    def __init__(self, town: Town, plot: Plot, plan: MeetingPlan, times: Timetable, meeting: Meeting) -> None:
        self.town, self.plot, self.plan, self.times, self.meeting = town, plot, plan, times, meeting
        self.clerk, self.secretary = town.holder("office_clerk"), town.holder("secretary")
        # Who is in the room, kept by the story: after a break the rows tell of a later moment.
        self.here: set[str] = set()

    def do(self, label: str, verb: Callable[..., object], **given: Any) -> object:
        return self.town.do(f"{self.plan.key}: {label}", verb, **given)

    def hold(self) -> None:
        """Sign in, open, take the items in order, close."""
        town, plan = self.town, self.plan
        town.script.set_clock(self.times.held, plan.hour - 1, 45)
        away = {leave.person for leave in plan.leaves if leave.granted} | set(plan.missing)
        there = [name for name in [*town.members(), *plan.attending] if name not in away]
        early, late = there, []
        if "opening_short" in plan.tries:
            early, late = there[:4], there[4:]
        self._sign_in(early)
        if late:
            town.refused(room.open_meeting, by=self.clerk, meeting_id=self.meeting.pk)
            self._sign_in(late)
        town.script.set_clock(self.times.held, plan.hour, 1)
        self.do("opened", room.open_meeting, by=self.clerk, meeting_id=self.meeting.pk)
        for item in plan.items:
            self._take(item)
        town.script.wait(6)
        self.do("closed", room.close_meeting, by=self.clerk, meeting_id=self.meeting.pk)

    def _attendance(self, name: str) -> int:
        return int(self.meeting.attendances.get(person=self.town.people[name]).pk)

    def _sign_in(self, names: list[str]) -> None:
        for name in names:
            self.do(f"{name} signed in", room.sign_in, by=name, attendance_id=self._attendance(name))
            self.here.add(name)

    # Items --------------------------------------------------------------------------------------

    def _take(self, plan: ItemPlan) -> None:
        self.town.script.wait(5)
        self._sign_in(list(plan.arrive))
        for name in plan.leave:
            self.do(f"{name} left", room.leave_room, by=self.clerk, attendance_id=self._attendance(name))
            self.here.discard(name)
        topic = self.plot.topic(plan.topic)
        if not plan.in_notice:
            propose(self.town, topic)
            put_on_agenda(self.town, self.plan, self.meeting, topic)
        item = self._item(topic.title)
        if "kin_stance" not in plan.tries:
            self._recuse(plan, item)
        if not plan.opens:
            self.town.refused(room.open_item, by=self.clerk, item_id=item.pk)
        else:
            self._discuss(plan, item)
        if plan.vote is None:
            self.do(
                f"item {plan.topic} postponed",
                room.postpone_item,
                by=self.clerk,
                item_id=item.pk,
                because=plan.because,
            )
            return
        vote = self._vote(plan, item, plan.vote)
        resolution = self._announce(plan, vote, plan.vote)
        self._word(plan, resolution)

    def _item(self, title: str) -> AgendaItem:
        return AgendaItem.objects.select_related("topic", "meeting").get(
            meeting=self.meeting, topic__title=title
        )

    def _recuse(self, plan: ItemPlan, item: AgendaItem) -> None:
        for name, kind in plan.recuse:
            self.do(
                f"item {plan.topic}: {name} recused",
                room.recuse,
                by=self.clerk,
                item_id=item.pk,
                person_id=self.town.people[name].pk,
                kind=Recusal.Kind(kind),
            )

    def _discuss(self, plan: ItemPlan, item: AgendaItem) -> None:
        town, label = self.town, f"item {plan.topic}"
        self.do(f"{label} opened", room.open_item, by=self.clerk, item_id=item.pk)
        town.script.wait(8)
        if "kin_stance" in plan.tries:
            name = plan.recuse[0][0]
            town.refused(room.take_stance, by=name, **self._stance(item, name, "agree", ""))
            self._recuse(plan, item)
        recused = {name for name, _kind in plan.recuse}
        counting = [n for n in town.members() if n in self.here and n not in recused]
        speakers = sorted(counting, key=lambda name: name == self.secretary)  # the secretary last
        for place, name in enumerate(speakers):
            if place == 2 and "chair_early" in plan.tries:
                town.refused(
                    room.take_stance, by=self.secretary, **self._stance(item, self.secretary, "agree", AGREED)
                )
            stance, view = plan.stances.get(name, ("agree", AGREED))
            self.do(
                f"{label}: {name}",
                room.take_stance,
                by=self.clerk,
                **self._stance(item, name, stance, view),
            )
        if plan.vote is None:
            return
        if "vote_before_summary" in plan.tries:
            town.refused(voting.open_vote, by=self.clerk, item_id=item.pk, method=plan.vote.method)
        self.do(f"{label} summed up", room.summarise, by=self.clerk, item_id=item.pk, summary=plan.summary)

    def _stance(self, item: AgendaItem, name: str, stance: str, view: str) -> dict[str, object]:
        person = self.town.people[name]
        return {"item_id": item.pk, "person_id": person.pk, "stance": stance, "view": view}

    # Votes --------------------------------------------------------------------------------------

    def _vote(self, plan: ItemPlan, item: AgendaItem, how: VotePlan) -> Vote:
        label = f"item {plan.topic}"
        opened = self.do(
            f"{label}: vote",
            voting.open_vote,
            by=self.clerk,
            gives=Vote,
            item_id=item.pk,
            method=how.method,
            reason=how.reason,
        )
        assert isinstance(opened, Vote)
        if how.method == "named_ballot":
            self._cast(label, opened, how)
            self.do(f"{label}: vote closed", voting.close_vote, by=self.clerk, vote_id=opened.pk)
        else:
            self.town.script.wait(3)
            self.do(f"{label}: vote closed", voting.close_vote, by=self.clerk, vote_id=opened.pk)
            self._count(plan, label, opened, how)
        return opened

    def _cast(self, label: str, vote: Vote, how: VotePlan) -> None:
        assert not isinstance(how.nay, int) or not how.nay
        nay = () if isinstance(how.nay, int) else how.nay
        abstain = () if isinstance(how.abstain, int) else how.abstain
        names = {p.pk: n for n, p in self.town.people.items()}
        for person_id in vote.roll:
            name = names[person_id]
            choice = "nay" if name in nay else "abstain" if name in abstain else "aye"
            self.do(f"{label}: ballot of {name}", voting.cast_named, by=name, vote_id=vote.pk, choice=choice)

    def _count(self, plan: ItemPlan, label: str, vote: Vote, how: VotePlan) -> None:
        """The teller types, the scrutineer confirms; a sheet that does not add up is refused first."""
        assert isinstance(how.nay, int) and isinstance(how.abstain, int)
        teller, scrutineer = how.tellers
        roll = len(vote.roll)
        counts = {
            "issued": roll,
            "returned": roll,
            "valid": roll,
            "invalid": 0,
            "aye": roll - how.nay - how.abstain,
            "nay": how.nay,
            "abstain": how.abstain,
        }
        if "sheet" in plan.tries:
            wrong = {**counts, "returned": roll + 1, "valid": roll + 1, "aye": counts["aye"] + 1}
            self.town.refused(voting.type_counts, by=teller, vote_id=vote.pk, **wrong)
        self.do(f"{label}: typed", voting.type_counts, by=teller, vote_id=vote.pk, **counts)
        self.do(f"{label}: counted", voting.confirm_counts, by=scrutineer, vote_id=vote.pk)

    def _announce(self, plan: ItemPlan, vote: Vote, how: VotePlan) -> Resolution:
        announced = self.do(
            f"item {plan.topic}: announced",
            voting.announce,
            by=self.clerk,
            gives=Resolution,
            vote_id=vote.pk,
            wide_split=bool(how.split),
            wide_split_reason=how.split,
        )
        assert isinstance(announced, Resolution)
        return announced

    def _word(self, plan: ItemPlan, resolution: Resolution) -> None:
        decided = plan.decided
        if decided is None:
            return
        label = f"item {plan.topic}: resolution"
        self.do(
            f"{label} worded",
            resolutions.word_resolution,
            by=self.clerk,
            resolution_id=resolution.pk,
            text=decided.text,
            grounds=decided.grounds,
            supervision=decided.supervision,
            clauses=[
                (what, self.town.people[owner], from_today(self.times.held, days))
                for what, owner, days in decided.clauses
            ],
        )
        self.do(
            f"{label} confirmed",
            resolutions.confirm_resolution,
            by=self.secretary,
            resolution_id=resolution.pk,
        )

    # Minutes ------------------------------------------------------------------------------------

    def write_minutes(self) -> Minutes:
        """Compose, complete the list of recipients, submit; once back and forth where the plot says."""
        self.town.script.set_clock(self.times.minuted, 9, 20)
        drafted = self.do(
            "minutes composed",
            minutes.compose_minutes,
            by=self.clerk,
            gives=Minutes,
            meeting_id=self.meeting.pk,
        )
        assert isinstance(drafted, Minutes)
        self.town.script.wait(40)
        self._edit(drafted, 0, "", "")
        self._submit(drafted, 1)
        if self.plan.returned:
            because, stood, stands = self.plan.returned
            self.do(
                "minutes returned",
                minutes.return_minutes,
                by=self.secretary,
                minutes_id=drafted.pk,
                because=because,
            )
            self.town.script.wait(25)
            self._edit(drafted, 1, stood, stands)
            self._submit(drafted, 2)
        return drafted

    def _edit(self, drafted: Minutes, revision: int, stood: str, stands: str) -> None:
        now = Minutes.objects.get(pk=drafted.pk)
        sections = [
            {**s, "paragraphs": [p.replace(stood, stands) if stood else p for p in s["paragraphs"]]}
            for s in now.sections
        ]
        self.do(
            f"minutes edited {revision}",
            minutes.edit_minutes,
            by=self.clerk,
            minutes_id=drafted.pk,
            revision=revision,
            opening=now.opening,
            sections=sections,
            copy_to=self.plan.copy_to,
        )

    def _submit(self, drafted: Minutes, time: int) -> None:
        self.do(f"minutes submitted {time}", minutes.submit_minutes, by=self.clerk, minutes_id=drafted.pk)

    def sign(self, drafted: Minutes) -> None:
        """The chair signs; the clerk files the record and sends out the extracts."""
        script = self.town.script
        script.set_clock(self.times.signed, 10, 15)
        self.do("minutes signed", minutes.sign_minutes, by=self.secretary, minutes_id=drafted.pk)
        script.wait(10)
        filing.afterwards(self.town, self.plan, self.meeting)
        script.wait(30)
        for item in self.plan.items:
            if item.decided and item.decided.done:
                self._see_done(item.decided, self.plot.topic(item.topic).title)

    def _see_done(self, decided: Decided, title: str) -> None:
        what, owner, _days = decided.clauses[0]
        clause = ResolutionClause.objects.get(
            resolution__item__meeting=self.meeting, resolution__item__topic__title=title, order=1
        )
        self.do(
            f"{what} done",
            resolutions.finish_clause,
            by=owner,
            clause_id=clause.pk,
            done_on=self.times.signed,
            note=decided.done,
        )
