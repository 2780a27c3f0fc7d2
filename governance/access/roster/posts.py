"""The list of posts: founded for a new town on the server, changed by two security administrators."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import require
from governance.access.text import document_number, plain
from governance.audit import clock
from governance.audit.act import act, verb
from governance.audit.recorded import record_many
from governance.people.models import Organization, Post, PostChange, Tenure
from governance.people.standard_posts import StandardPost
from governance.rules.verdict import Verdict


@verb("people.post.founded")
def found_posts(
    *, actor: Actor, organization_id: int, posts: Sequence[StandardPost], unit_id: int | None = None
) -> list[Post]:
    """Enter a new town's (or county body's) posts at once, from the console. Two posts of one code
    are told apart by their titles. ValidationError when none is given or one exists already."""
    organization = Organization.objects.select_for_update().get(pk=organization_id)
    decision = require(actor, "people.post.founded", organization)
    if not posts:
        raise ValidationError(_("没有列出岗位，请至少列一个。"))
    existing = set(Post.objects.filter(organization=organization).values_list("code", "title"))
    for post in posts:
        if (post.code, post.title) in existing:
            raise ValidationError(_("岗位“%(title)s”已经设立。") % {"title": post.title})
    rows = [
        Post(
            organization=organization,
            unit_id=unit_id or organization.pk,
            code=post.code,
            title=post.title,
            committee_seat=post.committee_seat,
            heads_government=post.heads_government,
            order=post.order,
        )
        for post in posts
    ]
    # The act is the town's own, not the county's: posts live on the town's chain.
    with act(
        decision,
        Verdict.without_article("founding a list of posts"),
        on=rows[0],
        facts={"count": len(rows), "town": organization.short_name},
    ):
        record_many(rows)
    return rows


@verb("people.post.prepared")
def prepare_post_change(
    *,
    actor: Actor,
    organization_id: int,
    kind: str,
    authority: str,
    post_id: int | None = None,
    unit_id: int | None = None,
    code: str = "",
    title: str = "",
    committee_seat: bool = False,
    heads_government: bool = False,
    order: int = 100,
) -> PostChange:
    """A security administrator proposes to establish, alter or abolish a post.

    Alter and abolish name `post_id`; what an alteration leaves out stays as it is.
    """
    organization = Organization.objects.select_for_update().get(pk=organization_id)
    post = Post.objects.get(pk=post_id, organization=organization) if post_id else None
    if kind == PostChange.Kind.ESTABLISH:
        title = plain(title, _("职务名称"), 40)
    elif post is None:
        raise ValidationError({"post": _("没有选岗位，请选要变动的岗位。")})
    if kind == PostChange.Kind.ABOLISH and post is not None:
        code, title, unit_id = post.code, post.title, post.unit_id
        committee_seat, heads_government, order = post.committee_seat, post.heads_government, post.order
    elif post is not None:
        code, title, unit_id = code or post.code, title.strip() or post.title, unit_id or post.unit_id
    change = PostChange(
        organization=organization,
        kind=kind,
        post=post,
        unit=_unit(organization, unit_id),
        code=code,
        title=title,
        committee_seat=committee_seat,
        heads_government=heads_government,
        order=order,
        authority=plain(document_number(authority), _("依据文号"), 60),
        prepared_by_id=actor.account_id,
        prepared_on=clock.today(),
    )
    decision = require(actor, "people.post.prepared", change)
    _check(change)
    facts = {"change": kind, "code": change.code, "authority": change.authority}
    with act(decision, Verdict.without_article("preparing a change of posts"), on=change, facts=facts):
        change.save()
    return change


def _unit(organization: Organization, unit_id: int | None) -> Organization:
    if unit_id is None or unit_id == organization.pk:
        return organization
    unit = Organization.objects.filter(pk=unit_id, town=organization).first()
    if unit is None:
        raise ValidationError({"unit": _("所在单位不在这个镇，请换一个。")})
    return unit


def _check(change: PostChange) -> None:
    """Asked when a change is prepared and again when it is confirmed: much may lie between."""
    if change.kind == PostChange.Kind.ABOLISH:
        assert change.post is not None
        if change.post.abolished_on:
            raise ValidationError(_("这个岗位已经撤销。"))
        if Tenure.objects.filter(post=change.post).overlapping(clock.today(), None).exists():
            raise ValidationError(_("还有人任这个职务，请先登记离任。"))
        return
    if not change.code:
        raise ValidationError({"code": _("没有选岗位标识，请选一个。")})
    same = Post.objects.filter(
        organization=change.organization, code=change.code, title=change.title, abolished_on__isnull=True
    ).exclude(pk=change.post_id)
    if same.exists():
        raise ValidationError({"title": _("这个镇已有同名岗位，请核对。")})


@verb("people.post.confirmed")
def confirm_post_change(*, actor: Actor, change_id: int) -> PostChange:
    """Another security administrator confirms; the list of posts changes now."""
    change = PostChange.objects.select_for_update().get(pk=change_id)
    decision = require(actor, "people.post.confirmed", change)
    if change.state != "proposed":
        raise ValidationError(_("这项变动已经核准或退回。"))
    _check(change)
    facts = {"change": change.kind, "prepared_by": change.prepared_by_id, "authority": change.authority}
    with act(decision, Verdict.without_article("confirming a change of posts"), on=change, facts=facts):
        change.post = _carry_out(change)
        change.confirmed_by_id = actor.account_id
        change.confirmed_on = clock.today()
        change.save(update_fields=["post", "confirmed_by", "confirmed_on"])
    return change


def _carry_out(change: PostChange) -> Post:
    if change.kind == PostChange.Kind.ABOLISH:
        post = Post.objects.select_for_update().get(pk=change.post_id)
        post.abolished_on = clock.today()
        post.save(update_fields=["abolished_on"])
        return post
    values = {
        name: getattr(change, name)
        for name in ("unit", "code", "title", "committee_seat", "heads_government", "order")
    }
    if change.kind == PostChange.Kind.ALTER:
        post = Post.objects.select_for_update().get(pk=change.post_id)
        for name, value in values.items():
            setattr(post, name, value)
        post.save(update_fields=list(values))
        return post
    post = Post(organization=change.organization, **values)
    post.save()
    return post


@verb("people.post.dropped")
def drop_post_change(*, actor: Actor, change_id: int, because: str) -> PostChange:
    """Another security administrator sends a proposal back with a reason."""
    change = PostChange.objects.select_for_update().get(pk=change_id)
    decision = require(actor, "people.post.dropped", change)
    if change.state != "proposed":
        raise ValidationError(_("这项变动已经核准或退回。"))
    facts = {"because": plain(because, _("理由"), 200)}
    with act(decision, Verdict.without_article("sending back a change of posts"), on=change, facts=facts):
        change.dropped_on = clock.today()
        change.save(update_fields=["dropped_on"])
    return change
