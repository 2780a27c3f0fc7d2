"""The list of regulations, one regulation, one article, what carries it; adopting and ending."""

from __future__ import annotations

import uuid
from collections import Counter
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.rulebook import beside, reading, services, words
from governance.rulebook.explain import stories
from governance.rulebook.forms import AdoptionForm, EndForm
from governance.rulebook.models import Adoption, CommitteeFigure, LocalRegulation, Status
from governance.rulebook.views.pages import RulesPage, RulesVerb

FILTERS = {
    "": gettext_lazy("全部"),
    "in_force": gettext_lazy("施行中"),
    "none": gettext_lazy("未采用"),
    "unset": gettext_lazy("有数没有设定"),
    "conflict": gettext_lazy("有抵触待定"),
}


class RegulationList(RulesPage):
    """Every regulation there is, by preset, with what is left to be done about it."""

    template_name = "rulebook/index.html"
    section = "regulations"

    def context(self, **extra: Any) -> dict[str, Any]:
        rows = reading.regulation_rows(self.rules, self.on)
        picked = self.request.GET.get("show", "")
        capability = self.request.GET.get("capability", "")
        query = self.request.GET.get("q", "").strip()
        counts = {name: sum(_shown(row, name) for row in rows) for name in FILTERS}
        shown = [
            row
            for row in rows
            if _shown(row, picked)
            and (not capability or row.regulation.capability == capability)
            and (not query or query in row.regulation.title or query in row.regulation.short)
        ]
        groups: dict[str, list[reading.RegulationRow]] = {}
        for row in shown:
            groups.setdefault(row.group, []).append(row)
        drafts = LocalRegulation.objects.visible_to(self.actor).filter(
            organization=self.organization, status=Status.PROPOSED
        )
        return super().context(
            groups=groups,
            filters=[(name, label, counts[name]) for name, label in FILTERS.items()],
            picked=picked,
            capability=capability,
            query=query,
            capabilities=self.rules.library.capabilities.values(),
            total=len(shown),
            in_force=counts["in_force"],
            unset=sum(row.unset for row in rows),
            conflicts=sum(r.state == "open" for r in reading.conflict_rows(self.rules, self.on)),
            drafts=list(drafts),
            may=self.may("rulebook.regulation.adopted", "rulebook.local.entered"),
            **extra,
        )


def _shown(row: reading.RegulationRow, picked: str) -> bool:
    if picked == "unset":
        return row.unset > 0
    if picked == "conflict":
        return row.conflicts > 0
    return picked not in ("in_force", "none") or row.state == picked


class RegulationPage(RulesPage):
    """One regulation: its articles in the order of the text, with the figures of the day."""

    template_name = "rulebook/regulation.html"
    section = "regulations"

    def context(self, **extra: Any) -> dict[str, Any]:
        regulation = self.regulation()
        state, since = reading.state_of(self.rules, regulation.id, self.on)
        chapters = reading.chapters(self.rules, regulation, self.on, self.members)
        lines = [line for chapter in chapters for line in chapter.lines]
        standing = [line for line in lines if not line.article.superseded]
        carried = Counter(row["state"] for row in reading.coverage_rows(self.rules, regulation))
        adopted = state == "in_force"
        open_ids = sorted({i for line in lines for i in line.conflicts})
        return super().context(
            regulation=regulation,
            state=state,
            state_label=reading.STATES[state],
            since=since,
            authority=self._authority(regulation.id),
            chapters=chapters,
            total=len(standing),
            unset=[
                (line, figure) for line in standing for figure in line.figures if figure.unset and adopted
            ],
            conflicts=[self.rules.library.conflict(i) for i in open_ids],
            carried=carried,
            local=self._local(regulation.id),
            may=self.may("rulebook.regulation.adopted", "rulebook.regulation.ended"),
            **extra,
        )

    def _authority(self, regulation_id: str) -> str:
        held = [a for a in self.rules.adoptions if a.regulation == regulation_id and a.holds(self.on)]
        return held[-1].authority if held else ""

    def _local(self, code: str) -> LocalRegulation | None:
        """The town's own row behind a local regulation. No query for a shipped one."""
        if code in self.rules.library.regulations and all(o.regulation.id != code for o in self.rules.local):
            return None
        rows = LocalRegulation.objects.visible_to(self.actor).filter(
            organization=self.organization, code=code
        )
        return rows.approved().order_by("-since").first()


