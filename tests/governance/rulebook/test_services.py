"""The verbs on the rulebook: who may, what stops them, what the trail says. Rows are one table."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from governance.access.act_sentence import act_matter
from governance.access.errors import Forbidden
from governance.audit.errors import ReasonNeeded, Refused
from governance.audit.models import Act
from governance.rulebook import services
from governance.rulebook.book import book_for
from governance.rulebook.models import Adoption, CommitteeFigure, ConflictSettlement, Status
from governance.rules.figures import plain
from tests import builders
from tests.builders import TODAY
from tests.governance.rulebook.world import adopt, propose, settle

pytestmark = pytest.mark.django_db

LATER = TODAY + timedelta(days=30)


def failing(refused):
    """What the refusal's findings say is wrong, by code."""
    return [f.code for f in refused.value.verdict.findings if f.status == "fail"]


def approve(crew, row, reason="", by="secretary"):
    return services.approve_figure(figure_id=row.pk, actor=crew.actor(by), reason=reason)


@pytest.mark.parametrize(
    ("cite", "name", "value", "stops"),
    [
        pytest.param("S0-04:三-1b", "quorum", ">=1/2@entitled", [], id="the same as the text"),
        pytest.param("S0-04:三-1b", "quorum", ">=2/3@entitled", [], id="stricter"),
        pytest.param("S0-04:三-1b", "quorum", ">1/2@entitled", [], id="stricter by the number itself"),
        pytest.param(
            "S0-04:三-1b",
            "quorum",
            ">=1/3@entitled",
            ["rulebook.figure.looser", "rulebook.trial.looser"],
            id="looser",
        ),
        pytest.param(
            "S0-04:三-1b", "quorum", ">1@entitled", ["rulebook.figure.unreachable"], id="above a full house"
        ),
        pytest.param(
            "S0-04:三-1b", "quorum", "<=2/3@entitled", ["rulebook.figure.not_monotone"], id="not monotone"
        ),
        pytest.param(
            "S0-04:三-1b", "quorum", ">=2/3@present", ["rulebook.figure.base_unfit"], id="of those present"
        ),
        pytest.param(
            "S0-04:三-1b", "quorum", ">=2 day", ["rulebook.figure.wrong_type"], id="days for a share"
        ),
        pytest.param("S0-04:三-3a", "majority", ">1/2@entitled", [], id="a blank is filled"),
        pytest.param(
            "S0-04:三-3a", "majority", ">=1/2@entitled", ["rulebook.figure.below_half"], id="no majority"
        ),
        pytest.param("S0-04:二-3a", "lead", ">=3 day", [], id="longer notice"),
        pytest.param("S0-04:二-3a", "lead", ">=3 workday", [], id="working days for days"),
        pytest.param(
            "S0-04:二-3a",
            "lead",
            ">=1 day",
            ["rulebook.figure.looser", "rulebook.trial.looser"],
            id="shorter notice",
        ),
        pytest.param(
            "S1-01:六-3",
            "quorum",
            ">=3/4@entitled",
            ["rulebook.figure.not_adopted"],
            id="of a regulation not adopted",
        ),
    ],
)
def test_what_a_committee_may_set(crew, cite, name, value, stops):
    if not stops:
        row = propose(crew, cite, name, value)
        assert (row.status, row.value) == (Status.PROPOSED, value)
        return
    with pytest.raises(Refused) as refused:
        propose(crew, cite, name, value)
    found = failing(refused)
    assert [code for code in found if code in stops] == stops
    finding = refused.value.verdict.blocking[0]
    assert finding.article == cite and finding.message() and "{" not in finding.message()
    assert not CommitteeFigure.objects.exists()
    assert Act.objects.get(code="rulebook.figure.proposed").outcome == "refused"


@pytest.mark.parametrize(
    ("cite", "name", "value"),
    [("S0-04:三-1b", "no_such", ">=2/3@entitled"), ("S0-04:三-1b", "quorum", ">=2/0@entitled"),
     ("S0-04:三-1b", "quorum", ">=@"), ("S9-99:一", "quorum", ">=2/3@entitled")],
)  # fmt: skip
def test_what_is_no_value_is_said_at_the_field(crew, cite, name, value):
    with pytest.raises(ValidationError):
        propose(crew, cite, name, value)


