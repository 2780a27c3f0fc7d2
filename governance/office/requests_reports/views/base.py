"""What the verbs on requests and reports share: where they lead back to, what they say when done."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from governance.access.views import VerbView
from governance.office.requests_reports.forms import NothingToFill
from governance.office.requests_reports.pages import done_words
from governance.people.models import Organization, Person
from governance.people.queries import posts_by_person, serving


class OfficeVerb(VerbView):
    """Subclasses call one service in `carry_out`. `place`: the name of the page of what they act on."""

    abstract_view = True
    template_name = "office/requests_reports/verb.html"
    form_class: ClassVar[type[forms.Form]] = NothingToFill
    consequence: ClassVar[Any] = ""
    place: ClassVar[str] = "paper"
    list_name: ClassVar[str] = "list"
    once: uuid.UUID

    def carry_out(self, form: Any, **common: Any) -> Any:
        raise NotImplementedError

    def perform(self, form: Any, *, once: uuid.UUID, reason: str) -> Any:
        self.once = once
        return self.carry_out(form, actor=self.actor, once=once)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().dispatch(request, *args, **kwargs)
        except ObjectDoesNotExist:  # withdrawn from view between fetching and locking
            raise Http404 from None

    def back_url(self) -> str:
        if self.object is not None and self.place:
            return reverse(f"requests:{self.place}", args=[self.object.pk])
        return reverse(f"requests:{self.list_name}")

    def success_url(self, result: Any) -> str:
        return reverse(f"requests:{self.place}", args=[result.pk]) if self.place else self.back_url()

    def success_text(self, result: Any) -> str:
        return done_words(self.once)

    def heading(self) -> str:
        return str(self.object or "")

    def context(self, **extra: Any) -> dict[str, Any]:
        return super().context(
            **{
                "title": self.title,
                "heading": self.heading(),
                "consequence": self.consequence,
                "back_url": self.back_url(),
                **extra,
            }
        )

    def people(self) -> dict[str, Any]:
        """Who serves in the town, with their posts: for fields that name somebody."""
        serve = serving(self.organization.pk, self.actor.day)
        known = Person.objects.visible_to(self.actor).filter(pk__in=[one.pk for one in serve])
        return {"people": known, "titles": posts_by_person(self.organization.pk, self.actor.day)}

    def units(self) -> Any:
        found = Organization.objects.visible_to(self.actor).filter(town=self.organization)
        return found.filter(closed_on__isnull=True)
