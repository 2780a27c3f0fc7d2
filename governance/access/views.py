"""Governed views: no page without a policy, no object outside one's scope, no verb without a form
number. Function views are not used for governed pages.
"""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.core.exceptions import ImproperlyConfigured
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views import View

from governance.access.actor import Actor
from governance.access.decision import Decision
from governance.access.errors import Forbidden
from governance.access.policy import actions, ask
from governance.audit.errors import AlreadyDone, ReasonNeeded, Refused
from governance.people.models import Organization


class GovernedRequest(HttpRequest):
    """What the middleware adds to a request (for type checkers)."""

    actor: Actor
    decided: bool


class GovernedView(View):
    """Fetch through `visible_to(actor)` (404), ask the policy (403), then answer.

    `action` and, for pages of one object, `model` are demanded at class creation. A page without
    an object (a list, a new form) is decided on the actor's own organization.
    """

    action: ClassVar[str] = ""
    model: ClassVar[type[models.Model] | None] = None
    template_name: ClassVar[str] = ""
    lookup: ClassVar[str] = "pk"
    abstract_view: ClassVar[bool] = True

    request: GovernedRequest
    object: Any
    decision: Decision
    organization: Organization

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "abstract_view" not in cls.__dict__:
            cls.abstract_view = False
        if not cls.abstract_view and not cls.action:
            raise ImproperlyConfigured(f"{cls.__name__} names no action")

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Any:
        if cls.action not in actions():
            raise ImproperlyConfigured(f"{cls.__name__}: no policy for {cls.action}")
        return super().as_view(**initkwargs)

    @property
    def actor(self) -> Actor:
        return self.request.actor

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            self.organization = self.find_organization()
            self.object = self.find_object() if self.model is not None else None
            self.decide()
            return super().dispatch(request, *args, **kwargs)
        except Forbidden as forbidden:
            forbidden.record_once()
            return self.forbidden(forbidden)

    def find_organization(self) -> Organization:
        """The actor's own town or county body; nobody without a post has one."""
        post = self.actor.main_post
        if post is None:
            raise Http404
        return Organization.objects.get(pk=post.organization_id)

    def find_object(self) -> Any:
        found = self.visible().filter(**{self.lookup: self.kwargs[self.lookup]}).first()
        if found is None:
            raise Http404
        return found

    def visible(self) -> models.QuerySet:
        """Rows of `model` the actor may know of; override to add select_related."""
        assert self.model is not None
        return self.model.objects.visible_to(self.actor)  # type: ignore[attr-defined]

    def decide(self) -> None:
        subject = self.object if self.object is not None else self.organization
        self.decision = ask(self.actor, self.action, subject)
        if not self.decision.allowed:
            raise Forbidden(self.decision, getattr(subject, "organization_id", self.organization.pk))
        self.request.decided = True

    def forbidden(self, forbidden: Forbidden) -> HttpResponse:
        return render(self.request, "errors/forbidden.html", {"decision": forbidden.decision}, status=403)

    def context(self, **extra: Any) -> dict[str, Any]:
        """What every template of the view gets; subclasses extend it."""
        return {
            "object": self.object,
            "organization": self.organization,
            "actor": self.actor,
            "today": self.actor.day,
            **extra,
        }

    def page(self, status: int = 200, **extra: Any) -> HttpResponse:
        return TemplateResponse(self.request, self.template_name, self.context(**extra), status=status)


class PageView(GovernedView):
    """A governed page that only reads."""

    abstract_view = True
    http_method_names = ["get", "head", "options"]  # noqa: RUF012

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.page()


class VerbView(GovernedView):
    """A form that ends in one verb.

    GET shows the form with a fresh form number (`once`); POST calls `perform`. A refusal becomes
    the 409 page with what was typed still on it; a warning asks for a reason and sends the same
    form again; the second sending of a form says when it was done.
    """

    abstract_view = True
    http_method_names = ["get", "head", "post", "options"]  # noqa: RUF012
    form_class: ClassVar[type[forms.Form]] = forms.Form
    title: ClassVar[Any] = ""  # the act as pages say it: 发出通知

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> Any:
        """Call exactly one service with `actor=self.actor` and return its object."""
        raise NotImplementedError

    def success_url(self, result: Any) -> str:
        raise NotImplementedError

    def success_text(self, result: Any) -> str:
        """What was done, as the trail would say it (wording.md §2); empty for silence."""
        return ""

    def form_kwargs(self) -> dict[str, Any]:
        return {}

    def back_url(self) -> str:
        """Where 先不办 leads."""
        return self.request.path

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.page(form=self.form_class(**self.form_kwargs()), once=uuid.uuid4())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.form_class(request.POST, request.FILES, **self.form_kwargs())
        if "_resume" in request.POST:  # back from a refusal: everything typed is still there
            return self.page(form=form, once=uuid.uuid4())
        once = _form_number(request)
        if not form.is_valid():
            return self.invalid(form, once)
        reason = request.POST.get("_reason", "").strip()
        if len(reason) > 200:
            return self.page(status=400, form=form, once=once, reason_error=_("理由最多200字，请写短些。"))
        try:
            result = self.perform(form, once=once, reason=reason)
        except Refused as refused:
            return self.refused(refused)
        except ReasonNeeded as needed:
            return self.ask_reason(needed)
        except AlreadyDone as already:
            return self.already_done(already)
        text = self.success_text(result)
        if text:
            messages.success(request, text, extra_tags=str(once))
        return HttpResponseRedirect(self.success_url(result))

    def invalid(self, form: forms.Form, once: uuid.UUID) -> HttpResponse:
        return self.page(status=422, form=form, once=once)

    def typed(self) -> list[tuple[str, str]]:
        """Every typed field, to be carried as hidden inputs on the next page."""
        skip = {"csrfmiddlewaretoken", "_reason", "_resume"}
        return [(k, v) for k, values in self.request.POST.lists() if k not in skip for v in values]

    def refused(self, refused: Refused) -> HttpResponse:
        return render(
            self.request,
            "errors/refused.html",
            self.context(
                title=self.title,
                verdict=refused.verdict,
                act=refused.act,
                ways=self.ways(refused),
                typed=self.typed(),
                back_url=self.back_url(),
            ),
            status=409,
        )

    def ways(self, refused: Refused) -> list[dict[str, str]]:
        """The ways out with a button each: {text, url, label}. Default: the findings' remedies."""
        return []

    def ask_reason(self, needed: ReasonNeeded) -> HttpResponse:
        return render(
            self.request,
            "errors/reason.html",
            self.context(
                title=self.title, verdict=needed.verdict, typed=self.typed(), back_url=self.back_url()
            ),
            status=422,
        )

    def already_done(self, already: AlreadyDone) -> HttpResponse:
        return render(
            self.request,
            "errors/duplicate.html",
            self.context(title=self.title, act=already.act, back_url=self.back_url()),
            status=409,
        )


def _form_number(request: HttpRequest) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get("once", ""))
    except ValueError:
        return uuid.uuid4()
