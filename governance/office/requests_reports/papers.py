"""P-05 请示、报告 and P-06 委员工作报告单: composed from rows in official layout."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.access.actor import Actor
from governance.access.decision import Allowed, Denied
from governance.access.policy import Answer
from governance.documents.kinds import DocumentKind, Printable, register_document
from governance.documents.models import Document
from governance.documents.number_uses import NumberUse, register_uses
from governance.documents.official import Paper, Section, Signer
from governance.office.requests_reports.facts import resolution_of
from governance.office.requests_reports.models import IncomingPaper, UpwardPaper
from governance.office.requests_reports.rules.kinds import MEMBER_ITEMS
from governance.office.requests_reports.services.incoming import PAPER as MEMBER_REPORT
from governance.office.requests_reports.services.upward import PAPER as UPWARD
from governance.people.queries import holders_of
from governance.rules.coverage import bind
from governance.templatetags.wordings import official_date, official_time

GRANTING = ("personnel", "congress")  # 请予批准 instead of 请批示: a person or a list is to be approved


@dataclass(frozen=True, kw_only=True)
class UpwardSheet(Paper):
    """P-05: number to the left and the signer to the right of one line; one addressee; a seal."""

    template: ClassVar[str] = "print/upward.html"
    mark: str
    signer: str
    addressee: str
    paragraphs: tuple[str, ...]
    closing: str
    annexes: tuple[str, ...]
    contact: str
    issuer: str
    issued_on: datetime.date


@dataclass(frozen=True, kw_only=True)
class MemberSheet(Paper):
    """P-06: the five items in the article's order, signed by the member, with room for the secretary."""

    template: ClassVar[str] = "print/member_report.html"
    addressee: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    signers: tuple[Signer, ...]
    issued_on: datetime.date


def upward_sheet(paper: UpwardPaper) -> UpwardSheet:
    assert paper.signed_on is not None and paper.signed_by is not None
    return UpwardSheet(
        title=_("%(town)s关于%(matter)s的%(kind)s")
        % {"town": paper.organization.name, "matter": paper.title, "kind": paper.get_kind_display()},
        number=paper.number,
        mark=paper.organization.name,
        signer=paper.signed_by.name,
        addressee=paper.addressee,
        paragraphs=tuple(_paragraphs(paper)),
        closing=_closing(paper),
        annexes=tuple(_lines(paper.annexes)),
        contact=_("联系人：%(name)s，电话：%(phone)s") % {"name": paper.contact, "phone": paper.phone}
        if paper.is_request
        else "",
        issuer=paper.organization.name,
        issued_on=paper.signed_on,
    )


def _paragraphs(paper: UpwardPaper) -> Iterator[str]:
    if paper.known_at is not None and paper.told_at is not None:
        yield _("本镇于%(known)s知情，于%(told)s以%(how)s报%(to)s。") % {
            "known": _moment(paper.known_at),
            "told": _moment(paper.told_at),
            "how": paper.get_told_through_display(),
            "to": paper.told_to,
        }
    yield from _lines(paper.cause)
    if paper.decided_on is not None:
        yield _decision(paper)
    yield from _lines(paper.body)
    for line in _lines(paper.asks):
        yield _("请求事项：%(ask)s") % {"ask": line if line[-1:] in "。；" else f"{line}。"}


def _decision(paper: UpwardPaper) -> str:
    """When and under which number the committee decided, with the count where it voted (S0-05:一-4a)."""
    fact = resolution_of(paper.organization_id, paper.resolution)
    words = {"day": official_date(paper.decided_on), "number": paper.resolution}
    if fact is None or fact.votes is None:
        return _("%(day)s，镇党委会议已讨论（%(number)s）。") % words
    aye, nay, abstain = fact.votes
    return _("%(day)s，镇党委会议已讨论，赞成%(aye)s票、反对%(nay)s票、弃权%(abstain)s票（%(number)s）。") % {
        **words, "aye": aye, "nay": nay, "abstain": abstain
    }  # fmt: skip


def _moment(at: datetime.datetime) -> str:
    return official_date(at) + official_time(at)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _closing(paper: UpwardPaper) -> str:
    if not paper.is_request:
        return _("特此报告。")
    return _("请予批准。") if paper.matter in GRANTING else _("妥否，请批示。")


