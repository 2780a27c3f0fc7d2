"""Verbs while a matter is in somebody's hands: signed for, chased, reported on, given more time."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db.models import Max
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import require
from governance.audit.act import act, verb
from governance.audit.sealed import SubjectKey, subject_key
from governance.deadlines.moves import due_day_decided
from governance.documents.kept_files import keep_file
from governance.documents.uploads import checked_kind
from governance.people.queries import holders_of
from governance.people.standard_posts import OFFICE
from meetings.supervision.models import Chase, Extension, Report, SupervisedTask, TaskFile
from meetings.supervision.services.locking import keep_names_out, lock_clause_of, lock_task, post_of
from meetings.supervision.services.registering import in_hand_of, tell_about
from meetings.supervision.states import in_state

T = SupervisedTask.Status
TASK = "meetings.supervisedtask"
MOST_FILES = 5


@verb("supervision.task.signed_for")
def sign_for(*, task_id: int, actor: Actor) -> SupervisedTask:
    """Whoever carries it out signs for the matter."""
    task = lock_task(task_id, actor)
    decision = require(actor, "supervision.task.signed_for", task)
    with act(decision, in_state("supervision.task.signed_for", task), on=task):
        task.status, task.signed_for_on, task.signed_for_by_id = T.WORKING, actor.day, actor.person_id
        task.save(update_fields=["status", "signed_for_on", "signed_for_by"])
    return task


@verb("supervision.task.chased")
def chase(
    *,
    task_id: int,
    actor: Actor,
    kind: str,
    chased_on: date,
    spoke_to: str = "",
    found: str = "",
    reply_by: date | None = None,
) -> Chase:
    """Enter a chasing and what was found. ValidationError for a day to come or before the hand-over, a day
    to reply by that is gone, and a call or visit that says nothing of what was found."""
    task = lock_task(task_id, actor)
    decision = require(actor, "supervision.task.chased", task)
    _check_chase(task, actor.day, kind, chased_on, found, reply_by)
    keep_names_out(task, found=found, spoke_to=spoke_to)
    last = task.chases.aggregate(n=Max("n"))["n"] or 0
    facts = {"n": last + 1, "how": str(Chase.Kind(kind).label)}
    verdict = in_state("supervision.task.chased", task)
    with act(decision, verdict, on=task, facts=facts) as opened:
        late = max(0, (chased_on - task.due_on).days) if task.due_on else 0
        row = Chase(
            organization_id=task.organization_id,
            task=task,
            n=last + 1,
            kind=kind,
            chased_on=chased_on,
            chased_by_id=actor.person_id,
            spoke_to=spoke_to,
            found=found,
            reply_by=reply_by,
            late_days=late,
        )
        row.save()
        what = _("：第%(n)s次催办") % {"n": row.n}
        tell_about(task, in_hand_of(task, actor.day), str(opened.id), what, actor.day)
    return row


def _check_chase(
    task: SupervisedTask, today: date, kind: str, chased_on: date, found: str, reply_by: date | None
) -> None:
    wrong: dict[str, str] = {}
    if chased_on > today:
        wrong["chased_on"] = _("日期在今天以后，请改到今天或以前。")
    elif task.assigned_on is not None and chased_on < task.assigned_on:
        wrong["chased_on"] = _("日期早于交办日期，请核对。")
    if reply_by is not None and reply_by < today:
        wrong["reply_by"] = _("限期早于今天，请改到今天或以后。")
    if kind == Chase.Kind.NOTE and reply_by is None:
        wrong["reply_by"] = _("书面催办单要写明限哪天回复，请填上。")
    if kind != Chase.Kind.NOTE and not found.strip():
        wrong["found"] = _("请写了解到的情况；没有联系上的，也写明。")
    if wrong:
        raise ValidationError(wrong)


@verb("supervision.report.submitted")
def report_progress(
    *,
    task_id: int,
    actor: Actor,
    kind: str,
    text: str,
    because: str = "",
    next_on: date | None = None,
    files: Iterable[File] = (),
) -> Report:
    """How far it is, or why it is not done (S1-07:三-4a: 未办结的说明原因并定期续报). ValidationError for a
    file that is not taken, and for a matter that is not done without the reason and the next day."""
    task = lock_task(task_id, actor)
    decision = require(actor, "supervision.report.submitted", task)
    if kind == Report.Kind.RESULT:
        raise ValidationError({"kind": _("办理结果在“报结果”里报。")})
    wrong = {}
    if kind == Report.Kind.UNFINISHED and not because.strip():
        wrong["because"] = _("请写没有办结的原因。")
    if kind == Report.Kind.UNFINISHED and next_on is None:
        wrong["next_on"] = _("请写预计办结或下次报告的日期。")
    if next_on is not None and next_on < actor.day:
        wrong["next_on"] = _("日期早于今天，请改到今天或以后。")
    if wrong:
        raise ValidationError(wrong)
    keep_names_out(task, text=text, because=because)
    facts = {"kind": str(Report.Kind(kind).label)}
    with act(decision, in_state("supervision.report.submitted", task), on=task, facts=facts) as opened:
        row = _report(task, actor, kind, text, files, because=because, next_on=next_on)
        _taken_in_hand(task, actor)
        _tell_keepers(task, str(opened.id), _("报了进度"), actor.day)
    return row


@verb("supervision.result.submitted")
def report_result(*, task_id: int, actor: Actor, text: str, files: Iterable[File] = ()) -> Report:
    """The matter is done: the report that goes to the main leader (S0-21:四-3)."""
    task = lock_task(task_id, actor)
    decision = require(actor, "supervision.result.submitted", task)
    keep_names_out(task, text=text)
    with act(decision, in_state("supervision.result.submitted", task), on=task) as opened:
        row = _report(task, actor, Report.Kind.RESULT, text, files)
        _taken_in_hand(task, actor)
        task.status, task.reported_on = T.REPORTED, actor.day
        task.save(update_fields=["status", "reported_on"])
        for asked in task.extensions.filter(status=Extension.Status.ASKED):  # needs no more time
            asked.status, asked.decided_on = Extension.Status.REFUSED, actor.day
            asked.decided_words = _("结果已报，不再延期")
            asked.save(update_fields=["status", "decided_on", "decided_words"])
        told = {t.person_id for t in holders_of(task.organization_id, ("secretary",), actor.day)}
        tell_about(task, told, str(opened.id), _("报了结果，请审核"), actor.day)
    return row


def _report(
    task: SupervisedTask,
    actor: Actor,
    kind: str,
    text: str,
    files: Iterable[File],
    *,
    because: str = "",
    next_on: date | None = None,
) -> Report:
    row = Report(
        organization_id=task.organization_id,
        task=task,
        kind=kind,
        text=text,
        because=because,
        next_on=next_on,
        reported_by_id=actor.person_id,
        reported_post=post_of(actor.person_id, task, actor),
        reported_on=actor.day,
    )
    row.save()
    keep_files(task, actor, files, report=row)
    return row


def keep_files(
    task: SupervisedTask, actor: Actor, files: Iterable[File], **belongs: object
) -> list[TaskFile]:
    """Take in what was sent, each whole or not at all, inside the open act. ValidationError (field `files`)."""
    given = [file for file in files if file]
    if len(given) > MOST_FILES:
        raise ValidationError({"files": _("一次最多传%(n)s个附件，请分次报。") % {"n": MOST_FILES}})
    kept = []
    for file in given:
        kind = checked_kind(file)
        data = file.read()
        digest = hashlib.sha256(data).hexdigest()
        place = f"{task.organization_id}/ducha/{task.pk}/{digest}{kind.extensions[0]}"
        try:
            keep_file(place, data, digest, task_key(task) if task.kept else None)
        except OSError as full:
            raise ValidationError(
                {"files": _("没有收：存储放不下了，请告知系统管理员。其余附件都在。")}
            ) from full
        row = TaskFile(
            organization_id=task.organization_id,
            task=task,
            file=place,
            file_name=file.name,
            media_type=kind.media_type,
            size=len(data),
            digest=digest,
            added_by_id=actor.person_id,
            added_on=actor.day,
            **belongs,
        )
        row.save()
        kept.append(row)
    return kept


def task_key(task: SupervisedTask) -> SubjectKey:
    """What the files of a secret matter are sealed under."""
    return subject_key(organization_id=task.organization_id, subject_type=TASK, subject_id=str(task.pk))


def _taken_in_hand(task: SupervisedTask, actor: Actor) -> None:
    """A first report is as good as a signature; a matter sent back is worked on again."""
    if task.status == T.WORKING:
        return
    fields = ["status"]
    task.status = T.WORKING
    if task.signed_for_on is None:
        task.signed_for_on, task.signed_for_by_id = actor.day, actor.person_id
        fields += ["signed_for_on", "signed_for_by"]
    task.save(update_fields=fields)


def _tell_keepers(task: SupervisedTask, act_id: str, what: str, day: date) -> None:
    told = {t.person_id for t in holders_of(task.organization_id, OFFICE, day)}
    tell_about(task, told, act_id, what, day)


# More time ---------------------------------------------------------------------------------


@verb("supervision.extension.asked")
def ask_extension(*, task_id: int, actor: Actor, due_on: date, because: str) -> Extension:
    """Whoever has the matter asks for more time. ValidationError (field `due_on`) for a day not after the
    one that stands or gone by, and while another request waits."""
    task = lock_task(task_id, actor)
    decision = require(actor, "supervision.extension.asked", task)
    _later(task, actor.day, due_on)
    if task.extensions.filter(status=Extension.Status.ASKED).exists():
        raise ValidationError(_("已有一份延期申请等书记定，不必再报。"))
    keep_names_out(task, because=because)
    facts = {"day": due_on.isoformat(), "because": because}
    with act(decision, in_state("supervision.extension.asked", task), on=task, facts=facts) as opened:
        row = Extension(
            organization_id=task.organization_id,
            task=task,
            because=because,
            was_due_on=task.due_on,
            due_on=due_on,
            status=Extension.Status.ASKED,
            asked_by_id=actor.person_id,
            asked_on=actor.day,
        )
        row.save()
        told = {t.person_id for t in holders_of(task.organization_id, ("secretary",), actor.day)}
        tell_about(task, told, str(opened.id), _("申请延期"), actor.day)
    return row


@verb("supervision.task.extended")
def extend_task(*, task_id: int, actor: Actor, due_on: date, because: str) -> SupervisedTask:
    """The secretary gives more time, asked or unasked; the day of the clause moves with it."""
    task = lock_task(task_id, actor)
    decision = require(actor, "supervision.task.extended", task)
    _later(task, actor.day, due_on)
    keep_names_out(task, because=because)
    clause = lock_clause_of(task)
    asked = task.extensions.select_for_update().filter(status=Extension.Status.ASKED).first()
    was = task.due_on
    facts = {"was": was.isoformat() if was else "", "day": due_on.isoformat(), "because": because}
    with act(decision, in_state("supervision.task.extended", task), on=task, facts=facts) as opened:
        row = asked or Extension(
            organization_id=task.organization_id, task=task, because=because, was_due_on=was
        )
        row.due_on, row.status = due_on, Extension.Status.GRANTED
        row.decided_by_id, row.decided_on, row.decided_words = actor.person_id, actor.day, because
        row.save()
        move_due(task, due_on)
        if clause is not None:
            clause.due_on = due_on
            clause.save(update_fields=["due_on"])
        tell_about(task, in_hand_of(task, actor.day), str(opened.id), _("时限改了"), actor.day)
    return task


@verb("supervision.extension.refused")
def refuse_extension(*, task_id: int, actor: Actor, because: str) -> Extension:
    """ValidationError where no request waits."""
    task = lock_task(task_id, actor)
    decision = require(actor, "supervision.extension.refused", task)
    row = task.extensions.select_for_update().filter(status=Extension.Status.ASKED).first()
    if row is None:
        raise ValidationError(_("没有等着定的延期申请。"))
    keep_names_out(task, because=because)
    verdict = in_state("supervision.extension.refused", task)
    with act(decision, verdict, on=task, facts={"because": because}) as opened:
        row.status, row.decided_words = Extension.Status.REFUSED, because
        row.decided_by_id, row.decided_on = actor.person_id, actor.day
        row.save(update_fields=["status", "decided_words", "decided_by", "decided_on"])
        tell_about(task, in_hand_of(task, actor.day), str(opened.id), _("没有同意延期"), actor.day)
    return row


def move_due(task: SupervisedTask, due_on: date) -> None:
    """Write the new day; what was seen of the old one is forgotten, because the act tells of the move."""
    task.due_on = due_on
    task.save(update_fields=["due_on"])
    due_day_decided(TASK, task.pk)


def _later(task: SupervisedTask, today: date, due_on: date) -> None:
    if task.due_on is not None and due_on <= task.due_on:
        raise ValidationError({"due_on": _("新的时限须在原时限以后，请核对。")})
    if due_on < today:
        raise ValidationError({"due_on": _("新的时限早于今天，请改到今天或以后。")})
