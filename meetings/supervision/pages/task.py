"""One supervised matter: where it stands, what comes next, everything that was done on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.people.queries import holders_of
from governance.rules.book import Book
from governance.templatetags.wordings import due_text, short_date, zh_date
from meetings.judgement import bench
from meetings.pages.buttons import CONFIRM, Button, Buttons
from meetings.pages.trail import Event, acts_on, events
from meetings.supervision import judgement
from meetings.supervision.facts import failed_in_a_row
from meetings.supervision.models import Extension, LeaderWord, Report, SupervisedTask
from meetings.supervision.pages.inspections import InspectionLine, inspection_lines
from meetings.supervision.pages.lists import SHAPES
from meetings.supervision.pages.papers import PaperLine, paper_lines
from meetings.supervision.policies import has_in_hand

T = SupervisedTask.Status
ORDER = (T.REGISTERED, T.APPROVED, T.ASSIGNED, T.WORKING, T.REPORTED, T.ACCEPTED, T.CLOSED, T.FILED)
WAITS_FOR = {
    T.REGISTERED: ("S0-21:四-1", "S1-07:三-1b"),
    T.APPROVED: ("S0-21:四-1", "S1-07:三-2"),
    T.ASSIGNED: ("S1-07:三-4a", "S0-21:一-2"),
    T.WORKING: ("S1-07:三-4a", "S0-21:一-2"),
    T.RETURNED: ("S1-07:三-4b",),
    T.REPORTED: ("S0-21:四-3",),
    T.ACCEPTED: ("S0-21:四-4",),
    T.CLOSED: ("S0-21:四-5", "S1-07:三-5"),
}


@dataclass(frozen=True)
class RailStep:
    name: str
    state: str
    note: str = ""


@dataclass(frozen=True)
class ReportLine:
    report: Report
    files: tuple[Any, ...]
    review: Any = None


@dataclass(frozen=True)
class WordLine:
    word: LeaderWord
    done_url: str = ""


@dataclass(frozen=True)
class TaskPage:
    task: SupervisedTask
    shape: str
    late: bool
    rail: tuple[RailStep, ...]
    answers: dict[str, Any]
    buttons: tuple[Button, ...]
    reports: tuple[ReportLine, ...]
    chases: tuple[Any, ...]
    extensions: tuple[Extension, ...]
    words: tuple[WordLine, ...]
    trail: tuple[Event, ...]
    from_url: str = ""  # where the resolution is shown, to whoever may see it
    mine: bool = False
    inspections: tuple[InspectionLine, ...] = ()
    failed_in_a_row: int = 0
    papers: tuple[PaperLine, ...] = ()


def task_page(task: SupervisedTask, actor: Actor) -> TaskPage:
    """A constant number of queries, whatever was done on the matter."""
    book = bench(task.organization_id, actor.day).book
    reports = list(
        task.reports.select_related("reported_by", "review__reviewed_by").prefetch_related("files")
    )
    words = list(task.words.select_related("raised_by", "given_by"))
    extensions = list(task.extensions.select_related("asked_by", "decided_by"))
    lines = inspection_lines(task, actor)
    return TaskPage(
        task=task,
        shape=SHAPES[T(task.status)],
        late=task.is_late(actor.day),
        rail=tuple(rail_of(task, actor.day)),
        answers=_answers(task, actor.day, book),
        buttons=tuple(_buttons(task, actor, extensions, words)),
        reports=tuple(
            ReportLine(r, tuple(r.files.all()), getattr(r, "review", None)) for r in reversed(reports)
        ),
        chases=tuple(task.chases.select_related("chased_by").order_by("-n")),
        extensions=tuple(extensions),
        words=tuple(_word_lines(task, words, actor)),
        trail=tuple(events(acts_on(task.organization_id, "meetings.supervisedtask", task.pk))),
        from_url=_from_url(task, actor),
        mine=has_in_hand(actor, task),
        inspections=lines,
        failed_in_a_row=failed_in_a_row([line.row.passed for line in reversed(lines)]),
        papers=tuple(paper_lines(task, actor)),
    )


def _from_url(task: SupervisedTask, actor: Actor) -> str:
    """The item of the resolution, for readers of the meeting's page."""
    from meetings.pages.scope import items_seen

    if task.clause is None:
        return ""
    item = task.clause.resolution.item
    if not items_seen(actor).filter(pk=item.pk).exists():
        return ""
    return reverse("meetings:room", args=[item.meeting_id]) + f"?item={item.pk}#i-res"


def rail_of(task: SupervisedTask, today: date) -> Iterator[RailStep]:
    """The eight steps with the day of each; one sent back stands at 办理 again."""
    days = {
        T.REGISTERED: task.registered_on,
        T.APPROVED: task.approved_on,
        T.ASSIGNED: task.assigned_on,
        T.WORKING: task.signed_for_on,
        T.REPORTED: task.reported_on,
        T.ACCEPTED: task.accepted_on,
        T.CLOSED: task.closed_on,
        T.FILED: task.filed_on,
    }
    names = (_("立项"), _("审定"), _("交办"), _("办理"), _("报结果"), _("审核"), _("办结"), _("归档"))
    status = T.WORKING if task.status == T.RETURNED else T(task.status)
    over = status == T.CANCELLED
    reached = ORDER.index(status) if not over else -1
    working = ORDER.index(T.WORKING)
    for place, (step, name) in enumerate(zip(ORDER, names, strict=True)):
        day = days[step]
        if over:
            yield RailStep(name, "done" if day else "waiting", short_date(day, today) if day else "")
            continue
        # 办理 is under way until the result is in; every other step is over once it is reached.
        finished = place <= reached if reached != working else place < reached
        state = "done" if finished else "waiting"
        if place == (reached if reached == working else reached + 1):
            state = "held" if task.status == T.RETURNED else "doing"
        note = short_date(day, today) if day and (finished or place == working) else ""
        if state == "held":
            note = _("退回重办")
        yield RailStep(name, state, note)


