"""The bridge from rows to the facts rules take. Reads, few queries, no judgement."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone

from governance.people.models import Tenure
from governance.people.queries import acts_for, committee_tenures, holders, kin_of, leaders_of, standing_for
from meetings.attached import facts_of_files, opinions_sought_on, prepared_on
from meetings.bodies.models import BodyMatter
from meetings.models import (
    AgendaItem,
    Attendance,
    EmergencyHandling,
    LeaveRequest,
    Meeting,
    Minutes,
    Stance,
    Topic,
    Vote,
)
from meetings.models.base import Matter
from meetings.room import Room
from meetings.rules.vocabulary import Body, Post
from meetings.stated import confirmed

MEMBERS = "党委委员"  # the word by which a copy list means the committee itself
_RECIPIENTS = re.compile("[，、,；;]")


def topic_facts(topic: Topic) -> dict[str, Any]:
    """Confirmed stated facts of a topic, by name. One query."""
    return confirmed(topic.stated_facts.all())


def meeting_facts(meeting: Meeting) -> dict[str, Any]:
    return confirmed(meeting.stated_facts.all())


def item_facts(item: AgendaItem) -> dict[str, Any]:
    return confirmed(item.stated_facts.all())


def deciding_body(topic: Topic) -> dict[str, Any]:
    return {
        "matter": topic.matter,
        "body": Body.COMMITTEE_MEETING,
        "amount": int(topic.amount) if topic.amount is not None else None,
    }


def settled_on(item: AgendaItem) -> date | None:
    """The day the secretary settled the item for this meeting (S0-04:二-1a): with the agenda; one that
    came after the notice, by confirming that the secretaries agreed on it or that it cannot wait
    (S0-04:二-1c). None: not yet."""
    meeting = item.meeting
    if item.in_notice or meeting.status == Meeting.Status.PREPARING:
        return meeting.agenda_confirmed_on
    stated = [*item.topic.stated_facts.all(), *item.stated_facts.all()]
    days = [
        f.happened_on if meeting.entered_late and f.confirmed_on else f.confirmed_on
        for f in stated
        if f.name in ("secretaries_agreed", "emergency") and f.value is True and not f.superseded
    ]
    return min((day for day in days if day), default=None)


def agenda(topic: Topic, item: AgendaItem | None, *, settled: bool) -> dict[str, Any]:
    """How the topic came onto the agenda. `settled`: the secretary settles or has settled it."""
    stated = topic_facts(topic)
    heard = stated.get("opinions_heard")
    if heard is None:
        heard = topic.opinions.exclude(person_id=topic.proposed_by_id).exists()
    proposer = "office" if topic.department_proposal else "member"
    secretary = leaders_of(topic.organization_id, "secretary", topic.proposed_on)
    if any(t.person_id == topic.proposed_by_id for t in secretary):
        proposer = "secretary"
    return {
        "proposed_by": proposer,
        "leader_consented": topic.leader_consented_on is not None,
        "agreed_by_secretary": settled,
        "agreed_by_deputies": stated.get("secretaries_agreed"),
        "members_heard": heard,
        "coordinated": stated.get("coordinated"),
        "secretary_meeting_agreed": _secretary_meeting(topic, stated.get("secretary_meeting_decided")),
        "collected_by_office": True,  # every topic reaches an agenda through this register
        "settled_by_leader": settled,
        "elements": {
            "议题": bool(topic.title.strip()),
            "内容": bool(topic.content.strip() and topic.proposal.strip()),
            "程序": bool(item and item.presenter_id and item.method),
        },
    }


def _secretary_meeting(topic: Topic, stated: bool | None) -> bool | None:
    """Whether the secretary meeting sent it up (S1-01:七-1a): as stated on paper, or by its own record here."""
    if stated is not None:
        return stated
    sent = BodyMatter.objects.filter(topic=topic, meeting__kind="secretary_meeting", state="stands")
    held = sent.filter(meeting__status__in=("held", "recorded"))
    return True if held.exists() else None


def notice(matter: str, noticed_on: date, meets_on: date, *, written: bool) -> dict[str, Any]:
    return {"noticed_on": noticed_on, "meets_on": meets_on, "matter": matter, "written": written}


def materials(topic: Topic, meets_on: date, *, goes_out_on: date | None) -> dict[str, Any]:
    """`goes_out_on`: the day of the notice the files go with (see `attached.goes_out_on`)."""
    stated = topic_facts(topic) | facts_of_files(topic, goes_out_on, meets_on)
    return {
        "matter": topic.matter,
        "options": stated.get("options"),
        "feasibility_report": stated.get("feasibility_report"),
        "opinions_sought": stated.get("opinions_sought"),
        "sent_on": stated.get("materials_sent_on"),
        "meets_on": meets_on,
        "paper_complete": stated.get("paper_complete"),
    }


def chair_seat(meeting: Meeting, day: date) -> Tenure | None:
    """The seat the chair really holds on the day; None where it has ended since the meeting was planned."""
    seats = committee_tenures(meeting.organization_id, day)
    return next((t for t in seats if t.person_id == meeting.chair_id), None)


def chair(meeting: Meeting, seat: Tenure, day: date) -> dict[str, Any]:
    """Who presides, by the seat held on the day and not the one of the plan. With the secretary in the
    chair the question of a stand-in does not arise; the document by which somebody runs the secretary's
    work is the entrusting that S0-04:三-1e asks for. One query more for another than the secretary."""
    post = Post.seat(seat.post.code)
    if post is Post.SECRETARY:
        return {
            "chair_post": post,
            "secretary_absent": False,
            "entrusted": False,
            "emergency": False,
            "acting": seat.kind != Tenure.Kind.REGULAR,
        }
    stated = meeting_facts(meeting)
    acting = acts_for(meeting.organization_id, "secretary", seat.person_id, day)
    return {
        "chair_post": post,
        "secretary_absent": stated.get("secretary_absent"),
        "entrusted": acting or stated.get("entrusted"),
        "emergency": stated.get("meeting_emergency"),
        "acting": acting,
    }


def quorum(seen: Room, matter: str) -> dict[str, Any]:
    return {"entitled": seen.entitled, "present": seen.present, "matter": matter}


def attendance_required(item: AgendaItem, seen: Room) -> dict[str, Any]:
    """Who of those who must be there is at the meeting. A leader recused from the item is: recusal is
    a duty of the same regulation (S1-04:三-5a), and must not keep the item from being decided for
    ever. One query for the mayor's seat."""
    in_room = {s.person_id for s in seen.seats if s.in_room}
    in_charge = None
    leader = item.topic.leader
    if leader is not None:
        in_charge = bool(
            {
                t.person_id
                for t in holders(item.organization_id, leader.code, item.meeting.meets_on)
                if t.post_id == leader.pk
            }
            & in_room
        )
    mayors = set(
        Attendance.objects.filter(meeting=item.meeting, heads_government=True).values_list(
            "person_id", flat=True
        )
    )
    return {
        "matter": item.topic.matter,
        "in_charge_present": in_charge,
        "secretary_present": any(s.post_code == "secretary" for s in seen.seats if s.in_room),
        "mayor_present": bool(mayors & in_room),
    }


