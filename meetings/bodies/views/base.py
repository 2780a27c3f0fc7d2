"""What the verbs on another body's meeting share: where they lead back to, what they say when done."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from governance.access.views import VerbView
from meetings.bodies.models import BodyMatter, BodyMeeting, BodySeat
from meetings.forms.common import NothingToFill
from meetings.pages.trail import sentence_of_act


class BodyVerb(VerbView):
    """A verb on a meeting, a seat in it or a matter of it. Subclasses call one service in `carry_out`."""

    abstract_view = True
    template_name = "meetings/verb.html"
    form_class = NothingToFill
    consequence: ClassVar[Any] = ""
    takes_reason: ClassVar[bool] = False
    once: uuid.UUID

    def carry_out(self, form: Any, **common: Any) -> Any:
        raise NotImplementedError

    @property
    def meeting(self) -> BodyMeeting | None:
        if isinstance(self.object, BodyMeeting):
            return self.object
        return getattr(self.object, "meeting", None)

    def subject(self) -> Any:
        """Verbs on a matter are asked on its meeting, unless they say otherwise."""
        return self.object.meeting if isinstance(self.object, BodyMatter) else self.object

    def perform(self, form: Any, *, once: uuid.UUID, reason: str) -> Any:
        self.once = once
        common: dict[str, Any] = {"actor": self.actor, "once": once}
        if self.takes_reason:
            common["reason"] = reason
        return self.carry_out(form, **common)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().dispatch(request, *args, **kwargs)
        except ObjectDoesNotExist:  # withdrawn from view between fetching and locking
            raise Http404 from None

    def place_url(self) -> str:
        if self.meeting is not None and self.meeting.pk:
            return reverse("meetings:body", args=[self.meeting.pk])
        return reverse("meetings:bodies")

    def back_url(self) -> str:
        return self.place_url()

    def success_url(self, result: Any) -> str:
        found = result if isinstance(result, BodyMeeting) else getattr(result, "meeting", None)
        return reverse("meetings:body", args=[found.pk]) if found is not None else self.place_url()

    def success_text(self, result: Any) -> str:
        return sentence_of_act(self.once)

    def heading(self) -> str:
        return str(self.meeting or "")

    def context(self, **extra: Any) -> dict[str, Any]:
        return super().context(
            **{
                "title": self.title,
                "heading": self.heading(),
                "consequence": self.consequence,
                "place_url": self.place_url(),
                "back_url": self.back_url(),
                **extra,
            }
        )


class SeatVerb(BodyVerb):
    """A verb on one's own seat."""

    abstract_view = True
    model = BodySeat

    def visible(self) -> Any:
        return super().visible().select_related("meeting", "person")


class MatterVerb(BodyVerb):
    abstract_view = True
    model = BodyMatter

    def visible(self) -> Any:
        return (
            super().visible().select_related("meeting__organization", "meeting__chair", "meeting__recorder")
        )
