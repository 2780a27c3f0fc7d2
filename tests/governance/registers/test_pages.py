"""Registers on the screen: from the form to the last signature, and what is never shown."""

from __future__ import annotations

import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from governance.access.models import AccessLog
from governance.deadlines.duties import duties_of
from governance.registers.clocks import rows_to_enter
from governance.registers.models import RegisterEntry
from tests import builders
from tests.governance.registers.office import Office
from tests.meetings.table import kept_world

pytestmark = pytest.mark.django_db
SECRET = "某人收礼一件"


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    with builders.on_day(), kept_world(django_db_blocker, Office) as found:
        yield found


@pytest.fixture
def office(kept):
    with builders.on_day():
        yield kept or Office()


def page(client, name, *args, **query):
    return client.get(reverse(f"registers:{name}", args=args), query).content.decode()


def send(client, name, *args, **values):
    url = reverse(f"registers:{name}", args=args)
    shown = client.get(url)
    assert shown.status_code == 200, shown.content.decode()[:2000]
    once = re.search(r'name="once" value="([0-9a-f-]{36})"', shown.content.decode())[1]
    return client.post(url, {"once": once, **values})


def typed(office):
    who = office.crew.person("office_clerk").pk
    return {
        "used_on": "2026年11月20日",
        "document": "关于灌渠清淤的请示",
        "matter": "general",
        "seal": "committee",
        "copies": "３",
        "applicant": str(who),
    }


def test_from_the_form_to_the_last_signature(client, office):
    builders.sign_in(client, office.crew.account("office_clerk"))
    wrong = send(client, "enter", "seal_use", **{**typed(office), "document": "", "copies": "很多"})
    assert wrong.status_code == 422
    answer = send(client, "enter", "seal_use", **typed(office))
    entry = RegisterEntry.objects.get()
    assert answer.headers["Location"] == reverse("registers:entry", args=["seal_use", entry.pk])
    assert entry.values["copies"] == 3
    assert entry.values["applicant"] == {"id": entry.entered_by_id, "name": "稔党政办文书"}
    shown = page(client, "entry", "seal_use", entry.pk)
    assert "党政办主任核对" in shown
    assert "稔党政办主任（党政办主任）" in shown
    assert "确认签字" not in shown

    builders.sign_in(client, office.crew.account("office_director"))
    desk = client.get(reverse("desk")).content.decode()
    assert "用印登记印〔2026〕1号：待签" in desk
    send(client, "sign", "seal_use", entry.pk, step="0", opinion="已核对")
    late = client.post(
        reverse("registers:sign", args=["seal_use", entry.pk]), {"once": "", "step": "0", "opinion": "再签"}
    )
    assert late.status_code == 409
    assert "第1步已经有人签了" in late.content.decode()
    builders.sign_in(client, office.crew.account("discipline_secretary"))
    send(client, "sign", "seal_use", entry.pk, step="1")
    shown = page(client, "entry", "seal_use", entry.pk)
    assert "已核对" in shown
    assert "已登记" in shown


def test_a_draft_is_kept_corrected_and_submitted(client, office):
    builders.sign_in(client, office.crew.account("office_clerk"))
    send(client, "enter", "seal_use", draft="1", **typed(office))
    entry = RegisterEntry.objects.get()
    assert entry.status == "draft"
    send(client, "correct", "seal_use", entry.pk, because="补份数", **{**typed(office), "copies": "5"})
    send(client, "submit", "seal_use", entry.pk)
    entry.refresh_from_db()
    assert (entry.status, entry.values["copies"]) == ("signing", 5)
    send(client, "void", "seal_use", entry.pk, because="重复")
    assert "已作废" in page(client, "list", "seal_use")


def test_a_refusal_names_the_article_and_the_way_out(client, office):
    builders.sign_in(client, office.crew.account("office_clerk"))
    who = str(office.crew.person("office_clerk").pk)
    answer = send(
        client, "enter", "expense_claim", spent_on="2026-11-20", purpose="桌椅", nature="purchase",
        amount="1200", invoices="1", handler=who,
    )  # fmt: skip
    assert answer.status_code == 409
    said = answer.content.decode()
    assert "按从严一律要附" in said
    assert "一-4c" in said


def test_the_list_filters_sorts_keeps_views_and_is_taken_out(client, office):
    for copies in (1, 2, 3):
        office.enter(values=office.values("seal_use", copies=copies, document=f"文件{copies}"))
    account = office.crew.account("secretary")
    builders.sign_in(client, account)
    shown = page(client, "list", "seal_use", paixu="document")
    assert shown.index("文件1") < shown.index("文件3")
    assert "共3行" in shown
    assert "文件2" not in page(client, "list", "seal_use", ci="文件3")
    kept = client.post(
        reverse("registers:keep-view", args=["seal_use"]), {"name": "三", "query": "ci=文件3&hou=x"}
    )
    assert kept.headers["Location"].endswith("?ci=%E6%96%87%E4%BB%B63")
    assert ">三</a>" in page(client, "list", "seal_use")
    sheet = client.get(reverse("registers:sheet", args=["seal_use"]))
    assert sheet.headers["Content-Type"].endswith("sheet")
    assert AccessLog.objects.filter(action="registers.entries.taken_out").exists()
    columns = client.post(
        reverse("list-columns", args=["taizhang-seal_use"]), {"lie": ["_number", "seal"], "back": "/"}
    )
    assert columns.status_code == 302
    shown = page(client, "list", "seal_use")
    assert "党委印章" in shown
    assert "文件3" not in shown


