"""What was handled before a meeting could be held: the list, entering it, reporting it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from governance.access.policy import ask
from governance.access.views import PageView
from governance.people.queries import posts_by_person, serving
from meetings.forms.meetings import EmergencyForm, ReportForm
from meetings.models import EmergencyHandling, Meeting
from meetings.pages.scope import meetings_seen
from meetings.services import emergencies
from meetings.views.base import MeetingVerb


class EmergencyList(PageView):
    action = "meetings.emergency.list"
    template_name = "meetings/emergencies.html"

    def context(self, **extra: Any) -> dict[str, Any]:
        rows = (
            EmergencyHandling.objects.visible_to(self.actor)
            .filter(organization=self.organization)
            .select_related("handled_by", "asked", "meeting")
        )
        may = ask(self.actor, "meetings.emergency.recorded", self.organization).allowed
        reports = self.actor.holds(self.organization.pk, "office_clerk", "secretary") is not None
        return super().context(
            open_rows=[row for row in rows if row.status == EmergencyHandling.Status.OPEN],
            told_rows=[row for row in rows if row.status != EmergencyHandling.Status.OPEN],
            record_url=reverse("meetings:emergency-record") if may else "",
            reports=reports,
            **extra,
        )


class RecordEmergency(MeetingVerb):
    action = "meetings.emergency.recorded"
    title = _("登记紧急处置")
    form_class = EmergencyForm
    takes_reason = True
    consequence = _("登记后一直列着，直到向班子报告。")

    def form_kwargs(self) -> dict[str, Any]:
        return {
            "people": serving(self.organization.pk, self.actor.day),
            "titles": posts_by_person(self.organization.pk, self.actor.day),
            "initial": {"handled_on": self.actor.day, "handled_by": self.actor.person_id},
        }

    def carry_out(self, form: EmergencyForm, **common: Any) -> EmergencyHandling:
        return emergencies.record_emergency(organization=self.organization, **form.cleaned_data, **common)

    def place_url(self) -> str:
        return reverse("meetings:emergencies")


class ReportEmergency(MeetingVerb):
    """Offered meetings are those under way or not yet signed; the service asks again."""

    action = "meetings.emergency.reported"
    model = EmergencyHandling
    title = _("登记已报告")
    form_class = ReportForm

    def subject(self) -> Any:
        """The chair of the meeting reports; without one under way, the one the office would ask."""
        return self._meetings().first() or Meeting(organization=self.object.organization)

    def _meetings(self) -> Any:
        sitting = (Meeting.Status.IN_SESSION, Meeting.Status.CLOSED)
        return meetings_seen(self.actor).filter(
            organization_id=self.object.organization_id, status__in=sitting
        )

    def form_kwargs(self) -> dict[str, Any]:
        return {"meetings": self._meetings()}

    def carry_out(self, form: ReportForm, **common: Any) -> EmergencyHandling:
        return emergencies.report_emergency(
            emergency_id=self.object.pk, meeting_id=form.cleaned_data["meeting"].pk, **common
        )

    def place_url(self) -> str:
        return reverse("meetings:emergencies")
