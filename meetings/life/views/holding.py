"""At the meeting and after it: what was told and said, measures, the circle, the county, the papers."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from governance.documents.models import Document
from meetings.life import forms
from meetings.life.documents import kinds
from meetings.life.models import LifeCriticism, LifeMeasure, LifeMeeting, LifeOuting
from meetings.life.services import following, holding, papers
from meetings.life.views.base import LifePartVerb, LifeVerb


class RecordProceedings(LifeVerb):
    action = "meetings.life.proceedings"
    title = _("登记会上情况")
    form_class = forms.ProceedingsForm
    drafted = True

    def form_kwargs(self) -> dict[str, Any]:
        life = self.life()
        names = ("opinions_told", "superior_remarks", "rules_checked", "ratings_told")
        return {"initial": {n: getattr(life, n) for n in names}} if life else {}

    def carry_out(self, form: Any, **common: Any) -> LifeMeeting:
        return holding.record_proceedings(meeting_id=self.object.pk, **form.cleaned_data, **common)


class RecordSpeech(LifeVerb):
    action = "meetings.life.spoken"
    title = _("登记发言")
    form_class = forms.SpeechForm
    drafted = True

    def form_kwargs(self) -> dict[str, Any]:
        return self.members()

    def carry_out(self, form: Any, **common: Any) -> LifeCriticism:
        return holding.record_speech(meeting_id=self.object.pk, **form.cleaned_data, **common)


class StrikeSpeech(LifePartVerb):
    action = "meetings.life.spoken_struck"
    model = LifeCriticism
    title = _("划去发言")
    consequence = _("划去的仍看得到，不再算数。")

    def carry_out(self, form: Any, **common: Any) -> LifeCriticism:
        return holding.strike_speech(speech_id=self.object.pk, **common)


class SetMeasure(LifeVerb):
    action = "meetings.life.measure_set"
    title = _("订整改措施")
    form_class = forms.MeasureForm
    consequence = _("订了责任人和期限的，交督办跟着办。")

    def form_kwargs(self) -> dict[str, Any]:
        return self.everybody()

    def carry_out(self, form: Any, **common: Any) -> LifeMeasure:
        return following.set_measure(meeting_id=self.object.pk, **form.cleaned_data, **common)


class Publish(LifeVerb):
    action = "meetings.life.published"
    title = _("登记通报")
    form_class = forms.PublishForm

    def form_kwargs(self) -> dict[str, Any]:
        return {**self.everybody(), "initial": {"published_on": self.actor.day}}

    def carry_out(self, form: Any, **common: Any) -> LifeMeeting:
        return following.publish(meeting_id=self.object.pk, **form.cleaned_data, **common)


class Submit(LifeVerb):
    action = "meetings.life.submitted"
    title = _("登记报送")
    form_class = forms.SubmitForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"submitted_on": self.actor.day}}

    def carry_out(self, form: Any, **common: Any) -> LifeMeeting:
        return following.submit(meeting_id=self.object.pk, **form.cleaned_data, **common)


class PrintPaper(LifeVerb):
    action = "meetings.life.printed"
    title = _("打印")

    def carry_out(self, form: Any, **common: Any) -> Document:
        kind = f"meetings.life_{self.kwargs['kind']}"
        if kind not in kinds.ALL:
            raise Http404
        return papers.print_paper(meeting_id=self.object.pk, kind=kind, **common)


class RecordOuting(LifeVerb):
    action = "meetings.life_outing.recorded"
    model = None
    title = _("登记参加生活会")
    form_class = forms.OutingForm

    def subject(self) -> Any:
        return self.organization

    def form_kwargs(self) -> dict[str, Any]:
        return {**self.everybody(), "initial": {"person": self.actor.person_id, "joined_on": self.actor.day}}

    def place_url(self) -> str:
        return reverse("meetings:lives")

    def carry_out(self, form: Any, **common: Any) -> LifeOuting:
        return following.record_outing(organization=self.organization, **form.cleaned_data, **common)
