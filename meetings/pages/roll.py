"""Who was called to a meeting against who sits on the committee by its day."""

from __future__ import annotations

from django.utils.translation import gettext as _

from governance.people.queries import committee_tenures
from meetings.models import Attendance, Meeting


def roll_changed(meeting: Meeting, called: list[Attendance]) -> str:
    """Members by the day of the meeting against those who were called to it: somebody came or went since, at
    an end of term all at once. One query."""
    sitting = {
        t.person_id: t.person.name for t in committee_tenures(meeting.organization_id, meeting.meets_on)
    }
    were = {a.person_id: a.person.name for a in called}
    came = "、".join(name for pk, name in sitting.items() if pk not in were)
    gone = "、".join(name for pk, name in were.items() if pk not in sitting)
    parts = [_("新任%(names)s") % {"names": came}] if came else []
    parts += [_("%(names)s已不是委员") % {"names": gone}] if gone else []
    if not parts:
        return ""
    return _("通知发出以后委员有变动：%(what)s。开会时按开会那天的名单算应到；请另行通知新任的委员。") % {
        "what": "；".join(parts)
    }
