"""What can be found of supervision: a matter by its number, title and who carries it out. Of a secret one the
number alone, since its title says no more."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from governance.access.actor import Actor
from governance.search.kinds import Entry, Group, Kind, Result, register_source
from governance.templatetags.wordings import official_date
from meetings.supervision.models import SupervisedTask

SUPERVISION = Group(35, "duban", _("督查事项"))


def _entries(rows: models.QuerySet) -> Iterator[Entry]:
    for task in rows.select_related("unit", "responsible"):
        who = f"{task.unit.short_name if task.unit else ''}｜{task.responsible.name if task.responsible else ''}"
        words = "" if task.kept else f"{task.source_ref}｜{task.requirements}｜{task.result}"
        head = f"{task.number} {task.title}"
        yield Entry(task.organization_id, task.pk, head, f"{who}｜{words}", task.registered_on)


def _shown(actor: Actor, rows: models.QuerySet) -> Iterator[tuple[int, Result]]:
    for task in rows.select_related("unit", "responsible"):
        facts = (
            str(task.get_source_display()),
            str(task.get_status_display()),
            task.unit.short_name if task.unit else "",
            official_date(task.due_on) if task.due_on else "",
        )
        said = "" if task.kept else f"{task.requirements} {task.result}"
        url = reverse("supervision:task", args=[task.pk])
        yield task.pk, Result(f"{task.number}　{task.title}", url, tuple(f for f in facts if f), said)


register_source(
    Kind(
        code="meetings.supervisedtask",
        group=SUPERVISION,
        model=SupervisedTask,
        entries=_entries,
        seen=lambda actor: SupervisedTask.objects.visible_to(actor),
        shown=_shown,
    )
)
