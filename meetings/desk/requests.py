"""Chores with requests and reports: what waits for one's signature, check or answer, and what the office handles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from governance.office.requests_reports.models import IncomingPaper, UpwardPaper
from meetings.desk.reader import Chore, Reader

S, IN = UpwardPaper.Status, IncomingPaper.Status
SIGNED_UNDER = ("S0-05:一-4b",)


def request_chores(r: Reader) -> Iterator[Chore]:
    if r.secretary or r.office:
        yield from _upward(r)
        yield from _incoming(r)


def _upward(r: Reader) -> Iterator[Chore]:
    going = [S.DRAFTING, S.DECIDED, S.SIGNED, S.SENT, S.REPLIED]
    papers = UpwardPaper.objects.visible_to(r.actor).filter(
        organization_id__in=r.secretary | r.office, status__in=going
    )
    for paper in papers.order_by("pk"):
        step = _step(paper, r)
        if step is None:
            continue
        name, label, due = step
        yield Chore(
            _("%(paper)s：%(state)s") % {"paper": paper.audit_text, "state": paper.get_status_display()},
            reverse("requests:paper", args=[paper.pk]),
            label,
            reverse(f"requests:{name}", args=[paper.pk]),
            cites=SIGNED_UNDER if name == "sign" else (),
            due=due,
            rank=2 if paper.emergency else 4,
        )


def _step(paper: UpwardPaper, r: Reader) -> tuple[str, str, Any] | None:
    """(address, label, day) of what this reader does next with it; None where it is somebody else's turn."""
    town = paper.organization_id
    now = r.today if paper.emergency else paper.due_on
    if paper.status in (S.DRAFTING, S.DECIDED):
        if paper.emergency and paper.told_at is None:
            return ("tell", _("登记立即报告"), now) if town in r.office else None
        checked = paper.emergency or (paper.countersigned_by_id is not None and paper.status == S.DECIDED)
        if checked and town in r.secretary:
            return ("sign", _("签发"), now)
        if town not in r.office or checked:
            return None
        return ("revise", _("接着写"), now) if paper.drafted_by_id == r.person and paper.due_on else None
    if town not in r.office:
        return None
    if paper.status == S.SIGNED:
        return ("send", _("上报"), now)
    if paper.status == S.REPLIED:
        return ("carry", _("登记落实"), paper.carry_by)
    if not paper.is_request:
        return ("note", _("登记上级已收"), None)
    wanted = paper.reply_wanted_on
    return ("chase", _("催询"), wanted) if wanted is not None and wanted <= r.today else None


def _incoming(r: Reader) -> Iterator[Chore]:
    papers = IncomingPaper.objects.visible_to(r.actor).filter(
        organization_id__in=r.secretary | r.office, status__in=[IN.SUBMITTED, IN.RECEIVED]
    )
    for paper in papers.select_related("unit", "person").order_by("pk"):
        if paper.status == IN.SUBMITTED:
            name, label, mine = "receive", _("收文"), paper.organization_id in r.office
        elif paper.kind == "request":
            name, label, mine = "answer", _("批复"), paper.organization_id in r.secretary
        else:
            name, label, mine = "incoming-note", _("阅批"), paper.organization_id in r.secretary
        if not mine or (label == _("阅批") and not paper.urgent and paper.source != "committee_member"):
            continue
        yield Chore(
            str(paper),
            reverse("requests:incoming", args=[paper.pk]),
            label,
            reverse(f"requests:{name}", args=[paper.pk]),
            due=paper.entered_on if paper.urgent else paper.answer_due_on,
            rank=2 if paper.urgent else 5,
        )
