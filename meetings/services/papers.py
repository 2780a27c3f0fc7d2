"""Verbs that order a paper: the document's row, its code and the job that renders it, in one act.

A newer version is made only where something changed since; the older one is kept and says so.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.decision import Decision
from governance.access.policy import require
from governance.audit.act import act, verb
from governance.documents.models import Document
from governance.documents.services import order_document
from governance.rules.verdict import Verdict
from meetings import composition, judgement
from meetings.documents import kinds
from meetings.documents.record import in_main_volume
from meetings.models import AgendaItem, Meeting, Notice, NoticeDelivery, Resolution, Vote
from meetings.services.locking import lock_item, lock_meeting, lock_vote


@verb("meetings.notice.printed")
def print_notice(*, notice_id: int, actor: Actor) -> Document:
    """The notice for the committee, with every item it named."""
    meeting = lock_meeting(_meeting_of(Notice, "meeting_id", notice_id, actor), actor)
    notice = Notice.objects.get(pk=notice_id)
    notice.meeting = meeting
    decision = require(actor, "meetings.notice.printed", notice)
    drawer, made = _made(kinds.NOTICE, notice, meeting)
    verdict = judgement.for_notice_paper(meeting, made, drawer)
    title = _("关于召开%(meeting)s的通知") % {"meeting": composition.full_name(meeting)}
    return _order(decision, verdict, kinds.NOTICE, notice, title, made)


@verb("meetings.guest_notice.printed")
def print_guest_notice(*, delivery_id: int, actor: Actor) -> Document:
    """The notice of somebody who attends without a vote: nothing but the own items."""
    meeting = lock_meeting(_meeting_of(NoticeDelivery, "notice__meeting_id", delivery_id, actor), actor)
    delivery = NoticeDelivery.objects.select_related("notice", "person").get(pk=delivery_id)
    delivery.notice.meeting = meeting
    decision = require(actor, "meetings.guest_notice.printed", delivery)
    drawer, made = _made(kinds.GUEST_NOTICE, delivery, meeting)
    guest = meeting.attendances.filter(person_id=delivery.person_id, voting=False).exists()
    verdict = judgement.for_guest_notice(delivery, made, drawer, guest=guest)
    title = _("%(meeting)s列席通知（%(name)s）") % {"meeting": meeting, "name": delivery.person.name}
    return _order(decision, verdict, kinds.GUEST_NOTICE, delivery, title, made)


@verb("meetings.sign_in_sheet.printed")
def print_sign_in_sheet(*, meeting_id: int, actor: Actor) -> Document:
    """For signing by hand before the meeting; afterwards once more with the registered times."""
    meeting = lock_meeting(meeting_id, actor)
    decision = require(actor, "meetings.sign_in_sheet.printed", meeting)
    drawer, made = _made(kinds.SIGN_IN_SHEET, meeting, meeting)
    verdict = judgement.for_sign_in_sheet(meeting, made, drawer)
    title = _("%(meeting)s签到表") % {"meeting": composition.full_name(meeting)}
    return _order(decision, verdict, kinds.SIGN_IN_SHEET, meeting, title, made)


@verb("meetings.ballots.printed")
def print_ballots(*, vote_id: int, actor: Actor) -> Document:
    """One slip for each voter on the frozen roll, once for each round of a secret vote on paper."""
    vote = lock_vote(vote_id, actor)
    decision = require(actor, "meetings.ballots.printed", vote)
    _drawer, made = _made(kinds.BALLOTS, vote, vote.item.meeting)
    verdict = judgement.for_ballots(vote, made)
    title = _("%(item)s表决票") % {"item": vote.item.audit_text}
    return _order(decision, verdict, kinds.BALLOTS, vote, title, made, copies=len(vote.roll))


@verb("meetings.count_sheet.printed")
def print_count_sheet(*, vote_id: int, actor: Actor) -> Document:
    """The sheet of a count by hand, with places for the two signatures and the chair's."""
    vote = lock_vote(vote_id, actor)
    decision = require(actor, "meetings.count_sheet.printed", vote)
    drawer, made = _made(kinds.COUNT_SHEET, vote, vote.item.meeting)
    verdict = judgement.for_count_sheet(vote, made, drawer)
    title = _("%(item)s计票单") % {"item": vote.item.audit_text}
    return _order(decision, verdict, kinds.COUNT_SHEET, vote, title, made)


