"""Verbs of a meeting entered afterwards (补录): begin the entry, enter many signatures at once, confirm."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Max
from django.utils import timezone

from governance.access.actor import Actor
from governance.access.policy import require
from governance.audit.act import act, verb
from governance.audit.recorded import record_many
from governance.audit.sealed import seal
from governance.people.models import Organization, Person
from governance.procedures.pinning import pin
from governance.rules.verdict import all_of
from meetings import held, judgement
from meetings.models import Attendance, LateEntry, Meeting, NamedBallot, Notice, Stance
from meetings.models.base import BallotChoice
from meetings.procedures import PLENARY
from meetings.services.agenda import next_ordinal
from meetings.services.locking import lock_item, lock_meeting, lock_vote
from meetings.services.room import sum_up_again
from meetings.services.sealing import item_key
from meetings.states import in_order


class OnPaper(NamedTuple):
    """What the clerk says when the entry begins: why so late, on what paper, and the days it all happened."""

    because: str
    paper: str
    agenda_on: date
    noticed_at: datetime
    opened_at: datetime
    closed_at: datetime


class SpokenLine(NamedTuple):
    """One member's stance as it stands in the record on paper."""

    person_id: int
    stance: str
    view: str = ""


@verb("meetings.meeting.entered")
def enter_meeting(
    *,
    organization: Organization,
    actor: Actor,
    place: str,
    chair: Person,
    chair_post: str,
    recorder: Person,
    paper: OnPaper,
    enlarged: bool = False,
) -> Meeting:
    """Begin to enter a meeting that was held on paper. All its steps follow by the usual verbs, each judged
    by the day it happened and recorded as of now; refused for a meeting that is not over."""
    year, ordinal = next_ordinal(organization, paper.opened_at)
    meeting = Meeting(
        organization=organization,
        year=year,
        ordinal=ordinal,
        meets_at=paper.opened_at,
        place=place,
        chair=chair,
        chair_post=chair_post,
        recorder=recorder,
        enlarged=enlarged,
        entered_late=True,
    )
    decision = require(actor, "meetings.meeting.entered", meeting)
    late = LateEntry(
        organization=organization, entered_by_id=actor.person_id, entered_on=actor.day, **paper._asdict()
    )
    verdict = judgement.for_late_planning(meeting, late, actor)
    facts = {
        "opened": timezone.localtime(paper.opened_at).strftime("%Y-%m-%d %H:%M"),
        "closed": timezone.localtime(paper.closed_at).strftime("%Y-%m-%d %H:%M"),
        "paper": paper.paper,
    }
    with act(
        decision,
        verdict,
        on=meeting,
        reason=paper.because,
        happened_on=late.held_on,
        late_entry=True,
        facts=facts,
    ):
        meeting.procedure = pin(PLENARY, organization.pk, paper.agenda_on)
        meeting.save()
        late.meeting = meeting
        late.save()
    return meeting


@verb("meetings.meeting.continued")
def continue_on_paper(
    *, meeting_id: int, actor: Actor, because: str, paper: str, opened_at: datetime, closed_at: datetime
) -> Meeting:
    """Go on from the paper with a meeting that was called here and held without the system. Agenda, notice,
    signatures for it and leave stand as they were done; the steps in the room are entered late, and the chair
    confirms them. Refused for a meeting that is not over, or was held on another day than the notice says."""
    meeting = lock_meeting(meeting_id, actor)
    decision = require(actor, "meetings.meeting.continued", meeting)
    judgement.keep_names_out_of_meeting(meeting, because=because, paper=paper)
    late = LateEntry(
        organization_id=meeting.organization_id,
        meeting=meeting,
        because=because,
        paper=paper,
        opened_at=opened_at,
        closed_at=closed_at,
        entered_by_id=actor.person_id,
        entered_on=actor.day,
    )
    sent = Notice.objects.filter(meeting=meeting).first()
    if sent is not None:
        late.noticed_at = sent.sent_at
        late.agenda_on = meeting.agenda_confirmed_on or timezone.localdate(sent.sent_at)
    verdict = in_order(
        "meetings.meeting.continued", meeting, lambda: judgement.for_continuing(meeting, late, actor)
    )
    facts = {
        "opened": timezone.localtime(opened_at).strftime("%Y-%m-%d %H:%M"),
        "closed": timezone.localtime(closed_at).strftime("%Y-%m-%d %H:%M"),
        "paper": paper,
    }
    with act(
        decision,
        verdict,
        on=meeting,
        reason=because,
        happened_on=late.held_on,
        late_entry=True,
        facts=facts,
    ):
        meeting.entered_late = True
        meeting.save(update_fields=["entered_late"])
        late.save()
    return meeting


