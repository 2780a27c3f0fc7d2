"""What the verbs of supervision share: the matter above the form, and where they lead back to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from governance.access.actor import Actor
from governance.audit.errors import Refused
from governance.people.models import Organization
from governance.people.queries import posts_by_person, serving
from meetings.supervision.models import SupervisedTask
from meetings.views.base import MeetingVerb

JOINED = (
    "organization",
    "unit",
    "responsible",
    "leader",
    "registered_by",
    "vetted_by",
    "approved_by",
    "signed_for_by",
    "clause__resolution__item__topic",
    "clause__resolution__item__meeting",
)


class TaskVerb(MeetingVerb):
    """A verb on one matter."""

    abstract_view = True
    model = SupervisedTask
    template_name = "supervision/verb.html"
    with_task: ClassVar[bool] = True  # the facts of the matter above the form

    def visible(self) -> models.QuerySet:
        return super().visible().select_related(*JOINED)

    @property
    def task(self) -> SupervisedTask:
        found: SupervisedTask = getattr(self.object, "task", self.object)
        return found

    @property
    def item(self) -> None:  # type: ignore[override]
        return None

    @property
    def meeting(self) -> None:  # type: ignore[override]
        return None

    def heading(self) -> str:
        return self.task.number

    def place_url(self) -> str:
        return reverse("supervision:task", args=[self.task.pk])

    def context(self, **extra: Any) -> dict[str, Any]:
        return super().context(task=self.task if self.with_task else None, **extra)

    def ways(self, refused: Refused) -> Sequence[Any]:  # type: ignore[override]
        return []


def owners_of_town(town: Organization, actor: Actor) -> dict[str, Any]:
    """What a form needs to offer the offices that can be handed a matter (those of the town that stand, and
    the town itself) and the people who serve there."""
    known = Organization.objects.visible_to(actor).filter(Q(town=town) | Q(pk=town.pk))
    return {
        "units": known.filter(closed_on__isnull=True).order_by("id"),
        "people": serving(town.pk, actor.day),
        "titles": posts_by_person(town.pk, actor.day),
    }