@verb("meetings.count_certificate.printed")
def print_count_certificate(*, vote_id: int, actor: Actor) -> Document:
    """What was counted from sealed envelopes, with the digests of roll and receipts."""
    vote = lock_vote(vote_id, actor)
    decision = require(actor, "meetings.count_certificate.printed", vote)
    drawer, made = _made(kinds.COUNT_CERTIFICATE, vote, vote.item.meeting)
    verdict = judgement.for_count_certificate(vote, made, drawer)
    title = _("%(item)s计票证明") % {"item": vote.item.audit_text}
    return _order(decision, verdict, kinds.COUNT_CERTIFICATE, vote, title, made)


@verb("meetings.record.printed")
def print_record(*, meeting_id: int, actor: Actor, reason: str = "") -> Document:
    """The full record without what is kept apart (record.in_main_volume)."""
    meeting = lock_meeting(meeting_id, actor)
    decision = require(actor, "meetings.record.printed", meeting)
    judgement.keep_names_out_of_meeting(meeting, reason=reason)
    drawer, made = _made(kinds.RECORD, meeting, meeting)
    verdict = judgement.for_record_paper(meeting, made, drawer, actor.day)
    title = _("%(meeting)s记录") % {"meeting": composition.full_name(meeting)}
    return _order(decision, verdict, kinds.RECORD, meeting, title, made, reason=reason)


@verb("meetings.record_volume.printed")
def print_record_volume(*, item_id: int, actor: Actor) -> Document:
    """The record of one item that not everybody in the room may read."""
    item = lock_item(item_id, actor)
    decision = require(actor, "meetings.record_volume.printed", item)
    drawer, made = _made(kinds.RECORD_VOLUME, item, item.meeting)
    verdict = judgement.for_record_volume(item, made, drawer, apart=not in_main_volume(item))
    title = _("%(item)s会议记录（另册）") % {"item": item.audit_text}
    return _order(decision, verdict, kinds.RECORD_VOLUME, item, title, made)


@verb("meetings.resolution.extracted")
def extract_resolution(*, resolution_id: int, actor: Actor) -> Document:
    """One resolution by itself for those who carry it out. Its title in lists names no secret item."""
    item = lock_item(_meeting_of(Resolution, "item_id", resolution_id, actor), actor)
    resolution = Resolution.objects.get(pk=resolution_id)
    resolution.item = item
    decision = require(actor, "meetings.resolution.extracted", resolution)
    drawer, made = _made(kinds.EXTRACT, resolution, item.meeting)
    verdict = judgement.for_extract(resolution, made, drawer)
    matter = item.audit_text if item.topic.is_secret else item.topic.title
    title = _("%(matter)s决议摘录") % {"matter": matter}
    return _order(decision, verdict, kinds.EXTRACT, resolution, title, made, number=resolution.number)


def _meeting_of(model: Any, path: str, pk: int, actor: Actor) -> int:
    """The row to lock, inside the actor's view: `DoesNotExist` outside it."""
    found: int = model.objects.visible_to(actor).values_list(path, flat=True).get(pk=pk)
    return found


def _made(kind: str, subject: models.Model, meeting: Meeting) -> tuple[judgement.Drawer, Document | None]:
    drawer = judgement.Drawer.of(meeting, {(subject._meta.label_lower, str(subject.pk))})
    return drawer, drawer.newest(kind, subject)


def _order(
    decision: Decision,
    verdict: Verdict,
    kind: str,
    subject: Meeting | Notice | NoticeDelivery | AgendaItem | Vote | Resolution,
    title: str,
    made: Document | None,
    *,
    number: str = "",
    reason: str = "",
    **facts: Any,
) -> Document:
    facts["document"] = None
    with act(decision, verdict, on=subject, reason=reason, facts=facts):
        document = order_document(
            kind=kind, subject=subject, title=title, number=number, actor=decision.actor, replaces=made
        )
        facts["document"] = document.pk
    return document
