"""One function per step: rows to facts to a verdict. Asked by the button and again by the service.

The verdict of a step is all findings of all rules the step stands under.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from governance.calendar.working import calendar_for
from governance.rulebook.book import book_for

from governance.access.actor import Actor
from governance.documents.models import Document, NumberSeries
from governance.people.queries import holders
from governance.rules.book import Book
from governance.rules.registry import judge
from governance.rules.verdict import Finding, Severity, Status, Verdict, all_of
from governance.rules.wording import Sentence, gettext_noop, register_sentences
from meetings import facts
from meetings.models import (
    AgendaItem,
    Attendance,
    Meeting,
    Minutes,
    Resolution,
    Stance,
    Topic,
    Vote,
)
from meetings.models.base import Matter, Method
from meetings.room import Room, meeting_room

NOT_COUNTED_YET = gettext_lazy("待计票")

register_sentences(
    {
        "meetings.state.signed_in_before": Sentence(
            gettext_noop("已经在{have}签过到，不必再签。"),
            gettext_noop("走开又回来的，请文书登记离会、返会。"),
        ),
        "meetings.state.presence": Sentence(
            gettext_noop("现在是“{have}”，须是“{need}”才能登记。"),
            gettext_noop("请先核对签到表。"),
        ),
        "meetings.state.recused_before": Sentence(
            gettext_noop("本项已经登记过这位成员回避。"), ""
        ),
        "meetings.state.not_a_member": Sentence(
            gettext_noop("这位不在本次会议有表决权的名单里。"),
            gettext_noop("请在应到委员中选一位。"),
        ),
        "meetings.state.open_items": Sentence(
            gettext_noop("还有{have}项没有办完，不能散会。"),
            gettext_noop("请先宣布结果，或把这一项缓议。"),
        ),
        "meetings.state.unnoticed_items": Sentence(
            gettext_noop("议程里一项议题也没有。"),
            gettext_noop("请先把审定的议题列入议程。"),
        ),
        "meetings.state.minutes_before": Sentence(
            gettext_noop("这次会议的纪要已经整理过。"), ""
        ),
        "meetings.state.agenda_unconfirmed": Sentence(
            gettext_noop("议程还没有经书记审定。"),
            gettext_noop("请书记先审定议程，再发通知。"),
        ),
        "meetings.state.unfinished_wording": Sentence(
            gettext_noop("还有{have}项决议的内容没有经主持人确认。"),
            gettext_noop("请主持人逐项确认决议内容。"),
        ),
        "meetings.state.absent_speaker": Sentence(
            gettext_noop("这位成员现在不在会，或本项已回避，不能表态。"),
            gettext_noop("请先登记签到或返会。"),
        ),
        "meetings.state.spoken_before": Sentence(
            gettext_noop("这位成员本项已经表过态。"),
            gettext_noop("说法有变的，用“更正记录”，原记录保留。"),
        ),
        "meetings.state.not_yours": Sentence(
            gettext_noop("记录由本人或记录人更正。"),
            gettext_noop("请本人更正，或请记录人按本人的话更正。"),
        ),
        "meetings.state.minutes_signed": Sentence(
            gettext_noop("纪要已经签发，记录不再更正。"),
            gettext_noop("签发后的差错，用勘误更正。"),
        ),
        "meetings.state.not_on_phone": Sentence(
            gettext_noop("这一项用“{have}”，不在手机上署名投票。"),
            gettext_noop("请按主持人宣布的方式表决。"),
        ),
        "meetings.state.paper_elsewhere": Sentence(
            gettext_noop("记名投票由系统计票，不用录入。"), ""
        ),
        "meetings.count_sheet.returned_above_issued": Sentence(
            gettext_noop("收回{returned}张，多于发出的{issued}张，多{over}张。"),
            gettext_noop(
                "请计票人、监票人当场重新清点，再录入；确实多出的，本项表决作废重投。"
            ),
        ),
        "meetings.count_sheet.issued_differs": Sentence(
            gettext_noop("发出{issued}张，表决人是{roll}名，应一人一张。"),
            gettext_noop("请按表决名单核对发出张数。"),
        ),
        "meetings.count_sheet.parts_differ": Sentence(
            gettext_noop("有效{valid}加无效{invalid}，不等于收回的{returned}张。"),
            gettext_noop("请重新清点有效票和无效票。"),
        ),
        "meetings.count_sheet.choices_differ": Sentence(
            gettext_noop(
                "赞成{aye}、反对{nay}、弃权{abstain}，合计不等于有效的{valid}张。"
            ),
            gettext_noop("请重新清点各项票数。"),
        ),
        "meetings.count_sheet.adds_up": Sentence(
            gettext_noop(
                "发出{issued}、收回{returned}、有效{valid}、无效{invalid}，前后相符。"
            ),
            "",
        ),
        "meetings.count_sheet.two_signatures": Sentence(
            gettext_noop("计票人和监票人是两位不同的成员。"), ""
        ),
        "meetings.count_sheet.same_person": Sentence(
            gettext_noop("计票和监票是同一人，须由两人办理。"),
            gettext_noop("请另一位表决人核对票数。"),
        ),
        "meetings.void.same_person": Sentence(
            gettext_noop("作废须由主持人提出、另一位监票人会签，现在只有主持人一人。"),
            gettext_noop("请另一位表决人会签。"),
        ),
    }
)


def _book(organization_id: int, day: date) -> Book:
    return book_for(organization_id, day)


def _judge(
    name: str, values: dict[str, Any], organization_id: int, day: date
) -> Verdict:
    return judge(name, values, _book(organization_id, day), calendar_for(day))


def _stop(code: str, **figures: Any) -> Verdict:
    """A refusal no article is needed for: the step makes no sense as things stand."""
    return Verdict(
        findings=(
            Finding(
                "meetings.state",
                "",
                "",
                Status.FAIL,
                Severity.BLOCK,
                code,
                figures=figures,
            ),
        )
    )


_GO = Verdict.without_article("order of steps")


def usual_method(matter: str) -> str:
    """What an item of this kind is usually voted by: the suggestion on the form, not a rule."""
    if matter == Matter.PERSONNEL:
        return Method.SECRET_BALLOT
    return Method.SHOW_OF_HANDS if matter == Matter.ORDINARY else Method.NAMED_BALLOT


def secretary_line(organization_id: int, day: date) -> str:
    """In whose name notices go out: the secretary of the day."""
    held = holders(organization_id, "secretary", day)
    return f"{held[0].title}{held[0].person.name}" if held else ""


def room(item: AgendaItem) -> Room:
    return facts.room_for(item)


# Before the meeting ------------------------------------------------------------------------


def for_agenda(topic: Topic, meeting: Meeting, day: date) -> Verdict:
    """Whether the committee is the body that decides this topic."""
    return _judge(
        "meetings.deciding_body", facts.deciding_body(topic), topic.organization_id, day
    )


def for_confirming(meeting: Meeting, day: date) -> Verdict:
    """Every topic on the agenda came there as the adopted regulations say."""
    items = _agenda_items(meeting)
    if not items:
        return _stop("meetings.state.unnoticed_items")
    return all_of(
        *(
            _judge(
                "meetings.agenda",
                facts.agenda(i.topic, i, settled=True),
                meeting.organization_id,
                day,
            )
            for i in items
        )
    )


def for_convening(meeting: Meeting, day: date, *, written: bool) -> Verdict:
    """Notice lead and materials of every item, judged on the day the notice goes out."""
    items = _agenda_items(meeting)
    if not items:
        return _stop("meetings.state.unnoticed_items")
    if meeting.agenda_confirmed_on is None:
        return _stop("meetings.state.agenda_unconfirmed")
    verdicts = []
    for matter in dict.fromkeys(i.topic.matter for i in items):
        verdicts.append(
            _judge(
                "meetings.notice",
                facts.notice(matter, day, meeting.meets_on, written=written),
                meeting.organization_id,
                day,
            )
        )
    for item in items:
        verdicts.append(
            _judge(
                "meetings.materials",
                facts.materials(item.topic, meeting.meets_on),
                meeting.organization_id,
                day,
            )
        )
    return all_of(*verdicts)


def _agenda_items(meeting: Meeting) -> list[AgendaItem]:
    return list(
        meeting.items.exclude(status=AgendaItem.Status.POSTPONED)
        .select_related("topic__leader", "topic__proposed_by", "presenter")
        .prefetch_related("topic__stated_facts")
    )


# In the room -------------------------------------------------------------------------------


def not_signed_in(attendance: Attendance) -> Verdict:
    if attendance.status in (Attendance.Status.PRESENT, Attendance.Status.LEFT):
        from django.utils import timezone

        at = (
            timezone.localtime(attendance.signed_in_at).strftime("%H:%M")
            if attendance.signed_in_at
            else ""
        )
        return _stop("meetings.state.signed_in_before", have=at)
    return _GO


def has_presence(attendance: Attendance, status: str) -> Verdict:
    if attendance.status == status:
        return _GO
    labels = dict(Attendance.Status.choices)
    return _stop(
        "meetings.state.presence",
        have=str(labels[attendance.status]),
        need=str(labels[status]),
    )


def for_opening(meeting: Meeting, day: date) -> Verdict:
    """Who presides, and whether enough are there to open at all (the quorum of an ordinary matter)."""
    return all_of(
        _judge("meetings.chair", facts.chair(meeting), meeting.organization_id, day),
        _judge(
            "meetings.quorum",
            facts.quorum(meeting_room(meeting), Matter.ORDINARY),
            meeting.organization_id,
            day,
        ),
    )


def recusable(item: AgendaItem, person_id: int) -> Verdict:
    seen = room(item)
    seat = seen.seat(person_id)
    if seat is None:
        return _stop("meetings.state.not_a_member")
    return _stop("meetings.state.recused_before") if seat.recused else _GO


def for_discussing(item: AgendaItem, day: date) -> Verdict:
    """In the notice, alone on the table, quorum and the people who must be there."""
    seen = room(item)
    organization_id = item.organization_id
    open_items = (
        item.meeting.items.filter(
            status__in=[
                AgendaItem.Status.DISCUSSING,
                AgendaItem.Status.SUMMARISED,
                AgendaItem.Status.VOTING,
                AgendaItem.Status.COUNTED,
            ]
        )
        .exclude(pk=item.pk)
        .count()
        + 1
    )
    return all_of(
        _judge("meetings.ad_hoc", facts.ad_hoc(item), organization_id, day),
        _judge(
            "meetings.item_by_item", {"open_items": open_items}, organization_id, day
        ),
        _judge(
            "meetings.quorum",
            facts.quorum(seen, item.topic.matter),
            organization_id,
            day,
        ),
        _judge(
            "meetings.attendance_required",
            facts.attendance_required(item, seen),
            organization_id,
            day,
        ),
    )


def for_quorum(item: AgendaItem, seen: Room, day: date) -> Verdict:
    """The live quorum picture of one item."""
    return _judge(
        "meetings.quorum",
        facts.quorum(seen, item.topic.matter),
        item.organization_id,
        day,
    )


def for_stance(item: AgendaItem, person_id: int, stance: str, actor: Actor) -> Verdict:
    """Whether this member may take a stance now: in the room, not related, in due order."""
    seen = room(item)
    seat = seen.seat(person_id)
    if seat is None or not seat.counts:
        return _stop("meetings.state.absent_speaker")
    spoken = facts.current_stances(item)
    if any(s.person_id == person_id for s in spoken):
        return _stop("meetings.state.spoken_before")
    if person_id != actor.person_id and not actor.holds(
        item.organization_id, "office_clerk", "office_director"
    ):
        return _stop("meetings.state.not_yours")
    this = Stance(person_id=person_id, post_code=seat.post_code, stance=stance)
    return all_of(
        _unrelated(item, [person_id], actor.day),
        _judge(
            "meetings.stance_order",
            facts.stance_order(item, seen, [*spoken, this], round_open=True),
            item.organization_id,
            actor.day,
        ),
    )


def for_correction(stance: Stance, actor: Actor) -> Verdict:
    if Minutes.objects.filter(
        meeting=stance.item.meeting, status=Minutes.Status.SIGNED
    ).exists():
        return _stop("meetings.state.minutes_signed")
    if stance.replaced_by_id is not None:
        return _stop("meetings.state.spoken_before")
    mine = stance.person_id == actor.person_id
    if not mine and not actor.holds(
        stance.organization_id, "office_clerk", "office_director"
    ):
        return _stop("meetings.state.not_yours")
    return _GO


def _unrelated(item: AgendaItem, person_ids: list[int], day: date) -> Verdict:
    """No one of these members is, or is related to, a person the item is about (S1-01:七-4g)."""
    verdicts = [
        _judge("meetings.recusal", values, item.organization_id, day)
        for values in facts.recusals(item, person_ids)
    ]
    return all_of(*verdicts) if verdicts else _GO


def for_vote(item: AgendaItem, method: str, day: date) -> Verdict:
    """Everything that must hold before a vote opens."""
    seen = room(item)
    spoken = facts.current_stances(item)
    organization_id = item.organization_id
    return all_of(
        _judge("meetings.ad_hoc", facts.ad_hoc(item), organization_id, day),
        _judge(
            "meetings.quorum",
            facts.quorum(seen, item.topic.matter),
            organization_id,
            day,
        ),
        _judge(
            "meetings.attendance_required",
            facts.attendance_required(item, seen),
            organization_id,
            day,
        ),
        _unrelated(item, seen.counting_ids, day),
        _judge(
            "meetings.stance_order",
            facts.stance_order(item, seen, spoken, round_open=False),
            organization_id,
            day,
        ),
        _judge(
            "meetings.ready_to_vote",
            facts.ready_to_vote(item, seen, spoken),
            organization_id,
            day,
        ),
        _judge("meetings.item_by_item", {"items_in_vote": 1}, organization_id, day),
        _judge(
            "meetings.method",
            {"matter": item.topic.matter, "method": method},
            organization_id,
            day,
        ),
        _judge("meetings.circulation", {"in_meeting": True}, organization_id, day),
        _judge(
            "meetings.procedure_kept", facts.procedure(item, day), organization_id, day
        ),
    )


def rehearsal(item: AgendaItem, day: date) -> Verdict:
    """What the item still lacks before the meeting: agenda, body, materials, steps of procedure.

    Shown to the clerk early, so that nothing turns up in the room; binds nobody by itself.
    """
    organization_id = item.organization_id
    meeting = item.meeting
    settled = meeting.agenda_confirmed_on is not None
    return all_of(
        _judge(
            "meetings.deciding_body",
            facts.deciding_body(item.topic),
            organization_id,
            day,
        ),
        _judge(
            "meetings.agenda",
            facts.agenda(item.topic, item, settled=settled),
            organization_id,
            day,
        ),
        _judge(
            "meetings.materials",
            facts.materials(item.topic, meeting.meets_on),
            organization_id,
            day,
        ),
    )


# Votes -------------------------------------------------------------------------------------


def castable(vote: Vote) -> Verdict:
    if vote.method != Method.NAMED_BALLOT:
        return _stop("meetings.state.not_on_phone", have=str(Method(vote.method).label))
    return Verdict.without_article("a member casts their own named ballot")


# The count sheet (P-04) belongs to the articles that ask for a vote; the committee's adopted one is cited.
_COUNT_ARTICLES = ("S1-01:七-4f", "S1-01:七-4e", "S0-04:二-6a")


def _count_finding(
    vote: Vote, day: date, code: str, status: Status, figures: dict[str, Any]
) -> Finding:
    book = _book(vote.organization_id, day)
    cite = next((c for c in _COUNT_ARTICLES if book.article(c) is not None), "")
    return Finding(
        "meetings.count_sheet",
        cite,
        book.edition(cite) if cite else "",
        status,
        Severity.BLOCK,
        f"meetings.count_sheet.{code}",
        figures=figures,
    )


def for_counts(vote: Vote, counts: dict[str, int], day: date) -> Verdict:
    """The four customary figures and the choices must add up before they are kept."""
    if vote.method == Method.NAMED_BALLOT:
        return _stop("meetings.state.paper_elsewhere")
    problems = []
    roll = len(vote.roll)
    if counts["issued"] != roll:
        problems.append(("issued_differs", {**counts, "roll": roll}))
    if counts["returned"] > counts["issued"]:
        problems.append(
            (
                "returned_above_issued",
                {**counts, "over": counts["returned"] - counts["issued"]},
            )
        )
    if counts["valid"] + counts["invalid"] != counts["returned"]:
        problems.append(("parts_differ", counts))
    if counts["aye"] + counts["nay"] + counts["abstain"] != counts["valid"]:
        problems.append(("choices_differ", counts))
    if problems:
        return Verdict(
            findings=tuple(
                _count_finding(vote, day, code, Status.FAIL, figures)
                for code, figures in problems
            )
        )
    return Verdict(
        findings=(_count_finding(vote, day, "adds_up", Status.PASS, dict(counts)),)
    )


def for_second_signature(vote: Vote, person_id: int | None, day: date) -> Verdict:
    same = person_id == vote.teller_id
    code, status = (
        ("same_person", Status.FAIL) if same else ("two_signatures", Status.PASS)
    )
    return Verdict(findings=(_count_finding(vote, day, code, status, {}),))


def voidable(vote: Vote, person_id: int | None) -> Verdict:
    if person_id == vote.item.meeting.chair_id:
        return _stop("meetings.void.same_person")
    return Verdict.without_article("voiding a round with a second signature")


def for_result(vote: Vote, day: date, *, wide_split: bool | None) -> Verdict:
    """The outcome by the articles, and that the procedure was kept up to here."""
    return all_of(
        _judge(
            "meetings.adoption",
            facts.adoption(vote, wide_split=wide_split),
            vote.organization_id,
            day,
        ),
        _judge(
            "meetings.procedure_kept",
            facts.procedure(vote.item, day),
            vote.organization_id,
            day,
        ),
    )


def for_closing(meeting: Meeting) -> Verdict:
    open_items = meeting.items.filter(
        status__in=[
            AgendaItem.Status.DISCUSSING,
            AgendaItem.Status.SUMMARISED,
            AgendaItem.Status.VOTING,
            AgendaItem.Status.COUNTED,
        ]
    ).count()
    return _stop("meetings.state.open_items", have=open_items) if open_items else _GO


# Minutes -----------------------------------------------------------------------------------


def no_minutes_yet(meeting: Meeting) -> Verdict:
    return (
        _stop("meetings.state.minutes_before")
        if Minutes.objects.filter(meeting=meeting).exists()
        else _GO
    )


def for_record(meeting: Meeting, day: date) -> Verdict:
    """The record has every element, and the chair has confirmed what was decided."""
    unconfirmed = Resolution.objects.filter(
        item__meeting=meeting, outcome="adopted", status=Resolution.Status.DRAFTED
    ).count()
    wording = (
        _stop("meetings.state.unfinished_wording", have=unconfirmed)
        if unconfirmed
        else _GO
    )
    return all_of(
        wording,
        _judge(
            "meetings.record_complete",
            {"elements": facts.record_elements(meeting)},
            meeting.organization_id,
            day,
        ),
    )


def for_signing(minutes: Minutes, day: date) -> Verdict:
    """Signed by the chair, kept by a named recorder, numbered in order, nothing secret on board."""
    organization_id = minutes.organization_id
    series = NumberSeries.objects.filter(
        organization_id=organization_id, kind="minutes", year=day.year
    ).first()
    secret_items = set(
        minutes.meeting.items.filter(topic__matter=Matter.PERSONNEL).values_list(
            "pk", flat=True
        )
    ) | set(
        minutes.meeting.items.filter(topic__sealed=True).values_list("pk", flat=True)
    )
    carries_secret = any(s.get("item") in secret_items for s in minutes.sections)
    return all_of(
        for_record(minutes.meeting, day),
        _judge(
            "meetings.minutes_signed",
            {"recorder_named": True, "chair_signed": True},
            organization_id,
            day,
        ),
        _judge(
            "meetings.minutes_numbered",
            facts.minutes_number(series.last if series else 0, day.year, day),
            organization_id,
            day,
        ),
        _judge(
            "meetings.secrecy",
            {
                "secret": carries_secret,
                "carries_discussion": False,
                "published": False,
                # Those on the copy list are its recipients; only a secret item makes them outsiders.
                "outsiders": 1 if carries_secret and minutes.copy_to.strip() else 0,
            },
            organization_id,
            day,
        ),
    )


def for_archiving(meeting: Meeting, day: date) -> Verdict:
    signed = Minutes.objects.filter(
        meeting=meeting, status=Minutes.Status.SIGNED
    ).exists()
    return all_of(
        _judge(
            "meetings.minutes_signed",
            {"recorder_named": True, "chair_signed": signed},
            meeting.organization_id,
            day,
        ),
        _judge(
            "meetings.archive_kept",
            {"ends_keeping": False},
            meeting.organization_id,
            day,
        ),
    )


def filed_papers(meeting: Meeting) -> int:
    minutes = Minutes.objects.filter(meeting=meeting).first()
    if minutes is None:
        return 0
    return Document.objects.filter(
        organization_id=meeting.organization_id,
        subject_type="meetings.minutes",
        subject_id=str(minutes.pk),
    ).count()


def unresolved_text(verdict: Verdict) -> str:
    """The first thing that stops a step, for a button's hint."""
    blocking = verdict.blocking
    return blocking[0].message(_) if blocking else ""
