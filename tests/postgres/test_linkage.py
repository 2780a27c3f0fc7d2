"""The linkage attack on PostgreSQL: it finds every vote of a naive design, and none of a sealed one."""

from __future__ import annotations

import random
from collections.abc import Iterator
from uuid import uuid4

import pytest

from tests.linkage import naive, plaintext, postgres
from tests.linkage.attack import Finding, attack
from tests.linkage.election import CHOICES, Election, votes_of_towns
from tests.linkage.traces import Ballot, Trace, Truth, look, plain
from tests.postgres.servers import Cluster, cluster, connected_to


@pytest.fixture(scope="module")
def server(django_db_setup) -> Iterator[Cluster]:
    """A PostgreSQL that forgets nothing."""
    with cluster(postgres.OPTIONS) as own:
        own.fill()
        yield own


def url_of(server: Cluster, name: str) -> str:
    return server.url.rpartition("/")[0] + f"/{name}"


@pytest.fixture
def database(server: Cluster) -> Iterator[str]:
    """A fresh copy of the program's tables in it; the program's connection goes there."""
    yield url_of(server, fresh(server))


def fresh(server: Cluster) -> str:
    connected, name = postgres.connect(server.url), f"run_{uuid4().hex}"
    with connected.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE postgres")
    connected.close()
    return name


pytestmark = pytest.mark.django_db(transaction=True)

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
def test_the_attack_finds_every_vote_of_a_naive_design(server, database, shape, votes):
    voters = list(range(postgres.MARKED, postgres.MARKED + votes))
    ballots = dict(zip(voters, choices_of(votes), strict=True))
    name = database.rpartition("/")[2]
    with connected_to(server, name):
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


def test_votes_that_were_never_cast_are_not_found(server, database):
    """The other half of the attack's worth: it does not cry out over an honest vote. A roll without ballots
    leaves nothing to pair but the result."""
    voters = list(range(postgres.MARKED, postgres.MARKED + 60))
    name = database.rpartition("/")[2]
    with connected_to(server, name):
        attacker = postgres.connect(database)
        since = postgres.now(server, attacker)
        naive.prepare("counters", voters, CHOICES)
        evidence = postgres.traces(server, attacker, since)
        attacker.close()

    def once() -> list[Finding]:
        ballots = zip(voters, choices_of(60), strict=True)
        return attack(Truth({v: Ballot(c, f"unused{v}") for v, c in ballots}), evidence)

    assert not (once() and once())


HOLDS_RECEIPTS = "governance_receiptcode"


def sealed_run(server: Cluster, votes: int) -> tuple[Truth, list[Trace]]:
    """A whole secret vote on a database of its own; looks for plain codes on the way."""
    name = fresh(server)
    attacker = postgres.connect(url_of(server, name))
    with connected_to(server, name), votes_of_towns(), plaintext.listening() as logs:
        since = postgres.now(server, attacker)  # the making of the envelopes is evidence, too
        election = Election.of(votes)
        election.cast_all()
        election.close()
        shown = list(map(plain, election.given))
        assert plaintext.in_files(postgres.files(server, since), shown) == {}, (
            "a code lies about before the count"
        )
        lying = postgres.traces(server, attacker, since)
        assert plaintext.in_traces(lying, shown) == {}
        together = [look(trace, election.truth).together for trace in lying]
        assert not any(together), "a voter and a choice stand together before the count"
        election.count()
        election.is_complete()
        evidence = postgres.traces(server, attacker, since)
        said = "\n".join(logs.said)
        assert not plaintext.in_bytes(said.encode(), shown) and election.code not in said
        truth = election.truth
    attacker.close()
    replaced = set(shown) - truth.codes.keys()
    assert plaintext.in_traces(evidence, replaced) == {}, "a replaced ballot left its receipt"
    holding = plaintext.in_traces(evidence, truth.codes)
    assert all(HOLDS_RECEIPTS in place for place in holding), holding
    assert holding[f"rows of {HOLDS_RECEIPTS}"] == votes
    return truth, evidence


@pytest.mark.parametrize("votes", [15, 60, 500])
def test_nobody_is_paired_with_their_vote_and_every_receipt_is_found(server, votes):
    found = attack(*sealed_run(server, votes))
    if found:  # one honest vote in a hundred looks like this; two one after the other do not
        again = attack(*sealed_run(server, votes))
        assert not again, "\n".join(map(str, [*found, *again]))
