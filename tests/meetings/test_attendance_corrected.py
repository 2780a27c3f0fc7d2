"""A mistyped sign-in is put right before the minutes are signed; votes held on the strength of it stay."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from governance.access.errors import Forbidden
from meetings.documents.record import record_paper
from meetings.models import Attendance
from meetings.services.attendance import correct_attendance
from tests import builders
from tests.meetings.pages import Browser, words
from tests.meetings.scenes import HELD, Chamber, Closed
from tests.meetings.staging import SHANGHAI
from tests.meetings.table import blocks, figures, kept_world, last_act, needs_reason, refused, warns

pytestmark = pytest.mark.django_db
S = Attendance.Status


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(HELD.year, HELD.month, HELD.day, hour, minute, tzinfo=SHANGHAI)


def build() -> Chamber:
    """Ten of eleven are there, the meeting is open."""
    chamber = Chamber.build()
    with builders.on_day(HELD):
        builders.change(chamber.seat(10), status="expected", signed_in_at=None, signed_in_by="")
    return chamber


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    with kept_world(django_db_blocker, build) as world:
        yield world


@pytest.fixture
def chamber(db, kept):
    found = kept or build()
    with builders.on_day(HELD, 10):
        yield found


def correct(scene: Chamber, index: int, status: str, who: str = "office_clerk", **more: Any) -> Attendance:
    given = {"because": "点错了一位", **more}
    return correct_attendance(
        attendance_id=scene.seat(index).pk, actor=scene.actor(who), status=status, **given
    )


def test_the_wrong_person_is_taken_off_and_the_right_one_put_on(chamber):
    correct(chamber, 9, S.EXPECTED)
    correct(chamber, 10, S.PRESENT, signed_in_at=at(8, 55))
    off, on = chamber.seat(9), chamber.seat(10)
    assert (off.status, off.signed_in_at, off.signed_in_by) == ("expected", None, "")
    assert (on.status, on.signed_in_at, on.signed_in_by) == ("present", at(8, 55), "clerk")
    said = last_act("meetings.attendance.corrected").facts
    assert (said["old"], said["new"]) == ("应到", "在会，08:55签到")


@pytest.mark.parametrize(
    ("index", "status", "more", "stop"),
    [
        (9, S.PRESENT, {"signed_in_at": at(8, 50)}, None),
        (9, S.LEFT, {"signed_in_at": at(8, 50), "left_at": at(9, 30)}, None),
        (9, S.ABSENT, {}, "meetings.state.no_such_presence"),  # the meeting goes on
        (9, S.ON_LEAVE, {}, "meetings.state.no_such_presence"),  # nobody granted it
        (0, S.EXPECTED, {}, "meetings.state.chair_not_there"),
    ],
)
def test_what_a_line_may_become(chamber, index, status, more, stop):
    corrected = lambda: correct(chamber, index, status, **more)  # noqa: E731
    if stop is None:
        assert corrected().status == status
    else:
        assert ("", stop) in blocks(refused(corrected))


@pytest.mark.parametrize(
    "given",
    [
        {"status": S.PRESENT},
        {"status": S.LEFT, "signed_in_at": at(9), "left_at": at(8)},
        {"status": S.EXPECTED, "index": 10},
        {"status": S.PRESENT, "signed_in_at": at(10, 1)},  # it is ten
        {"status": S.LEFT, "signed_in_at": at(9), "left_at": at(23)},
    ],
)
def test_a_time_that_is_missing_or_nothing_changed_says_so(chamber, given):
    given = dict(given)
    with pytest.raises(ValidationError):
        correct(chamber, given.pop("index", 9), given.pop("status"), **given)


def test_a_voter_of_a_vote_held_is_not_taken_out_of_the_room(chamber):
    chamber.opened("ordinary", "show_of_hands")
    stopped = refused(lambda: correct(chamber, 9, S.EXPECTED))
    assert ("", "meetings.state.voter_lost") in blocks(stopped)
    with builders.on_day(HELD, 12):
        late = refused(lambda: correct(chamber, 9, S.PRESENT, signed_in_at=at(11)))
    assert ("", "meetings.state.voter_lost") in blocks(late)
    assert ("", "meetings.state.speaker_lost") in blocks(late)  # and spoke on the item


def test_who_was_there_at_a_vote_held_without_them_is_put_right_with_a_reason(chamber):
    vote = chamber.opened("ordinary", "show_of_hands")
    there = {"signed_in_at": at(8, 50)}
    needed = needs_reason(lambda: correct(chamber, 10, S.PRESENT, **there))
    assert warns(needed) == {("", "meetings.state.voter_missed")}
    assert figures(needed, "meetings.state.voter_missed")["orders"] == ["一"]
    with builders.on_day(HELD, 11):  # after the vote: nothing was missed
        assert correct(chamber, 10, S.PRESENT, signed_in_at=at(10, 30)).status == S.PRESENT
    why = "到会晚签，开始表决时没有举手"
    assert correct(chamber, 10, S.PRESENT, reason=why, **there).status == S.PRESENT
    assert last_act("meetings.attendance.corrected").reason == why
    assert chamber.stage.members[10].pk not in vote.roll


def test_the_form_says_whose_vote_it_was_and_asks_why(chamber):
    chamber.opened("ordinary", "show_of_hands")
    clerk, pk = Browser(chamber.stage, "office_clerk"), chamber.seat(10).pk
    typed = {"status": "present", "signed_at": "8:50", "because": "漏登一位"}
    asked = clerk.send("meetings:attendance-correct", pk, **typed)
    name = chamber.stage.members[10].name
    assert asked.status_code == 422 and f"第一项表决时{name}在会，表决人名单里却没有" in words(asked)
    assert (
        clerk.send("meetings:attendance-correct", pk, **typed, _reason="到会晚签，没有举手").status_code
        == 302
    )


def test_only_the_clerk_corrects(chamber):
    with pytest.raises(Forbidden):
        correct(chamber, 9, S.EXPECTED, who="secretary")


def test_signed_minutes_are_corrected_by_corrigendum_alone(db):
    scene = Closed.build(name="稔川镇")
    with builders.on_day(date(2026, 11, 27)):
        with pytest.raises(ValidationError):  # long after the closing
            correct(scene, 9, S.LEFT, signed_in_at=at(9), left_at=at(23))
        assert "签到更正" not in {roster.label for roster in record_paper(scene.meeting).rosters}
        before = scene.seat(9)
        assert correct(scene, 9, S.PRESENT, signed_in_at=at(8, 40)).status == S.PRESENT
        line = next(r.text for r in record_paper(scene.meeting).rosters if r.label == "签到更正")
        assert line.startswith(f"{before.person.name}原记“在会，") and "更正为“在会，08:40签到”" in line
        assert "理由：点错了一位" in line
        scene.signed()
        stopped = refused(lambda: correct(scene, 9, S.PRESENT, signed_in_at=at(9)))
        assert ("", "meetings.state.minutes_signed") in blocks(stopped)


def test_old_and_new_stand_on_the_page(chamber):
    clerk = Browser(chamber.stage, "office_clerk")
    pk = chamber.seat(9).pk
    assert "现在记的" in clerk.text("meetings:attendance-correct", pk)
    typed = {"status": "present", "signed_at": "8：45", "because": "看错了时刻"}
    assert clerk.send("meetings:attendance-correct", pk, **typed).status_code == 302
    room = clerk.text("meetings:room", chamber.meeting_id)
    assert "更正前：在会，09:00签到。理由：看错了时刻" in room
    missing = clerk.send("meetings:attendance-correct", pk, status="present", because="再改")
    assert missing.status_code == 422 and "请写签到时刻" in words(missing)
