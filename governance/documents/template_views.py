"""文件版式: the templates of editable copies: what is in force, what waits, its fields, a sample filled in."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.access.policy import ask
from governance.access.views import GovernedView, PageView, VerbView
from governance.documents import paper_templates
from governance.documents.editable.fields import fields_of
from governance.documents.editable.models import PaperTemplate, template_in_force
from governance.documents.kinds import DocumentKind, document_kind, editable_kinds
from governance.documents.uploads import DOCX
from governance.people.models import Account, Organization

S = PaperTemplate.Status
STATES = {S.PROPOSED: "near", S.IN_FORCE: "done", S.SUPERSEDED: "", S.RETIRED: "void", S.WITHDRAWN: "void"}


class TemplateForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("版式文件"),
        help_text=gettext_lazy("从现在用的版式改起，另存为 docx，最多2 MB。只用本页列出的字段。"),
        widget=forms.FileInput(attrs={"accept": ".docx"}),
    )
    note = forms.CharField(
        label=gettext_lazy("说明"),
        max_length=100,
        help_text=gettext_lazy("改了什么。例：抬头换成本镇的字体。"),
    )


class RetireForm(forms.Form):
    because = forms.CharField(label=gettext_lazy("理由"), max_length=100)


# Braces would be read by our own templates; so the sentence comes from here.
HOW = gettext_lazy(
    "一个字段写成 {{ 标题 }}。一组的分三段写：{%p for 段 in 开头 %}、{{ 段 }}、{%p endfor %}。"
    "有才印的，前一段写 {%p if 文号 %}，后一段写 {%p endif %}。别的写法不收。"
)


class OfTown:
    """Pages of one town: one's own, or for the system administrator, who has none, the one in `danwei`."""

    actor: Any
    request: Any

    def find_organization(self) -> Organization:
        if not self.actor.administrator:
            return super().find_organization()  # type: ignore[misc,no-any-return]
        if self.actor.administrator != Account.Administrator.SYSTEM:
            raise Http404
        asked = self.request.GET.get("danwei", "")
        known = Organization.objects.visible_to(self.actor).filter(pk__in=self.towns())
        found = (
            known.filter(pk=int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 10 else known
        )
        town = found.order_by("pk").first()
        if town is None:
            raise Http404
        return town

    def towns(self) -> models.QuerySet:
        return Organization.objects.filter(kind=Organization.Kind.TOWN_COMMITTEE, closed_on=None)

    def address(self, name: str, *args: Any) -> str:
        query = f"?danwei={self.organization.pk}" if self.actor.administrator else ""  # type: ignore[attr-defined]
        return reverse(f"documents:{name}", args=args) + query

    def kind_in_address(self) -> DocumentKind:
        wanted = self.kwargs["kind"]  # type: ignore[attr-defined]
        found = next((k for k in editable_kinds() if k.code == wanted), None)
        if found is None:
            raise Http404
        return found


class TemplateList(OfTown, PageView):
    action = "documents.template.listed"
    template_name = "documents/templates.html"

    def context(self, **extra: Any) -> dict[str, Any]:
        rows = PaperTemplate.objects.visible_to(self.actor).filter(organization=self.organization)
        by_kind: dict[str, dict[str, PaperTemplate]] = {}
        for row in rows.filter(status__in=[S.PROPOSED, S.IN_FORCE]):
            by_kind.setdefault(row.kind, {})[row.status] = row
        kinds = [
            {"kind": kind, "url": self.address("template-kind", kind.code), **by_kind.get(kind.code, {})}
            for kind in editable_kinds()
        ]
        towns = list(self.towns().order_by("pk")) if self.actor.administrator else []
        return super().context(kinds=kinds, towns=towns, **extra)


class TemplateKind(OfTown, PageView):
    """One kind: every version, the fields, the sample."""

    action = "documents.template.listed"
    template_name = "documents/template_kind.html"

    def context(self, **extra: Any) -> dict[str, Any]:
        kind = self.kind_in_address()
        assert kind.editable is not None
        rows = PaperTemplate.objects.visible_to(self.actor).filter(
            organization=self.organization, kind=kind.code
        )
        found = list(rows.select_related("uploaded_by", "approved_by"))
        for row in found:
            row.state_kind = STATES[S(row.status)]
            row.may = {
                step: ask(self.actor, f"documents.template.{step}", row).allowed
                for step in ("approved", "withdrawn", "retired")
            }
            row.urls = {
                "file": self.address("template-file", row.pk),
                "sample": self.address("template-sample", row.pk),
                "approve": self.address("template-approve", row.pk),
                "withdraw": self.address("template-withdraw", row.pk),
                "retire": self.address("template-retire", row.pk),
            }
        own = self.organization
        subject = PaperTemplate(organization=own, kind=kind.code)
        return super().context(
            kind=kind,
            versions=found,
            in_force=next((r for r in found if r.status == S.IN_FORCE), None),
            waiting=next((r for r in found if r.status == S.PROPOSED), None),
            fields=fields_of(kind.editable),
            how=HOW,
            list_url=self.address("templates"),
            shipped_url=self.address("template-shipped", kind.code),
            shipped_sample_url=self.address("template-shipped", kind.code)
            + ("&" if self.actor.administrator else "?")
            + "yangben=1",
            propose_url=self.address("template-propose", kind.code)
            if ask(self.actor, "documents.template.proposed", subject).allowed
            else "",
            **extra,
        )


def _docx(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=DOCX.media_type)
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.docx")
    return response


class ShippedTemplate(OfTown, GovernedView):
    """The template that comes with the program, or its sample."""

    action = "documents.template.listed"
    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        from governance.documents.editable.preview import filled_sample
        from governance.documents.editable.shipped import shipped_template

        kind = self.kind_in_address()
        assert kind.editable is not None
        if "yangben" in request.GET:
            return _docx(filled_sample(kind.editable), _("%(kind)s样稿") % {"kind": kind.title})
        return _docx(shipped_template(kind.editable), _("%(kind)s随系统版式") % {"kind": kind.title})


class TemplateFile(OfTown, GovernedView):
    """An uploaded version as it was uploaded; or filled in with the invented paper."""

    action = "documents.template.read"
    model = PaperTemplate
    http_method_names = ["get", "head", "options"]
    filled: ClassVar[bool] = False

    def visible(self) -> models.QuerySet:
        return super().visible().select_related("organization")  # type: ignore[misc,no-any-return]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        from governance.documents.editable.making import content_of
        from governance.documents.editable.preview import filled_sample

        row: PaperTemplate = self.object
        kind = document_kind(row.kind)
        assert kind.editable is not None
        try:
            content = content_of(row)
        except OSError:
            raise Http404 from None
        words = {"kind": kind.title, "version": row}
        if self.filled:
            return _docx(filled_sample(kind.editable, content), _("%(kind)s%(version)s样稿") % words)
        return _docx(content, _("%(kind)s%(version)s版式") % words)


class TemplateSample(TemplateFile):
    action = "documents.template.read"
    filled = True


class ProposeTemplate(OfTown, VerbView):
    action = "documents.template.proposed"
    template_name = "documents/template_propose.html"
    title = gettext_lazy("上传版式")
    form_class = TemplateForm

    def subject(self) -> Any:
        return PaperTemplate(organization=self.organization, kind=self.kwargs["kind"])

    def perform(self, form: forms.Form, *, once: Any, reason: str) -> PaperTemplate:
        return paper_templates.propose_template(
            organization=self.organization,
            actor=self.actor,
            once=once,
            kind=self.kind_in_address().code,
            note=form.cleaned_data["note"],
            content=form.cleaned_data["file"].read(),
        )

    def back_url(self) -> str:
        return self.address("template-kind", self.kwargs["kind"])

    def success_url(self, result: PaperTemplate) -> str:
        return self.address("template-kind", result.kind)

    def success_text(self, result: PaperTemplate) -> str:
        kind = document_kind(result.kind).title
        return _("已上传%(kind)s%(version)s版式，待启用。") % {"kind": kind, "version": result}

    def context(self, **extra: Any) -> dict[str, Any]:
        kind = self.kind_in_address()
        assert kind.editable is not None
        return super().context(
            view=self,
            kind=kind,
            back=self.back_url(),
            fields=fields_of(kind.editable),
            how=HOW,
            in_force=template_in_force(self.organization.pk, kind.code),
            **extra,
        )


class TemplateStep(OfTown, VerbView):
    """A step on one version: what it is, what follows, the words of the sample, the button."""

    abstract_view = True
    model = PaperTemplate
    template_name = "documents/template_step.html"
    note: ClassVar[Any] = ""
    shows_sample: ClassVar[bool] = False

    def visible(self) -> models.QuerySet:
        return super().visible().select_related("organization", "uploaded_by", "approved_by")  # type: ignore[misc,no-any-return]

    def back_url(self) -> str:
        return self.address("template-kind", self.object.kind)

    def success_url(self, result: PaperTemplate) -> str:
        return self.address("template-kind", result.kind)

    def context(self, **extra: Any) -> dict[str, Any]:
        return super().context(
            view=self,
            kind=document_kind(self.object.kind),
            back=self.back_url(),
            sample=self._sample(),
            sample_url=self.address("template-sample", self.object.pk),
            **extra,
        )

    def _sample(self) -> list[str]:
        from governance.documents.editable.filling import text_of
        from governance.documents.editable.making import content_of
        from governance.documents.editable.preview import filled_sample

        paper = document_kind(self.object.kind).editable
        if not self.shows_sample or paper is None:
            return []
        try:
            return [line for line in text_of(filled_sample(paper, content_of(self.object))) if line.strip()]
        except OSError:
            return []


class ApproveTemplate(TemplateStep):
    action = "documents.template.approved"
    title = gettext_lazy("启用版式")
    note = gettext_lazy("启用后新生成的文件用这个版式；以前生成的不变。PDF 的样子不受影响。")
    shows_sample = True

    def perform(self, form: forms.Form, *, once: Any, reason: str) -> PaperTemplate:
        return paper_templates.approve_template(template_id=self.object.pk, actor=self.actor, once=once)

    def success_text(self, result: PaperTemplate) -> str:
        kind = document_kind(result.kind).title
        return _("启用%(kind)s%(version)s版式。") % {"kind": kind, "version": result}


class WithdrawTemplate(TemplateStep):
    action = "documents.template.withdrawn"
    title = gettext_lazy("撤回版式")
    note = gettext_lazy("撤回后留痕可查，现在用的版式不变。")

    def perform(self, form: forms.Form, *, once: Any, reason: str) -> PaperTemplate:
        return paper_templates.withdraw_template(template_id=self.object.pk, actor=self.actor, once=once)

    def success_text(self, result: PaperTemplate) -> str:
        kind = document_kind(result.kind).title
        return _("撤回%(kind)s%(version)s版式。") % {"kind": kind, "version": result}


class RetireTemplate(TemplateStep):
    action = "documents.template.retired"
    title = gettext_lazy("停用版式")
    form_class = RetireForm
    note = gettext_lazy("停用后改用随系统的版式，停用的这一版留着可查。")

    def perform(self, form: forms.Form, *, once: Any, reason: str) -> PaperTemplate:
        return paper_templates.retire_template(
            template_id=self.object.pk, actor=self.actor, once=once, because=form.cleaned_data["because"]
        )

    def success_text(self, result: PaperTemplate) -> str:
        kind = document_kind(result.kind).title
        return _("停用%(kind)s%(version)s版式，改用随系统的。") % {"kind": kind, "version": result}
