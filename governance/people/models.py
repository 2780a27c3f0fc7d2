"""Bodies, persons, posts and who holds them when; accounts that log in.

Rights follow from tenures: change the post-holder and rights follow. `Organization` and `Person`
belong to the county; everything else carries the town (tenant) it belongs to.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.hashers import check_password
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from governance.audit import withheld
from governance.audit.models import SYSTEM_CHAIN
from governance.audit.recorded import RecordedHistory, RecordedManager, RecordedModel
from governance.people.session_rounds import SessionRounds
from governance.people.visibility import (
    AccountQuerySet,
    KinshipQuerySet,
    OrganizationQuerySet,
    PersonQuerySet,
    PostChangeQuerySet,
    PostQuerySet,
    TenureQuerySet,
)


class Organization(RecordedModel):
    """A county body, a town committee (the tenant), or a unit inside a town."""

    class Kind(models.TextChoices):
        COUNTY = "county", _("县")
        COUNTY_DEPARTMENT = "county_department", _("县级部门")
        TOWN_COMMITTEE = "town_committee", _("镇党委")
        TOWN_BODY = "town_body", _("镇级机构")
        OFFICE = "office", _("办、站、所")
        VILLAGE_BRANCH = "village_branch", _("村（社区）党组织")
        BRANCH = "branch", _("党支部")

    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("上级"),
    )
    town = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="units",
        verbose_name=_("所属镇"),
        help_text=_("镇内的单位填所属镇党委；镇党委自己和县级部门留空。"),
    )
    kind = models.CharField(_("类别"), max_length=20, choices=Kind.choices)
    name = models.CharField(_("全称"), max_length=60, unique=True)
    short_name = models.CharField(_("简称"), max_length=20)
    document_code = models.CharField(_("文号代字"), max_length=8, blank=True)  # 稔委
    demonstration = models.BooleanField(_("演示单位"), default=False)
    closed_on = models.DateField(_("撤销日期"), null=True, blank=True)

    objects = RecordedManager.from_queryset(OrganizationQuerySet)()
    history = RecordedHistory()

    class Meta(RecordedModel.Meta):
        verbose_name = _("单位")
        verbose_name_plural = _("单位")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name

    @property
    def chain_organization_id(self) -> int:
        return SYSTEM_CHAIN

    @property
    def tenant_id(self) -> int:
        """The town this body belongs to: itself for a town committee or a county body."""
        return self.town_id or self.pk


class Person(RecordedModel):
    """A cadre, member or villager the committee deals with by name. May have no login."""

    class Sex(models.TextChoices):
        FEMALE = "female", _("女")
        MALE = "male", _("男")

    name = models.CharField(_("姓名"), max_length=40)
    sex = models.CharField(_("性别"), max_length=6, choices=Sex.choices)
    born_on = models.DateField(_("出生日期"), null=True, blank=True)
    ethnicity = models.CharField(_("民族"), max_length=20, default="汉族")
    mobile = models.CharField(_("手机"), max_length=20, blank=True)
    party_member = models.BooleanField(_("中共党员"), default=True)
    roster_town = models.ForeignKey(
        Organization,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="roster",
        verbose_name=_("登记单位"),
        help_text=_("哪个镇的组织办登记的；任职以后由任职决定谁看得到。"),
    )
    approved_on = models.DateField(_("审定日期"), null=True, blank=True)
    approved_by = models.ForeignKey(
        "governance.Account",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("审定人"),
    )

    objects = RecordedManager.from_queryset(PersonQuerySet)()
    history = RecordedHistory()

    class Meta(RecordedModel.Meta):
        verbose_name = _("人员")
        verbose_name_plural = _("人员")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name

    @property
    def chain_organization_id(self) -> int:
        return SYSTEM_CHAIN


class Post(RecordedModel):
    """A post of one town. `code` is the glossary's identifier; `title` what papers print."""

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="posts", verbose_name=_("所属镇")
    )
    unit = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="unit_posts", verbose_name=_("所在单位")
    )
    code = models.CharField(_("岗位标识"), max_length=40)
    title = models.CharField(_("职务名称"), max_length=40)
    committee_seat = models.BooleanField(_("党委委员"), default=False)
    heads_government = models.BooleanField(_("政府主要负责人"), default=False)
    order = models.PositiveSmallIntegerField(_("排序"), default=100)
    abolished_on = models.DateField(_("撤销日期"), null=True, blank=True)

    objects = RecordedManager.from_queryset(PostQuerySet)()
    history = RecordedHistory()

    class Meta(RecordedModel.Meta):
        verbose_name = _("岗位")
        verbose_name_plural = _("岗位")
        ordering = ["organization_id", "order", "id"]
        indexes = [models.Index(fields=["organization", "code"], name="post_by_code")]

    def __str__(self) -> str:
        return self.title


