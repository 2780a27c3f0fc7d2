"""P-26 and its annexes, the notice and the report a week ahead, each composed from rows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.audit.sealed import reveal_many
from governance.documents.official import (
    Column,
    NoticePaper,
    Paper,
    RecordItem,
    RecordPaper,
    Roster,
    Section,
    Signer,
    Speech,
    Table,
)
from governance.templatetags.wordings import cn_number, official_date
from meetings.bodies.models import BodyMeeting, BodySeat
from meetings.judgement.bench import bench
from meetings.life.documents import kinds
from meetings.life.models import LifeMeeting, LifeMember

P = BodySeat.State
COUNTY = gettext_lazy("县纪委、县委组织部")
TITLES: dict[str, Any] = {
    kinds.NOTICE: gettext_lazy("民主生活会通知"),
    kinds.REQUEST: gettext_lazy("召开民主生活会的请示"),
    kinds.OPINIONS: gettext_lazy("群众意见建议材料"),
    kinds.STATEMENTS: gettext_lazy("个人书面材料"),
    kinds.RECORD: gettext_lazy("民主生活会记录"),
    kinds.MEASURES: gettext_lazy("整改措施"),
    kinds.REPORT: gettext_lazy("民主生活会情况报告"),
}


def county_papers(organization_id: int, meeting: BodyMeeting) -> tuple[str, ...]:
    """The kinds that go to the county: five by the chart, four by the text, as the town has settled (C-19)."""
    book = bench(organization_id, meeting.held_on).book
    text_alone = book.set_aside_by("S0-08:流程图e") is not None
    return kinds.FOUR if text_alone else kinds.FIVE


def _when(meeting: BodyMeeting) -> str:
    at = meeting.starts_at
    clock = _("%(h)s时") % {"h": at.hour} + (_("%(m)s分") % {"m": at.minute} if at.minute else "")
    return official_date(meeting.held_on, "weekday") + clock


def _named(life: LifeMeeting) -> dict[str, Any]:
    meeting = life.meeting
    return {
        "town": meeting.organization.name,
        "meeting": meeting.title,
        "when": _when(meeting),
        "day": official_date(meeting.held_on),
        "place": meeting.place,
        "chair": meeting.chair.name,
        "theme": life.theme,
        "year": meeting.year,
    }


def _listed(lines: Iterable[str]) -> tuple[str, ...]:
    rows = list(lines)
    ends = ["；"] * (len(rows) - 1) + ["。"]
    return tuple(f"{n}.{text}{end}" for n, (text, end) in enumerate(zip(rows, ends, strict=True), 1))


def notice_paper(life: LifeMeeting) -> Paper:
    named = _named(life)
    members = "、".join(m.person.name for m in _members(life))
    return NoticePaper(
        title=_("关于召开%(meeting)s的通知") % named,
        addressees=_("各党委委员"),
        opening=(_("定于%(when)s在%(place)s召开%(meeting)s，现将有关事项通知如下：") % named,),
        sections=(
            Section(_("一、主题"), (life.theme + "。",)),
            Section(_("二、内容"), _listed(life.contents)),
            Section(_("三、参加人员"), (members + "。",)),
            Section(
                _("四、要求"),
                (
                    _("会前听取反馈的意见，谈心谈话，写好书面发言材料，于会前交党政办。")
                    + _("因事不能到会的，会前向书记请假并交书面发言，会上宣读，列入记录。"),
                ),
            ),
        ),
        issuer=meeting_issuer(life),
        issued_on=_noticed_on(life.meeting),
        sealed=False,
    )


def _noticed_on(meeting: BodyMeeting) -> date:
    return timezone.localdate(meeting.noticed_at) if meeting.noticed_at else meeting.held_on


def meeting_issuer(life: LifeMeeting) -> str:
    return life.meeting.organization.name


def request_paper(life: LifeMeeting) -> Paper:
    named = _named(life)
    asked = bench(life.organization_id, life.meeting.held_on).book.article("S0-08:流程图a") is not None
    return NoticePaper(
        title=(_("关于召开%(meeting)s的请示") if asked else _("关于召开%(meeting)s的报告")) % named,
        addressees=str(COUNTY),
        opening=(_("我镇党委拟于%(when)s在%(place)s召开%(meeting)s，现将有关情况报告如下：") % named,),
        sections=(
            Section(_("一、主题"), (life.theme + "。",)),
            Section(_("二、内容"), _listed(life.contents)),
            Section(_("三、会前准备"), (_prepared(life),)),
            Section(
                "",
                (_("妥否，请批示；并请派员到会指导。") if asked else _("特此报告，请派员到会指导。"),),
            ),
        ),
        issuer=meeting_issuer(life),
        issued_on=life.reported_on or life.meeting.held_on,
    )


def _prepared(life: LifeMeeting) -> str:
    opinions = life.opinions.filter(struck=False).count()
    members = _members(life)
    return _(
        "征求意见%(n)s条，反馈%(back)s人，签收%(signed)s人；谈心%(talked)s人；已交书面发言材料%(written)s份。"
    ) % {
        "n": opinions,
        "back": sum(m.returned_at is not None for m in members),
        "signed": sum(m.received_at is not None for m in members),
        "talked": sum(m.talked_on is not None for m in members),
        "written": sum(m.stated_at is not None for m in members),
    }


def _members(life: LifeMeeting) -> list[LifeMember]:
    return list(life.members.select_related("person").order_by("order", "id"))


def opinions_paper(life: LifeMeeting) -> Paper:
    """Everything collected, by whom it is about; who said it is not on it, as it is nowhere."""
    rows = list(life.opinions.filter(struck=False).select_related("about").order_by("id"))
    texts = dict(zip((r.pk for r in rows), reveal_many(r.text for r in rows), strict=True))
    sections = []
    groups: list[tuple[str, list[Any]]] = [(_("班子"), [r for r in rows if r.about_id is None])]
    groups += [(m.person.name, [r for r in rows if r.about_id == m.person_id]) for m in _members(life)]
    for n, (who, own) in enumerate([g for g in groups if g[1]], 1):
        lines = [
            _("%(text)s（%(source)s，%(channel)s）")
            % {
                "text": texts[r.pk].rstrip("。"),
                "source": r.get_source_display(),
                "channel": r.get_channel_display(),
            }
            for r in own
        ]
        sections.append(
            Section(_("%(n)s、对%(who)s的意见") % {"n": cn_number(n), "who": who}, _listed(lines))
        )
    return NoticePaper(
        title=_("%(meeting)s群众意见建议材料") % _named(life),
        addressees=str(COUNTY),
        opening=(_("共征求到意见%(n)s条，已反馈本人。") % {"n": len(rows)},),
        sections=tuple(sections),
        issuer=meeting_issuer(life),
        issued_on=life.meeting.held_on,
    )


def statements_paper(life: LifeMeeting) -> Paper:
    members = [m for m in _members(life) if m.stated_at is not None]
    texts = reveal_many(m.statement for m in members)
    return NoticePaper(
        title=_("%(meeting)s个人书面材料") % _named(life),
        addressees=str(COUNTY),
        opening=(_("现将%(n)s名成员的书面发言材料汇集如下。") % {"n": len(members)},),
        sections=tuple(
            Section(
                _("%(n)s、%(name)s（%(post)s）")
                % {"n": cn_number(n), "name": m.person.name, "post": m.post_title},
                tuple(text.split("\n")),
            )
            for n, (m, text) in enumerate(zip(members, texts, strict=True), 1)
        ),
        issuer=meeting_issuer(life),
        issued_on=life.meeting.held_on,
    )


def record_paper(life: LifeMeeting) -> Paper:
    """The full record: who was there and who was not, what was told, each member's word and what others said."""
    meeting = life.meeting
    named = _named(life)
    seats = list(meeting.seats.select_related("person").order_by("order", "id"))
    there = [s.person.name for s in seats if s.capacity == "attends" and s.state == P.PRESENT]
    away = [s for s in seats if s.capacity == "attends" and s.state in (P.ON_LEAVE, P.ABSENT)]
    watching = [s.person.name for s in seats if s.capacity == "observes" and s.state == P.PRESENT]
    items = [
        RecordItem(_("一、通报征求意见情况"), after=((_("通报"), life.opinions_told or _("没有登记")),)),
        *_speeches(life),
    ]
    rest: list[tuple[str, str]] = []
    if life.superior_remarks:
        rest.append((_("县纪委、组织部人员发言"), life.superior_remarks))
    if life.rules_checked:
        rest.append((_("议事规则执行情况"), life.rules_checked))
    if life.ratings_told:
        rest.append((_("测评情况"), life.ratings_told))
    if meeting.summary:
        rest.append((_("会议情况"), meeting.summary))
    if rest:
        n = len(items) + 1
        items.append(RecordItem(_("%(n)s、其他") % {"n": cn_number(n)}, after=tuple(rest)))
    absent = "、".join(
        _("%(name)s（%(why)s）") % {"name": s.person.name, "why": s.get_state_display()} for s in away
    )
    return RecordPaper(
        title=_("%(town)s%(meeting)s记录")
        % {**named, "town": "" if named["town"] in meeting.title else named["town"]},
        facts=(
            (_("时间"), named["when"]),
            (_("地点"), meeting.place),
            (_("主持"), meeting.chair.name),
            (_("记录"), meeting.recorder.name),
            (_("主题"), life.theme),
        ),
        rosters=(
            Roster(_("出席"), tuple(there)),
            Roster(_("缺席"), text=absent),
            Roster(_("列席"), tuple(watching), life.observers if not watching else ""),
        ),
        items=tuple(items),
        closing="",
        signers=(Signer(_("主持人")), Signer(_("记录人"))),
    )


