"""The receipt a ballot page is drawn with, and the list of all of them after the count.

The page carries the receipt signed for its poll and voter. Nothing of it is kept on the way: sent twice, the same
form seals the same receipt again. Signed, because a receipt that a voter could choose would be a mark to be
recognised by.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable

from django.core import signing

from governance.ballots import codes

_SALT = "governance.ballots.receipt"


class ForeignTicket(ValueError):
    """Not drawn for this page: another vote's, another voter's, or typed in."""


def new_ticket(poll: uuid.UUID, place: bytes) -> str:
    """A fresh receipt as a hidden field carries it."""
    return sign(codes.new_receipt(), poll, place)


def sign(code: str, poll: uuid.UUID, place: bytes) -> str:
    """The ticket of one receipt, for one poll and voter."""
    signature = signing.Signer(salt=_SALT).signature(f"{poll.hex}:{place.hex()}:{code}")
    return f"{code}:{signature}"


def code_of(ticket: str, poll: uuid.UUID, place: bytes) -> str:
    """The receipt of a ticket that was drawn for this poll and voter. Raises ForeignTicket."""
    code = ticket.partition(":")[0]
    if not codes.is_receipt(code) or not _same(ticket, sign(code, poll, place)):
        raise ForeignTicket("a ticket that was not drawn here")
    return code


def _same(one: str, other: str) -> bool:
    return bool(signing.constant_time_compare(one, other))


def digest_of_list(receipts: Iterable[str]) -> str:
    """Of the sorted list, one a line: stands on the certificate and in the minutes."""
    return hashlib.sha256("\n".join(sorted(receipts)).encode()).hexdigest()
