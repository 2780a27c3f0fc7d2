"""Entering a meeting afterwards (补录): begin, whole sheets at once, the chair's confirmation."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from meetings.forms.late import (
    FARTHEST,
    BallotsForm,
    ContinueForm,
    EnterMeetingForm,
    SignInsForm,
    StancesForm,
)
from meetings.models import Attendance, Meeting, NamedBallot, Stance
from meetings.pages.colleagues import lately
from meetings.pages.late import meetings_left_open
from meetings.pages.scope import not_signed_in, still_to_vote, unheard
from meetings.services import late
from meetings.services.late import OnPaper, SpokenLine
from meetings.views.agenda import ItemVerb, MeetingAsWhole
from meetings.views.base import MeetingVerb
from meetings.views.voting import VoteVerb


class EnterMeeting(MeetingVerb):
    """补录已经开过的会: the usual verbs follow on the page of the meeting."""

    action = "meetings.meeting.entered"
    title = _("补录会议")
    drafted = True
    form_class = EnterMeetingForm
    template_name = "meetings/enter.html"
    consequence = _("各步照纸面材料补录，按开会那天的制度核对；留痕写明发生日期和录入时间。")

    def form_kwargs(self) -> dict[str, Any]:
        town, day = self.organization.pk, self.actor.day
        since = day - FARTHEST
        return {
            "chairs": lately(town, since, day, committee=True),
            "recorders": lately(town, since, day, codes=("office_clerk", "office_director")),
            "today": day,
        }

    def context(self, **extra: Any) -> dict[str, Any]:
        left = meetings_left_open(self.actor, self.organization.pk)
        return super().context(left_open=left, **extra)

    def carry_out(self, form: EnterMeetingForm, **common: Any) -> Meeting:
        typed = form.cleaned_data
        return late.enter_meeting(
            organization=self.organization,
            place=typed["place"],
            chair=typed["chair"].person,
            chair_post=typed["chair"].post.code,
            recorder=typed["recorder"].person,
            enlarged=typed["enlarged"],
            paper=OnPaper(
                because=typed["because"],
                paper=typed["paper"],
                agenda_on=typed["agenda_on"],
                noticed_at=form.noticed_at,
                opened_at=form.opened_at,
                closed_at=form.closed_at,
            ),
            **common,
        )

    def success_url(self, result: Meeting) -> str:
        return reverse("meetings:room", args=[result.pk])


class ContinueMeeting(MeetingAsWhole):
    """Called here, held on paper: the steps in the room follow on its own page."""

    action = "meetings.meeting.continued"
    title = _("照纸面续录")
    drafted = True
    form_class = ContinueForm
    consequence = _(
        "议程、通知、签收、请假照旧；开会以后的各步照纸面材料补录，留痕写明发生日期和录入时间，由主持人确认。"
    )

    def form_kwargs(self) -> dict[str, Any]:
        planned = timezone.localtime(self.object.meets_at).time()
        return {"day": self.object.meets_on, "initial": {"opened": planned}}

    def carry_out(self, form: ContinueForm, **common: Any) -> Meeting:
        return late.continue_on_paper(
            meeting_id=self.object.pk,
            because=form.cleaned_data["because"],
            paper=form.cleaned_data["paper"],
            opened_at=form.opened_at,
            closed_at=form.closed_at,
            **common,
        )


class ConfirmMeeting(MeetingAsWhole):
    action = "meetings.meeting.late_confirmed"
    title = _("确认补录")
    template_name = "meetings/late_confirm.html"
    consequence = _("确认这次会议的全部补录与纸面材料一致；确认后才能签发纪要，之后再更正的须重新确认。")

    def context(self, **extra: Any) -> dict[str, Any]:
        late_entry = self.object.late if self.object.entered_late else None
        return super().context(late=late_entry, **extra)

    def carry_out(self, form: Any, **common: Any) -> Meeting:
        return late.confirm_meeting(meeting_id=self.object.pk, **common)


class EnterSignIns(MeetingAsWhole):
    action = "meetings.attendance.entered"
    title = _("照签到表补录")
    form_class = SignInsForm
    timed = True

    def form_kwargs(self) -> dict[str, Any]:
        seats = not_signed_in(self.object)
        initial = {"signed": list(seats.filter(status=Attendance.Status.EXPECTED))}
        return {"seats": seats, "initial": initial}

    def carry_out(self, form: Any, **common: Any) -> list[Attendance]:
        rows = form.cleaned_data["signed"]
        return late.enter_sign_ins(meeting_id=self.object.pk, attendance_ids=[a.pk for a in rows], **common)

    def place_url(self) -> str:
        return super().place_url() + "#attendance"


class EnterStances(ItemVerb):
    action = "meetings.stance.entered"
    title = _("照会议记录补录表态")
    drafted = True
    form_class = StancesForm
    template_name = "meetings/late_stances.html"
    takes_reason = True
    timed = True
    printed_in = _("会议记录")

    def form_kwargs(self) -> dict[str, Any]:
        return {"seats": unheard(self.object)}

    def carry_out(self, form: StancesForm, **common: Any) -> list[Stance]:
        lines = [SpokenLine(*line) for line in form.cleaned_data["lines"]]
        return late.enter_stances(item_id=self.object.pk, lines=lines, **common)


class EnterBallots(VoteVerb):
    action = "meetings.ballot.entered"
    title = _("照纸票补录")
    form_class = BallotsForm
    template_name = "meetings/late_ballots.html"
    timed = True

    def form_kwargs(self) -> dict[str, Any]:
        return {"voters": still_to_vote(self.object)}

    def consequence_text(self) -> str:
        return _now("表决人%(n)s名，照署名的纸票逐人录入；没有交票的选“没有交票”。") % {
            "n": len(self.object.roll)
        }

    def carry_out(self, form: BallotsForm, **common: Any) -> list[NamedBallot]:
        return late.enter_ballots(vote_id=self.object.pk, choices=form.choices, **common)
