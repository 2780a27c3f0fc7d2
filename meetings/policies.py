"""Who may do what in committee meetings, by default (roles: rights flow from posts held).

Where the table of roles says "the clerk", that is the clerk at this meeting (`meetings.room.clerk`);
where it names clerk and director, it is either (`OFFICE`).
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from governance.access.actor import Actor
from governance.access.decision import Allowed, Denied
from governance.access.policy import Answer, committee_members, policy, post_holders
from governance.people.models import Organization
from governance.people.queries import committee_tenures, holders
from governance.people.standard_posts import LEADERS, OFFICE
from meetings.held import late_clerk
from meetings.models import (
    AgendaItem,
    Attendance,
    Corrigendum,
    Meeting,
    Minutes,
    NoticeDelivery,
    Resolution,
    ResolutionClause,
    Stance,
    Topic,
    TopicMaterial,
    Vote,
)
from meetings.room import CLERK, clerk, presider

# Topics ------------------------------------------------------------------------------------


@policy("meetings.topic.proposed")
def may_propose(actor: Actor, obj: Any) -> Answer:
    """Committee members and the office director; station heads through their leader (S1-04:三-1a)."""
    organization_id = getattr(obj, "organization_id", None) or obj.pk
    held = actor.seat(organization_id) or actor.holds(organization_id, "office_director", "station_head")
    if held:
        return Allowed(held.title)
    return Denied(
        _("议题由党委委员、党政办主任提出；站所的议题经分管领导同意"),
        ("committee_member", "office_director"),
    )


@policy("meetings.topic.late_confirmed")
def may_confirm_late_entry(actor: Actor, topic: Topic) -> Answer:
    """The secretary presides over the committee; nobody confirms an entry of one's own or about oneself, so
    a deputy does it for the secretary."""
    secretaries = holders(topic.organization_id, "secretary", actor.day)
    concerned = {topic.proposed_by_id, *topic.subjects.values_list("person_id", flat=True)}
    of_secretary = any(t.person_id in concerned for t in secretaries)
    posts = LEADERS if of_secretary else ("secretary",)
    own = actor.person_id in concerned
    held = None if own else actor.holds(topic.organization_id, *posts)
    return Allowed(held.title) if held else Denied(_("补录由书记确认；书记自己提的，由副书记确认"), posts)


@policy("meetings.topic.consented")
def may_consent(actor: Actor, topic: Topic) -> Answer:
    """Only the leader in charge, as named on the topic: the very post, not another of its kind."""
    held = next((p for p in actor.posts if topic.leader_id and p.post_id == topic.leader_id), None)
    if held:
        return Allowed(held.title)
    return Denied(_("这一步由分管领导办理"), (topic.leader.code,) if topic.leader else ())


policy("meetings.topic.opined")(committee_members(_("议题意见由党委委员提出")))
policy("meetings.topic.agreed", "meetings.agenda.ordered", "meetings.item.arranged", "meetings.item.removed")(
    post_holders(*LEADERS, CLERK, reason=_("议程由书记、副书记商定，文书整理"))
)
policy("meetings.call.opened", "meetings.call.moved", "meetings.call.withdrawn")(
    post_holders(*OFFICE, reason=_("议题由党政办征集"))
)


@policy("meetings.minutes.tabled")
def may_table_minutes(actor: Actor, meeting: Meeting) -> Answer:
    held = actor.holds(meeting.organization_id, *LEADERS) or late_clerk(actor, meeting)
    return Allowed(held.title) if held else Denied(_("上次会议纪要由书记、副书记列入议程"), LEADERS)


policy("meetings.topic.returned")(post_holders(*LEADERS, reason=_("退回议题由书记、副书记办理")))


@policy("meetings.topic.withdrawn", "meetings.topic.resubmitted")
def may_withdraw(actor: Actor, topic: Topic) -> Answer:
    if topic.keeper_id == actor.person_id and actor.main_post:
        return Allowed(actor.main_post.title)
    return Denied(_("议题由提出人撤回或修改；交接过的由接办人"))


policy("meetings.topic.read", "meetings.material.read")(lambda actor, obj: _reader(actor, obj))


@policy("meetings.material.added", "meetings.material.replaced", "meetings.material.withdrawn")
def may_bring_material(actor: Actor, obj: Topic | TopicMaterial) -> Answer:
    """Whoever proposed the topic, and the office that prepares it (S1-04:三-1b)."""
    topic = obj.topic if isinstance(obj, TopicMaterial) else obj
    own = topic.keeper_id == actor.person_id
    held = actor.main_post if own else actor.holds(topic.organization_id, *OFFICE)
    return Allowed(held.title) if held else Denied(_("材料由提出人或党政办上传、换版、撤回"), OFFICE)


policy("meetings.fact.stated")(post_holders(*OFFICE, reason=_("事实由党政办登记")))


# Meetings ----------------------------------------------------------------------------------

policy("meetings.meeting.planned")(post_holders(*OFFICE, reason=_("会议由党政办筹备")))


def still_sits(meeting: Meeting, actor: Actor) -> bool:
    """Whether the chair of that meeting has a seat on the committee today."""
    seats = committee_tenures(meeting.organization_id, actor.day)
    return any(t.person_id == meeting.chair_id for t in seats)


policy("meetings.meeting.convened", "meetings.notice.delivered")(
    post_holders(*OFFICE, reason=_("会议通知由党政办发出和登记"))
)


@policy("meetings.notice.acknowledged", "meetings.notice.read")
def may_acknowledge(actor: Actor, delivery: NoticeDelivery) -> Answer:
    if delivery.person_id == actor.person_id and actor.main_post:
        return Allowed(actor.main_post.title)
    return Denied(_("通知由收件人本人签收"))


@policy("meetings.leave.requested")
def may_ask_leave(actor: Actor, meeting: Meeting) -> Answer:
    held = next((p for p in actor.posts if p.organization_id == meeting.organization_id), None)
    if held and meeting.attendances.filter(person_id=actor.person_id).exists() and not meeting.entered_late:
        return Allowed(held.title)
    if on_paper := late_clerk(actor, meeting):
        return Allowed(on_paper.title)
    return Denied(_("请假由应到会的本人提出"))


policy("meetings.emergency.list")(lambda actor, obj: may_list(actor, obj))


@policy("meetings.emergency.recorded")
def may_record_emergency(actor: Actor, obj: Any) -> Answer:
    """A committee member, or the office for one."""
    town = obj.pk if isinstance(obj, Organization) else obj.organization_id
    held = actor.seat(town) or actor.holds(town, *OFFICE)
    return Allowed(held.title) if held else Denied(_("紧急处置由委员或党政办登记"), OFFICE)


@policy("meetings.emergency.reported")
def may_report_emergency(actor: Actor, meeting: Meeting) -> Answer:
    return may_run_meeting(actor, meeting)


# The room ----------------------------------------------------------------------------------


@policy("meetings.attendance.signed_in")
def may_sign_in(actor: Actor, attendance: Attendance) -> Answer:
    if attendance.person_id == actor.person_id and actor.main_post:
        return Allowed(attendance.post_title)
    held = clerk(actor, attendance.meeting)
    return Allowed(held.title) if held else Denied(_("签到由本人办理，或由文书当面代签"), (CLERK,))


@policy(
    "meetings.attendance.left",
    "meetings.attendance.came_back",
    "meetings.attendance.corrected",
    "meetings.item.recused",
)
def may_keep_the_list(actor: Actor, obj: Attendance | AgendaItem) -> Answer:
    held = clerk(actor, obj.meeting)
    return Allowed(held.title) if held else Denied(_("离会、返会、更正签到和回避由文书登记"), (CLERK,))


@policy("meetings.meeting.opened", "meetings.meeting.closed")
def may_run_meeting(actor: Actor, meeting: Meeting) -> Answer:
    """The chair of this meeting; the clerk operates."""
    if meeting.chair_id == actor.person_id and (held := actor.main_post):
        return Allowed(held.title)
    return _operates(actor, meeting)


def _operates(actor: Actor, meeting: Meeting) -> Answer:
    held = clerk(actor, meeting)
    if held:
        return Allowed(str(_("%(post)s，受主持人委托")) % {"post": held.title})
    return Denied(_("这一步由主持人办理，文书操作"), (meeting.chair_post,))


policy("meetings.archive.read")(post_holders(*OFFICE, reason=_("会议档案由党政办调阅")))


@policy("meetings.wall.read")
def may_show_wall(actor: Actor, meeting: Meeting) -> Answer:
    """Whoever runs the meeting puts the screen up; what it shows is meant for everybody in the room."""
    return may_run_meeting(actor, meeting)


@policy("meetings.meeting.archived")
def may_archive(actor: Actor, meeting: Meeting) -> Answer:
    if meeting.chair_id == actor.person_id and (held := actor.main_post):
        return Allowed(held.title)
    held = actor.holds(meeting.organization_id, *OFFICE)
    return Allowed(held.title) if held else Denied(_("会议材料由党政办或主持人归档"), OFFICE)


@policy(
    "meetings.item.opened",
    "meetings.item.summarised",
    "meetings.item.postponed",
    "meetings.vote.opened",
)
def may_run_item(actor: Actor, item: AgendaItem) -> Answer:
    """Whoever presides over this item: the chair, or the next in order where the chair is recused."""
    if presider(item) == actor.person_id and (held := actor.seat(item.organization_id)):
        return Allowed(held.title)
    return _operates(actor, item.meeting)


@policy("meetings.vote.closed", "meetings.resolution.adopted")
def may_run_vote(actor: Actor, vote: Vote) -> Answer:
    return may_run_item(actor, vote.item)


@policy("meetings.vote.void_asked")
def may_ask_void(actor: Actor, vote: Vote) -> Answer:
    """Whoever presides over the item, in person: a round is voided by the chair and a scrutineer, and
    nobody asks for it in the chair's name."""
    held = actor.seat(vote.organization_id)
    if held and presider(vote.item) == actor.person_id:
        return Allowed(held.title)
    if on_paper := late_clerk(actor, vote.item.meeting):
        return Allowed(on_paper.title)
    return Denied(_("作废由主持人本人提出"), (vote.item.meeting.chair_post,))


