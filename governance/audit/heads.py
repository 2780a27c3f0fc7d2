"""Signed heads: what a chain looked like on a day, so that a later rewriting shows.

A chain proves that nothing before its head was changed; only a copy of the head outside the
database proves that the head itself was not made anew. Heads are signed with a key file that is
not in the database, kept as rows, written to checkpoint files, and printed on minutes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.db import models
from django.db.models import Max
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from governance.audit import chain, keys
from governance.audit.models import AppendOnly, ChainEntry

KIND = "heads"  # of the key file
FORMAT = "zhenwei-heads/1"
CLOCK_SKEW = timedelta(minutes=5)


class CheckpointUnreadable(ValueError):
    """The file is not a checkpoint: no JSON, another format, a field missing."""


@dataclass(frozen=True)
class Head:
    """The newest link of a chain: its sequence number and its hash (64 hex digits)."""

    seq: int
    hash: str

    @property
    def printed(self) -> str:
        """How paper shows it: the number and the first sixteen digits in groups of four."""
        digits = self.hash[:16].upper()
        return f"{self.seq} · " + " ".join(digits[i : i + 4] for i in range(0, 16, 4))


class SignedHead(AppendOnly):
    """The head of one chain, signed. Part of the trail; written nightly and for checkpoints."""

    organization_id = models.BigIntegerField(_("单位"))
    seq = models.BigIntegerField(_("序号"))
    hash = models.CharField(_("链值"), max_length=64)
    count = models.BigIntegerField(_("条数"))
    signed_at = models.DateTimeField(_("签署时间"))
    key_id = models.CharField(_("签署钥编号"), max_length=16)
    signature = models.CharField(_("签署值"), max_length=128)

    class Meta(AppendOnly.Meta):
        verbose_name = _("已签链头")
        verbose_name_plural = _("已签链头")
        indexes = [models.Index(fields=["organization_id", "seq"], name="head_by_chain")]

    def __str__(self) -> str:
        return f"{self.organization_id}/{self.seq}"

    def as_dict(self) -> dict[str, Any]:
        return {
            "organization": self.organization_id,
            "seq": self.seq,
            "hash": self.hash,
            "count": self.count,
            "signed_at": chain.canonical(self.signed_at),
            "key_id": self.key_id,
            "signature": self.signature,
        }


def current_head(organization_id: int) -> Head:
    """The newest committed link of the organization's chain; (0, zeros) for an empty one."""
    return Head(*chain.head(organization_id))


# Signing -------------------------------------------------------------------------------------


def signed_bytes(head: SignedHead) -> bytes:
    """What the signature covers. The first line keeps it from passing for another message."""
    fields = (head.organization_id, head.seq, head.hash, head.count, chain.canonical(head.signed_at))
    return "\n".join([FORMAT, *map(str, fields)]).encode()


def key_id_of(public: Ed25519PublicKey) -> str:
    """The fingerprint by which a head names its key: sixteen hex digits."""
    return hashlib.sha256(public.public_bytes_raw()).hexdigest()[:16]


def known_keys() -> dict[str, Ed25519PublicKey]:
    """Every key of this installation that may have signed a head, by fingerprint."""
    pairs = (
        Ed25519PrivateKey.from_private_bytes(keys.read(KIND, n)).public_key() for n in keys.numbers(KIND)
    )
    return {key_id_of(public): public for public in pairs}


def signing_key() -> Ed25519PrivateKey:
    """The newest key; the first is made once. KeyMissing when heads were signed and none is left."""
    present = keys.numbers(KIND)
    if not present and SignedHead.objects.exists():
        raise keys.KeyMissing(
            f"no {KIND}-NNNN.key in {keys.folder()}, but heads were signed with one: "
            "restore the key folder from its backup"
        )
    return Ed25519PrivateKey.from_private_bytes(
        keys.read(KIND, present[-1]) if present else keys.make(KIND, 1)
    )


def chains() -> list[int]:
    """Organizations that have a chain, the system chain (0) among them."""
    found = ChainEntry.objects.order_by("organization_id").values_list("organization_id", flat=True)
    return list(found.distinct())


