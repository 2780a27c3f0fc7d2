"""文号: every number is carried by a paper or explained by the office; none is given twice."""

from __future__ import annotations

import pytest

from governance.access.errors import Forbidden
from governance.audit.models import Act
from governance.documents.models import NumberNote, NumberSeries
from governance.documents.number_notes import explain_number, skip_number
from governance.documents.number_uses import lines_of, place_of
from meetings.models import AgendaItem, Resolution
from tests import builders
from tests.governance.documents.papers import SIGNED, signed_minutes
from tests.meetings.pages import Browser
from tests.meetings.table import blocks, kept_world, refused


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    with kept_world(django_db_blocker, signed_minutes) as world:
        yield world


@pytest.fixture
def made(db, kept):
    built = kept or signed_minutes()
    with builders.on_day(SIGNED):
        yield built


def skip(stage, who: str = "office_clerk", because: str = "1月手写纪要用掉"):
    return skip_number(organization=stage.town, actor=stage.actor(who), kind="minutes", because=because)


def explain(stage, place: int, who: str = "office_clerk"):
    return explain_number(
        organization=stage.town,
        actor=stage.actor(who),
        kind="minutes",
        year=2026,
        place=place,
        because="打印时作废",
    )


def series(stage, kind: str = "minutes") -> NumberSeries:
    return NumberSeries.objects.get(organization=stage.town, kind=kind, year=2026)


def test_a_number_passed_over_is_gone_and_says_why(made):
    stage, minutes = made
    note = skip(stage)
    assert (note.number, note.place) == ("云委纪〔2026〕2号", 2)
    act = Act.objects.get(code="documents.number.skipped")
    assert act.facts["number"] == note.number
    assert skip(stage, because="同上").place == 3
    lines = lines_of(series(stage), stage.actor("office_clerk"))
    assert [(x.place, x.unexplained) for x in lines] == [(3, False), (2, False), (1, False)]
    assert lines[-1].use.number == minutes.number


@pytest.mark.parametrize(
    ("place", "code"),
    [
        (1, "documents.number.in_use"),
        (2, None),
        (3, "documents.number.explained_before"),
        (4, "documents.number.not_drawn"),
        (0, "documents.number.not_drawn"),
    ],
)
def test_only_a_gap_is_explained_and_once(made, place, code):
    stage, _minutes = made
    builders.change(series(stage), last=2)  # drawn, and nothing carries it
    skip(stage)
    gaps = [x.place for x in lines_of(series(stage), stage.actor("office_clerk")) if x.unexplained]
    assert gaps == [2]
    if code:
        assert blocks(refused(lambda: explain(stage, place))) == {("", code)}
    else:
        assert explain(stage, place).number == "云委纪〔2026〕2号"
        assert not any(x.unexplained for x in lines_of(series(stage), stage.actor("office_clerk")))


@pytest.mark.parametrize("who", ["secretary", "committee_member", "staff"])
def test_the_office_alone_keeps_the_numbers(made, who):
    stage, _minutes = made
    for step in (lambda: skip(stage, who), lambda: explain(stage, 1, who)):
        with pytest.raises(Forbidden):
            step()
    assert not NumberNote.objects.exists()


def test_without_a_code_no_number_is_passed_over(made):
    stage, _minutes = made
    builders.change(stage.town, document_code="")
    stage.town.refresh_from_db()
    assert blocks(refused(lambda: skip(stage))) == {("", "documents.number.no_code")}


def test_a_secret_matter_is_named_by_its_place_alone(made):
    stage, _minutes = made
    resolution = Resolution.objects.get()
    [line] = lines_of(series(stage, "resolution"), stage.actor("office_clerk"))
    assert "集镇停车秩序整治" in line.use.what
    builders.change(AgendaItem.objects.get(pk=resolution.item_id).topic, sealed=True)
    [line] = lines_of(series(stage, "resolution"), stage.actor("office_clerk"))
    assert "集镇停车秩序整治" not in line.use.what
    assert not line.unexplained


@pytest.mark.parametrize("number", ["", "云委纪12号", "云委纪〔2026〕号"])
def test_a_number_without_a_place_is_none(number):
    with pytest.raises(ValueError, match="no running number"):
        place_of(number)


def test_on_the_page(made):
    stage, minutes = made
    clerk, secretary = Browser(stage, "office_clerk"), Browser(stage, "secretary")
    builders.change(series(stage), last=2)
    page = clerk.text("documents:numbers", query="?kind=minutes&year=2026")
    for words in (minutes.number, "云委纪〔2026〕2号", "空号", "1个号没有文件", "写明原因"):
        assert words in page
    assert "没有写明原因" in secretary.text("documents:numbers", query="?kind=minutes&year=2026")
    assert clerk.send("documents:number-explain", "minutes", 2026, 2, because="").status_code == 422
    assert clerk.send("documents:number-explain", "minutes", 2026, 2, because="打印时作废").status_code == 302
    assert clerk.send("documents:number-skip", "minutes", because="手写用掉").status_code == 302
    page = clerk.text("documents:numbers", query="?kind=minutes&year=2026")
    assert "打印时作废" in page
    assert "手写用掉" in page
    assert "云委纪〔2026〕3号" in page
    assert "1个号没有文件" not in page
    for args in (("letters", 2026, 1), ("minutes", 1999, 1)):
        assert clerk.get("documents:number-explain", *args).status_code == 404
