"""Acts, chains and the access log, for the auditor: read, never changed, without content."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from governance.access.act_list import chain_names
from governance.access.act_sentence import act_matter, act_title, render_act_sentence
from governance.access.admin import GovernedAdmin
from governance.access.administration.chains import ChainFilter
from governance.access.administration.words import NOTHING, action_words, kind_words, yes_no
from governance.access.models import AccessLog
from governance.audit.heads import SignedHead
from governance.audit.models import Act, ChainEntry
from governance.audit.verify import Verification
from governance.people.models import Organization
from governance.templatetags.wordings import zh_datetime

LONGEST = 20_000  # links; about two seconds. Longer chains are verified on the server


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
    change_list_template = "administration/acts.html"
    list_display_links = ("recorded_at",)
    list_filter = (ChainFilter, "outcome", "late_entry")
    search_fields = ("actor_name", "code")
    date_hierarchy = "happened_on"
    ordering = ("-recorded_at",)
    fields = (
        "number", "sentence", "title", "outcome", "happened_on", "recorded_at", "town",
        "actor_name", "actor_post", "about", "late", "cause", "link",
    )  # fmt: skip
    readonly_fields = ("number", "sentence", "title", "about", "late", "cause", "link", "town")

    def name_of(self, obj: Act) -> str:
        return f"{act_title(obj)} {obj.number}"

    @admin.display(description=_("对象"))
    def about(self, act: Act) -> str:
        """Its kind and number; the object itself is business and is not shown here."""
        return _t("%(kind)s（编号%(id)s）") % {"kind": kind_words(act.object_type), "id": act.object_id}

    @admin.display(description=_("补录"))
    def late(self, act: Act) -> str:
        return yes_no(act.late_entry)

    @admin.display(description=_("来由"))
    def cause(self, act: Act) -> str:
        parent = Act.objects.filter(pk=act.parent_id).first() if act.parent_id else None
        return act_link(parent) if parent else NOTHING

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


def act_link(act: Act) -> str:
    """The act's number, leading to its page."""
    return format_html(
        '<a href="{}">{}</a>', reverse("admin:governance_act_change", args=[act.pk]), act.number
    )


class ChainEntryAdmin(ChainRowsAdmin):
    list_display = ("seq", "town", "act", "title", "short_hash")
    list_filter = (ChainFilter,)
    search_fields = ("act_id", "hash")
    ordering = ("organization_id", "-seq")
    readonly_fields = ("town", "act", "title")
    fields = ("town", "seq", "act", "title", "digest", "hash")  # not the payload: it holds rows

    change_list_template = "administration/chains.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        code = Act.objects.filter(pk=OuterRef("act_id")).values("code")
        return super().get_queryset(request).defer("payload").annotate(act_code=Subquery(code))

    def name_of(self, obj: ChainEntry) -> str:
        return _t("%(town)s第%(n)s条") % {"town": self.town(obj), "n": obj.seq}

    @admin.display(description=_("办理号"))
    def act(self, entry: ChainEntry) -> str:
        return act_link(Act(pk=entry.act_id))

    @admin.display(description=_("行为"))
    def title(self, entry: Any) -> str:
        return action_words(entry.act_code or "")

    @admin.display(description=_("链值（前16位）"))
    def short_hash(self, entry: ChainEntry) -> str:
        return entry.hash[:16]

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
    list_display = ("recorded_at", "kind", "account_name", "what", "about", "object_id", "address")
    list_filter = ("kind", ChainFilter)
    search_fields = ("account_name", "action")
    date_hierarchy = "recorded_at"
    ordering = ("-id",)
    fields = (
        "recorded_at", "kind", "account_name", "town", "what", "about", "object_id", "address",
    )  # fmt: skip
    readonly_fields = ("town", "what", "about")

    def name_of(self, obj: AccessLog) -> str:
        return f"{obj.get_kind_display()} {zh_datetime(obj.recorded_at)}"

    @admin.display(description=_("事项"), ordering="action")
    def what(self, row: AccessLog) -> str:
        return action_words(row.action)

    @admin.display(description=_("对象"), ordering="object_type")
    def about(self, row: AccessLog) -> str:
        return kind_words(row.object_type)


class SignedHeadAdmin(ChainRowsAdmin):
    list_display = ("signed_at", "town", "seq", "short_hash", "count", "key_id")
    list_filter = (ChainFilter,)
    ordering = ("-id",)
    readonly_fields = ("town",)
    fields = ("signed_at", "town", "seq", "hash", "count", "key_id", "signature")

    def name_of(self, obj: SignedHead) -> str:
        return _t("%(town)s %(when)s签") % {"town": self.town(obj), "when": zh_datetime(obj.signed_at)}

    @admin.display(description=_("链首（前16位）"))
    def short_hash(self, head: SignedHead) -> str:
        return head.hash[:16]
