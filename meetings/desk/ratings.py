"""Chores with rating rounds: the next step of each, on the desk of whoever does it."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from governance.access.policy import ask
from governance.ballots.models import RatingRound
from governance.ballots.paper.joining import ready
from governance.ballots.paper.pages import next_hand
from governance.ballots.rating.pages import steps_of
from meetings.desk.reader import Chore, Reader

S = RatingRound.Status
UNDER_WAY = (S.PREPARING, S.CODES_PRINTED, S.OPEN, S.CLOSED, S.COUNTED)


def rating_chores(r: Reader) -> Iterator[Chore]:
    """Two queries, however many rounds there are; some more for each that waits for its paper. What is due on the day of the round is due that day; what follows
    the count has no day."""
    rounds = RatingRound.objects.visible_to(r.actor).filter(status__in=UNDER_WAY)
    people = ("teller", "second_teller", "third_teller", "scrutineer", "reviewer")
    for one in rounds.select_related("poll", *people).prefetch_related("all_classes"):
        if _waits_for_paper(one):
            yield from _on_paper(one, r)
            continue
        steps = (step for step in steps_of(one, r.actor) if step.action != "ballots.paper.listed")
        step = next((step for step in steps if step.main and step.may), None)
        if step is None:
            continue
        before = one.status in (S.PREPARING, S.CODES_PRINTED, S.OPEN)
        yield Chore(
            _("%(title)s：%(status)s") % {"title": one.title, "status": one.status_text},
            reverse("rating:round", args=[one.pk]),
            step.label,
            step.url,
            due=one.held_on if before else None,
            rank=4,
        )


def _waits_for_paper(round_: RatingRound) -> bool:
    """Closed, and what came in on paper is not yet typed, settled and confirmed."""
    takes = any(one.paper and not one.dropped for one in round_.all_classes.all())
    return takes and round_.status == S.CLOSED and round_.poll is not None and not ready(round_.poll).allowed


def _on_paper(round_: RatingRound, r: Reader) -> Iterator[Chore]:
    """On the desk of the hand it waits for: whoever typed a batch first does not type it again."""
    assert round_.poll is not None
    if not ask(r.actor, "ballots.paper.listed", round_.poll).allowed:
        return
    waits = next_hand(round_.poll, r.actor)
    if waits is None:
        return
    more = _("，另有%(n)s处") % {"n": waits.others} if waits.others else ""
    yield Chore(
        _("%(title)s：纸票%(of)s%(more)s") % {"title": round_.title, "of": waits.of, "more": more},
        reverse("ballots:paper", args=[round_.poll.pk]),
        waits.step.label,
        waits.step.url,
        rank=4,
    )
