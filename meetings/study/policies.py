"""Who may do what in the study group, by default: the office keeps it, the secretary leads it, each member writes."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from governance.access.actor import Actor
from governance.access.decision import Allowed, Denied
from governance.access.policy import Answer, everybody_in_organization, policy
from governance.people.models import Organization
from meetings.bodies.rules.kinds import OFFICE
from meetings.study.models import StudyLeave, StudyNote

LEADERS = ("secretary",)

policy("meetings.study.list", "meetings.study.read", "meetings.study.own")(
    everybody_in_organization(_("这里只看得到本镇的学习"))
)


def _town(obj: Any) -> int:
    pk: int = obj.pk if isinstance(obj, Organization) else obj.organization_id
    return pk


def _holds(actor: Actor, obj: Any, posts: tuple[str, ...]) -> Answer:
    for post in actor.posts:
        if post.organization_id == _town(obj) and post.code in posts:
            return Allowed(post.title)
    return Denied(_("由党政办办理") if posts == OFFICE else _("由组长（党委书记）办理"), posts)


@policy(
    "meetings.study.planned",
    "meetings.study.topic_set",
    "meetings.study.session_set",
    "meetings.study.recommended",
    "meetings.study.checked",
    "meetings.study.reported",
    "meetings.study.printed",
    "meetings.study_record.printed",
)
def may_keep(actor: Actor, obj: Any) -> Answer:
    return _holds(actor, obj, OFFICE)


@policy("meetings.study.plan_confirmed", "meetings.study.leave_granted")
def may_lead(actor: Actor, obj: Any) -> Answer:
    return _holds(actor, obj, LEADERS)


@policy("meetings.study.made_up")
def may_make_up(actor: Actor, leave: StudyLeave) -> Answer:
    if actor.main_post and actor.person_id == leave.seat.person_id:
        return Allowed(leave.seat.post_title)
    return _holds(actor, leave, OFFICE)


@policy("meetings.study.noted")
def may_write(actor: Actor, obj: StudyNote | Organization) -> Answer:
    own = isinstance(obj, Organization) or obj.person_id == actor.person_id
    post = actor.main_post
    if own and post and any(p.organization_id == _town(obj) for p in actor.posts):
        return Allowed(post.title)
    return Denied(_("笔记、心得由本人写"))
