"""One evaluation: its page and its steps."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar
from urllib.parse import urlencode

from django import forms
from django.db import models
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.access.views import PageView, VerbView
from governance.documents.models import Document
from governance.office.rule_review import reading, services
from governance.office.rule_review.counting import Counts
from governance.office.rule_review.forms import BeginForm, ConcludeForm, OpinionForm, SelfReviewForm
from governance.office.rule_review.models import EvaluationOpinion, RuleEvaluation
from governance.office.rule_review.services.evaluations import counted, missing_voices
from governance.office.rule_review.views.pages import ReviewMixin
from governance.rulebook import words
from governance.rulebook.reading import state_label, state_of

WITH_PEOPLE = ("organization", "begun_by", "self_reviewed_by", "concluded_by")


def counts_of(evaluation: RuleEvaluation) -> dict[str, Counts]:
    """As they were kept at the conclusion, as they stand today before it."""
    kept = evaluation.counts if evaluation.counts is not None else counted(evaluation)
    return {cite: Counts(*row) for cite, row in kept.items()}


class EvaluationPage(ReviewMixin, PageView):
    action = "rule_review.read"
    model = RuleEvaluation
    template_name = "rule_review/evaluation.html"

    def visible(self) -> models.QuerySet:
        return super().visible().select_related(*WITH_PEOPLE)

    def context(self, **extra: Any) -> dict[str, Any]:
        evaluation: RuleEvaluation = self.object
        counts = counts_of(evaluation)
        rows = [{"cite": cite, "label": words.cite_text(cite), "counts": one} for cite, one in counts.items()]
        rows.sort(key=lambda row: (-row["counts"].refused - row["counts"].late, -row["counts"].used))
        state, since = state_of(self.rules, evaluation.regulation, self.actor.day)
        return super().context(
            evaluation=evaluation,
            rows=rows,
            total=sum(counts.values(), reading.NOTHING),
            opinions=list(evaluation.opinions.standing().select_related("entered_by")),
            missing=missing_voices(evaluation),
            changes=reading.changes_since(evaluation, self.rules),
            stands=state_label(state, since),
            carried_by=urlencode({"yiju": evaluation.resolution}),
            papers=reading.papers_of(evaluation, services.KIND),
            may=self.may(
                "rule_review.evaluation.self_reviewed",
                "rule_review.evaluation.concluded",
                "rule_review.evaluation.withdrawn",
                "rule_review.evaluation.printed",
                "rule_review.opinion.entered",
                "rule_review.opinion.removed",
            ),
            **extra,
        )


class BeginEvaluation(ReviewMixin, VerbView):
    action = "rule_review.evaluation.begun"
    template_name = "rule_review/step.html"
    form_class = BeginForm
    title = gettext_lazy("发起评估")
    note = gettext_lazy("评估三方面结合：自我评价、管理对象、社会意见；结论三选一，凭党委会决议。")

    def form_kwargs(self) -> dict[str, Any]:
        first, last = reading.year_before(self.actor.day)
        return {"initial": {"first": first, "last": last}}

    def back_url(self) -> str:
        return reverse("rule_review:regulation", args=[self.kwargs["regulation"]])

    def context(self, **extra: Any) -> dict[str, Any]:
        if self.kwargs["regulation"] not in self.rules.library.regulations:
            raise Http404
        title = words.title_of(self.kwargs["regulation"])
        return super().context(view=self, subject=title, back=self.back_url(), **extra)

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> RuleEvaluation:
        return services.begin_evaluation(
            organization=self.organization,
            actor=self.actor,
            regulation=self.kwargs["regulation"],
            first=form.cleaned_data["first"],
            last=form.cleaned_data["last"],
            once=once,
        )

    def success_text(self, result: RuleEvaluation) -> str:
        return _("已发起%(what)s，接着征求意见。") % {"what": result}

    def success_url(self, result: RuleEvaluation) -> str:
        return reverse("rule_review:evaluation", args=[result.pk])


class EvaluationVerb(VerbView):
    """A step on one evaluation that leads back to its page."""

    abstract_view = True
    model = RuleEvaluation
    template_name = "rule_review/step.html"
    note: ClassVar[Any] = ""

    def evaluation(self) -> RuleEvaluation:
        return self.object

    def context(self, **extra: Any) -> dict[str, Any]:
        subject = self.evaluation()
        return super().context(view=self, subject=subject, back=self.back_url(), **extra)

    def back_url(self) -> str:
        return reverse("rule_review:evaluation", args=[self.evaluation().pk])

    def success_url(self, result: Any) -> str:
        return self.back_url()


class SelfReview(EvaluationVerb):
    action = "rule_review.evaluation.self_reviewed"
    form_class = SelfReviewForm
    title = gettext_lazy("填自我评价")
    drafted = True

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"text": self.object.self_review}}

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> RuleEvaluation:
        return services.self_review(
            evaluation_id=self.object.pk, actor=self.actor, text=form.cleaned_data["text"], once=once
        )

    def success_text(self, result: RuleEvaluation) -> str:
        return _("已填自我评价。")


class EnterOpinion(EvaluationVerb):
    action = "rule_review.opinion.entered"
    form_class = OpinionForm
    title = gettext_lazy("登记意见")
    note = gettext_lazy("管理对象是照这部制度办事的人，社会是办事群众和代表。")

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"gathered_on": self.actor.day}}

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> EvaluationOpinion:
        data = form.cleaned_data
        return services.enter_opinion(
            evaluation_id=self.object.pk,
            actor=self.actor,
            side=data["side"],
            way=data["way"],
            gathered_on=data["gathered_on"],
            asked=data["asked"],
            good=data["good"] or 0,
            fair=data["fair"] or 0,
            poor=data["poor"] or 0,
            text=data["text"],
            once=once,
        )

    def success_text(self, result: EvaluationOpinion) -> str:
        return _("已登记%(side)s意见。") % {"side": result.get_side_display()}


class RemoveOpinion(EvaluationVerb):
    action = "rule_review.opinion.removed"
    model = EvaluationOpinion
    title = gettext_lazy("撤回意见")
    note = gettext_lazy("登记错了的撤回后重新登记；留痕还在。")

    def evaluation(self) -> RuleEvaluation:
        return self.object.evaluation

    def visible(self) -> models.QuerySet:
        return EvaluationOpinion.objects.visible_to(self.actor).standing().select_related("evaluation")

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> EvaluationOpinion:
        return services.remove_opinion(opinion_id=self.object.pk, actor=self.actor, once=once)

    def success_text(self, result: EvaluationOpinion) -> str:
        return _("已撤回一条意见。")


class Conclude(EvaluationVerb):
    action = "rule_review.evaluation.concluded"
    form_class = ConcludeForm
    title = gettext_lazy("定结论")
    note = gettext_lazy("登记以后，数照此刻的留痕定下来，不再变。")

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> RuleEvaluation:
        data = form.cleaned_data
        return services.conclude_evaluation(
            evaluation_id=self.object.pk,
            actor=self.actor,
            conclusion=data["conclusion"],
            why=data["why"],
            resolution=data["resolution"],
            reason=reason,
            once=once,
        )

    def success_text(self, result: RuleEvaluation) -> str:
        return _("%(what)s结论为%(conclusion)s。") % {
            "what": result,
            "conclusion": result.get_conclusion_display(),
        }


class Withdraw(EvaluationVerb):
    action = "rule_review.evaluation.withdrawn"
    title = gettext_lazy("撤回评估")
    note = gettext_lazy("发起错了的撤回；已登记的意见留着，不再用。")

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> RuleEvaluation:
        return services.withdraw_evaluation(evaluation_id=self.object.pk, actor=self.actor, once=once)

    def success_text(self, result: RuleEvaluation) -> str:
        return _("已撤回%(what)s。") % {"what": result}


class PrintEvaluation(EvaluationVerb):
    action = "rule_review.evaluation.printed"
    title = gettext_lazy("打印评估表")
    note = gettext_lazy("定结论以前打印的是送会的稿，数照此刻的留痕；定结论以后照定下来的。")

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> Document:
        return services.print_evaluation(evaluation_id=self.object.pk, actor=self.actor, once=once)

    def success_url(self, result: Document) -> str:
        return reverse("documents:download", args=[result.pk])
