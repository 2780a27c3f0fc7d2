"""Codes that people copy by hand: 32 characters without O, I, 0 and 1, in groups, with a check at the end.

Receipts (13 characters, 64 bits) need no check: nobody types them. Shares of a key (32 characters) and drawn
codes (10 characters) carry one, so that a slip of the pen is told from a wrong code.
"""

from __future__ import annotations

import hashlib
import secrets
import unicodedata

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # 5 bits each
_VALUE = {letter: place for place, letter in enumerate(ALPHABET)}
_BITS = 5

RECEIPT_BYTES = 8
RECEIPT_LENGTH = 13
SLIP_LENGTH = 10


def encode(content: bytes, length: int) -> str:
    """Bytes as `length` characters, high bits first; ValueError when they do not fit."""
    number = int.from_bytes(content, "big")
    if number >> (length * _BITS):
        raise ValueError("too many bytes for so few characters")
    return "".join(ALPHABET[(number >> (_BITS * place)) & 31] for place in reversed(range(length)))


def decode(text: str, size: int) -> bytes:
    """The bytes behind `encode`; ValueError for other characters or a number too large."""
    number = 0
    for letter in text:
        if letter not in _VALUE:
            raise ValueError("not a character of these codes")
        number = number << _BITS | _VALUE[letter]
    if number >> (size * 8):
        raise ValueError("no code of this size")
    return number.to_bytes(size, "big")


def grouped(code: str, size: int = 4) -> str:
    """`ABCDEFGH` as `ABCD EFGH`, as it is printed, read aloud and copied."""
    return " ".join(code[start : start + size] for start in range(0, len(code), size))


def cleaned(typed: str) -> str:
    """What somebody typed, as a code: full-width letters, small ones, blanks and dashes do not matter."""
    folded = unicodedata.normalize("NFKC", typed).upper()
    return "".join(letter for letter in folded if not letter.isspace() and letter not in "-–—_.·")


def new_receipt() -> str:
    """A random 64-bit receipt."""
    return encode(secrets.token_bytes(RECEIPT_BYTES), RECEIPT_LENGTH)


def is_receipt(code: str) -> bool:
    try:
        return len(code) == RECEIPT_LENGTH and len(decode(code, RECEIPT_BYTES)) == RECEIPT_BYTES
    except ValueError:
        return False


def new_slip() -> str:
    """A drawn code: 45 random bits and one check character."""
    body = "".join(secrets.choice(ALPHABET) for _place in range(SLIP_LENGTH - 1))
    return body + _check_character(body)


def is_slip(code: str) -> bool:
    """Whether a typed code could be one at all: a slip of the pen fails here 31 times of 32."""
    return (
        len(code) == SLIP_LENGTH
        and all(letter in _VALUE for letter in code)
        and code[-1] == _check_character(code[:-1])
    )


def _check_character(body: str) -> str:
    return ALPHABET[hashlib.sha256(b"zhenwei slip" + body.encode()).digest()[0] & 31]
