"""Pages of paper ballots: bad input names its sheet, nothing typed stays anywhere, nobody sees the other's typing."""

from __future__ import annotations

import re
import uuid

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from governance.access.models import AccessLog
from governance.audit.models import Act
from governance.ballots.models import PaperBatch, TypedPart
from governance.ballots.paper import documents
from governance.documents.models import Document
from governance.documents.services import render_document
from tests import builders
from tests.governance.ballots.paper_scene import (
    OTHER,
    SCRUTINEER,
    TELLER,
    THIRD,
    TYPIST,
    PaperScene,
)
from tests.meetings.table import kept_world


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    with builders.on_day(), kept_world(django_db_blocker, PaperScene.on_paper) as world:
        yield world


@pytest.fixture
def scene(db, kept):
    with builders.on_day():
        yield kept or PaperScene.on_paper()


def client(scene, who):
    return builders.sign_in(Client(), scene.crew.account(who))


def at(scene, name, *more):
    return reverse(f"ballots:{name}", args=[scene.poll.pk, *more])


def send(scene, who, name, *more, **fields):
    return client(scene, who).post(at(scene, name, *more), {"once": str(uuid.uuid4()), **fields})


def lines(*typed):
    return {f"sheet_{place}": text for place, text in enumerate(typed, start=1)}


INPUT = {
    "full width": (lines("１２３", "ｘ１０", "Ｚ"), 302, ""),
    "spaced": (lines("1 2 3", " 111", "0"), 302, ""),
    "pasted with tabs": ({"pasted": "1\t2\t3\r\n1\t\tx\r\nz\r\n"}, 302, ""),
    "pasted without tabs": ({"pasted": "123\n10x\nz"}, 302, ""),
    "one sheet missing": (lines("123", "", "111"), 422, "还有1张没有录：第2张"),
    "too many questions": (lines("123", "1234", "111"), 422, "第2张录了4题，应是3题"),
    "unknown mark": (lines("123", "125", "111"), 422, "第2张第3题录的“5”认不出，只录1到4、0、x"),
    "a letter": (lines("123", "12龘", "111"), 422, "“龘”认不出"),
    "a formula": ({"pasted": "=1+1\t1\t1\n111\n111"}, 422, "第1张第1题录的“=1+1”认不出"),
    "twenty-six rows": ({"pasted": "111\n" * 26}, 422, "粘贴了26行，这一批登记的是3张"),
    "an empty row": ({"pasted": "111\n\n111"}, 422, "第2张没有录"),
    "both ways": ({**lines("123", "", ""), "pasted": "111\n111\n111"}, 422, "只留一样"),
    "an endless line": (lines("123", "1" * 500, "111"), 422, "80"),
    "nothing": ({}, 422, "还有3张没有录：第1至3张"),
}


@pytest.mark.parametrize("name", INPUT)
def test_what_is_typed_is_taken_or_named(scene, name):
    (batch,) = scene.add(3)
    fields, status, words = INPUT[name]
    response = send(scene, TYPIST, "paper-type", batch.pk, **fields)
    assert response.status_code == status
    if words:
        assert words in response.content.decode()
        assert PaperBatch.objects.get(pk=batch.pk).status == "waiting"
        for text in fields.values():  # nothing typed is lost
            assert text.split("\n")[0].strip() in response.content.decode()
    else:
        assert PaperBatch.objects.get(pk=batch.pk).status == "typed_once"


def test_nothing_typed_is_kept_on_the_way(scene, caplog):
    """An odd pattern, sent, refused, sent again: in no session, cache, log, trail or message, and on no page."""
    cache.clear()
    (batch,) = scene.add(3)
    odd = ("4x1", "2x4", "x42")
    typist = client(scene, TYPIST)
    url = at(scene, "paper-type", batch.pk)
    with caplog.at_level("DEBUG"):
        typist.post(url, {"once": str(uuid.uuid4()), **lines(*odd[:2], "")})
        done = typist.post(url, {"once": str(uuid.uuid4()), **lines(*odd)}, follow=True)
        again = typist.post(url, {"once": str(uuid.uuid4()), **lines(*odd)})
    assert done.status_code == 200 and again.status_code == 409
    places = [
        *(str(session.get_decoded()) for session in Session.objects.all()),
        *(f"{act.facts}{act.verdict}{act.reason}" for act in Act.objects.all()),
        *(str(row) for row in AccessLog.objects.values()),
        *(record.getMessage() + str(record.__dict__) for record in caplog.records),
        done.content.decode(),
        str(getattr(cache, "_cache", "")),
    ]
    for pattern in odd:
        assert not [place for place in places if pattern in place]
    assert "no-store" in again.headers["Cache-Control"]


