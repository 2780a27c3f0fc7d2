"""Sealed fields: text that history and chain hold only as ciphertext, under a key per subject.

A subject is the person or matter whose data may one day have to go: a petitioner, a talk. Erasing
destroys the subject's key; every row, history row and hash stays as it was, and reading says so.

    key = subject_key(organization_id=town.pk, subject_type="petitions.petition", subject_id=number)
    petition.text = seal("……", key)          # inside the act that first seals
    petition.text.reveal()                    # the one way to read; never by printing the value
"""

from __future__ import annotations

import base64
import os
import re
import uuid
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.audit import keys
from governance.audit.act import act, verb
from governance.audit.decision import ActorLike, DecisionLike
from governance.audit.errors import TrailError
from governance.audit.recorded import RecordedHistory, RecordedModel
from governance.rules.verdict import Verdict

KIND = "sealed"  # of the key file
ERASED = "governance.subject.erased"
NONCE = 12
_TOKEN = re.compile(r"^z1\.(?P<key>[0-9a-f]{32})\.(?P<body>[A-Za-z0-9_-]{38,})$")


class Erased(LookupError):
    """The subject's key was destroyed; what it sealed can never be read again."""

    def __str__(self) -> str:
        return _("已销毁")


class SealBroken(ValueError):
    """A token does not open: altered, or moved to another subject."""


class SubjectKey(RecordedModel):
    """The key of one subject, wrapped by a master key file. History follows who has one and when
    it was destroyed, never the wrapped key itself: a copy there would outlive the erasure."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization_id = models.BigIntegerField(gettext_lazy("单位"))
    subject_type = models.CharField(gettext_lazy("对象类型"), max_length=60)
    subject_id = models.CharField(gettext_lazy("对象编号"), max_length=64)
    destroyed_at = models.DateTimeField(gettext_lazy("销毁时间"), null=True, blank=True, editable=False)
    wrapped = models.BinaryField(gettext_lazy("封存的密钥"), null=True)
    master = models.PositiveSmallIntegerField(gettext_lazy("主密钥序号"))

    operational_fields = frozenset({"wrapped", "master"})  # wrapping anew is no act
    history = RecordedHistory(excluded_fields=["wrapped", "master"])

    class Meta(RecordedModel.Meta):
        verbose_name = gettext_lazy("封存密钥")
        verbose_name_plural = gettext_lazy("封存密钥")
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "subject_type", "subject_id"], name="subject_key_once"
            ),
            models.CheckConstraint(
                condition=models.Q(wrapped__isnull=True, destroyed_at__isnull=False)
                | models.Q(wrapped__isnull=False, destroyed_at__isnull=True),
                name="subject_key_or_destroyed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject_type} {self.subject_id}"

    @property
    def bound(self) -> bytes:
        """Associated data: a token opens for the subject it was sealed for, and no other."""
        return f"z1|{self.pk}|{self.organization_id}|{self.subject_type}|{self.subject_id}".encode()

    def unwrap(self) -> bytes:
        """The subject's key in the clear. Raises Erased, keys.KeyMissing, SealBroken."""
        if self.wrapped is None:
            raise Erased
        blob = bytes(self.wrapped)
        try:
            return AESGCM(keys.read(KIND, self.master)).decrypt(blob[:NONCE], blob[NONCE:], self.bound)
        except InvalidTag:
            raise SealBroken(f"the key of {self} does not open under master key {self.master}") from None


class SealedText:
    """A token as rows, history and chain hold it. Printing it shows a placeholder, never the text."""

    __slots__ = ("key_id", "token")

    def __init__(self, token: str) -> None:
        match = _TOKEN.match(token)
        if match is None:
            raise ValueError("not a sealed token; seal the text first")
        self.token = token
        self.key_id = uuid.UUID(match["key"])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SealedText) and other.token == self.token

    def __hash__(self) -> int:
        return hash(self.token)

    def __str__(self) -> str:
        return _("（已封存）")

    def __repr__(self) -> str:
        return f"<SealedText {self.key_id}>"

    def reveal(self) -> str:
        """The text in the clear. The caller has asked access and logs the reading.

        Raises Erased when the subject's key was destroyed, SealBroken for an altered token,
        keys.KeyMissing when the master key file is away.
        """
        key = SubjectKey.objects.filter(pk=self.key_id).first()
        if key is None:
            raise SealBroken("the token names a key that never was")
        return _open(self, key)

    reveal.alters_data = True  # type: ignore[attr-defined]  # templates must not call it

    @property
    def erased(self) -> bool:
        return SubjectKey.objects.filter(pk=self.key_id, destroyed_at__isnull=False).exists()


if TYPE_CHECKING:
    _Text = models.TextField[SealedText | None, SealedText]
else:
    _Text = models.TextField


