"""Forms from the registration of a matter to its hand-over, one by one and in batches."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib import messages
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from governance.access.errors import Forbidden
from governance.audit.errors import AlreadyDone, ReasonNeeded, Refused
from meetings.supervision.forms.tasks import ManyForm, ReassignForm, RegisterForm, WordsForm
from meetings.supervision.models import SupervisedTask
from meetings.supervision.services import registering
from meetings.supervision.views.base import JOINED, TaskVerb, owners_of_town

T = SupervisedTask.Status
DECIDED_ELSEWHERE = ("source", "responsible", "due_on", "title")


class RegisterTask(TaskVerb):
    action = "supervision.task.registered"
    model = None
    title = _("立项")
    form_class = RegisterForm
    with_task = False
    drafted = True
    consequence = _(
        "立项后编督查号，报主要领导审定；审定以前可以修改。党委会决议的条款自动立项，不在这里登。"
    )

    @property
    def topic(self) -> None:  # type: ignore[override]
        return None

    def heading(self) -> str:
        return _now("督查台账")

    def place_url(self) -> str:
        return reverse("supervision:list")

    def success_url(self, result: SupervisedTask) -> str:
        return reverse("supervision:task", args=[result.pk])

    def form_kwargs(self) -> dict[str, Any]:
        return owners_of_town(self.organization, self.actor)

    def carry_out(self, form: RegisterForm, **common: Any) -> SupervisedTask:
        return registering.register_task(organization=self.organization, **form.cleaned_data, **common)


class AmendTask(TaskVerb):
    action = "supervision.task.amended"
    title = _("修改立项")
    form_class = RegisterForm
    consequence = _("改了以后，已作的审核作废，须重新审核。")

    def form_kwargs(self) -> dict[str, Any]:
        task = self.object
        return {
            **owners_of_town(task.organization, self.actor),
            "fixed": DECIDED_ELSEWHERE if task.clause_id else (),
            "initial": {
                name: getattr(task, f"{name}_id" if name in ("unit", "responsible", "leader") else name)
                for name in registering.TYPED
            },
        }

    def carry_out(self, form: RegisterForm, **common: Any) -> SupervisedTask:
        return registering.amend_task(task_id=self.object.pk, **form.cleaned_data, **common)


class VetTask(TaskVerb):
    action = "supervision.task.vetted"
    title = _("审核")
    form_class = WordsForm
    consequence = _("审核后报主要领导审定。")

    def carry_out(self, form: WordsForm, **common: Any) -> SupervisedTask:
        return registering.vet_task(task_id=self.object.pk, **form.cleaned_data, **common)


class ApproveTask(TaskVerb):
    action = "supervision.task.approved"
    title = _("审定")
    form_class = WordsForm
    takes_reason = True
    consequence = _("审定后由党政办交办；要求和时限此后只能由书记变更。")

    def carry_out(self, form: WordsForm, **common: Any) -> SupervisedTask:
        return registering.approve_task(task_id=self.object.pk, **form.cleaned_data, **common)


class HandOver(TaskVerb):
    action = "supervision.task.handed_over"
    title = _("交办")
    takes_reason = True

    def consequence_text(self) -> str:
        return _now("%(unit)s会收到通知；要求、时限之后只能由书记变更。") % {
            "unit": registering.named_unit(self.object)
        }

    def carry_out(self, form: Any, **common: Any) -> SupervisedTask:
        return registering.hand_over(task_id=self.object.pk, **common)


class ReassignTask(TaskVerb):
    action = "supervision.task.reassigned"
    title = _("更换承办")
    form_class = ReassignForm
    consequence = _("原承办人和新承办人都会收到消息；时限不变。由决议立项的，那一条的责任人跟着改。")

    def form_kwargs(self) -> dict[str, Any]:
        task = self.object
        return {
            **owners_of_town(task.organization, self.actor),
            "initial": {"unit": task.unit_id, "responsible": task.responsible_id},
        }

    def carry_out(self, form: ReassignForm, **common: Any) -> SupervisedTask:
        return registering.reassign_task(task_id=self.object.pk, **form.cleaned_data, **common)


class ManyVerb(TaskVerb):
    """One verb on several matters: each by an act of its own, and what is refused says why beside the others."""

    abstract_view = True
    model = None
    form_class = ManyForm
    template_name = "supervision/many.html"
    with_task = False
    waits: ClassVar[str] = ""
    verb: ClassVar[Callable[..., Any]]

    @property
    def topic(self) -> None:  # type: ignore[override]
        return None

    def heading(self) -> str:
        return _now("督查台账")

    def place_url(self) -> str:
        return reverse("supervision:list")

    def waiting(self) -> models.QuerySet:
        found = SupervisedTask.objects.visible_to(self.actor)
        return (
            found.filter(organization=self.organization, status=self.waits)
            .select_related(*JOINED)
            .order_by("registered_on", "pk")
        )

    def form_kwargs(self) -> dict[str, Any]:
        return {"tasks": self.waiting()}

    def context(self, **extra: Any) -> dict[str, Any]:
        return super().context(rows=self.waiting(), **extra)

    def carry_out(self, form: ManyForm, **common: Any) -> list[str]:
        """The numbers that were done; every other one is told of with its reason."""
        done: list[str] = []
        once: uuid.UUID = common["once"]
        for task in form.cleaned_data["tasks"]:
            own = uuid.uuid5(once, str(task.pk))
            try:
                type(self).verb(task_id=task.pk, actor=self.actor, once=own)
            except AlreadyDone:
                pass
            except (Refused, ReasonNeeded) as stopped:
                found = stopped.verdict.blocking or stopped.verdict.warnings
                self._told(task.number, found[0].message(_now))
                continue
            except Forbidden as forbidden:
                self._told(task.number, str(forbidden.decision.reason))
                continue
            done.append(task.number)
        return done

    def _told(self, number: str, why: str) -> None:
        messages.warning(self.request, _now("%(number)s没有办成：%(why)s") % {"number": number, "why": why})

    def success_text(self, result: list[str]) -> str:
        if not result:
            return ""
        return _now("%(act)s%(n)s件：%(numbers)s") % {
            "act": str(self.title),
            "n": len(result),
            "numbers": "、".join(result),
        }

    def success_url(self, result: Any) -> str:
        return self.request.path


class ApproveMany(ManyVerb):
    action = "supervision.task.approved"
    title = _("成批审定")
    waits = T.REGISTERED
    verb = registering.approve_task
    consequence = _("选中的逐件审定；有缺的不审定，并写明缺什么。")


class HandOverMany(ManyVerb):
    action = "supervision.task.handed_over"
    title = _("成批交办")
    waits = T.APPROVED
    verb = registering.hand_over
    consequence = _("选中的逐件交办，承办单位和责任人都会收到通知；有缺的不交办，并写明缺什么。")
