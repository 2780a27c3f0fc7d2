"""Conflicts among adopted articles: the list, one conflict, settling it."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.rulebook import reading, services
from governance.rulebook.forms import SettlementForm
from governance.rulebook.models import ConflictSettlement, Status
from governance.rulebook.views.pages import RulesMixin, RulesPage, RulesVerb
from governance.rules.book import Conflict


class ConflictList(RulesPage):
    """Disagreements of the adopted articles, those not settled first."""

    template_name = "rulebook/conflicts.html"
    section = "conflicts"

    def context(self, **extra: Any) -> dict[str, Any]:
        rows = reading.conflict_rows(self.rules, self.on)
        waiting = ConflictSettlement.objects.visible_to(self.actor).filter(
            organization=self.organization, status=Status.PROPOSED
        )
        return super().context(
            rows=rows,
            open=sum(row.state == "open" for row in rows),
            waiting=list(waiting.select_related("proposed_by")),
            waiting_ids={row.conflict for row in waiting},
            may=self.may("rulebook.conflict.settled", "rulebook.conflict.withdrawn"),
            **extra,
        )


class OneConflict(RulesMixin):
    """What the page of a conflict shows, for reading and for proposing alike."""

    abstract_view = True
    template_name = "rulebook/conflict.html"
    section = "conflicts"

    def conflict(self) -> Conflict:
        for conflict in self.rules.library.conflicts:
            if conflict.id == self.kwargs["conflict"]:
                return conflict
        raise Http404

    def form_kwargs(self) -> dict[str, Any]:
        offered = self.rules.book(self.actor.day).settlements_on_offer(self.conflict())
        return {"choices": offered, "today": self.actor.day}

    def context(self, **extra: Any) -> dict[str, Any]:
        conflict = self.conflict()
        rows = {row.conflict.id: row for row in reading.conflict_rows(self.rules, self.on)}
        positions = [
            {"position": p, "article": self.rules.library.article(p.cite), "held": self.book.article(p.cite)}
            for p in conflict.positions
        ]
        past = (
            ConflictSettlement.objects.visible_to(self.actor)
            .filter(organization=self.organization, conflict=conflict.id)
            .exclude(status=Status.WITHDRAWN)
            .select_related("proposed_by", "approved_by")
        )
        settlements = list(past)
        extra.setdefault("form", SettlementForm(**self.form_kwargs()))
        extra.setdefault("once", uuid.uuid4())
        return super().context(
            conflict=conflict,
            row=rows.get(conflict.id),
            positions=positions,
            settlements=[s for s in settlements if s.status != Status.PROPOSED],
            waiting=next((s for s in settlements if s.status == Status.PROPOSED), None),
            may=self.may(
                "rulebook.conflict.proposed", "rulebook.conflict.settled", "rulebook.conflict.withdrawn"
            ),
            **extra,
        )


class ConflictPage(OneConflict, RulesPage):
    """The positions side by side, what was settled, and the choice."""


class ProposeSettlement(OneConflict, RulesVerb):
    action = "rulebook.conflict.proposed"
    form_class = SettlementForm
    title = gettext_lazy("提请定口径")

    def back_url(self) -> str:
        return reverse("rulebook:conflict", args=[self.kwargs["conflict"]])

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> ConflictSettlement:
        data = form.cleaned_data
        return services.propose_settlement(
            organization=self.organization,
            actor=self.actor,
            conflict=self.conflict().id,
            choice=data["choice"],
            since=data["since"],
            authority=data["authority"],
            once=once,
        )

    def success_text(self, result: ConflictSettlement) -> str:
        return _("已提请%(topic)s按“%(choice)s”办，待书记核准。") % {
            "topic": result,
            "choice": result.choice_label,
        }

    def success_url(self, result: ConflictSettlement) -> str:
        return reverse("rulebook:conflict", args=[result.conflict])


class SettlementStep(RulesVerb):
    """A step on one proposal to settle."""

    abstract_view = True
    model = ConflictSettlement
    template_name = "rulebook/step.html"
    section = "conflicts"
    note: Any = ""
    button: Any = ""

    def back_url(self) -> str:
        return reverse("rulebook:conflict", args=[self.object.conflict])

    def context(self, **extra: Any) -> dict[str, Any]:
        row: ConflictSettlement = self.object
        facts = [
            (_("抵触"), str(row)),
            (_("按哪一种办"), row.choice_label),
            (_("自"), row.since.isoformat()),
            (_("依据"), row.authority),
            (_("提出"), f"{row.proposed_by.name}　{row.proposed_on.isoformat()}"),
        ]
        return super().context(
            facts=facts,
            keep=row.keep,
            note=self.note,
            button=self.button,
            back=self.back_url(),
            **extra,
        )

    def success_url(self, result: ConflictSettlement) -> str:
        return reverse("rulebook:conflict", args=[result.conflict])


class ApproveSettlement(SettlementStep):
    action = "rulebook.conflict.settled"
    title = gettext_lazy("核准口径")
    note = gettext_lazy("自施行日起，没有保留的条不再核对；以前办的不变。")
    button = gettext_lazy("核准")

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> ConflictSettlement:
        return services.approve_settlement(
            settlement_id=self.object.pk, actor=self.actor, reason=reason, once=once
        )

    def success_text(self, result: ConflictSettlement) -> str:
        return _("%(topic)s按“%(choice)s”办，自%(day)s起。") % {
            "topic": result,
            "choice": result.choice_label,
            "day": result.since.isoformat(),
        }


class WithdrawSettlement(SettlementStep):
    action = "rulebook.conflict.withdrawn"
    title = gettext_lazy("撤回口径")
    note = gettext_lazy("撤回后照从严的先办；要定的，重新提出。")
    button = gettext_lazy("撤回")

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> ConflictSettlement:
        return services.withdraw_settlement(settlement_id=self.object.pk, actor=self.actor, once=once)

    def success_text(self, result: ConflictSettlement) -> str:
        return _("已撤回%(topic)s的提议。") % {"topic": result}
