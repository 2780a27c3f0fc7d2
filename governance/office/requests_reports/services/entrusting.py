"""The secretary entrusts a deputy with signing, and takes it back (S0-05:一-4b)."""

from __future__ import annotations

from datetime import date

from governance.access.actor import Actor
from governance.access.policy import require
from governance.audit.act import act, verb
from governance.office.requests_reports import judgement
from governance.office.requests_reports.models import SigningEntrustment
from governance.people.models import Organization, Person


@verb("office.entrustment.given")
def entrust(
    *, organization: Organization, actor: Actor, deputy: Person, since: date, until: date, because: str
) -> SigningEntrustment:
    row = SigningEntrustment(
        organization=organization,
        secretary_id=actor.person_id,
        deputy=deputy,
        since=since,
        until=until,
        because=because,
    )
    decision = require(actor, "office.entrustment.given", organization)
    verdict = judgement.for_entrusting(row, actor.day)
    told = {"who": deputy.name, "since": since.isoformat(), "until": until.isoformat()}
    with act(decision, verdict, on=row, facts=told):
        row.save()
    return row


@verb("office.entrustment.revoked")
def revoke(*, entrustment_id: int, actor: Actor) -> SigningEntrustment:
    """From today on it does not hold; what was signed under it stands."""
    found = SigningEntrustment.objects.visible_to(actor).select_for_update(of=("self",))
    row = found.select_related("deputy", "organization").get(pk=entrustment_id)
    decision = require(actor, "office.entrustment.revoked", row)
    verdict = judgement.GO if row.revoked_on is None else judgement.stop("entrusted.over")
    with act(decision, verdict, on=row):
        row.revoked_on = actor.day
        row.save(update_fields=["revoked_on"])
    return row
