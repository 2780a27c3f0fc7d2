"""Leading groups, and the post that answers for a regulation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import require
from governance.audit.act import act, verb
from governance.audit.recorded import record_many
from governance.office.responsibilities.models import GroupSeat, LeadingGroup, SystemOwner
from governance.office.responsibilities.rules.steps import GO
from governance.office.responsibilities.services.locking import come, lock, lock_town
from governance.people.models import Organization, Person, Post
from governance.rulebook.book import rules_of

Role = GroupSeat.Role


@verb("responsibilities.group.set_up")
def set_up_group(
    *,
    organization: Organization,
    actor: Actor,
    kind: str,
    name: str,
    authority: str,
    since: date,
    head: Person,
    deputies: Sequence[Person],
    members: Sequence[Person],
    task: str = "",
    office: Organization | None = None,
) -> LeadingGroup:
    """A group or its new composition: one of the same name ends the day before. Raises ValidationError for a person
    named twice, a day ahead, or a day not after the composition before."""
    town = lock_town(organization)
    group = LeadingGroup(
        organization=town,
        kind=kind,
        name=name,
        task=task,
        office=office,
        authority=authority,
        since=since,
        entered_by_id=actor.person_id,
        entered_on=actor.day,
    )
    decision = require(actor, "responsibilities.group.set_up", group)
    come(since, actor.day, "since")
    seats = [(head, Role.HEAD), *((p, Role.DEPUTY) for p in deputies), *((p, Role.MEMBER) for p in members)]
    named = [person.pk for person, _role in seats]
    twice = [person.name for person, _role in seats if named.count(person.pk) > 1]
    if twice:
        raise ValidationError(
            {"members": _("%(names)s选了两次。") % {"names": "、".join(dict.fromkeys(twice))}}
        )
    before = LeadingGroup.objects.select_for_update(of=("self",)).filter(
        organization=town, name=name, until__isnull=True
    )
    standing = before.first()
    if standing is not None and since <= standing.since:
        raise ValidationError({"since": _("现在的组成自%(day)s起，请改到以后。") % {"day": standing.since}})
    facts = {"head": head.name, "count": len(seats)}
    with act(decision, GO, on=group, facts=facts):
        if standing is not None:
            standing.until = since - timedelta(days=1)
            standing.save(update_fields=["until"])
        group.save()
        record_many(
            [
                GroupSeat(organization=town, group=group, person=person, role=role, ordinal=place)
                for place, (person, role) in enumerate(seats, start=1)
            ]
        )
    return group


@verb("responsibilities.group.ended")
def end_group(*, group_id: int, actor: Actor) -> LeadingGroup:
    group = lock(LeadingGroup, group_id, actor)
    decision = require(actor, "responsibilities.group.ended", group)
    if group.until is not None:
        raise ValidationError(_("已经撤销。"))
    with act(decision, GO, on=group):
        group.until = actor.day
        group.save(update_fields=["until"])
    return group


@verb("responsibilities.systems.assigned")
def assign_systems(
    *, organization: Organization, actor: Actor, regulations: Sequence[str], post: Post, since: date
) -> list[SystemOwner]:
    """One post for several regulations at once; whoever had one before ends the day before. Those it has already
    stay as they are. Raises ValidationError for an unknown regulation and another town's post."""
    town = lock_town(organization)
    known = rules_of(town.pk).library.regulations
    if not regulations or any(code not in known for code in regulations):
        raise ValidationError({"regulations": _("请选是哪几部制度。")})
    if post.organization_id != town.pk or post.abolished_on is not None:
        raise ValidationError({"post": _("请选本镇现有的岗位。")})
    come(since, actor.day, "since")
    running = SystemOwner.objects.select_for_update(of=("self",)).filter(
        organization=town, regulation__in=regulations, until__isnull=True
    )
    standing = {row.regulation: row for row in running}
    wanted = [code for code in regulations if code not in standing or standing[code].post_id != post.pk]
    late = [code for code in wanted if code in standing and standing[code].since >= since]
    if late:
        raise ValidationError({"since": _("其中有的从这天以后才由现在的岗位负责，请改到以后。")})
    if not wanted:
        raise ValidationError({"regulations": _("这几部已经由这个岗位负责。")})
    rows = [
        SystemOwner(
            organization=town,
            regulation=code,
            post=post,
            since=since,
            entered_by_id=actor.person_id,
            entered_on=actor.day,
        )
        for code in wanted
    ]
    decision = require(actor, "responsibilities.systems.assigned", rows[0])
    with act(decision, GO, on=post, facts={"count": len(rows), "post": post.title}):
        for code in wanted:
            if code in standing:
                standing[code].until = since - timedelta(days=1)
                standing[code].save(update_fields=["until"])
        record_many(rows)
    return rows
