"""The trail's pages: each sees what he may see, exceptions go to supervision, denials are logged."""

import re
import uuid

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from governance.access.act_sentence import render_act_sentence
from governance.access.log import SEALED, log_signing, seal_access_log
from governance.access.middleware import DecisionRequiredMiddleware, NoDecision
from governance.access.models import AccessLog
from governance.access.roster.tenures import appoint
from governance.access.views import GovernedView, PageView
from governance.audit.errors import TrailError
from governance.audit.logs import broken_seals, registered_logs
from governance.audit.models import SYSTEM_CHAIN, Act
from governance.deadlines.tick import tick
from governance.people.models import Account
from governance.rules.verdict import Finding, Severity, Status, Verdict
from governance.rules.wording import Sentence, register_sentences
from governance.templatetags.wordings import zh_datetime
from tests import builders

pytestmark = pytest.mark.django_db
TODAY = builders.TODAY
register_sentences({"tests.room.short": Sentence("到会{have}人，须{need}人。")})


@pytest.fixture
def crew():
    with builders.on_day():
        yield builders.crew(builders.town())


@pytest.fixture
def tenure(crew):
    person = builders.person("林䶮")
    post = builders.post(crew.organization, "staff")
    return appoint(
        actor=crew.actor("organization_clerk"),
        post_id=post.pk,
        person_id=person.pk,
        since=TODAY,
        authority="稔组〔2026〕3号",
    )


def finding(status, severity=Severity.BLOCK, code="tests.room.short"):
    return Finding("tests.room", "S1-01:六-3", "2021", status, severity, code, {"have": 7, "need": 8})


def written(crew, verdict=None, **changed):
    """An act row with the given verdict, for its sentence alone (it is on no chain)."""
    values = {
        "organization_id": crew.organization.pk,
        "code": "people.tenure.begun",
        "outcome": Act.Outcome.DONE,
        "happened_on": TODAY,
        "actor_id": 1,
        "actor_name": "时小满",
        "actor_post": "组织办干事",
        "object_type": "governance.organization",
        "object_id": str(crew.organization.pk),
        "object_text": "林䶮（一般干部）",
        "verdict": (verdict or Verdict.without_article("x")).as_dict(),
        "facts": {
            "person": "林䶮",
            "post": "一般干部",
            "since": "2026-11-21",
            "authority": "稔组〔2026〕3号",
        },
    }
    act = Act(id=uuid.uuid4(), **values | changed)
    act.save()
    return Act.objects.get(pk=act.pk)


MATTER = "登记林䶮自2026年11月21日起任一般干部（稔组〔2026〕3号）"


def when(act):
    return zh_datetime(act.recorded_at)


@pytest.mark.parametrize("words", ["2026-02-30", "0000-00-00", "٢٠٢٦-١١-٢١", "9999-99-99"])
def test_words_that_look_like_a_day_never_shut_a_timeline(crew, words):
    act = written(
        crew, facts={"person": "林䶮", "post": "一般干部", "since": "2026-11-21", "authority": words}
    )
    assert f"（{words}）" in render_act_sentence(act)


def test_sentences_of_the_trail(crew):
    plain = written(crew)
    assert render_act_sentence(plain) == f"时小满（组织办干事）于{when(plain)}{MATTER}。"
    held = written(crew, Verdict((finding(Status.PASS),)))
    assert render_act_sentence(held).endswith(f"{MATTER}（依据议事决策规则 六-3）。")
    warned = written(crew, Verdict((finding(Status.FAIL, Severity.WARN),)), reason="事情急")
    assert render_act_sentence(warned).endswith("，并说明理由：事情急（依据议事决策规则 六-3，提示事项）。")
    refused = written(crew, Verdict((finding(Status.FAIL),)), outcome=Act.Outcome.REFUSED)
    sentence = render_act_sentence(refused)
    assert sentence.endswith(f"拟{MATTER}，没有办成：到会7人，须8人（依据议事决策规则 六-3）。")
    dropped = Verdict((finding(Status.FAIL, code="tests.no.longer"),))
    forgotten = written(crew, dropped, outcome=Act.Outcome.REFUSED)
    assert "没有办成：tests.no.longer" in render_act_sentence(forgotten)
    late = written(crew, late_entry=True, reason="当时停电")
    assert render_act_sentence(late).endswith(f"补录：2026年11月21日{MATTER}，理由：当时停电。")
    sweep = written(crew, actor_id=None, actor_name="系统", actor_post="到期自动办理")
    assert render_act_sentence(sweep) == f"到{when(sweep)}，{MATTER}（到期自动办理）。"
    unknown = written(crew, code="gone.with.version", facts={})
    assert "gone.with.version" in render_act_sentence(unknown)


