"""The paper's job under faults: killed, out of glyphs, out of disk, ordered twice, asked for again."""

from __future__ import annotations

import errno
import hashlib
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage, default_storage
from django.utils import timezone

from governance.access.errors import Forbidden
from governance.audit.errors import Refused
from governance.audit.models import Act
from governance.deadlines import jobs
from governance.deadlines.jobs import ATTEMPTS, order_job, run_due_jobs
from governance.deadlines.models import Job
from governance.documents import services
from governance.documents.models import Document, NumberSeries
from tests import builders
from tests.governance.documents.papers import SIGNED, job, paper, signed_minutes
from tests.meetings.table import kept_world

UNPRINTABLE = "\U0001f69c"  # a tractor; no Chinese font has it


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    with kept_world(django_db_blocker, signed_minutes) as world:
        yield world


@pytest.fixture(autouse=True)
def own_storage(settings, tmp_path):
    """What one test leaves on disk is not found by the next."""
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {**settings.STORAGES["default"], "OPTIONS": {"location": str(tmp_path)}},
    }


@pytest.fixture
def signed(db, kept):
    with builders.on_day(SIGNED):
        yield kept or signed_minutes()


def rendered_acts(document: Document) -> int:
    return Act.objects.filter(code="documents.document.rendered", object_id=str(document.pk)).count()


def due(one: Job) -> None:
    """Let the job's next attempt fall due, as time would."""
    Job.objects.filter(pk=one.pk).update(
        next_try_at=timezone.now() - timedelta(seconds=1),
        leased_until=one.leased_until and timezone.now() - timedelta(seconds=1),
    )


def stored(document: Document) -> list[str]:
    folder = f"{document.organization_id}/{document.ordered_on.year}"
    if not default_storage.exists(folder):
        return []
    return [name for name in default_storage.listdir(folder)[1] if name.startswith(document.code)]


# The PDF and its editable copy.
BOTH = [".docx", ".pdf"]


def kinds_of(names: list[str]) -> list[str]:
    return sorted(Path(name).suffix for name in names)


@pytest.mark.parametrize("at", ["render_paper", "keep_file", "_record_rendering"])
def test_a_worker_killed_in_between_leaves_one_paper_with_one_number(signed, monkeypatch, at):
    _stage, minutes = signed
    document = paper(minutes)

    class Killed(BaseException):
        """What no handler catches."""

    real = getattr(services, at)

    def dies(*args, **kwargs):
        if at == "keep_file":
            real(*args, **kwargs)
        raise Killed

    monkeypatch.setattr(services, at, dies)
    with pytest.raises(Killed):
        run_due_jobs()
    one = job(document)
    assert (one.state, one.attempts) == (Job.State.LEASED, 1)
    assert run_due_jobs() == 0  # the lease still holds
    monkeypatch.setattr(services, at, real)
    due(one)
    assert run_due_jobs() == 1
    document.refresh_from_db()
    assert document.state == Document.State.FINISHED
    assert document.number == minutes.number
    assert NumberSeries.objects.get(kind="minutes").last == 1
    assert Document.objects.filter(subject_id=str(minutes.pk)).count() == 1
    assert rendered_acts(document) == 1
    assert job(document).state == Job.State.DONE


def test_a_job_that_kills_every_worker_is_given_up(signed):
    document = paper(signed[1])
    Job.objects.filter(pk=job(document).pk).update(
        state=Job.State.LEASED, attempts=ATTEMPTS, leased_until=timezone.now() - timedelta(seconds=1)
    )
    assert run_due_jobs() == 1
    document.refresh_from_db()
    assert (job(document).state, document.state) == (Job.State.FAILED, Document.State.FAILED)
    assert "每次都在中途停了" in document.failure


def test_two_workers_render_and_one_records(signed):
    document = paper(signed[1])
    services.render_document({"document": document.pk})
    before = Document.objects.get(pk=document.pk)
    services._record_rendering(
        document_id=document.pk,
        editable=None,
        file="late.pdf",
        file_digest="0" * 64,
        pages=9,
        data_digest="0" * 64,
        chain_seq=1,
        chain_hash="0" * 64,
        actor=services.system_actor("document rendering", SIGNED),
    )
    assert Document.objects.get(pk=document.pk).file_digest == before.file_digest
    assert rendered_acts(document) == 1
    assert run_due_jobs() == 1  # the job finds the paper made
    assert rendered_acts(document) == 1


