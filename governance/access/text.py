"""What people type, made fit to store: digits to half width, spaces gathered, rare characters kept."""

from __future__ import annotations

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def half_width(value: str) -> str:
    """Full-width digits, letters and spaces as half-width ones: １３８ → 138. For codes, never for
    names: NFKC would change compatibility ideographs."""
    return unicodedata.normalize("NFKC", value).strip()


def username(value: str) -> str:
    """An account name as it is compared: half width, no spaces inside, letters small."""
    return "".join(half_width(value).split()).lower()


def document_number(value: str) -> str:
    """A document number with half-width digits and the hexagonal brackets of official papers."""
    text = "".join(half_width(value).split())
    return text.replace("[", "〔").replace("]", "〕").replace("【", "〔").replace("】", "〕")


def plain(value: str, label: str, longest: int) -> str:
    """A short text on one line. ValidationError when empty, too long, or with control characters."""
    text = " ".join(value.split())
    if not text:
        raise ValidationError(_("%(label)s没有填，请补上。") % {"label": label})
    if len(text) > longest:
        raise ValidationError(
            _("%(label)s有%(have)d个字，最多%(most)d个字。")
            % {"label": label, "have": len(text), "most": longest}
        )
    if any(unicodedata.category(c) in {"Cc", "Cf", "Cs", "Co"} for c in text):
        raise ValidationError(_("%(label)s里有看不见的字符，请删去后重填。") % {"label": label})
    return text
