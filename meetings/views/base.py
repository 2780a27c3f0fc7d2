"""What the verbs of this app share: where they lead back to, what they say when done, who else may."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from governance.access.errors import Forbidden
from governance.access.views import VerbView
from governance.audit.errors import Refused
from meetings import held
from meetings.forms.common import BecauseForm, NothingToFill
from meetings.forms.late import timed
from meetings.models import AgendaItem, Meeting, Topic
from meetings.pages.colleagues import post_holders_named
from meetings.pages.trail import sentence_of_act
from meetings.pages.ways import ways_out
from meetings.shown import shown


class MeetingVerb(VerbView):
    """A verb of this app. Subclasses name `action`, `model`, `title`, and call one service in
    `carry_out`; most need nothing else.

    `consequence` is what the confirmation says before it is done (wording guide §2); `printed_in`
    the paper that will carry a stated reason.
    """

    abstract_view = True
    template_name = "meetings/verb.html"
    form_class = NothingToFill
    consequence: ClassVar[Any] = ""
    printed_in: ClassVar[Any] = ""
    shown_place: ClassVar[str] = ""  # where `meetings.shown` puts articles before the reader
    once: uuid.UUID

    def carry_out(self, form: Any, **common: Any) -> Any:
        """Call one service with `**common` (actor, once and, where `takes_reason`, reason)."""
        raise NotImplementedError

    takes_reason: ClassVar[bool] = False
    timed: ClassVar[bool] = False  # a step in the room: of a meeting entered late it has a time of its own

    def decide(self) -> None:
        super().decide()
        if self.timed and self.meeting is not None and self.meeting.entered_late:
            self.form_class = timed(self.form_class)  # type: ignore[misc]

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> Any:
        self.once = once
        common: dict[str, Any] = {"actor": self.actor, "once": once}
        if self.takes_reason:
            common["reason"] = reason
        if self.timed and "at" in form.cleaned_data and self.meeting is not None:
            common["at"] = held.at_that_time(self.meeting, form.cleaned_data.pop("at"))
        return self.carry_out(form, **common)

    # Where the matter is ------------------------------------------------------------------

    @property
    def topic(self) -> Topic | None:
        return self.object if isinstance(self.object, Topic) else None

    @property
    def item(self) -> AgendaItem | None:
        if isinstance(self.object, AgendaItem):
            return self.object
        return getattr(self.object, "item", None)

    @property
    def meeting(self) -> Meeting | None:
        if isinstance(self.object, Meeting):
            return self.object
        if self.item is not None:
            return self.item.meeting
        return getattr(self.object, "meeting", None)

    def place_url(self) -> str:
        """The page this verb belongs to: the topic, or the meeting with the item opened."""
        if self.topic is not None:
            return reverse("meetings:topic", args=[self.topic.pk])
        if self.meeting is None:
            return reverse("meetings:list")
        url = reverse("meetings:room", args=[self.meeting.pk])
        return f"{url}?item={self.item.pk}#item" if self.item is not None else url

    def success_url(self, result: Any) -> str:
        return self.place_url()

    def back_url(self) -> str:
        return self.place_url()

    def success_text(self, result: Any) -> str:
        return sentence_of_act(self.once)

    # Answers ------------------------------------------------------------------------------

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().dispatch(request, *args, **kwargs)
        except ObjectDoesNotExist:  # withdrawn from view between fetching and locking
            raise Http404 from None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().post(request, *args, **kwargs)
        except ValidationError as wrong:
            return self.not_done(wrong)

    def not_done(self, wrong: ValidationError) -> HttpResponse:
        """The form again with what the service found wrong, at the field where there is one; nothing
        typed is lost and nothing was done."""
        form = self.form_class(self.request.POST, self.files(), **self.form_kwargs())
        form.is_valid()
        by_field = wrong.message_dict if hasattr(wrong, "error_dict") else {"": wrong.messages}
        for name, found in by_field.items():
            form.add_error(name if name in form.fields else None, found)
        return self.page(status=422, form=form, once=uuid.uuid4())

    def heading(self) -> str:
        """What the form is about, above its title."""
        subject = self.topic or (self.item and self.item.topic) or self.meeting
        return str(subject or "")

    def context(self, **extra: Any) -> dict[str, Any]:
        return super().context(
            **{
                "title": self.title,
                "heading": self.heading(),
                "consequence": self.consequence_text(),
                "printed_in": self.printed_in,
                "place_url": self.place_url(),
                "meeting": self.meeting,
                "item": self.item,
                "topic": self.topic,
                "back_url": self.back_url(),
                "shown": shown(self.organization.pk, self.actor.day, self.shown_place)
                if self.shown_place
                else (),
                **extra,
            }
        )

    def consequence_text(self) -> str:
        return str(self.consequence)

    def ways(self, refused: Refused) -> Sequence[Any]:  # type: ignore[override]
        return ways_out(
            refused.verdict, actor=self.actor, meeting=self.meeting, item=self.item, topic=self.topic
        )

    def forbidden(self, forbidden: Forbidden) -> HttpResponse:
        """Who does this step, by name, so that it can be handed over (wording guide §3)."""
        decision = forbidden.decision
        named = post_holders_named(self.organization.pk, decision.posts, self.actor.day)
        return render(
            self.request,
            "errors/forbidden.html",
            {"decision": decision, "holders": named},
            status=403,
        )


class BecauseVerb(MeetingVerb):
    """A verb with a reason that the person concerned reads."""

    abstract_view = True
    form_class = BecauseForm
    because_hint: ClassVar[Any] = ""

    def form_kwargs(self) -> dict[str, Any]:
        return {"hint": self.because_hint}
