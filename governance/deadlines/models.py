"""Jobs as rows, what follows from acts as rows, reminders as rows, the lease of the one running tick, its heartbeat. Operational: no
history.

A job row is the promise; Celery only pokes. Without a broker a job waits for `manage.py tick`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from governance.access.actor import Actor


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


class Consequence(models.Model):
    """What follows from an act in another field of work, written with that act. One row per act, name and
    thing: putting it down or handing it over twice changes nothing. See `deadlines.consequences`."""

    class State(models.TextChoices):
        WAITING = "waiting", _("待接办")
        TAKEN = "taken", _("已接办")
        FAILED = "failed", _("没有接上")

    act_id = models.UUIDField(_("所由的办理"))
    name = models.CharField(_("名目"), max_length=60)
    organization = models.ForeignKey(
        "governance.Organization", on_delete=models.PROTECT, related_name="+", verbose_name=_("单位")
    )
    subject_type = models.CharField(_("事项类别"), max_length=80)
    subject_id = models.BigIntegerField(_("事项"))
    facts = models.JSONField(_("要点"), default=dict)  # ids, dates, counts
    state = models.CharField(_("状态"), max_length=8, choices=State.choices, default=State.WAITING)
    made_at = models.DateTimeField(_("登记时间"), auto_now_add=True)
    taken_at = models.DateTimeField(_("接办时间"), null=True, blank=True)
    taken_as = models.CharField(_("接办为"), max_length=80, blank=True)
    taken_url = models.CharField(_("接办页面"), max_length=200, blank=True)
    last_error = models.CharField(_("没有接上的原因"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("后续事项")
        verbose_name_plural = _("后续事项")
        constraints = [
            models.UniqueConstraint(
                fields=["act_id", "name", "subject_type", "subject_id"], name="consequence_once"
            )
        ]
        indexes = [
            models.Index(fields=["state", "name"], name="consequence_waiting"),
            models.Index(fields=["subject_type", "subject_id"], name="consequence_of_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.name}:{self.subject_id}"


class TickState(models.Model):
    """One row: who ticks now, when it last came through, what was done by day."""

    holder = models.CharField(_("持有者"), max_length=60, blank=True)
    leased_until = models.DateTimeField(_("占用至"), null=True, blank=True)
    beat_at = models.DateTimeField(_("最近一次"), null=True, blank=True)
    heads_signed_on = models.DateField(_("链首已签至"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("最近一次查期限"), null=True, blank=True)

    class Meta:
        verbose_name = _("自动检查")
        verbose_name_plural = _("自动检查")

    def __str__(self) -> str:
        return self.holder


class ReminderQuerySet(models.QuerySet["Reminder"]):
    def visible_to(self, actor: Actor) -> Self:
        """One's own, as the application shows them; what went out by mail is the same once more."""
        return self.filter(account_id=actor.account_id, channel=Reminder.Channel.APPLICATION)


class Reminder(models.Model):
    """One message to one person through one channel. `key` makes a second scan harmless."""

    class Channel(models.TextChoices):
        APPLICATION = "application", _("系统内")
        EMAIL = "email", _("电子邮件")
        MESSENGER = "messenger", _("单位消息")

    class State(models.TextChoices):
        WAITING = "waiting", _("待发")
        SENT = "sent", _("已发")
        FAILED = "failed", _("没有发出")

    key = models.CharField(_("标识"), max_length=64, unique=True)
    organization = models.ForeignKey(
        "governance.Organization", on_delete=models.PROTECT, related_name="+", verbose_name=_("单位")
    )
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="reminders",
        verbose_name=_("收件人"),
    )
    channel = models.CharField(_("途径"), max_length=12, choices=Channel.choices)
    duty = models.CharField(_("事项标识"), max_length=160)
    text = models.CharField(_("内容"), max_length=200)
    url = models.CharField(_("页面"), max_length=200)
    due_on = models.DateField(_("期限"))
    offset = models.SmallIntegerField(_("距期限天数"))
    cites = models.CharField(_("条"), max_length=200, blank=True, default="")  # a blank between two
    raised = models.BooleanField(_("逐级上报"), default=False)
    made_at = models.DateTimeField(_("登记时间"), auto_now_add=True)
    state = models.CharField(_("状态"), max_length=8, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(_("次数"), default=0)
    next_try_at = models.DateTimeField(_("下次发送时间"))
    sent_at = models.DateTimeField(_("发出时间"), null=True, blank=True)
    read_at = models.DateTimeField(_("看过时间"), null=True, blank=True)
    last_error = models.CharField(_("没有发出的原因"), max_length=120, blank=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        verbose_name = _("提醒")
        verbose_name_plural = _("提醒")
        ordering = ["-made_at", "-id"]
        indexes = [
            models.Index(fields=["state", "next_try_at"], name="reminder_to_send"),
            models.Index(fields=["account", "channel", "read_at"], name="reminder_by_reader"),
        ]

    def __str__(self) -> str:
        return self.text


class ReminderChoice(models.Model):
    """Through which channels a person wants to hear besides the application itself, and the digest of
    their calendar address. Never whether a duty exists."""

    account = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="reminder_choice",
        verbose_name=_("账号"),
    )
    email = models.EmailField(_("邮箱"), blank=True)
    messenger = models.CharField(_("单位消息账号"), max_length=60, blank=True)
    feed_digest = models.CharField(_("日历地址摘要"), max_length=64, blank=True, db_index=True)

    class Meta:
        verbose_name = _("提醒途径")
        verbose_name_plural = _("提醒途径")

    def __str__(self) -> str:
        return str(self.account)


class DueMemory(models.Model):
    """The due day a duty had when it was last looked at: a changed one is told and put on record."""

    key = models.CharField(_("事项标识"), max_length=160, unique=True)
    organization = models.ForeignKey(
        "governance.Organization", on_delete=models.PROTECT, related_name="+", verbose_name=_("单位")
    )
    event_on = models.DateField(_("起算事件"))
    due_on = models.DateField(_("期限"))

    class Meta:
        verbose_name = _("期限底数")
        verbose_name_plural = _("期限底数")

    def __str__(self) -> str:
        return self.key
