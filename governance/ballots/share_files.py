"""Shares of keys, as files outside the database and outside its backups, destroyed at the count.

`<poll>.0.share` is the server's half; `<poll>.1.share` … wait for a teller to collect them and are gone before
anybody can vote; `<poll>.8.share` is the key of the digests of drawn codes (`slips`), `<poll>.9.share` that of what
is typed of paper (`paper.keeping`). A file that outlived its vote (a crash between commit and removal) is removed by
`tick`.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import stat
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

NUMBERS = range(10)
_PATTERN = re.compile(r"^(?P<poll>[0-9a-f]{32})\.(?P<number>\d)\.share$")


class ShareLost(RuntimeError):
    """The file is not there or not whole: the vote cannot be opened any more."""


def folder() -> Path:
    return Path(settings.BALLOT_SHARE_DIR)


def path_of(poll: uuid.UUID, number: int) -> Path:
    return folder() / f"{poll.hex}.{number}.share"


def write(poll: uuid.UUID, number: int, content: bytes) -> None:
    """Whole or not at all, mode 600, on the disk before this returns. OSError when there is no room."""
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    path = path_of(poll, number)
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    _sync_folder()


def read(poll: uuid.UUID, number: int, length: int) -> bytes:
    """Raises ShareLost; for a link in its place too, wherever it leads."""
    try:
        with os.fdopen(os.open(path_of(poll, number), os.O_RDONLY | os.O_NOFOLLOW), "rb") as file:
            if os.fstat(file.fileno()).st_nlink != 1:
                raise ShareLost(f"share {number} of a vote has a second name")
            content = file.read(length + 1)
    except OSError:
        raise ShareLost(f"share {number} of a vote cannot be read") from None
    if len(content) != length:
        raise ShareLost(f"share {number} of a vote has {len(content)} bytes instead of {length}")
    return content


def destroy(poll: uuid.UUID, number: int) -> None:
    """Overwrite and remove; nothing to do when it is gone. Copies a file system or a disk keeps of its own
    accord are not reached, which is why one half alone is worth nothing."""
    path = path_of(poll, number)
    with contextlib.suppress(FileNotFoundError):
        if _is_whole(path):
            with os.fdopen(os.open(path, os.O_RDWR | os.O_NOFOLLOW), "r+b") as file:
                file.write(secrets.token_bytes(os.fstat(file.fileno()).st_size))
                file.flush()
                os.fsync(file.fileno())
        path.unlink()  # of a link the link alone: what it leads to is nobody's share
        _sync_folder()


def destroy_all(poll: uuid.UUID) -> None:
    """Every file of one vote, whatever its number."""
    for _poll, number in tuple(kept()):
        if _poll == poll:
            destroy(poll, number)


def exists(poll: uuid.UUID, number: int) -> bool:
    return _is_whole(path_of(poll, number))


def _is_whole(path: Path) -> bool:
    """A file of its own: neither a link nor one that has a second name elsewhere."""
    try:
        found = path.lstat()
    except OSError:
        return False
    return stat.S_ISREG(found.st_mode) and found.st_nlink == 1


def kept() -> Iterator[tuple[uuid.UUID, int]]:
    """(poll, number) of every share file there is."""
    if not folder().is_dir():
        return
    for entry in folder().iterdir():
        match = _PATTERN.match(entry.name)
        if match:
            yield uuid.UUID(match["poll"]), int(match["number"])


def age_seconds(poll: uuid.UUID, number: int) -> float:
    """How long ago it was written; 0 when it is gone."""
    try:
        return time.time() - path_of(poll, number).lstat().st_mtime
    except OSError:
        return 0.0


def _sync_folder() -> None:
    handle = os.open(folder(), os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
