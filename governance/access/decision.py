"""Who may do what, on this object, today: the answer with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from governance.access.actor import Actor

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Words = str | _StrPromise  # a sentence, translated now or when shown


@dataclass(frozen=True)
class Allowed:
    """`post` is the post by virtue of which; the trail prints it."""

    post: str = ""


@dataclass(frozen=True)
class Denied:
    """`posts` names who may (glossary codes), so that the page can say whom to ask."""

    reason: Words
    posts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Decision:
    """Made by `require` and `ask` only; carried into the act."""

    action: str
    actor: Actor
    allowed: bool
    post: str = ""
    reason: Words = ""
    posts: tuple[str, ...] = ()
    object_text: str = ""
    object_key: tuple[str, Any] = ("", None)
