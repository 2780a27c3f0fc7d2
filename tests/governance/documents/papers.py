"""One signed set of minutes with its ordered paper, for tests of jobs, downloads and the code page."""

from __future__ import annotations

from datetime import date

from governance.deadlines.jobs import run_due_jobs
from governance.deadlines.models import Job
from governance.documents.models import Document
from meetings.models import Minutes
from tests import builders
from tests.meetings.staging import Stage

PREPARED, NOTICED, HELD, SIGNED = (date(2026, 11, d) for d in (20, 23, 26, 27))


def signed_minutes(proposal: str = "同意所报方案", *, name: str = "云樨镇") -> tuple[Stage, Minutes]:
    """A meeting on one ordinary item, closed and signed; nothing rendered yet."""
    stage = Stage.build(["preset-b"], name=name)
    with builders.on_day(PREPARED):
        meeting = stage.meeting(HELD)
        item = stage.item(meeting, "ordinary", title="集镇停车秩序整治")
    with builders.on_day(NOTICED):
        stage.convene(meeting)
    with builders.on_day(HELD):
        stage.open(meeting)
        stage.discuss(item)
        resolution = stage.announce(stage.vote_by_hands(item, 11))
        stage.word(resolution, date(2026, 12, 31), text=proposal)
        run_due_jobs()  # its clause is under supervision: the jobs left are the papers' own
    with builders.on_day(SIGNED):
        return stage, stage.minutes(meeting)


def paper(minutes: Minutes) -> Document:
    return Document.objects.get(pk=minutes.document_id)


def job(document: Document) -> Job:
    return Job.objects.get(key=f"render:{document.pk}")
