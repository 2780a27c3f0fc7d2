"""A town's own regulation: entering it with its articles, approving, withdrawing, ending it."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.rulebook import reading, services, words
from governance.rulebook.forms import EndForm, LocalArticleForm, LocalRegulationForm
from governance.rulebook.models import LocalArticle, LocalRegulation, Status
from governance.rulebook.views.pages import RulesPage, RulesVerb


class LocalPage(RulesPage):
    """A draft or a past edition with its articles and what can be done next."""

    model = LocalRegulation
    template_name = "rulebook/local.html"
    section = "regulations"

    def articles(self, row: LocalRegulation) -> list[LocalArticle]:
        return list(LocalArticle.objects.visible_to(self.actor).standing().filter(regulation=row))

    def context(self, **extra: Any) -> dict[str, Any]:
        row: LocalRegulation = self.object
        articles = [
            {
                "row": article,
                "level": reading.LEVELS[article.enforce],
                "like": words.cite_text(article.like) if article.like else "",
                "figures": [
                    (words.figure_name(article.like, name), words.value_text(text))
                    for name, text in article.figures.items()
                ],
            }
            for article in self.articles(row)
        ]
        return super().context(
            articles=articles,
            is_draft=row.status == Status.PROPOSED,
            in_force=row.status == Status.IN_FORCE,
            capability=words.capability_title(row.capability),
            may=self.may(
                "rulebook.article.entered",
                "rulebook.local.approved",
                "rulebook.local.withdrawn",
                "rulebook.local.ended",
            ),
            **extra,
        )


class EnterLocal(RulesVerb):
    action = "rulebook.local.entered"
    template_name = "rulebook/local_enter.html"
    form_class = LocalRegulationForm
    title = gettext_lazy("录入本镇制度")
    section = "regulations"

    def form_kwargs(self) -> dict[str, Any]:
        return {"library": self.rules.library, "today": self.actor.day}

    def context(self, **extra: Any) -> dict[str, Any]:
        return super().context(back=self.back_url(), **extra)

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> LocalRegulation:
        data = form.cleaned_data
        return services.enter_local_regulation(
            organization=self.organization,
            actor=self.actor,
            title=data["title"],
            short=data["short"],
            capability=data["capability"],
            since=data["since"],
            authority=data["authority"],
            once=once,
        )

    def success_text(self, result: LocalRegulation) -> str:
        return _("已录入《%(title)s》，接着逐条录入条文。") % {"title": result}

    def success_url(self, result: LocalRegulation) -> str:
        return reverse("rulebook:local", args=[result.pk])


class OnLocal(RulesVerb):
    """A verb on a local regulation that leads back to its page."""

    abstract_view = True
    model = LocalRegulation
    template_name = "rulebook/step.html"
    section = "regulations"
    note: Any = ""
    button: Any = ""

    def back_url(self) -> str:
        return reverse("rulebook:local", args=[self.object.pk])

    def context(self, **extra: Any) -> dict[str, Any]:
        row: LocalRegulation = self.object
        facts = [
            (_("制度"), row.title),
            (_("简称"), row.code),
            (_("自"), row.since.isoformat()),
            (_("依据"), row.authority),
            (
                _("条数"),
                str(LocalArticle.objects.visible_to(self.actor).standing().filter(regulation=row).count()),
            ),
            (_("录入"), f"{row.proposed_by.name}　{row.proposed_on.isoformat()}"),
        ]
        return super().context(facts=facts, note=self.note, button=self.button, back=self.back_url(), **extra)

    def success_url(self, result: LocalRegulation) -> str:
        return reverse("rulebook:local", args=[self.object.pk])


class EnterArticle(OnLocal):
    action = "rulebook.article.entered"
    template_name = "rulebook/local_article.html"
    form_class = LocalArticleForm
    title = gettext_lazy("录入条文")

    def form_kwargs(self) -> dict[str, Any]:
        return {"library": self.rules.library}

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> LocalArticle:
        data = form.cleaned_data
        return services.enter_local_article(
            regulation_id=self.object.pk,
            actor=self.actor,
            ref=data["ref"],
            statement=data["statement"],
            enforce=data["enforce"],
            like=data["like"],
            figures=data["figures"],
            once=once,
        )

    def success_text(self, result: LocalArticle) -> str:
        return _("已录入%(article)s。") % {"article": result}


class RemoveArticle(RulesVerb):
    action = "rulebook.article.removed"
    model = LocalArticle
    template_name = "rulebook/step.html"
    title = gettext_lazy("撤回条文")
    section = "regulations"

    def back_url(self) -> str:
        return reverse("rulebook:local", args=[self.object.regulation_id])

    def context(self, **extra: Any) -> dict[str, Any]:
        facts = [(_("条"), str(self.object)), (_("条文"), self.object.statement)]
        note = _("撤回后这一条不再列入；留痕还在。")
        return super().context(facts=facts, note=note, button=_("撤回"), back=self.back_url(), **extra)

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> LocalArticle:
        return services.remove_local_article(article_id=self.object.pk, actor=self.actor, once=once)

    def success_text(self, result: LocalArticle) -> str:
        return _("已撤回%(article)s。") % {"article": result}

    def success_url(self, result: LocalArticle) -> str:
        return reverse("rulebook:local", args=[result.regulation_id])


class ApproveLocal(OnLocal):
    action = "rulebook.local.approved"
    title = gettext_lazy("核准本镇制度")
    note = gettext_lazy("核准后条文不再增减，自施行日起照它核对；以前办的不变。")
    button = gettext_lazy("核准")

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> LocalRegulation:
        return services.approve_local_regulation(
            regulation_id=self.object.pk, actor=self.actor, reason=reason, once=once
        )

    def success_text(self, result: LocalRegulation) -> str:
        return _("已核准《%(title)s》，自%(day)s起施行。") % {"title": result, "day": result.since}


class WithdrawLocal(OnLocal):
    action = "rulebook.local.withdrawn"
    title = gettext_lazy("撤回本镇制度")
    note = gettext_lazy("撤回后这一稿不再核准；要用的，重新录入。")
    button = gettext_lazy("撤回")

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> LocalRegulation:
        return services.withdraw_local_regulation(regulation_id=self.object.pk, actor=self.actor, once=once)

    def success_text(self, result: LocalRegulation) -> str:
        return _("已撤回《%(title)s》。") % {"title": result}


class EndLocal(OnLocal):
    action = "rulebook.local.ended"
    form_class = EndForm
    title = gettext_lazy("停用本镇制度")
    note = gettext_lazy("停用以后的事不再照它核对；以前办的不变。")
    button = gettext_lazy("停用")

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> LocalRegulation:
        data = form.cleaned_data
        return services.end_local_regulation(
            regulation_id=self.object.pk,
            actor=self.actor,
            until=data["until"],
            authority=data["authority"],
            reason=reason,
            once=once,
        )

    def success_text(self, result: LocalRegulation) -> str:
        return _("《%(title)s》用到%(day)s为止。") % {"title": result, "day": result.until}
