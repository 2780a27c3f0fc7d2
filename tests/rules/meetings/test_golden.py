"""The golden cases of governance/rulebooks/cases: each names every article the verdict must speak of."""

from __future__ import annotations

from typing import Any

import pytest

import meetings.bodies.rules
import meetings.life.rules
import meetings.rules
import meetings.study.rules
import meetings.supervision.rules  # noqa: F401  registers the rules
from governance.office.congress.rules import sentences as congress
from governance.office.requests_reports.rules.sentences import RULES as REQUESTS
from governance.office.responsibilities.rules.sentences import RULES as RESPONSIBILITIES
from governance.rules.calls import answer
from governance.rules.days import shipped_calendar
from governance.rules.judging import CONFLICT_OPEN
from governance.rules.library import SHIPPED, load_library
from governance.rules.strict_yaml import read
from meetings.bodies.rules.sentences import RULES as BODIES
from meetings.life.rules.sentences import RULES as LIFE
from meetings.rules.sentences import RULES
from meetings.study.rules.sentences import RULES as STUDY
from meetings.supervision.rules.sentences import RULES as SUPERVISION

LIBRARY, CALENDAR = load_library(), shipped_calendar()
STATUSES = ("pass", "fail", "unknown", "not_applicable")
CAPABILITIES = {
    "governance.requests_reports",
    "governance.congress",
    "governance.responsibilities",
    *(
        f"meetings.{c}"
        for c in (
            "plenary",
            "secretary_office",
            "five_person",
            "coordination",
            "supervision",
            "democratic_life",
            "study_group",
        )
    ),
}
KEYS = {"name", "rule", "preset", "day", "facts", "expect"}
EXPECT = {"allowed", "outcome", "codes", "conflicts", "provisional", *STATUSES}


def cases() -> list[dict[str, Any]]:
    found = []
    for path in sorted((SHIPPED / "cases").glob("*.yaml")):
        for case in read(path):
            assert KEYS <= set(case) <= KEYS | {"but", "set", "settle"}, f"{path.name}: {case.get('name')}"
            assert set(case["expect"]) <= EXPECT, f"{path.name}: {case['name']}"
            found.append({"file": path.stem, **case})
    return found


CASES = cases()


def ask(case: dict[str, Any]) -> dict[str, Any]:
    call = {k: case[k] for k in ("rule", "preset", "set", "settle") if k in case}
    facts = {**case["facts"], **case.get("but", {})}  # `but` changes some facts of a case above
    return answer({**call, "on": case["day"].isoformat(), "facts": facts}, LIBRARY, CALENDAR)


def articles_of(case: dict[str, Any]) -> list[str]:
    return [cite for status in STATUSES for cite in case["expect"].get(status, [])]


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            case,
            id=f"{case['file']}: {case['name']}",
            marks=[pytest.mark.articles(*articles_of(case))] if articles_of(case) else [],
        )
        for case in CASES
    ],
)
def test_golden_case(case):
    expect, verdict = case["expect"], ask(case)
    own = [f for f in verdict["findings"] if f["code"] != CONFLICT_OPEN]
    found = {s: sorted(f["article"] for f in own if f["status"] == s) for s in STATUSES}
    assert found == {s: sorted(expect.get(s, [])) for s in STATUSES}
    assert verdict["allowed"] == expect["allowed"]
    assert verdict["outcome"] == expect.get("outcome")
    codes = {f["article"]: f["code"].removeprefix(f"{case['rule']}.") for f in own}
    assert {a: codes[a] for a in expect.get("codes", {})} == expect.get("codes", {})
    conflicts = [f["figures"]["conflict"] for f in verdict["findings"] if f["code"] == CONFLICT_OPEN]
    assert conflicts == expect.get("conflicts", [])
    assert [f["article"] for f in own if f["provisional"]] == expect.get("provisional", [])
    for finding in verdict["findings"]:
        assert finding["message"] and "{" not in finding["message"] + finding["remedy"]
        assert finding["edition"]
        if finding["status"] == "fail":
            assert finding["remedy"]


def test_every_rule_has_cases():
    named = {
        *RULES,
        *BODIES,
        *SUPERVISION,
        *LIFE,
        *REQUESTS,
        *RESPONSIBILITIES,
        *STUDY,
        *congress.RULES,
    }
    assert {case["rule"] for case in CASES} == named == set(LIBRARY.vocabulary.rules)


def test_every_block_and_warn_article_has_a_case_for_yes_and_for_no():
    """Whoever binds is shown holding and not holding; an exempting article only through what it exempts."""
    held, broken = set(), set()
    for case in CASES:
        held |= set(case["expect"].get("pass", []))
        broken |= set(case["expect"].get("fail", []))
        for cite, code in case["expect"].get("codes", {}).items():
            broken |= {cite} if code in ("not_majority", "near_postponed", "split_postponed") else set()
    bound = {
        article.cite
        for regulation in LIBRARY.townships()
        for article in regulation.articles
        if (article.capability in CAPABILITIES or article.cite == "S1-07:五-3")
        and article.severity
        and not article.superseded
    }
    assert bound - held == set()
    # A majority missed is a lawful count and a written opinion is never a vote: these cannot fail.
    never_fails = {"S1-01:七-5b", "S0-04:三-3a", "S3-02:1-1d", "S3-04:2-1"}
    assert bound - broken - never_fails == set()
