"""What minutes must have and must not have; what stays as it is afterwards."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from governance.audit.errors import AlreadyDone
from governance.audit.models import Act, ChainEntry
from governance.documents.models import Document
from meetings import composition
from meetings.models import Meeting, Minutes, Resolution, Stance
from meetings.services import notice, resolutions, room, topics, voting
from tests import builders
from tests.meetings.scenes import AFTER, HELD, STATE, VIEW, Closed
from tests.meetings.table import blocks, figures, kept_world, last_act, refused


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    with kept_world(django_db_blocker, Closed.build) as world:
        yield world


@pytest.fixture
def scene(db, kept):
    built = kept or Closed.build()
    with builders.on_day(AFTER):
        yield built


# Complete, secret, numbered ---------------------------------------------------------------------


@pytest.mark.articles("S1-04:一-3b2")
def test_art_s1_04_1_3b2_a_disagreement_without_its_reason_is_incomplete(scene):
    draft = scene.compose()
    against = Stance.objects.get(item=scene.ordinary_id, stance="disagree", replaced_by=None)
    member = scene.actor(4)
    bare = room.correct_stance(stance_id=against.pk, stance="disagree", view=" ", actor=member)
    refusal = refused(lambda: scene.submit(draft))
    assert blocks(refusal) == {("S1-04:一-3b2", "meetings.record_complete.incomplete")}
    assert figures(refusal, "meetings.record_complete.incomplete")["missing"] == ["理由"]
    room.correct_stance(stance_id=bare.pk, stance="disagree", view=VIEW, actor=scene.actor("office_clerk"))
    scene.submit(draft)


def test_minutes_wait_for_the_wording_of_every_resolution(scene):
    resolution = Resolution.objects.get(item=scene.ordinary_id)
    builders.change(resolution, status="drafted")
    draft = scene.compose()
    refusal = refused(lambda: scene.submit(draft))
    assert blocks(refusal) == {("", "meetings.state.unfinished_wording")}
    resolutions.confirm_resolution(resolution_id=resolution.pk, actor=scene.actor("secretary"))
    scene.submit(draft)


SECRET = [
    ("a section of the item", lambda s, d: {"sections": [*d.sections, secret_section(s)]}),
    ("a name in the opening", lambda s, d: {"opening": d.opening + "任命甘雨棠。"}),
    ("a name in a section", lambda s, d: {"sections": [{**d.sections[0], "paragraphs": ["甘雨棠任职"]}]}),
]


def secret_section(scene: Closed) -> dict[str, Any]:
    return {"item": scene.persons_id, "heading": "三、干部事项", "paragraphs": ["同意所报人选"]}


@pytest.mark.articles("S0-04:四-1b", "S1-01:十二-7", "S1-04:三-5b")
@pytest.mark.parametrize(("_what", "change"), SECRET, ids=[what for what, _change in SECRET])
@pytest.mark.parametrize("copy_to", ["", "党委委员、县委办"])
def test_no_secret_item_gets_into_minutes(scene, _what, change, copy_to):
    draft = scene.compose()
    edited = builders.change(draft, **change(scene, draft), copy_to=copy_to)
    assert blocks(refused(lambda: scene.submit(edited))) == {("", "meetings.state.secret_in_minutes")}
    builders.change(Minutes.objects.get(pk=draft.pk), status="in_review")
    assert ("", "meetings.state.secret_in_minutes") in blocks(refused(lambda: scene.sign(edited)))
    assert Minutes.objects.get(pk=draft.pk).number == ""


@pytest.mark.parametrize(("_what", "change"), SECRET[1:], ids=[what for what, _change in SECRET[1:]])
def test_no_version_of_a_draft_names_whom_a_secret_item_is_about(scene, _what, change):
    draft = scene.compose()
    before = ChainEntry.objects.count()
    with pytest.raises(ValidationError) as unfit:
        scene.edit(draft, 0, **change(scene, draft))
    assert set(unfit.value.message_dict) <= {"opening", "text_0"}
    assert ChainEntry.objects.count() == before  # not even a refusal, which would carry the name


@pytest.mark.articles("S1-01:九-2")
def test_art_s1_01_9_2_minutes_are_numbered_by_year_without_gaps(scene):
    draft = scene.compose()
    scene.submit(draft)
    builders.change(scene.stage.town, document_code="")
    assert blocks(refused(lambda: scene.sign(draft))) == {("", "meetings.state.no_document_code")}
    builders.change(scene.stage.town, document_code="云委")
    once = uuid4()
    signed = scene.sign(draft, once=once)
    assert signed.number == "云委纪〔2026〕1号"
    with pytest.raises(AlreadyDone):
        scene.sign(draft, once=once)
    assert Document.objects.filter(subject_type="meetings.minutes").count() == 1
    assert last_act("meetings.minutes.signed").facts["number"] == signed.number


# After signing ----------------------------------------------------------------------------------


def after(scene: Closed, step: str) -> Any:
    clerk, secretary = scene.actor("office_clerk"), scene.actor("secretary")
    stance = Stance.objects.filter(item=scene.ordinary_id, replaced_by=None).first()
    resolution = Resolution.objects.get(item=scene.ordinary_id)
    calls = {
        "correct": lambda: room.correct_stance(stance_id=stance.pk, stance="defer", view="改口", actor=clerk),
        "word": lambda: resolutions.word_resolution(
            resolution_id=resolution.pk,
            actor=clerk,
            text="改",
            grounds="",
            supervision="",
            clauses=[("办理", scene.stage.members[2], AFTER)],
        ),
        "confirm": lambda: resolutions.confirm_resolution(resolution_id=resolution.pk, actor=secretary),
        "fact": lambda: topics.state_fact(
            actor=clerk,
            name="secretary_absent",
            value=True,
            happened_on=HELD,
            source="补记",
            meeting_id=scene.meeting_id,
        ),
        "item fact": lambda: topics.state_fact(
            actor=clerk,
            name="emergency",
            value=True,
            happened_on=HELD,
            source="补记",
            item_id=scene.ordinary_id,
        ),
        "open": lambda: scene.declare_open(),
        "sign in": lambda: scene.sign_in(4),
        "leave": lambda: scene.leave(4),
        "item": lambda: scene.open_item(scene.ordinary_id),
        "postpone": lambda: room.postpone_item(item_id=scene.project_id, actor=clerk, because="再议"),
        "vote": lambda: scene.vote("ordinary", "oral"),
        "void": lambda: voting.ask_void(vote_id=resolution.vote_id, actor=secretary, because="重来"),
        "cancel": lambda: notice.cancel_meeting(meeting_id=scene.meeting_id, actor=secretary, because="不算"),
        "close": lambda: room.close_meeting(meeting_id=scene.meeting_id, actor=clerk),
        "compose": lambda: scene.compose(),
    }
    return calls[step]


FINAL = {
    **dict.fromkeys(("correct", "word", "confirm"), ("", "meetings.state.minutes_signed")),
    **dict.fromkeys(("fact", "item fact"), ("", "meetings.state.fact_closed")),
    **dict.fromkeys(("open", "sign in", "leave", "item", "postpone", "vote", "void"), STATE),
    **dict.fromkeys(("cancel", "close", "compose"), STATE),
}


@pytest.mark.articles("S1-01:十-2")
@pytest.mark.parametrize(("step", "stop"), FINAL.items(), ids=list(FINAL))
def test_an_archived_meeting_is_only_read(scene, step, stop):
    scene.signed()
    scene.archive()
    assert blocks(refused(scene.archive)) == {STATE}
    # A rejected resolution is never confirmed; it is not worded afterwards either.
    builders.change(Resolution.objects.get(item=scene.ordinary_id), status="drafted")
    assert blocks(refused(after(scene, step))) == {stop}
    assert scene.meeting.status == Meeting.Status.ARCHIVED


def test_a_stance_is_corrected_until_the_minutes_are_signed(scene):
    after(scene, "correct")()
    scene.signed()
    assert blocks(refused(after(scene, "correct"))) == {("", "meetings.state.minutes_signed")}


# What the trail says -------------------------------------------------------------------------------


def test_acts_and_chain_name_no_person_under_discussion_and_hold_no_view_in_clear(scene):
    """The whole meeting, its refusals included, searched for the person's name and for the words said."""
    scene.signed()
    secret = scene.item(scene.persons_id)
    refused(lambda: scene.open_item(secret.pk))
    town = scene.stage.town.pk
    payloads = ChainEntry.objects.filter(organization_id=town).values_list("payload", flat=True)
    acts = [str(a) for a in Act.objects.filter(organization_id=town).values()]
    assert len(payloads) == len(acts) > 100
    for text in (*payloads, *acts):
        for hidden in (scene.subject.name, VIEW, VIEW.encode("unicode_escape").decode()):
            assert hidden not in text
    said = Stance.objects.get(item=secret, stance="disagree")
    assert said.view.reveal() == VIEW
    objects = {a.object_text for a in Act.objects.filter(organization_id=town, object_type="meetings.topic")}
    assert f"干部事项议题第{secret.topic_id}号" in objects
    assert secret.topic.title not in objects


def test_numbers_and_dates_are_written_as_on_paper():
    assert [composition.cn_number(n) for n in (1, 10, 11, 20, 21, 99)] == [
        *("一", "十", "十一", "二十", "二十一", "九十九")
    ]
    assert composition.official_date(date(2026, 3, 5)) == "2026年3月5日"