def _speeches(life: LifeMeeting) -> list[RecordItem]:
    rows = list(life.criticisms.filter(struck=False).select_related("critic", "subject").order_by("id"))
    texts = dict(zip((r.pk for r in rows), reveal_many(r.points for r in rows), strict=True))
    members = _members(life)
    posts = {m.person_id: m.post_title for m in members}
    items = []
    for n, member in enumerate(members, 2):
        about = [r for r in rows if r.subject_id == member.person_id]
        items.append(
            RecordItem(
                _("%(n)s、%(name)s对照检查，相互批评") % {"n": cn_number(n), "name": member.person.name},
                speeches=tuple(
                    Speech(
                        r.critic.name,
                        posts.get(r.critic_id, ""),
                        texts[r.pk] or (_("作了对照检查。") if r.is_own else _("提了批评意见。")),
                    )
                    for r in sorted(about, key=lambda r: not r.is_own)
                ),
            )
        )
    return items


def measures_table(life: LifeMeeting) -> Table:
    rows = life.measures.select_related("owner").order_by("order")
    return Table(
        columns=(
            Column(_("序号"), 1),
            Column(_("查出的问题"), 4, "left"),
            Column(_("整改措施"), 4, "left"),
            Column(_("责任人"), 2),
            Column(_("完成期限"), 2.4),
        ),
        rows=tuple((str(r.order), r.problem, r.title, r.owner.name, r.due_on.isoformat()) for r in rows),
    )


