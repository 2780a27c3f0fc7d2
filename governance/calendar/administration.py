"""The working calendar in Django admin: the system administrator enters, another one checks."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from governance.access.admin import AdminVerb, GovernedAdmin
from governance.calendar import services
from governance.calendar.forms import YearForm
from governance.calendar.models import CalendarDay, CalendarYear


def _waits(row: CalendarYear) -> bool:
    return row.status == CalendarYear.Status.PROPOSED


class CalendarYearAdmin(GovernedAdmin):
    read_action = "calendar.year.listed"
    list_display = (
        "year",
        "source",
        "published_on",
        "status",
        "days_off",
        "made_up",
        "entered_by",
        "confirmed_by",
    )
    list_filter = ("status",)
    fields = (
        "year", "source", "published_on", "status", "holidays", "workdays",
        "entered_by", "entered_on", "confirmed_by", "confirmed_on",
    )  # fmt: skip
    readonly_fields = ("holidays", "workdays")
    verbs = (
        AdminVerb(
            "enter",
            "calendar.year.entered",
            _("录入放假安排"),
            lambda actor, obj, once, **typed: services.enter_year(actor=actor, once=once, **typed),
            YearForm,
            on_object=False,
            note=_(
                "照国务院办公厅的通知逐项录入，另一位管理员核对后起用。"
                "没有录入的年度，日期都按暂定算。年中有调整的，照新通知再录一次，旧的留着。"
            ),
        ),
        AdminVerb(
            "confirm",
            "calendar.year.confirmed",
            _("核对无误"),
            lambda actor, obj, once: services.confirm_year(actor=actor, arrangement_id=obj.pk, once=once),
            note=_("请照通知逐日核对。核对后起用，暂定的日期随着重算。"),
            shown=_waits,
        ),
        AdminVerb(
            "withdraw",
            "calendar.year.withdrawn",
            _("撤回"),
            lambda actor, obj, once: services.withdraw_year(actor=actor, arrangement_id=obj.pk, once=once),
            note=_("录错了的撤回，再录一次。"),
            shown=_waits,
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return (
            super()
            .get_queryset(request)
            .annotate(
                off=Count("days", filter=Q(days__kind=CalendarDay.Kind.HOLIDAY)),
                worked=Count("days", filter=Q(days__kind=CalendarDay.Kind.MAKE_UP)),
            )
        )

    @admin.display(description=_("放假天数"))
    def days_off(self, row: Any) -> int:
        return int(row.off)

    @admin.display(description=_("调休上班天数"))
    def made_up(self, row: Any) -> int:
        return int(row.worked)

    @admin.display(description=_("放假"))
    def holidays(self, row: CalendarYear) -> str:
        days = row.days.filter(kind=CalendarDay.Kind.HOLIDAY)
        return "、".join(f"{d.day.isoformat()} {d.name}".strip() for d in days)

    @admin.display(description=_("调休上班"))
    def workdays(self, row: CalendarYear) -> str:
        return "、".join(d.day.isoformat() for d in row.days.filter(kind=CalendarDay.Kind.MAKE_UP))
