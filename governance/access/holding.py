"""Files kept for a few days for whoever sent them: a form that came back with a question or an error keeps
its file, and a file that is checked before it is taken waits here.

Only the account that sent a file, and only for the purpose it sent it for, gets it back. It lies encrypted like
what is typed (`access.drafts`): the file of a secret matter is in clear nowhere, nor in a backup. A full disk or
a missing key keeps nothing and says nothing: the file is then chosen again.
"""

from __future__ import annotations

import hashlib
import logging
import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from io import BytesIO

from cryptography.exceptions import InvalidTag
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from governance.access.actor import Actor
from governance.access.drafts import disclosed, enclosed
from governance.access.models import HeldFile
from governance.audit.keys import KeyMissing

logger = logging.getLogger("governance.holding")
HELD = "_held_"  # before the name of the field, in forms
KEPT = timedelta(days=7)
LARGEST = 10 * 1024 * 1024
_NUMBER = 2  # bytes of the key's number, before the ciphertext


def hold(file: File, actor: Actor, purpose: str) -> HeldFile | None:
    """Keep a file; None where it is too large or the disk takes nothing."""
    if actor.account_id is None or file.size is None or file.size > LARGEST:
        return None
    key = uuid.uuid4()
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
    file.seek(0)
    try:
        number, body = enclosed(file.read(), _bound(key, actor.account_id))
        place = default_storage.save(f"zancun/{key}", ContentFile(number.to_bytes(_NUMBER, "big") + body))
    except (OSError, KeyMissing) as error:
        logger.warning("a file could not be kept: %s", type(error).__name__)
        return None
    finally:
        file.seek(0)
    return HeldFile.objects.create(
        key=key,
        account_id=actor.account_id,
        purpose=purpose,
        name=(file.name or "")[-120:],
        media_type=getattr(file, "content_type", "") or "",
        place=place,
        size=file.size,
        digest=digest,
    )


def held(key: str | uuid.UUID, actor: Actor, purpose: str) -> HeldFile | None:
    """The actor's own kept file, None for anything else."""
    try:
        number = uuid.UUID(str(key))
    except ValueError:
        return None
    return HeldFile.objects.filter(pk=number, account_id=actor.account_id, purpose=purpose).first()


def held_for(request: HttpRequest, actor: Actor, purpose: str) -> Iterator[tuple[str, HeldFile]]:
    """(field, file) for every kept file the sent form names."""
    for name, key in request.POST.items():
        if name.startswith(HELD) and (row := held(str(key), actor, purpose)) is not None:
            yield name.removeprefix(HELD), row


def opened(row: HeldFile) -> UploadedFile | None:
    """The file as if it had just been sent; None when it is gone."""
    try:
        with default_storage.open(row.place) as kept:
            raw: bytes = kept.read()
        number = int.from_bytes(raw[:_NUMBER], "big")
        clear = disclosed(number, raw[_NUMBER:], _bound(row.key, row.account_id))
    except (OSError, KeyMissing, InvalidTag, ValueError) as error:
        logger.warning("a kept file does not open: %s", type(error).__name__)
        return None
    return UploadedFile(BytesIO(clear), row.name, row.media_type, row.size)


def _bound(key: uuid.UUID, account_id: int) -> bytes:
    return f"held|{key}|{account_id}".encode()


def let_go(row: HeldFile) -> None:
    default_storage.delete(row.place)
    HeldFile.objects.filter(pk=row.pk).delete()


def drop_old(now: datetime) -> int:
    """Let go of what nobody came back for; returns how many."""
    old = list(HeldFile.objects.filter(made_at__lt=now - KEPT))
    for row in old:
        let_go(row)
    return len(old)
