"""Inspections on a matter's page, each with what it asked to be put right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import ask
from meetings.supervision.models import Inspection, Rectification, SupervisedTask

R = Rectification.Status


@dataclass(frozen=True)
class InspectionLine:
    row: Inspection
    rectification: Rectification | None = None
    order_url: str = ""
    links: tuple[tuple[str, str], ...] = ()


def inspection_lines(task: SupervisedTask, actor: Actor) -> tuple[InspectionLine, ...]:
    """Newest first. One query beside those of the policies; none where nothing was inspected."""
    rows = list(task.inspections.select_related("led_by", "rectification").order_by("-inspected_on", "-pk"))
    if not rows:
        return ()
    may_order = ask(actor, "supervision.rectification.ordered", task).allowed
    may_report = ask(actor, "supervision.rectification.reported", task).allowed
    may_check = ask(actor, "supervision.rectification.accepted", task).allowed
    lines = []
    for row in rows:
        rectification = getattr(row, "rectification", None)
        order = ""
        if not row.passed and rectification is None and may_order:
            order = reverse("supervision:rectify", args=[row.pk])
        links = tuple(_links(rectification, may_report, may_check)) if rectification else ()
        lines.append(InspectionLine(row, rectification, order, links))
    return tuple(lines)


def _links(row: Rectification, may_report: bool, may_check: bool) -> Iterator[tuple[str, str]]:
    if may_report and row.status in (R.ORDERED, R.RETURNED):
        yield reverse("supervision:rectification-report", args=[row.pk]), _("报整改")
    if may_check and row.status == R.REPORTED:
        yield reverse("supervision:rectification-accept", args=[row.pk]), _("整改合格")
        yield reverse("supervision:rectification-back", args=[row.pk]), _("退回再改")
