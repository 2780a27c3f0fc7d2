"""The declarations there are: shipped ones from `declared/`, a town's own from its rows, pinned ones from their
editions. A declaration is known by the hash of its text."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from governance.people.standard_posts import STANDARD_POSTS
from governance.registers.rules.declaration import Declaration
from governance.registers.rules.faults import BadDeclaration, Fault, Known
from governance.registers.rules.reading import read
from governance.rules.library import Library, load_library

SHIPPED = Path(__file__).parent / "declared"


@dataclass(frozen=True)
class Edition:
    """A declaration with its text and the hash it is pinned by."""

    declaration: Declaration
    text: str
    digest: str


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def known() -> Known:
    """What declarations may name: the standard posts, every article and figure shipped."""
    library: Library = load_library()
    articles = {
        article.cite: article
        for regulation in library.regulations.values()
        for article in regulation.articles
    }
    return Known(
        posts=frozenset(STANDARD_POSTS),
        capabilities=frozenset(library.capabilities),
        articles={cite: article.enforce for cite, article in articles.items()},
        figures={
            f"{cite}.{name}": "yuan" if spec.type == "money" else spec.measure
            for cite, article in articles.items()
            for name, spec in article.figure_specs.items()
        },
    )


class _Anything(Mapping[str, Any]):
    """For editions that were checked when they were pinned: an article amended since is no fault of theirs."""

    def __contains__(self, key: object) -> bool:
        return True

    def __getitem__(self, key: str) -> Any:
        raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


_ANYTHING = _Anything()
_UNASKED = Known(_ANYTHING, _ANYTHING, _ANYTHING, _ANYTHING)  # type: ignore[arg-type]


@lru_cache(maxsize=512)
def pinned(text: str, code: str) -> Edition:
    """A stored edition, as it was when it was checked."""
    return Edition(read(text, code, _UNASKED), text, digest_of(text))


def checked(text: str, file: str) -> Edition:
    """A text that shall be used from now on. Raises BadDeclaration with every fault."""
    return Edition(read(text, file, known()), text, digest_of(text))


@cache
def shipped() -> Mapping[str, Edition]:
    """By code. Raises BadDeclaration with the faults of all files at once."""
    found: dict[str, Edition] = {}
    marks: dict[str, str] = {}
    faults: list[Fault] = []
    for path in sorted(SHIPPED.glob("*.yaml")):
        try:
            edition = checked(path.read_text(encoding="utf-8"), path.name)
        except BadDeclaration as bad:
            faults += bad.faults
            continue
        declaration = edition.declaration
        if declaration.code != path.stem:
            faults.append(Fault(path.name, "code", "“{code}”要和文件名一样", {"code": declaration.code}))
        if declaration.mark in marks:
            values = {"mark": declaration.mark, "other": marks[declaration.mark]}
            faults.append(Fault(path.name, "mark", "编号的“{mark}”和{other}重了", values))
        marks[declaration.mark] = path.name
        found[declaration.code] = edition
    if faults:
        raise BadDeclaration(faults)
    return found
