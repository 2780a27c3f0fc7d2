"""Chores with other bodies' meetings, the democratic life meeting and the study group."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from governance.templatetags.wordings import zh_time
from meetings.bodies.models import BodyMeeting, BodySeat
from meetings.bodies.pages import page_of
from meetings.bodies.policies import prepares, runs
from meetings.desk.reader import Chore, Reader
from meetings.life.checklist import checks_of
from meetings.life.models import KIND as LIFE
from meetings.life.models import LifeMember
from meetings.life.policies import PREPARED_BY as LIFE_PREPARED_BY
from meetings.life.states import BEFORE
from meetings.study.facts import AWAY, HELD
from meetings.study.models import KIND as STUDY
from meetings.study.models import StudyLeave, StudyPlan

S, C, P = BodyMeeting.Status, BodySeat.Capacity, BodySeat.State


def body_chores(r: Reader) -> Iterator[Chore]:
    for meeting in _under_way(r):
        yield from _called(r, meeting)
        if meeting.kind == LIFE:
            yield from _life(r, meeting)
        else:
            yield from _conducted(r, meeting)
    yield from _study(r)


def _under_way(r: Reader) -> list[BodyMeeting]:
    """Meetings not closed up, each with the reader's own seat as `mine`; a life meeting until its papers have
    gone up."""
    own = BodySeat.objects.filter(person_id=r.person)
    life = Q(kind=LIFE, status=S.RECORDED, life__isnull=False, life__submitted_on__isnull=True)
    return list(
        BodyMeeting.objects.visible_to(r.actor)
        .filter(Q(status__in=[S.DRAFT, S.NOTICED, S.HELD]) | life)
        .select_related("chair", "recorder", "life")
        .prefetch_related(Prefetch("seats", own, to_attr="mine"))
        .order_by("held_on", "starts_at", "pk")
    )


def _chore(meeting: BodyMeeting, words: str, do: str, step: str = "", **more: Any) -> Chore:
    page = page_of(meeting)
    url = reverse(f"meetings:{step}", args=[meeting.pk]) if step else page
    return Chore(words % {"meeting": meeting.title}, page, do, url, **more)


def _when(meeting: BodyMeeting) -> str:
    return _("%(time)s，%(place)s") % {"time": zh_time(meeting.starts_at), "place": meeting.place}


def _called(r: Reader, meeting: BodyMeeting) -> Iterator[Chore]:
    """To be told to those who are to come, and to be signed for by each of them."""
    due = {"more": _when(meeting), "due": meeting.held_on}
    calls = meeting.called_by_id == r.person or meeting.organization_id in r.office
    if meeting.status == S.DRAFT and calls and prepares(r.actor, meeting):
        yield _chore(meeting, _("%(meeting)s：待发通知"), _("发出通知"), **due, rank=4)
    mine: BodySeat | None = next(iter(meeting.mine), None)  # type: ignore[attr-defined]
    waits = mine is not None and mine.acknowledged_at is None and mine.state == P.EXPECTED
    if meeting.status == S.NOTICED and waits and not meeting.entered_late:
        # Signed for on the meeting's own page, beside the others' seats.
        name = _("%(meeting)s通知待签收") % {"meeting": meeting.title}
        page = reverse("meetings:body", args=[meeting.pk])
        yield Chore(name, page, _("看通知"), page, **due, rank=3)


def _conducted(r: Reader, meeting: BodyMeeting) -> Iterator[Chore]:
    """From the day of the meeting to its minutes."""
    if meeting.status == S.NOTICED and meeting.held_on <= r.today and runs(r.actor, meeting):
        words = _("%(meeting)s：登记到会和事项")
        yield _chore(meeting, words, _("去登记"), more=_when(meeting), due=meeting.held_on, rank=1)
    if meeting.status == S.HELD:
        written = meeting.summary or meeting.sealed_summary
        if not written and meeting.recorder_id == r.person:
            yield _chore(meeting, _("%(meeting)s：会议情况待整理"), _("写会议情况"), "body-summary")
        elif written and meeting.chair_id == r.person:
            yield _chore(meeting, _("%(meeting)s：纪要待您签发"), _("看纪要"))


def _life(r: Reader, meeting: BodyMeeting) -> Iterator[Chore]:
    """Each member's own part before the meeting; for the offices the next box of the list that is open (F-03)."""
    life = getattr(meeting, "life", None)
    if life is not None and meeting.status in BEFORE:
        member = LifeMember.objects.filter(life=life, person_id=r.person).first()
        if member is not None:
            yield from _of_member(meeting, member)
    if not any(
        p.organization_id == meeting.organization_id and p.code in LIFE_PREPARED_BY for p in r.actor.posts
    ):
        return
    waiting = next((c for c in checks_of(meeting, life) if not c.done), None)
    if waiting is not None and not (meeting.status == S.DRAFT and life is not None):
        due = meeting.held_on if meeting.status in BEFORE else None
        words = _("%(meeting)s：%(step)s") % {"meeting": meeting.title, "step": waiting.title}
        cites = r.adopted(meeting.organization_id, *waiting.cites)
        yield Chore(words, page_of(meeting), _("去办"), page_of(meeting), waiting.note, cites, due=due)


