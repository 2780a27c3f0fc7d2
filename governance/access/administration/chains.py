"""Filters by town, for rows that carry its id."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from governance.access.act_list import chain_names


class ChainFilter(admin.SimpleListFilter):
    title = _("单位")
    parameter_name = "chain"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return chain_names()

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        value = self.value()
        return queryset.filter(organization_id=value) if value and value.isdecimal() else queryset


class TownFilter(ChainFilter):
    """The same for rows of towns and county bodies alone."""

    parameter_name = "town"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return chain_names()[1:]
