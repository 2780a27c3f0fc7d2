"""What may be done with an agenda item now, in the order it is usually done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.ballots.models import SealedPoll
from governance.templatetags.wordings import cn_number
from meetings import held, judgement
from meetings.models import AgendaItem, Meeting, Resolution, Vote
from meetings.models.base import Method
from meetings.pages.buttons import CONFIRM, SEND, Button, Buttons
from meetings.pages.sealed import next_steps

if TYPE_CHECKING:
    from meetings.pages.item import Silent

A, M, V = AgendaItem.Status, Meeting.Status, Vote.Status


def buttons_of_item(
    item: AgendaItem, meeting: Meeting, actor: Actor, silent: list[Silent], resolution: Resolution | None
) -> list[Button]:
    found = Buttons(actor, typed=meeting.entered_late)
    if meeting.status in (M.PREPARING, M.NOTICED):
        _before(found, item, meeting)
    elif meeting.status == M.IN_SESSION:
        _in_room(found, item, actor, silent)
    if resolution is not None:
        _resolution(found, resolution)
    return found.found


def _before(found: Buttons, item: AgendaItem, meeting: Meeting) -> None:
    if item.status != A.PENDING:
        return
    found.add("meetings.item.arranged", item, "item-arrange", _("安排汇报和表决方式"))
    found.add("meetings.item.recused", item, "item-recuse", _("登记回避"))
    if meeting.status == M.PREPARING:
        found.add(
            "meetings.item.removed",
            item,
            "item-remove",
            _("撤下本项"),
            mode=CONFIRM,
            title=_("从这次议程撤下"),
            consequence=_("议题转为缓议，以后可以再列入别的会议；留痕可查。"),
        )


def _in_room(found: Buttons, item: AgendaItem, actor: Actor, silent: list[Silent]) -> None:
    n = cn_number(item.order)
    if item.status == A.PENDING:
        found.add(
            "meetings.item.opened",
            item,
            "item-open",
            _("开始讨论第%(n)s项") % {"n": n},
            mode=SEND,
            primary=True,
            verdict=judgement.for_discussing(item, held.day_of(item.meeting, actor)),
        )
        found.add("meetings.item.arranged", item, "item-arrange", _("安排汇报和表决方式"))
    late = item.meeting.entered_late
    if late and silent and item.status in (A.DISCUSSING, A.SUMMARISED):
        found.add("meetings.stance.entered", item, "enter-stances", _("照会议记录补录表态"), primary=True)
    if (
        not late
        and item.status in (A.DISCUSSING, A.SUMMARISED)
        and any(s.person_id == actor.person_id for s in silent)
    ):
        found.add("meetings.stance.taken", item, "item-stance", _("表明态度"), primary=True)
    if item.status == A.DISCUSSING:
        found.add("meetings.item.summarised", item, "item-summarise", _("归纳意见"), primary=not silent)
    if item.status == A.SUMMARISED:
        found.add(
            "meetings.vote.opened",
            item,
            "item-vote",
            _("开始表决"),
            primary=True,
            verdict=judgement.for_vote(item, item.method, held.day_of(item.meeting, actor)),
        )
        found.add("meetings.item.summarised", item, "item-summarise", _("改写归纳意见"))
    if item.status in (A.PENDING, A.DISCUSSING, A.SUMMARISED):
        found.add("meetings.item.recused", item, "item-recuse", _("登记回避"))
        found.add("meetings.item.postponed", item, "item-postpone", _("缓议本项"))
    vote = next((v for v in item.votes.all() if v.status not in (V.VOIDED, V.ANNOUNCED)), None)
    if vote is not None:
        vote.item = item
        _vote(found, vote, actor, n)


def _vote(found: Buttons, vote: Vote, actor: Actor, n: str) -> None:
    item_late = vote.item.meeting.entered_late
    for step in next_steps(vote, actor.person_id, n):
        primary = not step.quiet and not any(b.primary for b in found.found)
        found.found.append(Button(label=step.label, url=step.url, primary=primary))
    waits = vote.poll is not None and vote.poll.status == SealedPoll.Status.PREPARED
    if vote.status == V.OPEN and not waits:
        if vote.method == Method.NAMED_BALLOT and item_late:
            found.add("meetings.ballot.entered", vote, "enter-ballots", _("照纸票补录"), primary=True)
        elif vote.method == Method.NAMED_BALLOT:
            found.add("meetings.ballot.cast", vote, "ballot", _("署名投票"), primary=True)
        found.add(
            "meetings.vote.closed",
            vote,
            "vote-close",
            _("停止投票"),
            mode=CONFIRM,
            title=_("停止后不能再投"),
            consequence=_("没有投的记“未收回”，不算弃权。"),
        )
    if vote.status == V.CLOSED and vote.poll_id is None:
        found.add("meetings.vote.typed", vote, "vote-count", _("录入票数"), primary=True)
    if vote.status == V.TYPED:
        second = judgement.GO if item_late else judgement.for_second_signature(vote, actor.person_id)
        found.add(
            "meetings.vote.counted",
            vote,
            "vote-check",
            _("核对无误"),
            mode=CONFIRM,
            primary=True,
            title=_("票数与纸票一致") if vote.poll_id is None else _("回执名单没有异议"),
            consequence=_(
                "发出%(issued)s、收回%(returned)s、有效%(valid)s、无效%(invalid)s；"
                "赞成%(aye)s、反对%(nay)s、弃权%(abstain)s。核对后由主持人宣布。"
            )
            % {
                k: getattr(vote, k)
                for k in ("issued", "returned", "valid", "invalid", "aye", "nay", "abstain")
            },
            verdict=second,
        )
        if second.allowed and vote.poll_id is None:
            found.add(
                "meetings.vote.recount_asked",
                vote,
                "vote-recount",
                _("票数不符，重新录入"),
                mode=CONFIRM,
                primary=False,
                title=_("退回计票人重新录入"),
                consequence=_("这次录入的数留痕可查。"),
            )
    if vote.status == V.COUNTED:
        found.add("meetings.resolution.adopted", vote, "vote-announce", _("宣布结果"), primary=True)
    if not vote.voided_because:
        found.add("meetings.vote.void_asked", vote, "vote-void-ask", _("提出作废"))
        return
    found.add(
        "meetings.vote.voided",
        vote,
        "vote-void",
        _("会签作废"),
        primary=True,
        verdict=None if item_late else judgement.voidable(vote, actor.person_id),
    )


def _resolution(found: Buttons, resolution: Resolution) -> None:
    if resolution.status != Resolution.Status.DRAFTED or resolution.outcome != "adopted":
        return
    worded = bool(resolution.clauses.all())
    found.add(
        "meetings.resolution.worded",
        resolution,
        "resolution-word",
        _("改写决议") if worded else _("拟写决议"),
        primary=not worded,
    )
    found.add(
        "meetings.resolution.confirmed",
        resolution,
        "resolution-confirm",
        _("确认决议"),
        mode=CONFIRM,
        primary=worded,
        title=_("确认后只能经复议改动"),
        consequence=_("决议内容、责任人和时限就此固定，写进纪要。"),
    )