def test_one_proposal_at_a_time(crew):
    propose(crew, "S0-04:三-1b", "quorum", ">=2/3@entitled")
    with pytest.raises(Refused) as refused:
        propose(crew, "S0-04:三-1b", "quorum", ">=3/4@entitled")
    assert failing(refused) == ["rulebook.figure.waiting"]


def test_a_withdrawn_proposal_makes_room_and_is_not_approved(crew):
    row = propose(crew, "S0-04:三-1b", "quorum", ">=2/3@entitled")
    services.withdraw_figure(figure_id=row.pk, actor=crew.actor("office_director"))
    with pytest.raises(Refused) as refused:
        approve(crew, row)
    assert "rulebook.proposal.closed" in failing(refused)
    assert propose(crew, "S0-04:三-1b", "quorum", ">=3/4@entitled").status == Status.PROPOSED


def test_the_one_who_proposes_does_not_approve(crew):
    """A secretary who also holds the director's post still is one person."""
    builders.hold(crew.person("secretary"), crew.organization, "office_director")
    row = propose(crew, "S0-04:三-1b", "quorum", ">=2/3@entitled", by="secretary")
    with pytest.raises(Refused) as refused:
        approve(crew, row)
    assert failing(refused) == ["rulebook.proposal.same_person"]
    assert crew.person("secretary").name in refused.value.verdict.blocking[0].message()
    assert CommitteeFigure.objects.get().status == Status.PROPOSED


def test_a_past_date_needs_a_reason(crew):
    row = propose(crew, "S0-04:三-1b", "quorum", ">=2/3@entitled", since=TODAY - timedelta(days=40))
    with pytest.raises(ReasonNeeded):
        approve(crew, row)
    assert approve(crew, row, reason="登记迟了").status == Status.IN_FORCE
    assert Act.objects.get(code="rulebook.figure.approved").reason == "登记迟了"


def test_a_new_value_ends_the_one_before_and_old_days_keep_theirs(crew):
    approve(crew, propose(crew, "S0-04:三-1b", "quorum", ">=3/5@entitled"))
    approve(crew, propose(crew, "S0-04:三-1b", "quorum", ">=2/3@entitled", since=LATER))
    old, new = CommitteeFigure.objects.order_by("since")
    assert (old.status, old.until) == (Status.ENDED, LATER - timedelta(days=1))
    assert new.status == Status.IN_FORCE

    def on(day):
        return plain(book_for(crew.organization.pk, day).figure("S0-04:三-1b", "quorum").value)

    assert [on(d) for d in (TODAY - timedelta(days=1), TODAY, LATER - timedelta(days=1), LATER)] == [
        ">=1/2@entitled",
        ">=3/5@entitled",
        ">=3/5@entitled",
        ">=2/3@entitled",
    ]


def test_a_value_does_not_begin_before_the_one_it_follows(crew):
    approve(crew, propose(crew, "S0-04:三-1b", "quorum", ">=3/5@entitled"))
    with pytest.raises(Refused) as refused:
        propose(crew, "S0-04:三-1b", "quorum", ">=2/3@entitled", since=TODAY)
    assert failing(refused) == ["rulebook.figure.not_later"]


@pytest.mark.parametrize(
    ("step", "post", "allowed"),
    [
        ("propose", "office_director", True),
        ("propose", "secretary", False),
        ("propose", "office_clerk", False),
        ("approve", "secretary", True),
        ("approve", "office_director", False),
        ("approve", "deputy_secretary", False),
        ("adopt", "office_director", True),
        ("adopt", "staff", False),
        ("settle", "office_director", False),
    ],
)
def test_who_may(crew, step, post, allowed):
    adopt(crew, "preset-b")

    def take():
        if step == "propose":
            return propose(crew, "S0-04:三-1b", "quorum", ">=2/3@entitled", by=post)
        if step == "approve":
            return approve(crew, propose(crew, "S0-04:三-1b", "quorum", ">=2/3@entitled"), by=post)
        if step == "adopt":
            return services.adopt_regulations(
                organization=crew.organization,
                actor=crew.actor(post),
                names=["S3-01"],
                since=TODAY,
                authority="x",
            )
        row = services.propose_settlement(
            organization=crew.organization,
            actor=crew.actor("office_director"),
            conflict="C-03",
            choice="half_of_entitled",
            since=TODAY,
            authority="x",
        )
        return services.approve_settlement(settlement_id=row.pk, actor=crew.actor(post))

    if allowed:
        assert take()
    else:
        with pytest.raises(Forbidden):
            take()


