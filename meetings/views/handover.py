"""交接: who has something open, the list of one person, handing it over, the list as it was."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from governance.access.views import PageView
from governance.people.models import Person
from governance.people.queries import posts_by_person, serving
from meetings.forms.handover import HandoverForm
from meetings.models import Handover
from meetings.open_work import follows_the_post, open_work, unowned
from meetings.services import handover
from meetings.views.base import MeetingVerb


class HandoverHome(PageView):
    """Who has left with something open, everybody to choose from, and the hand-overs so far."""

    action = "meetings.work.handed_over"
    template_name = "meetings/handovers.html"

    def context(self, **extra: Any) -> dict[str, Any]:
        town, day = self.organization.pk, self.actor.day
        titles = posts_by_person(town, day)
        return super().context(
            gone=unowned(self.actor, town, day),
            people=[(person, titles.get(person.pk, "")) for person in serving(town, day)],
            done=Handover.objects.visible_to(self.actor)
            .filter(organization_id=town)
            .select_related("giver", "taker", "decided_by"),
            **extra,
        )


class HandOver(MeetingVerb):
    action = "meetings.work.handed_over"
    model = Person
    title = _("移交工作")
    template_name = "meetings/handover.html"
    form_class = HandoverForm
    consequence = _("下面列的一次交给接收人，接收人会收到消息。清单照今天的样子留存，可以打印签字。")

    def subject(self) -> Any:
        return self.organization

    def form_kwargs(self) -> dict[str, Any]:
        town, day = self.organization.pk, self.actor.day
        return {
            "people": serving(town, day).exclude(pk=self.object.pk),
            "titles": posts_by_person(town, day),
        }

    def heading(self) -> str:
        return str(self.object.name)

    def place_url(self) -> str:
        return reverse("meetings:handovers")

    def success_url(self, result: Any) -> str:
        return reverse("meetings:handover-list", args=[result.pk])

    def context(self, **extra: Any) -> dict[str, Any]:
        town = self.organization.pk
        return super().context(
            things=open_work(self.actor, town, self.object.pk),
            stays=follows_the_post(self.actor, town, self.object, self.actor.day),
            **extra,
        )

    def carry_out(self, form: HandoverForm, **common: Any) -> Handover:
        return handover.hand_over_work(
            organization=self.organization, giver=self.object, **form.cleaned_data, **common
        )


class HandoverList(PageView):
    """The list as it was on the day, for reading and for signing on paper."""

    action = "meetings.handover.read"
    model = Handover
    template_name = "meetings/handover_list.html"

    def visible(self) -> Any:
        return super().visible().select_related("giver", "taker", "decided_by")
