"""Designs that look secret and are not. They are kept so that the attack is known to bite.

Roll and ballot: a row says that somebody has voted, another row, without a name, holds the vote.
Counters: a row says that somebody has voted, one counter per choice is raised.
Slip and sheet: a drawn slip is marked as used, sheet and remark go without it into rows of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db import connection, transaction

_SERIAL = {"postgresql": "bigserial PRIMARY KEY", "sqlite": "integer PRIMARY KEY AUTOINCREMENT"}
SHAPES: Mapping[str, Sequence[str]] = {
    "roll_and_ballot": (
        "CREATE TABLE naive_roll (id {serial}, voter_id bigint NOT NULL UNIQUE)",
        "CREATE TABLE naive_ballot (id {serial}, choice varchar(8) NOT NULL)",
    ),
    "counters": (
        "CREATE TABLE naive_roll (voter_id bigint PRIMARY KEY, has_voted boolean NOT NULL)",
        "CREATE TABLE naive_count (choice varchar(8) PRIMARY KEY, count integer NOT NULL)",
    ),
}

SLIPS = (
    "CREATE TABLE naive_slip (digest varchar(64) PRIMARY KEY, used boolean NOT NULL)",
    "CREATE TABLE naive_sheet (id {serial}, mark varchar(8) NOT NULL)",
    "CREATE TABLE naive_remark (id {serial}, text varchar(40) NOT NULL)",
)


def prepare_slips(digests: Sequence[str]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in SLIPS:
            cursor.execute(statement.format(serial=_SERIAL[connection.vendor]))
        cursor.executemany("INSERT INTO naive_slip VALUES (%s, false)", [(digest,) for digest in digests])


def hand_in(digest: str, mark: str, remark: str) -> None:
    """One sheet in one transaction: the slip is used up, what it brought lies apart from it, and apart."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE naive_slip SET used = true WHERE digest = %s AND NOT used", [digest])
        assert cursor.rowcount == 1
        cursor.execute("INSERT INTO naive_sheet (mark) VALUES (%s)", [mark])
        cursor.execute("INSERT INTO naive_remark (text) VALUES (%s)", [remark])


def prepare(shape: str, voters: Sequence[int], choices: Sequence[str]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in SHAPES[shape]:
            cursor.execute(statement.format(serial=_SERIAL[connection.vendor]))
        if shape == "counters":
            cursor.executemany("INSERT INTO naive_roll VALUES (%s, false)", [(voter,) for voter in voters])
            cursor.executemany("INSERT INTO naive_count VALUES (%s, 0)", [(choice,) for choice in choices])


def _with_a_ballot(cursor: Any, voter: int, choice: str) -> None:
    cursor.execute("INSERT INTO naive_roll (voter_id) VALUES (%s)", [voter])
    cursor.execute("INSERT INTO naive_ballot (choice) VALUES (%s)", [choice])


def _by_raising(cursor: Any, voter: int, choice: str) -> None:
    cursor.execute("UPDATE naive_roll SET has_voted = true WHERE voter_id = %s AND NOT has_voted", [voter])
    assert cursor.rowcount == 1
    cursor.execute("UPDATE naive_count SET count = count + 1 WHERE choice = %s", [choice])


CASTS: Mapping[str, Callable[[Any, int, str], None]] = {
    "roll_and_ballot": _with_a_ballot,
    "counters": _by_raising,
}


def cast(shape: str, voter: int, choice: str) -> None:
    """One vote in one transaction, as a careful programmer writes it."""
    with transaction.atomic(), connection.cursor() as cursor:
        CASTS[shape](cursor, voter, choice)
