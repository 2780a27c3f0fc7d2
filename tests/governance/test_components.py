"""The components: what a page says is what the finding, the day and the number say."""

from datetime import UTC, date, datetime
from fractions import Fraction
from uuid import UUID

import pytest
from django import forms
from django.http import QueryDict
from django.template import Context, Template
from django.template.loader import render_to_string

from governance.rules.verdict import Finding, Severity, Status, Verdict
from governance.rules.wording import Sentence, register_sentences
from governance.templatetags import findings as findings_module
from governance.templatetags import wordings
from governance.templatetags.fields import messages_of
from governance.templatetags.findings import cite_of, lines_of, written
from governance.templatetags.seating import seating_of
from governance.templatetags.zhenwei import act_number, typed_pairs

TODAY = date(2026, 11, 21)

register_sentences(
    {
        "test.short": Sentence("算数的{have}人，须{need}人。", "请再到{gap}人。"),
        "test.enough": Sentence("算数的{have}人。"),
        "test.unset": Sentence("限额没有设定。", "由党政办主任提出。"),
        "test.spared": Sentence("与这一步不相干。"),
    }
)


@pytest.fixture(autouse=True)
def short_titles(monkeypatch):
    """Two titles are enough; the shipped library has its own tests."""
    monkeypatch.setattr(findings_module, "short_titles", lambda: {"S1-01": "议事决策规则"})


def finding(status, severity=Severity.BLOCK, code="test.short", article="S1-01:六-3", **figures):
    return Finding("test.rule", article, "1", status, severity, code, figures)


def render(source: str, **context) -> str:
    return Template("{% load zhenwei %}" + source).render(Context(context))


SHORT = finding(Status.FAIL, have=7, need=8, gap=1)
LATE = finding(Status.FAIL, Severity.WARN, have=1, need=2, gap=1)
UNSET = finding(Status.UNKNOWN, code="test.unset", have=18000, need=None)
UNCHECKED = finding(Status.UNKNOWN, Severity.WARN, code="test.unset")
HELD = finding(Status.PASS, code="test.enough", have=8, need=8)
SPARED = finding(Status.NOT_APPLICABLE, code="test.spared")


# --- Ways of writing -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "today", "text"),
    [
        (date(2026, 11, 26), TODAY, "11月26日（周四）"),
        (date(2027, 1, 4), TODAY, "2027年1月4日（周一）"),
        (date(2026, 11, 26), None, "2026年11月26日（周四）"),
        ("2026-11-26", TODAY, "11月26日（周四）"),
        (datetime(2026, 11, 25, 17, 30, tzinfo=UTC), TODAY, "11月26日（周四）"),  # past midnight here
        (None, TODAY, ""),
        ("去年三月", TODAY, ""),
    ],
)
def test_zh_date(value, today, text):
    assert wordings.zh_date(value, today) == text


def test_moments_follow_the_town_clock():
    moment = datetime(2026, 11, 21, 1, 5, tzinfo=UTC)
    assert wordings.zh_datetime(moment) == "2026年11月21日 09:05"
    assert wordings.zh_datetime(moment, TODAY) == "11月21日（周六）09:05"
    assert wordings.official_date(moment, "weekday") == "2026年11月21日（星期六）"


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "零"),
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (99, "九十九"),
        (100, "100"),
        ("甲", "甲"),
    ],
)
def test_cn_number(number, text):
    assert wordings.cn_number(number) == text


@pytest.mark.parametrize(
    ("amount", "style", "text"),
    [
        (6800, "", "6,800元"),
        (620000, "", "62万元"),
        (1186000, "", "1,186,000元"),
        ("12.50", "", "12.50元"),
        (620000, "table", "620,000"),
        (0, "", "0元"),
        (None, "", ""),
    ],
)
def test_money(amount, style, text):
    assert wordings.money(amount, style) == text


@pytest.mark.parametrize(
    ("last_day", "state", "text"),
    [
        (date(2026, 11, 19), "late", "逾期2天"),
        (date(2026, 11, 21), "near", "今日止"),
        (date(2026, 11, 24), "near", "余3天"),
        (date(2026, 11, 25), "", "余4天"),
    ],
)
def test_due_text(last_day, state, text):
    assert wordings.due_text(last_day, TODAY) == (state, text)


def test_due_counts_working_days_where_the_article_does():
    assert wordings.due_text(date(2026, 11, 30), TODAY, workdays_left=5) == ("", "余5个工作日")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(2, 3), "2/3"),
        (Fraction(8), "8"),
        (True, "有"),
        ("2026-11-25", "2026年11月25日"),
        ("2/3", "2/3"),
    ],
)
def test_written(value, text):
    assert written(value) == text


def test_act_number_is_the_one_people_quote():
    assert act_number(UUID("3f2a9c04-77aa-4bcd-9123-000000000001")) == "3F2A-9C04-77AA"
    assert act_number("补录") == "补录"


# --- Findings ------------------------------------------------------------------------------------


