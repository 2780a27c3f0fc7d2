"""The index: what can be found of each row, folded. It decides nothing: every find is asked of the row's
own `visible_to` before anybody hears of it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from governance.people.models import Organization


class SearchEntry(models.Model):
    """One row of one town as it can be found. Written in the transaction of the act that changed the row;
    `manage.py reindex` makes it anew."""

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="+", verbose_name=_("所属镇")
    )
    kind = models.CharField(_("类别"), max_length=40)
    object_id = models.BigIntegerField(_("对象编号"))
    day = models.DateField(_("日期"), null=True, blank=True)
    head = models.CharField(_("标题"), max_length=400)
    text = models.TextField(_("可检索的字"))  # the head included

    class Meta:
        verbose_name = _("检索条目")
        verbose_name_plural = _("检索条目")
        constraints = [
            models.UniqueConstraint(fields=["organization", "kind", "object_id"], name="search_entry_once")
        ]
        indexes = [models.Index(fields=["kind", "object_id"], name="search_entry_by_object")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"
