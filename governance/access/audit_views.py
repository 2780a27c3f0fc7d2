"""Pages of the trail: my acts, the timeline of a matter, one act with its articles, exceptions."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.access.act_list import OUTCOMES, outcome_of
from governance.access.act_sentence import act_matter, act_title, render_act_sentence
from governance.access.grants import granted
from governance.access.log import log_outside
from governance.access.trail import (
    exceptions,
    is_exception,
    may_read,
    model_named,
    readable,
    supervised,
    timeline,
)
from governance.access.views import PageView
from governance.audit.models import Act, ChainEntry
from governance.people.models import Organization
from governance.rules.verdict import Verdict
from governance.templatetags.wordings import short_date, zh_time

PER_PAGE = 50
LONGEST = 500  # acts of one matter on one page


def row(act: Act, today: date) -> dict[str, Any]:
    """An act as a line of a timeline; the year stands only where it is not this one."""
    refused = act.outcome == Act.Outcome.REFUSED
    return {
        "act": act,
        "when": short_date(act.recorded_at, today),
        "time": zh_time(act.recorded_at),
        "what": act_matter(act),
        "sentence": render_act_sentence(act),
        "state": "refused" if refused else "warned" if is_exception(act) else "",
        "url": reverse("audit:act", args=[act.pk]),
        "happened": act.happened_on if _another_day(act) else None,
        "cites": [article for article, _edition in Verdict.from_dict(act.verdict).articles],
    }


def _another_day(act: Act) -> bool:
    """Was it entered on another day than it happened? Then both days are told."""
    return act.late_entry or act.happened_on != timezone.localdate(act.recorded_at)


class TrailView(PageView):
    """Open to administrators too, who have no town; `for_everybody`: to accounts out of office."""

    abstract_view = True
    for_everybody: ClassVar[bool] = False

    def find_organization(self) -> Any:
        post = self.actor.main_post
        return self.actor.town(post.organization_id) if post is not None else None

    def organization_of_object(self) -> Any:
        return self.organization

    def decide(self) -> None:
        if self.organization is None and not self.actor.administrator and not self.for_everybody:
            raise Http404
        super().decide()

    def paged(self, acts: Any) -> dict[str, Any]:
        pages = Paginator(acts, PER_PAGE)
        page = pages.get_page(self.request.GET.get("page"))
        return {
            "page_obj": page,
            "rows": [row(act, self.actor.day) for act in readable(self.actor, page.object_list)],
        }


class MyActsView(TrailView):
    action = "audit.mine.read"
    for_everybody = True
    template_name = "audit/mine.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        acts = Act.objects.filter(actor_id=self.actor.account_id).order_by("-recorded_at", "-id")
        return self.page(**self.paged(acts))


class ObjectView(TrailView):
    """The timeline of an object; 404 unless the actor may know of the object itself."""

    action = "audit.object.read"
    template_name = "audit/object.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        object_type, object_id = self.kwargs["object_type"], self.kwargs["object_id"]
        obj = self._object(object_type, object_id)
        if obj is None and self.actor.administrator != "auditor":
            # Asked before the acts are, so that a foreign object costs what an absent one does.
            log_outside(self.actor, self.action, object_type, object_id, request)
            raise Http404
        acts = list(timeline(object_type, object_id)[:LONGEST])
        if obj is None and not acts:
            raise Http404
        named = (
            a.object_text
            for a in reversed(acts)
            if (a.object_type, a.object_id) == (object_type, str(object_id))
        )
        shown = readable(self.actor, acts)
        kinds = Counter(outcome_of(act) for act in shown)
        kind = request.GET.get("jieguo", "")
        if kind not in kinds:
            kind = ""
        return self.page(
            rows=[row(act, self.actor.day) for act in shown if kind in ("", outcome_of(act))],
            subject=next(named, str(obj or "")),
            cut=len(acts) == LONGEST,
            total=len(shown),
            kind=kind,
            kinds=[(value, label, kinds[value]) for value, label in OUTCOMES if kinds[value]],
        )

    def _object(self, object_type: str, object_id: str) -> Any:
        model = model_named(object_type)
        manager = getattr(model, "objects", None)
        if model is None or not hasattr(manager, "visible_to"):
            return None
        try:
            key = model._meta.pk.to_python(object_id)
        except Exception:
            return None
        return manager.visible_to(self.actor).filter(pk=key).first()


class ActView(TrailView):
    """One act: who, when, under which articles and figures, and its place in the chain."""

    action = "audit.act.read"
    template_name = "audit/act.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        act = Act.objects.filter(pk=self.kwargs["pk"]).first()
        if act is None or not may_read(self.actor, act):
            log_outside(self.actor, self.action, "governance.act", self.kwargs["pk"], request)
            raise Http404
        verdict = Verdict.from_dict(act.verdict)
        entry = ChainEntry.objects.filter(act_id=act.pk).defer("payload").first()
        return self.page(
            act=act,
            title=act_title(act),
            sentence=render_act_sentence(act),
            verdict=verdict,
            unregulated=verdict.unregulated and not verdict.findings,
            reasons={f.code: act.reason for f in verdict.warnings} if act.reason else {},
            entry=entry,
            hash=" ".join(re.findall(".{8}", entry.hash)) if entry else "",  # in groups, to be read aloud
            before=self._beside(entry, -1),
            after=self._beside(entry, 1),
            matter_url=self._matter_url(act),
            parent=self._readable(act.parent_id),
        )

    def _beside(self, entry: ChainEntry | None, step: int) -> Act | None:
        """The neighbouring act of the same chain, if it may be read too."""
        if entry is None:
            return None
        beside = ChainEntry.objects.filter(organization_id=entry.organization_id, seq=entry.seq + step)
        return self._readable(beside.values_list("act_id", flat=True).first())

    def _readable(self, act_id: Any) -> Act | None:
        """Another act, if it may be read too."""
        act = Act.objects.filter(pk=act_id).first() if act_id else None
        return act if act is not None and may_read(self.actor, act) else None

    @staticmethod
    def _matter_url(act: Act) -> str:
        label, pk = (act.matter_type, act.matter_id) if act.matter_id else (act.object_type, act.object_id)
        return reverse("audit:object", args=[label, pk]) if pk else ""


class RefusalsView(TrailView):
    """Refusals and warnings passed, committee-wide: supervision, and evidence for rule review."""

    action = "audit.refusals.read"
    template_name = "audit/refusals.html"
    sensitive_read: ClassVar[bool] = True

    def find_organization(self) -> Any:
        asked = self.kwargs.get("organization_id")
        if asked is None:
            own = super().find_organization()
            if own is None:
                raise Http404
            return own
        town = Organization.objects.filter(pk=asked).first()
        known = town is not None and (
            town.pk in self.actor.organization_ids or granted(self.actor, self.action, town)
        )
        if not known:
            raise self.outside(asked)
        return town

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        kind = request.GET.get("kind", "")
        acts = exceptions(self.organization.pk)
        if kind == "refused":
            acts = acts.filter(outcome=Act.Outcome.REFUSED)
        elif kind == "warned":
            acts = acts.filter(outcome=Act.Outcome.DONE)
        page = Paginator(acts, PER_PAGE).get_page(request.GET.get("page"))
        return self.page(
            kind=kind,
            kinds=[("", _("全部")), ("refused", _("拦截")), ("warned", _("说明理由后办理"))],
            page_obj=page,
            rows=[
                row(act, self.actor.day)
                for act in supervised(self.actor, self.organization.pk, page.object_list)
            ],
        )
