"""Verbs of a vote and of the resolution that follows."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from governance.people.queries import posts_by_person, serving
from meetings.forms.late import LateCountsForm, ScrutineerForm
from meetings.forms.room import (
    CLAUSE_ROWS,
    AnnounceForm,
    BallotForm,
    CountsForm,
    OpenVoteForm,
    ResolutionForm,
)
from meetings.models import AgendaItem, NamedBallot, Resolution, Vote
from meetings.pages.lists import number
from meetings.pages.scope import items_seen, own_ballot, voters
from meetings.pages.sealed import may_hold_the_key
from meetings.services import resolutions, voting
from meetings.views.agenda import ItemVerb
from meetings.views.base import BecauseVerb, MeetingVerb

MORE_CLAUSES = 2


class OpenVote(ItemVerb):
    action = "meetings.vote.opened"
    title = _("开始表决")
    timed = True
    form_class = OpenVoteForm
    takes_reason = True
    printed_in = _("会议记录")

    def form_kwargs(self) -> dict[str, Any]:
        item: AgendaItem = self.object
        people = may_hold_the_key(item)
        return {
            "initial": {
                "method": item.method,
                "ballots": OpenVoteForm.PHONE,
                "objection_minutes": voting.OBJECTION_MINUTES,
            },
            "people": people,
            "titles": posts_by_person(item.organization_id, self.actor.day),
            "late": item.meeting.entered_late,
        }

    def consequence_text(self) -> str:
        return _now("名单固定为现在算数的成员，之后到会的不参加本项表决。")

    def carry_out(self, form: Any, **common: Any) -> Vote:
        typed = form.cleaned_data
        return voting.open_vote(
            item_id=self.object.pk,
            method=typed["method"],
            tellers=typed["tellers"],
            objection_minutes=typed.get("objection_minutes") or voting.OBJECTION_MINUTES,
            **common,
        )


class VoteVerb(MeetingVerb):
    """A verb on one round of voting, seen through the item."""

    abstract_view = True
    model = Vote

    def visible(self) -> models.QuerySet:
        seen = items_seen(self.actor)
        return (
            super()
            .visible()
            .filter(item__in=seen)
            .select_related("item__topic", "item__meeting__chair", "item__meeting__recorder", "teller")
        )


def signers(vote: Vote) -> dict[str, Any]:
    """What the forms of a count sheet on paper choose from; nothing where each signs in person."""
    if not vote.item.meeting.entered_late:
        return {}
    people, titles = voters(vote)
    return {"people": people, "titles": titles}


class CastBallot(VoteVerb):
    action = "meetings.ballot.cast"
    title = _("署名投出")
    form_class = BallotForm
    template_name = "meetings/phone/ballot.html"

    def context(self, **extra: Any) -> dict[str, Any]:
        vote: Vote = self.object
        mine = own_ballot(vote, self.actor.person_id)
        return super().context(vote=vote, mine=mine, returned=vote.ballots.count(), **extra)

    def carry_out(self, form: Any, **common: Any) -> NamedBallot:
        return voting.cast_named(vote_id=self.object.pk, choice=form.cleaned_data["choice"], **common)

    def success_url(self, result: Any) -> str:
        return reverse("meetings:phone")

    def back_url(self) -> str:
        return reverse("meetings:phone")


class CloseVote(VoteVerb):
    action = "meetings.vote.closed"
    title = _("停止投票")
    timed = True
    consequence = _("停止后不能再投；没有投的记“未收回”，不算弃权。")

    def carry_out(self, form: Any, **common: Any) -> Vote:
        return voting.close_vote(vote_id=self.object.pk, **common)


class TypeCounts(VoteVerb):
    action = "meetings.vote.typed"
    title = _("录入票数")
    form_class = CountsForm
    template_name = "meetings/counts.html"

    def decide(self) -> None:
        super().decide()
        if self.object.item.meeting.entered_late:
            self.form_class = LateCountsForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"issued": len(self.object.roll)}, **signers(self.object)}

    def context(self, **extra: Any) -> dict[str, Any]:
        return super().context(vote=self.object, roll=len(self.object.roll), **extra)

    def carry_out(self, form: Any, **common: Any) -> Vote:
        typed = dict(form.cleaned_data)
        teller = typed.pop("teller", None)
        return voting.type_counts(
            vote_id=self.object.pk, teller_id=teller.pk if teller else None, **typed, **common
        )


class ConfirmCounts(VoteVerb):
    action = "meetings.vote.counted"
    takes_reason = True
    printed_in = _("会议记录")
    title = _("核对票数")
    consequence = _("核对后由主持人宣布；票数对不上的，退回重新录入。")

    def decide(self) -> None:
        super().decide()
        if self.object.item.meeting.entered_late:
            self.form_class = ScrutineerForm

    def form_kwargs(self) -> dict[str, Any]:
        return signers(self.object)

    def carry_out(self, form: Any, **common: Any) -> Vote:
        second = form.cleaned_data.get("scrutineer")
        return voting.confirm_counts(
            vote_id=self.object.pk, scrutineer_id=second.pk if second else None, **common
        )


class AskRecount(VoteVerb):
    action = "meetings.vote.recount_asked"
    title = _("票数不符，重新录入")
    consequence = _("退回计票人重新录入，这次录入的数留痕可查。")

    def carry_out(self, form: Any, **common: Any) -> Vote:
        return voting.ask_recount(vote_id=self.object.pk, **common)


class Announce(VoteVerb):
    action = "meetings.resolution.adopted"
    title = _("宣布结果")
    timed = True
    form_class = AnnounceForm
    template_name = "meetings/announce.html"
    takes_reason = True
    printed_in = _("会议记录")
    consequence = _("宣布后不能改票；要改须经复议。结果由票数按条文判定，页面不设手填。")

    def context(self, **extra: Any) -> dict[str, Any]:
        return super().context(vote=self.object, **extra)

    def carry_out(self, form: Any, **common: Any) -> Resolution:
        return voting.announce(vote_id=self.object.pk, **form.cleaned_data, **common)


class AskVoid(VoteVerb, BecauseVerb):
    action = "meetings.vote.void_asked"
    title = _("提出作废")
    consequence = _("由主持人以外的一位表决人会签后才作废；会签以前票数照旧。")

    def carry_out(self, form: Any, **common: Any) -> Vote:
        return voting.ask_void(vote_id=self.object.pk, because=form.cleaned_data["because"], **common)


class VoidVote(VoteVerb):
    action = "meetings.vote.voided"
    title = _("会签作废")

    def decide(self) -> None:
        super().decide()
        if self.object.item.meeting.entered_late:
            self.form_class = ScrutineerForm

    def form_kwargs(self) -> dict[str, Any]:
        return signers(self.object)

    def consequence_text(self) -> str:
        return _now("主持人提出作废，理由：%(because)s。会签后重新投票，前一次票数保留，记录写明两次。") % {
            "because": self.object.voided_because.rstrip("。")
        }

    def carry_out(self, form: Any, **common: Any) -> Vote:
        second = form.cleaned_data.get("scrutineer")
        return voting.void_vote(vote_id=self.object.pk, scrutineer_id=second.pk if second else None, **common)


class ResolutionVerb(MeetingVerb):
    abstract_view = True
    model = Resolution

    def visible(self) -> models.QuerySet:
        seen = items_seen(self.actor)
        return super().visible().filter(item__in=seen).select_related("item__topic", "item__meeting__chair")


class WordResolution(ResolutionVerb):
    action = "meetings.resolution.worded"
    title = _("拟写决议")
    drafted = True
    form_class = ResolutionForm
    template_name = "meetings/resolution_form.html"

    def form_kwargs(self) -> dict[str, Any]:
        resolution: Resolution = self.object
        clauses = list(resolution.clauses.select_related("owner").order_by("order"))
        rows = number(self.sent.get("rows", "")) or max(CLAUSE_ROWS, len(clauses) + 1)
        if self.request.POST.get("_resume") == "more":
            rows += MORE_CLAUSES
        initial: dict[str, Any] = {
            "text": resolution.text,
            "grounds": resolution.grounds or resolution.item.summary,
            "supervision": resolution.supervision,
            "publication": resolution.publication
            or (Resolution.Publication.CLOSED if resolution.item.topic.is_secret else ""),
            "publication_reason": resolution.publication_reason,
        }
        for n, clause in enumerate(clauses):
            initial |= {f"what_{n}": clause.text, f"owner_{n}": clause.owner_id, f"due_{n}": clause.due_on}
            initial[f"upward_{n}"] = clause.upward
        return {
            "people": serving(resolution.organization_id, self.actor.day),
            "titles": posts_by_person(resolution.organization_id, self.actor.day),
            "earliest": resolution.decided_on,
            "rows": rows,
            "kept": len(clauses),
            "initial": initial,
        }

    def context(self, **extra: Any) -> dict[str, Any]:
        return super().context(resolution=self.object, **extra)

    def carry_out(self, form: ResolutionForm, **common: Any) -> Resolution:
        fields = ("text", "grounds", "supervision", "clauses", "publication", "publication_reason")
        return resolutions.word_resolution(
            resolution_id=self.object.pk, **{name: form.cleaned_data[name] for name in fields}, **common
        )


class ConfirmResolution(ResolutionVerb):
    action = "meetings.resolution.confirmed"
    title = _("确认决议")
    consequence = _("决议内容、责任人和时限就此固定，写进纪要；要改须经复议。")

    def carry_out(self, form: Any, **common: Any) -> Resolution:
        return resolutions.confirm_resolution(resolution_id=self.object.pk, **common)
