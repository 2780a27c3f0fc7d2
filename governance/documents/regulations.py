"""A regulation as this committee goes by it today, printed: its articles with the figures in force."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.access.actor import Actor
from governance.access.policy import Answer, everybody_in_organization, require
from governance.access.views import VerbView
from governance.audit.act import act, verb
from governance.documents.kinds import DocumentKind, Printable, register_document
from governance.documents.models import Document
from governance.documents.official import (
    RegulationArticle,
    RegulationChapter,
    RegulationFigure,
    RegulationPaper,
)
from governance.documents.services import order_document
from governance.people.models import Organization
from governance.rulebook import reading
from governance.rulebook.book import rules_of
from governance.rulebook.models import Adoption, LocalRegulation, Status
from governance.rules.verdict import Verdict
from governance.templatetags.wordings import official_date

KIND = "rulebook.regulation"
Subject = Adoption | LocalRegulation


def subject_of(organization_id: int, regulation_id: str) -> Subject | None:
    """The row by which the regulation is in force: the adoption, or the town's own regulation."""
    adopted = Adoption.objects.filter(organization_id=organization_id, regulation=regulation_id)
    own = LocalRegulation.objects.filter(
        organization_id=organization_id, code=regulation_id, status=Status.IN_FORCE
    )
    return adopted.order_by("-since").first() or own.order_by("-since").first()


@verb("rulebook.regulation.printed")
def print_regulation(*, organization: Organization, regulation_id: str, actor: Actor) -> Document:
    """Order the print-out of what is in force today. Raises Http404 for a regulation not in force."""
    subject = subject_of(organization.pk, regulation_id)
    if subject is None or regulation_id not in rules_of(organization.pk).book(actor.day).regulations:
        raise Http404
    decision = require(actor, "rulebook.regulation.printed", subject)
    facts = {"day": actor.day.isoformat(), "regulation": regulation_id}
    with act(decision, Verdict.without_article("printing a regulation in force"), on=subject, facts=facts):
        return order_document(kind=KIND, subject=subject, title=str(subject), number="", actor=actor)


def regulation_paper(
    organization: Organization, regulation_id: str, subject: Subject, on: Any
) -> RegulationPaper:
    """The paper of one regulation on one day. No superseded article is printed."""
    rules = rules_of(organization.pk)
    regulation = reading.find_regulation(rules, regulation_id, on)
    if regulation is None:
        raise LookupError(regulation_id)
    chapters = []
    for chapter in reading.chapters(rules, regulation, on, members=0):
        articles = tuple(
            RegulationArticle(
                ref=line.article.ref,
                statement=line.article.statement + "。",
                figures=tuple(
                    RegulationFigure(f.label, f.today, _("本镇另定") if f.own else "") for f in line.figures
                ),
            )
            for line in chapter.lines
            if not line.article.superseded and not line.set_aside
        )
        if articles:
            chapters.append(RegulationChapter(heading="", articles=articles))
    adoption = _("%(town)s自%(day)s起施行，凭%(paper)s") % {
        "town": organization.name,
        "day": official_date(subject.since),
        "paper": subject.authority,
    }
    return RegulationPaper(
        title=regulation.title,
        adoption=adoption,
        chapters=tuple(chapters),
        notes=(_("以上为%(day)s施行的条文和数。") % {"day": official_date(on)},),
        as_of=on,
    )


def _build(document: Document) -> Printable:
    model = Adoption if document.subject_type == Adoption._meta.label_lower else LocalRegulation
    subject = model.objects.get(pk=document.subject_id)
    regulation_id = subject.regulation if isinstance(subject, Adoption) else subject.code
    return Printable(regulation_paper(document.organization, regulation_id, subject, document.ordered_on))


def _answers(actor: Actor, documents: Sequence[Document]) -> dict[int, Answer]:
    """Everybody in the organization: its rules are its people's rules."""
    theirs = everybody_in_organization(gettext_lazy("这里只看得到本单位的制度"))
    return {document.pk: theirs(actor, document) for document in documents}


register_document(DocumentKind(code=KIND, title=gettext_lazy("制度"), build=_build, answers=_answers))


class PrintRegulation(VerbView):
    """Have the regulation in force printed."""

    action = "rulebook.regulation.printed"
    template_name = "rulebook/print.html"
    title = gettext_lazy("打印制度")

    def context(self, **extra: Any) -> dict[str, Any]:
        regulation_id = self.kwargs["regulation"]
        rules = rules_of(self.organization.pk)
        regulation = rules.book(self.actor.day).regulations.get(regulation_id)
        if regulation is None:
            raise Http404
        return super().context(regulation=regulation, back=self.back_url(), **extra)

    def back_url(self) -> str:
        return reverse("rulebook:regulation", args=[self.kwargs["regulation"]])

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> Document:
        return print_regulation(
            organization=self.organization,
            regulation_id=self.kwargs["regulation"],
            actor=self.actor,
            once=once,
        )

    def success_url(self, result: Document) -> str:
        return reverse("documents:download", args=[result.pk])