class Tenure(RecordedModel):
    """A person holds a post from one date to another; the last day is included."""

    class Kind(models.TextChoices):
        REGULAR = "regular", _("任职")
        ACTING = "acting", _("主持工作")
        DEPUTIZING = "deputizing", _("代理")

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="tenures", verbose_name=_("所属镇")
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="tenures", verbose_name=_("人员")
    )
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="tenures", verbose_name=_("岗位"))
    kind = models.CharField(_("方式"), max_length=10, choices=Kind.choices, default=Kind.REGULAR)
    since = models.DateField(_("自"))
    until = models.DateField(_("至"), null=True, blank=True)
    authority = models.CharField(_("任职文号"), max_length=60)

    objects = RecordedManager.from_queryset(TenureQuerySet)()
    history = RecordedHistory()

    class Meta(RecordedModel.Meta):
        verbose_name = _("任职")
        verbose_name_plural = _("任职")
        ordering = ["organization_id", "post__order", "id"]
        indexes = [
            models.Index(fields=["organization", "since", "until"], name="tenure_by_days"),
            models.Index(fields=["person", "since"], name="tenure_by_person"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="tenure_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}（{self.title}）"

    @property
    def title(self) -> str:
        """The post as papers print it: 党委副书记（主持工作）, 代镇长."""
        title = self.post.title
        if self.kind == self.Kind.DEPUTIZING:
            return str(_("代%(post)s")) % {"post": title}
        return f"{title}（{self.get_kind_display()}）" if self.kind == self.Kind.ACTING else title


class Kinship(RecordedModel):
    """A close relation of two persons, both directions in one row; feeds recusal."""

    class Kind(models.TextChoices):
        SPOUSE = "spouse", _("配偶")
        LINEAL = "lineal", _("直系血亲")
        COLLATERAL = "collateral", _("三代以内旁系血亲")
        AFFINITY = "affinity", _("近姻亲")

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="kinships", verbose_name=_("所属镇")
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("人员"))
    relative = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("亲属"))
    kind = models.CharField(_("关系"), max_length=12, choices=Kind.choices)
    source = models.CharField(_("依据"), max_length=60)
    ended_on = models.DateField(_("终止日期"), null=True, blank=True)

    objects = RecordedManager.from_queryset(KinshipQuerySet)()
    history = RecordedHistory()

    class Meta(RecordedModel.Meta):
        verbose_name = _("亲属关系")
        verbose_name_plural = _("亲属关系")
        constraints = [
            models.UniqueConstraint(fields=["organization", "person", "relative"], name="kinship_once"),
            models.CheckConstraint(condition=~Q(person=F("relative")), name="kinship_of_two"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}–{self.relative_id}"

    @property
    def audit_text(self) -> str:
        return str(self._meta.verbose_name)


class AccountManager(RecordedManager.from_queryset(AccountQuerySet)):  # type: ignore[misc]
    """Accounts are made by `governance.access.accounts`; nothing here creates a superuser."""

    def get_by_natural_key(self, username: str) -> Account:
        return self.get(username=username)


class Account(RecordedModel, SessionRounds, AbstractBaseUser, PermissionsMixin):
    """A login. Business accounts belong to a person and draw rights from tenures; the three
    administrators (三员) have a kind and no business rights. Never deleted, never a superuser."""

    class Administrator(models.TextChoices):
        NONE = "", _("不是管理员")
        SYSTEM = "system", _("系统管理员")
        SECURITY = "security", _("安全管理员")
        AUDITOR = "auditor", _("审计员")

    username = models.CharField(_("账号"), max_length=40, unique=True, help_text=_("工号或手机号。"))
    person = models.OneToOneField(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="account",
        verbose_name=_("人员"),
    )
    display_name = models.CharField(_("姓名"), max_length=40)
    administrator = models.CharField(
        _("管理员类别"), max_length=10, choices=Administrator.choices, blank=True, default=""
    )
    is_active = models.BooleanField(_("已启用"), default=True)
    must_change_password = models.BooleanField(_("首次登录须改密码"), default=True)
    password_changed_at = models.DateTimeField(_("密码更改时间"), null=True, blank=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    # A hash in history would let an old password be attacked for ever; a keyed digest of it cannot be
    # attacked without the key, and tells whether the hash is the one an act set.
    password_digest = models.CharField(_("密码封存值"), max_length=80, blank=True, editable=False)

    withheld_fields = MappingProxyType({"password": "password_digest"})
    operational_fields = frozenset({"last_login"})  # login stamps are no act

    objects = AccountManager()
    history = RecordedHistory(excluded_fields=["password", "last_login"])

    class Meta(RecordedModel.Meta):
        verbose_name = _("账号")
        verbose_name_plural = _("账号")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(is_superuser=False), name="account_never_superuser"),
            models.CheckConstraint(
                condition=Q(administrator="") | Q(person__isnull=True), name="account_administers_or_acts"
            ),
        ]

    def __str__(self) -> str:
        return self.display_name

    @property
    def chain_organization_id(self) -> int:
        return SYSTEM_CHAIN

    def get_short_name(self) -> str:
        return self.display_name

    def set_password(self, raw_password: str | None) -> None:
        super().set_password(raw_password)
        self.seal_password()

    def seal_password(self) -> None:
        """Make the digest of the hash that stands; called wherever the hash is set.

        KeyMissing when there are digests already and their key is not there."""
        in_use = type(self).objects.exclude(password_digest="").exists
        self.password_digest = withheld.keyed_digest(self.password, purpose="account.password", in_use=in_use)

    @property
    def password_stands(self) -> bool:
        """Whether the hash is the one an act set."""
        return withheld.stands(self.password, self.password_digest, purpose="account.password")

    def check_password(self, raw_password: str | None) -> bool:
        """Without stretching an old hash anew on the way, as Django would: that is an act of its own
        (`people.account.password_stretched`)."""
        return bool(check_password(raw_password, self.password))

    @property
    def is_staff(self) -> bool:
        """May open Django admin: administrators only."""
        return bool(self.administrator) and self.is_active

    # Django's permissions are never asked here; a forged superuser gets no yes from them either.

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        return False

    def has_perms(self, perm_list: Any, obj: Any = None) -> bool:
        return False

    def has_module_perms(self, app_label: str) -> bool:
        return False


