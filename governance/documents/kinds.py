"""Kinds of documents: registered by the package that knows their data, rendered by one renderer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from governance.access.actor import Actor
from governance.access.decision import Allowed
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
    """`build(document)` reads rows and returns a Printable; `answers(actor, documents)` is its policy: an answer
    for each of several papers of the kind, by key, in as many queries as for one; every opening of a
    `sensitive` kind leaves a row in the access log. `editable` names the class of paper of a kind an office
    goes on writing from: a .docx is made beside its PDF.

    `signers(documents)` are the persons whose signatures the papers carry, by paper, who may declare them void
    beside the office's director. `reissued(document)` points the row a kind belongs to at a paper made anew after that;
    a kind without it is printed again where it was printed first. `check_words(document, **texts)` raises
    ValidationError for a reason that would tell what the paper keeps back. `sealed_for(document)` names the
    subject (type, id) under whose key the file lies, for papers on a secret matter."""

    code: str
    title: Any
    build: Callable[[Document], Printable]
    answers: Callable[[Actor, Sequence[Document]], Mapping[int, Answer]]
    archived: bool = False  # PDF/A-3a with attachments
    sensitive: bool = False
    takes_scan: bool = False  # signed by hand after printing; the office attaches the scan
    editable: type[Paper] | None = None
    voidable: bool = True  # not of ballots: a second print-out would be a second vote
    signers: Callable[[Sequence[Document]], Mapping[int, int | None]] | None = None
    reissued: Callable[[Document], None] | None = None
    check_words: Callable[..., None] | None = None
    sealed_for: Callable[[Document], tuple[str, str] | None] | None = None

    def may_read(self, actor: Actor, document: Document) -> Answer:
        return self.answers(actor, [document])[document.pk]


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


def answers_of(actor: Actor, documents: Iterable[Document]) -> dict[int, Answer]:
    """Whether each may be opened, by key. The number of queries depends on the kinds among them alone."""
    found: dict[int, Answer] = {}
    for kind, papers in _by_kind(documents):
        found.update(kind.answers(actor, papers))
    return found


def readable_among(actor: Actor, documents: Iterable[Document]) -> set[int]:
    return {pk for pk, answer in answers_of(actor, documents).items() if isinstance(answer, Allowed)}


def signers_of(documents: Iterable[Document]) -> dict[int, int | None]:
    """The person whose signature each carries, by key; kinds nobody signs are left out."""
    found: dict[int, int | None] = {}
    for kind, papers in _by_kind(documents):
        if kind.signers is not None:
            found.update(kind.signers(papers))
    return found


def _by_kind(documents: Iterable[Document]) -> Iterable[tuple[DocumentKind, list[Document]]]:
    papers: dict[str, list[Document]] = defaultdict(list)
    for document in documents:
        papers[document.kind].append(document)
    return [(_KINDS[code], some) for code, some in papers.items()]
