"""`book_for`: rows and files to what binds one committee on one day, kept per process and never stale."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

import meetings.rules  # noqa: F401  registers the rules
from governance.audit.models import Act
from governance.rulebook import services
from governance.rulebook.book import book_for, newest_acts, rules_of
from governance.rulebook.explain import explain
from governance.rules.days import shipped_calendar
from governance.rules.registry import judge
from governance.rules.verdict import Finding, Severity, Status
from tests.builders import TODAY
from tests.governance.rulebook.world import adopt, propose, settle

pytestmark = pytest.mark.django_db


def quorum(crew, present, matter="ordinary", day=TODAY, entitled=9):
    facts = {"entitled": entitled, "present": present, "matter": matter}
    return judge("meetings.quorum", facts, book_for(crew.organization.pk, day), shipped_calendar())


def by_article(verdict):
    return {f.article: str(f.status) for f in verdict.findings}


def test_nothing_binds_before_it_is_adopted(crew):
    assert set(book_for(crew.organization.pk, date(2020, 12, 31)).regulations) == set()
    assert len(book_for(crew.organization.pk, date(2021, 1, 1)).regulations) == 24


@pytest.mark.parametrize(
    ("present", "before", "after"), [(5, "pass", "fail"), (6, "pass", "pass"), (4, "fail", "fail")]
)
def test_an_approved_figure_is_what_the_rule_goes_by(crew, present, before, after):
    assert by_article(quorum(crew, present))["S0-04:三-1b"] == before
    row = propose(crew, "S0-04:三-1b", "quorum", ">=2/3@entitled")
    assert by_article(quorum(crew, present))["S0-04:三-1b"] == before  # not approved yet
    services.approve_figure(figure_id=row.pk, actor=crew.actor("secretary"))
    assert by_article(quorum(crew, present))["S0-04:三-1b"] == after
    assert by_article(quorum(crew, present, day=TODAY - timedelta(days=1)))["S0-04:三-1b"] == before


def test_a_settlement_sets_the_other_articles_aside(other):
    """6 of 11 on an important matter: half by 001, too few for the two thirds of 003."""
    major = {"entitled": 11, "matter": "major_decision"}
    open_now = quorum(other, 6, **major)
    assert by_article(open_now)["S3-02:1-1c"] == "fail" and not open_now.allowed
    assert any(f.code == "conflict_open" for f in open_now.findings)
    settle(other, "C-01", "half")
    settled = quorum(other, 6, **major)
    assert by_article(settled)["S3-02:1-1c"] == "not_applicable"
    assert settled.allowed and not any(f.code == "conflict_open" for f in settled.findings)
    assert not quorum(other, 6, day=TODAY - timedelta(days=1), **major).allowed


def local(crew, value=">=4/5@entitled", since=TODAY):
    row = services.enter_local_regulation(
        organization=crew.organization,
        actor=crew.actor("office_director"),
        title="集镇停车管理办法",
        short="停车办法",
        since=since,
        authority="稔委〔2026〕20号",
        articles=[
            {
                "ref": "三",
                "statement": "到会不少于五分之四",
                "enforce": "block",
                "like": "S0-04:三-1b",
                "figures": {"quorum": value},
            }
        ],
    )
    services.approve_local_regulation(regulation_id=row.pk, actor=crew.actor("secretary"))
    return row


def test_a_local_article_is_judged_as_the_one_it_is_like(crew):
    local(crew)
    verdict = quorum(crew, 7)
    assert by_article(verdict)["停车办法:三"] == "fail"
    assert by_article(verdict)["S0-04:三-1b"] == "pass"
    assert by_article(quorum(crew, 8))["停车办法:三"] == "pass"
    assert "停车办法:三" not in by_article(quorum(crew, 7, day=TODAY - timedelta(days=1)))


def test_a_figure_of_a_local_article_may_be_set_stricter_and_not_looser(crew):
    local(crew)
    row = propose(crew, "停车办法:三", "quorum", ">=8/9@entitled")
    services.approve_figure(figure_id=row.pk, actor=crew.actor("secretary"))
    assert by_article(quorum(crew, 7))["停车办法:三"] == "fail"
    with pytest.raises(Exception, match="refused"):
        propose(crew, "停车办法:三", "quorum", ">=1/2@entitled", since=TODAY + timedelta(days=1))


def test_one_town_never_touches_another(crew, other):
    before = book_for(other.organization.pk, TODAY)
    mark = newest_acts([other.organization.pk])
    services.approve_figure(
        figure_id=propose(crew, "S0-04:三-1b", "quorum", ">=2/3@entitled").pk, actor=crew.actor("secretary")
    )
    local(crew)
    assert newest_acts([other.organization.pk]) == mark
    assert book_for(other.organization.pk, TODAY) is before
    assert "停车办法" not in before.regulations


def test_a_kept_book_costs_one_query_and_a_fresh_one_six(crew, django_assert_num_queries):
    adopt(crew, "preset-d")  # whatever was kept is of an earlier state
    with django_assert_num_queries(5):
        made = book_for(crew.organization.pk, TODAY)  # no local regulation: no articles to read
    with django_assert_num_queries(1):
        assert book_for(crew.organization.pk, TODAY) is made
    with django_assert_num_queries(1):
        assert book_for(crew.organization.pk, TODAY - timedelta(days=900)).day != TODAY


def test_the_mark_changes_with_every_act_on_every_kind_of_row(other):
    """What other processes go by: ids of acts, drawn at random, so that no state comes back."""
    pk = other.organization.pk
    seen = [newest_acts([pk])[pk]]
    for step in (
        lambda: adopt(other, "S0-04"),
        lambda: propose(other, "S1-01:六-1", "quorum", ">=2/3@entitled"),
        lambda: settle(other, "C-02", "half_of_entitled"),
        lambda: local(other),
    ):
        step()
        seen.append(newest_acts([pk])[pk])
    assert len(set(seen)) == 5
    for kind, (before, after) in enumerate(pairwise(seen)):
        assert before[kind] != after[kind]


def test_a_book_is_seen_by_another_process_as_soon_as_it_is_committed(crew):
    """Another process keeps what it had made: emptying this one's memory must give the same book."""
    from governance.rulebook import book as module

    services.approve_figure(
        figure_id=propose(crew, "S0-04:三-1b", "quorum", ">=2/3@entitled").pk, actor=crew.actor("secretary")
    )
    kept = book_for(crew.organization.pk, TODAY)
    module._KEPT.clear()
    module._book.cache_clear()
    again = book_for(crew.organization.pk, TODAY)
    assert again is not kept and again == kept


