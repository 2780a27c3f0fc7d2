"""Drawn codes: made in memory, printed on paper, and kept nowhere else.

The database holds a digest of each, made with a key of the round that lies in a file beside the shares and is
destroyed when the round closes: with it gone, not even a list of all codes would find a slip again. A code
belongs to whoever happened to draw it; who that was is written down nowhere.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.views.decorators.debug import sensitive_variables

from governance.ballots import bonds, codes, places, share_files
from governance.ballots.casting import ALTERED, NOT_OPEN, NotCast, seal_ballot, still_open
from governance.ballots.locking import hold_together
from governance.ballots.models import SealedPoll, Slip, WrongCodes
from governance.ballots.opening import dummy

KEY = 8  # the number of the file with the key of the digests; shares have 0 to 3, paper 9
KEY_BYTES = 32
WRONG_CODE = "wrong_code"
PAUSED = "paused"
MOST_A_MINUTE = 60  # well-formed codes that are none of the round's, from everybody together


@dataclass(frozen=True)
class Drawn:
    """A code for one slip of paper, and its class. Never stored, never logged; `repr` shows neither."""

    code: str
    group: int

    def __repr__(self) -> str:
        return "Drawn()"


@sensitive_variables()
def draw(wanted: Mapping[int, int]) -> list[Drawn]:
    """So many different codes for each class, in an order drawn by lot within it: printed one after the other
    they tell nothing about the order of rows."""
    found: set[str] = set()
    while len(found) < sum(wanted.values()):
        found.add(codes.new_slip())
    shuffled = list(found)
    secrets.SystemRandom().shuffle(shuffled)
    groups = [group for group, number in sorted(wanted.items()) for _slip in range(number)]
    return [Drawn(code, group) for code, group in zip(shuffled, groups, strict=True)]


@sensitive_variables()
def new_key() -> bytes:
    return secrets.token_bytes(KEY_BYTES)


def keep_key(poll: uuid.UUID, key: bytes) -> None:
    """OSError when the file cannot be written."""
    share_files.write(poll, KEY, key)


@sensitive_variables()
def digests(key: bytes, drawn: Sequence[Drawn]) -> dict[str, int]:
    """Digest → class."""
    return {_digest(key, one.code): one.group for one in drawn}


def _digest(key: bytes, code: str) -> str:
    return hmac.new(key, b"zhenwei slip" + code.encode(), hashlib.sha256).hexdigest()


@sensitive_variables()
def replace(poll: SealedPoll, drawn: Sequence[Drawn]) -> None:
    """New codes for a box that nobody could vote in yet: the old slips are void, and stay counted as issued."""
    key = share_files.read(poll.pk, KEY, KEY_BYTES)
    fresh = digests(key, drawn)
    Slip.objects.filter(poll_id=poll.pk, state=Slip.State.UNUSED).update(
        state=Slip.State.VOID, ciphertext=b"", checksum=b""
    )
    rows = list(fresh.items())
    secrets.SystemRandom().shuffle(rows)
    Slip.objects.bulk_create(
        Slip(poll=poll, digest=digest, group=group, **dummy(poll, places.of_slip(digest)))
        for digest, group in rows
    )
    every = poll.slips.values_list("digest", "group")
    poll.issued = len(every)
    poll.roll_digest = places.roll_digest((places.of_slip(digest), group) for digest, group in every)
    poll.bond = bonds.bond_of(poll)
    poll.save(update_fields=["issued", "roll_digest", "bond"])


@sensitive_variables()
def cast_slip(*, poll: SealedPoll, typed: str, answers: Mapping[str, str], text: str, now: datetime) -> None:
    """Put a marked sheet under a drawn code, once: what was handed in stays.

    Raises NotCast: `NOT_OPEN`, `WRONG_CODE` (no such code, or used), `PAUSED` (wrong, and too many wrong ones in
    this minute). A right code is taken whatever others typed. ValueError for an option the sheet does not have.
    """
    if poll.status != SealedPoll.Status.OPEN:
        raise NotCast(NOT_OPEN)
    if not bonds.holds(poll):
        raise NotCast(ALTERED)
    code = codes.cleaned(typed)
    if not codes.is_slip(code):
        raise NotCast(WRONG_CODE)  # a slip of the pen: it guesses nothing, so it is not counted
    try:
        digest = _digest(share_files.read(poll.pk, KEY, KEY_BYTES), code)
    except share_files.ShareLost:
        raise NotCast(NOT_OPEN) from None
    place = places.of_slip(digest)
    sealed, check = seal_ballot(poll, place, answers, text, codes.new_receipt())
    with transaction.atomic(durable=True):
        hold_together(poll.pk)
        still_open(poll)
        changed = Slip.objects.filter(poll_id=poll.pk, digest=digest, state=Slip.State.UNUSED).update(
            state=Slip.State.USED, ciphertext=sealed, checksum=check
        )
    if changed != 1:
        raise NotCast(_why_wrong(poll.pk, now))


def _why_wrong(poll: uuid.UUID, now: datetime) -> str:
    """Counted by round and minute: nothing about who typed it, or where from."""
    minute = int(now.timestamp()) // 60
    with transaction.atomic(durable=True):
        row = WrongCodes.objects.filter(poll_id=poll)
        if not row.filter(minute=minute).update(total=F("total") + 1, in_minute=F("in_minute") + 1):
            if not row.update(total=F("total") + 1, minute=minute, in_minute=1):
                _first(poll, minute)
        in_minute = row.values_list("in_minute", flat=True).first() or 0
    return PAUSED if in_minute > MOST_A_MINUTE else WRONG_CODE


def _first(poll: uuid.UUID, minute: int) -> None:
    try:
        with transaction.atomic():
            WrongCodes.objects.create(poll_id=poll, total=1, minute=minute, in_minute=1)
    except IntegrityError:  # two first ones at once
        WrongCodes.objects.filter(poll_id=poll).update(total=F("total") + 1, in_minute=F("in_minute") + 1)


def wrong_codes_of(poll: SealedPoll) -> int:
    return WrongCodes.objects.filter(poll_id=poll.pk).values_list("total", flat=True).first() or 0


def forget_key(poll: uuid.UUID) -> None:
    """After closing: with the key gone, no code can be tried against the slips any more."""
    transaction.on_commit(lambda: share_files.destroy(poll, KEY))


@dataclass(frozen=True)
class SlipFigures:
    """Codes of one class: issued = used + void + unused."""

    issued: int = 0
    used: int = 0
    void: int = 0

    @property
    def unused(self) -> int:
        return self.issued - self.used - self.void


def figures_of(poll: SealedPoll) -> dict[int, SlipFigures]:
    """By class. Asked once the round is closed: while it is open only the whole number returned is told."""
    found: dict[int, dict[str, int]] = {}
    for group, state in poll.slips.values_list("group", "state"):
        states = found.setdefault(group, {})
        states[state] = states.get(state, 0) + 1
    return {
        group: SlipFigures(
            sum(states.values()), states.get(Slip.State.USED, 0), states.get(Slip.State.VOID, 0)
        )
        for group, states in found.items()
    }
