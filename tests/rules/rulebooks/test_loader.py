"""The loader refuses each kind of bad file with file, article and reason."""

from __future__ import annotations

from datetime import date
from textwrap import dedent

import pytest

from governance.rules.figures import Amount, Op
from governance.rules.loader import LoadError, load_regulation

HEAD = """\
id: S9-01
title: 试行制度
short: 试行
seed: local
section: 1
layer: town
capability: meetings.plenary
editions:
  - {label: a, from: null}
  - {label: b, from: 2026-05-18}
articles:
"""
ARTICLE = """\
  - ref: '一'
    kind: quorum
    statement: 到会不少于半数
    enforce: block
"""
LEAD = "{type: day, unit: 天, op: '>=', stricter: up, values: [%s]}"
SHARE = "{type: share, unit: 委员, base: entitled, op: '>=', stricter: up, values: [%s]}"


def figure(spec: str, *values: str) -> str:
    """A file whose one article carries the figure `x`."""
    return HEAD + ARTICLE + "    figures:\n      x: " + (spec % ", ".join(values) if values else spec) + "\n"


def load(tmp_path, text: str):
    path = tmp_path / "S9-01.yaml"
    path.write_text(dedent(text), encoding="utf-8")
    return load_regulation(path)


GOOD = {
    "plain": HEAD + ARTICLE,
    "amount": figure(LEAD, "{from: null, value: 2}"),
    "blank": figure(LEAD, "{from: null, value: null}"),
    "range": figure(LEAD, "{from: null, low: 1, high: 2}"),
    "amended figure": figure(LEAD, "{from: null, value: 2}", "{from: 2026-05-18, value: 3, op: '>'}"),
    "share": figure(SHARE, "{from: null, value: '2/3'}"),
    "amended article": HEAD
    + ARTICLE
    + "    until: 2026-05-17\n"
    + ARTICLE.replace("半数", "三分之二")
    + "    from: 2026-05-18\n",
    "ratio": figure(
        "{type: ratio, unit: 比, measure: a:b, op: '>=', stricter: up, values: [{from: null, value: 3:1}]}"
    ),
}


@pytest.mark.parametrize("text", GOOD.values(), ids=GOOD.keys())
def test_a_good_file_loads(tmp_path, text):
    assert load(tmp_path, text).id == "S9-01"


