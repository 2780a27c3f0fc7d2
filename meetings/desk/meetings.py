"""Chores with meetings: agenda, notice, the room, votes, what is left afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from governance.access.policy import ask
from governance.templatetags.wordings import cn_number, zh_date, zh_time
from meetings.desk.reader import Chore, Reader
from meetings.models import AgendaItem, Attendance, Meeting, Minutes, Resolution, Vote
from meetings.models.base import Method
from meetings.pages.progress import Progress
from meetings.pages.sealed import next_steps
from meetings.room import clerk, presider

M, A, V, N = Meeting.Status, AgendaItem.Status, Vote.Status, Minutes.Status


def meeting_chores(r: Reader, meeting: Meeting) -> Iterator[Chore]:
    if meeting.entered_late and meeting.status != M.CLOSED:
        yield from _entering(r, meeting)
        return
    steps = {
        M.PREPARING: _preparing,
        M.NOTICED: _on_the_day,
        M.IN_SESSION: _in_session,
        M.CLOSED: _afterwards,
    }
    yield from steps[M(meeting.status)](r, meeting)


def _chore(r: Reader, meeting: Meeting, name: str, do: str, url: str = "", **more: Any) -> Chore:
    room = reverse("meetings:room", args=[meeting.pk])
    more.setdefault("due", meeting.meets_on)
    return Chore(
        _("%(meeting)s：%(what)s") % {"meeting": meeting, "what": name}, room, do, url or room, **more
    )


def _entering(r: Reader, meeting: Meeting) -> Iterator[Chore]:
    """A meeting that is over asks nobody to sign in or to vote; the clerk finishes entering it."""
    if clerk(r.actor, meeting):
        more = _("%(day)s已开，照纸面补录") % {"day": zh_date(meeting.meets_on, r.today)}
        yield _chore(r, meeting, _("补录还没有完"), _("接着补录"), more=more, due=None)


def _preparing(r: Reader, meeting: Meeting) -> Iterator[Chore]:
    progress = Progress(meeting, r.today)
    town = meeting.organization_id
    when = _("%(day)s %(time)s开会") % {
        "day": zh_date(meeting.meets_on, r.today),
        "time": zh_time(meeting.meets_at),
    }
    last = r.last_minutes.get(town)
    if last is not None and last.meeting.meets_at < meeting.meets_at:
        url = reverse("meetings:table-minutes", args=[meeting.pk])
        yield _chore(
            r, meeting, _("上次会议纪要（%(n)s）待列入") % {"n": last.number}, _("列为第一项"), url, more=when
        )
    if not progress.items and town in r.clerk:
        yield _chore(r, meeting, _("还没有列入议题"), _("列议程"), reverse("meetings:topics"), more=when)
    elif progress.items and meeting.agenda_confirmed_on is None and town in r.secretary:
        yield _chore(
            r,
            meeting,
            _("%(n)s项议题待审定") % {"n": len(progress.items)},
            _("审定议程"),
            more=when,
            cites=r.adopted(town, "S0-04:二-1a", "S1-04:三-1b", "S1-01:七-1a"),
        )
    elif meeting.agenda_confirmed_on and town in r.office:
        yield _chore(
            r,
            meeting,
            _("议程已审定，待发通知"),
            _("发出通知"),
            reverse("meetings:convene", args=[meeting.pk]),
            more=when,
            cites=r.adopted(town, "S0-04:二-3a", "S1-01:七-2a", "S3-02:1-1a2"),
        )


def _on_the_day(r: Reader, meeting: Meeting) -> Iterator[Chore]:
    if meeting.meets_on > r.today:
        return
    at = _("%(time)s开会") % {"time": zh_time(meeting.meets_at)}
    mine: Attendance | None = next(iter(meeting.mine), None)  # type: ignore[attr-defined]
    if mine and mine.status == Attendance.Status.EXPECTED:
        url = reverse("meetings:sign-in", args=[mine.pk])
        yield _chore(
            r, meeting, _("今天开会，请签到"), _("签到"), url, due_words=at, due_note=meeting.place, rank=1
        )
    if meeting.chair_id == r.person or clerk(r.actor, meeting):
        yield _chore(
            r,
            meeting,
            _("等候签到、宣布开会"),
            _("进入会议"),
            more=_("主持%(a)s　记录%(b)s") % {"a": meeting.chair.name, "b": meeting.recorder.name},
            due_words=at,
            due_note=meeting.place,
            cites=r.adopted(meeting.organization_id, "S1-01:六-1", "S0-04:三-1b", "S3-02:1-1c"),
            rank=1,
        )


def _in_session(r: Reader, meeting: Meeting) -> Iterator[Chore]:
    progress = Progress(meeting, r.today)
    item = progress.open_item
    now = {"due": r.today, "due_words": _("正在开会"), "due_note": meeting.place, "rank": 0}
    mine: Attendance | None = next(iter(meeting.mine), None)  # type: ignore[attr-defined]
    if mine and mine.status in (Attendance.Status.EXPECTED, Attendance.Status.ON_LEAVE):
        url = reverse("meetings:sign-in", args=[mine.pk])
        yield _chore(r, meeting, _("已经开会，还没有签到"), _("签到"), url, **now)
        return
    if item is not None and item.pk in r.shown:
        yield from _open_item(r, meeting, item, mine, now)
    runs = presider(item) if item else meeting.chair_id
    if r.person == runs or clerk(r.actor, meeting):
        what = (
            _("第%(n)s项%(state)s") % {"n": cn_number(item.order), "state": item.get_status_display()}
            if item
            else _("还有%(n)s项待议") % {"n": len(progress.pending)}
        )
        yield _chore(r, meeting, what, _("进入会议"), **now)


def _open_item(
    r: Reader, meeting: Meeting, item: AgendaItem, mine: Attendance | None, now: dict[str, Any]
) -> Iterator[Chore]:
    n = cn_number(item.order)
    present = mine is not None and mine.voting and mine.status == Attendance.Status.PRESENT
    if item.status == A.DISCUSSING and present:
        if not item.stances.current().filter(person_id=r.person).exists():
            url = reverse("meetings:item-stance", args=[item.pk])
            cites = r.adopted(meeting.organization_id, "S1-01:七-3b", "S0-04:三-2c")
            yield _chore(r, meeting, _("第%(n)s项请表态") % {"n": n}, _("表明态度"), url, cites=cites, **now)
    vote = next((v for v in item.votes.all() if v.status not in (V.VOIDED, V.ANNOUNCED)), None)
    if vote is None or r.person not in vote.roll:
        return
    if vote.voided_because and presider(item) != r.person:
        yield _chore(r, meeting, _("第%(n)s项作废待会签") % {"n": n}, _("看这一项"), **now)
    if vote.status == V.OPEN and vote.method == Method.NAMED_BALLOT:
        if not vote.ballots.filter(person_id=r.person).exists():
            url = reverse("meetings:ballot", args=[vote.pk])
            yield _chore(r, meeting, _("第%(n)s项请署名投票") % {"n": n}, _("去投票"), url, **now)
    if vote.poll_id is not None:
        for step in next_steps(vote, r.person, n):
            if not step.quiet:
                yield _chore(r, meeting, step.say, step.label, step.url, **now)
    elif vote.status == V.CLOSED:
        url = reverse("meetings:vote-count", args=[vote.pk])
        yield _chore(r, meeting, _("第%(n)s项待计票人录入票数") % {"n": n}, _("录入票数"), url, **now)
    if vote.status == V.TYPED and vote.teller_id != r.person:
        yield _chore(r, meeting, _("第%(n)s项待监票人核对票数") % {"n": n}, _("核对票数"), **now)


def _afterwards(r: Reader, meeting: Meeting) -> Iterator[Chore]:
    progress = Progress(meeting, r.today)
    town, chair = meeting.organization_id, meeting.chair_id == r.person
    office = town in r.office
    cites = r.adopted(town, "S0-04:三-6b", "S1-01:九-2")
    undated: dict[str, Any] = {"due": None, "cites": cites}
    for resolution in progress.adopted:
        if resolution.status != Resolution.Status.DRAFTED or resolution.item_id not in r.shown:
            continue
        worded = bool(resolution.clauses.all())
        if not worded and clerk(r.actor, meeting):
            url = reverse("meetings:resolution-word", args=[resolution.pk])
            yield _chore(r, meeting, _("%(r)s待拟写") % {"r": resolution}, _("拟写决议"), url, **undated)
        if worded and presider(resolution.item) == r.person:
            url = reverse("meetings:room", args=[meeting.pk]) + f"?item={resolution.item_id}#item"
            yield _chore(r, meeting, _("%(r)s待确认") % {"r": resolution}, _("看决议"), url, **undated)
    waits = meeting.entered_late and meeting.late.confirmed_on is None
    if waits and ask(r.actor, "meetings.meeting.late_confirmed", meeting).allowed:
        url = reverse("meetings:late-confirm", args=[meeting.pk])
        yield _chore(r, meeting, _("补录待您确认"), _("核对补录"), url, **undated)
    minutes = progress.minutes
    place = reverse("meetings:room", args=[meeting.pk]) + "#minutes"
    if minutes is None:
        if office:
            yield _chore(r, meeting, _("散会了，纪要待整理"), _("整理纪要"), place, **undated)
    elif minutes.status in (N.DRAFTING, N.RETURNED) and office:
        words = _("纪要退回修改") if minutes.status == N.RETURNED else _("纪要待送审")
        yield _chore(r, meeting, words, _("看纪要"), place, more=minutes.returned_because, **undated)
    elif minutes.status == N.IN_REVIEW and chair:
        yield _chore(r, meeting, _("纪要待您签发"), _("审阅纪要"), place, **undated)
    elif minutes.status == N.SIGNED and (office or chair):
        yield _chore(r, meeting, _("纪要已签发，待归档"), _("去归档"), **undated)
