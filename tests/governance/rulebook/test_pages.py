"""The rulebook's pages: what they show, who may do what on them, and what they cost."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from governance.audit.models import Act
from governance.rulebook import services
from governance.rulebook.models import CommitteeFigure, ConflictSettlement, LocalRegulation
from tests import builders
from tests.governance.rulebook.world import adopt, propose, settle

pytestmark = pytest.mark.django_db


def signed_in(crew, code):
    return builders.sign_in(Client(), crew.account(code))


def once(response):
    return response.context["once"]


def page(client, name, *args, status=200, **query):
    response = client.get(reverse(f"rulebook:{name}", args=args), query)
    assert response.status_code == status
    return response.content.decode()


def test_the_list_shows_every_regulation_with_its_state(crew):
    text = page(signed_in(crew, "staff"), "index")
    assert text.count("施行中，自2021-01-01") == 24
    assert "党委领导班子会议事决策规则" in text and "未采用" in text
    assert "采用制度</a>" not in text  # the button is the office director's


@pytest.mark.parametrize(
    ("query", "there", "not_there"),
    [
        ({"show": "in_force"}, "S0-04", "S1-01"),
        ({"show": "none"}, "S1-01", "S0-04"),
        ({"show": "unset"}, "S0-04", "S0-02"),
        ({"show": "conflict"}, "S0-04", "S1-01"),
        ({"capability": "meetings.plenary"}, "S0-04", "S0-11"),
        ({"q": "信访"}, "S0-11", "S0-04"),
    ],
)
def test_the_list_is_filtered(crew, query, there, not_there):
    text = page(signed_in(crew, "staff"), "index", **query)
    assert f"/bu/{there}/" in text and f"/bu/{not_there}/" not in text


def test_nothing_found_says_what_to_do(crew):
    assert "没有这样的制度。" in page(signed_in(crew, "staff"), "index", q="没有的名字")


def test_a_regulation_shows_its_articles_and_what_they_ask_of_this_committee(other):
    text = page(signed_in(other, "staff"), "regulation", "S1-01")
    assert "到会" in text and "本镇应到11人，进位为8人" in text and "本镇应到11人，进位为6人" in text
    assert "抵触待定 C-02" in text and "没有设定" in text


def test_a_regulation_nobody_has_is_not_found(crew):
    page(signed_in(crew, "staff"), "regulation", "S9-99", status=404)
    page(signed_in(crew, "staff"), "article", "S0-04", "九-9", status=404)


def test_an_article_shows_text_level_figure_history_and_places(other):
    text = page(signed_in(other, "staff"), "article", "S1-01", "六-3")
    assert "议干部问题，到会成员不少于三分之二" in text
    assert "本镇应到11人，进位为8人" in text and "拦截条" in text
    assert "到会门槛" in text and "拦下，写明差在哪、怎么办" in text
    assert "抵触待定：干部任免的到会与通过" in text
    assert "另定由党政办主任提出" in text


def test_an_article_of_an_earlier_day_is_that_days(other):
    text = page(signed_in(other, "staff"), "article", "S1-01", "六-3", on="2020-06-01")
    assert "本镇没有采用这部制度" in text and "这一页按2020年6月1日施行的制度列出。" in text


def test_own_figures_stand_in_the_history(crew):
    row = propose(crew, "S0-04:三-1b", "quorum", ">=2/3@entitled")
    services.approve_figure(figure_id=row.pk, actor=crew.actor("secretary"))
    text = page(signed_in(crew, "staff"), "article", "S0-04", "三-1b")
    assert "不少于应到人数的三分之二" in text and "稔委会决〔2026〕9号" in text
    assert "不少于应到人数的二分之一" in text and "稔党政办主任提　稔委员1核" in text
    assert "本镇应到9人，需6人" in text


def test_a_figure_is_proposed_and_approved_on_the_pages(crew):
    director, secretary = signed_in(crew, "office_director"), signed_in(crew, "secretary")
    url = reverse("rulebook:figure-propose", args=["S0-04", "三-3a", "majority"])
    form = director.get(url)
    assert "民主议事决策制度 三-3a" in form.content.decode()
    assert "S0-04:三-3a" not in form.content.decode()
    assert "原文空着" in page(director, "article", "S0-04", "三-3a")
    sent = {
        "once": once(form),
        "op": ">",
        "number": "50%",
        "base": "entitled",
        "since": "2026-11-21",
        "authority": "稔委会决〔2026〕9号",
    }
    assert director.post(url, sent).status_code == 302
    row = CommitteeFigure.objects.get()
    assert row.value == ">1/2@entitled"
    assert "待核准" in page(director, "figures")
    approve = reverse("rulebook:figure-approve", args=[row.pk])
    shown = secretary.get(approve)
    assert "本镇应到9人，需5人" in shown.content.decode()
    assert secretary.post(approve, {"once": once(shown)}).status_code == 302
    assert CommitteeFigure.objects.get().status == "in_force"
    again = secretary.post(approve, {"once": once(shown)})
    assert again.status_code == 409 and "没有重复办理" in again.content.decode()


@pytest.mark.parametrize(
    ("number", "op", "status", "said"),
    [
        ("1/3", ">=", 409, "只能相同或从严"),
        ("101%", ">=", 409, "全体到会、全体赞成也达不到"),
        ("一半", ">=", 422, "不是数，请照样例写"),
        ("1/0", ">=", 422, "不是数，请照样例写"),
    ],
)
def test_a_value_that_does_not_fit_is_answered_with_the_way_out(crew, number, op, status, said):
    client = signed_in(crew, "office_director")
    url = reverse("rulebook:figure-propose", args=["S0-04", "三-1b", "quorum"])
    sent = {
        "once": once(client.get(url)),
        "op": op,
        "number": number,
        "base": "entitled",
        "since": "2026-11-21",
        "authority": "x",
    }
    answer = client.post(url, sent)
    assert answer.status_code == status and said in answer.content.decode()
    assert not CommitteeFigure.objects.exists()


def test_a_past_date_asks_the_secretary_for_a_reason(crew):
    row = propose(crew, "S0-04:三-1b", "quorum", ">=2/3@entitled", since=date(2026, 6, 1))
    client = signed_in(crew, "secretary")
    url = reverse("rulebook:figure-approve", args=[row.pk])
    number = once(client.get(url))
    asked = client.post(url, {"once": number})
    assert asked.status_code == 422 and "施行日期2026-06-01早于今天2026-11-21" in asked.content.decode()
    assert client.post(url, {"once": number, "_reason": "决议当时就定了，登记迟了。"}).status_code == 302
    assert Act.objects.get(code="rulebook.figure.approved").reason == "决议当时就定了，登记迟了。"


def test_a_conflict_is_settled_on_the_pages(other):
    director, secretary = signed_in(other, "office_director"), signed_in(other, "secretary")
    assert "干部任免的到会与通过" in page(director, "conflicts")
    shown = director.get(reverse("rulebook:conflict", args=["C-02"]))
    sent = {
        "once": once(shown),
        "choice": "half_of_entitled",
        "since": "2026-11-21",
        "authority": "云委会决〔2026〕3号",
    }
    assert director.post(reverse("rulebook:conflict-propose", args=["C-02"]), sent).status_code == 302
    row = ConflictSettlement.objects.get()
    url = reverse("rulebook:conflict-approve", args=[row.pk])
    assert secretary.post(url, {"once": once(secretary.get(url))}).status_code == 302
    text = page(director, "conflict", "C-02")
    assert "已定：按“三分之二到会，赞成超过应到半数通过”办。" in text and "改口径" in text
    assert "与他条抵触（C-02），本镇自2026-11-21起按他条办" in page(director, "article", "S3-02", "1-1d")


def test_a_conflict_form_that_is_not_complete_comes_back(other):
    client = signed_in(other, "office_director")
    answer = client.post(reverse("rulebook:conflict-propose", args=["C-02"]), {"choice": "half_of_entitled"})
    assert answer.status_code == 422 and "没有填" in answer.content.decode()


def test_regulations_are_adopted_and_ended_on_the_pages(crew):
    client = signed_in(crew, "office_director")
    url = reverse("rulebook:adopt")
    sent = {"presets": ["preset-c"], "regulations": ["S1-01"], "since": "2026-12-01", "authority": "x"}
    assert client.post(url, {**sent, "once": once(client.get(url))}).status_code == 302
    assert page(client, "index").count("待施行，自2026-12-01") == 7
    end = reverse("rulebook:end", args=["S0-04"])
    shown = client.get(end)
    assert client.post(end, {"once": once(shown), "until": "2026-12-31", "authority": "x"}).status_code == 302
    nothing = client.post(url, {"once": once(client.get(url)), "since": "2026-12-01", "authority": "x"})
    assert nothing.status_code == 422 and "没有选制度" in nothing.content.decode()


def test_a_local_regulation_from_entry_to_force(crew):
    director, secretary = signed_in(crew, "office_director"), signed_in(crew, "secretary")
    url = reverse("rulebook:local-enter")
    sent = {
        "once": once(director.get(url)),
        "title": "集镇停车管理办法",
        "short": "停车办法",
        "capability": "meetings.plenary",
        "since": "2026-11-21",
        "authority": "稔委〔2026〕20号",
    }
    assert director.post(url, sent).status_code == 302
    row = LocalRegulation.objects.get()
    add = reverse("rulebook:local-article", args=[row.pk])
    article = {
        "once": once(director.get(add)),
        "ref": "三",
        "statement": "定停车事项，到会不少于五分之四",
        "enforce": "block",
        "like": "S0-04:三-1b",
        "figures": "到会比例：>=4/5@entitled",
    }
    label = director.get(reverse("rulebook:article", args=["S0-04", "三-1b"])).context["stories"][0].label
    article["figures"] = f"{label}：>=4/5@entitled"
    assert director.post(add, article).status_code == 302
    approve = reverse("rulebook:local-approve", args=[row.pk])
    assert secretary.post(approve, {"once": once(secretary.get(approve))}).status_code == 302
    text = page(director, "article", "停车办法", "三")
    assert "本镇应到9人，进位为8人" in text and "照民主议事决策制度 三-1b核对" in text
    assert "集镇停车管理办法" in page(director, "index")
    assert "看录入和核准" in page(director, "regulation", "停车办法")


@pytest.mark.parametrize("enforce", ["block", "warn"])
def test_a_local_article_that_stops_says_as_which_it_is_judged(crew, enforce):
    client = signed_in(crew, "office_director")
    row = services.enter_local_regulation(
        organization=crew.organization,
        actor=crew.actor("office_director"),
        title="办法",
        short="办法",
        since=builders.TODAY,
        authority="x",
    )
    url = reverse("rulebook:local-article", args=[row.pk])
    answer = client.post(
        url, {"once": once(client.get(url)), "ref": "一", "statement": "不得", "enforce": enforce}
    )
    assert answer.status_code == 409 and "要写明照制度库里的哪一条核对" in answer.content.decode()


def test_a_finding_is_explained_by_the_articles_of_its_day(crew):
    director = crew.actor("office_director")
    with pytest.raises(Exception, match="refused"):
        propose(crew, "S0-04:三-1b", "quorum", ">=1/3@entitled")
    act = Act.objects.get(outcome="refused")
    index = next(i for i, f in enumerate(act.verdict["findings"]) if f["status"] == "fail")
    text = page(builders.sign_in(Client(), crew.account("office_director")), "finding", act.pk, index)
    assert director.name in text and "为什么这样判" in text
    assert "讨论" in text or "到会" in text
    assert "不少于应到人数的三分之一" in text and "当天施行的条文" in text
    page(builders.sign_in(Client(), crew.account("office_director")), "finding", act.pk, 99, status=404)


def test_another_town_sees_nothing_of_it(crew, other):
    row = propose(crew, "S0-04:三-1b", "quorum", ">=2/3@entitled")
    act = Act.objects.get(code="rulebook.figure.proposed")
    secretary = signed_in(other, "secretary")
    assert secretary.get(reverse("rulebook:figure-approve", args=[row.pk])).status_code == 404
    page(secretary, "finding", act.pk, 0, status=404)
    assert "稔委会决" not in page(secretary, "figures")
    assert page(secretary, "index").count("施行中，自") == 27


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("adopt", []),
        ("end", ["S0-04"]),
        ("figure-propose", ["S0-04", "三-3a", "majority"]),
        ("local-enter", []),
    ],
)
def test_others_are_told_whose_step_it_is(crew, name, args):
    answer = signed_in(crew, "office_clerk").get(reverse(f"rulebook:{name}", args=args))
    assert answer.status_code == 403 and "稔党政办主任" in answer.content.decode()


def test_pages_cost_the_same_for_one_decision_and_for_many(crew, django_assert_max_num_queries):
    client = signed_in(crew, "staff")

    def cost(name, *args):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        client.get(reverse(f"rulebook:{name}", args=args))  # fills what is kept per process
        with CaptureQueriesContext(
            connection,
        ) as seen:
            client.get(reverse(f"rulebook:{name}", args=args))
        return len(seen)

    names = [("index",), ("figures",), ("conflicts",), ("regulation", "S0-04"), ("article", "S0-04", "三-1b")]
    propose(crew, "S0-04:三-1b", "quorum", ">=2/3@entitled")
    before = [cost(*one) for one in names]
    services.approve_figure(figure_id=CommitteeFigure.objects.get().pk, actor=crew.actor("secretary"))
    adopt(crew, "preset-b", "preset-c")
    settle(crew, "C-01", "half")
    for cite, name, value in (
        ("S0-04:三-3a", "majority", ">1/2@entitled"),
        ("S0-04:三-1c", "quorum", ">=3/4@entitled"),
        ("S1-01:六-1", "quorum", ">=3/5@entitled"),
    ):
        row = propose(crew, cite, name, value)
        services.approve_figure(figure_id=row.pk, actor=crew.actor("secretary"))
    propose(crew, "S1-01:六-3", "quorum", ">=3/4@entitled")
    assert [cost(*one) for one in names] == before
