"""The ballot: one screen, one button, one receipt. Nothing of what is marked or drawn here is kept on the way.

No redirect after casting: the receipt is the answer to the form, so that it stands in no address, session or
message. Sent again by a reload, the same form changes nothing.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from governance.access.views import GovernedView
from governance.ballots import casting, codes, marks, mismatch, payload, places, receipts
from governance.ballots.models import SealedPoll, poll_of_voter
from governance.ballots.uses import Sheet, heading_of, use_of
from governance.rules.verdict import Verdict

Status = SealedPoll.Status


@method_decorator([sensitive_post_parameters(), never_cache], name="dispatch")
class Ballot(GovernedView):
    """GET draws a ballot with a fresh receipt; POST seals what is marked and shows the receipt."""

    action = "ballots.ballot.cast"
    model = SealedPoll
    template_name = "ballots/ballot.html"
    http_method_names = ["get", "head", "post", "options"]

    def find_object(self) -> SealedPoll:
        """Ballots of one's own: nobody else's address leads anywhere, whatever they may know of the vote."""
        found = poll_of_voter(self.actor, self.kwargs["pk"])
        if found is None:
            raise self.outside(self.kwargs["pk"])
        return found

    @property
    def place(self) -> bytes:
        assert self.actor.person_id is not None
        return places.of_voter(self.actor.person_id)

    def sheet(self) -> Sheet:
        return use_of(self.object).sheet(self.object)

    def context(self, **extra: Any) -> dict[str, Any]:
        poll: SealedPoll = self.object
        return super().context(
            poll=poll,
            sheet=extra.pop("sheet", None) or (heading_of(poll) if "receipt" in extra else self.sheet()),
            returned=partial(
                casting.returned_of, poll
            ),  # asked by the ballot alone; a receipt needs no count
            **extra,
        )

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.object.status != Status.OPEN:
            return self.page(closed=True)
        return self._drawn(receipts.new_ticket(self.object.pk, self.place), {})

    @sensitive_variables()
    def _drawn(
        self, ticket: str, marked: dict[str, str], *, error: str = "", text: str = "", status: int = 200
    ) -> HttpResponse:
        sheet = self.sheet()
        questions = [
            {
                "words": words,
                "name": marks.ANSWER + words.key,
                "options": [
                    {"value": value, "label": label, "marked": marked.get(words.key) == value}
                    for value, label in words.options.items()
                ],
                "missing": bool(error) and words.key not in marked,
            }
            for words in sheet.questions
        ]
        return self.page(status, sheet=sheet, questions=questions, ticket=ticket, error=error, text=text)

    @sensitive_variables()
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        poll: SealedPoll = self.object
        ticket = request.POST.get("ticket", "")
        marked = marks.marked(poll.sheet, request.POST)
        text = payload.cleaned_text(request.POST.get("text", "")).strip()
        if (error := self._unfit(marked, text)) and poll.status == Status.OPEN:
            return self._drawn(ticket, marked, error=error, text=text, status=422)
        assert self.actor.person_id is not None
        now = use_of(poll).may_cast(poll, self.actor.person_id)
        if not now.allowed:
            return self.not_now(now)
        try:
            receipt = casting.cast(
                poll=poll, voter_id=self.actor.person_id, answers=marked, ticket=ticket, text=text
            )
        except casting.NotCast as not_cast:
            return self.not_cast(not_cast)
        response = self.page(receipt=codes.grouped(receipt, 5))
        response.template_name = "ballots/receipt.html"  # type: ignore[attr-defined]
        return response

    def _unfit(self, marked: dict[str, str], text: str) -> str:
        poll: SealedPoll = self.object
        if len(text) > poll.text_limit:
            return _("意见最多%(most)s字，请写短些。") % {"most": poll.text_limit}
        if not poll.blank_allowed and len(marked) < len(poll.questions):
            return (
                _("还没有选，请选一项再投出。")
                if len(poll.questions) == 1
                else _("每项都要选一个，还有%(n)s项没有选。") % {"n": len(poll.questions) - len(marked)}
            )
        unfit = use_of(poll).unfit
        return unfit(poll, marked) if unfit is not None else ""

    def not_now(self, verdict: Verdict) -> HttpResponse:
        """Not in the room, say. Told to the voter, recorded nowhere."""
        return self.page(409, closed=True, why=[f.message(_) for f in verdict.blocking])

    def not_cast(self, not_cast: casting.NotCast) -> HttpResponse:
        if not_cast.why == casting.ALTERED:
            why = _("投票箱被人在程序以外改过，没有投出。请马上告诉监票人，本项作废重投。")
        elif not_cast.why == casting.FOREIGN_FORM:
            why = _("这张票不是从您的页面领的，没有投出。请重新打开投票页再投。")
        else:
            why = _("投票已经停止，这次没有投出；停止以前投出的票照算。")
            self.object.refresh_from_db()
        return self.page(409, closed=True, why=[why])


class Receipts(GovernedView):
    """The list of receipts after the count: sorted, without choices and without voters."""

    action = "ballots.receipts.listed"
    model = SealedPoll
    template_name = "ballots/receipts.html"
    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        poll: SealedPoll = self.object
        altered = mismatch.of(poll) if poll.counted_at is not None else ""
        listed = poll.receipts.order_by("code").values_list("code", flat=True)
        mine = (
            self.actor.person_id is not None and poll.envelopes.filter(voter_id=self.actor.person_id).exists()
        )
        objections = list(poll.countobjections.select_related("person", "settled_by"))
        use = use_of(poll)
        sheet = heading_of(poll)
        return self.page(
            poll=poll,
            sheet=sheet,
            # Whoever only votes may not know the page of the matter.
            back=(sheet.onward, sheet.onward_label) if mine else (sheet.back_url, sheet.back_label),
            altered=altered,
            receipts=[] if altered else [codes.grouped(code, 5) for code in listed],
            may_object=mine
            and poll.status == Status.COUNTED
            and use.may_object(poll).allowed
            and not any(o.person_id == self.actor.person_id for o in objections),
            objections=objections,
            settles=use.answers_objections(poll, self.actor),
        )
