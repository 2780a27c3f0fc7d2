"""Verbs in the room: attendance, opening and closing, items, stances."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from governance.people.models import Person
from meetings import held
from meetings.forms.room import AttendanceForm, RecuseForm, StanceForm, StrikeForm, SummaryForm
from meetings.models import AgendaItem, Attendance, Meeting, Recusal, Stance
from meetings.pages.closing import closing_page
from meetings.pages.lists import number
from meetings.pages.phone import said, stance_page
from meetings.pages.scope import (
    items_seen,
    meetings_seen,
    members_to_recuse,
    might_have_said,
    voting_member,
)
from meetings.services import attendance, room, stances
from meetings.views.agenda import ItemVerb, MeetingAsWhole
from meetings.views.base import BecauseVerb, MeetingVerb


class AttendanceVerb(MeetingVerb):
    abstract_view = True
    model = Attendance

    def visible(self) -> models.QuerySet:
        seen = meetings_seen(self.actor)
        return super().visible().filter(meeting__in=seen).select_related("person", "meeting__chair")

    def place_url(self) -> str:
        return super().place_url() + "#attendance"


class SignIn(AttendanceVerb):
    """The member on the phone, or the clerk with the member standing there."""

    action = "meetings.attendance.signed_in"
    title = _("签到")
    timed = True

    @property
    def own(self) -> bool:
        return self.object.person_id == self.actor.person_id

    @property
    def template_name(self) -> str:  # type: ignore[override]
        return "meetings/phone/sign_in.html" if self.own else "meetings/verb.html"

    def consequence_text(self) -> str:
        if self.own:
            return ""
        return _now("%(name)s在场，由文书当面代签；记录写明代签。") % {"name": self.object.person.name}

    def carry_out(self, form: Any, **common: Any) -> Attendance:
        return room.sign_in(attendance_id=self.object.pk, **common)

    def place_url(self) -> str:
        return reverse("meetings:phone") if self.own else super().place_url()


class LeaveRoom(AttendanceVerb):
    action = "meetings.attendance.left"
    title = _("登记离会")
    timed = True

    def consequence_text(self) -> str:
        return _now("%(name)s离会后不再算数，各项到会人数随之重算。") % {"name": self.object.person.name}

    def carry_out(self, form: Any, **common: Any) -> Attendance:
        return room.leave_room(attendance_id=self.object.pk, **common)


class ComeBack(AttendanceVerb):
    action = "meetings.attendance.came_back"
    title = _("登记返会")
    timed = True

    def consequence_text(self) -> str:
        return _now("%(name)s返会，各项到会人数随之重算。") % {"name": self.object.person.name}

    def carry_out(self, form: Any, **common: Any) -> Attendance:
        return room.come_back(attendance_id=self.object.pk, **common)


class CorrectAttendance(AttendanceVerb):
    """Put right before the minutes are signed; what stood before stays to be read."""

    action = "meetings.attendance.corrected"
    title = _("更正签到")
    form_class = AttendanceForm
    template_name = "meetings/attendance_correct.html"
    takes_reason = True
    printed_in = _("会议记录")
    consequence = _("更正前的记录留在会议页和留痕里；签发纪要以后只能出勘误。")

    def form_kwargs(self) -> dict[str, Any]:
        row: Attendance = self.object
        times = {"signed_at": row.signed_in_at, "left": row.left_at}
        shown = {name: timezone.localtime(at).time() for name, at in times.items() if at}
        return {"initial": {"status": row.status, **shown}}

    def carry_out(self, form: AttendanceForm, **common: Any) -> Attendance:
        typed = form.cleaned_data
        return attendance.correct_attendance(
            attendance_id=self.object.pk,
            status=typed["status"],
            because=typed["because"],
            signed_in_at=held.on_the_day(self.object.meeting, typed["signed_at"]),
            left_at=held.on_the_day(self.object.meeting, typed["left"]),
            **common,
        )


class OpenMeeting(MeetingAsWhole):
    action = "meetings.meeting.opened"
    title = _("宣布开会")
    timed = True
    takes_reason = True
    printed_in = _("会议记录")

    def carry_out(self, form: Any, **common: Any) -> Meeting:
        return room.open_meeting(meeting_id=self.object.pk, **common)


class CloseMeeting(MeetingAsWhole):
    action = "meetings.meeting.closed"
    title = _("宣布散会")
    timed = True
    template_name = "meetings/close.html"
    consequence = _("散会后不能再议、再表决；应到没有到、也没有请假的记缺席。")

    def context(self, **extra: Any) -> dict[str, Any]:
        return super().context(p=closing_page(self.object, self.actor), **extra)

    def carry_out(self, form: Any, **common: Any) -> Meeting:
        return room.close_meeting(meeting_id=self.object.pk, **common)


class OpenItem(ItemVerb):
    action = "meetings.item.opened"
    title = _("开始讨论")
    timed = True
    takes_reason = True
    printed_in = _("会议记录")

    def carry_out(self, form: Any, **common: Any) -> AgendaItem:
        return room.open_item(item_id=self.object.pk, **common)


class Recuse(ItemVerb):
    action = "meetings.item.recused"
    title = _("登记回避")
    timed = True
    form_class = RecuseForm
    consequence = _("回避后本人只看得到本项标题和“回避”二字，不表态、不投票、不算数。")

    def form_kwargs(self) -> dict[str, Any]:
        people, titles = members_to_recuse(self.object)
        return {"people": people, "titles": titles}

    def carry_out(self, form: Any, **common: Any) -> Recusal:
        return room.recuse(
            item_id=self.object.pk,
            person_id=form.cleaned_data["person"].pk,
            kind=form.cleaned_data["kind"],
            **common,
        )

    def success_url(self, result: Recusal) -> str:
        return reverse("meetings:room", args=[self.object.meeting_id])


class Summarise(ItemVerb):
    action = "meetings.item.summarised"
    title = _("归纳意见")
    drafted = True
    timed = True
    form_class = SummaryForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"summary": self.object.summary}}

    def carry_out(self, form: Any, **common: Any) -> AgendaItem:
        return room.summarise(item_id=self.object.pk, summary=form.cleaned_data["summary"], **common)


class PostponeItem(ItemVerb, BecauseVerb):
    action = "meetings.item.postponed"
    title = _("缓议本项")
    timed = True
    because_hint = _("写进会议记录；议题转为缓议，下次会议可再列。")

    def carry_out(self, form: Any, **common: Any) -> AgendaItem:
        return room.postpone_item(item_id=self.object.pk, because=form.cleaned_data["because"], **common)


class TakeStance(ItemVerb):
    """One's own stance on the phone; with `?ren=` the recorder types what that member said."""

    action = "meetings.stance.taken"
    title = _("表明态度")
    drafted = True
    timed = True
    form_class = StanceForm
    takes_reason = True
    printed_in = _("会议记录")

    def speaker(self) -> Person:
        """The member whose stance it is: voting members of this meeting only."""
        asked = number(self.request.GET.get("ren", "")) or self.actor.person_id
        member = voting_member(self.object, asked)
        if member is None:
            raise Http404
        return member

    @property
    def own(self) -> bool:
        asked = number(self.request.GET.get("ren", ""))
        return asked is None or asked == self.actor.person_id

    @property
    def template_name(self) -> str:  # type: ignore[override]
        return "meetings/phone/stance.html" if self.own else "meetings/stance.html"

    def context(self, **extra: Any) -> dict[str, Any]:
        speaker = self.speaker()
        page = stance_page(self.object, speaker.pk, self.actor)
        return super().context(p=page, speaker=speaker, form_query=self.request.GET.urlencode(), **extra)

    def carry_out(self, form: StanceForm, **common: Any) -> Stance:
        return room.take_stance(
            item_id=self.object.pk, person_id=self.speaker().pk, **form.cleaned_data, **common
        )

    def success_url(self, result: Stance) -> str:
        return reverse("meetings:phone") if self.own else self.place_url()

    def back_url(self) -> str:
        return reverse("meetings:phone") if self.own else self.place_url()


