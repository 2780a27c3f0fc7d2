"""Votes: what must hold before one opens, whether counts add up, what the result is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from django.utils.translation import gettext_lazy

from governance.ballots import attempts, closing, counting, mismatch
from governance.ballots.counting import Counted
from governance.ballots.models import KeyHolder, SealedPoll
from governance.people.document_codes import document_code_on
from governance.rules.verdict import Status, Verdict, all_of
from governance.templatetags.wordings import zh_time
from meetings import facts
from meetings.judgement.bench import GO, ask_why, bench, stop
from meetings.judgement.room import unrelated
from meetings.models import AgendaItem, Attendance, Meeting, Vote
from meetings.models.base import Method
from meetings.room import presider, room

FEWEST_VOTERS = 3  # of two, each knows the other's vote from the result
NOT_COUNTED_YET = gettext_lazy("待计票")


def for_vote(item: AgendaItem, method: str, day: date) -> Verdict:
    """Everything that must hold before a vote opens."""
    judge = bench(item.organization_id, day)
    seen = room(item)
    spoken = facts.current_stances(item)
    matter = item.topic.matter
    return all_of(
        judge("meetings.ad_hoc", facts.ad_hoc(item)),
        judge("meetings.quorum", facts.quorum(seen, matter)),
        judge("meetings.attendance_required", facts.attendance_required(item, seen)),
        unrelated(item, seen.counting_ids, judge),
        judge("meetings.stance_order", facts.stance_order(item, seen, spoken, round_open=False)),
        judge("meetings.ready_to_vote", facts.ready_to_vote(item, seen, spoken)),
        judge("meetings.item_by_item", {"items_in_vote": 1}),
        judge("meetings.method", {"matter": matter, "method": method}),
        judge("meetings.circulation", {"in_meeting": True}),
        judge("meetings.procedure_kept", facts.procedure(item, day)),
    )


def castable(vote: Vote, person_id: int | None) -> Verdict:
    """A named ballot, by somebody who is in the room: outside it, a vote would be one by circulation
    (S0-04:四-2a, S1-01:二-2). What was cast before leaving stands."""
    if vote.method != Method.NAMED_BALLOT:
        return stop("meetings.state.not_on_phone", have=str(Method(vote.method).label))
    return in_room_to_vote(vote, person_id)


def in_room_to_vote(vote: Vote, person_id: int | None) -> Verdict:
    """Whoever votes is in the room, by name or secretly."""
    seat = vote.item.meeting.attendances.filter(person_id=person_id).first()
    if seat is None or seat.status != Attendance.Status.PRESENT:
        return stop("meetings.state.left_room", have=str(seat.get_status_display()) if seat else "")
    return Verdict.without_article("a member casts their own named ballot")


def for_tellers(item: AgendaItem, method: str, tellers: Sequence[int], roll: Collection[int]) -> Verdict:
    """A secret vote by phone: one teller or three, each on the roll, none of them presiding; a meeting entered
    late had ballots of paper."""
    if not tellers:
        return GO
    if method != Method.SECRET_BALLOT or item.meeting.entered_late:
        return stop("meetings.state.no_envelopes", have=str(Method(method).label))
    if len(roll) < FEWEST_VOTERS:
        return stop("meetings.state.too_few_for_secrecy", have=len(roll), need=FEWEST_VOTERS)
    if len(set(tellers)) not in (1, 3):
        return stop("meetings.state.tellers", have=len(set(tellers)))
    if not set(tellers) <= set(roll) or presider(item) in tellers:
        return stop("meetings.state.teller_unfit")
    return GO


def for_unsealing(vote: Vote, poll: SealedPoll, typed: Sequence[str]) -> tuple[Verdict, Counted | None]:
    """Whether the box may be opened now and these codes open it; what it held, in memory."""
    verdict = all_of(
        closing.in_status(poll, SealedPoll.Status.CLOSED), attempts.judged(vote, "meetings.vote.unsealed")
    )
    return counting.unlock(poll, typed) if verdict.allowed else (verdict, None)


def closable(poll: SealedPoll | None) -> Verdict:
    """A box is closed once it was open: before that nobody could vote, and the round is voided instead."""
    return GO if poll is None else closing.in_status(poll, SealedPoll.Status.OPEN)


def recountable(vote: Vote) -> Verdict:
    return GO if vote.poll_id is None else stop("meetings.state.counted_by_itself")


def as_counted(votes: Iterable[Vote]) -> Verdict:
    """What envelopes said is what the votes say: asked before a paper is made of them or somebody signs."""
    counted = [vote.poll for vote in votes if vote.poll is not None and vote.aye is not None]
    return all_of(GO, *(mismatch.judged(poll) for poll in counted))


def for_losing(poll: SealedPoll, holder: KeyHolder) -> Verdict:
    """Only while the box waits for its key; each teller loses a code once."""
    if holder.lost_at is not None:
        return stop("meetings.state.lost_before")
    return closing.in_status(poll, SealedPoll.Status.OPEN, SealedPoll.Status.CLOSED)


def uncontested(vote: Vote, now: datetime) -> Verdict:
    """Of a count from envelopes: no objection waits or was upheld, and the time for objections is over. Earlier
    with a reason: everybody in the room has looked at the list."""
    poll = vote.poll
    if poll is None or poll.counted_at is None:
        return GO
    verdict = closing.uncontested(poll)
    if not verdict.allowed:
        return verdict
    until = poll.counted_at + timedelta(minutes=poll.objection_minutes)
    if now >= until:
        return GO
    return ask_why(
        "ballots.objection.early",
        published=zh_time(poll.counted_at),
        minutes=poll.objection_minutes,
        until=zh_time(until),
    )


def for_counts(vote: Vote, counts: Mapping[str, int], day: date) -> Verdict:
    """The four customary figures and the choices must add up before they are kept."""
    if vote.method == Method.NAMED_BALLOT or vote.poll_id is not None:
        return stop("meetings.state.counted_by_itself")
    return bench(vote.organization_id, day)("meetings.count_sheet", {**counts, "roll": len(vote.roll)})


def on_the_roll(vote: Vote, person_id: int | None) -> Verdict:
    """Whoever signs the count took part in this round."""
    return GO if person_id in vote.roll else stop("meetings.state.not_on_roll")


def for_ballots_entered(vote: Vote, person_ids: Collection[int]) -> Verdict:
    """Signed ballots from paper: a named vote, each voter on the roll, none with a ballot already."""
    if vote.method != Method.NAMED_BALLOT:
        return stop("meetings.state.not_on_phone", have=str(Method(vote.method).label))
    if not person_ids or not set(person_ids) <= set(vote.roll):
        return stop("meetings.state.not_on_roll")
    if vote.ballots.filter(person_id__in=person_ids).exists():
        return stop("meetings.state.ballot_before")
    return Verdict.without_article("signed ballots entered from paper")


def for_second_signature(vote: Vote, person_id: int | None) -> Verdict:
    """Teller and scrutineer are two different members."""
    if person_id == vote.teller_id:
        return stop("meetings.state.same_signature")
    return Verdict.without_article("the scrutineer confirms what the teller typed")


def voidable(vote: Vote, person_id: int | None) -> Verdict:
    """The chair asked for it in person; a member of the roll who does not preside countersigns (roles:
    void needs the chair and a scrutineer)."""
    if not vote.voided_because:
        return stop("meetings.state.void_not_asked")
    if person_id == presider(vote.item):
        return stop("meetings.state.void_by_one")
    return Verdict.without_article("voiding a round with a second signature")


def for_result(vote: Vote, day: date, *, wide_split: bool | None) -> Verdict:
    """The outcome by the articles, and that the procedure was kept up to here. Where no adopted
    article gives a majority there is none, and nothing can be announced."""
    judge = bench(vote.organization_id, day)
    decided = judge("meetings.adoption", facts.adoption(vote, wide_split=wide_split))
    undecided = decided.allowed and decided.outcome is None
    return all_of(
        decided,
        judge("meetings.procedure_kept", facts.procedure(vote.item, day)),
        stop("meetings.state.no_majority") if undecided else GO,
        can_be_numbered(vote.item.meeting, day),
    )


def threshold(verdict: Verdict) -> tuple[int | None, tuple[str, ...]]:
    """The highest number any article asks for, and the articles that ask for it."""
    asked = [
        (f.figures["need"], f.article)
        for f in verdict.findings
        if f.status in (Status.PASS, Status.FAIL) and isinstance(f.figures.get("need"), int)
    ]
    if not asked:
        return None, ()
    need = max(n for n, _article in asked)
    return need, tuple(dict.fromkeys(article for n, article in asked if n == need))


def votes_needed(vote: Vote, day: date) -> tuple[int | None, tuple[str, ...]]:
    """How many ayes the articles ask for, and which; None where no article gives a number, or where it
    depends on votes not counted yet."""
    given = facts.adoption(vote, wide_split=vote.wide_split)
    counted = vote.aye is not None
    if not counted:
        given |= {"aye": 0, "nay": 0, "abstain": 0}
    found = bench(vote.organization_id, day)("meetings.adoption", given).findings
    return threshold(Verdict(tuple(f for f in found if counted or f.figures.get("base") != "votes_cast")))


def can_be_numbered(meeting: Meeting, day: date) -> Verdict:
    """Whether the town has a 文号代字 on the day the number is drawn."""
    return GO if document_code_on(meeting.organization, day) else stop("meetings.state.no_document_code")
