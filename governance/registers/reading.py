"""Rows read as what they are: their declaration, their chain, their values in words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from governance.audit.sealed import SealedText
from governance.registers import catalogue
from governance.registers.models import RegisterEntry
from governance.registers.rules.asking import Step
from governance.registers.rules.declaration import Declaration, FieldSpec, FieldType


class EditionAltered(ValueError):
    """The stored text of an edition no longer has the hash it was stored under."""


def declaration_of(entry: RegisterEntry) -> Declaration:
    """The declaration the row was entered under. Raises EditionAltered when text and hash have parted."""
    edition = catalogue.pinned(entry.edition.text, entry.register)
    if edition.digest != entry.edition.digest:
        raise EditionAltered(str(entry.edition))
    return edition.declaration


def steps_of(entry: RegisterEntry) -> tuple[Step, ...]:
    return tuple(Step.from_dict(one) for one in entry.chain)


def plain(spec: FieldSpec, kept: Any) -> Any:
    """A kept value as lists, workbooks and papers take it: text, int, Decimal, date or None."""
    if kept is None or kept == "":
        return None
    if spec.type is FieldType.DAY:
        return date.fromisoformat(kept)
    if spec.type is FieldType.MONEY:
        return Decimal(kept) / 100
    if spec.type is FieldType.CHOICE:
        return spec.choice_title(kept)
    if spec.type in (FieldType.PERSON, FieldType.UNIT):
        return kept["name"]
    if spec.type is FieldType.YES_NO:
        return _("是") if kept else _("否")
    return kept


def written(spec: FieldSpec, kept: Any) -> str:
    """A kept value in words, for papers."""
    value = plain(spec, kept)
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:,.2f}"
    return value.isoformat() if isinstance(value, date) else str(value)


def sealed_values(token: SealedText | None) -> Mapping[str, str]:
    """The sealed values in clear. Raises Erased when their key was destroyed. The caller has asked access and logs
    the reading."""
    return json.loads(token.reveal()) if token is not None else {}
