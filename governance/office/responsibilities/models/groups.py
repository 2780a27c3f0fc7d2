"""领导小组 (S1-05:五-1b): a group with its head, deputies and members; and who answers for which regulation."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from governance.audit.recorded import RecordedHistory, RecordedManager, RecordedModel
from governance.office.responsibilities.models.base import TownQuerySet, of_town, to_person
from governance.people.models import Organization, Post
from governance.rulebook import words


class LeadingGroup(RecordedModel):  # type: ignore[django-manager-missing]
    """One composition of a group: a new one ends the one before it, nothing is written over."""

    class Kind(models.TextChoices):
        PARTY_BUILDING = "party_building", _("党建工作领导小组")
        INTEGRITY = "integrity", _("党风廉政建设责任制领导小组")
        OTHER = "other", _("其他领导小组")

    organization = of_town()
    kind = models.CharField(_("类别"), max_length=14, choices=Kind.choices)
    name = models.CharField(_("名称"), max_length=60)
    task = models.TextField(_("职责"), max_length=500, blank=True)
    office = models.ForeignKey(
        Organization,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("办公室设在"),
    )
    authority = models.CharField(_("依据"), max_length=60)
    since = models.DateField(_("自"))
    until = models.DateField(_("至"), null=True, blank=True)
    entered_by = to_person(_("登记人"))
    entered_on = models.DateField(_("登记日期"))

    objects = RecordedManager.from_queryset(TownQuerySet)()
    history = RecordedHistory()

    class Meta(RecordedModel.Meta):
        verbose_name = _("领导小组")
        verbose_name_plural = _("领导小组")
        ordering = ["organization_id", "kind", "-since", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "name"],
                condition=Q(until__isnull=True),
                name="leading_group_named_once",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="leading_group_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class GroupSeat(RecordedModel):
    class Role(models.TextChoices):
        HEAD = "head", _("组长")
        DEPUTY = "deputy", _("副组长")
        MEMBER = "member", _("成员")

    organization = of_town()
    group = models.ForeignKey(
        LeadingGroup, on_delete=models.PROTECT, related_name="seats", verbose_name=_("领导小组")
    )
    person = to_person(_("姓名"))
    role = models.CharField(_("担任"), max_length=6, choices=Role.choices)
    ordinal = models.PositiveSmallIntegerField(_("次序"))

    objects = RecordedManager.from_queryset(TownQuerySet)()
    history = RecordedHistory()

    class Meta(RecordedModel.Meta):
        verbose_name = _("领导小组成员")
        verbose_name_plural = _("领导小组成员")
        ordering = ["group_id", "ordinal", "id"]
        constraints = [
            models.UniqueConstraint(fields=["group", "person"], name="group_seat_once"),
            models.UniqueConstraint(fields=["group"], condition=Q(role="head"), name="group_seat_one_head"),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.person.name}"

    @property
    def audit_matter(self) -> LeadingGroup:
        return self.group


class SystemOwner(RecordedModel):
    """The post that answers for one regulation: its holder keeps it, whoever that is on the day."""

    organization = of_town()
    regulation = models.CharField(_("制度"), max_length=16)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", verbose_name=_("责任岗位"))
    since = models.DateField(_("自"))
    until = models.DateField(_("至"), null=True, blank=True)
    entered_by = to_person(_("登记人"))
    entered_on = models.DateField(_("登记日期"))

    objects = RecordedManager.from_queryset(TownQuerySet)()
    history = RecordedHistory()

    class Meta(RecordedModel.Meta):
        verbose_name = _("制度责任岗位")
        verbose_name_plural = _("制度责任岗位")
        ordering = ["organization_id", "regulation", "-since", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "regulation"],
                condition=Q(until__isnull=True),
                name="system_owner_one_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{words.title_of(self.regulation)}：{self.post.title}"
