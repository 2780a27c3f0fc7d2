"""Who holds which post from when: appointment, acting (主持工作), leaving. Rights follow."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import require
from governance.access.questions import put_question
from governance.access.text import document_number, plain
from governance.audit.act import act, verb
from governance.people.models import Person, Post, Tenure
from governance.rules.verdict import Severity, Verdict
from governance.rules.wording import Sentence, gettext_noop, register_sentences


@verb("people.tenure.begun")
def appoint(
    *,
    actor: Actor,
    post_id: int,
    person_id: int,
    since: date,
    authority: str,
    until: date | None = None,
) -> Tenure:
    """Register that a person holds a post from a day, by the number of the appointing document.

    Raises ValidationError when the registration is not approved, the post is abolished, the person
    holds it already on one of the days, or a committee seat is taken on one of them.
    """
    return _begin(
        "people.tenure.begun", Tenure.Kind.REGULAR, actor, post_id, person_id, since, until, authority
    )


@verb("people.tenure.acted")
def appoint_acting(
    *,
    actor: Actor,
    post_id: int,
    person_id: int,
    since: date,
    authority: str,
    until: date | None = None,
    kind: str = Tenure.Kind.ACTING,
) -> Tenure:
    """Register that a person runs the work of a post (主持工作) or holds it for the time being (代理, papers
    say 代) between dates. The same rights, but for a vote: a seat on the committee is elected."""
    if kind == Tenure.Kind.REGULAR:
        raise ValidationError({"kind": _("请选主持工作或代理。")})
    return _begin("people.tenure.acted", kind, actor, post_id, person_id, since, until, authority)


def _begin(
    action: str,
    kind: str,
    actor: Actor,
    post_id: int,
    person_id: int,
    since: date,
    until: date | None,
    authority: str,
) -> Tenure:
    # The lock on the post keeps two clerks from seating two persons at once.
    post = Post.objects.select_for_update().select_related("organization").get(pk=post_id)
    person = Person.objects.get(pk=person_id)
    tenure = Tenure(
        organization=post.organization,
        person=person,
        post=post,
        kind=kind,
        since=since,
        until=until,
        authority=document_number(authority),
    )
    decision = require(actor, action, tenure)
    _check(tenure)
    with act(decision, Verdict.without_article("registering a tenure"), on=tenure, facts=_facts(tenure)):
        tenure.save()
    return tenure


def _check(tenure: Tenure) -> None:
    post, person = tenure.post, tenure.person
    plain(tenure.authority, _("任职文号"), 60)
    if tenure.until and tenure.until < tenure.since:
        raise ValidationError({"until": _("结束日期早于开始日期，请改其中一个。")})
    if post.abolished_on and (tenure.until is None or tenure.until >= post.abolished_on):
        raise ValidationError({"post": _("这个岗位已经撤销，请换一个。")})
    if person.approved_on is None:
        raise ValidationError({"person": _("这个人的登记还没有经组织委员审定，请先审定。")})
    days = Tenure.objects.filter(post=post).overlapping(tenure.since, tenure.until)
    if days.filter(person=person).exists():
        raise ValidationError({"person": _("这个人在这段日期已任这个职务，请核对日期。")})
    if post.committee_seat and tenure.kind == Tenure.Kind.REGULAR:
        sitting = days.filter(kind=Tenure.Kind.REGULAR).select_related("person").first()
        if sitting is not None:
            raise ValidationError(
                {
                    "post": _("%(post)s现由%(name)s担任，请先登记离任。")
                    % {"post": post.title, "name": sitting.person.name}
                }
            )


def _facts(tenure: Tenure) -> dict[str, Any]:
    return {
        "person": tenure.person.name,
        "person_id": tenure.person_id,
        "post": tenure.post.title,
        "duty": _("代理%(post)s") % {"post": tenure.post.title}
        if tenure.kind == Tenure.Kind.DEPUTIZING
        else _("主持%(post)s工作") % {"post": tenure.post.title},
        "code": tenure.post.code,
        "since": tenure.since.isoformat(),
        "until": tenure.until.isoformat() if tenure.until else None,
        "authority": tenure.authority,
    }


@verb("people.tenure.ended")
def end_tenure(*, actor: Actor, tenure_id: int, until: date, authority: str, reason: str = "") -> Tenure:
    """Register the last day in a post, by the number of the document. The day may lie ahead; an
    earlier one than the first is refused with ValidationError. A reason is asked where the person then
    serves in the town no more and still has something open: it is handed over first."""
    tenure = Tenure.objects.select_for_update().select_related("post", "person").get(pk=tenure_id)
    decision = require(actor, "people.tenure.ended", tenure)
    number = plain(document_number(authority), _("离任文号"), 60)
    if tenure.until is not None and tenure.until <= until:
        raise ValidationError({"until": _("已登记的最后一天更早，请核对。")})
    if until < tenure.since:
        raise ValidationError({"until": _("最后一天早于任职的第一天，请改日期。")})
    facts = {**_facts(tenure), "until": until.isoformat(), "authority": number}
    with act(decision, _leaves_work(tenure, until), on=tenure, facts=facts, reason=reason):
        tenure.until = until
        tenure.save(update_fields=["until"])
    return tenure


def _leaves_work(tenure: Tenure, until: date) -> Verdict:
    """Whether something is left without an owner once the post ends."""
    others = Tenure.objects.filter(organization_id=tenure.organization_id, person_id=tenure.person_id)
    if others.exclude(pk=tenure.pk).overlapping(until + timedelta(days=1), None).exists():
        return Verdict.without_article("ending a tenure")
    work = put_question(
        "meetings.open_work", organization_id=tenure.organization_id, person_id=tenure.person_id
    )
    if work is None or not work.count:
        return Verdict.without_article("ending a tenure")
    return Verdict.stopped(
        "people.state.open_work", severity=Severity.WARN, who=tenure.person.name, have=work.count
    )


register_sentences(
    {
        "people.state.open_work": Sentence(
            gettext_noop("{who}手上还有{have}件没办完，离任以后没人接着办。"),
            gettext_noop("请党政办主任先在“会议、工作交接”里移交，再登记离任。"),
        )
    }
)
