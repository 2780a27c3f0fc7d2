"""One function per step: rows to facts to a verdict. Asked by the page and again by the service."""

from __future__ import annotations

from governance.access.actor import Actor
from governance.audit import clock
from governance.calendar.working import calendar_for
from governance.office.responsibilities import rules
from governance.office.responsibilities.models import DutySheet, ResponsibilityLetter
from governance.office.responsibilities.rules.steps import GO
from governance.people.models import Account
from governance.rulebook.book import book_for
from governance.rules.registry import judge
from governance.rules.verdict import Verdict, all_of

S, L = DutySheet.Status, ResponsibilityLetter.Status


def written(sheet: DutySheet) -> Verdict:
    """What the sheet lacks of what S0-02:一 and 三 ask; GO beside it: a town without the regulation goes on."""
    tasks = sheet.tasks.filter(removed_on__isnull=True)
    facts = rules.SheetFacts(
        sheet_parts={item: bool(getattr(sheet, name).strip()) for item, name in DutySheet.PARTS.items()},
        task_lacks={f"{task.ordinal}. {task.content}": tuple(task.lacking) for task in tasks},
    )
    day = clock.today()
    book = book_for(sheet.organization_id, day)
    return all_of(GO, judge("responsibilities.sheet", facts, book, calendar_for(day)))


def drafting(sheet: DutySheet) -> Verdict:
    return rules.in_state(sheet.status, str(sheet.get_status_display()), S.DRAFT)


def may_confirm(sheet: DutySheet) -> Verdict:
    return all_of(drafting(sheet), written(sheet))


def letter_in(letter: ResponsibilityLetter, *wanted: str) -> Verdict:
    return rules.in_state(letter.status, str(letter.get_status_display()), *wanted)


def may_check(letter: ResponsibilityLetter, actor: Actor) -> Verdict:
    items = letter.items.filter(removed_on__isnull=True).count()
    own = letter.drafted_by_id == actor.person_id
    return all_of(letter_in(letter, L.DRAFT), rules.may_check(drafted_by_checker=own, items=items))


def may_return(letter: ResponsibilityLetter) -> Verdict:
    """Back to the desk only while nobody has signed: what was signed is not rewritten."""
    if letter.upper_on or letter.lower_on:
        return Verdict.stopped("responsibilities.letter.signed_already")
    return letter_in(letter, L.CHECKED)


def may_sign(letter: ResponsibilityLetter, side: str, actor: Actor) -> Verdict:
    verdict = letter_in(letter, L.CHECKED, L.SIGNED)
    return all_of(verdict, rules.may_sign(_signing(letter, side, actor.person_id)))


def may_sign_on_paper(letter: ResponsibilityLetter, side: str) -> Verdict:
    verdict = letter_in(letter, L.CHECKED, L.SIGNED)
    return all_of(verdict, rules.may_sign_on_paper(_signing(letter, side, None)))


def has_account(person_id: int) -> bool:
    return Account.objects.filter(person_id=person_id, is_active=True).exists()


def _signing(letter: ResponsibilityLetter, side: str, signer: int | None) -> rules.Signing:
    return rules.Signing(
        side=side,
        upper_signed=letter.upper_on is not None,
        lower_signed=letter.lower_on is not None,
        own_superior=letter.own_superior_signs,
        by_person=signer == letter.person_id,
        has_account=has_account(letter.person_id),
    )
