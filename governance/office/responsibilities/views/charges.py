"""Lines, points, areas, groups and regulations: the steps."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.office.responsibilities import forms as typed
from governance.office.responsibilities import services
from governance.office.responsibilities.models import Assignment, Charge, LeadingGroup, SystemOwner
from governance.office.responsibilities.views.base import DutyStep
from governance.people.models import Organization
from governance.rulebook.book import rules_of

Kind = Organization.Kind
OFFICES = (Kind.OFFICE, Kind.TOWN_BODY)


class OpenCharge(DutyStep):
    action = "responsibilities.charge.opened"
    form_class = typed.ChargeForm
    title = gettext_lazy("设线、点、片")
    note = gettext_lazy("线有分管领导，点有驻点干部，片有片长。设好以后再定人。")

    def form_kwargs(self) -> dict[str, Any]:
        given = self.request.GET
        wanted = {"kind": given.get("lei", ""), "unit": given.get("cun", "")}
        return {
            "units": self.units(*OFFICES, Kind.VILLAGE_BRANCH),
            "areas": Charge.objects.visible_to(self.actor)
            .standing()
            .filter(organization=self.organization, kind=Charge.Kind.AREA),
            "initial": {key: value for key, value in wanted.items() if value},
        }

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> Charge:
        return services.open_charge(
            organization=self.organization, actor=self.actor, once=once, **form.cleaned_data
        )

    def success_url(self, result: Charge) -> str:
        return reverse("responsibilities:charge", args=[result.pk])

    def success_text(self, result: Charge) -> str:
        return _("已设%(charge)s，接着定责任人。") % {"charge": result}


class OnCharge(DutyStep):
    abstract_view = True
    model = Charge
    place = "responsibilities:charge"


class Assign(OnCharge):
    action = "responsibilities.charge.assigned"
    form_class = typed.AssignForm
    title = gettext_lazy("定责任人")
    note = gettext_lazy("定新的负责人，原来的到前一天为止。")

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"role": "lead", "since": self.actor.day}, **self.people()}

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> Assignment:
        return services.assign(charge_id=self.object.pk, actor=self.actor, once=once, **form.cleaned_data)

    def success_text(self, result: Assignment) -> str:
        return _("已定%(name)s为%(charge)s%(role)s。") % {
            "name": result.person.name,
            "charge": result.charge,
            "role": result.role_words,
        }


class CloseCharge(OnCharge):
    action = "responsibilities.charge.closed"
    title = gettext_lazy("撤线、点、片")
    note = gettext_lazy("撤以前先逐人止任；撤后还查得到从前由谁负责。")

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> Charge:
        return services.close_charge(charge_id=self.object.pk, actor=self.actor, once=once)

    def success_url(self, result: Charge) -> str:
        return reverse("responsibilities:index")

    def success_text(self, result: Charge) -> str:
        return _("已撤%(charge)s。") % {"charge": result}


class EndAssignment(DutyStep):
    action = "responsibilities.assignment.ended"
    model = Assignment
    form_class = typed.EndForm
    title = gettext_lazy("止任")

    def visible(self) -> models.QuerySet:
        return super().visible().filter(until__isnull=True).select_related("charge", "person")

    def back_url(self) -> str:
        return reverse("responsibilities:charge", args=[self.object.charge_id])

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"until": self.actor.day}}

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> Assignment:
        return services.end_assignment(
            assignment_id=self.object.pk, actor=self.actor, once=once, **form.cleaned_data
        )

    def success_text(self, result: Assignment) -> str:
        return _("%(name)s到%(day)s为止。") % {"name": result.person.name, "day": result.until}


class SetUpGroup(DutyStep):
    action = "responsibilities.group.set_up"
    form_class = typed.GroupForm
    title = gettext_lazy("成立领导小组")
    note = gettext_lazy("名称和现有的相同，就是调整组成，原来的组成到前一天为止。")
    home = "responsibilities:groups"

    def form_kwargs(self) -> dict[str, Any]:
        initial: dict[str, Any] = {"since": self.actor.day}
        if self.request.GET.get("lei") == "party_building":
            label = str(LeadingGroup.Kind.PARTY_BUILDING.label)
            initial |= {"kind": "party_building", "name": label}
        people = self.people("delegate", "village_director", "village_clerk", "staff")
        return {"units": self.units(*OFFICES), "initial": initial, **people}

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> LeadingGroup:
        data = dict(form.cleaned_data)
        data["deputies"], data["members"] = list(data["deputies"]), list(data["members"])
        return services.set_up_group(organization=self.organization, actor=self.actor, once=once, **data)

    def success_text(self, result: LeadingGroup) -> str:
        return _("已成立%(group)s。") % {"group": result}


class EndGroup(DutyStep):
    action = "responsibilities.group.ended"
    model = LeadingGroup
    title = gettext_lazy("撤销领导小组")
    home = "responsibilities:groups"

    def visible(self) -> models.QuerySet:
        return super().visible().filter(until__isnull=True)

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> LeadingGroup:
        return services.end_group(group_id=self.object.pk, actor=self.actor, once=once)

    def success_text(self, result: LeadingGroup) -> str:
        return _("已撤销%(group)s。") % {"group": result}


class AssignSystems(DutyStep):
    action = "responsibilities.systems.assigned"
    form_class = typed.SystemsForm
    title = gettext_lazy("定制度责任岗位")
    note = gettext_lazy("一次可以选几部。岗位换了人，责任随岗位走，不用重定。")
    home = "responsibilities:systems"

    def form_kwargs(self) -> dict[str, Any]:
        rules = rules_of(self.organization.pk)
        held = rules.book(self.actor.day).regulations
        chosen = self.request.GET.get("zhidu", "")
        every = sorted(rules.library.regulations.values(), key=lambda one: one.id not in held)
        return {
            "posts": self.posts().order_by("order", "id"),
            "regulations": [(one.id, one.title) for one in every],
            "initial": {"since": self.actor.day, "regulations": [chosen] if chosen else []},
        }

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> list[SystemOwner]:
        return services.assign_systems(
            organization=self.organization, actor=self.actor, once=once, **form.cleaned_data
        )

    def success_text(self, result: list[SystemOwner]) -> str:
        return _("已定%(n)s部制度由%(post)s负责。") % {"n": len(result), "post": result[0].post.title}
