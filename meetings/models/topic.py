"""Topics: what a committee is asked to decide, before it is on any agenda."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from governance.audit.recorded import RecordedHistory, RecordedManager
from governance.audit.sealed import SealedTextField
from governance.people.models import Person, Post
from governance.people.standard_posts import LEADERS, OFFICE
from meetings.models.base import Matter, TownModel, TownQuerySet

if TYPE_CHECKING:
    from governance.access.actor import Actor

# Posts that prepare every topic of the committee and therefore see all of them.
PREPARING_POSTS = (*LEADERS, *OFFICE)


def inner_towns(actor: Actor) -> set[int]:
    """The towns on whose committee the actor sits or whose meetings the actor's post prepares."""
    return {p.organization_id for p in actor.posts if p.committee_seat or p.code in PREPARING_POSTS}


class TopicQuerySet(TownQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Committee members and the office see topics; others what they proposed themselves.

        A person under discussion does not see the topic, nor does a member related to one once a
        meeting has recused them (S1-01:七-4g): to them it does not exist.
        """
        from meetings.models.attendance import Recusal

        subject = TopicSubject.objects.filter(topic=OuterRef("pk"), person_id=actor.person_id)
        recused = Recusal.objects.filter(item__topic=OuterRef("pk"), person_id=actor.person_id)
        return (
            self.filter(organization_id__in=actor.organization_ids)
            .filter(
                Q(organization_id__in=inner_towns(actor))
                | Q(proposed_by_id=actor.person_id)
                | Q(kept_by_id=actor.person_id, kept_by__isnull=False)
            )
            .filter(~Exists(subject), ~Exists(recused))
        )


class Topic(TownModel):
    class Status(models.TextChoices):
        SUBMITTED = "submitted", _("待审定")
        AGREED = "agreed", _("已列议程")
        RETURNED = "returned", _("已退回")
        DECIDED = "decided", _("已议定")
        POSTPONED = "postponed", _("缓议")
        WITHDRAWN = "withdrawn", _("已撤回")

    title = models.CharField(_("议题"), max_length=60)
    matter = models.CharField(_("类别"), max_length=16, choices=Matter.choices)
    content = models.TextField(_("内容"), max_length=2000)
    proposal = models.TextField(_("请会议决定的事"), max_length=1000)
    amount = models.DecimalField(_("金额（元）"), max_digits=14, decimal_places=2, null=True, blank=True)
    sealed = models.BooleanField(_("涉密"), default=False)
    # Counts towards what is asked about Party building (S3-06:1-1, 1-2).
    party_building = models.BooleanField(_("党建工作"), default=False)
    proposed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("提出人")
    )
    proposer_post = models.CharField(_("提出人职务"), max_length=40)
    department_proposal = models.BooleanField(_("部门提出"), default=False)
    leader = models.ForeignKey(
        Post,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("分管领导"),
    )
    leader_consented_on = models.DateField(_("分管领导同意日期"), null=True, blank=True)
    status = models.CharField(_("状态"), max_length=12, choices=Status.choices, default=Status.SUBMITTED)
    returned_because = models.CharField(_("退回理由"), max_length=200, blank=True)
    proposed_on = models.DateField(_("提出日期"))
    call = models.ForeignKey(
        "meetings.TopicCall",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="topics",
        verbose_name=_("应哪次征集"),
    )
    # Whoever took the matter over from the proposer (交接); the proposer stays who proposed.
    kept_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("接办人")
    )
    # Fixed when proposed: a closing day moved afterwards makes nobody late or in time.
    proposed_late = models.BooleanField(_("逾期提出"), default=False)
    # The minutes of an earlier meeting that this topic puts before the committee.
    minutes = models.ForeignKey(
        "meetings.Minutes",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="review_topics",
        verbose_name=_("审定的纪要"),
    )
    # Entered after the day it was proposed on (补录): why, and who confirmed that it was so.
    late_because = models.CharField(_("补录理由"), max_length=200, blank=True)
    late_confirmed_by = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("补录确认人"),
    )
    late_confirmed_on = models.DateField(_("补录确认日期"), null=True, blank=True)

    objects = RecordedManager.from_queryset(TopicQuerySet)()
    history = RecordedHistory()

    class Meta(TownModel.Meta):
        verbose_name = _("议题")
        verbose_name_plural = _("议题")
        ordering = ["-proposed_on", "-id"]
        indexes = [models.Index(fields=["organization", "status"], name="topic_by_status")]

    def __str__(self) -> str:
        return self.title

    @property
    def awaits_late_confirmation(self) -> bool:
        return bool(self.late_because) and self.late_confirmed_on is None

    @property
    def keeper_id(self) -> int:
        """Who sees it through until it is on an agenda."""
        return self.kept_by_id or self.proposed_by_id

    @property
    def is_secret(self) -> bool:
        """Personnel and sealed topics: acts and minutes name a number, never a person."""
        return self.sealed or self.matter == Matter.PERSONNEL

    @property
    def audit_text(self) -> str:
        return f"{self.get_matter_display()}议题第{self.pk or '新'}号" if self.is_secret else self.title


class TopicSubject(TownModel):
    """A person a topic is about: who is proposed for what, the latter sealed. Their kin recuse themselves."""

    seen_through = "topic"

    topic = models.ForeignKey(
        Topic, on_delete=models.PROTECT, related_name="subjects", verbose_name=_("议题")
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("所涉人员"))
    proposal = SealedTextField(_("拟议事项"))

    history = RecordedHistory()

    class Meta(TownModel.Meta):
        verbose_name = _("议题所涉人员")
        verbose_name_plural = _("议题所涉人员")
        constraints = [models.UniqueConstraint(fields=["topic", "person"], name="topic_subject_once")]

    def __str__(self) -> str:
        return f"{self.topic_id}-{self.person_id}"

    @property
    def audit_text(self) -> str:
        return self.topic.audit_text


class TopicOpinion(TownModel):
    """A member's opinion on a proposed topic, heard before it is settled (S0-04:二-1b); its words sealed."""

    seen_through = "topic"

    topic = models.ForeignKey(
        Topic, on_delete=models.PROTECT, related_name="opinions", verbose_name=_("议题")
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("成员"))
    agrees = models.BooleanField(_("同意上会"))
    view = SealedTextField(_("意见"), null=True, blank=True)
    given_on = models.DateField(_("日期"))

    history = RecordedHistory()

    class Meta(TownModel.Meta):
        verbose_name = _("议题意见")
        verbose_name_plural = _("议题意见")
        constraints = [models.UniqueConstraint(fields=["topic", "person"], name="topic_opinion_once")]

    def __str__(self) -> str:
        return f"{self.topic_id}-{self.person_id}"

    @property
    def audit_text(self) -> str:
        return self.topic.audit_text

    @property
    def audit_matter(self) -> Topic:
        return self.topic
