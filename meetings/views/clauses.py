"""Clauses of resolutions: entered as done, opened again, given more time, given to somebody else."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from governance.deadlines.consequences import consequences_of
from governance.people.queries import posts_by_person, serving
from meetings.forms.clauses import ExtendForm, FinishForm, ReassignForm
from meetings.models import ResolutionClause
from meetings.pages.clauses import CLAUSE, clause_events, handed_words
from meetings.pages.scope import items_seen
from meetings.services import clauses, resolutions
from meetings.views.base import BecauseVerb, MeetingVerb


class ClauseVerb(MeetingVerb):
    """The clause above its form. Its owner need not be one of those who read the meeting's own page."""

    abstract_view = True
    model = ResolutionClause
    template_name = "meetings/clause.html"
    fits: str = ResolutionClause.Status.OPEN  # the state in which there is a form

    def visible(self) -> models.QuerySet:
        return super().visible().select_related("resolution__item__topic", "owner", "done_by")

    def heading(self) -> str:
        return str(self.object.resolution.number)

    def place_url(self) -> str:
        item = self.object.resolution.item
        if items_seen(self.actor).filter(pk=item.pk).exists():
            return reverse("meetings:room", args=[item.meeting_id]) + f"?item={item.pk}#i-res"
        return reverse("desk")

    def context(self, **extra: Any) -> dict[str, Any]:
        row = consequences_of(CLAUSE, [self.object.pk]).get(self.object.pk)
        handed, url = handed_words(self.object, row)
        return super().context(
            handed=handed,
            handed_url=url,
            events=clause_events(self.object),
            fits=self.object.status == self.fits,
            **extra,
        )


class FinishClause(ClauseVerb):
    action = "meetings.clause.done"
    title = _("登记落实")
    form_class = FinishForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"done_on": self.actor.day}}

    def carry_out(self, form: FinishForm, **common: Any) -> ResolutionClause:
        return resolutions.finish_clause(clause_id=self.object.pk, **form.cleaned_data, **common)


class ReopenClause(ClauseVerb, BecauseVerb):
    action = "meetings.clause.reopened"
    title = _("重新办理")
    fits = ResolutionClause.Status.DONE
    because_hint = _("例：登错了一条，这件还没有办。原来登记的情况留痕可查。")
    consequence = _("这一条回到责任人的工作台，照原时限算；原来登记的落实情况留在办理留痕里。")

    def carry_out(self, form: Any, **common: Any) -> ResolutionClause:
        return clauses.reopen_clause(clause_id=self.object.pk, **form.cleaned_data, **common)


class ExtendClause(ClauseVerb):
    action = "meetings.clause.extended"
    title = _("延长时限")
    form_class = ExtendForm
    consequence = _("责任人会收到消息，提醒按新的时限算；原时限留痕可查。")

    def carry_out(self, form: ExtendForm, **common: Any) -> ResolutionClause:
        return clauses.extend_clause(clause_id=self.object.pk, **form.cleaned_data, **common)


class ReassignClause(ClauseVerb):
    action = "meetings.clause.reassigned"
    title = _("更换责任人")
    form_class = ReassignForm
    consequence = _("原责任人和新责任人都会收到消息；时限不变。")

    def form_kwargs(self) -> dict[str, Any]:
        town, day = self.object.organization_id, self.actor.day
        return {"people": serving(town, day), "titles": posts_by_person(town, day)}

    def carry_out(self, form: forms.Form, **common: Any) -> ResolutionClause:
        return clauses.reassign_clause(clause_id=self.object.pk, **form.cleaned_data, **common)
