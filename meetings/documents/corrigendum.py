"""勘误: what signed minutes said, what they should have said, and why, for whoever got the minutes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.access.actor import Actor
from governance.access.policy import Answer
from governance.documents.kinds import DocumentKind, Printable, register_document
from governance.documents.models import Document
from governance.documents.official import CorrigendumPaper, Imprint, Signer
from governance.templatetags.wordings import cn_number
from meetings import composition
from meetings.documents import kinds, reading
from meetings.documents.minutes import may_read_minutes
from meetings.facts import MEMBERS
from meetings.models import Corrigendum


def title(corrigendum: Corrigendum) -> str:
    return _("关于%(number)s的勘误（第%(k)s号）") % {
        "number": corrigendum.minutes.number,
        "k": corrigendum.ordinal,
    }


def corrigendum_paper(corrigendum: Corrigendum, document: Document) -> CorrigendumPaper:
    minutes, meeting = corrigendum.minutes, corrigendum.meeting
    office = composition.general_office(meeting).name
    lines = [correction_line(c) for c in corrigendum.corrections]
    if len(lines) > 1:
        lines = [f"{cn_number(n)}、{line}" for n, line in enumerate(lines, 1)]
    return CorrigendumPaper(
        title=title(corrigendum),
        addressees=_("原分送单位"),
        corrections=tuple(lines),
        closing=_("其余内容不变，请与原件一并保存。"),
        signers=(Signer(_("主持人")),),
        issuer=office,
        issued_on=document.ordered_on,
        imprint=Imprint(
            label=_("分送"),
            copies=minutes.copy_to.strip().rstrip("。") or MEMBERS,
            office=office,
            printed_on=document.ordered_on,
        ),
    )


def correction_line(correction: Mapping[str, Any]) -> str:
    """One correction as a sentence; quotes inside quotes become single ones."""
    return _("第%(page)s页“%(stood)s”更正为“%(reads)s”，理由：%(because)s。") % {
        "page": correction["page"],
        "stood": _inner(correction["stood"]),
        "reads": _inner(correction["reads"]),
        "because": correction["because"].rstrip("。；"),
    }


def _inner(text: str) -> str:
    return text.replace("“", "‘").replace("”", "’")


def _of(document: Document) -> Corrigendum:
    return Corrigendum.objects.select_related(
        "minutes__meeting__organization", "minutes__meeting__chair"
    ).get(pk=document.subject_id)


def _build(document: Document) -> Printable:
    return Printable(corrigendum_paper(_of(document), document))


def _may_read(actor: Actor, document: Document) -> Answer:
    """Whoever reads the minutes reads what was wrong in them."""
    return may_read_minutes(actor, _of(document).minutes)


def _signed_by(document: Document) -> int | None:
    return Corrigendum.objects.values_list("signed_by_id", flat=True).get(pk=document.subject_id)


def _reissued(document: Document) -> None:
    row = Corrigendum.objects.select_for_update(of=("self",)).get(pk=document.subject_id)
    row.document_id = document.pk
    row.save(update_fields=["document_id"])


register_document(
    DocumentKind(
        code=kinds.CORRIGENDUM,
        title=gettext_lazy("勘误"),
        build=_build,
        may_read=_may_read,
        check_words=reading.keep_names_out,
        signed_by=_signed_by,
        reissued=_reissued,
        takes_scan=True,
        editable=CorrigendumPaper,
    )
)
