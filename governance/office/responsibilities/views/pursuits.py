"""Holding to account: the register, one case, entering one and what was decided. Every reading leaves a row."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.access.policy import ask
from governance.access.views import PageView
from governance.audit.sealed import reveal_many
from governance.office.responsibilities import forms as typed
from governance.office.responsibilities import services
from governance.office.responsibilities.models import Pursuit
from governance.office.responsibilities.views.base import DutiesMixin, DutyStep
from governance.rulebook import words
from governance.rulebook.book import rules_of

# Articles that speak of being held to account come first in the form; any of the town's articles may be the one.
SPEAK_OF_IT = ("S1-06:正-7", "S1-06:他-7", "S0-13:一b")
OWN_OF = ("S1-06", "S0-13", "S1-05", "S0-03", "S2-01", "S0-02")


class PursuitList(DutiesMixin, PageView):
    action = "responsibilities.pursuit.read"
    template_name = "responsibilities/pursuits.html"
    sensitive_read = True

    def context(self, **extra: Any) -> dict[str, Any]:
        rows = Pursuit.objects.visible_to(self.actor).filter(organization=self.organization)
        found = list(rows.select_related("person"))
        return super().context(
            rows=[(row, words.cite_text(row.cite)) for row in found],
            open=sum(row.status == Pursuit.Status.OPEN for row in found),
            may=self.may("pursuit.registered"),
            here="pursuits",
            **extra,
        )


class PursuitPage(DutiesMixin, PageView):
    action = "responsibilities.pursuit.read"
    model = Pursuit
    template_name = "responsibilities/pursuit.html"
    sensitive_read = True

    def visible(self) -> models.QuerySet:
        return super().visible().select_related("person", "upon", "registered_by")

    def context(self, **extra: Any) -> dict[str, Any]:
        pursuit: Pursuit = self.object
        what, outcome = (reveal_many([row])[0] if row else "" for row in (pursuit.what, pursuit.outcome))
        upward = Pursuit.objects.visible_to(self.actor).filter(upon=pursuit).select_related("person")
        below = Pursuit.objects.visible_to(self.actor).filter(pk=pursuit.upon_id or 0).first()
        return super().context(
            pursuit=pursuit,
            what=what,
            outcome=outcome,
            upward=list(upward),
            below=below,
            may=self.may("pursuit.registered", "pursuit.decided"),
            **extra,
        )


class RegisterPursuit(DutyStep):
    action = "responsibilities.pursuit.registered"
    form_class = typed.PursuitForm
    title = gettext_lazy("登记责任追究")
    note = gettext_lazy(
        "逐级追究：先登记直接责任人，再由那一件往上登记分管领导、主要领导。违反议事规则的，登记在“责任追究台账”。"
    )
    home = "responsibilities:pursuits"

    def form_kwargs(self) -> dict[str, Any]:
        return {"cites": self._cites(), **self.people()}

    def _cites(self) -> list[tuple[str, str]]:
        book = rules_of(self.organization.pk).book(self.actor.day)
        own = [
            article.cite
            for code in OWN_OF
            if code in book.regulations
            for article in book.regulations[code].articles
        ]
        found = [(cite, book.article(cite)) for cite in dict.fromkeys([*SPEAK_OF_IT, *own])]
        return [(cite, f"{words.cite_text(cite)}　{one.statement}"[:60]) for cite, one in found if one]

    def _upon(self) -> int | None:
        typed_ = self.request.GET.get("you", "")
        return int(typed_) if typed_.isdecimal() else None

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> Pursuit:
        return services.register_pursuit(
            organization=self.organization,
            actor=self.actor,
            upon_id=self._upon(),
            once=once,
            **form.cleaned_data,
        )

    def success_url(self, result: Pursuit) -> str:
        if ask(self.actor, "responsibilities.pursuit.read", self.organization).allowed:
            return reverse("responsibilities:pursuit", args=[result.pk])
        return reverse("responsibilities:index")

    def success_text(self, result: Pursuit) -> str:
        return _("已登记%(what)s。") % {"what": result}


class DecidePursuit(DutyStep):
    action = "responsibilities.pursuit.decided"
    model = Pursuit
    form_class = typed.DecideForm
    title = gettext_lazy("登记追究处理")
    place = "responsibilities:pursuit"

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"decided_on": self.actor.day}}

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> Pursuit:
        return services.decide_pursuit(
            pursuit_id=self.object.pk, actor=self.actor, once=once, **form.cleaned_data
        )

    def success_text(self, result: Pursuit) -> str:
        return _("已登记%(what)s的处理。") % {"what": result}