def member_sheet(paper: IncomingPaper, document: Document) -> MemberSheet:
    assert paper.person is not None
    leader = holders_of(paper.organization_id, ["secretary"], paper.entered_on)
    held = paper.person.tenures.filter(organization_id=paper.organization_id).on(paper.entered_on)
    post = held.select_related("post").order_by("post__order").first()
    numerals = "一二三四五"
    return MemberSheet(
        title=_("%(year)s年%(month)s月党委委员工作报告单")
        % {"year": paper.period_on.year, "month": paper.period_on.month},
        number=document.number or None,
        addressee=leader[0].person.name + _("书记") if leader else _("书记"),
        facts=((_("报告人"), paper.person.name), (_("职务"), post.title if post else "")),
        sections=tuple(
            Section(f"{numerals[n]}、{_(item)}", tuple(_lines(paper.items.get(item, ""))) or (_("无"),))
            for n, item in enumerate(MEMBER_ITEMS)
        ),
        signers=(Signer(_("报告人")), Signer(_("书记阅批"))),
        issued_on=document.ordered_on,
    )


def _build_upward(document: Document) -> Printable:
    rows = UpwardPaper.objects.select_related("organization", "signed_by")
    return Printable(upward_sheet(rows.get(pk=document.subject_id)))


def _build_member(document: Document) -> Printable:
    rows = IncomingPaper.objects.select_related("organization", "person")
    return Printable(member_sheet(rows.get(pk=document.subject_id), document))


def _seen_through(
    model: type[UpwardPaper] | type[IncomingPaper],
) -> Callable[[Actor, Sequence[Document]], dict[int, Answer]]:
    """A paper is opened by whoever may know of its row. One query for any number."""

    def answers(actor: Actor, documents: Sequence[Document]) -> dict[int, Answer]:
        keys = {int(document.subject_id) for document in documents}
        seen = set(model.objects.visible_to(actor).filter(pk__in=keys).values_list("pk", flat=True))
        title = actor.main_post.title if actor.main_post else ""
        return {
            d.pk: Allowed(title) if int(d.subject_id) in seen else Denied(_("这份文件不由您阅读"))
            for d in documents
        }

    return answers


def _signers(documents: Sequence[Document]) -> dict[int, int | None]:
    rows = UpwardPaper.objects.filter(pk__in=[d.subject_id for d in documents])
    signed = dict(rows.values_list("pk", "signed_by_id"))
    return {d.pk: signed.get(int(d.subject_id)) for d in documents}


register_document(
    DocumentKind(
        code=UPWARD,
        title=gettext_lazy("请示、报告"),
        build=_build_upward,
        answers=_seen_through(UpwardPaper),
        takes_scan=True,
        signers=_signers,
    )
)
register_document(
    DocumentKind(
        code=MEMBER_REPORT,
        title=gettext_lazy("委员工作报告单"),
        build=_build_member,
        answers=_seen_through(IncomingPaper),
        takes_scan=True,
    )
)


def _upward_numbers(actor: Actor, organization_id: int, year: int) -> Iterator[NumberUse]:
    rows = UpwardPaper.objects.filter(organization_id=organization_id, number__contains=f"〔{year}〕")
    seen = set(UpwardPaper.objects.visible_to(actor).filter(pk__in=rows).values_list("pk", flat=True))
    for row in rows:
        readable = row.pk in seen
        url = reverse("requests:paper", args=[row.pk]) if readable else ""
        yield NumberUse(row.number, row.audit_text, str(row.get_status_display()), url)


def _incoming_numbers(actor: Actor, organization_id: int, year: int) -> Iterator[NumberUse]:
    rows = IncomingPaper.objects.filter(organization_id=organization_id, number__contains=f"〔{year}〕")
    seen = set(IncomingPaper.objects.visible_to(actor).filter(pk__in=rows).values_list("pk", flat=True))
    for row in rows.select_related("unit", "person"):
        readable = row.pk in seen
        url = reverse("requests:incoming", args=[row.pk]) if readable else ""
        what = row.audit_text if readable else str(row.get_kind_display())
        yield NumberUse(row.number, what, str(row.get_status_display()), url)


register_uses("upward", _upward_numbers)
register_uses("incoming", _incoming_numbers)
bind("S0-05:三b", by="governance.office.requests_reports.papers.member_sheet", how="document")
