"""纸票核对单: what was handed out, came back and was typed of every class, for two signatures. No mark is on it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.access.actor import Actor
from governance.access.decision import Allowed, Denied
from governance.access.policy import Answer, require
from governance.audit.act import act, verb
from governance.ballots.models import PaperBatch, PaperCount, SealedPoll
from governance.ballots.paper import judging
from governance.ballots.paper.policies import TYPISTS
from governance.ballots.policies import post_in
from governance.ballots.uses import paper_groups, use_of
from governance.documents.kinds import DocumentKind, Printable, register_document
from governance.documents.models import Document
from governance.documents.official import Column, Paper, Signer, Table
from governance.documents.services import order_document

KIND = "ballots.paper_count"


@dataclass(frozen=True, kw_only=True)
class PaperCountPaper(Paper):
    """`notes` are what a scrutineer said of figures that do not add up, and of single marks that do not count."""

    template: ClassVar[str] = "print/paper_count.html"
    of: str
    figures: Table
    batches: Table
    notes: tuple[str, ...]
    signers: tuple[Signer, ...]


def paper_of(poll: SealedPoll) -> PaperCountPaper:
    counts = list(poll.paper_counts.select_related("explained_by"))
    names = paper_groups(poll)
    return PaperCountPaper(
        title=_("%(matter)s纸票核对单") % {"matter": poll.audit_text},
        of=use_of(poll).sheet(poll).of,
        figures=_figures(counts, names),
        batches=_batches(poll, names),
        notes=tuple(_notes(counts, names)),
        signers=(Signer(_("计票人")), Signer(_("监票人"))),
    )


def _figures(counts: Sequence[PaperCount], names: Mapping[int, str]) -> Table:
    labels = [_("发出"), _("收回"), _("录入"), _("有效"), _("空白"), _("无效")]
    columns = [Column(_("类别"), 42, "left"), *(Column(label, 19) for label in labels)]
    numbers = [
        (c.issued, c.returned, c.typed or 0, c.valid or 0, c.blank or 0, c.invalid or 0) for c in counts
    ]
    rows = [
        (names.get(count.group, str(count.group)), *map(str, row))
        for count, row in zip(counts, numbers, strict=True)
    ]
    if len(rows) > 1:
        rows.append((_("合计"), *(str(sum(column)) for column in zip(*numbers, strict=True))))
    return Table(tuple(columns), tuple(rows))


def _batches(poll: SealedPoll, names: Mapping[int, str]) -> Table:
    """Who typed which batch: two names, and a third where they differed."""
    columns = (
        Column(_("批次"), 44, "left"),
        Column(_("张数"), 16),
        Column(_("第一遍"), 26),
        Column(_("第二遍"), 26),
        Column(_("差异"), 18),
        Column(_("核定"), 26),
    )
    settled = PaperBatch.objects.filter(poll=poll, status=PaperBatch.Status.SETTLED)
    rows = [
        (
            _("%(class)s第%(n)s批") % {"class": names.get(batch.group, ""), "n": batch.number},
            str(batch.sheets),
            batch.first_by.name if batch.first_by else "",
            batch.second_by.name if batch.second_by else "",
            _("%(n)s处") % {"n": batch.differences} if batch.differences else _("无"),
            batch.settled_by.name if batch.settled_by else "—",
        )
        for batch in settled.select_related("first_by", "second_by", "settled_by")
    ]
    return Table(columns, tuple(rows))


def _notes(counts: Sequence[PaperCount], names: Mapping[int, str]) -> list[str]:
    found = []
    for count in counts:
        name = names.get(count.group, "")
        if count.wrong_marks:
            found.append(
                _("%(class)s有效票中另有%(n)s处画错，只这一项不计，其余照计。")
                % {"class": name, "n": count.wrong_marks}
            )
        if count.explanation:
            found.append(
                _("%(class)s张数对不上，%(who)s说明：%(why)s")
                % {
                    "class": name,
                    "who": count.explained_by.name if count.explained_by else "",
                    "why": count.explanation,
                }
            )
    return found


def _build(document: Document) -> Printable:
    return Printable(paper_of(SealedPoll.objects.get(pk=document.subject_id)))


def _answers(actor: Actor, documents: Sequence[Document]) -> dict[int, Answer]:
    """The office and whoever wrote, explained or confirmed it, of boxes they may know of. Two queries."""
    keys = {uuid.UUID(document.subject_id) for document in documents}
    known = set(SealedPoll.objects.visible_to(actor).filter(pk__in=keys).values_list("pk", flat=True))
    signed = {
        poll
        for poll, *people in PaperCount.objects.filter(poll__in=known).values_list(
            "poll_id", "written_by_id", "confirmed_by_id", "explained_by_id"
        )
        if actor.person_id is not None and actor.person_id in people
    }
    found: dict[int, Answer] = {}
    for document in documents:
        poll = uuid.UUID(document.subject_id)
        held = actor.holds(document.organization_id, *TYPISTS)
        if poll in known and (held or poll in signed):
            found[document.pk] = Allowed(post_in(actor, document.organization_id))
        else:
            found[document.pk] = Denied(_("纸票核对单由计票人、监票人和党政办、组织办查阅"), TYPISTS)
    return found


register_document(
    DocumentKind(code=KIND, title=gettext_lazy("纸票核对单"), build=_build, answers=_answers, takes_scan=True)
)


def newest(poll: SealedPoll) -> Document | None:
    """The version that counts, finished or not."""
    made = Document.objects.filter(
        kind=KIND, subject_type=poll._meta.label_lower, subject_id=str(poll.pk)
    ).exclude(state__in=[Document.State.REPLACED, Document.State.VOIDED])
    return made.order_by("-id").first()


@verb("ballots.paper_count.printed")
def print_count(*, poll_id: uuid.UUID, actor: Actor) -> Document:
    """The sheet for the two signatures. Printed again after a change, it takes the older one's place."""
    found = SealedPoll.objects.visible_to(actor).values_list("pk", flat=True).get(pk=poll_id)
    poll = SealedPoll.objects.select_for_update().get(pk=found)
    decision = require(actor, "ballots.paper_count.printed", poll)
    made = newest(poll)
    facts: dict[str, object] = {"document": None}
    with act(decision, judging.for_printing(poll), on=poll, facts=facts):
        document = order_document(
            kind=KIND,
            subject=poll,
            title=_("%(matter)s纸票核对单") % {"matter": poll.audit_text},
            actor=actor,
            replaces=made,
        )
        facts["document"] = document.pk
    return document
