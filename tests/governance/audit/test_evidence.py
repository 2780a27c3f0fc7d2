"""What stands beside rows and chains: password hashes kept out of history, and files on disk."""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path

import pytest
from django.contrib.auth.hashers import make_password
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from governance.access.accounts import change_own_password
from governance.audit import keys
from governance.audit.models import Act
from governance.documents.models import Document
from governance.people.models import Account
from tests import builders
from tests.governance.audit.world import first_break, sql, verified

pytestmark = pytest.mark.django_db
NEW = "Qing-Yan 7 shan"
PDF = b"%PDF-1.7 the one that was made"


def run(*arguments):
    """(exit code, lines) of the command."""
    out = io.StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("verifyaudit", *map(str, arguments), stdout=out, stderr=io.StringIO())
    return ended.value.code, [json.loads(line) for line in out.getvalue().splitlines()]


# Passwords -----------------------------------------------------------------------------------


@pytest.fixture
def account():
    return builders.account(builders.person("乔维桢"))


def put(account, password, digest=None):
    """What somebody at the database does; PostgreSQL asks at this moment what a commit would ask."""
    sql("UPDATE governance_account SET password = %s WHERE id = %s", password, account.pk)
    if digest is not None:
        sql("UPDATE governance_account SET password_digest = %s WHERE id = %s", digest, account.pk)
    connection.check_constraints()


def test_passwords_set_by_acts_stand(account):
    change_own_password(actor=builders.actor(account), account_id=account.pk, new_password=NEW)
    builders.administrators()
    assert first_break() is None


@pytest.mark.parametrize("swapped", ["for one's own", "for another's", "for none"])
def test_a_password_swapped_in_the_database_is_found(account, swapped):
    other = builders.account(builders.person("符晓穗"))
    put(
        account,
        {"for one's own": make_password(NEW), "for another's": other.password, "for none": ""}[swapped],
    )
    code, lines = run()
    assert code == 1
    first = lines[-1]["first"]
    assert (first["what"], first["detail"]) == ("password_differs", f"governance.account {account.pk}")
    assert any("账号的密码不是经办理设置的" in line.get("sentence", "") for line in lines)
    assert verified(organization_id=0).result == "broken"
    assert verified(quick=True).result == "broken"


def test_an_earlier_password_put_back_with_its_digest_is_refused_or_found(account):
    """The digest is in history: PostgreSQL refuses the row that differs, on SQLite the check finds it."""
    earlier = account.password, account.password_digest
    change_own_password(actor=builders.actor(account), account_id=account.pk, new_password=NEW)
    if connection.vendor == "postgresql":
        with pytest.raises(IntegrityError), transaction.atomic():
            put(account, *earlier)
        return
    put(account, *earlier)
    assert first_break()[2] == "row_differs"


def test_without_the_key_nothing_is_vouched_for(account, key_folder):
    (key_folder / "withheld-0001.key").unlink()
    code, lines = run()
    assert (code, lines[-1]["result"]) == (2, "not_run")
    assert "withheld-0001.key" in lines[-1]["not_run"][0]
    with pytest.raises(keys.KeyMissing):  # a new key in its place would hide the loss
        change_own_password(actor=builders.actor(account), account_id=account.pk, new_password=NEW)
    assert not (key_folder / "withheld-0001.key").exists()


def test_a_newer_key_leaves_what_the_older_one_sealed(account, key_folder):
    keys.make("withheld", 2)
    assert first_break() is None
    changed = change_own_password(actor=builders.actor(account), account_id=account.pk, new_password=NEW)
    assert changed.password_digest.startswith("2:")
    assert first_break() is None


def test_the_digest_is_in_history_and_the_hash_is_not(account):
    past = account.history.latest()
    assert past.password_digest == account.password_digest != ""
    assert not hasattr(past, "password")


def test_signing_in_stretches_an_old_hash_by_an_act(account, client, settings):
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.ScryptPasswordHasher",
        "django.contrib.auth.hashers.MD5PasswordHasher",
    ]
    send = {"username": account.username, "password": builders.PASSWORD}
    assert client.post(reverse("login"), send).status_code == 302
    assert Account.objects.get(pk=account.pk).password.startswith("scrypt$")
    assert Act.objects.filter(code="people.account.password_stretched", object_id=account.pk).count() == 1
    assert first_break() is None
    client.post(reverse("logout"))
    assert client.post(reverse("login"), send).status_code == 302
    assert Act.objects.filter(code="people.account.password_stretched").count() == 1


# Files ---------------------------------------------------------------------------------------


@pytest.fixture
def storage(settings, tmp_path):
    folder = tmp_path / "documents"
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {**settings.STORAGES["default"], "OPTIONS": {"location": str(folder)}},
    }
    return folder


@pytest.fixture
def document(storage):
    default_storage.save("1/2026/K7MQ.pdf", ContentFile(PDF))
    town = builders.town()
    return builders.save(
        Document(
            organization=town,
            kind="meetings.minutes",
            title="会议纪要",
            subject_type="meetings.minutes",
            subject_id="1",
            code="K7MQ2XWP",
            state=Document.State.FINISHED,
            ordered_on=builders.TODAY,
            file="1/2026/K7MQ.pdf",
            file_digest=hashlib.sha256(PDF).hexdigest(),
        )
    )


@pytest.mark.parametrize(
    ("done", "found"),
    [
        ("nothing", None),
        ("one byte", "file_differs"),
        ("cut short", "file_differs"),
        ("removed", "file_missing"),
        ("a folder in its place", "file_missing"),
    ],
)
def test_kept_files_are_compared_with_their_digest(document, storage, done, found):
    path: Path = storage / document.file
    if done == "one byte":
        path.write_bytes(PDF.replace(b"1.7", b"1.6"))
    elif done == "cut short":
        path.write_bytes(PDF[:-1])
    elif done != "nothing":
        path.unlink()
        if done == "a folder in its place":
            path.mkdir()
    code, lines = run()
    first = lines[-1]["first"]
    assert code == (0 if found is None else 1)
    assert (first and first["what"]) == found
    if found:
        assert first["organization"] == document.organization_id
        assert document.file in first["detail"]
        assert run("--organization", document.organization_id)[0] == 1
        assert run("--organization", 0)[0] == 0
        assert run("--quick")[0] == 0, "a quick run reads no files"
