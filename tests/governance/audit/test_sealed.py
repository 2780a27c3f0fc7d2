"""Sealed fields: ciphertext everywhere, one way to read, one way to forget."""

import stat
import uuid

import pytest
from django.db import connection, models
from django.template import Context, Template
from django.test.utils import isolate_apps

from governance.access.decision import Decision
from governance.audit import keys, sealed
from governance.audit.act import act, verb
from governance.audit.errors import OutsideAct, TrailError
from governance.audit.models import Act, ChainEntry
from governance.audit.sealed import (
    Erased,
    SealBroken,
    SealedText,
    SealedTextField,
    SubjectKey,
    erase_subject,
    reveal_many,
    reveal_or_notice,
    rotate_master,
    seal,
    subject_key,
)
from tests.governance.audit.world import CODE, FREE, allowed, nobody, verified

TEXT = "反映竹篙村道路补偿款未发放 𬭎"
SUBJECT = "petitions.petition"


@verb(CODE)
def _begin(*, actor, town, number):
    with act(allowed(actor), FREE, on=town):
        return subject_key(organization_id=town.pk, subject_type=SUBJECT, subject_id=number)


def begin(town, number="3f2a"):
    return _begin(actor=nobody(), town=town, number=number)


def erase(key, ground="宁棠县委组织部通知 3号"):
    return erase_subject(
        actor=nobody(), key_id=key.pk, ground=ground, decide=lambda a, code, obj: Decision(code, a, True)
    )


def refuse(actor, code, obj):
    raise PermissionError(code)


# Sealing and reading -------------------------------------------------------------------------


def test_text_comes_back_and_is_nowhere_in_the_database(world):
    key = begin(world.town)
    token = seal(TEXT, key)
    assert token.reveal() == TEXT
    assert TEXT not in token.token
    assert seal(TEXT, key) != token, "the same text twice must not look the same"
    assert seal("", key).reveal() == ""
    stored = SubjectKey.objects.get(pk=key.pk)
    assert stored.unwrap() not in bytes(stored.wrapped)


def test_printing_a_sealed_value_never_shows_the_text(world):
    token = seal(TEXT, begin(world.town))
    assert TEXT not in f"{token} {token!r}"
    shown = Template("{{ value }}|{{ value.reveal }}").render(Context({"value": token}))
    assert TEXT not in shown
    assert shown.startswith("（已封存）")


def test_history_holds_the_key_without_its_wrapping(world):
    key = begin(world.town)
    past = key.history.get()
    assert not hasattr(past, "wrapped")
    payload = ChainEntry.objects.get(act_id=past.history_change_reason).payload
    assert "wrapped" not in payload
    assert verified().result == "sound"


def test_a_key_is_made_once_and_only_inside_an_act(world):
    with pytest.raises(OutsideAct):
        subject_key(organization_id=world.town.pk, subject_type=SUBJECT, subject_id="neu")
    key = begin(world.town)
    assert subject_key(organization_id=world.town.pk, subject_type=SUBJECT, subject_id="3f2a") == key


@pytest.mark.parametrize("change", ["subject", "organization", "byte", "key"])
def test_a_token_opens_for_its_subject_alone(world, change):
    key, other = begin(world.town), begin(world.town, "77b1")
    token = seal(TEXT, key)
    if change == "subject":
        moved = SealedText(token.token.replace(key.pk.hex, other.pk.hex))
    elif change == "byte":
        flipped = "A" if token.token[-5] != "A" else "B"
        moved = SealedText(token.token[:-5] + flipped + token.token[-4:])
    elif change == "key":
        moved = SealedText(token.token.replace(key.pk.hex, uuid.uuid4().hex))
    else:
        models.QuerySet(SubjectKey).filter(pk=key.pk).update(organization_id=world.town.pk + 1)
        moved = token
    with pytest.raises(SealBroken):
        moved.reveal()
    if change == "organization":  # put back, so that PostgreSQL finds the row as its history says
        models.QuerySet(SubjectKey).filter(pk=key.pk).update(organization_id=world.town.pk)


# The field -----------------------------------------------------------------------------------


@pytest.fixture
def letter(db):
    with isolate_apps("governance"):

        class Letter(models.Model):
            text = SealedTextField(null=True)

            class Meta:
                app_label = "governance"
                db_table = "tests_letter"

        create, parameters = connection.schema_editor(collect_sql=True).table_sql(Letter)
        with connection.cursor() as cursor:
            cursor.execute(create, parameters or None)
        yield Letter


