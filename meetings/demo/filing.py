"""Papers of the demonstration, made at the time of the story for the newest meeting of each state: notice
and sign-in sheet, minutes, record and extracts, a corrigendum, scans of what was signed by hand. Papers of
older meetings are made when somebody asks for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from governance.audit import clock
from governance.documents.models import Document
from governance.documents.printing import mark_printed
from governance.documents.scans import attach_scan
from governance.documents.services import render_now
from meetings.demo import papers as files
from meetings.demo.days import text
from meetings.demo.people import Town
from meetings.demo.plot import MeetingPlan
from meetings.demo.script import only_demonstration
from meetings.documents import kinds
from meetings.documents.record import in_main_volume, items_of_record
from meetings.models import Corrigendum, Meeting, Notice, Resolution
from meetings.models.base import Outcome
from meetings.services import corrigenda, papers


def _make(town: Town, label: str, verb: Callable[..., Document], *, by: str, **given: Any) -> Document:
    """Order a paper and render it."""
    ordered: Document = town.do(label, verb, by=by, gives=Document, **given)
    _render(town, ordered.pk)
    return ordered


def _render(town: Town, document_id: int) -> None:
    town.script.wait(1)
    with clock.demonstration_clock(town.script.now, only_demonstration=only_demonstration()):
        render_now(document_id)


def _printed(town: Town, label: str, made: Sequence[Document], copies: int) -> None:
    """Each of them was printed so often, that day."""
    town.do(
        f"{label} printed out",
        mark_printed,
        by=town.holder("office_clerk"),
        organization=town.organization,
        document_ids=[paper.pk for paper in made],
        copies=copies,
        printed_on=town.script.now.date(),
    )


def before(town: Town, plan: MeetingPlan, meeting: Meeting) -> None:
    clerk = town.holder("office_clerk")
    sent = Notice.objects.get(meeting=meeting)
    label = f"{plan.key}: notice printed"
    paper = _make(town, label, papers.print_notice, by=clerk, notice_id=sent.pk)
    _printed(town, label, [paper], sent.deliveries.count() + 1)
    label = f"{plan.key}: sign-in sheet printed"
    paper = _make(town, label, papers.print_sign_in_sheet, by=clerk, meeting_id=meeting.pk)
    _printed(town, label, [paper], 1)


def afterwards(town: Town, plan: MeetingPlan, meeting: Meeting) -> None:
    clerk = town.holder("office_clerk")
    _render(town, meeting.minutes.document_id)
    signed = Document.objects.get(pk=meeting.minutes.document_id)
    _printed(town, f"{plan.key}: minutes", [signed], len(town.members()) + len(plan.attending) + 2)
    record = _make(town, f"{plan.key}: record printed", papers.print_record, by=clerk, meeting_id=meeting.pk)
    _printed(town, f"{plan.key}: record", [record], 1)
    for item in items_of_record(meeting):
        if not in_main_volume(item):
            label = f"{plan.key}: volume of item {item.order} printed"
            _make(town, label, papers.print_record_volume, by=clerk, item_id=item.pk)
    adopted = Resolution.objects.filter(item__meeting=meeting, outcome=Outcome.ADOPTED)
    extracts = []
    for resolution in adopted.order_by("item__order"):
        label = f"{plan.key}: resolution of item {resolution.item.order} extracted"
        extracts.append(_make(town, label, papers.extract_resolution, by=clerk, resolution_id=resolution.pk))
    if plan.scanned:  # what was just made lies ready to be printed
        _printed(town, f"{plan.key}: extracts", extracts, 2)
    if plan.scanned:
        _scan(town, plan, meeting)
    if plan.corrigendum is not None:
        _correct(town, plan, meeting)


def _scan(town: Town, plan: MeetingPlan, meeting: Meeting) -> None:
    """The record as it lies in the drawer, signed by chair and recorder."""
    record = Document.objects.get(
        kind=kinds.RECORD, subject_type="meetings.meeting", subject_id=str(meeting.pk), state="finished"
    )
    town.script.wait(90)
    chair, recorder = town.holder("secretary"), town.holder("office_clerk")
    lines = [
        f"{meeting}，{text(meeting.meets_on)}，{meeting.place}。",
        f"本记录共{record.pages}页，此为签字页扫描件，其余各页见系统内打印件。",
        f"打印件核对码：{record.code}",
    ]
    town.do(
        f"{plan.key}: record scanned",
        attach_scan,
        by=recorder,
        document_id=record.pk,
        upload=files.scanned(record.title, lines, (("主持人", chair), ("记录人", recorder))),
    )


def _correct(town: Town, plan: MeetingPlan, meeting: Meeting) -> None:
    assert plan.corrigendum is not None
    stood, reads, because = plan.corrigendum
    draft = town.do(
        f"{plan.key}: corrigendum drafted",
        corrigenda.draft_corrigendum,
        by=town.holder("office_clerk"),
        gives=Corrigendum,
        minutes_id=meeting.minutes.pk,
        corrections=[{"page": 1, "stood": stood, "reads": reads, "because": because}],
    )
    town.script.wait(30)
    signed = town.do(
        f"{plan.key}: corrigendum signed",
        corrigenda.sign_corrigendum,
        by=town.holder("secretary"),
        gives=Corrigendum,
        corrigendum_id=draft.pk,
    )
    _render(town, signed.document_id)
