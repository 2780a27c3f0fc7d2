"""文印: what is ready, being made, not made, printed, void; what a meeting ought to have and has not; printing
several at once and writing it down.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.access.decision import Allowed
from governance.access.typed import DayField
from governance.access.views import PageView, VerbView
from governance.documents import printing, voiding
from governance.documents.kinds import document_kind, readable_among
from governance.documents.matters import matters_of, missing_papers
from governance.documents.models import Document, PrintMark
from governance.documents.policies import void_answers
from governance.people.standard_posts import OFFICE

PER_PAGE = 30
S = Document.State
STATE_KINDS = {S.ORDERED: "doing", S.FINISHED: "done", S.FAILED: "late", S.REPLACED: "", S.VOIDED: "void"}
MISSING, PRINTED, UNPRINTED = "missing", "printed", "unprinted"


class DocumentList(PageView):
    """Filters: `state` of the paper, printed or not, missing; `ci` number, title or code. One list, its papers
    under the meeting they belong to."""

    action = "documents.document.list"
    template_name = "documents/list.html"

    def context(self, **extra: Any) -> dict[str, Any]:
        state = self.request.GET.get("state", "")
        words = self.request.GET.get("ci", "").strip()
        office = self.actor.holds(self.organization.pk, *OFFICE) is not None
        lacking = missing_papers(self.actor, self.organization.pk)
        tabs = [("", _("全部")), *S.choices, (UNPRINTED, _("没有打印")), (PRINTED, _("已打印"))]
        page = None
        if state != MISSING:
            page = Paginator(self.found(state, words), PER_PAGE).get_page(self.request.GET.get("page"))
            self.dress(list(page), office)
        return super().context(
            page_obj=page,
            state=state,
            words=words,
            states=[*tabs, (MISSING, _("还缺%(n)s件") % {"n": len(lacking)})],
            lacking=lacking if state == MISSING else [],
            office=office,
            **extra,
        )

    def found(self, state: str, words: str) -> QuerySet:
        documents = Document.objects.visible_to(self.actor).filter(organization=self.organization)
        printed = Exists(PrintMark.objects.filter(document=OuterRef("pk")))
        if state in S.values:
            documents = documents.filter(state=state)
        elif state == PRINTED:
            documents = documents.filter(printed)
        elif state == UNPRINTED:
            documents = documents.filter(~printed, state=S.FINISHED)
        if words:
            documents = documents.filter(
                Q(number__icontains=words) | Q(title__icontains=words) | Q(code__iexact=words)
            )
        return documents.select_related("editable", "voided_by", "organization").prefetch_related(
            "scans", "prints__printed_by", "replaced_by"
        )

    def dress(self, documents: list[Any], office: bool) -> None:
        """What the rows show; a heading where the matter changes. As many queries for fifty rows as for one of
        each kind."""
        matters = matters_of(self.actor, documents)
        readable = readable_among(self.actor, documents)
        voidable = {pk for pk, a in void_answers(self.actor, documents).items() if isinstance(a, Allowed)}
        before = None
        for document in documents:
            kind = document_kind(document.kind)
            matter = matters.get(document.pk)
            document.matter = matter
            document.heads = matter is not None and matter.key != before
            before = matter.key if matter else None
            document.kind_title = kind.title
            document.state_kind = STATE_KINDS[S(document.state)]
            document.readable = document.pk in readable
            standing = document.state == S.FINISHED and document.readable
            document.takes_scan = standing and office and kind.takes_scan
            document.scan = next((s for s in document.scans.all() if not s.superseded), None)
            document.newer = next(iter(document.replaced_by.all()), None)
            document.voidable = standing and kind.voidable and document.pk in voidable
            document.reissuable = (
                document.state == S.VOIDED
                and document.readable
                and office
                and document.newer is None
                and kind.reissued is not None
            )


class PrintForm(forms.Form):
    copies = forms.IntegerField(label=gettext_lazy("份数"), min_value=1, max_value=999, initial=1)
    printed_on = DayField(label=gettext_lazy("打印日期"))


class PrintSeveral(VerbView):
    """The papers chosen on the list, one after the other to open and print; then one mark for all."""

    action = "documents.document.marked_printed"
    template_name = "documents/print.html"
    title = gettext_lazy("登记打印")
    form_class = PrintForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"copies": 1, "printed_on": self.actor.day}}

    def ids(self) -> list[int]:
        given = self.request.GET.getlist("f")
        return [
            int(one) for one in given[: printing.MOST] if one.isascii() and one.isdigit() and len(one) < 19
        ]

    def context(self, **extra: Any) -> dict[str, Any]:
        papers = printing.chosen(self.actor, self.organization.pk, self.ids())
        for paper in papers:
            paper.kind_title = document_kind(paper.kind).title  # type: ignore[attr-defined]
        ready = [paper for paper in papers if paper.made]
        return super().context(
            view=self,
            papers=ready,
            pages=sum(paper.pages or 0 for paper in ready),
            back=self.back_url(),
            **extra,
        )

    def perform(self, form: forms.Form, *, once: Any, reason: str) -> list[PrintMark]:
        return printing.mark_printed(
            organization=self.organization,
            actor=self.actor,
            once=once,
            document_ids=self.ids(),
            **form.cleaned_data,
        )

    def back_url(self) -> str:
        return reverse("documents:list")

    def success_url(self, result: list[PrintMark]) -> str:
        return reverse("documents:list")

    def success_text(self, result: list[PrintMark]) -> str:
        return _("登记打印文件%(n)s件，每件%(copies)s份。") % {"n": len(result), "copies": result[0].copies}


class VoidForm(forms.Form):
    because = forms.CharField(
        label=gettext_lazy("理由"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("写错在哪里，会一直显示在文印和文号簿里，不写人名。"),
    )


class OnDocument(VerbView):
    abstract_view = True
    model = Document
    template_name = "documents/void.html"

    def back_url(self) -> str:
        return reverse("documents:list")

    def success_url(self, result: Document) -> str:
        return reverse("documents:list")

    def context(self, **extra: Any) -> dict[str, Any]:
        kind = document_kind(self.object.kind)
        return super().context(view=self, kind=kind, back=self.back_url(), **extra)


class VoidDocument(OnDocument):
    action = "documents.document.voided"
    title = gettext_lazy("作废文件")
    note = gettext_lazy(
        "作废后不能恢复。文件和文号都留着，扫码的人看得到“已作废”。已经分送的，请收回或告诉收到的人。"
    )
    form_class = VoidForm

    def perform(self, form: forms.Form, *, once: Any, reason: str) -> Document:
        return voiding.void_document(
            document_id=self.object.pk, actor=self.actor, once=once, because=form.cleaned_data["because"]
        )

    def success_text(self, result: Document) -> str:
        return _("作废%(document)s。") % {"document": result}


class ReissueDocument(OnDocument):
    action = "documents.document.reissued"
    title = gettext_lazy("重出文件")
    note = gettext_lazy("文号不变，校验码是新的，新的一份写明代替哪一份。内容有差错的，另出勘误。")

    def decide(self) -> None:
        if self.object.state != S.VOIDED and self.request.method == "GET":
            raise Http404
        super().decide()

    def perform(self, form: forms.Form, *, once: Any, reason: str) -> Document:
        return voiding.reissue_document(document_id=self.object.pk, actor=self.actor, once=once)

    def success_text(self, result: Document) -> str:
        return _("重出%(document)s。") % {"document": result}
