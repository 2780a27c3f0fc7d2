"""The governed admin: rows are read, verbs are forms, nothing is edited or deleted behind an act.

A subclass names the policy for reading and its verbs. Django's change form is read-only here, and
its `atomic` around the form never opens, so that a verb's own durable transaction holds. A verb's
page asks the same policy as the service, shows what did not fit, a refusal's articles, or the
warning that needs a reason, and leaves everything typed in place.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import quote, unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from governance.access.accounts import Slip
from governance.access.act_sentence import act_matter, render_act_sentence
from governance.access.actor import Actor
from governance.access.decision import Decision
from governance.access.errors import Forbidden
from governance.access.log import log_denial
from governance.access.policy import ask
from governance.access.views import add_errors
from governance.audit.errors import AlreadyDone, ForeignForm, ReasonNeeded, Refused
from governance.audit.models import Act
from governance.rules.verdict import Finding


@dataclass(frozen=True)
class AdminVerb:
    """One verb as an admin page. `perform` gets the actor, the object (None for a new one), the
    form's values, the form number and, after a warning, `reason`; it calls exactly one service."""

    name: str
    action: str
    label: Any
    perform: Callable[..., Any]
    form: type[forms.Form] = forms.Form
    on_object: bool = True
    note: Any = ""
    shown: Callable[[Any], bool] = lambda obj: True


def _cited(finding: Finding) -> str:
    """The article behind a sentence; many steps of administrators stand on none."""
    return f"（{finding.article}）" if finding.article else ""


