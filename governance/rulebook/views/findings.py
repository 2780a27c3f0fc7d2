"""Why an act came out as it did: one finding, explained by the articles of its day."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from governance.access.act_sentence import act_title, render_act_sentence
from governance.rulebook.explain import explain, finding_of
from governance.rulebook.reading import LEVELS
from governance.rulebook.views.pages import RulesPage


class FindingPage(RulesPage):
    """Whoever may read the act may read why. The address is the act's id and the finding's place."""

    template_name = "rulebook/finding.html"
    section = "regulations"

    def context(self, **extra: Any) -> dict[str, Any]:
        try:
            act, finding = finding_of(self.actor, self.kwargs["act"], self.kwargs["index"])
        except LookupError:
            raise Http404 from None
        explained = explain(finding, organization_id=act.organization_id, on=act.happened_on)
        article = explained.article
        return super().context(
            act=act,
            act_url=reverse("audit:act", args=[act.pk]),
            act_title=act_title(act),
            sentence=render_act_sentence(act),
            explained=explained,
            finding=finding,
            findings=[finding],
            remedy=finding.remedy(_),
            level=LEVELS[article.enforce] if article else "",
            **extra,
        )
