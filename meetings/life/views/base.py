"""What the verbs of a democratic life meeting share: which rows they find, where they lead back to."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from governance.people.models import Person
from governance.people.queries import posts_by_person, serving
from meetings.bodies.models import BodyMeeting
from meetings.bodies.views.base import BodyVerb
from meetings.life.models import KIND, LifeCriticism, LifeMeeting, LifeMember, LifeOpinion


class LifeVerb(BodyVerb):
    """A verb on the meeting, by the meeting's own number."""

    abstract_view = True
    model = BodyMeeting

    def visible(self) -> Any:
        found = super().visible()
        return found.filter(kind=KIND) if self.model is BodyMeeting else found

    @property
    def meeting(self) -> BodyMeeting | None:
        if isinstance(self.object, LifeMember | LifeOpinion | LifeCriticism):
            return self.object.life.meeting
        return self.object

    def place_url(self) -> str:
        if self.meeting is None:
            return reverse("meetings:lives")
        return reverse("meetings:life", args=[self.meeting.pk])

    def success_url(self, result: Any) -> str:
        return self.place_url()

    def life(self) -> LifeMeeting | None:
        return LifeMeeting.objects.visible_to(self.actor).filter(meeting=self.meeting).first()

    def members(self) -> dict[str, Any]:
        """Fields that choose among the members of the meeting."""
        ids = LifeMember.objects.visible_to(self.actor).filter(life__meeting=self.meeting)
        people = Person.objects.visible_to(self.actor).filter(pk__in=ids.values("person"))
        return {"people": people.order_by("pk"), "titles": dict(ids.values_list("person_id", "post_title"))}

    def everybody(self) -> dict[str, Any]:
        """Fields that choose among all who serve in the town."""
        people = Person.objects.visible_to(self.actor).filter(
            pk__in=serving(self.organization.pk, self.actor.day).values("pk")  # type: ignore[attr-defined]
        )
        return {
            "people": people.order_by("pk"),
            "titles": posts_by_person(self.organization.pk, self.actor.day),
        }


class LifeMemberVerb(LifeVerb):
    abstract_view = True
    model = LifeMember

    def visible(self) -> Any:
        return super().visible().select_related("life__meeting__organization", "person")


class LifePartVerb(LifeVerb):
    """A verb on an opinion or a speech, asked on its meeting."""

    abstract_view = True

    def visible(self) -> Any:
        return super().visible().select_related("life__meeting__organization", "life__meeting__chair")

    def subject(self) -> Any:
        return self.object.life.meeting