@policy("meetings.stance.taken", "meetings.stance.corrected")
def may_take_stance(actor: Actor, about: AgendaItem | Stance) -> Answer:
    """The member, or the clerk who types what was said."""
    meeting = about.item.meeting if isinstance(about, Stance) else about.meeting
    held = actor.seat(about.organization_id) or clerk(actor, meeting)
    return Allowed(held.title) if held else Denied(_("态度由本人表明，或由记录人按发言录入"))


@policy("meetings.stance.struck")
def may_strike_stance(actor: Actor, stance: Stance) -> Answer:
    """Whoever put the line down: the clerk what was typed, the member what they said on their phone."""
    if stance.taken_by == Stance.TakenBy.SELF:
        held = actor.seat(stance.organization_id) if stance.person_id == actor.person_id else None
        return Allowed(held.title) if held else Denied(_("本人在手机上表的态，由本人划去"))
    held = clerk(actor, stance.item.meeting)
    return Allowed(held.title) if held else Denied(_("按发言录入的表态，记错了人由文书划去"), (CLERK,))


@policy("meetings.ballot.cast")
def may_cast(actor: Actor, vote: Vote) -> Answer:
    held = actor.seat(vote.organization_id)
    if held and actor.person_id in vote.roll:
        return Allowed(held.title)
    return Denied(_("表决名单在开始表决时固定，您不在本项名单内"))


