"""Sealed tables: no serial number, no time, no history, no act, no signal, no page in any administration.

Primary keys are made of what the row is about; rows are written in one statement and never one by one with
`save`, so that neither the order of rows nor a transaction says more than that somebody took part.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from governance.audit.errors import TrailError
from governance.ballots.models.poll import SealedPoll
from governance.people.models import Person


class SealedQuerySet(models.QuerySet):
    """Written by `governance.ballots` alone, in whole statements."""

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TrailError("sealed rows are emptied by the count, never deleted")


class SealedModel(models.Model):
    objects = SealedQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"
        default_permissions = ()

    def save(self, *args: Any, **kwargs: Any) -> None:
        raise TrailError("sealed rows are written in one statement; save() would send signals")

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TrailError("sealed rows are emptied by the count, never deleted")


class Envelope(SealedModel):
    """One per entitled voter, made when the vote is opened, with a dummy of the final length inside. Casting
    replaces what is inside; counting empties it."""

    pk = models.CompositePrimaryKey("poll_id", "voter_id")
    poll = models.ForeignKey(
        SealedPoll, on_delete=models.PROTECT, related_name="envelopes", verbose_name=_("投票箱")
    )
    voter = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", db_index=False, verbose_name=_("表决人")
    )
    group = models.PositiveSmallIntegerField(_("类别"), default=0)
    returned = models.BooleanField(_("已收回"), default=False)
    ciphertext = models.BinaryField(_("密文"))
    checksum = models.BinaryField(_("封签"))

    class Meta(SealedModel.Meta):
        verbose_name = _("信封")
        verbose_name_plural = _("信封")


class Slip(SealedModel):
    """One per drawn code: an envelope that belongs to a slip of paper instead of a person. The code itself is
    kept nowhere; `digest` is made with a key that is destroyed when the round closes."""

    class State(models.TextChoices):
        UNUSED = "unused", _("未用")
        USED = "used", _("已用")
        VOID = "void", _("已作废")

    pk = models.CompositePrimaryKey("poll_id", "digest")
    poll = models.ForeignKey(
        SealedPoll, on_delete=models.PROTECT, related_name="slips", verbose_name=_("投票箱")
    )
    digest = models.CharField(_("票码摘要"), max_length=64)
    group = models.PositiveSmallIntegerField(_("类别"), default=0)
    state = models.CharField(_("状态"), max_length=6, choices=State.choices, default=State.UNUSED)
    ciphertext = models.BinaryField(_("密文"))
    checksum = models.BinaryField(_("封签"))

    class Meta(SealedModel.Meta):
        verbose_name = _("票码")
        verbose_name_plural = _("票码")


class ReceiptCode(SealedModel):
    """The receipts of all envelopes that were returned, written sorted when the vote is counted, without
    choices and without voters."""

    pk = models.CompositePrimaryKey("poll_id", "code")
    poll = models.ForeignKey(
        SealedPoll, on_delete=models.PROTECT, related_name="receipts", verbose_name=_("投票箱")
    )
    code = models.CharField(_("回执号"), max_length=13)

    class Meta(SealedModel.Meta):
        verbose_name = _("回执号")
        verbose_name_plural = _("回执号")


class Tally(SealedModel):
    """How often an option was marked: one row a question and option, each question apart from the others.
    `option` is empty for sheets without a mark at that question."""

    pk = models.CompositePrimaryKey("poll_id", "group", "question", "option")
    poll = models.ForeignKey(
        SealedPoll, on_delete=models.PROTECT, related_name="tallies", verbose_name=_("投票箱")
    )
    group = models.PositiveSmallIntegerField(_("类别"), default=0)
    question = models.CharField(_("题目"), max_length=40)
    option = models.CharField(_("选项"), max_length=20, blank=True)
    count = models.PositiveIntegerField(_("票数"))

    class Meta(SealedModel.Meta):
        verbose_name = _("选项计数")
        verbose_name_plural = _("选项计数")
