"""A stance that stands under the wrong name: whether its line may be struck, and whose words they were."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from governance.rules.verdict import Verdict, all_of
from meetings import facts
from meetings.judgement.attendance import was_there
from meetings.judgement.bench import GO, bench, stop
from meetings.judgement.minutes import not_signed
from meetings.judgement.room import unrelated
from meetings.models import AgendaItem, Stance, Vote


def for_striking(stance: Stance, said_by: int | None) -> Verdict:
    """A line that stands, before the minutes are signed; the other member was there and has no line of their
    own; whoever voted has still been heard, as the articles asked when the vote opened."""
    if not stance.stands:
        return stop("meetings.state.struck_before" if stance.struck_at else "meetings.state.replaced_before")
    item = stance.item
    verdicts = [not_signed(item.meeting)]
    if said_by is not None:
        verdicts.append(_may_have_said(stance, said_by))
    verdicts += [_still_heard(vote, stance, said_by) for vote in _standing(item)]
    return all_of(*verdicts)


def _may_have_said(stance: Stance, person_id: int) -> Verdict:
    item = stance.item
    seat = item.meeting.attendances.filter(person_id=person_id, voting=True).first()
    if seat is None or item.recusals.filter(person_id=person_id).exists():
        return stop("meetings.state.not_the_speaker")
    if not was_there(stance, seat.signed_in_at, seat.left_at):
        return stop("meetings.state.not_the_speaker")
    if Stance.objects.current().filter(item=item, person_id=person_id).exists():
        return stop("meetings.state.spoken_before")
    return unrelated(item, [person_id], bench(item.organization_id, _day(stance)))


def _standing(item: AgendaItem) -> list[Vote]:
    return list(item.votes.exclude(status=Vote.Status.VOIDED))


def _still_heard(vote: Vote, struck: Stance, said_by: int | None) -> Verdict:
    """Each voter of the round has spoken (S1-01:七-3b, S0-04:二-5a), without the line that goes."""
    if struck.person_id not in vote.roll:
        return GO
    left = [s for s in facts.current_stances(struck.item) if s.pk != struck.pk]
    judge = bench(vote.organization_id, timezone.localdate(vote.opened_at))
    return judge("meetings.stance_order", facts.stances_of_voters(vote, left, said_by, struck))


def _day(stance: Stance) -> date:
    return timezone.localdate(stance.taken_at)