def measures_paper(life: LifeMeeting) -> Paper:
    return NoticePaper(
        title=_("%(meeting)s整改措施") % _named(life),
        addressees=str(COUNTY),
        opening=(_("对%(meeting)s查出的问题，订整改措施如下：") % _named(life),),
        sections=(Section("", (), (measures_table(life),)),),
        issuer=meeting_issuer(life),
        issued_on=life.submitted_on or life.meeting.held_on,
    )


def report_paper(life: LifeMeeting) -> Paper:
    """P-26: how it went, and the list of what is sent with it."""
    meeting = life.meeting
    seats = list(meeting.seats.filter(capacity="attends").select_related("person").order_by("order", "id"))
    away = [s.person.name for s in seats if s.state in (P.ON_LEAVE, P.ABSENT)]
    present = sum(s.state == P.PRESENT for s in seats)
    rows = life.criticisms.filter(struck=False)
    own, others = sum(r.is_own for r in rows), sum(not r.is_own for r in rows)
    course = _("%(when)s在%(place)s召开，%(chair)s主持，主题是“%(theme)s”。") % _named(life)
    course += _("应到%(n)s人，实到%(m)s人") % {"n": len(seats), "m": present}
    course += (
        _("；%(names)s缺席，书面发言会上宣读，列入记录。") % {"names": "、".join(away)} if away else "。"
    )
    if life.observers:
        course += _("%(who)s到会指导。") % {"who": life.observers}
    measures = life.measures.count()
    annexes = tuple(
        str(TITLES[kind]) for kind in county_papers(life.organization_id, meeting) if kind != kinds.REPORT
    )
    return NoticePaper(
        title=_("关于报送%(year)s年民主生活会材料的报告") % _named(life),
        addressees=str(COUNTY),
        opening=(_("现将%(meeting)s情况和有关材料报告如下：") % _named(life),),
        sections=(
            Section(_("一、会议情况"), (course,)),
            Section(_("二、会前准备"), (_prepared(life),)),
            Section(
                _("三、批评与自我批评"),
                (
                    _("%(own)s人作了对照检查，相互批评%(others)s人次。%(told)s")
                    % {"own": own, "others": others, "told": life.opinions_told},
                ),
            ),
            Section(
                _("四、整改措施"),
                (_("订整改措施%(n)s条，都定了责任人和期限：") % {"n": measures},),
                (measures_table(life),),
            ),
            Section("", (_("特此报告。"),)),
        ),
        annexes=annexes,
        issuer=meeting_issuer(life),
        issued_on=life.submitted_on or meeting.held_on,
    )
