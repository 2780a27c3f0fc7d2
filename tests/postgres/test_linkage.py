"""The linkage attack on PostgreSQL: it finds every vote of a naive design, and none of a sealed one."""

from __future__ import annotations

import random
from collections.abc import Iterator
from uuid import uuid4

import pytest

from tests.linkage import naive, postgres
from tests.linkage.attack import Finding, attack
from tests.linkage.traces import Ballot, Truth
from tests.postgres.servers import Cluster, cluster, connected_to

CHOICES = ("aye", "nay", "abstain")


@pytest.fixture(scope="module")
def server(django_db_setup) -> Iterator[Cluster]:
    """A PostgreSQL that forgets nothing."""
    with cluster(postgres.OPTIONS) as own:
        own.fill()
        yield own


@pytest.fixture
def database(server: Cluster) -> Iterator[str]:
    """A fresh copy of the program's tables in it; the program's connection goes there."""
    connected, name = postgres.connect(server.url), f"run_{uuid4().hex}"
    with connected.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE postgres")
    connected.close()
    yield server.url.rpartition("/")[0] + f"/{name}"


# What each source alone gives away of a naive design: so many votes at least. Dead counters are thinned out by the
# server itself once a page is full, live ones tell nothing.
FOUND_IN = {
    "roll_and_ballot": {
        "rows of ": 500,
        "versions of ": 500,
        "write-ahead log": 500,
        "the server's log": 500,
    },
    "counters": {"versions of ": 15, "write-ahead log": 500, "the server's log": 500},
}


def choices_of(votes: int) -> list[str]:
    """Close results: the less one choice prevails, the sharper the test."""
    made = [CHOICES[n % 3] for n in range(votes)]
    random.shuffle(made)
    return made


@pytest.mark.parametrize("votes", [15, 60, 500])
@pytest.mark.parametrize("shape", sorted(naive.SHAPES))
def test_the_attack_finds_every_vote_of_a_naive_design(server, database, django_db_blocker, shape, votes):
    voters = list(range(postgres.MARKED, postgres.MARKED + votes))
    ballots = dict(zip(voters, choices_of(votes), strict=True))
    name = database.rpartition("/")[2]
    with django_db_blocker.unblock(), connected_to(server, name):
        naive.prepare(shape, voters, CHOICES)
        attacker = postgres.connect(database)
        since = postgres.now(server, attacker)
        for voter in random.sample(voters, len(voters)):
            naive.cast(shape, voter, ballots[voter])
        evidence = postgres.traces(server, attacker, since)
        attacker.close()
    truth = Truth({voter: Ballot(choice, f"unused{voter}") for voter, choice in ballots.items()})
    assert max(finding.right for finding in attack(truth, evidence)) == votes
    for source, least in FOUND_IN[shape].items():
        alone = [trace for trace in evidence if trace.name.startswith(source)]
        found = attack(truth, alone)
        assert found and found[0].right >= min(least, votes), (source, *map(str, found))


def test_votes_that_were_never_cast_are_not_found(server, database, django_db_blocker):
    """The other half of the attack's worth: it does not cry out over an honest vote. A roll without ballots
    leaves nothing to pair but the result."""
    voters = list(range(postgres.MARKED, postgres.MARKED + 60))
    name = database.rpartition("/")[2]
    with django_db_blocker.unblock(), connected_to(server, name):
        naive.prepare("counters", voters, CHOICES)
        attacker = postgres.connect(database)
        evidence = postgres.traces(server, attacker, postgres.now(server, attacker))
        attacker.close()

    def once() -> list[Finding]:
        ballots = zip(voters, choices_of(60), strict=True)
        return attack(Truth({v: Ballot(c, f"unused{v}") for v, c in ballots}), evidence)

    assert not (once() and once())
