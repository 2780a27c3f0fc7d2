"""The command line, the reading of facts, and how articles become findings."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

import meetings.rules  # registers the rules
from governance.rules.book import Regulation, Settlement
from governance.rules.calls import answer, read_json
from governance.rules.days import shipped_calendar
from governance.rules.facts import BadCall, parse_facts
from governance.rules.library import load_library
from governance.rules.registry import find_rule, judge, rule

ROOT = Path(__file__).resolve().parents[2]
LIBRARY, CALENDAR = load_library(), shipped_calendar()
DAY = date(2026, 11, 21)
QUORUM = {"entitled": 11, "present": 7, "matter": "personnel"}
VOTE = {
    **{"matter": "ordinary", "entitled": 11, "present": 9, "recused": 1, "emergency": False},
    **{"aye": 5, "nay": 2, "abstain": 1, "defer": 0, "written_for": 0, "written_against": 0},
}


def call(name="meetings.quorum", facts=None, preset="preset-b", **more):
    return {
        "rule": name,
        "preset": preset,
        "on": "2026-11-21",
        "facts": QUORUM if facts is None else facts,
        **more,
    }


def ask(*args, **kwargs):
    return answer(call(*args, **kwargs), LIBRARY, CALENDAR)


def run(*arguments):
    """The command as a person runs it, where no database can be reached."""
    env = {**os.environ, "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none", "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, "manage.py", "judge", *arguments],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


FULL = ("--preset", "preset-b", "--on", "2026-11-21", "--facts")


def test_refused_exits_one_and_prints_every_finding_in_chinese():
    done = run("meetings.quorum", *FULL, json.dumps(QUORUM))
    assert done.returncode == 1, done.stderr
    verdict = json.loads(done.stdout)
    assert set(verdict) == {"allowed", "outcome", "findings"}
    finding = verdict["findings"][1]
    assert set(finding) == {
        *("rule", "article", "edition", "status", "severity", "code", "figures", "message", "remedy"),
        "provisional",
    }
    assert finding["article"] == "S1-01:六-3"
    assert "议干部事项，算数的到会成员7人，须8人，差1人。" in done.stdout


def test_an_option_nobody_knows_exits_two():
    done = run("meetings.quorum", "--nonsense")
    assert (done.returncode, done.stdout) == (2, "")
    assert "unrecognized" in done.stderr


def test_allowed_ends_quietly_with_several_presets_and_an_own_figure():
    out = StringIO()
    call_command(
        "judge",
        "meetings.adoption",
        preset=["preset-a", "preset-b"],
        figures=["S0-04:三-3a.majority=>1/2@entitled"],
        on="2026-11-21",
        facts=json.dumps({**VOTE, "aye": 6, "abstain": 0}),
        stdout=out,
    )
    assert json.loads(out.getvalue())["outcome"] == "adopted"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        pytest.param((), "missing rule, preset, on, facts", id="nothing"),
        pytest.param(("meetings.quorum", *FULL, ""), "not JSON", id="empty facts"),
        pytest.param(("meetings.quorum", *FULL, '{"entitled": 11}'), "takes these facts", id="missing fact"),
        pytest.param(
            ("meetings.quorum", *FULL, "{}", "--set", "S0-04"), "NAME=VALUE", id="set without value"
        ),
        pytest.param(
            ("meetings.quorum", *FULL, "{}", "--settle", "C-01=half", "--settle", "C-01=half"),
            "twice",
            id="twice",
        ),
        pytest.param(("meetings.quorum", "--batch", "none.jsonl"), "stands alone", id="rule beside a batch"),
        pytest.param(("--batch", "none.jsonl"), "none.jsonl", id="no such file"),
    ],
)
def test_a_bad_call_exits_two_and_says_why(arguments, says):
    out = StringIO()
    with pytest.raises(CommandError, match=says) as raised:
        call_command("judge", *arguments, stdout=out)
    assert (raised.value.returncode, out.getvalue()) == (2, "")


def test_batch_prints_one_verdict_a_line(tmp_path):
    file = tmp_path / "calls.jsonl"
    own = call("meetings.adoption", VOTE, ["preset-a"], set={"S0-04:三-3a.majority": ">1/2@entitled"})
    lines = [json.dumps(c, ensure_ascii=False) for c in (call(), own)]
    file.write_text("\ufeff" + "\n\n".join(lines) + "\n", encoding="utf-8")
    out = StringIO()
    call_command("judge", batch=str(file), stdout=out)
    verdicts = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [(v["allowed"], v["outcome"]) for v in verdicts] == [(False, None), (True, "rejected")]
    assert "差1人" in out.getvalue()


def test_batch_goes_on_past_a_bad_line_and_exits_two(tmp_path):
    file = tmp_path / "calls.jsonl"
    file.write_text(f"{json.dumps(call())}\nnonsense\n[]\n{json.dumps(call())}\n", encoding="utf-8")
    done = run("--batch", str(file))
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 2, done.stderr
    assert [set(line) == {"error"} for line in lines] == [False, True, True, False]


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        ({"rule": "meetings.none"}, "no rule"),
        ({"rule": ["meetings.quorum"]}, "no rule"),
        ({"preset": "preset-z"}, "no preset"),
        ({"preset": []}, "preset is empty"),
        ({"preset": [1]}, "no preset"),
        ({"on": "2026-13-01"}, "on takes a date"),
        ({"on": "20261121"}, "on takes a date"),
        ({"facts": []}, "one object"),
        ({"set": {"S0-04:三-3a.nothing": "1"}}, "no figure"),
        ({"set": {"nonsense": "1"}}, "no figure"),
        ({"set": {"S0-04:三-3a.majority": "most"}}, "set:"),
        ({"set": {"S0-04:三-3a.majority": ">2@entitled"}}, "set:"),
        ({"set": {"S0-04:三-3a.majority": "<1/2@entitled"}}, "set:"),
        ({"set": {"S0-04:二-3a.lead": ">=1/2@entitled"}}, "set:"),
        ({"set": {"S0-04:三-3a.majority": 1}}, "object of texts"),
        ({"set": []}, "object of texts"),
        ({"settle": {"C-99": "half"}}, "settle:"),
        ({"settle": {"C-01": "none"}}, "settle:"),
        ({"more": 1}, "unknown more"),
    ],
)
def test_what_is_no_call(bad, says):
    with pytest.raises(BadCall, match=says):
        answer({**call(), **bad}, LIBRARY, CALENDAR)


def test_a_call_lacking_a_key_or_no_object():
    with pytest.raises(BadCall, match="missing on"):
        answer({k: v for k, v in call().items() if k != "on"}, LIBRARY, CALENDAR)
    with pytest.raises(BadCall, match="one object"):
        answer("meetings.quorum", LIBRARY, CALENDAR)


def test_an_own_figure_of_a_regulation_not_adopted_changes_nothing():
    assert ask(set={"S0-04:三-3a.majority": ">1/2@entitled"}) == ask()


def test_a_regulation_may_be_adopted_alone():
    assert [f["article"] for f in ask(preset="S3-02")["findings"]] == ["S3-02:1-1c"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "not JSON"),
        ('{"a": 1, "a": 2}', "twice"),
        ('{"a": NaN}', "NaN"),
        ("[" * 100_000, "nested|not JSON"),
    ],
)
def test_json_is_read_strictly(text, says):
    with pytest.raises(BadCall, match=says):
        read_json(text)


STANCES = {
    "matter": "ordinary",
    "stances": [{"person": 2, "post": "deputy_secretary", "stance": "agree"}],
    "present": [{"person": 2, "post": "deputy_secretary"}],
}


@pytest.mark.parametrize(
    ("name", "good", "change", "says"),
    [
        ("quorum", QUORUM, {"present": True}, "takes int"),
        ("quorum", QUORUM, {"present": 7.0}, "takes int"),
        ("quorum", QUORUM, {"present": "7"}, "takes int"),
        ("quorum", QUORUM, {"present": -1}, "not negative"),
        ("quorum", QUORUM, {"present": 12}, "above entitled"),
        ("quorum", QUORUM, {"entitled": 0, "present": 0}, "at least one"),
        ("quorum", QUORUM, {"matter": "party"}, "ordinary|personnel"),
        ("quorum", QUORUM, {"matter": 1}, "ordinary|personnel"),
        ("quorum", QUORUM, {"weather": "fine"}, "unknown key"),
        ("adoption", VOTE, {"aye": 6}, "9 votes of 8"),
        ("adoption", VOTE, {"recused": 10}, "above present"),
        ("adoption", VOTE, {"written_for": -1}, "not negative"),
        ("adoption", VOTE, {"emergency": 0}, "takes bool"),
        ("adoption", VOTE, {"entitled": 0, "present": 0}, "at least one|above"),
        ("adoption", VOTE, {"entitled": 8}, "above entitled"),
        ("stance_order", STANCES, {"present": []}, "nobody"),
        ("stance_order", STANCES, {"present": STANCES["present"] * 2}, "twice"),
        ("stance_order", STANCES, {"stances": STANCES["stances"] * 2}, "twice"),
        ("stance_order", STANCES, {"stances": "none"}, "takes"),
        ("stance_order", STANCES, {"present": [{"person": True, "post": "secretary"}]}, "takes str"),
        ("stance_order", STANCES, {"present": [{"person": 2, "post": "mayor"}]}, "secretary"),
        (
            "stance_order",
            STANCES,
            {"stances": [{"person": 2, "post": "secretary", "stance": "aye"}]},
            "agree",
        ),
        ("stance_order", STANCES, {"stances": [{"person": 2, "post": "secretary"}]}, "missing stance"),
    ],
)
def test_facts_no_meeting_could_have(name, good, change, says):
    kind = find_rule(f"meetings.{name}").facts
    parse_facts(kind, good)
    with pytest.raises(BadCall, match=says):
        parse_facts(kind, {**good, **change})


@pytest.mark.parametrize("written", ["2026-02-30", "2026-W01-1", "20261121", "2026-11-21T09:00", 1, True])
def test_dates_are_written_one_way(written):
    facts = {"noticed_on": written, "meets_on": "2026-11-21", "matter": "ordinary", "written": True}
    with pytest.raises(BadCall, match="takes a date"):
        ask("meetings.notice", facts)


def test_rows_may_hand_over_dates_and_the_facts_themselves():
    book = LIBRARY.book(adopted=["preset-a"], on=DAY)
    row = {"noticed_on": date(2026, 11, 19), "meets_on": DAY, "matter": "ordinary", "written": True}
    read = parse_facts(meetings.rules.NoticeFacts, row)
    assert judge("meetings.notice", row, book, CALENDAR) == judge("meetings.notice", read, book, CALENDAR)


def test_one_name_one_rule():
    with pytest.raises(ValueError, match="two rules named"):
        rule("meetings.quorum", facts=meetings.rules.QuorumFacts)(lambda facts, book, calendar: None)


def own_regulation(**article):
    """A town's own regulation of one article, bound to the rule of the quorum."""
    shipped = LIBRARY.article("S1-01:六-3")
    changed = replace(
        shipped,
        **{"regulation": "L-01", "ref": "一", "like": "S1-01:六-3", "enforce": "block", **article},
    )
    return Regulation(
        "L-01", "镇规", "镇规", "local", "meetings.plenary", "1", None, (changed,), layer="local"
    )


