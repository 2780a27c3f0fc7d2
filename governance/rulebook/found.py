"""Regulations and articles. They are not rows: the book of the day is looked through in memory."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.rulebook.book import TownRules, rules_of
from governance.rulebook.reading import LEVELS, STATES, state_of
from governance.rules.book import Article, Regulation
from governance.search.kinds import RULES, Group, Hit, Result, register_source
from governance.search.text import holds_all


class Rules:
    """Regulations by name, whether adopted or not; articles of those in force, by number and wording."""

    code = "rulebook.article"
    group: Group = RULES

    def hits(self, actor: Actor, words: Sequence[str], most: int) -> list[Hit]:
        rules = _rules(actor)
        if rules is None:
            return []
        book = rules.book(actor.day)
        named = [
            Hit(self.code, regulation.id, None, True)
            for regulation in rules.library.regulations.values()
            if holds_all(_name(regulation), words)
        ]
        said = [
            Hit(self.code, article.cite, None, holds_all(_cite(regulation, article), words))
            for regulation in book.regulations.values()
            for article in regulation.articles
            if not article.superseded and holds_all(_wording(regulation, article), words)
        ]
        return (named + sorted(said, key=lambda hit: not hit.by_name))[:most]

    def show(self, actor: Actor, keys: Sequence[Any]) -> dict[Any, Result]:
        rules = _rules(actor)
        if rules is None:
            return {}
        book, shown = rules.book(actor.day), {}
        for key in keys:
            regulation_id, colon, _ref = key.partition(":")
            if not colon:
                shown[key] = self._regulation(rules, rules.library.regulations[regulation_id], actor)
            elif (article := book.article(key)) is not None:
                shown[key] = self._article(book.regulations[regulation_id], article)
        return shown

    @staticmethod
    def _regulation(rules: TownRules, regulation: Regulation, actor: Actor) -> Result:
        state, _since = state_of(rules, regulation.id, actor.day)
        url = reverse("rulebook:regulation", args=[regulation.id])
        return Result(regulation.title, url, (regulation.id, str(STATES[state])))

    @staticmethod
    def _article(regulation: Regulation, article: Article) -> Result:
        return Result(
            title=_("%(regulation)s %(ref)s") % {"regulation": regulation.short, "ref": article.ref},
            url=reverse("rulebook:article", args=[regulation.id, article.ref]),
            facts=(article.cite, str(LEVELS[article.enforce])),
            said="；".join((article.statement, *article.items)),
        )


def _rules(actor: Actor) -> TownRules | None:
    post = actor.main_post
    return rules_of(post.organization_id) if post else None


def _name(regulation: Regulation) -> str:
    return f"{regulation.title}｜{regulation.short}｜{regulation.id}"


def _cite(regulation: Regulation, article: Article) -> str:
    return f"{regulation.short} {article.ref}｜{article.cite}"


def _wording(regulation: Regulation, article: Article) -> str:
    return f"{_cite(regulation, article)}｜{article.statement}｜{'；'.join(article.items)}"


register_source(Rules())
