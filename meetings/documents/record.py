"""P-02 会议记录: everything that was said and decided, kept and never circulated.

What not everybody who was in the room may read goes into a volume of its own (另册): a secret item, and
an item somebody was recused from or is named in. The main volume then holds nothing that any of its
readers may not read, whoever opens it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.audit.models import Act
from governance.documents.kinds import DocumentKind, Printable, register_document
from governance.documents.models import Document
from governance.documents.official import RecordItem, RecordPaper, Roster, Signer
from governance.documents.rendering import PdfAttachment
from governance.rules.coverage import bind
from governance.templatetags.wordings import cn_number, official_date, official_time
from meetings import composition
from meetings.altered import counted_from_envelopes, keep_off_paper
from meetings.documents import kinds, reading, subjects
from meetings.documents.proceedings import Proceedings, item_entry, reasons_of_meeting, votes_of
from meetings.models import AgendaItem, Attendance, EmergencyHandling, LeaveRequest, Meeting
from meetings.pages.words import leave_words
from meetings.room import presider

S = Attendance.Status
SIGNERS = (gettext_lazy("主持人"), gettext_lazy("记录人"))


def in_main_volume(item: AgendaItem) -> bool:
    """Whether everybody who reads the record may read this item. Two queries unless prefetched."""
    return not (item.topic.is_secret or item.recusals.all() or item.topic.subjects.all())


def items_of_record(meeting: Meeting) -> list[AgendaItem]:
    """What was on the table or in the notice, in order."""
    found = (
        meeting.items.select_related("topic", "presenter", "resolution")
        .prefetch_related("recusals__person", "topic__subjects__person", "votes__teller", "votes__scrutineer")
        .order_by("order", "id")
    )
    items = [i for i in found if i.discussed_at or i.in_notice or i.status != AgendaItem.Status.POSTPONED]
    for item in items:
        item.meeting = meeting
    return items


def record_paper(meeting: Meeting) -> RecordPaper:
    """The main volume: each item in order, or the line that says it is kept apart."""
    told = Proceedings.of(meeting)
    entries = [
        item_entry(item, told) if in_main_volume(item) else _kept_apart(item)
        for item in items_of_record(meeting)
    ]
    told_of = [_emergency(row) for row in meeting.emergencies.select_related("handled_by", "asked")]
    if told_of:
        entries.append(RecordItem(heading=_("紧急处置报告"), before=tuple(told_of)))
    given = reasons_of_meeting(told)
    if given:
        entries.append(RecordItem(heading=_("说明事项"), before=given))
    return RecordPaper(
        title=_("%(committee)s会议记录") % {"committee": meeting.organization.name},
        facts=_facts(meeting, told.members),
        rosters=tuple(_rosters(meeting, told)),
        items=tuple(entries),
        closing=_("%(time)s散会。") % {"time": official_time(meeting.closed_at)},
        signers=tuple(Signer(str(role)) for role in SIGNERS),
    )


def _emergency(row: EmergencyHandling) -> tuple[str, str]:
    """What the meeting was told of (S1-01:八)."""
    told = _("%(day)s，%(who)s请示%(asked)s后处置。%(what)s") % {
        "day": official_date(row.handled_on),
        "who": row.handled_by.name,
        "asked": row.asked.name,
        "what": row.what,
    }
    return row.title, told


def volume_paper(item: AgendaItem) -> RecordPaper:
    """One item by itself, with who took part in it."""
    meeting = item.meeting
    told = Proceedings.of(meeting)
    recused = {r.person_id for r in item.recusals.all()}
    there = told.took_part(item) - recused
    head = presider(item)
    names = {a.person_id: a for a in told.members}
    chair = names.get(head) if head else None
    return RecordPaper(
        title=_("%(committee)s会议记录（另册）") % {"committee": meeting.organization.name},
        facts=(
            (_("会议"), composition.full_name(meeting)),
            (_("时间"), _began(item)),
            (_("地点"), meeting.place),
            (_("主持"), _named(chair) if chair else meeting.chair.name),
            *(((_("补录"), entered),) if (entered := composition.entered_late(meeting)) else ()),
        ),
        rosters=(
            Roster(_("出席"), names=tuple(a.person.name for a in told.members if a.person_id in there)),
            Roster(_("回避"), names=tuple(r.person.name for r in item.recusals.all())),
            Roster(_("记录"), text=meeting.recorder.name),
        ),
        items=(item_entry(item, told),),
        closing=_("本项记录到此。"),
        signers=tuple(Signer(str(role)) for role in SIGNERS),
    )


def _began(item: AgendaItem) -> str:
    at = item.discussed_at or item.meeting.meets_at
    return official_date(at, "weekday") + official_time(at)


def _kept_apart(item: AgendaItem) -> RecordItem:
    return RecordItem(
        heading=f"{cn_number(item.order)}、{composition.public_title(item)}",
        before=((_("记录"), _("本项记录另册保存。")),),
    )


def _named(seat: Attendance) -> str:
    return f"{seat.person.name}（{seat.post_title}）"


def _facts(meeting: Meeting, members: Iterable[Attendance]) -> tuple[tuple[str, str], ...]:
    seats = list(members)
    chair = next((a for a in seats if a.person_id == meeting.chair_id), None)
    present = sum(a.status in (S.PRESENT, S.LEFT) for a in seats)
    return (
        (_("会议"), composition.full_name(meeting)),
        (
            _("时间"),
            _("%(begins)s至%(ends)s")
            % {
                "begins": official_date(meeting.opened_at, "weekday") + official_time(meeting.opened_at),
                "ends": official_time(meeting.closed_at),
            },
        ),
        (_("地点"), meeting.place),
        (_("主持"), _named(chair) if chair else meeting.chair.name),
        (_("应到"), _("%(n)s人，实到%(m)s人") % {"n": len(seats), "m": present}),
        *(((_("补录"), entered),) if (entered := composition.entered_late(meeting)) else ()),
    )


def _rosters(meeting: Meeting, told: Proceedings) -> Iterable[Roster]:
    granted = meeting.leave_requests.filter(status=LeaveRequest.Status.GRANTED)
    leaves = leave_words(granted.select_related("person").order_by("id"))
    because = {words.leave.person_id: words.because for words in leaves}
    yield Roster(
        _("出席"), names=tuple(a.person.name for a in told.members if a.status in (S.PRESENT, S.LEFT))
    )
    yield Roster(
        _("请假"),
        text="、".join(
            f"{a.person.name}（{because[a.person_id]}）" if a.person_id in because else a.person.name
            for a in told.members
            if a.status == S.ON_LEAVE
        ),
    )
    yield Roster(_("缺席"), names=tuple(a.person.name for a in told.members if a.status == S.ABSENT))
    yield Roster(_("列席"), text="、".join(_named(a) for a in told.guests if a.status in (S.PRESENT, S.LEFT)))
    if corrected := list(_corrected_sign_ins(meeting)):
        yield Roster(_("签到更正"), text="；".join(corrected))
    yield Roster(_("记录"), text=meeting.recorder.name)
    written = [
        f"{words.leave.person.name}：{words.written_opinion.strip()}"
        for words in leaves
        if words.written_opinion
    ]
    if written:
        yield Roster(_("书面意见"), text="；".join(written) + _("（会上宣读，不计票）"))


def _corrected_sign_ins(meeting: Meeting) -> Iterable[str]:
    """What the sheet said before, and why it was put right: whoever holds it beside the record finds two
    different lines (S0-04:三-6a: who took part)."""
    corrected = Act.objects.filter(
        organization_id=meeting.organization_id,
        code="meetings.attendance.corrected",
        outcome=Act.Outcome.DONE,
        matter_type="meetings.meeting",
        matter_id=str(meeting.pk),
    )
    for act in corrected.order_by("recorded_at", "id"):
        yield _("%(person)s原记“%(old)s”，%(day)s更正为“%(new)s”，理由：%(because)s（%(who)s）") % {
            "person": act.facts["person"],
            "old": act.facts["old"],
            "new": act.facts["new"],
            "because": act.facts["because"].rstrip("。"),
            "day": official_date(timezone.localdate(act.recorded_at)),
            "who": act.actor_name,
        }


def _attached(items: Iterable[AgendaItem]) -> tuple[PdfAttachment, ...]:
    """The votes as data, so that the counts can be checked without reading them off the paper."""
    data = [{"item": item.order, "votes": votes_of(item)} for item in items if item.votes.all()]
    if not data:
        return ()
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, indent=1)
    return (PdfAttachment(name="votes.json", data=text.encode(), description=str(_("各项表决数据"))),)


def _build(document: Document) -> Printable:
    meeting = subjects.meeting_of(document)
    keep_off_paper(counted_from_envelopes(meeting))
    attached = [item for item in items_of_record(meeting) if in_main_volume(item)]
    return Printable(record_paper(meeting), _attached(attached))


def _build_volume(document: Document) -> Printable:
    item = subjects.item_of(document)
    keep_off_paper(item.votes.select_related("poll"))
    return Printable(volume_paper(item), _attached([item]))


register_document(
    DocumentKind(
        code=kinds.RECORD,
        title=gettext_lazy("会议记录"),
        build=_build,
        answers=reading.on_meetings(reading.reads_record),
        check_words=subjects.keep_names_out,
        archived=True,
        sensitive=True,
        editable=RecordPaper,
        takes_scan=True,
    )
)
register_document(
    DocumentKind(
        code=kinds.RECORD_VOLUME,
        title=gettext_lazy("会议记录（另册）"),
        build=_build_volume,
        answers=reading.on_items(reading.reads_volume),
        check_words=subjects.keep_names_out,
        archived=True,
        sensitive=True,
        editable=RecordPaper,
        sealed_for=subjects.sealed_for,
    )
)

bind("S1-04:三-4", by="meetings.documents.record.record_paper", how="document")
bind("S1-01:九-1", by="meetings.documents.record.record_paper", how="document")
bind("S0-04:三-6a", by="meetings.documents.record.record_paper", how="document")
