"""勘误: what signed minutes said, what they should have said, and why, for whoever got the minutes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
from meetings.documents import kinds, subjects
from meetings.documents.minutes import answers_on
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


def _answers(actor: Actor, documents: Sequence[Document]) -> dict[int, Answer]:
    """Whoever reads the minutes reads what was wrong in them."""
    rows = Corrigendum.objects.select_related("minutes").in_bulk({int(d.subject_id) for d in documents})
    found = answers_on(actor, [row.minutes for row in rows.values()])
    return {d.pk: found[rows[int(d.subject_id)].minutes_id] for d in documents}


register_document(
    DocumentKind(
        code=kinds.CORRIGENDUM,
        title=gettext_lazy("勘误"),
        build=_build,
        answers=_answers,
        check_words=subjects.keep_names_out,
        signers=subjects.signers(Corrigendum),
        reissued=subjects.pointed_at(Corrigendum),
        takes_scan=True,
        editable=CorrigendumPaper,
    )
)