class PostChange(RecordedModel):
    """A change to a town's list of posts, prepared by one security administrator and confirmed by
    another. Only the confirmation touches `Post`."""

    class Kind(models.TextChoices):
        ESTABLISH = "establish", _("设立")
        ALTER = "alter", _("变更")
        ABOLISH = "abolish", _("撤销")

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="post_changes", verbose_name=_("所属镇")
    )
    kind = models.CharField(_("事项"), max_length=10, choices=Kind.choices)
    post = models.ForeignKey(
        Post, on_delete=models.PROTECT, null=True, blank=True, related_name="changes", verbose_name=_("岗位")
    )
    unit = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="+", verbose_name=_("所在单位")
    )
    code = models.CharField(_("岗位标识"), max_length=40)
    title = models.CharField(_("职务名称"), max_length=40)
    committee_seat = models.BooleanField(_("党委委员"), default=False)
    heads_government = models.BooleanField(_("政府主要负责人"), default=False)
    order = models.PositiveSmallIntegerField(_("排序"), default=100)
    authority = models.CharField(_("依据文号"), max_length=60)
    prepared_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="+", verbose_name=_("提出人")
    )
    prepared_on = models.DateField(_("提出日期"))
    confirmed_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("核准人")
    )
    confirmed_on = models.DateField(_("核准日期"), null=True, blank=True)
    dropped_on = models.DateField(_("退回日期"), null=True, blank=True)

    objects = RecordedManager.from_queryset(PostChangeQuerySet)()
    history = RecordedHistory()

    class Meta(RecordedModel.Meta):
        verbose_name = _("岗位变动")
        verbose_name_plural = _("岗位变动")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("prepared_by")),
                name="post_change_by_two",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_on__isnull=True) | Q(dropped_on__isnull=True),
                name="post_change_one_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}{self.title}"

    @property
    def state(self) -> str:
        """`proposed`, `confirmed` or `dropped`."""
        if self.confirmed_on:
            return "confirmed"
        return "dropped" if self.dropped_on else "proposed"
