"""Verbs that prepare a meeting: plan, order, arrange, confirm, cancel."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from governance.people.models import Organization
from governance.people.queries import committee_tenures, posts_by_person, serving
from governance.templatetags.wordings import zh_date
from meetings.clocks import earliest_meeting_day
from meetings.forms.meetings import ArrangeForm, CallForm, MoveCallForm, MoveForm, OrderForm, PlanForm
from meetings.judgement import bench
from meetings.models import AgendaItem, Meeting, TopicCall
from meetings.models.base import Matter
from meetings.pages.colleagues import tenures
from meetings.services import agenda, calls, moving, notice
from meetings.views.base import BecauseVerb, MeetingVerb


class PlanMeeting(MeetingVerb):
    action = "meetings.meeting.planned"
    title = _("拟开会议")
    form_class = PlanForm
    template_name = "meetings/plan.html"
    shown_place = "planning"

    def form_kwargs(self) -> dict[str, Any]:
        town: Organization = self.organization
        # Each member once, for the seat the meeting will have them in.
        seats = [t.pk for t in committee_tenures(town.pk, self.actor.day)]
        chairs = tenures(town.pk, self.actor.day, committee=True).filter(pk__in=seats)
        recorders = tenures(town.pk, self.actor.day, codes=("office_clerk", "office_director"))
        return {
            "chairs": chairs,
            "recorders": recorders,
            "today": self.actor.day,
            "initial": {
                "chair": chairs.filter(post__code="secretary").first(),
                "recorder": recorders.filter(post__code="office_clerk").first() or recorders.first(),
            },
        }

    def consequence_text(self) -> str:
        judge = bench(self.organization.pk, self.actor.day)
        earliest = earliest_meeting_day(judge, self.actor.day, Matter.values)
        if earliest is None:
            return ""
        return _now("今天发出书面通知，最早%(day)s可以开会。") % {"day": zh_date(earliest, self.actor.day)}

    def carry_out(self, form: PlanForm, **common: Any) -> Meeting:
        chair = form.cleaned_data["chair"]
        return agenda.plan_meeting(
            organization=self.organization,
            meets_at=form.meets_at,
            place=form.cleaned_data["place"],
            chair=chair.person,
            chair_post=chair.post.code,
            recorder=form.cleaned_data["recorder"].person,
            enlarged=form.cleaned_data["enlarged"],
            **common,
        )

    def success_url(self, result: Meeting) -> str:
        return reverse("meetings:room", args=[result.pk])


class MeetingAsWhole(MeetingVerb):
    abstract_view = True
    model = Meeting

    def visible(self) -> models.QuerySet:
        return super().visible().select_related("chair", "recorder", "organization")


class OrderAgenda(MeetingAsWhole):
    action = "meetings.agenda.ordered"
    title = _("调整议程次序")
    form_class = OrderForm
    template_name = "meetings/order.html"

    def form_kwargs(self) -> dict[str, Any]:
        pending = self.object.items.filter(status=AgendaItem.Status.PENDING)
        return {"items": list(pending.select_related("topic").order_by("order", "id"))}

    def carry_out(self, form: OrderForm, **common: Any) -> Meeting:
        return agenda.order_agenda(meeting_id=self.object.pk, item_ids=form.ordered_ids, **common)


class ConfirmAgenda(MeetingAsWhole):
    action = "meetings.agenda.confirmed"
    title = _("审定议程")
    takes_reason = True
    printed_in = _("会议记录")
    consequence = _("审定后即可发出通知。")

    def carry_out(self, form: Any, **common: Any) -> Meeting:
        return agenda.confirm_agenda(meeting_id=self.object.pk, **common)


class OpenCall(MeetingAsWhole):
    action = "meetings.call.opened"
    title = _("征集议题")
    form_class = CallForm
    consequence = _("委员和党政办主任在工作台和手机上看得到，可以直接提出议题。")

    def carry_out(self, form: Any, **common: Any) -> TopicCall:
        return calls.open_call(meeting_id=self.object.pk, **form.cleaned_data, **common)


class CallVerb(MeetingVerb):
    """What the office does with a call that is out."""

    abstract_view = True
    model = TopicCall

    def visible(self) -> models.QuerySet:
        return super().visible().select_related("meeting")


class MoveCall(CallVerb):
    action = "meetings.call.moved"
    title = _("改征集截止日期")
    form_class = MoveCallForm
    consequence = _("收到征集的人会收到消息；已经提出的议题，逾期与否照提出那天的截止日期算。")

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"closes_on": self.object.closes_on}}

    def carry_out(self, form: MoveCallForm, **common: Any) -> TopicCall:
        return calls.move_call(call_id=self.object.pk, **form.cleaned_data, **common)


class WithdrawCall(CallVerb, BecauseVerb):
    action = "meetings.call.withdrawn"
    title = _("撤回征集")
    because_hint = _("收到征集的人都看得到。")
    consequence = _("不再提醒；已经提出的议题不受影响。还要征集的，可以重新发起。")

    def carry_out(self, form: Any, **common: Any) -> TopicCall:
        return calls.withdraw_call(call_id=self.object.pk, because=form.cleaned_data["because"], **common)


class TableLastMinutes(MeetingAsWhole):
    action = "meetings.minutes.tabled"
    title = _("列入上次会议纪要")
    takes_reason = True
    printed_in = _("会议记录")
    consequence = _("“审定上次会议纪要”列为第一项，按一般事项办；其余各项依次后移。")

    def carry_out(self, form: Any, **common: Any) -> AgendaItem:
        return agenda.table_last_minutes(meeting_id=self.object.pk, **common)


class MoveMeeting(MeetingAsWhole):
    action = "meetings.meeting.moved"
    title = _("改期")
    form_class = MoveForm
    template_name = "meetings/move.html"
    takes_reason = True
    printed_in = _("会议记录")

    def form_kwargs(self) -> dict[str, Any]:
        at = timezone.localtime(self.object.meets_at)
        return {"initial": {"day": at.date(), "at": at.time(), "place": self.object.place}}

    def consequence_text(self) -> str:
        if self.object.status != Meeting.Status.NOTICED:
            return _now("还没有发通知，改了就是。")
        told = self.object.attendances.count()
        return _now(
            "将重发通知给%(n)s人，原签收作废，重新签收；已请的假须重新请。提前天数从今天起重新核对。"
        ) % {"n": told}

    def carry_out(self, form: MoveForm, **common: Any) -> Meeting:
        typed = form.cleaned_data
        return moving.move_meeting(
            meeting_id=self.object.pk,
            meets_at=form.meets_at,
            place=typed["place"],
            because=typed["because"],
            **common,
        )


class CancelMeeting(MeetingAsWhole, BecauseVerb):
    action = "meetings.meeting.cancelled"
    title = _("取消会议")
    because_hint = _("收到通知的人都看得到；各项议题转为缓议，等下一次会议。")

    def carry_out(self, form: Any, **common: Any) -> Meeting:
        return notice.cancel_meeting(
            meeting_id=self.object.pk, because=form.cleaned_data["because"], **common
        )


class ItemVerb(MeetingVerb):
    """A verb on one agenda item the actor may see: recused members find nothing here."""

    abstract_view = True
    model = AgendaItem

    def visible(self) -> models.QuerySet:
        return (
            super()
            .visible()
            .select_related("topic", "meeting__chair", "meeting__recorder", "meeting__organization")
        )


class ArrangeItem(ItemVerb):
    action = "meetings.item.arranged"
    title = _("安排汇报和表决方式")
    form_class = ArrangeForm

    def form_kwargs(self) -> dict[str, Any]:
        town = self.object.organization_id
        return {
            "people": serving(town, self.actor.day),
            "titles": posts_by_person(town, self.actor.day),
            "initial": {"presenter": self.object.presenter_id, "method": self.object.method},
        }

    def carry_out(self, form: Any, **common: Any) -> AgendaItem:
        return agenda.arrange_item(item_id=self.object.pk, **form.cleaned_data, **common)


class RemoveItem(ItemVerb):
    action = "meetings.item.removed"
    title = _("撤下议程")
    consequence = _("议题转为缓议，以后可以再列入别的会议；留痕可查。")

    def carry_out(self, form: Any, **common: Any) -> AgendaItem:
        return agenda.remove_item(item_id=self.object.pk, **common)

    def success_url(self, result: AgendaItem) -> str:
        return reverse("meetings:room", args=[result.meeting_id])
