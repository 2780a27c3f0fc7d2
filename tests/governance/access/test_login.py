"""Signing in: one answer for every wrong try, lockout, slip passwords, idle and over-long sessions."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from governance.access.accounts import (
    change_own_password,
    disable_account,
    enable_account,
    found_administrator,
    open_account,
    reset_administrator,
    reset_password,
    unlock_account,
)
from governance.access.actor import system_actor
from governance.access.errors import Forbidden
from governance.access.log import client_address
from governance.access.middleware import LAST_SEEN, SIGNED_IN
from governance.access.models import AccessLog
from governance.audit.models import Act
from governance.people.models import Account
from tests import builders

pytestmark = pytest.mark.django_db
LOGIN = "/denglu/"


@pytest.fixture
def crew():
    return builders.crew(builders.town())


@pytest.fixture
def account(crew):
    return builders.account(crew.person("office_clerk"), username="1001")


def sign_in(client, username="1001", password=builders.PASSWORD, **more):
    return client.post(LOGIN, {"username": username, "password": password, **more})


def text(response):
    return response.content.decode()


def test_signing_in_leads_to_the_desk_and_is_logged(client, account):
    response = sign_in(client)
    assert response.status_code == 302
    assert client.session["_auth_user_id"] == str(account.pk)
    row = AccessLog.objects.get(kind="signed_in")
    assert (row.account_id, row.address) == (account.pk, "127.0.0.0")


@pytest.mark.parametrize("typed", ["１００１", " 1001 ", "10 01"])
def test_full_width_digits_and_spaces_are_taken(client, account, typed):
    assert sign_in(client, typed).status_code == 302


def test_a_wrong_password_an_unknown_name_and_a_stopped_account_read_the_same(client, account):
    builders.account(builders.person(), username="1002", is_active=False)
    pages = []
    for username, password in (("1001", "wrong"), ("9999", "wrong"), ("1002", builders.PASSWORD)):
        response = sign_in(Client(), username, password)
        assert response.status_code == 422
        assert "账号或密码不对，还可以试4次。" in text(response)
        pages.append(text(response).replace(username, "").split("csrfmiddlewaretoken", 1)[1][100:])
    assert pages[0] == pages[1] == pages[2]
    assert AccessLog.objects.filter(kind="wrong").count() == 3
    assert set(AccessLog.objects.filter(account_id=None).values_list("account_name", flat=True)) == {""}


@pytest.mark.parametrize("username", ["1001", "9999"])
def test_five_wrong_tries_lock_for_a_quarter_of_an_hour(client, account, username):
    for left in (4, 3, 2, 1):
        assert f"还可以试{left}次" in text(sign_in(client, username, "wrong"))
    locked = sign_in(client, username, "wrong")
    assert locked.status_code == 429
    assert "连续5次不对，已锁定到" in text(locked)
    assert "请找系统管理员当面解锁" in text(locked)
    assert sign_in(Client(), username).status_code == 429  # the right password does not help now
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert sign_in(Client(), username).status_code == (302 if username == "1001" else 422)


def test_a_stranger_locks_an_account_for_his_own_address_alone(client, account):
    stranger, clerk = Client(REMOTE_ADDR="10.20.0.7"), Client(REMOTE_ADDR="10.20.0.9")
    for _n in range(5):
        sign_in(stranger, password="wrong")
    assert "连续5次不对，已锁定到" in text(sign_in(stranger))
    assert sign_in(clerk).status_code == 302
    assert sign_in(stranger).status_code == 429  # the right password there does not open it here
    for _n in range(5):
        sign_in(clerk := Client(REMOTE_ADDR="10.20.0.9"), password="wrong")
    assert sign_in(clerk).status_code == 429
    tried = AccessLog.objects.filter(kind="wrong", account_id=account.pk)
    assert tried.count() == 13, "every try is on record, those under a lock too"


@pytest.mark.parametrize(
    ("behind", "forwarded", "address"),
    [
        (False, "203.0.113.5", "10.20.0.1"),
        (True, "203.0.113.5", "203.0.113.5"),
        (True, "1.1.1.1, 203.0.113.5", "203.0.113.5"),
        (True, "1.1.1.1,2001:DB8::1", "2001:db8::1"),
        (True, "", "10.20.0.1"),
        (True, "'; drop table", ""),
    ],
)
def test_the_address_is_the_one_our_own_proxy_saw(rf, settings, behind, forwarded, address):
    settings.BEHIND_PROXY = behind
    request = rf.get("/", REMOTE_ADDR="10.20.0.1", HTTP_X_FORWARDED_FOR=forwarded)
    assert client_address(request) == address


def test_trying_on_does_not_lengthen_the_lock(client, account):
    for _n in range(5):
        sign_in(client, password="wrong")
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=14))
    before = AccessAttempt.objects.latest("attempt_time").attempt_time
    sign_in(client, password="wrong")
    assert AccessAttempt.objects.latest("attempt_time").attempt_time == before


def test_the_system_administrator_unlocks(client, account):
    system = builders.actor(builders.account(administrator="system"))
    for _n in range(5):
        sign_in(client, password="wrong")
    unlock_account(actor=system, account_id=account.pk)
    assert sign_in(client).status_code == 302
    assert Act.objects.filter(code="people.account.unlocked", object_id=account.pk).exists()


@pytest.mark.parametrize(
    ("target", "followed"),
    [("/liuhen/", True), ("https://example.invalid/", False), ("//example.invalid/", False)],
)
def test_next_is_followed_within_the_site_only(client, account, target, followed):
    response = sign_in(client, next=target)
    assert (response.url == target) is followed


def test_signing_out_is_by_post_only(client, account):
    sign_in(client)
    assert client.get("/tuichu/").status_code == 405
    assert client.post("/tuichu/").status_code == 302
    assert "_auth_user_id" not in client.session
    assert AccessLog.objects.filter(kind="signed_out", account_id=account.pk).exists()


# First password


def test_the_slip_is_good_for_changing_the_password_alone(client, crew):
    system = builders.actor(builders.account(administrator="system"))
    slip = open_account(actor=system, person_id=crew.person("staff").pk, username="１００９")
    assert slip.account.username == "1009"
    sign_in(client, "1009", slip.password)
    assert client.get("/liuhen/").headers["Location"] == "/mima/shouci/"
    page = client.get("/mima/shouci/")
    assert page.status_code == 200
    assert "密码至少10位，" in text(page) and "和现在的密码不同。" in text(page)
    assert page.headers["Cache-Control"].startswith("max-age=0")
    refused = client.post("/mima/shouci/", {"new_password1": slip.password, "new_password2": slip.password})
    assert "新密码和现在的一样" in text(refused)
    done = client.post(
        "/mima/shouci/", {"new_password1": builders.PASSWORD, "new_password2": builders.PASSWORD}
    )
    assert done.status_code == 302
    assert client.get("/liuhen/").status_code == 200
    assert sign_in(Client(), "1009", slip.password).status_code == 422


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("short", "密码有5位，至少10位。"),
        ("qwertyuiop", "太常见"),
        ("9081726354901", "全是数字"),
        ("office-clerk-1", "和账号、姓名太像"),
    ],
)
def test_password_rules_speak_plainly(client, password, sentence):
    account = builders.account(builders.person("乔维桢"), username="office-clerk")
    builders.sign_in(client, account)
    response = client.post(
        "/mima/", {"old_password": builders.PASSWORD, "new_password1": password, "new_password2": password}
    )
    assert response.status_code == 422
    assert sentence in text(response)
    assert not Act.objects.filter(code="people.account.password_changed").exists()


def test_changing_the_password_ends_other_sessions_and_keeps_ones_own(client, account):
    other = Client()
    sign_in(client), sign_in(other)
    new = "Qing-Yan 7 shan"
    values = {"old_password": "wrong", "new_password1": new, "new_password2": new}
    assert "现在的密码不对" in text(client.post("/mima/", values))
    values["old_password"] = builders.PASSWORD
    assert client.post("/mima/", values).headers["Location"] == "/mima/yigai/"
    assert client.get("/liuhen/").status_code == 200
    assert other.get("/liuhen/").status_code == 302
    assert "两次输的不一样" in text(client.post("/mima/", values | {"new_password2": "x"}))


def test_no_password_reaches_acts_or_history(crew):
    system = builders.actor(builders.account(administrator="system"))
    slip = open_account(actor=system, person_id=crew.person("staff").pk, username="1009")
    change_own_password(
        actor=builders.actor(slip.account), account_id=slip.account.pk, new_password="Qing-Yan 7 shan"
    )
    from governance.audit.models import ChainEntry

    stored = Account.objects.get(pk=slip.account.pk).password
    for payload in ChainEntry.objects.values_list("payload", flat=True):
        assert slip.password not in payload
        assert stored not in payload
    assert slip.password not in repr(slip)


# Sessions


@pytest.mark.parametrize(
    ("stamp", "ago", "stays"),
    [
        (LAST_SEEN, timedelta(minutes=59), True),
        (LAST_SEEN, timedelta(minutes=61), False),
        (SIGNED_IN, timedelta(hours=7, minutes=59), True),
        (SIGNED_IN, timedelta(hours=8, minutes=1), False),
    ],
)
def test_idle_and_over_long_sessions_end(client, account, stamp, ago, stays):
    builders.sign_in(client, account)
    client.get("/liuhen/")
    session = client.session
    session[stamp] = (timezone.now() - ago).isoformat()
    session.save()
    response = client.get("/liuhen/?page=1&kind=x")
    if stays:
        assert response.status_code == 200
    else:
        assert response.headers["Location"] == f"{LOGIN}?expired=1&next=%2Fliuhen%2F%3Fpage%3D1%26kind%3Dx"
        assert "为防误办请重新登录" in text(client.get(response.headers["Location"]))


# Accounts


def test_a_reset_needs_a_second_person_and_prints_a_new_slip(client, account, crew):
    one = builders.account(administrator="system")
    system = builders.actor(one)
    witness = builders.account(crew.person("organization_clerk"))
    for nobody in (one.pk, account.pk, 999999):
        with pytest.raises(Exception, match="第二人"):
            reset_password(actor=system, account_id=account.pk, witness_id=nobody)
    slip = reset_password(actor=system, account_id=account.pk, witness_id=witness.pk)
    act = Act.objects.get(code="people.account.reset")
    assert act.facts["witness"] == witness.display_name
    assert sign_in(client).status_code == 422
    assert sign_in(client, password=slip.password).status_code == 302


def test_administrators_passwords_are_reset_on_the_server_alone(crew):
    staff = builders.administrators()
    witness = builders.account(crew.person("staff"))
    system = builders.actor(staff["system"])
    for kind in ("security", "auditor"):
        with pytest.raises(Forbidden, match="只在服务器上重置"):
            reset_password(actor=system, account_id=staff[kind].pk, witness_id=witness.pk)
        with pytest.raises(Forbidden):
            reset_administrator(actor=system, account_id=staff[kind].pk)
    founding = system_actor("founding", builders.TODAY)
    assert reset_administrator(actor=founding, account_id=staff["auditor"].pk).password
    with pytest.raises(Exception, match="不是三员的账号"):
        reset_administrator(actor=founding, account_id=witness.pk)


def test_disabling_ends_sessions_and_spares_the_last_of_a_kind(client, account):
    system = builders.actor(builders.account(administrator="system"))
    other = builders.account(administrator="system")
    builders.sign_in(client, account)
    assert client.get("/liuhen/").status_code == 200
    disable_account(actor=system, account_id=account.pk, because="调离")
    assert client.get("/liuhen/").status_code == 302
    enable_account(actor=system, account_id=account.pk)
    assert client.get("/liuhen/").status_code == 200
    disable_account(actor=system, account_id=other.pk, because="离岗")
    auditor = builders.account(administrator="auditor")
    with pytest.raises(Exception, match="最后一名审计员"):
        disable_account(actor=system, account_id=auditor.pk, because="离岗")
    with pytest.raises(Forbidden, match="另一位系统管理员"):
        disable_account(actor=system, account_id=system.account_id, because="离岗")


@pytest.mark.parametrize("username", ["ab", "张三丰", "a b!c", "x" * 41])
def test_account_names_are_job_or_phone_numbers(crew, username):
    system = builders.actor(builders.account(administrator="system"))
    with pytest.raises(Exception, match="账号写工号或手机号"):
        open_account(actor=system, person_id=crew.person("staff").pk, username=username)


def test_nobody_but_the_console_founds_administrators():
    for kind, account in builders.administrators().items():
        with pytest.raises(Forbidden):
            found_administrator(
                actor=builders.actor(account), kind=kind, username="admin-9", display_name="某某"
            )
    slip = found_administrator(
        actor=system_actor("founding", builders.TODAY),
        kind="auditor",
        username="audit-1",
        display_name="某某",
    )
    assert slip.account.must_change_password
    assert slip.account.person is None


def test_every_page_is_closed_to_nobody(client):
    response = client.get(reverse("audit:mine"))
    assert response.status_code == 302
    assert response.headers["Location"].startswith(LOGIN)
