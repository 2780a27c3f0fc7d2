"""One function per step of the study group: rows to facts to a verdict."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from governance.rules.verdict import Verdict, all_of
from governance.rules.wording import Sentence, gettext_noop, register_sentences
from meetings.bodies.judgement import CLOSING, also
from meetings.bodies.models import BodyMeeting, BodySeat
from meetings.judgement.bench import GO, bench, stop
from meetings.study import facts
from meetings.study.models import KIND, StudyLeave, StudyPlan, StudyTopic

_ = gettext_noop
S = BodyMeeting.Status
register_sentences(
    {
        "meetings.study.no_topics": Sentence(_("计划里还没有专题。"), _("请先排专题。")),
        "meetings.study.confirmed_already": Sentence(_("计划已审定。"), _("不用再审定。")),
        "meetings.study.planned_already": Sentence(_("这一年的计划已拟订。"), _("请在原计划里改。")),
        "meetings.study.no_topic_here": Sentence(
            _("这次学习会还没有定专题。"), _("请在学习计划里把专题定到这次会上。")
        ),
        "meetings.study.not_away": Sentence(_("本人没有请假也没有缺课。"), _("不用办。")),
        "meetings.study.not_over": Sentence(_("学习会还没有开。"), _("请开完会再登记补学。")),
        "meetings.study.over": Sentence(_("学习会已开过或已取消。"), _("请选还没有开的学习会。")),
    }
)


def for_planning(exists: bool) -> Verdict:
    return stop("meetings.study.planned_already") if exists else GO


def for_topic(plan: StudyPlan, day: date) -> Verdict:
    """Adding to or changing a plan that stands asks why (S0-07:一c)."""
    judge = bench(plan.organization_id, day)
    return all_of(GO, judge("meetings.study_kept", facts.kept(plan, changed=True)))


def for_confirming(plan: StudyPlan) -> Verdict:
    if plan.confirmed_on is not None:
        return stop("meetings.study.confirmed_already")
    return GO if plan.topics.exists() else stop("meetings.study.no_topics")


def for_session(topic: StudyTopic, meeting: BodyMeeting, day: date) -> Verdict:
    """One topic a session (S0-07:一b), in the month of the plan (一c)."""
    if meeting.status not in (S.DRAFT, S.NOTICED):
        return stop("meetings.study.over")
    judge = bench(topic.organization_id, day)
    more = 0 if topic.session_id == meeting.pk else 1
    moved = meeting.held_on.month != topic.month
    return all_of(
        GO,
        judge("meetings.study_topic", facts.topics(meeting, more)),
        judge("meetings.study_kept", facts.kept(topic.plan, changed=moved)),
    )


def for_leave(seat: BodySeat, special: str, day: date) -> Verdict:
    if seat.state not in facts.AWAY:
        return stop("meetings.study.not_away")
    said = {"away": 1, "special": 1 if special.strip() else 0}
    return all_of(GO, bench(seat.organization_id, day)("meetings.study_leave", said))


def for_making_up(leave: StudyLeave) -> Verdict:
    seat = leave.seat
    if seat.meeting.status not in facts.HELD:
        return stop("meetings.study.not_over")
    return GO if seat.state in facts.AWAY else stop("meetings.study.not_away")


def for_closing(meeting: BodyMeeting, seats: Sequence[BodySeat], day: date) -> Verdict:
    if not StudyTopic.objects.filter(session=meeting).exists():
        return stop("meetings.study.no_topic_here")
    judge = bench(meeting.organization_id, meeting.held_on)
    return all_of(
        GO,
        judge("meetings.study_topic", facts.topics(meeting)),
        judge("meetings.study_leave", facts.leave(meeting, seats)),
    )


also(CLOSING, KIND, for_closing)
