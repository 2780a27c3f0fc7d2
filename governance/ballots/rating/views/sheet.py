"""The sheet behind a drawn code: open to everybody, bound to nobody.

The address names the round alone; the code is typed into a field that is sent once and kept nowhere. No account is
asked for and no session is touched (`settings.NAMELESS_ADDRESS`); the answer is not to be kept either.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from governance.audit import clock
from governance.ballots import casting, codes, marks, payload, slips
from governance.ballots.casting import NotCast
from governance.ballots.models import RatingRound
from governance.ballots.rating import use

S = RatingRound.Status
_STATES = {S.CODES_PRINTED: "before", S.OPEN: "open", S.VOIDED: "voided"}


@method_decorator([login_not_required, sensitive_post_parameters(), never_cache], name="dispatch")
class Sheet(View):
    """GET shows the sheet, POST takes it once under a code."""

    decided_elsewhere = "a drawn code is the right to hand in one sheet; the round is open or it is not"
    http_method_names = ["get", "head", "post", "options"]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.round = self._found(kwargs["pk"])

    @staticmethod
    def _found(pk: uuid.UUID) -> RatingRound:
        found = RatingRound.objects.announced().filter(pk=pk).select_related("organization", "poll").first()
        if found is None:
            raise Http404
        return found

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._page(_STATES.get(S(self.round.status), "over"))

    @sensitive_variables()
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        state = _STATES.get(S(self.round.status), "lost")
        poll = self.round.poll
        if state != "open" or poll is None or self.round.mode != RatingRound.Mode.SLIPS:
            return self._page(state, status=409)
        marked = marks.marked(self.round.questions, request.POST)
        text = payload.cleaned_text(request.POST.get("text", "")).strip()
        typed = request.POST.get("code", "")
        error = self._unfit(marked, text) or self._no_code(typed)
        if error:
            return self._page(state, status=422, marked=marked, text=text, code=typed, error=error)
        try:
            slips.cast_slip(poll=poll, typed=typed, answers=marked, text=text, now=clock.now())
        except NotCast as not_cast:
            return self._not_cast(not_cast.why, marked, text, typed)
        return self._page("done")

    def _unfit(self, marked: Mapping[str, str], text: str) -> str:
        if len(text) > self.round.text_limit:
            return _("意见有%(have)d个字，最多%(most)d个字。") % {
                "have": len(text),
                "most": self.round.text_limit,
            }
        return use.unfit_for(self.round, marked)

    @staticmethod
    def _no_code(typed: str) -> str:
        return "" if codes.cleaned(typed) else _("测评码没有填，请照纸条填上十位。")

    @sensitive_variables()
    def _not_cast(self, why: str, marked: Mapping[str, str], text: str, typed: str) -> HttpResponse:
        if why == casting.NOT_OPEN:
            return self._page("lost", status=409)
        error = _(
            "这个码对不上，或已经用过。码里没有 O、I、0、1；仍不行请找监票人换备用码，换码不登记姓名。"
            "刚才连点了两次“交出”的，第一次已经收下。"
        )
        if why == casting.ALTERED:
            error = _("票箱被人在程序以外改过，没有收下。请马上告诉监票人。")
        return self._page(
            "open",
            status=429 if why == slips.PAUSED else 422,
            marked=marked,
            text=text,
            code=typed,
            error=error,
        )

    @sensitive_variables()
    def _page(
        self,
        state: str,
        *,
        status: int = 200,
        marked: Mapping[str, str] | None = None,
        text: str = "",
        code: str = "",
        error: str = "",
    ) -> HttpResponse:
        round_ = self.round
        context = {
            "rating": round_,
            "state": state,
            "on_paper": round_.mode == RatingRound.Mode.SLIPS,
            "subjects": _subjects(round_, marked or {}) if state == "open" else (),
            "returned": casting.returned_of(round_.poll) if state == "open" and round_.poll else 0,
            "text": text,
            "code": code,
            "error": error,
        }
        return TemplateResponse(self.request, "ballots/rating/sheet.html", context, status=status)


@sensitive_variables()
def _subjects(round_: RatingRound, marked: Mapping[str, str]) -> list[dict[str, Any]]:
    return [
        {
            "key": subject["key"],
            "name": subject["name"],
            "post": subject.get("post", ""),
            "rows": [_row(f"{subject['key']}-{item['key']}", item, round_, marked) for item in round_.items],
        }
        for subject in round_.subjects
    ]


def _row(key: str, item: Mapping[str, str], round_: RatingRound, marked: Mapping[str, str]) -> dict[str, Any]:
    options = [
        {"value": g["key"], "label": g["label"], "marked": marked.get(key) == g["key"]} for g in round_.grades
    ]
    return {"label": item["label"], "name": marks.ANSWER + key, "options": options}
