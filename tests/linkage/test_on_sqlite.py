"""The linkage attack on SQLite: it finds every vote of a naive design, and none of a sealed one."""

from __future__ import annotations

import random

import pytest
from django.db import connection

from tests.linkage import naive, sqlite
from tests.linkage.attack import attack
from tests.linkage.traces import Ballot, Truth

CHOICES = ("aye", "nay", "abstain")
MARKED = 710_000_000  # such a number is a voter wherever it turns up


@pytest.fixture
def database(django_db_setup, django_db_blocker, tmp_path):
    with django_db_blocker.unblock():
        assert connection.vendor == "sqlite", "tests/postgres/test_linkage.py is for PostgreSQL"
        with sqlite.file_of_its_own(tmp_path / "votes.sqlite3") as path:
            yield path


@pytest.mark.parametrize("votes", [15, 60])
@pytest.mark.parametrize("shape", sorted(naive.SHAPES))
def test_the_attack_finds_every_vote_of_a_naive_design(database, shape, votes):
    voters = list(range(MARKED, MARKED + votes))
    choices = random.sample([CHOICES[n % 3] for n in range(votes)], votes)
    ballots = dict(zip(voters, choices, strict=True))
    naive.prepare(shape, voters, CHOICES)
    before = sqlite.start(database)
    for voter in random.sample(voters, votes):
        naive.cast(shape, voter, ballots[voter])
    truth = Truth({voter: Ballot(choice, f"unused{voter}") for voter, choice in ballots.items()})
    evidence = sqlite.traces(database, before, truth)
    sources = ("rows of ", "write-ahead log") if shape == "roll_and_ballot" else ("write-ahead log",)
    for source in sources:
        found = attack(truth, [trace for trace in evidence if trace.name.startswith(source)])
        assert found and found[0].right == votes, (source, *map(str, found))
