"""A disk that is really full: an upload says so, keeps nothing half, and works once there is room."""

from __future__ import annotations

import errno
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile

from governance.access.models import HeldFile
from meetings.models import TopicMaterial
from tests import builders
from tests.meetings.pages import Browser, words
from tests.meetings.scenes import PREPARED, Preparation

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n" + b"0" * 3_000_000  # more than is kept in memory while it is received


class SmallStorage(FileSystemStorage):
    """Where no disk can be mounted: takes one megabyte, as the small disk does."""

    def _save(self, name: str, content) -> str:
        if content.size > 1_000_000:
            raise OSError(errno.ENOSPC, "No space left on device")
        return super()._save(name, content)


@pytest.fixture
def small_disk(tmp_path: Path, settings) -> Iterator[Path]:
    """A disk of one megabyte under the folder of papers; a storage that acts like one without root."""
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = (
        os.geteuid() == 0
        and not subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=1m", "none", str(folder)], capture_output=True
        ).returncode
    )
    backend = "django.core.files.storage.FileSystemStorage" if mounted else f"{__name__}.SmallStorage"
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": backend, "OPTIONS": {"location": str(folder), "base_url": None}},
    }
    yield folder
    if mounted:
        subprocess.run(["umount", str(folder)], check=True)


@pytest.fixture
def scene(db) -> Iterator[Preparation]:
    made = Preparation.build()
    with builders.on_day(PREPARED):
        yield made


def attach(scene: Preparation, content: bytes = PDF):
    clerk = Browser(scene.stage, "office_clerk")
    clerk.client.raise_request_exception = False
    file = SimpleUploadedFile("方案.pdf", content)
    return clerk.send("meetings:topic-material", scene.bare_id, kind="option", label="方案一", file=file)


def test_the_form_says_so_and_nothing_half_is_left(small_disk: Path, scene: Preparation) -> None:
    refused = attach(scene)
    assert refused.status_code == 422
    assert "存储放不下了" in words(refused)
    assert not TopicMaterial.objects.exists() and not HeldFile.objects.exists()
    assert [path for path in small_disk.rglob("*") if path.is_file()] == []
    assert attach(scene, PDF[:500_000]).status_code == 302  # what fits is taken
    assert TopicMaterial.objects.get().size == 500_000


def test_a_disk_full_while_receiving_has_a_page_that_says_so(
    scene: Preparation, settings, monkeypatch
) -> None:
    from django.core.files import uploadhandler

    def full(self, raw_data, start):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(uploadhandler.TemporaryFileUploadHandler, "receive_data_chunk", full)
    answer = attach(scene)
    assert answer.status_code == 507
    assert "服务器的磁盘满了" in answer.content.decode()
    assert answer.headers["X-Request-ID"][:12].upper() in answer.content.decode()
    assert not TopicMaterial.objects.exists()
