"""A meeting entered from paper, moved, and its sign-in sheet put right: who opens which form."""

from __future__ import annotations

from tests.architecture.url_rows.meetings import attendance, inside, item, meeting, vote
from tests.architecture.url_table import own_list

ROWS = {
    "meetings:enter": own_list(town=403, office_clerk=200, office_director=200),
    "meetings:continue": inside(meeting, "office_clerk", "office_director"),
    "meetings:move": inside(meeting, "secretary"),
    "meetings:late-confirm": inside(meeting, "secretary"),
    "meetings:enter-sign-ins": inside(meeting, "office_clerk"),
    "meetings:enter-stances": inside(item, "office_clerk"),
    "meetings:enter-ballots": inside(vote, "office_clerk"),
    "meetings:attendance-correct": inside(attendance, "office_clerk"),
}
