"""A register on paper: the list as it is filtered, and the form of one row (P-29 to P-33).

Made in the request that asks for them, from rows the reader sees; sealed fields are on neither. Places to sign stay
empty: what was signed here is said beside them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from governance.documents.official import Signer
from governance.documents.rendering import PdfMetadata, RenderedPdf, render_pdf
from governance.people.models import Organization
from governance.registers import pages
from governance.registers.models import EntrySignature, RegisterEntry
from governance.registers.parts import Place
from governance.registers.reading import declaration_of, written
from governance.registers.rules.declaration import FieldSpec, FieldType
from governance.templatetags.wordings import official_date, zh_datetime

MOST_PRINTED = 500  # a paper is made while somebody waits for it; more is taken out as a workbook
_WIDTHS = {
    FieldType.TEXT: 30,
    FieldType.DAY: 18,
    FieldType.MONEY: 20,
    FieldType.INTEGER: 12,
    FieldType.CHOICE: 16,
    FieldType.PERSON: 16,
    FieldType.UNIT: 20,
    FieldType.YES_NO: 10,
}


@dataclass(frozen=True)
class PrintColumn:
    title: str
    share: int  # of a hundred


@dataclass(frozen=True)
class PrintCell:
    text: str
    align: str


def _metadata(organization: Organization, title: str, day: Any) -> PdfMetadata:
    noon = datetime.combine(day, time(12), tzinfo=timezone.get_default_timezone())
    return PdfMetadata(title=title, author=organization.name, created=noon)


def render_list(place: Place, rows: Sequence[RegisterEntry], *, period: str, day: Any) -> RenderedPdf:
    """The list. `rows` in their order, each with `declared` (lists). Raises MissingGlyphs."""
    declaration = place.declaration
    specs = [declaration.field(code) for code in declaration.print.columns]
    widths = [22, *(spec.width or _WIDTHS.get(spec.type, 30) for spec in specs)]
    shares = [round(100 * width / sum(widths)) for width in widths]
    titles = [_("编号"), *(_head(spec) for spec in specs)]
    lines = [
        [
            PrintCell(row.number, "left"),
            *(PrintCell(written(spec, row.values.get(spec.code)), _align(spec)) for spec in _own(row, specs)),
        ]
        for row in rows
        if row.status != RegisterEntry.Status.VOIDED
    ]
    kept = [row for row in rows if row.status != RegisterEntry.Status.VOIDED]
    return render_pdf(
        template="print/register_list.html",
        context={
            "title": declaration.title,
            "town": place.organization.name,
            "period": period,
            "printed": _("%(day)s印") % {"day": official_date(day)},
            "wide": declaration.print.landscape,
            "columns": [PrintColumn(*pair) for pair in zip(titles, shares, strict=True)],
            "rows": lines,
            "sums": _sums(declaration.amount, kept),
            "signers": tuple(Signer(role) for role in declaration.print.signers),
        },
        metadata=_metadata(place.organization, declaration.title, day),
    )


def _sums(amount: str, rows: Sequence[RegisterEntry]) -> str:
    if not amount:
        return _("共%(n)s行，作废的不列。") % {"n": len(rows)}
    cents = sum(row.amount_cents for row in rows)
    values = {"n": len(rows), "sum": f"{cents // 100:,}.{cents % 100:02d}"}
    return _("共%(n)s行，合计%(sum)s元，作废的不列。") % values


def _own(row: RegisterEntry, specs: Sequence[FieldSpec]) -> list[FieldSpec]:
    """Each column as the row's own edition words it."""
    own = {f.code: f for f in row.declared.open_fields}  # type: ignore[attr-defined]
    return [own.get(spec.code, spec) for spec in specs]


def _head(spec: FieldSpec) -> str:
    return _("%(title)s（元）") % {"title": spec.title} if spec.type is FieldType.MONEY else spec.title


def _align(spec: FieldSpec) -> str:
    if spec.type in (FieldType.MONEY, FieldType.INTEGER):
        return "right"
    return "center" if spec.type in (FieldType.DAY, FieldType.YES_NO) else "left"


def render_entry(entry: RegisterEntry, day: Any) -> RenderedPdf:
    """The form of one row, with a place for each signature. Raises MissingGlyphs."""
    declaration = declaration_of(entry)
    shown = [one for one in pages.fields_of(entry, declaration) if one.text or one.sealed]
    return render_pdf(
        template="print/register_entry.html",
        context={
            "title": _("%(title)s单") % {"title": declaration.title},
            "town": entry.organization.name,
            "number": entry.number,
            "state": entry.status_text,
            "shown": shown,
            "rail": _signed(entry),
        },
        metadata=_metadata(entry.organization, f"{declaration.title}{entry.number}", day),
    )


def _signed(entry: RegisterEntry) -> list[dict[str, str]]:
    done = {
        one.step: one
        for one in entry.signatures.filter(
            rounds=entry.rounds, outcome=EntrySignature.Outcome.SIGNED
        ).select_related("person")
    }
    found = []
    for n, step in enumerate(entry.chain):
        one = done.get(n)
        said = ""
        if one is not None:
            said = f"{one.person.name}　{zh_datetime(one.signed_at)}　{one.opinion}".strip()
        found.append({"name": step["title"], "done": said})
    return found
