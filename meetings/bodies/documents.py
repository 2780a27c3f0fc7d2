"""Print-outs of other bodies' meetings: the minutes of each kind, and the sheet to sign in on.

What is secret stays out of minutes that may leave the room (S1-02:四-23); of a sealed kind the whole paper lies
under the meeting's key and is opened by its seats alone (S1-03:五).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.access.actor import Actor
from governance.access.decision import Allowed, Denied
from governance.access.policy import Answer
from governance.audit.sealed import reveal_many
from governance.documents.kinds import DocumentKind, Printable, register_document
from governance.documents.models import Document
from governance.documents.official import (
    Imprint,
    MinutesPaper,
    Roster,
    Section,
    SignInPaper,
    SignInRow,
)
from governance.templatetags.wordings import cn_number, official_date, official_time
from meetings.bodies.judgement import SIGN_IN
from meetings.bodies.models import BodyMatter, BodyMeeting, BodySeat
from meetings.composition import general_office, sentence

MINUTES = "meetings.body_minutes"
C, P = BodySeat.Capacity, BodySeat.State


def _seats(meeting: BodyMeeting) -> list[BodySeat]:
    return list(meeting.seats.select_related("person").order_by("capacity", "order", "id"))


def _names(seats: Iterable[BodySeat], capacity: str, state: str) -> tuple[str, ...]:
    return tuple(s.person.name for s in seats if s.capacity == capacity and s.state == state)


def full_name(meeting: BodyMeeting) -> str:
    """中共稔川镇委员会书记办公会; of a village with its name."""
    where = meeting.unit.name if meeting.unit is not None else meeting.organization.name
    return f"{where}{meeting.kind_title}"


def opening(meeting: BodyMeeting, seats: Sequence[BodySeat]) -> str:
    chair = next((s for s in seats if s.person_id == meeting.chair_id), None)
    named = {
        "begins": official_date(meeting.held_on, "weekday") + official_time(meeting.begins),
        "chair": f"{chair.post_title if chair else ''}{meeting.chair.name}",
        "place": meeting.place,
        "meeting": full_name(meeting),
        "n": meeting.ordinal,
        "year": meeting.year,
    }
    said = _("%(begins)s，%(chair)s在%(place)s主持召开%(meeting)s%(year)s年第%(n)s次会议。") % named
    if meeting.entrusted:
        said += sentence(_("主持人受书记委托：%(how)s") % {"how": meeting.entrusted})
    if meeting.entered_late:
        said += _("本次会议据%(paper)s补录，补录理由：%(why)s。") % {
            "paper": meeting.late_paper.rstrip("。"),
            "why": meeting.late_because.rstrip("。"),
        }
    return said


def minutes_paper(meeting: BodyMeeting) -> MinutesPaper:
    """The minutes as signed; a preparation is called one, never a decision."""
    seats = _seats(meeting)
    sealed = meeting.rules.sealed
    rows = list(
        meeting.matters.filter(state=BodyMatter.State.STANDS)
        .select_related("owner", "presenter")
        .order_by("order")
    )
    for row in rows:
        row.meeting = meeting
    kept = [row for row in rows if row.secret and not sealed]
    told = [row for row in rows if row not in kept]
    titles = reveal_many(row.sealed_title for row in told)
    texts = reveal_many(row.sealed_prepared for row in told)
    sections = [
        Section(
            heading=_("%(n)s、%(title)s") % {"n": cn_number(place), "title": title or row.title},
            paragraphs=_paragraphs(row, text or row.prepared),
        )
        for place, (row, title, text) in enumerate(zip(told, titles, texts, strict=True), start=1)
    ]
    paragraphs = [opening(meeting, seats)]
    summary = reveal_many([meeting.sealed_summary])[0] if sealed else meeting.summary
    paragraphs += [line.strip() for line in summary.split("\n") if line.strip()]
    if kept:
        paragraphs.append(_("另有保密事项%(n)s项，不印入本纪要。") % {"n": len(kept)})
    office = general_office(meeting).name
    issued_on = meeting.signed_on or meeting.held_on
    title = _("%(meeting)s纪要") % {"meeting": full_name(meeting)}
    imprint = None
    if not sealed:
        copies = meeting.copy_to.strip(" 。") or _("参会人员")
        imprint = Imprint(label=_("分送"), copies=copies, office=office, printed_on=issued_on)
    return MinutesPaper(
        title=title,
        mark=title,
        number=_("%(year)s年第%(n)s次") % {"year": meeting.year, "n": meeting.ordinal},
        office=office,
        issued_on=issued_on,
        opening=tuple(paragraphs),
        sections=tuple(sections),
        rosters=_rosters(meeting, seats),
        imprint=imprint,
    )


def _paragraphs(row: BodyMatter, text: str) -> tuple[str, ...]:
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if row.presenter is not None:
        lines.insert(0, _("由%(name)s提出。") % {"name": row.presenter.name})
    if row.differed:
        lines.append(_("会上有分歧。"))
    done = _("办理结果：%(outcome)s。") % {"outcome": str(row.get_outcome_display())}
    if row.owner is not None and row.due_on is not None:
        done += _("责任人：%(name)s，%(day)s前办成。") % {
            "name": row.owner.name,
            "day": official_date(row.due_on),
        }
    return (*map(sentence, lines), done)


def _rosters(meeting: BodyMeeting, seats: Sequence[BodySeat]) -> tuple[Roster, ...]:
    rosters = [
        Roster(_("出席"), names=_names(seats, C.ATTENDS, P.PRESENT)),
        Roster(_("请假"), names=_names(seats, C.ATTENDS, P.ON_LEAVE)),
    ]
    if absent := _names(seats, C.ATTENDS, P.ABSENT):
        rosters.append(Roster(_("缺席"), names=absent))
    if observing := _names(seats, C.OBSERVES, P.PRESENT):
        rosters.append(Roster(_("列席"), names=observing))
    rosters.append(Roster(_("记录"), names=(meeting.recorder.name,)))
    return tuple(rosters)


def sign_in_paper(meeting: BodyMeeting) -> SignInPaper:
    """For the pen before the meeting; with what was registered, once it was held."""
    seats = _seats(meeting)
    over = meeting.status in (BodyMeeting.Status.HELD, BodyMeeting.Status.RECORDED)
    attending = [s for s in seats if s.capacity == C.ATTENDS]
    return SignInPaper(
        title=_("%(meeting)s%(year)s年第%(n)s次会议签到表")
        % {"meeting": full_name(meeting), "year": meeting.year, "n": meeting.ordinal},
        facts=(
            (_("时间"), official_date(meeting.held_on, "weekday") + official_time(meeting.begins)),
            (_("地点"), meeting.place),
        ),
        entitled=len(attending),
        members=tuple(_row(s, over) for s in attending),
        attending=tuple(_row(s, over) for s in seats if s.capacity != C.ATTENDS),
        present=sum(s.state == P.PRESENT for s in attending) if over else None,
    )


def _row(seat: BodySeat, over: bool) -> SignInRow:
    away = seat.state == P.ON_LEAVE or (over and seat.state == P.ABSENT)
    return SignInRow(
        name=seat.person.name, post=seat.post_title, note=str(seat.get_state_display()) if away else ""
    )


def paper_title(meeting: BodyMeeting, what: str) -> str:
    """As lists and the page behind the code name it: of a sealed kind a number."""
    return f"{meeting.audit_text}{what}"


def _meeting(document: Document) -> BodyMeeting:
    return BodyMeeting.objects.select_related("organization", "unit", "chair", "recorder").get(
        pk=document.subject_id
    )


def _sealed_for(document: Document) -> tuple[str, str] | None:
    meeting = _meeting(document)
    return ("meetings.bodymeeting", str(meeting.pk)) if meeting.rules.sealed else None


def _answers(actor: Actor, documents: Sequence[Document]) -> dict[int, Answer]:
    """As the meeting's page; of a sealed kind its seats alone. Two queries."""
    wanted = {int(d.subject_id) for d in documents}
    rows = {m.pk: m for m in BodyMeeting.objects.visible_to(actor).filter(pk__in=wanted)}
    seated = set(
        BodySeat.objects.filter(meeting__in=rows, person_id=actor.person_id).values_list(
            "meeting_id", flat=True
        )
    )
    return {d.pk: _answer(actor, rows.get(int(d.subject_id)), seated) for d in documents}


