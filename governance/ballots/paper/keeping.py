"""What was typed of paper, sealed until the box is counted.

The sheets carry no name, but who has them before him knows whose pen it was, and a whole sheet with its pattern of
marks says more than its sums. So nothing typed lies open in the database: one key a box, a file outside database and
backups, made with the first typing and destroyed at the count with the other shares. Old versions of a row, the log
and the backups then hold bytes that nobody can open.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from django.views.decorators.debug import sensitive_variables

from governance.ballots import share_files
from governance.ballots.models import PaperBatch, SealedPoll, TypedPart
from governance.ballots.paper import grid
from governance.ballots.paper.grid import Sheet, Totals

PAPER = 9  # the number of the key's file
_KEY_BYTES, _NONCE_BYTES = 32, 12
Part = TypedPart.Part


class KeyLost(RuntimeError):
    """What was typed does not open any more: it has to be typed again from the sheets."""


def make_parts(batches: Iterable[PaperBatch]) -> None:
    """The empty rows of new batches."""
    TypedPart.objects.bulk_create(
        TypedPart(batch=batch, part=part, ciphertext=b"") for batch in batches for part in Part
    )


@sensitive_variables()
def keep_sheets(batch: PaperBatch, part: Part, sheets: list[Sheet]) -> None:
    """Raises KeyLost when others' typings of this box do not open any more; OSError when there is no room."""
    _keep(batch, part, grid.pack_sheets(sheets, batch.questions))


@sensitive_variables()
def sheets_of(batch: PaperBatch, part: Part) -> list[Sheet]:
    """Raises KeyLost."""
    return grid.unpack_sheets(_kept(batch, part), batch.questions)


@sensitive_variables()
def keep_totals(batch: PaperBatch, found: Totals) -> None:
    """In place of both typings, which are emptied."""
    _keep(batch, Part.TOTALS, grid.pack_totals(found))
    empty(batch, Part.FIRST, Part.SECOND)


@sensitive_variables()
def totals_of(batch: PaperBatch) -> Totals:
    """Raises KeyLost."""
    return grid.unpack_totals(_kept(batch, Part.TOTALS), batch.questions)


def empty(batch: PaperBatch, *parts: Part) -> None:
    TypedPart.objects.filter(batch=batch, part__in=parts or list(Part)).update(ciphertext=b"")


def empty_all(poll: SealedPoll) -> None:
    """At the count and when a box is given up. The key goes with the other shares, after the commit."""
    TypedPart.objects.filter(batch__poll_id=poll.pk).update(ciphertext=b"")


@sensitive_variables()
def _keep(batch: PaperBatch, part: Part, content: bytes) -> None:
    nonce = secrets.token_bytes(_NONCE_BYTES)
    sealed = _cipher(batch.poll, make=True).encrypt(nonce, content, _about(batch, part))
    TypedPart.objects.filter(batch=batch, part=part).update(ciphertext=nonce + sealed)


@sensitive_variables()
def _kept(batch: PaperBatch, part: Part) -> bytes:
    sealed = bytes(TypedPart.objects.values_list("ciphertext", flat=True).get(batch=batch, part=part))
    nonce, rest = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
    try:
        return _cipher(batch.poll, make=False).decrypt(nonce, rest, _about(batch, part))
    except (InvalidTag, ValueError):
        raise KeyLost("typed under another key, or changed in the database") from None


def _about(batch: PaperBatch, part: Part) -> bytes:
    return b"zhenwei paper v1 %s %d %d" % (batch.poll_id.bytes, batch.pk, part)


@sensitive_variables()
def _cipher(poll: SealedPoll, *, make: bool) -> ChaCha20Poly1305:
    """Called under the lock on the box, so that two first typings never make two keys."""
    if not share_files.exists(poll.pk, PAPER):
        typed_before = TypedPart.objects.filter(batch__poll_id=poll.pk).exclude(ciphertext=b"")
        if not make or typed_before.exists():
            raise KeyLost("the key of the paper is gone")
        share_files.write(poll.pk, PAPER, secrets.token_bytes(_KEY_BYTES))
    try:
        return ChaCha20Poly1305(share_files.read(poll.pk, PAPER, _KEY_BYTES))
    except share_files.ShareLost as lost:
        raise KeyLost(str(lost)) from None
