"""Opening the box: shares join in memory, everything is opened at once, and only unrelated lists are kept.

Two beats, as every verb has them: `unlock` reads and judges, `write` keeps, inside the app's act. One transaction:
either the box is counted once, or it is as it was.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.db import transaction
from django.views.decorators.debug import sensitive_variables

from governance.ballots import bonds, codes, payload, places, receipts, sealing, share_files, shares
from governance.ballots.models import Envelope, GroupCount, ReceiptCode, SealedPoll, Slip, Tally
from governance.ballots.opening import SHARE_BYTES, digest_of_share
from governance.ballots.paper import joining, keeping
from governance.ballots.payload import Ballot
from governance.ballots.storing import write_rows
from governance.rules.verdict import Verdict

Status = SealedPoll.Status


@dataclass
class Figures:
    """The customary figures of one class."""

    issued: int = 0
    returned: int = 0
    valid: int = 0
    blank: int = 0
    invalid: int = 0
    uniform: int = 0


@dataclass
class Counted:
    """What the box held, already taken apart: nothing here pairs one list with another."""

    figures: dict[int, Figures] = field(default_factory=dict)
    tallies: Counter[tuple[int, str, str]] = field(default_factory=Counter)
    receipts: list[str] = field(default_factory=list)
    paper: Figures = field(default_factory=Figures)  # what of all this came in on paper
    texts: list[tuple[int, str]] = field(default_factory=list)

    def total(self, name: str) -> int:
        return sum(getattr(f, name) for f in self.figures.values())

    def figures_of(self, group: int) -> Figures:
        return self.figures.setdefault(group, Figures())

    def of(self, question: str, option: str) -> int:
        return sum(n for (_group, q, o), n in self.tallies.items() if (q, o) == (question, option))


@sensitive_variables()
def unlock(poll: SealedPoll, typed: Sequence[str]) -> tuple[Verdict, Counted | None]:
    """Whether these codes open the box, and what it holds. Nothing is written; what was returned lives in memory
    until the caller keeps or drops it. Paper has to be typed and confirmed before, and joins here as totals."""
    verdict = joining.ready(poll)
    if verdict.allowed and not bonds.holds(poll):
        verdict = Verdict.stopped("ballots.box.altered")
    if not verdict.allowed:
        return verdict, None
    if poll.custody == SealedPoll.Custody.PAPER:
        counted: Counted | None = Counted()
    else:
        verdict, key = _key(poll, typed)
        if key is None:
            return verdict, None
        verdict, counted = _open(poll, key)
    if counted is not None:
        joined = joining.join(poll, counted)
        if not joined.allowed:
            return joined, None
    return verdict, counted


@sensitive_variables()
def _key(poll: SealedPoll, typed: Sequence[str]) -> tuple[Verdict, X25519PrivateKey | None]:
    digests = dict(poll.keyholders.values_list("number", "digest"))
    given: dict[int, bytes] = {}
    for code in filter(str.strip, typed):
        try:
            share = shares.from_code(code, poll.pk)
        except shares.Mistyped:
            return Verdict.stopped("ballots.code.mistyped"), None
        if digests.get(share.number) != digest_of_share(share, poll.pk):
            return Verdict.stopped("ballots.code.wrong"), None
        given[share.number] = share.content
    if poll.custody == SealedPoll.Custody.TELLER and given:
        try:
            content = share_files.read(poll.pk, shares.SERVER, SHARE_BYTES)
        except share_files.ShareLost:
            return Verdict.stopped("ballots.share.lost"), None
        if digests.get(shares.SERVER) != digest_of_share(shares.Share(shares.SERVER, content), poll.pk):
            return Verdict.stopped("ballots.share.lost"), None
        given[shares.SERVER] = content
    if not given:
        return Verdict.stopped("ballots.code.mistyped"), None
    if len(given) < shares.TELLERS_NEEDED:
        return Verdict.stopped("ballots.code.too_few", have=len(given)), None
    key = sealing.private_key(shares.joined(given), poll.pk)
    if sealing.public_hex(key) != poll.public_key:
        return Verdict.stopped("ballots.code.wrong"), None
    return Verdict.without_article("the shares fit the key of the box"), key


@sensitive_variables()
def _open(poll: SealedPoll, key: X25519PrivateKey) -> tuple[Verdict, Counted | None]:
    rows = [
        (places.of_voter(voter), group, returned, sealed, check)
        for voter, group, returned, sealed, check in poll.envelopes.values_list(
            "voter_id", "group", "returned", "ciphertext", "checksum"
        )
    ]
    rows += [
        (places.of_slip(digest), group, state == Slip.State.USED, sealed, check)
        for digest, group, state, sealed, check in poll.slips.exclude(state=Slip.State.VOID).values_list(
            "digest", "group", "state", "ciphertext", "checksum"
        )
    ]
    if poll.roll_digest != places.roll_digest(_places(poll)):
        return Verdict.stopped("ballots.box.unequal", roll=poll.issued, have=len(rows)), None
    counted, changed, secret = Counted(), 0, places.checksum_key()
    for place, group, returned, sealed, check in rows:
        figures = counted.figures_of(group)
        figures.issued += 1
        sealed = bytes(sealed)
        if bytes(check) != sealing.checksum(secret, poll.pk, place, returned, sealed):
            changed += 1
            continue
        content = _opened(sealed, key, poll, place)
        if content is None or payload.is_dummy(poll.pk, content) == returned:
            changed += 1
        elif returned:
            _take(counted, figures, group, poll, content)
    if changed:
        return Verdict.stopped("ballots.box.changed", have=changed), None
    counted.receipts.sort()
    counted.texts.sort(key=lambda one: one[1])
    return Verdict.without_article("every envelope opened as it was sealed"), counted


def _places(poll: SealedPoll) -> Iterable[tuple[bytes, int]]:
    for voter, group in poll.envelopes.values_list("voter_id", "group"):
        yield places.of_voter(voter), group
    for digest, group in poll.slips.values_list("digest", "group"):
        yield places.of_slip(digest), group


@sensitive_variables()
def _opened(sealed: bytes, key: X25519PrivateKey, poll: SealedPoll, place: bytes) -> bytes | None:
    try:
        return sealing.unseal(sealed, key, poll.pk, place)
    except sealing.WillNotOpen:
        return None


@sensitive_variables()
def _take(counted: Counted, figures: Figures, group: int, poll: SealedPoll, content: bytes) -> None:
    figures.returned += 1
    try:
        ballot = payload.unpack(poll.pk, poll.sheet, content)
    except payload.Unreadable:
        figures.invalid += 1
        return
    counted.receipts.append(codes.encode(ballot.receipt, codes.RECEIPT_LENGTH))
    if ballot.is_blank:
        figures.blank += 1
        return
    figures.valid += 1
    figures.uniform += _is_uniform(ballot)
    for question, answer in zip(poll.sheet, ballot.answers, strict=True):
        counted.tallies[group, question.key, answer or ""] += 1
    if text := payload.cleaned_text(ballot.text):
        counted.texts.append((group, text))


def _is_uniform(ballot: Ballot) -> bool:
    return len(ballot.answers) > 1 and len(set(ballot.answers)) == 1 and ballot.answers[0] is not None


@sensitive_variables()
def write(poll: SealedPoll, counted: Counted, at: datetime) -> None:
    """Keep the figures and the unrelated lists, empty every envelope, forget the key; the server's share is
    destroyed once this is committed. Inside the app's act, under its lock on the vote."""
    _reconcile(poll, counted)
    for group, figures in sorted(counted.figures.items()):
        GroupCount(organization_id=poll.organization_id, poll=poll, group=group, **vars(figures)).save()
    write_rows(ReceiptCode, ("poll", "code"), [(poll.pk, code) for code in counted.receipts])
    write_rows(Tally, ("poll", "group", "question", "option", "count"), _tally_rows(poll, counted.tallies))
    for name in ("returned", "valid", "blank", "invalid"):
        setattr(poll, name, counted.total(name))
    poll.issued += counted.paper.issued
    poll.surplus_explained = joining.surplus_explained(poll)
    poll.codes_digest = receipts.digest_of_list(counted.receipts)
    poll.result_bond = bonds.result_bond_of(poll)
    poll.counted_at = at
    poll.status = Status.COUNTED
    empty(poll)
    poll.save()


