"""What somebody is typing, kept for them alone until the form is done: a power cut or a session that ran out
costs no sentence.

Every draft is encrypted with a key of the key folder, bound to its account and form: a copy of the database
tells nothing, and no draft opens for anybody else or under another form. No key, an altered draft, a full
disk: there is simply none.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.http import QueryDict
from django.utils import timezone

from governance.access.actor import Actor
from governance.access.models import FormDraft
from governance.audit import keys

logger = logging.getLogger("governance.drafts")
KIND = "drafts"  # of the key file
KEPT = timedelta(days=30)
LARGEST = 200_000  # bytes of one draft
MOST = 60  # drafts of one account; the oldest give way
NONCE = 12
ADDRESS = 200


@dataclass(frozen=True)
class Draft:
    saved_at: datetime
    typed: QueryDict


def keep_draft(actor: Actor, address: str, typed: Iterable[tuple[str, list[str]]]) -> bool:
    """Keep what is typed under one form address, in place of what was kept before; False where it is too
    large or cannot be kept. `typed`: (field, values)."""
    if actor.account_id is None or len(address) > ADDRESS:
        return False
    clear = json.dumps(dict(typed), ensure_ascii=False).encode()
    if len(clear) > LARGEST:
        return False
    try:
        number, body = enclosed(clear, _bound(actor.account_id, address))
    except (keys.KeyMissing, OSError) as error:
        logger.warning("a draft could not be kept: %s", type(error).__name__)
        return False
    _row, fresh = FormDraft.objects.update_or_create(
        account_id=actor.account_id,
        address=address,
        defaults={"body": body, "key_number": number, "saved_at": timezone.now()},
    )
    if fresh:
        mine = FormDraft.objects.filter(account_id=actor.account_id).order_by("-saved_at", "-pk")
        FormDraft.objects.filter(pk__in=list(mine.values_list("pk", flat=True)[MOST:])).delete()
    return True


def draft_of(actor: Actor, address: str) -> Draft | None:
    """The actor's own draft of the form at this address. One query."""
    row = FormDraft.objects.filter(account_id=actor.account_id, address=address[:ADDRESS]).first()
    if row is None or actor.account_id is None:
        return None
    try:
        clear = disclosed(row.key_number, bytes(row.body), _bound(actor.account_id, address))
    except (keys.KeyMissing, InvalidTag) as error:
        logger.warning("a draft does not open: %s", type(error).__name__)
        return None
    typed = QueryDict(mutable=True)
    for name, values in json.loads(clear).items():
        typed.setlist(name, values)
    return Draft(row.saved_at, typed)


def enclosed(clear: bytes, bound: bytes) -> tuple[int, bytes]:
    """(number of the key, ciphertext) of what is not sent yet; it opens with the same `bound` alone. KeyMissing,
    OSError without a key."""
    number = (keys.numbers(KIND) or [1])[-1]
    key = keys.read(KIND, number) if keys.numbers(KIND) else keys.make(KIND, number)
    nonce = os.urandom(NONCE)
    return number, nonce + AESGCM(key).encrypt(nonce, clear, bound)


def disclosed(number: int, body: bytes, bound: bytes) -> bytes:
    """What was enclosed. KeyMissing; InvalidTag for another `bound` or an altered body."""
    return AESGCM(keys.read(KIND, number)).decrypt(body[:NONCE], body[NONCE:], bound)


def drop_draft(actor: Actor, address: str) -> None:
    FormDraft.objects.filter(account_id=actor.account_id, address=address[:ADDRESS]).delete()


def drop_old_drafts(now: datetime) -> int:
    """Let go of what nobody came back for; returns how many."""
    gone, _by_model = FormDraft.objects.filter(saved_at__lt=now - KEPT).delete()
    return gone


def _bound(account_id: int, address: str) -> bytes:
    return f"draft|{account_id}|{address}".encode()
