"""Letters: rounds, one letter, preparing, checking, signing."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.access.list_views import ListPage, ListSheet
from governance.access.policy import ask
from governance.access.views import PageView
from governance.documents.models import Document
from governance.office.responsibilities import forms as typed
from governance.office.responsibilities import judgement, reading, services
from governance.office.responsibilities.lists import LETTERS
from governance.office.responsibilities.models import LetterRound, ResponsibilityLetter
from governance.office.responsibilities.policies import CLERKS
from governance.office.responsibilities.rules.signing import LOWER, UPPER
from governance.office.responsibilities.signers import heads_of_departments
from governance.office.responsibilities.views.base import DutiesMixin, DutyStep
from governance.people.queries import posts_by_person

L = ResponsibilityLetter.Status


class RoundList(DutiesMixin, PageView):
    action = "responsibilities.letters.read"
    template_name = "responsibilities/letters.html"

    def context(self, **extra: Any) -> dict[str, Any]:
        return super().context(
            rounds=reading.rounds_of(self.organization),
            may=self.may("round.opened"),
            here="letters",
            **extra,
        )


class RoundPage(DutiesMixin, PageView):
    """One year's letters of one kind: who has not signed, first."""

    action = "responsibilities.letters.read"
    model = LetterRound
    template_name = "responsibilities/round.html"

    def context(self, **extra: Any) -> dict[str, Any]:
        round_: LetterRound = self.object
        letters = list(round_.letters.select_related("person", "unit", "round").order_by("pk"))
        standing = [one for one in letters if one.status != L.WITHDRAWN]
        heads = (
            heads_of_departments(self.organization, self.actor.day)
            if round_.kind == LetterRound.Kind.INTEGRITY
            else {}
        )
        return super().context(
            round=round_,
            left=[one for one in standing if one.status != L.SIGNED],
            signed=[one for one in standing if one.status == L.SIGNED],
            withdrawn=[one for one in letters if one.status == L.WITHDRAWN],
            headless=[unit for unit, head in heads.items() if head is None],
            may=self.may("letter.drafted"),
            **extra,
        )


class LetterList(DutiesMixin, ListPage):
    action = "responsibilities.letters.read"
    template_name = "responsibilities/list.html"
    listing = LETTERS
    sheet_url = "responsibilities:letters-sheet"

    def context(self, **extra: Any) -> dict[str, Any]:
        return super().context(view=self, here="letters", **extra)


class LetterSheet(ListSheet):
    action = "responsibilities.letters.read"
    listing = LETTERS


class OpenRound(DutyStep):
    action = "responsibilities.round.opened"
    form_class = typed.RoundForm
    title = gettext_lazy("发起年度责任书")
    note = gettext_lazy(
        "廉政责任书与班子成员、部门签，党建清单由书记、副书记、组织委员、支部书记各签一份；一次备齐。"
    )
    home = "responsibilities:letters"
    drafted = True

    def form_kwargs(self) -> dict[str, Any]:
        town = self.organization.pk
        kinds = [
            (value, label)
            for value, label in LetterRound.Kind.choices
            if self.actor.holds(town, *CLERKS[value])
        ]
        wanted = self.request.GET.get("lei", "")
        kind = wanted if wanted in CLERKS else (kinds[0][0] if len(kinds) == 1 else "")
        initial: dict[str, Any] = {"kind": kind, "year": self.actor.day.year}
        last = LetterRound.objects.visible_to(self.actor).filter(organization_id=town, kind=kind).first()
        if last is not None:
            initial |= {"goal": last.goal, "duties": last.duties}
        return {"kinds": kinds, "initial": initial}

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> LetterRound:
        return services.open_round(
            organization=self.organization, actor=self.actor, once=once, **form.cleaned_data
        )

    def success_url(self, result: LetterRound) -> str:
        return reverse("responsibilities:round", args=[result.pk])

    def success_text(self, result: LetterRound) -> str:
        return _("已备好%(round)s，逐份改好、核过就可以签。") % {"round": result}


class AddLetter(DutyStep):
    action = "responsibilities.letter.drafted"
    model = LetterRound
    form_class = typed.AddLetterForm
    title = gettext_lazy("添一份")
    note = gettext_lazy("后来到任的、岗位名册里没有列的支部书记，在这里添。")
    place = "responsibilities:round"

    def form_kwargs(self) -> dict[str, Any]:
        return {
            "capacities": typed.capacities_of(self.object.kind),
            "units": self.units(),
            **self.people(),
        }

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> ResponsibilityLetter:
        data = form.cleaned_data
        titles = posts_by_person(self.organization.pk, self.actor.day)
        return services.draft_letter(
            round_id=self.object.pk,
            actor=self.actor,
            title=titles.get(data["person"].pk, ""),
            once=once,
            **data,
        )

    def success_url(self, result: ResponsibilityLetter) -> str:
        return reverse("responsibilities:letter", args=[result.pk])

    def success_text(self, result: ResponsibilityLetter) -> str:
        return _("已备%(letter)s。") % {"letter": result}


