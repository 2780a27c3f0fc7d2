"""What must hold of every threshold, whatever the numbers: exact, monotone, reachable."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import meetings.rules  # noqa: F401  registers the rules
from governance.rules.days import shipped_calendar
from governance.rules.figures import Figure
from governance.rules.grammar import parse_value
from governance.rules.library import load_library
from governance.rules.registry import judge

LIBRARY, CALENDAR = load_library(), shipped_calendar()
DAY = date(2026, 11, 21)
PROPERTY = settings(max_examples=50, deadline=None)  # a busy machine is no finding
MATTERS = ("ordinary", "personnel", "major_decision", "major_project", "large_sum")
OUTCOMES = {"rejected": 0, "adopted": 1}


def book(*presets, **figures):
    overrides = {}
    for key, written in figures.items():
        cite, _dot, name = key.rpartition(".")
        overrides[cite, name] = Figure(cite, name, parse_value(written), DAY, layer="committee")
    return LIBRARY.book(adopted=presets, on=DAY, overrides=overrides)


BOOKS = {
    "000": book("preset-a", **{"S0-04:三-3a.majority": ">1/2@entitled"}),
    "001": book("preset-b"),
    "001+003": book("preset-b", "preset-c", **{"S3-04:2-1.agreement": ">=1/1@votes_cast"}),
}
EVERYTHING = book("preset-a", "preset-b", "preset-c")
NEAR = book("preset-b", **{"S1-01:七-4b.margin": "<=2 vote"})


def status(verdict, cite):
    return next(f.status for f in verdict.findings if f.article == cite)


def vote(in_book, **facts):
    counts = dict.fromkeys(("recused", "nay", "abstain", "defer", "written_for", "written_against"), 0)
    entitled = facts["entitled"]
    facts = {**counts, "matter": "ordinary", "present": entitled, "emergency": False, **facts}
    return judge("meetings.adoption", facts, in_book, CALENDAR)


@pytest.mark.articles("S0-04:三-1b", "S0-04:三-1c", "S0-06:十二a", "S1-01:六-1", "S1-01:六-3", "S3-02:1-1c")
@pytest.mark.parametrize(
    ("cite", "numerator", "denominator"),
    [
        ("S0-04:三-1b", 1, 2),
        ("S0-04:三-1c", 2, 3),
        ("S0-06:十二a", 2, 3),
        ("S1-01:六-1", 1, 2),
        ("S1-01:六-3", 2, 3),
        ("S3-02:1-1c", 2, 3),
    ],
)
@PROPERTY
@given(entitled=st.integers(1, 400), data=st.data())
def test_quorum_is_the_exact_head_count(cite, numerator, denominator, entitled, data):
    present = data.draw(st.integers(0, entitled))
    facts = {"entitled": entitled, "present": present, "matter": "personnel"}
    verdict = judge("meetings.quorum", facts, EVERYTHING, CALENDAR)
    enough = present * denominator >= numerator * entitled
    assert (status(verdict, cite) == "pass") is enough
    needed = next(f.figures["need"] for f in verdict.findings if f.article == cite)
    assert needed == -(-numerator * entitled // denominator)


@pytest.mark.parametrize("name", BOOKS)
@PROPERTY
@given(entitled=st.integers(1, 60), data=st.data())
def test_more_people_never_close_a_meeting(name, entitled, data):
    fewer = data.draw(st.integers(0, entitled))
    more = data.draw(st.integers(fewer, entitled))
    matter = data.draw(st.sampled_from(MATTERS))
    ask = [
        judge(
            "meetings.quorum", {"entitled": entitled, "present": n, "matter": matter}, BOOKS[name], CALENDAR
        )
        for n in (fewer, more)
    ]
    assert ask[0].allowed <= ask[1].allowed


@pytest.mark.parametrize("name", BOOKS)
@PROPERTY
@given(entitled=st.integers(1, 60), data=st.data())
def test_personnel_never_open_more_easily_than_an_ordinary_item(name, entitled, data):
    present = data.draw(st.integers(0, entitled))
    ordinary, personnel = (
        judge(
            "meetings.quorum", {"entitled": entitled, "present": present, "matter": m}, BOOKS[name], CALENDAR
        )
        for m in ("ordinary", "personnel")
    )
    assert personnel.allowed <= ordinary.allowed


@pytest.mark.articles("S1-01:七-5a")
@PROPERTY
@given(entitled=st.integers(1, 400), data=st.data())
def test_more_than_half_of_those_entitled_adopts(entitled, data):
    aye = data.draw(st.integers(0, entitled))
    verdict = vote(BOOKS["001"], entitled=entitled, aye=aye)
    assert verdict.allowed
    assert verdict.outcome == ("adopted" if 2 * aye > entitled else "rejected")


@pytest.mark.articles("S3-02:1-1d")
@PROPERTY
@given(entitled=st.integers(1, 400), data=st.data())
def test_two_thirds_of_those_entitled_adopt_a_matter_of_persons(entitled, data):
    aye = data.draw(st.integers(0, entitled))
    verdict = vote(BOOKS["001+003"], entitled=entitled, aye=aye, matter="personnel")
    assert verdict.outcome == ("adopted" if Fraction(aye, entitled) >= Fraction(2, 3) else "rejected")


@pytest.mark.parametrize("name", BOOKS)
@PROPERTY
@given(entitled=st.integers(1, 40), data=st.data())
def test_another_aye_never_undoes_an_adoption(name, entitled, data):
    recused = data.draw(st.integers(0, entitled - 1))
    votes = entitled - recused
    aye = data.draw(st.integers(0, votes - 1))
    nay = data.draw(st.integers(0, votes - 1 - aye))
    matter = data.draw(st.sampled_from(MATTERS))
    facts = {"entitled": entitled, "recused": recused, "nay": nay, "matter": matter}
    fewer, more = (vote(BOOKS[name], **facts, aye=n).outcome for n in (aye, aye + 1))
    assert (fewer is None) == (more is None)
    assert fewer is None or OUTCOMES[fewer] <= OUTCOMES[more]


@pytest.mark.parametrize("name", BOOKS)
@pytest.mark.parametrize("matter", MATTERS)
@PROPERTY
@given(entitled=st.integers(1, 60))
def test_a_full_house_of_ayes_adopts(name, matter, entitled):
    assert vote(BOOKS[name], entitled=entitled, aye=entitled, matter=matter).outcome == "adopted"


@pytest.mark.parametrize("name", BOOKS)
@PROPERTY
@given(entitled=st.integers(1, 40), data=st.data())
def test_personnel_are_never_adopted_more_easily(name, entitled, data):
    aye = data.draw(st.integers(0, entitled))
    nay = data.draw(st.integers(0, entitled - aye))
    ordinary, personnel = (
        vote(BOOKS[name], entitled=entitled, aye=aye, nay=nay, matter=m).outcome
        for m in ("ordinary", "personnel")
    )
    assume(ordinary is not None)
    assert OUTCOMES[personnel] <= OUTCOMES[ordinary]


@pytest.mark.articles("S1-01:七-5b")
@PROPERTY
@given(entitled=st.integers(1, 40), written=st.tuples(st.integers(0, 40), st.integers(0, 40)), data=st.data())
def test_written_opinions_are_never_votes(entitled, written, data):
    aye = data.draw(st.integers(0, entitled))
    plain = vote(BOOKS["001"], entitled=entitled, aye=aye)
    heard = vote(BOOKS["001"], entitled=entitled, aye=aye, written_for=written[0], written_against=written[1])
    assert heard.outcome == plain.outcome


@pytest.mark.articles("S1-01:七-5a")
@PROPERTY
@given(entitled=st.integers(1, 40), data=st.data())
def test_recusal_does_not_lower_the_base(entitled, data):
    recused = data.draw(st.integers(0, entitled))
    aye = data.draw(st.integers(0, entitled - recused))
    whole = vote(BOOKS["001"], entitled=entitled, aye=aye)
    part = vote(BOOKS["001"], entitled=entitled, aye=aye, recused=recused)
    assert part.outcome == whole.outcome


@pytest.mark.articles("S1-01:七-4b", "S1-01:七-4b2")
@PROPERTY
@given(data=st.data(), emergency=st.booleans())
def test_a_near_tie_postpones_at_the_margin_and_not_beyond(data, emergency):
    aye, nay = data.draw(st.integers(0, 10)), data.draw(st.integers(0, 10))
    written_for, written_against = data.draw(st.integers(0, 3)), data.draw(st.integers(0, 3))
    verdict = vote(
        NEAR,
        entitled=20,
        aye=aye,
        nay=nay,
        written_for=written_for,
        written_against=written_against,
        emergency=emergency,
    )
    near = abs(aye + written_for - nay - written_against) <= 2
    by_count = "adopted" if aye > 10 else "rejected"
    assert verdict.outcome == ("postponed" if near and not emergency else by_count)
    assert verdict.allowed


@pytest.mark.articles("S0-04:二-3a")
@PROPERTY
@given(start=st.dates(date(2024, 1, 1), date(2030, 12, 31)), days=st.integers(-3, 9))
def test_notice_days_are_the_difference_of_the_dates(start, days):
    facts = {"noticed_on": start, "meets_on": start + timedelta(days), "matter": "ordinary", "written": True}
    verdict = judge("meetings.notice", facts, BOOKS["000"], CALENDAR)
    assert (status(verdict, "S0-04:二-3a") == "pass") is (days >= 2)


@pytest.mark.articles("S1-01:七-2a")
@PROPERTY
@given(start=st.dates(date(2024, 1, 1), date(2027, 12, 20)), days=st.integers(0, 11))
def test_notice_in_working_days_never_worsens_with_a_later_meeting(start, days):
    facts = {"noticed_on": start, "matter": "ordinary", "written": True}
    sooner, later = (
        judge("meetings.notice", {**facts, "meets_on": start + timedelta(n)}, BOOKS["001"], CALENDAR)
        for n in (days, days + 1)
    )
    first = status(sooner, "S1-01:七-2a"), status(later, "S1-01:七-2a")
    assert first != ("pass", "fail")


@pytest.mark.articles("S1-01:七-3c")
@PROPERTY
@given(order=st.permutations(range(6)))
def test_the_secretary_is_last_or_early(order):
    posts = {0: "secretary", 1: "deputy_secretary"}
    seats = [{"person": n, "post": posts.get(n, "committee_member")} for n in range(6)]
    stances = [{**seats[n], "stance": "agree"} for n in order]
    facts = {"matter": "ordinary", "stances": stances, "present": seats}
    verdict = judge("meetings.stance_order", facts, BOOKS["001"], CALENDAR)
    assert (status(verdict, "S1-01:七-3c") == "pass") is (order[-1] == 0)
