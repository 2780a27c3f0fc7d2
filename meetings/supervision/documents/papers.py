"""The data of the papers of supervision: what each template under `templates/print/` takes."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import ClassVar

from governance.documents.official import Imprint, Paper, Section, Signer


@dataclass(frozen=True, kw_only=True)
class SupervisionFormPaper(Paper):
    """P-07 督查事项拟办呈批表: what, on what grounds, what is asked, by whom, by when; three places to sign."""

    template: ClassVar[str] = "print/supervision_form.html"
    rows: tuple[tuple[str, str], ...]
    signers: tuple[Signer, ...]
    issuer: str
    issued_on: datetime.date


@dataclass(frozen=True, kw_only=True)
class SupervisionLetterPaper(Paper):
    """P-08 督查通知、催办单、督查通报 and P-09 整改报告: a letter, signed or with room for the seal."""

    template: ClassVar[str] = "print/supervision_letter.html"
    addressees: str  # without the colon
    opening: tuple[str, ...]
    sections: tuple[Section, ...] = ()
    closing: str = ""
    signers: tuple[Signer, ...] = ()
    issuer: str
    issued_on: datetime.date
    sealed: bool = True
    imprint: Imprint | None = None
