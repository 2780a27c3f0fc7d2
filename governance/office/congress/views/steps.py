"""The steps of the congress office, one verb each."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django import forms
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.access.views import VerbView
from governance.office.congress import forms as typed
from governance.office.congress import judgement, reading, services
from governance.office.congress.models import (
    CongressMeeting,
    CouncilMatter,
    Delegate,
    DelegateElection,
    DelegateProposal,
    DelegateRemoval,
)
from governance.people.queries import posts_by_person, serving


class CongressVerb(VerbView):
    """A step with its note above and the way back; `place` names the page of the object it is about."""

    abstract_view = True
    template_name = "congress/step.html"
    note: ClassVar[Any] = ""
    place: ClassVar[str] = ""

    def back_url(self) -> str:
        return reverse(self.place, args=[self.object.pk]) if self.place else reverse("congress:index")

    def context(self, **extra: Any) -> dict[str, Any]:
        return super().context(view=self, back=self.back_url(), **extra)

    def success_url(self, result: Any) -> str:
        return self.back_url()


class OpenTerm(CongressVerb):
    action = "congress.term.opened"
    form_class = typed.TermForm
    title = gettext_lazy("登记届次")
    note = gettext_lazy("登记新一届，上一届到前一天为止。")

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> Any:
        return services.open_term(
            organization=self.organization, actor=self.actor, once=once, **form.cleaned_data
        )

    def success_text(self, result: Any) -> str:
        return _("已登记%(what)s。") % {"what": result}


class AddGroup(CongressVerb):
    action = "congress.group.added"
    form_class = typed.GroupForm
    title = gettext_lazy("登记代表组")

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> Any:
        return services.add_group(
            organization=self.organization, actor=self.actor, once=once, **form.cleaned_data
        )

    def success_text(self, result: Any) -> str:
        return _("已登记%(what)s。") % {"what": result}


class EnterDelegates(CongressVerb):
    action = "congress.delegates.entered"
    form_class = typed.DelegatesForm
    title = gettext_lazy("登记代表")
    note = gettext_lazy("一次登记一个选举单位的。以后选出的，由选举结果带入。")

    def form_kwargs(self) -> dict[str, Any]:
        return {"groups": typed.groups_of(reading.term_of(self.organization))}

    def back_url(self) -> str:
        return reverse("congress:delegates")

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> Any:
        return services.enter_delegates(
            organization=self.organization, actor=self.actor, once=once, **form.cleaned_data
        )

    def success_text(self, result: Any) -> str:
        return _("已登记%(n)s名代表。") % {"n": len(result)}


class OpenElection(CongressVerb):
    action = "congress.election.opened"
    form_class = typed.ElectionForm
    title = gettext_lazy("发起代表选举")

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> Any:
        return services.open_election(
            organization=self.organization, actor=self.actor, once=once, **form.cleaned_data
        )

    def success_url(self, result: Any) -> str:
        return reverse("congress:election", args=[result.pk])

    def success_text(self, result: Any) -> str:
        return _("已发起%(what)s，接着登记三推、两评、一公示。") % {"what": result}


class OnElection(CongressVerb):
    abstract_view = True
    model = DelegateElection
    place = "congress:election"


class ElectionStep(OnElection):
    action = "congress.election.step_recorded"
    form_class = typed.StepForm
    title = gettext_lazy("登记代表产生步骤")

    def form_kwargs(self) -> dict[str, Any]:
        steps = reading.left(judgement.items_of(judgement.ELECTION), self.object.steps)
        return {"steps": steps, "initial": {"day": self.actor.day}}

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> Any:
        return services.record_election_step(
            election_id=self.object.pk, actor=self.actor, once=once, **form.cleaned_data
        )

    def success_text(self, result: Any) -> str:
        return _("已登记。")


class ConfirmCandidates(OnElection):
    action = "congress.election.confirmed"
    form_class = typed.CandidatesForm
    title = gettext_lazy("定正式候选人")
    note = gettext_lazy("三推、两评、一公示都办了，候选人比应选名额多二成以上，才定得下来。")

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> Any:
        return services.confirm_candidates(
            election_id=self.object.pk,
            actor=self.actor,
            names=form.cleaned_data["names"],
            reason=reason,
            once=once,
        )

    def success_text(self, result: Any) -> str:
        return _("已定正式候选人%(n)s名。") % {"n": len(result.candidates)}


class ElectionResult(OnElection):
    action = "congress.election.held"
    form_class = typed.ResultForm
    title = gettext_lazy("登记选举结果")
    note = gettext_lazy("当选的即登记为代表。")

    def form_kwargs(self) -> dict[str, Any]:
        return {"candidates": self.object.candidates, "initial": {"held_on": self.actor.day}}

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> Any:
        return services.record_result(
            election_id=self.object.pk, actor=self.actor, once=once, **form.cleaned_data
        )

    def success_text(self, result: Any) -> str:
        return _("已登记选举结果。")


class ProposeRemoval(CongressVerb):
    action = "congress.removal.proposed"
    model = Delegate
    form_class = typed.RemovalForm
    title = gettext_lazy("提请终止代表资格")
    note = gettext_lazy("由选举单位提请，党委研究后终止资格，下次例会确认免除。")

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"day": self.actor.day}}

    def back_url(self) -> str:
        return reverse("congress:delegates")

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> Any:
        return services.propose_removal(
            delegate_id=self.object.pk, actor=self.actor, once=once, **form.cleaned_data
        )

    def success_url(self, result: Any) -> str:
        return reverse("congress:removal", args=[result.pk])

    def success_text(self, result: Any) -> str:
        return _("已登记提请，接着报党委研究。")


class RemovalStep(CongressVerb):
    action = "congress.removal.step_recorded"
    model = DelegateRemoval
    place = "congress:removal"
    form_class = typed.PaperStepForm
    title = gettext_lazy("登记终止资格步骤")

    def visible(self) -> models.QuerySet:
        return super().visible().select_related("delegate")

    def form_kwargs(self) -> dict[str, Any]:
        steps = reading.left(judgement.items_of(judgement.REMOVAL), self.object.steps)
        return {"steps": steps, "initial": {"day": self.actor.day}}

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> Any:
        return services.record_removal_step(
            removal_id=self.object.pk, actor=self.actor, reason=reason, once=once, **form.cleaned_data
        )

    def success_text(self, result: Any) -> str:
        return _("已登记。")


class RecordMeeting(CongressVerb):
    action = "congress.meeting.recorded"
    form_class = typed.MeetingForm
    title = gettext_lazy("登记党代会的会")
    note = gettext_lazy("党代会、例会、听证、学习、视察，开过一次登记一次，登记后不改。")
    drafted = True

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"held_on": self.actor.day}}

    def back_url(self) -> str:
        return reverse("congress:meetings")

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> CongressMeeting:
        return services.record_meeting(
            organization=self.organization,
            actor=self.actor,
            values=form.cleaned_data,
            reason=reason,
            once=once,
        )

    def success_url(self, result: Any) -> str:
        return reverse("congress:meeting", args=[result.pk])

    def success_text(self, result: Any) -> str:
        return _("已登记%(what)s。") % {"what": result}


class ReceiveProposal(CongressVerb):
    action = "congress.proposal.received"
    form_class = typed.ProposalForm
    title = gettext_lazy("登记代表建议")
    drafted = True

    def form_kwargs(self) -> dict[str, Any]:
        term = reading.term_of(self.organization)
        return {"delegates": typed.delegates_of(term), "initial": {"received_on": self.actor.day}}

    def back_url(self) -> str:
        return reverse("congress:proposals")

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> DelegateProposal:
        return services.receive_proposal(
            organization=self.organization, actor=self.actor, once=once, **form.cleaned_data
        )

    def success_url(self, result: Any) -> str:
        return reverse("congress:proposal", args=[result.pk])

    def success_text(self, result: Any) -> str:
        return _("已登记为%(number)s，待交办。") % {"number": result.number}


class OnProposal(CongressVerb):
    abstract_view = True
    model = DelegateProposal
    place = "congress:proposal"


class HandOver(OnProposal):
    action = "congress.proposal.handed"
    form_class = typed.HandForm
    title = gettext_lazy("交办代表建议")
    note = gettext_lazy("交办后列入督办，到期提醒承办人。")

    def form_kwargs(self) -> dict[str, Any]:
        return {
            "people": serving(self.organization.pk, self.actor.day),
            "titles": posts_by_person(self.organization.pk, self.actor.day),
        }

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> DelegateProposal:
        return services.hand_over(
            proposal_id=self.object.pk, actor=self.actor, once=once, **form.cleaned_data
        )

    def success_text(self, result: Any) -> str:
        return _("已交%(unit)s办理。") % {"unit": result.unit}


class Reply(OnProposal):
    action = "congress.proposal.replied"
    form_class = typed.ReplyForm
    title = gettext_lazy("答复代表建议")
    drafted = True

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"replied_on": self.actor.day}}

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> DelegateProposal:
        return services.reply(proposal_id=self.object.pk, actor=self.actor, once=once, **form.cleaned_data)

    def success_text(self, result: Any) -> str:
        return _("已登记答复。")


class OpenMatter(CongressVerb):
    action = "congress.council.opened"
    form_class = typed.MatterForm
    title = gettext_lazy("登记人大事项")
    note = gettext_lazy("法定由人大决定的事项：党委先研究，人大表决后才公布实施。")

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"day": self.actor.day}}

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> CouncilMatter:
        return services.open_matter(
            organization=self.organization, actor=self.actor, once=once, **form.cleaned_data
        )

    def success_url(self, result: Any) -> str:
        return reverse("congress:matter", args=[result.pk])

    def success_text(self, result: Any) -> str:
        return _("已登记%(what)s。") % {"what": result}


class OnMatter(CongressVerb):
    abstract_view = True
    model = CouncilMatter
    place = "congress:matter"


class RecordStudy(OnMatter):
    action = "congress.council.studied"
    form_class = typed.StudyForm
    title = gettext_lazy("登记党委研究")

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> CouncilMatter:
        return services.record_study(
            matter_id=self.object.pk, actor=self.actor, once=once, **form.cleaned_data
        )

    def success_text(self, result: Any) -> str:
        return _("已登记，凭%(paper)s。") % {"paper": result.resolution}


class MatterStep(OnMatter):
    action = "congress.council.step_recorded"
    form_class = typed.StepForm
    title = gettext_lazy("登记人大事项步骤")

    def form_kwargs(self) -> dict[str, Any]:
        steps = reading.left(judgement.items_of(judgement.SEVEN), self.object.steps)
        return {"steps": steps, "initial": {"day": self.actor.day}}

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> CouncilMatter:
        return services.record_council_step(
            matter_id=self.object.pk, actor=self.actor, reason=reason, once=once, **form.cleaned_data
        )

    def success_text(self, result: Any) -> str:
        return _("已登记。")