BAD = {
    "unknown key of the regulation": (HEAD + ARTICLE + "colour: red\n", "", "unknown key colour"),
    "unknown key of an article": (HEAD + ARTICLE + "    colour: red\n", "S9-01:一", "unknown key colour"),
    "missing statement": (HEAD + ARTICLE.replace("    statement: 到会不少于半数\n", ""), "S9-01:一", "lacks statement"),
    "empty statement": (HEAD + ARTICLE.replace("到会不少于半数", "''"), "S9-01:一", "not a text"),
    "unknown level": (HEAD + ARTICLE.replace("block", "forbid"), "S9-01:一", "enforce 'forbid'"),
    "unknown kind": (HEAD + ARTICLE.replace("quorum", "quota"), "S9-01:一", "kind 'quota'"),
    "unknown seed": (HEAD.replace("seed: local", "seed: '009'") + ARTICLE, "", "seed '009'"),
    "ref that is a number": (HEAD + ARTICLE.replace("'一'", "1"), "S9-01:1", "ref 1 is not a text"),
    "ref with a colon": (HEAD + ARTICLE.replace("'一'", "'一:1'"), "S9-01:一:1", "without colon"),
    "duplicate ref": (HEAD + ARTICLE + ARTICLE, "S9-01:一", "stands twice"),
    "versions overlap": (
        HEAD + ARTICLE + "    until: 2026-05-17\n" + ARTICLE, "S9-01:一", "versions overlap",
    ),
    "versions leave a gap": (
        HEAD.replace("articles:\n", "  - {label: c, from: 2026-07-01}\narticles:\n")
        + ARTICLE + "    until: 2026-05-17\n" + ARTICLE + "    from: 2026-07-01\n",
        "S9-01:一", "gap after 2026-05-17",
    ),
    "change between editions": (HEAD + ARTICLE + "    from: 2026-06-01\n", "S9-01:一", "first day of an edition"),
    "superseded and enforced": (HEAD + ARTICLE + "    superseded: true\n", "S9-01:一", "only be displayed"),
    "file and id disagree": (HEAD.replace("S9-01", "S9-02") + ARTICLE, "", "file and id must agree"),
    "no article": (HEAD.replace("articles:\n", "articles: []\n"), "", "at least one article"),
    "not a mapping": ("- a\n- b\n", "", "not a mapping"),
    "editions overlap": (HEAD.replace("from: 2026-05-18", "from: null") + ARTICLE, "", "editions overlap"),
    "editions share a label": (HEAD.replace("label: b", "label: a") + ARTICLE, "", "one label"),
    "edition date as text": (HEAD.replace("2026-05-18", "'2026-05-18'") + ARTICLE, "", "neither a date nor null"),
    "on as key": (HEAD + ARTICLE + "    on: 2026-05-18\n", "", "line 16: 'on' would be read as true or false"),
    "yes as value": (HEAD + ARTICLE.replace("block", "yes"), "", "'yes' would be read"),
    "duplicate key": (HEAD + ARTICLE + "    enforce: warn\n", "", "'enforce' stands twice"),
    "broken YAML": (HEAD + "  - {ref: '一'\n", "", "line "),
    "float in a share": (figure(SHARE, "{from: null, value: 0.5}"), "", "'0.5' is a float"),
    "share as a whole number": (figure(SHARE, "{from: null, value: 1}"), "S9-01:一", "not an exact fraction"),
    "share by zero": (figure(SHARE, "{from: null, value: '1/0'}"), "S9-01:一", "divides by zero"),
    "share without base": (
        figure("{type: share, unit: 委员, op: '>=', stricter: up, values: [{from: null, value: '1/2'}]}"),
        "S9-01:一", "needs its base",
    ),
    "base without share": (
        figure("{type: day, unit: 天, base: entitled, stricter: up, values: [{from: null, value: 1}]}"),
        "S9-01:一", "no share and has a base",
    ),
    "missing unit": (figure("{type: day, stricter: up, values: [{from: null, value: 1}]}"), "S9-01:一", "lacks unit"),
    "missing measure": (
        figure("{type: count, unit: 个, op: '>=', stricter: up, values: [{from: null, value: 1}]}"),
        "S9-01:一", "lacks its measure",
    ),
    "missing op": (
        figure("{type: day, unit: 天, stricter: up, values: [{from: null, value: 1}]}"), "S9-01:一", "no op",
    ),
    "unknown op": (figure(LEAD.replace("'>='", "'≥'"), "{from: null, value: 1}"), "S9-01:一", "x.op '≥'"),
    "unknown type": (figure(LEAD.replace("day", "moon"), "{from: null, value: 1}"), "S9-01:一", "x.type 'moon'"),
    "unknown direction": (
        figure(LEAD.replace("up", "sideways"), "{from: null, value: 1}"), "S9-01:一", "x.stricter",
    ),
    "number as text": (figure(LEAD, "{from: null, value: '2'}"), "S9-01:一", "not a whole number"),
    "number as truth": (figure(LEAD, "{from: null, value: true}"), "S9-01:一", "not a whole number"),
    "range backwards": (figure(LEAD, "{from: null, low: 3, high: 2}"), "S9-01:一", "runs backwards"),
    "half a range": (figure(LEAD, "{from: null, low: 3}"), "S9-01:一", "low and high"),
    "value and range": (figure(LEAD, "{from: null, value: 1, low: 1, high: 2}"), "S9-01:一", "low and high"),
    "blank with op": (figure(LEAD, "{from: null, value: null, op: '>='}"), "S9-01:一", "stands alone"),
    "unknown key of a value": (figure(LEAD, "{from: null, value: 1, until: null}"), "S9-01:一", "unknown key until"),
    "value without from": (figure(LEAD, "{value: 1}"), "S9-01:一", "lacks from"),
    "no values": (figure(LEAD.replace("[%s]", "[]")), "S9-01:一", "at least one dated value"),
    "values start late": (figure(LEAD, "{from: 2026-05-18, value: 1}"), "S9-01:一", "nothing holds before"),
    "values overlap": (
        figure(LEAD, "{from: null, value: 1}", "{from: null, value: 2}"), "S9-01:一", "values of x overlap",
    ),
    "values out of order": (
        figure(LEAD, "{from: null, value: 1}", "{from: 2026-05-18, value: 2}", "{from: 2026-05-18, value: 3}"),
        "S9-01:一", "does not come after",
    ),
    "value changes between editions": (
        figure(LEAD, "{from: null, value: 1}", "{from: 2026-06-01, value: 2}"), "S9-01:一", "first day of an edition",
    ),
    "clock that is none": (
        figure("{type: clock, unit: 时刻, op: '<=', stricter: down, values: [{from: null, value: '25:00'}]}"),
        "S9-01:一", "no time of day",
    ),
    "day of no month": (
        figure("{type: month_day, unit: 月-日, op: '<=', stricter: down, values: [{from: null, value: '02-30'}]}"),
        "S9-01:一", "no day of the year",
    ),
    "weekday eight": (
        figure("{type: weekday, unit: 星期, stricter: free, values: [{from: null, day: 8}]}"), "S9-01:一", "from 1",
    ),
    "unknown schooling": (
        figure("{type: education, unit: 学历, op: '>=', stricter: up, values: [{from: null, value: 博学}]}"),
        "S9-01:一", "no level of education",
    ),
    "figure name in Chinese": (figure(LEAD, "{from: null, value: 1}").replace(" x:", " 天数:"), "S9-01:一", "identifier"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "article", "reason"), BAD.values(), ids=BAD.keys())
def test_a_bad_file_is_refused(tmp_path, text, article, reason):
    with pytest.raises(LoadError) as refused:
        load(tmp_path, text)
    assert refused.value.file == "S9-01.yaml"
    assert refused.value.article == article
    assert reason in refused.value.reason
    assert str(refused.value).startswith("S9-01.yaml: ")


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(LoadError, match="cannot be read"):
        load_regulation(tmp_path / "S9-01.yaml")


def test_bytes_that_are_not_utf8_are_refused(tmp_path):
    path = tmp_path / "S9-01.yaml"
    path.write_bytes("title: 制度".encode("gb18030"))
    with pytest.raises(LoadError):
        load_regulation(path)


def test_the_date_chooses_figure_and_text(tmp_path):
    regulation = load(tmp_path, GOOD["amended figure"])
    before, after = date(2026, 5, 17), date(2026, 5, 18)
    assert regulation.on(before).edition == "a"
    assert regulation.on(after).edition == "b"
    old, new = regulation.articles[0].figures["x"]
    assert (old.value, new.value) == (Amount(Op.GE, 2, "day"), Amount(Op.GT, 3, "day"))

    regulation = load(tmp_path, GOOD["amended article"])
    assert [a.statement for a in regulation.on(before).articles] == ["到会不少于半数"]
    assert [a.statement for a in regulation.on(after).articles] == ["到会不少于三分之二"]
