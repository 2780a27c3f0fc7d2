"""What may be done with a meeting as a whole, in the order it is usually done."""

from __future__ import annotations

from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.audit import clock
from governance.people.queries import committee_tenures
from meetings import held, judgement
from meetings.models import Meeting, Minutes
from meetings.pages.buttons import CONFIRM, SEND, Button, Buttons
from meetings.pages.progress import Progress
from meetings.pages.scope import not_signed_in

M = Meeting.Status


def buttons_of_meeting(meeting: Meeting, progress: Progress, actor: Actor) -> list[Button]:
    found = Buttons(actor, typed=meeting.entered_late and meeting.status != M.CLOSED)
    if meeting.status == M.PREPARING:
        _preparing(found, meeting, progress, actor)
    elif meeting.status == M.NOTICED:
        _noticed(found, meeting, actor)
    elif meeting.status == M.IN_SESSION:
        _in_session(found, meeting, progress)
    elif meeting.status == M.CLOSED:
        _closed(found, meeting, progress, actor)
    return found.found


def _preparing(found: Buttons, meeting: Meeting, progress: Progress, actor: Actor) -> None:
    if progress.items and meeting.agenda_confirmed_on is None:
        found.add(
            "meetings.agenda.confirmed",
            meeting,
            "confirm-agenda",
            _("审定议程"),
            mode=CONFIRM,
            primary=True,
            title=_("审定后即可发出通知"),
            consequence=_("议程共%(n)s项。审定后还可以调整次序、增减议题，须再审定的由书记重审。")
            % {"n": len(progress.items)},
            verdict=judgement.for_confirming(meeting, held.day_of(meeting, actor)),
        )
    if progress.items and meeting.agenda_confirmed_on is not None:
        found.add(
            "meetings.meeting.convened",
            meeting,
            "convene",
            _("发出通知"),
            primary=True,
            verdict=judgement.for_convening(
                meeting,
                held.noticed(meeting, actor).day,
                written=True,
                items=judgement.agenda_items(meeting),
                members=committee_tenures(meeting.organization_id, meeting.meets_on),
            ),
        )
    if len(progress.pending) > 1:
        found.add("meetings.agenda.ordered", meeting, "order", _("调整议程次序"))
    if not meeting.entered_late:
        found.add("meetings.meeting.moved", meeting, "move", _("改期"))
    found.add("meetings.meeting.cancelled", meeting, "cancel", _("取消会议"))


def _noticed(found: Buttons, meeting: Meeting, actor: Actor) -> None:
    if meeting.entered_late and not_signed_in(meeting).exists():
        found.add("meetings.attendance.entered", meeting, "enter-sign-ins", _("照签到表补录"), primary=True)
    if meeting.meets_on <= actor.day:
        found.add(
            "meetings.meeting.opened",
            meeting,
            "open",
            _("宣布开会"),
            mode=SEND,
            primary=True,
            verdict=judgement.for_opening(meeting, meeting.meets_on if meeting.entered_late else actor.day),
        )
    if not meeting.entered_late and meeting.meets_at <= clock.now():
        found.add("meetings.meeting.continued", meeting, "continue", _("照纸面续录"))
    mine = meeting.attendances.filter(person_id=actor.person_id, status="expected").exists()
    if mine or meeting.entered_late:
        found.add("meetings.leave.requested", meeting, "ask-leave", _("请假"))
    found.add("meetings.agenda.ordered", meeting, "order", _("调整议程次序"))
    if not meeting.entered_late:
        found.add("meetings.meeting.moved", meeting, "move", _("改期"))
    found.add("meetings.meeting.cancelled", meeting, "cancel", _("取消会议"))


def _in_session(found: Buttons, meeting: Meeting, progress: Progress) -> None:
    if len(progress.pending) > 1:
        found.add("meetings.agenda.ordered", meeting, "order", _("调整议程次序"))
    found.add(
        "meetings.meeting.closed",
        meeting,
        "close",
        _("宣布散会"),
        primary=not progress.pending and progress.open_item is None,
        verdict=judgement.for_closing(meeting),
    )
    if meeting.entered_late and not_signed_in(meeting).exists():
        found.add("meetings.attendance.entered", meeting, "enter-sign-ins", _("照签到表补录"))


def _closed(found: Buttons, meeting: Meeting, progress: Progress, actor: Actor) -> None:
    if not judgement.late_entry_confirmed(meeting).allowed:
        found.add("meetings.meeting.late_confirmed", meeting, "late-confirm", _("确认补录"), primary=True)
    if progress.minutes is None:
        found.add("meetings.minutes.composed", meeting, "compose", _("整理纪要"), mode=SEND, primary=True)
    elif progress.minutes.status == Minutes.Status.SIGNED:
        found.add(
            "meetings.meeting.archived",
            meeting,
            "archive",
            _("归档"),
            mode=CONFIRM,
            primary=True,
            title=_("归档后只能查阅"),
            consequence=_("会议材料不再改动；签发后的差错用勘误更正。"),
            verdict=judgement.for_archiving(meeting, actor.day),
        )
