"""文号: every number of a kind and year, what carries it, and why some carry nothing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.access.list_views import ListPage, ListSheet
from governance.access.policy import ask
from governance.access.views import VerbView
from governance.documents import number_notes
from governance.documents.lists import DOCUMENTS, NUMBERS
from governance.documents.models import NumberNote, NumberSeries
from governance.documents.numbering import SERIES, number_as_written


class WhyForm(forms.Form):
    because = forms.CharField(
        label=gettext_lazy("原因"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("写清这个号为什么没有文件，会一直显示在文号簿里，不写人名。"),
    )


class NumberList(ListPage):
    action = "documents.document.list"
    template_name = "documents/numbers.html"
    listing = NUMBERS
    sheet_url = "documents:numbers-sheet"

    def context(self, **extra: Any) -> dict[str, Any]:
        return super().context(
            kinds=[{"kind": kind, "title": one.title} for kind, one in SERIES.items()],
            explains=ask(self.actor, "documents.number.explained", self.organization).allowed,
            **extra,
        )


class NumberSheet(ListSheet):
    action = "documents.document.list"
    listing = NUMBERS


class DocumentRegister(ListPage):
    """Every paper, one a line; what is done with them is done in the print centre."""

    action = "documents.document.list"
    template_name = "documents/register.html"
    listing = DOCUMENTS
    sheet_url = "documents:register-sheet"


class DocumentSheet(ListSheet):
    action = "documents.document.list"
    listing = DOCUMENTS


class NumberVerb(VerbView):
    abstract_view = True
    template_name = "documents/number_note.html"
    form_class = WhyForm

    @property
    def kind(self) -> str:
        if self.kwargs["kind"] not in SERIES:
            raise Http404
        return str(self.kwargs["kind"])

    def back_url(self) -> str:
        return reverse("documents:numbers")

    def success_url(self, result: NumberNote) -> str:
        return f"{reverse('documents:numbers')}?kind={result.kind}&year={result.year}"

    def context(self, **extra: Any) -> dict[str, Any]:
        return super().context(
            view=self, about=self.about(), kind_title=SERIES[self.kind].title, back=self.back_url(), **extra
        )

    def about(self) -> str:
        return ""


class ExplainNumber(NumberVerb):
    action = "documents.number.explained"
    title = gettext_lazy("写明空号原因")

    def about(self) -> str:
        series = NumberSeries.objects.filter(
            organization=self.organization, kind=self.kind, year=self.kwargs["year"]
        ).first()
        if series is None:
            raise Http404
        return number_as_written(series, self.kwargs["place"])

    def perform(self, form: forms.Form, *, once: Any, reason: str) -> NumberNote:
        self.about()
        return number_notes.explain_number(
            organization=self.organization,
            actor=self.actor,
            once=once,
            kind=self.kind,
            year=self.kwargs["year"],
            place=self.kwargs["place"],
            because=form.cleaned_data["because"],
        )

    def success_text(self, result: NumberNote) -> str:
        return _("写明%(number)s没有使用的原因。") % {"number": result.number}


class SkipNumber(NumberVerb):
    action = "documents.number.skipped"
    title = gettext_lazy("跳号")

    def perform(self, form: forms.Form, *, once: Any, reason: str) -> NumberNote:
        return number_notes.skip_number(
            organization=self.organization, actor=self.actor, once=once, kind=self.kind, **form.cleaned_data
        )

    def success_text(self, result: NumberNote) -> str:
        return _("跳过%(number)s。") % {"number": result.number}