class ArticlePage(RulesPage):
    """One article of a day: text, level, figures now and over time, where enforced, conflicts."""

    template_name = "rulebook/article.html"
    section = "regulations"

    def context(self, **extra: Any) -> dict[str, Any]:
        article = self.article()
        regulation = self.regulation()
        held = self.book.article(article.cite) is not None
        rows = reading.conflict_rows(self.rules, self.on)
        conflicts = [row for row in rows if article.cite in row.conflict.cites]
        open_ids = {row.conflict.id: row.held for row in conflicts if row.state == "open"}
        waiting = CommitteeFigure.objects.visible_to(self.actor).filter(
            organization=self.organization, cite=article.cite, status=Status.PROPOSED
        )
        return super().context(
            article=article,
            regulation=regulation,
            held=held,
            line=reading.article_line(self.rules, article, self.on, self.members, open_ids),
            stories=stories(self.rules, article, self.on, self.organization.pk),
            places=reading.enforced_at(article, self.rules.library.vocabulary.rules),
            left=reading.left_to_people(article),
            level_note=self.rules.library.vocabulary.levels[article.enforce],
            conflicts=conflicts,
            set_aside=self.book.set_aside_by(article.cite) if held else None,
            waiting={row.name: row for row in waiting},
            like=words.cite_text(article.like) if article.like else "",
            members=self.members,
            blocks=beside.blocks_for(self.actor, self.organization, article.cite) if held else [],
            may=self.may("rulebook.figure.proposed"),
            **extra,
        )


class CoveragePage(RulesPage):
    """What carries each article of a regulation, and which are left to people."""

    template_name = "rulebook/coverage.html"
    section = "regulations"

    def context(self, **extra: Any) -> dict[str, Any]:
        regulation = self.regulation()
        rows = list(reading.coverage_rows(self.rules, regulation))
        counts = Counter(row["state"] for row in rows)
        return super().context(regulation=regulation, rows=rows, counts=counts, total=len(rows), **extra)


class Adopt(RulesVerb):
    """Adopt presets or single regulations from a day."""

    action = "rulebook.regulation.adopted"
    template_name = "rulebook/adopt.html"
    form_class = AdoptionForm
    title = gettext_lazy("采用制度")
    section = "adopt"

    def form_kwargs(self) -> dict[str, Any]:
        free = [
            r for r in reading.regulation_rows(self.rules, self.actor.day) if r.state in ("none", "ended")
        ]
        by_group: Counter[str] = Counter(row.group for row in free)
        presets = [
            (p.name, _("%(title)s（还有%(n)d部没有采用）") % {"title": p.title, "n": by_group[p.title]})
            for p in self.rules.library.presets.values()
            if by_group[p.title]
        ]
        single = [(row.regulation.id, row.regulation.title) for row in free]
        return {"today": self.actor.day, "presets": presets, "regulations": single}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.fresh_form()
        picked = request.GET.get("regulation")
        if picked:
            form.initial["regulations"] = [picked]
        return self.page(form=form, once=uuid.uuid4())

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> list[Adoption]:
        data = form.cleaned_data
        return services.adopt_regulations(
            organization=self.organization,
            actor=self.actor,
            names=[*data["presets"], *data["regulations"]],
            since=data["since"],
            authority=data["authority"],
            once=once,
        )

    def success_text(self, result: list[Adoption]) -> str:
        return _("已采用%(n)d部制度，自%(day)s起。") % {"n": len(result), "day": result[0].since.isoformat()}

    def success_url(self, result: Any) -> str:
        return reverse("rulebook:index")


class EndAdoption(RulesVerb):
    """Stop going by a regulation after a day."""

    action = "rulebook.regulation.ended"
    model = Adoption
    template_name = "rulebook/step.html"
    form_class = EndForm
    title = gettext_lazy("停用制度")
    section = "regulations"

    def find_object(self) -> Any:
        """The adoption in force today of the regulation the address names."""
        code = self.kwargs["regulation"]
        rows = self.visible().filter(organization=self.organization, regulation=code)
        found = rows.filter(until__isnull=True).order_by("-since").first()
        if found is None:
            raise self.outside(code)
        return found

    def back_url(self) -> str:
        return reverse("rulebook:regulation", args=[self.object.regulation])

    def context(self, **extra: Any) -> dict[str, Any]:
        facts = [
            (_("制度"), str(self.object)),
            (_("采用"), _("自%(day)s起，凭%(paper)s") % {
                "day": self.object.since.isoformat(), "paper": self.object.authority
            }),
        ]  # fmt: skip
        note = _("停用以后的事不再照它核对；以前办的不变，仍照当时的条文查看。")
        return super().context(facts=facts, note=note, button=_("停用"), back=self.back_url(), **extra)

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> Adoption:
        data = form.cleaned_data
        return services.end_adoption(
            adoption_id=self.object.pk,
            actor=self.actor,
            until=data["until"],
            authority=data["authority"],
            reason=reason,
            once=once,
        )

    def success_text(self, result: Adoption) -> str:
        return _("%(title)s用到%(day)s为止。") % {"title": result, "day": result.until}

    def success_url(self, result: Any) -> str:
        return reverse("rulebook:index")
