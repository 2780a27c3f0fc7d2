"""A delegate's proposal that is handed over becomes a supervised matter with its owner and day."""

from __future__ import annotations

from datetime import date

import pytest

from governance.deadlines.jobs import run_due_jobs
from governance.office.congress import services
from meetings.models import SupervisedTask
from tests import builders
from tests.meetings.staging import Stage

pytestmark = pytest.mark.django_db
DAY = date(2026, 12, 9)


@pytest.mark.articles("S4-04:二-4a")
def test_a_proposal_that_is_handed_over_is_followed_to_its_end():
    with builders.on_day(DAY):
        stage = Stage.build(["preset-b", "preset-e"])
        town, clerk = {"organization": stage.town}, stage.actor("office_clerk")
        services.open_term(
            actor=clerk, name="第十五届", rhythm="town", seats=99, since=date(2021, 10, 1), **town
        )
        (who,) = services.enter_delegates(
            actor=clerk, unit="青石村", names=["甘雨棠"], since=date(2021, 10, 1), **town
        )
        proposal = services.receive_proposal(
            actor=clerk, delegate=who, title="村口装路灯", text="夜里看不见。", received_on=DAY, **town
        )
        owner = stage.crew.person("office_director")
        services.hand_over(
            proposal_id=proposal.pk, actor=clerk, unit="村建站", owner=owner, due_on=date(2026, 12, 30)
        )
        run_due_jobs()
        run_due_jobs()
    task = SupervisedTask.objects.get(source=SupervisedTask.Source.DELEGATE)
    assert (task.title, task.responsible, task.due_on) == ("村口装路灯", owner, date(2026, 12, 30))