class ReadForm(forms.ModelForm):
    """Labels without Django's colon, which is a half-width one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "label_suffix": ""})


class GovernedAdmin(admin.ModelAdmin):
    form = ReadForm
    read_action: ClassVar[str] = ""
    verbs: ClassVar[tuple[AdminVerb, ...]] = ()
    actions = None
    view_on_site = False
    show_full_result_count = False
    change_list_template = "administration/change_list.html"
    change_form_template = "administration/change_form.html"
    list_per_page = 50
    empty_value_display = "——"
    show_facets = admin.ShowFacets.NEVER

    # Who may: the same policies as everywhere else ------------------------------------------

    def _asked(self, request: HttpRequest, action: str, obj: Any = None) -> Decision:
        subject = obj if obj is not None else str(self.opts.verbose_name)
        return ask(request.actor, action, subject)  # type: ignore[attr-defined]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._asked(request, self.read_action, obj).allowed

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        found = super().get_queryset(request)
        return found.visible_to(request.actor) if hasattr(found, "visible_to") else found

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """The address filters by what the page offers. Django would take any column of the table: what
        no page shows (a password's hash, a payload) could be read off by guessing its beginning."""
        offered = {getattr(one, "parameter_name", one) for one in self.list_filter}
        return lookup.partition("__")[0] in {*offered, self.date_hierarchy}

    # Pages ---------------------------------------------------------------------------------

    def get_urls(self) -> list[URLPattern]:
        label = f"{self.opts.app_label}_{self.opts.model_name}"
        wrap = self.admin_site.admin_view
        return [
            path("", wrap(self.changelist_view), name=f"{label}_changelist"),
            path("do/<slug:verb>/", wrap(self.verb_view), name=f"{label}_do"),
            path("<path:object_id>/history/", wrap(self.history_view), name=f"{label}_history"),
            path("<path:object_id>/change/", wrap(self.changeform_view), name=f"{label}_change"),
            path("<path:object_id>/do/<slug:verb>/", wrap(self.verb_view), name=f"{label}_do_on"),
        ]

    def _must(self, request: HttpRequest, action: str, obj: Any = None) -> Decision:
        decision = self._asked(request, action, obj)
        if not decision.allowed:
            log_denial(decision, getattr(obj, "organization_id", None), request)
            raise PermissionDenied(decision.reason)
        return decision

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        self._must(request, self.read_action)
        title = self.opts.verbose_name_plural
        context = {"title": title, "verbs": self._links(request, None), **(extra_context or {})}
        return super().changelist_view(request, context)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        """Read-only. Django would open a transaction here for POST; there is no POST."""
        self._must(request, self.read_action)
        if request.method not in ("GET", "HEAD"):
            raise PermissionDenied
        obj = self._object(request, object_id)
        name = self.name_of(obj)
        context = {"title": name, "subtitle": "", "name": name, "verbs": self._links(request, obj)}
        context |= extra_context or {}
        return self._changeform_view(request, object_id, form_url, context)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """The object's acts instead of Django's own log."""
        self._must(request, self.read_action)
        obj = self._object(request, object_id)
        acts = Act.objects.filter(object_type=self.opts.label_lower, object_id=str(obj.pk))
        return self._page(
            request,
            "administration/history.html",
            title=_t("%s的办理留痕") % self.name_of(obj),
            original=obj,
            name=self.name_of(obj),
            sentences=[(act, render_act_sentence(act)) for act in acts.order_by("-recorded_at")[:200]],
        )

    def verb_view(self, request: HttpRequest, verb: str, object_id: str | None = None) -> HttpResponse:
        found = next((v for v in self.verbs if v.name == verb and v.on_object == bool(object_id)), None)
        if found is None:
            raise Http404
        obj = self._object(request, object_id) if object_id else None
        self._must(request, found.action, obj)
        if request.method == "POST":
            return self._perform(request, found, obj)
        return self._verb_page(request, found, obj, found.form(), uuid.uuid4())

    def _perform(self, request: HttpRequest, verb: AdminVerb, obj: Any) -> HttpResponse:
        form = verb.form(request.POST)
        try:
            once = uuid.UUID(request.POST.get("once", ""))
        except ValueError:
            once = uuid.uuid4()
        if not form.is_valid():
            return self._verb_page(request, verb, obj, form, once, status=422)
        actor: Actor = request.actor  # type: ignore[attr-defined]
        needs_reason = False
        stated = request.POST.get("reason", "").strip()
        values = {**form.cleaned_data, **({"reason": stated} if stated else {})}
        try:
            result = verb.perform(actor=actor, obj=obj, once=once, **values)
        except ValidationError as unfit:
            add_errors(form, unfit)
        except Refused as refused:
            for finding in refused.verdict.blocking:
                form.add_error(None, f"{finding.message(_t)}{finding.remedy(_t)}{_cited(finding)}")
        except ReasonNeeded as needed:
            needs_reason = True
            for finding in needed.verdict.warnings:
                form.add_error(None, f"{finding.message(_t)}{_cited(finding)}")
        except AlreadyDone as already:
            messages.warning(request, _t("这一步已办过（办理号%s），没有重复办理。") % already.act.number)
            return HttpResponseRedirect(self._list_url())
        except ForeignForm:
            form.add_error(None, _t("这张表单的编号不对，没有办理。请核对后再提交一次。"))
            once = uuid.uuid4()
        except Forbidden as forbidden:
            raise PermissionDenied(forbidden.decision.reason) from forbidden
        else:
            return self._done(request, verb, result, once)
        return self._verb_page(request, verb, obj, form, once, status=422, needs_reason=needs_reason)

    def _done(self, request: HttpRequest, verb: AdminVerb, result: Any, once: uuid.UUID) -> HttpResponse:
        act = Act.objects.get(pk=once)
        if isinstance(result, Slip):  # shown in this answer and never again: it is stored nowhere
            page = self._page(
                request,
                "administration/slip.html",
                title=_t("密码条"),
                slip=result,
                act=act,
                back=self._list_url(),
            )
            page["Cache-Control"] = "no-store"
            return page
        messages.success(request, _t("%(what)s。办理号 %(n)s") % {"what": act_matter(act), "n": act.number})
        return HttpResponseRedirect(self._list_url())

    def name_of(self, obj: Any) -> str:
        """What titles and crumbs call a row; its own text, unless that holds codes."""
        return str(obj)

    # Pieces --------------------------------------------------------------------------------

    def _object(self, request: HttpRequest, object_id: str | None) -> Any:
        obj = self.get_object(request, unquote(object_id or ""))
        if obj is None:
            raise Http404
        return obj

    def _list_url(self) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")

    def _links(self, request: HttpRequest, obj: Any) -> list[dict[str, str]]:
        """Buttons for what this administrator may do now; a button is never trusted by the service."""
        label = f"admin:{self.opts.app_label}_{self.opts.model_name}"
        links = []
        for verb in self.verbs:
            if verb.on_object != (obj is not None) or (obj is not None and not verb.shown(obj)):
                continue
            if not self._asked(request, verb.action, obj).allowed:
                continue
            url = (
                reverse(f"{label}_do_on", args=[quote(obj.pk), verb.name])
                if obj is not None
                else reverse(f"{label}_do", args=[verb.name])
            )
            links.append({"label": str(verb.label), "url": url})
        return links

    def _page(
        self, request: HttpRequest, template: str, status: int = 200, **context: Any
    ) -> TemplateResponse:
        return TemplateResponse(
            request,
            template,
            {**self.admin_site.each_context(request), "opts": self.opts, "media": self.media, **context},
            status=status,
        )

    def _verb_page(
        self,
        request: HttpRequest,
        verb: AdminVerb,
        obj: Any,
        form: forms.Form,
        once: uuid.UUID,
        status: int = 200,
        needs_reason: bool = False,
    ) -> HttpResponse:
        for field in form.fields.values():
            if isinstance(field, forms.ModelChoiceField) and field.empty_label is not None:
                field.empty_label = _t("请选择") if field.required else _t("没有")
        title = f"{verb.label}：{self.name_of(obj)}" if obj is not None else str(verb.label)
        return self._page(
            request,
            "administration/verb.html",
            status,
            title=title,
            verb=verb,
            form=form,
            once=once,
            original=obj,
            name=self.name_of(obj) if obj is not None else "",
            needs_reason=needs_reason,
            back=self._list_url(),
        )


class ReasonForm(forms.Form):
    """For verbs that always ask why."""

    because = forms.CharField(label=_("理由"), max_length=200, widget=forms.Textarea(attrs={"rows": 3}))
