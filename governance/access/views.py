"""Governed views: no page without a policy, no object outside one's scope, no verb without a form
number. Function views are not used for governed pages.
"""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.db import models
from django.forms.utils import ErrorDict
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views import View

from governance.access.actor import Actor
from governance.access.decision import Decision
from governance.access.drafts import Draft, draft_of, drop_draft, keep_draft
from governance.access.errors import Forbidden
from governance.access.holding import HELD, held_for, hold, let_go, opened
from governance.access.log import log_outside, log_reading
from governance.access.models import HeldFile
from governance.access.policy import actions, ask
from governance.audit.errors import AlreadyDone, ForeignForm, ReasonNeeded, Refused
from governance.people.models import Organization
from governance.people.queries import holders_of


class GovernedRequest(HttpRequest):
    """What the middleware adds to a request (for type checkers)."""

    actor: Actor
    decided: bool


class GovernedView(View):
    """Fetch through `visible_to(actor)` (404), ask the policy (403), then answer.

    `action` is demanded at class creation, its policy when the address is set up. A page of one object
    names its `model`; one without (a list, a new form) is decided on the actor's own organization.
    """

    action: ClassVar[str] = ""
    model: ClassVar[type[models.Model] | None] = None
    template_name: ClassVar[str] = ""
    lookup: ClassVar[str] = "pk"
    sensitive_read: ClassVar[bool] = False  # every showing leaves a row in the access log
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
            self.organization = self.organization_of_object()
            self.decide()
            response = super().dispatch(request, *args, **kwargs)
        except Forbidden as forbidden:
            forbidden.request = request
            forbidden.record_once()
            return self.forbidden(forbidden)
        if self.sensitive_read and response.status_code < 400:
            log_reading(self.decision, self.organization.pk, request)
        return response

    def find_organization(self) -> Organization:
        """The actor's own town or county body; nobody without a post has one."""
        post = self.actor.main_post
        if post is None:
            raise Http404
        return self.actor.town(post.organization_id)

    def find_object(self) -> Any:
        found = self.visible().filter(**{self.lookup: self.kwargs[self.lookup]}).first()
        if found is None:
            raise self.outside(self.kwargs[self.lookup])
        return found

    def outside(self, object_id: Any) -> Http404:
        """Log that an address led to nothing; the same work whether the object exists or not."""
        label = self.model._meta.label_lower if self.model is not None else ""
        log_outside(self.actor, self.action, label, object_id, self.request)
        return Http404()

    def organization_of_object(self) -> Organization:
        """The object's own town, for those who hold posts in several. Where it is the actor's main one, the object
        is handed the row that was read with the posts, so that nothing asks for it again."""
        owner = getattr(self.object, "organization_id", None)
        if owner is None:
            return self.organization
        if owner == self.organization.pk:
            self.object.organization = self.organization
            return self.organization
        return self.object.organization  # type: ignore[no-any-return]

    def visible(self) -> models.QuerySet:
        """Rows of `model` the actor may know of; override to add select_related."""
        assert self.model is not None
        return self.model.objects.visible_to(self.actor)  # type: ignore[attr-defined]

    def subject(self) -> Any:
        """What the policy is asked about: the object, or the organization where there is none."""
        return self.object if self.object is not None else self.organization

    def decide(self) -> None:
        subject = self.subject()
        self.decision = ask(self.actor, self.action, subject)
        if not self.decision.allowed:
            owner = self.organization.pk if self.organization is not None else None
            raise Forbidden(self.decision, getattr(subject, "organization_id", owner))
        self.request.decided = True

    def forbidden(self, forbidden: Forbidden) -> HttpResponse:
        decision = forbidden.decision
        town_id = forbidden.organization_id or (self.organization.pk if self.organization else 0)
        holders = [
            {"post": tenure.title, "name": tenure.person.name}
            for tenure in holders_of(town_id, decision.posts, self.actor.day)
        ]
        context = {"decision": decision, "holders": holders}
        return render(self.request, "errors/forbidden.html", context, status=403)

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
    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.page()


