"""A meeting is moved: called anew, signed for anew, judged anew; what was called before stays to be read."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from governance.audit.models import Act
from governance.deadlines.feed import calendar_text
from governance.deadlines.models import Reminder
from governance.people.models import Account
from meetings import judgement
from meetings.documents.notice import notice_paper
from meetings.models import Attendance, LeaveRequest, Meeting, Notice
from meetings.services import agenda, notice, papers
from meetings.services.moving import move_meeting
from tests import builders
from tests.meetings.pages import Browser, words
from tests.meetings.scenes import HELD, NOTICED, Scene
from tests.meetings.staging import SHANGHAI
from tests.meetings.table import blocks, kept_world, last_act, needs_reason, refused, warns

LATER = date(2026, 12, 1)
pytestmark = pytest.mark.django_db


def at(day: date, hour: int = 15) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=SHANGHAI)


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    with kept_world(django_db_blocker, Scene.build) as world:
        yield world


@pytest.fixture
def scene(db, kept):
    found = kept or Scene.build()
    with builders.on_day(date(2026, 11, 24)):
        yield found


def move(scene: Scene, day: date = LATER, who: str = "secretary", **more: object) -> Meeting:
    given = {"meets_at": at(day), "place": "镇机关二楼会议室", "because": "县里开会", "reason": "", **more}
    return move_meeting(meeting_id=scene.meeting_id, actor=scene.actor(who), **given)


def test_everybody_is_called_and_signs_anew(scene):
    first = scene.meeting.notice.deliveries.get(person=scene.stage.members[1])
    notice.acknowledge(delivery_id=first.pk, actor=scene.actor(1))
    leave = notice.ask_leave(meeting_id=scene.meeting_id, actor=scene.actor(2), because="住院")
    notice.grant_leave(leave_id=leave.pk, actor=scene.actor("secretary"))
    move(scene)
    meeting = scene.meeting
    assert (meeting.meets_at, meeting.place, meeting.status) == (at(LATER), "镇机关二楼会议室", "noticed")
    sent = Notice.objects.get(meeting=meeting)
    assert sent.version == 2 and sent.first_sent_on == NOTICED and sent.sent_on == date(2026, 11, 24)
    assert not sent.deliveries.filter(acknowledged_at__isnull=False).exists()
    assert sent.deliveries.count() == 11
    before = sent.superseded.get()
    assert (before.addressees, before.acknowledged, before.because) == (11, 1, "县里开会")
    assert before.called_for.date() == HELD
    assert set(meeting.attendances.values_list("status", flat=True)) == {Attendance.Status.EXPECTED}
    leave.refresh_from_db()
    assert leave.status == LeaveRequest.Status.LAPSED
    again = notice.ask_leave(meeting_id=scene.meeting_id, actor=scene.actor(2), because="还没有出院")
    assert again.pk == leave.pk and again.status == LeaveRequest.Status.SUBMITTED
    said = last_act("meetings.meeting.moved").facts
    assert "11月26日" in said["old"] and "12月1日" in said["new"]


def test_the_news_reaches_everybody_and_the_deadline_follows(scene):
    account = Account.objects.filter(person=scene.stage.members[1]).first()
    account = account or builders.account(scene.stage.members[1])
    assert "20261126" in calendar_text(account, date(2026, 11, 24))
    move(scene)
    text = calendar_text(account, date(2026, 11, 24))
    assert "20261201" in text and "20261126" not in text
    told = Reminder.objects.filter(account=account, text__contains="改到2026年12月1日")
    assert told.exists()


def event_of(person: Any, day: date = date(2026, 11, 24)) -> dict[str, str]:
    """The one timed event in a person's calendar, by property; lines unfolded."""
    account = Account.objects.filter(person=person).first() or builders.account(person)
    text = calendar_text(account, day).replace("\r\n ", "")
    timed = [block for block in text.split("BEGIN:VEVENT\r\n")[1:] if "DTSTART;TZID" in block]
    assert len(timed) <= 1
    lines = timed[0].split("\r\n") if timed else []
    return dict(line.split(":", 1) for line in lines if ":" in line and not line.startswith("END"))


def test_the_calendar_has_the_hour_and_follows_it(scene):
    """The same event for ever, a higher sequence with every call; the place, and nothing of the agenda."""
    member = scene.stage.members[1]
    first = event_of(member)
    assert first["DTSTART;TZID=Asia/Shanghai"] == "20261126T090000"
    assert (first["LOCATION"], first["STATUS"], first["SEQUENCE"]) == ("镇机关三楼会议室", "CONFIRMED", "0")
    assert first["SUMMARY"] == "云樨镇2026年第1次党委会" and first["TRANSP"] == "OPAQUE"
    assert not any("号议题" in value or "甘雨棠" in value for value in first.values())
    assert event_of(scene.stage.crew.person("office_clerk"))["UID"] == first["UID"]  # who keeps the record
    assert event_of(scene.stage.crew.person("station_head")) == {}
    move(scene)
    moved = event_of(member)
    assert moved["DTSTART;TZID=Asia/Shanghai"] == "20261201T150000"
    assert (moved["UID"], moved["SEQUENCE"], moved["LOCATION"]) == (first["UID"], "1", "镇机关二楼会议室")
    notice.cancel_meeting(meeting_id=scene.meeting_id, actor=scene.actor("secretary"), because="县里开会")
    off = event_of(member)
    assert (off["UID"], off["SEQUENCE"], off["STATUS"]) == (first["UID"], "2", "CANCELLED")
    assert off["TRANSP"] == "TRANSPARENT"


