"""Sealing and opening: HPKE (RFC 9180) with X25519, HKDF-SHA256 and ChaCha20-Poly1305.

The key pair is derived from a 16-byte seed, because that is what Shamir's scheme splits; only the public half is
ever stored. `info` ties an envelope to its poll and to its place, so that one copied over another opens nothing.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import uuid

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

SEED_BYTES = 16
OVERHEAD = 48  # 32 of the encapsulated key, 16 of the tag
_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)


class WillNotOpen(ValueError):
    """Another key, another place, or bytes that were changed."""


def new_seed() -> bytes:
    return secrets.token_bytes(SEED_BYTES)


def private_key(seed: bytes, poll: uuid.UUID) -> X25519PrivateKey:
    """The key of one poll; the same seed gives another key for another poll."""
    derived = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"zhenwei ballot key " + poll.bytes)
    return X25519PrivateKey.from_private_bytes(derived.derive(seed))


def public_hex(key: X25519PrivateKey) -> str:
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()


def seal(content: bytes, public: str, poll: uuid.UUID, place: bytes) -> bytes:
    """`content` for whoever holds the private half of `public` (hex); OVERHEAD bytes longer."""
    key = X25519PublicKey.from_public_bytes(bytes.fromhex(public))
    return bytes(_SUITE.encrypt(content, key, _info(poll, place)))


def unseal(sealed: bytes, key: X25519PrivateKey, poll: uuid.UUID, place: bytes) -> bytes:
    """What `seal` was given. Raises WillNotOpen."""
    try:
        return bytes(_SUITE.decrypt(sealed, key, _info(poll, place)))
    except (InvalidTag, ValueError):
        raise WillNotOpen("does not open with this key at this place") from None


def checksum(secret: bytes, poll: uuid.UUID, place: bytes, used: bool, sealed: bytes) -> bytes:
    """Under a key that is not in the database: what is changed there alone is noticed at the count."""
    message = b"zhenwei envelope " + poll.bytes + place + (b"\1" if used else b"\0") + sealed
    return hmac.digest(secret, message, "sha256")[:16]


def digest_of(content: bytes, what: bytes, poll: uuid.UUID) -> str:
    """A plain digest of something with 128 random bits: tells a mistyped share, and gives nothing away."""
    return hashlib.sha256(b"zhenwei " + what + poll.bytes + content).hexdigest()


def _info(poll: uuid.UUID, place: bytes) -> bytes:
    return b"zhenwei ballot v1 " + poll.bytes + place
