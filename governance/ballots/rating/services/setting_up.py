"""Setting up a round: its sheet, its classes, its people; and the approval that everything after it builds on."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from governance.access.actor import Actor
from governance.access.policy import require
from governance.audit.act import act, verb
from governance.ballots.models import RaterClass, RatingRound
from governance.ballots.rating import rules
from governance.ballots.rating.facts import plan_of
from governance.ballots.rating.services.locking import in_state, lock_round
from governance.people.models import Organization
from governance.rules.verdict import Verdict, all_of

S = RatingRound.Status
# What a round is set up with; everything else comes from its steps.
SETTABLE = (
    "title",
    "held_on",
    "place",
    "mode",
    "grades",
    "subjects",
    "items",
    "text_limit",
    "least_valid",
    "uniform",
    "trimmed",
    "far_apart",
    "teller",
    "second_teller",
    "third_teller",
    "scrutineer",
    "reviewer",
)
CLASS_FIELDS = ("label", "weight", "expected", "spares", "paper", "people")


@verb("ballots.round.set_up")
def set_up_round(
    *,
    organization: Organization,
    actor: Actor,
    values: Mapping[str, Any],
    classes: Sequence[Mapping[str, Any]],
) -> RatingRound:
    """A new round. `values` has the fields of `SETTABLE`, `classes` those of `CLASS_FIELDS` for each class."""
    decision = require(actor, "ballots.round.set_up", organization)
    round_ = RatingRound(organization=organization, **{name: values[name] for name in SETTABLE})
    verdict = Verdict.without_article("a rating round is drafted before anybody approves it")
    with act(decision, verdict, on=round_, facts={"expected": _expected(classes)}):
        round_.save()
        _keep_classes(round_, classes)
    return round_


@verb("ballots.round.amended")
def amend_round(
    *,
    round_id: uuid.UUID,
    actor: Actor,
    values: Mapping[str, Any],
    classes: Sequence[Mapping[str, Any]],
) -> RatingRound:
    """Change a round nobody has printed or fixed anything of; it has to be approved anew."""
    round_ = lock_round(round_id, actor)
    decision = require(actor, "ballots.round.amended", round_)
    with act(decision, in_state(round_, S.PREPARING), on=round_, facts={"expected": _expected(classes)}):
        for name in SETTABLE:
            setattr(round_, name, values[name])
        round_.approved_by = None
        round_.save()
        _keep_classes(round_, classes)
    return round_


def _expected(classes: Sequence[Mapping[str, Any]]) -> int:
    return sum(one["expected"] for one in classes)


def _keep_classes(round_: RatingRound, classes: Sequence[Mapping[str, Any]]) -> None:
    """Classes keep their numbers; one that is no longer there is dropped, and its number never given again."""
    before = list(round_.all_classes.all())
    for number, given in enumerate(classes, start=1):
        row = next((one for one in before if one.number == number), None) or RaterClass(
            organization_id=round_.organization_id, round=round_, number=number
        )
        for name in CLASS_FIELDS:
            setattr(row, name, given[name])
        row.dropped = False
        row.save()
    for row in before:
        if row.number > len(classes) and not row.dropped:
            row.dropped = True
            row.save(update_fields=["dropped"])


@verb("ballots.round.approved")
def approve_round(*, round_id: uuid.UUID, actor: Actor, reason: str = "") -> RatingRound:
    """The leader answers for objects, items and classes. A class that is bound to stay hidden asks for a reason."""
    round_ = lock_round(round_id, actor)
    decision = require(actor, "ballots.round.approved", round_)
    verdict = all_of(in_state(round_, S.PREPARING), rules.may_be_approved(plan_of(round_, round_.classes)))
    with act(decision, verdict, on=round_, reason=reason):
        round_.approved_by_id = actor.person_id
        round_.save(update_fields=["approved_by"])
    return round_