@policy("meetings.vote.unsealed", "meetings.vote.key_lost")
def holds_the_key(actor: Actor, vote: Vote) -> Answer:
    """Opening the box needs the teller with the code; nobody else types it, and nobody else loses it."""
    held = actor.seat(vote.organization_id)
    if held and vote.poll is not None and vote.poll.keyholders.filter(person_id=actor.person_id).exists():
        return Allowed(held.title)
    return Denied(_("开箱由持票码的计票人办理"))


@policy("meetings.vote.typed")
def may_type_counts(actor: Actor, vote: Vote) -> Answer:
    """The teller: a committee member who is not the subject and not recused (on the roll)."""
    held = actor.seat(vote.organization_id)
    if held and actor.person_id in vote.roll:
        return Allowed(held.title)
    if on_paper := late_clerk(actor, vote.item.meeting):
        return Allowed(on_paper.title)
    return Denied(_("票数由本项表决人中的计票人录入"), ("committee_member",))


@policy(
    "meetings.vote.counted",
    "meetings.vote.recount_asked",
    "meetings.vote.voided",
)
def may_confirm_counts(actor: Actor, vote: Vote) -> Answer:
    """The scrutineer: another member on the roll. That it is another one is judged as a rule."""
    return may_type_counts(actor, vote)


# Resolutions and minutes -------------------------------------------------------------------


