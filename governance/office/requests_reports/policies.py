"""Who may do what with requests and reports, by default: rights flow from posts."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from governance.access.actor import Actor, HeldPost
from governance.access.decision import Allowed, Denied
from governance.access.policy import Answer, everybody_in_organization, policy, post_holders
from governance.office.requests_reports.models import IncomingPaper, UpwardPaper
from governance.people.standard_posts import LEADERS, OFFICE

DRAFTS = (*OFFICE, "organization_clerk", "discipline_clerk", "petition_director", "station_head")
WATCHES = ("secretary", "deputy_secretary", "discipline_secretary", "discipline_clerk", *OFFICE)

policy("office.upward.list", "office.incoming.list", "office.reporting.matrix")(
    everybody_in_organization(_("这里只看得到本镇的请示报告"))
)
policy("office.upward.read", "office.incoming.read")(
    everybody_in_organization(_("这里只看得到本镇的请示报告"))
)
policy("office.failure.list")(everybody_in_organization(_("失报记录由本镇在职人员看")))
policy("office.entrustment.list")(everybody_in_organization(_("委托由本镇在职人员看")))


@policy("office.upward.drafted")
def whoever_drafts(actor: Actor, subject: Any) -> Answer:
    """The office, those whose work papers come from, and any member of the committee."""
    organization_id = getattr(subject, "organization_id", None) or subject.pk
    held = actor.holds(organization_id, *DRAFTS) or actor.seat(organization_id)
    return Allowed(held.title) if held else Denied(_("请示报告由经办的办、站、所或党政办拟稿"), DRAFTS)


def _keeps(actor: Actor, paper: UpwardPaper) -> HeldPost | None:
    """Whoever drafted it, or the office that handles it."""
    if actor.person_id is not None and actor.person_id == paper.drafted_by_id:
        return next((p for p in actor.posts if p.organization_id == paper.organization_id), None)
    return actor.holds(paper.organization_id, *OFFICE)


@policy("office.upward.revised", "office.upward.withdrawn")
def drafter_or_office(actor: Actor, paper: UpwardPaper) -> Answer:
    held = _keeps(actor, paper)
    return Allowed(held.title) if held else Denied(_("由拟稿人或党政办办理"), OFFICE)


@policy("office.upward.told")
def whoever_told(actor: Actor, paper: UpwardPaper) -> Answer:
    held = _keeps(actor, paper) or actor.seat(paper.organization_id)
    return Allowed(held.title) if held else Denied(_("由报告的人或党政办登记"), (*LEADERS, *OFFICE))


@policy("office.upward.countersigned")
def whoever_checks(actor: Actor, paper: UpwardPaper) -> Answer:
    held = actor.holds(paper.organization_id, "office_director") or actor.seat(paper.organization_id)
    return (
        Allowed(held.title) if held else Denied(_("由党政办主任或分管的党委委员核稿"), ("office_director",))
    )


policy(
    "office.upward.decided",
    "office.upward.sent",
    "office.upward.chased",
    "office.upward.replied",
    "office.upward.carried_out",
    "office.upward.noted",
)(post_holders(*OFFICE, reason=_("由党政办办理")))
policy("office.upward.signed")(post_holders(*LEADERS, reason=_("请示报告由书记签发，可委托副书记代签")))
policy("office.entrustment.given", "office.entrustment.revoked")(
    post_holders("secretary", reason=_("代签由书记委托"))
)


# What comes in ----------------------------------------------------------------------------------


policy("office.incoming.entered", "office.incoming.received")(
    post_holders(*OFFICE, reason=_("来文由党政办收文"))
)


@policy("office.incoming.submitted")
def whoever_reports(actor: Actor, subject: Any) -> Answer:
    """Those who report by post: members of the committee to the secretary, party secretaries of villages, heads of
    stations and bodies for their own unit."""
    organization_id = getattr(subject, "organization_id", None) or subject.pk
    held = actor.seat(organization_id) or actor.holds(organization_id, *REPORTING)
    return Allowed(held.title) if held else Denied(_("由应当报告的人报送"), REPORTING)


REPORTING = ("village_secretary", "congress_chair", "deputy_mayor", "station_head", "discipline_clerk")


@policy("office.incoming.answered")
def whoever_answers(actor: Actor, paper: IncomingPaper) -> Answer:
    held = actor.holds(paper.organization_id, *LEADERS)
    if held is None and actor.person_id is not None and actor.person_id == paper.handler_id:
        held = actor.main_post
    return Allowed(held.title) if held else Denied(_("由书记、副书记或承办人批复"), LEADERS)


@policy("office.incoming.noted")
def whoever_notes(actor: Actor, paper: IncomingPaper) -> Answer:
    """Members report to the secretary (S0-05:三a); the rest is read by the leaders and the office's head."""
    posts = ("secretary",) if paper.source == "committee_member" else (*LEADERS, "office_director")
    held = actor.holds(paper.organization_id, *posts)
    return Allowed(held.title) if held else Denied(_("由收报告的人阅批"), posts)


policy("office.failure.recorded", "office.failure.dealt_with", "office.failure.lifted")(
    post_holders(
        "secretary",
        "discipline_secretary",
        "office_director",
        reason=_("失报由书记、纪委书记或党政办主任登记处理"),
    )
)
