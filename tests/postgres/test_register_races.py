"""Several people at one register at once: a step is signed once, numbers have no gap, months add up."""

from __future__ import annotations

from collections import Counter

import pytest

from governance.audit.errors import Refused
from governance.audit.models import Act
from governance.registers import services
from governance.registers.models import EntrySignature, RegisterEntry, RegisterMonth
from tests import builders
from tests.governance.audit.world import verified
from tests.governance.registers.office import Office
from tests.postgres.test_meeting_races import at_once, kinds

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def key_folder(settings, tmp_path):
    settings.KEY_DIR = tmp_path / "keys"


def test_two_sign_one_step_at_once_and_one_signature_stands():
    with builders.on_day():
        office = Office()
        entry = office.sign(office.enter(), "office_director")
        leaders = [office.actor("discipline_secretary"), office.actor("organization_commissioner")]

    def sign(actor):
        return services.sign_entry(entry_id=entry.pk, actor=actor, step=1)

    results = at_once(*(lambda actor=actor: sign(actor) for actor in leaders), day=builders.TODAY)
    assert kinds(results) == Counter(done=1, Refused=1)
    refusal = next(r for r in results if isinstance(r, Refused))
    assert {f.code for f in refusal.verdict.blocking} <= {"registers.state.wrong", "registers.turn.taken"}
    entry.refresh_from_db()
    assert (entry.status, entry.step) == ("done", 2)
    assert EntrySignature.objects.filter(entry=entry, step=1).count() == 1
    assert Act.objects.filter(code="registers.entry.signed", outcome=Act.Outcome.REFUSED).count() == 1
    assert verified().result == "sound"


def test_rows_entered_signed_and_voided_at_once_leave_no_gap_and_add_up():
    with builders.on_day():
        office = Office()
        office.actor("office_clerk")
        first = [office.enter() for _n in range(4)]
        director, clerk = office.actor("office_director"), office.actor("office_clerk")
    calls = [lambda: office.enter(by="office_clerk") for _n in range(4)]
    calls += [lambda e=e: services.sign_entry(entry_id=e.pk, actor=director, step=0) for e in first[:2]]
    calls += [lambda e=e: services.void_entry(entry_id=e.pk, actor=clerk, because="重复") for e in first[2:]]
    assert kinds(at_once(*calls, day=builders.TODAY)) == Counter(done=8)
    numbers = {entry.number for entry in RegisterEntry.objects.all()}
    assert numbers == {f"印〔2026〕{n}号" for n in range(1, 9)}
    counted = {row.status: row.entries for row in RegisterMonth.objects.all() if row.entries}
    assert counted == {"signing": 6, "voided": 2}
    assert verified().result == "sound"
