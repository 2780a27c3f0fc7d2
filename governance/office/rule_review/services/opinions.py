"""What those managed and the public said of a regulation."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import require
from governance.audit import clock
from governance.audit.act import act, verb
from governance.office.rule_review.models import EvaluationOpinion
from governance.office.rule_review.services.locking import collecting, lock_evaluation


@verb("rule_review.opinion.entered")
def enter_opinion(
    *,
    evaluation_id: int,
    actor: Actor,
    side: str,
    way: str,
    gathered_on: date,
    asked: int,
    good: int = 0,
    fair: int = 0,
    poor: int = 0,
    text: str = "",
) -> EvaluationOpinion:
    """Raises ValidationError for more answers than people asked, for nothing said at all, and for a day ahead."""
    evaluation = lock_evaluation(evaluation_id, actor)
    opinion = EvaluationOpinion(
        organization_id=evaluation.organization_id,
        evaluation=evaluation,
        side=side,
        way=way,
        gathered_on=gathered_on,
        asked=asked,
        good=good,
        fair=fair,
        poor=poor,
        text=text,
        entered_by_id=actor.person_id,
        entered_on=clock.today(),
    )
    decision = require(actor, "rule_review.opinion.entered", opinion)
    _fits(opinion)
    with act(decision, collecting(evaluation), on=opinion, facts=_facts(opinion)):
        opinion.save()
    return opinion


@verb("rule_review.opinion.removed")
def remove_opinion(*, opinion_id: int, actor: Actor) -> EvaluationOpinion:
    """Take back what was entered wrongly, while the evaluation is open; the row stays."""
    opinion = EvaluationOpinion.objects.visible_to(actor).standing().get(pk=opinion_id)
    evaluation = lock_evaluation(opinion.evaluation_id, actor)
    opinion = EvaluationOpinion.objects.select_for_update(of=("self",)).standing().get(pk=opinion_id)
    decision = require(actor, "rule_review.opinion.removed", opinion)
    with act(decision, collecting(evaluation), on=opinion, facts=_facts(opinion)):
        opinion.removed_on = clock.today()
        opinion.save(update_fields=["removed_on"])
    return opinion


def _fits(opinion: EvaluationOpinion) -> None:
    if opinion.gathered_on > clock.today():
        raise ValidationError({"gathered_on": _("日期在今天以后，征求到了再登记。")})
    if opinion.answered > opinion.asked:
        words = {"answered": opinion.answered, "asked": opinion.asked}
        raise ValidationError({"asked": _("答复的有%(answered)s人，比征求的%(asked)s人多。") % words})
    if not opinion.answered and not opinion.text:
        raise ValidationError({"text": _("请填各档的人数，或写主要意见。")})


def _facts(opinion: EvaluationOpinion) -> dict[str, Any]:
    return {
        "evaluation": str(opinion.evaluation),
        "side": opinion.get_side_display(),
        "asked": opinion.asked,
        "answered": opinion.answered,
    }
