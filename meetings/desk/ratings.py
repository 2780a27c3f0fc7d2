"""Chores with rating rounds: the next step of each, on the desk of whoever does it."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from governance.ballots.models import RatingRound
from governance.ballots.rating.pages import steps_of
from meetings.desk.reader import Chore, Reader

S = RatingRound.Status
UNDER_WAY = (S.PREPARING, S.CODES_PRINTED, S.OPEN, S.CLOSED, S.COUNTED)


def rating_chores(r: Reader) -> Iterator[Chore]:
    """Two queries, however many rounds there are. What is due on the day of the round is due that day; what follows
    the count has no day."""
    rounds = RatingRound.objects.visible_to(r.actor).filter(status__in=UNDER_WAY)
    people = ("teller", "second_teller", "third_teller", "scrutineer", "reviewer")
    for one in rounds.select_related("poll", *people).prefetch_related("all_classes"):
        step = next((step for step in steps_of(one, r.actor) if step.main and step.may), None)
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
