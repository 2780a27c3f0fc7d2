"""The working calendar: what the State Council's yearly notice says, year by year.

An arrangement is never changed: an amended notice is a new row with its own day of publication, and
the calendar of a day goes by what had been published by then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from governance.audit.models import SYSTEM_CHAIN
from governance.audit.recorded import RecordedHistory, RecordedManager, RecordedModel, RecordedQuerySet
from governance.people.models import Account

if TYPE_CHECKING:
    from governance.access.actor import Actor


class CalendarQuerySet(RecordedQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """The calendar is the nation's: every account reads it."""
        return self.all() if actor.account_id else self.none()


class CalendarYear(RecordedModel):  # type: ignore[django-manager-missing]
    """One published arrangement of one year. It counts once another person has confirmed it."""

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("待核对")
        CONFIRMED = "confirmed", _("已录入")
        WITHDRAWN = "withdrawn", _("已撤回")

    year = models.PositiveSmallIntegerField(_("年度"))
    source = models.CharField(_("文号"), max_length=60)
    published_on = models.DateField(_("公布日期"))
    status = models.CharField(_("状态"), max_length=10, choices=Status.choices, default=Status.PROPOSED)
    entered_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("录入人")
    )
    entered_on = models.DateField(_("录入日期"))
    confirmed_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("核对人")
    )
    confirmed_on = models.DateField(_("核对日期"), null=True, blank=True)

    objects = RecordedManager.from_queryset(CalendarQuerySet)()
    history = RecordedHistory()

    class Meta(RecordedModel.Meta):
        verbose_name = _("放假安排")
        verbose_name_plural = _("放假安排")
        ordering = ["-year", "-published_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("entered_by")),
                name="calendar_year_by_two",
            ),
            models.CheckConstraint(
                condition=~Q(status="confirmed") | Q(confirmed_on__isnull=False),
                name="calendar_year_confirmed_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return _("%(year)d年放假安排（%(source)s）") % {"year": self.year, "source": self.source}

    @property
    def chain_organization_id(self) -> int:
        return SYSTEM_CHAIN


class CalendarDay(RecordedModel):
    """A day off the notice names, or a weekend day worked to make up for one."""

    class Kind(models.TextChoices):
        HOLIDAY = "holiday", _("放假")
        MAKE_UP = "make_up_workday", _("调休上班")

    calendar_year = models.ForeignKey(
        CalendarYear, on_delete=models.PROTECT, related_name="days", verbose_name=_("放假安排")
    )
    day = models.DateField(_("日期"))
    kind = models.CharField(_("类别"), max_length=16, choices=Kind.choices)
    name = models.CharField(_("名称"), max_length=20, blank=True)

    objects = RecordedManager.from_queryset(CalendarQuerySet)()
    history = RecordedHistory()

    class Meta(RecordedModel.Meta):
        verbose_name = _("放假安排的日子")
        verbose_name_plural = _("放假安排的日子")
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(fields=["calendar_year", "day"], name="calendar_day_once"),
        ]

    def __str__(self) -> str:
        return f"{self.day.isoformat()} {self.get_kind_display()}"

    @property
    def chain_organization_id(self) -> int:
        return SYSTEM_CHAIN
