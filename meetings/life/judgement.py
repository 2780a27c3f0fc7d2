"""One function per step of a democratic life meeting: rows to facts to a verdict. The steps it shares with every
body's meeting (calling it, registering that it was held) ask `for_calling` and `for_closing` from there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from governance.rules.verdict import Verdict, all_of
from governance.rules.wording import Sentence, gettext_noop, register_sentences
from meetings.bodies.judgement import CALLING, CLOSING, also
from meetings.bodies.models import BodyMeeting, BodySeat
from meetings.judgement.bench import GO, bench, stop
from meetings.life import facts
from meetings.life.models import KIND, LifeMeeting, LifeMember
from meetings.life.rules import MEET, RETURN, TALK, WRITE

_ = gettext_noop
register_sentences(
    {
        "meetings.life.no_theme": Sentence(_("还没有拟定主题。"), _("请先拟定主题。")),
        "meetings.life.not_spoken": Sentence(
            _("还有{waiting}人没有登记对照检查发言。"), _("请先登记到会的人的发言，缺席的登记宣读书面发言。")
        ),
        "meetings.life.not_returned": Sentence(
            _("意见还没有反馈给本人。"), _("请党政办、组织办先反馈意见。")
        ),
        "meetings.life.nothing_new": Sentence(_("没有新的意见要反馈。"), _("请先登记征求到的意见。")),
        "meetings.life.signed_already": Sentence(_("反馈已签收。"), _("不用再签。")),
        "meetings.life.struck": Sentence(_("这一条已划去。"), _("请另记一条。")),
        "meetings.life.returned_already": Sentence(
            _("这条意见已反馈给本人，不能划去。"), _("请另记一条说明。")
        ),
        "meetings.life.not_reported": Sentence(_("还没有登记报上级。"), _("请先登记报上级的日期。")),
        "meetings.life.no_measures": Sentence(_("还没有订整改措施。"), _("请先订整改措施。")),
    }
)


def with_theme(life: LifeMeeting | None) -> Verdict:
    return GO if life is not None else stop("meetings.life.no_theme")


def for_calling(meeting: BodyMeeting, seats: Sequence[BodySeat], day: date) -> Verdict:
    return bench(meeting.organization_id, day)("meetings.life_chair", {"chair_post": meeting.chair_post})


def for_closing(meeting: BodyMeeting, seats: Sequence[BodySeat], day: date) -> Verdict:
    """Prepared in order, reported, on its theme, the absent with their statements, everybody heard."""
    life = facts.life_of(meeting)
    if life is None:
        return stop("meetings.life.no_theme")
    judge = bench(meeting.organization_id, meeting.held_on)
    found = all_of(
        judge("meetings.life_chair", {"chair_post": meeting.chair_post}),
        judge("meetings.life_prepared", facts.prepared(life, MEET)),
        judge("meetings.life_absence", facts.absence(life, seats)),
        judge("meetings.life_reported", facts.reported(life, meeting.held_on, meets=True)),
        judge("meetings.life_theme", facts.theme(life, meeting)),
    )
    waiting = life.members.filter(spoke=False).count()
    if found.allowed and waiting:
        return stop("meetings.life.not_spoken", waiting=waiting)
    return found


def for_returning(life: LifeMeeting, day: date) -> Verdict:
    judge = bench(life.organization_id, day)
    return all_of(GO, judge("meetings.life_prepared", facts.prepared(life, RETURN)))


def for_receiving(member: LifeMember) -> Verdict:
    if member.returned_at is None:
        return stop("meetings.life.not_returned")
    return stop("meetings.life.signed_already") if member.received_at else GO


def for_talk(member: LifeMember, day: date) -> Verdict:
    judge = bench(member.organization_id, day)
    return all_of(GO, judge("meetings.life_prepared", facts.prepared(member.life, TALK, [member])))


def for_statement(member: LifeMember, day: date) -> Verdict:
    judge = bench(member.organization_id, day)
    return all_of(GO, judge("meetings.life_prepared", facts.prepared(member.life, WRITE, [member])))


def for_reporting(life: LifeMeeting, reported_on: date, day: date) -> Verdict:
    """`life` as it is, `reported_on` as it is to be told."""
    judge = bench(life.organization_id, day)
    said = facts.reported(life, life.meeting.held_on, meets=False)
    said |= {"told_county": True, "told_on": reported_on.isoformat()}
    return all_of(GO, judge("meetings.life_reported", said))


def for_approval(life: LifeMeeting) -> Verdict:
    return GO if life.reported_on is not None else stop("meetings.life.not_reported")


def for_putting_off(life: LifeMeeting, held_on: date, consent: str, day: date) -> Verdict:
    judge = bench(life.organization_id, day)
    said = {"later": held_on > life.meeting.held_on, "consented": bool(consent.strip())}
    return all_of(GO, judge("meetings.life_postponed", said))


def for_submitting(life: LifeMeeting) -> Verdict:
    return GO if life.measures.exists() else stop("meetings.life.no_measures")


also(CALLING, KIND, for_calling)
also(CLOSING, KIND, for_closing)
