"""工作台: what waits for one person, read from rows, by urgency. A constant number of queries.

Chores come from the state of matters, never from a list that somebody has to keep: a chore is gone
when the step is done, by whomever.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.templatetags.wordings import cn_number, due_text, zh_date
from meetings.bodies.models import BodyMeeting
from meetings.bodies.pages import page_of
from meetings.desk.bodies import body_chores
from meetings.desk.calls import call_chores
from meetings.desk.meetings import meeting_chores
from meetings.desk.papers import paper_chores
from meetings.desk.ratings import rating_chores
from meetings.desk.reader import Chore, Reader
from meetings.desk.registers import register_chores
from meetings.desk.requests import request_chores
from meetings.desk.responsibilities import responsibility_chores
from meetings.desk.topics import topic_chores
from meetings.models import Meeting
from meetings.pages.progress import Progress
from meetings.supervision.chores import supervision_chores

WEEK = timedelta(days=7)
DIARY = timedelta(days=14)


@dataclass(frozen=True)
class Shown:
    chore: Chore
    state: str
    words: str
    note: str
    primary: bool


@dataclass(frozen=True)
class Day:
    key: str
    name: str
    sub: str
    late: bool
    chores: tuple[Shown, ...]


@dataclass(frozen=True)
class Dated:
    """A meeting of any body in the days to come, as the diary beside the chores names it."""

    what: str
    url: str
    at: datetime
    place: str
    state: str

    @property
    def day(self) -> date:
        return timezone.localdate(self.at)


@dataclass(frozen=True)
class Going:
    meeting: Meeting
    rail: tuple[Any, ...]
    words: str


@dataclass(frozen=True)
class Desk:
    days: tuple[Day, ...]
    counts: dict[str, int] = field(default_factory=dict)
    diary: tuple[Dated, ...] = ()
    going: tuple[Going, ...] = ()
    next_due: date | None = None

    @property
    def today(self) -> str:
        return how_many(self.counts.get("today", 0))

    @property
    def late(self) -> str:
        return how_many(self.counts.get("late", 0))


def how_many(n: int) -> str:
    """两 before a measure word where counting says 二; "" for none."""
    return "" if not n else _("两") if n == 2 else cn_number(n)


def desk_for(actor: Actor) -> Desk:
    """The desk of one person. Some twenty queries, whatever lies on it."""
    reader = Reader(actor)
    chores = sorted(_chores(reader), key=lambda c: (c.due or date.max, c.rank))
    days = tuple(_days(chores, actor.day))
    dues = [c.due for c in chores if c.due and c.due > actor.day]
    return Desk(
        days=days,
        counts={day.key: len(day.chores) for day in days},
        diary=tuple(_diary(reader)),
        going=tuple(_going(reader)),
        next_due=min(dues) if dues else None,
    )


def _chores(reader: Reader) -> Iterator[Chore]:
    yield from topic_chores(reader)
    yield from call_chores(reader)
    for meeting in reader.meetings:
        yield from meeting_chores(reader, meeting)
    yield from body_chores(reader)
    yield from paper_chores(reader)
    yield from rating_chores(reader)
    yield from register_chores(reader)
    yield from request_chores(reader)
    yield from responsibility_chores(reader)
    yield from supervision_chores(reader)


def _diary(r: Reader) -> list[Dated]:
    last = r.today + DIARY
    found = [
        Dated(
            str(m),
            reverse("meetings:room", args=[m.pk]),
            m.meets_at,
            m.place,
            str(m.get_status_display()),
        )
        for m in r.meetings
        if r.today <= m.meets_on <= last
    ]
    bodies = BodyMeeting.objects.in_diary_of(r.actor).filter(held_on__range=(r.today, last))
    for one in bodies.exclude(status=BodyMeeting.Status.CANCELLED):
        state = str(one.get_status_display())
        found.append(Dated(one.title, page_of(one), one.begins, one.place, state))
    return sorted(found, key=lambda one: one.at)


def _going(r: Reader) -> Iterator[Going]:
    for meeting in r.meetings[:5]:
        progress = Progress(meeting, r.today)
        steps = tuple(progress.rail)
        step = steps[progress.current - 1]
        words = _("第%(n)s步　%(name)s") % {"n": cn_number(progress.current), "name": step.name}
        yield Going(meeting, steps, f"{words}：{step.note}" if step.note else words)


def _days(chores: list[Chore], today: date) -> Iterator[Day]:
    """逾期, 今天, 近七日, 往后, 没有定日期; empty ones are left out. The first chore alone is primary."""
    late = [c for c in chores if c.due and c.due < today]
    now = [c for c in chores if c.due == today]
    week = [c for c in chores if c.due and today < c.due <= today + WEEK]
    later = [c for c in chores if c.due and c.due > today + WEEK]
    undated = [c for c in chores if c.due is None]
    groups = (
        ("late", _("逾期"), _("%(n)s件") % {"n": len(late)}, late),
        ("today", _("今天"), zh_date(today, today), now),
        ("open", _("等您办"), _("条文没写天数"), undated),
        ("week", _("近七日"), _("至%(day)s") % {"day": zh_date(today + WEEK, today)}, week),
        ("later", _("往后"), "", later),
    )
    first = True
    for key, name, sub, found in groups:
        shown = []
        for chore in found:
            state, words = due_text(chore.due, today) if chore.due else ("", "")
            note = zh_date(chore.due, today) if chore.due and chore.due != today else ""
            shown.append(
                Shown(
                    chore,
                    state if key == "late" else "near" if chore.due == today else "",
                    chore.due_words or words,
                    chore.due_note or note,
                    first,
                )
            )
            first = False
        if shown:
            yield Day(key, str(name), str(sub), key == "late", tuple(shown))
