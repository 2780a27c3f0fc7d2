"""Responsibilities in the main navigation, and beside the articles: who answers for this regulation."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from governance.access.actor import Actor
from governance.access.context import register_section
from governance.office.responsibilities.reading import owner_of
from governance.people.models import Organization
from governance.rulebook.beside import ArticleBlock, View, add_article_block, add_view


def owner_beside(actor: Actor, organization: Organization, cite: str) -> dict[str, Any]:
    owner, holders = owner_of(organization, cite.partition(":")[0], actor.day)
    return {"owner": owner, "holders": holders}


register_section(
    _("责任"), "responsibilities:index", "/zeren/", place=45, action="responsibilities.read", group=_("考核")
)
add_view(View(_("谁负责"), "responsibilities:systems", "responsibilities.read"))
add_article_block(ArticleBlock("responsibilities.read", "responsibilities/_article_block.html", owner_beside))
