"""Which acts someone may read: one's own, those on objects one may know of, and by supervision.

Nobody is asked for the rows themselves: an object's own `visible_to` decides, type by type, so that
an item one is recused from keeps its acts to itself inside a meeting one may see.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from django.apps import apps
from django.db import models
from django.db.models import Q

from governance.access.actor import Actor
from governance.access.policy import ask
from governance.audit.models import Act
from governance.people.models import Organization


def model_named(label: str) -> type[models.Model] | None:
    """The model of an act's object type, or None for one that a later version no longer has."""
    try:
        return apps.get_model(label)
    except (LookupError, ValueError):
        return None


def visible_ids(actor: Actor, label: str, ids: set[str]) -> set[str]:
    """Of these objects the ones the actor may know of. Types without `visible_to` show nothing."""
    model = model_named(label)
    manager = getattr(model, "objects", None)
    if model is None or not hasattr(manager, "visible_to"):
        return set()
    keys = []
    for one in ids:
        try:
            keys.append(model._meta.pk.to_python(one))
        except Exception:
            continue
    return {str(pk) for pk in manager.visible_to(actor).filter(pk__in=keys).values_list("pk", flat=True)}


def readable(actor: Actor, acts: Iterable[Act]) -> list[Act]:
    """The acts the actor may read, in the order given. One query per type of object."""
    acts = list(acts)
    if actor.administrator == "auditor":
        return acts
    asked: dict[str, set[str]] = defaultdict(set)
    for act in acts:
        if act.object_id:
            asked[act.object_type].add(act.object_id)
        elif act.matter_id:  # refused before its object existed: the matter decides
            asked[act.matter_type].add(act.matter_id)
    seen = {label: visible_ids(actor, label, ids) for label, ids in asked.items()}
    return [act for act in acts if _own(actor, act) or _shown(act, seen)]


def supervised(actor: Actor, organization_id: int, acts: Iterable[Act]) -> list[Act]:
    """Of a town's exceptions those a supervisor of it is shown. Recusal wins over supervision too:
    a post-holder does not see those on an object that is kept from that person."""
    acts = list(acts)
    if organization_id not in actor.organization_ids:  # a reader by grant knows none of the objects
        return acts
    shown = {act.pk for act in readable(actor, acts)}
    return [act for act in acts if act.pk in shown or not _kept_from_some(act)]


def _kept_from_some(act: Act) -> bool:
    """Does the act stand on an object whose model decides who may know of it?"""
    model = model_named(act.object_type) if act.object_id else None
    return model is not None and hasattr(getattr(model, "objects", None), "visible_to")


def _own(actor: Actor, act: Act) -> bool:
    return actor.account_id is not None and act.actor_id == actor.account_id


def _shown(act: Act, seen: dict[str, set[str]]) -> bool:
    if act.object_id:
        return act.object_id in seen.get(act.object_type, set())
    return bool(act.matter_id) and act.matter_id in seen.get(act.matter_type, set())


def may_read(actor: Actor, act: Act) -> bool:
    """One act: as above, or as a refusal or warning to whoever supervises the organization."""
    if readable(actor, [act]):
        return True
    if not is_exception(act):
        return False
    organization = Organization.objects.filter(pk=act.organization_id).first()
    if organization is None or not ask(actor, "audit.refusals.read", organization).allowed:
        return False
    return bool(supervised(actor, organization.pk, [act]))


def is_exception(act: Act) -> bool:
    """Refused, or gone on with past a warning: what supervision looks at."""
    return act.outcome == Act.Outcome.REFUSED or bool(act.reason and not act.late_entry)


# What else belongs to a matter, though its acts name another: by type of object, (type, ids) of the parts.
Parts = Callable[[str], Iterable[tuple[str, Iterable[object]]]]
_PARTS: dict[str, Parts] = {}


def register_parts(object_type: str, parts: Parts) -> None:
    """An item's votes belong to the timeline of its topic as well as to that of the meeting."""
    if object_type in _PARTS:
        raise ValueError(f"parts of {object_type} registered twice")
    _PARTS[object_type] = parts


def timeline(object_type: str, object_id: str) -> models.QuerySet[Act]:
    """Acts on an object, on everything that belongs to it as a matter, and on its parts, oldest first."""
    wanted = Q(object_type=object_type, object_id=object_id) | Q(matter_type=object_type, matter_id=object_id)
    if object_type in _PARTS:
        for label, ids in _PARTS[object_type](object_id):
            wanted |= Q(object_type=label, object_id__in=[str(one) for one in ids])
    return Act.objects.filter(wanted).order_by("recorded_at", "id")


def exceptions(organization_id: int) -> models.QuerySet[Act]:
    """Refusals and warnings passed of one organization, newest first."""
    refused = Q(outcome=Act.Outcome.REFUSED)
    warned = Q(late_entry=False) & ~Q(reason="")
    return Act.objects.filter(refused | warned, organization_id=organization_id).order_by(
        "-recorded_at", "-id"
    )