def test_a_missing_glyph_names_the_character_and_reordering_works_once_it_is_there(signed, monkeypatch):
    stage, minutes = signed
    document = paper(minutes)
    real = services.render_paper

    def lacks(*args, **kwargs):
        raise services.MissingGlyphs(["𰻝", UNPRINTABLE])

    monkeypatch.setattr(services, "render_paper", lacks)
    assert run_due_jobs() == 1
    document.refresh_from_db()
    assert document.state == Document.State.FAILED
    assert "𰻝" in document.failure and UNPRINTABLE in document.failure
    assert job(document).state == Job.State.FAILED
    assert run_due_jobs() == 0  # trying again would not help
    with pytest.raises(Forbidden):
        services.reorder_document(document_id=document.pk, actor=stage.actor("secretary"))
    monkeypatch.setattr(services, "render_paper", real)
    ordered = services.reorder_document(document_id=document.pk, actor=stage.actor("office_clerk"))
    assert (ordered.state, ordered.failure) == (Document.State.ORDERED, "")
    assert run_due_jobs() == 1
    document.refresh_from_db()
    assert (document.state, document.number) == (Document.State.FINISHED, minutes.number)


@pytest.mark.parametrize("state", ["ordered", "finished"])
def test_only_what_failed_is_made_again(signed, state):
    stage, minutes = signed
    document = paper(minutes)
    if state == "finished":
        run_due_jobs()
    with pytest.raises(Refused) as refused:
        services.reorder_document(document_id=document.pk, actor=stage.actor("office_clerk"))
    assert [f.code for f in refused.value.verdict.blocking] == ["documents.state.not_failed"]
    assert Document.objects.get(pk=document.pk).state == state


def test_a_real_paper_with_an_unprintable_character_fails_and_says_which(db):
    _stage, minutes = signed_minutes(f"购置{UNPRINTABLE}一台", name="栖禾镇")
    with builders.on_day(SIGNED):
        builders.change(
            minutes, sections=[{**minutes.sections[0], "paragraphs": [f"同意购置{UNPRINTABLE}一台。"]}]
        )
        run_due_jobs()
    document = paper(minutes)
    assert document.state == Document.State.FAILED
    assert UNPRINTABLE in document.failure


def full_disk(storage, name, content, max_length=None):
    """Half the file is written when the disk is full, as it would be."""
    path = Path(storage.path(name))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"%PDF-half")
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_is_tried_again_and_leaves_no_half_file(signed, monkeypatch):
    document = paper(signed[1])
    monkeypatch.setattr(FileSystemStorage, "save", full_disk)
    assert run_due_jobs() == 1
    one = job(document)
    assert (one.state, one.attempts) == (Job.State.NEW, 1)
    assert "No space left" in one.last_error
    assert one.next_try_at > timezone.now()
    assert stored(document) == []
    document.refresh_from_db()
    assert document.state == Document.State.ORDERED
    monkeypatch.undo()
    due(one)
    assert run_due_jobs() == 1
    document.refresh_from_db()
    assert document.state == Document.State.FINISHED
    assert kinds_of(stored(document)) == BOTH


def test_a_disk_that_stays_full_ends_in_a_failed_paper_that_says_so(signed, monkeypatch):
    document = paper(signed[1])
    monkeypatch.setattr(FileSystemStorage, "save", full_disk)
    for _attempt in range(ATTEMPTS):
        due(job(document))
        assert run_due_jobs() == 1
    document.refresh_from_db()
    assert (job(document).state, document.state) == (Job.State.FAILED, Document.State.FAILED)
    assert "存储写不进去" in document.failure


def test_half_a_file_under_the_name_is_never_taken_for_the_paper(signed, monkeypatch):
    document = paper(signed[1])
    real = services.keep_file

    def after_a_crash(name, data, sha256, key=None):
        with pytest.raises(OSError):
            full_disk(default_storage, name, data)
        return real(name, data, sha256, key)

    monkeypatch.setattr(services, "keep_file", after_a_crash)
    assert run_due_jobs() == 1
    document.refresh_from_db()
    with default_storage.open(document.file) as file:
        assert hashlib.sha256(file.read()).hexdigest() == document.file_digest
    assert kinds_of(stored(document)) == BOTH


def test_ordering_the_same_work_twice_is_one_job(signed):
    document = paper(signed[1])
    again = order_job(services.RENDER_JOB, f"render:{document.pk}", {"document": document.pk})
    assert again.pk == job(document).pk
    assert Job.objects.filter(kind=services.RENDER_JOB).count() == 1


def test_an_unexpected_error_waits_longer_each_time(signed, monkeypatch):
    document = paper(signed[1])

    def breaks(payload):
        raise RuntimeError("secret text of the paper")

    monkeypatch.setitem(jobs._HANDLERS, services.RENDER_JOB, breaks)
    waits = []
    for _attempt in range(2):
        due(job(document))
        run_due_jobs()
        one = job(document)
        waits.append(one.next_try_at - timezone.now())
        assert one.last_error == "RuntimeError"  # kinds of errors, never what stood in them
    assert waits[0] < waits[1]
