"""P-03 会议纪要: what may be handed out of a meeting."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.access.actor import Actor
from governance.access.decision import Allowed, Denied
from governance.access.policy import Answer
from governance.documents.kinds import DocumentKind, Printable, register_document
from governance.documents.models import Document
from governance.documents.official import Imprint, MinutesPaper, Roster, Section
from governance.people.standard_posts import OFFICE
from governance.rules.coverage import bind
from governance.templatetags.wordings import official_date
from meetings import composition
from meetings.altered import counted_from_envelopes, keep_off_paper
from meetings.documents import kinds, subjects
from meetings.facts import MEMBERS
from meetings.judgement.names import bare
from meetings.models import AgendaItem, Attendance, Minutes


def minutes_paper(minutes: Minutes) -> MinutesPaper:
    """P-03: tallies only, no secret item; numbered when signed."""
    meeting = minutes.meeting
    present = composition.were_there(meeting, voting=True)
    on_leave = composition.roster(meeting, Attendance.Status.ON_LEAVE, voting=True)
    absent = composition.roster(meeting, Attendance.Status.ABSENT, voting=True)
    attending = composition.were_there(meeting, voting=False)
    rosters = [
        Roster(_("出席"), names=tuple(present)),
        Roster(_("请假"), names=tuple(on_leave)),
    ]
    if absent:
        rosters.append(Roster(_("缺席"), names=tuple(absent)))
    rosters.append(Roster(_("列席"), names=tuple(attending)))
    if entered := composition.entered_late(meeting):
        rosters.append(Roster(_("补录"), text=entered))
    office = composition.general_office(meeting).name
    issued_on = minutes.signed_on or meeting.meets_on
    return MinutesPaper(
        title=composition.title(meeting),
        mark=composition.title(meeting),
        number=minutes.number or None,
        office=office,
        issued_on=issued_on,
        opening=(minutes.opening,),
        sections=tuple(
            Section(heading=s["heading"], paragraphs=tuple(s["paragraphs"])) for s in minutes.sections
        ),
        rosters=tuple(rosters),
        imprint=Imprint(
            label=_("分送"),
            copies=minutes.copy_to.strip().rstrip("。") or MEMBERS,
            office=office,
            printed_on=issued_on,
        ),
    )


def _build_minutes(document: Document) -> Printable:
    minutes = Minutes.objects.select_related("meeting__organization", "meeting__chair").get(
        pk=document.subject_id
    )
    keep_off_paper(counted_from_envelopes(minutes.meeting))
    return Printable(minutes_paper(minutes))


def stands_in(minutes: Minutes, words: str) -> bool:
    """Whether the signed minutes carry these words within one line or paragraph, however spaced."""
    wanted = bare(words)
    return bool(wanted) and any(wanted in bare(line) for line in _lines(asdict(minutes_paper(minutes))))


def _lines(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, date):
        yield official_date(value)
    elif isinstance(value, dict):
        yield from _lines(list(value.values()))
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from _lines(one)


def _answers(actor: Actor, documents: Sequence[Document]) -> dict[int, Answer]:
    rows = Minutes.objects.in_bulk({int(d.subject_id) for d in documents})
    found = answers_on(actor, rows.values())
    return {d.pk: found[int(d.subject_id)] for d in documents}


def answers_on(actor: Actor, rows: Collection[Minutes]) -> dict[int, Answer]:
    """Whoever was there, the committee where it is on the copy list, the office, and supervision; other
    recipients are handed their copy on paper.

    Of these only who may know of every item the minutes carry. One file cannot be narrowed, and beside
    the tallies it tells how a matter was weighed and what was decided: a member recused from one item
    reads the others on the meeting's page, with the word 回避 in that place; a guest called in for one
    item knows of that one. By minutes, in two queries.
    """
    carried = {row.pk: {s["item"] for s in row.sections if s.get("item")} for row in rows}
    wanted = set().union(*carried.values())
    known = set(AgendaItem.objects.visible_to(actor).filter(pk__in=wanted).values_list("pk", flat=True))
    seats = Attendance.objects.filter(
        meeting__in=[row.meeting_id for row in rows],
        person_id=actor.person_id,
        status__in=(Attendance.Status.PRESENT, Attendance.Status.LEFT),
    )
    there = set(seats.values_list("meeting_id", flat=True))
    return {row.pk: _answer(actor, row, carried[row.pk] <= known, row.meeting_id in there) for row in rows}


def _answer(actor: Actor, minutes: Minutes, knows_all: bool, was_there: bool) -> Answer:
    if not knows_all:
        return Denied(_("纪要里有须您回避或没有请您参加的事项，不能打开全文"))
    held = actor.holds(minutes.organization_id, *OFFICE, "discipline_secretary")
    if held is None and on_copy_list(minutes):
        held = actor.seat(minutes.organization_id)
    if held:
        return Allowed(held.title)
    if actor.main_post and was_there:
        return Allowed(actor.main_post.title)
    return Denied(_("纪要由到会人员和分送名单上的人阅读"))


def on_copy_list(minutes: Minutes) -> bool:
    """Whether the committee itself gets a copy: named on the list, or no list at all (P-03)."""
    return not minutes.copy_to.strip(" 。") or MEMBERS in minutes.copy_to


register_document(
    DocumentKind(
        code=kinds.MINUTES,
        title=gettext_lazy("会议纪要"),
        build=_build_minutes,
        answers=_answers,
        check_words=subjects.keep_names_out,
        signers=subjects.signers(Minutes),
        reissued=subjects.pointed_at(Minutes),
        takes_scan=True,
        editable=MinutesPaper,
    )
)

bind("S1-01:九-1", by="meetings.documents.minutes.minutes_paper", how="document")
bind("S1-01:九-3", by="meetings.composition.sections", how="document")
bind("S1-01:九-4", by="meetings.models.Minutes.copy_to", how="document")
