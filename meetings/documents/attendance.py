"""签到表: names and posts for signing by hand before the meeting, with what was registered after it."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.documents.kinds import DocumentKind, Printable, register_document
from governance.documents.models import Document
from governance.documents.official import SignInPaper, SignInRow
from governance.rules.coverage import bind
from governance.templatetags.wordings import zh_time
from meetings import composition
from meetings.documents import kinds, reading, subjects
from meetings.models import Attendance, Meeting

S = Attendance.Status


def sign_in_paper(meeting: Meeting) -> SignInPaper:
    """The times are printed once the meeting is over; until then the cells are for the pen."""
    seats = list(meeting.attendances.select_related("person").order_by("-voting", "order", "id"))
    over = meeting.closed_at is not None
    own = dict(meeting.items.filter(in_notice=True).values_list("presenter_id", "order"))
    members = [a for a in seats if a.voting]
    return SignInPaper(
        title=_("%(meeting)s签到表") % {"meeting": composition.full_name(meeting)},
        facts=(
            (_("时间"), composition.begins(meeting)),
            (_("地点"), meeting.place),
            *(((_("补录"), entered),) if (entered := composition.entered_late(meeting)) else ()),
        ),
        entitled=len(members),
        members=tuple(_row(a, over, "") for a in members),
        attending=tuple(
            _row(a, over, _("第%(n)s项") % {"n": own[a.person_id]} if a.person_id in own else "")
            for a in seats
            if not a.voting
        ),
        present=sum(a.status in (S.PRESENT, S.LEFT) for a in members) if over else None,
    )


def _row(seat: Attendance, over: bool, note: str) -> SignInRow:
    if seat.status == S.ON_LEAVE:
        note = _("请假")
    elif over and seat.status == S.ABSENT:
        note = _("缺席")
    elif over and seat.signed_in_by == Attendance.SignedBy.CLERK:
        note = _("代签")
    return SignInRow(
        name=seat.person.name,
        post=seat.post_title,
        arrived=zh_time(seat.signed_in_at) if over and seat.signed_in_at else "",
        left=zh_time(seat.left_at) if over and seat.left_at else "",
        note=note,
    )


def _build(document: Document) -> Printable:
    return Printable(sign_in_paper(subjects.meeting_of(document)))


register_document(
    DocumentKind(
        code=kinds.SIGN_IN_SHEET,
        title=gettext_lazy("签到表"),
        build=_build,
        answers=reading.on_meetings(reading.reads_sign_in_sheet),
        check_words=subjects.keep_names_out,
    )
)

bind("S0-04:三-6a", by="meetings.documents.attendance.sign_in_paper", how="document")
