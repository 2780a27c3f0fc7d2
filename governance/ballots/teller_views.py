"""The tellers' pages: collecting a code, typing it back, opening the box; and settling objections."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from governance.access.typed import LineField, YesNoField
from governance.access.views import VerbView
from governance.audit.errors import Refused
from governance.ballots import casting, codes, services
from governance.ballots.models import CountObjection, KeyHolder, SealedPoll
from governance.ballots.uses import use_of


class CodeField(forms.CharField):
    """A share as somebody copied it: never shown again once it was sent."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "inputmode": "text",
                "class": "code-input",
            }
        )
        super().__init__(max_length=80, widget=widget, strip=True, **kwargs)


class ConfirmForm(forms.Form):
    code = CodeField(
        label=gettext_lazy("照纸上的票码输入一次"),
        help_text=gettext_lazy("8组，每组4个字；大小写、空格、横线都不要紧。"),
    )


class OneCodeForm(forms.Form):
    code = CodeField(label=gettext_lazy("计票人的票码"), help_text=gettext_lazy("照纸上抄下的8组输入。"))


class TwoCodesForm(forms.Form):
    code = CodeField(label=gettext_lazy("一位计票人的票码"), help_text=gettext_lazy("照纸上抄下的8组输入。"))
    second = CodeField(label=gettext_lazy("另一位计票人的票码"))


class ObjectionForm(forms.Form):
    upheld = YesNoField(label=gettext_lazy("属实吗"))
    note = LineField(
        label=gettext_lazy("怎样查的、查到什么"),
        max_length=200,
        help_text=gettext_lazy("和提出人一起对照名单。不写回执号，不写投了什么。"),
    )


@method_decorator([sensitive_post_parameters(), never_cache], name="dispatch")
class PollVerb(VerbView):
    """A step of a teller, on the box."""

    abstract_view = True
    model = SealedPoll
    template_name = "ballots/step.html"
    note: Any = ""

    def context(self, **extra: Any) -> dict[str, Any]:
        poll: SealedPoll = self.object
        return super().context(
            **{
                "poll": poll,
                "sheet": use_of(poll).sheet(poll),
                "view": self,
                "note": self.note,
                "returned": casting.returned_of(poll),
                "heading": use_of(poll).sheet(poll).of,
                **extra,
            }
        )

    def back_url(self) -> str:
        return use_of(self.object).sheet(self.object).back_url

    def success_url(self, result: Any) -> str:
        return self.back_url()

    def ways(self, refused: Refused) -> list[dict[str, str]]:
        """A code that was copied wrongly is typed once more, from the empty field."""
        wrong = {"ballots.code.mistyped", "ballots.code.wrong", "ballots.code.too_few"}
        if not wrong & {f.code for f in refused.verdict.blocking}:
            return []
        return [{"text": _("照抄下的票码再输入一次。"), "url": self.request.path, "label": _("重新输入")}]

    def typed(self) -> list[tuple[str, str]]:
        """Nothing that was typed here is carried to another page: it is a part of a key."""
        return []


class HolderVerb(PollVerb):
    """A step on one's own part of the key; the box is in the address."""

    abstract_view = True

    def visible(self) -> models.QuerySet:
        return super().visible().filter(keyholders__person_id=self.actor.person_id)

    def subject(self) -> KeyHolder:
        return self.holder

    @property
    def holder(self) -> KeyHolder:
        found = self.object.keyholders.filter(person_id=self.actor.person_id).first()
        if found is None:
            raise Http404
        found.poll = self.object
        return found


class CollectShare(HolderVerb):
    action = "ballots.share.collected"
    title = gettext_lazy("领票码")
    note = gettext_lazy(
        "票码只显示这一次，点开以前请备好纸笔，身边没有别人。抄好以后要照纸上输入一次，核对无误才开始投票。"
    )

    @sensitive_variables()
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.code = ""
        response = super().post(request, *args, **kwargs)
        if not self.code:
            return response
        shown = self.page(code=codes.grouped(self.code), number=self.holder.number)
        shown.template_name = "ballots/code.html"  # type: ignore[attr-defined]
        return shown

    @sensitive_variables()
    def perform(self, form: forms.Form, *, once: Any, reason: str) -> KeyHolder:
        holder, self.code = services.collect_share(poll_id=self.object.pk, actor=self.actor, once=once)
        return holder


class ConfirmShare(HolderVerb):
    action = "ballots.share.confirmed"
    title = gettext_lazy("核对票码")
    form_class = ConfirmForm
    note = gettext_lazy("抄错一个字，这箱票就打不开了，所以先核对。全部计票人核对无误，投票就开始。")

    @sensitive_variables()
    def perform(self, form: forms.Form, *, once: Any, reason: str) -> KeyHolder:
        return services.confirm_share(
            poll_id=self.object.pk, actor=self.actor, typed=form.cleaned_data["code"], once=once
        )

    def success_text(self, result: KeyHolder) -> str:
        result.poll.refresh_from_db()
        if result.poll.status == SealedPoll.Status.OPEN:
            return _("票码核对无误，投票开始。")
        return _("票码核对无误，还有计票人没有核对。")


