"""Pages on a town's 文号代字: what is in use, what waits, propose, approve, withdraw."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.access.policy import ask
from governance.access.typed import DayField
from governance.access.views import PageView, VerbView
from governance.documents import codes
from governance.people.document_codes import DocumentCode, document_code_on
from governance.templatetags.wordings import zh_date


class CodeForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("文号代字"),
        max_length=8,
        help_text=gettext_lazy("两到八个汉字，不带“纪”“决”和年号。例：稔委。"),
    )
    since = DayField(
        label=gettext_lazy("自哪天起用"), help_text=gettext_lazy("今天或以后。这天以前编的号不变。")
    )
    authority = forms.CharField(
        label=gettext_lazy("依据"), max_length=100, help_text=gettext_lazy("决议号或文件号。")
    )


class CodeList(PageView):
    action = "documents.document.list"
    template_name = "documents/codes.html"

    def context(self, **extra: Any) -> dict[str, Any]:
        rows = DocumentCode.objects.visible_to(self.actor).filter(organization=self.organization)
        found = list(rows.select_related("proposed_by", "approved_by"))
        steps = ("proposed", "approved", "withdrawn")
        return super().context(
            current=document_code_on(self.organization, self.actor.day),
            waiting=[r for r in found if r.status == DocumentCode.Status.PROPOSED],
            approved=[r for r in found if r.status == DocumentCode.Status.APPROVED],
            may={s: ask(self.actor, f"documents.code.{s}", self.organization).allowed for s in steps},
            **extra,
        )


class CodeVerb(VerbView):
    abstract_view = True

    def back_url(self) -> str:
        return reverse("documents:codes")

    def success_url(self, result: DocumentCode) -> str:
        return reverse("documents:codes")

    def context(self, **extra: Any) -> dict[str, Any]:
        current = document_code_on(self.organization, self.actor.day)
        return super().context(view=self, current=current, back=self.back_url(), **extra)


class ProposeCode(CodeVerb):
    action = "documents.code.proposed"
    title = gettext_lazy("提出改文号代字")
    template_name = "documents/code_propose.html"
    form_class = CodeForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"since": self.actor.day}}

    def perform(self, form: forms.Form, *, once: Any, reason: str) -> DocumentCode:
        return codes.propose_code(
            organization=self.organization, actor=self.actor, once=once, **form.cleaned_data
        )

    def success_text(self, result: DocumentCode) -> str:
        return _("已提出文号代字改为“%(code)s”，待书记核准。") % {"code": result.code}


class CodeStep(CodeVerb):
    """A step on one proposal: what it says, what follows, the button."""

    abstract_view = True
    model = DocumentCode
    template_name = "documents/code_step.html"
    note: ClassVar[Any] = ""

    def visible(self) -> models.QuerySet:
        return super().visible().select_related("organization", "proposed_by", "approved_by")


class ApproveCode(CodeStep):
    action = "documents.code.approved"
    title = gettext_lazy("核准文号代字")
    note = gettext_lazy("核准后到启用那天自动改用。已编的号不变，当年的号接着编，不从头起。")

    def perform(self, form: forms.Form, *, once: Any, reason: str) -> DocumentCode:
        return codes.approve_code(code_id=self.object.pk, actor=self.actor, once=once, reason=reason)

    def success_text(self, result: DocumentCode) -> str:
        return _("核准自%(day)s起文号代字用“%(code)s”。") % {
            "day": zh_date(result.since, self.actor.day),
            "code": result.code,
        }


class WithdrawCode(CodeStep):
    action = "documents.code.withdrawn"
    title = gettext_lazy("撤回文号代字")
    note = gettext_lazy("撤回后留痕可查，现在用的代字不变。")

    def perform(self, form: forms.Form, *, once: Any, reason: str) -> DocumentCode:
        return codes.withdraw_code(code_id=self.object.pk, actor=self.actor, once=once)

    def success_text(self, result: DocumentCode) -> str:
        return _("撤回文号代字“%(code)s”。") % {"code": result.code}