def test_my_acts_are_mine_alone(client, crew, tenure):
    builders.sign_in(client, crew.account("organization_clerk"))
    assert MATTER in client.get("/liuhen/").content.decode()
    builders.sign_in(client, crew.account("secretary"))
    assert MATTER not in client.get("/liuhen/").content.decode()


def test_an_act_is_read_by_those_who_may_know_of_its_object(client, crew, tenure):
    act = Act.objects.get(code="people.tenure.begun")
    neighbour = builders.crew(builders.town("云樨镇"))
    pages = {
        "act": reverse("audit:act", args=[act.pk]),
        "object": reverse("audit:object", args=["governance.tenure", tenure.pk]),
    }
    for url in pages.values():
        for account, status in (
            (crew.account("organization_clerk"), 200),
            (crew.account("staff"), 200),
            (neighbour.account("organization_clerk"), 404),
            (builders.account(administrator="auditor"), 200),
            (builders.account(administrator="system"), 404),
        ):
            builders.sign_in(client, account)
            assert client.get(url).status_code == status, (url, account)
    page = client.get(pages["act"])
    builders.sign_in(client, crew.account("staff"))
    page = client.get(pages["act"]).content.decode()
    assert act.number in page
    assert MATTER in page
    assert "链值" in page


def test_a_foreign_object_and_an_absent_one_read_alike_and_are_logged_alike(client, crew, tenure):
    neighbour = builders.crew(builders.town("云樨镇"))
    builders.sign_in(client, neighbour.account("staff"))
    client.get("/liuhen/")
    pages, queries = [], []
    for pk in (tenure.pk, 987654):
        with CaptureQueriesContext(connection) as asked:
            pages.append(client.get(reverse("audit:object", args=["governance.tenure", pk])))
        queries.append(len(asked))
    assert [p.status_code for p in pages] == [404, 404]
    first, second = (re.sub(r'value="[A-Za-z0-9]{64}"', "", p.content.decode()) for p in pages)
    assert first == second
    assert queries[0] == queries[1]
    assert AccessLog.objects.filter(kind="outside").count() == 2


@pytest.mark.parametrize("address", ["no.such", "auth.user", "governance.tenure", "governance.account"])
def test_odd_objects_are_not_found(client, crew, address):
    builders.sign_in(client, crew.account("staff"))
    assert client.get(f"/liuhen/shixiang/{address}/x-1/").status_code == 404


def test_supervision_sees_refusals_and_warnings_of_the_whole_committee(client, crew):
    refused = written(crew, Verdict((finding(Status.FAIL),)), outcome=Act.Outcome.REFUSED)
    warned = written(crew, Verdict((finding(Status.FAIL, Severity.WARN),)), reason="事情急")
    plain = written(crew)
    url = reverse("audit:refusals")
    builders.sign_in(client, crew.account("secretary"))
    assert client.get(url).status_code == 403
    builders.sign_in(client, crew.account("discipline_secretary"))
    page = client.get(url).content.decode()
    assert str(refused.pk) in page
    assert str(warned.pk) in page
    assert str(plain.pk) not in page
    assert str(warned.pk) not in client.get(f"{url}?kind=refused").content.decode()
    assert AccessLog.objects.filter(kind="read", action="audit.refusals.read").count() == 2
    neighbour = builders.crew(builders.town("云樨镇"))
    builders.sign_in(client, neighbour.account("discipline_secretary"))
    assert client.get(reverse("audit:refusals-of", args=[crew.organization.pk])).status_code == 404


# Denials and seals


