"""A batch of paper sheets as it is typed, compared, settled and added up. Pure: no rows, no clock.

A sheet has one mark a question: 0 for no mark, the place of the option (from 1), or WRONG for a mark that does not
count (two ticks, outside the box). A sheet that is invalid as a whole carries no marks at all.
"""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from governance.ballots.payload import Question

BATCH = 25  # sheets, at most
MOST_OPTIONS = 9  # one key each
NO_MARK, WRONG, SPOILT = 0, 254, 255
STANDS = 1  # how a third settles that a sheet is valid after all

_NO_MARK = frozenset("0-_.·—–空")
_WRONG = frozenset("xX×✕✗✘*错")
_SPOILT = frozenset("zZ废")
_BETWEEN = frozenset(" ,，、;；/|")


class Unfit(ValueError):
    """What was typed for one sheet is not a sheet. `why`: `missing`, `length` (have, need) or `sign` (question,
    sign, most)."""

    def __init__(self, why: str, **figures: int | str) -> None:
        super().__init__(why)
        self.why = why
        self.figures = figures


@dataclass(frozen=True)
class Sheet:
    marks: tuple[int, ...] = ()
    spoilt: bool = False


def sheet_typed(text: str, questions: Sequence[Question]) -> Sheet:
    """One sheet as somebody typed or pasted it: a key a question, or cells with tabs between, an empty cell for
    no mark. `0` alone is a blank sheet, `z` one that is invalid as a whole. Raises Unfit."""
    folded = unicodedata.normalize("NFKC", text)
    if not folded.strip():
        raise Unfit("missing")
    if folded.strip() in _SPOILT:
        return Sheet(spoilt=True)
    if "\t" in folded:
        signs = [cell.strip() or "0" for cell in folded.strip("\r\n").split("\t")]
    else:
        signs = [sign for sign in folded if sign not in _BETWEEN and not sign.isspace()]
        if len(signs) == 1 and signs[0] in _NO_MARK:
            signs = signs * len(questions)
    if len(signs) != len(questions):
        raise Unfit("length", have=len(signs), need=len(questions))
    pairs = zip(signs, questions, strict=True)
    return Sheet(tuple(_mark(sign, place, q) for place, (sign, q) in enumerate(pairs, start=1)))


def mark_typed(text: str, question: Question) -> int:
    """One mark by itself, as whoever settles a difference types it; empty for no mark. Raises Unfit."""
    sign = unicodedata.normalize("NFKC", text).strip()
    return _mark(sign or "0", 1, question)


def _mark(sign: str, place: int, question: Question) -> int:
    if sign in _NO_MARK:
        return NO_MARK
    if sign in _WRONG:
        return WRONG
    if len(sign) == 1 and sign in "123456789" and int(sign) <= len(question.options):
        return int(sign)
    raise Unfit("sign", question=place, sign=sign[:10], most=len(question.options))


