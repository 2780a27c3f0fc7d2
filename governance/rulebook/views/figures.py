"""Figures: those nobody has set, those waiting; proposing, approving, withdrawing."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.rulebook import reading, services, words
from governance.rulebook.explain import stories
from governance.rulebook.forms import FigureForm
from governance.rulebook.models import CommitteeFigure, Status
from governance.rulebook.trial import try_value
from governance.rulebook.views.pages import RulesPage, RulesVerb
from governance.rules.grammar import parse_value


class FigureList(RulesPage):
    """What waits for the secretary, what nobody has set, what this committee has set itself."""

    template_name = "rulebook/figures.html"
    section = "figures"

    def context(self, **extra: Any) -> dict[str, Any]:
        own = (
            CommitteeFigure.objects.visible_to(self.actor)
            .filter(organization=self.organization)
            .exclude(status=Status.WITHDRAWN)
            .select_related("proposed_by", "approved_by")
        )
        rows = [self._row(figure) for figure in own]
        waiting = {(r["row"].cite, r["row"].name) for r in rows if r["row"].status == Status.PROPOSED}
        return super().context(
            waiting=[r for r in rows if r["row"].status == Status.PROPOSED],
            set_here=[r for r in rows if r["row"].status != Status.PROPOSED],
            unset=self._unset(waiting),
            may=self.may("rulebook.figure.proposed", "rulebook.figure.approved", "rulebook.figure.withdrawn"),
            **extra,
        )

    def _row(self, figure: CommitteeFigure) -> dict[str, Any]:
        value = parse_value(figure.value) if figure.value[:1] in "<>=" else None
        return {
            "row": figure,
            "label": self.label(figure.cite, figure.name),
            "value": words.value_text(figure.value),
            "need": reading.need_of(value, self.members),
        }

    def label(self, cite: str, name: str) -> str:
        try:
            return self.rules.library.vocabulary.figure(cite, name)
        except KeyError:
            return name

    def _unset(self, waiting: set[tuple[str, str]]) -> list[dict[str, Any]]:
        """The block articles first: they stop a step until their figure is set."""
        order = list(reading.LEVELS)
        found = [
            {
                "article": article,
                "name": name,
                "label": self.label(article.cite, name),
                "level": reading.LEVELS[article.enforce],
                "waiting": (article.cite, name) in waiting,
            }
            for regulation in self.book.regulations.values()
            for article in regulation.articles
            for name in reading.unset_names(self.book, article)
        ]
        return sorted(found, key=lambda row: order.index(row["article"].enforce))


class ProposeFigure(RulesVerb):
    """Set this committee's own value; another person approves it."""

    action = "rulebook.figure.proposed"
    template_name = "rulebook/figure_propose.html"
    form_class = FigureForm
    title = gettext_lazy("提出另定")
    section = "figures"

    def form_kwargs(self) -> dict[str, Any]:
        article = self.article()
        if self.kwargs["name"] not in article.figure_specs or article.superseded:
            raise Http404
        return {
            "article": article,
            "name": self.kwargs["name"],
            "library": self.rules.library,
            "today": self.actor.day,
        }

    def back_url(self) -> str:
        return reverse("rulebook:article", args=[self.kwargs["regulation"], self.kwargs["ref"]])

    def context(self, **extra: Any) -> dict[str, Any]:
        article, name = self.article(), self.kwargs["name"]
        story = next(
            (s for s in stories(self.rules, article, self.actor.day, self.organization.pk) if s.name == name),
            None,
        )
        return super().context(
            article=article,
            figure=reading.figure_line(self.rules, article, name, self.actor.day, self.members),
            story=story,
            delegated=name in article.delegated,
            back=self.back_url(),
            **extra,
        )

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> CommitteeFigure:
        assert isinstance(form, FigureForm)
        return services.propose_figure(
            organization=self.organization,
            actor=self.actor,
            cite=self.article().cite,
            name=self.kwargs["name"],
            value=form.written,
            since=form.cleaned_data["since"],
            authority=form.cleaned_data["authority"],
            once=once,
        )

    def success_text(self, result: CommitteeFigure) -> str:
        return _("已提出%(figure)s定为%(value)s，待书记核准。") % {
            "figure": result,
            "value": words.value_text(result.value),
        }

    def success_url(self, result: Any) -> str:
        return reverse("rulebook:figures")


class FigureStep(RulesVerb):
    """A step on one proposal: what it says, and the button."""

    abstract_view = True
    model = CommitteeFigure
    template_name = "rulebook/step.html"
    section = "figures"
    back = "rulebook:figures"
    note: Any = ""
    button: Any = ""

    def context(self, **extra: Any) -> dict[str, Any]:
        row: CommitteeFigure = self.object
        article = self.rules.library.article(row.cite)
        value = parse_value(row.value) if row.value[:1] in "<>=" else None
        before = reading.figure_line(self.rules, article, row.name, self.actor.day, self.members)
        facts = [
            (_("条"), words.cite_text(row.cite)),
            (_("条文"), article.statement),
            (_("数"), before.label),
            (_("现在"), before.today),
            (_("改为"), words.value_text(row.value)),
            (_("对本镇"), reading.need_of(value, self.members)),
            (_("自"), row.since.isoformat()),
            (_("依据"), row.authority),
            (_("提出"), f"{row.proposed_by.name}　{row.proposed_on.isoformat()}"),
            (_("试判"), self._tried(row)),
        ]
        return super().context(
            facts=[f for f in facts if f[1]],
            note=self.note,
            button=self.button,
            back=self.back_url(),
            **extra,
        )

    def _tried(self, row: CommitteeFigure) -> str:
        shape = self.rules.library.article(row.cite).shape
        trial = try_value(shape, row.name, parse_value(row.value)) if row.value[:1] in "<>=" else None
        return _("样例%(n)d个都判得通") % {"n": trial.cases} if trial and trial.cases and trial.holds else ""

    def success_url(self, result: Any) -> str:
        return reverse("rulebook:figures")


class ApproveFigure(FigureStep):
    action = "rulebook.figure.approved"
    title = gettext_lazy("核准")
    note = gettext_lazy("只管以后的事，以前办的不变；上级没有授权的，只能定得更严。")
    button = gettext_lazy("核准")

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> CommitteeFigure:
        return services.approve_figure(figure_id=self.object.pk, actor=self.actor, reason=reason, once=once)

    def success_text(self, result: CommitteeFigure) -> str:
        return _("已核准%(figure)s为%(value)s，自%(day)s起。") % {
            "figure": result,
            "value": words.value_text(result.value),
            "day": result.since.isoformat(),
        }


class WithdrawFigure(FigureStep):
    action = "rulebook.figure.withdrawn"
    title = gettext_lazy("撤回另定")
    note = gettext_lazy("撤回后这个数照原来的办；要改的，重新提出。")
    button = gettext_lazy("撤回")

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> CommitteeFigure:
        return services.withdraw_figure(figure_id=self.object.pk, actor=self.actor, once=once)

    def success_text(self, result: CommitteeFigure) -> str:
        return _("已撤回%(figure)s的提议。") % {"figure": result}
