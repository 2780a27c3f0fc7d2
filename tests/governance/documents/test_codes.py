"""A town's 文号代字: two persons change it, from a day on, and old numbers keep theirs."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from governance.access.errors import Forbidden
from governance.audit.errors import ReasonNeeded, Refused
from governance.audit.models import Act
from governance.documents.codes import approve_code, propose_code, withdraw_code
from governance.people.document_codes import DocumentCode, document_code_on
from tests import builders
from tests.governance.documents.test_numbering import drawn

TODAY = builders.TODAY
LATER = TODAY + timedelta(days=10)


@pytest.fixture
def crew(db):
    with builders.on_day():
        yield builders.crew(builders.town("稔川镇"))


def propose(crew, code="稔党委", since=LATER, who="office_clerk", authority="稔委决[2026]９号"):
    return propose_code(
        organization=crew.organization, actor=crew.actor(who), code=code, since=since, authority=authority
    )


def test_from_the_day_on_papers_carry_the_new_code_and_the_series_goes_on(crew):
    before = drawn(crew.organization, day=TODAY)
    row = propose(crew)
    assert row.authority == "稔委决〔2026〕9号"
    approve_code(code_id=row.pk, actor=crew.actor("secretary"))
    assert document_code_on(crew.organization, LATER - timedelta(days=1)) == "稔委"
    assert document_code_on(crew.organization, LATER) == "稔党委"
    assert [before, drawn(crew.organization, day=TODAY), drawn(crew.organization, day=LATER)] == [
        "稔委纪〔2026〕1号",
        "稔委纪〔2026〕2号",
        "稔党委纪〔2026〕3号",
    ]


def test_the_first_code_of_a_town_comes_the_same_way(crew):
    builders.change(crew.organization, document_code="")
    approve_code(code_id=propose(crew, "稔委", TODAY).pk, actor=crew.actor("secretary"))
    assert drawn(crew.organization, day=TODAY) == "稔委纪〔2026〕1号"


@pytest.mark.parametrize(
    ("step", "who", "may"),
    [
        ("propose", "office_clerk", True),
        ("propose", "office_director", True),
        ("propose", "secretary", False),
        ("propose", "staff", False),
        ("approve", "secretary", True),
        ("approve", "office_director", False),
        ("approve", "committee_member", False),
        ("withdraw", "office_clerk", True),
        ("withdraw", "secretary", False),
    ],
)
def test_who_may(crew, step, who, may):
    def carry_out():
        if step == "propose":
            return propose(crew, who=who)
        row = propose(crew)
        verb = approve_code if step == "approve" else withdraw_code
        return verb(code_id=row.pk, actor=crew.actor(who))

    if may:
        assert carry_out().pk
    else:
        with pytest.raises(Forbidden):
            carry_out()


def test_nobody_approves_what_he_proposed(crew):
    builders.hold(crew.person("secretary"), crew.organization, "office_director")
    row = propose(crew, who="secretary")
    with pytest.raises(Refused) as refused:
        approve_code(code_id=row.pk, actor=crew.actor("secretary"))
    assert [f.code for f in refused.value.verdict.blocking] == ["rulebook.proposal.same_person"]
    assert document_code_on(crew.organization, LATER) == "稔委"


@pytest.mark.parametrize(
    ("code", "since", "field", "said"),
    [
        ("稔委1", LATER, "code", "两到八个汉字"),
        ("RW", LATER, "code", "两到八个汉字"),
        ("稔", LATER, "code", "两到八个汉字"),
        ("稔委纪", LATER, "code", "不带“纪”“决”"),
        ("稔委决", LATER, "code", "不带“纪”“决”"),
        ("稔委", LATER, "code", "现在用的就是"),
        ("云委", LATER, "code", "已有别的单位在用"),
        ("稔党委", TODAY - timedelta(days=1), "since", "早于今天"),
    ],
)
def test_what_is_no_code_is_answered_at_its_field(crew, code, since, field, said):
    builders.town("云樨镇")
    with pytest.raises(ValidationError) as unfit:
        propose(crew, code, since)
    assert said in unfit.value.message_dict[field][0]


def test_one_proposal_at_a_time_and_none_after_it_is_settled(crew):
    row = propose(crew)
    with pytest.raises(Refused) as refused:
        propose(crew, "稔川委")
    assert "“稔党委”待核准" in refused.value.verdict.blocking[0].message()
    withdraw_code(code_id=row.pk, actor=crew.actor("office_clerk"))
    with pytest.raises(Refused):
        approve_code(code_id=row.pk, actor=crew.actor("secretary"))
    assert propose(crew, "稔川委").pk


def test_a_day_that_has_passed_meanwhile_asks_for_a_reason(crew):
    row = propose(crew, since=TODAY)
    with builders.on_day(TODAY + timedelta(days=2)):
        with pytest.raises(ReasonNeeded):
            approve_code(code_id=row.pk, actor=crew.actor("secretary"))
        approve_code(code_id=row.pk, actor=crew.actor("secretary"), reason="书记出差两天")
        assert document_code_on(crew.organization, date(2026, 12, 1)) == "稔党委"


def signed_in(crew, code):
    return builders.sign_in(Client(), crew.account(code))


def once(response):
    found = re.search(r'name="once" value="([^"]+)"', response.content.decode())
    assert found is not None
    return found[1]


def test_on_the_pages_from_proposal_to_use(crew):
    clerk, secretary = signed_in(crew, "office_clerk"), signed_in(crew, "secretary")
    listed, form_url = reverse("documents:codes"), reverse("documents:code-propose")
    assert f'href="{listed}"' in clerk.get(reverse("documents:list")).content.decode()
    form = clerk.get(form_url)
    assert 'type="date" name="since" value="2026-11-21"' in form.content.decode()
    sent = {
        "once": once(form),
        "code": "稔党委",
        "since": LATER.isoformat(),
        "authority": "稔委决〔2026〕9号",
    }
    assert clerk.post(form_url, {**sent, "code": "稔委一二三四五六七"}).status_code == 422
    assert clerk.post(form_url, sent).headers["Location"] == listed
    row = DocumentCode.objects.get()
    approve = reverse("documents:code-approve", args=[row.pk])
    page = clerk.get(listed).content.decode()
    assert "由书记核准" in page and approve not in page
    assert "文号代字待核准：改为“稔党委”" in secretary.get("/").content.decode()
    shown = secretary.get(approve)
    assert "稔党委纪〔2026〕1号" in shown.content.decode() and "接着编" in shown.content.decode()
    assert secretary.post(approve, {"once": once(shown)}).status_code == 302
    assert "到这天起用" in clerk.get(listed).content.decode()
    sentences = Act.objects.filter(code__startswith="documents.code").values_list("code", flat=True)
    assert set(sentences) == {"documents.code.proposed", "documents.code.approved"}
    assert signed_in(crew, "staff").get(listed).status_code == 403
