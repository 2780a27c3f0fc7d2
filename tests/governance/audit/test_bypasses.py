"""No write without an act: what goes round the layer is refused, or found by `verifyaudit`."""

import pytest
from django.db import connection, models

from governance.audit import heads
from governance.audit.models import ChainEntry
from tests.governance.audit.bypasses import PAST_PYTHON, REFUSED_BY_PYTHON, ids
from tests.governance.audit.world import first_break, verified

only_sqlite = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="PostgreSQL refuses the tampering first: tests/postgres"
)


@pytest.mark.parametrize("bypass", REFUSED_BY_PYTHON, ids=ids(REFUSED_BY_PYTHON))
def test_python_refuses(world, bypass):
    with pytest.raises(bypass.python):
        bypass.do(world)
    assert verified().result == "sound"


@only_sqlite
@pytest.mark.parametrize("bypass", PAST_PYTHON, ids=ids(PAST_PYTHON))
def test_verification_finds(world, bypass):
    checkpoint = heads.sign_heads()
    assert verified(against=checkpoint).result == "sound"
    models.QuerySet(heads.SignedHead)._raw_delete("default")  # the tamperer's first step
    bypass.do(world)
    first = first_break()
    assert (first[2] if first else "") == bypass.found
    against = verified(against=checkpoint)
    assert against.result == "broken"
    if bypass.checkpoint:
        assert (against.first.organization, against.first.what) == (world.town.pk, bypass.checkpoint)


@only_sqlite
def test_the_first_break_is_named_with_organization_and_number(world):
    entry = ChainEntry.objects.get(organization_id=world.town.pk, seq=3)
    models.QuerySet(ChainEntry).filter(pk=entry.pk).update(payload=entry.payload + " ")
    done = verified()
    assert (done.first.organization, done.first.seq, done.first.what) == (world.town.pk, 3, "digest")
    assert done.breaks == 1, "one change is told once, not again for every later link"
