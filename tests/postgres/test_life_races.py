"""Two at once over the same work, the same workbook, the same term: one goes through, the other is told."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from governance.access.roster.terms import change_term
from governance.audit.models import Act
from governance.people.models import Tenure
from governance.people.queries import committee_tenures
from governance.people.terms import TermChange
from meetings.models import Handover, PastResolution, ResolutionImport, Topic
from meetings.services import accountability, handover, imports
from tests import builders
from tests.governance.audit.world import verified
from tests.meetings.staging import Stage
from tests.meetings.test_past import good, sheet
from tests.postgres.test_meeting_races import at_once, kinds

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
DAY = date(2026, 11, 21)


@pytest.fixture
def stage(settings, tmp_path):
    settings.KEY_DIR = tmp_path / "keys"
    return Stage.build(["preset-b"])


def sound() -> None:
    assert verified(quick=True).breaks == 0


def test_work_is_handed_over_once(stage):
    giver, taker, other = stage.members[6], stage.members[7], stage.members[8]
    with builders.on_day(DAY):
        topic = stage.topic(title="桥梁维修")
        builders.change(topic, proposed_by=giver)
        director, secretary = stage.actor("office_director"), stage.actor("secretary")

    def give(actor, to):
        return handover.hand_over_work(
            organization=stage.town, actor=actor, giver=giver, taker=to, because="调动"
        )

    results = at_once(lambda: give(director, taker), lambda: give(secretary, other), day=DAY)
    assert kinds(results) == {"done": 1, "ValidationError": 1}
    [row] = Handover.objects.all()
    assert Topic.objects.get().kept_by == row.taker
    sound()


def test_a_workbook_is_taken_in_once(stage):
    content = sheet(*[good(title=f"第{n}件") for n in range(50)]).read()
    with builders.on_day(DAY):
        clerk, director = stage.actor("office_clerk"), stage.actor("office_director")

    def enter(actor):
        from django.core.files.uploadedfile import SimpleUploadedFile

        return imports.enter_past_resolutions(
            organization=stage.town,
            actor=actor,
            file=SimpleUploadedFile("历史决议.xlsx", content),
            because="补录",
        )

    results = at_once(lambda: enter(clerk), lambda: enter(director), lambda: enter(clerk), day=DAY)
    assert kinds(results) == {"done": 1, "ValidationError": 2}
    assert ResolutionImport.objects.count() == 1 and PastResolution.objects.count() == 50
    sound()


def test_a_batch_is_not_taken_back_under_somebody_who_refers_to_it(stage):
    with builders.on_day(DAY):
        batch = imports.enter_past_resolutions(
            organization=stage.town, actor=stage.actor("office_clerk"), file=sheet(good()), because="补录"
        )
        secretary, discipline = stage.actor("secretary"), stage.actor("discipline_secretary")

    def refer():
        return accountability.register_case(
            organization=stage.town,
            actor=discipline,
            situation="alone",
            person=stage.members[5],
            what="未经会议决定。",
            happened_on=date(2026, 11, 2),
            measure="educated",
            decided_by="镇党委会",
            decided_on=DAY,
            number="稔委会纪〔2019〕4号",
        )

    def withdraw():
        return imports.withdraw_import(batch_id=batch.pk, actor=secretary, because="录错")

    results = at_once(refer, withdraw, day=DAY)
    assert kinds(results) in ({"done": 1, "ValidationError": 1}, {"done": 1, "Refused": 1})
    referred = not isinstance(results[0], ValidationError)
    batch.refresh_from_db()
    assert (batch.status == "withdrawn") is not referred
    sound()


def test_a_term_changes_once(stage):
    with builders.on_day(DAY):
        held = {t.post_id: t.person_id for t in committee_tenures(stage.town.pk, DAY)}
        clerk = stage.actor("organization_clerk")

    def change():
        return change_term(
            actor=clerk,
            organization_id=stage.town.pk,
            first_on=date(2026, 11, 25),
            authority="宁组干〔2026〕18号",
            seats=held,
        )

    results = at_once(change, change, day=DAY)
    assert kinds(results) == {"done": 1, "ValidationError": 1}
    assert TermChange.objects.count() == Act.objects.filter(code="people.term.changed").count() == 1
    assert Tenure.objects.filter(since=date(2026, 11, 25)).count() == len(held)
    sound()
