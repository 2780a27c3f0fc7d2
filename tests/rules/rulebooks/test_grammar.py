"""The written form of values: reads back what it writes, and refuses the rest with a sentence."""

from __future__ import annotations

from datetime import date, time, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.rules.figures import (
    SCALES,
    Amount,
    Level,
    MonthDay,
    MonthDaySpan,
    Op,
    Options,
    Ratio,
    Share,
    Span,
    TimeOfDay,
    TimeSpan,
    Weekday,
    Word,
)
from governance.rules.grammar import format_value, parse_value
from governance.rules.library import load_library

LIBRARY = load_library()
HALF = Fraction(1, 2)


@pytest.mark.parametrize(
    ("text", "hint", "value"),
    [
        (">1/2@entitled", None, Share(Op.GT, HALF, "entitled")),
        (">=2/3@present", None, Share(Op.GE, Fraction(2, 3), "present")),
        (">= 2/3 @ votes_cast", None, Share(Op.GE, Fraction(2, 3), "votes_cast")),
        (">1/2@", "entitled", Share(Op.GT, HALF, "entitled")),
        (">=2 day", None, Amount(Op.GE, Fraction(2), "day")),
        (">=1 workday", None, Amount(Op.GE, Fraction(1), "workday")),
        ("<=1 vote", None, Amount(Op.LE, Fraction(1), "vote")),
        (">=5000 yuan", None, Amount(Op.GE, Fraction(5000), "yuan")),
        ("1 time/month", None, Amount(Op.EQ, Fraction(1), "time/month")),
        (">=２ day", None, Amount(Op.GE, Fraction(2), "day")),
        (">=2", "day", Amount(Op.GE, Fraction(2), "day")),
        ("1..2 day", None, Span(Fraction(1), Fraction(2), "day")),
        ("1..2", "day", Span(Fraction(1), Fraction(2), "day")),
        (">=3:1 activist:development_target", None, Ratio(Op.GE, 3, 1, "activist:development_target")),
        ("10:15", "delegate", Ratio(Op.EQ, 10, 15, "delegate")),
        ("<=08:30", None, TimeOfDay(Op.LE, time(8, 30))),
        ("08:30", "clock", TimeOfDay(Op.EQ, time(8, 30))),
        ("07:00..07:30", None, TimeSpan(time(7), time(7, 30))),
        ("<=06-08", None, MonthDay(Op.LE, 6, 8)),
        ("07-21..08-31", None, MonthDaySpan((7, 21), (8, 31))),
        ("weekday 5", None, Weekday(5)),
        ("weekday 2 of week 1", None, Weekday(2, 1)),
        (">=大专@education", None, Level(Op.GE, "大专")),
        ("月|季度", None, Options(("月", "季度"))),
        ("及时", None, Word("及时")),
        ("2天内", "word", Word("2天内")),
    ],
)
def test_written_forms(text, hint, value):
    assert parse_value(text, hint) == value


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "empty"),
        ("   ", "empty"),
        (">1/2", "no unit"),
        (">1/2@", "without a base"),
        (">1/0@entitled", "divides by zero"),
        (">0.5@entitled", "is not a value"),
        (">=two day", "is not a value"),
        ("≥2 day", "is not a value"),
        ("2..1 day", "backwards"),
        ("1..2", "no unit"),
        ("0:1 a:b", "nothing on one side"),
        ("3:1", "no unit"),
        ("25:00", "no time of day"),
        ("08:30..08:30", "backwards"),
        ("13-01", "no day of the year"),
        ("02-30", "no day of the year"),
        ("08-31..07-21", "backwards"),
        ("weekday 8", "is not a value"),
        (">=博士@education", "no level"),
        (">=大专@height", "no level"),
        ("月||年", "empty option"),
        ("=1/2@entitled", "is not a value"),
    ],
)
def test_bad_texts_are_refused_with_a_sentence(text, says):
    with pytest.raises(ValueError, match=says):
        parse_value(text)


ops = st.sampled_from(list(Op))
fractions = st.fractions(min_value=-5, max_value=5, max_denominator=1000)
numbers = st.fractions(min_value=0, max_value=10**6, max_denominator=100)
units = st.from_regex(r"[a-z][a-z_]{0,8}(/[a-z_]{1,8}){0,2}", fullmatch=True).filter(
    lambda u: u not in ("clock", "date")
)
bases = st.from_regex(r"[a-z][a-z_]{0,12}", fullmatch=True)
minutes = st.integers(0, 24 * 60 - 1).map(lambda m: time(m // 60, m % 60))
year_days = st.integers(0, 365).map(lambda n: date(2024, 1, 1) + timedelta(n)).map(lambda d: (d.month, d.day))
words = st.text(st.sampled_from("及时立即当场永久定期第一间"), min_size=1, max_size=8)


def ordered(pair):
    return tuple(sorted(pair))


values = st.one_of(
    st.builds(Share, ops, fractions, bases),
    st.builds(Amount, ops, numbers, units),
    st.tuples(numbers, numbers, units).map(lambda t: Span(*ordered(t[:2]), t[2])),
    st.builds(Ratio, ops, st.integers(1, 9), st.integers(1, 99), st.just("activist:development_target")),
    st.builds(TimeOfDay, ops, minutes),
    st.lists(minutes, min_size=2, max_size=2, unique=True).map(lambda t: TimeSpan(*ordered(t))),
    st.tuples(ops, year_days).map(lambda t: MonthDay(t[0], *t[1])),
    st.tuples(year_days, year_days).map(lambda t: MonthDaySpan(*ordered(t))),
    st.builds(Weekday, st.integers(1, 7), st.none() | st.integers(1, 6)),
    st.builds(Level, ops, st.sampled_from(SCALES["education"])),
    st.lists(words, min_size=2, max_size=4).map(lambda t: Options(tuple(t))),
    words.map(Word),
)


@given(values)
def test_what_is_written_reads_back(value):
    assert parse_value(format_value(value)) == value


@given(st.text(max_size=30))
def test_any_text_is_a_value_or_a_sentence(text):
    try:
        value = parse_value(text)
    except ValueError as refused:
        assert str(refused)
    else:
        assert format_value(value)


def test_every_shipped_value_reads_back():
    for regulation in LIBRARY.regulations.values():
        for article in regulation.articles:
            for name, history in article.figures.items():
                hint = "word" if article.figure_specs[name].type == "word" else None
                for dated in history:
                    if dated.value is not None:
                        assert parse_value(format_value(dated.value), hint) == dated.value, article.cite
