"""Before the meeting: theme, opinions, their return, talks, statements, the county, another day."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from governance.audit.sealed import reveal_or_notice
from meetings.life import forms
from meetings.life.models import LifeMeeting, LifeMember, LifeOpinion
from meetings.life.services import preparing
from meetings.life.views.base import LifeMemberVerb, LifePartVerb, LifeVerb


class SetTheme(LifeVerb):
    action = "meetings.life.themed"
    title = _("拟定主题")
    form_class = forms.ThemeForm

    def form_kwargs(self) -> dict[str, Any]:
        life = self.life()
        chosen = [n for n in preparing.CONTENTS if life is None or getattr(life, n)]
        initial = {"contents": chosen}
        if life is not None:
            initial |= {"theme": life.theme, "sort": life.sort}  # type: ignore[dict-item]
        return {"initial": initial}

    def carry_out(self, form: Any, **common: Any) -> LifeMeeting:
        return preparing.set_theme(meeting_id=self.object.pk, **form.cleaned_data, **common)


class RecordOpinion(LifeVerb):
    action = "meetings.life.opinion_recorded"
    title = _("登记意见")
    form_class = forms.OpinionForm

    def form_kwargs(self) -> dict[str, Any]:
        return {**self.members(), "initial": {"collected_on": self.actor.day}}

    def carry_out(self, form: Any, **common: Any) -> LifeOpinion:
        return preparing.record_opinion(meeting_id=self.object.pk, heard=form.heard, **common)


class StrikeOpinion(LifePartVerb):
    action = "meetings.life.opinion_struck"
    model = LifeOpinion
    title = _("划去意见")
    consequence = _("划去的仍看得到，不再反馈。")

    def carry_out(self, form: Any, **common: Any) -> LifeOpinion:
        return preparing.strike_opinion(opinion_id=self.object.pk, **common)


class ReturnOpinions(LifeVerb):
    action = "meetings.life.opinions_returned"
    title = _("反馈意见")
    consequence = _("每名成员只看得到对本人和对班子的意见，看过后签收。")

    def carry_out(self, form: Any, **common: Any) -> LifeMeeting:
        return preparing.return_opinions(meeting_id=self.object.pk, **common)


class ReceiveFeedback(LifeMemberVerb):
    action = "meetings.life.feedback_received"
    title = _("签收反馈")

    def carry_out(self, form: Any, **common: Any) -> LifeMember:
        return preparing.receive_feedback(member_id=self.object.pk, **common)


class RecordTalk(LifeMemberVerb):
    action = "meetings.life.talked"
    title = _("登记谈心")
    form_class = forms.TalkForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"talked_on": self.actor.day}}

    def carry_out(self, form: Any, **common: Any) -> LifeMember:
        return preparing.record_talk(member_id=self.object.pk, **form.cleaned_data, **common)


class HandInStatement(LifeMemberVerb):
    action = "meetings.life.stated"
    title = _("交书面发言")
    form_class = forms.StatementForm
    drafted = True

    def form_kwargs(self) -> dict[str, Any]:
        own = self.object.person_id == self.actor.person_id and self.object.statement is not None
        return {"initial": {"statement": reveal_or_notice(self.object.statement)}} if own else {}

    def carry_out(self, form: Any, **common: Any) -> LifeMember:
        return preparing.hand_in_statement(member_id=self.object.pk, **form.cleaned_data, **common)


class ReportUp(LifeVerb):
    action = "meetings.life.reported"
    title = _("登记报上级")
    form_class = forms.ReportForm
    takes_reason = True

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"reported_on": self.actor.day}}

    def carry_out(self, form: Any, **common: Any) -> LifeMeeting:
        return preparing.report_up(meeting_id=self.object.pk, **form.cleaned_data, **common)


class RecordApproval(LifeVerb):
    action = "meetings.life.approved"
    title = _("登记上级批准")
    form_class = forms.ApprovalForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"approved_on": self.actor.day}}

    def carry_out(self, form: Any, **common: Any) -> LifeMeeting:
        return preparing.record_approval(meeting_id=self.object.pk, **form.cleaned_data, **common)


class PutOff(LifeVerb):
    action = "meetings.life.put_off"
    title = _("改期")
    form_class = forms.PutOffForm
    takes_reason = True

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"starts_at": self.object.starts_at}}

    def carry_out(self, form: Any, **common: Any) -> LifeMeeting:
        return preparing.put_off(meeting_id=self.object.pk, **form.cleaned_data, **common)
