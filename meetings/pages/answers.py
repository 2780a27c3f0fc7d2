"""The three answers at the head of a meeting: where it stands, who acts next, until when and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from governance.ballots.models import SealedPoll
from governance.rules.book import Book
from governance.rules.verdict import Status
from governance.templatetags.wordings import cn_number, zh_date, zh_time
from meetings import facts, judgement
from meetings.models import AgendaItem, Attendance, Meeting, Minutes, Resolution, Vote
from meetings.models.base import Method
from meetings.pages.progress import Progress
from meetings.room import presider

A, M, V, N = AgendaItem.Status, Meeting.Status, Vote.Status, Minutes.Status
ONE_BY_ONE = ("S1-01:七-4d", "S0-04:二-5b", "S1-04:三-3b")
SIGNED_OFF = ("S0-04:三-6b", "S1-01:九-2", "S1-01:九-5")
CARRIED_OUT = ("S0-04:二-8", "S1-01:十一-1", "S1-04:四-1")
SETTLED_BY = ("S0-04:二-1a", "S1-01:七-1a", "S1-04:三-1b", "S3-02:1-1a")
ENTERED = (_l("主持人确认后才能签发纪要"), _l("条文没写天数"))
FARTHEST = 14  # days back from the meeting in which the last day for the notice is looked for


@dataclass(frozen=True)
class Next:
    """What is to be done next, by whom, until when, under which articles."""

    act: str
    who: str = ""
    until: str = ""
    until_more: str = ""
    cites: tuple[str, ...] = ()


def answers_of(
    progress: Progress, attendances: list[Attendance], spoken: dict[int, set[int]] | None = None
) -> dict[str, Any]:
    """What `{% answers %}` shows. `spoken`: item id → ids of members who took a stance."""
    meeting = progress.meeting
    step = next_step(progress, attendances, spoken or {})
    where, more = _where(progress)
    return {
        "where": where,
        "where_more": more,
        "next": step.act,
        "next_more": step.who,
        "until": step.until,
        "until_more": step.until_more,
        "cites": _adopted(judgement.bench(meeting.organization_id, progress.today).book, step.cites),
    }


def _adopted(book: Book, cites: tuple[str, ...]) -> list[str]:
    return [c for c in cites if book.article(c) is not None][:2]


def _where(progress: Progress) -> tuple[str, str]:
    meeting = progress.meeting
    if meeting.status == M.CANCELLED:
        return _("已取消"), _("各项议题已转为缓议")
    n = progress.current
    where = _("第%(n)s步　%(name)s") % {"n": cn_number(n), "name": progress.rail[n - 1].name}
    total, done = len(progress.items), len(progress.finished)
    if not total:
        return where, _("还没有列入议题")
    if meeting.status in (M.PREPARING, M.NOTICED):
        return where, _("%(n)s项议题，%(state)s") % {
            "n": cn_number(total),
            "state": meeting.get_status_display(),
        }
    item = progress.open_item
    counts = (
        _("%(n)s项议题已办%(m)s项") % {"n": cn_number(total), "m": cn_number(done)}
        if done
        else _("共%(n)s项议题") % {"n": cn_number(total)}
    )
    if item is None:
        return where, counts
    words = _("，第%(n)s项%(state)s") % {"n": cn_number(item.order), "state": item.get_status_display()}
    return where, counts + words


def next_step(progress: Progress, attendances: list[Attendance], spoken: dict[int, set[int]]) -> Next:
    status = progress.meeting.status
    if status == M.PREPARING:
        return _preparing(progress)
    if status == M.NOTICED:
        return _noticed(progress, attendances)
    if status == M.IN_SESSION:
        return _in_session(progress, attendances, spoken)
    if status == M.CANCELLED:
        return Next(_("没有下一步"), _("会议已取消"))
    return _afterwards(progress)


def _preparing(progress: Progress) -> Next:
    meeting = progress.meeting
    if meeting.entered_late:
        office = _("%(name)s（记录人）") % {"name": meeting.recorder.name}
        listed = bool(progress.items) and meeting.agenda_confirmed_on is not None
        return Next(
            _("补录发出的通知") if listed else _("照纸面补录议程"), office, *(str(x) for x in ENTERED)
        )
    last, cites = last_notice_day(meeting, sorted({i.topic.matter for i in progress.items}))
    until = (
        _("%(day)s前发出通知") % {"day": zh_date(last, progress.today)}
        if last
        else zh_date(meeting.meets_on, progress.today)
    )
    more = _("晚于这天，制度不满足") if last else _("提前几天没有设定")
    office = _("%(name)s（记录人）") % {"name": meeting.recorder.name}
    if not progress.items:
        return Next(_("把审定的议题列入议程"), office, until, more, cites)
    if meeting.agenda_confirmed_on is None:
        who = judgement.secretary_line(meeting.organization_id, progress.today)
        return Next(_("审定议程"), who, until, more, cites or SETTLED_BY)
    return Next(_("发出会议通知"), office, until, more, cites)


def last_notice_day(meeting: Meeting, matters: list[str]) -> tuple[date | None, tuple[str, ...]]:
    """The last day on which the notice would still meet every article, by the rule itself. None where
    a figure is unset, so that no day meets it."""
    if not matters:
        matters = ["ordinary"]
    judge = judgement.bench(meeting.organization_id, meeting.meets_on)
    for back in range(FARTHEST):
        day = meeting.meets_on - timedelta(days=back)
        findings = [
            f
            for matter in matters
            for f in judge(
                "meetings.notice", facts.notice(matter, day, meeting.meets_on, written=True)
            ).findings
        ]
        if not any(f.status is Status.FAIL for f in findings):
            passed = tuple(dict.fromkeys(f.article for f in findings if f.status is Status.PASS))
            return (day if passed else None), passed
    return None, ()


def _noticed(progress: Progress, attendances: list[Attendance]) -> Next:
    meeting = progress.meeting
    if meeting.entered_late:
        office = _("%(name)s（记录人）") % {"name": meeting.recorder.name}
        return Next(_("照签到表、会议记录逐步补录"), office, *(str(x) for x in ENTERED))
    when = _("%(day)s %(time)s开会") % {
        "day": zh_date(meeting.meets_on, progress.today),
        "time": zh_time(meeting.meets_at),
    }
    if meeting.meets_on > progress.today:
        return Next(_("签收通知"), _("各收件人"), when, meeting.place, ("S1-01:七-2a", "S0-04:二-3a"))
    here = sum(a.voting and a.status == Attendance.Status.PRESENT for a in attendances)
    expected = sum(a.voting for a in attendances)
    who = _("应到%(n)s人，已签到%(m)s人；主持人%(name)s") % {
        "n": expected,
        "m": here,
        "name": meeting.chair.name,
    }
    return Next(_("签到，宣布开会"), who, when, meeting.place, ("S1-01:六-1", "S0-04:三-1b", "S3-02:1-1c"))


def _in_session(progress: Progress, attendances: list[Attendance], spoken: dict[int, set[int]]) -> Next:
    meeting, item = progress.meeting, progress.open_item
    chair = _("%(name)s（主持）") % {"name": meeting.chair.name}
    until = _("散会前逐项办完")
    if item is None:
        if progress.pending:
            text = _("开始讨论第%(n)s项") % {"n": progress.number_of(progress.pending[0])}
            return Next(text, chair, until, "", ONE_BY_ONE)
        return Next(_("宣布散会"), chair, _("各项已办完"), "", SIGNED_OFF)
    chair = _presider_line(item, chair, attendances)
    n = progress.number_of(item)
    act, who = _of_open_item(item, n, chair, attendances, spoken.get(item.pk, set()))
    return Next(act, who, until, "", ONE_BY_ONE)


def _presider_line(item: AgendaItem, chair: str, attendances: list[Attendance]) -> str:
    """Who presides over the item: another member where the chair is recused from it."""
    person_id = presider(item)
    if person_id == item.meeting.chair_id:
        return chair
    name = next((a.person.name for a in attendances if a.person_id == person_id), "")
    return _("%(name)s（代主持本项）") % {"name": name} if name else chair


def _of_open_item(
    item: AgendaItem, n: str, chair: str, attendances: list[Attendance], spoken: set[int]
) -> tuple[str, str]:
    if item.status == A.DISCUSSING:
        recused = {r.person_id for r in item.recusals.all()}
        silent = [
            a.person.name
            for a in attendances
            if a.voting and a.status == Attendance.Status.PRESENT and a.person_id not in spoken | recused
        ]
        if silent:
            names = "、".join(silent[:4]) + (_("等%(n)s人") % {"n": len(silent)} if len(silent) > 4 else "")
            return _("第%(n)s项逐人表态，书记最后") % {"n": n}, _("还没有表态：%(names)s") % {"names": names}
        return _("归纳第%(n)s项意见") % {"n": n}, chair
    if item.status == A.SUMMARISED:
        return _("开始表决第%(n)s项") % {"n": n}, chair
    vote = next((v for v in item.votes.all() if v.status != V.VOIDED), None)
    if item.status == A.COUNTED:
        return _("宣布第%(n)s项结果") % {"n": n}, _signatures(chair, vote)
    if vote is not None and vote.poll is not None and vote.status != V.TYPED:
        return _of_box(vote, n, chair)
    if vote is None or vote.status == V.OPEN:
        return _("第%(n)s项投票，收齐后停止投票") % {"n": n}, _("表决人%(k)s名；%(chair)s") % {
            "k": len(vote.roll) if vote else 0,
            "chair": chair,
        }
    if vote.status == V.TYPED and vote.teller:
        done = _("计票%(name)s已录入，请另一位表决人核对")
        if vote.poll_id is not None:
            done = _("计票%(name)s已开箱，回执名单没有异议的，请另一位表决人核对")
        return _("监票人核对第%(n)s项票数") % {"n": n}, done % {"name": vote.teller.name}
    return _("计票人录入第%(n)s项票数") % {"n": n}, _("表决人中一位计票、一位监票")


def _of_box(vote: Vote, n: str, chair: str) -> tuple[str, str]:
    """A secret vote by phone: the teller's code, the ballots, the box."""
    poll = vote.poll
    assert poll is not None
    tellers = "、".join(
        h.person.name for h in poll.keyholders.select_related("person") if h.person is not None
    )
    if poll.status == SealedPoll.Status.PREPARED:
        return _("领取、核对第%(n)s项的票码") % {"n": n}, _("%(who)s（计票）") % {"who": tellers}
    if poll.status == SealedPoll.Status.OPEN:
        return _("第%(n)s项无记名投票，收齐后停止投票") % {"n": n}, _("表决人%(k)s名；%(chair)s") % {
            "k": len(vote.roll),
            "chair": chair,
        }
    return _("第%(n)s项开箱计票") % {"n": n}, _("%(who)s（计票）") % {"who": tellers}


