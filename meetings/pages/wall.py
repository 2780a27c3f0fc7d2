"""The screen on the wall: what is on the table, who counts, how far it is. Everybody in the room sees it, also
those attending without vote: of secret matters it shows the number and nothing more, of nobody the stance.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from governance.templatetags.wordings import cn_number
from meetings.altered import altered_of
from meetings.models import AgendaItem, Meeting, Vote
from meetings.models.base import Method
from meetings.pages.progress import Progress
from meetings.pages.quorum import quorum_of_items

A, M = AgendaItem.Status, Meeting.Status


@dataclass(frozen=True)
class WallPage:
    meeting: Meeting
    entitled: int
    in_room: int
    number: str
    title: str
    kind: str
    state: str
    counted: int
    need: int | None
    figures: tuple[tuple[str, Any], ...]
    result: str
    done: int
    total: int

    @property
    def live(self) -> bool:
        return self.meeting.status in (M.NOTICED, M.IN_SESSION)


def wall_page(meeting: Meeting, day: date) -> WallPage:
    """`meeting` comes from `with_progress`."""
    progress = Progress(meeting, day)
    attendances = list(meeting.attendances.select_related("person"))
    voting = [a for a in attendances if a.voting]
    item = _shown(progress)
    told = item is not None and not item.topic.is_secret
    quorum = next((q for q in quorum_of_items(meeting, [item], day, attendances)), None) if item else None
    return WallPage(
        meeting=meeting,
        entitled=len(voting),
        in_room=sum(a.status == "present" for a in voting),
        number=cn_number(item.order) if item else "",
        title=_title(item) if item else "",
        kind=item.topic.get_matter_display() if item and told else "",
        state=item.get_status_display() if item else meeting.get_status_display(),
        counted=quorum.counted if quorum else 0,
        need=quorum.need if quorum else None,
        figures=tuple(_figures(item)) if item and told else (),
        result=str(item.get_outcome_display()) if item and told and item.outcome else "",
        done=len(progress.finished),
        total=len(progress.items),
    )


def _shown(progress: Progress) -> AgendaItem | None:
    """The item on the table; else, while the meeting sits, the last one decided, so that its result can be
    read; else the next."""
    if progress.open_item is not None:
        return progress.open_item
    decided = [i for i in progress.items if i.status in (A.DECIDED, A.POSTPONED) and i.discussed_at]
    if decided and progress.meeting.status == M.IN_SESSION:
        return max(decided, key=lambda i: (i.discussed_at, i.order))
    return next(iter(progress.pending), None)


def _title(item: AgendaItem) -> str:
    return _("涉密事项") if item.topic.is_secret else item.topic.title


def _figures(item: AgendaItem) -> list[tuple[str, Any]]:
    """While a vote runs only how many have answered; the count once it is closed (design §8)."""
    vote = next((v for v in item.votes.all() if v.status != Vote.Status.VOIDED), None)
    if vote is None:
        return []
    if vote.status == Vote.Status.OPEN:
        if vote.method == Method.SHOW_OF_HANDS:
            return [(str(_("参加表决")), len(vote.roll))]
        returned = vote.returned if vote.returned is not None else vote.ballots.count()
        return [(str(_("参加表决")), len(vote.roll)), (str(_("已投")), returned)]
    if not item.outcome:
        return [(str(_("参加表决")), len(vote.roll))]
    if altered_of(vote):
        return [(str(_("参加表决")), len(vote.roll))]  # the wall names no suspicion; the room's page does
    return [(str(_("赞成")), vote.aye), (str(_("反对")), vote.nay), (str(_("弃权")), vote.abstain)]
