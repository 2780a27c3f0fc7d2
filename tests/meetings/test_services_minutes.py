"""Minutes, archive, and what never leaves the room."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from governance.access.errors import Forbidden
from governance.audit.errors import AlreadyDone
from governance.audit.models import Act, ChainEntry
from governance.documents.models import Document
from meetings import composition
from meetings.models import Meeting, Minutes, Resolution, Stance
from meetings.services import minutes as verbs
from meetings.services import notice, resolutions, room, topics, voting
from tests import builders
from tests.meetings.table import blocks, figures, kept_world, last_act, refused
from tests.meetings.test_services_room import HELD, STATE
from tests.meetings.test_services_voting import Chamber

AFTER = date(2026, 11, 27)
VIEW = "两岸都要问到，先缓一缓再定。"


class Closed(Chamber):
    """The meeting is over: an ordinary item adopted against one member, a matter of persons adopted,
    the project put off."""

    @classmethod
    def build(cls, presets: tuple[str, ...] = ("preset-b",), **more: Any) -> Closed:
        scene = super().build(presets, **more)
        with builders.on_day(HELD):
            scene.decide("ordinary", "show_of_hands", against=VIEW)
            scene.decide("persons", "secret_ballot", against=VIEW)
            scene.open_item(scene.project_id)
            room.postpone_item(
                item_id=scene.project_id, actor=scene.actor("office_clerk"), because="资金没有落实"
            )
            room.close_meeting(meeting_id=scene.meeting_id, actor=scene.actor("office_clerk"))
        return scene

    def decide(self, kind: str, method: str, *, against: str) -> Resolution:
        clerk = self.actor("office_clerk")
        item = self.open_item(self.pk(kind))
        for index in (*range(1, 11), 0):
            room.take_stance(
                item_id=item.pk,
                person_id=self.stage.members[index].pk,
                stance="disagree" if index == 4 else "agree",
                view=against if index == 4 else "",
                actor=clerk,
            )
        room.summarise(item_id=item.pk, actor=clerk, summary="多数同意所报方案")
        vote = self.stage.vote_by_hands(item, 10, 1, method=method)
        return self.stage.word(self.stage.announce(vote), date(2026, 12, 31))

    def compose(self, who: str | int = "office_clerk", **more: Any) -> Minutes:
        return verbs.compose_minutes(meeting_id=self.meeting_id, actor=self.actor(who), **more)

    def edit(self, draft: Minutes, revision: int, who: str | int = "office_clerk", **texts: Any) -> Minutes:
        given = {
            "opening": draft.opening,
            "sections": draft.sections,
            "copy_to": draft.copy_to,
            **texts,
        }
        return verbs.edit_minutes(minutes_id=draft.pk, actor=self.actor(who), revision=revision, **given)

    def submit(self, draft: Minutes, who: str | int = "office_clerk") -> Minutes:
        return verbs.submit_minutes(minutes_id=draft.pk, actor=self.actor(who))

    def sign(self, draft: Minutes, who: str | int = "secretary", **more: Any) -> Minutes:
        return verbs.sign_minutes(minutes_id=draft.pk, actor=self.actor(who), **more)

    def signed(self) -> Minutes:
        draft = self.compose()
        self.submit(draft)
        return self.sign(draft)

    def archive(self, who: str | int = "office_clerk") -> Meeting:
        return verbs.archive_meeting(meeting_id=self.meeting_id, actor=self.actor(who))


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    with kept_world(django_db_blocker, Closed.build) as world:
        yield world


@pytest.fixture
def scene(db, kept):
    closed = kept or Closed.build()
    with builders.on_day(AFTER):
        yield closed


# Composing and editing ------------------------------------------------------------------------


@pytest.mark.articles("S1-01:九-1", "S1-01:九-3")
def test_minutes_are_composed_from_what_happened(scene):
    draft = scene.compose()
    assert [s["item"] for s in draft.sections] == [scene.ordinary_id, scene.project_id]
    assert "研究2项议题" in draft.opening
    text = str(draft.sections)
    assert "应到11人，实到11人，赞成10票，反对1票，弃权0票" in text
    assert "2026年12月31日前办成" in text
    assert "会议决定，本项缓议。" in text
    assert VIEW not in text
    assert scene.stage.members[4].name not in text
    again = refused(scene.compose)
    assert blocks(again) == {("", "meetings.state.minutes_before")}


def test_a_meeting_on_nothing_but_persons_does_not_count_to_none(scene):
    for pk in (scene.ordinary_id, scene.project_id):
        builders.change(scene.item(pk).topic, sealed=True)
    draft = scene.compose()
    assert draft.sections == []
    assert "研究有关事项" in draft.opening
    assert "0项" not in draft.opening


WHO = [
    ("compose", ("office_clerk", "office_director"), ("secretary", 1, "congress_chair")),
    ("edit", ("office_clerk", "office_director"), ("secretary", 1)),
    ("submit", ("office_clerk", "office_director"), ("secretary", 1)),
    ("return", ("secretary",), ("office_clerk", 1, 2)),
    ("sign", ("secretary",), ("office_clerk", "office_director", 1)),
    ("archive", ("office_clerk", "office_director", "secretary"), (1, "congress_chair")),
]


@pytest.mark.parametrize(
    ("step", "who", "allowed"),
    [(step, who, ok) for step, yes, no in WHO for ok, group in ((True, yes), (False, no)) for who in group],
)
def test_who_makes_the_minutes(scene, step, who, allowed):
    draft = None if step == "compose" else scene.compose()
    if step in ("return", "sign", "archive"):
        scene.submit(draft)
    if step == "archive":
        scene.sign(draft)
    steps = {
        "compose": lambda: scene.compose(who),
        "edit": lambda: scene.edit(draft, 0, who),
        "submit": lambda: scene.submit(draft, who),
        "return": lambda: verbs.return_minutes(minutes_id=draft.pk, actor=scene.actor(who), because="改标题"),
        "sign": lambda: scene.sign(draft, who),
        "archive": lambda: scene.archive(who),
    }
    if allowed:
        steps[step]()
    else:
        with pytest.raises((Forbidden, Meeting.DoesNotExist)):
            steps[step]()


ORDER = [
    # the minutes are, the step, whether it is done
    ("drafting", "edit", True),
    ("drafting", "submit", True),
    ("drafting", "return", False),
    ("drafting", "sign", False),
    ("drafting", "archive", "meetings.state.minutes_unsigned"),
    ("in_review", "edit", False),
    ("in_review", "submit", False),
    ("in_review", "return", True),
    ("in_review", "sign", True),
    ("returned", "edit", True),
    ("returned", "submit", True),
    ("returned", "sign", False),
    ("signed", "edit", False),
    ("signed", "submit", False),
    ("signed", "return", False),
    ("signed", "sign", False),
    ("signed", "archive", True),
]


@pytest.mark.articles("S0-04:三-6b", "S1-01:十-2")
@pytest.mark.parametrize(("status", "step", "done"), ORDER)
def test_minutes_go_their_steps_in_order(scene, status, step, done):
    draft = scene.compose()
    send_back = lambda: verbs.return_minutes(  # noqa: E731
        minutes_id=draft.pk, actor=scene.actor("secretary"), because="改标题"
    )
    if status != "drafting":
        scene.submit(draft)
    if status == "returned":
        send_back()
    if status == "signed":
        scene.sign(draft)
    steps = {
        "edit": lambda: scene.edit(draft, 0, copy_to="党委委员、镇长"),
        "submit": lambda: scene.submit(draft),
        "return": send_back,
        "sign": lambda: scene.sign(draft),
        "archive": scene.archive,
    }
    if done is True:
        steps[step]()
    else:
        assert blocks(refused(steps[step])) == {STATE if done is False else ("", done)}


def test_two_clerks_edit_one_draft(scene):
    draft = scene.compose()
    scene.edit(draft, 0, copy_to="党委委员、镇长")
    acts = Act.objects.count()
    with pytest.raises(verbs.StaleDraft) as stale:
        scene.edit(draft, 0, "office_director", opening="另一种写法")
    assert (stale.value.minutes.revision, stale.value.minutes.copy_to) == (1, "党委委员、镇长")
    assert Act.objects.count() == acts
    saved = scene.edit(stale.value.minutes, 1, "office_director", opening="另一种写法")
    assert (saved.revision, saved.opening, saved.copy_to) == (2, "另一种写法", "党委委员、镇长")


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
    assert [composition.chinese_number(n) for n in (1, 10, 11, 20, 21, 99)] == [
        *("一", "十", "十一", "二十", "二十一", "九十九")
    ]
    assert composition.long_date(date(2026, 3, 5)) == "2026年3月5日"
