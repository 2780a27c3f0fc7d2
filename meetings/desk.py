"""工作台: what waits for one person, read from rows, by urgency. A constant number of queries.

Chores come from the state of matters, never from a list that somebody has to keep: a chore is gone
when the step is done, by whomever.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.documents.models import Document
from governance.rules.book import Book
from governance.templatetags.wordings import cn_number, due_text, zh_date, zh_time
from meetings import judgement
from meetings.models import (
    AgendaItem,
    Attendance,
    LeaveRequest,
    Meeting,
    Minutes,
    NoticeDelivery,
    Resolution,
    ResolutionClause,
    StatedFact,
    Topic,
    TopicOpinion,
    Vote,
)
from meetings.models.base import Method
from meetings.pages.progress import Progress, with_progress

OFFICE = ("office_clerk", "office_director")
LEADERS = ("secretary", "deputy_secretary")
WEEK = timedelta(days=7)
DIARY = timedelta(days=14)
M, A, V, N = Meeting.Status, AgendaItem.Status, Vote.Status, Minutes.Status


@dataclass(frozen=True)
class Chore:
    """One thing to do. `due` None: no article and no meeting sets a day."""

    name: str
    url: str
    do: str
    do_url: str
    more: str = ""
    cites: tuple[str, ...] = ()
    due: date | None = None
    due_words: str = ""
    due_note: str = ""
    rank: int = 5


@dataclass(frozen=True)
class Shown:
    chore: Chore
    state: str
    words: str
    note: str
    primary: bool


@dataclass(frozen=True)
class Day:
    key: str
    name: str
    sub: str
    late: bool
    chores: tuple[Shown, ...]


@dataclass(frozen=True)
class Going:
    meeting: Meeting
    rail: tuple[Any, ...]
    words: str


@dataclass(frozen=True)
class Desk:
    days: tuple[Day, ...]
    counts: dict[str, int] = field(default_factory=dict)
    diary: tuple[Meeting, ...] = ()
    going: tuple[Going, ...] = ()
    next_due: date | None = None


def desk_for(actor: Actor) -> Desk:
    """The desk of one person. Some twenty queries, whatever lies on it."""
    reader = _Reader(actor)
    chores = sorted(reader.chores(), key=lambda c: (c.due or date.max, c.rank))
    days = tuple(_days(chores, actor.day))
    dues = [c.due for c in chores if c.due and c.due > actor.day]
    return Desk(
        days=days,
        counts={day.key: len(day.chores) for day in days},
        diary=tuple(m for m in reader.live if actor.day <= m.meets_on <= actor.day + DIARY),
        going=tuple(reader.going()),
        next_due=min(dues) if dues else None,
    )


def _days(chores: list[Chore], today: date) -> Iterator[Day]:
    """逾期, 今天, 近七日, 往后, 没有定日期; empty ones are left out. The first chore alone is primary."""
    late = [c for c in chores if c.due and c.due < today]
    now = [c for c in chores if c.due == today]
    week = [c for c in chores if c.due and today < c.due <= today + WEEK]
    later = [c for c in chores if c.due and c.due > today + WEEK]
    undated = [c for c in chores if c.due is None]
    groups = (
        ("late", _("逾期"), _("%(n)s件") % {"n": len(late)}, late),
        ("today", _("今天"), zh_date(today, today), now),
        ("open", _("等您办"), _("条文没写天数"), undated),
        ("week", _("近七日"), _("至%(day)s") % {"day": zh_date(today + WEEK, today)}, week),
        ("later", _("往后"), "", later),
    )
    first = True
    for key, name, sub, found in groups:
        shown = []
        for chore in found:
            state, words = due_text(chore.due, today) if chore.due else ("", "")
            note = zh_date(chore.due, today) if chore.due and chore.due != today else ""
            shown.append(
                Shown(
                    chore,
                    state if key == "late" else "near" if chore.due == today else "",
                    chore.due_words or words,
                    chore.due_note or note,
                    first,
                )
            )
            first = False
        if shown:
            yield Day(key, str(name), str(sub), key == "late", tuple(shown))


class _Reader:
    """Reads the rows once and turns them into chores for one actor."""

    def __init__(self, actor: Actor) -> None:
        self.actor, self.today = actor, actor.day
        self.person = actor.person_id
        self.books: dict[int, Book] = {}
        towns = actor.organization_ids
        self.office = frozenset(t for t in towns if actor.holds(t, *OFFICE))
        self.secretary = frozenset(t for t in towns if actor.holds(t, "secretary"))
        self.leading = frozenset(t for t in towns if actor.holds(t, *LEADERS))
        self.seats = frozenset(t for t in towns if actor.seat(t))
        live = [M.PREPARING, M.NOTICED, M.IN_SESSION, M.CLOSED]
        visible = Meeting.objects.visible_to(actor).filter(status__in=live)
        self.live: list[Meeting] = list(
            with_progress(visible)
            .prefetch_related(
                Prefetch("attendances", Attendance.objects.filter(person_id=self.person), to_attr="mine")
            )
            .order_by("meets_at")
        )
        # Recused items are not the person's to work on: neither chores nor names of them.
        shown = AgendaItem.objects.visible_to(actor).filter(meeting__in=visible).values_list("pk", flat=True)
        self.shown = frozenset(shown)

    def chores(self) -> Iterator[Chore]:
        yield from self._topics()
        for meeting in self.live:
            yield from self._meeting(meeting)
        yield from self._deliveries()
        yield from self._leave()
        yield from self._facts()
        yield from self._clauses()
        yield from self._documents()

    def going(self) -> Iterator[Going]:
        for meeting in self.live[:5]:
            progress = Progress(meeting, self.today)
            steps = tuple(progress.rail)
            step = steps[progress.current - 1]
            words = _("第%(n)s步　%(name)s") % {"n": cn_number(progress.current), "name": step.name}
            yield Going(meeting, steps, f"{words}：{step.note}" if step.note else words)

    # Topics -------------------------------------------------------------------------------

    def _topics(self) -> Iterator[Chore]:
        waiting = (
            Topic.objects.visible_to(self.actor)
            .filter(status__in=[Topic.Status.SUBMITTED, Topic.Status.RETURNED])
            .select_related("proposed_by", "leader")
            .prefetch_related(
                Prefetch("opinions", TopicOpinion.objects.filter(person_id=self.person), to_attr="mine")
            )
            .order_by("proposed_on", "id")
        )
        for topic in waiting:
            yield from self._topic(topic)

    def _topic(self, topic: Topic) -> Iterator[Chore]:
        url = reverse("meetings:topic", args=[topic.pk])
        proposed = _("%(who)s提出　%(day)s") % {
            "who": topic.proposed_by.name,
            "day": zh_date(topic.proposed_on, self.today),
        }
        if topic.status == Topic.Status.RETURNED:
            if topic.proposed_by_id == self.person:
                yield Chore(
                    _("议题退回：%(title)s") % {"title": topic.title},
                    url,
                    _("修改重报"),
                    reverse("meetings:topic-rework", args=[topic.pk]),
                    _("退回理由：%(why)s") % {"why": topic.returned_because},
                    rank=2,
                )
            return
        needs_consent = topic.department_proposal and topic.leader is not None and not topic.leader_consented_on
        if needs_consent and self._leads(topic):
            yield Chore(
                _("分管议题待同意：%(title)s") % {"title": topic.title}, url, _("看议题"), url, proposed, ("S1-04:三-1a",)
            )
        elif topic.organization_id in self.leading | self.office and not needs_consent:
            yield Chore(
                _("议题待审定：%(title)s") % {"title": topic.title},
                url,
                _("列入议程"),
                reverse("meetings:topic-agenda", args=[topic.pk]),
                proposed,
                self._adopted(topic.organization_id, "S0-04:二-1a", "S1-01:七-1a", "S1-04:三-1b"),
            )
        if topic.organization_id in self.seats and topic.proposed_by_id != self.person and not topic.mine:  # type: ignore[attr-defined]
            yield Chore(
                _("议题征求意见：%(title)s") % {"title": topic.title},
                url,
                _("提意见"),
                reverse("meetings:topic-opinion", args=[topic.pk]),
                proposed,
                self._adopted(topic.organization_id, "S0-04:二-1b"),
                rank=6,
            )

    def _leads(self, topic: Topic) -> bool:
        assert topic.leader is not None
        held = self.actor.holds(topic.organization_id, topic.leader.code)
        return held is not None and held.title.startswith(topic.leader.title)

    def _adopted(self, organization_id: int, *cites: str) -> tuple[str, ...]:
        """The first of the articles that the town has adopted."""
        if organization_id not in self.books:
            self.books[organization_id] = judgement.bench(organization_id, self.today).book
        book = self.books[organization_id]
        return tuple(c for c in cites if book.article(c) is not None)[:1]

    # Meetings -----------------------------------------------------------------------------

    def _meeting(self, meeting: Meeting) -> Iterator[Chore]:
        steps = {
            M.PREPARING: self._preparing,
            M.NOTICED: self._on_the_day,
            M.IN_SESSION: self._in_session,
            M.CLOSED: self._afterwards,
        }
        yield from steps[M(meeting.status)](meeting)

    def _chore(self, meeting: Meeting, name: str, do: str, url: str = "", **more: Any) -> Chore:
        room = reverse("meetings:room", args=[meeting.pk])
        more.setdefault("due", meeting.meets_on)
        return Chore(_("%(meeting)s：%(what)s") % {"meeting": meeting, "what": name}, room, do, url or room, **more)

    def _preparing(self, meeting: Meeting) -> Iterator[Chore]:
        progress = Progress(meeting, self.today)
        town = meeting.organization_id
        when = _("%(day)s %(time)s开会") % {
            "day": zh_date(meeting.meets_on, self.today),
            "time": zh_time(meeting.meets_at),
        }
        if not progress.items and town in self.office:
            yield self._chore(meeting, _("还没有列入议题"), _("列议程"), reverse("meetings:topics"), more=when)
        elif meeting.agenda_confirmed_on is None and town in self.secretary:
            yield self._chore(
                meeting,
                _("%(n)s项议题待审定") % {"n": len(progress.items)},
                _("审定议程"),
                more=when,
                cites=self._adopted(town, "S0-04:二-1a", "S1-04:三-1b", "S1-01:七-1a"),
            )
        elif meeting.agenda_confirmed_on and town in self.office:
            yield self._chore(
                meeting,
                _("议程已审定，待发通知"),
                _("发出通知"),
                reverse("meetings:convene", args=[meeting.pk]),
                more=when,
                cites=self._adopted(town, "S0-04:二-3a", "S1-01:七-2a", "S3-02:1-1a2"),
            )

    def _on_the_day(self, meeting: Meeting) -> Iterator[Chore]:
        if meeting.meets_on > self.today:
            return
        at = _("%(time)s开会") % {"time": zh_time(meeting.meets_at)}
        mine: Attendance | None = next(iter(meeting.mine), None)  # type: ignore[attr-defined]
        if mine and mine.status == Attendance.Status.EXPECTED:
            url = reverse("meetings:sign-in", args=[mine.pk])
            yield self._chore(meeting, _("今天开会，请签到"), _("签到"), url, due_words=at, due_note=meeting.place, rank=1)
        if meeting.chair_id == self.person or meeting.organization_id in self.office:
            yield self._chore(
                meeting,
                _("等候签到、宣布开会"),
                _("进入会议"),
                more=_("主持%(a)s　记录%(b)s") % {"a": meeting.chair.name, "b": meeting.recorder.name},
                due_words=at,
                due_note=meeting.place,
                cites=self._adopted(meeting.organization_id, "S1-01:六-1", "S0-04:三-1b", "S3-02:1-1c"),
                rank=1,
            )

    def _in_session(self, meeting: Meeting) -> Iterator[Chore]:
        progress = Progress(meeting, self.today)
        item = progress.open_item
        now = {"due": self.today, "due_words": _("正在开会"), "due_note": meeting.place, "rank": 0}
        mine: Attendance | None = next(iter(meeting.mine), None)  # type: ignore[attr-defined]
        if mine and mine.status in (Attendance.Status.EXPECTED, Attendance.Status.ON_LEAVE):
            url = reverse("meetings:sign-in", args=[mine.pk])
            yield self._chore(meeting, _("已经开会，还没有签到"), _("签到"), url, **now)
            return
        if item is not None and item.pk in self.shown:
            yield from self._open_item(meeting, item, mine, now)
        if meeting.chair_id == self.person or meeting.organization_id in self.office:
            what = (
                _("第%(n)s项%(state)s") % {"n": cn_number(item.order), "state": item.get_status_display()}
                if item
                else _("还有%(n)s项待议") % {"n": len(progress.pending)}
            )
            yield self._chore(meeting, what, _("进入会议"), **now)

    def _open_item(
        self, meeting: Meeting, item: AgendaItem, mine: Attendance | None, now: dict[str, Any]
    ) -> Iterator[Chore]:
        n = cn_number(item.order)
        present = mine is not None and mine.voting and mine.status == Attendance.Status.PRESENT
        if item.status == A.DISCUSSING and present:
            if not item.stances.filter(person_id=self.person, replaced_by__isnull=True).exists():
                url = reverse("meetings:item-stance", args=[item.pk])
                cites = self._adopted(meeting.organization_id, "S1-01:七-3b", "S0-04:三-2c")
                yield self._chore(meeting, _("第%(n)s项请表态") % {"n": n}, _("表明态度"), url, cites=cites, **now)
        vote = next((v for v in item.votes.all() if v.status not in (V.VOIDED, V.ANNOUNCED)), None)
        if vote is None or self.person not in vote.roll:
            return
        if vote.status == V.OPEN and vote.method == Method.NAMED_BALLOT:
            if not vote.ballots.filter(person_id=self.person).exists():
                url = reverse("meetings:ballot", args=[vote.pk])
                yield self._chore(meeting, _("第%(n)s项请署名投票") % {"n": n}, _("去投票"), url, **now)
        elif vote.status == V.CLOSED:
            url = reverse("meetings:vote-count", args=[vote.pk])
            yield self._chore(meeting, _("第%(n)s项待计票人录入票数") % {"n": n}, _("录入票数"), url, **now)
        elif vote.status == V.TYPED and vote.teller_id != self.person:
            yield self._chore(meeting, _("第%(n)s项待监票人核对票数") % {"n": n}, _("核对票数"), **now)

    def _afterwards(self, meeting: Meeting) -> Iterator[Chore]:
        progress = Progress(meeting, self.today)
        town, chair = meeting.organization_id, meeting.chair_id == self.person
        office = town in self.office
        cites = self._adopted(town, "S0-04:三-6b", "S1-01:九-2")
        undated: dict[str, Any] = {"due": None, "cites": cites}
        drafts = [
            r for r in progress.adopted if r.status == Resolution.Status.DRAFTED and r.item_id in self.shown
        ]
        for resolution in drafts:
            worded = bool(resolution.clauses.all())
            if not worded and office:
                url = reverse("meetings:resolution-word", args=[resolution.pk])
                yield self._chore(meeting, _("%(r)s待拟写") % {"r": resolution}, _("拟写决议"), url, **undated)
            if worded and chair:
                url = reverse("meetings:room", args=[meeting.pk]) + f"?item={resolution.item_id}#item"
                yield self._chore(meeting, _("%(r)s待确认") % {"r": resolution}, _("看决议"), url, **undated)
        minutes = progress.minutes
        place = reverse("meetings:room", args=[meeting.pk]) + "#minutes"
        if minutes is None:
            if office:
                yield self._chore(meeting, _("散会了，纪要待整理"), _("整理纪要"), place, **undated)
        elif minutes.status in (N.DRAFTING, N.RETURNED) and office:
            words = _("纪要退回修改") if minutes.status == N.RETURNED else _("纪要待送审")
            yield self._chore(meeting, words, _("看纪要"), place, more=minutes.returned_because, **undated)
        elif minutes.status == N.IN_REVIEW and chair:
            yield self._chore(meeting, _("纪要待您签发"), _("审阅纪要"), place, **undated)
        elif minutes.status == N.SIGNED and (office or chair):
            yield self._chore(meeting, _("纪要已签发，待归档"), _("去归档"), **undated)

    # What hangs on meetings ---------------------------------------------------------------

    def _deliveries(self) -> Iterator[Chore]:
        waiting = NoticeDelivery.objects.visible_to(self.actor).filter(
            person_id=self.person,
            acknowledged_at__isnull=True,
            notice__meeting__status__in=[M.NOTICED, M.IN_SESSION],
        )
        for delivery in waiting.select_related("notice__meeting"):
            meeting = delivery.notice.meeting
            url = reverse("meetings:acknowledge", args=[delivery.pk])
            yield Chore(
                _("%(meeting)s通知待签收") % {"meeting": meeting},
                url,
                _("看通知"),
                url,
                _("%(time)s，%(place)s") % {"time": zh_time(meeting.meets_at), "place": meeting.place},
                due=meeting.meets_on,
                rank=3,
            )

    def _leave(self) -> Iterator[Chore]:
        if not self.secretary:
            return
        waiting = LeaveRequest.objects.visible_to(self.actor).filter(
            organization_id__in=self.secretary,
            status=LeaveRequest.Status.SUBMITTED,
            meeting__status__in=[M.NOTICED, M.IN_SESSION],
        )
        for leave in waiting.select_related("meeting", "person"):
            url = reverse("meetings:room", args=[leave.meeting_id]) + "#leave"
            yield Chore(
                _("%(who)s请%(meeting)s的假") % {"who": leave.person.name, "meeting": leave.meeting},
                url,
                _("看请假"),
                url,
                _("事由：%(why)s") % {"why": leave.because},
                due=leave.meeting.meets_on,
                rank=3,
            )

    def _facts(self) -> Iterator[Chore]:
        """One chore a matter, however many facts wait on it."""
        if not self.secretary:
            return
        waiting = (
            StatedFact.objects.visible_to(self.actor)
            .filter(organization_id__in=self.secretary, confirmed_on__isnull=True, superseded=False)
            .exclude(topic__status__in=[Topic.Status.DECIDED, Topic.Status.WITHDRAWN])
            .select_related("topic", "item__meeting", "meeting", "stated_by")
        )
        places: dict[str, list[StatedFact]] = {}
        for fact in waiting:
            if fact.topic_id:
                url = reverse("meetings:topic", args=[fact.topic_id]) + "#facts"
            else:
                meeting_id = fact.meeting_id or fact.item.meeting_id  # type: ignore[union-attr]
                url = reverse("meetings:room", args=[meeting_id]) + (f"?item={fact.item_id}#item" if fact.item_id else "#facts")
            places.setdefault(url, []).append(fact)
        for url, facts in places.items():
            yield Chore(
                _("%(matter)s：%(n)s条事实待确认") % {"matter": facts[0].about, "n": len(facts)},
                url,
                _("去确认"),
                url,
                _("%(who)s登记") % {"who": facts[0].stated_by.name},
            )

    def _clauses(self) -> Iterator[Chore]:
        mine = ResolutionClause.objects.visible_to(self.actor).filter(
            owner_id=self.person,
            status=ResolutionClause.Status.OPEN,
            resolution__status=Resolution.Status.CONFIRMED,
        )
        for clause in mine.select_related("resolution__item__meeting").order_by("due_on"):
            item = clause.resolution.item
            url = reverse("meetings:room", args=[item.meeting_id]) + f"?item={item.pk}#item"
            yield Chore(
                _("决议落实：%(what)s") % {"what": clause.text},
                url,
                _("看决议"),
                url,
                _("%(number)s第%(n)s条") % {"number": clause.resolution.number, "n": clause.order},
                self._adopted(clause.organization_id, "S1-01:十一-1", "S0-04:二-8", "S1-04:四-1"),
                due=clause.due_on,
                rank=4,
            )

    def _documents(self) -> Iterator[Chore]:
        if not self.office:
            return
        failed = Document.objects.visible_to(self.actor).filter(
            organization_id__in=self.office, state=Document.State.FAILED
        )
        for document in failed:
            yield Chore(
                _("文件没有生成：%(document)s") % {"document": document},
                reverse("documents:list"),
                _("重新生成"),
                reverse("documents:reorder", args=[document.pk]),
                document.failure,
                rank=2,
            )
