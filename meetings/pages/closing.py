"""What a meeting leaves behind when it closes: every item without a result, and what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.rules.verdict import Verdict
from governance.templatetags.wordings import cn_number
from meetings import judgement
from meetings.models import AgendaItem, Attendance, Meeting, Resolution
from meetings.pages.progress import Progress, with_progress
from meetings.pages.sight import OPEN, sight_of

A = AgendaItem.Status


@dataclass(frozen=True)
class LeftItem:
    """`stops`: the meeting cannot close over it."""

    number: str
    title: str
    url: str
    state: str
    becomes: str
    stops: bool


@dataclass(frozen=True)
class ClosingPage:
    undecided: tuple[LeftItem, ...]
    unworded: tuple[LeftItem, ...]
    decided: int
    postponed: int
    absent: tuple[str, ...]
    verdict: Verdict


def closing_page(meeting: Meeting, actor: Actor) -> ClosingPage:
    found = with_progress(Meeting.objects.filter(pk=meeting.pk)).get()
    items = Progress(found, actor.day).items
    attendances = list(found.attendances.select_related("person").order_by("order", "id"))
    sight = sight_of(actor, found, items, attendances)
    room = reverse("meetings:room", args=[found.pk])

    def left(item: AgendaItem, becomes: str, *, stops: bool = False) -> LeftItem:
        url = f"{room}?item={item.pk}#item" if sight.of(item) == OPEN else ""
        state = str(item.get_status_display())
        return LeftItem(cn_number(item.order), sight.title(item), url, state, becomes, stops)

    undecided, unworded = [], []
    for item in items:
        if item.status in AgendaItem.ON_THE_TABLE:
            undecided.append(left(item, _("先宣布结果，或缓议本项；没有办完不能散会"), stops=True))
        elif item.status == A.PENDING:
            undecided.append(left(item, _("转为缓议，议题可列入下次会议")))
        elif (resolution := getattr(item, "resolution", None)) and (
            resolution.status == Resolution.Status.DRAFTED
        ):
            unworded.append(left(item, _("结果不变；决议内容散会后由主持人确认，确认后才整理纪要")))
    return ClosingPage(
        undecided=tuple(undecided),
        unworded=tuple(unworded),
        decided=sum(i.status == A.DECIDED for i in items),
        postponed=sum(i.status == A.POSTPONED for i in items),
        absent=tuple(
            a.person.name for a in attendances if a.voting and a.status == Attendance.Status.EXPECTED
        ),
        verdict=judgement.for_closing(found),
    )