def _answer(actor: Actor, meeting: BodyMeeting | None, seated: set[int]) -> Answer:
    held = actor.main_post
    if held and meeting is not None and (not meeting.rules.sealed or meeting.pk in seated):
        return Allowed(held.title)
    return Denied(_("这份文件由参会的人和筹备的人阅读"))


def _signers(documents: Sequence[Document]) -> dict[int, int | None]:
    rows = BodyMeeting.objects.filter(pk__in=[d.subject_id for d in documents])
    signed = dict(rows.values_list("pk", "signed_by_id"))
    return {d.pk: signed[int(d.subject_id)] for d in documents}


def _build_minutes(document: Document) -> Printable:
    return Printable(minutes_paper(_meeting(document)))


def _build_sign_in(document: Document) -> Printable:
    return Printable(sign_in_paper(_meeting(document)))


_COMMON: dict[str, Any] = {"answers": _answers, "sealed_for": _sealed_for, "takes_scan": True}
register_document(
    DocumentKind(
        code=MINUTES,
        title=gettext_lazy("其他会议纪要"),
        build=_build_minutes,
        signers=_signers,
        **_COMMON,
    )
)
register_document(
    DocumentKind(code=SIGN_IN, title=gettext_lazy("其他会议签到表"), build=_build_sign_in, **_COMMON)
)
