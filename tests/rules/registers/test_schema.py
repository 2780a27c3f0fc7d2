"""Every fault of a declaration has its sentence, and all of them are found in one reading."""

import pytest

from governance.registers.catalogue import SHIPPED, pinned, shipped
from governance.registers.rules.declaration import FieldType
from governance.rules.library import load_library
from tests.rules.registers.declared import BASE, altered, faults, reading

FIELD = {"code": "more", "title": "另一栏", "type": "text"}


def with_field(**more):
    return [*BASE["fields"], {**FIELD, **more}]


@pytest.mark.parametrize(
    ("path", "value", "at", "said"),
    [
        ("title", None, "title", "没有写"),
        ("title", 12, "title", "要写文字"),
        ("title", "长" * 21, "title", "最多20个字"),
        ("colour", "red", "colour", "没有这一项"),
        ("code", "Meals", "code", "小写字母开头"),
        ("capability", "governance.nothing", "capability", "没有“governance.nothing”这一类事项"),
        ("articles.0", "S0-24:九十九", "articles[0]", "没有“S0-24:九十九”这一条"),
        ("rows", "county", "rows", "不在可以写的里面"),
        ("fillers", ["mayor"], "fillers[0]", "没有“mayor”这个岗位"),
        ("fillers", ["secretary", "secretary"], "fillers", "写了两次"),
        ("fillers", "secretary", "fillers", "要写成一列"),
        ("sealed_readers", None, "sealed_readers", "要写明给谁看"),
        ("fields.6.sealed", False, "sealed_readers", "没有密封的栏"),
        ("day", "guests", "day", "不是这一项要的类型"),
        ("day", "nowhere", "day", "没有“nowhere”这一栏"),
        ("fields.0.required", False, "day", "要必填"),
        ("kind", "amount", "kind", "不是这一项要的类型"),
        ("name", "secret", "name", "不是这一项要的类型"),
        ("fields", with_field(sealed=True, required=True), None, ""),
        ("fields.0.type", "date", "fields[0].type", "不在可以写的里面"),
        ("fields.0.required", "true", "fields[0].required", "只写 true 或 false"),
        ("fields.1.code", "dined_on", "fields[1].code", "写了两次"),
        ("fields.1.code", "来客", "fields[1].code", "小写字母开头"),
        ("fields.3.sealed", True, "fields[3].sealed", "只有文字栏可以密封"),
        ("fields.6.in_list", True, "fields[6].in_list", "不进列表"),
        ("fields.6.in_search", True, "fields[6].in_search", "不进检索"),
        ("fields.7.in_list", True, "fields[7].in_list", "长文字和附件不进列表"),
        ("fields.7.in_search", True, "fields[7].in_search", "附件不进检索"),
        ("fields.4.choices", {"one": "一"}, "fields[4].choices", "至少写两个"),
        ("fields.1.choices", {"a": "甲", "b": "乙"}, "fields[1].choices", "只有选项栏"),
        ("fields.4.choices", {"甲": "甲", "b": "乙"}, "fields[4].choices.甲", "小写字母开头"),
        ("fields.1.width", 900, "fields[1].width", "0到200的整数"),
        ("signatures.0.posts", ["king"], "signatures[0].posts[0]", "没有“king”这个岗位"),
        ("signatures.0.posts", None, "signatures[0].posts", "没有写"),
        ("signatures.1.when.field", "guests", "signatures[1].when.field", "只有金额和整数能比大小"),
        ("signatures.1.when.field", "nowhere", "signatures[1].when.field", "没有“nowhere”这一栏"),
        ("signatures.1.when.reaches", "S3-04:1-6.x", "signatures[1].when.reaches", "没有“S3-04:1-6.x”这个数"),
        ("signatures.1.when", {"field": "amount"}, "signatures[1].when", "写一样"),
        ("enclosures.1.when.is", ["moon"], "enclosures[1].when.is[0]", "不在可以写的里面"),
        ("enclosures.1.when.field", "guests", "enclosures[1].when.is", "只有选项栏和是否栏"),
        ("limits.0.field", "guests", "limits[0].field", "只有金额和整数能比大小"),
        ("limits.0.field", "people", "limits[0].figure", "不是同一种数"),
        ("limits.0.level", "shout", "limits[0].level", "不在可以写的里面"),
        ("limits.0.over_year", True, "limits[0].per", "不再按人分摊"),
        ("cautions", [{"title": "一般不办", "article": "S0-24:四-2a2"}], "cautions[0].when", "没有写"),
        ("rhythm.period", "day", "rhythm.period", "不在可以写的里面"),
        ("rhythm.remind_before", 90, "rhythm.remind_before", "0到60的整数"),
        ("print.columns", ["secret"], "print.columns[0]", "不印进目录"),
        ("print.columns", ["nowhere"], "print.columns[0]", "没有“nowhere”这一栏"),
        ("years", 101, "years", "0到100的整数"),
        ("years", "ten", "years", "0到100的整数"),
    ],
)
def test_every_fault_has_its_sentence(path, value, at, said):
    found = faults(altered(path, value))
    if at is None:
        assert found == {}
    else:
        assert said in found[at]


def test_a_limit_refuses_only_by_an_article_that_blocks():
    raw = altered("limits.0.figure", "S0-24:二-2.reading")
    raw["limits"][0]["field"] = "people"
    del raw["limits"][0]["per"]
    assert "不是拦截条" in faults(raw)["limits[0].level"]


def test_all_faults_are_found_at_once_and_name_their_file():
    raw = altered("title", None)
    raw["years"], raw["mark"] = "x", "太长的编号字样"
    assert set(faults(raw)) == {"title", "years", "mark"}


@pytest.mark.parametrize(
    ("text", "at"),
    [("code: [", "line 2"), ("code: a\ncode: b", "line 2"), ("code: yes", "line 1"), ("- a", ".")],
)
def test_what_is_no_declaration_at_all_is_said_with_its_line(text, at):
    assert list(faults(text)) == [at]


def test_a_sound_declaration_is_read_whole():
    found = reading(BASE)
    assert [f.type for f in found.sealed_fields] == [FieldType.LONG_TEXT]
    assert found.field("place").choice_title("out") == "外餐"
    assert found.signers == ("office_director", "secretary")
    assert found.number(2026, 12) == "餐〔2026〕12号"
    assert set(found.cites()) == {"S0-24:六-2", "S3-04:1-6", "S0-24:二-2"}
    with pytest.raises(KeyError, match="no field nowhere"):
        found.field("nowhere")


# Shipped ------------------------------------------------------------------------------------


def test_shipped_declarations_are_sound():
    assert len(shipped()) == len(list(SHIPPED.glob("*.yaml"))) >= 10


@pytest.mark.parametrize("code", sorted(shipped()))
def test_a_shipped_register_speaks_of_articles_of_its_capability(code):
    declaration = shipped()[code].declaration
    library = load_library()
    first = library.regulations[declaration.articles[0].partition(":")[0]].article(
        declaration.articles[0].partition(":")[2]
    )
    assert declaration.capability
    assert first.kind
    assert {spec.code for spec in declaration.fields if spec.in_list} >= {declaration.day, declaration.name}
    assert declaration.print.columns


def test_an_edition_is_read_back_though_its_articles_have_gone():
    edition = shipped()["seal_use"]
    text = edition.text.replace("S0-24:八-4", "S0-24:没有了")
    assert pinned(text, "seal_use").declaration.code == "seal_use"
    assert pinned(edition.text, "seal_use").digest == edition.digest
