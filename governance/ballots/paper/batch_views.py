"""Pages of one batch: typing it, settling where two typings part, sending it back."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django import forms
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_variables

from governance.ballots.models import PaperBatch
from governance.ballots.paper import judging, keeping, pages, services
from governance.ballots.paper.forms import ClearForm, SettlingForm, TypingForm
from governance.ballots.paper.views import PaperVerb
from governance.ballots.uses import paper_groups, refuses_uniform, use_of
from governance.rules.verdict import Verdict


class BatchVerb(PaperVerb):
    """A step on one batch."""

    abstract_view = True

    def subject(self) -> PaperBatch:
        return self.batch

    @cached_property
    def batch(self) -> PaperBatch:
        found = self.poll.paper_batches.filter(pk=self.kwargs["batch"]).first()
        if found is None:
            raise Http404
        found.poll = self.poll
        return found

    def about(self) -> str:
        name = paper_groups(self.poll).get(self.batch.group, "")
        return _("%(class)s第%(n)s批，%(sheets)s张") % {
            "class": name,
            "n": self.batch.number,
            "sheets": self.batch.sheets,
        }

    def success_url(self, result: Any) -> str:
        return f"{self.back_url()}#class-{self.batch.group}"

    def key_context(self) -> dict[str, Any]:
        words = use_of(self.poll).sheet(self.poll)
        questions = pages.questions_of(self.poll, words)
        return {
            "keys": pages.keys_of(self.poll, words),
            "questions": questions,
            "ruler": pages.ruler(len(questions)),
            "uniform_invalid": len(questions) > 1 and refuses_uniform(self.poll),
        }


class TypeBatch(BatchVerb):
    action = "ballots.paper_batch.typed"
    title = gettext_lazy("录入纸票")
    template_name = "ballots/paper/typing.html"
    form_class = TypingForm

    def now(self) -> Verdict:
        return judging.for_typing(self.batch, self.actor.person_id)

    def form_kwargs(self) -> dict[str, Any]:
        return {"batch": self.batch, "questions": self.poll.sheet}

    @sensitive_variables()
    def context(self, **extra: Any) -> dict[str, Any]:
        second = self.batch.status != PaperBatch.Status.WAITING
        return super().context(second=second, **self.key_context(), **extra)

    @sensitive_variables()
    def perform(self, form: Any, *, once: Any, reason: str) -> PaperBatch:
        return services.type_batch(
            poll_id=self.poll.pk,
            batch_id=self.batch.pk,
            actor=self.actor,
            sheets=form.sheets,
            once=once,
        )

    def success_text(self, result: PaperBatch) -> str:
        n = {"n": result.number, "d": result.differences}
        if result.status == PaperBatch.Status.TYPED_ONCE:
            return _("第%(n)s批已录一遍，请另一人录第二遍。") % n
        if result.differences:
            return _("第%(n)s批两遍录完，有%(d)s处不一样，请第三人对照纸票核定。") % n
        return _("第%(n)s批两遍录得一样，已核定。") % n


class SettleBatch(BatchVerb):
    action = "ballots.paper_batch.settled"
    title = gettext_lazy("核定差异")
    template_name = "ballots/paper/settling.html"
    form_class = SettlingForm
    note = gettext_lazy("只列两遍录得不一样的地方。请找出这几张纸票，以票面为准，不以哪一遍为准。")

    def now(self) -> Verdict:
        verdict = judging.for_settling(self.batch, self.actor.person_id)
        if verdict.allowed and self.typings is None:
            return Verdict.stopped("ballots.paper.key_lost")
        return verdict

    @cached_property
    def typings(self) -> Any:
        """(differences, first, second); None when they do not open. Only for whoever may settle them."""
        if not judging.for_settling(self.batch, self.actor.person_id).allowed:
            return [], [], []
        try:
            return services.differences_of(self.batch)
        except keeping.KeyLost:
            return None

    def form_kwargs(self) -> dict[str, Any]:
        return {"differing": (self.typings or ([],))[0], "questions": self.poll.sheet}

    @sensitive_variables()
    def context(self, **extra: Any) -> dict[str, Any]:
        form = extra.get("form")
        words = use_of(self.poll).sheet(self.poll)
        lines = pages.differing_lines(self.poll, words, *(self.typings or ([], [], [])))
        if form is not None:
            for line, name in zip(lines, form.named, strict=True):
                line["field"] = form[name]
        return super().context(lines=lines, **self.key_context(), **extra)

    @sensitive_variables()
    def perform(self, form: Any, *, once: Any, reason: str) -> PaperBatch:
        return services.settle_batch(
            poll_id=self.poll.pk,
            batch_id=self.batch.pk,
            actor=self.actor,
            decided=form.decided,
            once=once,
        )

    def success_text(self, result: PaperBatch) -> str:
        return _("第%(n)s批的%(d)s处差异已核定。") % {"n": result.number, "d": result.differences}


class ClearBatch(BatchVerb):
    action = "ballots.paper_batch.cleared"
    title = gettext_lazy("退回重录")
    form_class = ClearForm
    note = gettext_lazy("这一批录过的全部作废，由两人照纸票重录；已核对的类要重新核对。")

    def now(self) -> Verdict:
        return judging.for_clearing(self.batch)

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"sheets": self.batch.sheets}}

    def perform(self, form: forms.Form, *, once: Any, reason: str) -> PaperBatch:
        return services.clear_batch(
            poll_id=self.poll.pk,
            batch_id=self.batch.pk,
            actor=self.actor,
            once=once,
            **form.cleaned_data,
        )

    def success_text(self, result: PaperBatch) -> str:
        if not result.stands:
            return _("第%(n)s批已撤销。") % {"n": result.number}
        return _("第%(n)s批已退回，登记%(s)s张，待两人重录。") % {"n": result.number, "s": result.sheets}
