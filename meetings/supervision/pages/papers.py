"""Papers on a matter's page: what is made, what can be printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.decision import Allowed
from governance.access.policy import ask
from governance.documents.kinds import answers_of, document_kind
from governance.documents.models import Document
from meetings.supervision.documents import kinds
from meetings.supervision.models import Chase, SupervisedTask, SupervisionBulletin
from meetings.supervision.services.printing import ready

D = Document.State


@dataclass(frozen=True)
class PaperLine:
    name: str
    state: str
    file_url: str = ""
    print_url: str = ""
    print_label: str = ""


def paper_lines(task: SupervisedTask, actor: Actor) -> Iterator[PaperLine]:
    """The papers the matter has or can have at its state. Four queries."""
    may = ask(actor, "supervision.paper.printed", task).allowed
    wanted: list[tuple[str, Any, str, str]] = [
        (kinds.FORM, task, "print-form", ""),
        (kinds.NOTICE, task, "print-notice", ""),
    ]
    for chase in task.chases.filter(kind=Chase.Kind.NOTE):
        wanted.append((kinds.CHASE_NOTE, chase, "print-chase", _("第%(n)s次") % {"n": chase.n}))
    for row in task.rectifications.exclude(reported_on=None):
        row.task = task
        wanted.append((kinds.RECTIFICATION, row, "print-rectification", ""))
    found = Q(pk__in=[])
    for kind, row, _name, _about in wanted:
        found |= Q(kind=kind, subject_type=row._meta.label_lower, subject_id=str(row.pk))
    documents: dict[tuple[str, str], Document] = {}
    rows = Document.objects.filter(found, organization_id=task.organization_id).exclude(state=D.VOIDED)
    for document in rows.order_by("pk"):
        documents[document.kind, document.subject_id] = document
    answers = answers_of(actor, list(documents.values()))
    for kind, row, name, about in wanted:
        made = documents.get((kind, str(row.pk)))
        readable = made is not None and isinstance(answers.get(made.pk), Allowed)
        printable = may and ready(kind, row).allowed
        if made is None and not printable:
            continue
        yield PaperLine(
            str(document_kind(kind).title) + about,
            str(made.get_state_display()) if made else _("可以打印"),
            reverse("documents:download", args=[made.pk]) if made and made.made and readable else "",
            reverse(f"supervision:{name}", args=[row.pk]) if printable else "",
            _("打印新版") if made else _("打印"),
        )


def bulletin_document(row: SupervisionBulletin, actor: Actor) -> Document | None:
    """The issued paper, once it is made, for whoever may open it."""
    found = Document.objects.filter(
        kind=kinds.BULLETIN, subject_type=row._meta.label_lower, subject_id=str(row.pk)
    )
    made = found.exclude(state=D.VOIDED).order_by("-id").first()
    if made is None or not made.made:
        return None
    return made if isinstance(answers_of(actor, [made]).get(made.pk), Allowed) else None
