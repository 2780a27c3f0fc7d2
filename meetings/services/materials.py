"""Verbs on the files of a topic: bring one in, put a newer version in its place, withdraw it."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import require
from governance.audit.act import act, verb
from governance.documents.kept_files import keep_file
from governance.documents.uploads import checked_kind
from governance.rules.verdict import all_of
from meetings import judgement
from meetings.models import Topic, TopicMaterial
from meetings.services.locking import lock_topic
from meetings.services.sealing import topic_key
from meetings.states import in_order


@verb("meetings.material.added")
def add_material(
    *,
    topic_id: int,
    actor: Actor,
    kind: str,
    label: str,
    file: File,
    gist: str = "",
    amount: Decimal | None = None,
) -> TopicMaterial:
    """Put a file before the committee. `label` tells the files of one kind apart; it names an option.

    ValidationError for a file that is not taken (see `checked_kind`), for a label in use, and for a
    text or file name about a secret topic that names whom it is about.
    """
    topic = lock_topic(topic_id, actor)
    decision = require(actor, "meetings.material.added", topic)
    judgement.keep_names_out([topic], label=label, gist=gist, file=file.name or "")
    if any(m.is_current and (m.kind, m.label) == (kind, label) for m in topic.materials.all()):
        raise ValidationError(
            {"label": _("已经有一份叫“%(label)s”，请换新版，或另起名称。") % {"label": label}}
        )
    verdict = in_order("meetings.material.added", topic, lambda: judgement.materials_open(topic))
    with act(
        decision,
        verdict,
        on=topic,
        facts={"kind": str(TopicMaterial.Kind(kind).label), "label": label},
    ):
        material = TopicMaterial(
            organization_id=topic.organization_id,
            topic=topic,
            kind=kind,
            label=label,
            gist=gist,
            amount=amount,
            added_by_id=actor.person_id,
            added_on=actor.day,
            **_taken_in(file, topic),
        )
        material.save()
    return material


@verb("meetings.material.replaced")
def replace_material(
    *, material_id: int, actor: Actor, file: File, gist: str = "", amount: Decimal | None = None
) -> TopicMaterial:
    """A newer version in the place of the current one, which stays readable. ValidationError also for
    the very same file."""
    earlier = _lock_material(material_id, actor)
    topic = earlier.topic
    decision = require(actor, "meetings.material.replaced", earlier)
    judgement.keep_names_out([topic], gist=gist, file=file.name or "")
    verdict = in_order(
        "meetings.material.replaced",
        topic,
        lambda: all_of(judgement.materials_open(topic), judgement.material_current(earlier)),
    )
    if _digest(file) == earlier.digest:
        raise ValidationError({"file": _("和现在这一版完全一样，不必再换。")})
    with act(
        decision,
        verdict,
        on=topic,
        facts={"label": earlier.label, "version": earlier.version + 1},
    ):
        earlier.replaced = True
        earlier.save(update_fields=["replaced"])
        material = TopicMaterial(
            organization_id=topic.organization_id,
            topic=topic,
            kind=earlier.kind,
            label=earlier.label,
            gist=gist,
            amount=amount,
            version=earlier.version + 1,
            replaces=earlier,
            added_by_id=actor.person_id,
            added_on=actor.day,
            **_taken_in(file, topic),
        )
        material.save()
    return material


@verb("meetings.material.withdrawn")
def withdraw_material(*, material_id: int, actor: Actor, because: str) -> TopicMaterial:
    """Take a file out of what is before the committee; it stays readable with the reason."""
    material = _lock_material(material_id, actor)
    topic = material.topic
    decision = require(actor, "meetings.material.withdrawn", material)
    judgement.keep_names_out([topic], because=because)
    verdict = in_order(
        "meetings.material.withdrawn",
        topic,
        lambda: all_of(judgement.materials_open(topic), judgement.material_current(material)),
    )
    with act(decision, verdict, on=topic, facts={"label": material.label, "because": because}):
        material.withdrawn_because = because
        material.withdrawn_on = actor.day
        material.save(update_fields=["withdrawn_because", "withdrawn_on"])
    return material


def _lock_material(material_id: int, actor: Actor) -> TopicMaterial:
    """The row with its topic locked; TopicMaterial.DoesNotExist outside the actor's view."""
    topic_id = TopicMaterial.objects.visible_to(actor).values_list("topic_id", flat=True).get(pk=material_id)
    topic = lock_topic(topic_id, actor)
    material = TopicMaterial.objects.select_for_update(of=("self",)).get(pk=material_id)
    material.topic = topic
    return material


def _digest(file: File) -> str:
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
    file.seek(0)
    return digest


def _taken_in(file: File, topic: Topic) -> dict[str, Any]:
    """Keep the file whole or not at all, under its own digest, and say what is kept. That of a secret topic
    is sealed under the topic's key, as its words are."""
    kind, digest = checked_kind(file), _digest(file)
    place = f"{topic.organization_id}/cailiao/{topic.pk}/{digest}{kind.extensions[0]}"
    try:
        keep_file(place, file.read(), digest, topic_key(topic) if topic.is_secret else None)
    except OSError as full:
        raise ValidationError({"file": _("没有收：存储放不下了，请告知系统管理员。其余附件都在。")}) from full
    return {
        "file": place,
        "file_name": file.name,
        "media_type": kind.media_type,
        "size": file.size,
        "digest": digest,
    }
