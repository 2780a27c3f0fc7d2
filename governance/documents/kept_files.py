"""Files as they lie in the store: whole or not at all, and what concerns a secret matter only as ciphertext.

A sealed file opens under the key of its subject (`governance.audit.sealed`): when that key is destroyed, the
file, its copies and its backups say nothing any more. Digests are of the words in clear, so that a paper in
the hand can be compared without opening the one that is kept.
"""

from __future__ import annotations

import hashlib
import os
import uuid

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from governance.audit.sealed import NONCE, Erased, SealBroken, SubjectKey

_SEALED = b"zhenwei-sealed-1\n"  # no PDF, picture or zip begins like this
_KEY = 16


def keep_file(name: str, data: bytes, sha256: str, key: SubjectKey | None = None) -> None:
    """Store the file whole or not at all, sealed under `key` where one is given: what a full disk or a
    killed worker left behind under the name is written anew, never taken for the paper."""
    if default_storage.exists(name):
        if _is_kept(name, sha256, sealed=key is not None):
            return
        default_storage.delete(name)
    try:
        default_storage.save(name, ContentFile(data if key is None else _seal(data, key)))
    except OSError:
        default_storage.delete(name)
        raise


def _is_kept(name: str, sha256: str, *, sealed: bool) -> bool:
    with default_storage.open(name) as file:
        raw = file.read()
    try:
        return raw.startswith(_SEALED) == sealed and hashlib.sha256(_clear(raw)).hexdigest() == sha256
    except (SealBroken, Erased):
        return False


def read_kept(name: str) -> bytes:
    """The file in clear. FileNotFoundError, Erased when its key was destroyed, SealBroken when altered."""
    with default_storage.open(name) as file:
        return _clear(file.read())


def digest_kept(name: str) -> str | None:
    """SHA-256 of the words in clear; None when their key was destroyed. OSError, SealBroken."""
    try:
        return hashlib.sha256(read_kept(name)).hexdigest()
    except Erased:
        return None


def _seal(data: bytes, key: SubjectKey) -> bytes:
    nonce = os.urandom(NONCE)
    return _SEALED + key.pk.bytes + nonce + AESGCM(key.unwrap()).encrypt(nonce, data, key.bound)


def _clear(raw: bytes) -> bytes:
    if not raw.startswith(_SEALED):
        return raw
    body = raw[len(_SEALED) :]
    key = SubjectKey.objects.filter(pk=uuid.UUID(bytes=body[:_KEY])).first() if len(body) > _KEY else None
    if key is None:
        raise SealBroken("the file names a key that never was")
    nonce, sealed = body[_KEY : _KEY + NONCE], body[_KEY + NONCE :]
    try:
        return AESGCM(key.unwrap()).decrypt(nonce, sealed, key.bound)
    except (InvalidTag, ValueError):
        raise SealBroken(f"a file of {key} was altered or moved") from None
