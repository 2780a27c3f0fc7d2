"""What is kept from somebody is kept with its votes, words and facts, by whatever address it is asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.urls import reverse

from governance.access.decision import Allowed
from governance.access.trail import readable, supervised
from governance.audit import clock
from governance.audit.errors import Refused
from governance.audit.models import Act
from governance.deadlines.duties import duties_of
from governance.documents.kinds import document_kind
from governance.documents.models import Document
from governance.people.models import Tenure
from meetings.documents.numbers import resolution_numbers
from meetings.models import AgendaItem, Attendance, Recusal
from meetings.models.base import TownModel, TownQuerySet
from meetings.services import agenda, notice, room, topics
from tests import builders
from tests.meetings.pages import Browser
from tests.meetings.scenes import AFTER, Closed
from tests.meetings.staging import Stage
from tests.meetings.table import kept_world

RELATED, GONE_HOME = 6, 9


@pytest.fixture
def decided(db: None) -> Iterator[Any]:
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


def test_nobody_from_whom_an_item_is_kept_hears_of_carrying_it_out(decided: Any) -> None:
    stage = decided.stage
    stage.word(decided.rows["meetings.resolution"], AFTER)
    [duty] = [d for d in duties_of(stage.town, clock.today()) if d.clock == "meetings.clause"]
    assert duty.excluded == {stage.members[RELATED].pk, stage.crew.person("staff").pk}


def test_the_list_of_numbers_does_not_tell_how_a_matter_kept_from_the_reader_was_decided(
    decided: Any,
) -> None:
    stage = decided.stage

    def told(actor: Any) -> list[tuple[str, str]]:
        return [(use.state, use.url) for use in resolution_numbers(actor, stage.town.pk, 2026)]

    [(result, address)] = told(stage.actor("office_clerk"))
    assert (result, bool(address)) == ("通过", True)
    assert told(stage.member(RELATED)) == told(stage.actor("staff")) == [("回避", "")]


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


def test_whoever_reports_one_item_knows_of_that_item_alone(db: None) -> None:
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
        notice.ask_leave(meeting_id=meeting.pk, actor=stage.member(4), because="住院手术")
        notice.ask_leave(meeting_id=meeting.pk, actor=stage.actor("station_head"), because="外出培训")
        assert "住院手术" in Browser(stage, 5).text("meetings:room", meeting.pk)
        page = Browser(stage, "station_head").text("meetings:room", meeting.pk)
        assert ("住院手术" in page, "外出培训" in page) == (False, True)
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


def test_a_refused_statement_about_the_item_is_kept_back_with_it(decided: Any) -> None:
    """Refused, the fact is no row; the act hangs on the item all the same."""
    stage, item = decided.stage, decided.item
    with pytest.raises(Refused):
        topics.state_fact(
            actor=stage.actor("office_clerk"),
            name="written_against",
            value=7,
            happened_on=date(2026, 11, 26),
            source="会后收到的信",
            item_id=item.pk,
        )
    refusal = Act.objects.get(code="meetings.fact.stated", outcome=Act.Outcome.REFUSED)
    assert (refusal.object_type, refusal.object_id) == ("meetings.agendaitem", str(item.pk))
    assert readable(stage.actor("office_clerk"), [refusal]) == [refusal]
    assert readable(stage.member(RELATED), [refusal]) == []
    assert supervised(stage.member(RELATED), stage.town.pk, [refusal]) == []


# Who opens the file of signed minutes: whoever was there, the committee on the copy list, the office.
READERS = [
    # who, how they come to the meeting, on the copy list, opens
    (1, "present", "党委委员", True),
    (1, "left", "县委组织部", True),
    (1, "absent", "党委委员、县委组织部", True),
    (1, "absent", "县委组织部", False),
    (1, "on_leave", "", True),
    ("office_clerk", "", "县委组织部", True),
    ("office_director", "", "县委组织部", True),
    ("discipline_secretary", "absent", "县委组织部", True),
    ("station_head", "expected", "党委委员", False),
    ("station_head", "present", "党委委员", False),
    ("station_head", "presents it", "党委委员", True),
    ("station_head", "presents it, never came", "党委委员", False),
    ("staff", "", "党委委员", False),
    (RELATED, "recused", "党委委员", False),
]


@pytest.fixture(scope="module")
def kept(django_db_setup: Any, django_db_blocker: Any) -> Iterator[Any]:
    with kept_world(django_db_blocker, Closed.build) as world:
        yield world


@pytest.mark.parametrize(("who", "how", "copies", "opens"), READERS)
def test_who_opens_the_file_of_the_minutes(
    db: None, kept: Any, who: str | int, how: str, copies: str, opens: bool
) -> None:
    scene = kept or Closed.build()
    stage = scene.stage
    with builders.on_day(AFTER):
        minutes = scene.signed()
        builders.change(minutes, copy_to=copies)
        person = stage.members[who] if isinstance(who, int) else stage.crew.person(who)
        row = scene.meeting.attendances.filter(person=person).first()
        if how and row is None:
            row = builders.save(
                Attendance(
                    organization=stage.town, meeting=scene.meeting, person=person, post_code="station_head",
                    post_title="站所负责人", voting=False,
                )
            )  # fmt: skip
        if how in Attendance.Status.values:
            builders.change(row, status=how)
        if how.startswith("presents"):
            builders.change(row, status="expected" if "never" in how else "present")
            for section in minutes.sections:
                builders.change(AgendaItem.objects.get(pk=section["item"]), presenter=person)
        if how == "recused":
            builders.save(
                Recusal(
                    organization=stage.town, item=scene.item(scene.ordinary_id), person=person,
                    kind="interest", registered_at=scene.meeting.opened_at,
                )
            )  # fmt: skip
        document = Document.objects.get(pk=minutes.document_id)
        reader = scene.actor(who)
        assert isinstance(document_kind(document.kind).may_read(reader, document), Allowed) is opens
        if how == "recused":
            browser = Browser(stage, who)
            page = browser.text("meetings:room", scene.meeting_id)
            assert "其中有您回避的事项" in page
            assert reverse("documents:download", args=[document.pk]) not in page
            assert browser.get("documents:download", document.pk).status_code == 403
