"""计票证明: one page that says what was counted, by whom, and what is and is not protected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from governance.documents.official import CountLine, Paper, Signer


@dataclass(frozen=True, kw_only=True)
class CountCertificatePaper(Paper):
    """`moments`: opened, closed, counted as the paper writes them; `codes_digest` of the sorted list of receipts,
    `roll_digest` of the frozen roll; `custody` who held the key."""

    template: ClassVar[str] = "print/count_certificate.html"
    matter: str
    roll_digest: str
    codes_digest: str
    moments: tuple[tuple[str, str], ...]
    issued: int
    returned: int
    valid: int
    blank: int
    invalid: int
    lines: tuple[CountLine, ...]
    required: str
    outcome: str
    custody: str
    objections: str
    signers: tuple[Signer, ...]
