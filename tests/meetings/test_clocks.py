"""What meetings owe by a day, and that what is done is owed no longer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from governance.deadlines.duties import Duty, duties_of, duties_to_tell
from governance.deadlines.feed import duties_for
from governance.deadlines.models import DueMemory, Reminder
from governance.deadlines.moves import note_due_days
from governance.deadlines.reminders import scan
from meetings.clocks import last_notice_day
from meetings.judgement import bench
from meetings.models import Meeting
from meetings.services import notice, resolutions
from tests import builders
from tests.meetings.pages import Browser
from tests.meetings.staging import Stage

pytestmark = pytest.mark.django_db
MEETS = date(2026, 11, 26)  # Thursday
MONTHLY = ("S0-04:三-1a", "meetings", ">=2 time/month")


@pytest.fixture
def stage() -> Iterator[Stage]:
    with builders.on_day(date(2026, 11, 20)):
        majority = ("S0-04:三-3a", "majority", ">1/2@entitled")
        yield Stage.build(["preset-a", "preset-b"], figures=[MONTHLY, majority])


def of(stage: Stage, clock: str, day: date) -> list[Duty]:
    return [d for d in duties_of(stage.town, day) if d.clock == clock]


@pytest.mark.articles("S0-04:二-3a", "S1-01:七-2a")
@pytest.mark.parametrize(
    ("presets", "meets_on", "last"),
    [
        (["preset-a"], date(2026, 11, 26), date(2026, 11, 24)),  # two days before
        (["preset-b"], date(2026, 11, 26), date(2026, 11, 25)),  # one working day between
        (["preset-b"], date(2026, 11, 30), date(2026, 11, 29)),  # a Monday: the Monday itself counts
        (["preset-a", "preset-b"], date(2026, 11, 26), date(2026, 11, 24)),  # the earlier of both
        (
            ["preset-b"],
            date(2026, 10, 5),
            date(2026, 9, 29),
        ),  # amid the holidays: the 30th is the working day
    ],
)
def test_the_last_day_for_the_notice_is_what_the_rule_itself_answers(presets, meets_on, last):
    with builders.on_day(date(2026, 9, 1)):
        judge = bench(Stage.build(presets).town.pk, date(2026, 9, 1))
        assert last_notice_day(judge, meets_on, ["ordinary"]) == last


def test_the_notice_is_owed_until_it_is_sent_then_every_signature(stage):
    with builders.on_day(date(2026, 11, 23)) as day:
        meeting = stage.meeting(MEETS)
        stage.item(meeting)
        [owed] = of(stage, "meetings.notice", day)
        assert (owed.due_on, owed.posts) == (date(2026, 11, 24), ("office_clerk", "office_director"))
        assert owed.cites == ("S0-04:二-3a", "S1-01:七-2a")
        stage.convene(meeting, reason="按期通知")
        assert of(stage, "meetings.notice", day) == []
        unsigned = of(stage, "meetings.acknowledgement", day)
        assert {d.persons[0] for d in unsigned} == {p.pk for p in stage.members}
        mine = meeting.notice.deliveries.get(person=stage.members[4])
        notice.acknowledge(delivery_id=mine.pk, actor=stage.member(4))
        assert len(of(stage, "meetings.acknowledgement", day)) == len(unsigned) - 1


def test_a_notice_is_told_at_once_and_again_the_day_before(stage):
    with builders.on_day(date(2026, 11, 23)) as day:
        meeting = stage.meeting(MEETS)
        stage.item(meeting)
        stage.member(4)
        stage.convene(meeting, reason="按期通知")
    mine = Reminder.objects.filter(
        account__person=stage.members[4], duty__startswith="meetings.acknowledgement"
    )
    for at, offsets in ((day, [-366]), (date(2026, 11, 24), [-366]), (date(2026, 11, 25), [-366, -1])):
        scan(at)
        assert list(mine.order_by("id").values_list("offset", flat=True)) == offsets


def test_leave_is_owed_an_answer(stage):
    with builders.on_day(date(2026, 11, 23)) as day:
        meeting = stage.meeting(MEETS)
        stage.item(meeting)
        stage.convene(meeting, reason="按期通知")
        leave = notice.ask_leave(meeting_id=meeting.pk, actor=stage.member(4), because="住院")
        [owed] = of(stage, "meetings.leave", day)
        assert (owed.posts, owed.due_on) == (("secretary",), MEETS)
        assert "住院" not in owed.text
        notice.grant_leave(leave_id=leave.pk, actor=stage.actor("secretary"))
        assert of(stage, "meetings.leave", day) == []


@pytest.mark.articles("S0-04:三-1a")
def test_a_month_without_the_meetings_the_committee_has_set_reminds(stage):
    with builders.on_day(date(2026, 11, 25)) as day:
        [owed] = of(stage, "meetings.monthly", day)
        assert (owed.text, owed.due_on) == ("本月还须召开党委会2次", date(2026, 11, 30))
        stage.meeting(date(2026, 11, 26))
        assert of(stage, "meetings.monthly", day)[0].text == "本月还须召开党委会2次"  # planned is not held
        held = Meeting.objects.get()
        builders.change(held, status=Meeting.Status.CLOSED, opened_at=held.meets_at, closed_at=held.meets_at)
        assert of(stage, "meetings.monthly", day)[0].text == "本月还须召开党委会1次"
    scan(date(2026, 11, 28))
    assert "本月还须召开党委会1次，最迟11月30日" in Reminder.objects.values_list("text", flat=True)


@pytest.mark.articles("S0-04:三-1a")
def test_an_unset_number_of_meetings_owes_nothing_and_says_so():
    with builders.on_day(date(2026, 11, 25)) as day:
        stage = Stage.build(["preset-a"])
        assert of(stage, "meetings.monthly", day) == []
        page = Browser(stage, "office_clerk").text("deadlines:duties")
        assert "条文没有写次数，党委还没有定" in page


def test_pages_and_the_feed_tell_each_what_binds_them(stage):
    with builders.on_day(date(2026, 11, 23)):
        meeting = stage.meeting(MEETS)
        stage.item(meeting)
        clerk = Browser(stage, "office_clerk")
        assert "发出" in clerk.text("deadlines:duties")
        stage.convene(meeting, reason="按期通知")
        member = Browser(stage, 5)
        assert "签收" in member.text("deadlines:reminders")
        assert [d.clock for d in duties_for(stage.member(5))] == ["meetings.acknowledgement"]
        scan(date(2026, 11, 25))
        assert "最迟" in member.text("deadlines:reminders")
        assert not Reminder.objects.filter(account__person=stage.members[5], read_at=None).exists()


def test_the_calendar_address_is_shown_once_and_the_one_before_stops_working(stage):
    with builders.on_day(date(2026, 11, 23)):
        member = Browser(stage, 5)
        shown = member.send("deadlines:channels", feed="new").content.decode()
        first = shown.partition("<code>http://testserver")[2].partition("</code>")[0]
        assert member.client.get(first).status_code == 200
        assert "BEGIN:VCALENDAR" in member.client.get(first).content.decode()
        assert first not in member.get("deadlines:channels").content.decode()
        member.send("deadlines:channels", feed="new")
        assert member.client.get(first).status_code == 404
        member.send("deadlines:channels", feed="off")
        assert member.client.get(first).status_code == 404


@pytest.mark.articles("S1-04:三-3d", "S1-01:九-3", "S1-04:四-1")
def test_what_goes_to_the_superior_is_owed_until_it_is_sent(stage):
    with builders.on_day(date(2026, 11, 23)):
        meeting = stage.meeting(MEETS)
        item = stage.item(meeting, title="月塘村污水管网入户")
        stage.convene(meeting, reason="按期通知")
    with builders.on_day(MEETS) as day:
        stage.open(meeting)
        stage.discuss(item)
        resolution = stage.announce(stage.vote_by_hands(item, aye=11))
        owner = stage.members[2]
        resolutions.word_resolution(
            resolution_id=resolution.pk,
            actor=stage.actor("office_clerk"),
            text="同意所报方案",
            grounds="方案可行",
            supervision="",
            clauses=[
                ("开工", owner, date(2026, 12, 20)),
                ("报县里批", owner, date(2026, 11, 28), "approval"),
            ],
        )
        assert of(stage, "meetings.clause", day) == []  # not owed before the chair confirms
        resolutions.confirm_resolution(resolution_id=resolution.pk, actor=stage.actor("secretary"))
        sent, built = of(stage, "meetings.clause", day)
        assert sent.text == "报上级审批：“月塘村污水管网入户”第2条"
        assert (sent.persons, sent.due_on) == ((owner.pk,), date(2026, 11, 28))
        assert (built.text, built.cites) == ("落实“月塘村污水管网入户”第1条", ("S1-01:九-3",))
        for at, told in ((date(2026, 12, 16), 1), (date(2026, 12, 17), 2)):  # three days before its own day
            near = [d for d in duties_to_tell([stage.town], at) if d.clock == "meetings.clause"]
            assert (len(near), len(of(stage, "meetings.clause", at))) == (told, 2)
        note_due_days([sent, built], day)
        assert not DueMemory.objects.filter(key__in=[sent.key, built.key]).exists()  # its verb tells of it
        page = Browser(stage, "office_clerk").text("meetings:room", meeting.pk)
        assert "报上级审批" in page
        resolutions.finish_clause(clause_id=sent.object_id, actor=stage.member(2), done_on=day, note="已报出")
        assert [d.object_id for d in of(stage, "meetings.clause", day)] == [built.object_id]