class LetterPage(DutiesMixin, PageView):
    action = "responsibilities.letter.seen"
    model = ResponsibilityLetter
    template_name = "responsibilities/letter.html"

    def visible(self) -> models.QuerySet:
        people = ("person", "checked_by", "upper_by", "drafted_by", "unit", "round", "organization")
        return super().visible().select_related(*people)

    def context(self, **extra: Any) -> dict[str, Any]:
        letter: ResponsibilityLetter = self.object
        actor = self.actor
        may = self.may(
            "letter.revised",
            "letter.checked",
            "letter.returned",
            "letter.withdrawn",
            "letter.signed",
            "letter.signed_above",
            "letter.signed_on_paper",
        )
        paper = [side for side in (LOWER, UPPER) if judgement.may_sign_on_paper(letter, side).allowed]
        return super().context(
            letter=letter,
            items=list(letter.items.filter(removed_on__isnull=True)),
            can={
                "check": may["letter_checked"] and judgement.may_check(letter, actor).allowed,
                "return": may["letter_returned"] and judgement.may_return(letter).allowed,
                "sign": may["letter_signed"] and judgement.may_sign(letter, LOWER, actor).allowed,
                "above": may["letter_signed_above"] and judgement.may_sign(letter, UPPER, actor).allowed,
                "paper": may["letter_signed_on_paper"] and bool(paper),
            },
            may=may,
            reads_all=ask(actor, "responsibilities.letters.read", self.organization).allowed,
            papers=reading.papers_of(services.LETTER, letter),
            **extra,
        )


class OnLetter(DutyStep):
    abstract_view = True
    model = ResponsibilityLetter
    place = "responsibilities:letter"

    def visible(self) -> models.QuerySet:
        return super().visible().select_related("round", "person", "unit")

    def call(self, verb: Any, once: uuid.UUID) -> Any:
        return verb(letter_id=self.object.pk, actor=self.actor, once=once)


class ReviseLetter(OnLetter):
    action = "responsibilities.letter.revised"
    form_class = typed.LetterForm
    title = gettext_lazy("改责任书")
    drafted = True

    def form_kwargs(self) -> dict[str, Any]:
        standing = self.object.items.filter(removed_on__isnull=True)
        return {"initial": {"duties": self.object.duties, "lines": typed.lines_text(standing)}}

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> ResponsibilityLetter:
        return services.revise_letter(
            letter_id=self.object.pk, actor=self.actor, once=once, **form.cleaned_data
        )

    def success_text(self, result: ResponsibilityLetter) -> str:
        return _("已改，请另一位核。")


class CheckLetter(OnLetter):
    action = "responsibilities.letter.checked"
    title = gettext_lazy("核责任书")
    note = gettext_lazy("核过以后文字不再改，通知双方签字。")

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> Any:
        return self.call(services.check_letter, once)

    def success_text(self, result: Any) -> str:
        return _("已核，双方可以签了。")


class ReturnLetter(OnLetter):
    action = "responsibilities.letter.returned"
    title = gettext_lazy("退回重写")
    note = gettext_lazy("还没有人签的可以退回；签过的不能再改文字。")

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> Any:
        return self.call(services.return_letter, once)

    def success_text(self, result: Any) -> str:
        return _("已退回重写。")


class SignAbove(OnLetter):
    action = "responsibilities.letter.signed_above"
    title = gettext_lazy("签党委一方")
    note = gettext_lazy("您以党委书记的身份签，责任人一方由本人签。")

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> Any:
        return self.call(services.sign_above, once)

    def success_text(self, result: Any) -> str:
        return _("已签党委一方。")


class Sign(OnLetter):
    action = "responsibilities.letter.signed"
    title = gettext_lazy("签责任人一方")
    note = gettext_lazy("请先看清目标和职责。签了以后，党委一方由书记签。")

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> Any:
        return self.call(services.sign, once)

    def success_text(self, result: Any) -> str:
        return _("已签责任人一方。")


class SignOnPaper(OnLetter):
    action = "responsibilities.letter.signed_on_paper"
    form_class = typed.PaperSignForm
    title = gettext_lazy("登记纸上签字")
    note = gettext_lazy("只登记在系统里没有账号的一方：没有账号的责任人、书记本人清单的上级党委。")

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"day": self.actor.day}}

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> Any:
        return services.enter_paper_signature(
            letter_id=self.object.pk, actor=self.actor, once=once, **form.cleaned_data
        )

    def success_text(self, result: Any) -> str:
        return _("已登记纸上签字。")


class WithdrawLetter(OnLetter):
    action = "responsibilities.letter.withdrawn"
    title = gettext_lazy("撤回责任书")
    note = gettext_lazy("没有签齐的可以撤回，例如责任人调走了；留痕还在。")

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> Any:
        return self.call(services.withdraw_letter, once)

    def success_url(self, result: ResponsibilityLetter) -> str:
        return reverse("responsibilities:round", args=[result.round_id])

    def success_text(self, result: ResponsibilityLetter) -> str:
        return _("已撤回%(letter)s。") % {"letter": result}


class PrintLetter(OnLetter):
    action = "responsibilities.letter.printed"
    title = gettext_lazy("打印责任书")

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> Document:
        return self.call(services.print_letter, once)  # type: ignore[no-any-return]

    def success_url(self, result: Document) -> str:
        return reverse("documents:download", args=[result.pk])
