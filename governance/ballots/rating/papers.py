"""Papers of a rating round: slips with drawn codes, the sheet for paper (P-23), the result.

Slips and sheets are made in the request that asks for them and kept nowhere: a stored file of slips would be a list
of all codes.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any, ClassVar

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_variables

from governance.access.actor import Actor
from governance.access.decision import Denied
from governance.access.policy import Answer
from governance.ballots import codes
from governance.ballots.models import RaterClass, RatingRound
from governance.ballots.rating import pages
from governance.ballots.rating.policies import who_reads_the_result
from governance.ballots.rating.services.counting import RESULT_PAPER as RESULT
from governance.ballots.slips import Drawn
from governance.deadlines.jobs import CannotEverWork
from governance.documents.kinds import DocumentKind, Printable, register_document
from governance.documents.models import Document
from governance.documents.official import Paper, Signer
from governance.documents.qr import qr_png
from governance.documents.rendering import PdfMetadata, RenderedPdf, render_pdf

SLIPS_A_PAGE = 10


def sheet_url(round_: RatingRound) -> str:
    """The address of the round's page, as printed: it holds no code."""
    return settings.PUBLIC_URL + reverse("rating:sheet", args=[round_.pk])


def _metadata(round_: RatingRound, title: str) -> PdfMetadata:
    """Dated by the round's own day: a slip that says when it was printed would say when it was made."""
    noon = datetime.combine(round_.held_on, time(12), tzinfo=timezone.get_default_timezone())
    return PdfMetadata(title=title, author=round_.organization.name, created=noon)


@sensitive_variables()
def render_slips(round_: RatingRound, classes: Sequence[RaterClass], drawn: Sequence[Drawn]) -> RenderedPdf:
    """All codes on paper, ten to a page, class by class so that each goes into its own envelope. Raises
    MissingGlyphs."""
    url = sheet_url(round_)
    square = base64.b64encode(qr_png(url)).decode()
    sheets = []
    for one in classes:
        own = [codes.grouped(slip.code, 5) for slip in drawn if slip.group == one.number]
        sheets += [
            {"label": one.label, "codes": own[start : start + SLIPS_A_PAGE]}
            for start in range(0, len(own), SLIPS_A_PAGE)
        ]
    return render_pdf(
        template="print/rating_slips.html",
        context={"rating": round_, "sheets": sheets, "url": url, "square": square},
        metadata=_metadata(round_, _("%(title)s测评码") % {"title": round_.title}),
    )


def render_sheets(round_: RatingRound, classes: Sequence[RaterClass]) -> RenderedPdf:
    """P-23 测评票 for paper: one page a class, all copies of it alike, without number or code."""
    title = round_.title if round_.title.endswith(_("票")) else _("%(title)s票") % {"title": round_.title}
    return render_pdf(
        template="print/rating_sheet.html",
        context={
            "rating": round_,
            "classes": classes,
            "title": title,
            "several": len(round_.subjects) * len(round_.items) > 1,
        },
        metadata=_metadata(round_, title),
    )


# The result -------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class ResultPaper(Paper):
    """测评结果: the figures of the count, ranks as a reference, rows as far as they may be shown."""

    template: ClassVar[str] = "print/rating_result.html"
    facts: tuple[tuple[str, str], ...]
    result: dict[str, Any]
    figures: tuple[tuple[str, ...], ...]
    remarks: tuple[str, ...]
    signers: tuple[Signer, ...]


def result_paper(round_: RatingRound) -> ResultPaper:
    """Raises CannotEverWork for a result that was changed past the program."""
    if altered := pages.altered(round_):
        raise CannotEverWork(altered)
    classes = round_.classes
    shown = pages.result_page(round_, classes)
    facts = [
        (_("测评日期"), f"{round_.held_on:%Y-%m-%d}"),
        (_("公布范围"), round_.released_to),
        *pages.standing(round_),
    ]
    figures = tuple(
        tuple(
            "" if value is None else str(value)
            for value in (
                row.label,
                row.figures.expected,
                row.figures.present,
                row.figures.handed_out,
                row.figures.returned + row.figures.paper,
                row.valid,
                row.figures.left_over,
                row.figures.void,
            )
        )
        for row in pages.figure_rows(round_, classes)
    )
    return ResultPaper(
        title=_("%(title)s结果") % {"title": round_.title},
        facts=tuple(facts),
        result=vars(shown),
        figures=figures,
        remarks=tuple(pages.remarks_released(round_)),
        signers=(Signer(_("计票人")), Signer(_("监票人"))),
    )


def _round_of(document: Document) -> RatingRound:
    return RatingRound.objects.select_related("organization", "poll").get(pk=document.subject_id)


def _build(document: Document) -> Printable:
    return Printable(result_paper(_round_of(document)))


def _answers(actor: Actor, documents: Sequence[Document]) -> dict[int, Answer]:
    """As the result itself; whoever does not find the round does not read its paper."""
    found = {
        str(round_.pk): round_
        for round_ in RatingRound.objects.visible_to(actor).filter(
            pk__in=[document.subject_id for document in documents]
        )
    }
    denied = Denied(gettext_lazy("测评结果按公布范围看"))
    return {
        document.pk: who_reads_the_result(actor, found[document.subject_id])
        if document.subject_id in found
        else denied
        for document in documents
    }


register_document(
    DocumentKind(code=RESULT, title=gettext_lazy("测评结果"), build=_build, answers=_answers, takes_scan=True)
)
