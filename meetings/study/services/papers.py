"""Verbs that order a paper of the study group. A newer version replaces the one before it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import require
from governance.audit.act import act, verb
from governance.documents.models import Document
from governance.documents.services import order_document
from meetings.bodies.models import BodyMeeting
from meetings.bodies.services.locking import lock_body
from meetings.judgement.bench import GO, stop
from meetings.study.documents import PLAN, RECORD
from meetings.study.facts import HELD
from meetings.study.models import KIND
from meetings.study.services.planning import lock_plan


def newest(kind: str, subject: models.Model) -> Document | None:
    gone = (Document.State.REPLACED, Document.State.VOIDED)
    found = Document.objects.filter(
        kind=kind, subject_type=subject._meta.label_lower, subject_id=str(subject.pk)
    )
    return found.exclude(state__in=gone).order_by("-id").first()


def _finished(document: Document | None) -> Document | None:
    return document if document is not None and document.state == Document.State.FINISHED else None


@verb("meetings.study.printed")
def print_plan(*, plan_id: int, actor: Actor) -> Document:
    """The year's plan with its topics; refused while there are none."""
    plan = lock_plan(plan_id, actor)
    decision = require(actor, "meetings.study.printed", plan)
    verdict = GO if plan.topics.exists() else stop("meetings.study.no_topics")
    with act(decision, verdict, on=plan):
        return order_document(
            kind=PLAN, subject=plan, title=str(plan), actor=actor, replaces=_finished(newest(PLAN, plan))
        )


@verb("meetings.study_record.printed")
def print_record(*, meeting_id: int, actor: Actor) -> Document:
    """The record of one session that was held. BodyMeeting.DoesNotExist outside the actor's view."""
    meeting = lock_body(meeting_id, actor)
    if meeting.kind != KIND:
        raise BodyMeeting.DoesNotExist
    decision = require(actor, "meetings.study_record.printed", meeting)
    verdict = GO if meeting.status in HELD else stop("meetings.study.not_over")
    title = _("%(meeting)s记录") % {"meeting": meeting.title}
    with act(decision, verdict, on=meeting):
        return order_document(
            kind=RECORD,
            subject=meeting,
            title=title,
            actor=actor,
            replaces=_finished(newest(RECORD, meeting)),
        )
