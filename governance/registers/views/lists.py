"""The registers of a town, and the rows of one, as a page and as a workbook."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from governance.access.list_views import ListPage, ListSheet
from governance.access.policy import ask
from governance.access.views import GovernedView, PageView
from governance.listing.table import whole
from governance.listing.views_kept import drop_view, keep_view, views_of
from governance.registers.lists import listing_of
from governance.registers.pages import cards_of, to_sign, to_submit
from governance.registers.statistics import FOOT, HEIGHT, WIDTH, year_of
from governance.registers.views.base import InRegister


class RegisterList(PageView):
    """Every register of the town the reader has a part in: what is in it, what waits for the reader."""

    action = "registers.register.listed"
    template_name = "registers/index.html"

    def context(self, **extra: Any) -> dict[str, Any]:
        return super().context(
            cards=cards_of(self.actor, self.organization),
            may_declare=ask(self.actor, "registers.declared.listed", self.organization).allowed,
            **extra,
        )


class EntryList(InRegister, ListPage):
    action = "registers.entries.read"
    template_name = "registers/list.html"
    sheet_url = "registers:sheet"

    def decide(self) -> None:
        self.listing = listing_of(self.place)  # type: ignore[misc]
        super().decide()

    def context(self, **extra: Any) -> dict[str, Any]:
        may_enter = ask(self.actor, "registers.entry.entered", self.place).allowed
        code, asked = self.place.declaration.code, self.request.GET.urlencode()
        paper = reverse("registers:list-paper", args=[code])
        more = [(f"{paper}?{asked}" if asked else paper, _("打印"))]
        if ask(self.actor, "registers.statistics.read", self.place).allowed:
            more.append((reverse("registers:statistics", args=[code]), _("统计")))
        if may_enter:
            more.append((reverse("registers:import", args=[code]), _("导入")))
            drafts = len(to_submit(self.actor, self.place))
            if drafts > 1:
                words = _("成批报签（%(n)s）") % {"n": drafts}
                more.append((reverse("registers:submit-several", args=[code]), words))
        signs = len(to_sign(self.actor, self.place))
        if signs > 1:
            words = _("成批签字（%(n)s）") % {"n": signs}
            more.append((reverse("registers:sign-several", args=[code]), words))
        return super().context(
            may_enter=may_enter,
            more_actions=more,
            views=views_of(self.actor, self.listing.name, self.request.GET.urlencode()),
            **extra,
        )


class EntrySheet(InRegister, ListSheet):
    action = "registers.entries.taken_out"

    def decide(self) -> None:
        self.listing = listing_of(self.place)  # type: ignore[misc]
        super().decide()


class Statistics(InRegister, PageView):
    """One year by month, as a chart and as a table."""

    action = "registers.statistics.read"
    template_name = "registers/statistics.html"

    def context(self, **extra: Any) -> dict[str, Any]:
        asked = whole(self.request.GET.get("nian", ""), 4)
        year = asked if asked is not None and 1990 <= asked <= 2200 else self.actor.day.year
        return super().context(year=year_of(self.place, year), size=(WIDTH, HEIGHT, HEIGHT - FOOT), **extra)


class KeepView(InRegister, GovernedView):
    """Keep the filters in force under a name, or drop a kept one."""

    action = "registers.entries.read"
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        name = listing_of(self.place).name
        if "drop" in request.POST:
            drop_view(self.actor, name, request.POST["drop"])
            return HttpResponseRedirect(self.list_url())
        query = keep_view(
            self.actor, name, request.POST.get("name", "") or _("我的筛选"), request.POST.get("query", "")
        )
        return HttpResponseRedirect(f"{self.list_url()}?{query}" if query else self.list_url())
