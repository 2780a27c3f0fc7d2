"""P-07, P-08, P-09 composed from rows (wording guide §5)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.access.actor import Actor
from governance.access.decision import Allowed, Denied
from governance.access.policy import Answer
from governance.documents.kinds import DocumentKind, Printable, register_document
from governance.documents.models import Document
from governance.documents.official import Column, Imprint, Paper, Section, Signer, Table
from governance.people.models import Organization, Post
from governance.people.queries import holders_of
from governance.people.standard_posts import OFFICE
from governance.rules.coverage import bind
from governance.templatetags.wordings import official_date, short_date
from meetings.composition import sentence
from meetings.supervision.documents import kinds
from meetings.supervision.documents.papers import SupervisionFormPaper, SupervisionLetterPaper
from meetings.supervision.models import Chase, Rectification, SupervisedTask, SupervisionBulletin
from meetings.supervision.services.locking import keep_names_out

JOINED = ("organization", "unit", "responsible", "leader", "approved_by", "vetted_by", "registered_by")


def organ(organization: Organization) -> str:
    """Who keeps the supervision, as papers are issued: the general office of the town, by its full name."""
    post = (
        Post.objects.filter(organization=organization, code__in=OFFICE, abolished_on__isnull=True)
        .exclude(unit_id=organization.pk)
        .select_related("unit")
        .order_by("order", "id")
        .first()
    )
    return post.unit.name if post else organization.name


def _unit(task: SupervisedTask) -> str:
    if task.unit is None:
        return _("各有关单位")
    return task.unit.short_name if task.unit_id != task.organization_id else task.organization.short_name


def _secretary(task: SupervisedTask, day: Any) -> str:
    found = holders_of(task.organization_id, ("secretary",), day)
    return f"{found[0].title}{found[0].person.name}" if found else _("党委书记")


def form_paper(task: SupervisedTask, document: Document) -> Paper:
    """P-07: the five things S1-07:三-1a asks for, and the three signatures."""
    source = str(task.get_source_display()) + (f"（{task.source_ref}）" if task.source_ref else "")
    carry = _unit(task) + (f"　{task.responsible.name}" if task.responsible else "")
    if task.helpers:
        carry += "\n" + _("协办：%(who)s") % {"who": task.helpers}
    vetted = task.vetted_words or (_("已审核") if task.vetted_on else "")
    rows = (
        (_("主要事项"), task.title),
        (_("事项来源"), source),
        (_("立项依据"), task.basis or source),
        (_("办理要求"), task.requirements),
        (_("承办部门"), carry),
        (_("反馈时限"), official_date(task.due_on) if task.due_on else ""),
        *(((_("督查方案"), task.plan),) if task.plan else ()),
        (_("拟办意见"), vetted),
        (_("主要领导审定意见"), task.approved_words or (_("同意立项督查。") if task.approved_on else "")),
    )
    return SupervisionFormPaper(
        title=_("督查事项拟办呈批表"),
        number=task.number,
        rows=rows,
        signers=(Signer(_("承办")), Signer(_("审核")), Signer(_("审定"))),
        issuer=organ(task.organization),
        issued_on=document.ordered_on,
    )


def notice_paper(task: SupervisedTask, document: Document) -> Paper:
    """P-08 督查通知 to whoever carries it out (S1-07:三-2)."""
    who = task.approved_by.name if task.approved_by else ""
    words = {
        "leader": _secretary(task, task.approved_on) if task.approved_on else who,
        "what": task.title,
        "how": task.requirements.rstrip("。；"),
        "day": official_date(task.due_on) if task.due_on else "",
        "who": task.responsible.name if task.responsible else _unit(task),
    }
    return SupervisionLetterPaper(
        title=_("关于办理“%(what)s”的督查通知") % words,
        number=task.number,
        addressees=_unit(task),
        opening=(
            _("经%(leader)s审定，请你单位办理“%(what)s”。要求：%(how)s。") % words,
            _("请于%(day)s前书面报告结果，由%(who)s负责；不能如期办结的，在限期前书面说明原因，并定期续报。")
            % words,
        ),
        closing=_("特此通知。"),
        issuer=organ(task.organization),
        issued_on=document.ordered_on,
    )


def chase_paper(chase: Chase, document: Document) -> Paper:
    """P-08 催办单 (S0-21:五-2)."""
    task = chase.task
    words = {
        "number": task.number,
        "what": task.title,
        "day": official_date(task.due_on) if task.due_on else "",
        "late": chase.late_days,
        "by": official_date(chase.reply_by) if chase.reply_by else "",
        "leader": _secretary(task, chase.chased_on),
    }
    first = (
        _("%(number)s“%(what)s”应于%(day)s报结果，已逾期%(late)s天。")
        if chase.late_days
        else _("%(number)s“%(what)s”应于%(day)s报结果。")
    )
    copies = task.leader.name if task.leader else ""
    return SupervisionLetterPaper(
        title=_("督查催办单（第%(n)s次）") % {"n": chase.n},
        addressees=_unit(task),
        opening=(
            first % words,
            _("请于%(by)s前书面报告办理情况、未办成原因和完成日期；再次逾期的，报%(leader)s并通报。") % words,
        ),
        issuer=organ(task.organization),
        issued_on=document.ordered_on,
        imprint=Imprint(_("抄送"), copies, organ(task.organization), document.ordered_on) if copies else None,
    )


def rectification_paper(row: Rectification, document: Document) -> Paper:
    """P-09 整改报告, from the office that puts it right to the one that keeps the supervision (S1-07:五-1)."""
    task = row.task
    parts = [
        (_("一、问题"), row.problem),
        (_("二、原因"), row.cause),
        (_("三、已经整改的"), row.done),
        (_("四、还没有整改的"), row.undone),
        (_("五、防止再犯的办法"), row.prevention),
    ]
    return SupervisionLetterPaper(
        title=_("关于“%(what)s”整改情况的报告") % {"what": task.title},
        addressees=organ(task.organization),
        opening=(
            _("%(day)s收到限期整改通知（%(number)s），现将整改情况报告如下：")
            % {"day": official_date(row.ordered_on), "number": task.number},
        ),
        sections=tuple(Section(head, (sentence(text or _("没有。")),), run_in=True) for head, text in parts),
        signers=(Signer(_("单位负责人")),),
        issuer=task.unit.name if task.unit else task.organization.name,
        issued_on=row.reported_on or document.ordered_on,
    )


def _stretch(row: SupervisionBulletin) -> str:
    """11月1日至20日: as short as a title can have it; the year stands in the number and the first sentence."""
    first, last = row.first_on, row.last_on
    words = {"m": first.month, "d": first.day, "n": last.month, "e": last.day}
    if (first.year, first.month) == (last.year, last.month):
        return _("%(m)s月%(d)s日至%(e)s日") % words
    return _("%(m)s月%(d)s日至%(n)s月%(e)s日") % words


def bulletin_paper(row: SupervisionBulletin, document: Document) -> Paper:
    """P-08 督查通报: how many were due, each with its result, praise and names, what comes next."""
    lines = list(row.lines.select_related("task").order_by("order"))
    late = sum(line.late for line in lines)
    table = Table(
        columns=(
            Column(_("序号"), 11),
            Column(_("督查事项"), 47, "left"),
            Column(_("承办单位"), 28),
            Column(_("时限"), 25),
            Column(_("结果"), 45, "left"),
        ),
        rows=tuple(
            (
                str(line.order),
                line.task.title,
                line.unit,
                short_date(line.due_on, row.last_on) if line.due_on else "—",
                line.outcome,
            )
            for line in lines
        ),
    )
    town = row.audience == SupervisionBulletin.Audience.TOWN
    sections = [Section(_("一、办理情况"), tables=(table,))]
    heads = iter((_("二、"), _("三、"), _("四、")))
    for head, text in ((_("表扬"), row.praised), (_("点名"), row.named), (_("下步要求"), row.ahead)):
        if text.strip():
            sections.append(
                Section(next(heads) + head, tuple(sentence(p) for p in text.splitlines() if p.strip()))
            )
    span = {"first": official_date(row.first_on), "last": official_date(row.last_on)}
    return SupervisionLetterPaper(
        title=_("关于%(stretch)s督查情况的通报") % {"stretch": _stretch(row)},
        number=row.number,
        addressees=_("各村（社区），各办、站、所") if town else _("党委主要领导"),
        opening=(
            _("%(first)s至%(last)s，应办结%(n)s件，按期%(a)s件，逾期%(b)s件。现将情况通报如下：")
            % {**span, "n": len(lines), "a": len(lines) - late, "b": late},
        ),
        sections=tuple(sections),
        closing=_("特此通报。") if town else "",
        issuer=organ(row.organization),
        issued_on=document.ordered_on,
        imprint=Imprint(_("抄送"), _("党委委员"), organ(row.organization), document.ordered_on)
        if town
        else None,
    )


# The kinds ---------------------------------------------------------------------------------


def _answers(model: Any, actor: Actor, documents: Sequence[Document]) -> Mapping[int, Answer]:
    """Whoever may know of the matter reads its papers."""
    keys = {int(d.subject_id) for d in documents}
    seen = set(model.objects.visible_to(actor).filter(pk__in=keys).values_list("pk", flat=True))
    held = actor.main_post
    no = Denied(_("这份文件由党政办、纪委办和承办单位阅读"))
    return {
        d.pk: Allowed(held.title) if held is not None and int(d.subject_id) in seen else no for d in documents
    }


def _row(model: Any, document: Document) -> Any:
    joined = JOINED if model is SupervisedTask else ("organization",)
    if model in (Chase, Rectification):
        joined = tuple(f"task__{name}" for name in JOINED)
    return model.objects.select_related(*joined).get(pk=document.subject_id)


def _task(model: Any, document: Document) -> SupervisedTask | None:
    row = _row(model, document)
    return row if isinstance(row, SupervisedTask) else getattr(row, "task", None)


def _sealed_for(model: Any, document: Document) -> tuple[str, str] | None:
    task = _task(model, document)
    return ("meetings.supervisedtask", str(task.pk)) if task is not None and task.kept else None


def _check(model: Any, document: Document, **texts: str) -> None:
    task = _task(model, document)
    if task is not None:
        keep_names_out(task, **texts)


def _kind(code: str, title: Any, model: Any, paper: Callable[[Any, Document], Paper], **more: Any) -> None:
    register_document(
        DocumentKind(
            code=code,
            title=title,
            build=lambda document: Printable(paper(_row(model, document), document)),
            answers=partial(_answers, model),
            sealed_for=partial(_sealed_for, model),
            check_words=partial(_check, model),
            **more,
        )
    )


_kind(kinds.FORM, gettext_lazy("督查事项拟办呈批表"), SupervisedTask, form_paper, takes_scan=True)
_kind(kinds.NOTICE, gettext_lazy("督查通知"), SupervisedTask, notice_paper)
_kind(kinds.CHASE_NOTE, gettext_lazy("督查催办单"), Chase, chase_paper)
_kind(kinds.RECTIFICATION, gettext_lazy("整改报告"), Rectification, rectification_paper, takes_scan=True)
_kind(kinds.BULLETIN, gettext_lazy("督查通报"), SupervisionBulletin, bulletin_paper)

_BY = "meetings.supervision.documents.build"
bind("S1-07:三-1a", by=f"{_BY}.form_paper", how="document")
bind("S1-07:三-2", by=f"{_BY}.notice_paper", how="document")
bind("S0-21:五-2", by=f"{_BY}.chase_paper", how="document")
bind("S0-21:四-6", "S1-07:三-4c", "S1-07:三-4c2", by=f"{_BY}.bulletin_paper", how="document")
