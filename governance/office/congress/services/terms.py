"""The term, its groups, its delegates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import require
from governance.audit.act import act, verb
from governance.audit.recorded import record_many
from governance.office.congress.judgement import GO
from governance.office.congress.models import CongressTerm, Delegate, DelegateGroup
from governance.office.congress.services.locking import come, lock_town, running_term
from governance.people.models import Organization


@verb("congress.term.opened")
def open_term(
    *, organization: Organization, actor: Actor, name: str, rhythm: str, seats: int, since: date
) -> CongressTerm:
    """A new term; the one that ran ends the day before (S4-04:一)."""
    come(since, "since")
    town = lock_town(organization)
    term = CongressTerm(organization=town, name=name, rhythm=rhythm, seats=seats, since=since)
    decision = require(actor, "congress.term.opened", term)
    before = CongressTerm.objects.filter(organization=town, until__isnull=True).first()
    if before is not None and before.since >= since:
        raise ValidationError({"since": _("本届%(day)s已开始，新一届须在它以后。") % {"day": before.since}})
    with act(decision, GO, on=term, facts={"seats": seats}):
        if before is not None:
            before.until = since - timedelta(days=1)
            before.save(update_fields=["until"])
        term.save()
    return term


@verb("congress.group.added")
def add_group(
    *,
    organization: Organization,
    actor: Actor,
    name: str,
    leader: str,
    deputy: str = "",
    place: str = "",
    fund: Decimal | None = None,
    linked_by: str = "",
) -> DelegateGroup:
    """Raises ValidationError (field `name`) for a group there is already."""
    town = lock_town(organization)
    term = running_term(town)
    group = DelegateGroup(
        organization=town,
        term=term,
        name=name,
        leader=leader,
        deputy=deputy,
        place=place,
        fund=fund,
        linked_by=linked_by,
    )
    decision = require(actor, "congress.group.added", group)
    if DelegateGroup.objects.filter(organization=town, term=term, name=name).exists():
        raise ValidationError({"name": _("已经有%(name)s。") % {"name": name}})
    with act(decision, GO, on=group, facts={"leader": leader}):
        group.save()
    return group


@verb("congress.delegates.entered")
def enter_delegates(
    *,
    organization: Organization,
    actor: Actor,
    unit: str,
    names: Sequence[str],
    since: date,
    group: DelegateGroup | None = None,
    linked: int | None = None,
) -> list[Delegate]:
    """Delegates of one unit who were elected before the system was in use. Raises ValidationError for one who is a
    delegate of the unit already, and for more than the term has seats."""
    come(since, "since")
    town = lock_town(organization)
    term = running_term(town)
    rows = [
        Delegate(organization=town, term=term, group=group, name=name, unit=unit, linked=linked, since=since)
        for name in names
    ]
    if not rows:
        raise ValidationError({"names": _("请写姓名，一行一个。")})
    decision = require(actor, "congress.delegates.entered", rows[0])
    free(term, unit, names)
    with act(decision, GO, on=term, facts={"unit": unit, "count": len(rows)}):
        record_many(rows)
    return rows


def free(term: CongressTerm, unit: str, names: Sequence[str], field: str = "names") -> None:
    """Raises ValidationError where a name comes twice or the term has no seat left."""
    serving = Delegate.objects.filter(
        organization_id=term.organization_id, term=term, status=Delegate.Status.SERVING
    )
    twice = [*serving.filter(unit=unit, name__in=names).values_list("name", flat=True)]
    twice += [name for name in dict.fromkeys(names) if list(names).count(name) > 1]
    if twice:
        raise ValidationError({field: _("%(names)s重复。") % {"names": "、".join(dict.fromkeys(twice))}})
    taken = serving.count()
    if taken + len(names) > term.seats:
        words = {"seats": term.seats, "taken": taken, "more": len(names)}
        raise ValidationError(
            {field: _("本届名额%(seats)s名，已有%(taken)s名，再加%(more)s名就超了。") % words}
        )
