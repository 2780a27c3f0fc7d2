"""One register of a million rows against one of ten thousand: list, next page, filter, sign, statistics of a year.

Goal: within 1.3 times. BENCH_ROWS sets the larger size. Both registers lie in one database and are measured in turns, so
that whatever else the machine does falls on both.
"""

from __future__ import annotations

import itertools
import os
import re
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from harness import bulk, client_for, p50, p95, queries, start, table, with_triggers, without_triggers

start()

from django.db.models import Count, Sum
from django.urls import reverse

from governance.documents.models import NumberSeries
from governance.people.models import Organization
from governance.registers import services
from governance.registers.models import RegisterEntry, RegisterMonth
from tests import builders
from tests.governance.registers.office import Office

SMALL, LARGE = 10_000, int(os.environ.get("BENCH_ROWS", "1000000"))
TIMES = int(os.environ.get("BENCH_TIMES", "40"))
CODE = "seal_use"
YEARS = 4


def filled(name: str, rows: int) -> tuple[Office, Any]:
    """A town whose register of seals holds so many rows, all done but fifty, over four years."""
    town: Organization = builders.town(name)
    office = Office(builders.crew(town))
    first = office.enter(CODE)
    without_triggers()
    begun, kinds = date(2026, 11, 1), ("general", "major")
    for start_ in range(0, rows, 20_000):
        bulk(
            [
                RegisterEntry(
                    organization=town,
                    register=CODE,
                    edition_id=first.edition_id,
                    number=f"旧〔2026〕{n}号",
                    happened_on=begun - timedelta(days=n % (YEARS * 365)),
                    title=f"第{n % 997}号文件",
                    kind=kinds[n % 2],
                    status="done",
                    values={**first.values, "copies": n % 9 + 1},
                    chain=first.chain,
                    step=2,
                    rounds=1,
                    entered_by_id=first.entered_by_id,
                    entered_on=begun,
                )
                for n in range(start_, min(start_ + 20_000, rows))
            ]
        )
    RegisterMonth.objects.filter(organization=town).delete()
    from django.db.models.functions import TruncMonth

    counted = (
        RegisterEntry.objects.filter(organization=town)
        .order_by()
        .annotate(at=TruncMonth("happened_on"))
        .values_list("at", "status")
        .annotate(n=Count("pk"), cents=Sum("amount_cents"))
    )
    bulk(
        [
            RegisterMonth(organization=town, register=CODE, month=at, status=status, entries=n, cents=cents)
            for at, status, n, cents in counted
        ]
    )
    with_triggers()
    assert NumberSeries.objects.filter(organization=town).exists()
    return office, client_for(office.crew.account("secretary"))


def get(client: Any, name: str, **query: str) -> str:
    answer = client.get(reverse(f"registers:{name}", args=[CODE]), query)
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())


def steps(office: Office, client: Any) -> dict[str, Callable[[], Any]]:
    after = re.search(r"hou=([\w-]+)", get(client, "list"))
    assert after is not None
    middle = _far_down(office)
    director = office.actor("office_director")

    def sign() -> None:
        entry = office.enter(CODE)
        services.sign_entry(entry_id=entry.pk, actor=director, step=0)

    return {
        "list": lambda: get(client, "list"),
        "next page": lambda: get(client, "list", hou=after[1]),
        "a page half-way down": lambda: get(client, "list", hou=middle),
        "filter by kind": lambda: get(client, "list", leibie="major"),
        "filter by status": lambda: get(client, "list", zt="done"),
        "filter by days": lambda: get(client, "list", cong="2025-03-01", dao="2025-03-31"),
        "enter and sign": sign,
        "statistics": lambda: get(client, "statistics"),
    }


def _far_down(office: Office) -> str:
    from governance.listing.keyset import written_place

    day = date(2026, 11, 1) - timedelta(days=YEARS * 365 // 2)
    row = RegisterEntry.objects.filter(organization=office.town, register=CODE, happened_on=day).first()
    assert row is not None
    return written_place(row, "happened_on")


with builders.on_day():
    begun = time.perf_counter()
    small, large = filled("一号镇", SMALL), filled("二号镇", LARGE)
    print(f"{SMALL} and {LARGE} rows put in within {time.perf_counter() - begun:.0f} s")
    of_small, of_large = steps(*small), steps(*large)
    lines = []
    for name in of_small:
        taken: dict[str, list[float]] = {"small": [], "large": []}
        for n, (size, call) in itertools.product(
            range(TIMES + 3), (("small", of_small[name]), ("large", of_large[name]))
        ):
            at = time.perf_counter()
            call()
            if n >= 3:  # warm
                taken[size].append((time.perf_counter() - at) * 1000)
        ratio = p50(taken["large"]) / p50(taken["small"])
        lines.append(
            (
                name,
                p50(taken["small"]),
                p50(taken["large"]),
                p95(taken["large"]),
                f"{ratio:.2f}",
                queries(of_large[name]),
            )
        )
    table(("what", f"{SMALL} rows, p50 ms", f"{LARGE} rows, p50 ms", "p95 ms", "times", "queries"), lines)
