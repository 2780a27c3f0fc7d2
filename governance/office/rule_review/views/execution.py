"""What was done to see that regulations are kept: the list and the form."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.access.list_views import ListPage, ListSheet
from governance.access.policy import ask
from governance.access.views import PageView, VerbView
from governance.office.rule_review import services
from governance.office.rule_review.forms import ExecutionForm
from governance.office.rule_review.lists import EXECUTION
from governance.office.rule_review.models import ExecutionRecord
from governance.rulebook.book import rules_of


class ExecutionList(ListPage):
    action = "rule_review.read"
    template_name = "rule_review/execution_list.html"
    listing = EXECUTION
    sheet_url = "rule_review:execution-sheet"

    def context(self, **extra: Any) -> dict[str, Any]:
        may = ask(self.actor, "rule_review.execution.recorded", self.organization).allowed
        return super().context(
            action_url=reverse("rule_review:execution-record") if may else "",
            action_label=_("登记"),
            **extra,
        )


class ExecutionSheet(ListSheet):
    action = "rule_review.read"
    listing = EXECUTION


class ExecutionPage(PageView):
    action = "rule_review.read"
    model = ExecutionRecord
    template_name = "rule_review/execution.html"


class RecordExecution(VerbView):
    action = "rule_review.execution.recorded"
    template_name = "rule_review/step.html"
    form_class = ExecutionForm
    title = gettext_lazy("登记制度执行记录")
    note = gettext_lazy("学习、检查、抽查、投诉调查、征求意见，办过一次登记一次，登记后不改。")
    drafted = True

    def form_kwargs(self) -> dict[str, Any]:
        held = rules_of(self.organization.pk).book(self.actor.day).regulations.values()
        return {
            "regulations": [(one.id, one.title) for one in held],
            "initial": {"held_on": self.actor.day},
        }

    def back_url(self) -> str:
        return reverse("rule_review:execution")

    def context(self, **extra: Any) -> dict[str, Any]:
        return super().context(view=self, subject=_("制度执行记录"), back=self.back_url(), **extra)

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> ExecutionRecord:
        data = dict(form.cleaned_data)
        return services.record_execution(
            organization=self.organization, actor=self.actor, who=data.pop("by"), **data, once=once
        )

    def success_text(self, result: ExecutionRecord) -> str:
        return _("已登记%(what)s。") % {"what": result}

    def success_url(self, result: ExecutionRecord) -> str:
        return reverse("rule_review:execution-page", args=[result.pk])
