"""The trail: acts and the chain of each organization. Append-only; knows nobody above it.

Ids and texts only, no foreign keys upward: the trail must outlive what it speaks of.
"""

from __future__ import annotations

import uuid
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from governance.audit.errors import TrailError

SYSTEM_CHAIN = 0  # accounts, grants, rule packs, calendars


class AppendOnlyQuerySet(models.QuerySet):
    def update(self, **kwargs: Any) -> int:
        raise TrailError("the trail is append-only")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TrailError("the trail is append-only")

    def bulk_create(self, *args: Any, **kwargs: Any) -> Any:
        raise TrailError("the trail is written act by act")

    def bulk_update(self, *args: Any, **kwargs: Any) -> int:
        raise TrailError("the trail is append-only")

    def _raw_delete(self, using: str | None) -> int:
        raise TrailError("the trail is append-only")


class AppendOnly(models.Model):
    """A row that is inserted once. PostgreSQL refuses UPDATE and DELETE by trigger as well."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TrailError("the trail is append-only")
        kwargs["force_insert"] = True
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TrailError("the trail is append-only")


class Act(AppendOnly):
    """Who did what, to which object, under which articles; or was refused."""

    class Outcome(models.TextChoices):
        DONE = "done", _("已办")
        REFUSED = "refused", _("没有办成")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization_id = models.BigIntegerField(_("单位"), default=SYSTEM_CHAIN)
    code = models.CharField(_("行为"), max_length=80)
    outcome = models.CharField(_("结果"), max_length=8, choices=Outcome.choices)
    happened_on = models.DateField(_("发生日"))
    recorded_at = models.DateTimeField(_("录入时间"), db_default=Now())
    actor_id = models.BigIntegerField(_("账号"), null=True)
    actor_name = models.CharField(_("姓名"), max_length=60)
    actor_post = models.CharField(_("职务"), max_length=120, blank=True)
    object_type = models.CharField(_("对象类型"), max_length=60)
    object_id = models.CharField(_("对象编号"), max_length=40)
    object_text = models.CharField(_("对象"), max_length=200)
    matter_type = models.CharField(_("所属事项类型"), max_length=60, blank=True)
    matter_id = models.CharField(_("所属事项编号"), max_length=40, blank=True)
    reason = models.CharField(_("说明理由"), max_length=200, blank=True)
    verdict = models.JSONField(_("判定"), encoder=DjangoJSONEncoder)
    facts = models.JSONField(_("事实"), default=dict, encoder=DjangoJSONEncoder)
    late_entry = models.BooleanField(_("补录"), default=False)
    parent_id = models.UUIDField(_("来由"), null=True)

    class Meta(AppendOnly.Meta):
        verbose_name = _("办理行为")
        verbose_name_plural = _("办理行为")
        indexes = [
            models.Index(fields=["organization_id", "recorded_at"], name="act_by_time"),
            models.Index(fields=["organization_id", "object_type", "object_id"], name="act_by_object"),
            models.Index(fields=["organization_id", "matter_type", "matter_id"], name="act_by_matter"),
            models.Index(fields=["organization_id", "code"], name="act_by_code"),
            models.Index(fields=["actor_id", "recorded_at"], name="act_by_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.object_text}"

    @property
    def number(self) -> str:
        """What people quote: the first twelve digits of the id, in groups."""
        digits = self.pk.hex[:12].upper()
        return f"{digits[:4]}-{digits[4:8]}-{digits[8:]}"


class ChainEntry(AppendOnly):
    """One link per act: the canonical payload itself, its digest, and a hash over the previous
    hash, the organization, the sequence number and the digest."""

    organization_id = models.BigIntegerField(_("单位"), default=SYSTEM_CHAIN)
    seq = models.BigIntegerField(_("序号"))
    act_id = models.UUIDField(_("办理号"), unique=True)
    payload = models.TextField(_("留存内容"))
    digest = models.CharField(_("摘要"), max_length=64)
    hash = models.CharField(_("链值"), max_length=64)

    class Meta(AppendOnly.Meta):
        verbose_name = _("留痕链")
        verbose_name_plural = _("留痕链")
        constraints = [models.UniqueConstraint(fields=["organization_id", "seq"], name="chain_one_per_seq")]

    def __str__(self) -> str:
        return f"{self.organization_id}/{self.seq}"
