"""What a rating round lends to the pages of secret votes (`governance.ballots.uses`): the roll's ballot and the
tellers' codes go through them. Drawn codes have a page of their own, for they belong to nobody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.ballots.models import RatingRound, SealedPoll
from governance.ballots.rating.rules import GO
from governance.ballots.rating.services import count_round, lose_key
from governance.ballots.uses import PaperUse, PollUse, QuestionWords, Sheet, asks, register_use
from governance.rules.verdict import Verdict


def round_of(poll: SealedPoll) -> RatingRound:
    round_ = poll.subject
    assert isinstance(round_, RatingRound)
    return round_


def question_words(round_: RatingRound) -> list[QuestionWords]:
    """One a row, in the order of the sheet: what it is about stands small beside the item."""
    options = {grade["key"]: grade["label"] for grade in round_.grades}
    return [
        QuestionWords(
            f"{subject['key']}-{item['key']}",
            f"{subject['name']}　{item['label']}",
            subject.get("post", ""),
            options,
        )
        for subject in round_.subjects
        for item in round_.items
    ]


def sheet_of(poll: SealedPoll) -> Sheet:
    round_ = round_of(poll)
    return Sheet(
        kind=_("测评票"),
        of=round_.title,
        matter="",
        questions=question_words(round_),
        hint=_("每项只选一个，可以不选，不选按弃权。汇总前可以重交，以最后一次为准。"),
        back_url=reverse("rating:round", args=[round_.pk]),
        back_label=_("返回测评"),
        voter_url=reverse("desk"),
        voter_label=_("回工作台"),
        text_label=_("意见（可不填）"),
    )


def may_cast(poll: SealedPoll, person_id: int) -> Verdict:
    round_ = round_of(poll)
    if round_.status == RatingRound.Status.OPEN:
        return GO
    return Verdict.stopped("ballots.round.state", have=round_.status_text)


def is_uniform(marked: Mapping[str, str], rows: int) -> bool:
    """The same mark in every row of a sheet with several."""
    return rows > 1 and len(marked) == rows and len(set(marked.values())) == 1


def unfit_for(round_: RatingRound, marked: Mapping[str, str]) -> str:
    """Why a marked sheet is not taken, by what the round has set on sheets with one mark everywhere."""
    rows = len(round_.subjects) * len(round_.items)
    if round_.uniform == RatingRound.Uniform.FORBIDDEN and is_uniform(marked, rows):
        return _("每一项都选了同一等次。请逐项再看一遍；拿不准的可以不选，不选按弃权。")
    return ""


def unfit(poll: SealedPoll, marked: Mapping[str, str]) -> str:
    return unfit_for(round_of(poll), marked)


def visible(actor: Actor) -> models.QuerySet:
    return RatingRound.objects.visible_to(actor).filter(poll__isnull=False)


def may_object(poll: SealedPoll) -> Verdict:
    """Only a roll has receipts that somebody keeps; until the figures are checked."""
    round_ = round_of(poll)
    if round_.mode == RatingRound.Mode.ROLL and round_.checked_by_id is None:
        return GO
    return Verdict.stopped("ballots.objection.late")


def answers_objections(poll: SealedPoll, actor: Actor) -> bool:
    return actor.person_id == round_of(poll).scrutineer_id


def groups(poll: SealedPoll) -> dict[int, str]:
    """The classes that hand in paper."""
    return {one.number: one.label for one in round_of(poll).classes if one.paper}


def rated(poll: SealedPoll) -> set[int]:
    return round_of(poll).rated_ids


def refuses_uniform(poll: SealedPoll) -> bool:
    return round_of(poll).uniform == RatingRound.Uniform.FORBIDDEN


def count(*, poll: SealedPoll, typed: Sequence[str], actor: Actor, once: UUID) -> RatingRound:
    return count_round(round_id=round_of(poll).pk, actor=actor, typed=typed, once=once)


def lose(*, poll: SealedPoll, actor: Actor, once: UUID) -> RatingRound:
    return lose_key(round_id=round_of(poll).pk, actor=actor, once=once)


def meaning(poll: SealedPoll) -> list[object]:
    """What the marks of a sheet stand for: whom, by which grades, and how much each class weighs."""
    round_ = round_of(poll)
    classes = [[one.number, one.label, str(one.weight)] for one in round_.classes]
    far = str(round_.far_apart) if round_.far_apart is not None else ""
    return [round_.grades, round_.subjects, round_.items, classes, round_.least_valid, round_.trimmed, far]


def calls(poll: SealedPoll) -> str:
    return _("监票人%(name)s") % {"name": round_of(poll).scrutineer.name}


register_use(
    PollUse(
        model=RatingRound,
        sheet=sheet_of,
        may_cast=may_cast,
        visible=visible,
        count=count,
        lose=lose,
        may_count=asks("ballots.round.counted"),
        may_lose=asks("ballots.round.key_lost"),
        answers_objections=answers_objections,
        may_object=may_object,
        unfit=unfit,
        paper=PaperUse(groups=groups, rated=rated, refuses_uniform=refuses_uniform),
        meaning=meaning,
        calls=calls,
    )
)
