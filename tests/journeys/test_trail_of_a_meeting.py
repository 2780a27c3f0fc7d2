"""What verification says of a whole meeting, and of one row edited in SQL afterwards."""

from __future__ import annotations

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from governance.audit.errors import Refused
from governance.deadlines.jobs import run_due_jobs
from meetings.services import minutes as verbs
from meetings.services import room
from tests import builders
from tests.meetings.staging import Stage

pytestmark = pytest.mark.django_db
PREPARED, NOTICED, HELD, SIGNED = (date(2026, 11, d) for d in (20, 23, 26, 27))

EDITS = {
    "the place of the meeting": "UPDATE meetings_meeting SET place = '别处'",
    "a count": "UPDATE meetings_vote SET present = 3",
    "a stance": "UPDATE meetings_stance SET stance = 'agree' WHERE stance = 'disagree'",
    "the text of the minutes": "UPDATE meetings_minutes SET copy_to = '别人'",
    "the digest of the paper": "UPDATE governance_document SET file_digest = 'f'",
    "a refusal made a success": "UPDATE governance_act SET outcome = 'done' WHERE outcome = 'refused'",
    "a row of history": "UPDATE meetings_historicalvote SET aye = 11 WHERE aye = 10",
}


@pytest.fixture(autouse=True)
def key_folder(settings, tmp_path):
    settings.KEY_DIR = tmp_path / "keys"


@pytest.fixture
def meeting():
    stage = Stage.build(["preset-b"])
    with builders.on_day(PREPARED):
        meeting = stage.meeting(HELD)
        item = stage.item(meeting, "ordinary")
    with builders.on_day(NOTICED):
        stage.convene(meeting)
    with builders.on_day(HELD):
        stage.open(meeting)
        with pytest.raises(Refused):
            stage.open(meeting, [])
        stage.discuss(item, ["agree", "disagree"])
        resolution = stage.announce(stage.vote_by_hands(item, 10, 1))
        stage.word(resolution, date(2026, 12, 31))
        room.close_meeting(meeting_id=meeting.pk, actor=stage.actor("office_clerk"))
    with builders.on_day(SIGNED):
        draft = verbs.compose_minutes(meeting_id=meeting.pk, actor=stage.actor("office_clerk"))
        verbs.submit_minutes(minutes_id=draft.pk, actor=stage.actor("office_clerk"))
        verbs.sign_minutes(minutes_id=draft.pk, actor=stage.actor("secretary"))
        run_due_jobs()
    return meeting


def verify() -> tuple[int, list[dict]]:
    out = StringIO()
    code = 0
    try:
        call_command("verifyaudit", stdout=out)
    except SystemExit as ended:
        code = int(ended.code or 0)
    return code, [json.loads(line) for line in out.getvalue().splitlines() if line.strip()]


def test_a_whole_meeting_verifies_and_every_edit_past_it_is_found(meeting):
    code, lines = verify()
    assert code == 0, lines
    cursor = connection.cursor()
    if connection.vendor == "postgresql":
        # The triggers refuse these edits (tests/postgres); here somebody with the owner's rights makes them.
        cursor.execute("SET LOCAL session_replication_role = replica")
    for what, sql in EDITS.items():
        point = f"edit_{list(EDITS).index(what)}"
        cursor.execute(f"SAVEPOINT {point}")
        cursor.execute(sql)
        assert cursor.rowcount > 0, what
        code, lines = verify()
        assert code == 1, what
        assert any(line.get("first") or line.get("result") == "broken" for line in lines), lines
        cursor.execute(f"ROLLBACK TO SAVEPOINT {point}")
    assert verify()[0] == 0
