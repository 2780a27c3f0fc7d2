"""Several rows of one register in one go: those not yet sent on, those that wait for the reader's signature. Each row has
its own act and its own verdict; what is refused says why beside what was done."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.access.errors import Forbidden
from governance.access.views import VerbView
from governance.audit.errors import AlreadyDone, ReasonNeeded, Refused
from governance.registers import pages, services
from governance.registers.forms import SeveralForm, SignSeveralForm
from governance.registers.models import RegisterEntry
from governance.registers.views.base import InRegister


class Several(InRegister, VerbView):
    abstract_view = True
    template_name = "registers/several.html"
    consequence: ClassVar[Any] = ""
    nothing: ClassVar[Any] = ""

    def waiting(self) -> list[RegisterEntry]:
        raise NotImplementedError

    def one(self, entry: RegisterEntry, form: forms.Form, once: uuid.UUID) -> RegisterEntry:
        """Call one service for one row."""
        raise NotImplementedError

    def form_kwargs(self) -> dict[str, Any]:
        return {"rows": self.waiting()}

    def context(self, **extra: Any) -> dict[str, Any]:
        more = {
            "rows": pages.with_amounts(self.waiting(), self.place.declaration),
            "title": self.title,
            "consequence": self.consequence,
            "nothing": self.nothing,
            "back_url": self.back_url(),
        }
        return super().context(**{**more, **extra})

    def back_url(self) -> str:
        return self.list_url()

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> list[str]:
        """The numbers that were done; a form sent twice does each row once."""
        assert isinstance(form, SeveralForm)
        done: list[str] = []
        for entry in form.chosen():
            try:
                self.one(entry, form, uuid.uuid5(once, str(entry.pk)))
            except AlreadyDone:
                continue
            except (Refused, ReasonNeeded) as stopped:
                found = stopped.verdict.blocking or stopped.verdict.warnings
                self._told(entry.number, found[0].message(_))
                continue
            except Forbidden as forbidden:
                self._told(entry.number, str(forbidden.decision.reason))
                continue
            done.append(entry.number)
        return done

    def _told(self, number: str, why: str) -> None:
        values = {"number": number, "why": why}
        messages.warning(self.request, _("%(number)s没有办成：%(why)s") % values)

    def success_text(self, result: list[str]) -> str:
        if not result:
            return ""
        values = {"act": str(self.title), "n": len(result), "numbers": "、".join(result)}
        return _("%(act)s%(n)s行：%(numbers)s") % values

    def success_url(self, result: list[str]) -> str:
        return self.request.path


class SubmitSeveral(Several):
    """What was taken in from a workbook, or kept as drafts, sent on together."""

    action = "registers.entry.entered"
    title = gettext_lazy("成批报签")
    form_class = SeveralForm
    consequence = gettext_lazy("选中的逐行报签，报后不能再改；缺附件、超过限额的不报，并写明缺什么。")
    nothing = gettext_lazy("没有未报的行。")

    def waiting(self) -> list[RegisterEntry]:
        return pages.to_submit(self.actor, self.place)

    def one(self, entry: RegisterEntry, form: forms.Form, once: uuid.UUID) -> RegisterEntry:
        return services.submit_entry(entry_id=entry.pk, actor=self.actor, once=once)


class SignSeveral(Several):
    action = "registers.entries.read"
    title = gettext_lazy("成批签字")
    form_class = SignSeveralForm
    consequence = gettext_lazy("选中的逐行签字，转下一人。要看各栏和附件的，点编号。")
    nothing = gettext_lazy("没有等您签字的行。")

    def waiting(self) -> list[RegisterEntry]:
        return pages.to_sign(self.actor, self.place)

    def one(self, entry: RegisterEntry, form: forms.Form, once: uuid.UUID) -> RegisterEntry:
        return services.sign_entry(
            entry_id=entry.pk,
            actor=self.actor,
            step=form.cleaned_data["steps"][entry.pk],
            opinion=form.cleaned_data["opinion"],
            once=once,
        )
