"""Every way round the audit layer that was thought of, in one table for both databases.

`python` names what the application raises; `found` what `verifyaudit` names first when the thing was
done all the same; `commit` says whether PostgreSQL refuses it when the transaction commits (or at
once). What nothing inside the database can see is found against an earlier checkpoint: `checkpoint`.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models

from governance.audit import chain
from governance.audit.act import act, verb
from governance.audit.errors import OutsideAct, TrailError
from governance.audit.models import Act, ChainEntry
from governance.people.models import Post, Tenure
from tests.governance.audit.world import CODE, FREE, World, allowed, nobody, sql


@dataclass(frozen=True)
class Bypass:
    name: str
    do: Callable[[World], Any]
    python: type[Exception] | None = None
    found: str = ""
    commit: bool = False
    checkpoint: str = ""


# Refused by Python ---------------------------------------------------------------------------


def _new(world: World) -> Post:
    return Post(organization=world.town, unit=world.town, code="staff", title="干事")


@verb(CODE)
def _dirty(*, actor: Any, post: Post) -> None:
    with act(allowed(actor), FREE, on=post):
        post.title, post.order = "改了名", 7
        post.save(update_fields=["title"])


@verb(CODE)
def _in_place(*, actor: Any, post: Post) -> None:
    with act(allowed(actor), FREE, on=post):
        post.organization_id = post.organization_id + 1
        post.save()


def _save(world: World) -> None:
    world.post.title = "改了名"
    world.post.save()


def _bulk_update(world: World) -> None:
    world.post.title = "改了名"
    Post.objects.bulk_update([world.post], ["title"])


def _history_save(world: World) -> None:
    row = world.post.history.first()
    row.title = "改了名"
    row.save()


def _entry_save(world: World) -> None:
    entry = ChainEntry.objects.order_by("-pk").first()
    entry.payload = "{}"
    entry.save()


# Past Python ---------------------------------------------------------------------------------


def _plain_update(world: World) -> None:
    models.QuerySet(Post).filter(pk=world.post.pk).update(title="改了名")


def _plain_bulk_create(world: World) -> None:
    models.QuerySet(Post).bulk_create([_new(world)])


def _plain_delete(world: World) -> None:
    models.QuerySet(Tenure).filter(pk=world.tenure.pk)._raw_delete("default")


def _raw_update(world: World) -> None:
    sql("UPDATE governance_post SET title = %s WHERE id = %s", "改了名", world.post.pk)


def _raw_to_null(world: World) -> None:
    sql("UPDATE governance_tenure SET until = %s WHERE id = %s", "2030-01-01", world.tenure.pk)


def _raw_insert(world: World) -> None:
    sql(
        "INSERT INTO governance_post (organization_id, unit_id, code, title, committee_seat, "
        "heads_government, \"order\") VALUES (%s, %s, 'staff', '干事', %s, %s, 9)",
        world.town.pk,
        world.town.pk,
        False,
        False,
    )


def _raw_delete(world: World) -> None:
    sql("DELETE FROM governance_tenure WHERE id = %s", world.tenure.pk)


def _unrecorded_save(world: World) -> None:
    """A row saved with history switched off."""
    world.post.title = "改了名"
    world.post.skip_history_when_saving = True
    models.Model.save(world.post)


def _forge_history(world: World, reason: str) -> None:
    """The row and a well-formed history row beside it."""
    _raw_update(world)
    history = Post.history.model
    newest = models.QuerySet(history).filter(id=world.post.pk).order_by("-history_id").first()
    newest.pk, newest.title, newest.history_change_reason = None, "改了名", reason
    models.QuerySet(history).bulk_create([newest])


def _forged_under_old_act(world: World) -> None:
    _forge_history(world, world.post.history.order_by("-history_id").first().history_change_reason)


def _forged_under_no_act(world: World) -> None:
    _forge_history(world, str(uuid.uuid4()))


def _edited_history(world: World) -> None:
    _raw_update(world)
    newest = world.post.history.order_by("-history_id").first().pk
    sql("UPDATE governance_historicalpost SET title = '改了名' WHERE history_id = %s", newest)


def _removed_history(world: World) -> None:
    newest, before = world.post.history.order_by("-history_id")[:2]
    sql("UPDATE governance_post SET title = %s WHERE id = %s", before.title, world.post.pk)
    sql("DELETE FROM governance_historicalpost WHERE history_id = %s", newest.pk)


def _edited_act(world: World) -> None:
    newest = Act.objects.filter(object_type="governance.post").order_by("-recorded_at").first()
    models.QuerySet(Act).filter(pk=newest.pk).update(actor_name="旁人")


def _edited_verdict(world: World) -> None:
    models.QuerySet(Act).filter(code=CODE).update(verdict={"findings": [], "unregulated": "另说"})


def _removed_act(world: World) -> None:
    models.QuerySet(Act).filter(code=CODE)._raw_delete("default")


def _forged_act(world: World) -> None:
    newest = Act.objects.filter(code=CODE).first()
    newest.pk = uuid.uuid4()
    models.QuerySet(Act).bulk_create([newest])


def _edited_payload(world: World) -> None:
    entry = _tail(world)
    models.QuerySet(ChainEntry).filter(pk=entry.pk).update(payload=entry.payload.replace("综合", "联合"))


def _edited_payload_and_digest(world: World) -> None:
    entry = _tail(world)
    text = entry.payload.replace("综合", "联合")
    models.QuerySet(ChainEntry).filter(pk=entry.pk).update(payload=text, digest=chain.digest_of(text))


def _removed_link(world: World) -> None:
    models.QuerySet(ChainEntry).filter(organization_id=world.town.pk, seq=2)._raw_delete("default")


def _forged_link(world: World) -> None:
    """A link in good order, about an act that never was."""
    tail = _tail(world)
    models.QuerySet(ChainEntry).bulk_create([_linked(tail, tail.seq + 1, uuid.uuid4(), tail.payload)])


def _moved_link(world: World) -> None:
    models.QuerySet(ChainEntry).filter(pk=_tail(world).pk).update(organization_id=world.town.pk + 1)


def _truncated_tail(world: World) -> None:
    """The newest act with its link and history taken out, and the row set back: all in order."""
    tail = _tail(world)
    before = world.post.history.order_by("-history_id")[1]
    sql("UPDATE governance_post SET title = %s WHERE id = %s", before.title, world.post.pk)
    models.QuerySet(Post.history.model).filter(history_change_reason=str(tail.act_id))._raw_delete("default")
    models.QuerySet(Act).filter(pk=tail.act_id)._raw_delete("default")
    models.QuerySet(ChainEntry).filter(pk=tail.pk)._raw_delete("default")


def _recomputed_chain(world: World) -> None:
    """Row, history and payload changed, and every hash from there made anew."""
    _edited_history(world)
    tail = _tail(world)
    payload = json.loads(tail.payload)
    payload["history"][0]["row"]["title"] = "改了名"
    fresh = _linked(
        ChainEntry.objects.get(organization_id=world.town.pk, seq=tail.seq - 1),
        tail.seq,
        tail.act_id,
        chain.serialise(payload),
    )
    models.QuerySet(ChainEntry).filter(pk=tail.pk).update(
        payload=fresh.payload, digest=fresh.digest, hash=fresh.hash
    )


def _tail(world: World) -> ChainEntry:
    return ChainEntry.objects.filter(organization_id=world.town.pk).order_by("-seq").first()


def _linked(previous: ChainEntry, seq: int, act_id: uuid.UUID, payload: str) -> ChainEntry:
    digest = chain.digest_of(payload)
    return ChainEntry(
        organization_id=previous.organization_id,
        seq=seq,
        act_id=act_id,
        payload=payload,
        digest=digest,
        hash=chain.link(previous.hash, previous.organization_id, seq, digest),
    )


REFUSED_BY_PYTHON = [
    Bypass("save outside an act", _save, OutsideAct),
    Bypass("create outside an act", lambda w: _new(w).save(), OutsideAct),
    Bypass("objects.create", lambda w: Post.objects.create(organization=w.town, unit=w.town), OutsideAct),
    Bypass("get_or_create", lambda w: Post.objects.get_or_create(code="none", title="无"), OutsideAct),
    Bypass("related manager", lambda w: w.town.posts.create(unit=w.town, code="staff"), OutsideAct),
    Bypass("queryset update", lambda w: Post.objects.update(title="改了名"), TrailError),
    Bypass("base manager update", lambda w: Post._base_manager.update(title="改了名"), TrailError),
    Bypass("bulk_update", _bulk_update, TrailError),
    Bypass("bulk_create", lambda w: Post.objects.bulk_create([_new(w)]), TrailError),
    Bypass("related bulk_create", lambda w: w.town.posts.bulk_create([_new(w)]), TrailError),
    Bypass("queryset delete", lambda w: Tenure.objects.all().delete(), TrailError),
    Bypass("delete", lambda w: w.tenure.delete(), TrailError),
    Bypass("_raw_delete", lambda w: Tenure.objects.all()._raw_delete("default"), TrailError),
    Bypass("dirty update_fields", lambda w: _dirty(actor=nobody(), post=w.post), TrailError),
    Bypass("row moved to another organization", lambda w: _in_place(actor=nobody(), post=w.post), TrailError),
    Bypass("history update", lambda w: w.post.history.update(title="改了名"), TrailError),
    Bypass("history delete", lambda w: w.post.history.all().delete(), TrailError),
    Bypass("history save", _history_save, TrailError),
    Bypass("history row delete", lambda w: w.post.history.first().delete(), TrailError),
    Bypass("act update", lambda w: Act.objects.update(actor_name="旁人"), TrailError),
    Bypass("act delete", lambda w: Act.objects.all().delete(), TrailError),
    Bypass("act _raw_delete", lambda w: Act.objects.all()._raw_delete("default"), TrailError),
    Bypass("link save", _entry_save, TrailError),
    Bypass("link delete", lambda w: ChainEntry.objects.first().delete(), TrailError),
    Bypass("link bulk_create", lambda w: ChainEntry.objects.bulk_create([]), TrailError),
]

PAST_PYTHON = [
    Bypass("plain queryset update", _plain_update, found="row_differs", commit=True),
    Bypass("plain queryset bulk_create", _plain_bulk_create, found="row_unrecorded", commit=True),
    Bypass("plain queryset _raw_delete", _plain_delete, found="row_deleted", commit=True),
    Bypass("raw update", _raw_update, found="row_differs", commit=True),
    Bypass("raw update of a null", _raw_to_null, found="row_differs", commit=True),
    Bypass("raw insert", _raw_insert, found="row_unrecorded", commit=True),
    Bypass("raw delete", _raw_delete, found="row_deleted", commit=True),
    Bypass("save without history", _unrecorded_save, found="row_differs", commit=True),
    Bypass("forged history under an old act", _forged_under_old_act, found="history_unlinked"),
    Bypass("forged history under no act", _forged_under_no_act, found="history_unlinked", commit=True),
    Bypass("row and history edited", _edited_history, found="history_differs", commit=True),
    Bypass("newest history removed", _removed_history, found="history_missing", commit=True),
    Bypass("act edited", _edited_act, found="act_differs", commit=True),
    Bypass("verdict edited", _edited_verdict, found="act_differs", commit=True),
    Bypass("act removed", _removed_act, found="act_missing", commit=True),
    Bypass("act forged", _forged_act, found="act_unlinked", commit=True),
    Bypass("payload edited", _edited_payload, found="digest", commit=True),
    Bypass("payload and digest edited", _edited_payload_and_digest, found="link", commit=True),
    Bypass("link removed", _removed_link, found="gap", commit=True),
    Bypass("link forged", _forged_link, found="history_twice"),
    Bypass("link moved to another chain", _moved_link, found="gap", commit=True),
    Bypass("tail truncated everywhere", _truncated_tail, commit=True, checkpoint="head_truncated"),
    Bypass("everything recomputed", _recomputed_chain, commit=True, checkpoint="head_rewritten"),
]


def ids(table: list[Bypass]) -> list[str]:
    return [bypass.name for bypass in table]
