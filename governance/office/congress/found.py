"""What can be found of the congress: what its delegates proposed, and the matters of the people's congress."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from governance.access.actor import Actor
from governance.office.congress.models import CouncilMatter, DelegateProposal
from governance.search.kinds import Entry, Group, Kind, Result, register_source
from governance.templatetags.wordings import official_date

CONGRESS = Group(37, "dangdaihui", _("党代会、人大事项"))


def _proposal_entries(rows: models.QuerySet) -> Iterator[Entry]:
    for row in rows.select_related("delegate", "owner"):
        who = f"{row.delegate.name}｜{row.seconders}｜{row.unit}｜{row.owner.name if row.owner else ''}"
        body = f"{who}｜{row.text}｜{row.reply}"
        yield Entry(row.organization_id, row.pk, f"{row.number} {row.title}", body, row.received_on)


def _proposals_shown(actor: Actor, rows: models.QuerySet) -> Iterator[tuple[int, Result]]:
    for row in rows.select_related("delegate"):
        facts = (row.delegate.name, str(row.get_status_display()), row.unit, official_date(row.received_on))
        url = reverse("congress:proposal", args=[row.pk])
        yield row.pk, Result(str(row), url, tuple(f for f in facts if f), f"{row.text} {row.reply}")


def _matter_entries(rows: models.QuerySet) -> Iterator[Entry]:
    for row in rows:
        yield Entry(row.organization_id, row.pk, row.title, row.resolution, row.opened_on)


def _matters_shown(actor: Actor, rows: models.QuerySet) -> Iterator[tuple[int, Result]]:
    for row in rows:
        facts = (row.resolution, str(row.get_status_display()), official_date(row.opened_on))
        url = reverse("congress:matter", args=[row.pk])
        yield row.pk, Result(row.title, url, tuple(f for f in facts if f))


register_source(
    Kind(
        code="governance.delegateproposal",
        group=CONGRESS,
        model=DelegateProposal,
        entries=_proposal_entries,
        seen=lambda actor: DelegateProposal.objects.visible_to(actor),
        shown=_proposals_shown,
    )
)
register_source(
    Kind(
        code="governance.councilmatter",
        group=CONGRESS,
        model=CouncilMatter,
        entries=_matter_entries,
        seen=lambda actor: CouncilMatter.objects.visible_to(actor),
        shown=_matters_shown,
    )
)
