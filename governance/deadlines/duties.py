"""Duties with a day: derived from rows whenever they are asked for, never counted down (design §6).

An app declares a clock: what is owed, who is reminded on which days, whom overdue duties go up to. The
clock is asked for several towns at once, reads its rows of all of them and answers which duties stand; a
duty that is done is simply not among them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from governance.people.models import Organization, Person, Post


@dataclass(frozen=True)
class Duty:
    """One thing owed by one day. `event_on` is the event the clock counts from: as long as it stays, a
    changed `due_on` means that the working days or the figure changed.

    `posts` and `persons` are bound; `excluded` (recused persons) hear nothing of it, whatever they hold.
    `text` and `url` go into reminders: a sensitive duty says only what kind of thing it is. `url` is where
    those who are bound do it; `seen_at`, where it is another page, is where others see how it stands.
    """

    clock: str
    organization_id: int
    object_type: str
    object_id: int
    text: str
    url: str
    event_on: date
    due_on: date
    posts: tuple[str, ...] = ()
    persons: tuple[int, ...] = ()
    excluded: frozenset[int] = frozenset()
    cites: tuple[str, ...] = ()
    basis: str = ""  # what sets the day where no adopted article is cited
    provisional: bool = False
    part: str = ""  # tells duties of one object apart: the person to sign, the period of a cadence
    seen_at: str = ""

    @property
    def key(self) -> str:
        return f"{self.clock}|{self.object_type}|{self.object_id}|{self.part}"

    def address(self, *, bound: bool) -> str:
        return self.url if bound else self.seen_at or self.url

    def days_past(self, day: date) -> int:
        """Days from the due day; negative before it."""
        return (day - self.due_on).days


Towns = Sequence[Organization]


@dataclass(frozen=True)
class Clock:
    """`owed(towns, day)`: the standing duties of these towns, in as many queries for fifty of them as for
    one. `offsets`: days after the due day (negative: before) on which reminders go out. `escalate`: from so
    many days overdue, holders of these posts hear of it too, step by step up the line.

    `day_is_stored`: the due day stands in a column and moves by a verb alone. Such a clock also takes
    `until`, answers nothing due after it, and so stays quick however much is still far off."""

    code: str
    title: Any
    owed: Callable[..., Iterable[Duty]]
    offsets: tuple[int, ...] = (-1, 0, 1, 3)
    escalate: tuple[tuple[int, tuple[str, ...]], ...] = ()
    day_is_stored: bool = False

    def told_from(self, towns: Towns, day: date) -> Iterable[Duty]:
        """Standing duties whose first reminder has come, and where the due day is computed the others too:
        those have to be computed to know."""
        if self.day_is_stored:
            return self.owed(towns, day, until=day - timedelta(days=self.offsets[0]))
        return self.owed(towns, day)


_CLOCKS: dict[str, Clock] = {}


def register_clock(clock: Clock) -> None:
    """Raises ValueError for a code taken, or offsets that do not ascend."""
    if clock.code in _CLOCKS:
        raise ValueError(f"two clocks are called {clock.code}")
    if list(clock.offsets) != sorted(set(clock.offsets)):
        raise ValueError(f"{clock.code}: offsets ascend")
    _CLOCKS[clock.code] = clock


def clock_of(code: str) -> Clock:
    return _CLOCKS[code]


def duties_of(organization: Organization, day: date) -> list[Duty]:
    """Every duty of a town that stands on the day, the most urgent first."""
    found = [duty for clock in _CLOCKS.values() for duty in clock.owed([organization], day)]
    return sorted(found, key=lambda duty: (duty.due_on, duty.key))


def duties_to_tell(towns: Towns, day: date) -> list[Duty]:
    """The duties of the towns among which the sweep finds what to remind of."""
    return [duty for clock in _CLOCKS.values() for duty in clock.told_from(towns, day)]


def bound_words(duties: Sequence[Duty], organization: Organization) -> dict[str, list[str]]:
    """Who each duty binds, as the town calls them: names and titles of posts, by the duty's key. Two queries."""
    persons = {pk for duty in duties for pk in duty.persons}
    names = dict(Person.objects.filter(pk__in=persons).values_list("pk", "name"))
    codes = {code for duty in duties for code in duty.posts}
    posts = Post.objects.filter(organization=organization, code__in=codes).order_by("-order", "-id")
    titles = dict(posts.values_list("code", "title"))
    return {
        duty.key: [
            *(names[pk] for pk in duty.persons),
            *(titles[code] for code in duty.posts if code in titles),
        ]
        for duty in duties
    }


def latest_offset(offsets: tuple[int, ...], days_past: int) -> int | None:
    """The newest reminder day that has come. Earlier ones that were missed are not made up for: one
    reminder that is true today is worth more than three that were."""
    come = [offset for offset in offsets if offset <= days_past]
    return come[-1] if come else None


def raised_posts(clock: Clock, days_past: int) -> tuple[str, ...]:
    """The posts an overdue duty has gone up to."""
    return tuple(code for days, codes in clock.escalate if days_past >= days for code in codes)
