"""Verbs on topics and stated facts."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import Http404, QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from governance.audit.sealed import reveal_many
from governance.people.queries import serving
from governance.rulebook.book import book_for
from meetings.forms.topics import (
    MORE_ROWS,
    SUBJECT_ROWS,
    FactForm,
    OpinionForm,
    PutOnAgendaForm,
    ReworkForm,
    TopicForm,
)
from meetings.models import AgendaItem, Meeting, StatedFact, Topic
from meetings.models.base import Matter
from meetings.pages.colleagues import leaders
from meetings.pages.lists import number
from meetings.pages.scope import calls_of, meetings_for
from meetings.party_building import counts
from meetings.services import agenda, topics
from meetings.stated import KINDS
from meetings.views.base import BecauseVerb, MeetingVerb


def rows_asked(sent: QueryDict, least: int) -> int:
    """How many rows for persons the form has, three more when more were asked for."""
    rows = number(sent.get("rows", "")) or least
    return rows + MORE_ROWS if sent.get("_resume") == "more" else rows


class ProposeTopic(MeetingVerb):
    action = "meetings.topic.proposed"
    title = _("提出议题")
    drafted = True
    form_class = TopicForm
    template_name = "meetings/topic_form.html"
    shown_place = "proposing"

    def form_kwargs(self) -> dict[str, Any]:
        return {
            "leaders": leaders(self.organization.pk),
            "people": serving(self.organization.pk, self.actor.day),
            "rows": rows_asked(self.sent, SUBJECT_ROWS),
            "calls": calls_of(self.organization.pk),
            "counted": counts(book_for(self.organization.pk, self.actor.day)),
            "initial": {"call": number(self.request.GET.get("zhengji", ""))},
        }

    def carry_out(self, form: TopicForm, **common: Any) -> Topic:
        data = form.cleaned_data
        fields = (
            *("title", "matter", "content", "proposal", "amount", "sealed", "leader", "call", "subjects"),
            *("happened_on", "reason"),
        )
        return topics.propose_topic(
            organization=self.organization,
            **{name: data[name] for name in fields},
            party_building=data.get("party_building", False),
            **common,
        )

    def place_url(self) -> str:
        return reverse("meetings:topics")

    def success_url(self, result: Topic) -> str:
        return reverse("meetings:topic", args=[result.pk])


class TopicVerb(MeetingVerb):
    """A verb on one topic; proposer and leader are read with it."""

    abstract_view = True
    model = Topic

    def visible(self) -> models.QuerySet:
        return super().visible().select_related("proposed_by", "leader", "organization")


class ConsentToTopic(TopicVerb):
    action = "meetings.topic.consented"
    title = _("同意提出")
    consequence = _("同意后由党政办报请审定。")

    def carry_out(self, form: Any, **common: Any) -> Topic:
        return topics.consent_to_topic(topic_id=self.object.pk, **common)


class ConfirmLateEntry(TopicVerb):
    action = "meetings.topic.late_confirmed"
    title = _("确认补录")

    def consequence_text(self) -> str:
        return str(
            _("补录理由：%(why)s。确认后才能列入议程。") % {"why": self.object.late_because.rstrip("。")}
        )

    def carry_out(self, form: Any, **common: Any) -> Topic:
        return topics.confirm_late_entry(topic_id=self.object.pk, **common)


class GiveOpinion(TopicVerb):
    action = "meetings.topic.opined"
    title = _("提意见")
    form_class = OpinionForm

    def carry_out(self, form: Any, **common: Any) -> Any:
        return topics.give_opinion(topic_id=self.object.pk, **form.cleaned_data, **common)


class ReturnTopic(TopicVerb, BecauseVerb):
    action = "meetings.topic.returned"
    title = _("退回")

    def form_kwargs(self) -> dict[str, Any]:
        hint = _("退回后由%(name)s修改重报，理由%(name)s看得到。") % {"name": self.object.proposed_by.name}
        return {"hint": hint}

    def carry_out(self, form: Any, **common: Any) -> Topic:
        return topics.return_topic(topic_id=self.object.pk, because=form.cleaned_data["because"], **common)


class ReworkTopic(TopicVerb):
    action = "meetings.topic.resubmitted"
    title = _("修改重报")
    drafted = True
    form_class = ReworkForm
    template_name = "meetings/rework.html"

    def form_kwargs(self) -> dict[str, Any]:
        topic: Topic = self.object
        subjects = list(topic.subjects.order_by("id"))
        initial = {name: getattr(topic, name) for name in ("title", "content", "proposal", "amount")}
        initial["leader"] = topic.leader_id
        proposed = reveal_many([s.proposal for s in subjects])
        for n, (subject, what) in enumerate(zip(subjects, proposed, strict=True)):
            initial |= {f"person_{n}": subject.person_id, f"what_{n}": what}
        rows = rows_asked(self.sent, len(subjects) + 1) if topic.matter == Matter.PERSONNEL else 0
        return {
            "leaders": leaders(topic.organization_id),
            "people": serving(topic.organization_id, self.actor.day),
            "rows": rows,
            "initial": initial,
        }

    def consequence_text(self) -> str:
        return str(_("退回理由：%(why)s") % {"why": self.object.returned_because})

    def carry_out(self, form: Any, **common: Any) -> Topic:
        fields = ("title", "content", "proposal", "amount", "leader", "subjects")
        changes = {name: form.cleaned_data[name] for name in fields}
        return topics.resubmit_topic(topic_id=self.object.pk, **changes, **common)


class WithdrawTopic(TopicVerb):
    action = "meetings.topic.withdrawn"
    title = _("撤回")
    consequence = _("撤回后留痕可查，不能恢复；要再提的，另提一个议题。")

    def carry_out(self, form: Any, **common: Any) -> Topic:
        return topics.withdraw_topic(topic_id=self.object.pk, **common)


class PutOnAgenda(TopicVerb):
    action = "meetings.topic.agreed"
    title = _("列入议程")
    form_class = PutOnAgendaForm
    takes_reason = True
    printed_in = _("会议记录")

    def form_kwargs(self) -> dict[str, Any]:
        return {"meetings": meetings_for(self.object, self.actor)}

    def carry_out(self, form: Any, **common: Any) -> AgendaItem:
        return agenda.put_on_agenda(
            topic_id=self.object.pk, meeting_id=form.cleaned_data["meeting"].pk, **common
        )


class StateFact(MeetingVerb):
    """A fact about a topic, an item or a meeting; the address names it."""

    abstract_view = True
    action = "meetings.fact.stated"
    title = _("登记事实")
    form_class = FactForm
    about = ""

    def form_kwargs(self) -> dict[str, Any]:
        kind = KINDS.get(self.kwargs["name"])
        if kind is None or kind.about != self.about:
            raise Http404
        return {"kind": kind, "today": self.actor.day}

    def consequence_text(self) -> str:
        return str(_("登记后由书记确认；确认以前，制度核对当作没有这件事。"))

    def carry_out(self, form: FactForm, **common: Any) -> StatedFact:
        return topics.state_fact(
            name=self.kwargs["name"],
            value=form.stored_value,
            happened_on=form.cleaned_data["happened_on"],
            source=form.cleaned_data["source"],
            **{f"{self.about}_id": self.object.pk},
            **common,
        )


class StateTopicFact(StateFact):
    model = Topic
    about = "topic"

    def place_url(self) -> str:
        return super().place_url() + "#facts"


class StateItemFact(StateFact):
    model = AgendaItem
    about = "item"

    def visible(self) -> models.QuerySet:
        return super().visible().select_related("topic", "meeting")


class StateMeetingFact(StateFact):
    model = Meeting
    about = "meeting"


class ConfirmFact(MeetingVerb):
    action = "meetings.fact.confirmed"
    model = StatedFact
    title = _("确认事实")
    consequence = _("确认后制度核对就用它；内容有变的，由党政办重新登记一条。")

    def visible(self) -> models.QuerySet:
        """Facts about matters the actor may see; a superseded one is history."""
        return (
            super()
            .visible()
            .filter(superseded=False)
            .select_related("topic", "item__topic", "item__meeting", "meeting")
        )

    @property
    def topic(self) -> Topic | None:
        return self.object.topic

    @property
    def meeting(self) -> Meeting | None:
        return self.object.meeting or (self.object.item and self.object.item.meeting)

    def place_url(self) -> str:
        url = super().place_url()
        return f"{url}#facts" if self.object.topic_id else url

    def carry_out(self, form: Any, **common: Any) -> StatedFact:
        return topics.confirm_fact(fact_id=self.object.pk, **common)
