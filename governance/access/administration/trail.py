"""Acts, chains and the access log, for the auditor: read, never changed, without content."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from governance.access.act_sentence import act_matter, act_title, render_act_sentence
from governance.access.admin import GovernedAdmin
from governance.audit.models import SYSTEM_CHAIN, Act, ChainEntry
from governance.audit.verify import Verification
from governance.people.models import Organization

LONGEST = 20_000  # links; about two seconds. Longer chains are verified on the server


def chain_names() -> list[tuple[str, str]]:
    """(id, name) of every chain: the system's and each town's or county body's."""
    bodies = Organization.objects.filter(town__isnull=True).values_list("pk", "short_name")
    return [(str(SYSTEM_CHAIN), _t("系统")), *((str(pk), name) for pk, name in bodies)]


class ChainFilter(admin.SimpleListFilter):
    title = _("单位")
    parameter_name = "chain"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return chain_names()

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        value = self.value()
        return queryset.filter(organization_id=value) if value and value.isdecimal() else queryset


class ChainRowsAdmin(GovernedAdmin):
    """Rows of a chain or log: the organization is an id there, and shown by name."""

    read_action = "audit.chain.read"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        named = Organization.objects.filter(pk=OuterRef("organization_id")).values("short_name")
        return super().get_queryset(request).annotate(town_name=Subquery(named))

    @admin.display(description=_("单位"))
    def town(self, row: Any) -> str:
        return row.town_name or _t("系统")


class ActAdmin(ChainRowsAdmin):
    """Who did what when; facts hold no content by their nature, and are left out all the same."""

    list_display = ("recorded_at", "title", "what", "actor_name", "actor_post", "outcome", "town")
    list_filter = (ChainFilter, "outcome", "late_entry")
    search_fields = ("actor_name", "code")
    date_hierarchy = "happened_on"
    ordering = ("-recorded_at",)
    fields = (
        "number", "sentence", "code", "outcome", "happened_on", "recorded_at", "town",
        "actor_id", "object_type", "object_id", "late_entry", "parent_id", "link",
    )  # fmt: skip
    readonly_fields = ("number", "sentence", "link", "town")

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


class ChainEntryAdmin(ChainRowsAdmin):
    list_display = ("town", "seq", "act_id", "hash")
    list_filter = (ChainFilter,)
    search_fields = ("act_id", "hash")
    ordering = ("organization_id", "-seq")
    readonly_fields = ("town",)
    fields = ("town", "seq", "act_id", "digest", "hash")  # not the payload: it holds rows

    change_list_template = "administration/chains.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).defer("payload")

    def get_urls(self) -> list[URLPattern]:
        verify = path(
            "heyan/", self.admin_site.admin_view(self.verify_view), name="governance_chainentry_verify"
        )
        return [verify, *super().get_urls()]

    def verify_view(self, request: HttpRequest) -> HttpResponse:
        """Replay one chain while the auditor waits; it reads only. Everything at once, and chains
        too long to wait for, are `verifyaudit`'s."""
        self._must(request, self.read_action)
        names, asked = dict(chain_names()), request.GET.get("chain", "")
        context: dict[str, Any] = {"title": _t("核验留痕"), "chains": names.items(), "asked": asked}
        if asked in names:
            length = ChainEntry.objects.filter(organization_id=asked).count()
            context["name"] = names[asked]
            if length > LONGEST:
                context["too_long"] = length
            else:
                verification = Verification(organization_id=int(asked))
                context["breaks"] = [
                    _t(line["sentence"]).format(**line) for line in verification.run() if "break" in line
                ]
                context["verification"] = verification
        return self._page(request, "administration/verify.html", **context)


class AccessLogAdmin(ChainRowsAdmin):
    read_action = "audit.log.read"
    list_display = ("recorded_at", "kind", "account_name", "action", "object_type", "object_id", "address")
    list_filter = ("kind", ChainFilter)
    search_fields = ("account_name", "action")
    date_hierarchy = "recorded_at"
    ordering = ("-id",)
    fields = (
        "recorded_at", "kind", "account_id", "account_name", "town", "action", "object_type",
        "object_id", "address",
    )  # fmt: skip
    readonly_fields = ("town",)


class SignedHeadAdmin(ChainRowsAdmin):
    list_display = ("signed_at", "town", "seq", "hash", "count", "key_id")
    list_filter = (ChainFilter,)
    ordering = ("-id",)
    readonly_fields = ("town",)
    fields = ("signed_at", "town", "seq", "hash", "count", "key_id", "signature")
