"""Where codes stand in plain: in files, rows and log lines."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from governance.ballots import codes
from tests.linkage.traces import Trace, plain

_RUN = re.compile(rb"[2-9A-HJ-NP-Za-hj-np-z]{13,}")
_GROUPS = re.compile(
    rb"[2-9A-HJ-NP-Za-hj-np-z]{5}[ _-][2-9A-HJ-NP-Za-hj-np-z]{5}[ _-][2-9A-HJ-NP-Za-hj-np-z]{3}"
)
NUMBERS = 5  # of so many codes the eight bytes themselves are looked for as well


def in_bytes(content: bytes, wanted: Iterable[str]) -> set[str]:
    """Codes that stand in the bytes: in one piece, in groups, in small letters, or as the number they are."""
    looked_for = set(map(plain, wanted))
    found: set[str] = set()
    for run in _RUN.findall(content):
        text = run.decode().upper()
        found |= {text[at : at + 13] for at in range(len(text) - 12)} & looked_for
    found |= {plain(groups.decode()) for groups in _GROUPS.findall(content)} & looked_for
    for code in sorted(looked_for)[:NUMBERS]:
        number = codes.decode(code, codes.RECEIPT_BYTES)
        if number in content or number[::-1] in content:
            found.add(code)
    return found


def in_files(paths: Iterable[Path], wanted: Iterable[str]) -> dict[str, int]:
    """File → how many of the codes stand in it."""
    looked_for, found = set(wanted), {}
    for path in paths:
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            continue
        if here := in_bytes(content, looked_for):
            found[path.name] = len(here)
    return found


def in_traces(traces: Iterable[Trace], wanted: Iterable[str]) -> dict[str, int]:
    looked_for, found = set(wanted), {}
    for trace in traces:
        text = "\n".join(cell for record in trace.records for cell in record.cells.values())
        if here := in_bytes(text.encode(), looked_for):
            found[trace.name] = len(here)
    return found


class Listening(logging.Handler):
    """Everything any logger says, with the arguments that our own format would leave out."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(f"{record.getMessage()} {vars(record)}")


@contextmanager
def listening() -> Iterator[Listening]:
    handler, root = Listening(), logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        yield handler
    finally:
        root.removeHandler(handler)
        root.setLevel(level)
