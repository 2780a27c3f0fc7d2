"""What somebody types is kept for them alone: encrypted, bound to account and form, gone when it is done."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.utils import timezone

from governance.access import drafts, holding
from governance.access.actor import actor_for
from governance.access.models import FormDraft
from governance.audit import keys
from tests import builders

pytestmark = pytest.mark.django_db
PLACE, WORDS = "/huiyi/xiang/1/biaotai/", "柏一苇的意见：资金没有落实。"


@pytest.fixture(autouse=True)
def key_folder(settings, tmp_path):
    settings.KEY_DIR = tmp_path / "keys"


@pytest.fixture
def people(db):
    town = builders.town()
    found = []
    for code in ("office_clerk", "secretary"):
        person = builders.person()
        builders.hold(person, town, code)
        found.append(actor_for(builders.account(person), builders.TODAY))
    return found


def keep(actor, place=PLACE, **fields):
    return drafts.keep_draft(actor, place, [(k, [v]) for k, v in fields.items()])


def test_the_author_finds_it_again_and_nobody_else(people):
    clerk, secretary = people
    assert keep(clerk, view=WORDS, stance="defer")
    found = drafts.draft_of(clerk, PLACE)
    assert isinstance(found.typed, QueryDict) and found.typed["view"] == WORDS
    assert drafts.draft_of(secretary, PLACE) is None
    assert drafts.draft_of(clerk, "/huiyi/xiang/2/biaotai/") is None


def test_the_newest_words_replace_the_earlier_ones(people):
    keep(people[0], view="先写的")
    keep(people[0], view=WORDS)
    assert FormDraft.objects.count() == 1
    assert drafts.draft_of(people[0], PLACE).typed["view"] == WORDS


def test_a_copy_of_the_database_tells_nothing(people):
    keep(people[0], view=WORDS)
    assert WORDS.encode() not in bytes(FormDraft.objects.get().body)
    keys.path_of(drafts.KIND, 1).unlink()
    assert drafts.draft_of(people[0], PLACE) is None


def test_a_draft_moved_to_another_account_or_altered_does_not_open(people):
    clerk, secretary = people
    keep(clerk, view=WORDS)
    FormDraft.objects.update(account_id=secretary.account_id)
    assert drafts.draft_of(secretary, PLACE) is None
    FormDraft.objects.update(
        account_id=clerk.account_id, body=bytes(FormDraft.objects.get().body)[:-1] + b"\0"
    )
    assert drafts.draft_of(clerk, PLACE) is None


@pytest.mark.parametrize(
    ("place", "length", "kept"), [(PLACE, 10, True), (PLACE, 300_000, False), ("/" * 201, 10, False)]
)
def test_what_is_too_large_is_not_kept(people, place, length, kept):
    assert keep(people[0], place, view="x" * length) is kept
    assert FormDraft.objects.exists() is kept


def test_what_nobody_came_back_for_goes_after_thirty_days(people):
    keep(people[0], view=WORDS)
    keep(people[0], "/a/", view=WORDS)
    FormDraft.objects.filter(address="/a/").update(saved_at=timezone.now() - timedelta(days=31))
    assert drafts.drop_old_drafts(timezone.now()) == 1
    assert FormDraft.objects.get().address == PLACE


def test_one_account_keeps_so_many_drafts(people, monkeypatch):
    monkeypatch.setattr(drafts, "MOST", 2)
    for n in range(4):
        keep(people[0], place=f"{PLACE}?a={n}", view=str(n))
    keep(people[1], view=WORDS)
    mine = FormDraft.objects.filter(account_id=people[0].account_id)
    assert sorted(mine.values_list("address", flat=True)) == [f"{PLACE}?a=2", f"{PLACE}?a=3"]
    assert FormDraft.objects.count() == 3


def test_a_file_on_its_way_in_lies_encrypted_for_its_sender(people, settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {**settings.STORAGES["default"], "OPTIONS": {"location": str(tmp_path / "files")}},
    }
    row = holding.hold(SimpleUploadedFile("方案.pdf", b"%PDF " + WORDS.encode()), people[0], "a.b")
    kept = default_storage.path(row.place)
    assert WORDS.encode() not in Path(kept).read_bytes()
    assert holding.opened(row).read() == b"%PDF " + WORDS.encode()
    assert holding.held(row.pk, people[1], "a.b") is None
    row.account_id = people[1].account_id
    assert holding.opened(row) is None
    row.account_id = people[0].account_id
    keys.path_of(drafts.KIND, 1).unlink()
    assert holding.opened(row) is None
    assert holding.hold(SimpleUploadedFile("a.pdf", b"x"), people[0], "a.b") is not None, "a new key"
