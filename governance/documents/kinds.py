"""Kinds of documents: registered by the package that knows their data, rendered by one renderer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from governance.access.actor import Actor
from governance.access.policy import Answer
from governance.documents.models import Document
from governance.documents.official import Paper
from governance.documents.rendering import PdfAttachment


@dataclass(frozen=True)
class Printable:
    """What a builder returns: the paper without its verification, and what an archived copy carries."""

    paper: Paper
    attachments: Sequence[PdfAttachment] = ()


@dataclass(frozen=True)
class DocumentKind:
    """`build(document)` reads rows and returns a Printable; `may_read(actor, document)` is its policy;
    every opening of a `sensitive` kind leaves a row in the access log. `editable` names the class of paper
    of a kind an office goes on writing from: a .docx is made beside its PDF.

    `signed_by(document)` is the person whose signature the paper carries, who may declare it void beside the
    office's director. `reissued(document)` points the row a kind belongs to at a paper made anew after that;
    a kind without it is printed again where it was printed first. `check_words(document, **texts)` raises
    ValidationError for a reason that would tell what the paper keeps back. `sealed_for(document)` names the
    subject (type, id) under whose key the file lies, for papers on a secret matter."""

    code: str
    title: Any
    build: Callable[[Document], Printable]
    may_read: Callable[[Actor, Document], Answer]
    archived: bool = False  # PDF/A-3a with attachments
    sensitive: bool = False
    takes_scan: bool = False  # signed by hand after printing; the office attaches the scan
    editable: type[Paper] | None = None
    voidable: bool = True  # not of ballots: a second print-out would be a second vote
    signed_by: Callable[[Document], int | None] | None = None
    reissued: Callable[[Document], None] | None = None
    check_words: Callable[..., None] | None = None
    sealed_for: Callable[[Document], tuple[str, str] | None] | None = None


_KINDS: dict[str, DocumentKind] = {}


def register_document(kind: DocumentKind) -> None:
    if kind.code in _KINDS:
        raise ValueError(f"document kind {kind.code} registered twice")
    _KINDS[kind.code] = kind


def document_kind(code: str) -> DocumentKind:
    return _KINDS[code]


def editable_kinds() -> list[DocumentKind]:
    """Kinds with an editable copy, in the order they were registered."""
    return [kind for kind in _KINDS.values() if kind.editable is not None]
