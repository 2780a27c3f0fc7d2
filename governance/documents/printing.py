"""打印登记: what was printed, in how many copies, when and by whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from governance.access.actor import Actor
from governance.access.policy import require
from governance.audit import clock
from governance.audit.act import act, verb
from governance.audit.recorded import record_many
from governance.documents.kinds import readable_among
from governance.documents.models import Document, PrintMark
from governance.people.models import Organization
from governance.rules.verdict import Verdict
from governance.rules.wording import Sentence, register_sentences

MOST = 50  # papers at once

register_sentences(
    {
        "documents.print.not_made": Sentence(
            gettext_noop("“{have}”还没有生成，没有可打印的。"), gettext_noop("请等文件生成后再登记。")
        )
    }
)


def chosen(actor: Actor, organization_id: int, ids: Sequence[int]) -> list[Document]:
    """Of these papers of the town those the actor may open, in the order of the list."""
    found = list(Document.objects.visible_to(actor).filter(organization_id=organization_id, pk__in=ids))
    readable = readable_among(actor, found)
    return [d for d in found if d.pk in readable]


@verb("documents.document.marked_printed")
def mark_printed(
    *, organization: Organization, actor: Actor, document_ids: Sequence[int], copies: int, printed_on: date
) -> list[PrintMark]:
    """One mark for each paper. ValidationError for none, too many, a paper one may not open, a day to come."""
    decision = require(actor, "documents.document.marked_printed", organization)
    ids = list(dict.fromkeys(document_ids))
    if not ids or len(ids) > MOST:
        raise ValidationError(_("请选1到%(most)s件文件。") % {"most": MOST})
    if not 1 <= copies <= 999:
        raise ValidationError({"copies": _("份数写1到999。")})
    papers = chosen(actor, organization.pk, ids)
    if len(papers) < len(ids):
        raise ValidationError(_("选的文件里有不由您阅读的，没有登记。"))
    if printed_on > clock.today() or any(printed_on < paper.ordered_on for paper in papers):
        raise ValidationError({"printed_on": _("打印日期在成文日期以后、今天以前，请核对。")})
    unmade = next((paper for paper in papers if not paper.made), None)
    verdict = (
        Verdict.stopped("documents.print.not_made", have=str(unmade))
        if unmade
        else Verdict.without_article("what was printed is written down")
    )
    marks = [
        PrintMark(
            organization=organization,
            document=paper,
            copies=copies,
            printed_by_id=actor.person_id,
            printed_on=printed_on,
        )
        for paper in papers
    ]
    facts = {
        "day": printed_on.isoformat(),
        "count": len(marks),
        "copies": copies,
        "codes": [p.code for p in papers],
    }
    with act(decision, verdict, on=marks[0], facts=facts):  # a town's act, on the town's chain
        record_many(marks)
    return marks
