"""A meeting keeps the edition of the procedure it began under; the chart shows the figures of the town."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pytest
from django.db import connection

from governance.audit.models import Act
from governance.procedures import procedure as declared
from governance.procedures.models import ProcedureEdition
from governance.procedures.pinning import EditionAltered, pinned
from meetings.models import Meeting
from meetings.pages.progress import Progress
from meetings.procedures import PLENARY
from tests import builders
from tests.meetings.pages import Browser
from tests.meetings.staging import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage() -> Iterator[Stage]:
    with builders.on_day():
        yield Stage.build(["preset-a", "preset-b"])


def rail(meeting: Meeting) -> list[str]:
    return [step.name for step in Progress(Meeting.objects.get(pk=meeting.pk), builders.TODAY).rail]


def test_meetings_under_one_declaration_share_its_edition(stage):
    first, second = stage.meeting(), stage.meeting()
    assert first.procedure == second.procedure
    assert ProcedureEdition.objects.count() == 1
    assert pinned(first.procedure) == declared.procedure_of(PLENARY)
    assert Act.objects.filter(code="meetings.meeting.planned").count() == 2


def test_a_changed_declaration_leaves_a_running_meeting_alone(stage, monkeypatch):
    old = stage.meeting()
    before = rail(old)
    now = declared.procedure_of(PLENARY)
    renamed = dataclasses.replace(now.steps[0], name="商定议题")
    changed = dataclasses.replace(now, steps=(renamed, *now.steps[1:]))
    monkeypatch.setitem(declared._PROCEDURES, PLENARY, changed)
    new = stage.meeting()
    assert rail(old) == before
    assert rail(new) == ["商定议题", *before[1:]]
    assert ProcedureEdition.objects.count() == 2


def test_an_edition_altered_in_the_database_is_not_believed(stage):
    edition = stage.meeting().procedure
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE governance_procedureedition SET content = replace(content, 'notice', 'novice') WHERE id = %s",
            [edition.pk],
        )
    edition.refresh_from_db()
    with pytest.raises(EditionAltered):
        pinned(edition)


@pytest.mark.articles("S0-04:流程图")
def test_the_chart_cites_what_is_adopted_with_the_figures_of_the_day(stage):
    clerk = Browser(stage, "office_clerk")
    page = clerk.text("procedures:procedure", PLENARY)
    assert "确定议题" in page
    file = clerk.get("procedures:chart", PLENARY)
    chart = file.content.decode()
    assert file["Content-Type"] == "image/svg+xml; charset=utf-8"
    assert chart.count("<rect") == 9  # the sheet and eight boxes
    assert "二-3a〕" in chart
    assert "二-3a 提前量：不少于2天" in chart
    assert "style=" not in chart


def test_a_town_without_an_article_does_not_see_it_cited():
    with builders.on_day():
        stage = Stage.build(["preset-b"], name="稔川镇")
        chart = Browser(stage, "office_clerk").get("procedures:chart", PLENARY).content.decode()
        assert "二-3a〕" not in chart
        assert "七-2a〕" in chart


def test_an_unknown_procedure_is_not_there(stage):
    assert Browser(stage, "office_clerk").get("procedures:procedure", "meetings.nothing").status_code == 404