def test_pages_of_a_long_list_follow_one_another(client, office):
    for n in range(23):
        office.enter("rule_feedback", values=office.values("rule_feedback", regulation=f"第{n:02d}部"))
    builders.sign_in(client, office.crew.account("staff"))
    first = page(client, "list", "rule_feedback")
    after = re.search(r"hou=([\w-]+)", first)[1]
    second = page(client, "list", "rule_feedback", hou=after)
    seen = set(re.findall(r"第\d\d部", first)) | set(re.findall(r"第\d\d部", second))
    assert len(seen) == 23
    assert "到底了" in second
    assert "共23行" in second


def test_what_is_sealed_is_shown_to_those_named_and_logged(client, office):
    entry = office.enter("integrity_review", by="discipline_clerk")
    for post, status in (("deputy_secretary", 403), ("secretary", 200)):
        builders.sign_in(client, office.crew.account(post))
        assert SECRET not in page(client, "entry", "integrity_review", entry.pk)
        assert SECRET not in page(client, "list", "integrity_review")
        answer = client.get(reverse("registers:sealed", args=["integrity_review", entry.pk]))
        assert answer.status_code == status
        assert (SECRET in answer.content.decode()) is (status == 200)
    assert AccessLog.objects.filter(action="registers.sealed.read").count() >= 1
    builders.sign_in(client, office.crew.account("discipline_clerk"))
    assert SECRET not in page(client, "void", "integrity_review", entry.pk)


@pytest.mark.articles("S0-24:二-2")
def test_a_monthly_reading_is_reminded_before_the_month_ends(office):
    from datetime import date

    assert not list(rows_to_enter([office.town], date(2026, 11, 21)))
    duty = next(d for d in duties_of(office.town, date(2026, 11, 27)) if d.clock == "registers.rhythm")
    assert (duty.text, duty.due_on, duty.posts) == (
        "水电抄表本期还差1行",
        date(2026, 11, 30),
        ("office_clerk",),
    )
    values = {"read_on": "2026-11-21", "meter": "一户", "supply": "power", "before": 1, "now": 9}
    office.enter("utility_reading", values=values)
    assert not list(rows_to_enter([office.town], date(2026, 11, 27)))


def test_cards_cost_as_many_queries_whatever_the_registers_hold(client, office):
    builders.sign_in(client, office.crew.account("secretary"))
    client.get(reverse("registers:index"))
    with CaptureQueriesContext(connection) as before:
        page(client, "index")
    for _n in range(3):
        office.enter()
    with CaptureQueriesContext(connection) as after:
        shown = page(client, "index")
    assert len(after) == len(before)
    assert "3行" in shown


def test_what_was_kept_is_sent_on_and_signed_in_one_go(client, office):
    kept = [office.enter(submit=False) for _n in range(3)]
    builders.sign_in(client, office.crew.account("office_clerk"))
    assert "成批报签（3）" in page(client, "list", "seal_use")
    form = {"once": str(uuid.uuid4()), "row": [kept[0].pk, kept[1].pk]}
    url = reverse("registers:submit-several", args=["seal_use"])
    assert client.post(url, {**form, "row": []}).status_code == 422
    done = client.post(url, form, follow=True).content.decode()
    assert f"成批报签2行：{kept[0].number}、{kept[1].number}" in done
    client.post(url, form)
    states = [RegisterEntry.objects.get(pk=row.pk).status for row in kept]
    assert states == ["signing", "signing", "draft"]
    builders.sign_in(client, office.crew.account("office_director"))
    assert "成批签字（2）" in page(client, "list", "seal_use")
    signed = {"once": str(uuid.uuid4()), "row": [kept[0].pk, kept[1].pk], "opinion": "同意"}
    signed |= {f"step-{kept[0].pk}": "0"}  # the second row's step was never shown
    told = client.post(
        reverse("registers:sign-several", args=["seal_use"]), signed, follow=True
    ).content.decode()
    assert f"成批签字1行：{kept[0].number}" in told and f"{kept[1].number}没有办成" in told
    assert kept[0].signatures.get().opinion == "同意" and not kept[1].signatures.exists()
    builders.sign_in(client, office.crew.account("secretary"))
    answer = client.post(
        reverse("registers:sign-several", args=["seal_use"]), {**signed, "once": str(uuid.uuid4())}
    )
    assert answer.status_code == 422, "nothing waits for the secretary"
