"""In and after the meeting: who came, that it was held, its matters, its minutes."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from governance.audit.sealed import reveal_or_notice
from governance.people.models import Person
from governance.people.queries import posts_by_person, serving
from meetings.bodies.forms import AttendForm, MatterForm, ReferForm, SignForm, SummaryForm
from meetings.bodies.models import BodyMatter, BodyMeeting
from meetings.bodies.services import matters, sitting
from meetings.bodies.views.base import BodyVerb, MatterVerb
from meetings.models import Resolution, Topic
from meetings.models.base import Matter


class RecordAttendance(BodyVerb):
    action = "meetings.body.attended"
    model = BodyMeeting
    title = _("登记到会")
    form_class = AttendForm
    template_name = "meetings/bodies/attend.html"

    def form_kwargs(self) -> dict[str, Any]:
        seats = self.object.seats.select_related("person").order_by("capacity", "order", "id")
        return {"seats": list(seats)}

    def carry_out(self, form: AttendForm, **common: Any) -> BodyMeeting:
        return sitting.record_attendance(meeting_id=self.object.pk, lines=form.lines, **common)


class CloseBody(BodyVerb):
    action = "meetings.body.closed"
    model = BodyMeeting
    title = _("登记已开")
    takes_reason = True

    def carry_out(self, form: Any, **common: Any) -> BodyMeeting:
        return sitting.close_meeting(meeting_id=self.object.pk, **common)


class Summarise(BodyVerb):
    action = "meetings.body.summarised"
    model = BodyMeeting
    title = _("写会议情况")
    form_class = SummaryForm

    def form_kwargs(self) -> dict[str, Any]:
        kept = self.object.summary or reveal_or_notice(self.object.sealed_summary)
        return {"initial": {"summary": kept}}

    def carry_out(self, form: SummaryForm, **common: Any) -> BodyMeeting:
        return sitting.summarise(meeting_id=self.object.pk, **form.cleaned_data, **common)


class SignMinutes(BodyVerb):
    action = "meetings.body.signed"
    model = BodyMeeting
    title = _("签发纪要")
    form_class = SignForm
    consequence = _("签发后到会、事项和会议情况都不能再改。")

    def carry_out(self, form: SignForm, **common: Any) -> BodyMeeting:
        return sitting.sign_minutes(meeting_id=self.object.pk, **form.cleaned_data, **common)


def _matter_form(view: BodyVerb, meeting: BodyMeeting, **more: Any) -> dict[str, Any]:
    serve = Person.objects.visible_to(view.actor).filter(
        pk__in=serving(meeting.organization_id, meeting.held_on).values("pk")
    )
    confirmed = Resolution.objects.visible_to(view.actor).filter(
        organization_id=meeting.organization_id, status=Resolution.Status.CONFIRMED
    )
    return {
        "meeting": meeting,
        "people": serve.order_by("pk"),
        "titles": posts_by_person(meeting.organization_id, meeting.held_on),
        "resolutions": confirmed.order_by("-pk"),
        **more,
    }


class RecordMatter(BodyVerb):
    action = "meetings.body_matter.recorded"
    model = BodyMeeting
    title = _("登记事项")
    form_class = MatterForm
    takes_reason = True
    drafted = True

    def form_kwargs(self) -> dict[str, Any]:
        return _matter_form(self, self.object)

    def carry_out(self, form: MatterForm, **common: Any) -> BodyMatter:
        return matters.record_matter(meeting_id=self.object.pk, said=form.said, **common)


class CorrectMatter(MatterVerb):
    action = "meetings.body_matter.corrected"
    title = _("更正事项")
    form_class = MatterForm
    takes_reason = True

    def form_kwargs(self) -> dict[str, Any]:
        row: BodyMatter = self.object
        kept = {name: getattr(row, name) for name in ("scope", "matter", "differed", "outcome", "secret")}
        kept |= {"presenter": row.presenter_id, "owner": row.owner_id, "due_on": row.due_on}
        kept |= {"resolution": row.resolution_id}
        kept["title"] = row.title or reveal_or_notice(row.sealed_title)
        kept["prepared"] = row.prepared or reveal_or_notice(row.sealed_prepared)
        return _matter_form(self, row.meeting, initial=kept)

    def carry_out(self, form: MatterForm, **common: Any) -> BodyMatter:
        return matters.correct_matter(matter_id=self.object.pk, said=form.said, **common)


class StrikeMatter(MatterVerb):
    action = "meetings.body_matter.struck"
    title = _("划去事项")
    consequence = _("划去的仍看得到，不再算数。")

    def carry_out(self, form: Any, **common: Any) -> BodyMatter:
        return matters.strike_matter(matter_id=self.object.pk, **common)


class ReferMatter(MatterVerb):
    action = "meetings.body_matter.referred"
    title = _("提交党委会")
    form_class = ReferForm
    consequence = _("选已有的议题，或由本会主持人新提一个；由谁审定照所采用的制度。")

    def form_kwargs(self) -> dict[str, Any]:
        row: BodyMatter = self.object
        topics = Topic.objects.visible_to(self.actor).filter(
            organization_id=row.organization_id, status__in=matters.WAITING
        )
        fresh = not row.is_secret and row.matter != Matter.PERSONNEL
        return {"topics": topics, "fresh": fresh, "initial": {"content": row.prepared}}

    def carry_out(self, form: ReferForm, **common: Any) -> BodyMatter:
        data = form.cleaned_data
        topic = data.get("topic")
        return matters.refer_matter(
            matter_id=self.object.pk,
            topic_id=topic.pk if topic is not None else None,
            content=data.get("content", ""),
            proposal=data.get("proposal", ""),
            **common,
        )


class FinishMatter(MatterVerb):
    action = "meetings.body_matter.done"
    title = _("登记落实")

    def subject(self) -> Any:
        return self.object

    def carry_out(self, form: Any, **common: Any) -> BodyMatter:
        return matters.finish_matter(matter_id=self.object.pk, **common)
