"""Working days: the shipped years against two independent libraries, and the bounds of other years."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import holidays
import pytest
from chinese_calendar import constants
from holidays.calendars.chinese import _ChineseLunisolar
from hypothesis import given, settings
from hypothesis import strategies as st

from governance.rules.days import (
    DayCount,
    DueDay,
    Festivals,
    WorkingCalendar,
    load_calendar,
    shipped_calendar,
)

CALENDAR = shipped_calendar()
LUNAR = _ChineseLunisolar()
PROPERTY = settings(max_examples=50, deadline=None)  # a busy machine is no finding
# The victory anniversary of 2015 was a holiday of that year alone, by a notice of its own.
ONCE_ONLY = {date(2015, 9, 3), date(2015, 9, 4), date(2015, 9, 5), date(2015, 9, 6)}


def days_of(year):
    first = date(year, 1, 1)
    return [first + timedelta(n) for n in range((date(year + 1, 1, 1) - first).days)]


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_shipped_years_agree_with_both_libraries(year):
    named_off = holidays.China(years=year)
    for day in days_of(year):
        assert CALENDAR.is_working(day) == chinese_calendar.is_workday(day), day
        if day.weekday() < 5:
            assert CALENDAR.is_working(day) == (day not in named_off), day


def test_each_year_names_its_notice():
    assert {y: d.source for y, d in CALENDAR.years.items()} == {
        2024: "国办发明电〔2023〕7号",
        2025: "国办发明电〔2024〕12号",
        2026: "国办发明电〔2025〕7号",
    }


@pytest.mark.parametrize("year", range(2027, 2036))
def test_lunar_festivals_agree_with_the_library(year):
    assert CALENDAR.festivals[year] == Festivals(
        LUNAR.lunar_new_year_date(year)[0],
        LUNAR.dragon_boat_date(year)[0],
        LUNAR.mid_autumn_date(year)[0],
    )


@pytest.mark.parametrize("wide", [False, True], ids=["festivals known", "festivals unknown"])
@pytest.mark.parametrize("year", [y for y in range(2014, 2027) if y != 2020])  # 2020 was extended in January
def test_bounds_hold_for_every_published_year(year, wide):
    """As if the year were not published: no day surely worked was off, none surely off was worked."""
    festivals = {
        y: Festivals(
            LUNAR.lunar_new_year_date(y)[0], LUNAR.dragon_boat_date(y)[0], LUNAR.mid_autumn_date(y)[0]
        )
        for y in (year, year + 1)
    }
    blind = WorkingCalendar({}, {} if wide else festivals)
    for day in days_of(year):
        if day in ONCE_ONLY:
            continue
        worked = day in constants.workdays or (day.weekday() < 5 and day not in constants.holidays)
        if blind.surely_working(day):
            assert worked, day
        if worked:
            assert blind.maybe_working(day), day


@pytest.mark.parametrize(
    ("after", "through", "least", "most", "provisional"),
    [
        pytest.param("2026-11-23", "2026-11-24", 1, 1, False, id="next weekday"),
        pytest.param("2026-11-20", "2026-11-22", 0, 0, False, id="weekend only"),
        pytest.param("2026-09-30", "2026-10-08", 1, 1, False, id="National Day skipped"),
        pytest.param("2026-09-30", "2026-10-07", 0, 0, False, id="National Day only"),
        pytest.param("2026-10-09", "2026-10-10", 1, 1, False, id="Saturday made up"),
        pytest.param("2026-11-24", "2026-11-24", 0, 0, False, id="same day"),
        pytest.param("2026-11-25", "2026-11-24", 0, 0, False, id="backwards"),
        pytest.param("2025-12-31", "2026-01-04", 1, 1, False, id="over the year end, Sunday made up"),
        pytest.param("2026-12-31", "2027-01-04", 1, 3, True, id="into a year not published"),
        pytest.param("2027-03-08", "2027-03-09", 1, 1, True, id="plain week of a year not published"),
        pytest.param("2027-02-05", "2027-02-08", 0, 3, True, id="Spring Festival of a year not published"),
    ],
)
def test_working_days(after, through, least, most, provisional):
    counted = CALENDAR.working_days(date.fromisoformat(after), date.fromisoformat(through))
    assert counted == DayCount(least, most, provisional)


def test_late_petition_rolls_on_provisionally():
    """The example of the wording guide: 2 January 2027 is a Saturday; at the latest Monday the 4th."""
    assert CALENDAR.roll_forward(date(2027, 1, 2)).late == date(2027, 1, 4)
    assert CALENDAR.roll_forward(date(2027, 1, 2)).provisional


def test_adding_working_days_skips_the_holiday_and_counts_the_make_up_day():
    assert CALENDAR.add_working_days(date(2026, 9, 18), 1) == DueDay(
        date(2026, 9, 20), date(2026, 9, 20), False
    )
    assert CALENDAR.add_working_days(date(2026, 11, 16), 5) == DueDay(
        date(2026, 11, 23), date(2026, 11, 23), False
    )
    with pytest.raises(ValueError, match="at least one"):
        CALENDAR.add_working_days(date(2026, 9, 18), 0)


@PROPERTY
@given(st.dates(date(2026, 1, 1), date(2028, 12, 31)), st.integers(1, 40))
def test_adding_and_counting_are_inverse(start, number):
    due = CALENDAR.add_working_days(start, number)
    assert CALENDAR.working_days(start, due.late).least == number
    assert CALENDAR.working_days(start, due.early).most == number
    assert due.early <= due.late
    assert due.provisional or due.early == due.late


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("year: 2025", "holds year"),
        ("year: 2026\nsource: a\npublished: 2025-11-04\nholidays: []\nworkdays: []", "says that it is 2026"),
        (
            "year: 2025\nsource: a\npublished: 2024-11-04\nholidays: []\nworkdays: [2024-01-06]",
            "another year",
        ),
        ("year: 2025\nsource: a\npublished: 2024-11-04\nholidays: []\nworkdays: [2025-01-06]", "making up"),
    ],
)
def test_a_wrong_year_file_is_refused(tmp_path, text, reason):
    (tmp_path / "2025.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "festivals.yaml").write_text("[]", encoding="utf-8")
    with pytest.raises(ValueError, match=reason):
        load_calendar(tmp_path)


def test_the_ends_of_the_calendar_are_no_trap():
    """Dates are typed by people: the first and the last day there is must not break a count."""
    assert CALENDAR.working_days(date.max, date.min) == DayCount(0, 0, False)
    assert CALENDAR.working_days(date.max - timedelta(10), date.max).provisional
