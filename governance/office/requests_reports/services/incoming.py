"""Verbs on what subordinate bodies and members report: sent in or registered, answered, read."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import require
from governance.audit.act import act, verb
from governance.deadlines.reminders import tell
from governance.documents.numbering import draw_number
from governance.documents.services import order_document
from governance.office.requests_reports import judgement
from governance.office.requests_reports.models import IncomingPaper
from governance.office.requests_reports.services.keeping import lock_incoming, stand
from governance.office.requests_reports.states import in_order
from governance.people.models import Organization, Person
from governance.people.queries import leaders_of

S = IncomingPaper.Status
SERIES = "incoming"
PAPER = "office.member_report"


@dataclass(frozen=True)
class Came:
    """What was reported. `items`: by the article's own words, what is said of each. `period_on`: a day of the quarter
    or year the report is for."""

    kind: str
    source: str
    title: str
    period_on: date
    unit: Organization | None = None
    person: Person | None = None
    way: str = IncomingPaper.Way.WRITTEN
    content: str = ""
    items: dict[str, str] = field(default_factory=dict)
    urgent: bool = False
    known_at: datetime | None = None
    told_at: datetime | None = None
    answer_due_on: date | None = None
    next_on: date | None = None


def _paper(organization: Organization, actor: Actor, came: Came) -> IncomingPaper:
    values = {name: getattr(came, name) for name in asdict(came)}
    if came.unit is None and came.person is None:
        raise ValidationError({"unit": _("请选来文单位或报告人。")})
    return IncomingPaper(
        organization=organization, entered_by_id=actor.person_id, entered_on=actor.day, **values
    )


@verb("office.incoming.entered")
def enter_incoming(
    *, organization: Organization, actor: Actor, came: Came, handler: Person | None = None
) -> IncomingPaper:
    """The office registers what came on paper or by word, under a number. What is urgent is told to the secretary at
    once (S0-05:二c)."""
    paper = _paper(organization, actor, came)
    decision = require(actor, "office.incoming.entered", organization)
    verdict = judgement.for_incoming(paper, actor.day)
    told: dict[str, object] = {"number": ""}
    with act(decision, verdict, on=paper, facts=told):
        _receive(paper, actor, handler)
        told["number"] = paper.number
        paper.save()
        _order(paper, actor)
        _tell_urgent(paper, actor)
    return paper


@verb("office.incoming.submitted")
def submit_incoming(*, organization: Organization, actor: Actor, came: Came) -> IncomingPaper:
    """Whoever has to report sends it in: a member of the committee to the secretary, a village's secretary for the
    branch. Of a member the report sheet (P-06) is made."""
    paper = _paper(organization, actor, came)
    decision = require(actor, "office.incoming.submitted", organization)
    verdict = judgement.for_incoming(paper, actor.day)
    with act(decision, verdict, on=paper):
        stand(paper, S.SUBMITTED)
        paper.save()
        _order(paper, actor)
        _tell_urgent(paper, actor)
    return paper


def _order(paper: IncomingPaper, actor: Actor) -> None:
    """The sheet of a member's written report (S0-05:三b)."""
    if paper.source == "committee_member" and paper.kind == "report" and paper.way == paper.Way.WRITTEN:
        order_document(kind=PAPER, subject=paper, title=paper.audit_text, actor=actor)


def _tell_urgent(paper: IncomingPaper, actor: Actor) -> None:
    if not paper.urgent:
        return
    tell(
        paper.organization,
        [t.person_id for t in leaders_of(paper.organization_id, "secretary", actor.day)],
        matter=f"office.incoming.urgent|{paper.pk}",
        text=_("%(who)s报来一件突发、紧急或重大事项") % {"who": paper.sender},
        url=reverse("requests:incoming", args=[paper.pk]),
        day=actor.day,
    )


def _receive(paper: IncomingPaper, actor: Actor, handler: Person | None) -> None:
    paper.number = draw_number(paper.organization, SERIES, actor.day)
    paper.received_on, paper.received_by_id = actor.day, actor.person_id
    paper.handler = handler
    stand(paper, S.RECEIVED)


@verb("office.incoming.received")
def receive_incoming(
    *, paper_id: int, actor: Actor, handler: Person | None = None, answer_due_on: date | None = None
) -> IncomingPaper:
    """The office takes in what was sent; it gets its number, and a request who answers it by when."""
    paper = lock_incoming(paper_id, actor)
    decision = require(actor, "office.incoming.received", paper)
    verdict = in_order("office.incoming.received", paper)
    told: dict[str, object] = {"number": ""}
    with act(decision, verdict, on=paper, facts=told):
        _receive(paper, actor, handler)
        paper.answer_due_on = answer_due_on if paper.kind == "request" else None
        told["number"] = paper.number
        paper.save(
            update_fields=["number", "received_on", "received_by", "handler", "status", "answer_due_on"]
        )
    return paper


@verb("office.incoming.answered")
def answer_incoming(*, paper_id: int, actor: Actor, answer: str, words: str) -> IncomingPaper:
    """Answer a request; whoever sent it is told."""
    paper = lock_incoming(paper_id, actor)
    decision = require(actor, "office.incoming.answered", paper)
    verdict = in_order("office.incoming.answered", paper, lambda: _of(paper, "request"))
    with act(decision, verdict, on=paper, facts={"answer": str(IncomingPaper.Answer(answer).label)}):
        paper.answer = answer
        _close(paper, actor, words, S.ANSWERED)
    return paper


@verb("office.incoming.noted")
def note_incoming(*, paper_id: int, actor: Actor, words: str) -> IncomingPaper:
    """Read a report and say what one has to say on it."""
    paper = lock_incoming(paper_id, actor)
    decision = require(actor, "office.incoming.noted", paper)
    verdict = in_order("office.incoming.noted", paper, lambda: _of(paper, "report"))
    with act(decision, verdict, on=paper):
        _close(paper, actor, words, S.NOTED)
    return paper


def _of(paper: IncomingPaper, kind: str) -> judgement.Verdict:
    wrong = "incoming.no_answer_due" if kind == "request" else "incoming.to_be_answered"
    return judgement.GO if paper.kind == kind else judgement.stop(wrong)


def _close(paper: IncomingPaper, actor: Actor, words: str, status: IncomingPaper.Status) -> None:
    paper.answered, paper.answered_by_id, paper.answered_on = words, actor.person_id, actor.day
    stand(paper, status)
    paper.save(update_fields=["answer", "answered", "answered_by", "answered_on", "status"])
    tell(
        paper.organization,
        {pk for pk in (paper.person_id, paper.entered_by_id) if pk and pk != actor.person_id},
        matter=f"office.incoming.closed|{paper.pk}",
        text=_("%(number)s%(state)s") % {"number": paper.number, "state": paper.get_status_display()},
        url=reverse("requests:incoming", args=[paper.pk]),
        day=actor.day,
    )
