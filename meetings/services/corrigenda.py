"""Verbs on corrigenda: drafted by the clerk, signed by the chair; the signed minutes stay as they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import require
from governance.audit.act import act, verb
from governance.documents.models import Document
from governance.documents.services import order_document
from meetings import judgement
from meetings.documents import kinds
from meetings.documents.corrigendum import title
from meetings.documents.minutes import stands_in
from meetings.models import Corrigendum, Minutes
from meetings.services.locking import lock_meeting
from meetings.states import in_order, in_state

Correction = Mapping[str, Any]  # page, stood, reads, because


def _lock_minutes(minutes_id: int, actor: Actor) -> Minutes:
    meeting_id = Minutes.objects.visible_to(actor).values_list("meeting_id", flat=True).get(pk=minutes_id)
    meeting = lock_meeting(meeting_id, actor)
    minutes = Minutes.objects.select_for_update(of=("self",)).get(pk=minutes_id)
    minutes.meeting = meeting
    return minutes


def _lock(corrigendum_id: int, actor: Actor) -> Corrigendum:
    minutes_id = (
        Corrigendum.objects.visible_to(actor).values_list("minutes_id", flat=True).get(pk=corrigendum_id)
    )
    minutes = _lock_minutes(minutes_id, actor)
    corrigendum = Corrigendum.objects.select_for_update(of=("self",)).get(pk=corrigendum_id)
    corrigendum.minutes = minutes
    return corrigendum


@verb("meetings.corrigendum.drafted")
def draft_corrigendum(*, minutes_id: int, actor: Actor, corrections: Sequence[Correction]) -> Corrigendum:
    """Draft what is to be corrected. ValidationError, by field, for words the minutes do not carry, a page
    they do not have, or a person a secret item is about."""
    minutes = _lock_minutes(minutes_id, actor)
    decision = require(actor, "meetings.corrigendum.drafted", minutes)
    verdict = in_order("meetings.corrigendum.drafted", minutes, lambda: judgement.for_corrigendum(minutes))
    if verdict.allowed:
        _check(minutes, corrections)
    corrigendum = Corrigendum(
        organization_id=minutes.organization_id,
        minutes=minutes,
        corrections=[dict(c) for c in corrections],
        drafted_by_id=actor.person_id,
    )
    with act(decision, verdict, on=corrigendum, facts={"count": len(corrections)}):
        corrigendum.save()
    return corrigendum


@verb("meetings.corrigendum.redrafted")
def redraft_corrigendum(
    *, corrigendum_id: int, actor: Actor, corrections: Sequence[Correction]
) -> Corrigendum:
    """The same checks again; what was returned goes back to the chair."""
    corrigendum = _lock(corrigendum_id, actor)
    decision = require(actor, "meetings.corrigendum.redrafted", corrigendum)
    verdict = in_state("meetings.corrigendum.redrafted", corrigendum)
    if verdict.allowed:
        _check(corrigendum.minutes, corrections)
    with act(decision, verdict, on=corrigendum, facts={"count": len(corrections)}):
        corrigendum.corrections = [dict(c) for c in corrections]
        corrigendum.status = Corrigendum.Status.DRAFTED
        corrigendum.save(update_fields=["corrections", "status"])
    return corrigendum


@verb("meetings.corrigendum.withdrawn")
def withdraw_corrigendum(*, corrigendum_id: int, actor: Actor) -> Corrigendum:
    """Take back a draft that turned out to be needless; it had no number yet."""
    corrigendum = _lock(corrigendum_id, actor)
    decision = require(actor, "meetings.corrigendum.withdrawn", corrigendum)
    verdict = in_state("meetings.corrigendum.withdrawn", corrigendum)
    with act(decision, verdict, on=corrigendum):
        corrigendum.status = Corrigendum.Status.WITHDRAWN
        corrigendum.save(update_fields=["status"])
    return corrigendum


@verb("meetings.corrigendum.returned")
def return_corrigendum(*, corrigendum_id: int, actor: Actor, because: str) -> Corrigendum:
    corrigendum = _lock(corrigendum_id, actor)
    decision = require(actor, "meetings.corrigendum.returned", corrigendum)
    judgement.keep_secret_names_out(corrigendum.meeting, because=because)
    verdict = in_state("meetings.corrigendum.returned", corrigendum)
    with act(decision, verdict, on=corrigendum, facts={"because": because}):
        corrigendum.status = Corrigendum.Status.RETURNED
        corrigendum.returned_because = because
        corrigendum.save(update_fields=["status", "returned_because"])
    return corrigendum


@verb("meetings.corrigendum.signed")
def sign_corrigendum(*, corrigendum_id: int, actor: Actor) -> Corrigendum:
    """The chair signs: numbered among those on the same minutes, its paper ordered, and both papers name
    each other from then on."""
    corrigendum = _lock(corrigendum_id, actor)
    minutes = corrigendum.minutes
    decision = require(actor, "meetings.corrigendum.signed", corrigendum)
    verdict = in_state("meetings.corrigendum.signed", corrigendum)
    signed = Corrigendum.objects.filter(minutes=minutes, status=Corrigendum.Status.SIGNED)
    ordinal = signed.count() + 1
    facts = {"number": minutes.number, "ordinal": ordinal}
    with act(decision, verdict, on=corrigendum, facts=facts):
        corrigendum.ordinal = ordinal
        corrigendum.status = Corrigendum.Status.SIGNED
        corrigendum.signed_on = actor.day
        corrigendum.signed_by_id = actor.person_id
        document = order_document(
            kind=kinds.CORRIGENDUM,
            subject=corrigendum,
            title=title(corrigendum),
            number=str(corrigendum),
            actor=actor,
            corrects=Document.objects.get(pk=minutes.document_id),
        )
        corrigendum.document_id = document.pk
        corrigendum.save()
    return corrigendum


def _check(minutes: Minutes, corrections: Sequence[Correction]) -> None:
    """A corrigendum that names a page or words nobody finds would itself be an error."""
    if not corrections:
        raise ValidationError(_("没有写要更正哪一处，请至少写一处。"))
    pages = Document.objects.values_list("pages", flat=True).get(pk=minutes.document_id) or 0
    wrong: dict[str, str] = {}
    for n, correction in enumerate(corrections):
        if not 1 <= correction["page"] <= pages:
            wrong[f"page_{n}"] = _("这份纪要共%(pages)s页，没有第%(page)s页。") % {
                "pages": pages,
                "page": correction["page"],
            }
        if not stands_in(minutes, correction["stood"]):
            wrong[f"stood_{n}"] = _("签发的纪要里没有这句话，请照原文抄写。")
        if correction["stood"] == correction["reads"]:
            wrong[f"reads_{n}"] = _("更正前后一样，请核对。")
    if wrong:
        raise ValidationError(wrong)
    judgement.keep_secret_names_out(
        minutes.meeting,
        **{
            f"{name}_{n}": correction[name]
            for n, correction in enumerate(corrections)
            for name in ("stood", "reads", "because")
        },
    )