def stance_order(
    item: AgendaItem, seen: Room, spoken: Sequence[Stance], *, round_open: bool
) -> dict[str, Any]:
    """`spoken`: current stances in the order spoken; those of members no longer counting are left out."""
    counting = {s.person_id: s for s in seen.counting}
    return {
        "matter": item.topic.matter,
        "stances": [
            {"person": s.person_id, "post": Post.seat(s.post_code), "stance": s.stance}
            for s in spoken
            if s.person_id in counting
        ],
        "present": [{"person": s.person_id, "post": Post.seat(s.post_code)} for s in seen.counting],
        "round_open": round_open,
    }


def current_stances(item: AgendaItem) -> list[Stance]:
    return list(Stance.objects.current().filter(item=item).order_by("spoken", "id"))


def stances_of_voters(
    vote: Vote, left: Sequence[Stance], said_by: int | None, struck: Stance
) -> dict[str, Any]:
    """What the voters of a round have said, in order, where a line is struck and stands for `said_by`."""
    seats = dict(vote.item.meeting.attendances.values_list("person_id", "post_code"))
    said = [(s.person_id, s.stance, s.spoken) for s in left]
    if said_by is not None:
        said.append((said_by, struck.stance, struck.spoken))
    return {
        "matter": vote.item.topic.matter,
        "stances": [
            {"person": person, "post": Post.seat(seats.get(person, "")), "stance": stance}
            for person, stance, _spoken in sorted(said, key=lambda line: line[2])
            if person in vote.roll
        ],
        "present": [{"person": pk, "post": Post.seat(seats.get(pk, ""))} for pk in vote.roll],
        "round_open": False,
    }


