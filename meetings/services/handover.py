"""The verb by which everything one person has open goes to another (交接)."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import require
from governance.audit.act import act, verb
from governance.deadlines.reminders import tell
from governance.people.models import Organization, Person, Tenure
from governance.people.standard_posts import OFFICE
from governance.rules.verdict import Verdict
from meetings.models import AgendaItem, Handover, Meeting, ResolutionClause, SupervisedTask, Topic
from meetings.open_work import OpenThing, follows_the_post, open_work


@verb("meetings.work.handed_over")
def hand_over_work(
    *, organization: Organization, actor: Actor, giver: Person, taker: Person, because: str
) -> Handover:
    """Give everything `giver` has open, as far as the actor may know of it, to `taker`. The list is kept as
    it was. What follows the post by itself is listed and stays.

    ValidationError (field `taker`) for oneself, whoever holds no post today, or must not deal with a matter
    on the list, or (without a post in the office) would have to keep the record of a meeting; and where
    nothing is open.
    """
    # The town's row: two hand-overs of the same work come one after the other.
    town = Organization.objects.select_for_update().get(pk=organization.pk)
    decision = require(actor, "meetings.work.handed_over", town)
    things = open_work(actor, town.pk, giver.pk)
    if not things:
        raise ValidationError(_("%(name)s没有要移交的事。") % {"name": giver.name})
    _fit(things, town.pk, giver, taker, actor)
    stays = follows_the_post(actor, town.pk, giver, actor.day)
    handover = Handover(
        organization=town,
        giver=giver,
        taker=taker,
        because=because,
        listing=[[t.kind, t.what, t.note] for t in (*things, *stays)],
        moved=len(things),
        decided_by_id=actor.person_id,
        day=actor.day,
    )
    facts = {"giver": giver.name, "taker": taker.name, "count": len(things), "because": because}
    with act(decision, Verdict.without_article("work changes hands"), on=handover, facts=facts) as opened:
        handover.save()
        for thing in things:
            _move(thing.row, taker)
        tell(
            town,
            {taker.pk},
            matter=f"meetings.handover|meetings.handover|{handover.pk}|{opened.id}",
            text=_("%(giver)s向您移交%(n)s件事") % {"giver": giver.name, "n": len(things)},
            url=reverse("meetings:handover-list", args=[handover.pk]),
            day=actor.day,
        )
    return handover


def _fit(things: list[OpenThing], town_id: int, giver: Person, taker: Person, actor: Actor) -> None:
    if taker.pk == giver.pk:
        raise ValidationError({"taker": _("移交人和接收人是同一个人，请另选一位。")})
    held = set(
        Tenure.objects.filter(organization_id=town_id, person=taker)
        .on(actor.day)
        .values_list("post__code", flat=True)
    )
    if not held:
        raise ValidationError({"taker": _("这个人在本镇没有现任职务，请另选一位。")})
    barred = [t.what for t in things if not _may_take(t.row, taker, held)]
    if barred:
        raise ValidationError(
            {
                "taker": _("%(name)s接不了这几件（须回避，或记录人须是党政办的人）：%(what)s。请先单独另定。")
                % {"name": taker.name, "what": "；".join(barred[:5])}
            }
        )


def _may_take(row: object, taker: Person, held: set[str]) -> bool:
    if isinstance(row, Meeting):
        return bool(held & set(OFFICE))
    if isinstance(row, Topic):
        return not row.subjects.filter(person=taker).exists()
    if isinstance(row, SupervisedTask):
        if row.clause is None:
            return True
        row = row.clause
    item = row.resolution.item if isinstance(row, ResolutionClause) else row
    assert isinstance(item, AgendaItem)
    about = item.topic.subjects.filter(person=taker).exists()
    return not about and not item.recusals.filter(person=taker).exists()


def _move(row: object, taker: Person) -> None:
    if isinstance(row, SupervisedTask):
        row.responsible = taker
        row.save(update_fields=["responsible"])
        row = row.clause  # its owner is whoever is responsible for the matter
    if isinstance(row, ResolutionClause):
        row.owner = taker
        row.save(update_fields=["owner"])
    elif isinstance(row, Topic):
        row.kept_by = taker
        row.save(update_fields=["kept_by"])
    elif isinstance(row, AgendaItem):
        row.presenter = taker
        row.save(update_fields=["presenter"])
    elif isinstance(row, Meeting):
        row.recorder = taker
        row.save(update_fields=["recorder"])
