"""What the files attached to a topic say to the rules. Where a kind of file is there, it takes the place
of the stated fact of that name; what exists on paper alone is still stated."""

from __future__ import annotations

from datetime import date
from typing import Any

from meetings.models import AgendaItem, Topic, TopicMaterial

Kind = TopicMaterial.Kind


def current_materials(topic: Topic) -> list[TopicMaterial]:
    """The newest version of each file that was not withdrawn. One query, none where prefetched."""
    return [m for m in topic.materials.all() if m.is_current]


def facts_of_files(topic: Topic, goes_out_on: date | None, meets_on: date) -> dict[str, Any]:
    """Facts of `meetings.materials` that files prove; a name is left out where no file speaks of it.

    `goes_out_on`: the day of the notice the files go with. A version put in its place afterwards was
    sent on the day it was added, which is the later one. A file attached after the meeting (a late entry)
    shows what lay before the committee, not when it went out: that is stated.
    """
    current = current_materials(topic)
    kinds = [m.kind for m in current]
    found: dict[str, Any] = {}
    if Kind.OPTION in kinds:
        found["options"] = kinds.count(Kind.OPTION)
    if Kind.FEASIBILITY in kinds:
        found["feasibility_report"] = True
    if Kind.OPINIONS in kinds:
        found["opinions_sought"] = True
    sent = [m.added_on for m in current if m.added_on <= meets_on]
    if sent and goes_out_on is not None:
        found["materials_sent_on"] = max(goes_out_on, *sent)
    return found


def goes_out_on(item: AgendaItem, day: date) -> date | None:
    """The day the files of an item go to the members: that of the notice, `day` while it is still to be
    sent. None for an item the notice did not carry: how its members got the papers is stated."""
    sent = getattr(item.meeting, "notice", None)
    if sent is None:
        return day
    return sent.first_sent_on if item.in_notice else None


def prepared_on(topic: Topic, noticed_on: date | None, meets_on: date) -> date | None:
    """The day the files were ready as a step of the procedure (S0-04:二-2): with the notice, as far as a
    first version went with it; a later version is a correction and not the step."""
    kept = [m for m in topic.materials.all() if m.withdrawn_on is None and m.added_on <= meets_on]
    if not any(m.is_current for m in kept):
        return None
    if noticed_on is not None and min(m.added_on for m in kept) <= noticed_on:
        return noticed_on
    return max(m.added_on for m in kept)


def opinions_sought_on(topic: Topic) -> date | None:
    """The day the result of asking around was first put in."""
    days = [m.added_on for m in topic.materials.all() if m.kind == Kind.OPINIONS and m.withdrawn_on is None]
    return min(days, default=None)
