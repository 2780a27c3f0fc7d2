"""Where a meeting stands on the rail of its procedure (F-01): steps with their dates, read from rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.procedures.pinning import pinned
from governance.templatetags.wordings import cn_number, short_date, zh_time
from meetings.attached import current_materials
from meetings.models import AgendaItem, Meeting, Minutes, Resolution, StatedFact, Vote

PREPARED = ("materials_sent_on", "paper_complete", "options", "feasibility_report", "opinions_sought")
A, M = AgendaItem.Status, Meeting.Status


def with_progress(meetings: QuerySet) -> QuerySet:
    """Meetings with everything the rail and the three answers read. Twelve queries for any number."""
    items = (
        AgendaItem.objects.select_related("topic__leader", "topic__proposed_by", "presenter")
        .prefetch_related(
            "recusals",
            "topic__subjects",
            "topic__materials",
            Prefetch("votes", Vote.objects.select_related("teller", "scrutineer").order_by("round")),
            Prefetch("topic__stated_facts", StatedFact.objects.filter(superseded=False)),
            Prefetch("resolution", Resolution.objects.prefetch_related("clauses__owner")),
        )
        .order_by("order", "id")
    )
    return meetings.select_related(
        "chair", "recorder", "organization", "notice", "minutes", "procedure", "late"
    ).prefetch_related(Prefetch("items", items))


@dataclass(frozen=True)
class Step:
    name: str
    state: str
    note: str = ""


class Progress:
    """One meeting with its prefetched rows (`with_progress`), asked what is done and what is open."""

    def __init__(self, meeting: Meeting, today: date) -> None:
        self.meeting, self.today = meeting, today
        self.all_items: list[AgendaItem] = list(meeting.items.all())
        # Items taken off before the meeting are no part of it any more.
        self.items = [i for i in self.all_items if i.status != A.POSTPONED or i.discussed_at or i.in_notice]
        self.notice = getattr(meeting, "notice", None)
        self.minutes: Minutes | None = getattr(meeting, "minutes", None)

    @property
    def open_item(self) -> AgendaItem | None:
        return next((i for i in self.items if i.status in AgendaItem.ON_THE_TABLE), None)

    @property
    def pending(self) -> list[AgendaItem]:
        return [i for i in self.items if i.status == A.PENDING]

    @property
    def finished(self) -> list[AgendaItem]:
        return [i for i in self.items if i.status in (A.DECIDED, A.POSTPONED)]

    @property
    def resolutions(self) -> list[Resolution]:
        found = []
        for item in self.items:
            resolution = getattr(item, "resolution", None)
            if resolution is not None:
                resolution.item = item
                found.append(resolution)
        return found

    @property
    def adopted(self) -> list[Resolution]:
        return [r for r in self.resolutions if r.outcome == "adopted"]

    @property
    def clauses(self) -> list[Any]:
        return [c for r in self.resolutions for c in r.clauses.all()]

    def number_of(self, item: AgendaItem) -> str:
        return cn_number(item.order)

    def signed(self) -> bool:
        return self.minutes is not None and self.minutes.status == Minutes.Status.SIGNED

    # The rail -----------------------------------------------------------------------------

    @property
    def current(self) -> int:
        """The step under way, 1 to 8."""
        return next((n for n, step in enumerate(self.rail, 1) if step.state in ("doing", "ready")), 8)

    @property
    def rail(self) -> list[Step]:
        makers = {
            "agenda": self._agenda,
            "materials": self._materials,
            "notice": self._notice,
            "consultation": self._consultation,
            "discussion": self._discussion,
            "vote": self._votes,
            "resolution": self._resolution,
            "carrying_out": self._carrying_out,
        }
        declared = pinned(self.meeting.procedure).steps
        names = [step.name for step in declared]
        if self.meeting.status == M.CANCELLED:
            return [Step(name, "waiting") for name in names]
        made = [makers[step.code]() for step in declared]
        seen = False
        steps = []
        for name, (state, note) in zip(names, made, strict=True):
            if state == "doing" and seen:  # one step at a time is under way; the later one is next
                state = "waiting"
            seen = seen or state == "doing"
            steps.append(Step(name, state, note))
        if not seen:  # between two steps: the first one not done can begin
            steps = _first_ready(steps)
        return steps

    def _day(self, day: Any) -> str:
        if day and day == self.today:
            return _("今日")
        return short_date(day, self.today)

    def _agenda(self) -> tuple[str, str]:
        if self.meeting.agenda_confirmed_on:
            return "done", self._day(self.meeting.agenda_confirmed_on)
        return "doing", _("已列%(n)s项，待审定") % {"n": len(self.items)}

    def _stated(self, names: Iterable[str], *, files: bool = False) -> tuple[int, date | None]:
        """How many items have one of the facts confirmed, or with `files` a file attached, and the
        newest day. What was prepared after this meeting, for a topic it put off, belongs to a later one."""
        wanted, held = set(names), self.meeting.meets_on
        days = [
            [f.happened_on for f in i.topic.stated_facts.all() if f.name in wanted and f.confirmed_on]
            + ([m.added_on for m in current_materials(i.topic)] if files else [])
            for i in self.items
        ]
        days = [[day for day in found if day <= held] for found in days]
        newest = [max(found) for found in days if found]
        return len(newest), max(newest) if newest else None

    def _materials(self) -> tuple[str, str]:
        ready, newest = self._stated(PREPARED, files=True)
        note = self._day(newest)
        if self.notice:
            return "done", note
        if not self.meeting.agenda_confirmed_on:
            return "waiting", ""
        if ready == len(self.items):
            return "done", note
        return "doing", _("%(m)s项已备%(n)s项") % {"m": len(self.items), "n": ready}

    def _notice(self) -> tuple[str, str]:
        if self.notice:
            return "done", self._day(self.notice.sent_on)
        return ("doing", _("待发出")) if self.meeting.agenda_confirmed_on else ("waiting", "")

    def _consultation(self) -> tuple[str, str]:
        talked, newest = self._stated(["consulted"])
        if self.items and talked == len(self.items):
            return "done", self._day(newest)
        if self.meeting.opened_at:
            return ("done" if talked else "waiting"), _("%(m)s项登记%(n)s项") % {
                "m": len(self.items),
                "n": talked,
            }
        return (
            ("doing", _("%(m)s项登记%(n)s项") % {"m": len(self.items), "n": talked})
            if self.notice
            else ("waiting", "")
        )

    def _discussion(self) -> tuple[str, str]:
        opened = self.meeting.opened_at
        if opened is None:
            return "waiting", zh_time(self.meeting.meets_at) + _("开会") if self._on_day() else self._day(
                self.meeting.meets_on
            )
        note = _("%(day)s%(time)s起") % {
            "day": self._day(timezone.localdate(opened)),
            "time": zh_time(opened),
        }
        if self.meeting.closed_at or (self.open_item and self.open_item.status != A.DISCUSSING):
            return "done", note
        return "doing", note

    def _on_day(self) -> bool:
        return self.meeting.meets_on == self.today

    def _votes(self) -> tuple[str, str]:
        if self.meeting.closed_at:
            return "done", self._day(timezone.localdate(self.meeting.closed_at))
        if self.meeting.opened_at is None:
            return "waiting", ""
        return "doing", _("逐项进行")

    def _resolution(self) -> tuple[str, str]:
        if not self.meeting.closed_at:
            return "waiting", ""
        if self.minutes and self.signed():
            return "done", self._day(self.minutes.signed_on)
        return "doing", self.minutes.get_status_display() if self.minutes else _("纪要待整理")

    def _carrying_out(self) -> tuple[str, str]:
        if not self.signed():
            return "waiting", ""
        open_clauses = [c for c in self.clauses if c.status == "open"]
        if open_clauses:
            return "doing", _("落实中%(n)s条") % {"n": len(open_clauses)}
        return "done", _("已落实") if self.clauses else _("没有落实事项")


def _first_ready(steps: list[Step]) -> list[Step]:
    place = next((n for n, step in enumerate(steps) if step.state == "waiting"), None)
    if place is None:
        return steps
    waiting = steps[place]
    return [*steps[:place], Step(waiting.name, "ready", waiting.note), *steps[place + 1 :]]
