"""Break-glass: two hours of a post's rights, on the record, told, shown, and over by itself."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone

from governance.access.emergency import emergency_text, end_past_emergencies
from governance.access.models import EmergencyGrant
from governance.audit.models import SYSTEM_CHAIN, Act
from governance.deadlines.jobs import run_due_jobs
from tests import builders
from tests.governance.audit.world import verified

pytestmark = pytest.mark.django_db
REASON = "文书住院，会议通知今天必须发出"


@pytest.fixture(autouse=True)
def key_folder(settings, tmp_path):
    settings.KEY_DIR = tmp_path / "keys"


@pytest.fixture
def crew(db):
    with builders.on_day():
        made = builders.crew(builders.town())
        made.account("staff")
        yield made


def break_glass(crew, *arguments: str, role: str = "office_clerk", reason: str = REASON) -> str:
    out = StringIO()
    given = [crew.account("staff").username, "--role", role, "--reason", reason, *arguments]
    call_command("breakglass", *given, stdout=out)
    return out.getvalue()


def shown(account, path: str = "/") -> str:
    return builders.sign_in(Client(), account).get(path, follow=True).content.decode()


def test_it_gives_the_posts_rights_for_two_hours_and_no_seat(crew) -> None:
    staff = crew.account("staff")
    town = crew.organization.pk
    assert "至11月21日（周六）11:00" in break_glass(crew, role="secretary")
    held = builders.actor(staff).holds(town, "secretary")
    assert held and held.emergency and held.title == "党委书记（应急授权）"
    assert builders.actor(staff).seat(town) is None
    grant = EmergencyGrant.objects.get()
    assert grant.until_at - grant.opened_at == timedelta(hours=2)
    with builders.on_day(hour=10, minute=59):
        assert builders.actor(staff).holds(town, "secretary")
    with builders.on_day(hour=11):
        assert not builders.actor(staff).holds(town, "secretary")  # before any tick has come


def test_the_tick_puts_its_end_on_record_once(crew) -> None:
    break_glass(crew, "--minutes", "30")
    assert end_past_emergencies() == 0
    with builders.on_day(hour=9, minute=30):
        assert end_past_emergencies() == 1
        assert end_past_emergencies() == 0
        break_glass(crew)  # another may be opened now
    acts = Act.objects.filter(code__startswith="access.emergency", organization_id=SYSTEM_CHAIN)
    assert list(acts.order_by("recorded_at").values_list("code", flat=True)) == [
        "access.emergency.opened",
        "access.emergency.ended",
        "access.emergency.opened",
    ]
    assert acts.first().facts["ground"] == REASON
    assert verified().result == "sound"


def test_the_console_takes_it_back(crew) -> None:
    break_glass(crew)
    call_command("breakglass", crew.account("staff").username, "--end", stdout=StringIO())
    assert not builders.actor(crew.account("staff")).holds(crew.organization.pk, "office_clerk")
    with pytest.raises(CommandError, match="没有应急授权"):
        call_command("breakglass", crew.account("staff").username, "--end")


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["--role", "office_clerk"], "要写 --reason"),
        (["--reason", REASON], "要写 --reason"),
        (["--role", "office_clerk", "--reason", "　 "], "没有写事由"),
        (["--role", "office_clerk", "--reason", "因" * 201], "最多200字"),
        (["--role", "office_clerk", "--reason", REASON, "--minutes", "121"], "最长120分钟"),
        (["--role", "office_clerk", "--reason", REASON, "--minutes", "0"], "最短1分钟"),
        (["--role", "king", "--reason", REASON], "没有“king”这个岗位代码"),
        (["--role", "office_clerk", "--reason", REASON, "--town", "无此镇"], "没有找到这个镇"),
    ],
)
def test_what_is_refused(crew, arguments, why) -> None:
    with pytest.raises(CommandError, match=why):
        call_command("breakglass", crew.account("staff").username, *arguments)
    assert not EmergencyGrant.objects.exists()


def test_who_is_refused(crew) -> None:
    given = ["--role", "office_clerk", "--reason", REASON, "--town", crew.organization.short_name]
    for account in builders.administrators().values():
        with pytest.raises(CommandError, match="三员"):
            call_command("breakglass", account.username, *given)
    closed = builders.account(builders.person("离任的人"), is_active=False)
    with pytest.raises(CommandError, match="已启用"):
        call_command("breakglass", closed.username, *given)
    with pytest.raises(CommandError, match="没有这个账号"):
        call_command("breakglass", "nobody", *given)
    break_glass(crew)
    with pytest.raises(CommandError, match="已有一项应急授权"):
        break_glass(crew)


def test_the_database_holds_the_two_hours_too(crew) -> None:
    now = timezone.now()
    with pytest.raises(IntegrityError):
        builders.save(
            EmergencyGrant(
                organization=crew.organization,
                account=crew.account("staff"),
                role="secretary",
                role_title="x",
                ground="x",
                opened_at=now,
                until_at=now + timedelta(hours=3),
            )
        )


def test_everybody_sees_it(crew) -> None:
    auditor = builders.administrators()["auditor"]
    neighbour = builders.crew(builders.town("云樨镇"))
    told = f"代行{crew.organization.short_name}党政办文书"
    assert told not in shown(crew.account("secretary"))
    break_glass(crew)
    for path in ("/", "/liuhen/", "/zhidu/"):
        assert shown(crew.account("staff"), path).count(told) == 1, path
    assert shown(crew.account("secretary")).count(told) == 1
    assert told in shown(auditor)
    assert "应急授权" in shown(auditor, "/guanli/governance/act/")
    assert told not in shown(neighbour.account("secretary"))
    with builders.on_day(hour=11):
        assert emergency_text() == ""


def test_the_auditors_hear_of_it_by_mail_without_the_ground(crew, settings) -> None:
    settings.REMINDER_EMAIL_FROM = "zhenwei@example.test"
    settings.HEADS_TO = ["shenji@example.test"]
    break_glass(crew)
    assert run_due_jobs() == 1
    (message,) = mail.outbox
    assert message.to == ["shenji@example.test"]
    assert "党政办文书" in message.body and REASON not in message.body
    assert message.extra_headers["Message-ID"].startswith("<emergency-")