def ready_to_vote(item: AgendaItem, seen: Room, spoken: Sequence[Stance]) -> dict[str, Any]:
    heard = len({s.person_id for s in spoken} & set(seen.counting_ids))
    return {
        "present": seen.present,
        "spoken": heard,
        "stances": heard,
        "summed_up": item.summarised_at is not None,
    }


def ad_hoc(item: AgendaItem) -> dict[str, Any]:
    return {"in_notice": item.in_notice, "emergency": item_facts(item).get("emergency")}


def recusals(item: AgendaItem, person_ids: Sequence[int]) -> list[dict[str, Any]]:
    """One set of facts per member and person the item is about. A matter of persons that names none
    leaves the question open: the subject is unknown then."""
    subjects: list[int | None] = list(item.topic.subjects.values_list("person_id", flat=True))
    if not subjects and item.topic.matter == Matter.PERSONNEL:
        subjects = [None]
    if not subjects:
        return []
    kin = {p: sorted(kin_of(item.organization_id, p, item.meeting.meets_on)) for p in person_ids}
    return [
        {"person": person_id, "related": kin[person_id], "subject": subject}
        for person_id in person_ids
        for subject in subjects
    ]


def written_opinions(item: AgendaItem) -> tuple[int | None, int | None]:
    """(for, against) among the written opinions of absent members (S1-01:七-4b): they tell how near the
    sides are and count nothing. Which way a letter leans is stated by the clerk and confirmed; nobody
    wrote: none; somebody wrote and it is not stated: unknown."""
    stated = item_facts(item)
    standing = item.meeting.leave_requests.exclude(status=LeaveRequest.Status.LAPSED)
    wrote = standing.filter(written_opinion__isnull=False).exists()
    nobody = None if wrote else 0
    return stated.get("written_for", nobody), stated.get("written_against", nobody)


def adoption(vote: Vote, *, wide_split: bool | None) -> dict[str, Any]:
    written_for, written_against = written_opinions(vote.item)
    return {
        "matter": vote.item.topic.matter,
        "entitled": vote.entitled,
        "present": vote.present + vote.recused,  # adoption's present includes the recused
        "recused": vote.recused,
        "aye": vote.aye,
        "nay": vote.nay,
        "abstain": vote.abstain,
        "defer": 0,
        "written_for": written_for,
        "written_against": written_against,
        "emergency": bool(item_facts(vote.item).get("emergency", False)),
        "wide_split": wide_split,
    }


def procedure(item: AgendaItem, voted_on: date, unresolved: int = 0) -> dict[str, Any]:
    """The day each step of the procedure was done, as far as it was."""
    topic, meeting = item.topic, item.meeting
    days = {
        f.name: f.happened_on
        for f in topic.stated_facts.all()
        if f.confirmed_on and not f.superseded and f.value not in (False, 0)
    }
    stated = topic_facts(topic)
    sent = getattr(meeting, "notice", None)
    noticed = sent.first_sent_on if sent and item.in_notice else None
    prepared = (
        prepared_on(topic, noticed, meeting.meets_on)
        or stated.get("materials_sent_on")
        or days.get("options")
        or days.get("paper_complete")
    )
    asked = opinions_sought_on(topic) or days.get("opinions_sought")
    return {
        "matter": topic.matter,
        "steps": {
            "proposed": topic.proposed_on,
            "researched": days.get("research_done"),
            "opinions_heard": asked or days.get("opinions_heard"),
            "agreed": settled_on(item),
            "prepared": prepared,
            "noticed": noticed,
            "consulted": days.get("consulted"),
            "discussed": timezone.localdate(item.discussed_at) if item.discussed_at else None,
            "voted": voted_on,
        },
        "unresolved": unresolved,
    }


