"""Votes: frozen roll, counts, named ballots."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from governance.audit.recorded import RecordedHistory
from governance.ballots.models import SealedPoll
from governance.people.models import Person
from meetings.models.base import BallotChoice, Method, Outcome, TownModel
from meetings.models.meeting import AgendaItem, Meeting


class Vote(TownModel):
    """One round of voting on one item. `entitled`, `present`, `recused` and the roll are frozen
    when it opens; counts come from named ballots or are typed by the teller and confirmed by the
    scrutineer."""

    seen_through = "item"

    class Status(models.TextChoices):
        OPEN = "open", _("表决中")
        CLOSED = "closed", _("已停止投票")
        TYPED = "typed", _("票数已录入，待核对")
        COUNTED = "counted", _("已计票")
        ANNOUNCED = "announced", _("已宣布")
        VOIDED = "voided", _("已作废")

    # Sealed envelopes of a secret vote by phone; without them the ballots are of paper.
    poll = models.OneToOneField(
        SealedPoll,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("投票箱"),
    )
    item = models.ForeignKey(
        AgendaItem,
        on_delete=models.PROTECT,
        related_name="votes",
        verbose_name=_("议程项"),
    )
    round = models.PositiveSmallIntegerField(_("轮次"), default=1)
    method = models.CharField(_("表决方式"), max_length=16, choices=Method.choices)
    status = models.CharField(_("状态"), max_length=10, choices=Status.choices, default=Status.OPEN)
    entitled = models.PositiveSmallIntegerField(_("应到"))
    present = models.PositiveSmallIntegerField(_("实到"))
    recused = models.PositiveSmallIntegerField(_("回避"))
    roll = models.JSONField(_("表决人"), default=list)  # person ids, frozen at opening
    opened_at = models.DateTimeField(_("开始时间"))
    closed_at = models.DateTimeField(_("停止时间"), null=True, blank=True)
    issued = models.PositiveSmallIntegerField(_("发出"), null=True, blank=True)
    returned = models.PositiveSmallIntegerField(_("收回"), null=True, blank=True)
    valid = models.PositiveSmallIntegerField(_("有效"), null=True, blank=True)
    invalid = models.PositiveSmallIntegerField(_("无效"), null=True, blank=True)
    aye = models.PositiveSmallIntegerField(_("赞成"), null=True, blank=True)
    nay = models.PositiveSmallIntegerField(_("反对"), null=True, blank=True)
    abstain = models.PositiveSmallIntegerField(_("弃权"), null=True, blank=True)
    teller = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("计票人"),
    )
    scrutineer = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("监票人"),
    )
    wide_split = models.BooleanField(_("主持人认为分歧较大"), null=True, blank=True)
    wide_split_reason = models.CharField(_("理由"), max_length=200, blank=True)
    outcome = models.CharField(_("结果"), max_length=10, choices=Outcome.choices, blank=True)
    voided_because = models.CharField(_("作废理由"), max_length=200, blank=True)

    history = RecordedHistory()

    class Meta(TownModel.Meta):
        verbose_name = _("表决")
        verbose_name_plural = _("表决")
        ordering = ["item_id", "round"]
        constraints = [
            models.UniqueConstraint(fields=["item", "round"], name="vote_round_once"),
            models.UniqueConstraint(fields=["item"], condition=~Q(status="voided"), name="vote_one_standing"),
            models.CheckConstraint(
                condition=Q(returned__isnull=True) | Q(returned__lte=F("issued")),
                name="vote_returned_not_above",
            ),
            models.CheckConstraint(
                condition=Q(valid__isnull=True) | Q(returned=F("valid") + F("invalid")),
                name="vote_adds_up",
            ),
            models.CheckConstraint(
                condition=Q(aye__isnull=True) | Q(valid=F("aye") + F("nay") + F("abstain")),
                name="vote_choices_add_up",
            ),
            models.CheckConstraint(
                condition=Q(scrutineer__isnull=True) | ~Q(scrutineer=F("teller")),
                name="vote_two_signatures",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}/{self.round}"

    @property
    def audit_text(self) -> str:
        return self.item.audit_text

    @property
    def audit_matter(self) -> Meeting:
        return self.item.meeting

    @property
    def is_secret(self) -> bool:
        return self.method == Method.SECRET_BALLOT


class NamedBallot(TownModel):
    """A signed vote. It may be changed until voting stops; history keeps both."""

    seen_through = "vote"

    vote = models.ForeignKey(Vote, on_delete=models.PROTECT, related_name="ballots", verbose_name=_("表决"))
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("投票人"))
    choice = models.CharField(_("选项"), max_length=8, choices=BallotChoice.choices)
    cast_at = models.DateTimeField(_("投出时间"))

    history = RecordedHistory()

    class Meta(TownModel.Meta):
        verbose_name = _("记名票")
        verbose_name_plural = _("记名票")
        constraints = [models.UniqueConstraint(fields=["vote", "person"], name="named_ballot_once")]

    def __str__(self) -> str:
        return f"{self.vote_id}-{self.person_id}"

    @property
    def audit_text(self) -> str:
        return self.vote.audit_text

    @property
    def audit_matter(self) -> Meeting:
        return self.vote.item.meeting
