"""The linkage attack on SQLite: it finds every vote of a naive design, and none of a sealed one."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from django.db import connection

from tests.linkage import naive, plaintext, sqlite
from tests.linkage.attack import Finding, attack
from tests.linkage.election import CHOICES, MARKED, Election, votes_of_towns
from tests.linkage.traces import Ballot, Truth, plain

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def database(tmp_path):
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


def sealed_run(path: Path, votes: int) -> list[Finding]:
    """A whole secret vote; looks for plain codes on the way."""
    before = sqlite.start(path)
    with votes_of_towns(), plaintext.listening() as logs:
        election = Election.of(votes)
        election.cast_all()
        election.close()
        shown = list(map(plain, election.given))
        files = [path, sqlite.log_of(path)]
        assert plaintext.in_files(files, shown) == {}, "a code lies about before the count"
        election.count()
        election.is_complete()
        said = "\n".join(logs.said)
    truth = election.truth
    assert not plaintext.in_bytes(said.encode(), shown) and election.code not in said
    assert plaintext.in_files(files, set(shown) - truth.codes.keys()) == {}, (
        "a replaced ballot left its receipt"
    )
    evidence = sqlite.traces(path, before, truth)
    holding = plaintext.in_traces(evidence, truth.codes)
    assert all("receiptcode" in place or place.startswith("bytes") for place in holding), holding
    return attack(truth, evidence)


@pytest.mark.parametrize("votes", [15, 60])
def test_nobody_is_paired_with_their_vote_and_every_receipt_is_found(tmp_path, votes):
    for attempt in ("one honest vote in a hundred looks like a finding", "two do not"):
        with sqlite.file_of_its_own(tmp_path / f"{attempt[:3]}.sqlite3") as path:
            if not (found := sealed_run(path, votes)):
                return
    pytest.fail("\n".join(map(str, found)))
