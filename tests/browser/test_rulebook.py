"""The rulebook at a desk and on a phone: nothing for axe to find, nothing wider than the window."""

from __future__ import annotations

import pytest
from django.urls import reverse

from governance.audit.models import Act
from governance.rulebook import services
from tests import builders
from tests.browser.hands import sent
from tests.governance.rulebook.world import adopt, propose


@pytest.fixture
def crew(live_server, on_day):
    made = builders.crew(builders.town("云樨镇"), seats=11)
    adopt(made, "preset-a", "preset-b", "preset-c")
    row = propose(made, "S0-04:三-1b", "quorum", ">=2/3@entitled")
    services.approve_figure(figure_id=row.pk, actor=made.actor("secretary"))
    propose(made, "S1-01:六-1", "quorum", ">=3/5@entitled")
    return made


def test_the_pages_read_well(inspector, crew, sign_in):
    sign_in(inspector.page, crew.account("office_director"))
    for name, args in (
        ("index", ()),
        ("regulation", ("S1-01",)),
        ("article", ("S0-04", "三-1b")),
        ("article", ("S1-01", "六-3")),
        ("coverage", ("S0-04",)),
        ("conflicts", ()),
        ("conflict", ("C-02",)),
        ("figures", ()),
        ("figure-propose", ("S0-04", "三-3a", "majority")),
        ("adopt", ()),
        ("local-enter", ()),
        ("finding", (Act.objects.get(code="rulebook.figure.approved").pk, 3)),
    ):
        inspector.look(reverse(f"rulebook:{name}", args=args))
    inspector.assert_nothing_wrong()


def test_an_article_is_found_from_the_list_on_a_phone(visit, crew, sign_in):
    page = visit(390, javascript=False)
    sign_in(page, crew.account("staff"))
    page.goto(reverse("rulebook:index"))
    sent(page, page.get_by_role("link", name="党委领导班子会议事决策规则"))
    sent(page, page.get_by_role("link", name="议干部问题，到会成员不少于三分之二"))
    assert "本镇应到11人，进位为8人" in page.locator("main").inner_text()
