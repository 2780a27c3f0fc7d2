"""What people type, as the fields take it: many spellings in, one value out, clear sentences otherwise."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError

from governance.access.typed import ClockField, CountField, DayField, LineField, MoneyField, TextField
from governance.people.models import Tenure
from meetings.forms.meetings import ConveneForm
from meetings.forms.topics import FactForm
from meetings.stated import fact_kind


@pytest.mark.parametrize(
    "typed",
    ["2026-11-26", "2026/11/26", "2026.11.26", "2026年11月26日", "2026 年 11 月 26 日", "２０２６－１１－２６",
     "２０２６年１１月２６日", "2026—11—26", " 2026-11-26 ", "20261126"],
)  # fmt: skip
def test_a_day_in_any_usual_spelling(typed):
    assert DayField().clean(typed) == date(2026, 11, 26)


@pytest.mark.parametrize(
    ("typed", "code"),
    [("2026-13-01", "no_such_day"), ("2026-02-30", "no_such_day"), ("11月26日", "invalid"), ("去年三月", "invalid"),
     ("26-11-2026", "invalid"), ("=1+1", "invalid")],
)  # fmt: skip
def test_a_day_that_is_none(typed, code):
    with pytest.raises(ValidationError) as wrong:
        DayField().clean(typed)
    assert wrong.value.code == code


@pytest.mark.parametrize(
    ("typed", "value"),
    [("15:00", time(15)), ("15：30", time(15, 30)), ("９：０５", time(9, 5)), ("15时30分", time(15, 30)),
     ("15点", time(15)), ("15", time(15)), ("8.30", time(8, 30))],
)  # fmt: skip
def test_a_time_by_the_24_hour_clock(typed, value):
    assert ClockField().clean(typed) == value


@pytest.mark.parametrize("typed", ["25:00", "15:75", "下午三点", "1500", "-1"])
def test_a_time_that_is_none(typed):
    with pytest.raises(ValidationError) as wrong:
        ClockField().clean(typed)
    assert wrong.value.code == "invalid_time"
    assert typed in wrong.value.messages[0]


@pytest.mark.parametrize(("typed", "value"), [("9", 9), ("９", 9), (" 12 ", 12), ("0", 0)])
def test_a_count(typed, value):
    assert CountField().clean(typed) == value


@pytest.mark.parametrize("typed", ["-1", "1000", "九", "3.5", "=1+1"])
def test_no_count(typed):
    with pytest.raises(ValidationError):
        CountField().clean(typed)


@pytest.mark.parametrize(
    ("typed", "value"),
    [("6,800", "6800"), ("６８００", "6800"), ("62万", "620000"), ("46.8万元", "468000"), ("5,000元", "5000"),
     ("0.5", "0.5"), ("12，000", "12000"), ("1.2亿", "120000000"), ("1.23456万", "12345.6")],
)  # fmt: skip
def test_money(typed, value):
    assert MoneyField().clean(typed) == Decimal(value)


@pytest.mark.parametrize("typed", ["-1", "abc", "六十二万", "1.234", "1" * 20, "1e999999999", "NaN"])
def test_no_money(typed):
    with pytest.raises(ValidationError):
        MoneyField().clean(typed)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("　柘坪村　灌渠 ", "柘坪村 灌渠"),
        ("第１２次ＡＢ", "第12次AB"),
        ("喆䶮𬭎", "喆䶮𬭎"),  # rare characters, one outside the basic plane
        ("全角标点（留着），不动", "全角标点（留着），不动"),
        ("两行\n并一行\x0b又一行", "两行 并一行 又一行"),
        ("\ufeff零宽\u200b字符", "零宽字符"),
        ("=1+1", "=1+1"),
    ],
)
def test_a_line_of_text(typed, value):
    assert LineField(max_length=60).clean(typed) == value


@pytest.mark.parametrize("typed", ["很好👍", "私用\ue000字", "☎电话"])
def test_signs_no_paper_can_print_are_named(typed):
    with pytest.raises(ValidationError) as wrong:
        LineField(max_length=60).clean(typed)
    assert wrong.value.error_list[0].code == "unprintable"


def test_paragraphs_keep_their_lines():
    pasted = "　第一段　\r\n\r\n第二段\x0b第三段\t末"
    assert TextField(max_length=100).clean(pasted) == "第一段\n\n第二段\n第三段 末"


@pytest.mark.parametrize("field", [LineField(max_length=5), TextField(max_length=5)])
def test_too_long(field: forms.Field):
    with pytest.raises(ValidationError) as wrong:
        field.clean("一二三四五六")
    assert wrong.value.error_list[0].code == "max_length"


@pytest.mark.django_db
@pytest.mark.parametrize("chosen", ["9" * 30, "９", "-1", "x", "\x00", "1e3"])
def test_a_guest_that_no_row_can_be(chosen):
    form = ConveneForm({"written": "yes", "attending": [chosen]}, guests=Tenure.objects.all())
    assert set(form.errors) == {"attending"}


@pytest.mark.parametrize(("sent", "taken"), [("2026-11-25", True), ("2026-11-26", False)])
def test_what_has_not_happened_is_not_stated(sent, taken):
    form = FactForm(
        {"value": sent, "happened_on": "2026-11-25", "source": "送达登记簿"},
        kind=fact_kind("materials_sent_on"),
        today=date(2026, 11, 25),
    )
    assert form.is_valid() is taken
    assert taken or "晚于今天" in form.errors["value"][0]
