"""Recorded rows of a secret vote: the box, who holds its key, the figures of the count, objections."""

from __future__ import annotations

import uuid
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from governance.access.prepared import Prepared
from governance.audit.recorded import RecordedHistory, RecordedManager, RecordedModel, RecordedQuerySet
from governance.ballots.payload import Question
from governance.people.models import Organization, Person

if TYPE_CHECKING:
    from governance.access.actor import Actor

_UUID, _NUMBER = (
    uuid.UUID("19210723-0000-4000-8000-000000000000"),
    19_210_723,
)  # examples of keys (`Prepared`)


class SealedPollQuerySet(RecordedQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Whoever votes in it, holds a part of its key, or may know of what it decides."""
        from governance.ballots.models.sealed import Envelope
        from governance.ballots.uses import known_to

        own = Envelope.objects.filter(poll_id=OuterRef("pk"), voter_id=actor.person_id)
        held = KeyHolder.objects.filter(poll_id=OuterRef("pk"), person_id=actor.person_id)
        return self.filter(organization_id__in=actor.organization_ids).filter(
            Exists(own) | Exists(held) | known_to(actor)
        )


class SealedPoll(RecordedModel):
    """One box of sealed envelopes. Only the public half of its key is kept; the other half comes together at
    the count, in memory, from the shares."""

    class Custody(models.TextChoices):
        TELLER = "teller", _("计票人一人持票码，另一半在服务器")
        TELLERS = "tellers", _("计票人三人持票码，任两人可开箱")
        PAPER = "paper", _("全用纸票，没有票码")

    class Status(models.TextChoices):
        PREPARED = "prepared", _("待核票码")
        OPEN = "open", _("投票中")
        CLOSED = "closed", _("已停止投票")
        COUNTED = "counted", _("已开箱计票")
        VOIDED = "voided", _("已作废")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="+", verbose_name=_("所属镇")
    )
    subject_type = models.CharField(_("对象类型"), max_length=60)
    subject_id = models.CharField(_("对象编号"), max_length=40)
    custody = models.CharField(_("票码保管"), max_length=8, choices=Custody.choices)
    status = models.CharField(_("状态"), max_length=10, choices=Status.choices, default=Status.PREPARED)
    # [{"key": "q1", "options": ["aye", "nay", "abstain"]}]; the words on the page are the app's.
    questions = models.JSONField(_("题目"), default=list)
    text_limit = models.PositiveSmallIntegerField(_("意见字数"), default=0)
    size = models.PositiveSmallIntegerField(_("票长（字节）"))
    blank_allowed = models.BooleanField(_("可以交空白票"), default=False)
    objection_minutes = models.PositiveSmallIntegerField(_("异议时间（分钟）"), default=10)
    public_key = models.CharField(_("公钥"), max_length=64, blank=True)
    roll_digest = models.CharField(_("名单摘要"), max_length=64)
    bond = models.CharField(_("箱封"), max_length=64, blank=True)  # keyed: see `bonds`
    result_bond = models.CharField(_("计票封"), max_length=64, blank=True)
    opened_at = models.DateTimeField(_("开始投票"), null=True, blank=True)
    closed_at = models.DateTimeField(_("停止投票"), null=True, blank=True)
    counted_at = models.DateTimeField(_("开箱计票"), null=True, blank=True)
    issued = models.PositiveIntegerField(_("发出"))
    returned = models.PositiveIntegerField(_("收回"), null=True, blank=True)
    valid = models.PositiveIntegerField(_("有效"), null=True, blank=True)
    blank = models.PositiveIntegerField(_("空白"), null=True, blank=True)
    invalid = models.PositiveIntegerField(_("无效"), null=True, blank=True)
    codes_digest = models.CharField(_("回执名单摘要"), max_length=64, blank=True)
    voided_because = models.CharField(_("作废理由"), max_length=200, blank=True)
    wiped_at = models.DateTimeField(_("密文清空核对"), null=True, blank=True)
    # More paper came back than was handed out, and a scrutineer has said why.
    surplus_explained = models.BooleanField(_("收回多于发出已说明"), default=False)

    objects = RecordedManager.from_queryset(SealedPollQuerySet)()
    history = RecordedHistory()

    class Meta(RecordedModel.Meta):
        verbose_name = _("无记名投票箱")
        verbose_name_plural = _("无记名投票箱")
        indexes = [
            models.Index(fields=["organization", "subject_type", "subject_id"], name="poll_by_subject")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(returned__isnull=True) | Q(returned__lte=F("issued")) | Q(surplus_explained=True),
                name="poll_returned_not_above",
            ),
            models.CheckConstraint(
                condition=Q(valid__isnull=True) | Q(returned=F("valid") + F("blank") + F("invalid")),
                name="poll_adds_up",
            ),
        ]

    def __str__(self) -> str:
        return str(self.subject) if self.subject is not None else ""

    @cached_property
    def subject(self) -> Any:
        """The app's row this box belongs to, with what its words need, in one query."""
        from governance.ballots.uses import related_to

        model = apps.get_model(self.subject_type)
        return _subjects(model, related_to(self.subject_type)).first(
            key=model._meta.pk.to_python(self.subject_id)
        )

    @property
    def audit_text(self) -> str:
        return str(getattr(self.subject, "audit_text", ""))

    @property
    def audit_matter(self) -> Any:
        return getattr(self.subject, "audit_matter", self)

    @property
    def sheet(self) -> tuple[Question, ...]:
        return tuple(Question(q["key"], tuple(q["options"])) for q in self.questions)

    @property
    def is_over(self) -> bool:
        return self.status in (self.Status.COUNTED, self.Status.VOIDED)


@cache
def _subjects(model: type[models.Model], related: tuple[str, ...]) -> Prepared[Any]:
    example = _UUID if isinstance(model._meta.pk, models.UUIDField) else _NUMBER
    rows = model._base_manager.select_related(*related)
    return Prepared(lambda key: rows.filter(pk=key), key=example)


def _with_envelope(poll: uuid.UUID, voter: int) -> models.QuerySet[SealedPoll]:
    found = SealedPoll.objects.filter(pk=poll, envelopes__voter_id=voter)
    return found.annotate(found_by=F("envelopes__voter_id"))


_WITH_ENVELOPE: Prepared[SealedPoll] = Prepared(_with_envelope, poll=_UUID, voter=_NUMBER)


def poll_of_voter(actor: Actor, poll: uuid.UUID) -> SealedPoll | None:
    """A box in which the actor has an envelope, in a town the actor holds a post in; it says whose envelope, for the
    policy that asks next. None for any other."""
    if actor.person_id is None:
        return None
    found = _WITH_ENVELOPE.first(poll=poll, voter=actor.person_id)
    return found if found is not None and found.organization_id in actor.organization_ids else None


class PollRowQuerySet(RecordedQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(poll__in=SealedPoll.objects.visible_to(actor))


class PollRow(RecordedModel):
    """What hangs on a box."""

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="+", verbose_name=_("所属镇")
    )
    poll = models.ForeignKey(
        SealedPoll, on_delete=models.PROTECT, related_name="%(class)ss", verbose_name=_("投票箱")
    )

    objects = RecordedManager.from_queryset(PollRowQuerySet)()

    class Meta(RecordedModel.Meta):
        abstract = True

    @property
    def audit_text(self) -> str:
        return self.poll.audit_text

    @property
    def audit_matter(self) -> Any:
        return self.poll.audit_matter


class KeyHolder(PollRow):
    """One part of the key: number 0 is the server's, 1 to 3 are tellers'. Only a digest of the part is kept,
    so that a code can be checked by itself."""

    number = models.PositiveSmallIntegerField(_("第几份"))
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("计票人")
    )
    digest = models.CharField(_("票码摘要"), max_length=64)
    collected_at = models.DateTimeField(_("领票码"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("核对票码"), null=True, blank=True)
    lost_at = models.DateTimeField(_("登记丢失"), null=True, blank=True)

    history = RecordedHistory()

    class Meta(PollRow.Meta):
        verbose_name = _("票码保管人")
        verbose_name_plural = _("票码保管人")
        ordering = ["poll_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["poll", "number"], name="key_holder_once"),
            models.UniqueConstraint(
                fields=["poll", "person"], condition=Q(person__isnull=False), name="key_holder_person_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.poll_id}/{self.number}"


class GroupCount(PollRow):
    """The customary figures of one class of voters; a vote without classes has the one class 0.

    `uniform`: valid sheets with the same mark everywhere, of sheets with several questions."""

    group = models.PositiveSmallIntegerField(_("类别"))
    issued = models.PositiveIntegerField(_("发出"))
    returned = models.PositiveIntegerField(_("收回"))
    valid = models.PositiveIntegerField(_("有效"))
    blank = models.PositiveIntegerField(_("空白"))
    invalid = models.PositiveIntegerField(_("无效"))
    uniform = models.PositiveIntegerField(_("各题全选一样"), default=0)

    history = RecordedHistory()

    class Meta(PollRow.Meta):
        verbose_name = _("分类计票")
        verbose_name_plural = _("分类计票")
        ordering = ["poll_id", "group"]
        constraints = [
            models.UniqueConstraint(fields=["poll", "group"], name="group_count_once"),
            models.CheckConstraint(
                condition=Q(returned=F("valid") + F("blank") + F("invalid")), name="group_count_adds_up"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.poll_id}/{self.group}"


class CountObjection(PollRow):
    """A voter says that their receipt is not in the published list. It stops the result until a scrutineer has
    looked; the number itself is written down nowhere."""

    class Finding(models.TextChoices):
        OPEN = "open", _("待查")
        UPHELD = "upheld", _("属实")
        DISMISSED = "dismissed", _("不属实")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("提出人"))
    raised_at = models.DateTimeField(_("提出时间"))
    finding = models.CharField(_("查证"), max_length=10, choices=Finding.choices, default=Finding.OPEN)
    settled_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("查证人")
    )
    settled_at = models.DateTimeField(_("查证时间"), null=True, blank=True)
    note = models.CharField(_("查证情况"), max_length=200, blank=True)

    history = RecordedHistory()

    class Meta(PollRow.Meta):
        verbose_name = _("计票异议")
        verbose_name_plural = _("计票异议")
        ordering = ["raised_at", "id"]
        constraints = [models.UniqueConstraint(fields=["poll", "person"], name="count_objection_once")]

    def __str__(self) -> str:
        return f"{self.poll_id}/{self.person_id}"
