"""One row: entering it, reading it, its steps, its files."""

from __future__ import annotations

import uuid
from io import BytesIO
from typing import Any

from django import forms
from django.db import models
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from governance.access.policy import ask
from governance.access.views import PageView, VerbView
from governance.audit.sealed import Erased
from governance.documents.kept_files import read_kept
from governance.documents.uploads import kind_of_media
from governance.registers import pages, services
from governance.registers.forms import BecauseForm, CorrectForm, EntryForm, OpinionForm
from governance.registers.models import EntryFile, RegisterEntry
from governance.registers.parts import branches_for
from governance.registers.reading import declaration_of, sealed_values
from governance.registers.views.base import EntryVerb, InRegister, OfEntry


class Enter(InRegister, VerbView):
    """A new row: kept as a draft, or sent on at once."""

    action = "registers.entry.entered"
    template_name = "registers/enter.html"
    title = gettext_lazy("登记")
    form_class = EntryForm
    drafted = True

    def form_kwargs(self) -> dict[str, Any]:
        declaration = self.place.declaration
        return {
            "declaration": declaration,
            "organization": self.organization,
            "day": self.actor.day,
            "branches": branches_for(self.actor, self.place, declaration),
            "initial": {declaration.day: self.actor.day},
        }

    def context(self, **extra: Any) -> dict[str, Any]:
        return super().context(**{"title": self.title, "back_url": self.back_url(), **extra})

    def back_url(self) -> str:
        return self.list_url()

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> RegisterEntry:
        assert isinstance(form, EntryForm)
        return services.enter_entry(
            place=self.place,
            actor=self.actor,
            values=form.values(),
            files=form.given_files(),
            unit=form.unit,
            submit="draft" not in self.request.POST,
            reason=reason,
            once=once,
        )

    def success_url(self, result: RegisterEntry) -> str:
        return reverse("registers:entry", args=[result.register, result.pk])

    def success_text(self, result: RegisterEntry) -> str:
        return _("已登记，编号%(number)s，%(state)s。") % {
            "number": result.number,
            "state": result.status_text,
        }


class EntryPage(OfEntry, PageView):
    action = "registers.entry.read"
    template_name = "registers/entry.html"

    def context(self, **extra: Any) -> dict[str, Any]:
        entry: RegisterEntry = self.object
        declaration = declaration_of(entry)
        buttons = list(pages.buttons_of(entry, self.actor))
        return super().context(
            shown=pages.fields_of(entry, declaration),
            rail=pages.rail_of(entry, self.actor.day),
            buttons=buttons,
            files=pages.files_of(entry),
            signatures=entry.signatures.select_related("person"),
            may_read_sealed=entry.sealed is not None
            and ask(self.actor, "registers.sealed.read", entry).allowed,
            **extra,
        )


@method_decorator(never_cache, name="dispatch")
class SealedPage(OfEntry, PageView):
    """What is sealed in the row, for those its declaration names; every showing leaves a row in the access log."""

    action = "registers.sealed.read"
    template_name = "registers/sealed.html"
    sensitive_read = True

    def context(self, **extra: Any) -> dict[str, Any]:
        declaration = declaration_of(self.object)
        try:
            found = sealed_values(self.object.sealed)
            gone = ""
        except Erased as erased:
            found, gone = {}, str(erased)
        shown = [(spec.title, found.get(spec.code, "") or gone) for spec in declaration.sealed_fields]
        return super().context(shown=shown, **extra)


class Correct(EntryVerb):
    action = "registers.entry.corrected"
    template_name = "registers/correct.html"
    title = gettext_lazy("更正")
    form_class = CorrectForm
    done = gettext_lazy("已更正%(number)s。")

    def form_kwargs(self) -> dict[str, Any]:
        return {
            "declaration": declaration_of(self.object),
            "organization": self.organization,
            "day": self.actor.day,
            "entry": self.object,
            "branches": branches_for(self.actor, self.object, declaration_of(self.object)),
        }

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> RegisterEntry:
        assert isinstance(form, CorrectForm)
        return services.correct_entry(
            entry_id=self.object.pk,
            actor=self.actor,
            values=form.values(),
            because=form.cleaned_data["because"],
            files=form.given_files(),
            unit=form.unit,
            reason=reason,
            once=once,
        )


class Submit(EntryVerb):
    action = "registers.entry.submitted"
    title = gettext_lazy("报签")
    consequence = gettext_lazy("报签后不能再改，要改须由签字的人退回。没有人要签的，报了就算登记。")
    done = gettext_lazy("%(number)s已报，%(state)s。")

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> RegisterEntry:
        return services.submit_entry(entry_id=self.object.pk, actor=self.actor, reason=reason, once=once)


class Sign(EntryVerb):
    action = "registers.entry.signed"
    template_name = "registers/sign.html"
    title = gettext_lazy("签字")
    form_class = OpinionForm
    consequence = gettext_lazy("签后转下一人，要改须由下一人退回。")
    done = gettext_lazy("已签%(number)s，现在%(state)s。")

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"step": self.object.step}}

    def context(self, **extra: Any) -> dict[str, Any]:
        return super().context(
            shown=pages.fields_of(self.object, declaration_of(self.object)),
            rail=pages.rail_of(self.object, self.actor.day),
            files=pages.files_of(self.object),
            **extra,
        )

    def carry_out(self, form: Any, **common: Any) -> RegisterEntry:
        return services.sign_entry(**form.cleaned_data, **common)


class SendBack(EntryVerb):
    action = "registers.entry.sent_back"
    title = gettext_lazy("退回")
    form_class = BecauseForm
    consequence = gettext_lazy("退回后由登记人修改重报，理由登记人看得到；签过的字留着，重报后重新签。")
    done = gettext_lazy("已退回%(number)s。")

    def carry_out(self, form: Any, **common: Any) -> RegisterEntry:
        return services.send_back_entry(because=form.cleaned_data["because"], **common)


class Void(EntryVerb):
    action = "registers.entry.voided"
    title = gettext_lazy("作废")
    form_class = BecauseForm
    consequence = gettext_lazy("作废后留痕可查，不能恢复；编号不再用，不计入合计。")
    done = gettext_lazy("已作废%(number)s。")

    def carry_out(self, form: Any, **common: Any) -> RegisterEntry:
        return services.void_entry(because=form.cleaned_data["because"], **common)


class FileOf(PageView):
    """A file of a row, to whoever finds the row."""

    action = "registers.entry.read"
    model = EntryFile

    def visible(self) -> models.QuerySet:
        entry = {"entry__pk": self.kwargs["entry"], "entry__register": self.kwargs["code"]}
        return super().visible().filter(**entry).select_related("entry", "organization")

    def subject(self) -> Any:
        return self.object.entry

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse | HttpResponseBase:  # type: ignore[override]
        kind = kind_of_media(self.object.media_type)
        return FileResponse(
            BytesIO(read_kept(self.object.file)),
            as_attachment=not kind.shown,
            filename=self.object.file_name,
            content_type=kind.media_type,
        )
