"""Who is told when an act has been written: what is derived from recorded rows follows them in the same
transaction. A follower writes operational rows alone and decides nothing."""

from __future__ import annotations

from collections.abc import Callable

from governance.audit.scope import OpenAct

Follower = Callable[[OpenAct], None]
_FOLLOWERS: list[Follower] = []


def follow_acts(follower: Follower) -> None:
    """Called once by a package's start-up; the same follower is kept once."""
    if follower not in _FOLLOWERS:
        _FOLLOWERS.append(follower)


def tell(opened: OpenAct) -> None:
    for follower in _FOLLOWERS:
        follower(opened)
