"""Django admin for the three administrators: who finds what, verbs as forms, nothing behind an act."""

import re
import uuid

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from governance.access.admin import GovernedAdmin
from governance.access.models import AccessLog, Grant
from governance.audit.models import Act
from governance.people.models import Account, Organization, Post, PostChange
from tests import builders

pytestmark = pytest.mark.django_db
LISTS = {
    "governance_account": {"system", "auditor"},
    "governance_organization": {"system", "security", "auditor"},
    "governance_post": {"security", "auditor"},
    "governance_postchange": {"security", "auditor"},
    "governance_grant": {"security", "auditor"},
    "governance_act": {"auditor"},
    "governance_chainentry": {"auditor"},
    "governance_signedhead": {"auditor"},
    "governance_accesslog": {"auditor"},
}


@pytest.fixture
def crew():
    with builders.on_day():
        yield builders.crew(builders.town())


@pytest.fixture
def staff(crew):
    return builders.administrators()


def send(client, url, **values):
    """Open the form, then send it with its own number."""
    page = client.get(url)
    assert page.status_code == 200, url
    number = re.search(r'name="once" value="([0-9a-f-]{36})"', page.content.decode()).group(1)
    return client.post(url, {"once": number, **values})


def do(model, verb, obj=None):
    label = f"admin:governance_{model}"
    if obj is None:
        return reverse(f"{label}_do", args=[verb])
    return reverse(f"{label}_do_on", args=[obj.pk, verb])


@pytest.mark.parametrize("kind", ["system", "security", "auditor"])
def test_each_administrator_finds_these_lists_and_no_other(client, staff, kind):
    builders.sign_in(client, staff[kind])
    index = client.get("/guanli/").content.decode()
    for name, kinds in LISTS.items():
        url = reverse(f"admin:{name}_changelist")
        assert client.get(url).status_code == (200 if kind in kinds else 403), name
        assert (url in index) is (kind in kinds), name


def test_a_denied_list_is_logged(client, staff):
    builders.sign_in(client, staff["system"])
    client.get(reverse("admin:governance_act_changelist"))
    row = AccessLog.objects.get(kind="denied")
    assert (row.account_id, row.action) == (staff["system"].pk, "audit.chain.read")


def test_for_business_accounts_the_admin_does_not_exist(client, crew):
    builders.sign_in(client, crew.account("secretary"))
    for url in ("/guanli/", "/guanli/login/", reverse("admin:governance_act_changelist")):
        assert client.get(url).status_code == 404


def test_nobody_is_led_to_the_house_door(client):
    assert client.get("/guanli/", follow=True).redirect_chain[-1] == ("/denglu/?next=%2Fguanli%2F", 302)
    assert client.get("/guanli/login/?next=/guanli/").headers["Location"] == "/denglu/?next=%2Fguanli%2F"


def test_only_governed_classes_are_registered():
    registered = admin.site._registry
    assert all(isinstance(one, GovernedAdmin) for one in registered.values())
    business = {"meeting", "topic", "vote", "resolution", "person", "tenure", "kinship"}
    assert not business & {model._meta.model_name for model in registered}
    assert not [m for m in registered if m._meta.app_label in {"auth", "axes", "guardian", "simple_history"}]


def test_rows_are_read_never_edited_or_deleted(client, staff, crew):
    account = crew.account("staff")
    builders.sign_in(client, staff["system"])
    url = reverse("admin:governance_account_change", args=[account.pk])
    page = client.get(url)
    assert page.status_code == 200
    assert '<input type="text" name="username"' not in page.content.decode()
    assert client.post(url, {"username": "hacked"}).status_code == 403
    listing = client.post(
        reverse("admin:governance_account_changelist"),
        {"action": "delete_selected", "_selected_action": [account.pk]},
    )
    assert listing.status_code in (200, 302)
    assert Account.objects.get(pk=account.pk).username == account.username
    with pytest.raises(Exception, match="_delete"):
        reverse("admin:governance_account_delete", args=[account.pk])


def test_opening_an_account_prints_the_slip_once(client, staff, crew):
    builders.sign_in(client, staff["system"])
    person = crew.person("staff")
    url = do("account", "open")
    number = str(uuid.uuid4())
    values = {"once": number, "person": person.pk, "username": "１００７"}
    response = client.post(url, values)
    account = Account.objects.get(person=person)
    page = response.content.decode()
    password = re.search(r"([a-z0-9]{4}-){3}[a-z0-9]{4}", page).group(0)
    assert account.check_password(password)
    assert "no-store" in response.headers["Cache-Control"]
    again = client.post(url, {**values, "person": crew.person("office_clerk").pk, "username": "1008"})
    assert again.status_code == 302
    assert Account.objects.filter(username="1008").count() == 0
    assert password not in client.get(again.headers["Location"]).content.decode()


