"""What of reminders is pure: which reminder day has come, whom it goes up to, periods, the calendar text."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from governance.deadlines.cadences import Period, period_of
from governance.deadlines.channels import signature
from governance.deadlines.duties import Clock, Duty, latest_offset, raised_posts
from governance.deadlines.events import Event
from governance.deadlines.feed import render
from governance.deadlines.reminders import sentence

OFFSETS = (-3, 0, 1, 7)


@pytest.mark.parametrize(
    ("days_past", "offset"),
    [(-10, None), (-4, None), (-3, -3), (-1, -3), (0, 0), (1, 1), (6, 1), (7, 7), (400, 7)],
)
def test_only_the_newest_reminder_day_counts(days_past, offset):
    assert latest_offset(OFFSETS, days_past) == offset


@pytest.mark.parametrize(
    ("days_past", "posts"),
    [(0, ()), (1, ("office_director",)), (6, ("office_director",)), (7, ("office_director", "secretary"))],
)
def test_overdue_goes_up_step_by_step(days_past, posts):
    clock = Clock("c", "", lambda o, d: (), escalate=((1, ("office_director",)), (7, ("secretary",))))
    assert raised_posts(clock, days_past) == posts


@pytest.mark.parametrize(
    ("period", "day", "first", "last"),
    [
        (Period.MONTH, date(2026, 11, 25), date(2026, 11, 1), date(2026, 11, 30)),
        (Period.MONTH, date(2028, 2, 29), date(2028, 2, 1), date(2028, 2, 29)),
        (Period.MONTH, date(2026, 12, 31), date(2026, 12, 1), date(2026, 12, 31)),
        (Period.YEAR, date(2026, 12, 31), date(2026, 1, 1), date(2026, 12, 31)),
        (Period.QUARTER, date(2028, 2, 29), date(2028, 1, 1), date(2028, 3, 31)),
        (Period.QUARTER, date(2026, 12, 31), date(2026, 10, 1), date(2026, 12, 31)),
        (Period.HALF_YEAR, date(2026, 6, 30), date(2026, 1, 1), date(2026, 6, 30)),
        (Period.HALF_YEAR, date(2026, 7, 1), date(2026, 7, 1), date(2026, 12, 31)),
        (Period.WEEK, date(2026, 11, 29), date(2026, 11, 23), date(2026, 11, 29)),
        (Period.WEEK, date(2027, 1, 1), date(2026, 12, 28), date(2027, 1, 3)),
        (Period.FORTNIGHT, date(2024, 1, 14), date(2024, 1, 1), date(2024, 1, 14)),
        (Period.FORTNIGHT, date(2023, 12, 31), date(2023, 12, 18), date(2023, 12, 31)),
        (Period.FORTNIGHT, date(2027, 1, 3), date(2026, 12, 28), date(2027, 1, 10)),
    ],
)
def test_a_period_ends_on_its_last_day(period, day, first, last):
    assert period_of(period, day) == (first, last)


def duty(**more) -> Duty:
    values = {
        "clock": "meetings.clause",
        "organization_id": 1,
        "object_type": "meetings.resolutionclause",
        "object_id": 4,
        "text": "落实“竹篙村道路”第1条",
        "url": "/huiyi/4/",
        "event_on": date(2026, 11, 20),
        "due_on": date(2026, 11, 26),
    }
    return Duty(**(values | more))


@pytest.mark.parametrize(
    ("day", "more", "raised", "told"),
    [
        (date(2026, 11, 24), {}, False, "落实“竹篙村道路”第1条，最迟11月26日"),
        (date(2026, 11, 26), {}, False, "落实“竹篙村道路”第1条，今天到期"),
        (date(2026, 11, 29), {}, False, "落实“竹篙村道路”第1条，期限11月26日，已过3天"),
        (date(2026, 11, 29), {}, True, "逐级报告：落实“竹篙村道路”第1条，期限11月26日，已过3天"),
        (
            date(2026, 11, 24),
            {"provisional": True},
            False,
            "落实“竹篙村道路”第1条，最迟11月26日（暂定，放假安排未公布）",
        ),
    ],
)
def test_a_reminder_says_what_by_when_and_how_late(day, more, raised, told):
    assert sentence(duty(**more), day, raised=raised) == told


def test_the_calendar_is_lawful_icalendar():
    long = "落实，“" + "竹" * 60 + "”；完\n毕"
    text = render([duty(text=long)], datetime(2026, 11, 24, 1, 2, 3, tzinfo=UTC))
    assert text.endswith("END:VCALENDAR\r\n")
    lines = text.split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    unfolded = text.replace("\r\n ", "")
    assert "SUMMARY:落实，“" + "竹" * 60 + "”；完\\n毕" in unfolded
    assert "DTSTAMP:20261124T010203Z" in unfolded
    assert "DTSTART;VALUE=DATE:20261126\r\nDTEND;VALUE=DATE:20261127" in text
    assert "SUMMARY:a\\, b\\; c\\\\d" in render([duty(text="a, b; c\\d")], datetime(2026, 1, 1, tzinfo=UTC))


def test_an_hour_in_the_calendar_is_lawful_icalendar():
    place = "镇机关三楼会议室（原粮站院内，" + "东" * 40 + "）；请走北门"
    begins = datetime(2026, 11, 26, 1, 30, tzinfo=UTC)
    hour = Event("m|1", "云樨镇党委会", "会议", begins, place, "/huiyi/1/", sequence=3)
    text = render([], datetime(2026, 11, 24, 1, 2, 3, tzinfo=UTC), [hour])
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "".join(line for line in text.split("\r\n") if line.startswith(" "))  # the place was folded
    unfolded = text.replace("\r\n ", "")
    assert f"LOCATION:{place}\r\n" in unfolded
    assert "DTSTART;TZID=Asia/Shanghai:20261126T093000\r\nSUMMARY" in unfolded  # no end nobody knows
    zone = unfolded.partition("BEGIN:VTIMEZONE")[2].partition("END:VTIMEZONE")[0]
    assert "TZID:Asia/Shanghai" in zone and "TZOFFSETTO:+0800" in zone
    assert "SEQUENCE:3\r\n" in unfolded and unfolded.count("BEGIN:VEVENT") == 1


def test_a_signature_binds_time_and_body():
    signed = signature("secret", "1790000000", b"{}")
    assert len(signed) == 64
    assert {signature("other", "1790000000", b"{}"), signature("secret", "1790000001", b"{}")}.isdisjoint(
        {signed}
    )
    assert signature("secret", "1790000000", b"{ }") != signed
