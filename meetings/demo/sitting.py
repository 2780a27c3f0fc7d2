"""In the room: attendance, items in order, votes, refusals that stay as evidence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from meetings.demo.ballots import SealedVoting
from meetings.demo.days import from_today
from meetings.demo.plot import TABLED, Clause, Decided, ItemPlan, VotePlan
from meetings.demo.preparation import Preparation, propose
from meetings.demo.script import SHANGHAI
from meetings.models import AgendaItem, EmergencyHandling, Recusal, Resolution, Stance, Vote
from meetings.services import emergencies, resolutions, room, voting
from meetings.services.resolutions import ClauseWording
from meetings.services.stances import strike_stance

AGREED = "同意所报方案，没有补充意见。"


class Sitting:
    """One meeting as it is held."""

    def __init__(self, ready: Preparation) -> None:
        self.ready, self.town, self.plot, self.plan, self.times = (
            ready,
            ready.town,
            ready.plot,
            ready.plan,
            ready.times,
        )
        self.clerk, self.secretary = ready.clerk, ready.secretary
        # Who is in the room, kept by the story: after a break the rows tell of a later moment.
        self.here: set[str] = set()

    def do(self, label: str, verb: Callable[..., object], **given: Any) -> object:
        return self.town.do(f"{self.plan.key}: {label}", verb, **given)

    def hold(self) -> None:
        """Sign in, open, take the items in order, close; or break off in the middle of one."""
        town, plan = self.town, self.plan
        self.meeting = self.ready.meeting
        away = {leave.person for leave in plan.leaves if leave.granted} | set(plan.missing)
        there = [name for name in [*town.members(), *plan.attending] if name not in away]
        early, late = there, []
        if "opening_short" in plan.tries:
            early, late = there[:4], there[4:]
        self._sign_in(early)
        if late:
            town.refused(room.open_meeting, by=self.clerk, meeting_id=self.meeting.pk)
            self._sign_in(late)
        held = self.times.held
        town.script.reach(datetime(held.year, held.month, held.day, plan.hour, 1, tzinfo=SHANGHAI))
        self.do("opened", room.open_meeting, by=self.clerk, meeting_id=self.meeting.pk)
        for item in plan.items:
            self._take(item)
            if item.breaks_off is not None:
                return
        self._report_emergencies()
        town.script.wait(6)
        self.do("closed", room.close_meeting, by=self.clerk, meeting_id=self.meeting.pk)

    def _report_emergencies(self) -> None:
        for emergency in self.plot.emergencies:
            if emergency.reported == self.plan.key:
                handled = self.town.written(f"emergency {emergency.title}", EmergencyHandling)
                self.do(
                    f"emergency {emergency.title} reported",
                    emergencies.report_emergency,
                    by=self.clerk,
                    emergency_id=handled.pk,
                    meeting_id=self.meeting.pk,
                )

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
        topic = self.ready.topic_plan(plan.topic)
        if not plan.in_notice:
            propose(self.town, topic)
            self.ready.put_on_agenda(topic)
        item = AgendaItem.objects.select_related("topic", "meeting").get(
            meeting=self.meeting, topic=self.ready.topic(topic)
        )
        if "kin_stance" not in plan.tries:
            self._recuse(plan, item)
        if not plan.opens:
            self.town.refused(room.open_item, by=self.clerk, item_id=item.pk)
        else:
            self._discuss(plan, item)
        if plan.breaks_off is not None:
            return
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
        self._word(plan, item, resolution)

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
        for place, name in enumerate(speakers[: plan.breaks_off]):
            if place == 2 and "chair_early" in plan.tries:
                town.refused(
                    room.take_stance, by=self.secretary, **self._stance(item, self.secretary, "agree", AGREED)
                )
            if name == plan.struck:
                self._noted_wrongly(label, item, name)
            stance, view = plan.stances.get(name, ("agree", AGREED))
            self.do(
                f"{label}: {name}",
                room.take_stance,
                by=self.clerk,
                **self._stance(item, name, stance, view),
            )
        if plan.vote is None or plan.breaks_off is not None:
            return
        if "vote_before_summary" in plan.tries:
            town.refused(voting.open_vote, by=self.clerk, item_id=item.pk, method=plan.vote.method)
        self.do(f"{label} summed up", room.summarise, by=self.clerk, item_id=item.pk, summary=plan.summary)

    def _noted_wrongly(self, label: str, item: AgendaItem, name: str) -> None:
        """Somebody else's words under this name: struck, to be read with the reason, and noted anew."""
        wrong: Any = self.do(
            f"{label}: {name}, noted wrongly",
            room.take_stance,
            by=self.clerk,
            gives=Stance,
            **self._stance(item, name, "agree", "同意，没有别的意见。"),
        )
        self.do(
            f"{label}: {name}, struck",
            strike_stance,
            by=self.clerk,
            stance_id=wrong.pk,
            because="把前一位的话记到了这里，当场照录音改正",
        )

    def _stance(self, item: AgendaItem, name: str, stance: str, view: str) -> dict[str, object]:
        person = self.town.people[name]
        return {"item_id": item.pk, "person_id": person.pk, "stance": stance, "view": view}

    # Votes --------------------------------------------------------------------------------------

    def _vote(self, plan: ItemPlan, item: AgendaItem, how: VotePlan) -> Vote:
        label = f"item {plan.topic}"
        if how.sealed:
            return SealedVoting(self, item, label, how).run()
        if how.voided:
            self._void(label, self._open_vote(f"{label}: first vote", item, how), how)
        opened = self._open_vote(f"{label}: vote", item, how)
        if how.method == "named_ballot":
            self._cast(label, opened, how)
            self.do(f"{label}: vote closed", voting.close_vote, by=self.clerk, vote_id=opened.pk)
        else:
            self.town.script.wait(3)
            self.do(f"{label}: vote closed", voting.close_vote, by=self.clerk, vote_id=opened.pk)
            self._count(plan, label, opened, how)
        return opened

    def _open_vote(self, label: str, item: AgendaItem, how: VotePlan) -> Vote:
        opened = self.do(
            label,
            voting.open_vote,
            by=self.clerk,
            gives=Vote,
            item_id=item.pk,
            method=how.method,
            reason=how.reason,
        )
        assert isinstance(opened, Vote)
        return opened

    def _void(self, label: str, vote: Vote, how: VotePlan) -> None:
        """One slip too many in the box: the sheet is refused, and the chair and a scrutineer void the round."""
        self.town.script.wait(6)
        self.do(f"{label}: first vote closed", voting.close_vote, by=self.clerk, vote_id=vote.pk)
        roll = len(vote.roll)
        counts = {"issued": roll, "returned": roll + 1, "valid": roll + 1, "invalid": 0}
        teller, scrutineer = how.tellers
        self.town.refused(
            voting.type_counts, by=teller, vote_id=vote.pk, aye=roll + 1, nay=0, abstain=0, **counts
        )
        self.do(
            f"{label}: void asked", voting.ask_void, by=self.secretary, vote_id=vote.pk, because=how.voided
        )
        self.do(f"{label}: voided", voting.void_vote, by=scrutineer, vote_id=vote.pk)

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

    def _word(self, plan: ItemPlan, item: AgendaItem, resolution: Resolution) -> None:
        decided = self._tabled(item) if plan.topic == TABLED else plan.decided
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
            publication=decided.publication,
            publication_reason=decided.kept_back,
            clauses=[
                ClauseWording(
                    clause.what,
                    self.town.people[clause.owner],
                    from_today(self.times.held, clause.days),
                    clause.upward,
                )
                for clause in decided.clauses
            ],
        )
        self.do(
            f"{label} confirmed",
            resolutions.confirm_resolution,
            by=self.secretary,
            resolution_id=resolution.pk,
        )

    def _tabled(self, item: AgendaItem) -> Decided:
        director = self.town.holder("office_director")
        return Decided(
            item.topic.proposal.rstrip("。"),
            "纪要与会议记录相符，各位委员没有不同意见",
            "党政办存档备查",
            (Clause("纪要定稿归档", director, 30, done="已归入会议档案。", after=2),),
            publication="closed",
            kept_back="内部工作文件",
        )
