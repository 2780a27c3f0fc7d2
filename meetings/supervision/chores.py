"""What lies on whose desk of supervision. One query, whatever lies there."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from governance.templatetags.wordings import zh_date
from meetings.desk.reader import Chore, Reader
from meetings.supervision.models import Extension, LeaderWord, SupervisedTask
from meetings.supervision.policies import DISCIPLINE, KEEPERS, has_in_hand

T = SupervisedTask.Status
VETTERS = (*DISCIPLINE, "office_director")


def supervision_chores(r: Reader) -> Iterator[Chore]:
    """To register what came by itself, vet, approve, hand over, sign for, report, review, close, file, and what
    is overdue."""
    towns = r.actor.organization_ids
    keeps = {t for t in towns if r.actor.holds(t, *KEEPERS)}
    vets = {t for t in towns if r.actor.holds(t, *VETTERS)}
    asked = Extension.objects.filter(task=OuterRef("pk"), status=Extension.Status.ASKED)
    raised = LeaderWord.objects.filter(task=OuterRef("pk"), status=LeaderWord.Status.RAISED)
    given = LeaderWord.objects.filter(task=OuterRef("pk"), status=LeaderWord.Status.GIVEN)
    units = {p.unit_id for p in r.actor.posts} - set(towns)
    mine = Q(responsible_id=r.person) | Q(unit_id__in=units)
    wanted = mine & Q(status__in=SupervisedTask.IN_HAND)
    if keeps:
        wanted |= Q(organization_id__in=keeps) & (
            Q(status__in=[T.APPROVED, T.ACCEPTED, T.CLOSED])
            | Q(status__in=SupervisedTask.IN_HAND, due_on__lt=r.today)
            | Q(status=T.REGISTERED)
        )
    if vets:
        wanted |= Q(organization_id__in=vets, status=T.REGISTERED, vetted_on__isnull=True)
    if r.secretary:
        wanted |= Q(organization_id__in=r.secretary) & (
            Q(status__in=[T.REGISTERED, T.REPORTED]) | Q(has_asked=True) | Q(has_raised=True)
        )
    tasks = (
        SupervisedTask.objects.visible_to(r.actor)
        .exclude(status__in=[T.FILED, T.CANCELLED])
        .annotate(has_asked=Exists(asked), has_raised=Exists(raised), has_given=Exists(given))
        .filter(wanted)
        .select_related("unit", "responsible")
        .order_by("due_on", "pk")
    )
    for task in tasks[:200]:
        yield from _of(r, task, keeps, vets)


def _of(r: Reader, task: SupervisedTask, keeps: set[int], vets: set[int]) -> Iterator[Chore]:
    town, status = task.organization_id, T(task.status)
    in_hand = status in SupervisedTask.IN_HAND
    if in_hand and has_in_hand(r.actor, task):
        yield _in_hand(r, task, status)
        return
    if town in r.secretary:
        yield from _for_secretary(r, task, status)
    if (
        status == T.REGISTERED
        and town in vets
        and task.vetted_on is None
        and (task.registered_by_id != r.person)
    ):
        yield _chore(r, task, _("督查事项待审核：%(what)s"), "vet", _("审核"), "S1-07:三-1b")
    elif status == T.REGISTERED and town in keeps and (task.unit_id is None or task.due_on is None):
        yield _chore(r, task, _("自动立项的待补全：%(what)s"), "amend", _("补全"), "S1-07:三-1a")
    if town not in keeps:
        return
    if status == T.APPROVED:
        yield _chore(r, task, _("督查事项待交办：%(what)s"), "hand-over", _("交办"), "S0-21:四-1")
    elif status == T.ACCEPTED:
        yield _chore(r, task, _("督查事项待登记办结：%(what)s"), "close", _("登记办结"), "S0-21:四-4")
    elif status == T.CLOSED and not task.has_given:  # type: ignore[attr-defined]
        yield _chore(r, task, _("督查事项待归档：%(what)s"), "file", _("归档"), "S0-21:四-5", rank=7)
    elif in_hand and task.is_late(r.today):
        yield _chore(r, task, _("督查事项逾期：%(what)s"), "chase", _("登记催办"), "S0-21:四-2", due=True)


def _in_hand(r: Reader, task: SupervisedTask, status: str) -> Chore:
    if status == T.ASSIGNED:
        words, step, do = _("督查事项待签收：%(what)s"), "task", _("看要求")
    elif status == T.RETURNED:
        words, step, do = _("督查事项退回重办：%(what)s"), "result", _("报结果")
    else:
        words, step, do = _("督查事项：%(what)s"), "result", _("报结果")
    return _chore(r, task, words, step, do, "S1-07:三-4a", "S0-21:一-2", due=True, rank=3)


def _for_secretary(r: Reader, task: SupervisedTask, status: str) -> Iterator[Chore]:
    if status == T.REGISTERED:
        yield _chore(
            r, task, _("督查事项待审定：%(what)s"), "approve", _("审定"), "S0-21:四-1", "S1-07:三-1b"
        )
    elif status == T.REPORTED:
        yield _chore(r, task, _("办理结果待审核：%(what)s"), "accept", _("审核"), "S0-21:四-3", rank=3)
    if task.has_asked:  # type: ignore[attr-defined]
        yield _chore(r, task, _("延期申请待定：%(what)s"), "extend", _("去定"), due=True)
    if task.has_raised:  # type: ignore[attr-defined]
        yield _chore(r, task, _("督查事项报请协调：%(what)s"), "word", _("作批示"), "S1-07:三-3b")


def _chore(
    r: Reader,
    task: SupervisedTask,
    words: str,
    step: str,
    do: str,
    *cites: str,
    due: bool = False,
    rank: int = 5,
) -> Chore:
    unit = task.unit.short_name if task.unit_id and task.unit_id != task.organization_id else ""  # type: ignore[union-attr]
    who = f"{unit}　{task.responsible.name}" if task.responsible else unit
    more = f"{task.number}　{who.strip()}".strip()
    if task.due_on and not due:
        more += _("　%(day)s前报结果") % {"day": zh_date(task.due_on, r.today)}
    return Chore(
        words % {"what": task.title},
        reverse("supervision:task", args=[task.pk]),
        do,
        reverse(f"supervision:{step}", args=[task.pk]),
        more,
        r.adopted(task.organization_id, *cites) if cites else (),
        due=task.due_on if due else None,
        rank=rank,
    )
