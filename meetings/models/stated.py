"""Facts that articles ask for and whose own screens come later: stated, sourced, confirmed.

Until a fact is confirmed by the secretary it does not exist for the rules (they see null, and a
block article then refuses naming it). The list of names with their types is `meetings.stated`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from governance.audit.recorded import RecordedHistory, RecordedManager
from governance.people.models import Person
from meetings.models.base import TownModel, TownQuerySet
from meetings.models.meeting import AgendaItem, Meeting
from meetings.models.topic import Topic

if TYPE_CHECKING:
    from governance.access.actor import Actor


class StatedFactQuerySet(TownQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Facts about topics, items and meetings the actor may know of."""
        return (
            super()
            .visible_to(actor)
            .filter(
                Q(topic__in=Topic.objects.visible_to(actor))
                | Q(item__in=AgendaItem.objects.visible_to(actor))
                | Q(meeting__in=Meeting.objects.visible_to(actor))
            )
        )


class StatedFact(TownModel):
    """One fact about a topic, an agenda item or a meeting. A later statement of the same name
    replaces the earlier one; both stay."""

    topic = models.ForeignKey(
        Topic,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="stated_facts",
        verbose_name=_("议题"),
    )
    item = models.ForeignKey(
        AgendaItem,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="stated_facts",
        verbose_name=_("议程项"),
    )
    meeting = models.ForeignKey(
        Meeting,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="stated_facts",
        verbose_name=_("会议"),
    )
    name = models.CharField(_("事实"), max_length=40)
    value = models.JSONField(_("内容"))
    happened_on = models.DateField(_("发生日期"))
    source = models.CharField(_("依据"), max_length=120)
    stated_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("登记人")
    )
    confirmed_by = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("确认人"),
    )
    confirmed_on = models.DateField(_("确认日期"), null=True, blank=True)
    superseded = models.BooleanField(_("已被替代"), default=False)

    objects = RecordedManager.from_queryset(StatedFactQuerySet)()
    history = RecordedHistory()

    class Meta(TownModel.Meta):
        verbose_name = _("登记事实")
        verbose_name_plural = _("登记事实")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(topic__isnull=False, item__isnull=True, meeting__isnull=True)
                    | Q(topic__isnull=True, item__isnull=False, meeting__isnull=True)
                    | Q(topic__isnull=True, item__isnull=True, meeting__isnull=False)
                ),
                name="stated_fact_about_one",
            ),
            models.UniqueConstraint(
                fields=["topic", "name"],
                condition=Q(superseded=False, topic__isnull=False),
                name="stated_fact_topic_current",
            ),
            models.UniqueConstraint(
                fields=["item", "name"],
                condition=Q(superseded=False, item__isnull=False),
                name="stated_fact_item_current",
            ),
            models.UniqueConstraint(
                fields=["meeting", "name"],
                condition=Q(superseded=False, meeting__isnull=False),
                name="stated_fact_meeting_current",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.happened_on}"

    @property
    def about(self) -> Topic | AgendaItem | Meeting:
        about = self.topic or self.item or self.meeting
        assert about is not None
        return about

    @property
    def audit_text(self) -> str:
        return self.about.audit_text

    @property
    def audit_matter(self) -> models.Model | None:
        about = self.about
        return about if isinstance(about, Meeting | Topic) else about.audit_matter
