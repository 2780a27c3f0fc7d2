"""Votes: what must hold before one opens, whether counts add up, what the result is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext_lazy

from governance.rules.verdict import Verdict, all_of
from meetings import facts
from meetings.judgement.bench import bench, stop
from meetings.judgement.room import unrelated
from meetings.models import AgendaItem, Vote
from meetings.models.base import Method
from meetings.room import room

NOT_COUNTED_YET = gettext_lazy("待计票")


def for_vote(item: AgendaItem, method: str, day: date) -> Verdict:
    """Everything that must hold before a vote opens."""
    judge = bench(item.organization_id, day)
    seen = room(item)
    spoken = facts.current_stances(item)
    matter = item.topic.matter
    return all_of(
        judge("meetings.ad_hoc", facts.ad_hoc(item)),
        judge("meetings.quorum", facts.quorum(seen, matter)),
        judge("meetings.attendance_required", facts.attendance_required(item, seen)),
        unrelated(item, seen.counting_ids, judge),
        judge("meetings.stance_order", facts.stance_order(item, seen, spoken, round_open=False)),
        judge("meetings.ready_to_vote", facts.ready_to_vote(item, seen, spoken)),
        judge("meetings.item_by_item", {"items_in_vote": 1}),
        judge("meetings.method", {"matter": matter, "method": method}),
        judge("meetings.circulation", {"in_meeting": True}),
        judge("meetings.procedure_kept", facts.procedure(item, day)),
    )


def castable(vote: Vote) -> Verdict:
    if vote.method != Method.NAMED_BALLOT:
        return stop("meetings.state.not_on_phone", have=str(Method(vote.method).label))
    return Verdict.without_article("a member casts their own named ballot")


def for_counts(vote: Vote, counts: Mapping[str, int], day: date) -> Verdict:
    """The four customary figures and the choices must add up before they are kept."""
    if vote.method == Method.NAMED_BALLOT:
        return stop("meetings.state.counted_by_itself")
    return bench(vote.organization_id, day)("meetings.count_sheet", {**counts, "roll": len(vote.roll)})


def for_second_signature(vote: Vote, person_id: int | None, day: date) -> Verdict:
    """Teller and scrutineer are two different members."""
    if person_id == vote.teller_id:
        return stop("meetings.state.same_signature")
    return Verdict.without_article("the scrutineer confirms what the teller typed")


def voidable(vote: Vote, person_id: int | None) -> Verdict:
    if person_id == vote.item.meeting.chair_id:
        return stop("meetings.state.void_by_one")
    return Verdict.without_article("voiding a round with a second signature")


def for_result(vote: Vote, day: date, *, wide_split: bool | None) -> Verdict:
    """The outcome by the articles, and that the procedure was kept up to here."""
    judge = bench(vote.organization_id, day)
    return all_of(
        judge("meetings.adoption", facts.adoption(vote, wide_split=wide_split)),
        judge("meetings.procedure_kept", facts.procedure(vote.item, day)),
    )
