"""What lies in an envelope, as bytes of one length: whose choice it was cannot be told from how long it is.

`version 1 | poll 16 | kind 1 | receipt 8 | number of answers 2 | one byte an answer | length of text 2 | text`,
then zeros. An answer is 0 for no mark, else the place of the option, from 1.
"""

from __future__ import annotations

import struct
import unicodedata
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

VERSION = 1
DUMMY, BALLOT = 0, 1
SIZES = (256, 1024, 4096)
_HEAD = struct.Struct(">B16sB8sH")
_TEXT = struct.Struct(">H")
_BYTES_A_CHARACTER = 4  # UTF-8, at most


class Unreadable(ValueError):
    """The bytes are no payload of this poll."""


@dataclass(frozen=True)
class Question:
    """One line of the sheet: its key and the keys of its options, in order."""

    key: str
    options: tuple[str, ...]


@dataclass(frozen=True)
class Ballot:
    """An opened envelope. `answers` in the order of the questions; None for no mark."""

    receipt: bytes
    answers: tuple[str | None, ...]
    text: str = ""

    @property
    def is_blank(self) -> bool:
        return not any(self.answers) and not self.text


def cleaned_text(text: str) -> str:
    """What somebody wrote, without what no database keeps: control characters and halves of surrogate pairs."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in lines if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs"))


def size_for(questions: Sequence[Question], text_limit: int) -> int:
    """The smallest of the fixed sizes that every possible sheet fits; ValueError when none does."""
    need = _HEAD.size + len(questions) + _TEXT.size + text_limit * _BYTES_A_CHARACTER
    for size in SIZES:
        if need <= size:
            return size
    raise ValueError(f"a sheet of {need} bytes; at most {SIZES[-1]}")


def pack(poll: uuid.UUID, questions: Sequence[Question], ballot: Ballot, size: int) -> bytes:
    """ValueError for an answer the sheet does not have, or a text that is too long."""
    if len(ballot.answers) != len(questions):
        raise ValueError("one answer a question, or None")
    marks = bytes(
        0 if answer is None else question.options.index(answer) + 1
        for question, answer in zip(questions, ballot.answers, strict=True)
    )
    text = ballot.text.encode()
    content = _HEAD.pack(VERSION, poll.bytes, BALLOT, ballot.receipt, len(marks)) + marks
    content += _TEXT.pack(len(text)) + text
    if len(content) > size:
        raise ValueError("more text than the envelope holds")
    return content.ljust(size, b"\0")


def pack_dummy(poll: uuid.UUID, size: int) -> bytes:
    """What lies in an envelope nobody has used yet."""
    return _HEAD.pack(VERSION, poll.bytes, DUMMY, bytes(8), 0).ljust(size, b"\0")


def is_dummy(poll: uuid.UUID, content: bytes) -> bool:
    return content == pack_dummy(poll, len(content))


def unpack(poll: uuid.UUID, questions: Sequence[Question], content: bytes) -> Ballot:
    """Raises Unreadable for another poll's payload, another version, an answer outside the sheet."""
    try:
        version, of, kind, receipt, number = _HEAD.unpack_from(content)
        marks = content[_HEAD.size : _HEAD.size + number]
        (length,) = _TEXT.unpack_from(content, _HEAD.size + number)
        start = _HEAD.size + number + _TEXT.size
        text = content[start : start + length].decode()
    except (struct.error, UnicodeDecodeError):
        raise Unreadable("not laid out as a ballot") from None
    if (version, of, kind) != (VERSION, poll.bytes, BALLOT) or number != len(questions):
        raise Unreadable("not a ballot of this poll")
    if any(content[start + length :]):
        raise Unreadable("something stands behind the text")
    if any(mark > len(question.options) for mark, question in zip(marks, questions, strict=True)):
        raise Unreadable("an answer the sheet does not have")
    answers = tuple(
        question.options[mark - 1] if mark else None for mark, question in zip(marks, questions, strict=True)
    )
    return Ballot(receipt, answers, text)
