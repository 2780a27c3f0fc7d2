"""Verbs on the notice and on leave."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from governance.audit.sealed import reveal_many, reveal_or_notice
from governance.people.queries import committee_tenures
from governance.templatetags.wordings import zh_datetime
from meetings.forms.late import LateConveneForm, LateDeliveryForm, LateLeaveForm
from meetings.forms.meetings import ConveneForm, DeliveryForm, LeaveForm
from meetings.models import LeaveRequest, Meeting, NoticeDelivery
from meetings.pages.colleagues import tenures
from meetings.pages.lists import number
from meetings.pages.notice import notice_page
from meetings.pages.scope import expected_persons, meetings_seen
from meetings.services import notice
from meetings.views.agenda import MeetingAsWhole
from meetings.views.base import BecauseVerb, MeetingVerb


class Convene(MeetingAsWhole):
    action = "meetings.meeting.convened"
    title = _("发出通知")
    form_class = ConveneForm
    template_name = "meetings/convene.html"
    takes_reason = True
    printed_in = _("会议记录")

    def decide(self) -> None:
        super().decide()
        if self.object.entered_late:
            self.form_class = LateConveneForm

    def form_kwargs(self) -> dict[str, Any]:
        day = self.object.meets_on
        members = [t.person_id for t in committee_tenures(self.object.organization_id, day)]
        guests = tenures(self.object.organization_id, day, committee=False).exclude(person_id__in=members)
        return {"guests": guests}

    def carry_out(self, form: ConveneForm, **common: Any) -> Meeting:
        typed = form.cleaned_data
        return notice.convene(
            meeting_id=self.object.pk,
            attending=list(typed["attending"]),
            written=typed["written"],
            told=(typed["channel"], typed["note"]) if self.object.entered_late else None,
            **common,
        )

    def consequence_text(self) -> str:
        members = committee_tenures(self.object.organization_id, self.object.meets_on)
        if self.object.entered_late:
            return _now("照纸面补录：%(time)s已向%(n)s名委员和选定的列席人员发出通知。系统不再另发。") % {
                "n": len(members),
                "time": zh_datetime(self.object.late.noticed_at, self.actor.day),
            }
        return _now(
            "将发给%(n)s名委员和选定的列席人员。发出后不能改，只能发更正通知。干部事项只写“研究干部事项”，不带名单。"
        ) % {"n": len(members)}

    def context(self, **extra: Any) -> dict[str, Any]:
        items = (
            self.object.items.exclude(status="postponed")
            .select_related("topic", "presenter")
            .order_by("order")
        )
        return super().context(items=list(items), **extra)

    def success_url(self, result: Meeting) -> str:
        return self.place_url() + "#notice"


class DeliveryVerb(MeetingVerb):
    abstract_view = True
    model = NoticeDelivery

    def visible(self) -> models.QuerySet:
        seen = meetings_seen(self.actor)
        return (
            super()
            .visible()
            .filter(notice__meeting__in=seen)
            .select_related("person", "notice__meeting__chair", "notice__meeting__organization")
        )

    @property
    def meeting(self) -> Meeting:
        return self.object.notice.meeting


class Acknowledge(DeliveryVerb):
    """The notice on the addressee's own screen, with 签收 under it. Showing it is the proof of delivery."""

    action = "meetings.notice.acknowledged"
    title = _("签收")
    template_name = "meetings/phone/notice.html"
    shown_place = "notice"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        assert self.actor.account_id is not None
        notice.mark_shown(delivery=self.object, account_id=self.actor.account_id)
        return super().get(request, *args, **kwargs)

    def context(self, **extra: Any) -> dict[str, Any]:
        return super().context(p=notice_page(self.object, self.actor), **extra)

    def carry_out(self, form: Any, **common: Any) -> NoticeDelivery:
        seen = number(self.request.POST.get("version", ""))
        return notice.acknowledge(delivery_id=self.object.pk, version=seen, **common)

    def place_url(self) -> str:
        return reverse("meetings:phone")

    def success_url(self, result: Any) -> str:
        return reverse("meetings:acknowledge", args=[self.object.pk])


class RecordDelivery(DeliveryVerb):
    action = "meetings.notice.delivered"
    title = _("登记送达")
    form_class = DeliveryForm

    def decide(self) -> None:
        super().decide()
        if self.meeting.entered_late:
            self.form_class = LateDeliveryForm

    def form_kwargs(self) -> dict[str, Any]:
        if not self.meeting.entered_late:
            return {}
        at = timezone.localtime(self.meeting.late.noticed_at)
        return {"initial": {"told_on": at.date(), "told_at": at.time()}}

    def consequence_text(self) -> str:
        return _now("收件人：%(name)s。登记送达不等于本人签收。") % {"name": self.object.person.name}

    def carry_out(self, form: Any, **common: Any) -> NoticeDelivery:
        typed = form.cleaned_data
        return notice.record_delivery(
            delivery_id=self.object.pk,
            channel=typed["channel"],
            note=typed["note"],
            at=form.at if isinstance(form, LateDeliveryForm) else None,
            **common,
        )

    def success_url(self, result: Any) -> str:
        return self.place_url() + "#notice"


class AskLeave(MeetingAsWhole):
    action = "meetings.leave.requested"
    title = _("请假")
    form_class = LeaveForm

    def decide(self) -> None:
        super().decide()
        if self.object.entered_late:
            self.form_class = LateLeaveForm

    def form_kwargs(self) -> dict[str, Any]:
        if self.object.entered_late:
            people, titles = expected_persons(self.object)
            return {"people": people, "titles": titles}
        mine = self.object.leave_requests.filter(person_id=self.actor.person_id).first()
        if mine is None:
            return {}
        because, written = reveal_many([mine.because, mine.written_opinion])
        return {"initial": {"because": because, "written_opinion": written}}

    def carry_out(self, form: Any, **common: Any) -> LeaveRequest:
        typed = dict(form.cleaned_data)
        person = typed.pop("person", None)
        who = person.pk if person else None
        return notice.ask_leave(meeting_id=self.object.pk, person_id=who, **typed, **common)

    def success_text(self, result: Any) -> str:
        return _now("请假已录入，待登记准假") if self.object.entered_late else _now("请假已报书记")

    def place_url(self) -> str:
        return super().place_url() if self.object.entered_late else reverse("meetings:phone")


class LeaveVerb(MeetingVerb):
    abstract_view = True
    model = LeaveRequest

    def visible(self) -> models.QuerySet:
        seen = meetings_seen(self.actor)
        return super().visible().filter(meeting__in=seen).select_related("person", "meeting__chair")

    def success_url(self, result: Any) -> str:
        return self.place_url() + "#leave"


class GrantLeave(LeaveVerb):
    action = "meetings.leave.granted"
    title = _("准假")

    def consequence_text(self) -> str:
        return _now("%(name)s请假，事由：%(why)s") % {
            "name": self.object.person.name,
            "why": reveal_or_notice(self.object.because),
        }

    def carry_out(self, form: Any, **common: Any) -> LeaveRequest:
        return notice.grant_leave(leave_id=self.object.pk, **common)


class RefuseLeave(LeaveVerb, BecauseVerb):
    action = "meetings.leave.refused"
    title = _("不准假")

    def form_kwargs(self) -> dict[str, Any]:
        return {"hint": _now("理由%(name)s看得到。") % {"name": self.object.person.name}}

    def carry_out(self, form: Any, **common: Any) -> LeaveRequest:
        return notice.refuse_leave(leave_id=self.object.pk, because=form.cleaned_data["because"], **common)
