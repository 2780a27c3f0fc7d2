"""Pages of paper ballots: the overview and the steps on a class; those on a batch are in `batch_views`.

What is typed on them is in the answer to a form and nowhere on the way: no session, no draft, no cache, no error
report.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from governance.access.policy import ask
from governance.access.views import PageView, VerbView
from governance.ballots.models import PaperBatch, PaperCount, SealedPoll
from governance.ballots.paper import documents, joining, judging, keeping, pages, services
from governance.ballots.paper.forms import BatchesForm, CountForm, GapForm
from governance.ballots.uses import paper_groups, use_of
from governance.documents.models import Document
from governance.rules.verdict import Verdict


@method_decorator(never_cache, name="dispatch")
class Paper(PageView):
    """Classes, figures, batches: where the paper of a vote stands, and whose turn it is."""

    action = "ballots.paper.listed"
    model = SealedPoll
    template_name = "ballots/paper/list.html"

    def context(self, **extra: Any) -> dict[str, Any]:
        poll: SealedPoll = self.object
        may_print = ask(self.actor, "ballots.paper_count.printed", poll).allowed
        ready = joining.ready(poll)
        parts = pages.parts_of(poll, paper_groups(poll), self.actor)
        return super().context(
            poll=poll,
            sheet=use_of(poll).sheet(poll),
            parts=parts,
            begun=any(part.count or part.rows for part in parts),
            waiting=judging.while_open(poll),
            ready=ready,
            printing=judging.for_printing(poll) if may_print else None,
            print_url=reverse("ballots:paper-print", args=[poll.pk]),
            paper=pages.paper_for(documents.newest(poll), self.actor),
            **extra,
        )


@method_decorator([sensitive_post_parameters(), never_cache], name="dispatch")
class PaperVerb(VerbView):
    """A step on paper; the box is in the address."""

    abstract_view = True
    model = SealedPoll
    template_name = "ballots/paper/step.html"
    note: Any = ""

    @property
    def poll(self) -> SealedPoll:
        return self.object  # type: ignore[no-any-return]

    def now(self) -> Verdict:
        """Whether the form is worth opening; the verb asks again."""
        return judging.while_open(self.poll)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        now = self.now()
        return self.page(now=now) if not now.allowed else super().get(request, *args, **kwargs)

    def context(self, **extra: Any) -> dict[str, Any]:
        return super().context(
            **{
                "poll": self.poll,
                "sheet": use_of(self.poll).sheet(self.poll),
                "view": self,
                "note": self.note,
                "about": self.about(),
                "heading": use_of(self.poll).sheet(self.poll).matter,
                **extra,
            }
        )

    def about(self) -> str:
        return ""

    def back_url(self) -> str:
        return reverse("ballots:paper", args=[self.poll.pk])

    def success_url(self, result: Any) -> str:
        return self.back_url()


class ClassVerb(PaperVerb):
    """A step on one class."""

    abstract_view = True

    @cached_property
    def group(self) -> int:
        group: int = self.kwargs["group"]
        if group not in paper_groups(self.poll):
            raise Http404
        return group

    def about(self) -> str:
        return paper_groups(self.poll)[self.group]

    @cached_property
    def count(self) -> PaperCount | None:
        return self.poll.paper_counts.filter(group=self.group).first()

    @cached_property
    def batches(self) -> list[PaperBatch]:
        return joining.standing(self.poll)[self.group]

    def success_url(self, result: Any) -> str:
        return f"{self.back_url()}#class-{self.group}"


class WriteCount(ClassVerb):
    action = "ballots.paper_count.written"
    title = gettext_lazy("填写纸票张数")
    form_class = CountForm
    note = gettext_lazy("由计票人填写，监票人核对。收回不得多于发出；没有收回的不算差数。")

    def form_kwargs(self) -> dict[str, Any]:
        if self.count is None:
            return {}
        return {"initial": {"issued": self.count.issued, "returned": self.count.returned}}

    def perform(self, form: forms.Form, *, once: Any, reason: str) -> PaperCount:
        return services.write_count(
            poll_id=self.poll.pk, group=self.group, actor=self.actor, once=once, **form.cleaned_data
        )

    def success_text(self, result: PaperCount) -> str:
        figures = {"class": self.about(), "a": result.issued, "b": result.returned}
        return _("%(class)s的纸票数已填：发出%(a)s张，收回%(b)s张。") % figures


class AddBatches(ClassVerb):
    action = "ballots.paper_batches.added"
    title = gettext_lazy("纸票分批")
    form_class = BatchesForm
    note = gettext_lazy("点清手里的纸票再分批。每批由两人各录一遍，互相不看。")

    def now(self) -> Verdict:
        return judging.for_batches(self.poll)

    def form_kwargs(self) -> dict[str, Any]:
        done = sum(batch.sheets for batch in self.batches)
        left = max(0, self.count.returned - done) if self.count is not None else 0
        return {"initial": {"sheets": left or None}}

    def perform(self, form: forms.Form, *, once: Any, reason: str) -> list[PaperBatch]:
        return services.add_batches(
            poll_id=self.poll.pk, group=self.group, actor=self.actor, once=once, **form.cleaned_data
        )

    def success_text(self, result: list[PaperBatch]) -> str:
        figures = {"class": self.about(), "a": result[0].number, "b": result[-1].number}
        if len(result) == 1:
            return _("%(class)s已分出第%(a)s批，请把批号写在夹子上。") % figures
        return _("%(class)s已分出第%(a)s至第%(b)s批，请把批号写在夹子上。") % figures


class ExplainGap(ClassVerb):
    action = "ballots.paper_gap.explained"
    title = gettext_lazy("说明纸票差数")
    form_class = GapForm
    template_name = "ballots/paper/figures.html"
    note = gettext_lazy("张数对不上的，说明以前不能核对，也不能计票。先查原因；能改正的改正，不写说明。")

    def now(self) -> Verdict:
        return judging.for_explaining(self.poll, self.count, self.batches)

    def context(self, **extra: Any) -> dict[str, Any]:
        return super().context(figures=_figures(self), **extra)

    def perform(self, form: forms.Form, *, once: Any, reason: str) -> PaperCount:
        return services.explain_gap(
            poll_id=self.poll.pk, group=self.group, actor=self.actor, once=once, **form.cleaned_data
        )

    def success_text(self, result: PaperCount) -> str:
        return _("%(class)s的差数已说明，可以核对。") % {"class": self.about()}


class ConfirmCount(ClassVerb):
    action = "ballots.paper_count.confirmed"
    title = gettext_lazy("核对纸票")
    template_name = "ballots/paper/figures.html"
    note = gettext_lazy("请对照发票登记和各批纸票点数。核对以后张数再改、批次再退回的，要重新核对。")

    def now(self) -> Verdict:
        return judging.for_confirming(self.poll, self.count, self.batches, self.actor.person_id)

    def context(self, **extra: Any) -> dict[str, Any]:
        return super().context(figures=_figures(self), **extra)

    def perform(self, form: forms.Form, *, once: Any, reason: str) -> PaperCount:
        return services.confirm_count(poll_id=self.poll.pk, group=self.group, actor=self.actor, once=once)

    def success_text(self, result: PaperCount) -> str:
        figures = {"class": self.about(), "a": result.typed, "b": result.valid}
        return _("%(class)s的纸票已核对：录入%(a)s张，有效%(b)s张。") % figures


def _figures(view: ClassVerb) -> list[tuple[str, str]]:
    """The reconciliation sheet of a class as it stands: numbers of sheets, never of marks."""
    count, batches = view.count, view.batches
    if count is None:
        return []
    figures = judging.figures_of(count, batches)
    rows = [(_("发出"), figures.issued), (_("收回"), figures.returned), (_("录入"), figures.typed)]
    try:
        found = joining.totals_of_class(
            view.poll, [batch for batch in batches if batch.status == PaperBatch.Status.SETTLED]
        )
    except keeping.KeyLost:
        return [(label, str(number)) for label, number in rows]
    rows += [(_("有效"), found.valid), (_("空白"), found.blank), (_("无效"), found.invalid)]
    if found.wrong:
        rows.append((_("画错的项"), found.wrong))
    return [(label, str(number)) for label, number in rows]


class PrintCount(PaperVerb):
    action = "ballots.paper_count.printed"
    title = gettext_lazy("打印纸票核对单")
    note = gettext_lazy("各类都核对以后打印，计票人、监票人签字，扫描件附在文印里。")

    def now(self) -> Verdict:
        return judging.for_printing(self.poll)

    def perform(self, form: forms.Form, *, once: Any, reason: str) -> Document:
        return documents.print_count(poll_id=self.poll.pk, actor=self.actor, once=once)

    def success_text(self, result: Document) -> str:
        return _("纸票核对单已送去生成，稍后在本页打开。")
