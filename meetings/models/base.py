"""What all rows of this app share: the town, and reading within one's towns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from governance.audit.recorded import RecordedManager, RecordedModel, RecordedQuerySet
from governance.people.models import Organization

if TYPE_CHECKING:
    from governance.access.actor import Actor


class TownQuerySet(RecordedQuerySet):
    """Rows of the actor's own towns that hang on a matter the actor may know of: what is kept from
    somebody is kept with its votes, its words and its facts."""

    def visible_to(self, actor: Actor) -> Self:
        found = self.filter(organization_id__in=actor.organization_ids)
        path = self.model.seen_through
        if not path:
            return found
        matter: Any = self.model._meta.get_field(path).related_model
        return found.filter(**{f"{path}__in": matter.objects.visible_to(actor)})


class TownModel(RecordedModel):
    organization = models.ForeignKey(
        Organization,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("所属镇"),
    )

    # The key to the matter a row hangs on: who may not know of that does not know of the row.
    seen_through: ClassVar[str] = ""

    objects = RecordedManager.from_queryset(TownQuerySet)()

    class Meta(RecordedModel.Meta):
        abstract = True


class Matter(models.TextChoices):
    """What kind of matter an item is (三重一大); decides quorum, method and preparation."""

    ORDINARY = "ordinary", _("一般事项")
    PERSONNEL = "personnel", _("干部事项")
    MAJOR_DECISION = "major_decision", _("重大决策")
    MAJOR_PROJECT = "major_project", _("重大项目")
    LARGE_SUM = "large_sum", _("大额资金")


class Method(models.TextChoices):
    ORAL = "oral", _("口头")
    SHOW_OF_HANDS = "show_of_hands", _("举手")
    SECRET_BALLOT = "secret_ballot", _("无记名投票")
    NAMED_BALLOT = "named_ballot", _("记名投票")


class StanceChoice(models.TextChoices):
    AGREE = "agree", _("同意")
    DISAGREE = "disagree", _("不同意")
    DEFER = "defer", _("缓议")


class BallotChoice(models.TextChoices):
    AYE = "aye", _("赞成")
    NAY = "nay", _("反对")
    ABSTAIN = "abstain", _("弃权")


class Outcome(models.TextChoices):
    ADOPTED = "adopted", _("通过")
    REJECTED = "rejected", _("未通过")
    POSTPONED = "postponed", _("缓议")