class RedrawShares(PollVerb):
    action = "ballots.share.redrawn"
    title = gettext_lazy("重新领码")
    note = gettext_lazy(
        "原来的票码全部作废，每位计票人都要重新领、重新核对。投票还没有开始，不影响任何人的票。"
    )

    def perform(self, form: forms.Form, *, once: Any, reason: str) -> SealedPoll:
        return services.redraw_shares(poll_id=self.object.pk, actor=self.actor, once=once)

    def success_text(self, result: SealedPoll) -> str:
        return _("票码已重新生成，请各位计票人重新领取。")


class OpenBox(PollVerb):
    """Opening the box and counting, by the app's own verb."""

    action = "ballots.box.opened"
    title = gettext_lazy("开箱计票")
    note = gettext_lazy(
        "票码对上以后，全部信封在内存里一起拆开、打乱次序，只留合计和回执名单，密文随即清空。"
    )

    def decide(self) -> None:
        super().decide()
        three = self.object.custody == SealedPoll.Custody.TELLERS
        self.form_class = TwoCodesForm if three else OneCodeForm  # type: ignore[misc]
        if self.object.custody == SealedPoll.Custody.PAPER:  # nothing was sealed for a key
            self.form_class = forms.Form  # type: ignore[misc]

    @sensitive_variables()
    def perform(self, form: forms.Form, *, once: Any, reason: str) -> Any:
        typed = [form.cleaned_data[name] for name in form.fields]
        return use_of(self.object).count(poll=self.object, typed=typed, actor=self.actor, once=once)

    def has_receipts(self) -> bool:
        """Drawn codes and paper have none that anybody copied."""
        return self.object.envelopes.exists()

    def success_url(self, result: Any) -> str:
        if self.has_receipts():
            return reverse("ballots:receipts", args=[self.object.pk])
        return self.back_url()

    def success_text(self, result: Any) -> str:
        return _("开箱计票完毕，回执名单已公布。") if self.has_receipts() else _("开箱计票完毕，请清点核对。")


class LoseKey(PollVerb):
    """A code is lost, or the server's half is. Where nobody can open the box any more the vote is void, and
    repeated; of three tellers' codes two still open it."""

    action = "ballots.key.lost"
    title = gettext_lazy("登记票码丢失")
    note = gettext_lazy(
        "一人持票码的，票码丢了，这箱票谁也打不开，这一轮作废，重新办；三人持票码的，另两人的票码还能开箱。"
        "投过的票没有人看到。只在确实找不到票码时登记。"
    )

    def perform(self, form: forms.Form, *, once: Any, reason: str) -> Any:
        return use_of(self.object).lose(poll=self.object, actor=self.actor, once=once)

    def success_text(self, result: Any) -> str:
        self.object.refresh_from_db()
        if self.object.status == SealedPoll.Status.VOIDED:
            return _("计票人的票码对不上，这一轮作废，重新办。投过的票没有人看到。")
        return _("票码丢失已登记，另两人的票码照常开箱。")


class ObjectToCount(PollVerb):
    action = "ballots.count.objected"
    title = gettext_lazy("我的号不在名单里")
    note = gettext_lazy(
        "只登记您提出了异议，不用写回执号。监票人会和您一起对照名单；属实的，本项作废重投，前一次留存。"
    )

    def visible(self) -> models.QuerySet:
        return super().visible().filter(envelopes__voter_id=self.actor.person_id)

    def perform(self, form: forms.Form, *, once: Any, reason: str) -> CountObjection:
        return services.object_to_count(poll_id=self.object.pk, actor=self.actor, once=once)

    def back_url(self) -> str:
        return reverse("ballots:receipts", args=[self.object.pk])

    def success_text(self, result: CountObjection) -> str:
        return _("已登记，请当场告诉监票人。查清以前不宣布结果。")


@method_decorator(never_cache, name="dispatch")
class SettleObjection(VerbView):
    action = "ballots.objection.settled"
    model = CountObjection
    template_name = "ballots/objection.html"
    title = gettext_lazy("查清异议")
    form_class = ObjectionForm

    def context(self, **extra: Any) -> dict[str, Any]:
        poll = self.object.poll
        return super().context(view=self, poll=poll, sheet=use_of(poll).sheet(poll), **extra)

    def perform(self, form: forms.Form, *, once: Any, reason: str) -> CountObjection:
        return services.settle_objection(
            objection_id=self.object.pk, actor=self.actor, once=once, **form.cleaned_data
        )

    def back_url(self) -> str:
        return reverse("ballots:receipts", args=[self.object.poll_id])

    def success_url(self, result: CountObjection) -> str:
        return self.back_url()

    def success_text(self, result: CountObjection) -> str:
        if result.finding == CountObjection.Finding.UPHELD:
            return _("已登记属实。请主持人提出作废，监票人会签后重投。")
        return _("已登记不属实。")