def test_the_second_sees_nothing_of_the_first(scene):
    (batch,) = scene.add(2)
    scene.type(batch, "421", "42x")
    for who in (OTHER, THIRD, SCRUTINEER):
        page = client(scene, who).get(at(scene, "paper")).content.decode()
        assert "421" not in page and "42x" not in page
    form = client(scene, OTHER).get(at(scene, "paper-type", batch.pk)).content.decode()
    assert "第二遍" in form and 'value="421"' not in form and scene.crew.person(TYPIST).name not in form
    early = client(scene, THIRD).get(at(scene, "paper-settle", batch.pk)).content.decode()
    assert "已录一遍" in early and "421" not in early


def test_who_typed_is_told_so_before_typing_again(scene):
    (batch,) = scene.add(1)
    scene.type(batch, "111")
    page = client(scene, TYPIST).get(at(scene, "paper-type", batch.pk)).content.decode()
    assert "第1批的第一遍是您录的，第二遍由另一人录" in page and '<input type="text"' not in page
    refused = send(scene, TYPIST, "paper-type", batch.pk, **lines("111"))
    assert refused.status_code == 409 and "第二遍由另一人录" in refused.content.decode()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "有1处要改"),
        ({"at_1_3": "7"}, "只录1到4、0、x"),
        ({"at_1_3": "12"}, "只录1到4、0、x"),
        ({"at_1_3": "４"}, ""),
        ({"at_1_3": "0"}, ""),
    ],
)
def test_the_third_answers_every_difference(scene, fields, words):
    (batch,) = scene.add(1)
    scene.type(batch, "123")
    scene.type(batch, "124", by=OTHER)
    for typist in (TYPIST, OTHER):  # who typed is not shown the other's typing
        page = client(scene, typist).get(at(scene, "paper-settle", batch.pk)).content.decode()
        assert "由第三人核定" in page and "基本称职" not in page
    response = send(scene, THIRD, "paper-settle", batch.pk, **fields)
    assert response.status_code == (422 if words else 302)
    assert words in response.content.decode()


@pytest.mark.parametrize(
    ("name", "fields", "words"),
    [
        ("paper-count", {"issued": "三十", "returned": "28"}, "发出多少张"),
        ("paper-count", {"issued": "30", "returned": "-1"}, "收回多少张"),
        ("paper-count", {"issued": "", "returned": "28"}, "发出多少张"),
        ("paper-batches", {"sheets": "0"}, "请填1到999之间的数"),
        ("paper-batches", {"sheets": "1e3"}, "手里有多少张"),
    ],
)
def test_figures_that_are_none_name_their_field(scene, name, fields, words):
    response = send(scene, TELLER, name, 1, **fields)
    assert response.status_code == 422 and words in response.content.decode()


def test_a_class_and_a_batch_there_is_none_of(scene):
    assert client(scene, TELLER).get(at(scene, "paper-count", 7)).status_code == 404
    assert client(scene, TYPIST).get(at(scene, "paper-type", 987654321)).status_code == 404


def test_the_list_costs_the_same_for_one_batch_and_for_forty(scene, django_assert_max_num_queries):
    scene.add(25)
    reader = client(scene, TYPIST)
    reader.get(at(scene, "paper"))
    with django_assert_max_num_queries(60) as one:
        reader.get(at(scene, "paper"))
    scene.add(975)
    with django_assert_max_num_queries(len(one)):
        assert "第40批" in reader.get(at(scene, "paper")).content.decode()


def test_a_gap_is_explained_on_the_page_and_printed(scene):
    scene.write(1, 2)
    scene.settled_batch("12x", "z")
    page = client(scene, SCRUTINEER).get(at(scene, "paper")).content.decode()
    assert "收回2张，多于发出1张" in page and "说明差数" in page
    assert send(scene, SCRUTINEER, "paper-gap", 1, because="多发1张备用票。").status_code == 302
    assert send(scene, SCRUTINEER, "paper-confirm", 1).status_code == 302
    assert send(scene, SCRUTINEER, "paper-print").status_code == 302
    document = Document.objects.get(kind=documents.KIND)
    assert document.state == Document.State.ORDERED
    paper = documents.paper_of(scene.fresh())
    assert paper.figures.rows == (("A类", "1", "2", "2", "1", "0", "1"),)
    assert [note for note in paper.notes if "多发1张备用票" in note and "画错" not in note]
    assert re.search("1处画错", paper.notes[0])
    render_document({"document": document.pk})
    page = client(scene, SCRUTINEER).get(at(scene, "paper")).content.decode()
    file = reverse("documents:download", args=[document.pk])
    assert "打开核对单（1页）" in page and file in page
    assert client(scene, SCRUTINEER).get(file).status_code == 200
    assert client(scene, "staff").get(file).status_code in (403, 404)
    assert TypedPart.objects.filter(batch__poll=scene.poll).exclude(ciphertext=b"").count() == 1
