"""Registers of branches: each village keeps its own, each is reminded by itself (S1-15:三-1)."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from governance.deadlines.cadences import all_cadences, standing_by_town
from governance.people.models import Organization, Post
from governance.registers import clocks
from governance.registers.models import RegisterEntry
from governance.registers.parts import readable
from governance.registers.services import correct_entry, import_entries
from governance.rulebook.services import approve_figure
from tests import builders
from tests.governance.registers.office import Office
from tests.governance.rulebook.world import propose

VALUES = {
    "heard_on": "2026-11-20",
    "subject": "11—12月党员汇报会",
    "way": "oral",
    "members": 12,
    "heard": 11,
    "missing": "外出一人",
    "content": "秋种和清渠",
}
CODE = "member_report"


class Branches(Office):
    def __init__(self) -> None:
        super().__init__(None, "S1-15")
        village = Organization.Kind.VILLAGE_BRANCH
        self.own = builders.unit(self.town, "柘坪村党支部", village)
        self.other = builders.unit(self.town, "云岭村党支部", village)
        post = Post.objects.get(organization=self.town, code="village_secretary")
        builders.change(post, unit=self.own)

    def report(self, unit: Organization, by: str = "village_secretary", **more) -> RegisterEntry:
        return self.enter(CODE, by=by, values=VALUES, unit=unit, **more)


@pytest.fixture
def office(db) -> Branches:
    return Branches()


def owed(office: Branches, day: date) -> dict[int, tuple]:
    found = (d for d in clocks.rows_to_enter([office.town], day) if d.part.startswith(CODE))
    return {d.object_id: (d.text, d.due_on, d.persons or d.posts) for d in found}


@pytest.mark.articles("S1-15:三-1", "S1-15:二")
def test_every_branch_is_reminded_every_two_months(office):
    assert not owed(office, date(2026, 12, 15))
    last = date(2026, 12, 31)
    secretary = (office.crew.person("village_secretary").pk,)
    assert owed(office, date(2026, 12, 16)) == {
        office.own.pk: ("柘坪村党支部的党员汇报登记本期还差1行", last, secretary),
        office.other.pk: ("云岭村党支部的党员汇报登记本期还差1行", last, ("organization_clerk",)),
    }
    office.report(office.own)
    assert set(owed(office, date(2026, 12, 16))) == {office.other.pk}
    cadence = next(c for c in all_cadences() if c.code == f"registers.{CODE}")
    one = standing_by_town(cadence, [office.town], builders.TODAY)[office.town.pk]
    assert (one.first, one.done, one.required) == (date(2026, 11, 1), 0, 1)
    office.report(office.other, by="organization_clerk")
    assert standing_by_town(cadence, [office.town], builders.TODAY)[office.town.pk].missing == 0


@pytest.mark.articles("S1-15:三-1")
def test_a_committee_that_wants_it_each_month_is_asked_for_two_in_the_period(office):
    row = propose(office.crew, "S1-15:三-1", "report", "1")
    approve_figure(figure_id=row.pk, actor=office.actor("secretary"), reason="党委会已定")
    assert {text for text, *_rest in owed(office, date(2026, 12, 20)).values()} == {
        "柘坪村党支部的党员汇报登记本期还差2行",
        "云岭村党支部的党员汇报登记本期还差2行",
    }


def test_a_village_sees_and_writes_its_own_rows_alone(office, client):
    own, other = office.report(office.own), office.report(office.other, by="organization_clerk")
    village = office.actor("village_secretary")
    assert list(RegisterEntry.objects.filter(readable(village))) == [own]
    for attempt in (
        lambda: office.report(office.other),
        lambda: import_entries(place=office.place(CODE), actor=village, rows=[(VALUES, office.other)]),
        lambda: correct_entry(
            entry_id=office.report(office.own, submit=False).pk,
            actor=village,
            values=VALUES,
            because="改村",
            unit=office.other,
        ),
    ):
        with pytest.raises(ValidationError, match="只登记本村"):
            attempt()
    builders.sign_in(client, office.crew.account("village_secretary"))
    assert client.get(reverse("registers:entry", args=[CODE, other.pk])).status_code == 404
    listed = client.get(reverse("registers:list", args=[CODE])).content.decode()
    assert own.number in listed and other.number not in listed
    form = client.get(reverse("registers:enter", args=[CODE])).content.decode()
    assert f'<option value="{office.own.pk}" selected>' in form
    assert f'<option value="{office.other.pk}"' not in form
    assert client.get(reverse("registers:statistics", args=[CODE])).status_code == 403
    clerk = office.actor("organization_clerk")
    assert {own.pk, other.pk} <= set(
        RegisterEntry.objects.filter(readable(clerk)).values_list("pk", flat=True)
    )
