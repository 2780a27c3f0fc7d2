"""The review stands beside the rulebook's own views; an article says how it was used; uses are read on at every tick."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from governance.access.actor import Actor
from governance.deadlines.sweeps import register_sweep
from governance.office.rule_review.counting import Counts, counts_by_article, read_all_towns
from governance.office.rule_review.missed import look_at_periods
from governance.office.rule_review.reading import span_of
from governance.people.models import Organization
from governance.rulebook.beside import ArticleBlock, View, add_article_block, add_view


def use_of_article(actor: Actor, organization: Organization, cite: str) -> dict[str, Any]:
    """How the article was used this year."""
    span = span_of({}, actor.day)
    regulation, _colon, ref = cite.partition(":")
    return {
        "span": span,
        "counts": counts_by_article(organization.pk, span.first, span.last).get(cite, Counts()),
        "url": reverse("rule_review:article", args=[regulation, ref]),
    }


add_view(View(_("体检"), "rule_review:index", "rule_review.read"))
add_article_block(ArticleBlock("rule_review.read", "rule_review/_article_block.html", use_of_article))
register_sweep(read_all_towns)
register_sweep(look_at_periods)
