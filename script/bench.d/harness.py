"""What all measurements share: Django on a database of its own, a town by the services, towns in bulk.

Rows written in bulk have no history: they stand for two years of use, not for evidence. On PostgreSQL the
triggers that refuse such rows are put to sleep for the writing session (it owns the database).
"""

from __future__ import annotations

import logging
import os
import statistics
import time
import uuid
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("DJANGO_DEBUG", "0")
os.environ.setdefault("DJANGO_ALLOWED_HOSTS", "*")

import django

django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext, setup_test_environment

settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
logging.disable(logging.INFO)  # a line for every request is no part of the table
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def start() -> None:
    """Migrate the empty database of this measurement."""
    call_command("migrate", verbosity=0)
    setup_test_environment()


def bulk(objects: Sequence[models.Model]) -> list[models.Model]:
    """Insert past the audit layer, for volume only."""
    if not objects:
        return []
    return models.QuerySet(type(objects[0])).bulk_create(list(objects), batch_size=1000)


def without_triggers() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")


def with_triggers() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = DEFAULT")
            cursor.execute("ANALYZE")


def milliseconds(call: Callable[[], Any], times: int = 40, warm: int = 3) -> list[float]:
    for _ in range(warm):
        call()
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        call()
        taken.append((time.perf_counter() - begun) * 1000)
    return taken


def p50(values: Sequence[float]) -> float:
    return statistics.median(values)


def p95(values: Sequence[float]) -> float:
    return sorted(values)[max(0, round(len(values) * 0.95) - 1)]


def queries(call: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as captured:
        call()
    return len(captured)


def table(head: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """A Markdown table, ready for docs/benchmarks.md."""
    print("| " + " | ".join(head) + " |")
    print("|" + "---|" * len(head))
    for row in rows:
        print("| " + " | ".join(f"{c:.1f}" if isinstance(c, float) else str(c) for c in row) + " |")


def client_for(account: Any) -> Client:
    client = Client()
    client.force_login(account, backend="governance.access.backends.AccountBackend")
    return client


def two_years(town: Any, people: Sequence[Any], seed: int, meetings_per_month: int = 2) -> None:
    """Two years of held meetings of a town: items, attendances, stances, votes, resolutions, acts."""
    from governance.audit.models import Act
    from governance.procedures.models import ProcedureEdition
    from governance.procedures.pinning import edition_for
    from meetings.models import AgendaItem, Attendance, Meeting, Resolution, Stance, Topic, Vote
    from meetings.procedures import PLENARY

    held, now = [], datetime.now(UTC)
    edition = (
        ProcedureEdition.objects.filter(organization=town).first()
        or bulk([edition_for(PLENARY, town.pk, today())])[0]
    )
    for n in range(24 * meetings_per_month):
        at = now - timedelta(days=14 * (n + 1) + 7)
        held.append(
            Meeting(
                organization=town,
                procedure=edition,
                year=at.year,
                ordinal=100 + n,
                meets_at=at,
                place="三楼会议室",
                chair=people[0],
                chair_post="secretary",
                recorder=people[-1],
                status="archived",
                agenda_confirmed_on=at.date() - timedelta(days=4),
                opened_at=at,
                closed_at=at + timedelta(hours=2),
            )
        )
    bulk(held)
    topics = [
        Topic(
            organization=town,
            title=f"第{seed}-{m.ordinal}-{k}号事项",
            matter=("ordinary", "major_project", "large_sum", "major_decision", "personnel")[k],
            content="情况说明。",
            proposal="同意所报方案",
            proposed_by=people[1],
            proposer_post="党委委员",
            status="decided",
            proposed_on=m.meets_at.date() - timedelta(days=9),
        )
        for m in held
        for k in range(5)
    ]
    bulk(topics)
    items = [
        AgendaItem(
            organization=town,
            meeting=held[i // 5],
            topic=topic,
            order=i % 5 + 1,
            agreed_on=topic.proposed_on,
            in_notice=True,
            presenter=people[1],
            method="show_of_hands",
            status="decided",
            discussed_at=held[i // 5].meets_at,
            summary="多数同意",
            summarised_at=held[i // 5].meets_at,
            outcome="adopted",
        )
        for i, topic in enumerate(topics)
    ]
    bulk(items)
    members = people[:-1]
    bulk(
        [
            Attendance(
                organization=town,
                meeting=m,
                person=p,
                post_code="secretary" if p is people[0] else "committee_member",
                post_title="党委委员",
                order=k,
                status="present",
                signed_in_at=m.meets_at,
                signed_in_by="self",
            )
            for m in held
            for k, p in enumerate(members)
        ]
    )
    bulk(
        [
            Stance(
                organization=town,
                item=item,
                person=p,
                post_code="committee_member",
                spoken=k + 1,
                stance="agree",
                view="z1." + "0" * 32 + "." + "A" * 44,
                taken_at=item.discussed_at,
                taken_by="clerk",
            )
            for item in items
            for k, p in enumerate(members)
        ]
    )
    n = len(members)
    votes = bulk(
        [
            Vote(
                organization=town,
                item=item,
                method="show_of_hands",
                status="announced",
                entitled=n,
                present=n,
                recused=0,
                roll=[p.pk for p in members],
                opened_at=item.discussed_at,
                closed_at=item.discussed_at,
                issued=n,
                returned=n,
                valid=n,
                invalid=0,
                aye=n,
                nay=0,
                abstain=0,
                outcome="adopted",
            )
            for item in items
        ]
    )
    bulk(
        [
            Resolution(
                organization=town,
                item=vote.item,
                vote=vote,
                outcome="adopted",
                number=f"{seed}决{k}",
                decided_on=vote.opened_at.date(),
                text="同意所报方案",
                status="confirmed",
            )
            for k, vote in enumerate(votes)
        ]
    )
    bulk(
        [
            Act(
                id=uuid.uuid4(),
                organization_id=town.pk,
                code="meetings.stance.taken",
                outcome="done",
                happened_on=item.discussed_at.date(),
                recorded_at=item.discussed_at,
                actor_name="文书",
                object_type="meetings.agendaitem",
                object_id=str(item.pk),
                object_text="第1项",
                matter_type="meetings.meeting",
                matter_id=str(item.meeting_id),
                verdict={"allowed": True, "findings": [], "outcome": None, "unregulated": ""},
                facts={"order": item.order},
            )
            for item in items
            for _ in range(n + 4)
        ]
    )


def today() -> date:
    from governance.audit import clock

    return clock.today()
