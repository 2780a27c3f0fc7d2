"""Wherever a day is typed, it may be typed as people write days."""

from __future__ import annotations

from datetime import date

import pytest
from django import forms

from governance.access.roster.forms import EndTenureForm
from governance.access.typed import DayField
from governance.calendar.forms import YearForm
from governance.listing.table import Filter
from governance.rulebook.forms import DatedForm, EndForm


@pytest.mark.parametrize(
    "typed", ["2026-11-26", "2026年11月26日", "２０２６．１１．２６", "2026/11/26", " 2026—11—26 "]
)
def test_a_day_as_people_write_it(typed: str) -> None:
    assert EndTenureForm({"until": typed, "authority": "稔委〔2026〕1号"}).fields["until"].clean(
        typed
    ) == date(2026, 11, 26)


@pytest.mark.parametrize(
    ("typed", "day"),
    [("2026年11月26日", date(2026, 11, 26)), ("２０２６.11.26", date(2026, 11, 26)), ("2026-02-30", None), ("x", None)],
)  # fmt: skip
def test_a_list_is_narrowed_by_a_day_as_people_write_it(typed: str, day: date | None) -> None:
    assert Filter("zi", "自", lambda rows, value, actor: rows, "day").read(typed) == day


@pytest.mark.parametrize("form", [EndTenureForm, YearForm, DatedForm, EndForm])
def test_no_form_takes_days_in_one_shape_only(form: type[forms.Form]) -> None:
    days = [f for f in form.base_fields.values() if isinstance(f, forms.DateField)]
    assert days and all(isinstance(f, DayField) for f in days)
