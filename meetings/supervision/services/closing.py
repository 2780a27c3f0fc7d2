"""Verbs at the end of a matter: closed, filed, cancelled."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import require
from governance.audit.act import act, verb
from governance.rules.verdict import all_of
from meetings.models import ResolutionClause
from meetings.supervision import judgement
from meetings.supervision.models import SupervisedTask
from meetings.supervision.services.locking import keep_names_out, lock_clause_of, lock_task
from meetings.supervision.services.registering import in_hand_of, tell_about
from meetings.supervision.states import in_order, in_state

T = SupervisedTask.Status


@verb("supervision.task.closed")
def close_task(*, task_id: int, actor: Actor, closed_on: date, result: str) -> SupervisedTask:
    """Enter day and result after the review (S0-21:四-4); the clause it carries out is done with it.
    ValidationError (field `closed_on`) for a day to come or before the matter was handed over."""
    task = lock_task(task_id, actor)
    decision = require(actor, "supervision.task.closed", task)
    if closed_on > actor.day:
        raise ValidationError({"closed_on": _("办结日期在今天以后，请改到今天或以前。")})
    if task.assigned_on is not None and closed_on < task.assigned_on:
        raise ValidationError({"closed_on": _("办结日期早于交办日期，请核对。")})
    keep_names_out(task, result=result)
    clause = lock_clause_of(task)
    verdict = in_order(
        "supervision.task.closed",
        task,
        lambda: judgement.for_closing(task, actor.day, closed_on=closed_on, result=result),
    )
    with act(decision, verdict, on=task, facts={"day": closed_on.isoformat()}):
        task.status, task.closed_on, task.result = T.CLOSED, closed_on, result
        task.save(update_fields=["status", "closed_on", "result"])
        if clause is not None:
            clause.status = ResolutionClause.Status.DONE
            clause.done_on, clause.done_note, clause.done_by_id = closed_on, result[:200], actor.person_id
            clause.save(update_fields=["status", "done_on", "done_note", "done_by"])
    return task


@verb("supervision.task.filed")
def file_task(
    *, task_id: int, actor: Actor, file_number: str, file_list: str, reason: str = ""
) -> SupervisedTask:
    """Papers together, handed to the archive (S0-21:四-5, S1-07:三-5). Not before every instruction of the
    main leader is carried out (S1-07:三-5b); a step left out is explained (S1-07:三-0)."""
    task = lock_task(task_id, actor)
    decision = require(actor, "supervision.task.filed", task)
    keep_names_out(task, file_list=file_list, reason=reason)
    verdict = in_order("supervision.task.filed", task, lambda: judgement.for_filing(task, actor.day))
    with act(decision, verdict, on=task, reason=reason, facts={"file": file_number}):
        task.status, task.filed_on = T.FILED, actor.day
        task.file_number, task.file_list = file_number, file_list
        task.save(update_fields=["status", "filed_on", "file_number", "file_list"])
    return task


@verb("supervision.task.cancelled")
def cancel_task(*, task_id: int, actor: Actor, because: str, cite: str) -> SupervisedTask:
    """End a matter without a result, on the secretary's word, for a reason and under an adopted article.
    A clause it carried out goes back to its owner. ValidationError (field `cite`) for an article the town
    has not adopted."""
    task = lock_task(task_id, actor)
    decision = require(actor, "supervision.task.cancelled", task)
    keep_names_out(task, because=because)
    try:
        cited = judgement.cited(task, cite, actor.day)
    except KeyError:
        raise ValidationError({"cite": _("本镇没有采用这一条，请另选。")}) from None
    verdict = all_of(in_state("supervision.task.cancelled", task), cited)
    with act(decision, verdict, on=task, facts={"because": because, "cite": cite}) as opened:
        task.status, task.cancelled_on = T.CANCELLED, actor.day
        task.cancelled_because, task.cancelled_cite = because, cite
        task.save(update_fields=["status", "cancelled_on", "cancelled_because", "cancelled_cite"])
        tell_about(task, in_hand_of(task, actor.day), str(opened.id), _("已撤销"), actor.day)
    return task
