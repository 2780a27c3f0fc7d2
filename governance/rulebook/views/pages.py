"""What the rulebook's pages share: the town's rules, the day they are read for, who may do what."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any, ClassVar

from django import forms
from django.http import Http404
from django.urls import reverse

from governance.access.policy import ask
from governance.access.views import GovernedView, PageView, VerbView
from governance.listing.typed import NoSuchDay, day_typed
from governance.people.queries import committee_tenures
from governance.rulebook import beside
from governance.rulebook.book import TownRules, rules_of
from governance.rulebook.explain import article_on
from governance.rulebook.reading import find_regulation
from governance.rules.book import Article, Book, Regulation


class RulesMixin(GovernedView):
    """`rules` and `book` of the organization; `?on=` reads them for another day."""

    abstract_view = True
    section: ClassVar[str] = ""  # which of the rulebook's views is open

    @cached_property
    def rules(self) -> TownRules:
        return rules_of(self.organization.pk)

    @cached_property
    def on(self) -> date:
        try:
            return day_typed(self.request.GET.get("on", "")) or self.actor.day
        except NoSuchDay:
            return self.actor.day

    @cached_property
    def book(self) -> Book:
        return self.rules.book(self.on)

    @cached_property
    def members(self) -> int:
        """Entitled members of the committee on the day. One query."""
        return len(committee_tenures(self.organization.pk, self.on))

    def may(self, *actions: str) -> dict[str, bool]:
        """For buttons: the last word of each action name → whether the actor may."""
        return {
            name.removeprefix("rulebook.").replace(".", "_"): ask(self.actor, name, self.organization).allowed
            for name in actions
        }

    def regulation(self) -> Regulation:
        found = find_regulation(self.rules, self.kwargs["regulation"], self.on)
        if found is None:
            raise Http404
        return found

    def article(self) -> Article:
        found = article_on(self.rules, f"{self.kwargs['regulation']}:{self.kwargs['ref']}", self.on)
        if found is None:
            raise Http404
        return found

    def context(self, **extra: Any) -> dict[str, Any]:
        past = self.on if self.on != self.actor.day else None
        more = beside.views_for(self.actor, self.organization)
        return super().context(
            view=self, section=self.section, on=self.on, past=past, more_views=more, **extra
        )


class RulesPage(RulesMixin, PageView):
    action = "rulebook.read"
    abstract_view = True


class RulesVerb(RulesMixin, VerbView):
    abstract_view = True
    back = "rulebook:index"

    def back_url(self) -> str:
        return reverse(self.back)

    def fresh_form(self) -> forms.Form:
        """`?yiju=`: the resolution by which it is done, where the page that led here knew it."""
        form = super().fresh_form()
        if "authority" in form.fields and (known := self.request.GET.get("yiju", "").strip()):
            form.initial["authority"] = known[:100]
        return form
