"""Who may do what in supervision, by default (roles.md): the office and the discipline office keep it, the
secretary decides, whoever has a matter in hand reports."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from governance.access.actor import Actor
from governance.access.decision import Allowed, Denied
from governance.access.policy import Answer, everybody_in_organization, policy, post_holders
from governance.people.standard_posts import OFFICE
from meetings.supervision.models import SupervisedTask
from meetings.supervision.models.work import TaskRow

DISCIPLINE = ("discipline_clerk", "discipline_secretary")
KEEPERS = (*OFFICE, *DISCIPLINE)
REVIEWERS = ("secretary", "office_director", "discipline_secretary")
FOLLOWING = "supervision"  # the reason under which matters are registered by what caused them

policy("supervision.task.list", "supervision.task.read", "supervision.file.read")(
    everybody_in_organization(_("这里只看得到本镇的督查事项"))
)
policy("supervision.task.registered", "supervision.task.amended")(
    post_holders(*KEEPERS, reason=_("督查事项由党政办或纪委办立项"))
)
policy("supervision.task.handed_over")(post_holders(*KEEPERS, reason=_("督查事项由党政办或纪委办交办")))
policy("supervision.task.chased")(post_holders(*KEEPERS, reason=_("催办由党政办或纪委办登记")))
policy("supervision.task.closed", "supervision.task.filed")(
    post_holders(*KEEPERS, reason=_("办结、归档由党政办或纪委办登记"))
)
policy("supervision.word.raised")(post_holders(*KEEPERS, reason=_("由党政办或纪委办报主要领导")))
policy(
    "supervision.task.approved",
    "supervision.task.cancelled",
    "supervision.task.extended",
    "supervision.extension.refused",
    "supervision.word.given",
)(post_holders("secretary", reason=_("审定、改限、撤销、批示由党委书记作出")))
policy("supervision.result.accepted", "supervision.result.sent_back")(
    post_holders(*REVIEWERS, reason=_("办理报告由主要领导审核"))
)
policy("supervision.task.reassigned")(
    post_holders(
        "secretary",
        "deputy_secretary",
        "office_director",
        reason=_("换承办单位、责任人由书记、副书记或党政办主任办理"),
    )
)


policy("supervision.inspection.recorded", "supervision.rectification.ordered")(
    post_holders(*KEEPERS, reason=_("检查和整改通知由党政办或纪委办登记"))
)
policy("supervision.rectification.accepted", "supervision.rectification.sent_back")(
    post_holders(*KEEPERS, reason=_("整改由党政办或纪委办回访"))
)
policy("supervision.paper.printed")(
    post_holders(*KEEPERS, "secretary", reason=_("督查文件由党政办或纪委办打印"))
)
policy("supervision.bulletin.drafted")(post_holders(*KEEPERS, reason=_("督查通报由党政办或纪委办起草")))
policy("supervision.bulletin.approved")(post_holders("secretary", reason=_("督查通报由党委书记批准印发")))
policy("supervision.bulletin.read")(everybody_in_organization(_("这里只看得到本镇的督查通报")))


@policy("supervision.rectification.reported")
def may_report_rectification(actor: Actor, row: TaskRow) -> Answer:
    task: SupervisedTask = getattr(row, "task", row)  # type: ignore[arg-type]
    return may_report(actor, task)


@policy("supervision.task.taken_up")
def may_follow(actor: Actor, organization: object) -> Answer:
    """Registered by what it follows from: an act of somebody who had the right to cause it."""
    if actor.system_reason == FOLLOWING:
        return Allowed("")
    return Denied(_("自动立项由系统办理"))


@policy("supervision.task.vetted")
def may_vet(actor: Actor, task: SupervisedTask) -> Answer:
    """Not by whoever registered it: vetting is a second pair of eyes."""
    held = actor.holds(task.organization_id, *DISCIPLINE, "office_director")
    if held and task.registered_by_id != actor.person_id:
        return Allowed(held.title)
    return Denied(_("由纪委办或党政办主任审核，立项人自己不审核"), (*DISCIPLINE, "office_director"))


def has_in_hand(actor: Actor, task: SupervisedTask) -> bool:
    """The person responsible, or whoever holds a post in the office it was handed to."""
    if task.responsible_id is not None and task.responsible_id == actor.person_id:
        return True
    if task.unit_id is None or task.unit_id == task.organization_id:
        return False
    return any(post.unit_id == task.unit_id for post in actor.posts)


@policy(
    "supervision.task.signed_for",
    "supervision.report.submitted",
    "supervision.result.submitted",
    "supervision.extension.asked",
)
def may_report(actor: Actor, task: SupervisedTask) -> Answer:
    if actor.main_post and has_in_hand(actor, task):
        return Allowed(actor.main_post.title)
    return Denied(_("由承办单位和责任人办理"))


@policy("supervision.word.carried_out")
def may_carry_out(actor: Actor, row: TaskRow) -> Answer:
    task: SupervisedTask = getattr(row, "task", row)  # type: ignore[arg-type]
    held = actor.holds(task.organization_id, *KEEPERS)
    if held:
        return Allowed(held.title)
    return may_report(actor, task)
