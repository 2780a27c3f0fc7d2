"""What carries the numbers of supervised matters, for the list of numbers."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.documents.number_uses import NumberUse, register_uses
from meetings.supervision.models import SupervisedTask, SupervisionBulletin


def task_numbers(actor: Actor, organization_id: int, year: int) -> Iterator[NumberUse]:
    """A matter the reader may not know of is a matter in use, and nothing more."""
    rows = SupervisedTask.objects.filter(organization_id=organization_id, number__contains=f"〔{year}〕")
    seen = set(
        SupervisedTask.objects.visible_to(actor)
        .filter(organization_id=organization_id)
        .values_list("pk", flat=True)
    )
    for task in rows:
        if task.pk in seen:
            url = reverse("supervision:task", args=[task.pk])
            yield NumberUse(task.number, task.title, str(task.get_status_display()), url)
        else:
            yield NumberUse(task.number, _("督查事项"), "")


def bulletin_numbers(actor: Actor, organization_id: int, year: int) -> Iterator[NumberUse]:
    rows = SupervisionBulletin.objects.filter(organization_id=organization_id, number__contains=f"〔{year}〕")
    seen = set(SupervisionBulletin.objects.visible_to(actor).values_list("pk", flat=True))
    for row in rows:
        url = reverse("supervision:bulletin", args=[row.pk]) if row.pk in seen else ""
        yield NumberUse(row.number, _("督查通报"), str(row.get_status_display()), url)


register_uses("supervision", task_numbers)
register_uses("supervision_bulletin", bulletin_numbers)
