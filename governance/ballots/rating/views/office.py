"""The list of rounds, one round, its result."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from governance.access.policy import ask
from governance.access.views import PageView
from governance.ballots.models import RatingRound
from governance.ballots.rating import pages
from governance.ballots.release import held_by_size

S = RatingRound.Status
WITH_PEOPLE = (
    "organization",
    "poll",
    "teller",
    "second_teller",
    "third_teller",
    "scrutineer",
    "reviewer",
    "approved_by",
    "reconciled_by",
    "checked_by",
    "remarks_reviewed_by",
)


class RoundList(PageView):
    action = "ballots.round.listed"
    template_name = "ballots/rating/list.html"

    def context(self, **extra: Any) -> dict[str, Any]:
        rounds = (
            RatingRound.objects.visible_to(self.actor)
            .filter(organization=self.organization)
            .annotate(
                expected=models.Sum("all_classes__expected", filter=models.Q(all_classes__dropped=False))
            )
        )
        return super().context(
            rounds=list(rounds),
            may_set_up=ask(self.actor, "ballots.round.set_up", self.organization).allowed,
            **extra,
        )


class RoundView(PageView):
    abstract_view = True
    model = RatingRound

    def visible(self) -> models.QuerySet:
        return super().visible().select_related(*WITH_PEOPLE)


class RoundPage(RoundView):
    """Where the round stands, what comes next, who does it."""

    action = "ballots.round.read"
    template_name = "ballots/rating/round.html"

    def context(self, **extra: Any) -> dict[str, Any]:
        round_: RatingRound = self.object
        classes = round_.classes
        steps = pages.steps_of(round_, self.actor)
        counted = round_.status in (S.COUNTED, S.RELEASED)
        altered = pages.altered(round_)
        return super().context(
            rating=round_,
            classes=classes,
            expected=sum(one.expected for one in classes),
            steps=steps,
            next=[step for step in steps if step.main],
            standing=[] if altered else pages.standing(round_),
            altered=altered,
            figures=pages.figure_rows(round_, classes) if counted and not altered else [],
            will_hide=self._will_hide(round_, classes),
            may_read_result=counted and ask(self.actor, "ballots.round.result_read", round_).allowed,
            on_paper=sum(one.paper for one in classes),
            handles_paper=round_.poll is not None
            and ask(self.actor, "ballots.paper.listed", round_.poll).allowed,
            **extra,
        )

    @staticmethod
    def _will_hide(round_: RatingRound, classes: list[Any]) -> list[str]:
        """Classes that cannot stand alone even if everybody hands in: said before anybody is asked."""
        held = held_by_size([one.expected for one in classes], round_.least_valid)
        return [classes[place].label for place in held]


@method_decorator(never_cache, name="dispatch")
class ResultPage(RoundView):
    action = "ballots.round.result_read"
    template_name = "ballots/rating/result.html"

    def visible(self) -> models.QuerySet:
        return super().visible().filter(status__in=[S.COUNTED, S.RELEASED])

    def context(self, **extra: Any) -> dict[str, Any]:
        round_: RatingRound = self.object
        altered = pages.altered(round_)
        return super().context(
            rating=round_,
            altered=altered,
            result=None if altered else pages.result_page(round_, round_.classes),
            remarks=[] if altered else pages.remarks_released(round_),
            **extra,
        )
