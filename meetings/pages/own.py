"""我的履职: one's own year: meetings, tasks, stances and votes, topics and opinions. Nobody else's, and of a
secret ballot only that one stood on its roll: whether a slip was handed in is not known to anybody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from governance.access.actor import Actor
from meetings.models import (
    AgendaItem,
    Attendance,
    Meeting,
    NamedBallot,
    ResolutionClause,
    Stance,
    Topic,
    TopicOpinion,
    Vote,
)
from meetings.models.base import Method

A = Attendance.Status
HELD = (Meeting.Status.IN_SESSION, Meeting.Status.CLOSED, Meeting.Status.ARCHIVED)
FEWEST = 5  # below so many meetings a rate says nothing (house wording: no shares of fewer than five)


@dataclass(frozen=True)
class MeetingLine:
    meeting: Meeting
    attendance: Attendance
    word: str
    kind: str
    url: str

    @property
    def when(self) -> Any:
        return self.attendance.signed_in_at


@dataclass(frozen=True)
class Counts:
    """Of the meetings held where one had a vote."""

    entitled: int = 0
    present: int = 0
    late: int = 0
    left: int = 0
    leave: int = 0
    absent: int = 0
    guest: int = 0

    @property
    def rate(self) -> str:
        """92.3%（13次中12次）"""
        if self.entitled < FEWEST:
            return ""
        share = f"{self.present * 100 / self.entitled:.1f}".removesuffix(".0")
        return _("%(share)s%%（%(of)s次中%(n)s次）") % {
            "share": share,
            "of": self.entitled,
            "n": self.present,
        }


@dataclass(frozen=True)
class VoteLine:
    vote: Vote
    title: str
    word: str
    url: str


@dataclass(frozen=True)
class OwnYear:
    year: int
    years: tuple[int, ...]
    meetings: tuple[MeetingLine, ...]
    counts: Counts
    open_tasks: tuple[ResolutionClause, ...]
    done_tasks: tuple[ResolutionClause, ...]
    stances: tuple[tuple[Stance, str], ...]
    votes: tuple[VoteLine, ...]
    topics: tuple[tuple[Topic, str], ...]
    opinions: tuple[TopicOpinion, ...]


def own_year(actor: Actor, year: int) -> OwnYear:
    """Some twelve queries for any number of rows."""
    meetings = tuple(_meetings(actor, year))
    items = AgendaItem.objects.visible_to(actor)
    tasks = (
        ResolutionClause.objects.owed_by(actor)
        .select_related("resolution__item")
        .order_by("status", "due_on", "pk")
    )
    open_tasks = [t for t in tasks if t.status == ResolutionClause.Status.OPEN]
    done_tasks = [t for t in tasks if t.done_on is not None and t.done_on.year == year]
    stances = (
        Stance.objects.current()
        .filter(person_id=actor.person_id, item__in=items, item__meeting__year=year)
        .select_related("item__topic", "item__meeting")
        .order_by("-taken_at")
    )
    topics = Topic.objects.visible_to(actor).filter(proposed_by_id=actor.person_id)
    opinions = TopicOpinion.objects.visible_to(actor).filter(person_id=actor.person_id, given_on__year=year)
    return OwnYear(
        year=year,
        years=_years(actor, year),
        meetings=meetings,
        counts=_counts(meetings),
        open_tasks=tuple(open_tasks),
        done_tasks=tuple(done_tasks),
        stances=tuple((s, _item_url(s.item)) for s in stances),
        votes=tuple(_votes(actor, year)),
        topics=tuple(
            (t, reverse("meetings:topic", args=[t.pk])) for t in topics.filter(proposed_on__year=year)
        ),
        opinions=tuple(opinions.select_related("topic").order_by("-given_on", "-pk")),
    )


def _item_url(item: AgendaItem) -> str:
    return f"{reverse('meetings:room', args=[item.meeting_id])}?item={item.pk}#item"


def _years(actor: Actor, year: int) -> tuple[int, ...]:
    mine = Attendance.objects.filter(
        person_id=actor.person_id, meeting__in=Meeting.objects.visible_to(actor)
    ).values_list("meeting__year", flat=True)
    proposed = Topic.objects.visible_to(actor).filter(proposed_by_id=actor.person_id)
    years = {*mine, *(day.year for day in proposed.dates("proposed_on", "year")), year, actor.day.year}
    return tuple(sorted(years, reverse=True))


def _meetings(actor: Actor, year: int) -> Iterator[MeetingLine]:
    mine = (
        Attendance.objects.filter(
            person_id=actor.person_id,
            meeting__in=Meeting.objects.visible_to(actor),
            meeting__year=year,
            meeting__status__in=HELD,
        )
        .select_related("meeting")
        .order_by("-meeting__meets_at")
    )
    for one in mine:
        word, kind = _came(one)
        url = reverse("meetings:room", args=[one.meeting_id])
        yield MeetingLine(one.meeting, one, word, kind, url)


def came_late(one: Attendance) -> bool:
    """Signed in after the meeting was declared open."""
    opened = one.meeting.opened_at
    return bool(opened and one.signed_in_at and one.signed_in_at > opened)


def _came(one: Attendance) -> tuple[str, str]:
    """(word, kind of state): 到会, 迟到, 中途离会, 请假, 缺席."""
    if one.status in (A.PRESENT, A.LEFT):
        words = [_("迟到") if came_late(one) else _("到会")]
        if one.status == A.LEFT:
            words.append(_("中途离会"))
        return "，".join(words), "done" if len(words) == 1 and not came_late(one) else "near"
    if one.status == A.ON_LEAVE:
        return _("请假"), ""
    return (_("缺席"), "late") if one.voting else (_("没有到会"), "")


def _counts(lines: tuple[MeetingLine, ...]) -> Counts:
    own = [line.attendance for line in lines if line.attendance.voting]
    here = [a for a in own if a.status in (A.PRESENT, A.LEFT)]
    return Counts(
        entitled=len(own),
        present=len(here),
        late=sum(came_late(a) for a in here),
        left=sum(a.status == A.LEFT for a in here),
        leave=sum(a.status == A.ON_LEAVE for a in own),
        absent=sum(a.status in (A.ABSENT, A.EXPECTED) for a in own),
        guest=len(lines) - len(own),
    )


def _votes(actor: Actor, year: int) -> Iterator[VoteLine]:
    """Votes on whose roll one stands. A named one with one's own choice; for the others that one voted or
    was entitled to, never how."""
    votes = (
        Vote.objects.filter(item__in=AgendaItem.objects.visible_to(actor), item__meeting__year=year)
        .filter(~Q(status=Vote.Status.OPEN))
        .select_related("item__topic", "item__meeting")
        .order_by("-opened_at")
    )
    mine = [vote for vote in votes if actor.person_id in vote.roll]
    ballots = dict(
        (ballot.vote_id, ballot.get_choice_display())
        for ballot in NamedBallot.objects.filter(person_id=actor.person_id, vote__in=[v.pk for v in mine])
    )
    for vote in mine:
        if vote.method == Method.NAMED_BALLOT:
            word = str(ballots.get(vote.pk) or _("没有投票"))
        elif vote.is_secret:
            word = _("列入表决人名单")
        else:
            word = _("参加表决")
        yield VoteLine(vote, vote.item.topic.title, word, _item_url(vote.item))


HEADS = (
    gettext_noop("类别"),
    gettext_noop("日期"),
    gettext_noop("事项"),
    gettext_noop("情况"),
    gettext_noop("结果"),
)


def sheet(own: OwnYear, today: date) -> Iterator[tuple[Any, ...]]:
    """One's year as lines of a workbook."""
    for line in own.meetings:
        kind = _("出席") if line.attendance.voting else _("列席")
        yield _("会议"), line.meeting.meets_on, str(line.meeting), kind, line.word
    for task in (*own.open_tasks, *own.done_tasks):
        state = str(task.get_status_display())
        yield _("落实"), task.due_on, task.text, str(task.resolution), state
    for stance, _url in own.stances:
        item = stance.item
        yield (
            _("表态"),
            item.meeting.meets_on,
            item.topic.title,
            str(stance.get_stance_display()),
            str(item.get_outcome_display()),
        )
    for line in own.votes:
        vote = line.vote
        outcome = vote.get_outcome_display() or vote.get_status_display()
        method = f"{vote.get_method_display()}，{line.word}"
        yield _("表决"), vote.item.meeting.meets_on, line.title, method, str(outcome)
    for topic, _url in own.topics:
        matter = str(topic.get_matter_display())
        yield _("议题"), topic.proposed_on, topic.title, matter, str(topic.get_status_display())
    for opinion in own.opinions:
        word = _("同意上会") if opinion.agrees else _("不同意上会")
        topic = opinion.topic
        yield _("意见"), opinion.given_on, topic.title, word, str(topic.get_status_display())