class SealedTextField(_Text):
    """Stores a token. Assign what `seal()` returns; plain text is refused before it can be saved."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["editable"] = False  # model forms would hand back plain text
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("editable", None)
        return name, path, args, kwargs

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> SealedText | None:
        return None if value is None else SealedText(value)

    def to_python(self, value: Any) -> SealedText | None:
        if value is None or isinstance(value, SealedText):
            return value
        return SealedText(value)

    def get_prep_value(self, value: Any) -> str | None:
        found = self.to_python(value)
        return None if found is None else found.token

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj)) or ""


def seal(text: str, key: SubjectKey) -> SealedText:
    """Encrypt the text for the key's subject. Raises Erased for a destroyed key."""
    nonce = os.urandom(NONCE)
    body = AESGCM(key.unwrap()).encrypt(nonce, text.encode(), key.bound)
    return SealedText(f"z1.{key.pk.hex}.{base64.urlsafe_b64encode(nonce + body).decode().rstrip('=')}")


def reveal_or_notice(value: SealedText | None) -> str:
    """The text, or 已销毁, for pages that show either."""
    if value is None:
        return ""
    try:
        return value.reveal()
    except Erased as erased:
        return str(erased)


def reveal_many(values: Iterable[SealedText | None]) -> list[str]:
    """As `reveal_or_notice` for a list, with one query for all keys."""
    tokens = list(values)
    found = SubjectKey.objects.in_bulk({t.key_id for t in tokens if t is not None})
    shown = []
    for token in tokens:
        if token is None:
            shown.append("")
            continue
        key = found.get(token.key_id)
        if key is None:
            raise SealBroken("the token names a key that never was")
        try:
            shown.append(_open(token, key))
        except Erased as erased:
            shown.append(str(erased))
    return shown


def _open(token: SealedText, key: SubjectKey) -> str:
    body = token.token.rsplit(".", 1)[1]
    blob = base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))
    try:
        return AESGCM(key.unwrap()).decrypt(blob[:NONCE], blob[NONCE:], key.bound).decode()
    except InvalidTag:
        raise SealBroken(f"a token of {key} was altered or moved") from None


# Keys ----------------------------------------------------------------------------------------


def subject_key(*, organization_id: int, subject_type: str, subject_id: str) -> SubjectKey:
    """The subject's key; made, inside the open act, when there is none yet.

    Raises OutsideAct when it would have to be made while no act is open, and Erased when it was
    destroyed: an erased subject is not quietly begun anew.
    """
    wanted = {"organization_id": organization_id, "subject_type": subject_type, "subject_id": subject_id}
    found = SubjectKey.objects.filter(**wanted).first()
    if found is None:
        found = SubjectKey(**wanted, master=_current_master())
        _wrap(found, os.urandom(32), found.master)
        found.save()
    if found.destroyed_at is not None:
        raise Erased
    return found


def _wrap(key: SubjectKey, clear: bytes, master: int) -> None:
    nonce = os.urandom(NONCE)
    key.master = master
    key.wrapped = nonce + AESGCM(keys.read(KIND, master)).encrypt(nonce, clear, key.bound)


def _current_master() -> int:
    """The newest master key; the first is made once. Raises KeyMissing instead of making one while
    keys are wrapped by files that are gone."""
    present = keys.numbers(KIND)
    if present:
        return present[-1]
    if SubjectKey.objects.filter(destroyed_at__isnull=True).exists():
        raise keys.KeyMissing(
            f"no {KIND}-NNNN.key in {keys.folder()}, but subjects' keys are wrapped by one: "
            "restore the key folder from its backup"
        )
    keys.make(KIND, 1)
    return 1


def missing_masters() -> list[int]:
    """Numbers of master keys that wrap something and cannot be read."""
    missing = []
    used = SubjectKey.objects.filter(destroyed_at__isnull=True).values_list("master", flat=True)
    for number in sorted(set(used.distinct())):
        try:
            keys.read(KIND, number)
        except keys.KeyMissing:
            missing.append(number)
    return missing


def rotate_master() -> int:
    """Make a new master key and wrap every living key anew; returns how many. The old file may be
    destroyed afterwards, which also closes what old backups still hold wrapped."""
    number = (keys.numbers(KIND) or [0])[-1] + 1
    _current_master()
    keys.make(KIND, number)
    with transaction.atomic():
        living = SubjectKey.objects.select_for_update().filter(destroyed_at__isnull=True)
        count = 0
        for key in living.iterator(chunk_size=500):
            _wrap(key, key.unwrap(), number)
            key.save(update_fields=["wrapped", "master"])
            count += 1
    return count


# Erasing -------------------------------------------------------------------------------------


@verb(ERASED)
def erase_subject(
    *,
    actor: ActorLike,
    key_id: uuid.UUID,
    ground: str,
    decide: Callable[[Any, str, Any], DecisionLike],
) -> SubjectKey:
    """Destroy a subject's key. `decide` is `governance.access.policy.require` (this layer knows
    nobody above it); `ground` is the order or article in whose name it is done.

    Raises Erased when it was destroyed before, TrailError for an empty ground.
    """
    key = SubjectKey.objects.select_for_update().get(pk=key_id)
    decision = decide(actor, ERASED, key)
    if key.destroyed_at is not None:
        raise Erased
    if not ground.strip():
        raise TrailError("a subject is erased on a named ground")
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete=ON")  # overwrite the freed bytes as well
    verdict = Verdict.without_article("erasing a subject's key on an order given outside the system")
    with act(decision, verdict, on=key, facts={"ground": ground.strip()[:100]}):
        key.wrapped = None
        key.destroyed_at = timezone.now()
        key.save(update_fields=["wrapped", "destroyed_at"])
    return key
