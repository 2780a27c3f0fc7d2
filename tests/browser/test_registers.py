"""A register at a desk and on a phone: entered, signed, counted; nothing for axe to find, nothing wider than the window."""

from __future__ import annotations

import pytest
from django.urls import reverse

from governance.registers import building, services
from governance.registers.models import RegisterEntry
from tests.browser.hands import fill, follow, pick, press, text
from tests.governance.registers.office import Office
from tests.governance.registers.test_declared import POSTS, sketch


@pytest.fixture
def office(live_server, on_day):
    return Office()


def test_the_pages_read_well(inspector, office, sign_in):
    entry = office.sign(office.enter(), "office_director")
    claim = office.enter("expense_claim", submit=False)
    own = services.propose_register(
        organization=office.town,
        actor=office.actor("office_clerk"),
        write=lambda code: building.written(code, sketch(), POSTS),
        ground="党委会议定",
    )
    sign_in(inspector.page, office.crew.account("office_director"))
    row = ("seal_use", entry.pk)
    for name, args in (
        ("index", ()),
        ("list", ("seal_use",)),
        ("enter", ("expense_claim",)),
        ("entry", row),
        ("sign", row),
        ("send-back", row),
        ("correct", ("expense_claim", claim.pk)),
        ("import", ("seal_use",)),
        ("statistics", ("expense_claim",)),
        ("declared", ()),
        ("propose", ()),
        ("declared-one", (own.pk,)),
        ("declared-confirm", (own.pk,)),
    ):
        inspector.look(reverse(f"registers:{name}", args=args))
    inspector.assert_nothing_wrong()


def test_a_row_is_entered_and_signed_on_a_phone_without_scripts(visit, office, sign_in):
    page = visit(390, javascript=False)
    sign_in(page, office.crew.account("office_clerk"))
    page.goto(reverse("registers:index"))
    page.goto(reverse("registers:enter", args=["seal_use"]))
    fill(page, "document", "关于灌渠清淤的请示")
    pick(page, "一般事项")
    pick(page, "党委印章")
    fill(page, "copies", "3")
    page.locator("[name=applicant]").select_option(str(office.crew.person("office_clerk").pk))
    press(page, "登记并报签")
    assert "已登记，编号印〔2026〕1号，待签" in page.locator("body").inner_text()
    sign_in(page, office.crew.account("office_director"))
    page.goto(reverse("desk"))
    follow(page, "签字")
    press(page, "确认签字")
    assert "稔党政办主任" in text(page)
    assert RegisterEntry.objects.get().step == 1
