"""What a resolution sets somebody to do stays on that desk until it is entered as done."""

from __future__ import annotations

from datetime import date
from html import unescape

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from governance.access.errors import Forbidden
from governance.audit.errors import Refused
from governance.audit.models import Act
from governance.deadlines.models import Reminder
from governance.deadlines.reminders import scan
from governance.people.models import Tenure
from meetings.desk import desk_for
from meetings.models import ResolutionClause
from meetings.services import resolutions
from tests import builders
from tests.meetings.pages import Browser, words
from tests.meetings.staging import Stage
from tests.meetings.test_views_room import FIGURES, MEETS, held

DUE = date(2026, 12, 10)
OWNER = 2  # the member whom `Stage.word` makes responsible
DONE = {"done_on": "2026-12-08", "note": "手续办齐，12月8日开工。"}


@pytest.fixture
def stage(db):
    with builders.on_day(date(2026, 11, 19)):
        yield Stage.build(["preset-a"], figures=FIGURES, seats=9)


@pytest.fixture
def clause(stage):
    meeting, items = held(stage, "ordinary")
    with builders.on_day(MEETS, 10):
        stage.discuss(items[0])
        stage.word(stage.announce(stage.vote_by_hands(items[0], 9), wide_split=False), DUE)
        stage.minutes(meeting)
    return ResolutionClause.objects.get()


def finish(stage, clause, who, day=date(2026, 12, 8), note="手续办齐。"):
    return resolutions.finish_clause(clause_id=clause.pk, actor=who, done_on=day, note=note)


def test_it_lies_on_the_owners_desk_until_done_and_late_is_said(stage, clause):
    owner = Browser(stage, OWNER)
    address = reverse("meetings:clause-done", args=[clause.pk])
    with builders.on_day(date(2026, 12, 12)):
        desk = owner.get("desk").content.decode()
        assert "决议落实：办理开工手续" in desk and "逾期2天" in desk and f'href="{address}"' in desk
        assert "决议落实" not in Browser(stage, 5).text("desk")
        page = owner.text("meetings:clause-done", clause.pk)
        assert "办理开工手续" in page and "逾期2天" in page
        assert owner.send("meetings:clause-done", clause.pk, **DONE).status_code == 302
        assert "决议落实" not in owner.text("desk")
        room = owner.text("meetings:room", clause.resolution.item.meeting_id)
        assert "已落实" in room and "12月8日：手续办齐，12月8日开工。" in room and "逾期" not in room
        assert "登记落实" not in owner.text("meetings:clause-done", clause.pk).partition("落实情况")[2]
    act = Act.objects.get(code="meetings.clause.done")
    clause.refresh_from_db()
    assert (clause.status, clause.done_on, clause.done_by) == (
        "done",
        date(2026, 12, 8),
        stage.members[OWNER],
    )
    assert act.facts["owner"] == stage.members[OWNER].name and act.matter_id == str(
        clause.resolution.item.meeting_id
    )


@pytest.mark.parametrize(
    ("who", "may"),
    [
        (OWNER, True),
        ("office_clerk", True),
        ("office_director", True),
        ("secretary", False),
        (5, False),
    ],
)
def test_who_may_enter_it(stage, clause, who, may):
    actor = stage.actor(who) if isinstance(who, str) else stage.member(who)
    with builders.on_day(date(2026, 12, 9)):
        if may:
            assert finish(stage, clause, actor).status == "done"
        else:
            with pytest.raises(Forbidden):
                finish(stage, clause, actor)
    link = reverse("meetings:clause-done", args=[clause.pk])
    with builders.on_day(date(2026, 12, 9)):
        room = Browser(stage, who).get("meetings:room", clause.resolution.item.meeting_id)
    assert f'href="{link}"' not in room.content.decode()  # done, or not the reader's


def test_whoever_knows_nothing_of_it_finds_nothing(stage, clause):
    with builders.on_day(date(2026, 12, 9)), pytest.raises(ResolutionClause.DoesNotExist):
        finish(stage, clause, stage.actor("staff"))
    assert Browser(stage, "staff").get("meetings:clause-done", clause.pk).status_code == 404


def test_it_goes_with_the_post(stage, clause):
    """Who left the post has it no longer before others; the successor finds it on the desk."""
    tenure = stage.members[OWNER].tenures.get()
    follower = builders.person("继任者")
    builders.change(tenure, until=date(2026, 12, 1))
    builders.save(
        Tenure(
            organization=stage.town,
            person=follower,
            post=tenure.post,
            since=date(2026, 12, 2),
            authority="任",
        )
    )
    with builders.on_day(date(2026, 12, 9)):
        actor = builders.actor(follower)
        assert [c.chore.name for day in desk_for(actor).days for c in day.chores] == [
            "决议落实：办理开工手续"
        ]
        assert finish(stage, clause, actor).done_by == follower


@pytest.mark.parametrize(
    ("day", "said"), [(date(2026, 12, 10), "在今天以后"), (date(2026, 11, 25), "早于议定日期")]
)
def test_a_day_that_cannot_be_is_asked_again(stage, clause, day, said):
    with builders.on_day(date(2026, 12, 9)):
        with pytest.raises(ValidationError) as unfit:
            finish(stage, clause, stage.member(OWNER), day=day)
        assert said in unfit.value.message_dict["done_on"][0]
        sent = Browser(stage, OWNER).send(
            "meetings:clause-done", clause.pk, done_on=day.isoformat(), note="好"
        )
        assert sent.status_code == 422 and said in words(sent)


def test_once_and_not_before_the_wording_is_confirmed(stage, clause):
    with builders.on_day(date(2026, 12, 9)):
        finish(stage, clause, stage.member(OWNER))
        with pytest.raises(Refused):
            finish(stage, clause, stage.member(OWNER))
    builders.change(clause, status="open", done_on=None, done_note="", done_by=None)
    builders.change(clause.resolution, status="drafted")
    with builders.on_day(date(2026, 12, 9)), pytest.raises(Refused) as refused:
        finish(stage, clause, stage.actor("office_clerk"))
    assert [f.code for f in refused.value.verdict.blocking] == ["meetings.state.resolution_unconfirmed"]


def test_whoever_only_watches_over_it_is_led_to_how_it_stands(stage, clause):
    done_at = reverse("meetings:clause-done", args=[clause.pk])
    with builders.on_day(date(2026, 12, 20)):  # ten days late: it has gone up to the secretary
        scan(date(2026, 12, 20))
        [row] = Reminder.objects.filter(account__person=stage.members[0], duty__startswith="meetings.clause")
        secretary = Browser(stage, "secretary")
        page = secretary.get("deadlines:duties").content.decode()
        assert row.raised and row.url != done_at and done_at not in page
        assert row.url in unescape(page)
        assert "办理开工手续" in words(secretary.client.get(row.url))
        assert done_at in Browser(stage, OWNER).get("deadlines:reminders").content.decode()
