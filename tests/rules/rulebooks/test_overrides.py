"""What a committee may set as its own figure, and what it may not, in one table."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.rules.figures import Op, Share
from governance.rules.grammar import parse_value
from governance.rules.library import load_library
from governance.rules.overrides import check_override

LIBRARY = load_library()

ROWS = [
    # S0-04:三-3a 少数服从多数: no base and no fraction in the source, so the committee sets both
    ("S0-04:三-3a", "majority", ">1/2@entitled", []),
    ("S0-04:三-3a", "majority", ">1/2@votes_cast", []),
    ("S0-04:三-3a", "majority", ">=2/3@present", []),
    ("S0-04:三-3a", "majority", ">=1/2@entitled", ["below_half"]),
    ("S0-04:三-3a", "majority", ">1/3@entitled", ["below_half"]),
    ("S0-04:三-3a", "majority", ">1/1@entitled", ["unreachable"]),
    ("S0-04:三-3a", "majority", ">=3/2@entitled", ["unreachable"]),
    ("S0-04:三-3a", "majority", "<1/2@entitled", ["not_monotone"]),
    ("S0-04:三-3a", "majority", "1/2@entitled", ["not_monotone"]),
    ("S0-04:三-3a", "majority", ">1/2@seats", ["base_unfit"]),
    ("S0-04:三-3a", "majority", ">=8 person", ["wrong_type"]),
    # S3-04:2-1 意见一致
    ("S3-04:2-1", "agreement", ">=1/1@present", []),
    # S1-01:七-5a more than half of the entitled: never looser
    ("S1-01:七-5a", "majority", ">=2/3@entitled", []),
    ("S1-01:七-5a", "majority", ">1/2@entitled", []),
    ("S1-01:七-5a", "majority", ">1/2@present", ["looser"]),
    ("S1-01:七-5a", "majority", ">=2/3@votes_cast", ["looser"]),
    # S0-04:三-1b at least half of the entitled present
    ("S0-04:三-1b", "quorum", ">1/2@entitled", []),
    ("S0-04:三-1b", "quorum", ">=2/3@entitled", []),
    ("S0-04:三-1b", "quorum", ">=1/3@entitled", ["looser"]),
    ("S0-04:三-1b", "quorum", ">=2/3@present", ["base_unfit"]),
    ("S0-04:三-1b", "quorum", ">=0/1@entitled", ["negative"]),
    # S0-04:二-3a at least two days ahead
    ("S0-04:二-3a", "lead", ">=3 day", []),
    ("S0-04:二-3a", "lead", ">=2 workday", []),
    ("S0-04:二-3a", "lead", "2..3 day", []),
    ("S0-04:二-3a", "lead", ">2 day", []),
    ("S0-04:二-3a", "lead", ">=1 day", ["looser"]),
    ("S0-04:二-3a", "lead", ">=1 workday", ["looser"]),
    ("S0-04:二-3a", "lead", "<=3 day", ["wrong_direction"]),
    ("S0-04:二-3a", "lead", ">=5/2 day", ["not_whole"]),
    ("S0-04:二-3a", "lead", ">=2 month", ["wrong_type"]),
    # S1-01:七-4b the margin of a near tie is not in the source
    ("S1-01:七-4b", "margin", "<=1 vote", []),
    ("S1-01:七-4b", "margin", "<=-1 vote", ["negative"]),
    # S3-04:1-6 a lower threshold brings more before the meeting
    ("S3-04:1-6", "limit", ">=3000 yuan", []),
    ("S3-04:1-6", "limit", ">=8000 yuan", ["looser"]),
    # S1-07:五-1 within seven days
    ("S1-07:五-1", "rectify", "<=5 day", []),
    ("S1-07:五-1", "rectify", "<7 day", []),
    ("S1-07:五-1", "rectify", "<=10 day", ["looser"]),
    ("S1-07:五-1", "rectify", "<=5 workday", ["wrong_type"]),
    # S1-21:四-3 stands under 信访工作条例 34
    ("S1-21:四-3", "handle", "<=45 day", []),
    ("S1-21:四-3", "handle", "<=90 day", ["looser", "looser_than_upper"]),
    # S0-11:四c names no term; the national one still may not be undercut
    ("S0-11:四c", "handle", "<=30 day", []),
    ("S0-11:四c", "handle", "<=90 day", ["looser_than_upper"]),
    # other types
    ("S2-01:二-2c", "sign_in_by", "<=08:00", []),
    ("S2-01:二-2c", "sign_in_by", "<=09:00", ["looser"]),
    ("S0-06:三-3", "education", ">=本科@education", []),
    ("S0-06:三-3", "education", ">=高中@education", ["looser"]),
    ("S3-06:4-2", "ratio", ">=4:1 activist:development_target", []),
    ("S3-06:4-2", "ratio", ">=5:2 activist:development_target", ["looser"]),
    ("S1-14:三-1", "weekday", "weekday 4", []),
    ("S1-14:三-1", "weekday", "星期四", ["wrong_type"]),
    ("S0-07:一a", "sessions", ">=2 time/month", []),
    ("S0-07:一a", "sessions", "0 time/month", ["looser"]),
    ("S0-20:三-3a", "top", "<=1 place", ["superseded"]),
    ("S0-04:三-1b", "lead", ">=2 day", ["unknown"]),
    ("S9-99:一", "lead", ">=2 day", ["unknown"]),
]


@pytest.mark.parametrize(("cite", "name", "text", "codes"), ROWS, ids=[f"{r[0]}.{r[1]}={r[2]}" for r in ROWS])
def test_own_figures(cite, name, text, codes):
    problems = check_override(LIBRARY, cite, name, parse_value(text))
    assert [p.code.removeprefix("rulebook.figure.") for p in problems] == codes
    for problem in problems:
        sentence = str(problem)
        assert "{" not in sentence and not sentence.endswith("。")


@given(
    op=st.sampled_from([Op.GT, Op.GE]),
    fraction=st.fractions(min_value=0, max_value=2, max_denominator=60),
    base=st.sampled_from(["entitled", "present", "votes_cast"]),
    house=st.integers(1, 60),
)
def test_an_accepted_majority_can_be_won_and_never_lost_by_one_more_aye(op, fraction, base, house):
    share = Share(op, fraction, base)
    if check_override(LIBRARY, "S0-04:三-3a", "majority", share):
        return
    met = [share.met(ayes, house) for ayes in range(house + 1)]
    assert met[house], "a full house voting aye must carry"
    assert met == sorted(met), "one more aye must not undo the majority"
    assert not any(share.met(a, house) and share.met(house - a, house) for a in range(house + 1)), (
        "both sides cannot hold the majority"
    )


def test_phrases_of_values():
    say = LIBRARY.vocabulary.phrase
    assert say(None) == "没有设定"
    assert say(parse_value(">1/2@entitled")) == "超过应到人数的二分之一"
    assert say(parse_value(">=45/100@new_members")) == "不少于新发展党员的45%"
    assert say(parse_value(">=1 workday")) == "不少于1个工作日"
    assert say(parse_value("1..2 day")) == "1至2天"
    assert say(parse_value("<=08:30")) == "不晚于08:30"
    assert say(parse_value(">=5000 yuan")) == "不少于5,000元"
    assert say(parse_value("weekday 2 of week 1")) == "每月第1周周二"
    assert say(parse_value("<=06-08")) == "不晚于6月8日"
    assert LIBRARY.vocabulary.figure("S1-01:七-5a", "majority") == "通过标准"
    assert LIBRARY.vocabulary.figure("S4-06:一-3", "excellent") == "优秀支部数"
