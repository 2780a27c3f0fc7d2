"""P-37 制度评估表 (S0-23:三-8b): how the regulation was used, the three voices, the conclusion."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.access.actor import Actor
from governance.access.decision import Denied
from governance.access.policy import Answer
from governance.documents.kinds import DocumentKind, Printable, register_document
from governance.documents.models import Document
from governance.documents.official import Column, Paper, Signer, Table
from governance.office.rule_review import reading
from governance.office.rule_review.counting import Counts
from governance.office.rule_review.models import EvaluationOpinion, RuleEvaluation
from governance.office.rule_review.policies import readers
from governance.office.rule_review.services.evaluations import counted
from governance.office.rule_review.services.papers import KIND
from governance.rulebook.book import rules_of
from governance.templatetags.wordings import official_date


@dataclass(frozen=True, kw_only=True)
class EvaluationPaper(Paper):
    """`conclusion` is empty on the draft that goes to the meeting; room is left to write it in."""

    template: ClassVar[str] = "print/rule_evaluation.html"
    facts: tuple[tuple[str, str], ...]
    uses: Table
    unused: int
    self_review: tuple[str, ...]
    voices: Table | None
    remarks: tuple[tuple[str, str], ...]  # side, text
    conclusion: str
    why: str
    signers: tuple[Signer, ...]


def evaluation_paper(evaluation: RuleEvaluation) -> EvaluationPaper:
    kept = evaluation.counts if evaluation.counts is not None else counted(evaluation)
    counts = {cite: Counts(*row) for cite, row in kept.items()}
    regulation = rules_of(evaluation.organization_id).library.regulations[evaluation.regulation]
    cites = reading.cites_of(regulation)
    total = sum(counts.values(), reading.NOTHING)
    opinions = list(evaluation.opinions.standing())
    facts = [
        (_("制度"), evaluation.title),
        (
            _("时段"),
            _("%(first)s至%(last)s")
            % {"first": official_date(evaluation.first), "last": official_date(evaluation.last)},
        ),
        (
            _("适用"),
            _("%(used)s次，合%(held)s次，说明后继续%(warned)s次，拦下%(refused)s次，逾期%(late)s件")
            % {
                "used": total.used,
                "held": total.held,
                "warned": total.warned,
                "refused": total.refused,
                "late": total.late,
            },
        ),
    ]
    if evaluation.resolution:
        facts.append((_("依据"), evaluation.resolution))
    return EvaluationPaper(
        title=evaluation.paper_title,
        facts=tuple(facts),
        uses=_uses(cites, counts),
        unused=sum(not counts.get(cite, reading.NOTHING).used for cite in cites),
        self_review=(evaluation.self_review,) if evaluation.self_review else (),
        voices=_voices(opinions),
        remarks=tuple((one.get_side_display(), one.text) for one in opinions if one.text),
        conclusion=evaluation.get_conclusion_display() if evaluation.conclusion else "",
        why=evaluation.why,
        signers=(Signer(_("评估负责人")), Signer(_("党委书记"))),
    )


def _uses(cites: Sequence[str], counts: dict[str, Counts]) -> Table:
    """The articles that were used or overdue; the rest is told as a number."""
    columns = (
        Column(_("条"), 30, "left"),
        *(Column(label, 21) for label in (_("用到"), _("合"), _("说明后继续"), _("拦下"), _("逾期"))),
    )
    rows = []
    for cite in cites:
        one = counts.get(cite, reading.NOTHING)
        if one.used or one.late:
            numbers = (one.used, one.held, one.warned, one.refused, one.late)
            rows.append((cite.partition(":")[2], *map(str, numbers)))
    return Table(columns, tuple(rows))


def _voices(opinions: Sequence[EvaluationOpinion]) -> Table | None:
    if not opinions:
        return None
    labels = (_("征求"), _("认为好"), _("认为一般"), _("认为不好"))
    columns = (
        Column(_("哪一方"), 30, "left"),
        Column(_("方式"), 26),
        *(Column(label, 25) for label in labels),
    )
    rows = [
        (
            one.get_side_display(),
            one.get_way_display(),
            *map(str, (one.asked, one.good, one.fair, one.poor)),
        )
        for one in opinions
    ]
    return Table(columns, tuple(rows))


def _build(document: Document) -> Printable:
    return Printable(evaluation_paper(RuleEvaluation.objects.get(pk=document.subject_id)))


def _answers(actor: Actor, documents: Sequence[Document]) -> dict[int, Answer]:
    """As the evaluation itself; whoever does not find it does not read its paper."""
    ids = [document.subject_id for document in documents]
    found = {str(one.pk): one for one in RuleEvaluation.objects.visible_to(actor).filter(pk__in=ids)}
    denied = Denied(gettext_lazy("制度评估表由办理体检的人看"))
    return {
        document.pk: readers(actor, found[document.subject_id]) if document.subject_id in found else denied
        for document in documents
    }


register_document(
    DocumentKind(code=KIND, title=gettext_lazy("制度评估表"), build=_build, answers=_answers, takes_scan=True)
)
