"""The ways out of a refusal, each with a link the person may really follow."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import ask
from governance.rules.verdict import Finding, Verdict
from governance.templatetags.wordings import cn_number
from meetings import held
from meetings.models import AgendaItem, Meeting, Topic
from meetings.pages.late import left_open_line
from meetings.pages.quorum import quorum_of_items


@dataclass(frozen=True)
class Way:
    text: str
    url: str = ""
    label: str = ""
    primary: bool = False
    cites: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Matter:
    actor: Actor
    meeting: Meeting | None
    item: AgendaItem | None
    topic: Topic | None

    def may(self, action: str, obj: Any) -> bool:
        return ask(self.actor, action, obj).allowed

    def link(self, action: str, obj: Any, name: str, *args: Any) -> str:
        """The address of a verb's form, "" when it is another's to do."""
        return reverse(f"meetings:{name}", args=args or [obj.pk]) if self.may(action, obj) else ""


def ways_out(
    verdict: Verdict, *, actor: Actor, meeting: Meeting | None, item: AgendaItem | None, topic: Topic | None
) -> list[Way]:
    """One to three ways per stopping rule, in the order the findings came. Queries only for quorum."""
    matter = _Matter(actor, meeting, item, topic)
    ways: dict[str, Way] = {}
    for finding in verdict.blocking:
        makers = _BY_CODE.get(finding.code) or _BY_RULE.get(finding.rule)
        for way in makers(matter, finding) if makers else ():
            ways.setdefault(way.text, way)
    if meeting is not None and meeting.entered_late and item is not None:
        for way in _entered_late(matter, item):
            ways.setdefault(way.text, way)
    return list(ways.values())


Maker = Callable[[_Matter, Finding], Iterator[Way]]


def _quorum(matter: _Matter, finding: Finding) -> Iterator[Way]:
    meeting, item = matter.meeting, matter.item
    if meeting is None:
        return
    room = reverse("meetings:room", args=[meeting.pk])
    short = finding.figures.get("short")
    yield Way(
        _("再请%(n)s人到会，签到后再办。") % {"n": short} if short else _("请成员到会签到后再办。"),
        url=f"{room}#attendance",
        label=_("看到会"),
    )
    if item is None:
        return
    other = _enough_for_another(matter, meeting, item)
    if other is not None:
        row, counted, need = other
        yield Way(
            _("先议第%(n)s项，人齐后再议本项。第%(n)s项须%(need)s人，现有%(have)s人。")
            % {"n": cn_number(row.order), "need": need, "have": counted},
            url=f"{room}?item={row.pk}#item",
            label=_("看第%(n)s项") % {"n": cn_number(row.order)},
        )
    yield _postpone(matter, item)


def _enough_for_another(
    matter: _Matter, meeting: Meeting, item: AgendaItem
) -> tuple[AgendaItem, int, int] | None:
    waiting = [
        i
        for i in meeting.items.filter(status=AgendaItem.Status.PENDING)
        .exclude(pk=item.pk)
        .select_related("topic")
        .prefetch_related("recusals", "votes")
    ]
    for row in quorum_of_items(meeting, waiting, held.day_of(meeting, matter.actor)):
        if row.need is not None and row.counted >= row.need:
            return row.item, row.counted, row.need
    return None


def _entered_late(matter: _Matter, item: AgendaItem) -> Iterator[Way]:
    """What was done against an article is not mended by entering it late: the record says it was not
    decided, and the committee decides anew."""
    yield Way(
        _("照实录为没有议定：本项缓议，理由写明会上怎样议的、差在哪一条。"),
        url=matter.link("meetings.item.postponed", item, "item-postpone"),
        label=_("缓议本项"),
    )
    yield Way(
        _("另开一次会，按制度重新表决；议题缓议后可以直接列入。"),
        url=reverse("meetings:plan") if matter.may("meetings.meeting.planned", item.meeting) else "",
        label=_("拟开会议"),
    )


def _postpone(matter: _Matter, item: AgendaItem) -> Way:
    return Way(
        _("本项缓议，移到下次会议。"),
        url=matter.link("meetings.item.postponed", item, "item-postpone"),
        label=_("缓议本项"),
    )


def _not_in_notice(matter: _Matter, finding: Finding) -> Iterator[Way]:
    item = matter.item
    if item is None:
        return
    yield Way(
        _("列入下次会议：本项缓议，下次发通知时写上。"),
        url=matter.link("meetings.item.postponed", item, "item-postpone"),
        label=_("列入下次会议"),
        primary=True,
    )
    if finding.article == "S0-04:二-1c":
        yield Way(
            _("确属紧急的，登记紧急事项和批准人，经书记确认后再议。"),
            url=matter.link("meetings.fact.stated", item, "item-fact", item.pk, "emergency"),
            label=_("登记紧急事项"),
        )


def _topic_facts(matter: _Matter, finding: Finding) -> Iterator[Way]:
    topics = [matter.topic] if matter.topic else [matter.item.topic] if matter.item else []
    if not topics and matter.meeting is not None:
        topics = [
            i.topic
            for i in matter.meeting.items.exclude(status=AgendaItem.Status.POSTPONED).select_related("topic")
        ]
    for topic in topics:
        yield Way(
            _("在议题“%(title)s”补登材料、意见和各步日期，经书记确认后再办。") % {"title": topic.title},
            url=reverse("meetings:topic", args=[topic.pk]) + "#facts",
            label=_("去补登"),
        )


def _chair(matter: _Matter, finding: Finding) -> Iterator[Way]:
    if matter.meeting is None:
        return
    yield Way(_("请书记到会主持。"))
    for name, text in (
        ("secretary_absent", _("书记外出的，登记外出。")),
        ("entrusted", _("有书面委托的，登记委托书。")),
        ("meeting_emergency", _("急事必须开会的，登记情况。")),
    ):
        yield Way(
            text,
            url=matter.link("meetings.fact.stated", matter.meeting, "meeting-fact", matter.meeting.pk, name),
            label=_("去登记"),
        )


def _agenda(matter: _Matter, finding: Finding) -> Iterator[Way]:
    if matter.meeting is not None:
        yield Way(
            _("请书记先审定议程，再发通知。"),
            url=matter.link("meetings.agenda.confirmed", matter.meeting, "confirm-agenda"),
            label=_("审定议程"),
        )


def _no_items(matter: _Matter, finding: Finding) -> Iterator[Way]:
    yield Way(_("先把审定的议题列入议程。"), url=reverse("meetings:topics"), label=_("看议题"))


def _speak_first(matter: _Matter, finding: Finding) -> Iterator[Way]:
    item = matter.item
    if item is None:
        return
    yield Way(
        _("请还没有表态的成员先表态；本人用手机表态，或由记录人按发言录入。"),
        url=reverse("meetings:room", args=[item.meeting_id]) + f"?item={item.pk}#stances",
        label=_("看表态次序"),
    )


def _sum_up(matter: _Matter, finding: Finding) -> Iterator[Way]:
    item = matter.item
    if item is None:
        return
    if "summed_up" in finding.code:
        yield Way(
            _("请主持人先归纳大家的意见。"),
            url=matter.link("meetings.item.summarised", item, "item-summarise"),
            label=_("归纳意见"),
        )
    else:
        yield from _speak_first(matter, finding)


def _recuse(matter: _Matter, finding: Finding) -> Iterator[Way]:
    item = matter.item
    if item is not None:
        yield Way(
            _("先登记有关成员回避，再办这一步。"),
            url=matter.link("meetings.item.recused", item, "item-recuse"),
            label=_("登记回避"),
        )


def _leaders(matter: _Matter, finding: Finding) -> Iterator[Way]:
    if matter.meeting is not None:
        yield Way(
            _("请书记、镇长到会签到。"),
            url=reverse("meetings:room", args=[matter.meeting.pk]) + "#attendance",
            label=_("看到会"),
        )
    if matter.item is not None:
        yield _postpone(matter, matter.item)


def _wording(matter: _Matter, finding: Finding) -> Iterator[Way]:
    if matter.meeting is not None:
        yield Way(
            _("请主持人逐项确认决议内容，再送审。"),
            url=reverse("meetings:room", args=[matter.meeting.pk]),
            label=_("看各项决议"),
        )


def _open_items(matter: _Matter, finding: Finding) -> Iterator[Way]:
    if matter.meeting is not None:
        yield Way(
            _("把正在议的一项办完：宣布结果，或缓议。"),
            url=reverse("meetings:room", args=[matter.meeting.pk]),
            label=_("回到会议"),
        )


def _recount(matter: _Matter, finding: Finding) -> Iterator[Way]:
    yield Way(_("请计票人、监票人当场重新清点，按“回到草稿”改好再录入。"))
    vote = matter.item and matter.item.votes.exclude(status="voided").first()
    if vote and matter.item:
        vote.item = matter.item
        yield Way(
            _("确实多出或对不上的，请主持人提出作废，由另一位表决人会签，再重新投票。"),
            url=matter.link("meetings.vote.void_asked", vote, "vote-void-ask"),
            label=_("提出作废"),
        )


def _finish_open_item(matter: _Matter, finding: Finding) -> Iterator[Way]:
    meeting = matter.meeting
    other = meeting and meeting.items.filter(order=finding.figures.get("have")).first()
    if meeting is None or other is None:
        return
    yield Way(
        _("先把第%(n)s项办完：宣布结果，或缓议。") % {"n": cn_number(other.order)},
        url=reverse("meetings:room", args=[meeting.pk]) + f"?item={other.pk}#item",
        label=_("看第%(n)s项") % {"n": cn_number(other.order)},
        primary=True,
    )


def _to_the_room(matter: _Matter, finding: Finding) -> Iterator[Way]:
    if matter.meeting is not None:
        yield Way(
            _("请本人到会签到，或由文书当面代签。"),
            url=reverse("meetings:room", args=[matter.meeting.pk]) + "#attendance",
            label=_("看到会"),
        )


def _name_persons(matter: _Matter, finding: Finding) -> Iterator[Way]:
    if matter.topic is not None:
        yield Way(
            _("退回提出人，补写所涉人员后重新报请审定。"),
            url=matter.link("meetings.topic.returned", matter.topic, "topic-return"),
            label=_("退回"),
        )


def _clean_minutes(matter: _Matter, finding: Finding) -> Iterator[Way]:
    minutes = getattr(matter.meeting, "minutes", None) if matter.meeting else None
    if minutes is not None:
        yield Way(
            _("从纪要里删去涉密事项和所涉人员的姓名，只留在会议记录里。"),
            url=matter.link("meetings.minutes.edited", minutes, "minutes-edit"),
            label=_("修改纪要"),
        )


def _strike_first(matter: _Matter, finding: Finding) -> Iterator[Way]:
    """Where the words stand that somebody else may have said."""
    if matter.meeting is None:
        return
    for item in matter.meeting.items.order_by("order"):
        n = cn_number(item.order)
        if n in finding.figures.get("orders", ()):
            yield Way(
                _("话记错了人的，在第%(n)s项划去，改记到说话的人名下。") % {"n": n},
                url=reverse("meetings:room", args=[matter.meeting.pk]) + f"?item={item.pk}#stances",
                label=_("看第%(n)s项") % {"n": n},
            )


def _left_open(matter: _Matter, finding: Finding) -> Iterator[Way]:
    """It was called here: go on from the paper in it, or call it off and enter the other."""
    found = Meeting.objects.visible_to(matter.actor).filter(pk=finding.figures.get("meeting")).first()
    if found is None:
        return
    line = left_open_line(found, matter.actor)
    if found.status == Meeting.Status.NOTICED:
        yield Way(
            _("开的就是%(meeting)s：在它上面照纸面续录，议程、通知不用重录。") % {"meeting": found},
            url=line.continue_url,
            label=_("照纸面续录"),
            primary=True,
        )
    yield Way(
        _("%(meeting)s没有开：先取消（已通知的由书记取消），再补录这一次。") % {"meeting": found},
        url=line.cancel_url,
        label=_("取消会议"),
    )


_BY_CODE: dict[str, Maker] = {
    "meetings.state.left_open": _left_open,
    "meetings.state.speaker_lost": _strike_first,
    "meetings.state.agenda_unconfirmed": _agenda,
    "meetings.state.no_items": _no_items,
    "meetings.state.unfinished_wording": _wording,
    "meetings.state.open_items": _open_items,
    "meetings.state.item_open": _finish_open_item,
    "meetings.state.chair_missing": _to_the_room,
    "meetings.state.left_room": _to_the_room,
    "meetings.state.absent_speaker": _to_the_room,
    "meetings.state.no_subjects": _name_persons,
    "meetings.state.secret_in_minutes": _clean_minutes,
    "meetings.attendance_required.leader_missing": _leaders,
}
_BY_RULE: dict[str, Maker] = {
    "meetings.count_sheet": _recount,
    "meetings.quorum": _quorum,
    "meetings.ad_hoc": _not_in_notice,
    "meetings.materials": _topic_facts,
    "meetings.agenda": _topic_facts,
    "meetings.procedure_kept": _topic_facts,
    "meetings.chair": _chair,
    "meetings.stance_order": _speak_first,
    "meetings.ready_to_vote": _sum_up,
    "meetings.recusal": _recuse,
}
