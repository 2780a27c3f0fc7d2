"""Verbs after a paper went up: asking again, the reply, carrying it out, that a report arrived."""

from __future__ import annotations

from datetime import date

from governance.access.actor import Actor
from governance.access.policy import require
from governance.audit.act import act, verb
from governance.office.requests_reports import judgement
from governance.office.requests_reports.models import UpwardPaper
from governance.office.requests_reports.services.keeping import S, lock_paper, stand
from governance.office.requests_reports.states import in_order
from governance.rules.verdict import Verdict


@verb("office.upward.chased")
def chase_reply(*, paper_id: int, actor: Actor, chased_on: date, again_on: date | None) -> UpwardPaper:
    """Asked again for a reply; `again_on` is the next day to ask."""
    paper = lock_paper(paper_id, actor)
    decision = require(actor, "office.upward.chased", paper)
    verdict = in_order(
        "office.upward.chased",
        paper,
        lambda: judgement.is_request(paper),
        lambda: judgement.on_day(chased_on, not_before=paper.sent_on, today=actor.day),
    )
    with act(decision, verdict, on=paper, facts={"n": paper.chased + 1, "number": paper.number}):
        paper.chased += 1
        paper.chased_on, paper.reply_wanted_on = chased_on, again_on
        paper.save(update_fields=["chased", "chased_on", "reply_wanted_on"])
    return paper


@verb("office.upward.replied")
def record_reply(
    *,
    paper_id: int,
    actor: Actor,
    replied_on: date,
    number: str,
    reply: str,
    conditions: str = "",
    carry_by: date | None = None,
) -> UpwardPaper:
    """The superior's answer: agreed, with conditions, declined, sent back. `carry_by`: by when it is carried out."""
    paper = lock_paper(paper_id, actor)
    decision = require(actor, "office.upward.replied", paper)
    verdict = in_order(
        "office.upward.replied",
        paper,
        lambda: judgement.is_request(paper),
        lambda: judgement.for_reply(paper, reply, conditions, replied_on, actor.day),
    )
    told = {
        "addressee": paper.addressee,
        "number": paper.number,
        "reply": str(UpwardPaper.Reply(reply).label),
    }
    with act(decision, verdict, on=paper, facts=told):
        paper.replied_on, paper.reply_number, paper.reply = replied_on, number, reply
        paper.conditions, paper.carry_by = conditions, carry_by
        stand(paper, S.REPLIED)
        paper.save(update_fields=["replied_on", "reply_number", "reply", "conditions", "carry_by", "status"])
    return paper


@verb("office.upward.carried_out")
def record_carried_out(*, paper_id: int, actor: Actor, carried_on: date, how: str) -> UpwardPaper:
    paper = lock_paper(paper_id, actor)
    decision = require(actor, "office.upward.carried_out", paper)
    verdict = in_order(
        "office.upward.carried_out",
        paper,
        lambda: judgement.on_day(carried_on, not_before=paper.replied_on, today=actor.day),
    )
    with act(decision, verdict, on=paper, facts={"number": paper.number}):
        paper.carried_on, paper.carried_out = carried_on, how
        stand(paper, S.CARRIED_OUT)
        paper.save(update_fields=["carried_on", "carried_out", "status"])
    return paper


@verb("office.upward.noted")
def record_noted(*, paper_id: int, actor: Actor, noted_on: date) -> UpwardPaper:
    """The superior has the report."""
    paper = lock_paper(paper_id, actor)
    decision = require(actor, "office.upward.noted", paper)
    verdict = in_order(
        "office.upward.noted",
        paper,
        lambda: _is_report(paper),
        lambda: judgement.on_day(noted_on, not_before=paper.sent_on, today=actor.day),
    )
    with act(decision, verdict, on=paper, facts={"addressee": paper.addressee, "number": paper.number}):
        paper.noted_on = noted_on
        stand(paper, S.NOTED)
        paper.save(update_fields=["noted_on", "status"])
    return paper


def _is_report(paper: UpwardPaper) -> Verdict:
    return judgement.GO if not paper.is_request else judgement.stop("upward.reply_wanted")
