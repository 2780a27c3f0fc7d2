"""Policies: one function per action name, registered once, answering Allowed or Denied(reason)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from governance.access.actor import Actor
from governance.access.decision import Allowed, Decision, Denied
from governance.access.errors import Forbidden

if TYPE_CHECKING:
    from governance.access.decision import Words

Answer = Allowed | Denied
Policy = Callable[[Actor, Any], Answer]

_POLICIES: dict[str, Policy] = {}


def policy(*actions: str) -> Callable[[Policy], Policy]:
    """Register the function for one or more action names; a name has exactly one policy. For verbs
    the action name is the act code, whose title and sentence stand in the vocabulary."""

    def register(function: Policy) -> Policy:
        for action in actions:
            if action in _POLICIES:
                raise ValueError(f"two policies for {action}")
            _POLICIES[action] = function
        return function

    return register


def actions() -> frozenset[str]:
    return frozenset(_POLICIES)


def ask(actor: Actor, action: str, obj: Any) -> Decision:
    """The decision without raising: for buttons. KeyError for an unregistered action."""
    answer = _POLICIES[action](actor, obj)
    key = (obj._meta.label_lower, obj.pk) if hasattr(obj, "_meta") else ("", None)
    text = str(getattr(obj, "audit_text", obj))
    if isinstance(answer, Allowed):
        return Decision(action, actor, True, post=answer.post, object_text=text, object_key=key)
    return Decision(
        action, actor, False, reason=answer.reason, posts=answer.posts, object_text=text, object_key=key
    )


def require(actor: Actor, action: str, obj: Any) -> Decision:
    """The decision, or Forbidden (403; the denial is logged). Services call it again under the
    row lock, so tasks and commands are covered too."""
    decision = ask(actor, action, obj)
    if not decision.allowed:
        raise Forbidden(decision, getattr(obj, "organization_id", None))
    return decision


def post_holders(*codes: str, reason: Words) -> Policy:
    """The common policy: whoever holds one of the posts in the object's organization."""

    def check(actor: Actor, obj: Any) -> Answer:
        held = actor.holds(_organization_of(obj), *codes)
        return Allowed(held.title) if held else Denied(reason, codes)

    return check


def committee_members(reason: Words) -> Policy:
    """Whoever has a voting seat on the committee of the object's organization."""

    def check(actor: Actor, obj: Any) -> Answer:
        held = actor.seat(_organization_of(obj))
        return Allowed(held.title) if held else Denied(reason, ("committee_member",))

    return check


def everybody_in_organization(reason: Words) -> Policy:
    """Whoever holds any post in the object's organization."""

    def check(actor: Actor, obj: Any) -> Answer:
        organization_id = _organization_of(obj)
        held = next((p for p in actor.posts if p.organization_id == organization_id), None)
        return Allowed(held.title) if held else Denied(reason)

    return check


def _organization_of(obj: Any) -> int:
    organization_id = getattr(obj, "organization_id", None)
    return organization_id if organization_id is not None else getattr(obj, "tenant_id", 0)
