"""Verbs of a secret vote that are the same for every app: the tellers' codes, objections, the check that the
envelopes are wiped. Opening, closing, counting and voiding are steps of the app's own vote and its own verbs."""

from __future__ import annotations

import uuid

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from governance.access.actor import Actor
from governance.access.policy import require
from governance.access.text import plain
from governance.audit import clock
from governance.audit.act import act, verb
from governance.ballots import attempts, closing, opening, share_files, shares
from governance.ballots.models import CountObjection, KeyHolder, SealedPoll
from governance.ballots.uses import use_of
from governance.rules.verdict import Verdict, all_of

Status, Finding = SealedPoll.Status, CountObjection.Finding
GO = Verdict.without_article("order of steps of a secret vote")


def _holder(poll_id: uuid.UUID, actor: Actor) -> KeyHolder:
    """One's own part, with the box held alone; KeyHolder.DoesNotExist for whoever holds none."""
    poll = closing.lock(SealedPoll.objects.visible_to(actor).values_list("pk", flat=True).get(pk=poll_id))
    holder = KeyHolder.objects.select_for_update().get(poll=poll, person_id=actor.person_id)
    holder.poll = poll
    return holder


@verb("ballots.share.collected")
@sensitive_variables()
def collect_share(*, poll_id: uuid.UUID, actor: Actor) -> tuple[KeyHolder, str]:
    """(holder, code): the teller's code, shown this once and kept nowhere afterwards."""
    holder = _holder(poll_id, actor)
    decision = require(actor, "ballots.share.collected", holder)
    collected = holder.collected_at is not None
    verdict = all_of(
        closing.in_status(holder.poll, Status.PREPARED),
        Verdict.stopped("ballots.code.collected") if collected else GO,
        GO
        if share_files.exists(holder.poll.pk, holder.number) or collected
        else Verdict.stopped("ballots.share.lost"),
    )
    with act(decision, verdict, on=holder, facts={"holder": holder.number}):
        code = opening.collect(holder)
        holder.collected_at = clock.now()
        holder.save(update_fields=["collected_at"])
    return holder, code


@verb("ballots.share.confirmed")
@sensitive_variables()
def confirm_share(*, poll_id: uuid.UUID, actor: Actor, typed: str) -> KeyHolder:
    """The teller types the code back from the paper; the last one opens the box."""
    holder = _holder(poll_id, actor)
    decision = require(actor, "ballots.share.confirmed", holder)
    verdict = all_of(
        closing.in_status(holder.poll, Status.PREPARED),
        GO if holder.collected_at else Verdict.stopped("ballots.code.not_collected"),
        attempts.judged(holder, "ballots.share.confirmed"),
    )
    if verdict.allowed:
        verdict = _typed_rightly(holder, typed)
    with act(decision, verdict, on=holder, facts={"holder": holder.number}):
        holder.confirmed_at = clock.now()
        holder.save(update_fields=["confirmed_at"])
        opening.open_if_ready(holder.poll, holder.confirmed_at)
    return holder


@sensitive_variables()
def _typed_rightly(holder: KeyHolder, typed: str) -> Verdict:
    try:
        share = shares.from_code(typed, holder.poll.pk)
    except shares.Mistyped:
        return Verdict.stopped("ballots.code.mistyped")
    if share.number != holder.number or opening.digest_of_share(share, holder.poll.pk) != holder.digest:
        return Verdict.stopped("ballots.code.wrong")
    return GO if opening.fits(holder.poll, share) else Verdict.stopped("ballots.share.broken")


@verb("ballots.share.redrawn")
def redraw_shares(*, poll_id: uuid.UUID, actor: Actor) -> SealedPoll:
    """A code was not written down: before anybody can vote all parts of the key are drawn anew."""
    poll = closing.lock(SealedPoll.objects.visible_to(actor).values_list("pk", flat=True).get(pk=poll_id))
    decision = require(actor, "ballots.share.redrawn", poll)
    with act(decision, closing.in_status(poll, Status.PREPARED), on=poll):
        opening.redraw(poll)
    return poll


@verb("ballots.count.objected")
def object_to_count(*, poll_id: uuid.UUID, actor: Actor) -> CountObjection:
    """A voter does not find their receipt in the list. Which number it was is not asked."""
    poll = closing.lock(SealedPoll.objects.visible_to(actor).values_list("pk", flat=True).get(pk=poll_id))
    decision = require(actor, "ballots.count.objected", poll)
    before = poll.countobjections.filter(person_id=actor.person_id).exists()
    verdict = all_of(
        closing.in_status(poll, Status.COUNTED),
        use_of(poll).may_object(poll),
        Verdict.stopped("ballots.objection.before") if before else GO,
    )
    objection = CountObjection(
        organization_id=poll.organization_id,
        poll=poll,
        person_id=actor.person_id,
        raised_at=clock.now(),
    )
    with act(decision, verdict, on=poll):
        objection.save()
    return objection


@verb("ballots.objection.settled")
def settle_objection(*, objection_id: int, actor: Actor, upheld: bool, note: str) -> CountObjection:
    """A scrutineer has looked at the list together with whoever objected. What is upheld voids the vote, which
    is a step of its own (chair and scrutineer)."""
    objection = CountObjection.objects.visible_to(actor).select_for_update(of=("self",)).get(pk=objection_id)
    decision = require(actor, "ballots.objection.settled", objection)
    note = plain(note, _("查证情况"), 200)
    if not note:
        raise ValidationError({"note": _("请写明怎样查的、查到什么；不写回执号。")})
    finding = Finding.UPHELD if upheld else Finding.DISMISSED
    verdict = GO if objection.finding == Finding.OPEN else Verdict.stopped("ballots.objection.settled")
    with act(decision, verdict, on=objection, facts={"finding": str(finding.label)}):
        objection.finding = finding
        objection.settled_by_id = actor.person_id
        objection.settled_at = clock.now()
        objection.note = note
        objection.save()
    return objection