class StanceVerb(MeetingVerb):
    """What stands under a member's name, and is not as it was said."""

    abstract_view = True
    model = Stance

    def visible(self) -> models.QuerySet:
        seen = items_seen(self.actor)
        return (
            super()
            .visible()
            .current()
            .filter(item__in=seen)
            .filter(self._mine_or_office())
            .select_related("person", "item__topic", "item__meeting__chair")
        )

    def _mine_or_office(self) -> models.Q:
        """Only the member's own line is there to be corrected, or any line for the recorder's office."""
        towns = [
            pk
            for pk in self.actor.organization_ids
            if self.actor.holds(pk, "office_clerk", "office_director")
        ]
        return models.Q(person_id=self.actor.person_id) | models.Q(organization_id__in=towns)

    def context(self, **extra: Any) -> dict[str, Any]:
        return super().context(stance=self.object, said=said(self.object), **extra)

    def place_url(self) -> str:
        return super().place_url().replace("#item", "#stances")


class CorrectStance(StanceVerb):
    """Until the minutes are signed; the earlier words stay visible beside the new ones."""

    action = "meetings.stance.corrected"
    title = _("更正记录")
    drafted = True
    form_class = StanceForm
    template_name = "meetings/correct.html"

    def carry_out(self, form: StanceForm, **common: Any) -> Stance:
        return room.correct_stance(stance_id=self.object.pk, **form.cleaned_data, **common)


class StrikeStance(StanceVerb):
    """Words noted under the wrong name; what was struck, and why, stays on the page."""

    action = "meetings.stance.struck"
    title = _("划去表态")
    form_class = StrikeForm
    template_name = "meetings/strike.html"
    takes_reason = True
    printed_in = _("会议记录")

    def form_kwargs(self) -> dict[str, Any]:
        own = self.object.taken_by == Stance.TakenBy.SELF
        people, titles = (None, {}) if own else might_have_said(self.object)
        return {"people": people, "titles": titles}

    def carry_out(self, form: StrikeForm, **common: Any) -> Stance:
        said_by = form.cleaned_data.get("said_by")
        return stances.strike_stance(
            stance_id=self.object.pk,
            because=form.cleaned_data["because"],
            said_by_id=said_by.pk if said_by else None,
            **common,
        )
