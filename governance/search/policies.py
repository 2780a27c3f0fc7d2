"""Everybody with a post searches; what is found is what each may see anyway."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from governance.access.actor import Actor
from governance.access.decision import Allowed, Denied
from governance.access.policy import Answer, policy


@policy("search.read")
def whoever_holds_a_post(actor: Actor, organization: Any) -> Answer:
    held = actor.main_post
    return Allowed(held.title) if held else Denied(str(_("检索由在任人员使用")))
