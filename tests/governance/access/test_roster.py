"""Persons, posts, tenures and kinship: who may enter what, and what is refused with a sentence."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from governance.access.accounts import open_account
from governance.access.actor import system_actor
from governance.access.errors import Forbidden
from governance.access.roster.kinship import end_kinship, register_kinship
from governance.access.roster.organizations import close_organization, register_organization
from governance.access.roster.persons import approve_person, correct_person, register_person
from governance.access.roster.posts import (
    confirm_post_change,
    drop_post_change,
    found_posts,
    prepare_post_change,
)
from governance.access.roster.tenures import appoint, appoint_acting, end_tenure
from governance.audit.models import Act
from governance.people.models import Organization, Person, Post
from governance.people.queries import holders, kin_of
from governance.people.standard_posts import STANDARD_POSTS
from tests import builders

pytestmark = pytest.mark.django_db
TODAY = builders.TODAY


@pytest.fixture
def town():
    with builders.on_day():
        yield builders.town()


@pytest.fixture
def crew(town):
    return builders.crew(town)


@pytest.fixture
def security(town):
    return [builders.actor(builders.account(administrator="security")) for _n in range(2)]


def founding():
    return system_actor("founding", TODAY)


def newcomer(crew, **details):
    values = {
        "name": "时小满",
        "sex": "female",
        "born_on": date(1995, 3, 4),
        "mobile": "１０００００００１２３",
    }
    return register_person(
        actor=crew.actor("organization_clerk"), organization_id=crew.organization.pk, **values | details
    )


def sentences(caught):
    return " ".join(caught.value.messages)


# Persons


def test_a_person_is_registered_approved_and_appointed(crew):
    person = newcomer(crew)
    assert person.mobile == "10000000123"
    post = builders.post(crew.organization, "office_clerk", "党政办文书（二）")
    clerk = crew.actor("organization_clerk")
    with pytest.raises(ValidationError) as caught:
        appoint(actor=clerk, post_id=post.pk, person_id=person.pk, since=TODAY, authority="稔组〔2026〕3号")
    assert "还没有经组织委员审定" in sentences(caught)
    approve_person(actor=crew.actor("organization_commissioner"), person_id=person.pk)
    appoint(actor=clerk, post_id=post.pk, person_id=person.pk, since=TODAY, authority="稔组[２０２６]3号")
    person.refresh_from_db()
    assert person.approved_by.person == crew.person("organization_commissioner")
    assert builders.actor(person).holds(crew.organization.pk, "office_clerk").title == "党政办文书（二）"
    act = Act.objects.get(code="people.tenure.begun")
    assert act.facts["authority"] == "稔组〔2026〕3号"
    assert act.organization_id == crew.organization.pk


def test_registering_a_person_twice_is_refused(crew):
    newcomer(crew)
    with pytest.raises(ValidationError) as caught:
        newcomer(crew)
    assert "同名、同日出生" in sentences(caught)


@pytest.mark.parametrize(
    ("details", "sentence"),
    [
        ({"name": "  "}, "姓名没有填"),
        ({"name": "长" * 41}, "姓名有41个字，最多40个字"),
        ({"name": "时\u200b小满"}, "看不见的字符"),
        ({"mobile": "12a4567"}, "手机号只写数字"),
        ({"born_on": date(1895, 1, 1)}, "出生日期不在合理范围"),
        ({"born_on": TODAY + timedelta(days=1)}, "出生日期不在合理范围"),
        ({"sex": "x"}, "没有选性别"),
    ],
)
def test_details_that_do_not_fit(crew, details, sentence):
    with pytest.raises(ValidationError) as caught:
        newcomer(crew, **details)
    assert sentence in sentences(caught)
    assert not Act.objects.filter(code="people.person.registered").exists()


def test_rare_characters_are_kept(crew):
    assert newcomer(crew, name="林䶮").name == "林䶮"
    assert newcomer(crew, name="阿依夏·努尔兰").name == "阿依夏·努尔兰"


def test_correcting_names_the_fields_and_asks_for_a_change(crew):
    person = newcomer(crew)
    same = {
        "name": person.name,
        "sex": person.sex,
        "born_on": person.born_on,
        "ethnicity": "汉族",
        "mobile": person.mobile,
        "party_member": True,
    }
    clerk = crew.actor("organization_clerk")
    with pytest.raises(ValidationError, match="没有改动"):
        correct_person(actor=clerk, person_id=person.pk, **same)
    correct_person(actor=clerk, person_id=person.pk, **same | {"ethnicity": "回族"})
    assert Act.objects.get(code="people.person.corrected").facts["fields"] == ["ethnicity"]
    assert [h.ethnicity for h in person.history.all()] == ["回族", "汉族"]


# Tenures


def test_a_seat_is_held_by_one_person_at_a_time(crew):
    seat = Post.objects.get(organization=crew.organization, code="secretary")
    clerk, other = crew.actor("organization_clerk"), builders.person(approved_on=TODAY)
    with pytest.raises(ValidationError) as caught:
        appoint(actor=clerk, post_id=seat.pk, person_id=other.pk, since=TODAY, authority="宁组〔2026〕5号")
    assert "请先登记离任" in sentences(caught)
    end_tenure(
        actor=clerk,
        tenure_id=holders(crew.organization.pk, "secretary", TODAY)[0].pk,
        until=TODAY - timedelta(days=1),
        authority="宁组〔2026〕4号",
    )
    assert crew.actor("secretary").seat(crew.organization.pk) is None
    appoint(actor=clerk, post_id=seat.pk, person_id=other.pk, since=TODAY, authority="宁组〔2026〕5号")
    assert [t.person for t in holders(crew.organization.pk, "secretary", TODAY)] == [other]


def test_acting_gives_the_rights_of_the_post_between_its_dates(crew):
    seat = Post.objects.get(organization=crew.organization, code="secretary")
    deputy = crew.members[2]
    tenure = appoint_acting(
        actor=crew.actor("organization_clerk"),
        post_id=seat.pk,
        person_id=deputy.pk,
        since=TODAY,
        until=TODAY + timedelta(days=30),
        authority="宁组〔2026〕6号",
    )
    assert tenure.title == "党委书记（主持工作）"
    town = crew.organization.pk
    assert builders.actor(deputy, TODAY).holds(town, "secretary").title == "党委书记（主持工作）"
    assert builders.actor(deputy, TODAY + timedelta(days=31)).holds(town, "secretary") is None


def test_dates_of_a_tenure_must_fit(crew):
    clerk, person = crew.actor("organization_clerk"), builders.person(approved_on=TODAY)
    post = builders.post(crew.organization, "staff")
    call = {"actor": clerk, "post_id": post.pk, "person_id": person.pk, "authority": "稔组〔2026〕1号"}
    with pytest.raises(ValidationError, match="结束日期早于开始日期"):
        appoint(**call, since=TODAY, until=TODAY - timedelta(days=1))
    tenure = appoint(**call, since=TODAY)
    with pytest.raises(ValidationError, match="已任这个职务"):
        appoint(**call, since=TODAY - timedelta(days=9))
    with pytest.raises(ValidationError, match="早于任职的第一天"):
        end_tenure(actor=clerk, tenure_id=tenure.pk, until=TODAY - timedelta(days=1), authority="1号")
    with pytest.raises(ValidationError, match="文号没有填"):
        appoint(**call | {"authority": " "}, since=TODAY + timedelta(days=1))


# Posts


def test_posts_change_by_two_security_administrators(crew, security):
    one, other = security
    change = prepare_post_change(
        actor=one,
        organization_id=crew.organization.pk,
        kind="establish",
        code="station_head",
        title="财政所所长",
        authority="宁编〔2026〕2号",
    )
    assert not Post.objects.filter(title="财政所所长").exists()
    with pytest.raises(Forbidden, match="另一位安全管理员"):
        confirm_post_change(actor=one, change_id=change.pk)
    confirm_post_change(actor=other, change_id=change.pk)
    post = Post.objects.get(title="财政所所长")
    with pytest.raises(ValidationError, match="已经核准或退回"):
        confirm_post_change(actor=other, change_id=change.pk)
    abolish = prepare_post_change(
        actor=other,
        organization_id=crew.organization.pk,
        kind="abolish",
        post_id=post.pk,
        authority="宁编〔2026〕3号",
    )
    drop_post_change(actor=one, change_id=abolish.pk, because="编制没有撤")
    post.refresh_from_db()
    assert post.abolished_on is None
    builders.hold(builders.person(), crew.organization, "station_head", title="财政所所长")
    with pytest.raises(ValidationError, match="还有人任这个职务"):
        prepare_post_change(
            actor=other,
            organization_id=crew.organization.pk,
            kind="abolish",
            post_id=post.pk,
            authority="宁编〔2026〕4号",
        )


def test_the_database_refuses_a_change_confirmed_by_its_preparer(crew, security):
    change = prepare_post_change(
        actor=security[0],
        organization_id=crew.organization.pk,
        kind="establish",
        code="staff",
        title="干事",
        authority="宁编〔2026〕2号",
    )
    with pytest.raises(IntegrityError):
        builders.change(change, confirmed_by_id=change.prepared_by_id, confirmed_on=TODAY)


# Kinship


def test_kinship_feeds_recusal_until_it_ends_and_names_nobody_in_the_trail(crew):
    one, other = builders.person("符晓穗"), builders.person("宁大川")
    clerk, town = crew.actor("organization_clerk"), crew.organization.pk
    entry = {"organization_id": town, "kind": "spouse", "source": "本人申报"}
    kin = register_kinship(actor=clerk, person_id=one.pk, relative_id=other.pk, **entry)
    with pytest.raises(ValidationError, match="已经登记"):
        register_kinship(actor=clerk, person_id=other.pk, relative_id=one.pk, **entry)
    with pytest.raises(ValidationError, match="同一个人"):
        register_kinship(actor=clerk, person_id=one.pk, relative_id=one.pk, **entry)
    assert kin_of(town, one.pk, TODAY) == {other.pk}
    end_kinship(actor=clerk, kinship_id=kin.pk, day=TODAY)
    assert kin_of(town, one.pk, TODAY) == frozenset()
    for act in Act.objects.filter(code__startswith="people.kinship"):
        assert "符晓穗" not in f"{act.object_text}{act.facts}"


# Bodies and founding


def test_founding_a_town_on_the_server(town):
    office = register_organization(
        actor=founding(), kind="office", name="稔川镇党政办", short_name="党政办", parent_id=town.pk
    )
    assert office.town == town
    found_posts(
        actor=founding(),
        organization_id=town.pk,
        posts=[STANDARD_POSTS["secretary"], STANDARD_POSTS["office_clerk"]],
        unit_id=None,
    )
    with pytest.raises(ValidationError, match="已经设立"):
        found_posts(actor=founding(), organization_id=town.pk, posts=[STANDARD_POSTS["secretary"]])
    person = register_person(actor=founding(), organization_id=town.pk, name="乔维桢", sex="male")
    post = Post.objects.get(organization=town, code="secretary")
    appoint(actor=founding(), post_id=post.pk, person_id=person.pk, since=TODAY, authority="宁组〔2021〕1号")
    slip = open_account(actor=founding(), person_id=person.pk, username="1001")
    assert builders.actor(slip.account).seat(town.pk).code == "secretary"


@pytest.mark.parametrize(
    ("kind", "parent", "fits"),
    [
        ("town_committee", "county", True),
        ("county_department", "county", True),
        ("town_committee", "town", False),
        ("office", "town", True),
        ("office", "county", False),
        ("county", "county", False),
    ],
)
def test_bodies_stand_in_their_place(town, security, kind, parent, fits):
    above = {"county": town.parent, "town": town}[parent]
    call = {"kind": kind, "name": "新设单位", "short_name": "新设", "parent_id": above.pk}
    if fits:
        assert register_organization(actor=security[0], **call).parent == above
    else:
        with pytest.raises(ValidationError, match="上级与类别不符"):
            register_organization(actor=security[0], **call)


def test_a_body_with_holders_or_units_is_not_closed(crew, security):
    call = {"day": TODAY, "authority": "宁编〔2026〕9号"}
    with pytest.raises(ValidationError, match="还有人在这个单位任职"):
        close_organization(actor=security[0], organization_id=crew.organization.pk, **call)
    office = builders.unit(crew.organization, "文化站")
    with pytest.raises(ValidationError, match="还有下级单位"):
        close_organization(actor=security[0], organization_id=crew.organization.pk, **call)
    assert close_organization(actor=security[0], organization_id=office.pk, **call).closed_on == TODAY


# Tenancy


def test_a_neighbour_town_sees_neither_persons_nor_posts(crew):
    neighbour = builders.crew(builders.town("云樨镇")).actor("organization_clerk")
    own = crew.actor("organization_clerk")
    who = crew.person("secretary")
    assert who in Person.objects.visible_to(own)
    assert who not in Person.objects.visible_to(neighbour)
    assert crew.organization not in Organization.objects.visible_to(neighbour)
    assert not Post.objects.visible_to(neighbour).filter(organization=crew.organization).exists()
    with pytest.raises(Forbidden):
        register_person(actor=neighbour, organization_id=crew.organization.pk, name="甲", sex="male")
