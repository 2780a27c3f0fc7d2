"""勘误 below the minutes on the meeting's page: those that were signed, the draft, what may be done."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import ask
from governance.documents.models import Document
from meetings import judgement
from meetings.documents.corrigendum import correction_line
from meetings.models import Corrigendum, Minutes
from meetings.pages.buttons import CONFIRM, Button, Buttons

C = Corrigendum.Status
STATE_KINDS = {C.DRAFTED: "doing", C.RETURNED: "near", C.SIGNED: "done"}


@dataclass(frozen=True)
class CorrigendumLine:
    corrigendum: Corrigendum
    state_kind: str
    lines: tuple[str, ...]
    file_url: str
    code_url: str
    buttons: tuple[Button, ...]


@dataclass(frozen=True)
class CorrigendaPart:
    rows: tuple[CorrigendumLine, ...]
    buttons: tuple[Button, ...]

    @property
    def signed(self) -> int:
        return sum(row.corrigendum.status == C.SIGNED for row in self.rows)


def corrigenda_part(minutes: Minutes, actor: Actor) -> CorrigendaPart | None:
    """For whoever reads the signed minutes in full; a draft only for who drafts and who signs. None where
    there is nothing to show."""
    found = Buttons(actor)
    drafts = ask(actor, "meetings.corrigendum.drafted", minutes).allowed
    rows = list(minutes.corrigenda.exclude(status=C.WITHDRAWN).select_related("drafted_by").order_by("id"))
    documents = {
        d.pk: d for d in Document.objects.filter(pk__in=[r.document_id for r in rows if r.document_id])
    }
    lines = []
    for row in rows:
        row.minutes = minutes
        signs = row.status != C.SIGNED and ask(actor, "meetings.corrigendum.signed", row).allowed
        if row.status == C.SIGNED or drafts or signs:
            lines.append(_line(row, documents.get(row.document_id or 0), actor))
    if drafts and judgement.for_corrigendum(minutes).allowed:
        found.add("meetings.corrigendum.drafted", minutes, "corrigendum", _("拟勘误"))
    if not lines and not found.found:
        return None
    return CorrigendaPart(tuple(lines), tuple(found.found))


def _line(row: Corrigendum, document: Document | None, actor: Actor) -> CorrigendumLine:
    found = Buttons(actor)
    if row.status == C.DRAFTED:
        found.add(
            "meetings.corrigendum.signed",
            row,
            "corrigendum-sign",
            _("出勘误"),
            mode=CONFIRM,
            primary=True,
            title=_("签发即编序号、生成文件，不能再改"),
            consequence=_("原纪要不变，两份文件互相注明。"),
        )
        found.add("meetings.corrigendum.returned", row, "corrigendum-return", _("退回勘误"))
    if row.status in (C.DRAFTED, C.RETURNED):
        found.add("meetings.corrigendum.redrafted", row, "corrigendum-edit", _("修改勘误"))
        found.add("meetings.corrigendum.withdrawn", row, "corrigendum-withdraw", _("撤回勘误"))
    finished = document is not None and document.state == Document.State.FINISHED
    return CorrigendumLine(
        corrigendum=row,
        state_kind=STATE_KINDS[C(row.status)],
        lines=tuple(correction_line(c) for c in row.corrections),
        file_url=reverse("documents:download", args=[document.pk]) if document and finished else "",
        code_url=reverse("documents:code", args=[document.code]) if document and finished else "",
        buttons=tuple(found.found),
    )
