"""From topic to signed minutes, under two different adopted rule sets."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.storage import default_storage

from governance.audit.models import Act, ChainEntry
from governance.deadlines.jobs import run_due_jobs
from governance.documents.models import Document
from meetings.services import minutes as verbs
from meetings.services import room
from tests import builders
from tests.meetings.staging import Stage

pytestmark = pytest.mark.django_db

PREPARED, NOTICED, HELD, SIGNED = (
    date(2026, 11, 20),
    date(2026, 11, 23),
    date(2026, 11, 26),
    date(2026, 11, 27),
)
RULE_SETS = [
    pytest.param(
        ["preset-a"],
        [("S0-04:三-3a", "majority", ">1/2@entitled")],
        False,
        id="preset-a with the majority set",
    ),
    pytest.param(["preset-b"], [], False, id="preset-b"),
    pytest.param(
        ["preset-b", "preset-c"],
        [("S3-04:2-1", "agreement", ">=1/1@present")],
        True,
        id="preset-b and preset-c settled",
    ),
]


@pytest.mark.parametrize(("presets", "figures", "settle"), RULE_SETS)
def test_a_meeting_from_topic_to_minutes(presets, figures, settle):
    stage = Stage.build(presets, figures=figures, settle=settle)
    with builders.on_day(PREPARED):
        meeting = stage.meeting(HELD)
        ordinary = stage.item(meeting, "ordinary")
        project = stage.item(meeting, "major_project")
        persons = stage.item(meeting, "personnel", subjects=[(builders.person("甘雨棠"), "任组织办副主任")])
    with builders.on_day(NOTICED):
        stage.convene(meeting)
    with builders.on_day(HELD):
        stage.open(meeting)
        for item, method in (
            (ordinary, "show_of_hands"),
            (project, "named_ballot"),
            (persons, "secret_ballot"),
        ):
            stage.discuss(item)
            vote = (
                stage.vote_by_name(item)
                if method == "named_ballot"
                else stage.vote_by_hands(item, aye=11, method=method)
            )
            resolution = stage.announce(vote)
            assert resolution.outcome == "adopted"
            stage.word(resolution, date(2026, 12, 31))
        room.close_meeting(meeting_id=meeting.pk, actor=stage.actor("office_clerk"))
    with builders.on_day(SIGNED):
        drafted = verbs.compose_minutes(meeting_id=meeting.pk, actor=stage.actor("office_clerk"))
        verbs.submit_minutes(minutes_id=drafted.pk, actor=stage.actor("office_clerk"))
        signed = verbs.sign_minutes(minutes_id=drafted.pk, actor=stage.actor("secretary"))
    assert signed.number == "云委纪〔2026〕1号"
    # Two of three items are in the minutes: the personnel item is not even counted.
    assert len(signed.sections) == 2
    assert "研究2项议题" in signed.opening
    assert all("甘雨棠" not in str(s) for s in signed.sections)
    # The minutes are rendered, the clause of each resolution goes under supervision.
    assert run_due_jobs() == 4
    document = Document.objects.get(pk=signed.document_id)
    assert document.state == Document.State.FINISHED, document.failure
    with default_storage.open(document.file) as file:
        assert file.read(5) == b"%PDF-"
    chain = (
        ChainEntry.objects.filter(organization_id=stage.town.pk)
        .order_by("seq")
        .values_list("act_id", flat=True)
    )
    acts = Act.objects.in_bulk(list(chain))
    codes = [acts[act_id].code for act_id in chain]
    assert codes[-5] == "meetings.minutes.signed"
    assert sorted(codes[-4:]) == ["documents.document.rendered", *["supervision.task.taken_up"] * 3]
    assert codes.count("meetings.resolution.adopted") == 3
    assert not [c for c in codes if acts[chain[codes.index(c)]].outcome != "done"]