def record_elements(meeting: Meeting) -> dict[str, bool]:
    """Whether the record has what the articles list (S0-04:三-6a, S1-04:一-3b2), from the rows."""
    items = [
        i
        for i in meeting.items.select_related("topic").prefetch_related("stances", "recusals", "votes")
        if i.status != AgendaItem.Status.POSTPONED or i.discussed_at
    ]
    voted = [i for i in items if i.status == AgendaItem.Status.DECIDED]
    attendances = list(meeting.attendances.all())
    stances = [s for i in voted for s in _counted_stances(i)]
    return {
        "时间": meeting.opened_at is not None and meeting.closed_at is not None,
        "地点": bool(meeting.place.strip()),
        "参加人员": any(a.status == Attendance.Status.PRESENT for a in attendances),
        "主持人": meeting.chair_id is not None,
        "议题": bool(items),
        "每位委员主要观点与明确意见": all(_everybody_heard(i) for i in voted),
        "表决方式": all(i.method for i in voted),
        "表决结果": all(i.outcome for i in voted),
        "表决意见": all(s.stance for s in stances),
        # Whoever agrees adopts the reporter's grounds; whoever does not has to say why.
        "理由": all(s.has_view for s in stances if s.stance != "agree"),
    }


def _counted_stances(item: AgendaItem) -> list[Stance]:
    """What those said who took part: a stance taken before its member was recused is kept, and counts
    for nothing."""
    recused = {r.person_id for r in item.recusals.all()}
    return [s for s in item.stances.all() if s.stands and s.person_id not in recused]


def _everybody_heard(item: AgendaItem) -> bool:
    """Each member of the roll of the round that stands has a stance on record."""
    roll = {pk for vote in item.votes.all() if vote.status != Vote.Status.VOIDED for pk in vote.roll}
    return roll <= {s.person_id for s in _counted_stances(item)}


def minutes_number(last_number: int, year: int, signed_on: date) -> dict[str, Any]:
    return {
        "number": last_number + 1,
        "last_number": last_number,
        "year": year,
        "signed_on": signed_on,
        "own_series": True,
    }


def minutes_signed(meeting: Meeting, *, by_chair: bool) -> dict[str, Any]:
    """`by_chair`: the chair signs now (the policy lets nobody else) or has signed."""
    return {"recorder_named": meeting.recorder_id is not None, "chair_signed": by_chair}


def archiving() -> dict[str, Any]:
    """Filing keeps the papers and gives them no last day; no step of this app ends their keeping."""
    return {"ends_keeping": False}


def secrecy(minutes: Minutes, *, secret: bool) -> dict[str, Any]:
    """What leaves the room with the minutes. Those on the copy list are their recipients; they are
    outsiders to a secret item, and to who said what (S1-01:十二-7)."""
    told = _tells_who_was_against(minutes)
    others = [r for r in _RECIPIENTS.split(minutes.copy_to) if r.strip(" 。") not in ("", MEMBERS)]
    return {
        "secret": secret,
        "carries_discussion": told,
        "published": False,
        "outsiders": len(others) if secret or told else 0,
    }


def _tells_who_was_against(minutes: Minutes) -> bool:
    """A member's name right before 反对, 弃权, 不同意 or 缓议: tallies name nobody."""
    text = "\n".join([minutes.opening, *(p for s in minutes.sections for p in s["paragraphs"])])
    members = minutes.meeting.attendances.filter(voting=True).values_list("person__name", flat=True)
    return any(
        re.search(rf"{re.escape(name)}[^，。；\n]{{0,6}}(反对|弃权|不同意|缓议)", text) for name in members
    )


def emergency(row: EmergencyHandling) -> dict[str, Any]:
    """Whether whoever was asked led the committee or the government on the day (S1-01:八, S1-04:三-2f: the
    leaders themselves; who acts beside one in office is not meant). One query."""
    held = Tenure.objects.filter(organization_id=row.organization_id).on(row.handled_on)
    leads = held.filter(Q(post__code="secretary") | Q(post__heads_government=True))
    return {
        "approved_by_leader": row.asked_id in {t.person_id for t in standing_for(list(leads))},
        "handled_on": row.handled_on,
        "reported_on": row.reported_on,
    }
