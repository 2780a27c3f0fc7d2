"""Papers by number, title, kind and printed code, for those who work in the print centre. A paper on
something that is kept from the reader is not found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from urllib.parse import urlencode

from django.db import models
from django.urls import reverse

from governance.access.actor import Actor
from governance.access.trail import visible_ids
from governance.documents.kinds import document_kind
from governance.documents.models import Document
from governance.documents.policies import LISTERS
from governance.search.kinds import DOCUMENTS, Entry, Kind, Result, register_source
from governance.templatetags.wordings import official_date


def _entries(rows: models.QuerySet) -> Iterator[Entry]:
    for one in rows:
        kind = str(document_kind(one.kind).title)
        head = f"{one.title}｜{one.number}"
        yield Entry(one.organization_id, one.pk, head, f"{kind}｜{one.code}", one.ordered_on)


def _seen(actor: Actor) -> models.QuerySet:
    towns = [town for town in actor.organization_ids if actor.holds(town, *LISTERS)]
    return Document.objects.visible_to(actor).filter(organization_id__in=towns)


def of_known_subjects(actor: Actor, ids: Sequence[int]) -> Collection[int]:
    """Of these papers those on something the actor may know of. A query for each type of subject."""
    subjects: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    found = Document.objects.filter(pk__in=ids).values_list("pk", "subject_type", "subject_id")
    for pk, label, subject in found:
        subjects[label][subject].append(pk)
    kept: set[int] = set()
    for label, by_subject in subjects.items():
        for subject in visible_ids(actor, label, set(by_subject)):
            kept.update(by_subject[subject])
    return kept


def _shown(actor: Actor, rows: models.QuerySet) -> Iterable[tuple[int, Result]]:
    for one in rows:
        facts = (
            one.number,
            str(document_kind(one.kind).title),
            official_date(one.ordered_on),
            str(one.get_state_display()),
            one.code,
        )
        url = f"{reverse('documents:list')}?{urlencode({'ci': one.code})}"
        yield one.pk, Result(one.title, url, facts)


register_source(
    Kind(
        code="documents.document",
        group=DOCUMENTS,
        model=Document,
        entries=_entries,
        seen=_seen,
        shown=_shown,
        sift=of_known_subjects,
    )
)
