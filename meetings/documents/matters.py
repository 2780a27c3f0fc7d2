"""The print centre's view of meetings: which meeting a paper belongs to, and what a meeting ought to have by
its procedure and has not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.documents.kinds import document_kind
from governance.documents.matters import MatterOf, Missing, register_matters
from governance.documents.models import Document
from governance.procedures.procedure import procedure_of
from governance.templatetags.wordings import cn_number
from meetings import composition
from meetings.documents import kinds
from meetings.documents.subjects import meeting_ids
from meetings.models import AgendaItem, Meeting, Minutes, Vote
from meetings.models.base import Method, Outcome
from meetings.procedures import PLENARY

M, V = Meeting.Status, Vote.Status
AT_HAND = (M.NOTICED, M.IN_SESSION, M.CLOSED)


def matter(meeting: Meeting, *, open_to_reader: bool = True) -> MatterOf:
    url = reverse("meetings:room", args=[meeting.pk]) + "#papers" if open_to_reader else ""
    return MatterOf(f"meeting:{meeting.pk}", composition.full_name(meeting), url)


def matters(actor: Actor, documents: Sequence[Document]) -> Mapping[int, MatterOf]:
    by_document = meeting_ids(documents)
    rows = Meeting.objects.filter(pk__in=set(by_document.values())).select_related("organization")
    seen = set(Meeting.objects.visible_to(actor).filter(pk__in=rows).values_list("pk", flat=True))
    found = {row.pk: matter(row, open_to_reader=row.pk in seen) for row in rows}
    return {document: found[meeting] for document, meeting in by_document.items()}


def missing(actor: Actor, organization_id: int) -> Iterator[Missing]:
    """Papers declared by the procedure's steps that are due at the state of the meeting. Seven queries."""
    meetings = list(
        Meeting.objects.visible_to(actor)
        .filter(organization_id=organization_id, status__in=AT_HAND)
        .select_related("organization", "notice", "minutes")
        .order_by("meets_at", "id")
    )
    items = list(
        AgendaItem.objects.visible_to(actor)
        .filter(meeting__in=meetings)
        .select_related("resolution")
        .prefetch_related("votes")
        .order_by("order")
    )
    there = set(
        Document.objects.filter(organization_id=organization_id, subject_type__startswith="meetings.")
        .exclude(state__in=(Document.State.REPLACED, Document.State.VOIDED))
        .filter(_about(meetings, items))
        .values_list("kind", "subject_type", "subject_id")
    )
    declared = {kind for step in procedure_of(PLENARY).steps for kind in step.documents}
    for meeting in meetings:
        own = [item for item in items if item.meeting_id == meeting.pk]
        for kind, row, about in _due(meeting, own):
            if kind in declared and (kind, row._meta.label_lower, str(row.pk)) not in there:
                yield Missing(matter(meeting), str(document_kind(kind).title), about)


def _about(meetings: Sequence[Meeting], items: Sequence[AgendaItem]) -> Q:
    keys: dict[str, list[str]] = {
        "meetings.meeting": [str(m.pk) for m in meetings],
        "meetings.notice": [str(m.notice.pk) for m in meetings if hasattr(m, "notice")],
        "meetings.minutes": [str(m.minutes.pk) for m in meetings if hasattr(m, "minutes")],
        "meetings.vote": [str(v.pk) for i in items for v in i.votes.all()],
        "meetings.resolution": [str(i.resolution.pk) for i in items if hasattr(i, "resolution")],
    }
    wanted = Q(pk__in=[])
    for label, ids in keys.items():
        wanted |= Q(subject_type=label, subject_id__in=ids)
    return wanted


def _due(meeting: Meeting, items: Sequence[AgendaItem]) -> Iterator[tuple[str, models.Model, str]]:
    """(kind, what it is about, in words) of every paper due now."""
    if hasattr(meeting, "notice"):
        yield kinds.NOTICE, meeting.notice, ""
        yield kinds.SIGN_IN_SHEET, meeting, ""
    for item in items:
        place = _("第%(n)s项") % {"n": cn_number(item.order)}
        for vote in item.votes.all():
            if vote.poll_id is not None:
                if vote.status in (V.TYPED, V.COUNTED, V.ANNOUNCED):
                    yield kinds.COUNT_CERTIFICATE, vote, place
                continue
            if vote.status == V.OPEN and vote.method == Method.SECRET_BALLOT:
                yield kinds.BALLOTS, vote, place
            if vote.status != V.VOIDED and vote.method != Method.NAMED_BALLOT:
                yield kinds.COUNT_SHEET, vote, place
    if meeting.status != M.CLOSED:
        return
    yield kinds.RECORD, meeting, ""
    minutes = getattr(meeting, "minutes", None)
    if minutes is None or minutes.status != Minutes.Status.SIGNED:
        return
    yield kinds.MINUTES, minutes, minutes.number
    for item in items:
        resolution = getattr(item, "resolution", None)
        if resolution is not None and resolution.outcome == Outcome.ADOPTED:
            yield kinds.EXTRACT, resolution, resolution.number


register_matters(matters, missing)
