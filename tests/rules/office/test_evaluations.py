"""When an evaluation of a regulation may be begun and concluded: allowed and refused in one table."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from governance.office.rule_review import wording
from governance.office.rule_review.rules import Beginning, Concluding, in_state, may_begin, may_conclude

assert wording  # its sentences are what a refusal says

BEGIN = Beginning(
    held_since=date(2021, 1, 1),
    waiting=False,
    first=date(2025, 11, 1),
    last=date(2026, 10, 31),
    today=date(2026, 11, 21),
)
CONCLUDE = Concluding(
    number="稔委会决〔2026〕9号",
    decided_on=date(2026, 11, 20),
    adopted=True,
    confirmed=True,
    missing=(),
    begun_on=date(2026, 11, 2),
)


def codes(verdict):
    return [finding.code for finding in verdict.findings]


@pytest.mark.parametrize(
    ("change", "stopped_by"),
    [
        ({}, []),
        ({"last": date(2026, 11, 21)}, []),
        ({"held_since": None}, ["rule_review.begin.not_in_force"]),
        ({"held_since": date(2026, 11, 1)}, ["rule_review.begin.not_yet"]),
        ({"waiting": True}, ["rule_review.begin.waiting"]),
        ({"last": date(2026, 11, 22)}, ["rule_review.begin.future"]),
        (
            {"held_since": None, "waiting": True},
            ["rule_review.begin.not_in_force", "rule_review.begin.waiting"],
        ),
    ],
)
def test_an_evaluation_is_begun_of_what_is_in_force_over_days_that_have_passed(change, stopped_by):
    verdict = may_begin(replace(BEGIN, **change))
    assert codes(verdict) == stopped_by and verdict.allowed is not bool(stopped_by)
    assert all(finding.message() and finding.remedy() for finding in verdict.findings)


@pytest.mark.articles("S0-23:三-8b", "S0-23:三-8c")
@pytest.mark.parametrize(
    ("change", "allowed", "found"),
    [
        ({}, True, []),
        ({"decided_on": date(2026, 11, 2)}, True, []),
        ({"decided_on": None}, False, ["rule_review.resolution.unknown"]),
        ({"adopted": False}, False, ["rule_review.resolution.rejected"]),
        ({"confirmed": False}, False, ["rule_review.resolution.unconfirmed"]),
        ({"decided_on": date(2026, 11, 1)}, False, ["rule_review.resolution.earlier"]),
        ({"missing": ("社会",)}, True, ["rule_review.voices.missing"]),
        (
            {"missing": ("社会",), "adopted": False},
            False,
            ["rule_review.resolution.rejected", "rule_review.voices.missing"],
        ),
    ],
)
def test_a_conclusion_is_carried_by_a_resolution_and_asks_why_a_voice_is_missing(change, allowed, found):
    verdict = may_conclude(replace(CONCLUDE, **change))
    assert verdict.allowed is allowed and codes(verdict) == found
    assert bool(verdict.warnings) is ("missing" in change)
    assert all(finding.message() and finding.remedy() for finding in verdict.findings)


@pytest.mark.parametrize(
    ("have", "allowed"), [("collecting", True), ("concluded", False), ("withdrawn", False)]
)
def test_steps_are_taken_while_voices_are_collected(have, allowed):
    assert in_state(have, have, "collecting").allowed is allowed