def findings_of_own(**article):
    book = LIBRARY.book(adopted=[], on=DAY, local=[own_regulation(**article)])
    return judge("meetings.quorum", QUORUM, book, CALENDAR).findings


def test_a_town_article_is_judged_like_the_shipped_one_it_names():
    (finding,) = findings_of_own()
    assert (finding.article, finding.status, finding.blocks) == ("L-01:一", "fail", True)


def test_a_town_article_takes_its_own_level():
    (finding,) = findings_of_own(enforce="warn")
    assert (finding.status, finding.severity, finding.blocks, finding.warns) == ("fail", "warn", False, True)
    assert findings_of_own(enforce="record") == ()
    assert findings_of_own(superseded=True) == ()


def test_a_town_article_like_nothing_that_is_enforced_refuses_and_says_so():
    (finding,) = findings_of_own(like="S1-01:一")
    assert (finding.code, finding.blocks) == ("meetings.quorum.not_enforced", True)
    assert finding.message().startswith("镇规 一归到")


def test_a_figure_of_the_wrong_form_refuses_and_says_so():
    figures = LIBRARY.article("S0-04:二-3a").figures["lead"]
    (finding,) = findings_of_own(figures={"quorum": figures})
    assert (finding.code, finding.blocks) == ("meetings.quorum.figure_unfit", True)
    assert ">=2 day" in finding.message()


