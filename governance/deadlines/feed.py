"""A calendar feed (RFC 5545) behind a private address: whoever knows it sees these days and no more.

The address holds a random token; the database holds only its digest, so that a copy of the database opens
no calendar. Sensitive matters say their kind alone, as in every message.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from governance.access.actor import Actor, actor_for
from governance.audit import clock
from governance.deadlines.duties import Duty, clock_of, duties_of
from governance.deadlines.events import Event, events_for
from governance.deadlines.models import ReminderChoice
from governance.people.models import Account, Organization

LINE = 75  # octets, RFC 5545 3.1


def new_token() -> str:
    return secrets.token_urlsafe(24)


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def account_of(token: str) -> Account | None:
    """The account whose feed this is, while it is active."""
    choice = ReminderChoice.objects.filter(feed_digest=digest(token)).select_related("account").first()
    return choice.account if choice is not None and choice.account.is_active else None


def duties_for(actor: Actor) -> list[Duty]:
    """Duties that bind the actor by person or by a post held today, in every town they serve."""
    found = []
    for town in Organization.objects.filter(pk__in=actor.organization_ids).order_by("pk"):
        found += [duty for duty in duties_of(town, actor.day) if binds(duty, actor)]
    return found


def binds(duty: Duty, actor: Actor) -> bool:
    if actor.person_id in duty.excluded:
        return False
    return actor.person_id in duty.persons or actor.holds(duty.organization_id, *duty.posts) is not None


def calendar_text(account: Account, day: date) -> str:
    """The whole feed of an account as one iCalendar text: the hours it is called for, the days it owes by."""
    actor, now = actor_for(account, day), clock.now()
    return render(duties_for(actor), now, events_for(actor, now))


def render(duties: Iterable[Duty], stamp: datetime, events: Iterable[Event] = ()) -> str:
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Zhenwei//Deadlines//ZH",
        "CALSCALE:GREGORIAN",
        "X-WR-CALNAME:镇委会议和期限",
        f"X-WR-TIMEZONE:{settings.TIME_ZONE}",
        *_zone(stamp),
    ]
    for event in events:
        lines += _hours(event, stamp)
    for duty in duties:
        lines += [
            "BEGIN:VEVENT",
            _uid(duty.key),
            f"DTSTAMP:{_utc(stamp)}",
            f"DTSTART;VALUE=DATE:{duty.due_on:%Y%m%d}",
            f"DTEND;VALUE=DATE:{duty.due_on + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escaped(duty.text)}",
            f"CATEGORIES:{_escaped(str(clock_of(duty.clock).title))}",
            f"URL:{settings.PUBLIC_URL}{duty.url}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _hours(event: Event, stamp: datetime) -> list[str]:
    """One event at its hour. Without an end it lasts no time (RFC 5545 3.6.1): nobody knows when a meeting
    will be over, and an hour made up would keep the room from nobody."""
    return [
        "BEGIN:VEVENT",
        _uid(event.key),
        f"DTSTAMP:{_utc(stamp)}",
        f"SEQUENCE:{event.sequence}",
        f"DTSTART;TZID={settings.TIME_ZONE}:{_local(event.begins_at)}",
        *([f"DTEND;TZID={settings.TIME_ZONE}:{_local(event.ends_at)}"] if event.ends_at else []),
        f"SUMMARY:{_escaped(event.title)}",
        f"LOCATION:{_escaped(event.place)}",
        f"CATEGORIES:{_escaped(event.category)}",
        f"URL:{settings.PUBLIC_URL}{event.url}",
        f"STATUS:{'CANCELLED' if event.cancelled else 'CONFIRMED'}",
        f"TRANSP:{'OPAQUE' if event.busy and not event.cancelled else 'TRANSPARENT'}",
        "END:VEVENT",
    ]


def _zone(stamp: datetime) -> list[str]:
    """What the name of the time zone means (RFC 5545 3.6.5). China has had one offset since 1991."""
    offset = stamp.astimezone(ZoneInfo(settings.TIME_ZONE)).strftime("%z")
    return [
        "BEGIN:VTIMEZONE",
        f"TZID:{settings.TIME_ZONE}",
        "BEGIN:STANDARD",
        "DTSTART:19920101T000000",
        f"TZOFFSETFROM:{offset}",
        f"TZOFFSETTO:{offset}",
        "END:STANDARD",
        "END:VTIMEZONE",
    ]


def _uid(key: str) -> str:
    return f"UID:{hashlib.sha256(key.encode()).hexdigest()[:32]}@zhenwei"


def _local(at: datetime) -> str:
    return at.astimezone(ZoneInfo(settings.TIME_ZONE)).strftime("%Y%m%dT%H%M%S")


def _utc(stamp: datetime) -> str:
    return stamp.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> list[str]:
    """Lines of at most 75 octets, never cut inside a character; the rest follows after a blank."""
    parts, current, room = [], "", LINE
    for letter in line:
        width = len(letter.encode())
        if width > room:
            parts.append(current)
            current, room = " ", LINE - 1
        current, room = current + letter, room - width
    return [*parts, current]
