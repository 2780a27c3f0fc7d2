"""What stands before the meeting: materials and the agenda."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from governance.rules.book import Book
from governance.rules.coverage import binds
from governance.rules.days import WorkingCalendar
from governance.rules.facts import whole
from governance.rules.judging import Articles, Case, verdict_of
from governance.rules.registry import rule
from governance.rules.verdict import Finding, Verdict
from meetings.rules.record import elements_present
from meetings.rules.vocabulary import Matter


@dataclass(frozen=True)
class MaterialsFacts:
    """`options`: plans put side by side. `opinions_sought`: those concerned were asked (调研、听取意见).
    `sent_on` null says that nothing was sent, which fails. `paper_complete`: the paper has the four
    parts of S1-04:三-2c."""

    matter: Matter | None
    options: int | None
    feasibility_report: bool | None
    opinions_sought: bool | None
    sent_on: date | None
    meets_on: date | None
    paper_complete: bool | None = None

    def __post_init__(self) -> None:
        whole(options=self.options)


def _opinions(case: Case[MaterialsFacts]) -> Finding:
    if case.fact("opinions_sought"):
        return case.passed("opinions_sought")
    return case.failed("no_opinions", matter=case.facts.matter)


def _opinions_on_important(case: Case[MaterialsFacts]) -> Finding:
    matter: Matter = case.fact("matter")
    return _opinions(case) if matter.important else case.other_matter(matter=matter)


def _opinions_and_plan(case: Case[MaterialsFacts]) -> Finding:
    """重要议题: asked around, and a concrete plan on the table. A matter of persons has no plan of its
    own beyond the persons proposed."""
    matter: Matter = case.fact("matter")
    if not matter.important:
        return case.other_matter(matter=matter)
    if matter.with_options and case.facts.options == 0:
        return case.failed("no_plan", matter=matter, have=0, need=1, unit="option")
    found = _opinions(case)
    if matter.with_options:
        case.fact("options")
    return found


def _researched(case: Case[MaterialsFacts]) -> Finding:
    """调研 shows in opinions sought or in a report; whether experts are needed is left open (必要时)."""
    asked, report = case.facts.opinions_sought, case.facts.feasibility_report
    if asked or report:
        return case.passed("researched", opinions_sought=asked, feasibility_report=report)
    if asked is None or report is None:
        case.lacking(
            *(n for n in ("opinions_sought", "feasibility_report") if getattr(case.facts, n) is None)
        )
    return case.failed("not_researched", matter=case.facts.matter)


def _feasibility(case: Case[MaterialsFacts]) -> Finding:
    matter: Matter = case.fact("matter")
    if not matter.needs_feasibility:
        return case.other_matter(matter=matter)
    if case.fact("feasibility_report"):
        return case.passed("feasibility_report", matter=matter)
    return case.failed("no_feasibility_report", matter=matter)


def _options(case: Case[MaterialsFacts]) -> Finding:
    matter: Matter = case.fact("matter")
    if not matter.with_options:
        return case.other_matter(matter=matter)
    _amount, needed = case.at_least("options")
    options = case.fact("options")
    figures = {"matter": matter, "have": options, "need": needed, "unit": "option"}
    if options < needed:
        return case.failed("few_options", **figures, short=needed - options)
    return case.passed("options", **figures)


def _paper(case: Case[MaterialsFacts]) -> Finding:
    if case.facts.paper_complete is None:
        return case.not_asked("paper_complete")
    if case.facts.paper_complete:
        return case.passed("paper_complete", items=list(case.article.items))
    return case.failed("paper_incomplete", items=list(case.article.items))


def _sent_ahead(case: Case[MaterialsFacts]) -> Finding:
    """One to two days ahead: below the lower end is late, earlier than the upper end is only better."""
    amount, needed = case.at_least("lead")
    sent_on = case.facts.sent_on
    if sent_on is None:
        return case.failed("not_sent", have="not_sent", need=needed, unit=amount.unit)
    meets_on = case.fact("meets_on")
    if amount.unit == "workday":
        counted = case.calendar.working_days(sent_on, meets_on)
        days, provisional = counted.least, counted.provisional
    else:
        days, provisional = (meets_on - sent_on).days, False
    figures = {
        "sent_on": sent_on.isoformat(),
        "meets_on": meets_on.isoformat(),
        "have": days,
        "need": needed,
        "unit": amount.unit,
    }
    if days < needed:
        return case.failed("sent_late", provisional=provisional, **figures)
    return case.passed("sent_in_time", provisional=provisional, **figures)


_MATERIALS = Articles(
    by_shape={
        "S0-04:二-2": _opinions_and_plan,
        "S1-01:五-1": _opinions,
        "S1-01:五-2": _feasibility,
        "S1-01:五-3a": _options,
        "S1-04:一-2": _researched,
        "S1-04:三-2c": _paper,
        "S1-04:三-2d": _sent_ahead,
        "S3-02:2-1": _options,
        "S3-02:2-2": _opinions,
        "S4-04:三": _opinions_on_important,
    }
)


@binds(*_MATERIALS.by_shape)
@rule("meetings.materials", facts=MaterialsFacts)
def materials(facts: MaterialsFacts, book: Book, calendar: WorkingCalendar) -> Verdict:
    """调研、征求意见、比选、论证与材料送达.

    S0-04:二-2 and S4-04:三 speak of 重要 and 重大 and leave the ordinary out; S1-01:五-1, S3-02:2-2 and
    S1-04:一-2 name no matter. Two options (S1-01:五-3a, S3-02:2-1) are asked of decisions, projects and
    sums; a report (S1-01:五-2) of projects and sums. S1-04:三-2d: at least one day ahead. S1-04:三-2c is
    judged where `paper_complete` is given.
    """
    return verdict_of("meetings.materials", facts, book, calendar, _MATERIALS)


class Proposer(StrEnum):
    """Who brings a topic: the secretary, another member, or an office of the town."""

    SECRETARY = "secretary"
    MEMBER = "member"
    OFFICE = "office"


@dataclass(frozen=True)
class AgendaFacts:
    """How a topic came onto the agenda. `elements`: topic, content and procedure, by the article's own
    words. `leader_consented`: of the leader in charge, for a topic of an office. `collected_by_office`:
    the general office gathered the topics. `settled_by_leader`: the secretary or whom the secretary
    authorised settled it. `coordinated`: agreed among the members concerned beforehand.
    """

    proposed_by: Proposer | None
    leader_consented: bool | None
    agreed_by_secretary: bool | None
    agreed_by_deputies: bool | None
    members_heard: bool | None
    coordinated: bool | None
    secretary_meeting_agreed: bool | None
    collected_by_office: bool | None
    settled_by_leader: bool | None
    elements: Mapping[str, bool | None] | None


def _every(passed: str, failed: str, *names: str) -> Any:
    def judge(case: Case[AgendaFacts]) -> Finding:
        if case.all_hold(*names):
            return case.passed(passed)
        return case.failed(failed, missing=[n for n in names if getattr(case.facts, n) is False])

    return judge


def _elements_clear(case: Case[AgendaFacts]) -> Finding:
    return elements_present(case, "clear", "unclear")


def _proposer_allowed(case: Case[AgendaFacts]) -> Finding:
    proposer = case.fact("proposed_by")
    if proposer is not Proposer.OFFICE or case.fact("leader_consented"):
        return case.passed("proposer_allowed", proposed_by=proposer)
    return case.failed("leader_not_asked", proposed_by=proposer)


def _secretary_proposes(case: Case[AgendaFacts]) -> Finding:
    proposer, agreed = case.facts.proposed_by, case.facts.secretary_meeting_agreed
    if agreed is False or (proposer is not None and proposer is not Proposer.SECRETARY):
        return case.failed("not_by_secretary", proposed_by=proposer, secretary_meeting_agreed=agreed)
    case.fact("proposed_by"), case.fact("secretary_meeting_agreed")
    return case.passed("by_secretary", proposed_by=proposer)


_AGENDA = Articles(
    by_shape={
        "S0-04:二-1a": _every("agreed", "not_agreed", "agreed_by_secretary", "agreed_by_deputies"),
        "S0-04:二-1b": _every("members_heard", "members_not_heard", "members_heard"),
        "S0-04:三-2b": _elements_clear,
        "S1-01:七-1a": _every("admitted", "not_admitted", "coordinated", "secretary_meeting_agreed"),
        "S1-04:三-1a": _proposer_allowed,
        "S1-04:三-1b": _every("settled", "not_settled", "collected_by_office", "settled_by_leader"),
        "S3-02:1-1a": _secretary_proposes,
    }
)


@binds(*_AGENDA.by_shape)
@rule("meetings.agenda", facts=AgendaFacts)
def agenda(facts: AgendaFacts, book: Book, calendar: WorkingCalendar) -> Verdict:
    """议题由谁提、谁定，会前协调与三明确.

    Four bodies settle the agenda in the four texts (conflict C-07); until the committee settles it,
    each adopted text must be met: S0-04:二-1a secretary and deputies together; S1-01:七-1a coordination,
    then the secretary meeting; S1-04:三-1b the office gathers, the leader or whom he authorised settles;
    S3-02:1-1a (warn) the secretary proposes, the secretary meeting settles. S1-04:三-1a: an office needs
    the consent of its leader. S0-04:三-2b: topic, content, procedure are clear. 二-1b (warn): members heard.
    """
    return verdict_of("meetings.agenda", facts, book, calendar, _AGENDA)
