"""Key files beside the database, never in it: the master key of sealed fields, the key of heads.

Each kind is numbered, so that a new key can be made while the old one still opens what it wrapped:
`sealed-0001.key` (32 bytes), `heads-0001.key` (Ed25519 seed) with `heads-0001.pub`. Mode 600.
"""

from __future__ import annotations

import contextlib
import os
import re
from pathlib import Path

from django.conf import settings

_NAME = "{kind}-{number:04d}.key"
_PATTERN = re.compile(r"^(?P<kind>[a-z]+)-(?P<number>\d{4})\.key$")


class KeyMissing(RuntimeError):
    """A key file is not there, although something was made with it. Restore it from its own
    backup; making a new one would hide the loss."""


def folder() -> Path:
    return Path(settings.KEY_DIR)


def numbers(kind: str) -> list[int]:
    """The numbers of the key files of a kind, ascending."""
    if not folder().is_dir():
        return []
    found = (_PATTERN.match(entry.name) for entry in folder().iterdir())
    return sorted(int(m["number"]) for m in found if m and m["kind"] == kind)


def present() -> list[tuple[str, int]]:
    """(kind, number) of every key file of every kind, in order."""
    if not folder().is_dir():
        return []
    found = (_PATTERN.match(entry.name) for entry in folder().iterdir())
    return sorted((m["kind"], int(m["number"])) for m in found if m)


def path_of(kind: str, number: int) -> Path:
    return folder() / _NAME.format(kind=kind, number=number)


def read(kind: str, number: int) -> bytes:
    """The bytes of one key; KeyMissing names the file that is not there or not whole."""
    path = path_of(kind, number)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise KeyMissing(f"key file {path.name} cannot be read in {path.parent}: {error.strerror}") from None
    if len(content) != 32:
        raise KeyMissing(f"key file {path.name} has {len(content)} bytes instead of 32")
    return content


def make(kind: str, number: int) -> bytes:
    """Write a fresh key once. When another process was first, its key counts."""
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    path = path_of(kind, number)
    part = path.with_name(f".{path.name}.{os.getpid()}")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(os.urandom(32))
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(part, path)  # whole or not at all, and never over an existing key
    finally:
        part.unlink()
    return read(kind, number)