def test_an_old_finding_is_explained_by_the_book_of_its_day(crew):
    services.approve_figure(
        figure_id=propose(crew, "S0-04:三-1b", "quorum", ">=2/3@entitled").pk, actor=crew.actor("secretary")
    )
    finding = Finding(
        "meetings.quorum", "S0-04:三-1b", "000-1", Status.FAIL, Severity.BLOCK, "meetings.quorum.short",
        {"have": 4, "need": 5, "short": 1, "matter": "ordinary"},
    )  # fmt: skip
    old = explain(finding, organization_id=crew.organization.pk, on=date(2023, 5, 4))
    new = explain(finding, organization_id=crew.organization.pk, on=TODAY)
    assert old.article.statement == new.article.statement and old.adopted
    assert old.figures[0].today == "不少于应到人数的二分之一" and not old.figures[0].own
    assert new.figures[0].today == "不少于应到人数的三分之二" and new.figures[0].own
    assert [line.state for line in old.figures[0].lines] == ["coming", "now"]
    assert [line.state for line in new.figures[0].lines] == ["now", "past"]
    assert ("实有", "4") in new.facts and ("需", "5") in new.facts
    gone = explain(finding, organization_id=crew.organization.pk, on=date(2020, 1, 1))
    assert gone.article is not None and not gone.adopted


def test_a_finding_about_no_article_is_explained_too(crew):
    act = Act.objects.get(code="rulebook.regulation.adopted")
    finding = Finding.from_dict(act.verdict["findings"][0])
    told = explain(finding, organization_id=crew.organization.pk, on=TODAY)
    assert (
        told.article is None
        and told.regulation_title == rules_of(crew.organization.pk).library.regulations[finding.article].title
    )