def _tally_rows(poll: SealedPoll, tallies: Mapping[tuple[int, str, str], int]) -> list[tuple[object, ...]]:
    return [(poll.pk, *key, count) for key, count in sorted(tallies.items())]


def empty(poll: SealedPoll) -> None:
    """Empty every envelope, drop the public key, and destroy the shares after the commit. The caller saves."""
    Envelope.objects.filter(poll_id=poll.pk).update(ciphertext=b"", checksum=b"")
    Slip.objects.filter(poll_id=poll.pk).update(ciphertext=b"", checksum=b"")
    keeping.empty_all(poll)
    poll.public_key = ""
    transaction.on_commit(_destroyer(poll))


def _destroyer(poll: SealedPoll) -> Callable[[], None]:
    pk = poll.pk
    return lambda: share_files.destroy_all(pk)


class Unequal(RuntimeError):
    """The figures of a count contradict each other; nothing is kept."""


def _reconcile(poll: SealedPoll, counted: Counted) -> None:
    returned = counted.total("returned")
    parts = counted.total("valid") + counted.total("blank") + counted.total("invalid")
    issued = counted.total("issued") - counted.paper.issued + poll.slips.filter(state=Slip.State.VOID).count()
    if issued != poll.issued or returned != parts:
        raise Unequal("issued and roll, or returned and its parts, differ")
    on_paper = counted.paper.valid + counted.paper.blank
    if len(counted.receipts) + on_paper != returned - counted.total("invalid"):
        raise Unequal("receipts and readable ballots differ")
