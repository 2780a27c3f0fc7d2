"""Paper in a box: the figures of a class, its batches, and what was typed of them until the box is counted.

What is recorded says who typed which batch and how many sheets there were, never a mark. What was typed lies sealed
in `TypedPart` under a key that is a file outside the database (`paper.keeping`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from governance.audit.recorded import RecordedHistory
from governance.ballots.models.poll import PollRow, SealedPoll
from governance.ballots.models.sealed import SealedModel
from governance.people.models import Person

if TYPE_CHECKING:
    from governance.ballots.payload import Question


def _who(label: object) -> models.ForeignKey:
    return models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=label
    )


def _number(label: object, **more: object) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(label, **more)  # type: ignore[arg-type]


class PaperCount(PollRow):
    """The reconciliation sheet of one class: what was handed out and came back, as the teller wrote it; what was
    typed and its parts, frozen when a scrutineer confirms; why it does not add up, where it does not."""

    poll = models.ForeignKey(
        SealedPoll, on_delete=models.PROTECT, related_name="paper_counts", verbose_name=_("投票箱")
    )
    group = _number(_("类别"))
    issued = _number(_("发出纸票"))
    returned = _number(_("收回纸票"))
    written_by = _who(_("填写人"))
    typed = _number(_("录入"), null=True, blank=True)
    valid = _number(_("有效"), null=True, blank=True)
    blank = _number(_("空白"), null=True, blank=True)
    invalid = _number(_("无效"), null=True, blank=True)
    wrong_marks = _number(_("画错的项"), null=True, blank=True)
    confirmed_by = _who(_("核对人"))
    explanation = models.CharField(_("对不上的说明"), max_length=200, blank=True)
    explained_by = _who(_("说明人"))

    history = RecordedHistory()

    class Meta(PollRow.Meta):
        verbose_name = _("纸票核对单")
        verbose_name_plural = _("纸票核对单")
        ordering = ["poll_id", "group"]
        constraints = [
            models.UniqueConstraint(fields=["poll", "group"], name="paper_count_once"),
            models.CheckConstraint(
                condition=Q(typed__isnull=True) | Q(typed=F("valid") + F("blank") + F("invalid")),
                name="paper_count_adds_up",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("written_by")),
                name="paper_count_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.poll_id}/{self.group}"


class PaperBatch(PollRow):
    """Up to 25 sheets of one class, bound together and numbered, typed twice by two people."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("待录入")
        TYPED_ONCE = "typed_once", _("已录一遍")
        TYPED_TWICE = "typed_twice", _("待核差异")
        SETTLED = "settled", _("已核定")
        WITHDRAWN = "withdrawn", _("已撤销")

    poll = models.ForeignKey(
        SealedPoll, on_delete=models.PROTECT, related_name="paper_batches", verbose_name=_("投票箱")
    )
    group = _number(_("类别"))
    number = _number(_("第几批"))
    sheets = _number(_("张数"))
    status = models.CharField(_("状态"), max_length=11, choices=Status.choices, default=Status.WAITING)
    first_by = _who(_("第一遍录入人"))
    second_by = _who(_("第二遍录入人"))
    settled_by = _who(_("核定人"))
    differences = _number(_("差异"), null=True, blank=True)

    history = RecordedHistory()

    class Meta(PollRow.Meta):
        verbose_name = _("纸票批次")
        verbose_name_plural = _("纸票批次")
        ordering = ["poll_id", "group", "number"]
        constraints = [
            models.UniqueConstraint(fields=["poll", "group", "number"], name="paper_batch_once"),
            models.CheckConstraint(condition=Q(sheets__lte=25), name="paper_batch_of_25"),
            models.CheckConstraint(
                condition=Q(second_by__isnull=True) | ~Q(second_by=F("first_by")),
                name="paper_batch_two_typists",
            ),
            models.CheckConstraint(
                condition=Q(settled_by__isnull=True)
                | (~Q(settled_by=F("first_by")) & ~Q(settled_by=F("second_by"))),
                name="paper_batch_third_settles",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.poll_id}/{self.group}/{self.number}"

    @property
    def stands(self) -> bool:
        return self.status != self.Status.WITHDRAWN

    @property
    def questions(self) -> tuple[Question, ...]:
        return self.poll.sheet

    def typist_ids(self) -> set[int]:
        return {person for person in (self.first_by_id, self.second_by_id) if person is not None}


class TypedPart(SealedModel):
    """What was typed of a batch, or what is kept of it once it is settled: bytes of one length under the key of
    the box's paper, emptied as soon as they are no longer needed."""

    class Part(models.IntegerChoices):
        TOTALS = 0, _("合计")
        FIRST = 1, _("第一遍")
        SECOND = 2, _("第二遍")

    pk = models.CompositePrimaryKey("batch_id", "part")
    batch = models.ForeignKey(
        PaperBatch, on_delete=models.PROTECT, related_name="parts", verbose_name=_("批次")
    )
    part = models.PositiveSmallIntegerField(_("第几份"), choices=Part.choices)
    ciphertext = models.BinaryField(_("密文"))

    class Meta(SealedModel.Meta):
        verbose_name = _("纸票录入")
        verbose_name_plural = _("纸票录入")
