"""One function per step: rows to facts to a verdict. Asked by the button and again by the service."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from governance.access.actor import Actor
from governance.calendar.working import calendar_for
from governance.office.requests_reports import facts
from governance.office.requests_reports.models import IncomingPaper, SigningEntrustment, UpwardPaper
from governance.office.requests_reports.rules.kinds import items_of, matters_of
from governance.office.requests_reports.rules.signing import Measure, measure_for
from governance.office.requests_reports.states import GO
from governance.people.document_codes import document_code_on
from governance.people.queries import holders
from governance.rulebook.book import book_for
from governance.rules.figures import Amount
from governance.rules.registry import judge
from governance.rules.verdict import Verdict, all_of

_SEVERAL = re.compile("[、，,；;]")
FAILING = "S0-05:四a"


def _judge(rule: str, given: Mapping[str, Any], organization_id: int, day: date) -> Verdict:
    return judge(rule, given, book_for(organization_id, day), calendar_for(day))


def stop(code: str, **figures: Any) -> Verdict:
    return Verdict.stopped(f"office.{code}", **figures)


def for_draft(paper: UpwardPaper) -> Verdict:
    """一文一事: one matter asked of one superior; a report asks nothing."""
    if paper.matter not in matters_of(paper.kind):
        return stop("upward.wrong_matter", matter=paper.get_matter_display(), kind=paper.get_kind_display())
    asked = [line for line in paper.asks.splitlines() if line.strip()]
    if not paper.is_request:
        return stop("upward.request_in_report") if asked else GO
    if len(asked) > 1:
        return stop("upward.several_matters", n=len(asked))
    to = [one for one in _SEVERAL.split(paper.addressee) if one.strip()]
    if len(to) > 1:
        return stop("upward.several_addressees", n=len(to))
    if paper.emergency and paper.matter != "incident":
        return stop("upward.not_sudden")
    return GO


def for_countersigning(paper: UpwardPaper, actor: Actor) -> Verdict:
    return stop("upward.own_draft") if actor.person_id == paper.drafted_by_id else GO


def for_decision(paper: UpwardPaper, number: str, day: date) -> Verdict:
    """The resolution exists, was adopted and worded; looked up in every town that names one."""
    given = facts.discussed(paper, number)
    verdict = _judge("office.upward_discussed", {**given, "emergency": False}, paper.organization_id, day)
    if not verdict.allowed or not number.strip():
        return verdict if not verdict.allowed else stop("upward_discussed.not_discussed")
    if given["adopted"] is None:
        return stop("upward_discussed.no_such", number=number)
    if not given["adopted"]:
        return stop("upward_discussed.rejected", number=number)
    return verdict if given["confirmed"] else stop("upward_discussed.not_confirmed", number=number)


def for_telling(paper: UpwardPaper, known_at: datetime, told_at: datetime, now: datetime) -> Verdict:
    if not paper.emergency:
        return stop("upward.not_emergency")
    if told_at < known_at:
        return stop("upward.told_before_known")
    return stop("upward.time_ahead") if max(told_at, known_at) > now else GO


def _named(field: str) -> str:
    """What a field of a paper is called on the screen."""
    return str(UpwardPaper._meta.get_field(field).verbose_name)  # type: ignore[union-attr]


def for_signing(paper: UpwardPaper, actor: Actor) -> Verdict:
    """Complete, checked by a second person, discussed by the committee, signed by whom the article names."""
    blank = [
        _named(name)
        for name in (("cause", "body", "asks") if paper.is_request else ("body",))
        if not getattr(paper, name).strip()
    ]
    if paper.is_request and not (paper.contact.strip() and paper.phone.strip()):
        blank.append(_named("contact"))
    if blank:
        return stop("upward.empty", parts="、".join(blank))
    formal = for_draft(paper)
    if not formal.allowed:
        return formal
    if paper.emergency and paper.told_at is None:
        return stop("upward.not_told")
    if not paper.emergency and paper.countersigned_by_id is None:
        return stop("upward.not_countersigned")
    if not document_code_on(paper.organization, actor.day):
        return stop("upward.number_missing")
    day, organization_id = actor.day, paper.organization_id
    return all_of(
        GO,
        _judge("office.upward_discussed", facts.discussed(paper, paper.resolution), organization_id, day),
        _judge("office.upward_signed", facts.signed(paper, actor), organization_id, day),
    )


def on_day(happened_on: date, *, not_before: date | None, today: date) -> Verdict:
    """Something that happened on a day: not to come, not before the step it follows."""
    if happened_on > today:
        return stop("upward.day_ahead")
    if not_before is not None and happened_on < not_before:
        return stop("upward.day_before", day=not_before.isoformat())
    return GO


def for_reply(paper: UpwardPaper, reply: str, conditions: str, replied_on: date, today: date) -> Verdict:
    if reply == UpwardPaper.Reply.CONDITIONAL and not conditions.strip():
        return stop("upward.conditions_blank")
    return on_day(replied_on, not_before=paper.sent_on, today=today)


def is_request(paper: UpwardPaper) -> Verdict:
    return GO if paper.is_request else stop("incoming.no_answer_due")


def for_entrusting(row: SigningEntrustment, day: date) -> Verdict:
    deputies = {t.person_id for t in holders(row.organization_id, "deputy_secretary", day)}
    if row.deputy_id not in deputies:
        return stop("entrusted.not_deputy")
    if row.until < row.since:
        return stop("entrusted.ends_before")
    return GO if row.since >= day else stop("entrusted.in_past", day=row.since.isoformat())


def for_incoming(paper: IncomingPaper, today: date) -> Verdict:
    """Written reports speak of every item the article lists; times are in order."""
    if paper.kind == "report" and paper.way == IncomingPaper.Way.WRITTEN:
        blank = [item for item in items_of(paper.source) if not str(paper.items.get(item, "")).strip()]
        if blank:
            return stop("incoming.items_blank", parts="、".join(blank))
    if paper.known_at and paper.told_at and paper.told_at < paper.known_at:
        return stop("incoming.told_before_known")
    return stop("incoming.day_ahead") if paper.period_on > today else GO


def step_of(organization_id: int, nth: int, *, grave: bool, day: date) -> Measure | None:
    """The step the town's book sets for the nth failure; None where the article does not bind."""
    book = book_for(organization_id, day)
    if book.article(FAILING) is None:
        return None
    first, second = (book.figure(FAILING, name).value for name in ("first", "second"))
    if not isinstance(first, Amount) or not isinstance(second, Amount):
        return Measure.OPEN
    return measure_for(nth, first=int(first.number), second=int(second.number), grave=grave)


def for_failure(measure: Measure | None) -> Verdict:
    return GO if measure is not None else stop("failure.figures_unset")
