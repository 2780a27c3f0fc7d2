"""Calling another body's meeting, entering one held on paper, its notice, signing for it, leave, cancelling."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from governance.people.models import Organization, Person, Tenure
from governance.rules.figures import Weekday
from meetings.bodies import facts
from meetings.bodies.forms import BecauseForm, CallForm, EnterForm, LeaveForm, next_on
from meetings.bodies.judgement import bench
from meetings.bodies.models import BodyMeeting, BodySeat
from meetings.bodies.rules.kinds import COMMITTEE, EVERYBODY, KINDS, KindRules
from meetings.bodies.services import calling
from meetings.bodies.shown import shown_for
from meetings.bodies.views.base import BodyVerb, SeatVerb


class CallBody(BodyVerb):
    action = "meetings.body.called"
    title = _("召集会议")
    form_class = CallForm
    takes_reason = True
    template_name = "meetings/bodies/call.html"

    @property
    def kind(self) -> KindRules:
        try:
            return KINDS[self.kwargs["kind"]]
        except KeyError:
            raise Http404 from None

    def subject(self) -> Any:
        return BodyMeeting(organization=self.organization, kind=self.kind.code)

    def heading(self) -> str:
        return _now(self.kind.title)

    def form_kwargs(self) -> dict[str, Any]:
        kind, tenures = self.kind, facts.tenures_on(self.organization.pk, self.actor.day)
        presiding = facts.called(kind.presides, tenures)
        wider = () if EVERYBODY in kind.attends else kind.attends
        chairs = list({t.pk: t for t in (*presiding, *facts.called(wider, tenures))}.values())
        recording = facts.called((*kind.records, *kind.prepared_by, *wider), tenures)
        called = {t.person_id for t in facts.called((*kind.attends, *kind.observes), tenures)}
        guests = [] if EVERYBODY in kind.attends else [t.pk for t in tenures if t.person_id not in called]
        known = Tenure.objects.visible_to(self.actor).select_related("person", "post")
        order = ("post__order", "pk")
        first = next((t for code in kind.records for t in facts.called((code,), tenures)), None)
        return {
            "kind": kind,
            "units": self._villages(),
            "chairs": known.filter(pk__in=[t.pk for t in chairs]).order_by(*order),
            "recorders": Person.objects.visible_to(self.actor).filter(
                pk__in=[t.person_id for t in recording]
            ),
            "titles": {t.person_id: t.title for t in reversed(recording)},
            "guests": known.filter(pk__in=guests).order_by(*order),
            "initial": {
                "chair": presiding[0].pk if presiding and COMMITTEE not in kind.presides else None,
                "recorder": first.person_id if first and not kind.of_village else None,
                "day": next_on(self._weekday(), self.actor.day),
            },
        }

    def _villages(self) -> Any:
        found = Organization.objects.visible_to(self.actor).filter(
            town=self.organization, kind=Organization.Kind.VILLAGE_BRANCH, closed_on__isnull=True
        )
        own = [p.unit_id for p in self.actor.posts if p.code.startswith("village_")]
        return found.filter(pk__in=own) if own else found

    def _weekday(self) -> int | None:
        """The day of the week the article fixes, as the town has set it."""
        book = bench(self.organization.pk, self.actor.day).book
        for rhythm in self.kind.rhythms:
            if rhythm.weekday and book.article(rhythm.cite) is not None:
                value = book.figure(rhythm.cite, rhythm.weekday).value
                return value.day if isinstance(value, Weekday) else None
        return None

    def context(self, **extra: Any) -> dict[str, Any]:
        told = shown_for(self.kind.code, self.organization.pk, self.actor.day)
        return super().context(shown=told, **extra)

    def carry_out(self, form: CallForm, **common: Any) -> BodyMeeting:
        return calling.call_meeting(
            organization=self.organization, kind=self.kind.code, plan=form.plan, **common
        )


class EnterBody(CallBody):
    action = "meetings.body.entered"
    title = _("补录会议")
    form_class = EnterForm

    def form_kwargs(self) -> dict[str, Any]:
        given = super().form_kwargs()
        return {**given, "initial": {**given["initial"], "day": None}}

    def carry_out(self, form: EnterForm, **common: Any) -> BodyMeeting:  # type: ignore[override]
        return calling.enter_meeting(
            organization=self.organization,
            kind=self.kind.code,
            plan=form.plan,
            because=form.cleaned_data["because"],
            paper=form.cleaned_data["paper"],
            **common,
        )


class GiveNotice(BodyVerb):
    action = "meetings.body.noticed"
    model = BodyMeeting
    title = _("发出通知")

    def carry_out(self, form: Any, **common: Any) -> BodyMeeting:
        return calling.give_notice(meeting_id=self.object.pk, **common)


class CancelBody(BodyVerb):
    action = "meetings.body.cancelled"
    model = BodyMeeting
    title = _("取消会议")
    form_class = BecauseForm
    consequence = _("已通知的人会收到取消的消息。")

    def carry_out(self, form: BecauseForm, **common: Any) -> BodyMeeting:
        return calling.cancel_meeting(meeting_id=self.object.pk, **form.cleaned_data, **common)


class Acknowledge(SeatVerb):
    action = "meetings.body.acknowledged"
    title = _("签收通知")

    def carry_out(self, form: Any, **common: Any) -> BodySeat:
        return calling.acknowledge(seat_id=self.object.pk, **common)


class AskLeave(SeatVerb):
    action = "meetings.body.leave_asked"
    title = _("请假")
    form_class = LeaveForm

    def carry_out(self, form: LeaveForm, **common: Any) -> BodySeat:
        return calling.ask_leave(seat_id=self.object.pk, **form.cleaned_data, **common)
