"""Papers of the demonstration: the notice and sign-in sheet of every meeting, the record and extracts of
those whose minutes are signed. Each is made at once, at the time of the story."""

from __future__ import annotations

from governance.audit import clock
from governance.deadlines.jobs import run_due_jobs
from meetings.demo.people import Town
from meetings.demo.plot import MeetingPlan
from meetings.demo.script import only_demonstration
from meetings.documents.record import in_main_volume, items_of_record
from meetings.models import Corrigendum, Meeting, Notice, Resolution
from meetings.models.base import Outcome
from meetings.services import corrigenda, papers


def make(town: Town) -> None:
    """Render what was ordered."""
    town.script.wait(1)
    with clock.demonstration_clock(town.script.now, only_demonstration=only_demonstration()):
        run_due_jobs()


def before(town: Town, plan: MeetingPlan, meeting: Meeting) -> None:
    clerk = town.holder("office_clerk")
    sent = Notice.objects.get(meeting=meeting)
    town.do(f"{plan.key}: notice printed", papers.print_notice, by=clerk, notice_id=sent.pk)
    town.do(f"{plan.key}: sign-in sheet printed", papers.print_sign_in_sheet, by=clerk, meeting_id=meeting.pk)
    make(town)


def afterwards(town: Town, plan: MeetingPlan, meeting: Meeting) -> None:
    clerk = town.holder("office_clerk")
    closed = Meeting.objects.get(pk=meeting.pk)
    town.do(f"{plan.key}: record printed", papers.print_record, by=clerk, meeting_id=closed.pk)
    for item in items_of_record(closed):
        if not in_main_volume(item):
            label = f"{plan.key}: volume of item {item.order} printed"
            town.do(label, papers.print_record_volume, by=clerk, item_id=item.pk)
    adopted = Resolution.objects.filter(item__meeting=closed, outcome=Outcome.ADOPTED)
    for resolution in adopted.order_by("item__order"):
        label = f"{plan.key}: resolution of item {resolution.item.order} extracted"
        town.do(label, papers.extract_resolution, by=clerk, resolution_id=resolution.pk)
    make(town)
    if plan.corrigendum is not None:
        _correct(town, plan, closed)


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
    town.do(
        f"{plan.key}: corrigendum signed",
        corrigenda.sign_corrigendum,
        by=town.holder("secretary"),
        corrigendum_id=draft.pk,
    )
    make(town)
