"""Folding and finding words: numbers without brackets, names with a blank in them, figures found whole."""

import pytest

from governance.search.text import holds_all, marked, snippet, words_of


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("稔委2026 3", "稔委〔2026〕3号", True),
        ("稔委〔2026〕3号", "稔委〔2026〕3号", True),
        ("稔委［２０２６］３号", "稔委〔2026〕3号", True),
        ("稔委2026 3", "稔委〔2026〕13号", False),
        ("稔委2026 3", "稔委纪〔2026〕3号", True),
        ("第3次", "2026年第13次党委会", False),
        ("2026", "稔委〔2026〕3号", True),
        ("202", "稔委〔2026〕3号", False),
        ("乔维桢", "乔 维桢", True),
        ("喆", "路　喆", True),
        ("路喆", "路　喆", True),
        ("䶮", "林䶮", True),
        ("𬭎", "王𬭎", True),
        ("清堰 村", "清堰村书记", True),
        ("灌渠 清淤", "柘坪村灌渠清淤修复", True),
        ("灌渠 硬化", "柘坪村灌渠清淤修复", False),
        ("468000", "共468,000元", True),
        ("k7pq", "K7PQ2M9XWT4A", True),
        ("S1-01", "议事决策规则 S1-01:六-3", True),
        ("100%", "占100%", True),
        ("a_b", "axb", False),
        ("%", "什么都有", False),
    ],
)
def test_words_are_found_as_people_type_them(query, text, found):
    words = words_of(query)
    assert (bool(words) and holds_all(text, words)) is found


def test_what_was_found_is_marked_where_it_stands_and_nothing_is_let_through():
    assert marked("路　喆<b>", words_of("路喆")) == "<mark>路　喆</mark>&lt;b&gt;"
    assert (
        marked("稔委〔2026〕3号", words_of("稔委2026 3"))
        == "<mark>稔委</mark>〔<mark>2026</mark>〕<mark>3</mark>号"
    )
    assert marked("没有", words_of("有无")) == "没有"


def test_a_snippet_is_the_part_around_the_find():
    text = "前" * 60 + "灌渠" + "后" * 90
    assert snippet(text, words_of("灌渠")).startswith("…前")
    assert "<mark>灌渠</mark>" in snippet(text, words_of("灌渠"))
    assert snippet(text, words_of("公厕")) == ""


def test_a_query_of_signs_has_no_words_and_a_long_one_is_cut():
    assert words_of("，。％") == ()
    assert len(words_of(" ".join("甲乙丙丁戊己庚辛壬癸"))) == 8
