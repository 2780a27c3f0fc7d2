"""检索: who finds what. What is secret, kept by recusal or another town's is not found, not even counted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import StringIO
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from governance.search.finding import find
from governance.search.indexing import differing
from governance.search.models import SearchEntry
from meetings.models import PastResolution, ResolutionImport, Topic
from tests import builders
from tests.meetings.pages import Browser
from tests.meetings.scenes import HELD, VIEW, Closed
from tests.meetings.table import kept_world

RELATED = 6


def build() -> Any:
    """A closed meeting with signed minutes; one member recused from the matter of persons; beside it a
    town of the same words."""
    scene = Closed.build()
    with builders.on_day(HELD):
        scene.signed()
        other = builders.crew(builders.town("稔川镇"))
    return SimpleNamespace(scene=scene, other=other, stage=scene.stage)


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    with kept_world(django_db_blocker, build) as world:
        yield world


@pytest.fixture
def town(db, kept) -> Iterator[Any]:
    with builders.on_day(HELD):
        yield kept or build()


def actor_of(town: Any, role: str | int) -> Any:
    if role == "neighbour":
        return town.other.actor("office_clerk", HELD)
    if isinstance(role, int):
        return town.stage.crew.member_actor(role, HELD)
    if role == "subject":
        return builders.actor(town.scene.subject, HELD)
    return town.stage.crew.actor(role, HELD)


def groups(town: Any, role: str | int, query: str) -> dict[str, int]:
    found = find(actor_of(town, role), query)
    assert sum(one.count for one in found.groups) == found.total
    return {one.group.code: one.count for one in found.groups}


def test_a_clerk_finds_a_matter_in_all_its_forms(town):
    title = town.scene.item(town.scene.ordinary_id).topic.title
    assert set(groups(town, "office_clerk", title)) >= {"huiyi", "yiti", "jueyi", "jiyao"}


THINGS = {
    "persons": lambda town: town.scene.item(town.scene.persons_id).topic.title,
    "ordinary": lambda town: town.scene.item(town.scene.ordinary_id).topic.title,
    "meeting": lambda town: "第1次党委会",
    "person": lambda town: town.stage.members[7].name,
    "rule": lambda town: "应到会",
}
FINDS = {
    "office_clerk": {"persons", "ordinary", "meeting", "rule"},
    "office_director": {"persons", "ordinary", "meeting", "person", "rule"},
    "secretary": {"persons", "ordinary", "meeting", "person", "rule"},
    3: {"persons", "ordinary", "meeting", "person", "rule"},
    7: {"persons", "ordinary", "meeting", "rule"},
    "staff": {"rule"},
    "village_secretary": {"rule"},
    "neighbour": set(),
}


@pytest.mark.parametrize("thing", THINGS)
@pytest.mark.parametrize("role", FINDS, ids=str)
def test_who_finds_what(town, role, thing):
    want = THINGS[thing](town)
    found = groups(town, role, want)
    only = {"person": "renyuan", "rule": "zhidu"}.get(thing)
    count = (
        found.get(only, 0)
        if only
        else sum(n for code, n in found.items() if code not in ("zhidu", "renyuan"))
    )
    assert (count > 0) is (thing in FINDS[role]), found


def test_a_recused_member_and_the_person_spoken_about_find_nothing_of_it(town):
    title = THINGS["persons"](town)
    assert groups(town, 7, title)
    builders.save(
        town.scene.item(town.scene.persons_id).recusals.model(
            organization=town.stage.town,
            item_id=town.scene.persons_id,
            person=town.stage.members[7],
            kind="kin",
            registered_at=builders.clock.now(),
        )
    )
    assert groups(town, 7, title) == {}
    assert groups(town, "subject", title) == {}
    assert groups(town, 7, THINGS["ordinary"](town))


def test_what_somebody_said_is_never_indexed(town):
    assert VIEW
    assert groups(town, "office_clerk", VIEW[:12]) == {}
    assert not SearchEntry.objects.filter(text__contains=VIEW[:8]).exists()


def test_the_page_marks_groups_and_counts(town):
    title = THINGS["ordinary"](town)
    browser = Browser(town.stage, "office_clerk")
    page = browser.get("search:page", query=f"?q={title}").content.decode()
    assert f"<mark>{title}</mark>" in page
    assert 'name="q" type="search" value="' + title in page
    one = browser.text("search:page", query=f"?q={title}&lei=yiti&nian=2026")
    assert "共" not in one.partition("议题")[0]
    assert "没有找到" in browser.text("search:page", query=f"?q={title}&nian=1999")
    assert "没有找到“没有这件事”" in browser.text("search:page", query="?q=没有这件事")
    assert "只有标点" in browser.text("search:page", query="?q=。，")


def test_every_page_of_the_desk_has_the_box(town):
    page = Browser(town.stage, "office_clerk").get("meetings:list").content.decode()
    assert re.search(r'<form class="search"[^>]+action="/sousuo/"', page)


def test_the_index_follows_every_act_and_is_true(town):
    assert {kind.code: wrong for kind, _n, wrong in differing() if wrong} == {}
    topic = Topic.objects.get(pk=town.scene.item(town.scene.ordinary_id).topic_id)
    builders.change(topic, title="改过名的事项")
    assert groups(town, "office_clerk", "改过名").keys() >= {"huiyi", "yiti", "jueyi"}
    SearchEntry.objects.filter(kind="meetings.topic").delete()
    with pytest.raises(SystemExit):
        call_command("reindex", check=True, stdout=StringIO())
    call_command("reindex", stdout=StringIO())
    assert {kind.code: wrong for kind, _n, wrong in differing() if wrong} == {}


def test_a_person_is_found_under_every_town_served_in(town):
    who = town.stage.members[8]
    builders.hold(who, town.other.organization, "staff")
    assert groups(town, "neighbour", who.name) == {}  # a clerk reads no roster
    found = find(town.other.actor("secretary", HELD), who.name)
    assert [one.group.code for one in found.groups] == ["renyuan"]


def test_many_finds_cost_as_much_as_one(town):
    actor = actor_of(town, "office_clerk")

    def cost(query: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            find(actor, query)
        return len(asked)

    cost("党委会")
    source = Topic.objects.get(pk=town.scene.item(town.scene.ordinary_id).topic_id)
    for n in range(3):
        row = Topic(
            **{f.attname: getattr(source, f.attname) for f in Topic._meta.concrete_fields if f.name != "id"}
        )
        row.title = "独有" if n == 0 else f"独有的第{n}件"
        builders.save(row)
        if n == 0:
            alone = cost("独有")
    assert cost("独有") == alone


@pytest.mark.parametrize(
    ("status", "role", "found"),
    [
        ("confirmed", "office_clerk", True),
        ("confirmed", "staff", False),
        ("confirmed", "neighbour", False),
        ("withdrawn", "office_clerk", False),
    ],
)
def test_old_resolutions_are_found_unless_taken_back(town, status, role, found):
    clerk = town.stage.crew.person("office_clerk")
    batch = builders.save(
        ResolutionImport(
            organization=town.stage.town, file_name="旧.xlsx", digest="0" * 64, count=1, clauses=0,
            first_on=HELD, last_on=HELD, because="补录", entered_by=clerk, entered_on=HELD, status=status,
            settled_by=town.stage.members[0], settled_on=HELD, withdrawn_because="录错",
        )
    )  # fmt: skip
    builders.save(
        PastResolution(
            organization=town.stage.town, batch=batch, line=2, number="云委〔2019〕7号", decided_on=HELD,
            title="老粮站翻修", matter="ordinary", text="同意翻修屋面", source="2019年会议记录本第12页",
        )
    )  # fmt: skip
    assert bool(groups(town, role, "老粮站")) is found
    assert bool(groups(town, role, "云委2019 7")) is found
