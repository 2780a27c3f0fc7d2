"""What lies on whose desk: the signature on the secretary's, what is to be sent and taken in on the office's."""

from __future__ import annotations

import pytest

from governance.office.requests_reports.services.incoming import submit_incoming
from meetings.desk import desk_for
from tests import builders
from tests.governance.requests.desk import SUDDEN, Desk

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
