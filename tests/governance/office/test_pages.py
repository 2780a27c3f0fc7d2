"""The pages of the review: what they show, an evaluation from its beginning to its conclusion, who reads what."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from governance.access import questions
from governance.audit.errors import ReasonNeeded, Refused
from governance.audit.models import Act
from governance.documents.models import Document
from governance.office.rule_review import counting, papers, services
from governance.office.rule_review.models import EvaluationOpinion, RuleEvaluation
from tests import builders
from tests.governance.office.trail import BLOCK, FAIL, PASS, WARN, judged

pytestmark = pytest.mark.django_db
A, B = "S0-04:三-1b", "S0-04:二-3a"
NUMBER = "稔委会决〔2026〕9号"


@pytest.fixture
def decided(monkeypatch):
    """The committee has decided under NUMBER today; nothing else is known."""

    def answer(*, organization_id, number):
        if number != NUMBER:
            return None
        return questions.ResolutionFact(
            resolution_id=1,
            number=number,
            decided_on=builders.TODAY,
            adopted=True,
            confirmed=True,
            matter="ordinary",
            secret=False,
            title="修订议事决策制度",
            amount=None,
            meeting_id=1,
            clauses=1,
        )

    monkeypatch.setitem(questions._QUESTIONS, "meetings.resolution_for", (questions.ResolutionFact, answer))


@pytest.fixture
def used(crew):
    judged(crew, (A, PASS, BLOCK), (B, FAIL, WARN), reason="先办后补")
    judged(crew, (A, FAIL, BLOCK))
    return crew


def signed_in(crew, code):
    return builders.sign_in(Client(), crew.account(code))


def page(client, name, *args, status=200, **query):
    response = client.get(reverse(f"rule_review:{name}", args=args), query)
    assert response.status_code == status
    return response.content.decode()


def send(client, name, *args, status=302, **typed):
    address = reverse(f"rule_review:{name}", args=args)
    once = client.get(address).context["once"]
    response = client.post(address, {"once": once, **typed})
    assert response.status_code == status, response.content.decode()
    return response


def begun(crew):
    return services.begin_evaluation(
        organization=crew.organization,
        actor=crew.actor("office_clerk"),
        regulation="S0-04",
        first=date(2026, 1, 1),
        last=builders.TODAY,
    )


def test_the_list_puts_what_was_stopped_first_and_filters(used):
    client = signed_in(used, "secretary")
    text = page(client, "index")
    rows = client.get(reverse("rule_review:index")).context["rows"]
    assert rows[0].regulation.id == "S0-04" and rows[0].counts.row == (1, 0, 1, 1, 0)
    assert "制度体检（2026年）" in text and "共24部" in text
    assert "共1部" in page(client, "index", kan="refused")
    assert "没有这样的制度。" in page(client, "index", kan="late")
    assert "共23部" not in page(client, "index", kan="due") and "共24部" in page(client, "index", kan="due")
    assert "2025年第三季度" in page(client, "index", nian="2025", ji="3")
    assert "制度体检（2026年）" in page(client, "index", nian="9999", ji="x")


def test_an_article_is_shown_act_by_act_and_only_as_far_as_one_may_read(used):
    text = page(signed_in(used, "office_director"), "article", "S0-04", "三-1b")
    assert text.count("试办") >= 2 and "拦下" in text
    assert "拦下" in text and "这一段没有用到。" in page(
        signed_in(used, "office_director"), "article", "S0-04", "三-1b", kan="unclear"
    )
    counting.read_all_towns()
    again = page(signed_in(used, "office_director"), "article", "S0-04", "三-1b")
    assert again.count('class="card-title nb"') == text.count('class="card-title nb"') == 2
    page(signed_in(used, "office_director"), "article", "S0-04", "九-9", status=404)
    page(signed_in(used, "office_director"), "regulation", "S9-99", status=404)


def test_the_article_in_the_rulebook_says_how_it_was_used_to_those_who_review(used):
    address = reverse("rulebook:article", args=["S0-04", "三-1b"])
    assert "2026年体检" in signed_in(used, "secretary").get(address).content.decode()
    assert "2026年体检" not in signed_in(used, "staff").get(address).content.decode()


def test_the_workbook_has_a_row_for_every_article(used):
    response = signed_in(used, "office_clerk").get(reverse("rule_review:sheet"))
    assert response["Content-Type"].endswith("spreadsheetml.sheet") and len(response.content) > 5000


@pytest.mark.articles("S0-23:三-8a", "S0-23:三-8b", "S0-23:三-8c", "S0-23:三-9")
def test_an_evaluation_goes_from_its_beginning_to_its_conclusion(used, decided):
    clerk, director = signed_in(used, "office_clerk"), signed_in(used, "office_director")
    response = send(clerk, "begin", "S0-04", first="2026-01-01", last="2026-11-21")
    evaluation = RuleEvaluation.objects.get()
    assert response.url == reverse("rule_review:evaluation", args=[evaluation.pk])
    assert "自我评价、管理对象、社会" in page(clerk, "evaluation", evaluation.pk)
    send(clerk, "self-review", evaluation.pk, text="到会一条管用，通知一条偏紧。")
    said = {
        "way": "survey",
        "gathered_on": "2026-11-20",
        "asked": "30",
        "good": "20",
        "fair": "5",
        "poor": "1",
    }
    send(clerk, "opinion", evaluation.pk, side="managed", **said)
    refused = send(clerk, "opinion", evaluation.pk, side="public", status=422, **{**said, "asked": "10"})
    assert "答复的有26人，比征求的10人多。" in refused.content.decode()
    send(clerk, "opinion", evaluation.pk, side="public", **said)
    assert "三方面齐了" in page(director, "evaluation", evaluation.pk)
    stopped = send(
        director,
        "conclude",
        evaluation.pk,
        status=409,
        conclusion="amend",
        why="通知改三日",
        resolution="无号",
    )
    assert "没有查到无号这份决议。" in stopped.content.decode()
    send(director, "conclude", evaluation.pk, conclusion="amend", why="通知改三日", resolution=NUMBER)
    evaluation.refresh_from_db()
    assert evaluation.status_text == "已定：改" and evaluation.counts == {
        A: [1, 0, 0, 1, 0],
        B: [0, 0, 1, 0, 0],
    }
    judged(used, (A, PASS, BLOCK))
    text = page(director, "evaluation", evaluation.pk)
    assert "定结论时的数" in text and "到条文页另定" in text
    assert "yiju=%E7%A8%94" in text
    codes = list(Act.objects.filter(code__startswith="rule_review.").values_list("code", "outcome"))
    assert ("rule_review.evaluation.concluded", "refused") in codes
    assert ("rule_review.evaluation.concluded", "done") in codes
    send(director, "print", evaluation.pk)
    paper = papers.evaluation_paper(evaluation)
    assert paper.conclusion == "改" and [row[0] for row in paper.uses.rows] == ["二-3a", "三-1b"]
    assert Document.objects.get(kind=services.KIND).title == "镇党委民主议事决策制度评估表（2026）"


def test_a_conclusion_without_all_voices_says_why(used, decided):
    evaluation = begun(used)
    asked = {"conclusion": "keep", "why": "管用", "resolution": NUMBER}
    with pytest.raises(ReasonNeeded):
        services.conclude_evaluation(
            evaluation_id=evaluation.pk, actor=used.actor("office_director"), **asked
        )
    services.conclude_evaluation(
        evaluation_id=evaluation.pk, actor=used.actor("office_director"), reason="县里限期上报", **asked
    )
    with pytest.raises(Refused):
        services.withdraw_evaluation(evaluation_id=evaluation.pk, actor=used.actor("office_director"))


def test_an_opinion_is_taken_back_and_stays_in_the_trail(used):
    evaluation = begun(used)
    opinion = services.enter_opinion(
        evaluation_id=evaluation.pk,
        actor=used.actor("office_clerk"),
        side="public",
        way="letters",
        gathered_on=builders.TODAY,
        asked=3,
        text="办得慢",
    )
    clerk = signed_in(used, "office_clerk")
    send(clerk, "opinion-remove", opinion.pk)
    assert EvaluationOpinion.objects.get().removed_on == builders.TODAY
    assert "办得慢" not in page(clerk, "evaluation", evaluation.pk)
    assert clerk.get(reverse("rule_review:opinion-remove", args=[opinion.pk])).status_code == 404


@pytest.mark.articles("S0-23:一-1", "S0-23:二-4", "S0-23:三-7", "S1-01:十五", "S1-01:十六")
def test_what_was_done_to_keep_the_rules_is_put_down_and_listed(crew):
    clerk = signed_in(crew, "organization_clerk")
    typed = {"kind": "complaint", "held_on": "2026-11-20", "regulations": ["S0-04"], "by": "组织办"}
    send(clerk, "execution-record", status=422, **typed, means=["files", "visit"])
    send(
        clerk, "execution-record", **typed, means=["files", "visit"], found="不属实。", copied_to="县委组织部"
    )
    text = page(clerk, "execution")
    assert "2026-11-20 投诉调查" in text and "共1次" in text
    assert "没有这样的记录。" in page(clerk, "execution", lei="study")
    ahead = send(clerk, "execution-record", status=422, **{**typed, "held_on": "2026-11-22"}, found="x")
    assert "日期在今天以后" in ahead.content.decode()
