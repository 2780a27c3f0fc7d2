"""The sign-in sheet on the page of a meeting: who is there, what may be registered, what was corrected."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import ask
from governance.audit.models import Act
from governance.templatetags.wordings import cn_number
from meetings.models import AgendaItem, Attendance, Meeting
from meetings.pages.buttons import CONFIRM, SEND, Button, Buttons
from meetings.pages.progress import Progress
from meetings.pages.quorum import ItemQuorum

A, M = AgendaItem.Status, Meeting.Status
CORRECTED = "meetings.attendance.corrected"


@dataclass(frozen=True)
class PresenceRow:
    attendance: Attendance
    state_kind: str
    sign_in: Button | None
    leave: Button | None
    come_back: Button | None
    correct_url: str = ""
    corrections: tuple[str, ...] = ()


def presence_row(
    a: Attendance,
    meeting: Meeting,
    progress: Progress,
    actor: Actor,
    quorums: dict[int, ItemQuorum],
    acts: Iterable[Act],
) -> PresenceRow:
    """No queries: `acts` are those of the page's trail."""
    S = Attendance.Status
    kinds = {S.PRESENT: "done", S.LEFT: "near", S.ON_LEAVE: "", S.ABSENT: "late", S.EXPECTED: ""}
    a.meeting = meeting
    signing, leaving, returning = (Buttons(actor, typed=meeting.entered_late) for _n in range(3))
    if meeting.status in (M.NOTICED, M.IN_SESSION) and a.status in (S.EXPECTED, S.ON_LEAVE):
        own = a.person_id == actor.person_id
        if meeting.meets_on <= actor.day and not (own and meeting.entered_late):
            signing.add(
                "meetings.attendance.signed_in",
                a,
                "sign-in",
                _("签到") if own else _("补录签到") if meeting.entered_late else _("当面代签"),
                mode=SEND,
                primary=own,
            )
    if meeting.status == M.IN_SESSION and a.status == S.PRESENT:
        leaving.add(
            "meetings.attendance.left",
            a,
            "leave-room",
            _("登记离会"),
            mode=CONFIRM,
            title=_("登记%(name)s离会") % {"name": a.person.name},
            consequence=_after_leaving(a, quorums) if a.voting else _("列席离会不影响到会人数。"),
        )
    if meeting.status == M.IN_SESSION and a.status == S.LEFT:
        returning.add("meetings.attendance.came_back", a, "come-back", _("登记返会"), mode=SEND)
    open_to = meeting.status in (M.NOTICED, M.IN_SESSION, M.CLOSED) and not progress.signed()
    signed = a.signed_in_at is not None or meeting.status != M.NOTICED
    may = open_to and signed and ask(actor, CORRECTED, a).allowed
    return PresenceRow(
        a,
        kinds[S(a.status)],
        *(buttons.found[0] if buttons.found else None for buttons in (signing, leaving, returning)),
        correct_url=reverse("meetings:attendance-correct", args=[a.pk]) if may else "",
        corrections=tuple(
            _("更正前：%(old)s。理由：%(why)s") % {"old": act.facts["old"], "why": act.facts["because"]}
            for act in acts
            if (act.code, act.object_id, act.outcome) == (CORRECTED, str(a.pk), Act.Outcome.DONE)
        ),
    )


def _after_leaving(a: Attendance, quorums: dict[int, ItemQuorum]) -> str:
    """What follows when this member goes: how many still count, which item falls short by how many."""
    waiting = [
        q
        for q in quorums.values()
        if q.item.status in (A.PENDING, A.DISCUSSING, A.SUMMARISED)
        and (s := q.room.seat(a.person_id))
        and s.counts
    ]
    if not waiting:
        return _("没有待议的项受影响。")
    parts = []
    for q in waiting:
        left = q.counted - 1
        n = cn_number(q.item.order)
        if q.need is not None and left < q.need:
            parts.append(_("第%(n)s项将差%(k)s人") % {"n": n, "k": q.need - left})
    still = _("离会后算数的剩%(m)s人") % {"m": waiting[0].counted - 1}
    return still + ("，" + "，".join(parts) if parts else _("，待议各项仍够")) + "。"
