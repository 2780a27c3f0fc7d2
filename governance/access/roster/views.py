"""The roster's pages: persons of a town, their posts over time, close relations for recusal."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django import forms
from django.core.paginator import Paginator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from governance.access.policy import ask
from governance.access.roster import kinship, persons, tenures
from governance.access.roster.forms import (
    ActingForm,
    EndKinshipForm,
    EndTenureForm,
    KinshipForm,
    PersonForm,
    TenureForm,
)
from governance.access.views import PageView, VerbView
from governance.people.models import Kinship, Person, Tenure

PER_PAGE = 50


class RosterView(PageView):
    """Everybody of the town: posts held today, and registrations that wait for approval."""

    action = "people.roster.read"
    template_name = "people/roster.html"

    def context(self, **extra: Any) -> dict[str, Any]:
        town, day = self.organization, self.actor.day
        sought = self.request.GET.get("q", "").strip()
        of_town = Tenure.objects.visible_to(self.actor).filter(organization=town)
        serving = of_town.values("person_id")
        found = Person.objects.visible_to(self.actor)
        found = found.filter(models.Q(roster_town=town) | models.Q(pk__in=serving))
        if sought:
            found = found.filter(name__icontains=sought)
        today = of_town.on(day).select_related("post").order_by("post__order")
        found = found.prefetch_related(models.Prefetch("tenures", queryset=today, to_attr="held_today"))
        page = Paginator(found.order_by("id"), PER_PAGE).get_page(self.request.GET.get("page"))
        waiting = Person.objects.visible_to(self.actor).filter(roster_town=town, approved_on=None).count()
        may_register = ask(self.actor, "people.person.registered", town).allowed
        return super().context(
            page_obj=page, sought=sought, waiting=waiting, may_register=may_register, **extra
        )


class PersonView(PageView):
    action = "people.person.read"
    model = Person
    template_name = "people/person.html"

    def context(self, **extra: Any) -> dict[str, Any]:
        person, town = self.object, self.organization
        held = Tenure.objects.visible_to(self.actor).filter(person=person)
        kin = Kinship.objects.visible_to(self.actor).filter(
            models.Q(person=person) | models.Q(relative=person)
        )
        kin = kin.filter(organization=town).select_related("person", "relative")
        relations = [(row, row.relative if row.person_id == person.pk else row.person) for row in kin]
        return super().context(
            tenures=held.select_related("post").order_by("-since", "-id"),
            relations=relations,
            may={
                "correct": ask(self.actor, "people.person.corrected", person).allowed,
                "approve": person.approved_on is None
                and ask(self.actor, "people.person.approved", person).allowed,
                "appoint": ask(self.actor, "people.tenure.begun", town).allowed,
                "kinship": ask(self.actor, "people.kinship.registered", town).allowed,
                "see_kinship": ask(self.actor, "people.kinship.read", town).allowed,
            },
            **extra,
        )


class RosterVerb(VerbView):
    """A form of the roster; afterwards back to the person."""

    abstract_view = True
    template_name = "people/form.html"
    note: ClassVar[Any] = ""

    @property
    def person(self) -> Person | None:
        return self.object if isinstance(self.object, Person) else getattr(self.object, "person", None)

    def success_url(self, result: Any) -> str:
        person = result if isinstance(result, Person) else self.person
        return reverse("people:person", args=[person.pk]) if person else reverse("people:roster")

    def back_url(self) -> str:
        return self.success_url(None)

    def success_text(self, result: Any) -> str:
        return _t("已%(act)s：%(who)s") % {"act": self.title, "who": self.person or result}

    def context(self, **extra: Any) -> dict[str, Any]:
        return super().context(title=self.title, note=self.note, back_url=self.back_url(), **extra)


class RegisterPerson(RosterVerb):
    action = "people.person.registered"
    form_class = PersonForm
    title = _("登记人员")
    note = _("登记后由组织委员审定，审定以后才能登记任职、开立账号。")

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> Person:
        return persons.register_person(
            actor=self.actor, organization_id=self.organization.pk, once=once, **form.cleaned_data
        )


class CorrectPerson(RosterVerb):
    action = "people.person.corrected"
    model = Person
    form_class = PersonForm
    title = _("更正登记")
    note = _("更正前的内容留着，办理留痕里查得到。")

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": {name: getattr(self.object, name) for name in persons.DETAILS}}

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> Person:
        return persons.correct_person(
            actor=self.actor, person_id=self.object.pk, once=once, **form.cleaned_data
        )


class ApprovePerson(RosterVerb):
    action = "people.person.approved"
    model = Person
    title = _("审定登记")

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> Person:
        return persons.approve_person(actor=self.actor, person_id=self.object.pk, once=once)


class Appoint(RosterVerb):
    action = "people.tenure.begun"
    model = Person
    form_class = TenureForm
    title = _("登记任职")
    note = _("职责随任职走：登记的当天起生效，最后一天过后自动停止。")

    def subject(self) -> Any:
        return self.organization

    def form_kwargs(self) -> dict[str, Any]:
        return {"organization": self.organization}

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> Tenure:
        return tenures.appoint(actor=self.actor, once=once, **self.values(form))

    def values(self, form: forms.Form) -> dict[str, Any]:
        values = dict(form.cleaned_data)
        return {"post_id": values.pop("post").pk, "person_id": self.object.pk, **values}


class AppointActing(Appoint):
    action = "people.tenure.acted"
    form_class = ActingForm
    title = _("登记主持工作、代理")
    note = _("职责随任职走；代理的职务前加“代”。委员的表决权不随代理、主持工作走。")

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> Tenure:
        return tenures.appoint_acting(actor=self.actor, once=once, **self.values(form))


class EndTenure(RosterVerb):
    action = "people.tenure.ended"
    model = Tenure
    form_class = EndTenureForm
    title = _("登记离任")

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> Tenure:
        return tenures.end_tenure(
            actor=self.actor, tenure_id=self.object.pk, reason=reason, once=once, **form.cleaned_data
        )


class RegisterKinship(RosterVerb):
    action = "people.kinship.registered"
    model = Person
    form_class = KinshipForm
    title = _("登记亲属关系")
    note = _("只登记须回避的近亲属。只有组织办、纪委和本人看得到。")

    def subject(self) -> Any:
        return self.organization

    def form_kwargs(self) -> dict[str, Any]:
        return {"relatives": Person.objects.visible_to(self.actor).exclude(pk=self.object.pk)}

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> Kinship:
        values = dict(form.cleaned_data)
        return kinship.register_kinship(
            actor=self.actor,
            organization_id=self.organization.pk,
            person_id=self.object.pk,
            relative_id=values.pop("relative").pk,
            once=once,
            **values,
        )


class EndKinship(RosterVerb):
    action = "people.kinship.ended"
    model = Kinship
    form_class = EndKinshipForm
    title = _("终止亲属关系")

    def success_text(self, result: Any) -> str:
        return _t("已终止亲属关系1条")

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> Kinship:
        return kinship.end_kinship(
            actor=self.actor, kinship_id=self.object.pk, once=once, **form.cleaned_data
        )