def test_what_does_not_fit_stands_beside_the_field(client, staff, crew):
    crew.account("office_clerk")
    builders.sign_in(client, staff["system"])
    response = send(client, do("account", "open"), person=crew.person("staff").pk, username="张三丰")
    assert response.status_code == 422
    page = response.content.decode()
    assert "账号写工号或手机号" in page
    assert "张三丰" in page
    assert not Account.objects.filter(person=crew.person("staff")).exists()


def test_accounts_are_disabled_enabled_and_reset_at_the_counter(client, staff, crew):
    account, witness = crew.account("staff"), crew.account("office_clerk")
    builders.sign_in(client, staff["system"])
    assert send(client, do("account", "disable", account), because="调离").status_code == 302
    account.refresh_from_db()
    assert not account.is_active
    assert send(client, do("account", "enable", account)).status_code == 302
    page = send(client, do("account", "reset", account), witness=witness.pk).content.decode()
    assert "密码条" in page
    history = client.get(reverse("admin:governance_account_history", args=[account.pk])).content.decode()
    assert f"当面重置{account.display_name}密码，{witness.display_name}在场" in history
    assert "调离" in history


def test_security_administrators_change_posts_and_grants_by_two(client, staff, crew):
    other = builders.account(administrator="security")
    town, reader = crew.organization, crew.account("staff")
    builders.sign_in(client, staff["security"])
    post = {
        "unit": town.pk,
        "code": "station_head",
        "title": "财政所所长",
        "order": 80,
        "authority": "宁编1号",
    }
    assert send(client, do("postchange", "establish"), **post).status_code == 302
    grant = {
        "account": reader.pk,
        "what": "governance.organization|audit.refusals.read",
        "object_id": town.pk,
        "since": "2026-11-21",
        "until": "2026-12-01",
        "ground": "专项监督",
    }
    assert send(client, do("grant", "prepare"), **grant).status_code == 302
    change, given = PostChange.objects.get(), Grant.objects.get()
    assert client.post(do("postchange", "confirm", change)).status_code == 403
    assert client.post(do("grant", "confirm", given)).status_code == 403
    builders.sign_in(client, other)
    assert send(client, do("postchange", "confirm", change)).status_code == 302
    assert send(client, do("grant", "confirm", given)).status_code == 302
    assert Post.objects.filter(organization=town, title="财政所所长").exists()
    given.refresh_from_db()
    assert given.state == "active"
    for model, obj in (("post", Post.objects.first()), ("postchange", change), ("grant", given)):
        url = reverse(f"admin:governance_{model}_change", args=[obj.pk])
        assert client.get(url).status_code == 200


def test_a_body_is_registered_under_its_county(client, staff, crew):
    builders.sign_in(client, staff["security"])
    values = {
        "kind": "town_committee",
        "name": "中共云樨镇委员会",
        "short_name": "云樨镇",
        "parent": crew.organization.parent_id,
        "document_code": "云委",
        "authority": "宁编〔2026〕1号",
    }
    assert send(client, do("organization", "register"), **values).status_code == 302
    twice = send(client, do("organization", "register"), **values)
    assert "全称已有单位使用" in twice.content.decode()
    assert Organization.objects.filter(short_name="云樨镇").count() == 1


def test_the_auditor_reads_everything_and_changes_nothing(client, staff, crew):
    builders.sign_in(client, staff["auditor"])
    act = Act.objects.first()
    page = client.get(reverse("admin:governance_act_change", args=[act.pk])).content.decode()
    assert act.number in page
    for model_admin in admin.site._registry.values():
        for verb in model_admin.verbs:
            assert not verb.on_object or verb.name
            if not verb.on_object:
                url = do(model_admin.opts.model_name, verb.name)
                assert client.get(url).status_code == 403
                assert client.post(url).status_code == 403
    account = crew.account("staff")
    assert client.post(do("account", "disable", account), {"because": "x"}).status_code == 403
    for name in LISTS:
        listing = client.get(reverse(f"admin:{name}_changelist")).content.decode()
        assert "/do/" not in listing


def test_lists_cost_the_same_for_one_row_and_for_many(client, staff, crew):
    builders.sign_in(client, staff["system"])
    url = reverse("admin:governance_account_changelist")
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for _n in range(10):
        builders.account(builders.person())
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(many) == len(few)


