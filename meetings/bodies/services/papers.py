"""Verbs that order a paper of another body's meeting."""

from __future__ import annotations

from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import require
from governance.audit.act import act, verb
from governance.documents.models import Document
from governance.documents.services import order_document
from meetings.bodies import documents, judgement
from meetings.bodies.models import BodyMeeting
from meetings.bodies.services.locking import lock_body, told
from meetings.bodies.states import in_order


def newest(kind: str, meeting: BodyMeeting) -> Document | None:
    """The version that counts, finished or not."""
    found = Document.objects.filter(
        kind=kind, subject_type="meetings.bodymeeting", subject_id=str(meeting.pk)
    )
    return found.exclude(state__in=(Document.State.REPLACED, Document.State.VOIDED)).order_by("-id").first()


@verb("meetings.body_minutes.printed")
def print_minutes(*, meeting_id: int, actor: Actor) -> Document:
    """The signed minutes; once, since nothing changes after the signature."""
    return _order("meetings.body_minutes.printed", documents.MINUTES, _("纪要"), meeting_id, actor)


@verb("meetings.body_sign_in.printed")
def print_sign_in(*, meeting_id: int, actor: Actor) -> Document:
    """For signing by hand before the meeting; once more after it, with who came."""
    return _order("meetings.body_sign_in.printed", documents.SIGN_IN, _("签到表"), meeting_id, actor)


def _order(code: str, kind: str, what: str, meeting_id: int, actor: Actor) -> Document:
    meeting = lock_body(meeting_id, actor)
    decision = require(actor, code, meeting)
    made = newest(kind, meeting)
    verdict = in_order(code, meeting, lambda: judgement.for_paper(meeting, made))
    said = told(meeting, verdict, document=None)
    with act(decision, verdict, on=meeting, **said):
        document = order_document(
            kind=kind,
            subject=meeting,
            title=documents.paper_title(meeting, what),
            actor=actor,
            replaces=made,
        )
        said["facts"]["document"] = document.pk
    return document
