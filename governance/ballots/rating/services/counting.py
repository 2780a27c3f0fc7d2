"""Closing, counting, reconciling, reviewing what was written, releasing."""

from __future__ import annotations

import hashlib
import secrets
import uuid
from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from governance.access.actor import Actor
from governance.access.policy import require
from governance.access.text import plain
from governance.audit import clock
from governance.audit.act import act, verb
from governance.ballots import attempts, closing, counting, slips
from governance.ballots.models import RatingRound, Remark, RemarkFinding
from governance.ballots.rating import rules
from governance.ballots.rating.facts import TOGETHER, figures_of, releasing, result_of
from governance.ballots.rating.services.locking import in_state, lock_round
from governance.ballots.release import held_by_size
from governance.ballots.storing import write_rows
from governance.documents.services import order_document
from governance.rules.verdict import all_of

S = RatingRound.Status
RESULT_PAPER = "rating_result"


@verb("ballots.round.closed")
def close_round(*, round_id: uuid.UUID, actor: Actor) -> RatingRound:
    """Nobody hands in any more; the key that finds a slip by its code is destroyed."""
    round_ = lock_round(round_id, actor)
    decision = require(actor, "ballots.round.closed", round_)
    facts = {"returned": 0}
    with act(decision, in_state(round_, S.OPEN), on=round_, facts=facts):
        assert round_.poll_id is not None
        poll = closing.lock(round_.poll_id)
        facts["returned"] = closing.close(poll, clock.now())
        slips.forget_key(poll.pk)
        round_.status = S.CLOSED
        round_.closed_at = poll.closed_at
        round_.wrong_codes = slips.wrong_codes_of(poll)
        round_.save(update_fields=["status", "closed_at", "wrong_codes"])
    return round_


@verb("ballots.round.counted")
@sensitive_variables()
def count_round(*, round_id: uuid.UUID, actor: Actor, typed: Sequence[str]) -> RatingRound:
    """A teller opens the box with the code from the paper. Rows are counted each by itself; what was written goes
    to a list of its own, or nowhere where fewer wrote than a class needs to be shown."""
    round_ = lock_round(round_id, actor)
    decision = require(actor, "ballots.round.counted", round_)
    verdict = all_of(in_state(round_, S.CLOSED), attempts.judged(round_, "ballots.round.counted"))
    counted = None
    if verdict.allowed:
        assert round_.poll_id is not None
        poll = closing.lock(round_.poll_id)
        verdict, counted = counting.unlock(poll, typed)
    names = ("returned", "valid", "blank", "invalid")
    facts = {name: counted.total(name) for name in names} if counted is not None else {}
    with act(decision, verdict, on=round_, facts=facts):
        assert counted is not None
        _add_up_small(round_, counted)
        counting.write(poll, counted, clock.now())
        round_.status = S.COUNTED
        round_.counted_at = poll.counted_at
        _keep_remarks(round_, [text for _group, text in counted.texts])
        round_.save(update_fields=["status", "counted_at", "remarks_given", "remarks_digest"])
    return round_


@sensitive_variables()
def _add_up_small(round_: RatingRound, counted: counting.Counted) -> None:
    """Classes too small to stand alone are added up before anything is written: not even the database can say
    what one of them marked."""
    numbers = [one.number for one in round_.classes]
    sizes = [counted.figures_of(number).valid for number in numbers]
    small = {numbers[place] for place in held_by_size(sizes, round_.least_valid)}
    for (group, question, option), count in list(counted.tallies.items()):
        if group in small:
            del counted.tallies[group, question, option]
            counted.tallies[TOGETHER, question, option] += count


@sensitive_variables()
def _keep_remarks(round_: RatingRound, texts: list[str]) -> None:
    """Merged over classes and drawn by lot. Of fewer than `least_valid` not one is kept: whoever reads them would
    soon know who wrote which."""
    round_.remarks_given = len(texts)
    if len(texts) < round_.least_valid:
        return
    secrets.SystemRandom().shuffle(texts)
    rows = [(round_.poll_id, number, text) for number, text in enumerate(texts, start=1)]
    write_rows(Remark, ("poll", "number", "text"), rows)
    round_.remarks_digest = hashlib.sha256("\n".join(sorted(texts)).encode()).hexdigest()


