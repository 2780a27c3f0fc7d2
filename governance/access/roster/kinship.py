"""Close relations, as declared; they feed recusal. Acts never name the persons."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import require
from governance.access.text import plain
from governance.audit import clock
from governance.audit.act import act, verb
from governance.people.models import Kinship, Organization
from governance.rules.verdict import Verdict


@verb("people.kinship.registered")
def register_kinship(
    *, actor: Actor, organization_id: int, person_id: int, relative_id: int, kind: str, source: str
) -> Kinship:
    """Enter a close relation of two persons on a town's roster, with where it is known from.

    Raises ValidationError for one person twice, an unknown kind, or a relation already entered.
    """
    organization = Organization.objects.select_for_update().get(pk=organization_id)
    kinship = Kinship(
        organization=organization,
        person_id=person_id,
        relative_id=relative_id,
        kind=kind,
        source=plain(source, _("依据"), 60),
    )
    decision = require(actor, "people.kinship.registered", kinship)
    if person_id == relative_id:
        raise ValidationError({"relative": _("两栏是同一个人，请改其中一个。")})
    if kind not in Kinship.Kind.values:
        raise ValidationError({"kind": _("没有选关系，请选一个。")})
    pair = Q(person_id=person_id, relative_id=relative_id) | Q(person_id=relative_id, relative_id=person_id)
    if Kinship.objects.filter(pair, organization=organization).exists():
        raise ValidationError({"relative": _("这两个人的关系已经登记。")})
    with act(
        decision,
        Verdict.without_article("registering a relation"),
        on=kinship,
        facts={"source": kinship.source},
    ):
        kinship.save()
    return kinship


@verb("people.kinship.ended")
def end_kinship(*, actor: Actor, kinship_id: int, day: date) -> Kinship:
    """A relation ended (a divorce) on a day; recusals before it stay what they were."""
    kinship = Kinship.objects.select_for_update().get(pk=kinship_id)
    decision = require(actor, "people.kinship.ended", kinship)
    if kinship.ended_on:
        raise ValidationError(_("这条关系已经终止。"))
    if day > clock.today():
        raise ValidationError({"day": _("终止日期在今天之后，请改日期。")})
    with act(
        decision,
        Verdict.without_article("ending a relation"),
        on=kinship,
        facts={"day": day.isoformat()},
    ):
        kinship.ended_on = day
        kinship.save(update_fields=["ended_on"])
    return kinship
