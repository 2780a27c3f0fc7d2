"""The power goes in the middle of a sentence: the form is opened again, and the sentence is there."""

from __future__ import annotations

import pytest

from governance.access.models import FormDraft
from governance.audit.models import Act
from meetings.models import Stance
from tests import builders
from tests.meetings.pages import Browser, words
from tests.meetings.scenes import HELD, Chamber, Closed
from tests.meetings.table import kept_world

pytestmark = pytest.mark.django_db
WORDS = "资金没有落实，建议明年再办"


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    with kept_world(django_db_blocker, Chamber.build) as world:
        yield world


@pytest.fixture
def chamber(db, kept):
    found = kept or Chamber.build()
    with builders.on_day(HELD, 10):
        yield found


def place(name: str, pk: int) -> str:
    return f"/huiyi/xiang/{pk}/{name}/"


def test_a_stance_half_typed_survives_the_session(chamber):
    chamber.open_item(chamber.ordinary_id)
    url = place("biaotai", chamber.ordinary_id)
    member, acts = Browser(chamber.stage, 3), Act.objects.count()
    assert 'data-kept="草稿已存"' in member.client.get(url).content.decode()
    saved = member.client.post(url, {"_draft": "1", "stance": "disagree", "view": WORDS, "once": "x"})
    assert saved.status_code == 204 and not saved.content
    assert not Stance.objects.exists() and Act.objects.count() == acts  # nobody has said anything
    member.client.logout()
    again = Browser(chamber.stage, 3)
    page = again.client.get(url)
    assert "已恢复上次未提交的内容" in words(page) and WORDS in page.content.decode()
    assert "须写明" not in words(page)  # nobody has sent it, nothing is wrong with it
    other = Browser(chamber.stage, 4).client.get(url).content.decode()
    assert WORDS not in other and "已恢复" not in other
    done = again.send("meetings:item-stance", chamber.ordinary_id, stance="disagree", view=WORDS)
    assert done.status_code == 302 and not FormDraft.objects.exists()


def test_a_refusal_keeps_it_and_throwing_it_away_does(chamber):
    chamber.open_item(chamber.ordinary_id)
    clerk, url = Browser(chamber.stage, "office_clerk"), place("guina", chamber.ordinary_id)
    clerk.client.post(url, {"_draft": "1", "summary": WORDS})
    wrong = clerk.send("meetings:item-summarise", chamber.ordinary_id, summary="")
    assert wrong.status_code == 422 and FormDraft.objects.count() == 1
    assert WORDS in clerk.client.get(url).content.decode()
    assert clerk.client.post(url, {"_discard": "1"}).status_code == 302
    page = clerk.client.get(url).content.decode()
    assert WORDS not in page and "已恢复" not in page


def test_only_forms_that_say_so_keep_anything(chamber):
    clerk = Browser(chamber.stage, "office_clerk")
    answer = clerk.client.post(place("taolun", chamber.ordinary_id), {"_draft": "1", "summary": WORDS})
    assert answer.status_code == 409 and not FormDraft.objects.exists()


def test_who_may_not_act_may_not_keep(chamber):
    staff = builders.sign_in(builders.Client(), builders.account(chamber.stage.crew.person("staff")))
    answer = staff.post(place("guina", chamber.ordinary_id), {"_draft": "1", "summary": WORDS})
    assert answer.status_code in (403, 404) and not FormDraft.objects.exists()


def test_minutes_and_added_rows_come_back_whole(db):
    scene = Closed.build(name="稔川镇")
    with builders.on_day(HELD):
        draft = scene.compose()
        clerk = Browser(scene.stage, "office_clerk")
        url = f"/huiyi/jiyao/{draft.pk}/xiugai/"
        clerk.client.post(url, {"_draft": "1", "revision": "1", "opening": WORDS, "text_0": "改过的一段"})
        page = clerk.client.get(url).content.decode()
        assert WORDS in page and "改过的一段" in page
