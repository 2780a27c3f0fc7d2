"""Chores with what hangs on meetings: notices, leave, stated facts, clauses, failed documents."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from governance.access.policy import ask
from governance.documents.models import Document
from governance.people.document_codes import DocumentCode
from governance.templatetags.wordings import zh_date, zh_time
from meetings.desk.reader import Chore, Reader
from meetings.models import (
    Corrigendum,
    EmergencyHandling,
    LeaveRequest,
    Meeting,
    NoticeDelivery,
    Resolution,
    ResolutionClause,
    ResolutionImport,
    StatedFact,
    Topic,
)
from meetings.open_work import unowned
from meetings.pages.words import leave_words

M, C = Meeting.Status, Corrigendum.Status


def paper_chores(r: Reader) -> Iterator[Chore]:
    yield from _handovers(r)
    yield from _deliveries(r)
    yield from _leave(r)
    yield from _facts(r)
    yield from _clauses(r)
    yield from _emergencies(r)
    yield from _corrigenda(r)
    yield from _imports(r)
    yield from _codes(r)
    yield from _documents(r)


def _handovers(r: Reader) -> Iterator[Chore]:
    """Whoever serves here no more and still has something open."""
    for town in sorted(t for t in r.actor.organization_ids if r.actor.holds(t, "office_director")):
        for person, count in unowned(r.actor, town, r.today):
            url = reverse("meetings:handover", args=[person.pk])
            yield Chore(
                _("%(who)s已离任，还有%(n)s件没有交接") % {"who": person.name, "n": count},
                url,
                _("移交工作"),
                url,
                _("不移交就没有人接着办"),
                rank=2,
            )


def _deliveries(r: Reader) -> Iterator[Chore]:
    waiting = NoticeDelivery.objects.visible_to(r.actor).filter(
        person_id=r.person,
        acknowledged_at__isnull=True,
        notice__meeting__status__in=[M.NOTICED, M.IN_SESSION],
        notice__meeting__entered_late=False,
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


def _leave(r: Reader) -> Iterator[Chore]:
    if not r.secretary:
        return
    waiting = LeaveRequest.objects.visible_to(r.actor).filter(
        organization_id__in=r.secretary,
        status=LeaveRequest.Status.SUBMITTED,
        meeting__status__in=[M.NOTICED, M.IN_SESSION],
    )
    for words in leave_words(waiting.select_related("meeting", "person")):
        leave = words.leave
        url = reverse("meetings:room", args=[leave.meeting_id]) + "#leave"
        yield Chore(
            _("%(who)s请%(meeting)s的假") % {"who": leave.person.name, "meeting": leave.meeting},
            url,
            _("看请假"),
            url,
            _("事由：%(why)s") % {"why": words.because},
            due=leave.meeting.meets_on,
            rank=3,
        )


def _facts(r: Reader) -> Iterator[Chore]:
    """One chore a matter, however many facts wait on it."""
    if not r.secretary:
        return
    waiting = (
        StatedFact.objects.visible_to(r.actor)
        .filter(organization_id__in=r.secretary, confirmed_on__isnull=True, superseded=False)
        .exclude(topic__status__in=[Topic.Status.DECIDED, Topic.Status.WITHDRAWN])
        .select_related("topic", "item__meeting", "meeting", "stated_by")
    )
    places: dict[str, list[StatedFact]] = {}
    for fact in waiting:
        if fact.topic_id:
            url = reverse("meetings:topic", args=[fact.topic_id]) + "#facts"
        else:
            meeting_id = fact.meeting_id or fact.item.meeting_id  # type: ignore[union-attr]
            url = reverse("meetings:room", args=[meeting_id]) + (
                f"?item={fact.item_id}#item" if fact.item_id else "#facts"
            )
        places.setdefault(url, []).append(fact)
    for url, facts in places.items():
        yield Chore(
            _("%(matter)s：%(n)s条事实待确认") % {"matter": facts[0].about, "n": len(facts)},
            url,
            _("去确认"),
            url,
            _("%(who)s登记") % {"who": facts[0].stated_by.name},
        )


def _clauses(r: Reader) -> Iterator[Chore]:
    mine = (
        ResolutionClause.objects.owed_by(r.actor)
        .unsupervised()
        .filter(
            status=ResolutionClause.Status.OPEN,
            resolution__status=Resolution.Status.CONFIRMED,
        )
    )
    for clause in mine.select_related("resolution").order_by("due_on"):
        url = reverse("meetings:clause-done", args=[clause.pk])
        yield Chore(
            _("决议落实：%(what)s") % {"what": clause.text},
            url,
            _("登记落实"),
            url,
            _("%(number)s第%(n)s条") % {"number": clause.resolution.number, "n": clause.order},
            r.adopted(clause.organization_id, "S1-01:十一-1", "S0-04:二-8", "S1-04:四-1"),
            due=clause.due_on,
            rank=4,
        )


def _emergencies(r: Reader) -> Iterator[Chore]:
    """Handled on a leader's word and not yet reported to the committee."""
    if not r.office:
        return
    waiting = EmergencyHandling.objects.visible_to(r.actor).filter(
        organization_id__in=r.office, status=EmergencyHandling.Status.OPEN
    )
    for row in waiting.select_related("handled_by"):
        url = reverse("meetings:emergency-report", args=[row.pk])
        yield Chore(
            _("紧急处置待报告：%(what)s") % {"what": row.title},
            reverse("meetings:emergencies"),
            _("登记报告"),
            url,
            _("%(who)s%(day)s处置") % {"who": row.handled_by.name, "day": zh_date(row.handled_on, r.today)},
            r.adopted(row.organization_id, "S1-01:八", "S1-04:三-2f", "S3-02:1-0c"),
            due=row.handled_on,
            rank=3,
        )