def test_articles_that_only_remind_bind_where_a_town_makes_them():
    shipped = LIBRARY.article("S1-01:八")
    bound = replace(shipped, regulation="L-01", ref="一", like="S1-01:八", enforce="block")
    local = replace(own_regulation(), articles=(bound,))
    book = LIBRARY.book(adopted=["preset-b"], on=DAY, local=[local])
    codes = {
        (approved, reported): judge(
            "meetings.emergency_report",
            {"approved_by_leader": approved, "handled_on": DAY, "reported_on": reported},
            book,
            CALENDAR,
        )
        .findings[0]
        .code.rpartition(".")[2]
        for approved in (True, False, None)
        for reported in (DAY, None)
    }
    assert codes == {
        (True, DAY): "reported",
        (True, None): "not_reported",
        (False, DAY): "not_approved",
        (False, None): "not_approved",
        (None, DAY): "fact_missing",
        (None, None): "fact_missing",
    }


def test_an_open_conflict_names_what_holds_and_asks_for_no_reason():
    verdict = judge(
        "meetings.quorum",
        {**QUORUM, "present": 8},
        LIBRARY.book(adopted=["preset-b", "preset-c"], on=DAY),
        CALENDAR,
    )
    (finding,) = [f for f in verdict.findings if f.code == "conflict_open"]
    assert (finding.article, finding.status, finding.severity) == ("C-01", "unknown", "warn")
    assert finding.figures["conflict"] == "C-01"
    assert finding.figures["value"] == ["不少于2/3"]
    assert verdict.allowed and not verdict.warnings


