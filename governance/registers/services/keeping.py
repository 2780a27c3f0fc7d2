"""What every verb on a row shares: its lock, its edition, the one place its status and its month change."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db.models import F
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.audit.sealed import seal, subject_key
from governance.documents.kept_files import keep_file
from governance.documents.numbering import draw_place
from governance.documents.uploads import checked_kind
from governance.people.models import Organization
from governance.registers.models import EntryFile, RegisterEdition, RegisterEntry, RegisterMonth
from governance.registers.parts import Place
from governance.registers.reading import sealed_values
from governance.registers.rules.asking import Step
from governance.registers.rules.declaration import Declaration, FieldType

S = RegisterEntry.Status
NUMBERS = "reg."  # before the code, of a series of numbers
Moves = dict[tuple[date, str], tuple[int, int]]


def lock_entry(entry_id: int, actor: Actor) -> RegisterEntry:
    """The row, inside the actor's view; RegisterEntry.DoesNotExist outside it."""
    found = RegisterEntry.objects.visible_to(actor).values_list("pk", flat=True).get(pk=entry_id)
    locked = RegisterEntry.objects.select_for_update(of=("self",)).select_related("edition", "organization")
    return locked.get(pk=found)


def pin(place: Place, day: date) -> RegisterEdition:
    """The edition in force, stored inside the open act when the town uses it for the first time."""
    found = RegisterEdition.objects.filter(
        organization=place.organization, code=place.declaration.code, digest=place.edition.digest
    ).first()
    if found is None:
        found = RegisterEdition(
            organization=place.organization,
            code=place.declaration.code,
            digest=place.edition.digest,
            text=place.edition.text,
            since=day,
        )
        found.save()
    return found


def draw(place: Place, day: date, count: int = 1) -> int:
    """The first of `count` numbers of the register's year."""
    return draw_place(place.organization, f"{NUMBERS}{place.declaration.code}", day.year, count)


# Values --------------------------------------------------------------------------------------


def fill(entry: RegisterEntry, declaration: Declaration, values: Mapping[str, Any]) -> None:
    """Put values (as kept: `reading`) into the row and its columns. ValidationError for what the declaration does
    not take; sealed ones are left to `seal_values`."""
    unknown = set(values) - {f.code for f in declaration.fields}
    if unknown:
        raise ValueError(f"{declaration.code} has no fields {sorted(unknown)}")
    kept = {f.code: values[f.code] for f in declaration.open_fields if values.get(f.code) not in (None, "")}
    for spec in declaration.fields:
        if spec.required and not spec.sealed and spec.type is not FieldType.FILE and spec.code not in kept:
            raise ValidationError({spec.code: _("“%(title)s”没有填。") % {"title": spec.title}})
    entry.values = kept
    entry.happened_on = date.fromisoformat(kept[declaration.day])
    entry.title = str(kept[declaration.name])[:120]
    entry.amount_cents = int(kept.get(declaration.amount, 0)) if declaration.amount else 0
    entry.kind = str(kept.get(declaration.kind, "")) if declaration.kind else ""


def seal_values(entry: RegisterEntry, declaration: Declaration, values: Mapping[str, Any]) -> None:
    """Seal what was typed beside what is sealed already; inside the open act, once the row has its key."""
    typed = {f.code: str(values[f.code]) for f in declaration.sealed_fields if values.get(f.code)}
    if not typed:
        return
    key = subject_key(
        organization_id=entry.organization_id,
        subject_type="governance.registerentry",
        subject_id=f"{entry.register}|{entry.number}",
    )
    together = {**sealed_values(entry.sealed), **typed}
    entry.sealed = seal(json.dumps(together, ensure_ascii=False), key)


def keep_files(entry: RegisterEntry, files: Mapping[str, File], actor: Actor) -> None:
    """Store files under their labels; what stood there before is replaced and stays. ValidationError for a file that is
    not taken."""
    for label, file in files.items():
        kind = checked_kind(file)
        file.seek(0)
        content = file.read()
        digest = hashlib.sha256(content).hexdigest()
        place = f"taizhang/{entry.organization_id}/{entry.pk}/{digest}{kind.extensions[0]}"
        keep_file(place, content, digest)
        for earlier in entry.files.filter(label=label, replaced=False):
            earlier.replaced = True
            earlier.save(update_fields=["replaced"])
        EntryFile(
            organization_id=entry.organization_id,
            entry=entry,
            label=label,
            file=place,
            file_name=file.name or "",
            media_type=kind.media_type,
            size=len(content),
            file_digest=digest,
            added_by_id=actor.person_id,
            added_on=actor.day,
        ).save()


def file_labels(entry: RegisterEntry) -> set[str]:
    return set(entry.files.filter(replaced=False).values_list("label", flat=True))


# Status and months ---------------------------------------------------------------------------


def standing(entry: RegisterEntry) -> tuple[date, str, int]:
    """Where the row counts: its month, its status, how much."""
    return entry.happened_on.replace(day=1), str(entry.status), entry.amount_cents


def stand(entry: RegisterEntry, status: str, steps: Sequence[Step] | None = None) -> None:
    """The one writer of a row's status. `steps`: the chain worked out at its submission."""
    if steps is not None:
        entry.chain = [step.as_dict() for step in steps]
        entry.step = 0
        entry.rounds += 1
    entry.status = status
    waiting = status == S.SIGNING and entry.step < len(entry.chain)
    entry.waits_for = f"|{'|'.join(entry.chain[entry.step]['posts'])}|" if waiting else ""


def count_moves(organization: Organization | int, register: str, moves: Iterable[tuple[Any, Any]]) -> None:
    """Move rows from where they counted to where they count: pairs of `standing` before and after, None for not at
    all. In the order of the keys, so that two acts never wait for each other crosswise."""
    changed: dict[tuple[date, str], list[int]] = defaultdict(lambda: [0, 0])
    for before, after in moves:
        for at, sign in ((before, -1), (after, 1)):
            if at is not None:
                changed[at[0], at[1]][0] += sign
                changed[at[0], at[1]][1] += sign * at[2]
    organization_id = organization if isinstance(organization, int) else organization.pk
    for (month, status), (entries, cents) in sorted(changed.items()):
        if not entries and not cents:
            continue
        row, _made = RegisterMonth.objects.get_or_create(
            organization_id=organization_id, register=register, month=month, status=status
        )
        RegisterMonth.objects.filter(pk=row.pk).update(
            entries=F("entries") + entries, cents=F("cents") + cents
        )


def year_so_far(organization_id: int, register: str, day: date) -> int:
    """Cents of the year's rows that were submitted."""
    rows = RegisterMonth.objects.filter(
        organization_id=organization_id,
        register=register,
        month__year=day.year,
        status__in=[S.SIGNING, S.DONE],
    )
    return sum(rows.values_list("cents", flat=True))
