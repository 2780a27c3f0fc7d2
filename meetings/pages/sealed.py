"""A secret vote by phone as pages show it: what somebody does next with its box, and how it stands."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from governance.ballots.casting import returned_of
from governance.ballots.models import KeyHolder, SealedPoll
from governance.people.models import Person
from meetings import judgement
from meetings.models import AgendaItem, Vote
from meetings.room import presider

Status = SealedPoll.Status


def may_hold_the_key(item: AgendaItem) -> QuerySet[Person]:
    """Whoever counts in the room now and does not preside over the item."""
    counting = judgement.room(item).counting_ids
    return Person.objects.filter(pk__in=counting).exclude(pk=presider(item)).order_by("name")


@dataclass(frozen=True)
class BoxStep:
    """One sentence, one button; `quiet` ones are no chores."""

    say: str
    label: str
    url: str
    quiet: bool = False


@dataclass(frozen=True)
class Box:
    """`returned` and nothing else while the vote is open. `tellers`: name and how far they are."""

    poll: SealedPoll
    returned: int
    tellers: tuple[tuple[str, str], ...]
    receipts_url: str

    @property
    def waits_for_codes(self) -> bool:
        return self.poll.status == Status.PREPARED


def box_of(vote: Vote) -> Box | None:
    if vote.poll is None:
        return None
    tellers = [h for h in vote.poll.keyholders.select_related("person") if h.person is not None]
    counted = vote.poll.counted_at is not None
    return Box(
        poll=vote.poll,
        returned=returned_of(vote.poll),
        tellers=tuple((h.person.name, _stage(h)) for h in tellers if h.person is not None),
        receipts_url=reverse("ballots:receipts", args=[vote.poll.pk]) if counted else "",
    )


def _stage(holder: KeyHolder) -> str:
    if holder.lost_at:
        return _("票码已登记丢失")
    if holder.confirmed_at:
        return _("票码已核对")
    return _("已领票码，待核对") if holder.collected_at else _("待领票码")


def next_steps(vote: Vote, person_id: int | None, n: str) -> list[BoxStep]:
    """What this person does now: the teller's code, the ballot, the box. At most three queries."""
    poll = vote.poll
    if poll is None or poll.is_over or person_id is None:
        return []
    found = []
    holder = poll.keyholders.filter(person_id=person_id).first()
    if holder is not None:
        found += _of_teller(poll, holder, n)
    if poll.status == Status.OPEN and person_id in vote.roll:
        cast = poll.envelopes.filter(voter_id=person_id, returned=True).exists()
        url = reverse("ballots:ballot", args=[poll.pk])
        if cast:
            found.append(
                BoxStep(_("第%(n)s项您已投出，停止以前可以重投") % {"n": n}, _("重投"), url, quiet=True)
            )
        else:
            found.append(BoxStep(_("第%(n)s项正在无记名投票") % {"n": n}, _("去投票"), url))
    return found


def _of_teller(poll: SealedPoll, holder: KeyHolder, n: str) -> list[BoxStep]:
    def step(say: str, label: str, name: str, quiet: bool = False) -> BoxStep:
        return BoxStep(say % {"n": n}, label, reverse(f"ballots:{name}", args=[poll.pk]), quiet)

    if poll.status == Status.PREPARED:
        redraw = step(_("第%(n)s项票码没有抄下"), _("重新领码"), "redraw", quiet=True)
        if holder.collected_at is None:
            return [step(_("第%(n)s项请领开箱的票码"), _("领票码"), "collect")]
        if holder.confirmed_at is None:
            return [step(_("第%(n)s项请核对抄下的票码"), _("核对票码"), "confirm"), redraw]
        return [redraw]
    if holder.lost_at is not None:
        return []
    lost = step(_("第%(n)s项票码找不到了"), _("登记票码丢失"), "lose-key", quiet=True)
    if poll.status == Status.CLOSED:
        return [step(_("第%(n)s项已停止投票，请开箱计票"), _("开箱计票"), "open-box"), lost]
    return [lost]
