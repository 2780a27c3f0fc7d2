"""Requests and reports that go up: the list, one of them, its steps."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from governance.access.list_views import ListPage, ListSheet
from governance.access.policy import ask
from governance.access.views import PageView
from governance.office.requests_reports import pages
from governance.office.requests_reports.forms import (
    BecauseForm,
    CarryForm,
    ChaseForm,
    DecisionForm,
    DraftForm,
    NotedForm,
    ReplyForm,
    SendForm,
    TellForm,
)
from governance.office.requests_reports.lists import UPWARD
from governance.office.requests_reports.models import UpwardPaper
from governance.office.requests_reports.services import replies, upward
from governance.office.requests_reports.views.base import OfficeVerb


class UpwardList(ListPage):
    action = "office.upward.list"
    template_name = "office/requests_reports/list.html"
    listing = UPWARD
    sheet_url = "requests:sheet"

    def context(self, **extra: Any) -> dict[str, Any]:
        may = ask(self.actor, "office.upward.drafted", self.organization).allowed
        return super().context(may_draft=may, **extra)


class UpwardSheet(ListSheet):
    action = "office.upward.list"
    listing = UPWARD


class PaperPage(PageView):
    action = "office.upward.read"
    model = UpwardPaper
    template_name = "office/requests_reports/paper.html"

    def visible(self) -> Any:
        return super().visible().select_related(
            "organization", "drafted_by", "countersigned_by", "signed_by", "told_by", "entrustment__secretary", "follows"
        )  # fmt: skip

    def context(self, **extra: Any) -> dict[str, Any]:
        paper: UpwardPaper = self.object
        seen = UpwardPaper.objects.visible_to(self.actor)
        return super().context(
            paper=paper,
            buttons=pages.upward_buttons(paper, self.actor),
            answers=pages.upward_answers(paper, self.actor.day),
            documents=pages.documents_of("governance.upwardpaper", paper.pk),
            trail=pages.trail_of(self.actor, "governance.upwardpaper", paper.pk),
            later=seen.filter(follows=paper).order_by("pk") if paper.emergency else (),
            **extra,
        )


class DraftPaper(OfficeVerb):
    action = "office.upward.drafted"
    title = _("拟稿")
    form_class = DraftForm
    drafted = True

    def _followed(self) -> UpwardPaper | None:
        typed = self.request.GET.get("xu", "")
        if not typed.isdigit():
            return None
        found = UpwardPaper.objects.visible_to(self.actor).filter(organization=self.organization)
        return found.filter(pk=int(typed[:9]), emergency=True).first()

    def form_kwargs(self) -> dict[str, Any]:
        above = self.organization.parent
        initial: dict[str, Any] = {
            "addressee": _("中共%(name)s委员会") % {"name": above.name} if above else ""
        }
        before = self._followed()
        if before is not None:
            initial |= {"kind": "report", "title": before.title, "addressee": before.addressee}
            initial |= {"cause": _("前报情况见%(number)s。") % {"number": before.number or before.full_title}}
        return {"initial": initial}

    def carry_out(self, form: DraftForm, **common: Any) -> UpwardPaper:
        before = self._followed()
        return upward.draft_paper(
            organization=self.organization,
            draft=form.draft,
            follows_id=before.pk if before else None,
            **common,
        )


class Revise(OfficeVerb):
    action = "office.upward.revised"
    model = UpwardPaper
    title = _("修改")
    form_class = DraftForm
    drafted = True
    consequence = _("改后要重新核稿；改了事由、类别或请求事项的，还要重新上会。")

    def form_kwargs(self) -> dict[str, Any]:
        names = DraftForm.base_fields
        return {"initial": {name: getattr(self.object, name) for name in names}}

    def carry_out(self, form: DraftForm, **common: Any) -> UpwardPaper:
        return upward.revise_paper(paper_id=self.object.pk, draft=form.draft, **common)


class Countersign(OfficeVerb):
    action = "office.upward.countersigned"
    model = UpwardPaper
    title = _("核稿")
    consequence = _("核过文种、事由、依据、数字和附件，再点确认。稿子再改的，要重新核。")

    def carry_out(self, form: Any, **common: Any) -> UpwardPaper:
        return upward.countersign(paper_id=self.object.pk, **common)


class Decide(OfficeVerb):
    action = "office.upward.decided"
    model = UpwardPaper
    title = _("登记会议讨论")
    form_class = DecisionForm

    def carry_out(self, form: DecisionForm, **common: Any) -> UpwardPaper:
        return upward.record_decision(paper_id=self.object.pk, **form.cleaned_data, **common)


class Tell(OfficeVerb):
    action = "office.upward.told"
    model = UpwardPaper
    title = _("登记立即报告")
    form_class = TellForm
    consequence = _("几时知情、几时报出，都写到分钟；书面文稿随后签发上报。")

    def carry_out(self, form: TellForm, **common: Any) -> UpwardPaper:
        known, told = form.moment("known"), form.moment("told")
        assert known is not None and told is not None
        data = form.cleaned_data
        return upward.tell_at_once(
            paper_id=self.object.pk, known_at=known, told_at=told,
            told_to=data["told_to"], through=data["through"], **common,
        )  # fmt: skip


class Sign(OfficeVerb):
    action = "office.upward.signed"
    model = UpwardPaper
    title = _("签发")
    template_name = "office/requests_reports/sign.html"
    consequence = _("签发即取号、生成文件，以后不能再改。")

    def carry_out(self, form: Any, **common: Any) -> UpwardPaper:
        return upward.sign_paper(paper_id=self.object.pk, **common)

    def context(self, **extra: Any) -> dict[str, Any]:
        return super().context(paper=self.object, **extra)


class Send(OfficeVerb):
    action = "office.upward.sent"
    model = UpwardPaper
    title = _("上报")
    form_class = SendForm
    consequence = _("一份请示只写一件事，只主送一个上级机关。")

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"sent_on": self.actor.day}}

    def carry_out(self, form: SendForm, **common: Any) -> UpwardPaper:
        return upward.send_paper(paper_id=self.object.pk, **form.cleaned_data, **common)


class Chase(OfficeVerb):
    action = "office.upward.chased"
    model = UpwardPaper
    title = _("催询")
    form_class = ChaseForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"chased_on": self.actor.day}}

    def carry_out(self, form: ChaseForm, **common: Any) -> UpwardPaper:
        return replies.chase_reply(paper_id=self.object.pk, **form.cleaned_data, **common)


class Reply(OfficeVerb):
    action = "office.upward.replied"
    model = UpwardPaper
    title = _("登记批复")
    form_class = ReplyForm

    def carry_out(self, form: ReplyForm, **common: Any) -> UpwardPaper:
        return replies.record_reply(paper_id=self.object.pk, **form.cleaned_data, **common)


class Carry(OfficeVerb):
    action = "office.upward.carried_out"
    model = UpwardPaper
    title = _("登记落实")
    form_class = CarryForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"carried_on": self.actor.day}}

    def carry_out(self, form: CarryForm, **common: Any) -> UpwardPaper:
        return replies.record_carried_out(paper_id=self.object.pk, **form.cleaned_data, **common)


class Noted(OfficeVerb):
    action = "office.upward.noted"
    model = UpwardPaper
    title = _("登记上级已收")
    form_class = NotedForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"noted_on": self.actor.day}}

    def carry_out(self, form: NotedForm, **common: Any) -> UpwardPaper:
        return replies.record_noted(paper_id=self.object.pk, **form.cleaned_data, **common)


class Withdraw(OfficeVerb):
    action = "office.upward.withdrawn"
    model = UpwardPaper
    title = _("撤下")
    form_class = BecauseForm
    consequence = _("撤下的文稿留痕可查，不能恢复。")

    def carry_out(self, form: BecauseForm, **common: Any) -> UpwardPaper:
        return upward.withdraw_paper(paper_id=self.object.pk, **form.cleaned_data, **common)
