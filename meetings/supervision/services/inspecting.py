"""Verbs on inspections and what they ask to be put right."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from math import floor

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import require
from governance.audit.act import act, verb
from governance.deadlines.moves import due_day_decided
from governance.people.models import Person
from governance.people.queries import holders_of
from governance.rules.figures import Amount
from meetings.judgement import bench
from meetings.supervision.models import Inspection, Rectification, SupervisedTask
from meetings.supervision.policies import DISCIPLINE
from meetings.supervision.services.handling import keep_files
from meetings.supervision.services.locking import keep_names_out, lock_task
from meetings.supervision.services.registering import in_hand_of, tell_about
from meetings.supervision.states import in_state

R = Rectification.Status
SEVEN_DAYS, FIGURE = "S1-07:五-1", "rectify"
OPEN = (R.ORDERED, R.RETURNED)


def last_day_to_report(organization_id: int, ordered_on: date) -> date | None:
    """The day the article leaves for the report (S1-07:五-1); None where it does not bind or is not set."""
    book = bench(organization_id, ordered_on).book
    if book.article(SEVEN_DAYS) is None or book.set_aside_by(SEVEN_DAYS) is not None:
        return None
    value = book.figure(SEVEN_DAYS, FIGURE).value
    return ordered_on + timedelta(days=floor(value.number)) if isinstance(value, Amount) else None


@verb("supervision.inspection.recorded")
def record_inspection(
    *,
    task_id: int,
    actor: Actor,
    inspected_on: date,
    passed: bool,
    found: str,
    led_by: Person | None = None,
    team: str = "",
) -> Inspection:
    """Enter an inspection as it was (S1-07:二-5). ValidationError (field `inspected_on`) for a day to come,
    before the hand-over, or before the last inspection: runs of failures are counted in the order of days."""
    task = lock_task(task_id, actor)
    decision = require(actor, "supervision.inspection.recorded", task)
    last = Inspection.objects.filter(task=task).order_by("-inspected_on").first()
    if inspected_on > actor.day:
        raise ValidationError({"inspected_on": _("检查日期在今天以后，请改到今天或以前。")})
    if task.assigned_on is not None and inspected_on < task.assigned_on:
        raise ValidationError({"inspected_on": _("检查日期早于交办日期，请核对。")})
    if last is not None and inspected_on < last.inspected_on:
        raise ValidationError({"inspected_on": _("检查日期早于上一次检查，请核对。")})
    keep_names_out(task, found=found)
    facts = {"result": _("合格") if passed else _("不合格")}
    verdict = in_state("supervision.inspection.recorded", task)
    with act(decision, verdict, on=task, facts=facts) as opened:
        row = Inspection(
            organization_id=task.organization_id,
            task=task,
            inspected_on=inspected_on,
            led_by=led_by,
            team=team,
            passed=passed,
            found=found,
            unit=task.unit,
            leader=task.leader,
            person=task.responsible,
            entered_by_id=actor.person_id,
        )
        row.save()
        what = _("检查合格") if passed else _("检查不合格")
        tell_about(task, in_hand_of(task, actor.day), str(opened.id), what, actor.day)
    return row


@verb("supervision.rectification.ordered")
def order_rectification(
    *, inspection_id: int, actor: Actor, problem: str, due_on: date | None = None
) -> Rectification:
    """Ask for what failed to be put right, with a written report in the days of S1-07:五-1. ValidationError for
    an inspection that passed or was answered, and a day later than the article leaves or gone by."""
    known = Inspection.objects.visible_to(actor).values_list("task_id", flat=True).get(pk=inspection_id)
    task = lock_task(known, actor)
    inspection = Inspection.objects.select_for_update(of=("self",)).get(pk=inspection_id)
    decision = require(actor, "supervision.rectification.ordered", task)
    if inspection.passed or Rectification.objects.filter(inspection=inspection).exists():
        raise ValidationError(_("只有不合格、还没有通知整改的检查才通知整改。"))
    latest = last_day_to_report(task.organization_id, actor.day)
    day = due_on or latest
    if day is None:
        raise ValidationError({"due_on": _("请写整改报告的限期；制度没有定天数。")})
    if day < actor.day:
        raise ValidationError({"due_on": _("限期早于今天，请改到今天或以后。")})
    if latest is not None and day > latest:
        raise ValidationError(
            {
                "due_on": _("整改报告最迟%(day)s交（督促检查制度 五-1），请改到那天或以前。")
                % {"day": latest.isoformat()}
            }
        )
    keep_names_out(task, problem=problem)
    verdict = in_state("supervision.rectification.ordered", task)
    with act(decision, verdict, on=task, facts={"day": day.isoformat()}) as opened:
        row = Rectification(
            organization_id=task.organization_id,
            task=task,
            inspection=inspection,
            problem=problem,
            ordered_on=actor.day,
            ordered_by_id=actor.person_id,
            due_on=day,
        )
        row.save()
        tell_about(task, in_hand_of(task, actor.day), str(opened.id), _("限期整改"), actor.day)
    return row


def _lock(rectification_id: int, actor: Actor) -> tuple[SupervisedTask, Rectification]:
    known = Rectification.objects.visible_to(actor).values_list("task_id", flat=True).get(pk=rectification_id)
    task = lock_task(known, actor)
    row = Rectification.objects.select_for_update(of=("self",)).get(pk=rectification_id)
    row.task = task
    return task, row


@verb("supervision.rectification.reported")
def report_rectification(
    *,
    rectification_id: int,
    actor: Actor,
    cause: str,
    done: str,
    undone: str = "",
    prevention: str,
    files: Iterable[File] = (),
) -> Rectification:
    """The written report, to the office that keeps the supervision (S1-07:五-1; P-09)."""
    task, row = _lock(rectification_id, actor)
    decision = require(actor, "supervision.rectification.reported", row)
    if row.status not in OPEN:
        raise ValidationError(_("这份整改已经报过，不必再报。"))
    keep_names_out(task, cause=cause, done=done, undone=undone, prevention=prevention)
    verdict = in_state("supervision.rectification.reported", task)
    with act(decision, verdict, on=task) as opened:
        row.status, row.cause, row.done, row.undone, row.prevention = (
            R.REPORTED,
            cause,
            done,
            undone,
            prevention,
        )
        row.reported_by_id, row.reported_on = actor.person_id, actor.day
        row.save()
        keep_files(task, actor, files)
        told = {t.person_id for t in holders_of(task.organization_id, DISCIPLINE, actor.day)}
        tell_about(task, told | {row.ordered_by_id}, str(opened.id), _("报了整改"), actor.day)
    return row


@verb("supervision.rectification.accepted")
def accept_rectification(*, rectification_id: int, actor: Actor, words: str) -> Rectification:
    """Looked at on the spot and found good (S1-17:四-6, 回访)."""
    task, row = _lock(rectification_id, actor)
    decision = require(actor, "supervision.rectification.accepted", task)
    _reported(row)
    keep_names_out(task, words=words)
    with act(decision, in_state("supervision.rectification.accepted", task), on=task):
        row.status, row.checked_words = R.ACCEPTED, words
        row.checked_by_id, row.checked_on = actor.person_id, actor.day
        row.save(update_fields=["status", "checked_words", "checked_by", "checked_on"])
    return row


@verb("supervision.rectification.sent_back")
def send_rectification_back(
    *, rectification_id: int, actor: Actor, because: str, new_due_on: date
) -> Rectification:
    """Not well enough put right: once more, by a new day (S1-17:四-6, 效果差的重改)."""
    task, row = _lock(rectification_id, actor)
    decision = require(actor, "supervision.rectification.sent_back", task)
    _reported(row)
    if new_due_on < actor.day:
        raise ValidationError({"new_due_on": _("新的限期早于今天，请改到今天或以后。")})
    keep_names_out(task, because=because)
    facts = {"because": because.rstrip("。；"), "day": new_due_on.isoformat()}
    verdict = in_state("supervision.rectification.sent_back", task)
    with act(decision, verdict, on=task, facts=facts) as opened:
        row.status, row.checked_words, row.due_on = R.RETURNED, because, new_due_on
        row.checked_by_id, row.checked_on = actor.person_id, actor.day
        row.save(update_fields=["status", "checked_words", "due_on", "checked_by", "checked_on"])
        due_day_decided("meetings.rectification", row.pk)
        tell_about(task, in_hand_of(task, actor.day), str(opened.id), _("整改退回再改"), actor.day)
    return row


def _reported(row: Rectification) -> None:
    if row.status != R.REPORTED:
        raise ValidationError(_("报了整改的才回访。"))