@pytest.mark.parametrize(
    ("name", "facts", "presets", "holds"),
    [
        ("meetings.ad_hoc", {"in_notice": True, "emergency": False}, "abc", ["S1-01:十二-3", "S3-02:1-1b"]),
        ("meetings.method", {"matter": "personnel", "method": "secret_ballot"}, "abc", ["S1-01:七-4f"]),
        ("meetings.method", {"matter": "large_sum", "method": "named_ballot"}, "abc", ["S1-01:七-4e"]),
        (
            "meetings.notice",
            {"noticed_on": "2026-11-18", "meets_on": "2026-11-21", "matter": "ordinary", "written": True},
            "ab",
            ["S0-04:二-3a", "S1-01:七-2a"],
        ),
    ],
)
def test_the_stricter_position_is_named(name, facts, presets, holds):
    found = ask(name, facts, [f"preset-{p}" for p in presets])["findings"]
    assert [f["figures"]["holds"] for f in found if f["code"] == "conflict_open"] == [holds]


def test_a_settlement_holds_from_its_day_on():
    settled = {"C-01": Settlement("C-01", frozenset({"S0-04:三-1b"}), DAY, "决议")}
    for on, codes in ((DAY, ["not_applicable.set_aside"]), (date(2026, 11, 20), ["meetings.quorum.short"])):
        book = LIBRARY.book(adopted=["preset-c"], on=on, settlements=settled)
        facts = {"entitled": 9, "present": 5, "matter": "ordinary"}
        assert [f.code for f in judge("meetings.quorum", facts, book, CALENDAR).findings] == codes


def test_every_article_bound_to_a_rule_has_code_of_that_rule():
    """Whoever adds an article to a rule finds here that its judgement is missing."""
    missing = []
    for regulation in LIBRARY.townships():
        book = LIBRARY.book(adopted=[regulation.id], on=DAY)
        for name in meetings.rules.sentences.RULES:
            kind = find_rule(name).facts
            unknown = kind(**dict.fromkeys(f for f in kind.__dataclass_fields__))
            findings = judge(name, unknown, book, CALENDAR).findings
            missing += [f.article for f in findings if f.code.endswith(".not_enforced")]
    assert missing == []


def test_no_fact_and_no_figure_is_without_a_chinese_word():
    """With nothing known, every sentence that can be asked for is rendered in words."""
    book = LIBRARY.book(adopted=[f"preset-{p}" for p in "abcde"], on=DAY)
    for name in meetings.rules.sentences.RULES:
        kind = find_rule(name).facts
        for finding in judge(name, kind(**dict.fromkeys(kind.__dataclass_fields__)), book, CALENDAR).findings:
            words = finding.message() + finding.remedy()
            for missing in finding.figures.get("facts", []):
                assert missing not in words, (name, missing)
