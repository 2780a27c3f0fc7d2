"""Two at once on one rulebook: one approval counts, and no process keeps an old book."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from governance.audit.errors import Refused
from governance.audit.models import Act
from governance.rulebook import book as module
from governance.rulebook import services
from governance.rulebook.book import book_for, newest_acts
from governance.rulebook.models import CommitteeFigure, Status
from governance.rules.figures import plain
from tests import builders
from tests.builders import TODAY
from tests.governance.rulebook.world import adopt, propose

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

BLANKS = (
    ("S0-04:三-3a", "majority", ">1/2@entitled"),
    ("S0-04:三-1b", "quorum", ">=2/3@entitled"),
    ("S0-04:三-1c", "quorum", ">=3/4@entitled"),
    ("S0-04:二-3a", "lead", ">=3 day"),
)


@pytest.fixture
def crew():
    with builders.on_day():
        made = builders.crew(builders.town("稔川镇"))
        adopt(made, "preset-a")
        yield made


def at_once(steps):
    """Run the steps in threads that start together; their results or errors, in order."""
    barrier = Barrier(len(steps))

    def run(step):
        try:
            with builders.on_day():
                barrier.wait(timeout=20)
                return step()
        except Refused as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(steps)) as pool:
        return list(pool.map(run, steps))


def test_one_of_two_approvals_counts(crew):
    row = propose(crew, *BLANKS[0])
    secretary = crew.actor("secretary")
    ended = at_once([lambda: services.approve_figure(figure_id=row.pk, actor=secretary) for _ in range(2)])
    refused = [one for one in ended if isinstance(one, Refused)]
    assert len(refused) == 1
    assert "rulebook.proposal.closed" in {f.code for f in refused[0].verdict.blocking}
    assert Act.objects.filter(code="rulebook.figure.approved", outcome="done").count() == 1


def test_the_mark_of_the_book_is_that_of_the_last_commit(crew):
    """Approvals that run into each other draw history numbers and commit in one order: whoever reads a
    book in between never keeps it under the final mark."""
    rows = [propose(crew, *blank) for blank in BLANKS]
    secretary, pk = crew.actor("secretary"), crew.organization.pk
    approvals = [lambda row=row: services.approve_figure(figure_id=row.pk, actor=secretary) for row in rows]
    readings = [lambda: [book_for(pk, TODAY) for _ in range(30)] for _ in range(2)]
    at_once([*approvals, *readings])
    assert CommitteeFigure.objects.filter(status=Status.IN_FORCE).count() == len(BLANKS)
    kept = book_for(pk, TODAY)
    assert {key: plain(kept.figure(*key).value) for key in kept.overrides} == {
        (cite, name): value for cite, name, value in BLANKS
    }
    mark = newest_acts([pk])
    module._KEPT.clear()
    module._book.cache_clear()
    assert book_for(pk, TODAY) == kept and newest_acts([pk]) == mark