def _answers(task: SupervisedTask, today: date, book: Book) -> dict[str, Any]:
    step, who = _next(task, today)
    until, until_more = "—", _("没有规定天数")
    if task.status in SupervisedTask.IN_HAND and task.due_on:
        until, until_more = zh_date(task.due_on, today), due_text(task.due_on, today)[1]
    elif task.status in SupervisedTask.OVER:
        until_more = ""
    chased = task.chases.count()
    return {
        "where": task.get_status_display(),
        "where_more": _("已催办%(n)s次") % {"n": chased} if chased else "",
        "next": step,
        "next_more": who,
        "until": until,
        "until_more": until_more,
        "cites": [c for c in WAITS_FOR.get(T(task.status), ()) if book.article(c) is not None][:2],
    }


def _next(task: SupervisedTask, today: date) -> tuple[str, str]:
    owner = task.responsible.name if task.responsible else _("承办单位")
    if task.unit and task.unit_id != task.organization_id:
        owner = f"{task.unit.short_name}　{owner}"
    secretary = holders_of(task.organization_id, ("secretary",), today)
    leader = f"{secretary[0].person.name}（{secretary[0].title}）" if secretary else _("党委书记")
    steps = {
        T.REGISTERED: (_("审核后审定"), leader),
        T.APPROVED: (_("交办"), _("党政办或纪委办")),
        T.ASSIGNED: (_("签收、办理"), owner),
        T.WORKING: (_("报办理结果"), owner),
        T.RETURNED: (_("重办后再报结果"), owner),
        T.REPORTED: (_("审核办理结果"), leader),
        T.ACCEPTED: (_("登记办结"), _("党政办或纪委办")),
        T.CLOSED: (_("立卷归档"), _("党政办或纪委办")),
    }
    return steps.get(T(task.status), (_("没有下一步"), ""))


def _word_lines(task: SupervisedTask, words: list[LeaderWord], actor: Actor) -> Iterator[WordLine]:
    from governance.access.policy import ask

    may = ask(actor, "supervision.word.carried_out", task).allowed and task.status not in (
        T.FILED,
        T.CANCELLED,
    )
    for word in words:
        open_ = word.status == LeaderWord.Status.GIVEN
        yield WordLine(word, reverse("supervision:word-done", args=[word.pk]) if may and open_ else "")


def _buttons(
    task: SupervisedTask, actor: Actor, extensions: list[Extension], words: list[LeaderWord]
) -> list[Button]:
    found = Buttons(actor)
    status = T(task.status)

    def add(action: str, name: str, label: Any, **more: Any) -> None:
        found.add(action, task, f"supervision:{name}", label, **more)

    if status == T.REGISTERED:
        if task.vetted_on is None:
            add("supervision.task.vetted", "vet", _("审核"), primary=True)
        add(
            "supervision.task.approved",
            "approve",
            _("审定"),
            primary=True,
            verdict=judgement.for_approving(task, actor.day),
        )
        add("supervision.task.amended", "amend", _("修改"))
    if status == T.APPROVED:
        add(
            "supervision.task.handed_over",
            "hand-over",
            _("交办"),
            primary=True,
            verdict=judgement.for_handing_over(task, actor.day),
        )
    if status == T.ASSIGNED:
        add(
            "supervision.task.signed_for",
            "sign-for",
            _("签收"),
            mode=CONFIRM,
            title=_("签收这件督查事项"),
            consequence=_("签收后由您办理，到期前报结果。"),
            primary=True,
        )
    if status in SupervisedTask.IN_HAND:
        add("supervision.result.submitted", "result", _("报结果"), primary=status != T.ASSIGNED)
        add("supervision.report.submitted", "progress", _("报进度"))
        asked = any(e.status == Extension.Status.ASKED for e in extensions)
        if not asked:
            add("supervision.extension.asked", "ask-extension", _("申请延期"))
        add("supervision.task.chased", "chase", _("登记催办"), primary=True)
        add("supervision.task.extended", "extend", _("同意延期") if asked else _("改时限"), primary=asked)
        if asked:
            add("supervision.extension.refused", "refuse-extension", _("不同意延期"))
    if status == T.REPORTED:
        leads = actor.holds(task.organization_id, "secretary") is not None
        add(
            "supervision.result.accepted",
            "accept",
            _("审核"),
            primary=True,
            verdict=judgement.for_review(task, actor.day, by_leader=leads, fit=True),
        )
    if status == T.ACCEPTED:
        add("supervision.task.closed", "close", _("登记办结"), primary=True)
    if status == T.CLOSED:
        add(
            "supervision.task.filed",
            "file",
            _("归档"),
            primary=True,
            verdict=judgement.for_filing(task, actor.day),
        )
    if status in (*SupervisedTask.IN_HAND, T.REPORTED, T.ACCEPTED, T.CLOSED):
        add("supervision.inspection.recorded", "inspect", _("记录检查"))
    if status in (T.REGISTERED, T.APPROVED, *SupervisedTask.IN_HAND):
        add("supervision.task.reassigned", "reassign", _("更换承办"))
    if status not in (T.FILED, T.CANCELLED):
        add("supervision.word.given", "word", _("作批示"))
        if status not in (T.REGISTERED, T.APPROVED) and not any(
            w.status == LeaderWord.Status.RAISED for w in words
        ):
            add("supervision.word.raised", "raise", _("报主要领导"))
    if status not in SupervisedTask.OVER:
        add("supervision.task.cancelled", "cancel", _("撤销"))
    return found.found
