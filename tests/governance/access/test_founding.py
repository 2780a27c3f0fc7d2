"""Founding an installation at the console: administrators, a town, its first two keepers."""

import io

import pytest
from django.core.management import CommandError, call_command

from governance.audit.models import SYSTEM_CHAIN, Act
from governance.people.models import Account, Organization, Post
from tests import builders

pytestmark = pytest.mark.django_db
TOWN = [
    "稔川镇", "--county", "宁棠县", "--document-code", "稔委", "--authority", "宁组干〔2021〕1号",
    "--organization-commissioner", "霍玥:1005:女", "--organization-clerk", "林䶮：1013：男",
]  # fmt: skip


def run(*arguments):
    out = io.StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def passwords(text):
    return dict(line.split("\t")[1:] for line in text.splitlines() if "\t" in line)


def test_three_kinds_of_administrator_are_founded_once():
    printed = passwords(run("foundadmins"))
    kinds = sorted(Account.objects.values_list("administrator", flat=True))
    assert kinds == ["auditor", "security", "security", "system"]
    for name, password in printed.items():
        account = Account.objects.get(username=name)
        assert account.check_password(password)
        assert account.must_change_password
    acts = Act.objects.filter(code="people.administrator.founded")
    assert set(acts.values_list("organization_id", "actor_post")) == {(SYSTEM_CHAIN, "服务器命令行")}
    assert "已经设立" in run("foundadmins")
    assert Account.objects.count() == 4


def test_one_is_added_and_one_reset():
    run("foundadmins")
    added = passwords(run("foundadmins", "--add", "auditor", "--username", "shenji2", "--name", "某某"))
    assert Account.objects.get(username="shenji2").check_password(added["shenji2"])
    again = passwords(run("foundadmins", "--reset", "shenji2"))
    assert Account.objects.get(username="shenji2").check_password(again["shenji2"])
    for wrong in (["--reset", "nobody"], ["--add", "system"]):
        with pytest.raises(CommandError):
            run("foundadmins", *wrong)
    with pytest.raises(CommandError, match="已有人使用"):
        run("foundadmins", "--add", "system", "--username", "xitong", "--name", "某某")


def test_a_town_is_founded_with_its_keepers():
    run("foundtown", *TOWN)
    town = Organization.objects.get(short_name="稔川镇")
    assert town.parent.name == "宁棠县"
    assert Post.objects.filter(organization=town, heads_government=True, committee_seat=True).count() == 1
    clerk = Account.objects.get(username="1013")
    assert clerk.person.name == "林䶮"
    assert builders.actor(clerk).holds(town.pk, "organization_clerk")
    assert builders.actor(Account.objects.get(username="1005")).seat(town.pk)
    with pytest.raises(CommandError, match="全称已有单位使用"):
        run("foundtown", *TOWN)
    with pytest.raises(CommandError, match="姓名:工号:性别"):
        run("foundtown", *TOWN[:-1], "林䶮")
