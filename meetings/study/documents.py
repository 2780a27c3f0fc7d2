"""The study group's papers: the year's plan, and the record of one session."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.access.actor import Actor
from governance.access.decision import Allowed, Denied
from governance.access.policy import Answer
from governance.documents.kinds import DocumentKind, Printable, register_document
from governance.documents.models import Document
from governance.documents.official import (
    Column,
    NoticePaper,
    RecordItem,
    RecordPaper,
    Roster,
    Section,
    Signer,
    Table,
)
from governance.templatetags.wordings import official_date, official_time
from meetings.bodies.models import BodyMeeting, BodySeat
from meetings.study.models import StudyPlan

PLAN = "meetings.study_plan"
RECORD = "meetings.study_record"
P = BodySeat.State


def plan_paper(plan: StudyPlan) -> NoticePaper:
    rows = plan.topics.select_related("speaker").order_by("month", "id")
    table = Table(
        columns=(
            Column(_("月份"), 1),
            Column(_("专题"), 5, "left"),
            Column(_("学习内容"), 2.4),
            Column(_("学习形式"), 2),
            Column(_("中心发言人"), 2.2),
        ),
        rows=tuple(
            (
                _("%(n)s月") % {"n": r.month},
                r.theme,
                str(r.get_block_display()),
                str(r.get_form_display()),
                r.speaker.name,
            )
            for r in rows
        ),
    )
    sections = [Section(_("一、学习安排"), (_("每次只定一个专题，安排如下："),), (table,))]
    sections.append(
        Section(
            _("二、要求"),
            (
                _("以自学为主，结合集中学习和研讨，写好读书笔记和心得。"),
                _("集中学习没有特殊情况不请假；缺课的补学，并登记。"),
            ),
        )
    )
    return NoticePaper(
        title=_("%(town)s%(year)s年中心组学习计划") % {"town": plan.organization.name, "year": plan.year},
        addressees=_("中心组各成员"),
        opening=(_("经审定，本年中心组学习安排如下，请照此准备。"),),
        sections=tuple(sections),
        issuer=plan.organization.name,
        issued_on=plan.confirmed_on or date(plan.year, 1, 1),
    )


def record_paper(meeting: BodyMeeting) -> RecordPaper:
    seats = list(
        meeting.seats.filter(capacity=BodySeat.Capacity.ATTENDS)
        .select_related("person", "study_leave")
        .order_by("order", "id")
    )
    away = [s for s in seats if s.state in (P.ON_LEAVE, P.ABSENT)]
    items = []
    for topic in meeting.study_topics.select_related("speaker"):
        items.append(
            RecordItem(
                _("专题：%(theme)s") % {"theme": topic.theme},
                before=(
                    (_("学习内容"), str(topic.get_block_display())),
                    (_("学习形式"), str(topic.get_form_display())),
                    (_("中心发言人"), topic.speaker.name),
                ),
                after=((_("学习情况"), meeting.summary or _("没有登记")),),
            )
        )
    return RecordPaper(
        title=_("%(meeting)s记录") % {"meeting": meeting.title},
        facts=(
            (_("时间"), official_date(meeting.held_on, "weekday") + official_time(meeting.begins)),
            (_("地点"), meeting.place),
            (_("主持"), meeting.chair.name),
            (_("记录"), meeting.recorder.name),
        ),
        rosters=(
            Roster(_("到课"), tuple(s.person.name for s in seats if s.state == P.PRESENT)),
            Roster(_("缺课"), text="、".join(_absent(s) for s in away)),
        ),
        items=tuple(items),
        closing="",
        signers=(Signer(_("主持人")), Signer(_("记录人"))),
    )


def _absent(seat: BodySeat) -> str:
    """Who was away, and when the study was made up; why is nobody's business on paper."""
    made = getattr(seat, "study_leave", None)
    if made is not None and made.made_up_on:
        return _("%(name)s（%(day)s补学）") % {
            "name": seat.person.name,
            "day": official_date(made.made_up_on),
        }
    return _("%(name)s（%(why)s）") % {"name": seat.person.name, "why": seat.get_state_display()}


def _build_plan(document: Document) -> Printable:
    return Printable(plan_paper(StudyPlan.objects.select_related("organization").get(pk=document.subject_id)))


def _build_record(document: Document) -> Printable:
    found = BodyMeeting.objects.select_related("organization", "chair", "recorder")
    return Printable(record_paper(found.get(pk=document.subject_id)))


def _answers(actor: Actor, documents: Sequence[Document]) -> dict[int, Answer]:
    """As the plan and the session: everybody of the town reads plans, those who know of the session its record."""
    ids = {d.subject_id for d in documents}
    plans = {
        str(pk) for pk in StudyPlan.objects.visible_to(actor).filter(pk__in=ids).values_list("pk", flat=True)
    }
    seen = BodyMeeting.objects.visible_to(actor).filter(pk__in=ids).values_list("pk", flat=True)
    meetings = {str(pk) for pk in seen}
    post = actor.main_post
    return {
        d.pk: Allowed(post.title)
        if post and d.subject_id in (plans if d.kind == PLAN else meetings)
        else Denied(_("这里只看得到本镇的学习"))
        for d in documents
    }


register_document(
    DocumentKind(code=PLAN, title=gettext_lazy("中心组学习计划"), build=_build_plan, answers=_answers)
)
register_document(
    DocumentKind(
        code=RECORD,
        title=gettext_lazy("中心组学习记录"),
        build=_build_record,
        answers=_answers,
        takes_scan=True,
    )
)
