"""The kinds of papers of a democratic life meeting: which paper each is, who may open it, which lie sealed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.decision import Allowed, Denied
from governance.access.policy import Answer
from governance.documents.kinds import DocumentKind, Printable, register_document
from governance.documents.models import Document
from governance.documents.official import Paper
from governance.rules.coverage import bind
from meetings.bodies.models import BodySeat
from meetings.life.documents import kinds
from meetings.life.documents.composed import (
    TITLES,
    county_papers,
    measures_paper,
    notice_paper,
    opinions_paper,
    record_paper,
    report_paper,
    request_paper,
    statements_paper,
)
from meetings.life.models import LifeMeeting
from meetings.life.policies import PREPARED_BY

__all__ = ("COMPOSED", "SEALED", "TITLES", "county_papers")

COMPOSED: dict[str, Callable[[LifeMeeting], Paper]] = {
    kinds.NOTICE: notice_paper,
    kinds.REQUEST: request_paper,
    kinds.OPINIONS: opinions_paper,
    kinds.STATEMENTS: statements_paper,
    kinds.RECORD: record_paper,
    kinds.MEASURES: measures_paper,
    kinds.REPORT: report_paper,
}
# Opinions are the preparers' and the chair's, what was said those in the room's; both lie sealed.
SEALED = (kinds.OPINIONS, kinds.STATEMENTS, kinds.RECORD)


def _build(document: Document) -> Printable:
    life = LifeMeeting.objects.select_related(
        "meeting__organization", "meeting__chair", "meeting__recorder"
    ).get(pk=document.subject_id)
    return Printable(COMPOSED[document.kind](life))


def _answers(actor: Actor, documents: Sequence[Document]) -> dict[int, Answer]:
    """Open papers as the meeting; opinions and statements whoever prepares or presides; the record the seats."""
    known = {
        life.pk: life
        for life in LifeMeeting.objects.visible_to(actor)
        .filter(pk__in=[d.subject_id for d in documents])
        .select_related("meeting")
    }
    meetings = [life.meeting_id for life in known.values()]
    seated = set(
        BodySeat.objects.filter(meeting__in=meetings, person_id=actor.person_id).values_list(
            "meeting_id", flat=True
        )
    )
    found: dict[int, Answer] = {}
    for document in documents:
        life = known.get(int(document.subject_id))
        found[document.pk] = (
            _answer(actor, document, life, life.meeting_id in seated)
            if life
            else Denied(_("这里只看得到本镇的会议"))
        )
    return found


def _answer(actor: Actor, document: Document, life: LifeMeeting, inside: bool) -> Answer:
    post = actor.main_post
    if post is None:
        return Denied(_("这里只看得到本镇的会议"))
    if document.kind not in SEALED:
        return Allowed(post.title)
    keeps = actor.person_id == life.meeting.chair_id or any(
        p.organization_id == life.organization_id and p.code in PREPARED_BY for p in actor.posts
    )
    may = inside if document.kind == kinds.RECORD else keeps
    return Allowed(post.title) if may else Denied(_("内容只有有关的人看得到"))


def _sealed_for(document: Document) -> tuple[str, str] | None:
    if document.kind not in SEALED:
        return None
    meeting = LifeMeeting.objects.values_list("meeting_id", flat=True).get(pk=document.subject_id)
    return "meetings.bodymeeting", str(meeting)


for _kind in kinds.ALL:
    register_document(
        DocumentKind(
            code=_kind,
            title=TITLES[_kind],
            build=_build,
            answers=_answers,
            sensitive=_kind in SEALED,
            takes_scan=_kind == kinds.RECORD,
            sealed_for=_sealed_for if _kind in SEALED else None,
        )
    )

bind("S0-08:八c", "S0-08:流程图e", by="meetings.life.documents.composed.county_papers", how="document")
bind("S1-13:七", "S1-13:八", by="meetings.life.documents.composed.report_paper", how="document")
