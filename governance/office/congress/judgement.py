"""One function per step: rows to facts to a verdict. Asked by the page and again by the service."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from governance.access.questions import ResolutionFact, put_question
from governance.audit import clock
from governance.calendar.working import calendar_for
from governance.office.congress.models import (
    CongressMeeting,
    CouncilMatter,
    DelegateElection,
    DelegateRemoval,
)
from governance.office.congress.rules import CandidatesFacts, CouncilFacts, RemovalFacts, ReportFacts
from governance.rulebook.book import book_for
from governance.rules.library import load_library
from governance.rules.registry import judge
from governance.rules.verdict import Verdict, all_of

GO = Verdict.without_article("the order of steps of the congress office")
ELECTION, REMOVAL, SEVEN = "S4-04:二-1b", "S4-04:二-3e2", "S4-07:三-2"
RESOLUTION_FOR = "meetings.resolution_for"


def items_of(cite: str) -> tuple[str, ...]:
    """The steps as the article names them, in its order."""
    return tuple(load_library().article(cite).items)


def resolution(organization_id: int, number: str) -> ResolutionFact | None:
    """What the committee decided under the number; None for a blank or unknown one."""
    if not number:
        return None
    fact: ResolutionFact | None = put_question(RESOLUTION_FOR, organization_id=organization_id, number=number)
    return fact


def adopted(organization_id: int, number: str) -> bool:
    fact = resolution(organization_id, number)
    return bool(fact and fact.adopted and fact.confirmed)


def _judge(organization_id: int, name: str, facts: Any) -> Verdict:
    """GO beside it: a town that has not adopted the articles goes on without them."""
    day = clock.today()
    return all_of(GO, judge(name, facts, book_for(organization_id, day), calendar_for(day)))


def for_meeting(meeting: CongressMeeting) -> Verdict:
    facts = ReportFacts(
        report_given=bool(meeting.report) and meeting.kind in CongressMeeting.SESSIONS,
        report_adopted=adopted(meeting.organization_id, meeting.resolution),
    )
    return _judge(meeting.organization_id, "congress.report", facts)


def for_candidates(election: DelegateElection, count: int) -> Verdict:
    facts = CandidatesFacts(
        steps_taken={item: item in election.steps for item in items_of(ELECTION)},
        seats=election.seats,
        candidates=count,
    )
    return _judge(election.organization_id, "congress.candidates", facts)


def for_removal(removal: DelegateRemoval, step: str, paper: str) -> Verdict:
    facts = RemovalFacts(
        steps_before={item: item in removal.steps for item in items_of(REMOVAL)},
        step_asked=step,
        committee_studied=adopted(removal.organization_id, paper),
    )
    return _judge(removal.organization_id, "congress.removal", facts)


def for_council(matter: CouncilMatter, step: str, steps: Mapping[str, str]) -> Verdict:
    """`审议` is the people's congress's first look, `表决` its vote, `公布实施` what follows from it: until 论证
    the matter is still being prepared and the committee need not have spoken."""
    items = items_of(SEVEN)
    preparing = items[: items.index("审议")]
    facts = CouncilFacts(
        committee_studied=True if step in preparing else adopted(matter.organization_id, matter.resolution),
        steps_taken={item: item in steps for item in items},
        step_asked=step,
        council_voted="表决" in steps,
        carrying_out=items.index(step) > items.index("表决") if step in items else None,
    )
    return _judge(matter.organization_id, "congress.council", facts)
