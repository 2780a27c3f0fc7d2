"""Acts, chains and the access log, for the auditor: read, never changed, without content."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from governance.access.act_sentence import act_matter, act_title, render_act_sentence
from governance.access.admin import GovernedAdmin
from governance.audit.models import Act, ChainEntry


class ActAdmin(GovernedAdmin):
    """Who did what when; facts hold no content by their nature, and are left out all the same."""

    read_action = "audit.chain.read"
    list_display = ("recorded_at", "title", "what", "actor_name", "actor_post", "outcome", "organization_id")
    list_filter = ("outcome", "late_entry", "organization_id")
    search_fields = ("actor_name", "code")
    date_hierarchy = "happened_on"
    ordering = ("-recorded_at",)
    fields = (
        "number", "sentence", "code", "outcome", "happened_on", "recorded_at", "organization_id",
        "actor_id", "object_type", "object_id", "late_entry", "parent_id", "link",
    )  # fmt: skip
    readonly_fields = ("number", "sentence", "link")

    @admin.display(description=_("行为"))
    def title(self, act: Act) -> str:
        return act_title(act)

    @admin.display(description=_("事"))
    def what(self, act: Act) -> str:
        return act_matter(act)

    @admin.display(description=_("办理号"))
    def number(self, act: Act) -> str:
        return act.number

    @admin.display(description=_("留痕"))
    def sentence(self, act: Act) -> str:
        return render_act_sentence(act)

    @admin.display(description=_("留痕链"))
    def link(self, act: Act) -> str:
        entry = ChainEntry.objects.filter(act_id=act.pk).first()
        return f"{entry.seq} · {entry.hash}" if entry else "——"


class ChainEntryAdmin(GovernedAdmin):
    read_action = "audit.chain.read"
    list_display = ("organization_id", "seq", "act_id", "hash")
    list_filter = ("organization_id",)
    search_fields = ("act_id", "hash")
    ordering = ("organization_id", "-seq")
    fields = ("organization_id", "seq", "act_id", "digest", "hash")  # not the payload: it holds rows

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).defer("payload")


class AccessLogAdmin(GovernedAdmin):
    read_action = "audit.log.read"
    list_display = ("recorded_at", "kind", "account_name", "action", "object_type", "object_id", "address")
    list_filter = ("kind", "organization_id")
    search_fields = ("account_name", "action")
    date_hierarchy = "recorded_at"
    ordering = ("-id",)
    fields = (
        "recorded_at", "kind", "account_id", "account_name", "organization_id", "action", "object_type",
        "object_id", "address",
    )  # fmt: skip