def test_another_towns_proposal_does_not_exist(crew, other):
    row = propose(crew, "S0-04:三-1b", "quorum", ">=2/3@entitled")
    with pytest.raises(CommitteeFigure.DoesNotExist):
        approve(other, row)


def test_adoption_is_told_in_one_act(crew):
    act = Act.objects.get(code="rulebook.regulation.adopted")
    assert act.organization_id == crew.organization.pk
    assert act_matter(act).startswith("自2021年1月1日起采用党委工作职责、") and "等24部制度" in act_matter(
        act
    )
    assert len(act.facts["ids"]) == 24


def test_a_preset_passes_over_what_is_adopted_and_a_single_one_is_refused(crew):
    assert {row.regulation for row in adopt(crew, "preset-a", "preset-d")} == {"S2-01"}
    with pytest.raises(Refused) as refused:
        adopt(crew, "S0-04")
    assert failing(refused) == ["rulebook.adopt.held"]
    with pytest.raises(ValidationError):
        adopt(crew, "preset-a")


def test_an_ended_regulation_binds_to_its_last_day_and_may_be_adopted_again(crew):
    row = Adoption.objects.get(regulation="S0-04")
    services.end_adoption(
        adoption_id=row.pk, actor=crew.actor("office_director"), until=LATER, authority="稔委〔2026〕8号"
    )
    pk = crew.organization.pk
    assert "S0-04" in book_for(pk, LATER).regulations
    assert "S0-04" not in book_for(pk, LATER + timedelta(days=1)).regulations
    with pytest.raises(Refused) as refused:
        adopt(crew, "S0-04", since=LATER)
    assert failing(refused) == ["rulebook.adopt.overlaps"]
    assert adopt(crew, "S0-04", since=LATER + timedelta(days=1))


@pytest.mark.parametrize(
    ("until", "stops"),
    [(date(2020, 12, 31), "rulebook.end.too_early"), (TODAY - timedelta(days=1), None)],
)
def test_ending_in_the_past(crew, until, stops):
    row = Adoption.objects.get(regulation="S0-04")
    call = {"adoption_id": row.pk, "actor": crew.actor("office_director"), "until": until}
    if stops:
        with pytest.raises(Refused) as refused:
            services.end_adoption(**call)
        assert failing(refused) == [stops]
    else:
        with pytest.raises(ReasonNeeded):
            services.end_adoption(**call)
        assert services.end_adoption(**call, reason="按县委要求").until == until


def test_a_settlement_is_one_of_those_the_adopted_articles_allow(crew):
    """001 and 003 are not adopted: there is no disagreement to settle, and no choice to pick."""
    with pytest.raises(Refused) as refused:
        settle(crew, "C-01", "two_thirds")
    assert "rulebook.conflict.no_conflict" in failing(refused)
    assert "rulebook.conflict.not_offered" in failing(refused)
    with pytest.raises(ValidationError):
        settle(crew, "C-01", "no_such_choice")
    with pytest.raises(ValidationError):
        settle(crew, "C-999", "half")


def test_settling_anew_ends_the_first_settlement(other):
    settle(other, "C-02", "half_of_entitled")
    with pytest.raises(Refused) as refused:
        settle(other, "C-02", "two_thirds_of_members")
    assert failing(refused) == ["rulebook.conflict.not_later"]
    settle(other, "C-02", "two_thirds_of_members", since=LATER)
    first, second = ConflictSettlement.objects.order_by("since")
    assert (first.status, first.until) == (Status.ENDED, LATER - timedelta(days=1))
    assert second.status == Status.IN_FORCE
    book = book_for(other.organization.pk, TODAY)
    assert book.set_aside_by("S3-02:1-1d") and not book.set_aside_by("S1-01:七-5a")
    assert book_for(other.organization.pk, LATER).set_aside_by("S1-01:七-5a")


def test_a_waiting_settlement_changes_nothing_and_may_be_withdrawn(other):
    row = services.propose_settlement(
        organization=other.organization,
        actor=other.actor("office_director"),
        conflict="C-02",
        choice="half_of_entitled",
        since=TODAY,
        authority="x",
    )
    assert book_for(other.organization.pk, TODAY).settlements == {}
    with pytest.raises(Refused) as refused:
        settle(other, "C-02", "half_of_entitled")
    assert failing(refused) == ["rulebook.conflict.waiting"]
    services.withdraw_settlement(settlement_id=row.pk, actor=other.actor("office_director"))
    settle(other, "C-02", "half_of_entitled")