def lines_pasted(text: str) -> list[str]:
    """Pasted rows of a table, without the empty end that spreadsheets add."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    while lines and not lines[-1].strip(" \n"):
        lines.pop()
    return lines


# Two typings ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Difference:
    """Where two typings part: the sheet's place in the batch from 1, the question's from 0; `question` is None
    when one found the whole sheet invalid and the other did not (`first` and `second` are then SPOILT or
    STANDS)."""

    sheet: int
    question: int | None
    first: int
    second: int

    @property
    def key(self) -> tuple[int, int | None]:
        return self.sheet, self.question


def differences(first: Sequence[Sheet], second: Sequence[Sheet]) -> list[Difference]:
    """ValueError when the two are not of the same number of sheets."""
    found: list[Difference] = []
    for place, (one, other) in enumerate(zip(first, second, strict=True), start=1):
        if one.spoilt != other.spoilt:
            states = [SPOILT if sheet.spoilt else STANDS for sheet in (one, other)]
            found.append(Difference(place, None, *states))
            continue
        pairs = zip(one.marks, other.marks, strict=True)
        found += [Difference(place, n, a, b) for n, (a, b) in enumerate(pairs) if a != b]
    return found


def settled(
    first: Sequence[Sheet], second: Sequence[Sheet], decided: Mapping[tuple[int, int | None], int]
) -> list[Sheet]:
    """The batch with every difference settled and nothing else touched. A sheet that one typist found invalid and
    that stands after all has the marks of the other. ValueError when what is decided is not what differs."""
    open_ones = {difference.key for difference in differences(first, second)}
    if open_ones != decided.keys():
        raise ValueError("settled is not what differs")
    found: list[Sheet] = []
    for place, (one, other) in enumerate(zip(first, second, strict=True), start=1):
        if one.spoilt != other.spoilt:
            stands = other if one.spoilt else one
            found.append(Sheet(spoilt=True) if decided[place, None] == SPOILT else stands)
        else:
            marks = (decided.get((place, n), mark) for n, mark in enumerate(one.marks))
            found.append(Sheet(tuple(marks), one.spoilt))
    return found


# Totals -----------------------------------------------------------------------------------------------


@dataclass
class Totals:
    """What is kept of sheets. `marks`: for each question how many valid sheets have no valid mark, then how many
    have each option. `wrong` are single marks that do not count, on valid sheets; `uniform` valid sheets with the
    same mark everywhere."""

    sheets: int = 0
    valid: int = 0
    blank: int = 0
    invalid: int = 0
    uniform: int = 0
    wrong: int = 0
    marks: list[list[int]] = field(default_factory=list)


def totals(
    sheets: Iterable[Sheet], questions: Sequence[Question], *, uniform_invalid: bool = False
) -> Totals:
    """A sheet without any mark is blank; one without a single valid mark, but with wrong ones, is invalid as a
    whole; on any other a wrong mark costs its own question and nothing else. `uniform_invalid`: a sheet with the
    same mark everywhere is not taken, as the page for phones would not take it."""
    found = no_totals(questions)
    for sheet in sheets:
        found.sheets += 1
        marked_wrongly = WRONG in sheet.marks and not set(sheet.marks) - {NO_MARK, WRONG}
        if sheet.spoilt or marked_wrongly or (uniform_invalid and is_uniform(sheet, questions)):
            found.invalid += 1
        elif not any(sheet.marks):
            found.blank += 1
        else:
            _add_valid(found, sheet, questions)
    return found


def _add_valid(found: Totals, sheet: Sheet, questions: Sequence[Question]) -> None:
    found.valid += 1
    for counts, mark in zip(found.marks, sheet.marks, strict=True):
        counts[NO_MARK if mark == WRONG else mark] += 1
    found.wrong += sheet.marks.count(WRONG)
    found.uniform += is_uniform(sheet, questions)


def is_uniform(sheet: Sheet, questions: Sequence[Question]) -> bool:
    """The same valid mark at every one of several questions."""
    pairs = zip(sheet.marks, questions, strict=True)
    keys = {"" if mark in (NO_MARK, WRONG) else question.options[mark - 1] for mark, question in pairs}
    return len(questions) > 1 and len(keys) == 1 and "" not in keys


def no_totals(questions: Sequence[Question]) -> Totals:
    return Totals(marks=[[0] * (len(question.options) + 1) for question in questions])


def together(parts: Iterable[Totals], questions: Sequence[Question]) -> Totals:
    """Several batches of the same sheet as one."""
    found = no_totals(questions)
    for part in parts:
        for name in ("sheets", "valid", "blank", "invalid", "uniform", "wrong"):
            setattr(found, name, getattr(found, name) + getattr(part, name))
        for counts, more in zip(found.marks, part.marks, strict=True):
            counts[:] = [a + b for a, b in zip(counts, more, strict=True)]
    return found


# As bytes of one length, to be sealed -------------------------------------------------------------------


def pack_sheets(sheets: Sequence[Sheet], questions: Sequence[Question]) -> bytes:
    """`number of sheets 1 | one byte a mark`, filled up to a full batch. ValueError for a batch too large."""
    width = len(questions)
    if len(sheets) > BATCH:
        raise ValueError(f"{len(sheets)} sheets; at most {BATCH}")
    content = b"".join(bytes([SPOILT] * width if s.spoilt else s.marks) for s in sheets)
    return bytes([len(sheets)]) + content.ljust(BATCH * width, b"\0")


def unpack_sheets(content: bytes, questions: Sequence[Question]) -> list[Sheet]:
    """ValueError for bytes of another sheet."""
    width = len(questions)
    if len(content) != 1 + BATCH * width:
        raise ValueError("not a batch of this sheet")
    rows = [content[1 + n * width : 1 + (n + 1) * width] for n in range(content[0])]
    return [Sheet(spoilt=True) if row[0] == SPOILT else Sheet(tuple(row)) for row in rows]


_FIGURES = ("sheets", "valid", "blank", "invalid", "uniform", "wrong")


def pack_totals(found: Totals) -> bytes:
    numbers = [getattr(found, name) for name in _FIGURES]
    numbers += [count for counts in found.marks for count in counts]
    return struct.pack(f">{len(numbers)}H", *numbers)


def unpack_totals(content: bytes, questions: Sequence[Question]) -> Totals:
    """ValueError for bytes of another sheet."""
    widths = [len(question.options) + 1 for question in questions]
    count = len(_FIGURES) + sum(widths)
    if len(content) != 2 * count:
        raise ValueError("not the totals of this sheet")
    numbers = list(struct.unpack(f">{count}H", content))
    found = Totals(**dict(zip(_FIGURES, numbers, strict=False)))
    place = len(_FIGURES)
    for width in widths:
        found.marks.append(numbers[place : place + width])
        place += width
    return found
