"""The papers: 岗位目标书 (S0-02), P-35 党建责任清单 (S3-06:1-7), P-36 廉政目标责任书 (S1-06:正-1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.access.actor import Actor
from governance.access.decision import Denied
from governance.access.policy import Answer
from governance.documents.kinds import DocumentKind, Printable, register_document
from governance.documents.models import Document
from governance.documents.official import Column, Paper, Signer, Table
from governance.office.responsibilities.models import DutySheet, LetterRound, ResponsibilityLetter
from governance.office.responsibilities.policies import may_print_sheet, may_see_letter
from governance.office.responsibilities.services.sheets import SHEET
from governance.office.responsibilities.services.signatures import LETTER, secretary_name
from governance.people.queries import holders_of
from governance.rulebook.book import rules_of
from governance.rulebook.words import cite_text
from governance.templatetags.wordings import cn_number, official_date

# What P-36 quotes on being held to account: the articles as they stand, no penalty of its own.
ACCOUNTABLE = ("S0-13:一b", "S1-06:正-7", "S1-06:他-7")


@dataclass(frozen=True, kw_only=True)
class DutySheetPaper(Paper):
    """`tasks`: heading, and (item, words) of each."""

    template: ClassVar[str] = "print/duty_sheet.html"
    facts: tuple[tuple[str, str], ...]
    parts: tuple[tuple[str, tuple[str, ...]], ...]
    tasks: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    signers: tuple[Signer, ...]


@dataclass(frozen=True, kw_only=True)
class IntegrityLetterPaper(Paper):
    template: ClassVar[str] = "print/integrity_letter.html"
    facts: tuple[tuple[str, str], ...]
    goal: tuple[str, ...]
    goals: tuple[str, ...]
    duties: tuple[str, ...]
    accountable: tuple[tuple[str, str], ...]  # statement, where it stands
    signed: tuple[str, ...]
    signers: tuple[Signer, ...]


@dataclass(frozen=True, kw_only=True)
class PartyDutyPaper(Paper):
    template: ClassVar[str] = "print/party_duty_list.html"
    facts: tuple[tuple[str, str], ...]
    rows: Table
    signed: tuple[str, ...]
    signers: tuple[Signer, ...]


def duty_sheet_paper(sheet: DutySheet) -> DutySheetPaper:
    facts = [(_("岗位"), sheet.whose)]
    if sheet.post is not None and sheet.since is not None:
        held = [t for t in holders_of(sheet.organization_id, [sheet.post.code], sheet.since)]
        names = "、".join(t.person.name for t in held if t.post_id == sheet.post_id)
        facts += [(_("在岗"), names)] if names else []
    state = (
        _("第%(n)s版，%(day)s起执行") % {"n": sheet.edition, "day": official_date(sheet.since)}
        if sheet.since
        else _("第%(n)s版，拟稿，未审定") % {"n": sheet.edition}
    )
    facts.append((_("版次"), state))
    tasks = sheet.tasks.filter(removed_on__isnull=True)
    return DutySheetPaper(
        title=sheet.paper_title,
        facts=tuple(facts),
        parts=tuple(
            (
                _("%(n)s、%(part)s") % {"n": cn_number(place), "part": item},
                (getattr(sheet, name) or _("（没有写）"),),
            )
            for place, (item, name) in enumerate(DutySheet.PARTS.items(), start=1)
        ),
        tasks=tuple((f"{task.content}（{task.get_ground_display()}）", tuple(task.told)) for task in tasks),
        signers=(Signer(_("党委书记")), Signer(_("在岗人")))
        if sheet.post is not None
        else (Signer(_("党委书记")),),
    )


def letter_paper(letter: ResponsibilityLetter) -> IntegrityLetterPaper | PartyDutyPaper:
    if letter.round.kind == LetterRound.Kind.INTEGRITY:
        return integrity_paper(letter)
    return party_duty_paper(letter)


def integrity_paper(letter: ResponsibilityLetter) -> IntegrityLetterPaper:
    """P-36: goals, duties, and what the articles themselves say of being held to account."""
    round_ = letter.round
    day = letter.upper_on or letter.checked_on or round_.opened_on
    book = rules_of(letter.organization_id).book(day)
    quoted = [(cite, book.article(cite)) for cite in ACCOUNTABLE]
    facts = [
        (_("立书"), f"{letter.organization.name}（{_('党委书记')} {secretary_name(letter, day)}）"),
        (_("责任人"), f"{letter.title} {letter.person.name}"),
    ]
    if letter.unit is not None:
        facts.append((_("部门"), letter.unit.name))
    return IntegrityLetterPaper(
        title=_("%(year)s年廉政目标责任书") % {"year": round_.year},
        facts=tuple(facts),
        goal=(round_.goal,),
        goals=tuple(item.text for item in _standing(letter)),
        duties=(letter.duties,) if letter.duties else (),
        accountable=tuple((a.statement, cite_text(cite)) for cite, a in quoted if a is not None),
        signed=_signed(letter),
        signers=(Signer(_("党委书记")), Signer(_("责任人"))),
    )


def party_duty_paper(letter: ResponsibilityLetter) -> PartyDutyPaper:
    """P-35: who, what, by when, shown by what."""
    columns = (
        Column(_("序号"), 12),
        Column(_("责任"), 74, "left"),
        Column(_("完成时限"), 30),
        Column(_("佐证"), 40, "left"),
    )
    rows = tuple(
        (str(place), item.text, item.deadline or "——", item.evidence or "——")
        for place, item in enumerate(_standing(letter), start=1)
    )
    who = letter.get_capacity_display()
    facts = [
        (_("责任人"), f"{letter.title} {letter.person.name}"),
        (_("身份"), f"{who}（{letter.unit.name}）" if letter.unit else who),
        (_("年度目标"), letter.round.goal),
    ]
    if letter.duties:
        facts.append((_("共同职责"), letter.duties))
    return PartyDutyPaper(
        title=_("%(year)s年%(who)s党建责任清单") % {"year": letter.round.year, "who": who},
        facts=tuple(facts),
        rows=Table(columns, rows),
        signed=_signed(letter),
        signers=(Signer(_("考核人")), Signer(_("被考核单位负责人"))),
    )


def _standing(letter: ResponsibilityLetter) -> list:  # type: ignore[type-arg]
    return list(letter.items.filter(removed_on__isnull=True))


def _signed(letter: ResponsibilityLetter) -> tuple[str, ...]:
    """Who has signed with their own account, for a print-out made afterwards; no signature is drawn."""
    told = []
    if letter.upper_on and letter.upper_by is not None:
        words = {"name": letter.upper_by.name, "day": official_date(letter.upper_on)}
        told.append(_("党委一方%(name)s%(day)s在系统内签。") % words)
    if letter.lower_on and letter.lower_way == ResponsibilityLetter.Way.ACCOUNT:
        words = {"name": letter.person.name, "day": official_date(letter.lower_on)}
        told.append(_("责任人%(name)s%(day)s在系统内签。") % words)
    return tuple(told)


def _build_sheet(document: Document) -> Printable:
    return Printable(duty_sheet_paper(DutySheet.objects.select_related("post").get(pk=document.subject_id)))


def _build_letter(document: Document) -> Printable:
    letters = ResponsibilityLetter.objects.select_related(
        "round", "person", "unit", "organization", "upper_by"
    )
    return Printable(letter_paper(letters.get(pk=document.subject_id)))


def _sheet_answers(actor: Actor, documents: Sequence[Document]) -> dict[int, Answer]:
    """As the sheet itself; whoever does not find it does not read its paper."""
    ids = [document.subject_id for document in documents]
    found = {str(one.pk): one for one in DutySheet.objects.visible_to(actor).filter(pk__in=ids)}
    denied = Denied(gettext_lazy("拟稿由写的人和审定的人看"))
    return {
        document.pk: may_print_sheet(actor, found[document.subject_id])
        if document.subject_id in found
        else denied
        for document in documents
    }


def _letter_answers(actor: Actor, documents: Sequence[Document]) -> dict[int, Answer]:
    ids = [document.subject_id for document in documents]
    found = {str(one.pk): one for one in ResponsibilityLetter.objects.visible_to(actor).filter(pk__in=ids)}
    denied = Denied(gettext_lazy("责任书由本人和办理的办公室看"))
    return {
        document.pk: may_see_letter(actor, found[document.subject_id])
        if document.subject_id in found
        else denied
        for document in documents
    }


register_document(
    DocumentKind(
        code=SHEET,
        title=gettext_lazy("岗位目标书"),
        build=_build_sheet,
        answers=_sheet_answers,
        takes_scan=True,
    )
)
register_document(
    DocumentKind(
        code=LETTER,
        title=gettext_lazy("责任书"),
        build=_build_letter,
        answers=_letter_answers,
        takes_scan=True,
    )
)
