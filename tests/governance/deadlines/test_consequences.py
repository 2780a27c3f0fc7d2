"""A consequence is put down with its act, carried over once, and waits visibly where nobody takes it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from governance.access import questions
from governance.access.actor import Actor, system_actor
from governance.access.decision import Decision
from governance.access.questions import ResolutionFact, put_question, register_question
from governance.audit import clock
from governance.audit.act import act, verb
from governance.audit.errors import TrailError
from governance.audit.models import Act
from governance.audit.vocabulary import ActCode, register_acts
from governance.deadlines import consequences
from governance.deadlines.consequences import Cause, Taken, order_waiting, register_taker, set_going
from governance.deadlines.jobs import run_due_jobs
from governance.deadlines.models import Consequence, Job
from governance.people.models import Organization
from governance.rules.verdict import Verdict
from tests import builders

pytestmark = pytest.mark.django_db
CAUSED, TOOK = "tests.clause.decided", "tests.matter.taken"
register_acts([ActCode(CAUSED, "议定", "议定"), ActCode(TOOK, "接办", "接办")])


@pytest.fixture
def town() -> Iterator[Organization]:
    with builders.on_day():
        found = builders.town("云樨镇")
        builders.hold(builders.person("乔维桢"), found, "secretary")
        yield found


@pytest.fixture(autouse=True)
def no_takers() -> Iterator[None]:
    kept = dict(consequences._TAKERS)
    yield
    consequences._TAKERS.clear()
    consequences._TAKERS.update(kept)


@verb(CAUSED)
def decide(*, actor: Actor, on: Organization, times: int = 1, breaks: bool = False) -> uuid.UUID:
    post = on.posts.first()
    decision = Decision(CAUSED, actor, allowed=True)
    with act(decision, Verdict.without_article("test"), on=post) as opened:
        for _n in range(times):
            set_going("tests.decided", on=post, facts={"due_on": "2026-12-01"})
        if breaks:
            raise RuntimeError("the process dies before the commit")
    return opened.id


def decided(on: Organization, **more: Any) -> uuid.UUID:
    return decide(actor=system_actor("tests", clock.today()), on=on, **more)


@verb(TOOK)
def take(*, actor: Actor, cause: Cause) -> None:
    post = Organization.objects.get(pk=cause.organization_id).posts.get(pk=cause.subject_id)
    decision = Decision(TOOK, actor, allowed=True)
    verdict = Verdict.without_article("test")
    with act(decision, verdict, on=post, parent_id=cause.act_id, facts=dict(cause.facts)):
        pass


def taker(cause: Cause) -> Taken:
    take(actor=system_actor("tests", clock.today()), cause=cause, once=cause.once)
    return Taken("督查事项第1号", "/duban/1/")


def test_it_is_carried_over_after_the_commit_and_names_its_cause(town: Organization) -> None:
    register_taker("tests.decided", taker)
    cause = decided(town)
    row = Consequence.objects.get()
    assert (row.act_id, row.state, row.organization) == (cause, "waiting", town)
    assert run_due_jobs() == 1
    row.refresh_from_db()
    assert (row.state, row.taken_as, row.taken_url) == ("taken", "督查事项第1号", "/duban/1/")
    assert Act.objects.get(code=TOOK).parent_id == cause
    assert Act.objects.get(code=TOOK).facts == {"due_on": "2026-12-01"}


def test_one_row_per_act_and_thing_and_running_it_twice_changes_nothing(town: Organization) -> None:
    register_taker("tests.decided", taker)
    decided(town, times=2)
    row = Consequence.objects.get()
    consequences.hand_over({"consequence": row.pk})
    Consequence.objects.update(state="waiting")  # killed after the taker's commit, before this one's
    consequences.hand_over({"consequence": row.pk})
    row.refresh_from_db()
    assert row.state == "taken" and Act.objects.filter(code=TOOK).count() == 1


def test_it_goes_with_its_act_and_not_without(town: Organization) -> None:
    register_taker("tests.decided", taker)
    with pytest.raises(RuntimeError):
        decided(town, breaks=True)
    assert not Consequence.objects.exists() and not Job.objects.exists()
    with pytest.raises(TrailError):
        set_going("tests.decided", on=town.posts.first(), facts={})


def test_a_worker_killed_in_between_leaves_it_to_the_next(town: Organization) -> None:
    register_taker("tests.decided", taker)
    decided(town)
    from governance.deadlines.jobs import _lease_one

    assert _lease_one() is not None  # and the worker dies here
    assert run_due_jobs() == 0
    Job.objects.update(leased_until="2020-01-01T00:00Z")
    assert run_due_jobs() == 1
    assert Consequence.objects.get().state == "taken"


def test_without_a_taker_it_waits_and_the_first_tick_afterwards_hands_it_over(town: Organization) -> None:
    decided(town)
    assert (order_waiting(), run_due_jobs()) == (0, 0)
    assert Consequence.objects.get().state == "waiting" and not Job.objects.exists()
    register_taker("tests.decided", taker)
    assert (order_waiting(), run_due_jobs()) == (1, 1)
    assert Consequence.objects.get().state == "taken"
    with pytest.raises(ValueError, match="two takers"):
        register_taker("tests.decided", taker)


def test_a_taker_that_keeps_failing_is_told_of_and_tried_again_a_day_later(town: Organization) -> None:
    def broken(cause: Cause) -> None:
        raise OSError(28, "No space left on device")

    register_taker("tests.decided", broken)
    decided(town)
    Job.objects.update(attempts=5)
    run_due_jobs()
    row = Consequence.objects.get()
    assert row.state == "failed" and "No space left" in row.last_error
    order_waiting()
    assert Job.objects.get().state == "failed"
    Job.objects.update(next_try_at="2020-01-01T00:00Z")
    consequences._TAKERS["tests.decided"] = taker
    order_waiting()
    run_due_jobs()
    assert Consequence.objects.get().state == "taken"


@dataclass
class Loose:
    said: str


def test_a_question_is_answered_with_a_frozen_fact_or_nothing() -> None:
    assert put_question("tests.nobody_answers", number="1") is None
    kept = dict(questions._QUESTIONS)
    try:
        with pytest.raises(TypeError, match="frozen"):
            register_question("tests.loose", Loose, lambda: None)
        register_question("tests.wrong", ResolutionFact, lambda: "text")
        with pytest.raises(TypeError, match="answered with str"):
            put_question("tests.wrong")
        with pytest.raises(ValueError, match="two answer"):
            register_question("tests.wrong", ResolutionFact, lambda: None)
    finally:
        questions._QUESTIONS.clear()
        questions._QUESTIONS.update(kept)
