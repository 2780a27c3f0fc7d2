"""People at one meeting at the same time: nothing is lost, doubled or crossed."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import date, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from governance.audit.errors import AlreadyDone, Refused
from governance.audit.models import Act, ChainEntry
from governance.documents.models import Document, NumberSeries
from meetings.models import AgendaItem, Meeting, Minutes, NamedBallot, Notice, Resolution, Vote
from meetings.services import agenda, late, notice, room, voting
from meetings.services import minutes as minutes_verbs
from meetings.services.moving import move_meeting
from tests import builders
from tests.governance.audit.world import verified
from tests.meetings.staging import SHANGHAI, Stage
from tests.meetings.test_late_meetings import ENTERED, Evening

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
PREPARED, NOTICED, HELD, SIGNED = (date(2026, 11, d) for d in (20, 23, 26, 27))
DONE = "done"


@pytest.fixture(autouse=True)
def key_folder(settings, tmp_path):
    settings.KEY_DIR = tmp_path / "keys"


def at_once(*calls: Callable[[], Any], day: date = HELD) -> list[Any]:
    """Run all calls in threads that start together, each on a connection of its own. Returns, in
    order, what each gave back, or what it raised."""
    gate, results = threading.Barrier(len(calls)), [None] * len(calls)

    def run(index: int, call: Callable[[], Any]) -> None:
        try:
            with builders.on_day(day):
                gate.wait(timeout=20)
                results[index] = call()
        except Exception as error:
            results[index] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
        assert not thread.is_alive()
    return results


def kinds(results: Sequence[Any]) -> Counter[str]:
    return Counter(type(r).__name__ if isinstance(r, Exception) else DONE for r in results)


def meeting_with(stage: Stage, matters: Sequence[str], held: date = HELD, hour: int = 9) -> Meeting:
    with builders.on_day(PREPARED):
        meeting = stage.meeting(held, hour)
        for matter in matters:
            stage.item(meeting, matter)
    with builders.on_day(NOTICED):
        stage.convene(meeting)
    return meeting


@pytest.fixture
def stage():
    return Stage.build(["preset-b"])


@pytest.fixture
def voting_on(stage):
    """A named vote of eleven that is open."""
    meeting = meeting_with(stage, ["major_project"])
    item = meeting.items.get()
    with builders.on_day(HELD):
        stage.open(meeting)
        stage.discuss(item)
        return voting.open_vote(item_id=item.pk, actor=stage.actor("office_clerk"), method="named_ballot")


def test_two_people_close_and_announce_one_vote(stage, voting_on):
    with builders.on_day(HELD):
        clerk, chair = stage.actor("office_clerk"), stage.actor("secretary")
    closes = [lambda a=a: voting.close_vote(vote_id=voting_on.pk, actor=a) for a in (clerk, chair)]
    assert kinds(at_once(*closes)) == {DONE: 1, "Refused": 1}
    announces = [lambda a=a: voting.announce(vote_id=voting_on.pk, actor=a) for a in (clerk, chair)]
    results = at_once(*announces)
    assert kinds(results) == {DONE: 1, "Refused": 1}
    lost = next(r for r in results if isinstance(r, Refused))
    assert {f.code for f in lost.verdict.blocking} == {"meetings.state.wrong"}
    assert Resolution.objects.count() == 1
    assert NumberSeries.objects.get(kind="resolution").last == 1
    assert verified().result == "sound"


def test_the_same_form_sent_twice_at_once(stage, voting_on):
    with builders.on_day(HELD):
        clerk, once = stage.actor("office_clerk"), uuid4()
    close = lambda: voting.close_vote(vote_id=voting_on.pk, actor=clerk, once=once)  # noqa: E731
    results = at_once(close, close, close)
    assert kinds(results) == {DONE: 1, "AlreadyDone": 2}
    assert all(r.act.pk == once for r in results if isinstance(r, AlreadyDone))
    assert Act.objects.filter(code="meetings.vote.closed").count() == 1


def test_six_members_cast_at_once_and_each_counts_once(stage, voting_on):
    casts = []
    with builders.on_day(HELD):
        members, clerk = [stage.member(i) for i in range(6)], stage.actor("office_clerk")
    for actor in members:
        for choice, once in (("aye", uuid4()),) * 2:  # each sends the same form twice
            casts.append(
                lambda a=actor, c=choice, o=once: voting.cast_named(
                    vote_id=voting_on.pk, actor=a, choice=c, once=o
                )
            )
    results = at_once(*casts)
    assert kinds(results) == {DONE: 6, "AlreadyDone": 6}
    assert NamedBallot.objects.filter(vote=voting_on, choice="aye").count() == 6
    assert Act.objects.filter(code="meetings.ballot.cast").count() == 6
    closed = voting.close_vote(vote_id=voting_on.pk, actor=clerk)
    assert (closed.issued, closed.returned, closed.aye) == (11, 6, 6)
    assert verified().result == "sound"


def test_casting_and_closing_never_cross(stage, voting_on):
    """Whatever the order, the count is the number of ballots that were taken."""
    with builders.on_day(HELD):
        members, clerk = [stage.member(i) for i in range(6)], stage.actor("office_clerk")
    casts = [lambda a=a: voting.cast_named(vote_id=voting_on.pk, actor=a, choice="aye") for a in members]
    results = at_once(*casts, lambda: voting.close_vote(vote_id=voting_on.pk, actor=clerk))
    closed = results[-1]
    assert isinstance(closed, Vote)
    taken = kinds(results[:-1])
    assert taken[DONE] + taken["Refused"] == 6
    assert closed.returned == closed.aye == taken[DONE] == voting_on.ballots.count()


def test_leaving_and_opening_the_vote_never_cross(stage):
    meeting = meeting_with(stage, ["ordinary"])
    item = meeting.items.get()
    with builders.on_day(HELD):
        clerk = stage.actor("office_clerk")
        stage.open(meeting)
        stage.discuss(item)
    seat = meeting.attendances.get(person=stage.members[5])
    results = at_once(
        lambda: voting.open_vote(item_id=item.pk, actor=clerk, method="show_of_hands"),
        lambda: room.leave_room(attendance_id=seat.pk, actor=clerk),
    )
    assert kinds(results) == {DONE: 2}
    vote = Vote.objects.get()
    assert vote.present == len(vote.roll) in (10, 11)


def test_two_items_opened_at_once_leave_one_open(stage):
    meeting = meeting_with(stage, ["ordinary", "ordinary"])
    with builders.on_day(HELD):
        clerk, chair = stage.actor("office_clerk"), stage.actor("secretary")
        stage.open(meeting)
    first, second = meeting.items.order_by("order")
    results = at_once(
        lambda: room.open_item(item_id=first.pk, actor=clerk),
        lambda: room.open_item(item_id=second.pk, actor=chair),
    )
    assert kinds(results) == {DONE: 1, "Refused": 1}
    assert AgendaItem.objects.filter(status="discussing").count() == 1


def test_two_minutes_signed_at_once_take_two_numbers_without_a_gap(stage):
    drafts = []
    for hour in (9, 15):
        meeting = meeting_with(stage, ["ordinary"], hour=hour)
        item = meeting.items.get()
        with builders.on_day(HELD):
            stage.open(meeting)
            stage.discuss(item)
            stage.word(stage.announce(stage.vote_by_hands(item, 11)), date(2026, 12, 31))
            room.close_meeting(meeting_id=meeting.pk, actor=stage.actor("office_clerk"))
            draft = minutes_verbs.compose_minutes(meeting_id=meeting.pk, actor=stage.actor("office_clerk"))
            drafts.append(
                minutes_verbs.submit_minutes(minutes_id=draft.pk, actor=stage.actor("office_clerk"))
            )
    with builders.on_day(SIGNED):
        chair = stage.actor("secretary")
    signs = [lambda d=d: minutes_verbs.sign_minutes(minutes_id=d.pk, actor=chair) for d in drafts]
    assert kinds(at_once(*signs, day=SIGNED)) == {DONE: 2}
    numbers = set(Minutes.objects.values_list("number", flat=True))
    assert numbers == {"云委纪〔2026〕1号", "云委纪〔2026〕2号"}
    assert set(Document.objects.values_list("number", flat=True)) == numbers
    assert verified().result == "sound"


def test_two_clerks_plan_and_convene_at_once(stage):
    with builders.on_day(PREPARED):
        meeting = stage.meeting(HELD)
        stage.item(meeting, "ordinary")
        agenda.confirm_agenda(meeting_id=meeting.pk, actor=stage.actor("secretary"))
        clerk, director = stage.actor("office_clerk"), stage.actor("office_director")
    assert kinds(at_once(lambda: stage.meeting(HELD, 14), lambda: stage.meeting(HELD, 16), day=PREPARED)) == {
        DONE: 2
    }
    assert sorted(Meeting.objects.values_list("ordinal", flat=True)) == [1, 2, 3]
    convenes = [lambda a=a: notice.convene(meeting_id=meeting.pk, actor=a) for a in (clerk, director)]
    assert kinds(at_once(*convenes, day=NOTICED)) == {DONE: 1, "Refused": 1}
    assert meeting.attendances.count() == 11


def test_moving_and_signing_for_the_notice_never_cross(stage):
    """Whichever comes first, nobody has signed for the new day without having seen it."""
    meeting = meeting_with(stage, ["ordinary"])
    with builders.on_day(NOTICED):
        secretary, members = stage.actor("secretary"), [stage.member(i) for i in range(1, 6)]
    deliveries = {d.person_id: d.pk for d in meeting.notice.deliveries.all()}
    signs = [
        lambda a=a: notice.acknowledge(delivery_id=deliveries[a.person_id], actor=a, version=1)
        for a in members
    ]
    to = datetime(2026, 11, 27, 9, tzinfo=SHANGHAI)
    move = lambda: move_meeting(  # noqa: E731
        meeting_id=meeting.pk, actor=secretary, meets_at=to, place=meeting.place, because="县里开会"
    )
    results = at_once(*signs, move, day=NOTICED)
    assert isinstance(results[-1], Meeting)
    done = kinds(results[:-1])
    assert done[DONE] + done["Refused"] == 5
    sent = Notice.objects.get(meeting=meeting)
    assert sent.version == 2 and not sent.deliveries.filter(acknowledged_at__isnull=False).exists()
    assert sent.superseded.get().acknowledged == done[DONE]
    assert verified().result == "sound"


def test_one_sign_in_sheet_entered_by_two_at_once_counts_once(stage):
    evening = Evening.of(stage)
    with builders.on_day(ENTERED):
        entered = evening.noticed("ordinary")
        ids = list(entered.attendances.values_list("pk", flat=True))
    enter = lambda: late.enter_sign_ins(  # noqa: E731
        meeting_id=entered.pk, attendance_ids=ids, actor=evening.clerk
    )
    assert kinds(at_once(enter, enter, day=ENTERED)) == {DONE: 1, "Refused": 1}
    assert entered.attendances.filter(status="present").count() == 11
    assert Act.objects.filter(code="meetings.attendance.entered", outcome="done").count() == 1
    assert verified().result == "sound"


def test_a_row_changed_past_the_services_is_refused_or_found(stage, voting_on):
    """The whole meeting verifies; the commit of a raw UPDATE fails; with triggers off it is found."""
    meeting = voting_on.item.meeting
    assert verified().result == "sound"
    change = "UPDATE meetings_meeting SET place = '别处' WHERE id = %s"
    with pytest.raises(IntegrityError, match="differs from its newest history row"), transaction.atomic():
        connection.cursor().execute(change, [meeting.pk])
    meeting.refresh_from_db()
    assert meeting.place == "镇机关三楼会议室"
    with ExitStack() as stack:
        stack.enter_context(transaction.atomic())
        cursor = stack.enter_context(connection.cursor())
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE meetings_vote SET present = 3 WHERE id = %s", [voting_on.pk])
    assert verified().result == "broken"
    with pytest.raises(SystemExit) as ended:
        call_command("verifyaudit")
    assert ended.value.code == 1
    assert ChainEntry.objects.exists()
