"""The verb that orders a paper of a democratic life meeting."""

from __future__ import annotations

from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import require
from governance.audit.act import act, verb
from governance.documents.models import Document
from governance.documents.services import order_document
from governance.rules.wording import Sentence, gettext_noop, register_sentences
from meetings.bodies.models import BodyMeeting
from meetings.bodies.services.locking import told
from meetings.judgement.bench import GO, stop
from meetings.life.documents import kinds
from meetings.life.documents.papers import TITLES
from meetings.life.services.locking import lock_life
from meetings.life.states import in_order

S = BodyMeeting.Status
AFTERWARDS = (kinds.RECORD, kinds.MEASURES, kinds.REPORT)

register_sentences(
    {
        "meetings.life.not_held": Sentence(
            gettext_noop("会还没有登记已开，这份文件还不能打印。"), gettext_noop("请先登记已开。")
        )
    }
)


def newest(life_id: int, kind: str) -> Document | None:
    """The standing version of a kind."""
    gone = (Document.State.REPLACED, Document.State.VOIDED)
    found = Document.objects.filter(kind=kind, subject_type="meetings.lifemeeting", subject_id=str(life_id))
    return found.exclude(state__in=gone).order_by("-id").first()


@verb("meetings.life.printed")
def print_paper(*, meeting_id: int, actor: Actor, kind: str) -> Document:
    """Order one of the papers; what tells of the meeting itself only after it was held. A newer version replaces
    the one before it, which is kept and says so. KeyError for a kind there is none of."""
    life = lock_life(meeting_id, actor)
    meeting = life.meeting
    decision = require(actor, "meetings.life.printed", meeting)
    title = str(TITLES[kind])
    held = meeting.status in (S.HELD, S.RECORDED)
    verdict = in_order(
        "meetings.life.printed",
        meeting,
        lambda: stop("meetings.life.not_held") if kind in AFTERWARDS and not held else GO,
    )
    made = newest(life.pk, kind)
    facts = told(meeting, verdict, paper=_(title))
    with act(decision, verdict, on=life, **facts):
        return order_document(
            kind=kind,
            subject=life,
            title=f"{meeting.title}{title}",
            actor=actor,
            replaces=made if made is not None and made.state == Document.State.FINISHED else None,
        )
