"""The files of a topic on a page: what is before the committee now, options side by side, earlier ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import ask
from governance.documents.uploads import kind_of_media
from meetings import judgement
from meetings.models import Topic, TopicMaterial
from meetings.states import in_order

Kind = TopicMaterial.Kind


@dataclass(frozen=True)
class MaterialRow:
    """`earlier`: the versions it replaced, newest first."""

    material: TopicMaterial
    url: str
    format: str
    size: str
    earlier: tuple[MaterialRow, ...] = ()
    replace_url: str = ""
    withdraw_url: str = ""


@dataclass(frozen=True)
class MaterialsPart:
    """`options` are the current ones, to be read side by side; the `current` rows hold every kind."""

    current: tuple[MaterialRow, ...]
    options: tuple[MaterialRow, ...]
    withdrawn: tuple[MaterialRow, ...]
    add_url: str


def materials_part(topic: Topic, actor: Actor) -> MaterialsPart:
    """`topic` is one the actor may see. One query beside that of who may change them."""
    found = list(topic.materials.select_related("added_by"))
    by_id = {m.pk: m for m in found}
    open_ = in_order("meetings.material.added", topic, lambda: judgement.materials_open(topic)).allowed
    may = open_ and ask(actor, "meetings.material.added", topic).allowed
    order = {kind: place for place, kind in enumerate(Kind.values)}
    # A newer version stands where the first one stood.
    current = sorted((m for m in found if m.is_current), key=lambda m: (order[m.kind], _first(m, by_id)))
    rows = tuple(_row(m, by_id, may=may) for m in current)
    return MaterialsPart(
        current=rows,
        options=tuple(r for r in rows if r.material.kind == Kind.OPTION),
        withdrawn=tuple(_row(m, by_id, may=False) for m in found if m.withdrawn_on is not None),
        add_url=reverse("meetings:topic-material", args=[topic.pk]) if may else "",
    )


def _first(material: TopicMaterial, by_id: dict[int, TopicMaterial]) -> int:
    while material.replaces_id is not None:
        material = by_id[material.replaces_id]
    return material.pk


def _row(material: TopicMaterial, by_id: dict[int, TopicMaterial], *, may: bool) -> MaterialRow:
    earlier = []
    before = by_id.get(material.replaces_id or 0)
    while before is not None:
        earlier.append(_bare(before))
        before = by_id.get(before.replaces_id or 0)
    row = _bare(material)
    return MaterialRow(
        material,
        row.url,
        row.format,
        row.size,
        tuple(earlier),
        reverse("meetings:material-replace", args=[material.pk]) if may else "",
        reverse("meetings:material-withdraw", args=[material.pk]) if may else "",
    )


def _bare(material: TopicMaterial) -> MaterialRow:
    return MaterialRow(
        material,
        reverse("meetings:material", args=[material.pk]),
        kind_of_media(material.media_type).name,
        _size(material.size),
    )


def _size(count: int) -> str:
    if count >= 1024 * 1024:
        return _("%(n).1f MB") % {"n": count / 1024 / 1024}
    return _("%(n)d KB") % {"n": max(1, round(count / 1024))}


def materials_by_topic(topic_ids: Iterable[int], actor: Actor) -> dict[int, Sequence[MaterialRow]]:
    """The current files of several topics, as far as the actor may read them. One query."""
    found: dict[int, list[MaterialRow]] = defaultdict(list)
    seen = TopicMaterial.objects.visible_to(actor).filter(
        topic_id__in=topic_ids, replaced=False, withdrawn_on__isnull=True
    )
    for material in seen:
        found[material.topic_id].append(_bare(material))
    return dict(found)
