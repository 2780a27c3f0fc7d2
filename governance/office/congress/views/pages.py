"""Reading: the overview, lists, and one of each."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from governance.access.list_views import ListPage, ListSheet
from governance.access.policy import ask
from governance.access.views import GovernedView, PageView
from governance.office.congress import judgement, reading
from governance.office.congress.lists import DELEGATES, MEETINGS, PROPOSALS
from governance.office.congress.models import (
    CongressMeeting,
    CouncilMatter,
    DelegateElection,
    DelegateProposal,
    DelegateRemoval,
)
from governance.rules.verdict import Verdict


class CongressMixin(GovernedView):
    abstract_view = True

    def may_work(self) -> bool:
        """All steps of the office are the same people's."""
        return ask(self.actor, "congress.meeting.recorded", self.organization).allowed

    def context(self, **extra: Any) -> dict[str, Any]:
        return super().context(may=self.may_work(), **extra)


class Overview(CongressMixin, PageView):
    action = "congress.read"
    template_name = "congress/index.html"

    def context(self, **extra: Any) -> dict[str, Any]:
        term = reading.term_of(self.organization)
        return super().context(
            term=term,
            serving=reading.serving(term),
            groups=list(reading.groups(term)),
            standings=reading.standings(self.organization, self.actor.day),
            **reading.open_matters(self.actor, self.organization),
            **extra,
        )


class CongressList(CongressMixin, ListPage):
    abstract_view = True
    action = "congress.read"
    template_name = "congress/list.html"
    do: str = ""  # the address behind the button
    do_label: Any = ""

    def context(self, **extra: Any) -> dict[str, Any]:
        may = self.may_work()
        return super().context(
            action_url=reverse(self.do) if may else "", action_label=self.do_label, view=self, **extra
        )


class DelegateList(CongressList):
    listing = DELEGATES
    sheet_url = "congress:delegates-sheet"
    do = "congress:delegates-enter"
    do_label = _("登记代表")


class DelegateSheet(ListSheet):
    action = "congress.read"
    listing = DELEGATES


class ProposalList(CongressList):
    listing = PROPOSALS
    sheet_url = "congress:proposals-sheet"
    do = "congress:proposal-receive"
    do_label = _("登记代表建议")


class ProposalSheet(ListSheet):
    action = "congress.read"
    listing = PROPOSALS


class MeetingList(CongressList):
    listing = MEETINGS
    sheet_url = "congress:meetings-sheet"
    do = "congress:meeting-record"
    do_label = _("登记")


class MeetingSheet(ListSheet):
    action = "congress.read"
    listing = MEETINGS


class MeetingPage(CongressMixin, PageView):
    action = "congress.read"
    model = CongressMeeting
    template_name = "congress/meeting.html"


class ProposalPage(CongressMixin, PageView):
    action = "congress.read"
    model = DelegateProposal
    template_name = "congress/proposal.html"

    def visible(self) -> models.QuerySet:
        return super().visible().select_related("delegate", "owner")


class ElectionPage(CongressMixin, PageView):
    action = "congress.read"
    model = DelegateElection
    template_name = "congress/election.html"

    def context(self, **extra: Any) -> dict[str, Any]:
        election: DelegateElection = self.object
        preparing = election.status == DelegateElection.Status.PREPARING
        verdict: Verdict | None = (
            judgement.for_candidates(election, len(election.candidates)) if preparing else None
        )
        return super().context(
            election=election,
            steps=reading.steps_shown(judgement.items_of(judgement.ELECTION), election.steps),
            verdict=verdict,
            **extra,
        )


class RemovalPage(CongressMixin, PageView):
    action = "congress.read"
    model = DelegateRemoval
    template_name = "congress/removal.html"

    def visible(self) -> models.QuerySet:
        return super().visible().select_related("delegate")

    def context(self, **extra: Any) -> dict[str, Any]:
        steps = reading.steps_shown(judgement.items_of(judgement.REMOVAL), self.object.steps)
        return super().context(removal=self.object, steps=steps, **extra)


class MatterPage(CongressMixin, PageView):
    action = "congress.read"
    model = CouncilMatter
    template_name = "congress/matter.html"

    def context(self, **extra: Any) -> dict[str, Any]:
        steps = reading.steps_shown(judgement.items_of(judgement.SEVEN), self.object.steps)
        return super().context(matter=self.object, steps=steps, **extra)
