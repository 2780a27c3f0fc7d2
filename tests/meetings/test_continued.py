"""A meeting called in the system and held on paper is entered into; none stays noticed beside its own entry."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from governance.access.errors import Forbidden
from meetings.late_policies import typists
from meetings.models import Meeting
from meetings.services import agenda, late, notice, room
from tests import builders
from tests.governance.audit.world import verified
from tests.meetings.pages import Browser, words
from tests.meetings.table import blocks, kept_world, last_act, refused
from tests.meetings.test_late_meetings import ENTERED, HELD, NOTICED, PAPER, WHY, Evening, at
from tests.meetings.test_views_late import form

pytestmark = pytest.mark.django_db


def build() -> Evening:
    """Called in the system for the evening of which no step was taken there."""
    evening = Evening.build()
    with builders.on_day(NOTICED):
        meeting = evening.stage.meeting(HELD, 19)
        agenda.put_on_agenda(
            topic_id=evening.topic_ids["ordinary"],
            meeting_id=meeting.pk,
            actor=evening.clerk,
            reason="按时上会",
        )
        evening.stage.convene(meeting, reason="按期通知")
    return evening


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    with kept_world(django_db_blocker, build) as world:
        yield world


@pytest.fixture
def evening(kept, db):
    with builders.on_day(ENTERED):
        yield kept or build()


def go_on(
    evening: Evening,
    who: str = "office_clerk",
    opened: datetime | None = None,
    closed: datetime | None = None,
) -> Meeting:
    return late.continue_on_paper(
        meeting_id=Meeting.objects.earliest("pk").pk,
        actor=evening.stage.actor(who),
        because=WHY,
        paper=PAPER,
        opened_at=opened or at(19),
        closed_at=closed or at(21),
    )


def test_a_meeting_is_not_entered_beside_the_one_called_for_that_day(evening):
    stopped = refused(evening.enter)
    assert ("", "meetings.state.left_open") in blocks(stopped)
    called = Meeting.objects.get()
    page = Browser(evening.stage, "office_clerk")
    assert f"照纸面续录：{called}" in page.text("meetings:enter").replace(" ", "")
    answer = page.send("meetings:enter", **form(evening))
    assert answer.status_code == 409 and f"开的就是{called}" in words(answer)
    assert f'href="/huiyi/{called.pk}/xulu/"' in answer.content.decode()
    notice.cancel_meeting(
        meeting_id=called.pk, actor=evening.stage.actor("secretary"), because="当晚没有开成"
    )
    assert evening.enter().entered_late
    assert "到了时间还没有开的会" not in page.text("meetings:enter")


@pytest.mark.parametrize("day", [NOTICED, HELD])
def test_what_is_still_to_come_that_day_stands_beside_it(evening, day):
    """A meeting of the morning is entered while the evening's is still ahead."""
    called = Meeting.objects.get()
    moment = at(12, day=HELD)
    builders.change(called, meets_at=at(19) if day == HELD else at(19, day=ENTERED))
    with builders.on_day(HELD, 12):
        entered = evening.enter(opened_at=at(9), closed_at=at(11))
        assert entered.late.closed_at < moment


def test_the_rest_is_entered_into_it_and_the_chair_confirms(evening):
    stage, clerk = evening.stage, evening.clerk
    meeting = go_on(evening)
    assert (meeting.entered_late, meeting.status) == (True, "noticed")
    assert (meeting.late.agenda_on, meeting.late.noticed_at) == (NOTICED, meeting.notice.sent_at)
    act = last_act("meetings.meeting.continued")
    assert (act.late_entry, act.happened_on, act.reason) == (True, HELD, WHY)
    rows = meeting.attendances.filter(person__in=stage.members).values_list("pk", flat=True)
    late.enter_sign_ins(meeting_id=meeting.pk, attendance_ids=list(rows), actor=clerk, at=at(18, 50))
    room.open_meeting(meeting_id=meeting.pk, actor=clerk)
    item = room.open_item(item_id=meeting.items.get().pk, actor=clerk, at=at(19, 5))
    late.enter_stances(item_id=item.pk, lines=evening.lines(), actor=clerk, at=at(19, 20))
    room.summarise(item_id=item.pk, actor=clerk, summary="多数同意", at=at(19, 40))
    stage.word(stage.announce(stage.vote_by_hands(item, aye=11)), date(2026, 12, 20))
    room.close_meeting(meeting_id=meeting.pk, actor=clerk)
    meeting.refresh_from_db()
    assert (meeting.opened_at, meeting.closed_at) == (at(19), at(21))
    assert clerk.person_id in typists(meeting) and stage.members[0].pk not in typists(meeting)
    with pytest.raises(Forbidden):
        late.confirm_meeting(meeting_id=meeting.pk, actor=clerk)
    assert late.confirm_meeting(meeting_id=meeting.pk, actor=stage.actor("secretary")).late.confirmed_on
    assert verified().result == "sound"


@pytest.mark.parametrize(
    ("opened", "closed", "stop"),
    [
        (at(19), at(21), None),
        (at(19), at(0, 20, day=ENTERED), None),  # past midnight
        (at(19, day=date(2026, 11, 25)), at(21, day=date(2026, 11, 25)), "meetings.state.held_another_day"),
        (at(19), at(23, 30, day=ENTERED), "meetings.state.not_over"),
    ],
)
def test_what_the_paper_may_say(evening, opened, closed, stop):
    if stop is None:
        assert go_on(evening, opened=opened, closed=closed).late.held_on == HELD
    else:
        assert ("", stop) in blocks(refused(lambda: go_on(evening, opened=opened, closed=closed)))


def test_only_what_was_noticed_and_only_by_the_office(evening):
    with pytest.raises(Forbidden):
        go_on(evening, who="secretary")
    go_on(evening)
    assert blocks(refused(lambda: go_on(evening))) == {("", "meetings.state.late_begun")}


def test_the_page_of_the_meeting_leads_there(evening):
    called, clerk = Meeting.objects.get(), Browser(evening.stage, "office_clerk")
    assert "照纸面续录" in clerk.text("meetings:room", called.pk)
    typed = {"opened": "19:00", "closed": "0：20", "because": WHY, "paper": PAPER}
    assert clerk.send("meetings:continue", called.pk, **typed).status_code == 302
    called.refresh_from_db()
    assert called.late.closed_at == at(0, 20, day=ENTERED)
    room_page = clerk.text("meetings:room", called.pk)
    assert "照纸面续录" not in room_page.partition("留痕")[0] and "照签到表补录" in room_page
