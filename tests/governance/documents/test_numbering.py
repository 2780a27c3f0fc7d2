"""Numbers: per town, kind and year, without gaps, never before the town has a code."""

from __future__ import annotations

from datetime import date

import pytest

from governance.access.actor import system_actor
from governance.access.decision import Decision
from governance.audit.act import act, verb
from governance.audit.errors import OutsideAct
from governance.audit.vocabulary import ActCode, register_acts
from governance.documents.models import NumberSeries
from governance.documents.numbering import NoDocumentCode, draw_number
from governance.rules.verdict import Verdict
from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.articles("S1-01:九-2")]
CODE = "tests.number.drawn"
register_acts([ActCode(CODE, "取号", "取号")])
DAY = date(2026, 11, 27)


@verb(CODE)
def draw(*, actor, town, kind="minutes", day=DAY, then_fail=False):
    decision = Decision(CODE, actor, allowed=True, object_text=str(town))
    with act(decision, Verdict.without_article("tests"), on=town):
        number = draw_number(town, kind, day)
        if then_fail:
            raise RuntimeError("after the number was drawn")
    return number


def drawn(town, **more) -> str:
    return draw(actor=system_actor("tests", DAY), town=town, **more)


def test_numbers_follow_each_other_by_town_kind_and_year():
    near, far = builders.town("稔川镇"), builders.town("栖禾镇")
    assert [drawn(near), drawn(near), drawn(far)] == [
        "稔委纪〔2026〕1号",
        "稔委纪〔2026〕2号",
        "栖委纪〔2026〕1号",
    ]
    assert drawn(near, kind="resolution") == "稔委决〔2026〕1号"
    assert drawn(near, day=date(2027, 1, 4)) == "稔委纪〔2027〕1号"
    assert drawn(near, day=date(2026, 12, 31)) == "稔委纪〔2026〕3号"


def test_a_step_that_fails_gives_its_number_back():
    town = builders.town()
    with pytest.raises(RuntimeError):
        drawn(town, then_fail=True)
    assert not NumberSeries.objects.exists()
    assert drawn(town) == "稔委纪〔2026〕1号"


def test_no_number_without_a_code_an_act_or_a_kind():
    town = builders.town()
    with pytest.raises(OutsideAct):
        draw_number(town, "minutes", DAY)
    with pytest.raises(KeyError):
        drawn(town, kind="circular")
    builders.change(town, document_code="")
    with pytest.raises(NoDocumentCode, match="还没有文号代字"):
        drawn(town)
    assert not NumberSeries.objects.exists()
