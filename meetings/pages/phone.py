"""My meeting on a phone: one matter at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.audit.sealed import reveal_or_notice
from governance.rules.verdict import Verdict
from governance.templatetags.wordings import cn_number, zh_date
from meetings import held, judgement
from meetings.desk.calls import call_url, open_calls
from meetings.models import (
    AgendaItem,
    Attendance,
    Meeting,
    NamedBallot,
    NoticeDelivery,
    Stance,
    Vote,
)
from meetings.models.base import Method
from meetings.pages.sealed import next_steps
from meetings.pages.sight import OPEN, RECUSED, sight_of

A, M, V = AgendaItem.Status, Meeting.Status, Vote.Status
AHEAD = timedelta(days=30)


@dataclass(frozen=True)
class Doing:
    """What this person does now: one sentence, one button."""

    say: str
    more: str = ""
    url: str = ""
    label: str = ""


@dataclass(frozen=True)
class PhoneItem:
    number: str
    title: str
    state: str
    now: bool


@dataclass(frozen=True)
class PhonePage:
    meeting: Meeting | None
    attendance: Attendance | None
    doing: tuple[Doing, ...]
    items: tuple[PhoneItem, ...]
    room_url: str
    leave_url: str
    others: tuple[Meeting, ...]
    calls: tuple[Doing, ...] = ()


def phone_page(actor: Actor) -> PhonePage:
    """The meeting of today, else the next one this person is expected at. Some ten queries."""
    mine = Attendance.objects.filter(meeting=OuterRef("pk"), person_id=actor.person_id)
    expected = list(
        Meeting.objects.visible_to(actor)
        .filter(Exists(mine), status__in=[M.NOTICED, M.IN_SESSION], meets_at__date__lte=actor.day + AHEAD)
        .exclude(entered_late=True)
        .select_related("chair", "organization")
        .order_by("meets_at")
    )
    expected.sort(key=lambda m: (m.status != M.IN_SESSION, m.meets_on != actor.day, m.meets_at))
    if not expected:
        return PhonePage(None, None, (), (), "", "", (), _calls(actor))
    meeting, *others = expected
    attendances = list(meeting.attendances.select_related("person"))
    items = list(
        meeting.items.select_related("topic", "presenter")
        .prefetch_related("votes", "recusals")
        .order_by("order", "id")
    )
    items = [i for i in items if i.status != A.POSTPONED or i.discussed_at or i.in_notice]
    sight = sight_of(actor, meeting, items, attendances)
    attendance = next(a for a in attendances if a.person_id == actor.person_id)
    rows = tuple(
        PhoneItem(
            cn_number(i.order),
            sight.title(i),
            _("回避") if sight.of(i) == RECUSED else str(i.get_outcome_display() or i.get_status_display()),
            i.status in AgendaItem.ON_THE_TABLE,
        )
        for i in items
    )
    current = next((i for i in items if i.status in AgendaItem.ON_THE_TABLE), None)
    doing = list(_first_steps(meeting, attendance, actor))
    if current is not None and attendance.status == Attendance.Status.PRESENT and attendance.voting:
        doing += _on_table(current, sight.of(current), actor)
    waits = meeting.status == M.NOTICED and attendance.status == Attendance.Status.EXPECTED
    return PhonePage(
        meeting=meeting,
        attendance=attendance,
        doing=tuple(doing),
        items=rows,
        room_url=reverse("meetings:room", args=[meeting.pk]),
        leave_url=reverse("meetings:ask-leave", args=[meeting.pk]) if waits else "",
        others=tuple(others),
        calls=_calls(actor),
    )


def _calls(actor: Actor) -> tuple[Doing, ...]:
    return tuple(
        Doing(
            _("%(meeting)s征集议题，%(day)s截止")
            % {"meeting": call.meeting, "day": zh_date(call.closes_on, actor.day)},
            call.note,
            call_url(call),
            _("提出议题"),
        )
        for call in open_calls(actor)
    )


def _first_steps(meeting: Meeting, attendance: Attendance, actor: Actor) -> list[Doing]:
    steps = []
    delivery = NoticeDelivery.objects.filter(notice__meeting=meeting, person_id=actor.person_id).first()
    if delivery is not None and delivery.acknowledged_at is None:
        steps.append(
            Doing(
                _("会议通知还没有签收"),
                "",
                reverse("meetings:acknowledge", args=[delivery.pk]),
                _("看通知并签收"),
            )
        )
    here = attendance.status in (Attendance.Status.PRESENT, Attendance.Status.LEFT)
    if not here and meeting.meets_on <= actor.day:
        steps.append(
            Doing(
                _("还没有签到"),
                meeting.place,
                reverse("meetings:sign-in", args=[attendance.pk]),
                _("到会签到"),
            )
        )
    return steps


def _on_table(item: AgendaItem, sight: str, actor: Actor) -> list[Doing]:
    """The item under discussion: one's stance, then one's vote."""
    n = cn_number(item.order)
    if sight == RECUSED:
        return [Doing(_("正在议第%(n)s项，您已回避") % {"n": n})]
    if sight != OPEN:
        return []
    mine = item.stances.current().filter(person_id=actor.person_id).first()
    if item.status in (A.DISCUSSING, A.SUMMARISED) and mine is None:
        url = reverse("meetings:item-stance", args=[item.pk])
        return [Doing(_("正在讨论第%(n)s项，请表态") % {"n": n}, item.topic.title, url, _("表明态度"))]
    standing = next((v for v in item.votes.all() if v.poll_id and v.status != V.VOIDED), None)
    if standing is not None and (steps := next_steps(standing, actor.person_id, n)):
        return [Doing(s.say, "" if s.quiet else item.topic.title, s.url, s.label) for s in steps]
    vote = next((v for v in item.votes.all() if v.status == V.OPEN), None)
    if vote is not None and vote.method == Method.NAMED_BALLOT and actor.person_id in vote.roll:
        cast = NamedBallot.objects.filter(vote=vote, person_id=actor.person_id).first()
        url = reverse("meetings:ballot", args=[vote.pk])
        if cast is None:
            return [Doing(_("第%(n)s项正在记名投票") % {"n": n}, item.topic.title, url, _("去投票"))]
        return [
            Doing(
                _("第%(n)s项您投了%(choice)s，停止投票前可以改")
                % {"n": n, "choice": cast.get_choice_display()},
                item.topic.title,
                url,
                _("改投"),
            )
        ]
    if mine is not None:
        return [
            Doing(
                _("第%(n)s项您的态度是%(stance)s") % {"n": n, "stance": mine.get_stance_display()},
                item.get_status_display(),
                reverse("meetings:stance-correct", args=[mine.pk]),
                _("更正记录"),
            )
        ]
    return [
        Doing(
            _("正在议第%(n)s项，%(state)s") % {"n": n, "state": item.get_status_display()}, item.topic.title
        )
    ]


@dataclass(frozen=True)
class StancePage:
    item: AgendaItem
    number: str
    heard: int
    verdict: Verdict
    spoken: Stance | None
    topic_url: str
    order_cites: tuple[str, ...]


def stance_page(item: AgendaItem, person_id: int, actor: Actor) -> StancePage:
    """How far the round is, and whether it is this member's turn: the service judges by the same."""
    current = list(item.stances.current())
    book = judgement.bench(item.organization_id, actor.day).book
    cites = [c for c in ("S1-01:七-3b", "S1-01:七-3c", "S0-04:三-2c") if book.article(c) is not None]
    return StancePage(
        item=item,
        number=cn_number(item.order),
        heard=len(current),
        verdict=judgement.for_stance(item, person_id, "agree", actor, held.day_of(item.meeting, actor)),
        spoken=next((s for s in current if s.person_id == person_id), None),
        topic_url=reverse("meetings:topic", args=[item.topic_id]),
        order_cites=tuple(cites),
    )


def said(stance: Stance) -> str:
    """The words of a stance that its member or the recorder is about to correct."""
    return reveal_or_notice(stance.view)