@verb("meetings.attendance.entered")
def enter_sign_ins(
    *, meeting_id: int, attendance_ids: Sequence[int], actor: Actor, at: datetime | None = None
) -> list[Attendance]:
    """Everybody on the signed sheet at one time. Raises Attendance.DoesNotExist for a row of another
    meeting; whoever came later signs in one by one."""
    meeting = lock_meeting(meeting_id, actor)
    decision = require(actor, "meetings.attendance.entered", meeting)
    wanted = set(attendance_ids)
    rows = list(meeting.attendances.select_for_update(of=("self",)).filter(pk__in=wanted).order_by("pk"))
    if len(rows) != len(wanted):
        raise Attendance.DoesNotExist
    when = held.arriving(meeting, actor, at)
    verdict = in_order(
        "meetings.attendance.entered",
        meeting,
        lambda: judgement.only_late(meeting),
        lambda: judgement.GO if rows else judgement.stop("meetings.state.nobody_left"),
        lambda: all_of(*(judgement.not_signed_in(row, when.day) for row in rows)),
    )
    with act(decision, verdict, on=meeting, facts={"count": len(rows)}, **when.act(verdict)):
        for row in rows:
            row.status, row.signed_in_at = Attendance.Status.PRESENT, when.at
            row.signed_in_by = Attendance.SignedBy.PAPER
            row.save(update_fields=["status", "signed_in_at", "signed_in_by"])
    return rows


@verb("meetings.stance.entered")
def enter_stances(
    *,
    item_id: int,
    lines: Sequence[SpokenLine],
    actor: Actor,
    at: datetime | None = None,
    reason: str = "",
) -> list[Stance]:
    """The stances of a round from the record on paper, in the order spoken."""
    item = lock_item(item_id, actor)
    decision = require(actor, "meetings.stance.entered", item)
    judgement.keep_names_out([item.topic], reason=reason)
    when = held.in_room(item.meeting, actor, at)
    verdict = in_order(
        "meetings.stance.entered",
        item,
        lambda: judgement.only_late(item.meeting),
        lambda: judgement.for_stances(item, [(x.person_id, x.stance) for x in lines], when.day),
    )
    posts = dict(item.meeting.attendances.values_list("person_id", "post_code"))
    spoken = item.stances.aggregate(n=Max("spoken"))["n"] or 0
    facts = {"order": item.order, "count": len(lines)}
    with act(decision, verdict, on=item, facts=facts, **when.act(verdict, reason)):
        key = item_key(item)
        rows = [
            Stance(
                organization_id=item.organization_id,
                item=item,
                person_id=line.person_id,
                post_code=posts[line.person_id],
                spoken=place,
                stance=line.stance,
                view=seal(line.view.strip(), key),
                has_view=bool(line.view.strip()),
                taken_at=when.at,
                taken_by=Stance.TakenBy.CLERK,
            )
            for place, line in enumerate(lines, start=spoken + 1)
        ]
        record_many(rows)
        sum_up_again(item)
    return rows


@verb("meetings.ballot.entered")
def enter_ballots(
    *, vote_id: int, choices: Mapping[int, str], actor: Actor, at: datetime | None = None
) -> list[NamedBallot]:
    """Signed ballots from paper. `choices`: person id → choice; who handed in none is left out."""
    vote = lock_vote(vote_id, actor)
    decision = require(actor, "meetings.ballot.entered", vote)
    meeting = vote.item.meeting
    when = held.in_room(meeting, actor, at)
    verdict = in_order(
        "meetings.ballot.entered",
        vote,
        lambda: judgement.only_late(meeting),
        lambda: judgement.for_ballots_entered(vote, choices),
    )
    facts = {"order": vote.item.order, "count": len(choices)}
    with act(decision, verdict, on=vote, facts=facts, **when.act(verdict)):
        rows = [
            NamedBallot(
                organization_id=vote.organization_id,
                vote=vote,
                person_id=person_id,
                choice=BallotChoice(choice),
                cast_at=when.at,
            )
            for person_id, choice in sorted(choices.items())
        ]
        record_many(rows)
    return rows


@verb("meetings.meeting.late_confirmed")
def confirm_meeting(*, meeting_id: int, actor: Actor) -> Meeting:
    """The chair confirms that the whole of the late entry is what the paper says; its minutes may be signed
    from then on. A correction afterwards asks for it again."""
    meeting = lock_meeting(meeting_id, actor)
    decision = require(actor, "meetings.meeting.late_confirmed", meeting)
    verdict = in_order(
        "meetings.meeting.late_confirmed",
        meeting,
        lambda: judgement.late_meeting_confirmable(meeting),
        lambda: judgement.not_signed(meeting),
    )
    facts = {"day": meeting.meets_on.isoformat(), "paper": meeting.late.paper if meeting.entered_late else ""}
    with act(decision, verdict, on=meeting, facts=facts):
        late = meeting.late
        late.confirmed_by_id, late.confirmed_on = actor.person_id, actor.day
        late.save(update_fields=["confirmed_by", "confirmed_on"])
    return meeting