LIKE = {"like": "S0-04:三-1b", "enforce": "block", "figures": {"quorum": ">=4/5@entitled"}}


@pytest.mark.parametrize(
    ("short", "article", "stops"),
    [
        pytest.param("停车办法", LIKE, [], id="as a shipped article"),
        pytest.param("停车办法", {"enforce": "display"}, [], id="only shown"),
        pytest.param("停车办法", {"enforce": "block"}, ["rulebook.local.needs_like"], id="stops by nothing"),
        pytest.param("议事决策规则", LIKE, ["rulebook.local.name_taken"], id="a shipped short name"),
        pytest.param("S0-04", LIKE, ["rulebook.local.name_taken"], id="a shipped id"),
        pytest.param(
            "停车办法", {**LIKE, "like": "S9-99:一"}, ["rulebook.local.no_such_article"], id="like nothing"
        ),
        pytest.param(
            "停车办法", {**LIKE, "figures": {}}, ["rulebook.local.figure_missing"], id="without its figure"
        ),
        pytest.param(
            "停车办法",
            {**LIKE, "figures": {"quorum": ">="}},
            ["rulebook.local.figure_unreadable"],
            id="an unreadable figure",
        ),
        pytest.param(
            "停车办法",
            {**LIKE, "figures": {"quorum": ">=4/5@entitled", "lead": "1"}},
            ["rulebook.local.figure_unknown"],
            id="a figure of another article",
        ),
    ],
)
def test_what_a_town_may_enter_as_its_own(crew, short, article, stops):
    call = {
        "organization": crew.organization,
        "actor": crew.actor("office_director"),
        "title": "集镇停车管理办法",
        "short": short,
        "since": TODAY,
        "authority": "稔委〔2026〕20号",
        "articles": [{"ref": "三", "statement": "到会不少于五分之四", **article}],
    }
    if not stops:
        assert services.enter_local_regulation(**call).status == Status.PROPOSED
        return
    with pytest.raises(Refused) as refused:
        services.enter_local_regulation(**call)
    assert failing(refused) == stops


def test_an_approved_local_regulation_is_fixed_and_an_empty_one_is_not_approved(crew):
    director, secretary = crew.actor("office_director"), crew.actor("secretary")
    row = services.enter_local_regulation(
        organization=crew.organization,
        actor=director,
        title="办法",
        short="办法",
        since=TODAY,
        authority="x",
    )
    with pytest.raises(Refused) as refused:
        services.approve_local_regulation(regulation_id=row.pk, actor=secretary)
    assert failing(refused) == ["rulebook.local.empty"]
    article = {"regulation_id": row.pk, "actor": director, "statement": "到会", **LIKE}
    first = services.enter_local_article(ref="一", **article)
    with pytest.raises(Refused) as refused:
        services.enter_local_article(ref="一", **article)
    assert failing(refused) == ["rulebook.local.ref_taken"]
    services.remove_local_article(article_id=first.pk, actor=director)
    services.enter_local_article(ref="一", **article)
    services.approve_local_regulation(regulation_id=row.pk, actor=secretary)
    with pytest.raises(Refused) as refused:
        services.enter_local_article(ref="二", **article)
    assert failing(refused) == ["rulebook.local.fixed"]
    services.end_local_regulation(regulation_id=row.pk, actor=director, until=LATER, authority="x")
    pk = crew.organization.pk
    assert "办法" in book_for(pk, LATER).regulations
    assert "办法" not in book_for(pk, LATER + timedelta(days=1)).regulations


def test_a_withdrawn_draft_frees_its_name(crew):
    director = crew.actor("office_director")
    call = {"organization": crew.organization, "actor": director, "title": "办法", "short": "办法",
            "since": TODAY, "authority": "x"}  # fmt: skip
    row = services.enter_local_regulation(**call)
    with pytest.raises(Refused):
        services.enter_local_regulation(**call)
    services.withdraw_local_regulation(regulation_id=row.pk, actor=director)
    assert services.enter_local_regulation(**call)