@policy("meetings.resolution.worded")
def may_word(actor: Actor, resolution: Resolution) -> Answer:
    held = clerk(actor, resolution.item.meeting)
    return Allowed(held.title) if held else Denied(_("决议由文书拟写，主持人确认"), (CLERK,))


@policy("meetings.resolution.confirmed")
def may_confirm_resolution(actor: Actor, resolution: Resolution) -> Answer:
    """The chair, or whoever presided over the item in the chair's place."""
    held = actor.seat(resolution.organization_id)
    if held and presider(resolution.item) == actor.person_id:
        return Allowed(held.title)
    if on_paper := late_clerk(actor, resolution.item.meeting):
        return Allowed(on_paper.title)
    return Denied(_("决议由主持人确认"), (resolution.item.meeting.chair_post,))


@policy("meetings.clause.done")
def may_finish_clause(actor: Actor, clause: ResolutionClause) -> Answer:
    """Whoever has to see it done (the owner, or who holds the owner's post now), or the office."""
    if ResolutionClause.objects.owed_by(actor).filter(pk=clause.pk).exists() and (held := actor.main_post):
        return Allowed(held.title)
    held = actor.holds(clause.organization_id, *OFFICE)
    return Allowed(held.title) if held else Denied(_("落实情况由责任人登记，或由党政办代为登记"), OFFICE)


policy("meetings.clause.reopened")(
    post_holders(*LEADERS, "office_director", reason=_("重新办理由书记、副书记或党政办主任决定"))
)
policy("meetings.clause.extended", "meetings.clause.reassigned")(
    post_holders(*LEADERS, *OFFICE, reason=_("时限和责任人凭批准的意见，由党政办登记"))
)


policy(
    "meetings.minutes.composed",
    "meetings.minutes.edited",
    "meetings.minutes.submitted",
)(post_holders(*OFFICE, reason=_("纪要由党政办整理")))


@policy("meetings.minutes.returned", "meetings.minutes.signed")
def may_sign(actor: Actor, minutes: Any) -> Answer:
    if minutes.meeting.chair_id == actor.person_id and actor.main_post:
        return Allowed(actor.main_post.title)
    return Denied(_("纪要由主持人签发"), (minutes.meeting.chair_post,))


@policy("meetings.corrigendum.drafted", "meetings.corrigendum.redrafted", "meetings.corrigendum.withdrawn")
def may_draft_corrigendum(actor: Actor, about: Minutes | Corrigendum) -> Answer:
    held = clerk(actor, about.meeting)
    return Allowed(held.title) if held else Denied(_("勘误由文书拟稿，主持人签发"), (CLERK,))


@policy("meetings.corrigendum.returned", "meetings.corrigendum.signed")
def may_sign_corrigendum(actor: Actor, corrigendum: Corrigendum) -> Answer:
    """The chair of that meeting; the secretary in office once the chair sits on this committee no more:
    an error may come to light years later."""
    meeting = corrigendum.meeting
    held = actor.seat(meeting.organization_id)
    if held and meeting.chair_id == actor.person_id:
        return Allowed(held.title)
    secretary = actor.holds(meeting.organization_id, "secretary")
    if secretary and not still_sits(meeting, actor):
        return Allowed(secretary.title)
    return Denied(_("勘误由主持人签发；主持人已不在任的，由现任书记签发"), (meeting.chair_post,))


# Reading -----------------------------------------------------------------------------------


def _reader(actor: Actor, obj: Any) -> Answer:
    """What `visible_to` lets through may be read; the list itself by anybody in the town."""
    held = next(
        (p for p in actor.posts if p.organization_id == (getattr(obj, "organization_id", None) or obj.pk)),
        None,
    )
    return Allowed(held.title) if held else Denied(_("这里只看得到本镇的会议"))


policy("meetings.meeting.read")(_reader)
policy("meetings.item.read")(_reader)
policy("meetings.minutes.read")(_reader)


@policy("meetings.meeting.list", "meetings.resolution.list")
def may_list(actor: Actor, organization: Any) -> Answer:
    """The committee, its office, and whoever was ever invited; everybody else has nothing here."""
    held = actor.main_post
    return Allowed(held.title) if held else Denied(_("这里只看得到本镇的会议"))


@policy("meetings.desk.read")
def may_sit_at_desk(actor: Actor, organization: Any) -> Answer:
    """Whoever holds a post has a desk; it lists nothing but what is that person's own to do."""
    held = actor.main_post
    return Allowed(held.title) if held else Denied(_("工作台只给在任的人"))
