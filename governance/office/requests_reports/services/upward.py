"""Verbs on a request or report that goes up, until it is sent."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import require
from governance.audit import clock
from governance.audit.act import act, verb
from governance.deadlines.reminders import tell
from governance.documents.numbering import draw_number
from governance.documents.services import order_document
from governance.office.requests_reports import facts, judgement
from governance.office.requests_reports.models import UpwardPaper
from governance.office.requests_reports.services.keeping import S, lock_paper, stand
from governance.office.requests_reports.states import in_order
from governance.people.models import Organization
from governance.people.queries import leaders_of
from governance.templatetags.wordings import official_date, zh_time

PAPER = "office.upward_paper"
SERIES = "upward"


@dataclass(frozen=True)
class Draft:
    """What a drafter writes. `asks`: what is requested, a line for each matter; a report leaves it empty."""

    kind: str
    matter: str
    title: str
    addressee: str
    upon: str = ""
    cause: str = ""
    body: str = ""
    asks: str = ""
    annexes: str = ""
    contact: str = ""
    phone: str = ""
    due_on: date | None = None
    emergency: bool = False


@verb("office.upward.drafted")
def draft_paper(
    *, organization: Organization, actor: Actor, draft: Draft, follows_id: int | None = None
) -> UpwardPaper:
    """Begin a paper; its text may be written later, its kind and matter not. `follows_id`: the report of a sudden
    event that this one continues. Raises UpwardPaper.DoesNotExist for one outside the actor's view."""
    paper = UpwardPaper(
        organization=organization, drafted_by_id=actor.person_id, drafted_on=actor.day, **asdict(draft)
    )
    if follows_id is not None:
        paper.follows = UpwardPaper.objects.visible_to(actor).get(
            pk=follows_id, organization=organization, emergency=True
        )
    decision = require(actor, "office.upward.drafted", organization)
    verdict = judgement.for_draft(paper)
    with act(decision, verdict, on=paper, facts={"addressee": paper.addressee}):
        paper.save()
    return paper


@verb("office.upward.revised")
def revise_paper(*, paper_id: int, actor: Actor, draft: Draft) -> UpwardPaper:
    """Write it anew. What a second person checked has to be checked again; what the committee discussed as well,
    where matter, title or the thing asked has changed."""
    paper = lock_paper(paper_id, actor)
    decision = require(actor, "office.upward.revised", paper)
    before = (paper.matter, paper.title, paper.asks, paper.kind)
    fields = asdict(draft)
    for name, value in fields.items():
        setattr(paper, name, value)
    verdict = in_order("office.upward.revised", paper, lambda: judgement.for_draft(paper))
    with act(decision, verdict, on=paper):
        paper.countersigned_by, paper.countersigned_on = None, None
        if (paper.matter, paper.title, paper.asks, paper.kind) != before:
            paper.resolution, paper.decided_on = "", None
            stand(paper, S.DRAFTING)
        paper.save()
    return paper


@verb("office.upward.countersigned")
def countersign(*, paper_id: int, actor: Actor) -> UpwardPaper:
    paper = lock_paper(paper_id, actor)
    decision = require(actor, "office.upward.countersigned", paper)
    verdict = in_order(
        "office.upward.countersigned", paper, lambda: judgement.for_countersigning(paper, actor)
    )
    with act(decision, verdict, on=paper):
        paper.countersigned_by_id, paper.countersigned_on = actor.person_id, actor.day
        paper.save(update_fields=["countersigned_by", "countersigned_on"])
    return paper


@verb("office.upward.decided")
def record_decision(*, paper_id: int, actor: Actor, number: str) -> UpwardPaper:
    """Name the committee's resolution; it is looked up with the meetings now and again before signing."""
    paper = lock_paper(paper_id, actor)
    decision = require(actor, "office.upward.decided", paper)
    number = number.strip()
    verdict = in_order(
        "office.upward.decided", paper, lambda: judgement.for_decision(paper, number, actor.day)
    )
    with act(decision, verdict, on=paper, facts={"resolution": number}):
        found = facts.resolution_of(paper.organization_id, number)
        assert found is not None  # the verdict has looked
        paper.resolution, paper.decided_on = found.number, found.decided_on
        stand(paper, S.DECIDED)
        paper.save(update_fields=["resolution", "decided_on", "status"])
    return paper