def _of_member(meeting: BodyMeeting, member: LifeMember) -> Iterator[Chore]:
    due: dict[str, Any] = {"due": meeting.held_on, "rank": 3}
    if member.returned_at and member.received_at is None:
        yield _chore(meeting, _("%(meeting)s：意见反馈待您签收"), _("看意见"), **due)
    elif member.received_at and member.talked_on is None:
        yield _chore(meeting, _("%(meeting)s：交心谈心待登记"), _("登记谈心"), **due)
    elif member.talked_on and member.stated_at is None:
        yield _chore(meeting, _("%(meeting)s：书面发言材料待交"), _("交书面发言"), **due)


def _study(r: Reader) -> Iterator[Chore]:
    """The leader confirms the plan and grants leave; whoever was away makes up for it (S0-10)."""
    if r.secretary:
        drafted = StudyPlan.objects.visible_to(r.actor).filter(
            organization_id__in=r.secretary, confirmed_on__isnull=True, topics__isnull=False
        )
        for plan in drafted.distinct():
            url = reverse("meetings:study-year", args=[plan.pk])
            yield Chore(_("%(plan)s待您审定") % {"plan": plan}, url, _("审定计划"), url)
        yield from _study_leave(r)
    seats = BodySeat.objects.filter(
        person_id=r.person,
        organization_id__in=r.actor.organization_ids,
        capacity=C.ATTENDS,
        state__in=AWAY,
        meeting__kind=STUDY,
        meeting__status__in=HELD,
        study_leave__made_up_on__isnull=True,
    )
    for seat in seats.select_related("meeting").order_by("meeting__held_on"):
        yield Chore(
            _("%(meeting)s缺课待补") % {"meeting": seat.meeting.title},
            reverse("meetings:study", args=[seat.meeting_id]),
            _("登记补学"),
            reverse("meetings:study-make-up", args=[seat.pk]),
        )


def _study_leave(r: Reader) -> Iterator[Chore]:
    granted = StudyLeave.objects.filter(granted_on__isnull=False).values("seat")
    asked = (
        BodySeat.objects.filter(
            organization_id__in=r.secretary,
            meeting__kind=STUDY,
            meeting__status=S.NOTICED,
            state=P.ON_LEAVE,
        )
        .exclude(pk__in=granted)
        .select_related("meeting", "person")
    )
    for seat in asked.order_by("meeting__held_on", "order"):
        yield Chore(
            _("%(who)s请%(meeting)s的假") % {"who": seat.person.name, "meeting": seat.meeting.title},
            reverse("meetings:study", args=[seat.meeting_id]),
            _("准假"),
            reverse("meetings:study-leave", args=[seat.pk]),
            due=seat.meeting.held_on,
            rank=3,
        )
