"""How often an article was used is read from the trail, and is the same before and after the tick has read it."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from governance.deadlines.cadences import Cadence, Period
from governance.deadlines.duties import duties_of
from governance.deadlines.models import Reminder
from governance.office.rule_review import counting, missed
from governance.office.rule_review.models import ArticleUse, ExecutionRecord, MissedPeriod, UsesRead
from tests import builders
from tests.governance.office.trail import BLOCK, FAIL, NOT_ASKED, PASS, UNKNOWN, WARN, judged

pytestmark = pytest.mark.django_db
YEAR = (date(2026, 1, 1), date(2026, 12, 31))
A, B, C = "S0-04:三-1b", "S0-04:二-3a", "S0-04:三-3a"


def counted(crew, first=YEAR[0], last=YEAR[1]):
    found = counting.counts_by_article(crew.organization.pk, first, last)
    return {cite: found[cite].row for cite in (A, B, C) if cite in found}


@pytest.fixture
def used(crew):
    """A held twice and was stopped once; B held once, was gone past once, unclear once; C was never asked."""
    with builders.on_day(date(2026, 9, 10)):
        judged(crew, (A, PASS, BLOCK), (B, PASS, WARN))
    judged(crew, (A, PASS, BLOCK), (B, FAIL, WARN), (C, NOT_ASKED, WARN), reason="先办后补")
    judged(crew, (A, FAIL, BLOCK), (B, FAIL, WARN))
    judged(crew, (B, UNKNOWN, WARN))
    return crew


EXPECTED = {A: (2, 0, 0, 1, 0), B: (1, 1, 1, 0, 0)}


def test_counts_are_the_same_whether_or_not_the_tick_has_read(used):
    assert counted(used) == EXPECTED
    assert counting.read_all_towns() > 0
    assert counted(used) == EXPECTED
    judged(used, (A, PASS, BLOCK))
    assert counted(used)[A] == (3, 0, 0, 1, 0)


def test_reading_on_adds_nothing_twice(used):
    counting.read_all_towns()
    kept = ArticleUse.objects.count()
    assert counting.read_all_towns() == 0 and ArticleUse.objects.count() == kept
    UsesRead.objects.update(seq=0)  # a restored backup reads again
    counting.read_all_towns()
    assert ArticleUse.objects.count() == kept and counted(used) == EXPECTED


def test_a_period_holds_the_days_in_it_alone(used):
    assert counted(used, date(2026, 9, 1), date(2026, 9, 30)) == {A: (1, 0, 0, 0, 0), B: (1, 0, 0, 0, 0)}
    assert counted(used, date(2026, 9, 11), date(2026, 11, 20)) == {}
    months = counting.counts_by_month(
        used.organization.pk, date(2026, 9, 1), date(2026, 11, 30), frozenset({A})
    )
    assert [months[m].row[:4] for m in sorted(months)] == [(1, 0, 0, 0), (0, 0, 0, 0), (1, 0, 0, 1)]


def test_the_worst_of_one_act_counts_once(crew):
    judged(crew, (A, PASS, BLOCK), (A, FAIL, BLOCK), (A, PASS, BLOCK))
    assert counted(crew) == {A: (0, 0, 0, 1, 0)}


def test_the_neighbour_counts_for_itself(used, neighbour):
    judged(neighbour, (A, PASS, BLOCK))
    assert counted(neighbour) == {A: (1, 0, 0, 0, 0)} and counted(used) == EXPECTED


def test_queries_do_not_grow_with_the_acts(used, django_assert_max_num_queries):
    counting.read_all_towns()
    with django_assert_max_num_queries(5):
        counted(used)


@pytest.mark.articles("S0-23:三-8a", "S0-23:二-4")
def test_the_year_asks_for_a_check_and_for_evaluations(crew):
    owed = {duty.clock: duty for duty in duties_of(crew.organization, builders.TODAY)}
    check, evaluation = owed["rule_review.check"], owed["rule_review.evaluation"]
    assert check.due_on == evaluation.due_on == date(2026, 12, 31)
    assert evaluation.text == "本年评估施行满1年的制度，应评估24部，还有24部"
    builders.save(
        ExecutionRecord(
            organization=crew.organization,
            kind=ExecutionRecord.Kind.SPOT_CHECK,
            held_on=date(2026, 3, 5),
            regulations=["S0-04"],
            by="组织办",
            found="记录齐全。",
            entered_by=crew.person("office_clerk"),
            entered_on=date(2026, 3, 5),
        )
    )
    owed = {duty.clock: duty for duty in duties_of(crew.organization, builders.TODAY)}
    assert "rule_review.check" not in owed and "rule_review.evaluation" in owed


def test_a_duty_that_was_reminded_of_after_its_day_is_late_once(crew):
    clerk, secretary = crew.account("office_clerk"), crew.account("secretary")
    for account, offset, due in (
        (clerk, -1, date(2026, 5, 1)),
        (clerk, 1, date(2026, 5, 1)),
        (secretary, 1, date(2026, 5, 1)),
        (clerk, 3, date(2026, 5, 1)),
        (clerk, 1, date(2025, 5, 1)),
        (clerk, 0, date(2026, 6, 1)),
    ):
        Reminder.objects.create(
            key=f"{account.pk}|{offset}|{due}",
            organization=crew.organization,
            account=account,
            channel=Reminder.Channel.APPLICATION,
            duty="x|y|1|",
            text="x",
            url="/",
            due_on=due,
            offset=offset,
            cites=f"{A} {B}",
            next_try_at=timezone.now(),
        )
    assert counting.late_by_article(crew.organization.pk, *YEAR) == {A: 1, B: 1}


MONTHLY = "S0-07:一a"


def test_a_month_without_its_meeting_is_missed_until_one_is_entered_late(crew, neighbour, monkeypatch):
    done = {crew.organization.pk: 0, neighbour.organization.pk: 9}
    cadence = Cadence(
        "tests.monthly", "每月学习", MONTHLY, "sessions", Period.MONTH, lambda towns, first, last: done
    )
    monkeypatch.setattr(missed, "all_cadences", lambda: (cadence,))
    assert missed.look_at_periods() == 3 and missed.look_at_periods() == 0
    rows = MissedPeriod.objects.order_by("first")
    assert [row.first for row in rows] == [date(2026, 8, 1), date(2026, 9, 1), date(2026, 10, 1)]
    assert {row.organization_id for row in rows} == {crew.organization.pk}
    assert counting.late_by_article(crew.organization.pk, *YEAR) == {MONTHLY: 3}
    done[crew.organization.pk] = 5
    with builders.on_day(date(2026, 11, 22)):
        missed.look_at_periods()
    assert not MissedPeriod.objects.exists()
