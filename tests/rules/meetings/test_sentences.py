"""What the findings of the committee meeting say: every code the golden cases reach, read as a clerk would."""

from __future__ import annotations

import re

import pytest

from governance.rulebook.explain import facts_of
from governance.rules.verdict import Finding, Status
from governance.rules.wording import render_message, word_of
from governance.templatetags.findings import figures_of
from meetings.models import base
from meetings.rules import vocabulary
from tests.rules.meetings.test_golden import CASES, ask

# A cite keeps its letter (七-2b); an identifier, a key or an ISO day never shows.
RAW = re.compile(r"[A-Za-z_]{2,}|\d{4}-\d{2}|None|\{")
# An element may be worded in the article's own words, which no rule registers.
NUMBERED = re.compile(r"\b[SN]\d+-\d+:|C-\d+")


def findings() -> list[Finding]:
    found = {}
    for case in CASES:
        for data in ask(case)["findings"]:
            kept = {k: v for k, v in data.items() if k not in ("message", "remedy")}
            finding = Finding.from_dict(kept)
            found.setdefault((finding.code, tuple(finding.figures)), finding)
    return list(found.values())


FINDINGS = findings()


@pytest.mark.parametrize("finding", FINDINGS, ids=lambda f: f.code)
def test_no_identifier_shows(finding):
    shown = [finding.message(str), finding.remedy(str)]
    shown += [f"{name}{text}" for name, text, *_ in figures_of(finding)]
    shown += [f"{label}：{value}" for label, value in facts_of(finding.figures)]
    for text in shown:
        assert not RAW.search(NUMBERED.sub("", text)), text


@pytest.mark.parametrize("finding", FINDINGS, ids=lambda f: f.code)
def test_what_is_needed_stands_beside_what_is_there(finding):
    if finding.status in (Status.PASS, Status.FAIL):
        assert len(figures_of(finding)) in (0, 2)


def test_an_addition_is_told_in_words_not_counted():
    finding = next(f for f in FINDINGS if f.code == "meetings.ad_hoc.not_in_notice")
    assert finding.message(str) == "本项没有列入会议通知，本次不能讨论。"
    assert [text for _name, text, *_ in figures_of(finding)] == ["没有列入通知", "列入通知"]


def test_one_of_several_ways_is_offered_with_or():
    figures = {
        "matter": "personnel",
        "have": "named_ballot",
        "need": ["oral", "show_of_hands", "secret_ballot"],
    }
    said = render_message("meetings.method.unusual", figures)
    assert said == "议干部事项一般用口头、举手或无记名投票，现在选的是记名投票。"


@pytest.mark.parametrize(
    ("stored", "known"),
    [
        (base.Matter, vocabulary.Matter),
        (base.StanceChoice, vocabulary.StanceWord),
        (base.Method, [m for m in vocabulary.Method if m is not vocabulary.Method.NONE]),
    ],
)
def test_rows_and_rules_know_the_same_kinds_by_the_same_words(stored, known):
    assert {c.value: str(c.label) for c in stored} == {str(k): word_of(k) for k in known}
