"""The linkage attack on drawn slips and typed paper, on PostgreSQL: everything of a naive design, nothing of ours."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest

from tests import builders
from tests.governance.ballots.rounds import Town
from tests.linkage import plaintext, postgres, rating
from tests.linkage.attack import Finding, attack
from tests.linkage.traces import Truth, look
from tests.postgres.servers import Cluster, cluster, connected_to

pytestmark = pytest.mark.django_db(transaction=True)
SHEETS = 60


@pytest.fixture(scope="module")
def server(django_db_setup) -> Iterator[Cluster]:
    """A PostgreSQL that forgets nothing."""
    with cluster(postgres.OPTIONS) as own:
        own.fill()
        yield own


def fresh(server: Cluster) -> str:
    connected, name = postgres.connect(server.url), f"run_{uuid4().hex}"
    with connected.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE postgres")
    connected.close()
    return name


def url_of(server: Cluster, name: str) -> str:
    return server.url.rpartition("/")[0] + f"/{name}"


# What each source alone gives away of the naive design. A slip that was marked as used says by its new place in which
# order slips came; sheets and remarks lie in theirs.
SOURCES = ("rows of ", "versions of ", "write-ahead log", "the server's log")


def test_the_attack_finds_every_sheet_and_remark_of_a_naive_design(server):
    name = fresh(server)
    with connected_to(server, name):
        sheets = rating.naive_sheets(SHEETS)
        attacker = postgres.connect(url_of(server, name))
        since = postgres.now(server, attacker)
        rating.hand_in_naively(sheets)
        evidence = postgres.traces(server, attacker, since)
        attacker.close()
    for what, truth in rating.naive_truths(sheets).items():
        for source in SOURCES:
            found = attack(truth, [trace for trace in evidence if trace.name.startswith(source)])
            assert found and found[0].right == SHEETS, (what, source, *map(str, found[:3]))


def sealed_run(server: Cluster) -> list[Finding]:
    """A whole round by slips on a database of its own; looks for codes and remarks in plain on the way."""
    name = fresh(server)
    attacker = postgres.connect(url_of(server, name))
    with connected_to(server, name), plaintext.listening() as logs:
        town = Town()
        since = postgres.now(server, attacker)  # the making of the slips is evidence, too
        round_ = rating.SlipRound.of(town, SHEETS)
        round_.hand_in_all(SHEETS)
        round_.close()
        assert rating.in_plain(postgres.files(server, since), round_.secrets) == {}, (
            "a code or a remark lies about before the count"
        )
        lying = postgres.traces(server, attacker, since)
        assert not any(look(trace, truth).together for truth in round_.truths.values() for trace in lying)
        round_.count()
        assert rating.in_plain(postgres.files(server, since), round_.by_code) == {}
        said = "\n".join(logs.said)
        assert not [secret for secret in round_.secrets if secret in said]
        evidence = postgres.traces(server, attacker, since)
        truths: dict[str, Truth] = round_.truths
    attacker.close()
    assert any(trace.name == "rows of governance_remark" for trace in evidence)
    return [finding for truth in truths.values() for finding in attack(truth, evidence)]


def test_nobody_ties_a_slip_to_its_sheet_or_its_remark(server, on_day):
    found = sealed_run(server)
    if found:  # one honest round in fifty looks like this; two one after the other do not
        again = sealed_run(server)
        assert not again, "\n".join(map(str, [*found, *again]))


def test_what_two_people_typed_of_paper_stands_nowhere(server):
    """Neither as typed nor as bytes: not in tables, dead rows, write-ahead log, nor in any log of statements."""
    name = fresh(server)
    attacker = postgres.connect(url_of(server, name))
    with builders.on_day(), connected_to(server, name), plaintext.listening() as logs:
        town = Town()
        since = postgres.now(server, attacker)
        typed = rating.PaperBatchTyped.typed(town)
        assert rating.in_plain(postgres.files(server, since), typed.patterns) == {}
        typed.count()
        assert rating.in_plain(postgres.files(server, since), typed.patterns) == {}
        said = "\n".join(logs.said)
        assert not [line for line in typed.lines if line in said]
    attacker.close()
