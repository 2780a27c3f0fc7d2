"""What the audit layer needs to know about who acts; `governance.access` makes the real ones."""

from __future__ import annotations

from typing import Protocol


class ActorLike(Protocol):
    @property
    def account_id(self) -> int | None: ...

    @property
    def name(self) -> str: ...


class DecisionLike(Protocol):
    @property
    def allowed(self) -> bool: ...

    @property
    def action(self) -> str: ...

    @property
    def actor(self) -> ActorLike: ...

    @property
    def post(self) -> str:
        """The post by virtue of which the actor may act, as the trail prints it."""
        ...
