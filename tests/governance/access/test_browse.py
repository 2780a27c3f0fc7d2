"""The auditor's browser: filters, nothing of sealed matters, the workbook; and a matter's timeline by outcome."""

from io import BytesIO
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from governance.access.act_list import ACTS
from governance.access.models import AccessLog
from governance.access.roster.tenures import appoint
from governance.audit.models import Act
from governance.audit.vocabulary import ActCode, Sensitivity, register_acts
from governance.listing.asking import narrowed
from governance.rules.verdict import Finding, Severity, Status, Verdict
from tests import builders

pytestmark = pytest.mark.django_db
register_acts([ActCode("tests.talk.recorded", "登记谈话", "登记与{who}谈话", sensitivity=Sensitivity.SEALED)])


@pytest.fixture
def world():
    with builders.on_day():
        crew = builders.crew(builders.town())
        other = builders.crew(builders.town("云樨镇"))
        auditor = builders.administrators()["auditor"]
        yield crew, other, auditor


def act(crew, code="people.tenure.begun", article="S1-01:六-3", **changes):
    finding = Finding("tests.room", article, "2021", Status.PASS, Severity.BLOCK, "tests.room.short", {})
    values = {
        "organization_id": crew.organization.pk,
        "code": code,
        "outcome": Act.Outcome.DONE,
        "happened_on": builders.TODAY,
        "actor_id": 1,
        "actor_name": "林䶮",
        "actor_post": "党政办文书",
        "object_type": "governance.tenure",
        "object_id": "1",
        "object_text": "一项任职",
        "verdict": Verdict((finding,)).as_dict(),
        **changes,
    }
    row = Act(**values)
    row.save()
    return row


def found(auditor, **query):
    rows, _tabs = narrowed(ACTS, builders.actor(auditor), {k: str(v) for k, v in query.items()})
    return {row.pk for row in rows}


def test_filters_narrow_by_town_outcome_code_actor_day_and_article(world):
    crew, other, auditor = world
    plain = act(crew)
    refused = act(crew, outcome=Act.Outcome.REFUSED, actor_name="路喆")
    late = act(other, late_entry=True, reason="昨夜停电", article="S0-04:三-5")
    warned = act(crew, reason="已电话说明", code="people.tenure.ended")
    mine = {plain.pk, refused.pk, late.pk, warned.pk}
    expected = [
        ({"danwei": crew.organization.pk}, {plain, refused, warned}),
        ({"jieguo": "lanjie"}, {refused}),
        ({"jieguo": "bulu"}, {late}),
        ({"jieguo": "shuoming"}, {warned}),
        ({"shi": "people.tenure.ended"}, {warned}),
        ({"shi": "no.such.code"}, {plain, refused, late, warned}),
        ({"ren": "喆"}, {refused}),
        ({"tiao": "S1-01:六-3"}, {plain, refused, warned}),
        ({"tiao": "S1-01：六-3", "danwei": other.organization.pk}, set()),
        ({"tiao": "S0-04:三-5"}, {late}),
        ({"zi": "2100-01-01"}, set()),
        ({"zhi": "2000-01-01"}, set()),
        ({"zi": "2000-01-01", "zhi": "9999-12-31"}, {plain, refused, late, warned}),
        ({"danwei": "x", "zi": "昨天"}, {plain, refused, late, warned}),
    ]
    for query, rows in expected:
        assert found(auditor, **query) & mine == {row.pk for row in rows}, query


def test_sealed_acts_show_neither_fact_nor_reason(world):
    crew, _other, auditor = world
    act(crew, code="tests.talk.recorded", facts={"who": "甘雨棠"}, object_text="谈话第3号", reason="因家事")
    client = builders.sign_in(Client(), auditor)
    page = client.get(reverse("audit:browse")).content.decode()
    assert "谈话第3号" in page and "甘雨棠" not in page and "家事" not in page
    before = AccessLog.objects.count()
    response = client.get(f"{reverse('audit:browse-sheet')}?{urlencode({'shi': 'tests.talk.recorded'})}")
    rows = list(load_workbook(BytesIO(response.content)).active.iter_rows(values_only=True))
    assert "谈话第3号" in str(rows[3]) and "不列" in str(rows[3])
    assert "甘雨棠" not in str(rows) and "家事" not in str(rows)
    assert AccessLog.objects.count() == before + 1


def test_many_acts_cost_as_many_queries_as_few(world):
    crew, _other, auditor = world
    client = builders.sign_in(Client(), auditor)

    def cost():
        with CaptureQueriesContext(connection) as asked:
            assert client.get(reverse("audit:browse")).status_code == 200
        return len(asked)

    cost()
    few = cost()
    for _n in range(12):
        act(crew)
    assert cost() == few


def test_a_timeline_is_narrowed_by_outcome_and_tells_both_days(world):
    crew, _other, _auditor = world
    tenure = appoint(
        actor=crew.actor("organization_clerk"),
        post_id=builders.post(crew.organization, "staff").pk,
        person_id=builders.person("林䶮").pk,
        since=builders.TODAY,
        authority="稔组〔2026〕3号",
    )
    key = {"object_id": str(tenure.pk), "object_text": "林䶮任职"}
    act(crew, outcome=Act.Outcome.REFUSED, **key)
    act(crew, late_entry=True, reason="昨夜停电", happened_on=builders.SINCE, **key)
    client = builders.sign_in(Client(), crew.account("organization_clerk"))
    url = reverse("audit:object", args=["governance.tenure", tenure.pk])
    whole = client.get(url).content.decode()
    assert "共3条" in whole and "没有办成" in whole and "录入 " in whole
    part = client.get(f"{url}?jieguo=lanjie").content.decode()
    assert part.count('class="timeline-what"') == 1
    assert client.get(f"{url}?jieguo=x").content.decode().count('class="timeline-what"') == 3
