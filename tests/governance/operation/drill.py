"""The drill both databases share: a town at work, a backup, a restoration elsewhere, and every way to spoil it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.test import override_settings

from governance.audit.heads import sign_heads
from governance.audit.models import Act, ChainEntry
from governance.deadlines.jobs import run_due_jobs
from governance.documents.models import Document
from meetings.services import minutes as minutes_verbs
from meetings.services import room
from tests import builders
from tests.meetings.staging import Stage

PREPARED, NOTICED, HELD, SIGNED = (date(2026, 11, day) for day in (20, 23, 26, 27))


def town_at_work() -> Document:
    """A held meeting with sealed opinions and signed minutes, their paper rendered, accounts, signed heads."""
    apply_migrations_on_paper()
    stage = Stage.build(["preset-b"])
    stage.crew.account("secretary")
    with builders.on_day(PREPARED):
        meeting = stage.meeting(HELD)
        item = stage.item(meeting, "ordinary")
    with builders.on_day(NOTICED):
        stage.convene(meeting)
    with builders.on_day(HELD):
        stage.open(meeting)
        stage.discuss(item)
        stage.word(stage.announce(stage.vote_by_hands(item, aye=11)), date(2026, 12, 31))
        room.close_meeting(meeting_id=meeting.pk, actor=stage.actor("office_clerk"))
    with builders.on_day(SIGNED):
        drafted = minutes_verbs.compose_minutes(meeting_id=meeting.pk, actor=stage.actor("office_clerk"))
        minutes_verbs.submit_minutes(minutes_id=drafted.pk, actor=stage.actor("office_clerk"))
        signed = minutes_verbs.sign_minutes(minutes_id=drafted.pk, actor=stage.actor("secretary"))
        assert run_due_jobs() == 2  # the paper is rendered, the clause goes under supervision
    sign_heads()
    default_storage.save("aside/蓝印.txt", ContentFile(b"not named by any row"))
    return Document.objects.get(pk=signed.document_id)


def apply_migrations_on_paper() -> None:
    """A test database made without migrations has none on its list; the restored one is asked for them."""
    if "django_migrations" in connection.introspection.table_names():
        return
    with override_settings(MIGRATION_MODULES={}):
        shipped = sorted(MigrationLoader(None).disk_migrations)
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE django_migrations (id integer PRIMARY KEY, app varchar(255), name varchar(255), "
            "applied timestamp)"
        )
        for number, (app, name) in enumerate(shipped, start=1):
            cursor.execute("INSERT INTO django_migrations VALUES (%s, %s, %s, NULL)", [number, app, name])


def restored(backup: Path, home: Path, database: str, *arguments: str, **more: str) -> tuple[int, list[Any]]:
    """`manage.py restore` as an office would run it: another folder, another database, the keys put back."""
    ran = subprocess.run(
        [sys.executable, "manage.py", "restore", *arguments, str(backup)],
        cwd=settings.BASE_DIR,
        env={k: v for k, v in os.environ.items() if not k.startswith(("DJANGO_", "DATABASE_"))}
        | {
            "DATABASE_URL": database,
            "ZHENWEI_VAR_DIR": str(home),
            "ZHENWEI_KEY_DIR": str(settings.KEY_DIR),
            "DJANGO_SECRET_KEY": "the restored one",
        }
        | more,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert not ran.stderr or ran.returncode == 0, ran.stderr
    return ran.returncode, [json.loads(line) for line in ran.stdout.splitlines()]


def first_paper(backup: Path) -> Path:
    return next(path for path in sorted((backup / "documents").rglob("*.pdf")))


def change(path: Path, by: Callable[[bytes], bytes]) -> None:
    content = by(path.read_bytes())
    path.chmod(0o600)
    path.write_bytes(content)


def edit_list(backup: Path, by: Callable[[dict[str, Any]], Any]) -> None:
    listed = json.loads((backup / "manifest.json").read_text())
    by(listed)
    (backup / "manifest.json").write_text(json.dumps(listed))


def rewrite_an_act() -> None:
    """In the running database, before the backup is made: the backup is true to it, the trail is not sound."""
    link = ChainEntry.objects.filter(act_id=Act.objects.filter(code="meetings.meeting.opened").get().pk).get()
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE governance_chainentry SET payload = replace(payload, 'opened', 'closed') WHERE id = %s",
            [link.pk],
        )


# name → (what is done to the backup, what the restoration names)
SPOILED: dict[str, tuple[Callable[[Path], Any], str]] = {
    "a paper changed": (lambda b: change(first_paper(b), lambda c: c + b" "), "not what was backed up"),
    "a paper gone": (lambda b: first_paper(b).unlink(), "missing"),
    "a paper slipped in": (lambda b: (b / "documents/x.pdf").write_bytes(b"%PDF"), "x.pdf: not in the list"),
    "the database changed": (
        lambda b: change(next(b.glob("database.*")), lambda c: c[:-1] + bytes([c[-1] ^ 1])),
        "database.",
    ),
    "a digest changed to fit": (
        lambda b: edit_list(b, lambda m: m["files"].popitem()),
        "manifest.json: changed after it was signed",
    ),
    "a way out of the folder": (
        lambda b: edit_list(b, lambda m: m["files"].update({"../keys/x": [0, ""]})),
        "../keys/x: no place inside",
    ),
    "no signature": (lambda b: (b / "manifest.sig").unlink(), "manifest.sig cannot be read"),
    "another format": (lambda b: edit_list(b, lambda m: m.update(format="x/1")), "format 'x/1'"),
    "no list": (lambda b: (b / "manifest.json").write_text("{"), "manifest.json cannot be read"),
}