@verb("ballots.round.reconciled")
def reconcile(
    *, round_id: uuid.UUID, actor: Actor, figures: Mapping[int, Mapping[str, int | str]]
) -> RatingRound:
    """What was counted by hand: by class number, who was present, slips handed out and left over, and why they do
    not come out even. Has to be checked anew by the scrutineer."""
    round_ = lock_round(round_id, actor)
    decision = require(actor, "ballots.round.reconciled", round_)
    classes = round_.classes
    for one in classes:
        given = figures[one.number]
        one.present, one.handed_out, one.left_over = (
            int(given[name]) for name in ("present", "handed_out", "left_over")
        )
        one.explanation = plain(str(given["explanation"]), _("差额说明"), 200) if given["explanation"] else ""
    found = figures_of(round_, classes)
    verdict = all_of(in_state(round_, S.COUNTED), rules.reconciled(found))
    with act(decision, verdict, on=round_, facts={"gaps": _gaps(found)}):
        for one in classes:
            one.save(update_fields=["present", "handed_out", "left_over", "explanation"])
        round_.reconciled_by_id = actor.person_id
        round_.checked_by = None
        round_.save(update_fields=["reconciled_by", "checked_by"])
    return round_


def _gaps(found: Sequence[rules.ClassFigures]) -> int:
    return sum(len(rules.gaps(one)) for one in found)


@verb("ballots.round.checked")
def check_counts(*, round_id: uuid.UUID, actor: Actor) -> RatingRound:
    """The scrutineer has seen the slips that were left over, and stands by the figures."""
    round_ = lock_round(round_id, actor)
    decision = require(actor, "ballots.round.checked", round_)
    found = figures_of(round_, round_.classes)
    verdict = in_state(round_, S.COUNTED)
    if verdict.allowed:
        assert round_.poll is not None
        verdict = all_of(rules.reconciled(found), closing.uncontested(round_.poll))
    with act(decision, verdict, on=round_, facts={"gaps": _gaps(found)}):
        round_.checked_by_id = actor.person_id
        round_.save(update_fields=["checked_by"])
    return round_


@verb("ballots.round.remarks_reviewed")
def review_remarks(*, round_id: uuid.UUID, actor: Actor, withheld: Mapping[int, str]) -> RatingRound:
    """Which remarks are not released, and why; the reviewer has read all of them. By number of the remark."""
    round_ = lock_round(round_id, actor)
    decision = require(actor, "ballots.round.remarks_reviewed", round_)
    assert round_.poll is not None
    numbers = list(round_.poll.remarks.order_by("number").values_list("number", flat=True))
    for number, because in withheld.items():
        if number not in numbers:
            raise ValidationError(_("没有这一条意见，请刷新页面再审。"))
        plain(because, _("第%(n)d条不公布的理由") % {"n": number}, 100)
    facts = {"count": len(numbers), "withheld": len(withheld)}
    with act(decision, in_state(round_, S.COUNTED), on=round_, facts=facts):
        before = {finding.number: finding for finding in round_.remark_findings.all()}
        for number in numbers:
            row = before.get(number) or RemarkFinding(
                organization_id=round_.organization_id, round=round_, number=number
            )
            row.withheld = number in withheld
            row.because = withheld.get(number, "").strip()
            row.save()
        round_.remarks_reviewed_by_id = actor.person_id
        round_.save(update_fields=["remarks_reviewed_by"])
    return round_


@verb("ballots.round.released")
def release_round(*, round_id: uuid.UUID, actor: Actor, audience: str) -> RatingRound:
    """The result goes to the audience as far as the smallest class allows: a reference, not a decision."""
    round_ = lock_round(round_id, actor)
    decision = require(actor, "ballots.round.released", round_)
    audience = plain(audience, _("公布范围"), 40)
    classes = round_.classes
    verdict = in_state(round_, S.COUNTED)
    facts: dict[str, object] = {"audience": audience}
    if verdict.allowed:
        assert round_.poll is not None
        verdict = closing.uncontested(round_.poll)  # before anything is made of the figures
    if verdict.allowed:
        verdict = rules.may_be_released(releasing(round_, classes))
        facts["held"] = len(result_of(round_, classes).held)
    with act(decision, verdict, on=round_, facts=facts):
        round_.status = S.RELEASED
        round_.released_on = clock.today()
        round_.released_to = audience
        round_.save(update_fields=["status", "released_on", "released_to"])
        order_document(
            kind=RESULT_PAPER,
            subject=round_,
            title=_("%(title)s结果") % {"title": round_.title},
            actor=actor,
        )
    return round_
