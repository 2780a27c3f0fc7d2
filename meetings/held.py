"""When a step of a meeting happened: now, or, of a meeting entered afterwards (补录), when it was held.

Every verb of a meeting asks here instead of reading the clock, so that none forgets it: rules judge by
the day of the step, the act says both times. Who may act is judged by the posts of today as always.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.access.actor import Actor, HeldPost
from governance.audit import clock
from governance.rules.verdict import Verdict
from governance.templatetags.wordings import zh_time
from meetings.models import Meeting
from meetings.room import clerk


@dataclass(frozen=True)
class Moment:
    """One step in time. `day` is what rules judge by; `because` why it is entered late, "" when it is not."""

    at: datetime
    day: date
    because: str = ""

    @property
    def late(self) -> bool:
        return bool(self.because)

    def act(self, verdict: Verdict, reason: str = "") -> dict[str, Any]:
        """What `act()` takes of it. A stated reason for going past a warning stands before that of the
        late entry, which the meeting carries anyway; it is never taken for one."""
        if not self.late:
            return {"reason": reason}
        kept = reason if verdict.warnings else self.because
        return {"reason": kept, "happened_on": self.day, "late_entry": True}


def now(actor: Actor) -> Moment:
    return Moment(clock.now(), actor.day)


def preparing(meeting: Meeting, actor: Actor) -> Moment:
    """A step before the meeting: of one entered late the day its agenda was settled, and once the notice
    is entered the day of that."""
    if not meeting.entered_late:
        return now(actor)
    if meeting.status == Meeting.Status.PREPARING:
        day = meeting.late.agenda_on
        return Moment(_midday(day), day, meeting.late.because)
    if meeting.status == Meeting.Status.NOTICED:
        return noticed(meeting, actor)
    return in_room(meeting, actor)


def noticed(meeting: Meeting, actor: Actor, typed: datetime | None = None) -> Moment:
    """Sending the notice, and how each was told. `typed`: another moment than that of the notice, between
    it and the meeting; ValidationError (field `at`) outside it or for a meeting that is not entered late."""
    if not meeting.entered_late:
        _refuse_typed(typed)
        return now(actor)
    at = typed or meeting.late.noticed_at
    if not meeting.late.noticed_at <= at <= meeting.late.opened_at:
        raise ValidationError({"at": _("这个时刻不在发出通知和开会之间，请照纸面登记核对。")})
    return Moment(at, timezone.localdate(at), meeting.late.because)


def in_room(meeting: Meeting, actor: Actor, typed: datetime | None = None) -> Moment:
    """A step in the room. Of a meeting entered late `typed` is the time on the paper; without one the step
    follows at the time of the last. ValidationError (field `at`) for a time outside the meeting, or before
    the last step: presence is judged in the order things happened."""
    if not meeting.entered_late:
        _refuse_typed(typed)
        return now(actor)
    late, last = meeting.late, so_far(meeting)
    at = typed or max(last, late.opened_at)
    if meeting.closed_at is None:
        if at < last:
            raise ValidationError(
                {"at": _("前一步是%(time)s，请按会上的先后照录。") % {"time": zh_time(last)}}
            )
        if at > late.closed_at:
            raise ValidationError(
                {"at": _("会议%(time)s散会，这个时刻在散会以后。") % {"time": zh_time(late.closed_at)}}
            )
    return Moment(at, meeting.meets_on, late.because)


def arriving(meeting: Meeting, actor: Actor, typed: datetime | None = None) -> Moment:
    """Signing in: before the opening too, on the same day."""
    if meeting.entered_late and meeting.opened_at is None:
        at = typed or meeting.late.opened_at
        if at > meeting.late.opened_at or timezone.localdate(at) != meeting.meets_on:
            raise ValidationError(
                {
                    "at": _("会议%(time)s开会，开会以后到的，宣布开会以后再补录签到。")
                    % {"time": zh_time(meeting.late.opened_at)}
                }
            )
        return Moment(at, meeting.meets_on, meeting.late.because)
    return in_room(meeting, actor, typed)


def of_fact(meeting: Meeting, day: date) -> Moment | None:
    """A fact stated of a meeting entered late: on the day it came about. None for any other meeting."""
    return Moment(_midday(day), day, meeting.late.because) if meeting.entered_late else None


def so_far(meeting: Meeting) -> datetime:
    """The moment of the newest step in the room that is entered; of the opening while there is none."""
    if meeting.closed_at is not None:
        return meeting.closed_at
    found = meeting.items.aggregate(
        a=Max("discussed_at"), b=Max("summarised_at"), c=Max("stances__taken_at"),
        d=Max("votes__opened_at"), e=Max("votes__closed_at"), f=Max("recusals__registered_at"),
    )  # fmt: skip
    there = meeting.attendances.aggregate(g=Max("left_at"))
    known = [at for at in (*found.values(), *there.values()) if at is not None]
    return max([meeting.opened_at or meeting.late.opened_at, *known])


def day_of(meeting: Meeting, actor: Actor) -> date:
    """The day by which the next step of a meeting is judged: what buttons and pages ask with."""
    return preparing(meeting, actor).day if meeting.entered_late else actor.day


def at_that_time(meeting: Meeting, typed: time | None) -> datetime | None:
    """A time of day on the paper as a moment of the meeting; after midnight where it went on until then."""
    if typed is None:
        return None
    at = timezone.make_aware(datetime.combine(meeting.meets_on, typed))
    went_on = timezone.localdate(meeting.late.closed_at) > meeting.meets_on
    if went_on and at + timedelta(days=1) <= meeting.late.closed_at:
        return at + timedelta(days=1)
    return at


def on_the_day(meeting: Meeting, typed: time | None) -> datetime | None:
    """A time of day on the sign-in sheet as a moment of the day the meeting was opened."""
    if typed is None or meeting.entered_late:
        return at_that_time(meeting, typed)
    day = timezone.localdate(meeting.opened_at or meeting.meets_at)
    return timezone.make_aware(datetime.combine(day, typed))


def late_clerk(actor: Actor, meeting: Meeting) -> HeldPost | None:
    """The clerk who enters a meeting from the paper, for everybody who signed there; the chair confirms
    the whole of it (roles: late entry by the clerk, confirmed by the chair)."""
    return clerk(actor, meeting) if meeting.entered_late else None


def _refuse_typed(typed: datetime | None) -> None:
    if typed is not None:
        raise ValidationError({"at": _("会上的步骤按办理的时刻记，只有补录的会议才填时刻。")})


def _midday(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))
