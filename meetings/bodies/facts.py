"""From rows to the facts the rules of other bodies' meetings take. Reads, few queries, no judgement."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from governance.people.models import Tenure
from governance.people.queries import standing_for
from meetings.bodies.models import BodyMatter, BodyMeeting, BodySeat
from meetings.bodies.rules.kinds import COMMITTEE, EVERYBODY
from meetings.models.base import Matter

_RECIPIENTS = re.compile("[，、,；;]")
C, P = BodySeat.Capacity, BodySeat.State


def tenures_on(organization_id: int, day: date, unit_id: int | None = None) -> list[Tenure]:
    """Everybody's posts of the town on the day, in the order of the directory, without those that act for
    a post which has its holder. One query."""
    found = (
        Tenure.objects.filter(organization_id=organization_id)
        .on(day)
        .select_related("person", "post")
        .order_by("post__order", "id")
    )
    return [t for t in standing_for(list(found)) if unit_id is None or t.post.unit_id == unit_id]


def called(wanted: Sequence[str], tenures: Iterable[Tenure]) -> list[Tenure]:
    """Of these tenures those a declaration's posts mean, one for each person: the first in order."""
    found: dict[int, Tenure] = {}
    for tenure in tenures:
        if is_meant(wanted, tenure):
            found.setdefault(tenure.person_id, tenure)
    return list(found.values())


def is_meant(wanted: Sequence[str], tenure: Tenure) -> bool:
    post = tenure.post
    return EVERYBODY in wanted or post.code in wanted or (COMMITTEE in wanted and post.committee_seat)


def decides(matter: BodyMatter) -> dict[str, Any]:
    return {
        "kind": matter.meeting.kind,
        "major": matter.matter != Matter.ORDINARY,
        "outcome": matter.outcome,
        "resolved": matter.resolution_id is not None,
    }


def dissent(matter: BodyMatter) -> dict[str, Any]:
    return {"kind": matter.meeting.kind, "differed": matter.differed, "outcome": matter.outcome}


def seats(meeting: BodyMeeting, rows: Iterable[BodySeat]) -> dict[str, Any]:
    """`held`: the posts of the kind's declaration that somebody holds on the day."""
    rows = list(rows)
    held = {t.post.code for t in tenures_on(meeting.organization_id, meeting.held_on)}
    wanted = {*meeting.rules.attends, *meeting.rules.observes}
    return {
        "kind": meeting.kind,
        "attending": [s.post_code for s in rows if s.capacity == C.ATTENDS],
        "observing": [s.post_code for s in rows if s.capacity == C.OBSERVES],
        "held": sorted(held & wanted),
    }


def chair(meeting: BodyMeeting) -> dict[str, Any]:
    return {"kind": meeting.kind, "chair_post": meeting.chair_post, "entrusted": bool(meeting.entrusted)}


def quorum(meeting: BodyMeeting, rows: Iterable[BodySeat]) -> dict[str, Any]:
    attending = [s for s in rows if s.capacity == C.ATTENDS]
    return {
        "kind": meeting.kind,
        "entitled": len(attending),
        "present": sum(s.state == P.PRESENT for s in attending),
    }


def thrift(meeting: BodyMeeting, *, gifts: bool) -> dict[str, Any]:
    rules = meeting.rules
    return {
        "needed": rules.regular or rules.sealed or bool(meeting.purpose),
        "meals": meeting.meals,
        "banner": meeting.banner,
        "gifts": gifts,
        "large": EVERYBODY in rules.attends,
    }


def secrecy(meeting: BodyMeeting, copy_to: str) -> dict[str, Any]:
    """`outsiders`: recipients on the list who have no seat in the meeting."""
    inside = set(meeting.seats.values_list("person__name", flat=True))
    named = [one.strip(" 。") for one in _RECIPIENTS.split(copy_to)]
    secret = (
        meeting.rules.sealed or meeting.matters.filter(secret=True, state=BodyMatter.State.STANDS).exists()
    )
    return {
        "kind": meeting.kind,
        "secret": secret,
        "outsiders": sum(bool(one) and one not in inside for one in named),
    }
