"""文件 on the meeting's page: what is ready to be opened, what is being made, what can be printed now.

The office sees every paper the meeting will have, each with its button or with what comes first;
everybody else the finished ones they may open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.decision import Allowed
from governance.access.policy import ask
from governance.documents.editable.models import EditableCopy
from governance.documents.kinds import document_kind
from governance.documents.models import Document, SignedScan
from governance.rules.verdict import Verdict
from governance.templatetags.wordings import cn_number
from meetings import judgement
from meetings.documents import kinds, reading
from meetings.documents.record import in_main_volume
from meetings.models import AgendaItem, Corrigendum, Meeting, NoticeDelivery, Vote
from meetings.models.base import Method
from meetings.pages.buttons import FORM, SEND, Button, Buttons
from meetings.pages.progress import Progress
from meetings.pages.sight import OPEN, Sight

M, V, D = Meeting.Status, Vote.Status, Document.State
STATE_KINDS = {D.ORDERED: "doing", D.FINISHED: "done", D.FAILED: "late", D.REPLACED: "", D.VOIDED: "void"}


@dataclass(frozen=True)
class PaperRow:
    """One paper of the meeting. `about` says of what item; `hint` why it cannot be printed yet."""

    name: str
    about: str
    document: Document | None
    state: str
    state_kind: str
    file_url: str = ""
    code_url: str = ""
    reorder_url: str = ""
    button: Button | None = None
    hint: str = ""
    scan_url: str = ""
    attach_url: str = ""
    editable_url: str = ""


@dataclass(frozen=True)
class PapersPart:
    rows: tuple[PaperRow, ...]
    archive_url: str = ""  # the whole archive in one file, once the meeting is filed

    @property
    def ready(self) -> int:
        return sum(row.document is not None and row.document.state == D.FINISHED for row in self.rows)


@dataclass(frozen=True)
class _Desk:
    """What every row needs: who looks, at what, with which papers in the drawer."""

    actor: Actor
    meeting: Meeting
    progress: Progress
    sight: Sight
    drawer: judgement.Drawer
    scans: Mapping[int, SignedScan]  # the standing one by document
    editable: frozenset[int]  # documents with a .docx beside them

    def row(
        self,
        name: str,
        kind: str,
        subject: Any,
        *,
        reads: bool,
        action: str = "",
        address: str = "",
        judged: Callable[[Document | None], Verdict] | None = None,
        about: str = "",
        later: str = "",
        mode: str = SEND,
    ) -> Iterator[PaperRow]:
        document = self.drawer.newest(kind, subject)
        offered = Buttons(self.actor)
        hint = ""
        if self.sight.office and judged is not None:
            verdict = judged(document)
            if verdict.allowed:
                label = _("打印新版") if document else _("打印")
                offered.add(action, subject, address, label, mode=mode)
            elif document is None:
                hint = later or verdict.blocking[0].message(_)
        if not (reads and document) and not offered.found and not (self.sight.office and hint):
            return
        yield self._shown(name, about, document if reads else None, offered.found, hint)

    def _shown(
        self, name: str, about: str, document: Document | None, buttons: list[Button], hint: str
    ) -> PaperRow:
        button = buttons[0] if buttons else None
        if document is None:
            state = _("可以打印") if button else _("还没有")
            return PaperRow(name, about, None, state, "", button=button, hint=hint)
        state = _("已生成，此后有变动") if button else str(document.get_state_display())
        finished = document.state == D.FINISHED
        scan = self.scans.get(document.pk)
        return PaperRow(
            name,
            about,
            document,
            state,
            "near" if button else STATE_KINDS[D(document.state)],
            file_url=reverse("documents:download", args=[document.pk]) if finished else "",
            code_url=reverse("documents:code", args=[document.code])
            if finished and document.kind != kinds.BALLOTS
            else "",
            reorder_url=reverse("documents:reorder", args=[document.pk])
            if document.state == D.FAILED and self.sight.office
            else "",
            button=button,
            hint=hint,
            scan_url=reverse("documents:scan", args=[scan.pk]) if scan else "",
            attach_url=reverse("documents:scan-attach", args=[document.pk])
            if finished and self.sight.office and document_kind(document.kind).takes_scan
            else "",
            editable_url=reverse("documents:editable", args=[document.pk])
            if finished and self.sight.office and document.pk in self.editable
            else "",
        )


def papers_part(meeting: Meeting, progress: Progress, actor: Actor, sight: Sight) -> PapersPart | None:
    """None before the notice, and where there is nothing for this reader."""
    if progress.notice is None:
        return None
    keys = {
        ("meetings.meeting", str(meeting.pk)),
        ("meetings.notice", str(progress.notice.pk)),
        *(("meetings.agendaitem", str(i.pk)) for i in progress.items),
        *(("meetings.vote", str(v.pk)) for i in progress.items for v in i.votes.all()),
        *(("meetings.resolution", str(r.pk)) for r in progress.resolutions),
        *(("meetings.noticedelivery", str(d.pk)) for d in _guests(meeting, progress)),
    }
    if progress.minutes is not None:
        keys.add(("meetings.minutes", str(progress.minutes.pk)))
        keys |= {
            ("meetings.corrigendum", str(pk)) for pk in _corrigenda(progress).values_list("pk", flat=True)
        }
    drawer = judgement.Drawer.of(meeting, keys)
    scans = SignedScan.objects.filter(document__in=[d.pk for d in drawer.papers], superseded=False)
    copies = EditableCopy.objects.filter(document__in=[d.pk for d in drawer.papers])
    desk = _Desk(
        actor,
        meeting,
        progress,
        sight,
        drawer,
        {s.document_id: s for s in scans},
        frozenset(copies.values_list("document_id", flat=True)) if sight.office else frozenset(),
    )
    rows = [*_before(desk), *_voting(desk), *_afterwards(desk)]
    if not rows:
        return None
    filed = meeting.status == M.ARCHIVED and ask(actor, "meetings.archive.read", meeting).allowed
    return PapersPart(tuple(rows), reverse("meetings:archive-file", args=[meeting.pk]) if filed else "")


def _corrigenda(progress: Progress) -> QuerySet[Corrigendum]:
    signed = Corrigendum.Status.SIGNED
    return Corrigendum.objects.filter(minutes=progress.minutes, status=signed).order_by("ordinal")


def _guests(meeting: Meeting, progress: Progress) -> list[NoticeDelivery]:
    assert progress.notice is not None
    guests = meeting.attendances.filter(voting=False).values("person")
    return list(progress.notice.deliveries.filter(person__in=guests).select_related("person").order_by("id"))


def _before(desk: _Desk) -> Iterator[PaperRow]:
    meeting, sight, notice = desk.meeting, desk.sight, desk.progress.notice
    assert notice is not None
    notice.meeting = meeting
    yield from desk.row(
        _("会议通知"),
        kinds.NOTICE,
        notice,
        reads=reading.reads_notice(sight, meeting),
        action="meetings.notice.printed",
        address="print-notice",
        judged=lambda made: judgement.for_notice_paper(meeting, made, desk.drawer),
    )
    for delivery in _guests(meeting, desk.progress):
        delivery.notice = notice
        yield from desk.row(
            _("列席通知"),
            kinds.GUEST_NOTICE,
            delivery,
            reads=reading.reads_notice(sight, meeting) or delivery.person_id == desk.actor.person_id,
            action="meetings.guest_notice.printed",
            address="print-guest-notice",
            judged=lambda made, of=delivery: judgement.for_guest_notice(of, made, desk.drawer, guest=True),  # type: ignore[misc]
            about=delivery.person.name,
        )
    yield from desk.row(
        _("签到表"),
        kinds.SIGN_IN_SHEET,
        meeting,
        reads=reading.reads_sign_in_sheet(sight, meeting),
        action="meetings.sign_in_sheet.printed",
        address="print-sign-in-sheet",
        judged=lambda made: judgement.for_sign_in_sheet(meeting, made, desk.drawer),
    )


def _voting(desk: _Desk) -> Iterator[PaperRow]:
    for item in desk.progress.items:
        if desk.sight.of(item) != OPEN:
            continue
        item.meeting = desk.meeting
        for vote in item.votes.all():
            vote.item = item
            if vote.poll_id is not None:
                yield from _certificate(desk, item, vote)
                continue
            if vote.method == Method.SECRET_BALLOT:
                yield from _ballots(desk, item, vote)
            if vote.method != Method.NAMED_BALLOT:
                yield from _count_sheet(desk, item, vote)


def _ballots(desk: _Desk, item: AgendaItem, vote: Vote) -> Iterator[PaperRow]:
    yield from desk.row(
        _("表决票"),
        kinds.BALLOTS,
        vote,
        reads=reading.prints_ballots(desk.sight, item),
        action="meetings.ballots.printed",
        address="print-ballots",
        judged=(lambda made: judgement.for_ballots(vote, made)) if vote.status == V.OPEN else None,
        about=_round(item, vote),
        mode=FORM,
    )


def _count_sheet(desk: _Desk, item: AgendaItem, vote: Vote) -> Iterator[PaperRow]:
    standing = vote.status != V.VOIDED
    yield from desk.row(
        _("计票单"),
        kinds.COUNT_SHEET,
        vote,
        reads=reading.reads_decision(desk.sight, item),
        action="meetings.count_sheet.printed",
        address="print-count-sheet",
        judged=(lambda made: judgement.for_count_sheet(vote, made, desk.drawer)) if standing else None,
        about=_round(item, vote),
    )


def _certificate(desk: _Desk, item: AgendaItem, vote: Vote) -> Iterator[PaperRow]:
    counted = vote.status in (V.TYPED, V.COUNTED, V.ANNOUNCED)
    yield from desk.row(
        _("计票证明"),
        kinds.COUNT_CERTIFICATE,
        vote,
        reads=reading.reads_decision(desk.sight, item),
        action="meetings.count_certificate.printed",
        address="print-certificate",
        judged=(lambda made: judgement.for_count_certificate(vote, made, desk.drawer)) if counted else None,
        about=_round(item, vote),
    )


def _round(item: AgendaItem, vote: Vote) -> str:
    n = cn_number(item.order)
    if vote.round == 1:
        return _("第%(n)s项") % {"n": n}
    return _("第%(n)s项第%(round)s次表决") % {"n": n, "round": cn_number(vote.round)}


def _afterwards(desk: _Desk) -> Iterator[PaperRow]:
    meeting, sight, progress = desk.meeting, desk.sight, desk.progress
    over = meeting.status in (M.CLOSED, M.ARCHIVED)
    minutes = progress.minutes
    signed = desk.drawer.newest(kinds.MINUTES, minutes) if minutes is not None else None
    if minutes is not None and signed is not None:
        readable = isinstance(document_kind(signed.kind).may_read(desk.actor, signed), Allowed)
        yield from desk.row(
            _("会议纪要"),
            kinds.MINUTES,
            minutes,
            reads=readable,
            about=minutes.number,
        )
        for corrigendum in _corrigenda(progress):
            yield from desk.row(
                _("勘误"),
                kinds.CORRIGENDUM,
                corrigendum,
                reads=readable,
                about=_("第%(k)s号") % {"k": corrigendum.ordinal},
            )
    yield from desk.row(
        _("会议记录"),
        kinds.RECORD,
        meeting,
        reads=reading.reads_record(sight, meeting),
        action="meetings.record.printed",
        address="print-record",
        judged=lambda made: judgement.for_record_paper(meeting, made, desk.drawer, desk.actor.day),
        later="" if over else _("散会后打印"),
    )
    if not over:
        return
    for item in progress.items:
        if sight.of(item) == OPEN and not in_main_volume(item):
            yield from _volume(desk, item)
    for resolution in progress.adopted:
        resolution.item.meeting = meeting
        if sight.of(resolution.item) != OPEN:
            continue
        yield from desk.row(
            _("决议摘录"),
            kinds.EXTRACT,
            resolution,
            reads=reading.reads_decision(sight, resolution.item),
            action="meetings.resolution.extracted",
            address="extract",
            judged=lambda made, of=resolution: judgement.for_extract(of, made, desk.drawer),  # type: ignore[misc]
            about=resolution.number,
            later="" if progress.signed() else _("纪要签发后打印"),
        )


def _volume(desk: _Desk, item: AgendaItem) -> Iterator[PaperRow]:
    item.meeting = desk.meeting
    mine = reading.reads_volume(desk.sight, item)
    yield from desk.row(
        _("会议记录（另册）"),
        kinds.RECORD_VOLUME,
        item,
        reads=mine,
        action="meetings.record_volume.printed",
        address="print-record-volume",
        judged=(lambda made: judgement.for_record_volume(item, made, desk.drawer, apart=True))
        if mine
        else None,
        about=_("第%(n)s项") % {"n": cn_number(item.order)},
    )