@verb("office.upward.told")
def tell_at_once(
    *, paper_id: int, actor: Actor, known_at: datetime, told_at: datetime, told_to: str, through: str
) -> UpwardPaper:
    """A sudden event was reported by word: when the town knew, when it told, whom, how. The secretaries hear of it;
    the written report follows."""
    paper = lock_paper(paper_id, actor)
    decision = require(actor, "office.upward.told", paper)
    verdict = in_order(
        "office.upward.told", paper, lambda: judgement.for_telling(paper, known_at, told_at, clock.now())
    )
    told = {"known": _moment(known_at), "told": _moment(told_at), "to": told_to}
    with act(decision, verdict, on=paper, happened_on=None, facts=told):
        paper.known_at, paper.told_at, paper.told_by_id = known_at, told_at, actor.person_id
        paper.told_to, paper.told_through = told_to, through
        paper.save(update_fields=["known_at", "told_at", "told_by", "told_to", "told_through"])
        tell(
            paper.organization,
            [t.person_id for t in leaders_of(paper.organization_id, "secretary", actor.day)],
            matter=f"office.upward.told|{paper.pk}",
            text=_("突发事项已报%(to)s，待签发书面报告") % {"to": told_to},
            url=reverse("requests:paper", args=[paper.pk]),
            day=actor.day,
        )
    return paper


def _moment(at: datetime) -> str:
    return official_date(at) + zh_time(at)


@verb("office.upward.signed")
def sign_paper(*, paper_id: int, actor: Actor) -> UpwardPaper:
    """Sign it: the number is drawn and the paper ordered. By the secretary, or by a deputy under an entrustment that
    stands on the day."""
    paper = lock_paper(paper_id, actor)
    decision = require(actor, "office.upward.signed", paper)
    verdict = in_order("office.upward.signed", paper, lambda: judgement.for_signing(paper, actor))
    told: dict[str, object] = {"number": ""}
    with act(decision, verdict, on=paper, facts=told):
        paper.number = draw_number(paper.organization, SERIES, actor.day)
        told["number"] = paper.number
        paper.signed_by_id, paper.signed_on = actor.person_id, actor.day
        if actor.holds(paper.organization_id, "secretary") is None:
            paper.entrustment = facts.entrustment_for(paper.organization_id, actor.person_id, actor.day)
        stand(paper, S.SIGNED)
        paper.save(update_fields=["number", "signed_by", "signed_on", "entrustment", "status"])
        document = order_document(
            kind=PAPER, subject=paper, title=paper.audit_text, number=paper.number, actor=actor
        )
        told["document"] = document.pk
    return paper


@verb("office.upward.sent")
def send_paper(
    *, paper_id: int, actor: Actor, sent_on: date, through: str, reply_wanted_on: date | None = None
) -> UpwardPaper:
    """Register that it went up. `reply_wanted_on`: when the office asks again, for requests alone."""
    paper = lock_paper(paper_id, actor)
    decision = require(actor, "office.upward.sent", paper)
    if reply_wanted_on is not None and reply_wanted_on < sent_on:
        raise ValidationError({"reply_wanted_on": _("请上级批复的日期在上报以后，请核对。")})
    verdict = in_order(
        "office.upward.sent",
        paper,
        lambda: judgement.on_day(sent_on, not_before=paper.signed_on, today=actor.day),
    )
    with act(decision, verdict, on=paper, facts={"number": paper.number, "addressee": paper.addressee}):
        paper.sent_on, paper.sent_through = sent_on, through
        paper.reply_wanted_on = reply_wanted_on if paper.is_request else None
        stand(paper, S.SENT)
        paper.save(update_fields=["sent_on", "sent_through", "reply_wanted_on", "status"])
    return paper


@verb("office.upward.withdrawn")
def withdraw_paper(*, paper_id: int, actor: Actor, because: str) -> UpwardPaper:
    """Give up a draft; it stays readable. What is signed stands."""
    paper = lock_paper(paper_id, actor)
    decision = require(actor, "office.upward.withdrawn", paper)
    verdict = in_order("office.upward.withdrawn", paper)
    shown = "" if paper.is_kept else because
    with act(decision, verdict, on=paper, facts={"because": shown}):
        paper.withdrawn_because = because
        stand(paper, S.WITHDRAWN)
        paper.save(update_fields=["withdrawn_because", "status"])
    return paper
