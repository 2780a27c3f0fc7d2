"""Named, dated exceptions: two security administrators, dates that count, an end that comes by itself."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone

from governance.access.errors import Forbidden
from governance.access.grants import (
    confirm_grant,
    end_expired_grants,
    granted,
    granted_ids,
    prepare_grant,
    withdraw_grant,
)
from governance.access.models import Grant, OrganizationGrant
from governance.audit.models import SYSTEM_CHAIN, Act
from governance.people.models import Account, Organization
from tests import builders

pytestmark = pytest.mark.django_db
TODAY = builders.TODAY
ACTION = "audit.refusals.read"


class World:
    def __init__(self):
        self.town = builders.town()
        self.reader = builders.account(builders.person("县纪委经办"))
        builders.hold(self.reader.person, builders.county_department("县纪委监委"), "county_reviewer")
        self.one, self.other = (builders.actor(builders.account(administrator="security")) for _n in "ab")

    def prepare(self, **changed):
        values = {
            "actor": self.one,
            "account_id": self.reader.pk,
            "action": ACTION,
            "obj": self.town,
            "since": TODAY,
            "until": TODAY + timedelta(days=10),
            "ground": "专项监督",
        }
        return prepare_grant(**values | changed)

    def may(self, day=TODAY):
        return granted(builders.actor(self.reader, day), ACTION, self.town)


@pytest.fixture
def world():
    with builders.on_day():
        yield World()


def test_a_grant_counts_between_its_dates_and_only_for_its_object(world):
    grant = world.prepare()
    assert not world.may()
    confirm_grant(actor=world.other, grant_id=grant.pk)
    assert world.may()
    assert world.may(TODAY + timedelta(days=10))
    assert not world.may(TODAY + timedelta(days=11))
    assert not world.may(TODAY - timedelta(days=1))
    reader = builders.actor(world.reader)
    assert not granted(reader, ACTION, builders.town("云樨镇"))
    assert list(granted_ids(reader, ACTION, Organization).values_list("content_object_id", flat=True)) == [
        world.town.pk
    ]
    assert Act.objects.get(code="access.grant.confirmed").organization_id == SYSTEM_CHAIN


def test_preparer_and_confirmer_are_two(world):
    grant = world.prepare()
    with pytest.raises(Forbidden, match="另一位安全管理员"):
        confirm_grant(actor=world.one, grant_id=grant.pk)
    with pytest.raises(IntegrityError):
        builders.change(grant, confirmed_by_id=world.one.account_id, confirmed_on=TODAY)


@pytest.mark.parametrize("kind", ["system", "auditor"])
def test_other_administrators_neither_prepare_nor_confirm(world, kind):
    outsider = builders.actor(builders.account(administrator=kind))
    with pytest.raises(Forbidden):
        world.prepare(actor=outsider)
    with pytest.raises(Forbidden):
        confirm_grant(actor=outsider, grant_id=world.prepare().pk)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"until": TODAY - timedelta(days=1)}, "结束日期早于开始日期"),
        ({"since": TODAY - timedelta(9), "until": TODAY - timedelta(days=1)}, "结束日期已过"),
        ({"until": TODAY + timedelta(days=400)}, "最长一年"),
        ({"ground": "  "}, "没有写事由"),
        ({"action": "meetings.meeting.convened"}, "不能授权"),
    ],
)
def test_grants_that_do_not_fit(world, changed, sentence):
    with pytest.raises(ValidationError, match=sentence):
        world.prepare(**changed)
    assert not Grant.objects.exists()


def test_nobody_grants_to_himself_or_to_an_administrator(world):
    with pytest.raises(ValidationError, match="不能授权给自己"):
        world.prepare(account_id=world.one.account_id)
    with pytest.raises(ValidationError, match="业务账号"):
        world.prepare(account_id=world.other.account_id)


def test_withdrawing_ends_it_at_once(world):
    grant = world.prepare()
    confirm_grant(actor=world.other, grant_id=grant.pk)
    withdraw_grant(actor=world.one, grant_id=grant.pk, because="监督结束")
    assert not world.may()
    assert not OrganizationGrant.objects.exists()
    with pytest.raises(ValidationError, match="已经收回"):
        withdraw_grant(actor=world.one, grant_id=grant.pk, because="再来")


def test_ending_by_the_clock_makes_up_missed_nights_and_repeats_nothing(world):
    first, second = world.prepare(), world.prepare(until=TODAY + timedelta(days=40))
    for grant in (first, second):
        confirm_grant(actor=world.other, grant_id=grant.pk)
    late = timezone.make_aware(datetime(2026, 12, 20, 3))
    with builders.on_day(late.date()):
        assert end_expired_grants(late) == 1
        assert end_expired_grants(late) == 0
        assert world.may(late.date())  # the longer one still stands, and so does its guardian row
        assert OrganizationGrant.objects.count() == 1
    act = Act.objects.get(code="access.grant.ended")
    assert (act.actor_id, act.actor_post) == (None, "到期自动办理")
    first.refresh_from_db()
    assert first.state == "ended"


def test_the_guardian_row_alone_gives_nothing(world):
    grant = world.prepare()
    confirm_grant(actor=world.other, grant_id=grant.pk)
    builders.change(grant, withdrawn_on=TODAY)
    assert OrganizationGrant.objects.exists()
    assert not world.may()


def test_a_superuser_cannot_exist_and_a_forged_one_gets_no_yes(world):
    with pytest.raises(IntegrityError):
        builders.change(world.reader, is_superuser=True)
    forged = Account.objects.get(pk=world.reader.pk)
    forged.is_superuser = True
    assert not forged.has_perm("governance.view_organization")
    assert not forged.has_perms(["governance.view_organization"])
    assert not forged.has_module_perms("governance")
    assert not granted(builders.actor(forged), ACTION, world.town)
    assert not forged.is_staff
