"""Preparing a box: its key, the parts of the key, an envelope for everybody on the roll.

Called by an app's verb inside its act. The seed lives in this process's memory for as long as it takes to split it.
"""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.views.decorators.debug import sensitive_variables

from governance.ballots import bonds, payload, places, sealing, share_files, shares
from governance.ballots.models import Envelope, KeyHolder, SealedPoll, Slip
from governance.ballots.payload import Question

Custody, Status = SealedPoll.Custody, SealedPoll.Status
SHARE_BYTES = sealing.SEED_BYTES


@dataclass(frozen=True)
class Setup:
    """What a box is made for. `voters`: person → class (0 where there are none); `slips`: digest of a drawn code
    → class. One teller shares the key with the server; three tellers hold it among themselves."""

    organization_id: int
    subject_type: str
    subject_id: str
    questions: Sequence[Question]
    tellers: Sequence[int]
    voters: Mapping[int, int]
    slips: Mapping[str, int]
    text_limit: int = 0
    blank_allowed: bool = False
    objection_minutes: int = 10


@sensitive_variables()
def prepare(setup: Setup) -> SealedPoll:
    """Write the box with its envelopes in random order, and the files of its shares. ValueError for a number of
    tellers other than one or three; OSError when the files cannot be written (nothing is kept then)."""
    if len(set(setup.tellers)) not in (1, shares.TELLERS_OF_THREE):
        raise ValueError("one teller, or three")
    alone = len(setup.tellers) == 1
    poll = SealedPoll(
        organization_id=setup.organization_id,
        subject_type=setup.subject_type,
        subject_id=setup.subject_id,
        custody=Custody.TELLER if alone else Custody.TELLERS,
        questions=[{"key": q.key, "options": list(q.options)} for q in setup.questions],
        text_limit=setup.text_limit,
        size=payload.size_for(setup.questions, setup.text_limit),
        blank_allowed=setup.blank_allowed,
        objection_minutes=setup.objection_minutes,
        issued=len(setup.voters) + len(setup.slips),
        roll_digest=places.roll_digest(
            [
                *((places.of_voter(voter), group) for voter, group in setup.voters.items()),
                *((places.of_slip(digest), group) for digest, group in setup.slips.items()),
            ]
        ),
    )
    holders = [
        KeyHolder(organization_id=setup.organization_id, poll=poll, number=n, person_id=person)
        for n, person in enumerate(setup.tellers, start=1)
    ]
    if alone:
        holders.append(KeyHolder(organization_id=setup.organization_id, poll=poll, number=shares.SERVER))
    _draw_key(poll, holders)
    poll.bond = bonds.bond_of(poll)
    poll.save()
    for holder in holders:
        holder.save()
    _make_envelopes(poll, setup)
    return poll


@sensitive_variables()
def _draw_key(poll: SealedPoll, holders: Sequence[KeyHolder]) -> None:
    """A fresh seed: the public key and digests of the parts on the rows, the parts in files, tested by reading
    them back and opening a dummy with them."""
    seed = sealing.new_seed()
    parts = (
        shares.split_with_server(seed) if poll.custody == Custody.TELLER else shares.split_among_tellers(seed)
    )
    poll.public_key = sealing.public_hex(sealing.private_key(seed, poll.pk))
    by_number = {part.number: part for part in parts}
    for holder in holders:
        part = by_number[holder.number]
        holder.digest = digest_of_share(part, poll.pk)
        holder.collected_at = holder.confirmed_at = None
    for part in parts:
        share_files.write(poll.pk, part.number, part.content)
    _test(poll, [part.number for part in parts])


@sensitive_variables()
def _test(poll: SealedPoll, numbers: Sequence[int]) -> None:
    """Every pair of parts, as they lie on the disk, opens what the public key seals."""
    read = {n: share_files.read(poll.pk, n, SHARE_BYTES) for n in numbers}
    content = payload.pack_dummy(poll.pk, poll.size)
    sealed = sealing.seal(content, poll.public_key, poll.pk, b"test")
    for left in numbers:
        for right in numbers:
            if left < right:
                seed = shares.joined({left: read[left], right: read[right]})
                key = sealing.private_key(seed, poll.pk)
                if sealing.unseal(sealed, key, poll.pk, b"test") != content:
                    raise share_files.ShareLost("the parts of a fresh key do not open what it seals")