class VerbView(GovernedView):
    """A form that ends in one verb.

    GET shows the form with a fresh form number (`once`); POST calls `perform`. A refusal becomes
    the 409 page with what was typed still on it; a warning asks for a reason and sends the same
    form again; the second sending of a form says when it was done.
    """

    abstract_view = True
    http_method_names = ["get", "head", "post", "options"]
    form_class: ClassVar[type[forms.Form]] = forms.Form
    title: ClassVar[Any] = ""  # the act as pages say it: 发出通知
    drafted: ClassVar[bool] = (
        False  # long texts: what is typed is kept until the form is done (`access.drafts`)
    )
    draft: Draft | None = None

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.held: dict[str, HeldFile] = {}

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
        if self.drafted:
            self.draft = draft_of(self.actor, request.get_full_path())
        return self.page(form=self.fresh_form(), once=uuid.uuid4())

    @property
    def sent(self) -> QueryDict:
        """What stands in the fields: what was sent, or what was typed and never sent."""
        return self.draft.typed if self.draft is not None else self.request.POST

    def fresh_form(self) -> forms.Form:
        """The form as it is opened; with what was typed last time, and no word yet on what that lacks."""
        if self.draft is None:
            return self.form_class(**self.form_kwargs())
        form = self.form_class(self.draft.typed, **self.form_kwargs())
        form._errors = ErrorDict()  # known, and none: nobody has sent it
        return form

    def keep_typed(self, request: HttpRequest) -> HttpResponse:
        """Sent by the page itself while somebody types; no act, and nothing shown."""
        skip = {"csrfmiddlewaretoken", "once", "_draft"}
        typed = [(k, values) for k, values in request.POST.lists() if k not in skip]
        kept = self.drafted and keep_draft(self.actor, request.get_full_path(), typed)
        return HttpResponse(status=204 if kept else 409)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "_draft" in request.POST:
            return self.keep_typed(request)
        if "_discard" in request.POST:
            drop_draft(self.actor, request.get_full_path())
            return HttpResponseRedirect(request.get_full_path())
        form = self.form_class(request.POST, self.files(), **self.form_kwargs())
        if "_resume" in request.POST:  # back from a refusal: everything typed is still there
            return self.page(form=form, once=uuid.uuid4())
        once = _form_number(request)
        if not form.is_valid():
            self.keep_files(form)
            return self.invalid(form, once)
        reason = request.POST.get("_reason", "").strip()
        if len(reason) > 200:
            return self.page(status=400, form=form, once=once, reason_error=_("理由最多200字，请写短些。"))
        try:
            result = self.perform(form, once=once, reason=reason)
        except ValidationError as unfit:
            add_errors(form, unfit)
            self.keep_files(form)
            return self.invalid(form, once)
        except Refused as refused:
            self.keep_files(form)
            return self.refused(refused)
        except ReasonNeeded as needed:
            self.keep_files(form)
            return self.ask_reason(needed)
        except AlreadyDone as already:
            self.typed_is_done()
            return self.already_done(already)
        except ForeignForm:  # never drawn for this form: nothing was done, the form comes back with its own
            form.add_error(None, _("这张表单的编号不对，没有办理。请核对后再提交一次。"))
            return self.invalid(form, uuid.uuid4())
        for row in self.held.values():
            let_go(row)
        self.typed_is_done()
        text = self.success_text(result)
        if text:
            messages.success(request, text, extra_tags=str(once))
        return HttpResponseRedirect(self.success_url(result))

    def typed_is_done(self) -> None:
        if self.drafted:
            drop_draft(self.actor, self.request.get_full_path())

    def files(self) -> Any:
        """What was sent, and what was sent before under this form and is kept (`access.holding`)."""
        if not hasattr(self, "_files"):
            self.held = dict(held_for(self.request, self.actor, self.action))
            self._files = self.request.FILES.copy()
            for name, row in self.held.items():
                if name not in self._files and (file := opened(row)) is not None:
                    self._files[name] = file
        return self._files

    def keep_files(self, form: forms.Form) -> None:
        """Keep what was sent with a form that is shown once more: a browser cannot choose a file again by
        itself. A file that was not taken is not kept."""
        for name, file in self.request.FILES.items():
            if name in form.fields and name not in form.errors:
                row = hold(file, self.actor, self.action)
                if row is not None:
                    self.held[name] = row

    def context(self, **extra: Any) -> dict[str, Any]:
        kept = [(k, row) for k, row in self.held.items()]
        return super().context(**{"held": kept, "drafted": self.drafted, "draft": self.draft, **extra})

    def invalid(self, form: forms.Form, once: uuid.UUID) -> HttpResponse:
        return self.page(status=422, form=form, once=once)

    def typed(self) -> list[tuple[str, str]]:
        """Every typed field, to be carried as hidden inputs on the next page."""
        skip = {"csrfmiddlewaretoken", "_reason", "_resume", *(f"{HELD}{name}" for name in self.held)}
        typed = [(k, v) for k, values in self.request.POST.lists() if k not in skip for v in values]
        return [*typed, *((f"{HELD}{name}", str(row.pk)) for name, row in self.held.items())]

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


def add_errors(form: forms.Form, unfit: ValidationError) -> None:
    """Put what a service found unfit beside the fields of the form; the rest on top of it."""
    if not hasattr(unfit, "error_dict"):
        form.add_error(None, unfit)
        return
    for name, errors in unfit.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)


def _form_number(request: HttpRequest) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get("once", ""))
    except ValueError:
        return uuid.uuid4()