def test_a_403_names_who_may_and_leaves_a_row(client, crew):
    builders.sign_in(client, crew.account("staff"))
    response = client.get(reverse("audit:refusals"))
    assert response.status_code == 403
    page = response.content.decode()
    assert "这一步由党委委员、纪委书记办理" in page
    assert crew.person("discipline_secretary").name in page
    assert "权限" not in page
    row = AccessLog.objects.get(kind="denied")
    assert (row.action, row.account_name) == ("audit.refusals.read", crew.person("staff").name)


def broken():
    return [seal for log in registered_logs() if log.code == SEALED for seal in broken_seals(log)]


def test_the_log_is_sealed_daily_and_tampering_is_found(crew):
    account = crew.account("staff")
    with builders.on_day(TODAY):
        first = log_signing("signed_in", account, None)
        log_signing("signed_out", account, None)
    assert seal_access_log() == 0  # today's rows wait for tomorrow
    tomorrow = TODAY.replace(day=TODAY.day + 1)
    with builders.on_day(tomorrow):
        assert seal_access_log() == 2
        assert seal_access_log() == 0
    seal = Act.objects.get(code="access.log.sealed")
    assert (seal.organization_id, seal.facts["count"]) == (SYSTEM_CHAIN, 2)
    assert broken() == []
    with connection.cursor() as cursor:
        cursor.execute("UPDATE governance_accesslog SET account_name = 'x' WHERE id = %s", [first.pk])
    assert broken() == [seal]


def test_log_rows_are_never_changed(crew):
    row = log_signing("signed_in", crew.account("staff"), None)
    row.account_name = "x"
    with pytest.raises(TrailError):
        row.save()
    with pytest.raises(TrailError):
        AccessLog.objects.all().delete()


# The door


def test_a_view_without_an_action_or_policy_cannot_exist():
    with pytest.raises(Exception, match="names no action"):

        class Forgotten(PageView):
            pass

    class Unknown(PageView):
        action = "no.such.policy"

    with pytest.raises(Exception, match=r"no policy for no\.such\.policy"):
        Unknown.as_view()
    assert GovernedView.abstract_view


def test_an_answer_nobody_decided_on_is_an_error():
    def undecided(request):
        return HttpResponse("shown")

    request = RequestFactory().get("/somewhere/")
    request.resolver_match = type("Match", (), {"app_name": "", "view_name": "somewhere"})()
    middleware = DecisionRequiredMiddleware(undecided)
    middleware.process_view(request, undecided, (), {})
    with pytest.raises(NoDecision, match="somewhere"):
        middleware(request)
    undecided.decided_elsewhere = "a reason"
    middleware.process_view(request, undecided, (), {})
    assert middleware(request).status_code == 200


def test_accounts_see_accounts_as_administrators_or_only_their_own(crew):
    own = crew.account("staff")
    crew.account("secretary")
    assert list(Account.objects.visible_to(builders.actor(own))) == [own]
    system = builders.actor(builders.account(administrator="system"))
    assert Account.objects.visible_to(system).count() == 3


def test_the_tick_seals_yesterdays_log_and_ends_grants_of_its_own(crew):
    with builders.on_day(TODAY):
        log_signing("signed_in", crew.account("staff"), None)
    with builders.on_day(TODAY.replace(day=TODAY.day + 1)):
        assert tick().ran
        assert tick().ran
    assert Act.objects.filter(code=SEALED).count() == 1


def test_the_act_another_came_from_is_shown_only_to_whoever_may_read_it(crew, client):
    """A link to an act tells that there was one."""
    other = builders.crew(builders.town("云樨镇"))
    tenure = other.person("staff").tenures.get()
    known = written(crew)
    foreign = written(
        crew,
        organization_id=other.organization.pk,
        actor_id=other.account("secretary").pk,
        object_type="governance.tenure",
        object_id=str(tenure.pk),
    )
    clerk = builders.sign_in(client, crew.account("office_clerk"))
    for parent, shown in ((known, True), (foreign, False)):
        child = written(crew, parent_id=parent.pk)
        page = clerk.get(reverse("audit:act", args=[child.pk]))
        assert page.status_code == 200
        assert (parent.number in page.content.decode()) is shown
