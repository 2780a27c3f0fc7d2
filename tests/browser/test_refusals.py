"""Not now: every refusal of the first meeting as people see it, with the article, the figures compared
and the way out; the attempt is in the trail."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from governance.audit.models import Act
from governance.people.models import Account
from meetings.models import AgendaItem, Vote
from meetings.services import agenda, voting
from tests import builders
from tests.browser.hands import cited, faults_of, fill, pick, press, sent, text
from tests.meetings.staging import Stage

PREPARED, HELD = date(2026, 11, 23), date(2026, 11, 26)


@pytest.fixture
def refused(sign_in, accessible):
    """Send the form at an address as somebody, and look at the page that says no."""

    def check(
        page, account, name, pk, label, *, typed=(), picked=(), code, article, figures, remedy, wide=True
    ):
        sign_in(page, account)
        page.goto(reverse(f"meetings:{name}", args=[pk]))
        for field, value in typed:
            fill(page, field, value)
        for answer in picked:
            pick(page, answer)
        assert press(page, label) == 409, text(page)
        assert not faults_of(page)
        accessible(page)
        assert page.locator("h1").inner_text().startswith("现在还不能")
        assert article in cited(page)
        stop = page.locator(".finding", has=page.locator(".mark.is-block")).first
        for say in (*figures, remedy):
            assert say in stop.inner_text()
        act = Act.objects.get(code=code, outcome="refused")
        assert act.number in text(page)
        assert act.actor_name == account.display_name
        return act

    return check


@pytest.fixture
def stage(live_server, move_to):
    made = Stage.build(["preset-b"], seats=5)
    move_to(PREPARED)
    return made


def noticed(stage, matter="major_project", **more):
    meeting = stage.meeting(HELD)
    item = stage.item(meeting, matter, **more)
    stage.convene(meeting, reason="按惯例")
    return meeting, item


def test_too_few_are_in_the_room(stage, move_to, visit, refused):
    meeting, item = noticed(stage)
    move_to(HELD)
    stage.open(meeting, [0, 1])
    page = visit(1280)
    refused(
        page,
        stage.crew.account("office_clerk"),
        "item-open",
        item.pk,
        "确认开始讨论",
        code="meetings.item.opened",
        article="议事决策规则 六-1",
        figures=["到会成员2人", "差1人"],
        remedy="再请1人到会",
    )
    assert AgendaItem.objects.get().status == "pending"
    page.goto(reverse("meetings:room", args=[meeting.pk]))
    assert page.locator("button[aria-disabled=true]", has_text="开始讨论第一项").count() == 1


def test_a_motion_from_the_floor(stage, move_to, visit, refused):
    meeting, _item = noticed(stage, "ordinary")
    move_to(HELD)
    stage.open(meeting)
    floor = stage.topic("ordinary", "临时动议")
    item = agenda.put_on_agenda(topic_id=floor.pk, meeting_id=meeting.pk, actor=stage.actor("office_clerk"))
    refused(
        visit(1280),
        stage.crew.account("secretary"),
        "item-open",
        item.pk,
        "确认开始讨论",
        code="meetings.item.opened",
        article="议事决策规则 十二-3",
        figures=["没有列入会议通知"],
        remedy="列入下次会议",
    )
    assert AgendaItem.objects.get(pk=item.pk).status == "pending"


def test_a_relative_who_did_not_step_back_stops_the_vote(stage, move_to, visit, refused):
    subject = builders.person("甘雨棠")
    meeting, item = noticed(stage, "personnel", subjects=[(subject, "任组织办副主任")])
    move_to(HELD)
    stage.open(meeting)
    stage.discuss(item)
    builders.kin(stage.members[3], subject, stage.town)  # the register learns of it only now
    page = visit(1280)
    refused(
        page,
        stage.crew.account("office_clerk"),
        "item-vote",
        item.pk,
        "确认开始表决",
        picked=["投纸票"],
        code="meetings.vote.opened",
        article="议事决策规则 七-4g",
        figures=[],
        remedy="回避",
    )
    assert "甘雨棠" not in page.locator(".findings").inner_text()
    assert not Vote.objects.exists()
    # The way out of the refusal leads to the form that lets him step back.
    sent(page, page.locator(".ways a").first)
    assert page.locator("h1").inner_text() == "登记回避"


def test_more_ballots_came_back_than_went_out(stage, move_to, visit, refused, sign_in):
    meeting, item = noticed(stage)
    move_to(HELD)
    stage.open(meeting)
    stage.discuss(item)
    clerk = stage.actor("office_clerk")
    vote = voting.open_vote(item_id=item.pk, actor=clerk, method="secret_ballot", reason="按惯例")
    voting.close_vote(vote_id=vote.pk, actor=clerk)
    page = visit(390)
    counts = {"issued": 5, "returned": 6, "valid": 6, "invalid": 0, "aye": 4, "nay": 1, "abstain": 1}
    stage.member(1)
    refused(
        page,
        Account.objects.get(person=stage.members[1]),
        "vote-count",
        vote.pk,
        "录入票数",
        typed=[(name, str(n)) for name, n in counts.items()],
        code="meetings.vote.typed",
        article="议事决策规则 七-4f",
        figures=["收回6张", "发出的5张", "多1张"],
        remedy="重新清点",
    )
    assert press(page, "回到草稿") == 200
    assert {name: page.locator(f"[name={name}]").input_value() for name in counts} == {
        name: str(n) for name, n in counts.items()
    }
    assert Vote.objects.get().status == "closed"
