"""Two at once over one paper or one subject: one goes through, the other is told."""

from __future__ import annotations

import pytest

from governance.office.requests_reports.models import ReportingFailure, UpwardPaper
from governance.office.requests_reports.services import failures, upward
from tests import builders
from tests.governance.audit.world import verified
from tests.governance.requests.desk import Desk, meetings_answer
from tests.postgres.test_meeting_races import at_once, kinds

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
DAY = builders.TODAY


@pytest.fixture
def desk(settings, tmp_path):
    settings.KEY_DIR = tmp_path / "keys"
    with builders.on_day():
        return Desk()


def test_two_sign_and_one_number_is_drawn(desk):
    with builders.on_day():
        paper = desk.ready()
        desk.entrust()
        secretary, deputy = desk.actor("secretary"), desk.actor("deputy_secretary")

    def sign(actor):
        return upward.sign_paper(paper_id=paper.pk, actor=actor)

    with meetings_answer():
        results = at_once(lambda: sign(secretary), lambda: sign(deputy), day=DAY)
    assert kinds(results) == {"done": 1, "Refused": 1}
    assert UpwardPaper.objects.get(pk=paper.pk).number == "稔委〔2026〕1号"
    assert verified(quick=True).breaks == 0


def test_two_failures_recorded_at_once_are_the_first_and_the_second(desk):
    with builders.on_day():
        secretary, director = desk.actor("secretary"), desk.actor("office_director")

    def record(actor):
        return failures.record_failure(
            organization=desk.town, actor=actor, what="没有报告", happened_on=DAY, unit=desk.other
        )

    results = at_once(lambda: record(secretary), lambda: record(director), day=DAY)
    assert kinds(results) == {"done": 2}
    assert sorted(ReportingFailure.objects.values_list("nth", flat=True)) == [1, 2]
    assert verified(quick=True).breaks == 0
