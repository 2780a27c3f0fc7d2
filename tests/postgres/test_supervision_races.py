"""Two at once on one supervised matter: one review stands, one number each, one registration of a clause."""

from __future__ import annotations

import pytest

from governance.access.actor import system_actor
from meetings.models import Review, SupervisedTask
from meetings.supervision.services import reviewing, taking
from tests import builders
from tests.governance.audit.world import verified
from tests.meetings.supervising import TODAY, build, registered, reported, send_back
from tests.postgres.test_meeting_races import at_once, kinds

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def stage(settings, tmp_path):
    settings.KEY_DIR = tmp_path / "keys"
    return build()


def test_a_result_is_reviewed_once(stage):
    with builders.on_day():
        task = reported(stage)
        secretary = stage.actor("secretary")

    def accept():
        return reviewing.accept_result(task_id=task.pk, actor=secretary)

    def back():
        return send_back(stage, task)

    results = at_once(accept, back, day=TODAY)
    assert kinds(results) == {"done": 1, "Refused": 1}
    [row] = Review.objects.all()
    status = SupervisedTask.objects.get(pk=task.pk).status
    assert (row.outcome, status) in {("accepted", "accepted"), ("returned", "returned")}
    assert verified(quick=True).breaks == 0


def test_two_registrations_draw_two_numbers(stage):
    with builders.on_day():
        stage.crew.account("office_clerk")
    results = at_once(lambda: registered(stage), lambda: registered(stage, title="档案整理"), day=TODAY)
    assert kinds(results) == {"done": 2}
    assert len(set(SupervisedTask.objects.values_list("number", flat=True))) == 2


def test_what_is_handed_on_twice_is_registered_once(stage):
    payload = {"organization": stage.town.pk, "title": "整修水沟", "source": "meetings.bodymatter:7"}
    actor = system_actor("supervision", TODAY)

    def take():
        return taking.take_up_matter(source="body_matter", payload=payload, actor=actor)

    at_once(take, take, day=TODAY)
    assert SupervisedTask.objects.count() == 1
