"""The test world itself: rights flow from the posts that the builders hand out."""

import pytest

from governance.audit.models import Act, ChainEntry
from governance.people.queries import committee_tenures, kin_of
from tests import builders

pytestmark = pytest.mark.django_db


def test_a_crew_holds_the_seats_in_order():
    town = builders.town()
    crew = builders.crew(town, seats=11)
    tenures = committee_tenures(town.pk, builders.TODAY)
    assert [t.person for t in tenures] == crew.members
    assert crew.actor("secretary").seat(town.pk).code == "secretary"
    assert crew.actor("staff").seat(town.pk) is None


def test_every_builder_leaves_an_act_on_a_chain():
    with builders.on_day():
        builders.hold(builders.person("乔维桢"), builders.town(), "secretary")
    assert Act.objects.count() == ChainEntry.objects.count() > 0
    assert set(Act.objects.values_list("happened_on", flat=True)) == {builders.TODAY}


def test_kin_are_found_from_both_sides():
    town, one, other = builders.town(), builders.person("符晓穗"), builders.person("清堰")
    builders.kin(one, other, town)
    assert kin_of(town.pk, one.pk, builders.TODAY) == {other.pk}
    assert kin_of(town.pk, other.pk, builders.TODAY) == {one.pk}
