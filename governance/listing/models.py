"""Which columns of a list somebody wants to see."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ListChoice(models.Model):
    """One reader's columns of one list; without a row the list's own."""

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("账号")
    )
    listing = models.CharField(_("列表"), max_length=60)
    columns = models.JSONField(_("列"), default=list)

    class Meta:
        verbose_name = _("列表选列")
        verbose_name_plural = _("列表选列")
        constraints = [models.UniqueConstraint(fields=["account", "listing"], name="list_choice_once")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.listing}"


class SavedView(models.Model):
    """Filters and order of one list under a name, for one reader to ask for again."""

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("账号")
    )
    listing = models.CharField(_("列表"), max_length=60)
    name = models.CharField(_("名称"), max_length=20)
    query = models.CharField(_("筛选"), max_length=1000)

    class Meta:
        verbose_name = _("保存的筛选")
        verbose_name_plural = _("保存的筛选")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["account", "listing", "name"], name="saved_view_once")]

    def __str__(self) -> str:
        return self.name
