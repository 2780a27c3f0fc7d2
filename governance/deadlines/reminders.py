"""From duties to reminders: one row per person, day and channel, in the outbox that `tick` empties.

The scan asks what stands today and what has not been told yet, of many towns at once: a county of fifty
costs as many queries as one town. A missed night loses nothing, a second scan repeats nothing.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.deadlines.channels import channels_of
from governance.deadlines.duties import Duty, Towns, clock_of, duties_to_tell, latest_offset, raised_posts
from governance.deadlines.models import Reminder
from governance.deadlines.moves import note_due_days
from governance.people.models import Account, Organization, Tenure

TOWNS_AT_ONCE = 100  # keeps what one round holds in memory, and names in a query, within bounds


@dataclass
class Staff:
    """Who can be reminded in a town on a day: active accounts by post and by person."""

    by_post: dict[str, list[Account]] = field(default_factory=lambda: defaultdict(list))
    by_person: dict[int, Account] = field(default_factory=dict)

    def bound(self, posts: Iterable[str], persons: Iterable[int], excluded: frozenset[int]) -> list[Account]:
        """Accounts of holders and named persons, each once, without the excluded."""
        found = {a.pk: a for code in posts for a in self.by_post.get(code, ())}
        found |= {a.pk: a for pk in persons if (a := self.by_person.get(pk)) is not None}
        return [a for a in found.values() if a.person_id not in excluded]


def staff_by_town(due: Collection[tuple[Duty, int]], day: date) -> dict[int, Staff]:
    """Of each town those whom its duties concern, at the steps they have come to. Two queries."""
    towns = {duty.organization_id for duty, _offset in due}
    persons = {pk for duty, _offset in due for pk in duty.persons}
    posts = {code for duty, offset in due for code in _told_posts(duty, offset)}
    meant = Q(post__code__in=posts) | Q(person__in=persons)
    tenures = Tenure.objects.filter(meant, organization__in=towns).on(day)
    held = list(tenures.select_related("post").order_by("post__order"))
    active = Account.objects.filter(person__in={t.person_id for t in held}, is_active=True)
    accounts = {a.person_id: a for a in active.select_related("reminder_choice")}
    found = {pk: Staff() for pk in towns}
    for tenure in held:
        account, staff = accounts.get(tenure.person_id), found[tenure.organization_id]
        if account is not None:
            staff.by_person[tenure.person_id] = account
            staff.by_post[tenure.post.code].append(account)
    return found


def scan(day: date) -> int:
    """Put down every reminder that is due and was not put down before; returns how many are new."""
    committees = Organization.objects.filter(kind=Organization.Kind.TOWN_COMMITTEE)
    towns = list(committees.order_by("pk"))
    rounds = range(0, len(towns), TOWNS_AT_ONCE)
    return sum(scan_towns(towns[first : first + TOWNS_AT_ONCE], day) for first in rounds)


def scan_towns(towns: Towns, day: date) -> int:
    duties = duties_to_tell(towns, day)
    note_due_days(duties, day)
    due = [(duty, offset) for duty in duties if (offset := _offset(duty, day)) is not None]
    if not due:
        return 0
    staff = staff_by_town(due, day)
    rows = {
        row.key: row for duty, offset in due for row in _rows(duty, offset, staff[duty.organization_id], day)
    }
    known = Reminder.objects.only("key").in_bulk(list(rows), field_name="key")
    fresh = [row for key, row in rows.items() if key not in known]
    Reminder.objects.bulk_create(fresh, ignore_conflicts=True)
    return len(fresh)


def _told_posts(duty: Duty, offset: int) -> tuple[str, ...]:
    """The posts that are bound and those it has gone up to."""
    return (*duty.posts, *raised_posts(clock_of(duty.clock), offset))


def _offset(duty: Duty, day: date) -> int | None:
    clock = clock_of(duty.clock)
    steps = sorted({*clock.offsets, *(days for days, _codes in clock.escalate)})
    return latest_offset(tuple(steps), duty.days_past(day))


def _rows(duty: Duty, offset: int, staff: Staff, day: date) -> Iterable[Reminder]:
    clock = clock_of(duty.clock)
    bound = staff.bound(duty.posts, duty.persons, duty.excluded)
    above = staff.bound(raised_posts(clock, offset), (), duty.excluded)
    known = {account.pk for account in bound}
    for account in [*bound, *(a for a in above if a.pk not in known)]:
        raised = account.pk not in known
        for channel in channels_of(account):
            yield Reminder(
                key=_key(duty, offset, account.pk, channel),
                organization_id=duty.organization_id,
                account=account,
                channel=channel,
                duty=duty.key,
                text=sentence(duty, day, raised=raised)[:200],
                url=duty.address(bound=not raised),
                due_on=duty.due_on,
                offset=offset,
                cites=" ".join(duty.cites)[:200],
                raised=raised,
                next_try_at=timezone.now(),
            )


def _key(duty: Duty, offset: int, account_id: int, channel: str) -> str:
    whole = f"{duty.key}|{duty.due_on.isoformat()}|{offset}|{account_id}|{channel}"
    return hashlib.sha256(whole.encode()).hexdigest()


def tell(
    organization: Organization,
    person_ids: Iterable[int],
    *,
    matter: str,
    text: str,
    url: str,
    day: date,
) -> int:
    """Put a plain message down for these persons inside the verb that has something to tell (a duty they
    were reminded of is gone or moved). `matter` makes saying it twice harmless; the text names nothing
    sensitive. Returns how many rows are new."""
    accounts = Account.objects.filter(person__in=set(person_ids), is_active=True)
    rows = [
        Reminder(
            key=hashlib.sha256(f"{matter}|{account.pk}|{channel}".encode()).hexdigest(),
            organization=organization,
            account=account,
            channel=channel,
            duty=matter[:160],
            text=text[:200],
            url=url,
            due_on=day,
            offset=0,
            next_try_at=timezone.now(),
        )
        for account in accounts.select_related("reminder_choice")
        for channel in channels_of(account)
    ]
    known = set(Reminder.objects.filter(key__in=[r.key for r in rows]).values_list("key", flat=True))
    fresh = [row for row in rows if row.key not in known]
    Reminder.objects.bulk_create(fresh, ignore_conflicts=True)
    return len(fresh)


def sentence(duty: Duty, day: date, *, raised: bool = False) -> str:
    """What a person reads: what is owed, by when, and how late it is."""
    words = {"what": duty.text, "day": _("%(m)s月%(d)s日") % {"m": duty.due_on.month, "d": duty.due_on.day}}
    past = duty.days_past(day)
    if past > 0:
        words["n"] = str(past)
        told = _("%(what)s，期限%(day)s，已过%(n)s天") % words
    elif past == 0:
        told = _("%(what)s，今天到期") % words
    elif duty.provisional:
        told = _("%(what)s，最迟%(day)s（暂定，放假安排未公布）") % words
    else:
        told = _("%(what)s，最迟%(day)s") % words
    return _("逐级报告：%(told)s") % {"told": told} if raised else told
