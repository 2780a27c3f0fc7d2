"""The place of an envelope: what ties a ciphertext to its row, and the secret that seals the row."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable

from governance.audit import keys

KIND = "ballots"


def of_voter(voter_id: int) -> bytes:
    return b"v" + voter_id.to_bytes(8, "big")


def of_slip(digest: str) -> bytes:
    return b"s" + bytes.fromhex(digest)


def checksum_key() -> bytes:
    """The server's key for checksums, made the first time it is needed; beside the other keys, outside the
    database."""
    return _checksum_key(str(keys.folder()))


@functools.cache
def _checksum_key(folder: str) -> bytes:
    return keys.read(KIND, 1) if 1 in keys.numbers(KIND) else keys.make(KIND, 1)


def roll_digest(roll: Iterable[tuple[bytes, int]]) -> str:
    """Of the frozen roll: every place with its class, in order, one a line."""
    lines = sorted(f"{place.hex()} {group}" for place, group in roll)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
