"""Queries put together once: the rows of the query set they were made from, and nothing kept of an answer."""

from __future__ import annotations

from datetime import date

import pytest

from governance.access.actor import _HELD, _held_on
from governance.access.prepared import Prepared
from governance.people.models import Tenure
from tests import builders

pytestmark = pytest.mark.django_db


def test_the_same_rows_as_the_query_set_every_time(on_day, django_assert_num_queries):
    crew = builders.crew(builders.town())
    for post in ("secretary", "office_clerk", "secretary"):
        person = crew.person(post).pk
        expected = list(_held_on(person, on_day))
        with django_assert_num_queries(1):
            found = _HELD.rows(person=person, day=on_day)
            assert [(t.pk, t.post.code, t.organization.name) for t in found] == [
                (t.pk, t.post.code, t.organization.name) for t in expected
            ]
    assert _HELD.rows(person=crew.person("secretary").pk, day=date(1990, 1, 1)) == []


def test_nothing_of_an_answer_is_kept(on_day):
    crew = builders.crew(builders.town())
    person = crew.person("office_clerk").pk
    (before,) = _HELD.rows(person=person, day=on_day)
    builders.change(Tenure.objects.get(pk=before.pk), authority="另一文件")
    (after,) = _HELD.rows(person=person, day=on_day)
    assert before.authority != after.authority == "另一文件"


@pytest.mark.parametrize("unfit", [None, [1, 2], 1.5])
def test_a_value_that_would_change_the_shape_is_refused(on_day, unfit):
    with pytest.raises(ValueError, match="does not fit"):
        _HELD.rows(person=unfit, day=on_day)


def test_an_example_has_to_stand_in_the_query():
    lost = Prepared(lambda person: Tenure.objects.filter(person__isnull=False), person=1)
    with pytest.raises(ValueError, match="example"):
        lost.rows(person=1)
