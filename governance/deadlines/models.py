"""Jobs as rows, the lease of the one running tick, its heartbeat. Operational: no history.

A job row is the promise; Celery only pokes. Without a broker a job waits for `manage.py tick`.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Job(models.Model):
    """Work to do after a commit. `key` makes ordering the same work twice harmless."""

    class State(models.TextChoices):
        NEW = "new", _("待办")
        LEASED = "leased", _("办理中")
        DONE = "done", _("已办")
        FAILED = "failed", _("没有办成")

    kind = models.CharField(_("类别"), max_length=40)
    key = models.CharField(_("标识"), max_length=120, unique=True)
    payload = models.JSONField(_("参数"), default=dict)  # ids only
    state = models.CharField(_("状态"), max_length=8, choices=State.choices, default=State.NEW)
    attempts = models.PositiveSmallIntegerField(_("次数"), default=0)
    created_at = models.DateTimeField(_("登记时间"), auto_now_add=True)
    next_try_at = models.DateTimeField(_("下次办理时间"))
    leased_until = models.DateTimeField(_("占用至"), null=True, blank=True)
    done_at = models.DateTimeField(_("办成时间"), null=True, blank=True)
    last_error = models.CharField(_("没有办成的原因"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("后台事项")
        verbose_name_plural = _("后台事项")
        indexes = [models.Index(fields=["state", "next_try_at"], name="job_due")]

    def __str__(self) -> str:
        return self.key


class TickState(models.Model):
    """One row: who ticks now, when it last came through, what was done by day."""

    holder = models.CharField(_("持有者"), max_length=60, blank=True)
    leased_until = models.DateTimeField(_("占用至"), null=True, blank=True)
    beat_at = models.DateTimeField(_("最近一次"), null=True, blank=True)
    heads_signed_on = models.DateField(_("链首已签至"), null=True, blank=True)

    class Meta:
        verbose_name = _("自动检查")
        verbose_name_plural = _("自动检查")

    def __str__(self) -> str:
        return self.holder