def test_findings_stand_in_the_fixed_order():
    lines = lines_of(Verdict((SPARED, HELD, UNCHECKED, LATE, UNSET, SHORT)))
    assert [line.mark for line in lines.shown] == ["拦", "缺", "提", "缺", "合"]
    assert [line.mark for line in lines.folded] == ["免"]
    assert [line.stops for line in lines.shown] == [True, True, False, False, False]
    assert lines.summary == "共核对6条：拦截1，缺依据2，提示1，合规1，不适用1"


@pytest.mark.parametrize(
    ("passes", "fold", "shown", "folded"),
    [(5, None, 5, 0), (6, None, 3, 3), (2, 0, 0, 2), (2, 1, 1, 1)],
)
def test_what_held_is_folded(passes, fold, shown, folded):
    lines = lines_of(Verdict((HELD,) * passes), fold=fold)
    assert (len(lines.shown), len(lines.folded)) == (shown, folded)


def test_a_failing_finding_says_everything():
    html = render("{% findings verdict %}", verdict=Verdict((SHORT,)))
    for part in (
        "拦截：",
        "算数的7人，须8人。",
        "请再到1人。",
        "议事决策规则 六-3",
        "实有",
        ">7<",
        "需",
        ">8<",
    ):
        assert part in html
    assert "is-short" in html


def test_an_unset_figure_is_said_and_not_shown_as_a_number():
    html = render("{% findings verdict %}", verdict=Verdict((UNSET,)))
    assert "没有设定" in html
    assert "None" not in html
    assert "is-stopping" in html


def test_the_reason_stands_with_the_warning_only():
    html = render("{% findings v reasons=why %}", v=Verdict((LATE, HELD, SHORT)), why="次日补送 <b>")
    assert html.count("次日补送 &lt;b&gt;") == 1


def test_explanations_are_numbered_as_in_the_verdict():
    lines = lines_of(Verdict((HELD, SHORT)), explain="/act/1/")
    assert [line.explain_url for line in lines.shown] == ["/act/1/1/", "/act/1/0/"]


def test_cite_links_to_the_article_of_the_day(monkeypatch):
    monkeypatch.setattr(findings_module, "reverse", lambda name, args: "/".join([name, *args]))
    cite = cite_of("S1-01:六-3", on=TODAY)
    assert (cite.text, cite.url) == ("议事决策规则 六-3", "rulebook:article/S1-01/六-3?on=2026-11-21")
    assert render("{% cite 'S1-01:六-3' %}。").endswith("</a>。")  # no blank before the full stop


def test_cite_of_a_local_regulation_keeps_its_id():
    assert cite_of("L-07:二").text == "L-07 二"


# --- Drawings ------------------------------------------------------------------------------------


def test_seats_count_first_then_gaps_up_to_the_line():
    source = {
        "counted": ["陆怀谷", "欧阳汀"],
        "recused": ["翁青禾"],
        "left": ["闵向南"],
        "leave": ["仇若川"],
        "line": 3,
    }
    seating = seating_of(source)
    assert [(s.text, s.kind, s.line) for s in seating.seats] == [
        ("陆", "in", False),
        ("欧", "in", False),
        ("缺", "gap", True),
        ("翁", "recused", False),
        ("闵", "left", False),
        ("仇", "leave", False),
    ]
    assert (seating.short, seating.missing) == (True, 1)
    assert seating.label == "算数2人，需3人；回避1人；离会1人；请假1人"


def test_seats_without_a_set_threshold_draw_no_line():
    seating = seating_of({"counted": ["陆怀谷"], "line": None})
    assert not any(seat.line for seat in seating.seats)
    assert not seating.short
    assert "没有设定" in seating.label


def test_a_large_assembly_is_given_in_figures():
    html = render("{% seats s %}", s={"counted": ["甲"] * 40, "line": 31})
    assert "<ol" not in html
    assert ">40<" in html


@pytest.mark.parametrize(
    ("states", "current"),
    [
        (["done", "doing", "waiting"], 2),
        (["done", "held", "ready"], 2),
        (["skipped", "waiting", "waiting"], None),
    ],
)
def test_rail_has_at_most_one_current_step(states, current):
    steps = [{"name": f"步骤{i}", "state": s} for i, s in enumerate(states, 1)]
    html = render("{% rail steps %}", steps=steps)
    assert html.count('aria-current="step"') == (1 if current else 0)
    assert ("has-now" in html) == bool(current)  # on phones room is kept for its name
    if current:
        assert f"步骤{current}" in html.split('aria-current="step"')[1].split("</li>")[0]


def test_an_open_secret_vote_shows_numbers_returned_only():
    html = render("{% tally t %}", t={"issued": 8, "returned": 5})
    assert "收回 5" in html
    assert "赞成" not in html
    assert "stamp" not in html


# --- Forms ---------------------------------------------------------------------------------------


class TopicForm(forms.Form):
    title = forms.CharField(label="题目", max_length=5, help_text="写要定的事。")
    due = forms.DateField(label="办结时限")
    amount = forms.IntegerField(label="金额", required=False, min_value=0)
    method = forms.ChoiceField(label="方式", widget=forms.RadioSelect, choices=[("oral", "口头")])
    note = forms.CharField(label="备注", required=False, error_messages={"max_length": "太长"}, max_length=1)


