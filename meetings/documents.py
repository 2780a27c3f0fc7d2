"""Print-outs of this app: data for each template, from rows."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.access.actor import Actor
from governance.access.decision import Allowed, Denied
from governance.access.policy import Answer
from governance.documents.kinds import DocumentKind, Printable, register_document
from governance.documents.models import Document
from governance.documents.official import Imprint, MinutesPaper, Roster, Section
from governance.rules.coverage import bind
from meetings import composition
from meetings.models import Attendance, Minutes

MINUTES = "meetings.minutes"


def minutes_paper(minutes: Minutes) -> MinutesPaper:
    """P-03: tallies only, no secret item; numbered when signed."""
    meeting = minutes.meeting
    present = composition.were_there(meeting, voting=True)
    on_leave = composition.roster(meeting, Attendance.Status.ON_LEAVE, voting=True)
    absent = composition.roster(meeting, Attendance.Status.ABSENT, voting=True)
    attending = composition.were_there(meeting, voting=False)
    rosters = [
        Roster(_("出席"), names=tuple(present)),
        Roster(_("请假"), names=tuple(on_leave)),
    ]
    if absent:
        rosters.append(Roster(_("缺席"), names=tuple(absent)))
    rosters.append(Roster(_("列席"), names=tuple(attending)))
    office = composition.general_office(meeting)
    issued_on = minutes.signed_on or meeting.meets_on
    return MinutesPaper(
        title=composition.title(meeting),
        mark=composition.title(meeting),
        number=minutes.number or None,
        office=office,
        issued_on=issued_on,
        opening=(minutes.opening,),
        sections=tuple(
            Section(heading=s["heading"], paragraphs=tuple(s["paragraphs"])) for s in minutes.sections
        ),
        rosters=tuple(rosters),
        imprint=Imprint(
            label=_("分送"),
            copies=minutes.copy_to.strip().rstrip("。") or _("党委委员"),
            office=office,
            printed_on=issued_on,
        ),
    )


def _build_minutes(document: Document) -> Printable:
    minutes = Minutes.objects.select_related("meeting__organization", "meeting__chair").get(
        pk=document.subject_id
    )
    return Printable(minutes_paper(minutes))


def _may_read_minutes(actor: Actor, document: Document) -> Answer:
    """Committee and office; others when they attended (circulated copies are handed out on paper)."""
    held = actor.seat(document.organization_id) or actor.holds(
        document.organization_id,
        "office_clerk",
        "office_director",
        "discipline_secretary",
    )
    if held:
        return Allowed(held.title)
    minutes = Minutes.objects.select_related("meeting").get(pk=document.subject_id)
    if minutes.meeting.attendances.filter(person_id=actor.person_id).exists() and actor.main_post:
        return Allowed(actor.main_post.title)
    return Denied(_("纪要由分送名单上的人阅读"))


register_document(
    DocumentKind(
        code=MINUTES,
        title=gettext_lazy("会议纪要"),
        build=_build_minutes,
        may_read=_may_read_minutes,
    )
)

bind("S1-01:九-1", by="meetings.documents.minutes_paper", how="document")
bind("S1-01:九-3", by="meetings.composition.sections", how="document")
bind("S1-01:九-4", by="meetings.models.Minutes.copy_to", how="document")
