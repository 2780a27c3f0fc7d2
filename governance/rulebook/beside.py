"""What packages above the rulebook add to its pages: another view beside its own, a block beside an article.

The rulebook draws what it is handed and knows nothing of where it comes from.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from governance.access.actor import Actor
from governance.access.policy import ask
from governance.people.models import Organization


@dataclass(frozen=True)
class View:
    label: Any
    url_name: str
    action: str


# (actor, organization, citation) → context for the template.
Block = Callable[[Actor, Organization, str], dict[str, Any]]


@dataclass(frozen=True)
class ArticleBlock:
    action: str
    template: str
    context: Block


_VIEWS: list[View] = []
_BLOCKS: list[ArticleBlock] = []


def add_view(view: View) -> None:
    if view not in _VIEWS:
        _VIEWS.append(view)


def add_article_block(block: ArticleBlock) -> None:
    if block not in _BLOCKS:
        _BLOCKS.append(block)


def views_for(actor: Actor, organization: Organization) -> list[View]:
    return [view for view in _VIEWS if ask(actor, view.action, organization).allowed]


def blocks_for(actor: Actor, organization: Organization, cite: str) -> list[dict[str, Any]]:
    """For those who may see them: {template, and what it takes}."""
    return [
        {"template": block.template, **block.context(actor, organization, cite)}
        for block in _BLOCKS
        if ask(actor, block.action, organization).allowed
    ]
