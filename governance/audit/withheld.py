"""Keyed digests of values that history must not hold, so that it vouches for them all the same.

A password hash in history could be attacked for ever; its digest under a key that lies beside the
database tells only whether the hash is still the one that was set. Whoever edits the database does not
have the key, and cannot make the digest of another value.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable

from governance.audit import keys

KIND = "withheld"


def keyed_digest(value: str, *, purpose: str, in_use: Callable[[], bool]) -> str:
    """`number:hex` under the newest key; "" for an empty value. `purpose` keeps digests of different
    fields apart. The first key is made when it is asked for; where it is `in_use` (digests exist
    already) a missing one is KeyMissing: a new one in its place would hide the loss."""
    if not value:
        return ""
    numbers = keys.numbers(KIND)
    if not numbers and in_use():
        keys.read(KIND, 1)
    number = numbers[-1] if numbers else 1
    key = keys.read(KIND, number) if numbers else keys.make(KIND, number)
    return f"{number}:{_mac(key, purpose, value)}"


def stands(value: str, digest: str, *, purpose: str) -> bool:
    """Whether the value is the one the digest was made of. KeyMissing when its key is not there."""
    number, _colon, mac = digest.partition(":")
    if not value or not number.isdecimal():
        return value == digest == ""
    return hmac.compare_digest(_mac(keys.read(KIND, int(number)), purpose, value), mac)


def _mac(key: bytes, purpose: str, value: str) -> str:
    return hmac.new(key, f"{purpose}\0{value}".encode(), hashlib.sha256).hexdigest()
