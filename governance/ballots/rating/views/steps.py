"""The steps of a round, one verb each."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.db import models
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from governance.access.views import VerbView
from governance.ballots.models import RatingRound
from governance.ballots.rating import pages, services
from governance.ballots.rating.forms import (
    AudienceForm,
    ReasonForm,
    ReconcileForm,
    RemarksForm,
    RoundForm,
    initial_of,
)
from governance.ballots.rating.views.office import WITH_PEOPLE
from governance.people.queries import posts_by_person, serving


def people_to_choose(organization_id: int, day: date) -> dict[str, Any]:
    """Who serves in the town, and what each is."""
    return {"people": list(serving(organization_id, day)), "titles": posts_by_person(organization_id, day)}


class SetUp(VerbView):
    action = "ballots.round.set_up"
    template_name = "ballots/rating/form.html"
    title = gettext_lazy("拟定测评")
    form_class = RoundForm
    drafted = True

    def form_kwargs(self) -> dict[str, Any]:
        return people_to_choose(self.organization.pk, self.actor.day)

    def context(self, **extra: Any) -> dict[str, Any]:
        return super().context(view=self, back=self.back_url(), **extra)

    def back_url(self) -> str:
        return reverse("rating:list")

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> RatingRound:
        assert isinstance(form, RoundForm)
        return services.set_up_round(
            organization=self.organization,
            actor=self.actor,
            values=form.values(),
            classes=form.cleaned_data["classes"],
            once=once,
        )

    def success_url(self, result: RatingRound) -> str:
        return reverse("rating:round", args=[result.pk])

    def success_text(self, result: RatingRound) -> str:
        return _("已拟定%(title)s，待审定。") % {"title": result.title}


class RoundVerb(VerbView):
    """A step on one round: what it says, what follows, the button."""

    abstract_view = True
    model = RatingRound
    template_name = "ballots/rating/step.html"
    note: ClassVar[Any] = ""
    confirm: ClassVar[Any] = ""  # what the button says; the title, where nothing is confirmed

    def visible(self) -> models.QuerySet:
        return super().visible().select_related(*WITH_PEOPLE)

    def context(self, **extra: Any) -> dict[str, Any]:
        return super().context(view=self, rating=self.object, back=self.back_url(), **extra)

    def back_url(self) -> str:
        return reverse("rating:round", args=[self.object.pk])

    def success_url(self, result: RatingRound) -> str:
        return self.back_url()


class Amend(RoundVerb):
    action = "ballots.round.amended"
    template_name = "ballots/rating/form.html"
    title = gettext_lazy("修改测评")
    form_class = RoundForm

    def form_kwargs(self) -> dict[str, Any]:
        found = people_to_choose(self.organization.pk, self.actor.day)
        names = {person.pk: person.name for person in found["people"]}
        return {**found, "initial": initial_of(self.object, names)}

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> RatingRound:
        assert isinstance(form, RoundForm)
        return services.amend_round(
            round_id=self.object.pk,
            actor=self.actor,
            values=form.values(),
            classes=form.cleaned_data["classes"],
            once=once,
        )

    def success_text(self, result: RatingRound) -> str:
        return _("已修改%(title)s，待审定。") % {"title": result.title}


class Approve(RoundVerb):
    action = "ballots.round.approved"
    title = gettext_lazy("审定测评")
    note = gettext_lazy("审定对象、项目、等次和类别。审定后再修改的，要重新审定。")

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> RatingRound:
        return services.approve_round(round_id=self.object.pk, actor=self.actor, once=once, reason=reason)

    def success_text(self, result: RatingRound) -> str:
        return _("已审定%(title)s。") % {"title": result.title}


class FixRoll(RoundVerb):
    action = "ballots.round.roll_fixed"
    title = gettext_lazy("定名单")
    note = gettext_lazy("名单上每人一个密封信封，定了以后名单和表格不能再改。")

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> RatingRound:
        return services.fix_roll(round_id=self.object.pk, actor=self.actor, once=once)

    def success_text(self, result: RatingRound) -> str:
        return _("名单已定，请计票人领票码。")


class Open(RoundVerb):
    action = "ballots.round.opened"
    title = gettext_lazy("开始测评")
    confirm = gettext_lazy("确认开始测评")
    note = gettext_lazy("名单和表格就此固定。抽剩的测评码由监票人清点，截止后登记。")

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> RatingRound:
        return services.open_round(round_id=self.object.pk, actor=self.actor, once=once)

    def success_text(self, result: RatingRound) -> str:
        return _("测评已开始。")


class Close(RoundVerb):
    action = "ballots.round.closed"
    title = gettext_lazy("截止测评")
    confirm = gettext_lazy("确认截止测评")
    note = gettext_lazy("截止后不再收票，没有用过的测评码随即失效，不能恢复。")

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> RatingRound:
        return services.close_round(round_id=self.object.pk, actor=self.actor, once=once)

    def success_text(self, result: RatingRound) -> str:
        return _("测评已截止，请计票人开箱计票。")


class Reconcile(RoundVerb):
    action = "ballots.round.reconciled"
    template_name = "ballots/rating/reconcile.html"
    title = gettext_lazy("填核对表")
    form_class = ReconcileForm

    def form_kwargs(self) -> dict[str, Any]:
        round_: RatingRound = self.object
        classes = round_.classes
        initial = {
            f"n{one.number}_{name}": getattr(one, name)
            for one in classes
            for name in ("present", "handed_out", "left_over", "explanation")
        }
        if round_.mode == RatingRound.Mode.ROLL and round_.reconciled_by_id is None:
            for one in classes:  # envelopes are handed out to everybody, and none is left over
                initial |= {
                    f"n{one.number}_present": one.expected,
                    f"n{one.number}_handed_out": one.expected,
                    f"n{one.number}_left_over": 0,
                }
        return {"classes": classes, "initial": initial}

    def context(self, **extra: Any) -> dict[str, Any]:
        figures = pages.figure_rows(self.object, self.object.classes) if self.object.poll else []
        return super().context(figures=figures, **extra)

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> RatingRound:
        assert isinstance(form, ReconcileForm)
        return services.reconcile(
            round_id=self.object.pk, actor=self.actor, figures=form.figures(), once=once
        )

    def success_text(self, result: RatingRound) -> str:
        return _("核对表已填，请监票人核对。")


class Check(RoundVerb):
    action = "ballots.round.checked"
    title = gettext_lazy("核对清点")
    note = gettext_lazy("请对照剩下的测评码和签到表核对。核对后才能公布。")

    def context(self, **extra: Any) -> dict[str, Any]:
        return super().context(figures=pages.figure_rows(self.object, self.object.classes), **extra)

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> RatingRound:
        return services.check_counts(round_id=self.object.pk, actor=self.actor, once=once)

    def success_text(self, result: RatingRound) -> str:
        return _("清点的数已核对。")


@method_decorator([sensitive_post_parameters(), never_cache], name="dispatch")
class Remarks(RoundVerb):
    """Every remark by its number, with a place for the reason where one is not released."""

    action = "ballots.round.remarks_reviewed"
    template_name = "ballots/rating/remarks.html"
    title = gettext_lazy("审阅意见")
    form_class = RemarksForm
    sensitive_read = True

    def visible(self) -> models.QuerySet:
        return super().visible().filter(status__in=[RatingRound.Status.COUNTED, RatingRound.Status.RELEASED])

    @sensitive_variables()
    def form_kwargs(self) -> dict[str, Any]:
        self.texts = dict(self.object.poll.remarks.order_by("number").values_list("number", "text"))
        before = {f"r{f.number}": f.because for f in self.object.remark_findings.filter(withheld=True)}
        return {"numbers": list(self.texts), "initial": before}

    @sensitive_variables()
    def context(self, **extra: Any) -> dict[str, Any]:
        form = extra.get("form")
        rows = [(number, text, form[f"r{number}"]) for number, text in self.texts.items()] if form else []
        return super().context(rows=rows, **extra)

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> RatingRound:
        assert isinstance(form, RemarksForm)
        return services.review_remarks(
            round_id=self.object.pk, actor=self.actor, withheld=form.withheld(), once=once
        )

    def success_text(self, result: RatingRound) -> str:
        return _("意见已审阅。")


class Release(RoundVerb):
    action = "ballots.round.released"
    title = gettext_lazy("公布结果")
    confirm = gettext_lazy("确认公布结果")
    form_class = AudienceForm
    note = gettext_lazy("公布后不能改。没有单列的类按规定不列，名次只供参考，不是决定。")

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> RatingRound:
        return services.release_round(
            round_id=self.object.pk, actor=self.actor, once=once, **form.cleaned_data
        )

    def success_text(self, result: RatingRound) -> str:
        return _("已向%(audience)s公布结果。") % {"audience": result.released_to}


class Void(RoundVerb):
    action = "ballots.round.voided"
    title = gettext_lazy("作废测评")
    confirm = gettext_lazy("确认作废测评")
    form_class = ReasonForm
    note = gettext_lazy("作废后留痕可查，不能恢复；交过的票不拆开。")

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> RatingRound:
        return services.void_round(round_id=self.object.pk, actor=self.actor, once=once, **form.cleaned_data)

    def success_text(self, result: RatingRound) -> str:
        return _("测评已作废。")
