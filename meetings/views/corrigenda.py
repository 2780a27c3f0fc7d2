"""Verbs on corrigenda. Each leads back to the minutes on the meeting's page."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from meetings.documents.corrigendum import correction_line
from meetings.forms.corrigendum import NAMES, ROWS, CorrigendumForm
from meetings.models import Corrigendum
from meetings.pages.lists import number
from meetings.pages.scope import meetings_seen
from meetings.services import corrigenda
from meetings.views.base import BecauseVerb, MeetingVerb
from meetings.views.minutes import MinutesVerb


class CorrectionsForm(MeetingVerb):
    """The rows of a draft; `more` adds some without sending anything."""

    abstract_view = True
    form_class = CorrigendumForm
    template_name = "meetings/corrigendum_form.html"
    consequence = _("已签发的纪要不改动；勘误由主持人签发后印出，与原件一并保存。")

    def form_kwargs(self) -> dict[str, Any]:
        kept = getattr(self.object, "corrections", [])
        initial = {f"{name}_{n}": c[name] for n, c in enumerate(kept) for name in NAMES}
        rows = max(len(kept), self.rows_asked(), ROWS)
        return {"rows": rows, "initial": initial}

    def rows_asked(self) -> int:
        rows = number(self.sent.get("rows", "")) or 0
        return rows + ROWS if self.request.POST.get("_resume") == "more" else rows


class DraftCorrigendum(CorrectionsForm, MinutesVerb):
    action = "meetings.corrigendum.drafted"
    title = _("拟勘误")
    drafted = True

    def heading(self) -> str:
        return str(self.object)

    def carry_out(self, form: CorrigendumForm, **common: Any) -> Corrigendum:
        return corrigenda.draft_corrigendum(
            minutes_id=self.object.pk, corrections=form.cleaned_data["corrections"], **common
        )


class CorrigendumVerb(MeetingVerb):
    abstract_view = True
    model = Corrigendum

    def visible(self) -> models.QuerySet:
        seen = meetings_seen(self.actor)
        return (
            super()
            .visible()
            .filter(minutes__meeting__in=seen)
            .select_related("minutes__meeting__chair", "minutes__meeting__recorder")
        )

    def place_url(self) -> str:
        return super().place_url() + "#corrigenda"

    def heading(self) -> str:
        return str(self.object)

    def context(self, **extra: Any) -> dict[str, Any]:
        lines = [correction_line(c) for c in self.object.corrections]
        return super().context(corrigendum=self.object, lines=lines, **extra)


class RedraftCorrigendum(CorrectionsForm, CorrigendumVerb):
    action = "meetings.corrigendum.redrafted"
    title = _("修改勘误")
    drafted = True

    def carry_out(self, form: CorrigendumForm, **common: Any) -> Corrigendum:
        return corrigenda.redraft_corrigendum(
            corrigendum_id=self.object.pk, corrections=form.cleaned_data["corrections"], **common
        )


class WithdrawCorrigendum(CorrigendumVerb):
    action = "meetings.corrigendum.withdrawn"
    title = _("撤回勘误")
    consequence = _("撤回后留痕可查，不占勘误序号。")

    def carry_out(self, form: Any, **common: Any) -> Corrigendum:
        return corrigenda.withdraw_corrigendum(corrigendum_id=self.object.pk, **common)


class ReturnCorrigendum(CorrigendumVerb, BecauseVerb):
    action = "meetings.corrigendum.returned"
    title = _("退回勘误")

    def form_kwargs(self) -> dict[str, Any]:
        name = self.object.drafted_by.name
        return {"hint": _now("退回后由%(name)s修改重报，意见%(name)s看得到。") % {"name": name}}

    def carry_out(self, form: Any, **common: Any) -> Corrigendum:
        return corrigenda.return_corrigendum(
            corrigendum_id=self.object.pk, because=form.cleaned_data["because"], **common
        )


class SignCorrigendum(CorrigendumVerb):
    action = "meetings.corrigendum.signed"
    title = _("出勘误")
    template_name = "meetings/corrigendum_sign.html"
    consequence = _("签发即编序号、生成文件，不能再改；原纪要不变，两份文件互相注明。")

    def carry_out(self, form: Any, **common: Any) -> Corrigendum:
        return corrigenda.sign_corrigendum(corrigendum_id=self.object.pk, **common)