def _signatures(chair: str, vote: Vote | None) -> str:
    if vote is None or vote.method == Method.NAMED_BALLOT or not (vote.teller and vote.scrutineer):
        return chair
    return _("%(chair)s；监票%(a)s、计票%(b)s已核对") % {
        "chair": chair,
        "a": vote.scrutineer.name,
        "b": vote.teller.name,
    }


def _afterwards(progress: Progress) -> Next:
    meeting, minutes = progress.meeting, progress.minutes
    office = _("%(name)s（记录人）") % {"name": meeting.recorder.name}
    chair = _("%(name)s（主持）") % {"name": meeting.chair.name}
    until, more = _("审签后归档"), _("条文没写天数")
    drafts = [r for r in progress.adopted if r.status == Resolution.Status.DRAFTED]
    unworded = [r for r in drafts if not r.clauses.all()]
    if not progress.signed():
        if unworded:
            return Next(
                _("拟写%(n)s项决议的内容和责任人") % {"n": len(unworded)}, office, until, more, CARRIED_OUT
            )
        if drafts:
            return Next(_("确认%(n)s项决议的内容") % {"n": len(drafts)}, chair, until, more, CARRIED_OUT)
        if minutes is None:
            return Next(_("整理纪要"), office, until, more, SIGNED_OFF)
        if minutes.status == N.IN_REVIEW and meeting.entered_late and meeting.late.confirmed_on is None:
            return Next(_("确认补录，再签发纪要"), chair, *(str(x) for x in ENTERED))
        if minutes.status == N.IN_REVIEW:
            return Next(_("审阅、签发纪要"), chair, until, more, SIGNED_OFF)
        if minutes.status == N.RETURNED:
            return Next(_("按退回意见改好纪要"), office, until, more, SIGNED_OFF)
        return Next(_("把纪要送主持人审阅"), office, until, more, SIGNED_OFF)
    due = sorted((c for c in progress.clauses if c.status == "open"), key=lambda c: c.due_on)
    if meeting.status == M.CLOSED:
        return Next(_("归档会议材料"), chair, _("签发后归档"), more, SIGNED_OFF)
    if due:
        first = due[0]
        until = _("%(day)s前办成") % {"day": zh_date(first.due_on, progress.today)}
        return Next(_("落实决议"), first.owner.name, until, first.text, CARRIED_OUT)
    return Next(_("没有下一步"), _("材料已归档"))