def test_admin_pages_stay_within_the_strict_policy(client, staff):
    """No inline script or style that the policy would block, no foreign host."""
    builders.sign_in(client, staff["system"])
    for url in ("/guanli/", reverse("admin:governance_account_changelist"), do("account", "open")):
        page = client.get(url).content.decode()
        assert "<style" not in page
        assert not re.search(r"<script(?![^>]*\bsrc=)", page)
        assert not re.search(r"\son\w+=|style=\"", page)
        assert not re.search(r"(?:src|href)=\"(?:https?:)?//", page)


def test_the_auditor_verifies_a_chain_and_is_told_what_differs(client, staff, crew):
    url = reverse("admin:governance_chainentry_verify")
    builders.sign_in(client, staff["security"])
    assert client.get(url).status_code == 403
    builders.sign_in(client, staff["auditor"])
    town = crew.organization
    sound = client.get(f"{url}?chain={town.pk}").content.decode()
    assert f"核验{town.short_name}留痕" in sound
    assert "处对不上" not in sound
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE governance_post SET title = 'x' WHERE organization_id = %s AND code = 'staff'", [town.pk]
        )
    broken = client.get(f"{url}?chain={town.pk}").content.decode()
    assert "1处对不上" in broken
    assert "现有内容与最近的变动记录对不上" in broken
    assert client.get(f"{url}?chain=x").status_code == 200


@pytest.mark.parametrize(
    ("kind", "model", "asked", "status"),
    [
        ("system", "account", "administrator__exact=system", 200),
        ("system", "account", "password__startswith=pbkdf2", 400),
        ("auditor", "account", "password__startswith=pbkdf2", 400),
        ("auditor", "chainentry", "payload__contains=x", 400),
        ("auditor", "act", "happened_on__year=2026", 200),
        ("auditor", "act", "chain=0", 200),
        ("auditor", "act", "facts__contains=x", 400),
    ],
)
def test_lists_are_filtered_by_what_they_offer_alone(client, staff, kind, model, asked, status):
    builders.sign_in(client, staff[kind])
    url = reverse(f"admin:governance_{model}_changelist")
    assert client.get(f"{url}?{asked}").status_code == status


def test_a_form_number_of_another_act_does_nothing_and_says_so(client, staff, crew):
    builders.sign_in(client, staff["system"])
    account = crew.account("office_clerk")
    other = Act.objects.earliest("recorded_at")
    answer = client.post(do("account", "disable", account), {"once": str(other.pk), "because": "调离"})
    assert answer.status_code == 422
    assert "编号不对" in answer.content.decode()
    account.refresh_from_db()
    assert account.is_active


CODE = re.compile(
    r"\b[a-z]+(?:\.[a-z_]+)+\b|\b[a-z]+_[a-z_]+\b|[0-9a-f]{8}-[0-9a-f]{4}-|Select|选择|过滤|icon-"
)


@pytest.mark.parametrize("kind", ["system", "security", "auditor"])
def test_no_list_and_no_page_shows_a_code_or_djangos_own_words(client, staff, crew, kind):
    """Every list of this administrator, and the first row of each."""
    builders.sign_in(client, crew.account("staff"))
    client.get(reverse("people:roster"))  # denied: a row for the log
    builders.sign_in(client, staff["security"])
    send(
        client,
        do("post", "alter", Post.objects.get(code="staff")),
        unit=crew.organization.pk,
        code="staff",
        title="一般干部",
        order=90,
        authority="稔委〔2026〕3号",
    )
    builders.sign_in(client, staff[kind])
    for name in (name for name, kinds in LISTS.items() if kind in kinds):
        page = client.get(reverse(f"admin:{name}_changelist"))
        rows = page.context["cl"].queryset[:1]
        pages = [page, *(client.get(reverse(f"admin:{name}_change", args=[row.pk])) for row in rows)]
        for shown in pages:
            assert shown.status_code == 200
            body = shown.content.decode().partition('<div class="breadcrumbs">')[2].partition("<footer")[0]
            text = re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", body, flags=re.S)
            if name == "governance_signedhead":
                continue
            assert not CODE.search(text), (name, CODE.search(text))


def test_rows_are_filtered_by_town_in_words(client, staff, crew):
    other = builders.crew(builders.town("云樨镇"))
    builders.sign_in(client, staff["security"])
    page = client.get(reverse("admin:governance_post_changelist"), {"town": other.organization.pk})
    assert set(page.context["cl"].queryset.values_list("organization", flat=True)) == {other.organization.pk}
    body = page.content.decode()
    assert "按单位" in body and "共" in body and "党政办文书" in body
