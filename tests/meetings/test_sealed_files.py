"""Files on secret matters lie sealed under the key of their subject: nothing of them is in the store in clear,
readers notice nothing, and when the key is destroyed they are gone."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from governance.access.actor import system_actor
from governance.access.decision import Decision
from governance.audit.sealed import SealBroken, SubjectKey, erase_subject
from governance.deadlines.jobs import run_due_jobs
from governance.documents.files_kept import compare_files
from governance.documents.kept_files import keep_file, read_kept
from governance.documents.models import Document
from meetings.documents import kinds
from meetings.materials_kept import compare_materials
from meetings.models import TopicMaterial
from meetings.services import materials, papers
from tests import builders
from tests.meetings.pages import Browser
from tests.meetings.scenes import AFTER, Closed
from tests.meetings.staging import Stage
from tests.meetings.table import kept_world


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    with kept_world(django_db_blocker, Closed.build) as world:
        yield world


@pytest.fixture
def scene(db, kept):
    built = kept or Closed.build()
    with builders.on_day(AFTER):
        yield built


@pytest.fixture(autouse=True)
def own_storage(settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {**settings.STORAGES["default"], "OPTIONS": {"location": str(tmp_path)}},
    }


def stored(name: str) -> bytes:
    return Path(default_storage.path(name)).read_bytes()


def volume(scene: Closed) -> Document:
    made = papers.print_record_volume(item_id=scene.persons_id, actor=scene.actor("office_clerk"))
    run_due_jobs()
    made.refresh_from_db()
    return made


def erase(subject: str, number: int) -> None:
    key = SubjectKey.objects.get(subject_type=subject, subject_id=str(number))

    erase_subject(
        actor=system_actor("erasing", AFTER),
        key_id=key.pk,
        ground="依法定程序",
        decide=lambda actor, code, obj: Decision(code, actor, allowed=True),
    )


def test_the_volume_of_a_secret_item_is_sealed_with_its_copy(scene):
    made = volume(scene)
    for name, digest in ((made.file, made.file_digest), (made.editable.file, made.editable.file_digest)):
        raw = stored(name)
        assert raw.startswith(b"zhenwei-sealed-1\n")
        assert b"%PDF" not in raw and b"PK\x03\x04" not in raw
        assert hashlib.sha256(read_kept(name)).hexdigest() == digest
    clerk = Browser(scene.stage, "office_clerk")
    opened = clerk.get("documents:download", made.pk)
    assert b"".join(opened.streaming_content).startswith(b"%PDF")
    assert list(compare_files(None)) == []


def test_the_main_record_is_not(scene):
    made = papers.print_record(meeting_id=scene.meeting.pk, actor=scene.actor("office_clerk"))
    run_due_jobs()
    made.refresh_from_db()
    assert made.kind == kinds.RECORD
    assert stored(made.file).startswith(b"%PDF")


def test_destroying_the_key_reaches_the_files(scene):
    made = volume(scene)
    erase("meetings.agendaitem", scene.persons_id)
    clerk = Browser(scene.stage, "office_clerk")
    assert clerk.get("documents:download", made.pk).status_code == 404
    assert clerk.get("documents:editable", made.pk).status_code == 404
    assert list(compare_files(None)) == [], "gone as it was meant to be"


def test_an_altered_sealed_file_is_found(scene):
    made = volume(scene)
    place = Path(default_storage.path(made.file))
    place.write_bytes(place.read_bytes()[:-1] + b"\0")
    with pytest.raises(SealBroken):
        read_kept(made.file)
    assert [b.what for b in compare_files(made.organization_id)] == ["file_differs"]


def test_material_of_a_secret_topic_is_sealed_and_other_material_is_not(db):
    data = b"%PDF-1.4 what is proposed for a person"
    with builders.on_day():
        stage = Stage.build(name="清堰镇")
        person = stage.crew.person("staff")
        secret = stage.topic("personnel", "研究干部任免", subjects=[(person, "任副站长")])
        plain = stage.topic("ordinary", "集镇停车")
        made = {}
        for name, topic in (("secret", secret), ("plain", plain)):
            file = ContentFile(data, name="材料.pdf")
            made[name] = materials.add_material(
                topic_id=topic.pk,
                actor=stage.member(1),
                kind=TopicMaterial.Kind.MATERIAL,
                label="材料",
                file=file,
            )
        assert stored(made["plain"].file) == data
        assert b"proposed" not in stored(made["secret"].file)
        assert read_kept(made["secret"].file) == data
        reader = Browser(stage, 1)
        opened = reader.get("meetings:material", made["secret"].pk)
        assert b"".join(opened.streaming_content) == data
        assert list(compare_materials(None)) == []
        erase("meetings.topic", secret.pk)
        assert reader.get("meetings:material", made["secret"].pk).status_code == 404
        assert list(compare_materials(None)) == []


def test_a_file_in_clear_left_under_a_sealed_name_is_written_anew(scene):
    made = volume(scene)
    data = read_kept(made.file)
    key = SubjectKey.objects.get(subject_type="meetings.agendaitem", subject_id=str(scene.persons_id))
    Path(default_storage.path(made.file)).write_bytes(data)
    keep_file(made.file, data, made.file_digest, key)
    assert stored(made.file).startswith(b"zhenwei-sealed-1\n")
    before = stored(made.file)
    keep_file(made.file, data, made.file_digest, key)
    assert stored(made.file) == before, "one that is whole is left alone"
