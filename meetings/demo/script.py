"""Acts of the demonstration: each under an id drawn from the first one, at a time of the story."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from governance.access.actor import Actor, actor_for, system_actor
from governance.access.policies import FOUNDING
from governance.audit import clock
from governance.audit.errors import AlreadyDone, Refused
from governance.audit.models import Act
from governance.audit.recorded import RecordedModel
from governance.people.models import Account, Organization

SHANGHAI = ZoneInfo("Asia/Shanghai")
PACE = timedelta(seconds=40)  # between two acts that follow each other


class StoryBroken(Exception):
    """A step did not come out as written, or somebody acted in between; the text says which."""


def only_demonstration() -> bool:
    return not Organization.objects.filter(demonstration=False).exists()


class Script:
    """Plays steps one after another. A step done by an earlier run is passed over, and what it wrote
    is looked up; so the same script run twice leaves the same rows.

    `seed` is the id of the county's founding act: ids differ from one database to the next.
    """

    def __init__(self, today: date, seed: uuid.UUID) -> None:
        self.today = today
        self.seed = seed
        self.steps = 0  # carried out by this run
        self._at = datetime.combine(today, datetime.min.time(), SHANGHAI)
        self._alone = only_demonstration()
        self._actors: dict[tuple[int, date], Actor] = {}
        self._rows: dict[uuid.UUID, int] = {}  # what steps wrote first, by the id of their act

    def set_clock(self, day: date, hour: int, minute: int = 0) -> None:
        """Move to a local time; acts follow from there in order."""
        self._at = datetime(day.year, day.month, day.day, hour, minute, tzinfo=SHANGHAI)
        self._alone = only_demonstration()

    def reach(self, at: datetime) -> None:
        """Move on to a time, unless what went before took longer."""
        self._at = max(self._at, at)
        self._alone = only_demonstration()

    @property
    def now(self) -> datetime:
        return self._at

    def wait(self, minutes: int) -> None:
        self._at += timedelta(minutes=minutes)

    def act_id(self, label: str) -> uuid.UUID:
        return uuid.uuid5(self.seed, label)

    def done(self, label: str) -> bool:
        return Act.objects.filter(pk=self.act_id(label)).exists()

    def actor(self, account: Account | None) -> Actor:
        """The actor at the time of the story; None is the console."""
        day = clock.today()
        if account is None:
            return system_actor(FOUNDING, day)
        key = (account.pk, day)
        if key not in self._actors:
            self._actors[key] = actor_for(account, day)
        return self._actors[key]

    def do(
        self,
        label: str,
        verb: Callable[..., Any],
        /,
        *,
        by: Account | None = None,
        gives: type[RecordedModel] | None = None,
        **given: Any,
    ) -> Any:
        """Carry out a verb once. Returns what it returns, or the row of `gives` that it wrote when an
        earlier run carried it out. Raises StoryBroken when the rules refuse it."""
        at, self._at = self._at, self._at + PACE
        act_id = self.act_id(label)
        with clock.demonstration_clock(at, only_demonstration=self._alone):
            try:
                result = verb(once=act_id, actor=self.actor(by), **given)
            except AlreadyDone:
                return self._written(act_id, gives) if gives else None
            except Refused as refused:
                raise StoryBroken(f"{label}: {refused}") from refused
        self.steps += 1
        if gives and isinstance(result, gives):
            self._rows[act_id] = result.pk
        return result

    def refused(self, verb: Callable[..., Any], *, by: Account, **given: Any) -> None:
        """Try what the rules refuse; the attempt stays as evidence, once."""
        at, self._at = self._at, self._at + PACE
        code = verb.act_code  # type: ignore[attr-defined]
        tried = Act.objects.filter(
            code=code, outcome=Act.Outcome.REFUSED, recorded_at=at, actor_id=by.pk
        ).exists()
        if tried:
            return
        with clock.demonstration_clock(at, only_demonstration=self._alone):
            try:
                verb(actor=self.actor(by), **given)
            except Refused:
                self.steps += 1
                return
        raise StoryBroken(f"{code} was to be refused and was not")

    def _written(self, act_id: uuid.UUID, model: type[RecordedModel]) -> RecordedModel:
        if act_id not in self._rows:
            history = model.history.model  # type: ignore[attr-defined]
            self._rows[act_id] = (
                history.objects.filter(history_change_reason=str(act_id))
                .order_by("history_id")
                .values_list("id", flat=True)
                .first()
            )
        found: RecordedModel = model.objects.get(pk=self._rows[act_id])
        return found

    def written(self, label: str, model: type[RecordedModel]) -> RecordedModel:
        """The row that a step wrote first, in this run or an earlier one, as it stands now."""
        return self._written(self.act_id(label), model)
