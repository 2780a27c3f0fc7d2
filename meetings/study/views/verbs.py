"""The verbs of the study group as pages."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from governance.people.models import Person
from governance.people.queries import posts_by_person, serving
from meetings.bodies.models import BodyMeeting, BodySeat
from meetings.bodies.views.base import BodyVerb
from meetings.study import forms
from meetings.study.models import KIND, StudyLeave, StudyNote, StudyPlan, StudyTopic
from meetings.study.services import papers, planning, studying


class StudyVerb(BodyVerb):
    abstract_view = True
    model: Any = StudyPlan
    form_class: Any = BodyVerb.form_class

    def subject(self) -> Any:
        return self.object if self.object is not None else self.organization

    def plan(self) -> StudyPlan | None:
        if isinstance(self.object, StudyTopic):
            return self.object.plan
        return self.object if isinstance(self.object, StudyPlan) else None

    def place_url(self) -> str:
        plan = self.plan()
        return reverse("meetings:study-year", args=[plan.pk]) if plan else reverse("meetings:studies")

    def success_url(self, result: Any) -> str:
        return self.place_url()

    def heading(self) -> str:
        return str(self.plan() or _("中心组学习"))

    def speakers(self) -> dict[str, Any]:
        people = Person.objects.visible_to(self.actor).filter(
            pk__in=serving(self.organization.pk, self.actor.day).values("pk")  # type: ignore[attr-defined]
        )
        return {
            "people": people.order_by("pk"),
            "titles": posts_by_person(self.organization.pk, self.actor.day),
        }


class DraftPlan(StudyVerb):
    action = "meetings.study.planned"
    model = None
    title = _("拟订学习计划")
    form_class = forms.YearForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"year": self.actor.day.year}}

    def carry_out(self, form: Any, **common: Any) -> StudyPlan:
        return planning.draft_plan(organization=self.organization, **form.cleaned_data, **common)

    def success_url(self, result: Any) -> str:
        return reverse("meetings:study-year", args=[result.pk])


class AddTopic(StudyVerb):
    action = "meetings.study.topic_set"
    title = _("排专题")
    form_class = forms.TopicForm
    takes_reason = True

    def form_kwargs(self) -> dict[str, Any]:
        return {**self.speakers(), "initial": {"month": self.actor.day.month}}

    def carry_out(self, form: Any, **common: Any) -> StudyTopic:
        return planning.set_topic(plan_id=self.object.pk, topic=form.topic, **common)


class _OfTopic(StudyVerb):
    abstract_view = True
    model = StudyTopic

    def visible(self) -> Any:
        return super().visible().select_related("plan")

    def subject(self) -> Any:
        return self.object.plan


class ChangeTopic(_OfTopic):
    action = "meetings.study.topic_set"
    title = _("改专题")
    form_class = forms.TopicForm
    takes_reason = True

    def form_kwargs(self) -> dict[str, Any]:
        row: StudyTopic = self.object
        kept = {n: getattr(row, n) for n in ("month", "theme", "block", "form")}
        return {**self.speakers(), "initial": {**kept, "speaker": row.speaker_id}}

    def carry_out(self, form: Any, **common: Any) -> StudyTopic:
        row: StudyTopic = self.object
        return planning.set_topic(plan_id=row.plan_id, topic_id=row.pk, topic=form.topic, **common)


class SetSession(_OfTopic):
    action = "meetings.study.session_set"
    title = _("定在哪次会")
    form_class = forms.SessionForm
    takes_reason = True

    def form_kwargs(self) -> dict[str, Any]:
        open_ = (BodyMeeting.Status.DRAFT, BodyMeeting.Status.NOTICED)
        found = BodyMeeting.objects.visible_to(self.actor).filter(kind=KIND, status__in=open_)
        return {"sessions": found.filter(organization=self.organization).order_by("held_on")}

    def carry_out(self, form: Any, **common: Any) -> StudyTopic:
        return planning.set_session(
            topic_id=self.object.pk, meeting_id=form.cleaned_data["session"].pk, **common
        )


class ConfirmPlan(StudyVerb):
    action = "meetings.study.plan_confirmed"
    title = _("审定计划")
    consequence = _("审定后再改时间、专题，要写明理由。")

    def carry_out(self, form: Any, **common: Any) -> StudyPlan:
        return planning.confirm_plan(plan_id=self.object.pk, **common)


class CheckMidyear(StudyVerb):
    action = "meetings.study.checked"
    title = _("登记年中检查")
    form_class = forms.WordsForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"text": self.object.check_text}}

    def carry_out(self, form: Any, **common: Any) -> StudyPlan:
        return planning.check_midyear(plan_id=self.object.pk, **form.cleaned_data, **common)


class ReportYear(StudyVerb):
    action = "meetings.study.reported"
    title = _("写年度报告")
    form_class = forms.WordsForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"text": self.object.report_text}}

    def carry_out(self, form: Any, **common: Any) -> StudyPlan:
        return planning.report_year(plan_id=self.object.pk, **form.cleaned_data, **common)


class PrintPlan(StudyVerb):
    action = "meetings.study.printed"
    title = _("打印计划")

    def carry_out(self, form: Any, **common: Any) -> Any:
        return papers.print_plan(plan_id=self.object.pk, **common)


class PrintRecord(StudyVerb):
    action = "meetings.study_record.printed"
    model = BodyMeeting
    title = _("打印学习记录")

    def visible(self) -> Any:
        return super().visible().filter(kind=KIND)

    def place_url(self) -> str:
        return reverse("meetings:study", args=[self.object.pk])

    def carry_out(self, form: Any, **common: Any) -> Any:
        return papers.print_record(meeting_id=self.object.pk, **common)


class _OfSeat(StudyVerb):
    abstract_view = True
    model = BodySeat

    def visible(self) -> Any:
        return super().visible().filter(meeting__kind=KIND).select_related("meeting", "person")

    def subject(self) -> Any:
        return StudyLeave(organization_id=self.object.organization_id, seat=self.object)

    def place_url(self) -> str:
        return reverse("meetings:study", args=[self.object.meeting_id])


class GrantLeave(_OfSeat):
    action = "meetings.study.leave_granted"
    title = _("准假")
    form_class = forms.LeaveForm
    takes_reason = True

    def carry_out(self, form: Any, **common: Any) -> StudyLeave:
        return studying.grant_leave(seat_id=self.object.pk, **form.cleaned_data, **common)


class MakeUp(_OfSeat):
    action = "meetings.study.made_up"
    title = _("登记补学")
    form_class = forms.MakeUpForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"made_up_on": self.actor.day}}

    def carry_out(self, form: Any, **common: Any) -> StudyLeave:
        return studying.make_up(seat_id=self.object.pk, **form.cleaned_data, **common)


class HandInNote(StudyVerb):
    action = "meetings.study.noted"
    model = None
    title = _("交笔记心得")
    form_class = forms.NoteForm
    drafted = True

    def form_kwargs(self) -> dict[str, Any]:
        topics = StudyTopic.objects.visible_to(self.actor).filter(
            organization=self.organization, plan__year=self.actor.day.year
        )
        return {"topics": topics.order_by("month", "id")}

    def place_url(self) -> str:
        return reverse("meetings:study-own")

    def carry_out(self, form: Any, **common: Any) -> StudyNote:
        return studying.hand_in_note(organization=self.organization, **form.cleaned_data, **common)


class Recommend(StudyVerb):
    action = "meetings.study.recommended"
    model = StudyNote
    title = _("登记推介")
    form_class = forms.RecommendForm

    def carry_out(self, form: Any, **common: Any) -> StudyNote:
        return studying.recommend(note_id=self.object.pk, **form.cleaned_data, **common)
