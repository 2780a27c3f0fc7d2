"""Signed heads: what stands outside the database when everything inside was made anew."""

import dataclasses
import json
import stat

import pytest
from django.utils import timezone

from governance.audit import chain, heads, keys
from governance.audit.heads import CheckpointUnreadable, Head, SignedHead, current_head, sign_heads
from governance.audit.models import ChainEntry
from tests.governance.audit.world import nobody, rename


def of_town(world, listed=None):
    return next(h for h in listed or sign_heads() if h.organization_id == world.town.pk)


def faults(head):
    return list(heads.faults(head, heads.known_keys()))


def test_the_current_head_is_the_newest_link_and_prints_short(world):
    newest = ChainEntry.objects.filter(organization_id=world.town.pk).order_by("-seq").first()
    head = current_head(world.town.pk)
    assert head == Head(newest.seq, newest.hash)
    assert Head(1284, "b80d62fa17c3e945" * 4).printed == "1284 · B80D 62FA 17C3 E945"
    assert current_head(987654) == Head(0, "0" * 64)


def test_every_chain_is_signed_and_only_when_it_has_grown(world, key_folder):
    first = sign_heads()
    assert {h.organization_id for h in first} == set(heads.chains()) == {0, world.town.pk}
    assert all(faults(h) == [] for h in first)
    assert all(h.count == h.seq for h in first)
    assert [h.pk for h in sign_heads()] == [h.pk for h in first]
    rename(actor=nobody(), post=world.post, title="新名")
    assert of_town(world).seq == of_town(world, first).seq + 1
    assert SignedHead.objects.count() == 3
    assert stat.S_IMODE((key_folder / "heads-0001.key").stat().st_mode) == 0o600


def test_old_heads_hold_against_longer_chains(world):
    old = of_town(world)
    for n in range(3):
        rename(actor=nobody(), post=world.post, title=f"第{n}名")
    assert faults(old) == []


CHANGES = [
    ({"seq": 1}, ["bad_signature"]),
    ({"hash": "0" * 64}, ["bad_signature"]),
    ({"count": 99}, ["bad_signature"]),
    ({"organization_id": 0}, ["bad_signature"]),
    ({"signed_at": timezone.now()}, ["bad_signature"]),
    ({"signature": "kein hex"}, ["bad_signature"]),
    ({"key_id": "0" * 16}, ["other_key"]),
]


@pytest.mark.parametrize(("change", "told"), CHANGES, ids=lambda v: "-".join(v))
def test_an_edited_head_is_not_believed(world, change, told):
    head = of_town(world)
    for name, value in change.items():
        setattr(head, name, value)
    assert faults(head) == told


def resigned(world, **changes):
    """A head the key really signed, about a chain that is not like this."""
    head = of_town(world)
    for name, value in changes.items():
        setattr(head, name, value)
    head.signature = heads.signing_key().sign(heads.signed_bytes(head)).hex()
    return head


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"seq": 99, "count": 99}, ["truncated"]),
        ({"hash": "f" * 64}, ["rewritten"]),
        ({"count": 3}, ["gap"]),
        ({"organization_id": 4711}, ["truncated"]),
        ({"signed_at": timezone.now() + timezone.timedelta(days=1)}, ["future"]),
    ],
    ids=lambda v: "-".join(v),
)
def test_a_chain_unlike_its_head_is_told(world, changes, told):
    assert faults(resigned(world, **changes)) == told


def test_a_new_key_signs_and_the_old_one_still_verifies(world):
    old = of_town(world)
    keys.make(heads.KIND, 2)
    new = of_town(world)
    assert new.key_id != old.key_id
    assert (new.seq, new.hash) == (old.seq, old.hash)
    assert faults(old) == faults(new) == []


def test_a_lost_key_is_an_error_not_a_new_key(world, key_folder):
    sign_heads()
    (key_folder / "heads-0001.key").unlink()
    with pytest.raises(keys.KeyMissing, match="restore"):
        sign_heads()
    assert not list(key_folder.iterdir())


def test_a_checkpoint_is_read_as_it_was_written(world, tmp_path):
    signed = sign_heads()
    path = tmp_path / "heads.json"
    assert heads.write_checkpoint(path, signed) == len(signed)
    read = heads.read_checkpoint(path)
    assert [h.as_dict() for h in read] == [h.as_dict() for h in signed]
    assert all(faults(h) == [] for h in read)
    content = json.loads(path.read_text())
    assert content["public_keys"].keys() == {signed[0].key_id}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "链头",
        '{"format": "other/1", "heads": []}',
        '{"format": "zhenwei-heads/1"}',
        '{"format": "zhenwei-heads/1", "heads": [{"organization": 1}]}',
        '{"format": "zhenwei-heads/1", "heads": [{"organization": "x", "seq": 1, "hash": "", "count": 1, '
        '"signed_at": "2026-11-21T01:05:00Z", "key_id": "", "signature": ""}]}',
        '{"format": "zhenwei-heads/1", "heads": [{"organization": 1, "seq": 1, "hash": "", "count": 1, '
        '"signed_at": "2026-11-21T01:05:00", "key_id": "", "signature": ""}]}',
    ],
)
def test_what_is_no_checkpoint_is_told(tmp_path, text):
    path = tmp_path / "heads.json"
    path.write_text(text)
    with pytest.raises(CheckpointUnreadable):
        heads.read_checkpoint(path)


def test_a_head_is_a_plain_value():
    assert dataclasses.asdict(Head(1, chain.GENESIS)) == {"seq": 1, "hash": chain.GENESIS}
