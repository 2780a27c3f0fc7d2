"""What pages of one register and of one row share."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django import forms
from django.db import models
from django.http import Http404
from django.urls import reverse

from governance.access.views import GovernedView, VerbView
from governance.people.models import Organization
from governance.registers.models import RegisterEntry
from governance.registers.parts import Place, place_of
from governance.registers.reading import declaration_of


class InRegister(GovernedView):
    """A page of one register of the reader's own town."""

    abstract_view = True
    place: Place

    def find_organization(self) -> Organization:
        organization = super().find_organization()
        place = place_of(organization, self.kwargs["code"], self.actor.day)
        if place is None:
            raise Http404
        self.place = place
        return organization

    def subject(self) -> Any:
        return self.place

    def list_url(self) -> str:
        return reverse("registers:list", args=[self.place.declaration.code])

    def context(self, **extra: Any) -> dict[str, Any]:
        return super().context(place=self.place, register=self.place.declaration, **extra)


class OfEntry(GovernedView):
    """A page of one row: found in the reader's view, under its own edition."""

    abstract_view = True
    model = RegisterEntry

    def visible(self) -> models.QuerySet:
        found = super().visible().filter(register=self.kwargs["code"])
        return found.select_related("edition", "organization", "unit", "person", "entered_by")

    def context(self, **extra: Any) -> dict[str, Any]:
        declaration = declaration_of(self.object)
        return super().context(entry=self.object, register=declaration, **extra)


class EntryVerb(OfEntry, VerbView):
    """A step on one row: what follows, a form, one button."""

    abstract_view = True
    template_name = "registers/step.html"
    consequence: ClassVar[Any] = ""
    done: ClassVar[Any] = ""  # %(number)s

    def place_url(self) -> str:
        return reverse("registers:entry", args=[self.object.register, self.object.pk])

    def back_url(self) -> str:
        return self.place_url()

    def success_url(self, result: Any) -> str:
        return self.place_url()

    def success_text(self, result: Any) -> str:
        return str(self.done) % {"number": result.number, "state": result.status_text}

    def context(self, **extra: Any) -> dict[str, Any]:
        more = {"title": self.title, "consequence": self.consequence, "back_url": self.back_url()}
        return super().context(**{**more, **extra})

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> Any:
        return self.carry_out(form, entry_id=self.object.pk, actor=self.actor, once=once)

    def carry_out(self, form: Any, **common: Any) -> Any:
        """Call one service with `**common`."""
        raise NotImplementedError
