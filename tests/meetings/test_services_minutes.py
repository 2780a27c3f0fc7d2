"""Minutes: composed, edited, sent round and signed, in this order."""

from __future__ import annotations

import pytest

from governance.access.errors import Forbidden
from governance.audit.models import Act
from meetings.models import Meeting
from meetings.services import minutes as verbs
from tests import builders
from tests.meetings.scenes import AFTER, STATE, VIEW, Closed
from tests.meetings.table import blocks, kept_world, refused


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    with kept_world(django_db_blocker, Closed.build) as world:
        yield world


@pytest.fixture
def scene(db, kept):
    built = kept or Closed.build()
    with builders.on_day(AFTER):
        yield built


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