def _imports(r: Reader) -> Iterator[Chore]:
    """Old resolutions somebody else entered, which the secretary holds against the papers."""
    if not r.secretary:
        return
    waiting = ResolutionImport.objects.visible_to(r.actor).filter(
        organization_id__in=r.secretary, status=ResolutionImport.Status.ENTERED
    )
    for batch in waiting.exclude(entered_by_id=r.person).select_related("entered_by"):
        yield Chore(
            _("历史决议待确认：%(n)s件") % {"n": batch.count},
            reverse("meetings:import"),
            _("确认"),
            reverse("meetings:import-confirm", args=[batch.pk]),
            _("%(who)s录入，%(file)s") % {"who": batch.entered_by.name, "file": batch.file_name},
        )


def _corrigenda(r: Reader) -> Iterator[Chore]:
    """A draft waits for whoever signs it; one that came back for whoever drafts. One query where none is."""
    if not (r.seats or r.office):
        return
    waiting = Corrigendum.objects.visible_to(r.actor).filter(status__in=[C.DRAFTED, C.RETURNED])
    for row in waiting.select_related("minutes__meeting__chair"):
        step = "redrafted" if row.status == C.RETURNED else "signed"
        if not ask(r.actor, f"meetings.corrigendum.{step}", row).allowed:
            continue
        place = reverse("meetings:room", args=[row.meeting.pk]) + "#corrigenda"
        returned = row.status == C.RETURNED
        yield Chore(
            (_("勘误退回修改：%(number)s") if returned else _("勘误待您签发：%(number)s"))
            % {"number": row.minutes.number},
            place,
            _("修改勘误") if returned else _("看勘误"),
            reverse("meetings:corrigendum-edit", args=[row.pk]) if returned else place,
            row.returned_because if returned else "",
        )


def _codes(r: Reader) -> Iterator[Chore]:
    if not r.secretary:
        return
    waiting = DocumentCode.objects.visible_to(r.actor).filter(
        organization_id__in=r.secretary, status=DocumentCode.Status.PROPOSED
    )
    for row in waiting.select_related("proposed_by"):
        url = reverse("documents:code-approve", args=[row.pk])
        yield Chore(
            _("文号代字待核准：改为“%(code)s”") % {"code": row.code},
            reverse("documents:codes"),
            _("核准"),
            url,
            _("%(who)s提出，自%(day)s起") % {"who": row.proposed_by.name, "day": zh_date(row.since, r.today)},
            due=row.since if row.since >= r.today else None,
        )


def _documents(r: Reader) -> Iterator[Chore]:
    if not r.office:
        return
    failed = Document.objects.visible_to(r.actor).filter(
        organization_id__in=r.office, state=Document.State.FAILED
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
