"""One's own reminders and channels, the town's duties, the calendar feed."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View

from governance.access.browse_views import AuditorsPage
from governance.access.views import GovernedView, PageView
from governance.audit import clock
from governance.deadlines import services
from governance.deadlines.cadences import past_standings, standings
from governance.deadlines.duties import Duty, bound_words, duties_of
from governance.deadlines.feed import account_of, binds, calendar_text, duties_for
from governance.deadlines.forms import AuditorForm, ChannelsForm
from governance.deadlines.models import Reminder

PER_PAGE = 30
MONTHS_SHOWN = 12


def _same_for_all(one: Duty, other: Duty) -> bool:
    """Whether each of several persons owes the same by the same day."""
    return (one.clock, one.object_type, one.object_id, one.text, one.due_on) == (
        other.clock,
        other.object_type,
        other.object_id,
        other.text,
        other.due_on,
    )


class DutyList(PageView):
    """What the town owes by which day, and how often it does what it should do so often."""

    action = "deadlines.duty.list"
    template_name = "deadlines/duties.html"

    def context(self, **extra: Any) -> dict[str, Any]:
        day = self.actor.day
        duties = [d for d in duties_of(self.organization, day) if self.actor.person_id not in d.excluded]
        bound = bound_words(duties, self.organization)
        rows: list[dict[str, Any]] = []
        for duty in duties:
            url = duty.address(bound=binds(duty, self.actor))
            last = rows[-1] if rows else None
            if last is not None and _same_for_all(last["duty"], duty) and last["url"] == url:
                last["who"] = [*last["who"], *(who for who in bound[duty.key] if who not in last["who"])]
                continue
            rows.append({"duty": duty, "url": url, "past": duty.days_past(day), "who": bound[duty.key]})
        cadences = [
            {"now": one, "months": past_standings(one.cadence, self.organization, day, MONTHS_SHOWN)[::-1]}
            for one in standings(self.organization, day)
        ]
        return super().context(
            rows=rows, cadences=cadences, late=sum(duty.days_past(day) > 0 for duty in duties), **extra
        )


class ReminderList(PageView):
    """The reader's own reminders and what binds the reader next; opening the page marks them as seen."""

    action = "deadlines.reminder.list"
    template_name = "deadlines/reminders.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = TemplateResponse(request, self.template_name, self.context())
        response.render()  # with the marks as they were
        services.mark_read(actor=self.actor)
        return response

    def context(self, **extra: Any) -> dict[str, Any]:
        mine = Reminder.objects.visible_to(self.actor).select_related("organization")
        page = Paginator(mine, PER_PAGE).get_page(self.request.GET.get("page"))
        return super().context(page_obj=page, duties=duties_for(self.actor), **extra)


class Channels(GovernedView):
    """One's own channels and calendar address. Whether a duty exists cannot be chosen here or anywhere."""

    action = "deadlines.reminder.chosen"
    template_name = "deadlines/channels.html"
    http_method_names = ["get", "head", "post", "options"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._shown()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.POST.get("feed") == "new":
            path = reverse("deadlines:feed", args=[services.renew_feed(actor=self.actor)])
            response = self._shown(address=request.build_absolute_uri(path))
            response["Cache-Control"] = "no-store"  # shown this once
            return response
        if request.POST.get("feed") == "off":
            services.stop_feed(actor=self.actor)
            messages.success(request, _("日历地址已停用"))
            return HttpResponseRedirect(reverse("deadlines:channels"))
        form = ChannelsForm(request.POST)
        if not form.is_valid():
            return self.page(form=form, choice=services.own_choice(self.actor), status=422)
        services.choose_channels(actor=self.actor, **form.cleaned_data)
        messages.success(request, _("提醒途径已保存"))
        return HttpResponseRedirect(reverse("deadlines:channels"))

    def _shown(self, **extra: Any) -> HttpResponse:
        choice = services.own_choice(self.actor)
        form = ChannelsForm(initial={"email": choice.email, "messenger": choice.messenger})
        return self.page(form=form, choice=choice, **extra)


class AuditorsAddress(AuditorsPage):
    """Where an auditor, who has no post and so no reminders, gets the signed heads and what breaks the glass."""

    action = "deadlines.auditor.addressed"
    template_name = "deadlines/auditor.html"
    http_method_names = ["get", "head", "post", "options"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        choice = services.own_choice(self.actor)
        return self._shown(AuditorForm(initial={"email": choice.email}))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = AuditorForm(request.POST)
        if not form.is_valid():
            return self._shown(form, status=422)
        services.choose_auditors_address(actor=self.actor, **form.cleaned_data)
        messages.success(request, _("邮箱已保存"))
        return HttpResponseRedirect(reverse("deadlines:auditor"))

    def _shown(self, form: AuditorForm, status: int = 200) -> HttpResponse:
        return self.page(form=form, mail_works=bool(settings.REMINDER_EMAIL_FROM), status=status)


@method_decorator(login_not_required, name="dispatch")
class Feed(View):
    """The calendar itself, for a calendar program that cannot sign in."""

    decided_elsewhere = "private address: the token is the key, its digest alone is kept"
    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        account = account_of(token)
        if account is None:
            raise Http404
        text = calendar_text(account, clock.today())
        response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
        response["Cache-Control"] = "private, max-age=900"
        response["Referrer-Policy"] = "no-referrer"
        return response