def sign_heads() -> list[SignedHead]:
    """Sign the head of every chain and return the newest signed head of each.

    A chain that has not grown since its last signed head under this key is not signed again, so
    that running it twice adds nothing.
    """
    private = signing_key()
    key_id = key_id_of(private.public_key())
    result = []
    for organization_id in chains():
        at = current_head(organization_id)
        newest = SignedHead.objects.filter(organization_id=organization_id).order_by("-pk").first()
        if newest is not None and (newest.seq, newest.hash, newest.key_id) == (at.seq, at.hash, key_id):
            result.append(newest)
            continue
        head = SignedHead(
            organization_id=organization_id,
            seq=at.seq,
            hash=at.hash,
            count=ChainEntry.objects.filter(organization_id=organization_id, seq__lte=at.seq).count(),
            signed_at=timezone.now(),
            key_id=key_id,
        )
        head.signature = private.sign(signed_bytes(head)).hex()
        head.save()
        result.append(head)
    return result


# Comparing -----------------------------------------------------------------------------------


def checkpoint_text(heads: Iterable[SignedHead], made_at: datetime) -> str:
    """Signed heads as a file that anybody can read."""
    content = {
        "format": FORMAT,
        "made_at": chain.canonical(made_at),
        "public_keys": {k: p.public_bytes_raw().hex() for k, p in known_keys().items()},
        "heads": [head.as_dict() for head in heads],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def write_checkpoint(path: Path, heads: Iterable[SignedHead]) -> int:
    """Write signed heads to a file; the number of heads."""
    listed = list(heads)
    path.write_text(checkpoint_text(listed, timezone.now()))
    return len(listed)


def read_checkpoint(path: Path) -> list[SignedHead]:
    """The heads of a checkpoint file, unsaved. Raises CheckpointUnreadable, OSError."""
    try:
        content = json.loads(path.read_text())
        if content["format"] != FORMAT:
            raise CheckpointUnreadable(f"{path.name}: format {content['format']!r} is not {FORMAT}")
        return [_from_dict(head) for head in content["heads"]]
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise CheckpointUnreadable(f"{path.name}: not JSON ({error})") from None
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        if isinstance(error, CheckpointUnreadable):
            raise
        raise CheckpointUnreadable(f"{path.name}: {type(error).__name__} {error}") from None


def _from_dict(data: Mapping[str, Any]) -> SignedHead:
    signed_at: datetime | None = parse_datetime(data["signed_at"])
    if signed_at is None or timezone.is_naive(signed_at):
        raise ValueError("signed_at is no date with a time zone")
    return SignedHead(
        organization_id=int(data["organization"]),
        seq=int(data["seq"]),
        hash=str(data["hash"]),
        count=int(data["count"]),
        signed_at=signed_at,
        key_id=str(data["key_id"]),
        signature=str(data["signature"]),
    )


def faults(head: SignedHead, known: Mapping[str, Ed25519PublicKey]) -> Iterator[str]:
    """What is wrong with a signed head, compared with the chain as it stands now.

    `other_key` (no key of this installation), `bad_signature`, `future` (signed after now),
    `truncated` (the chain is shorter than the head), `gap` (fewer links than the head counted),
    `rewritten` (another hash at that number).
    """
    public = known.get(head.key_id)
    if public is None:
        yield "other_key"
        return
    try:
        public.verify(bytes.fromhex(head.signature), signed_bytes(head))
    except (InvalidSignature, ValueError):
        yield "bad_signature"
        return
    if head.signed_at > timezone.now() + CLOCK_SKEW:
        yield "future"
    links = ChainEntry.objects.filter(organization_id=head.organization_id)
    longest = links.aggregate(longest=Max("seq"))["longest"] or 0
    if longest < head.seq:
        yield "truncated"
        return
    at = links.filter(seq=head.seq).values_list("hash", flat=True).first()
    if at is None:
        yield "gap"
    elif at != head.hash:
        yield "rewritten"
    elif links.filter(seq__lte=head.seq).count() != head.count:
        yield "gap"
