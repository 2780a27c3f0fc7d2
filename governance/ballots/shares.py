"""Splitting the seed: by XOR between the server and one teller, or two of three tellers (Shamir).

A share as people see it: 20 bytes (number 1, share 16, check 3) as 32 characters in eight groups of four. The
check is of the poll too, so the code of another vote is told from a slip of the pen.
"""

from __future__ import annotations

import hashlib
import secrets
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from Crypto.Protocol.SecretSharing import Shamir

from governance.ballots import codes
from governance.ballots.sealing import SEED_BYTES

CODE_LENGTH = 32
_CHECK = 3
SERVER = 0  # the number of the server's share
TELLERS_OF_THREE = 3
TELLERS_NEEDED = 2


class Mistyped(ValueError):
    """The characters are no share of this poll: a slip of the pen, or the code of another one."""


@dataclass(frozen=True)
class Share:
    number: int
    content: bytes


def split_with_server(seed: bytes) -> tuple[Share, Share]:
    """(the server's, the teller's): either alone says nothing about the seed."""
    ours = secrets.token_bytes(SEED_BYTES)
    return Share(SERVER, ours), Share(1, bytes(a ^ b for a, b in zip(seed, ours, strict=True)))


def split_among_tellers(seed: bytes) -> tuple[Share, ...]:
    """Three shares, any two of which give the seed back; the server keeps none."""
    return tuple(Share(n, bytes(s)) for n, s in Shamir.split(TELLERS_NEEDED, TELLERS_OF_THREE, seed))


def joined(given: Mapping[int, bytes]) -> bytes:
    """The seed from shares by number: the server's and the teller's, or two of three tellers'. ValueError for
    too few."""
    if len(given) < TELLERS_NEEDED:
        raise ValueError("two shares are needed")
    if SERVER in given:
        other = next(content for number, content in given.items() if number != SERVER)
        return bytes(a ^ b for a, b in zip(given[SERVER], other, strict=True))
    return bytes(Shamir.combine(sorted(given.items())[:TELLERS_NEEDED]))


def as_code(share: Share, poll: uuid.UUID) -> str:
    content = bytes([share.number]) + share.content
    return codes.encode(content + _check(content, poll), CODE_LENGTH)


def from_code(typed: str, poll: uuid.UUID) -> Share:
    """Raises Mistyped."""
    try:
        content = codes.decode(codes.cleaned(typed), 1 + SEED_BYTES + _CHECK)
    except ValueError:
        raise Mistyped("no share") from None
    body, check = content[:-_CHECK], content[-_CHECK:]
    if len(codes.cleaned(typed)) != CODE_LENGTH or check != _check(body, poll):
        raise Mistyped("the check does not fit")
    return Share(body[0], body[1:])


def _check(content: bytes, poll: uuid.UUID) -> bytes:
    return hashlib.sha256(b"zhenwei share" + poll.bytes + content).digest()[:_CHECK]
