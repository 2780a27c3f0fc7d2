"""What is kept from somebody is kept with its votes, words and facts, by whatever address it is asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps

from governance.people.models import Tenure
from meetings.models import AgendaItem
from meetings.models.base import TownModel, TownQuerySet
from meetings.services import agenda, notice, room
from tests import builders
from tests.meetings.pages import Browser
from tests.meetings.staging import Stage

pytestmark = pytest.mark.django_db(transaction=True)
RELATED, GONE_HOME = 6, 9


@pytest.fixture
def decided() -> Iterator[Any]:
    """A personnel item decided while one member, related to the person it is about, stayed out."""
    with builders.on_day():
        stage = Stage.build()
        subject = stage.crew.person("staff")
        builders.kin(stage.members[RELATED], subject, stage.town)
        meeting = stage.meeting()
        item = stage.item(meeting, "personnel", title="研究干部任免", subjects=[(subject, "拟任党建办主任")])
        stage.convene(meeting, reason="按期通知")
    with builders.on_day(date(2026, 11, 26)):
        stage.open(meeting)
        related = stage.members[RELATED].pk
        room.recuse(item_id=item.pk, person_id=related, kind="kin", actor=stage.actor("office_clerk"))
        gone = meeting.attendances.get(person=stage.members[GONE_HOME])
        room.leave_room(attendance_id=gone.pk, actor=stage.actor("office_clerk"))
        stage.discuss(item, ["disagree"])
        vote = stage.vote_by_hands(item, aye=8, nay=1, method="secret_ballot")
        resolution = stage.announce(vote)
        fact = item.topic.stated_facts.earliest("id")
        yield SimpleNamespace(
            stage=stage,
            item=item,
            rows={
                "meetings.agendaitem": item,
                "meetings.topic": item.topic,
                "meetings.vote": vote,
                "meetings.resolution": resolution,
                "meetings.statedfact": fact,
            },
        )


# Who asks for the timeline of the item and of all that hangs on it, and what is answered.
@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("office_clerk", 200),
        (1, 200),
        pytest.param("staff", 404, id="the person it is about"),
        pytest.param(RELATED, 404, id="the recused member"),
        ("organization_clerk", 404),
        ("village_secretary", 404),
    ],
)
def test_what_hangs_on_an_item_is_seen_through_it(decided: Any, who: str | int, status: int) -> None:
    browser = Browser(decided.stage, who)
    answers = {
        label: browser.get("audit:object", label, row.pk).status_code for label, row in decided.rows.items()
    }
    assert answers == dict.fromkeys(decided.rows, status)


def test_the_recused_member_reads_no_act_on_the_item_in_the_meetings_timeline(decided: Any) -> None:
    meeting_id = decided.item.meeting_id
    of_clerk = Browser(decided.stage, "office_clerk").text("audit:object", "meetings.meeting", meeting_id)
    of_related = Browser(decided.stage, RELATED).text("audit:object", "meetings.meeting", meeting_id)
    assert "宣布第1项" in of_clerk
    assert "宣布第1项" not in of_related


# Who reads what was said on a secret item: those who were there for it, and the recorder.
@pytest.mark.parametrize(
    ("who", "reads"), [(1, True), ("office_clerk", True), (GONE_HOME, False), ("office_director", False)]
)
def test_words_on_a_secret_item_are_for_those_who_attended_it(
    decided: Any, who: str | int, reads: bool
) -> None:
    page = Browser(decided.stage, who).text(
        "meetings:room", decided.item.meeting_id, query=f"?item={decided.item.pk}"
    )
    assert ("还要再看看。" in page) is reads


def test_whoever_reports_one_item_knows_of_that_item_alone() -> None:
    with builders.on_day():
        stage = Stage.build()
        guest = stage.crew.person("station_head")
        meeting = stage.meeting()
        own, other = stage.item(meeting), stage.item(meeting)
        agenda.arrange_item(
            item_id=own.pk, actor=stage.actor("office_clerk"), presenter=guest, method="show_of_hands"
        )
        clerk = stage.actor("office_clerk")
        agenda.confirm_agenda(meeting_id=meeting.pk, actor=stage.actor("secretary"))
        notice.convene(
            meeting_id=meeting.pk,
            actor=clerk,
            attending=list(Tenure.objects.filter(person=guest)),
            reason="按期通知",
        )
        actor = stage.actor("station_head")
        assert list(AgendaItem.objects.visible_to(actor)) == [own]
        browser = Browser(stage, "station_head")
        assert browser.get("audit:object", "meetings.agendaitem", own.pk).status_code == 200
        assert browser.get("audit:object", "meetings.agendaitem", other.pk).status_code == 404


def test_every_row_of_this_app_names_the_matter_it_hangs_on() -> None:
    """A new model must say through which matter it is seen, or bring its own `visible_to`."""
    for model in apps.get_app_config("meetings").get_models():
        if issubclass(model, TownModel):
            own = type(model.objects.all()).visible_to is not TownQuerySet.visible_to
            assert own or model.seen_through, model._meta.label
