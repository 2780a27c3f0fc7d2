"""The minutes on the meeting's page: text, state, the file made from them, what may be done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.decision import Allowed
from governance.documents.kinds import document_kind
from governance.documents.models import Document
from meetings import judgement
from meetings.models import Meeting, Minutes
from meetings.pages.buttons import CONFIRM, Button, Buttons
from meetings.pages.corrigenda import CorrigendaPart, corrigenda_part
from meetings.pages.progress import Progress
from meetings.pages.sight import OPEN, RECUSED, Sight

N = Minutes.Status
STATE_KINDS = {N.DRAFTING: "", N.IN_REVIEW: "doing", N.RETURNED: "near", N.SIGNED: "done"}


@dataclass(frozen=True)
class MinutesPart:
    minutes: Minutes
    state_kind: str
    document: Document | None
    file_url: str
    code_url: str
    reorder_url: str
    secret_count: int
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    verdict: Any
    verdict_title: str
    buttons: tuple[Button, ...]
    corrigenda: CorrigendaPart | None = None  # once signed, for those who read all of it

    @property
    def state(self) -> str:
        """已勘误 once a corrigendum is out (wording.md 2.1)."""
        if self.corrigenda is not None and self.corrigenda.signed:
            return _("已勘误")
        return str(self.minutes.get_status_display())


def minutes_part(meeting: Meeting, progress: Progress, actor: Actor, sight: Sight) -> MinutesPart | None:
    """None while there are none, and for those who may not read them yet: drafts are the office's
    and the chair's."""
    minutes = progress.minutes
    if minutes is None:
        return None
    minutes.meeting = meeting
    signed = minutes.status == N.SIGNED
    chair = meeting.chair_id == actor.person_id
    if not signed and not (sight.office or chair or meeting.recorder_id == actor.person_id):
        return None
    document = Document.objects.filter(pk=minutes.document_id).first() if minutes.document_id else None
    readable = document is not None and isinstance(
        document_kind(document.kind).may_read(actor, document), Allowed
    )
    if signed and not readable and not (sight.insider and RECUSED in sight.items.values()):
        return None
    secret = sum(i.topic.is_secret for i in progress.items)
    verdict, title = None, ""
    found = Buttons(actor)
    if minutes.status in (N.DRAFTING, N.RETURNED):
        verdict, title = judgement.for_record(meeting, actor.day), _("送审前核对")
        found.add(
            "meetings.minutes.submitted",
            minutes,
            "minutes-submit",
            _("送审"),
            mode=CONFIRM,
            primary=True,
            title=_("送%(chair)s审阅") % {"chair": meeting.chair.name},
            consequence=_("送审后由主持人签发或退回，退回前不能再改。"),
            verdict=verdict,
        )
        found.add("meetings.minutes.edited", minutes, "minutes-edit", _("修改纪要"))
    if minutes.status == N.IN_REVIEW and chair:
        verdict, title = judgement.for_signing(minutes, actor.day), _("签发前核对")
        found.add(
            "meetings.minutes.signed",
            minutes,
            "minutes-sign",
            _("签发"),
            mode=CONFIRM,
            primary=True,
            title=_("签发即取号、生成文件，以后只能出勘误"),
            consequence=_("涉密%(n)s项不进纪要，只留会议记录。") % {"n": secret}
            if secret
            else _("本次会议没有涉密项。"),
            verdict=verdict,
        )
        found.add("meetings.minutes.returned", minutes, "minutes-return", _("退回修改"))
    return MinutesPart(
        minutes=minutes,
        state_kind=STATE_KINDS[N(minutes.status)],
        document=document,
        file_url=reverse("documents:download", args=[document.pk]) if document and readable else "",
        code_url=reverse("documents:code", args=[document.code]) if document else "",
        reorder_url=reverse("documents:reorder", args=[document.pk])
        if document and document.state == "failed" and sight.office
        else "",
        secret_count=secret,
        sections=_sections(minutes, progress, sight),
        verdict=verdict,
        verdict_title=title,
        buttons=tuple(found.found),
        corrigenda=corrigenda_part(minutes, actor) if signed and readable else None,
    )


def _sections(minutes: Minutes, progress: Progress, sight: Sight) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Headings and paragraphs; of an item the reader is recused from the heading and the word 回避."""
    hidden = {i.pk for i in progress.all_items if sight.of(i) != OPEN}
    return tuple(
        (s["heading"], (_("回避"),) if s.get("item") in hidden else tuple(s["paragraphs"]))
        for s in minutes.sections
    )
