"""Casting: one statement on one's own envelope, and no trace that says more than that somebody took part.

No act and no refusal of one is written here (design §4): that somebody tried to vote, and when, is nobody's
business. Whoever calls this has asked who may.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence

from django.db import connection, models, transaction
from django.views.decorators.debug import sensitive_variables

from governance.ballots import bonds, codes, payload, places, receipts, sealing
from governance.ballots.locking import hold_together
from governance.ballots.models import Envelope, SealedPoll, Slip
from governance.ballots.payload import Ballot, Question


class NotCast(Exception):
    """The vote was not taken; `why` is one of the constants below."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


OPEN = str(SealedPoll.Status.OPEN)
NOT_OPEN = "not_open"
NOT_ON_ROLL = "not_on_roll"
FOREIGN_FORM = "foreign_form"
ALTERED = "altered"  # the box was changed past the program: nothing is sealed for its key


@sensitive_variables()
def seal_ballot(
    poll: SealedPoll, place: bytes, answers: Mapping[str, str], text: str, receipt: str
) -> tuple[bytes, bytes]:
    """(ciphertext, checksum) of a marked sheet for one place."""
    ballot = Ballot(
        codes.decode(receipt, codes.RECEIPT_BYTES),
        _in_order(poll.sheet, answers),
        payload.cleaned_text(text)[: poll.text_limit],
    )
    content = payload.pack(poll.pk, poll.sheet, ballot, poll.size)
    sealed = sealing.seal(content, poll.public_key, poll.pk, place)
    return sealed, sealing.checksum(places.checksum_key(), poll.pk, place, True, sealed)


def _in_order(sheet: Sequence[Question], answers: Mapping[str, str]) -> tuple[str | None, ...]:
    return tuple(answers.get(question.key) or None for question in sheet)


@sensitive_variables()
def cast(*, poll: SealedPoll, voter_id: int, answers: Mapping[str, str], ticket: str, text: str = "") -> str:
    """Put a marked sheet into the voter's envelope in place of what was there; returns the receipt.

    `answers`: question → option; a question left out carries no mark. Sealing happens before the lock is taken,
    the state is asked under it. Raises NotCast; ValueError for an option the sheet does not have.
    """
    place = places.of_voter(voter_id)
    receipt = _receipt(ticket, poll.pk, place)
    if poll.status != SealedPoll.Status.OPEN:
        raise NotCast(NOT_OPEN)
    if not bonds.holds(poll):
        raise NotCast(ALTERED)
    sealed, check = seal_ballot(poll, place, answers, text, receipt)
    with transaction.atomic(durable=True):
        hold_together(poll.pk)
        if not _put_in(poll, voter_id, sealed, check):
            still_open(poll)
            raise NotCast(NOT_ON_ROLL)
    return receipt


_PUT_IN = f"""
    UPDATE "{Envelope._meta.db_table}" SET ciphertext = %s, checksum = %s, returned = %s
    WHERE poll_id = %s AND voter_id = %s AND EXISTS
        (SELECT 1 FROM "{SealedPoll._meta.db_table}" WHERE id = %s AND status = %s AND public_key = %s)
""".strip()


@sensitive_variables()
def _put_in(poll: SealedPoll, voter_id: int, sealed: bytes, check: bytes) -> bool:
    """Whether the voter has an envelope in a box that is open for this key; written out, because putting it together
    anew for each of five hundred votes takes as long as the database takes to answer it."""
    key, binary = poll._meta.pk.get_db_prep_value(poll.pk, connection), connection.Database.Binary
    values = [binary(sealed), binary(check), True, key, voter_id, key, OPEN, poll.public_key]
    with connection.cursor() as cursor:
        cursor.execute(_PUT_IN, values)
        return bool(cursor.rowcount == 1)


def _receipt(ticket: str, poll: uuid.UUID, place: bytes) -> str:
    try:
        return receipts.code_of(ticket, poll, place)
    except receipts.ForeignTicket:
        raise NotCast(FOREIGN_FORM) from None


def still_open(poll: SealedPoll) -> None:
    """Asked under the lock. The key too: a ballot sealed for one that was drawn anew opens nothing. Raises NotCast."""
    if not _open_now(poll).exists():
        raise NotCast(NOT_OPEN)


def _open_now(poll: SealedPoll) -> models.QuerySet[SealedPoll]:
    return SealedPoll.objects.filter(pk=poll.pk, status=SealedPoll.Status.OPEN, public_key=poll.public_key)


def returned_of(poll: SealedPoll) -> int:
    """How many have been returned so far: all that anybody is told while a vote is open."""
    return poll.envelopes.filter(returned=True).count() + poll.slips.filter(state=Slip.State.USED).count()