def test_who_is_on_leave_is_not_shown_as_busy(scene):
    asked = notice.ask_leave(meeting_id=scene.meeting_id, actor=scene.actor(2), because="住院")
    assert event_of(scene.stage.members[2])["TRANSP"] == "OPAQUE"
    notice.grant_leave(leave_id=asked.pk, actor=scene.actor("secretary"))
    assert event_of(scene.stage.members[2])["TRANSP"] == "TRANSPARENT"


def test_nobody_signs_for_a_day_that_was_not_on_the_screen(scene):
    mine = scene.meeting.notice.deliveries.get(person=scene.stage.members[1])
    move(scene)
    stale = lambda: notice.acknowledge(delivery_id=mine.pk, actor=scene.actor(1), version=1)  # noqa: E731
    assert blocks(refused(stale)) == {("", "meetings.state.notice_superseded")}
    assert notice.acknowledge(delivery_id=mine.pk, actor=scene.actor(1), version=2).acknowledged_at


@pytest.mark.articles("S1-01:七-2a")
@pytest.mark.parametrize(
    ("day", "hour", "asked", "stop"),
    [
        (LATER, 15, set(), None),
        (date(2026, 11, 24), 15, {("S1-01:七-2a", "meetings.notice.late")}, None),
        (date(2026, 11, 23), 15, set(), "meetings.state.day_gone"),
        (date(2027, 1, 4), 15, set(), "meetings.state.other_year"),
    ],
)
def test_the_lead_time_counts_from_today(scene, day, hour, asked, stop):
    moved = lambda reason="": move(scene, day, meets_at=at(day, hour), reason=reason)  # noqa: E731
    if stop is not None:
        assert ("", stop) in blocks(refused(moved))
    elif asked:
        assert asked <= warns(needs_reason(moved))
        assert moved("汛情紧急").notice.version == 2
    else:
        assert moved().notice.version == 2


def test_nothing_new_is_no_move(scene):
    meeting = scene.meeting
    with pytest.raises(ValidationError):
        move(scene, meets_at=meeting.meets_at, place=meeting.place)


def test_a_meeting_only_planned_is_planned_anew_without_a_notice(scene):
    planned = scene.stage.meeting(date(2026, 12, 10))
    moved = move_meeting(
        meeting_id=planned.pk,
        actor=scene.actor("office_clerk"),
        meets_at=at(date(2026, 12, 11)),
        place=planned.place,
        because="会议室占用",
    )
    assert moved.meets_on == date(2026, 12, 11) and not Notice.objects.filter(meeting=planned).exists()
    assert not Reminder.objects.filter(text__contains="12月11日").exists()


def test_old_and_new_stand_on_page_and_paper(scene):
    clerk, member = Browser(scene.stage, "office_clerk"), Browser(scene.stage, 1)
    secretary = Browser(scene.stage, "secretary")
    sheet = papers.print_notice(notice_id=scene.meeting.notice.pk, actor=scene.actor("office_clerk"))
    typed = {"day": "2026-12-01", "at": "15：00", "place": "镇机关二楼会议室", "because": "县里开会"}
    assert "重发通知给11人" in secretary.text("meetings:move", scene.meeting_id)
    assert secretary.send("meetings:move", scene.meeting_id, **typed).status_code == 302
    room = clerk.text("meetings:room", scene.meeting_id)
    assert "第一次通知已作废" in room and "11人中0人签收过" in room
    mine = scene.meeting.notice.deliveries.get(person=scene.stage.members[1])
    page = member.text("meetings:acknowledge", mine.pk)
    assert "原定11月26日" in page and "县里开会" in page
    stale = member.client.post(f"/huiyi/songda/{mine.pk}/qianshou/", {"version": "1"})
    assert stale.status_code == 409 and "您看的是原来的通知" in words(stale)
    assert member.send("meetings:acknowledge", mine.pk, version="2").status_code == 302
    assert "改期，原通知作废" in str(notice_paper(scene.meeting.notice))
    about = {("meetings.notice", str(scene.meeting.notice.pk))}
    drawer = judgement.Drawer.of(scene.meeting, about)
    assert drawer.outdated("meetings.notice.printed", sheet)  # a new version may be printed


def test_files_that_went_out_stay_sent_and_the_procedure_holds(scene):
    """Moving puts the notice later, not the steps that followed the first one."""
    move(scene)
    with builders.on_day(LATER):
        scene.open()
        scene.stage.discuss(scene.item(scene.ordinary_id))
        vote = scene.stage.vote_by_hands(scene.item(scene.ordinary_id), 11)
        assert scene.stage.announce(vote).outcome == "adopted"


def test_calling_off_tells_everybody_and_loses_no_topic(scene):
    account = Account.objects.filter(person=scene.stage.members[1]).first()
    account = account or builders.account(scene.stage.members[1])
    topic_id = scene.item(scene.ordinary_id).topic_id
    notice.cancel_meeting(meeting_id=scene.meeting_id, actor=scene.actor("secretary"), because="合并召开")
    assert Reminder.objects.filter(account=account, text__endswith="取消").exists()
    later = scene.stage.meeting(LATER)
    listed = agenda.put_on_agenda(topic_id=topic_id, meeting_id=later.pk, actor=scene.actor("office_clerk"))
    assert listed.meeting_id == later.pk
    assert Act.objects.filter(code="meetings.meeting.cancelled").exists()
