"""What a vote asks of the database: the frame of the page, the lock, and one statement that looks at the open box and
writes. A statement more is felt by five hundred voters at once (docs/benchmarks.md)."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from governance.ballots import casting, places, receipts
from governance.ballots.models import Envelope, SealedPoll
from tests import builders
from tests.linkage.election import Election, votes_of_towns

pytestmark = pytest.mark.django_db
BESIDE = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "SELECT pg_advisory")


def test_a_vote_is_cast_in_six_statements():
    with votes_of_towns():
        election = Election.of(3)
        account, poll = election.accounts[0], election.poll
        client = builders.sign_in(Client(), account)
        address = reverse("ballots:ballot", args=[poll.pk])
        form = {"ticket": receipts.new_ticket(poll.pk, places.of_voter(account.person_id)), "answer_q": "aye"}
        assert client.get(address).status_code == 200
        with CaptureQueriesContext(connection) as asked:
            cast = client.post(address, form)
    assert cast.status_code == 200
    said = [q["sql"] for q in asked.captured_queries if not q["sql"].startswith(BESIDE)]
    assert len(said) <= 6, "\n".join(sql[:120] for sql in said)
    assert sum('UPDATE "governance_envelope"' in sql for sql in said) == 1
    towns = [sql for sql in said if 'FROM "governance_organization"' in sql]
    assert (
        len(towns) <= 1
    )  # the subject of the vote, in this made-up use; the reader's own town is read with the posts


@pytest.mark.parametrize(
    "change", [{"status": "closed"}, {"public_key": b"x" * 32}], ids=["closed", "drawn anew"]
)
def test_the_statement_that_casts_looks_at_the_box_itself(change):
    """Whatever the page thought: a box that is not open, or open for another key, takes nothing."""
    with votes_of_towns():
        election = Election.of(3)
        person = election.accounts[0].person_id
        seen = SealedPoll.objects.get(pk=election.poll.pk)
        kept = bytes(Envelope.objects.get(poll=seen, voter_id=person).ciphertext)
        builders.change(SealedPoll.objects.get(pk=seen.pk), **change)
        with pytest.raises(casting.NotCast) as stopped:
            casting.cast(
                poll=seen,
                voter_id=person,
                answers={"q": "aye"},
                ticket=receipts.new_ticket(seen.pk, places.of_voter(person)),
            )
    assert stopped.value.why == casting.NOT_OPEN
    left = Envelope.objects.get(poll=seen, voter_id=person)
    assert not left.returned and bytes(left.ciphertext) == kept
