"""Verbs as buttons: shown to whoever may, greyed with the article where the regulations say not now."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from governance.access.actor import Actor
from governance.access.policy import ask
from governance.rules.verdict import Verdict

SEND, CONFIRM, FORM = "send", "confirm", "form"


@dataclass(frozen=True)
class Button:
    """`mode`: `send` acts at once, `confirm` unfolds what follows, `form` opens a page to fill in."""

    label: str
    url: str
    mode: str = FORM
    title: str = ""
    consequence: str = ""
    primary: bool = False
    verdict: Verdict | None = None
    once: uuid.UUID = field(default_factory=uuid.uuid4)

    @property
    def stopped(self) -> bool:
        return self.verdict is not None and not self.verdict.allowed


@dataclass(frozen=True)
class Buttons:
    """Collects the buttons an actor may use on one matter, in order. `typed`: of a meeting entered late,
    where each step has a time of its own, every verb opens its form."""

    actor: Actor
    typed: bool = False
    found: list[Button] = field(default_factory=list)

    def add(
        self,
        action: str,
        obj: Any,
        name: str,
        label: Any,
        *,
        args: tuple[Any, ...] = (),
        query: str = "",
        mode: str = FORM,
        title: Any = "",
        consequence: Any = "",
        primary: bool = False,
        verdict: Verdict | None = None,
    ) -> None:
        if not ask(self.actor, action, obj).allowed:
            return
        place = name if ":" in name else f"meetings:{name}"
        url = reverse(place, args=args or (obj.pk,))
        self.found.append(
            Button(
                label=str(label),
                url=f"{url}?{query}" if query else url,
                mode=FORM if self.typed else mode,
                title=str(title),
                consequence=str(consequence),
                primary=primary and not any(b.primary for b in self.found),
                verdict=verdict,
            )
        )
