"""What meetings owe by a day: notices to send and to sign for, leave to grant, resolutions to carry out, a
meeting every so often. Read from rows each time; done is what no longer stands here (design §6).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Prefetch
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.deadlines.cadences import Cadence, Period, Stretch, register_cadence, standing_by_town
from governance.deadlines.duties import Clock, Duty, Towns, register_clock
from governance.people.queries import committees_on
from governance.people.standard_posts import OFFICE
from governance.rulebook.book import books_for
from governance.rules.book import Book
from governance.rules.coverage import bind
from meetings import facts
from meetings.judgement import Bench, benches
from meetings.models import (
    AgendaItem,
    BodyMatter,
    EmergencyHandling,
    LeaveRequest,
    Meeting,
    NoticeDelivery,
    Recusal,
    Resolution,
    ResolutionClause,
    TopicCall,
)
from meetings.models.base import Matter

MONTHLY = "S0-04:三-1a"
UPWARD = "S1-04:三-3d"
EMERGENCY = ("S1-01:八", "S1-04:三-2f", "S3-02:1-0c")
BY_SECRETARIES = "S1-02:一-6"  # where the secretary meeting handled it
CARRIED_OUT = ("S1-01:九-3", "S0-04:二-8")  # the first that is adopted
NOTICE_ARTICLES = ("S0-04:二-3a", "S1-01:七-2a")
AT_ONCE = -366  # a first reminder as soon as the duty stands: it is news to those it binds
SEARCHED = 20  # days before the meeting among which the last lawful day for the notice is looked for
M = Meeting.Status


def last_notice_day(judge: Bench, meets_on: date, matters: Iterable[str]) -> date | None:
    """The last day on which a notice draws no objection from the adopted articles: the rule itself is asked,
    day by day backwards. None where no day of the stretch satisfies it."""
    kinds = list(dict.fromkeys(matters)) or [Matter.ORDINARY]
    for back in range(SEARCHED):
        day = meets_on - timedelta(days=back)
        verdicts = [judge("meetings.notice", facts.notice(k, day, meets_on, written=True)) for k in kinds]
        if all(v.allowed and not v.warnings for v in verdicts):
            return day
    return None


def earliest_meeting_day(judge: Bench, noticed_on: date, matters: Iterable[str]) -> date | None:
    """The first day a meeting on these matters may be held when its written notice goes out on `noticed_on`:
    the same rule, asked day by day forwards. None where no day of the stretch satisfies it."""
    kinds = list(dict.fromkeys(matters)) or [Matter.ORDINARY]
    for ahead in range(SEARCHED):
        day = noticed_on + timedelta(days=ahead)
        verdicts = [judge("meetings.notice", facts.notice(k, noticed_on, day, written=True)) for k in kinds]
        if all(v.allowed and not v.warnings for v in verdicts):
            return day
    return None


def notices_to_send(towns: Towns, day: date) -> Iterator[Duty]:
    """The office sends the notice of a planned meeting in time (S0-04:二-3a, S1-01:七-2a)."""
    planned = Meeting.objects.filter(organization__in=towns, status=M.PREPARING, meets_at__gte=start_of(day))
    planned = planned.prefetch_related(Prefetch("items", AgendaItem.objects.select_related("topic")))
    judges = benches({meeting.organization_id for meeting in planned}, day)
    for meeting in planned:
        judge = judges[meeting.organization_id]
        last = last_notice_day(judge, meeting.meets_on, [i.topic.matter for i in meeting.items.all()])
        if last is None:
            continue
        yield Duty(
            clock="meetings.notice",
            organization_id=meeting.organization_id,
            object_type="meetings.meeting",
            object_id=meeting.pk,
            text=_("发出%(meeting)s通知") % {"meeting": meeting},
            url=reverse("meetings:room", args=[meeting.pk]),
            event_on=meeting.meets_on,
            due_on=last,
            posts=OFFICE,
            cites=_adopted(NOTICE_ARTICLES, judge.book),
            provisional=not judge.calendar.knows(last),
        )


def topics_to_propose(towns: Towns, day: date) -> Iterator[Duty]:
    """Members hear of a call for topics before it closes (S1-04:三-1b). Nobody is late with it: whoever has
    nothing to propose owes nothing, and after the closing day the call stands no more."""
    calls = TopicCall.objects.filter(
        organization__in=towns,
        closes_on__gte=day,
        meeting__status=M.PREPARING,
        withdrawn_on__isnull=True,
    )
    calls = calls.select_related("meeting").prefetch_related("topics")
    members = committees_on({call.organization_id for call in calls}, day)
    for call in calls:
        answered = {topic.proposed_by_id for topic in call.topics.all()}
        asked = [t.person_id for t in members[call.organization_id]]
        waiting = tuple(pk for pk in dict.fromkeys(asked) if pk not in answered)
        if waiting:
            yield Duty(
                clock="meetings.call",
                organization_id=call.organization_id,
                object_type="meetings.topiccall",
                object_id=call.pk,
                text=_("%(meeting)s征集议题，有议题的请提出") % {"meeting": call.meeting},
                url=f"{reverse('meetings:propose')}?zhengji={call.pk}",
                event_on=call.opened_on,
                due_on=call.closes_on,
                persons=waiting,
                basis=_("征集通知"),
                seen_at=reverse("meetings:room", args=[call.meeting_id]),
            )


def notices_to_sign(towns: Towns, day: date) -> Iterator[Duty]:
    """Everybody invited signs for the notice before the meeting."""
    open_ = NoticeDelivery.objects.filter(
        organization__in=towns,
        acknowledged_at__isnull=True,
        notice__meeting__status=M.NOTICED,
        notice__meeting__meets_at__gte=start_of(day),
    )
    for delivery in open_.select_related("notice__meeting"):
        meeting = delivery.notice.meeting
        yield Duty(
            clock="meetings.acknowledgement",
            organization_id=delivery.organization_id,
            object_type="meetings.meeting",
            object_id=meeting.pk,
            part=str(delivery.person_id),
            text=_("签收%(meeting)s通知") % {"meeting": meeting},
            url=reverse("meetings:phone"),
            seen_at=reverse("meetings:room", args=[meeting.pk]),
            event_on=meeting.meets_on,
            due_on=meeting.meets_on,
            persons=(delivery.person_id,),
            basis=_("会议日期"),
        )


def leave_to_grant(towns: Towns, day: date) -> Iterator[Duty]:
    """The secretary answers a request for leave before the meeting."""
    asked = LeaveRequest.objects.filter(
        organization__in=towns,
        status=LeaveRequest.Status.SUBMITTED,
        meeting__status=M.NOTICED,
        meeting__meets_at__gte=start_of(day),
    )
    for leave in asked.select_related("meeting"):
        yield Duty(
            clock="meetings.leave",
            organization_id=leave.organization_id,
            object_type="meetings.meeting",
            object_id=leave.meeting_id,
            part=str(leave.person_id),
            text=_("批准%(meeting)s的请假") % {"meeting": leave.meeting},
            url=reverse("meetings:room", args=[leave.meeting_id]) + "#leave",
            event_on=leave.meeting.meets_on,
            due_on=leave.meeting.meets_on,
            posts=("secretary",),
            basis=_("会议日期"),
        )


def clauses_to_carry_out(towns: Towns, day: date, until: date | None = None) -> Iterator[Duty]:
    """A resolution is carried out by its owner by its day (S1-01:九-3, S1-04:四-1). Secret matters say only
    that there is one; who was recused from the item, or is who it is about, hears nothing of it. What was handed
    to supervision is reminded of there."""
    recusals = Prefetch("resolution__item__recusals", Recusal.objects.all())
    clauses = (
        ResolutionClause.objects.filter(
            organization__in=towns,
            status=ResolutionClause.Status.OPEN,
            resolution__status=Resolution.Status.CONFIRMED,
        )
        .unsupervised()
        .select_related("resolution__item__topic", "resolution__item__meeting")
        .prefetch_related(recusals, "resolution__item__topic__subjects")
    )
    if until is not None:
        clauses = clauses.filter(due_on__lte=until)
    books = books_for({clause.organization_id for clause in clauses}, day)
    for clause in clauses:
        item = clause.resolution.item
        yield Duty(
            clock="meetings.clause",
            organization_id=clause.organization_id,
            object_type="meetings.resolutionclause",
            object_id=clause.pk,
            text=_clause_text(clause, "" if item.topic.is_secret else item.topic.title),
            url=reverse("meetings:clause-done", args=[clause.pk]),
            seen_at=f"{reverse('meetings:room', args=[item.meeting_id])}?item={item.pk}#i-res",
            event_on=item.meeting.meets_on,
            due_on=clause.due_on,
            persons=(clause.owner_id,),
            excluded=frozenset(
                {r.person_id for r in item.recusals.all()} | {s.person_id for s in item.topic.subjects.all()}
            ),
            cites=_adopted(_of_clause(clause), books[clause.organization_id])[:1],
            basis=_("决议"),
        )


def _of_clause(clause: ResolutionClause) -> tuple[str, ...]:
    return (UPWARD, *CARRIED_OUT) if clause.upward else CARRIED_OUT


def emergencies_to_report(towns: Towns, day: date) -> Iterator[Duty]:
    """What was handled on a leader's word is reported to the committee (S1-01:八, 及时: no number of days, so
    the day itself counts)."""
    found = EmergencyHandling.objects.filter(organization__in=towns, status=EmergencyHandling.Status.OPEN)
    found = found.annotate(at_meeting=Exists(BodyMatter.objects.filter(emergency=OuterRef("pk"))))
    books = books_for({row.organization_id for row in found}, day)
    for row in found:
        yield Duty(
            clock="meetings.emergency",
            organization_id=row.organization_id,
            object_type="meetings.emergencyhandling",
            object_id=row.pk,
            text=_("向班子报告紧急处置“%(title)s”") % {"title": row.title},
            url=reverse("meetings:emergencies"),
            event_on=row.handled_on,
            due_on=row.handled_on,
            posts=OFFICE,
            persons=(row.handled_by_id,),
            cites=_adopted((BY_SECRETARIES, *EMERGENCY), books[row.organization_id])
            if row.at_meeting
            else _adopted(EMERGENCY, books[row.organization_id]),
            basis=_("处置日期"),
        )


def _clause_text(clause: ResolutionClause, title: str) -> str:
    """What is owed; a secret matter is named by its kind alone."""
    what = {"topic": title, "n": clause.order, "how": str(clause.get_upward_display())}
    if clause.upward:
        return _("%(how)s：“%(topic)s”第%(n)s条") % what if title else _("%(how)s：一件会议决定的事项") % what
    return _("落实“%(topic)s”第%(n)s条") % what if title else _("落实一件会议决定的事项")


def meeting_days(towns: Towns, first: date, last: date) -> dict[int, list[date]]:
    """The days of meetings opened in the stretch, by town; cancelled and merely planned ones do not count.
    One query."""
    held = Meeting.objects.filter(
        organization__in=towns,
        status__in=[M.IN_SESSION, M.CLOSED, M.ARCHIVED],
        meets_at__gte=start_of(first),
        meets_at__lt=start_of(last + timedelta(days=1)),
    )
    found: dict[int, list[date]] = defaultdict(list)
    for town, at in held.values_list("organization_id", "meets_at"):
        found[town].append(timezone.localtime(at).date())
    return found


def meetings_held(towns: Towns, first: date, last: date) -> Mapping[int, int]:
    return {town: len(days) for town, days in meeting_days(towns, first, last).items()}


def _meetings_held_many(towns: Towns, spans: Sequence[Stretch]) -> Mapping[int, Sequence[int]]:
    held = meeting_days(towns, min(s[0] for s in spans), max(s[1] for s in spans))
    return {t: [sum(a <= day <= b for day in days) for a, b in spans] for t, days in held.items()}


MONTHLY_CADENCE = Cadence(
    code="meetings.monthly",
    title=gettext_lazy("党委会次数"),
    cite=MONTHLY,
    figure="meetings",
    period=Period.MONTH,
    count=meetings_held,
    count_many=_meetings_held_many,
)


def meetings_to_hold(towns: Towns, day: date) -> Iterator[Duty]:
    """One more meeting before the month ends, as long as the number the committee has set is not reached
    (S0-04:三-1a). Nothing where the number is not set: the article leaves it blank."""
    for pk, monthly in standing_by_town(MONTHLY_CADENCE, towns, day).items():
        if not monthly.missing:
            continue
        yield Duty(
            clock="meetings.monthly",
            organization_id=pk,
            object_type="governance.organization",
            object_id=pk,
            part=monthly.first.isoformat(),
            text=_("本月还须召开党委会%(n)s次") % {"n": monthly.missing},
            url=reverse("deadlines:duties"),
            event_on=monthly.first,
            due_on=monthly.last,
            posts=(*OFFICE, "secretary"),
            cites=(MONTHLY,),
        )


def _adopted(cites: Iterable[str], book: Book) -> tuple[str, ...]:
    """Those of the articles that bind the town."""
    return tuple(cite for cite in cites if book.article(cite) is not None)


def start_of(day: date) -> datetime:
    """Local midnight at which a day begins."""
    return timezone.make_aware(datetime.combine(day, time.min))


register_clock(
    Clock(
        "meetings.notice",
        gettext_lazy("会议通知"),
        notices_to_send,
        offsets=(-2, -1, 0, 1),
        escalate=((1, ("secretary",)),),
    )
)
register_clock(
    Clock("meetings.call", gettext_lazy("征集议题"), topics_to_propose, offsets=(AT_ONCE, -3, -1, 0))
)
register_clock(
    Clock("meetings.acknowledgement", gettext_lazy("签收通知"), notices_to_sign, offsets=(AT_ONCE, -1, 0))
)
register_clock(
    Clock(
        "meetings.emergency",
        gettext_lazy("紧急处置报告"),
        emergencies_to_report,
        offsets=(0, 1, 3, 7, 14),
        escalate=((3, ("secretary",)),),
    )
)
register_clock(Clock("meetings.leave", gettext_lazy("准假"), leave_to_grant, offsets=(AT_ONCE, -1, 0)))
register_clock(
    Clock(
        "meetings.clause",
        gettext_lazy("决议落实"),
        clauses_to_carry_out,
        offsets=(-3, 0, 1, 7),
        escalate=((1, ("office_director",)), (7, ("secretary",))),
        day_is_stored=True,
    )
)
register_clock(
    Clock("meetings.monthly", gettext_lazy("党委会次数"), meetings_to_hold, offsets=(-10, -5, -2, 0))
)
register_cadence(MONTHLY_CADENCE)
bind(MONTHLY, by="meetings.clocks.meetings_to_hold", how="cadence")
bind(UPWARD, by="meetings.clocks.clauses_to_carry_out", how="deadline")
bind(*EMERGENCY, BY_SECRETARIES, by="meetings.clocks.emergencies_to_report", how="deadline")
