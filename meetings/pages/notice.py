"""The notice as one addressee reads it (wording guide §5, P-01)."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.templatetags.wordings import cn_number
from meetings.models import AgendaItem, Attendance, Meeting, Notice, NoticeDelivery, SupersededNotice
from meetings.models.base import Matter
from meetings.pages.materials import MaterialRow, materials_by_topic
from meetings.pages.sight import OUTSIDE, RECUSED, sight_of


@dataclass(frozen=True)
class NoticeLine:
    number: str
    title: str
    presenter: str
    recused: bool
    materials: tuple[MaterialRow, ...] = ()


@dataclass(frozen=True)
class NoticePage:
    delivery: NoticeDelivery
    meeting: Meeting
    lines: tuple[NoticeLine, ...]
    attendance: Attendance | None
    may_acknowledge: bool
    superseded: tuple[SupersededNotice, ...] = ()


def notice_page(delivery: NoticeDelivery, actor: Actor) -> NoticePage:
    """Personnel items read 研究干部事项, for everybody; those attending get their own item alone."""
    meeting = delivery.notice.meeting
    attendances = list(meeting.attendances.select_related("person"))
    items = list(
        meeting.items.filter(in_notice=True).select_related("topic", "presenter").order_by("order", "id")
    )
    sight = sight_of(actor, meeting, items, attendances)
    files = materials_by_topic((i.topic_id for i in items), actor)
    lines = [
        NoticeLine(
            number=cn_number(item.order),
            title=_title(item),
            presenter=item.presenter.name if item.presenter and sight.of(item) != RECUSED else "",
            recused=sight.of(item) == RECUSED,
            materials=tuple(files.get(item.topic_id, ())),
        )
        for item in items
        if sight.of(item) != OUTSIDE
    ]
    return NoticePage(
        delivery=delivery,
        meeting=meeting,
        lines=tuple(lines),
        attendance=next((a for a in attendances if a.person_id == delivery.person_id), None),
        may_acknowledge=delivery.acknowledged_at is None
        and not meeting.entered_late
        and meeting.status in (Meeting.Status.NOTICED, Meeting.Status.IN_SESSION),
        superseded=superseded_by(delivery.notice),
    )


def superseded_by(notice: Notice | None) -> tuple[SupersededNotice, ...]:
    """The notices before this one, the newest first; no query for a meeting that was never moved."""
    if notice is None or notice.version == 1:
        return ()
    return tuple(notice.superseded.order_by("-version"))


def _title(item: AgendaItem) -> str:
    return _("研究干部事项") if item.topic.matter == Matter.PERSONNEL else item.topic.title
