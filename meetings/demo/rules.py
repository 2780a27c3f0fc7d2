"""How each committee came by its rules: adopted, a figure set, conflicts settled, some still waiting."""

from __future__ import annotations

from datetime import date

from governance.rulebook.models import CommitteeFigure, ConflictSettlement
from governance.rulebook.services import (
    adopt_regulations,
    approve_figure,
    approve_settlement,
    propose_figure,
    propose_settlement,
)
from governance.rules.library import load_library
from meetings.demo.days import ADOPTED, from_today
from meetings.demo.people import Town

# (citation, figure, value) approved.
FIGURES = {
    "renchuan": (("S0-04:三-3a", "majority", ">1/2@entitled"),),
    "yunxi": (("S3-04:2-1", "agreement", ">=1/1@votes_cast"), ("S1-01:四-3", "large", ">=5000 yuan")),
}
# Which of the offered settlements the committee chose; the first one offered where none is named.
SETTLED = {
    "C-03": "half_and_unanimous_projects",
    "C-07": "office_leader_and_secretary_office",
    "C-08": "by_matter",
    "C-14": "committee_decides",
    "C-26": "monthly",
    "C-46": "two_labels",
}
SETTLES = frozenset({"yunxi"})
# Proposed and not approved yet: for the secretary to decide by hand.
WAITING_FIGURES = {"renchuan": ("S0-04:一-3", "large_amount", ">=5000 yuan")}
WAITING_SETTLEMENTS = {"renchuan": ("C-08", "by_matter")}


def adopt(town: Town) -> None:
    """Everything the meetings of the story need, half a year before them."""
    script, plan = town.script, town.plan
    director, secretary = town.holder("office_director"), town.holder("secretary")
    adopted = from_today(script.today, ADOPTED)
    script.set_clock(adopted, 9)
    town.do(
        "adopted",
        adopt_regulations,
        by=director,
        organization=town.organization,
        names=list(plan.presets),
        since=adopted,
        authority=f"{plan.document_code}〔{adopted.year}〕6号",
    )
    for cite, name, value in FIGURES[plan.key]:
        authority = f"{plan.document_code}〔{adopted.year}〕7号"
        figure = _propose_figure(town, cite, name, value, authority, adopted)
        town.do(f"figure {cite} approved", approve_figure, by=secretary, figure_id=figure.pk)
    if plan.key in SETTLES:
        _settle(town, f"{plan.document_code}〔{adopted.year}〕8号")


def propose_more(town: Town) -> None:
    """What the office director has proposed lately and the secretary has not approved."""
    script, key = town.script, town.plan.key
    day = script.now.date()
    authority = f"{town.plan.document_code}〔{day.year}〕31号（送审稿）"
    since = from_today(script.today, 7)
    if key in WAITING_FIGURES:
        _propose_figure(town, *WAITING_FIGURES[key], authority, since)
    if key in WAITING_SETTLEMENTS:
        conflict, choice = WAITING_SETTLEMENTS[key]
        _propose_settlement(town, conflict, choice, authority, since)


def _propose_figure(
    town: Town, cite: str, name: str, value: str, authority: str, since: date
) -> CommitteeFigure:
    proposed: CommitteeFigure = town.do(
        f"figure {cite}",
        propose_figure,
        by=town.holder("office_director"),
        gives=CommitteeFigure,
        organization=town.organization,
        cite=cite,
        name=name,
        value=value,
        since=since,
        authority=authority,
    )
    return proposed


def _settle(town: Town, authority: str) -> None:
    adopted = from_today(town.script.today, ADOPTED)
    # The book before anything was settled: the same whenever a broken run goes on.
    book = load_library().book(adopted=town.plan.presets, on=adopted)
    for conflict in book.disagreements():
        offered = [choice.id for choice in book.settlements_on_offer(conflict)]
        wanted = SETTLED.get(conflict.id)
        choice = wanted if wanted in offered else offered[0]
        row = _propose_settlement(town, conflict.id, choice, authority, adopted)
        town.do(
            f"settlement {conflict.id} approved",
            approve_settlement,
            by=town.holder("secretary"),
            settlement_id=row.pk,
        )


def _propose_settlement(
    town: Town, conflict: str, choice: str, authority: str, since: date
) -> ConflictSettlement:
    proposed: ConflictSettlement = town.do(
        f"settlement {conflict}",
        propose_settlement,
        by=town.holder("office_director"),
        gives=ConflictSettlement,
        organization=town.organization,
        conflict=conflict,
        choice=choice,
        since=since,
        authority=authority,
    )
    return proposed
