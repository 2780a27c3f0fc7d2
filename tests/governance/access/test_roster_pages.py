"""The organization office at work: from a new name to a post, on the screen."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from governance.people.models import Kinship, Person, Tenure
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def crew():
    with builders.on_day():
        yield builders.crew(builders.town())


def send(client, page_name, /, *args, **values):
    url = reverse(f"people:{page_name}", args=args)
    page = client.get(url)
    assert page.status_code == 200
    number = re.search(r'name="once" value="([0-9a-f-]{36})"', page.content.decode()).group(1)
    return client.post(url, {"once": number, **values})


DETAILS = {"name": "时小满", "sex": "female", "born_on": "1995-03-04", "ethnicity": "汉族", "mobile": ""}


def test_from_a_new_name_to_a_post_and_out_of_it(client, crew):
    builders.sign_in(client, crew.account("organization_clerk"))
    response = send(client, "register", **DETAILS)
    person = Person.objects.get(name="时小满")
    assert response.headers["Location"] == reverse("people:person", args=[person.pk])
    assert "登记待组织委员审定" in client.get(response.headers["Location"]).content.decode()
    builders.sign_in(client, crew.account("organization_commissioner"))
    assert send(client, "approve", person.pk).status_code == 302
    builders.sign_in(client, crew.account("organization_clerk"))
    post = builders.post(crew.organization, "staff")
    values = {"post": post.pk, "since": "2026-11-20", "authority": "稔组〔2026〕3号"}
    assert send(client, "appoint", person.pk, **values).status_code == 302
    twice = send(client, "appoint", person.pk, **values)
    assert twice.status_code == 422
    assert "已任这个职务" in twice.content.decode()
    tenure = Tenure.objects.get(person=person)
    assert send(client, "end-tenure", tenure.pk, until="2026-11-21", authority="4号").status_code == 302
    tenure.refresh_from_db()
    assert tenure.until == builders.TODAY
    deputy = {"post": builders.post(crew.organization, "station_head").pk, "since": "2026-11-21"}
    acting = send(
        client, "appoint-acting", person.pk, kind="acting", until="2026-12-21", authority="5号", **deputy
    )
    assert acting.status_code == 302
    assert "站所负责人（主持工作）" in client.get(acting.headers["Location"]).content.decode()


def test_what_was_typed_stays_beside_what_does_not_fit(client, crew):
    builders.sign_in(client, crew.account("organization_clerk"))
    response = send(client, "register", **DETAILS | {"mobile": "12ab", "born_on": "1895-01-01"})
    assert response.status_code == 422
    page = response.content.decode()
    assert "手机号只写数字" in page
    assert "时小满" in page
    empty = send(client, "register", **DETAILS | {"name": ""})
    assert empty.status_code == 422
    assert not Person.objects.filter(name="时小满").exists()


def test_corrections_and_relations(client, crew):
    person, relative = crew.person("staff"), crew.person("station_head")
    builders.sign_in(client, crew.account("organization_clerk"))
    corrected = send(client, "correct", person.pk, **DETAILS, party_member="on")
    assert corrected.status_code == 302
    person.refresh_from_db()
    assert person.name == "时小满"
    kin = {"relative": relative.pk, "kind": "spouse", "source": "本人申报"}
    assert send(client, "kinship", person.pk, **kin).status_code == 302
    page = client.get(reverse("people:person", args=[relative.pk])).content.decode()
    assert "时小满" in page
    row = Kinship.objects.get()
    assert send(client, "end-kinship", row.pk, day="2026-11-21").status_code == 302
    builders.sign_in(client, crew.account("secretary"))
    assert "供回避用" not in client.get(reverse("people:person", args=[person.pk])).content.decode()


def test_the_roster_is_searched_and_costs_the_same_for_many(client, crew):
    builders.sign_in(client, crew.account("organization_clerk"))
    url = reverse("people:roster")
    assert crew.person("staff").name in client.get(url).content.decode()
    none = client.get(f"{url}?q=没有的人").content.decode()
    assert "没有找到“没有的人”" in none
    form = none.partition("<main")[2].partition('role="search"')[2].partition("</form>")[0]
    assert '<button class="btn" type="submit">查找</button>' in form  # also without a script
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for _n in range(8):
        builders.hold(builders.person(), crew.organization, "staff")
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(few) == len(many)