def test_the_field_stores_the_token(world, letter):
    token = seal(TEXT, begin(world.town))
    row = letter.objects.create(text=token)
    assert letter.objects.get(pk=row.pk).text == token
    assert letter.objects.get(text=token) == row
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM tests_letter")
        assert cursor.fetchone() == (token.token,)
    assert letter.objects.create(text=None).text is None


@pytest.mark.parametrize("plain", [TEXT, "", "z1.kurz", 7])
def test_plain_text_cannot_be_saved(letter, plain):
    with pytest.raises((ValueError, TypeError)):
        letter.objects.create(text=plain)


def test_the_field_is_in_no_form_and_in_migrations_without_noise():
    field = SealedTextField("正文", null=True)
    assert field.editable is False
    assert field.deconstruct()[1:] == (
        "governance.audit.sealed.SealedTextField",
        [],
        {"null": True, "verbose_name": "正文"},
    )


# Forgetting ----------------------------------------------------------------------------------


def test_erasing_destroys_the_key_and_leaves_every_hash_valid(world):
    key, other = begin(world.town), begin(world.town, "77b1")
    token, kept = seal(TEXT, key), seal("另一件", other)
    assert not token.erased
    erase(key)
    with pytest.raises(Erased, match="已销毁"):
        token.reveal()
    with pytest.raises(Erased):
        seal("再写", key := SubjectKey.objects.get(pk=key.pk))
    with pytest.raises(Erased):
        subject_key(organization_id=world.town.pk, subject_type=SUBJECT, subject_id="3f2a")
    assert token.erased
    assert reveal_or_notice(token) == "已销毁"
    assert reveal_or_notice(None) == ""
    assert reveal_many([token, None, kept, kept]) == ["已销毁", "", "另一件", "另一件"]
    assert key.wrapped is None
    row = Act.objects.get(code=sealed.ERASED)
    assert row.organization_id == world.town.pk
    assert row.facts == {"ground": "宁棠县委组织部通知 3号"}
    assert verified().result == "sound"


def test_erasing_is_decided_grounded_and_done_once(world):
    key = begin(world.town)
    with pytest.raises(PermissionError, match=sealed.ERASED):
        erase_subject(actor=nobody(), key_id=key.pk, ground="令", decide=refuse)
    with pytest.raises(TrailError):
        erase(key, ground=" ")
    erase(key)
    with pytest.raises(Erased):
        erase(key)
    assert Act.objects.filter(code=sealed.ERASED).count() == 1


def test_a_list_costs_one_query(world, django_assert_num_queries):
    tokens = [seal(str(n), begin(world.town, f"no-{n}")) for n in range(5)]
    with django_assert_num_queries(1):
        assert reveal_many(tokens) == ["0", "1", "2", "3", "4"]


# Key files -----------------------------------------------------------------------------------


def test_the_master_key_is_a_file_of_its_owner_alone(world, key_folder):
    begin(world.town)
    path = key_folder / "sealed-0001.key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(key_folder.stat().st_mode) == 0o700
    assert [entry.name for entry in key_folder.iterdir()] == [path.name]
    assert keys.make(sealed.KIND, 1) == path.read_bytes(), "a key is never written over"


@pytest.mark.parametrize("state", ["away", "cut short"])
def test_a_lost_master_key_is_an_error_not_a_new_key(world, key_folder, state):
    token = seal(TEXT, begin(world.town))
    path = key_folder / "sealed-0001.key"
    if state == "away":
        path.unlink()
    else:
        path.write_bytes(b"kurz")
    with pytest.raises(keys.KeyMissing, match=r"sealed-0001\.key"):
        token.reveal()
    with pytest.raises(keys.KeyMissing):
        begin(world.town, "neu")
    assert path.exists() == (state != "away")
    done = verified()
    assert (done.result, done.breaks) == ("not_run", 0)


def test_a_new_master_key_takes_over_and_the_old_file_may_go(world, key_folder):
    token = seal(TEXT, begin(world.town))
    gone = begin(world.town, "77b1")
    erase(gone)
    acts = Act.objects.count()
    assert rotate_master() == 1
    (key_folder / "sealed-0001.key").unlink()
    assert token.reveal() == TEXT
    assert SubjectKey.objects.get(pk=token.key_id).master == 2
    assert begin(world.town, "neu").master == 2
    assert Act.objects.count() == acts + 1
    assert verified().result == "sound"
