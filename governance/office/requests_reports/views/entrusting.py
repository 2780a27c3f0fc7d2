"""代签委托: who may sign for the secretary, from when to when."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from governance.access.policy import ask
from governance.access.views import PageView
from governance.office.requests_reports.forms import EntrustForm
from governance.office.requests_reports.models import SigningEntrustment
from governance.office.requests_reports.services import entrusting
from governance.office.requests_reports.views.base import OfficeVerb
from governance.people.models import Person
from governance.people.queries import holders, posts_by_person


class Entrustments(PageView):
    action = "office.entrustment.list"
    template_name = "office/requests_reports/entrustments.html"

    def context(self, **extra: Any) -> dict[str, Any]:
        rows = SigningEntrustment.objects.visible_to(self.actor).filter(organization=self.organization)
        today = self.actor.day
        return super().context(
            rows=[
                {
                    "row": row,
                    "stands": row.stands_on(today),
                    "ahead": row.revoked_on is None and row.since > today,
                }
                for row in rows.select_related("secretary", "deputy")
            ],
            may=ask(self.actor, "office.entrustment.given", self.organization).allowed,
            **extra,
        )


class Entrust(OfficeVerb):
    action = "office.entrustment.given"
    title = _("委托代签")
    form_class = EntrustForm
    place, list_name = "", "entrustments"

    def form_kwargs(self) -> dict[str, Any]:
        deputies = [t.person_id for t in holders(self.organization.pk, "deputy_secretary", self.actor.day)]
        known = Person.objects.visible_to(self.actor).filter(pk__in=deputies)
        titles = posts_by_person(self.organization.pk, self.actor.day)
        return {"people": known, "titles": titles, "initial": {"since": self.actor.day}}

    def carry_out(self, form: EntrustForm, **common: Any) -> SigningEntrustment:
        return entrusting.entrust(organization=self.organization, **form.cleaned_data, **common)


class Revoke(OfficeVerb):
    action = "office.entrustment.revoked"
    model = SigningEntrustment
    title = _("撤销委托")
    consequence = _("从今天起不再代签；已经代签的仍有效。")
    place, list_name = "", "entrustments"

    def carry_out(self, form: Any, **common: Any) -> SigningEntrustment:
        return entrusting.revoke(entrustment_id=self.object.pk, **common)
