"""The working calendar: entered by one, checked by another, and what a day's calendar goes by."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from governance.access.act_sentence import act_matter
from governance.access.errors import Forbidden
from governance.audit.errors import Refused
from governance.audit.models import SYSTEM_CHAIN, Act
from governance.calendar import services
from governance.calendar.forms import YearForm
from governance.calendar.models import CalendarDay, CalendarYear
from governance.calendar.working import calendar_for
from governance.rules.days import shipped_calendar
from tests import builders
from tests.builders import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day():
    with builders.on_day():
        yield


@pytest.fixture
def offices():
    """Two system administrators and one of each other kind."""
    return {**builders.administrators(), "other": builders.account(administrator="system")}


NOTICE = """元旦 2027-01-01 至 2027-01-03
春节：2027年2月5日至2027年2月13日
清明节 2027-04-03 至 2027-04-05
劳动节 2027-05-01 至 2027-05-05
端午节 2027-06-09
中秋节 2027-09-15
国庆节 2027-10-01 至 2027-10-07
"""
TYPED = {
    "year": "2027",
    "source": "国办发明电〔2026〕9号",
    "published_on": "2026-11-10",
    "holidays": NOTICE,
    "workdays": "2027-02-14、2027-02-20 2027-10-09",
}


def typed(**other):
    form = YearForm({**TYPED, **other})
    assert form.is_valid(), form.errors
    return form.cleaned_data


def enter(offices, **other):
    return services.enter_year(actor=builders.actor(offices["system"]), **typed(**other))


def confirm(offices, row, by="other"):
    return services.confirm_year(actor=builders.actor(offices[by]), arrangement_id=row.pk)


def test_the_shipped_years_are_loaded_once():
    call_command("seedcalendar")
    assert list(CalendarYear.objects.values_list("year", flat=True)) == [2026, 2025, 2024]
    days = CalendarDay.objects.count()
    call_command("seedcalendar")
    assert CalendarDay.objects.count() == days
    assert Act.objects.filter(code="calendar.year.seeded", organization_id=SYSTEM_CHAIN).count() == 3


def test_the_calendar_of_the_rows_is_that_of_the_files():
    services.seed_shipped_years()
    rows, files = calendar_for(TODAY), shipped_calendar()
    assert rows.festivals == files.festivals and dict(rows.years) == dict(files.years)


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_the_rows_agree_with_two_libraries(year):
    chinese_calendar, holidays = pytest.importorskip("chinese_calendar"), pytest.importorskip("holidays")
    services.seed_shipped_years()
    calendar, china = calendar_for(TODAY), holidays.country_holidays("CN", years=year)
    day = date(year, 1, 1)
    while day.year == year:
        assert calendar.is_working(day) == chinese_calendar.is_workday(day) == china.is_working_day(day), day
        day += timedelta(days=1)


def test_without_rows_every_year_is_provisional():
    assert not calendar_for(TODAY).knows(TODAY)
    assert calendar_for(TODAY).working_days(TODAY, TODAY + timedelta(days=7)).provisional


def test_next_year_is_provisional_until_it_is_entered_and_confirmed(offices):
    services.seed_shipped_years()
    start = date(2026, 12, 28)
    assert calendar_for(TODAY).add_working_days(start, 10).provisional
    row = enter(offices)
    assert (
        calendar_for(TODAY).add_working_days(start, 10).provisional
    )  # one person's typing counts for nothing
    confirm(offices, row)
    due = calendar_for(TODAY).add_working_days(start, 10)
    assert not due.provisional and due.early == due.late == date(2027, 1, 12)


def test_a_day_off_added_late_changes_the_answer(offices):
    """An amended notice (2019, 2020) is a second arrangement: it counts from its own publication on."""
    services.seed_shipped_years()
    monday = date(2026, 12, 7)
    before = calendar_for(TODAY).add_working_days(date(2026, 12, 4), 1)
    amended = {
        d.day: d.name
        for d in CalendarDay.objects.filter(calendar_year__year=2026, kind=CalendarDay.Kind.HOLIDAY)
    }
    row = services.enter_year(
        actor=builders.actor(offices["system"]),
        year=2026,
        source="国办发明电〔2026〕99号",
        published_on=date(2026, 11, 20),
        holidays={**amended, monday: "临时放假"},
        workdays=shipped_calendar().years[2026].workdays,
    )
    confirm(offices, row)
    assert before.early == monday
    assert calendar_for(TODAY).add_working_days(date(2026, 12, 4), 1).early == date(2026, 12, 8)
    assert calendar_for(date(2026, 11, 19)).is_working(monday)  # what was known the day before


def test_a_kept_calendar_costs_one_query(django_assert_num_queries):
    services.seed_shipped_years()
    calendar_for(TODAY)
    with django_assert_num_queries(1):
        calendar_for(TODAY)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, None),
        ({"workdays": ""}, None),
        ({"year": "2028"}, "calendar.days.other_year"),
        ({"holidays": "元旦 2027-01-01 至 2027-01-03"}, "calendar.days.few"),
        ({"workdays": "2027-02-13"}, "calendar.days.both"),
        ({"workdays": "2027-02-16"}, "calendar.days.no_need"),
        (
            {"holidays": NOTICE + "长假 2027-07-01 至 2027-07-20\n又放 2027-08-01 至 2027-08-10"},
            "calendar.days.many",
        ),
    ],
)
def test_what_an_arrangement_can_be(offices, changes, code):
    if code is None:
        assert enter(offices, **changes).days.count() >= 28
        return
    with pytest.raises(Refused) as refused:
        enter(offices, **changes)
    finding = refused.value.verdict.blocking[0]
    assert finding.code == code and finding.remedy()
    assert not CalendarYear.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("holidays", "元旦 一月一日", "认不出"),
        ("holidays", "元旦 2027-01-03 至 2027-01-01", "止日早于起日"),
        ("holidays", "元旦 2027-02-30", "不存在"),
        ("holidays", "长假 2027-01-01 至 2027-03-01", "长过20天"),
        ("workdays", "2027-13-01", "不存在"),
        ("workdays", "后天", "认不出"),
        ("published_on", "去年", "日期"),
    ],
)
def test_what_cannot_be_read_is_said_at_the_field(field, value, said):
    form = YearForm({**TYPED, field: value})
    assert not form.is_valid()
    assert said in "".join(form.errors[field])


def test_the_notice_is_read_as_it_is_written():
    data = typed()
    assert data["holidays"][date(2027, 2, 13)] == "春节" and len(data["holidays"]) == 29
    assert data["workdays"] == {date(2027, 2, 14), date(2027, 2, 20), date(2027, 10, 9)}


@pytest.mark.parametrize(
    ("step", "who", "answer"),
    [
        ("enter", "system", "done"),
        ("enter", "security", "forbidden"),
        ("enter", "auditor", "forbidden"),
        ("confirm", "other", "done"),
        ("confirm", "security", "done"),
        ("confirm", "system", "refused"),  # the one who entered it
        ("confirm", "auditor", "forbidden"),
        ("withdraw", "system", "done"),
        ("withdraw", "security", "forbidden"),
    ],
)
def test_who_enters_and_who_confirms(offices, step, who, answer):
    actor = builders.actor(offices[who])

    def take():
        if step == "enter":
            return services.enter_year(actor=actor, **typed())
        row = enter(offices)
        verb = services.confirm_year if step == "confirm" else services.withdraw_year
        return verb(actor=actor, arrangement_id=row.pk)

    if answer == "done":
        take()
    else:
        with pytest.raises(Forbidden if answer == "forbidden" else Refused):
            take()


def test_a_town_has_no_say_in_the_calendar():
    crew = builders.crew(builders.town())
    with pytest.raises(Forbidden):
        services.enter_year(actor=crew.actor("secretary"), **typed())


def test_what_is_decided_is_not_decided_again(offices):
    row = confirm(offices, enter(offices))
    for verb in (services.confirm_year, services.withdraw_year):
        with pytest.raises(Refused):
            verb(actor=builders.actor(offices["system"]), arrangement_id=row.pk)
    act = Act.objects.get(code="calendar.year.entered")
    assert act_matter(act) == "录入2027年放假安排（国办发明电〔2026〕9号），放假29天，调休上班3天"


def test_the_administrators_pages(offices):
    one = builders.sign_in(Client(), offices["system"])
    other = builders.sign_in(Client(), offices["security"])
    url = reverse("admin:governance_calendaryear_do", args=["enter"])
    wrong = one.post(url, {**TYPED, "holidays": "元旦"})
    assert wrong.status_code == 422 and "认不出" in wrong.content.decode()
    few = one.post(url, {**TYPED, "holidays": "元旦 2027-01-01"})
    assert few.status_code == 422 and "一年至少有11天" in few.content.decode()
    shown = one.get(url)
    assert one.post(url, {**TYPED, "once": shown.context["once"]}).status_code == 302
    row = CalendarYear.objects.get()
    page = other.get(reverse("admin:governance_calendaryear_change", args=[row.pk]))
    assert "2027-02-13 春节" in page.content.decode() and "核对无误" in page.content.decode()
    do = reverse("admin:governance_calendaryear_do_on", args=[row.pk, "confirm"])
    assert one.post(do, {}).status_code == 422
    assert other.post(do, {"once": other.get(do).context["once"]}).status_code == 302
    assert CalendarYear.objects.get().status == CalendarYear.Status.CONFIRMED
    assert "2027" in one.get(reverse("admin:governance_calendaryear_changelist")).content.decode()


def test_a_changed_arrangement_is_read_anew(offices):
    """As by an act in another process: the row keeps its key, and what was kept of it is not used."""
    services.seed_shipped_years()
    ninth = date(2026, 12, 9)
    row = CalendarYear.objects.get(year=2026)
    assert calendar_for(TODAY).is_working(ninth)
    builders.save(CalendarDay(calendar_year=row, day=ninth, kind=CalendarDay.Kind.HOLIDAY, name="放假"))
    assert not calendar_for(TODAY).is_working(ninth)
    builders.change(CalendarDay.objects.get(calendar_year=row, day=ninth), day=date(2026, 12, 10))
    assert calendar_for(TODAY).is_working(ninth)
