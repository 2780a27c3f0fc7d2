"""Delegates' proposals: received, handed over, every one answered (S4-04:二-4a)."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import require
from governance.audit import clock
from governance.audit.act import act, verb
from governance.deadlines.consequences import set_going
from governance.office.congress.judgement import GO
from governance.office.congress.models import Delegate, DelegateProposal
from governance.office.congress.services.locking import come, in_state, lock, lock_town
from governance.people.models import Organization, Person

S = DelegateProposal.Status
HANDED = "congress.proposal_handed"


@verb("congress.proposal.received")
def receive_proposal(
    *,
    organization: Organization,
    actor: Actor,
    delegate: Delegate,
    title: str,
    text: str,
    received_on: date,
    seconders: str = "",
) -> DelegateProposal:
    """Numbered through the year it came in."""
    come(received_on, "received_on")
    town = lock_town(organization)
    year = received_on.year
    so_far = DelegateProposal.objects.filter(organization=town, year=year).aggregate(n=Max("ordinal"))["n"]
    proposal = DelegateProposal(
        organization=town,
        term_id=delegate.term_id,
        year=year,
        ordinal=(so_far or 0) + 1,
        delegate=delegate,
        seconders=seconders,
        title=title,
        text=text,
        received_on=received_on,
    )
    decision = require(actor, "congress.proposal.received", proposal)
    with act(decision, GO, on=proposal, happened_on=received_on):
        proposal.save()
    return proposal


@verb("congress.proposal.handed")
def hand_over(*, proposal_id: int, actor: Actor, unit: str, owner: Person, due_on: date) -> DelegateProposal:
    """To whoever answers it, by a day; supervision takes it up from here."""
    proposal = lock(DelegateProposal, proposal_id, actor)
    decision = require(actor, "congress.proposal.handed", proposal)
    if due_on < clock.today():
        raise ValidationError({"due_on": _("答复期限已经过了，请写今天以后的日期。")})
    verdict = in_state(proposal.status, proposal.get_status_display(), S.RECEIVED)
    with act(decision, verdict, on=proposal, facts={"unit": unit, "due": due_on.isoformat()}):
        proposal.unit = unit
        proposal.owner = owner
        proposal.due_on = due_on
        proposal.status = S.HANDED
        proposal.save(update_fields=["unit", "owner", "due_on", "status"])
        set_going(
            HANDED,
            on=proposal,
            facts={
                "organization": proposal.organization_id,
                "title": proposal.title,
                "owner": owner.pk,
                "due": due_on.isoformat(),
                "source": f"{proposal._meta.label_lower}:{proposal.pk}",
            },
        )
    return proposal


@verb("congress.proposal.replied")
def reply(
    *, proposal_id: int, actor: Actor, text: str, replied_on: date, satisfaction: str
) -> DelegateProposal:
    """What the delegate was answered and thought of it. Unsatisfied: it goes back to be answered anew by hand."""
    proposal = lock(DelegateProposal, proposal_id, actor)
    decision = require(actor, "congress.proposal.replied", proposal)
    come(replied_on, "replied_on")
    verdict = in_state(proposal.status, proposal.get_status_display(), S.HANDED)
    word = str(DelegateProposal.Satisfaction(satisfaction).label)
    with act(decision, verdict, on=proposal, happened_on=replied_on, facts={"satisfaction": word}):
        proposal.reply = text
        proposal.replied_on = replied_on
        proposal.satisfaction = satisfaction
        proposal.status = S.REPLIED
        proposal.save(update_fields=["reply", "replied_on", "satisfaction", "status"])
    return proposal
