"""The pages show what stands and lead on; forms carry the story through the browser's client."""

from __future__ import annotations

import pytest
from django.urls import reverse

from governance.office.requests_reports.models import IncomingPaper, UpwardPaper
from tests import builders
from tests.governance.requests.desk import NUMBER, SUDDEN, Desk, meetings_answer
from tests.meetings.table import kept_world

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    with builders.on_day(), kept_world(django_db_blocker, Desk) as found:
        yield found


@pytest.fixture
def desk(kept):
    with builders.on_day():
        yield kept or Desk()


def sent(client, name, *args, **typed):
    url = reverse(f"requests:{name}", args=args)
    assert client.get(url).status_code == 200
    return client.post(url, typed)


def test_a_request_through_the_forms(client, desk):
    builders.sign_in(client, desk.crew.account("office_clerk"))
    typed = {
        "kind": "request", "matter": "other", "title": "新建便民服务中心", "addressee": "中共宁棠县委员会",
        "cause": "现有大厅面积小。", "body": "拟在东侧新建。", "asks": "批准新建", "contact": "乔维桢", "phone": "0000-5550101",
    }  # fmt: skip
    assert sent(client, "draft", **{**typed, "asks": "批准新建\n拨款"}).status_code == 409
    assert sent(client, "draft", **typed).status_code == 302
    paper = UpwardPaper.objects.get()
    page = client.get(reverse("requests:paper", args=[paper.pk])).content.decode()
    assert "写完，经会议讨论" in page and reverse("requests:decide", args=[paper.pk]) in page
    with meetings_answer():
        assert sent(client, "decide", paper.pk, number="没有的号").status_code == 409
        assert sent(client, "decide", paper.pk, number=NUMBER).status_code == 302
        builders.sign_in(client, desk.crew.account("office_director"))
        assert sent(client, "countersign", paper.pk).status_code == 302
        builders.sign_in(client, desk.crew.account("secretary"))
        assert sent(client, "sign", paper.pk).status_code == 302
    builders.sign_in(client, desk.crew.account("office_clerk"))
    assert sent(client, "send", paper.pk, sent_on="2026-11-21", through="政务网").status_code == 302
    reply = {"replied_on": "2026-11-21", "number": "宁委复〔2026〕8号", "reply": "approved"}
    assert sent(client, "reply", paper.pk, **reply).status_code == 302
    page = client.get(reverse("requests:paper", args=[paper.pk])).content.decode()
    assert "宁委复〔2026〕8号" in page and "没有办成" in page  # the refusals are on the trail
    assert paper.full_title in client.get(reverse("requests:list")).content.decode()
    assert client.get(reverse("requests:sheet")).status_code == 200


def test_a_sudden_event_and_its_continuation(client, desk):
    paper = desk.draft(SUDDEN)
    builders.sign_in(client, desk.crew.account("office_clerk"))
    told = {
        "known_day": "2026-11-21", "known_time": "8:10", "told_day": "2026-11-21", "told_time": "8:22",
        "told_to": "县委办值班室", "through": "phone",
    }  # fmt: skip
    assert sent(client, "tell", paper.pk, **told).status_code == 302
    page = client.get(reverse("requests:paper", args=[paper.pk])).content.decode()
    assert "08:22" in page or "8时22分" in page or "8:22" in page
    form = client.get(f"{reverse('requests:draft')}?xu={paper.pk}").content.decode()
    assert "前报情况见" in form


def test_what_comes_in_through_the_forms(client, desk):
    builders.sign_in(client, desk.crew.account("village_secretary"))
    items = {f"item_{n}": "无" for n in range(5)}
    typed = {"kind": "report", "way": "written", "title": "四季度工作", "period_on": "2026-11-21", **items}
    assert sent(client, "submit", **typed).status_code == 302
    paper = IncomingPaper.objects.get()
    assert (paper.unit_id, paper.source) == (desk.village.pk, "branch")
    builders.sign_in(client, desk.crew.account("office_clerk"))
    assert sent(client, "receive", paper.pk).status_code == 302
    enter = reverse("requests:enter", args=["branch"])
    assert client.get(enter).status_code == 200
    assert client.get(reverse("requests:enter", args=["nobody"])).status_code == 404
    assert "四季度工作" in client.get(reverse("requests:incoming-list")).content.decode()
    assert "已报1次" in client.get(reverse("requests:matrix")).content.decode()
    assert client.get(reverse("requests:matrix-sheet")).status_code == 200
    builders.sign_in(client, desk.crew.account("secretary"))
    assert sent(client, "incoming-note", paper.pk, words="知悉").status_code == 302
    failure = {"unit": desk.other.pk, "what": "三季度没有报告", "happened_on": "2026-09-30"}
    assert sent(client, "failure-record", **failure).status_code == 302
    assert "批评教育" in client.get(reverse("requests:failures")).content.decode()
    entrusted = {
        "deputy": desk.crew.person("deputy_secretary").pk,
        "since": "2026-11-21",
        "until": "2026-11-25",
        "because": "学习",
    }
    assert sent(client, "entrust", **entrusted).status_code == 302
    assert "有效" in client.get(reverse("requests:entrustments")).content.decode()
