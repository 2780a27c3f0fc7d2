"""Files a topic is decided on: what was put before the committee, with every earlier version."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from governance.audit.recorded import RecordedHistory
from governance.people.models import Person
from meetings.models.base import TownModel
from meetings.models.topic import Topic


class TopicMaterial(TownModel):
    """One version of one file. A newer version replaces it and a withdrawal takes it out; both stay
    readable to whoever may read the topic, and to nobody else."""

    seen_through = "topic"

    class Kind(models.TextChoices):
        MATERIAL = "material", _("上会材料")
        OPTION = "option", _("方案")
        FEASIBILITY = "feasibility", _("专家论证和评估报告")
        OPINIONS = "opinions", _("征求意见材料")

    topic = models.ForeignKey(
        Topic, on_delete=models.PROTECT, related_name="materials", verbose_name=_("议题")
    )
    kind = models.CharField(_("种类"), max_length=12, choices=Kind.choices)
    label = models.CharField(_("名称"), max_length=40)
    gist = models.TextField(_("要点"), max_length=300, blank=True)
    amount = models.DecimalField(_("金额（元）"), max_digits=14, decimal_places=2, null=True, blank=True)
    version = models.PositiveSmallIntegerField(_("版次"), default=1)
    replaces = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="newer",
        verbose_name=_("替代"),
    )
    replaced = models.BooleanField(_("已换新版"), default=False)
    file = models.CharField(_("存放位置"), max_length=200)
    file_name = models.CharField(_("文件名"), max_length=120)
    media_type = models.CharField(_("格式"), max_length=80)
    size = models.PositiveIntegerField(_("字节数"))
    digest = models.CharField(_("SHA-256"), max_length=64)
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("上传人"))
    added_on = models.DateField(_("上传日期"))
    withdrawn_because = models.CharField(_("撤回理由"), max_length=200, blank=True)
    withdrawn_on = models.DateField(_("撤回日期"), null=True, blank=True)

    history = RecordedHistory()

    class Meta(TownModel.Meta):
        verbose_name = _("议题材料")
        verbose_name_plural = _("议题材料")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["topic", "kind", "label"],
                condition=Q(replaced=False, withdrawn_on__isnull=True),
                name="topic_material_current",
            )
        ]

    def __str__(self) -> str:
        return _("%(label)s第%(n)s版") % {"label": self.label, "n": self.version}

    @property
    def is_current(self) -> bool:
        return not self.replaced and self.withdrawn_on is None

    @property
    def audit_text(self) -> str:
        return self.topic.audit_text

    @property
    def audit_matter(self) -> Topic:
        return self.topic
