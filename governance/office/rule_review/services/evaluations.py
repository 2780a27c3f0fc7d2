"""An evaluation from its beginning to its conclusion."""

from __future__ import annotations

from datetime import date

from governance.access.actor import Actor
from governance.access.policy import require
from governance.access.questions import put_question
from governance.audit import clock
from governance.audit.act import act, verb
from governance.office.rule_review import rules
from governance.office.rule_review.counting import counts_by_article
from governance.office.rule_review.models import EvaluationOpinion, RuleEvaluation
from governance.office.rule_review.services.locking import collecting, lock_evaluation
from governance.people.models import Organization
from governance.rulebook.book import rules_of
from governance.rulebook.reading import state_of
from governance.rules.verdict import all_of

Status = RuleEvaluation.Status
RESOLUTION_FOR = "meetings.resolution_for"


@verb("rule_review.evaluation.begun")
def begin_evaluation(
    *, organization: Organization, actor: Actor, regulation: str, first: date, last: date
) -> RuleEvaluation:
    """Begin collecting what is said of a regulation over a period (S0-23:三-8a)."""
    town = Organization.objects.select_for_update(of=("self",)).get(pk=organization.pk)
    evaluation = RuleEvaluation(
        organization=town,
        regulation=regulation,
        first=first,
        last=last,
        begun_by_id=actor.person_id,
        begun_on=clock.today(),
    )
    decision = require(actor, "rule_review.evaluation.begun", evaluation)
    state, since = state_of(rules_of(town.pk), regulation, clock.today())
    waiting = RuleEvaluation.objects.filter(
        organization=town, regulation=regulation, status=Status.COLLECTING
    ).exists()
    verdict = rules.may_begin(
        rules.Beginning(
            held_since=since if state == "in_force" else None,
            waiting=waiting,
            first=first,
            last=last,
            today=clock.today(),
        )
    )
    facts = {"first": first.isoformat(), "last": last.isoformat()}
    with act(decision, verdict, on=evaluation, facts=facts):
        evaluation.save()
    return evaluation


@verb("rule_review.evaluation.self_reviewed")
def self_review(*, evaluation_id: int, actor: Actor, text: str) -> RuleEvaluation:
    """What those who keep the regulation say of it themselves: is it to the point, can it be done, does it work."""
    evaluation = lock_evaluation(evaluation_id, actor)
    decision = require(actor, "rule_review.evaluation.self_reviewed", evaluation)
    with act(decision, collecting(evaluation), on=evaluation):
        evaluation.self_review = text
        evaluation.self_reviewed_by_id = actor.person_id
        evaluation.self_reviewed_on = clock.today()
        evaluation.save(update_fields=["self_review", "self_reviewed_by", "self_reviewed_on"])
    return evaluation


@verb("rule_review.evaluation.concluded")
def conclude_evaluation(
    *,
    evaluation_id: int,
    actor: Actor,
    conclusion: str,
    why: str,
    resolution: str,
    reason: str = "",
) -> RuleEvaluation:
    """Keep, amend or repeal, by a resolution of the committee (S0-23:三-8c); what was counted until then is kept
    as it stood."""
    evaluation = lock_evaluation(evaluation_id, actor)
    decision = require(actor, "rule_review.evaluation.concluded", evaluation)
    verdict = all_of(collecting(evaluation), rules.may_conclude(_concluding(evaluation, resolution)))
    facts = {"conclusion": str(RuleEvaluation.Conclusion(conclusion).label), "resolution": resolution}
    with act(decision, verdict, on=evaluation, reason=reason, facts=facts):
        evaluation.status = Status.CONCLUDED
        evaluation.conclusion = conclusion
        evaluation.why = why
        evaluation.resolution = resolution
        evaluation.concluded_by_id = actor.person_id
        evaluation.concluded_on = clock.today()
        evaluation.counts = counted(evaluation)
        evaluation.save(
            update_fields=[
                "status",
                "conclusion",
                "why",
                "resolution",
                "concluded_by",
                "concluded_on",
                "counts",
            ]
        )
    return evaluation


@verb("rule_review.evaluation.withdrawn")
def withdraw_evaluation(*, evaluation_id: int, actor: Actor) -> RuleEvaluation:
    """Give up an evaluation that was begun by mistake; what was collected stays with it."""
    evaluation = lock_evaluation(evaluation_id, actor)
    decision = require(actor, "rule_review.evaluation.withdrawn", evaluation)
    with act(decision, collecting(evaluation), on=evaluation):
        evaluation.status = Status.WITHDRAWN
        evaluation.withdrawn_on = clock.today()
        evaluation.save(update_fields=["status", "withdrawn_on"])
    return evaluation


def counted(evaluation: RuleEvaluation) -> dict[str, list[int]]:
    """{cite: [held, unclear, warned, refused, late]} of the regulation's articles in the period."""
    found = counts_by_article(evaluation.organization_id, evaluation.first, evaluation.last)
    own = f"{evaluation.regulation}:"
    return {cite: list(counts.row) for cite, counts in sorted(found.items()) if cite.startswith(own)}


def missing_voices(evaluation: RuleEvaluation) -> list[str]:
    """Which of the three sides have not been heard (S0-23:三-8b), as words."""
    standing = EvaluationOpinion.objects.standing().filter(evaluation=evaluation)
    sides = set(standing.values_list("side", flat=True))
    found = (
        [] if evaluation.self_review else [str(RuleEvaluation._meta.get_field("self_review").verbose_name)]
    )
    return [*found, *(str(side.label) for side in EvaluationOpinion.Side if side.value not in sides)]


def _concluding(evaluation: RuleEvaluation, number: str) -> rules.Concluding:
    fact = put_question(RESOLUTION_FOR, organization_id=evaluation.organization_id, number=number)
    return rules.Concluding(
        number=number,
        decided_on=fact.decided_on if fact else None,
        adopted=bool(fact and fact.adopted),
        confirmed=bool(fact and fact.confirmed),
        missing=missing_voices(evaluation),
        begun_on=evaluation.begun_on,
    )
