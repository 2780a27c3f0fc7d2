"""From the papers of a meeting to the rows they are about: several at a time, or one to be built."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from django.db.models import QuerySet

from governance.documents.models import Document
from meetings.judgement.names import keep_names_out_of_meeting
from meetings.models import (
    AgendaItem,
    Corrigendum,
    Meeting,
    Minutes,
    Notice,
    NoticeDelivery,
    Resolution,
    Vote,
)

Signed = type[Minutes] | type[Corrigendum]


def _to_meetings() -> dict[str, tuple[QuerySet, str]]:
    """How each type of subject leads to its meeting."""
    return {
        "meetings.meeting": (Meeting.objects.all(), "pk"),
        "meetings.notice": (Notice.objects.all(), "meeting_id"),
        "meetings.noticedelivery": (NoticeDelivery.objects.all(), "notice__meeting_id"),
        "meetings.agendaitem": (AgendaItem.objects.all(), "meeting_id"),
        "meetings.vote": (Vote.objects.all(), "item__meeting_id"),
        "meetings.resolution": (Resolution.objects.all(), "item__meeting_id"),
        "meetings.minutes": (Minutes.objects.all(), "meeting_id"),
        "meetings.corrigendum": (Corrigendum.objects.all(), "minutes__meeting_id"),
    }


def _to_items() -> dict[str, tuple[QuerySet, str]]:
    return {
        "meetings.agendaitem": (AgendaItem.objects.all(), "pk"),
        "meetings.vote": (Vote.objects.all(), "item_id"),
        "meetings.resolution": (Resolution.objects.all(), "item_id"),
    }


def _led(documents: Sequence[Document], ways: dict[str, tuple[QuerySet, str]]) -> dict[int, int]:
    """Target by document; papers on anything else are left out. One query for each type among them."""
    subjects: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for document in documents:
        if document.subject_type in ways:
            subjects[document.subject_type][int(document.subject_id)].append(document.pk)
    found: dict[int, int] = {}
    for label, by_subject in subjects.items():
        rows, path = ways[label]
        for subject, target in rows.filter(pk__in=by_subject).values_list("pk", path):
            found.update(dict.fromkeys(by_subject[subject], target))
    return found


def meeting_ids(documents: Sequence[Document]) -> dict[int, int]:
    """The meeting each paper belongs to, by document."""
    return _led(documents, _to_meetings())


def meetings_of(documents: Sequence[Document]) -> dict[int, Meeting]:
    led = meeting_ids(documents)
    rows = Meeting.objects.select_related("organization", "chair", "recorder").in_bulk(set(led.values()))
    return {document: rows[meeting] for document, meeting in led.items()}


def items_of(documents: Sequence[Document]) -> dict[int, AgendaItem]:
    """The item each paper on an item, its vote or its resolution belongs to, by document."""
    led = _led(documents, _to_items())
    rows = AgendaItem.objects.select_related("meeting__organization", "meeting__chair", "topic")
    items = rows.in_bulk(set(led.values()))
    return {document: items[item] for document, item in led.items()}


def meeting_of(document: Document) -> Meeting:
    return meetings_of([document])[document.pk]


def item_of(document: Document) -> AgendaItem:
    return items_of([document])[document.pk]


def keep_names_out(document: Document, **texts: str) -> None:
    """ValidationError for a text about a paper that names whom a kept-back item of its meeting is about."""
    keep_names_out_of_meeting(meeting_of(document), **texts)


def sealed_for(document: Document) -> tuple[str, str] | None:
    """Papers on a secret item lie under the item's key, as what was said on it does."""
    item = item_of(document)
    return ("meetings.agendaitem", str(item.pk)) if item.topic.is_secret else None


def signers(model: Signed) -> Callable[[Sequence[Document]], dict[int, int | None]]:
    """`DocumentKind.signers` of papers on a row that somebody signed."""

    def found(documents: Sequence[Document]) -> dict[int, int | None]:
        rows = model.objects.filter(pk__in=[d.subject_id for d in documents])
        signed = dict(rows.values_list("pk", "signed_by_id"))
        return {d.pk: signed[int(d.subject_id)] for d in documents}

    return found


def pointed_at(model: Signed) -> Callable[[Document], None]:
    """`DocumentKind.reissued` of papers a signed row names as its own."""

    def reissued(document: Document) -> None:
        row = model.objects.select_for_update(of=("self",)).get(pk=document.subject_id)
        row.document_id = document.pk
        row.save(update_fields=["document_id"])

    return reissued
