"""换届: the seats of a committee end and begin on one day, in one act."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import require
from governance.access.questions import put_question
from governance.access.text import document_number, plain
from governance.audit.act import act, verb
from governance.audit.recorded import record_many
from governance.people.models import Organization, Person, Post, Tenure
from governance.people.terms import TermChange
from governance.rules.verdict import Verdict
from governance.rules.wording import Sentence, gettext_noop, register_sentences


@verb("people.term.changed")
def change_term(
    *,
    actor: Actor,
    organization_id: int,
    first_on: date,
    authority: str,
    seats: Mapping[int, int | None],
) -> TermChange:
    """End every tenure of a committee seat the day before `first_on` and begin those of `seats` (post → person;
    None leaves it vacant) on it. Whoever goes on gets a new tenure too: the paper is a new one.

    Refused while a meeting or a vote is under way, or where one was held on the first day or after it: who was
    entitled there would change. ValidationError for a seat left out
    or not of this committee, a person without an approved registration or named twice, and a tenure that
    begins on the day or after it.
    """
    town = Organization.objects.get(pk=organization_id)
    posts = list(
        Post.objects.select_for_update()
        .filter(organization=town, committee_seat=True, abolished_on__isnull=True)
        .order_by("order", "id")
    )
    number = plain(document_number(authority), _("任职文号"), 60)
    people = _people(posts, seats)
    sitting = list(
        Tenure.objects.filter(organization=town, post__in=posts)
        .overlapping(first_on, None)
        .select_related("person", "post")
    )
    _fits(sitting, first_on)
    before = {t.person_id for t in sitting if t.kind == Tenure.Kind.REGULAR}
    change = TermChange(
        organization=town,
        first_on=first_on,
        authority=number,
        seats_before=len(before),
        seats_after=len(people),
    )
    decision = require(actor, "people.term.changed", change)
    facts = {
        "first": first_on.isoformat(),
        "before": change.seats_before,
        "after": change.seats_after,
        "authority": number,
        "ended": len(sitting),
    }
    with act(decision, _nothing_under_way(town.pk, first_on), on=change, facts=facts):
        change.save()
        for tenure in sitting:
            tenure.until = first_on - timedelta(days=1)
            tenure.save(update_fields=["until"])
        record_many(
            [
                Tenure(organization=town, person=person, post=post, since=first_on, authority=number)
                for post, person in people
            ]
        )
    return change


def _people(posts: list[Post], seats: Mapping[int, int | None]) -> list[tuple[Post, Person]]:
    if set(seats) != {post.pk for post in posts}:
        raise ValidationError(_("委员职务有变动，请重新打开这一页再登记。"))
    chosen = {post_id: person_id for post_id, person_id in seats.items() if person_id is not None}
    if not chosen:
        raise ValidationError(_("一个委员也没有选，请逐个职务选定。"))
    known = Person.objects.in_bulk(chosen.values())
    twice = {p for p in chosen.values() if list(chosen.values()).count(p) > 1}
    errors = {}
    for post_id, person_id in chosen.items():
        person = known.get(person_id)
        if person is None or person.approved_on is None:
            errors[f"seat_{post_id}"] = _("这个人的登记还没有经组织委员审定，请先审定。")
        elif person_id in twice:
            errors[f"seat_{post_id}"] = _("%(name)s选在了两个职务上，请改一个。") % {"name": person.name}
    if errors:
        raise ValidationError(errors)
    return [(post, known[chosen[post.pk]]) for post in posts if post.pk in chosen]  # type: ignore[index]


def _fits(sitting: list[Tenure], first_on: date) -> None:
    later = next((t for t in sitting if t.since >= first_on), None)
    if later is not None:
        raise ValidationError(
            {
                "first_on": _("%(name)s的%(post)s登记为%(day)s起，不早于新一届第一天，请核对日期。")
                % {"name": later.person.name, "post": later.title, "day": later.since.isoformat()}
            }
        )


def _nothing_under_way(organization_id: int, day: date) -> Verdict:
    met = put_question("meetings.at_term_change", organization_id=organization_id, day=day)
    if met is not None and met.open_votes:
        return Verdict.stopped("people.state.votes_open", have=met.open_votes)
    if met is not None and met.opened:
        return Verdict.stopped("people.state.met_in_new_term", have="、".join(met.opened))
    return Verdict.without_article("registering a new term")


register_sentences(
    {
        "people.state.votes_open": Sentence(
            gettext_noop("会上还有{have}项表决没有结束，表决名单不能换。"),
            gettext_noop("请先停止投票、核对票数并宣布结果，或作废重投，再登记换届。"),
        ),
        "people.state.met_in_new_term": Sentence(
            gettext_noop("{have}是原来的委员开的，还没有散会，或开在新一届第一天以后。"),
            gettext_noop("开着的会先散会；新一届第一天写在这些会以后。"),
        ),
    }
)
