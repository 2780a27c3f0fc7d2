"""What can be found of requests and reports: those of the committee and those that came in. Of one on cadres the
number alone, since its name says no more."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from governance.access.actor import Actor
from governance.office.requests_reports.models import IncomingPaper, UpwardPaper
from governance.search.kinds import Entry, Group, Kind, Result, register_source
from governance.templatetags.wordings import official_date

REQUESTS = Group(36, "qingshi", _("请示报告"))


def _upward_entries(rows: models.QuerySet) -> Iterator[Entry]:
    for paper in rows:
        words = (paper.addressee, paper.cause, paper.body, paper.asks, paper.reply_number, paper.conditions)
        body = "" if paper.is_kept else "｜".join(words)
        day = paper.sent_on or paper.drafted_on
        yield Entry(paper.organization_id, paper.pk, f"{paper.number} {paper.audit_text}", body, day)


def _upward_shown(actor: Actor, rows: models.QuerySet) -> Iterator[tuple[int, Result]]:
    for paper in rows:
        facts = (
            paper.number,
            paper.addressee,
            str(paper.get_status_display()),
            official_date(paper.sent_on) if paper.sent_on else "",
        )
        said = "" if paper.is_kept else f"{paper.cause} {paper.body} {paper.asks} {paper.conditions}"
        url = reverse("requests:paper", args=[paper.pk])
        yield paper.pk, Result(paper.audit_text, url, tuple(f for f in facts if f), said)


def _incoming_entries(rows: models.QuerySet) -> Iterator[Entry]:
    for paper in rows.select_related("unit", "person"):
        head = f"{paper.number} {paper}"
        yield Entry(
            paper.organization_id, paper.pk, head, f"{paper.content}｜{paper.answered}", paper.entered_on
        )


def _incoming_shown(actor: Actor, rows: models.QuerySet) -> Iterator[tuple[int, Result]]:
    for paper in rows.select_related("unit", "person"):
        facts = (paper.number, str(paper.get_status_display()), official_date(paper.entered_on))
        url = reverse("requests:incoming", args=[paper.pk])
        said = f"{paper.content} {paper.answered}"
        yield paper.pk, Result(str(paper), url, tuple(f for f in facts if f), said)


register_source(
    Kind(
        code="governance.upwardpaper",
        group=REQUESTS,
        model=UpwardPaper,
        entries=_upward_entries,
        seen=lambda actor: UpwardPaper.objects.visible_to(actor),
        shown=_upward_shown,
    )
)
register_source(
    Kind(
        code="governance.incomingpaper",
        group=REQUESTS,
        model=IncomingPaper,
        entries=_incoming_entries,
        seen=lambda actor: IncomingPaper.objects.visible_to(actor),
        shown=_incoming_shown,
    )
)
