"""Verbs on the report of a result and the leader's words: accept, send back, report up, instruct."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import require
from governance.audit.act import act, verb
from governance.people.queries import holders_of
from governance.people.standard_posts import OFFICE
from governance.rules.verdict import Verdict
from meetings.judgement import stop
from meetings.supervision import judgement
from meetings.supervision.models import LeaderWord, Report, Review, SupervisedTask
from meetings.supervision.services.handling import move_due
from meetings.supervision.services.locking import keep_names_out, lock_clause_of, lock_task, post_of
from meetings.supervision.services.registering import in_hand_of, tell_about
from meetings.supervision.states import in_order, in_state

T = SupervisedTask.Status


def _waiting_report(task: SupervisedTask) -> Report | None:
    """The report of the result nobody has reviewed yet."""
    found = task.reports.filter(kind=Report.Kind.RESULT, review__isnull=True)
    return found.order_by("-pk").first()


def _judged(code: str, task: SupervisedTask, actor: Actor, *, fit: bool, new_due_on: date | None) -> Verdict:
    leads = actor.holds(task.organization_id, "secretary") is not None
    return in_order(
        code,
        task,
        lambda: judgement.for_review(task, actor.day, by_leader=leads, fit=fit, new_due_on=new_due_on),
    )


@verb("supervision.result.accepted")
def accept_result(*, task_id: int, actor: Actor, words: str = "", reason: str = "") -> Review:
    """The result is good (S0-21:四-3). The matter can then be closed."""
    task = lock_task(task_id, actor)
    decision = require(actor, "supervision.result.accepted", task)
    keep_names_out(task, words=words)
    verdict = _judged("supervision.result.accepted", task, actor, fit=True, new_due_on=None)
    report = _waiting_report(task)
    if report is None and verdict.allowed:
        verdict = stop("supervision.report.none")
    with act(decision, verdict, on=task, reason=reason):
        row = _review(task, report, actor, Review.Outcome.ACCEPTED, words)
        row.save()
        task.status, task.accepted_on = T.ACCEPTED, actor.day
        task.save(update_fields=["status", "accepted_on"])
    return row


@verb("supervision.result.sent_back")
def send_back(
    *, task_id: int, actor: Actor, because: str, new_due_on: date | None, reason: str = ""
) -> Review:
    """The result will not do: back with the reason and a new day (S1-07:三-4b), to which the clause moves too.
    ValidationError (field `new_due_on`) for a day gone by."""
    task = lock_task(task_id, actor)
    decision = require(actor, "supervision.result.sent_back", task)
    if new_due_on is not None and new_due_on < actor.day:
        raise ValidationError({"new_due_on": _("新的时限早于今天，请改到今天或以后。")})
    keep_names_out(task, because=because)
    verdict = _judged("supervision.result.sent_back", task, actor, fit=False, new_due_on=new_due_on)
    report = _waiting_report(task)
    if report is None and verdict.allowed:
        verdict = stop("supervision.report.none")
    clause = lock_clause_of(task)
    facts = {"because": because.rstrip("。；"), "day": new_due_on.isoformat() if new_due_on else ""}
    with act(decision, verdict, on=task, reason=reason, facts=facts) as opened:
        row = _review(task, report, actor, Review.Outcome.RETURNED, because)
        row.new_due_on = new_due_on
        row.save()
        task.status, task.reported_on = T.RETURNED, None
        task.save(update_fields=["status", "reported_on"])
        if new_due_on is not None:
            move_due(task, new_due_on)
            if clause is not None:
                clause.due_on = new_due_on
                clause.save(update_fields=["due_on"])
        tell_about(task, in_hand_of(task, actor.day), str(opened.id), _("退回重办"), actor.day)
    return row


def _review(task: SupervisedTask, report: Report | None, actor: Actor, outcome: str, words: str) -> Review:
    return Review(
        organization_id=task.organization_id,
        task=task,
        report=report,
        outcome=outcome,
        words=words,
        reviewed_by_id=actor.person_id,
        reviewed_post=post_of(actor.person_id, task, actor),
        reviewed_on=actor.day,
    )


# What the main leader is told and says ------------------------------------------------------


@verb("supervision.word.raised")
def raise_to_leader(*, task_id: int, actor: Actor, raised: str) -> LeaderWord:
    """What cannot be coordinated below, or is of great weight, goes to the main leader (S1-07:三-3b)."""
    task = lock_task(task_id, actor)
    decision = require(actor, "supervision.word.raised", task)
    keep_names_out(task, raised=raised)
    with act(decision, in_state("supervision.word.raised", task), on=task) as opened:
        row = LeaderWord(
            organization_id=task.organization_id,
            task=task,
            status=LeaderWord.Status.RAISED,
            raised=raised,
            raised_by_id=actor.person_id,
            raised_on=actor.day,
        )
        row.save()
        told = {t.person_id for t in holders_of(task.organization_id, ("secretary",), actor.day)}
        tell_about(task, told, str(opened.id), _("报请协调"), actor.day)
    return row


@verb("supervision.word.given")
def give_word(*, task_id: int, actor: Actor, text: str) -> LeaderWord:
    """The leader's instruction: an answer to what was reported last, or one unasked. Until it is carried out
    the matter is not filed (S1-07:三-5b)."""
    task = lock_task(task_id, actor)
    decision = require(actor, "supervision.word.given", task)
    keep_names_out(task, text=text)
    row = task.words.select_for_update().filter(status=LeaderWord.Status.RAISED).order_by("pk").first()
    with act(decision, in_state("supervision.word.given", task), on=task) as opened:
        row = row or LeaderWord(organization_id=task.organization_id, task=task)
        row.status, row.text = LeaderWord.Status.GIVEN, text
        row.given_by_id, row.given_on = actor.person_id, actor.day
        row.save()
        office = {t.person_id for t in holders_of(task.organization_id, OFFICE, actor.day)}
        told = office | in_hand_of(task, actor.day)
        tell_about(task, told, str(opened.id), _("有批示"), actor.day)
    return row


@verb("supervision.word.carried_out")
def carry_out_word(*, word_id: int, actor: Actor, done_note: str, done_on: date) -> LeaderWord:
    """ValidationError (field `done_on`) for a day to come or before the instruction."""
    known = LeaderWord.objects.visible_to(actor).values_list("task_id", flat=True).get(pk=word_id)
    task = lock_task(known, actor)
    row = LeaderWord.objects.select_for_update(of=("self",)).get(pk=word_id)
    row.task = task
    decision = require(actor, "supervision.word.carried_out", row)
    if done_on > actor.day or (row.given_on is not None and done_on < row.given_on):
        raise ValidationError({"done_on": _("办完日期须在批示日期和今天之间，请核对。")})
    if row.status != LeaderWord.Status.GIVEN:
        raise ValidationError(_("只有已作出、还没有办完的批示才登记办理。"))
    keep_names_out(task, done_note=done_note)
    with act(decision, in_state("supervision.word.carried_out", task), on=task):
        row.status, row.done_note, row.done_on = LeaderWord.Status.DONE, done_note, done_on
        row.save(update_fields=["status", "done_note", "done_on"])
    return row
