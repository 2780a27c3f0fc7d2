"""What lies on whose desk: the signature on the secretary's, what is to be sent and taken in on the office's."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from governance.office.requests_reports.services.incoming import submit_incoming
from governance.search.finding import find
from meetings.desk import desk_for
from tests import builders
from tests.governance.requests.desk import REQUEST, SUDDEN, Desk

pytestmark = pytest.mark.django_db


def on_desk(desk, code):
    lines = [shown.chore for day in desk_for(desk.actor(code)).days for shown in day.chores]
    return {chore.do_url for chore in lines if "/qingshi/" in chore.do_url}


def test_each_step_lies_on_the_desk_of_whoever_takes_it():
    with builders.on_day():
        desk = Desk()
        ready, signed = desk.ready(), desk.signed()
        assert on_desk(desk, "secretary") == {f"/qingshi/{ready.pk}/qianfa/"}
        assert on_desk(desk, "office_clerk") == {f"/qingshi/{signed.pk}/shangbao/"}
        sudden = desk.draft(SUDDEN)
        assert f"/qingshi/{sudden.pk}/jishi/" in on_desk(desk, "office_clerk")
        member = desk.actor("committee_member")
        came = submit_incoming(organization=desk.town, actor=member, came=desk.member_report())
        assert f"/qingshi/xiaji/{came.pk}/shouwen/" in on_desk(desk, "office_clerk")
        asked = desk.enter(kind="request", items={})
        assert f"/qingshi/xiaji/{asked.pk}/pifu/" in on_desk(desk, "secretary")
        assert on_desk(desk, "staff") == set()


def titles(desk, code, words):
    """Titles of what is found, without the marks around the words."""
    rows = [row for group in find(desk.actor(code), words).groups for row in group.rows]
    return {re.sub(r"<[^>]+>", "", row.title) for row in rows if "/qingshi/" in row.url}


def test_requests_and_reports_are_found_by_those_who_may_read_them():
    with builders.on_day():
        desk = Desk()
        paper = desk.draft()
        kept = desk.draft(replace(REQUEST, matter="personnel", title="任用余采薇"))
        came = desk.enter(title="水渠清淤", content="请镇里派车。", kind="request", items={})
        assert titles(desk, "office_director", paper.title) >= {str(paper)}
        assert str(came) in titles(desk, "secretary", "水渠 派车")
        assert (
            titles(desk, "secretary", "余采薇") == set()
        )  # a paper on cadres is in the index by its kind alone
        assert kept.audit_text in titles(desk, "secretary", "干部事项")
        for words in (paper.title, "干部事项", "水渠"):
            assert titles(desk, "staff", words) == set()