def digest_of_share(share: shares.Share, poll: uuid.UUID) -> str:
    return sealing.digest_of(bytes([share.number]) + share.content, b"share", poll)


def _make_envelopes(poll: SealedPoll, setup: Setup) -> None:
    voters, slips = list(setup.voters.items()), list(setup.slips.items())
    secrets.SystemRandom().shuffle(voters)
    secrets.SystemRandom().shuffle(slips)
    Envelope.objects.bulk_create(
        Envelope(poll=poll, voter_id=voter, group=group, **dummy(poll, places.of_voter(voter)))
        for voter, group in voters
    )
    Slip.objects.bulk_create(
        Slip(poll=poll, digest=digest, group=group, **dummy(poll, places.of_slip(digest)))
        for digest, group in slips
    )


def dummy(poll: SealedPoll, place: bytes) -> dict[str, bytes]:
    """Ciphertext and checksum of an envelope nobody has used yet, as fields of its row."""
    sealed = sealing.seal(payload.pack_dummy(poll.pk, poll.size), poll.public_key, poll.pk, place)
    return {
        "ciphertext": sealed,
        "checksum": sealing.checksum(places.checksum_key(), poll.pk, place, False, sealed),
    }


@sensitive_variables()
def redraw(poll: SealedPoll) -> None:
    """Another key before anybody could vote: a code was not written down, or written down wrongly. Every envelope
    gets a dummy of the new key; the old parts are worth nothing."""
    holders = list(poll.keyholders.all())
    _draw_key(poll, holders)
    poll.bond = bonds.bond_of(poll)
    poll.save(update_fields=["public_key", "bond"])
    for holder in holders:
        holder.save(update_fields=["digest", "collected_at", "confirmed_at"])
    for voter in poll.envelopes.values_list("voter_id", flat=True):
        poll.envelopes.filter(voter_id=voter).update(**dummy(poll, places.of_voter(voter)))
    for digest in poll.slips.values_list("digest", flat=True):
        poll.slips.filter(digest=digest).update(**dummy(poll, places.of_slip(digest)))


@sensitive_variables()
def collect(holder: KeyHolder) -> str:
    """The teller's code, this once; its file is destroyed when the act is committed. Raises ShareLost."""
    poll = holder.poll
    content = share_files.read(poll.pk, holder.number, SHARE_BYTES)
    transaction.on_commit(lambda: share_files.destroy(poll.pk, holder.number))
    return shares.as_code(shares.Share(holder.number, content), poll.pk)


def open_if_ready(poll: SealedPoll, at: object) -> bool:
    """Open the box once every teller has copied their code rightly and no copy waits on the server."""
    waiting = [h for h in poll.keyholders.all() if h.person_id is not None and h.confirmed_at is None]
    if waiting:
        return False
    for holder in poll.keyholders.all():
        if holder.person_id is not None:
            share_files.destroy(poll.pk, holder.number)
    poll.status = Status.OPEN
    poll.opened_at = at  # type: ignore[assignment]
    poll.save(update_fields=["status", "opened_at"])
    return True


@sensitive_variables()
def fits(poll: SealedPoll, share: shares.Share) -> bool:
    """Whether a teller's part and the server's, as it lies on the disk now, give the key of the box. Of three
    tellers each part was tested when it was made, and the server keeps none."""
    if poll.custody != Custody.TELLER:
        return True
    try:
        ours = share_files.read(poll.pk, shares.SERVER, SHARE_BYTES)
    except share_files.ShareLost:
        return False
    seed = shares.joined({shares.SERVER: ours, share.number: share.content})
    return sealing.public_hex(sealing.private_key(seed, poll.pk)) == poll.public_key