@pytest.mark.parametrize(("many", "columns"), [(8, False), (9, True)])
def test_a_long_checklist_stands_in_columns(many, columns):
    class Posts(forms.Form):
        posts = forms.MultipleChoiceField(
            label="谁来填",
            widget=forms.CheckboxSelectMultiple,
            choices=[(str(n), f"第{n}岗") for n in range(many)],
        )

    html = render("{% field form.posts %}", form=Posts())
    assert ('class="choices is-many"' in html) == columns
    assert html.count('type="checkbox"') == many


@pytest.mark.parametrize(
    ("name", "data", "text"),
    [
        ("title", {}, "题目没有填，请填上。"),
        ("title", {"title": "六个字的题目"}, "题目有6个字，最多5个字。"),
        ("due", {"due": "年底前"}, "“年底前”认不出是哪一天，请写成 2026-11-26 这样。"),
        ("amount", {"amount": "三万"}, "“三万”不是数，请只写数字。"),
        ("amount", {"amount": "-1"}, "金额不能小于0。"),
        ("method", {}, "方式没有选，请选一项。"),
        ("method", {"method": "telepathy"}, "方式里没有这一项，请重新选。"),
    ],
)
def test_errors_name_field_and_remedy(name, data, text):
    assert messages_of(TopicForm(data)[name]) == [text]


def test_field_ties_label_hint_and_error_to_the_input():
    html = render("{% field f.title %}", f=TopicForm({"title": ""}))
    assert 'for="id_title"' in html
    assert "（必填）" in html
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'id="id_title_helptext"' in html and 'id="id_title_error"' in html
    assert 'aria-invalid="true"' in html
    assert html.index("写要定的事。") < html.index("<input")


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        (TopicForm(), 'type="date" name="due" value=""'),
        (TopicForm(initial={"due": date(2026, 11, 25)}), 'type="date" name="due" value="2026-11-25"'),
        (TopicForm({"due": "2026-11-25"}), 'type="date" name="due" value="2026-11-25"'),
        # A browser without the field sends what was typed; the page gives it back as a day.
        (TopicForm({"due": "2026/11/25"}), 'type="date" name="due" value="2026-11-25"'),
        # No day at all: shown as typed, since a day field would come back empty.
        (TopicForm({"due": "年底前"}), 'type="text" name="due" value="年底前"'),
    ],
)
def test_a_day_is_written_as_the_browser_takes_it(form, shown):
    assert shown in render("{% widget f.due %}", f=form)


def test_django_renders_fields_the_same_way():
    form = TopicForm()
    assert form["title"].as_field_group().strip() == render("{% field f.title %}", f=form).strip()


def test_secrets_are_never_carried_to_the_next_page():
    data = QueryDict("title=a&title=b&new_password1=x&csrfmiddlewaretoken=y&_resume=1")
    assert typed_pairs(data) == [("title", "a"), ("title", "b")]


def test_confirm_names_both_buttons_and_escapes():
    html = render(
        "{% confirm label='宣布结果' title='宣布后不能改票' action='/x/' once='7' %}<p>{{ who }}</p>{% endconfirm %}",
        who="<i>",
    )
    assert "确认宣布结果" in html and "先不宣布结果" in html
    assert "<p>&lt;i&gt;</p>" in html
    assert 'name="once" value="7"' in html


def test_a_button_that_cannot_be_used_gives_the_article():
    html = render("{% not_now '开始表决' verdict=v %}", v=Verdict((HELD, SHORT)))
    assert 'aria-disabled="true"' in html
    assert "算数的7人，须8人。" in html and "六-3" in html


# --- Pages of refusal ----------------------------------------------------------------------------


def test_not_found_says_the_same_to_everyone():
    html = render_to_string("404.html")
    assert "没有找到这一页。" in html
    assert "它可能已移走，也可能不在您的职责范围内。" in html


def test_refusal_carries_everything_typed():
    context = {"title": "发出通知", "verdict": Verdict((SHORT, HELD)), "typed": [("place", "三楼<会议室>")]}
    html = render_to_string("errors/refused.html", context)
    assert "现在还不能发出通知" in html
    assert "是有1条制度没有满足" in html
    assert 'name="place" value="三楼&lt;会议室&gt;"' in html
    assert 'name="_resume"' in html and "回到草稿" in html


def test_warning_page_asks_for_a_reason_of_at_most_200_characters():
    context = {"title": "发出通知", "verdict": Verdict((LATE,)), "typed": [("once", "7")]}
    html = render_to_string("errors/reason.html", context)
    assert "为什么仍要发出通知" in html
    assert 'name="_reason"' in html and 'maxlength="200"' in html
    assert "说明理由并发出通知" in html
    assert 'name="once" value="7"' in html


def test_forbidden_names_who_may():
    html = render_to_string("errors/forbidden.html", {"holders": [{"post": "党政办主任", "name": "柏一苇"}]})
    assert "这一步由党政办主任办理，现任柏一苇" in html
    assert "请柏一苇办理" in html


def test_server_error_page_needs_nothing():
    assert "没有办成，原因还不清楚" in render_to_string("500.html", {})
