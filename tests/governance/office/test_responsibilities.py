"""Who is responsible for what: sheets, lines and points, groups, regulations, pursuits; each with the act it leaves."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from governance.access.errors import Forbidden
from governance.audit.errors import ReasonNeeded, Refused
from governance.audit.models import Act
from governance.documents.models import Document
from governance.office.responsibilities import papers, reading, services
from governance.office.responsibilities.models import (
    Assignment,
    Charge,
    DutySheet,
    LeadingGroup,
    Pursuit,
    SystemOwner,
)
from tests import builders
from tests.governance.office.duties import (
    ADOPTED,
    FULL,
    PARTS,
    TODAY,
    assign,
    charge,
    clerk,
    confirm,
    page,
    post_of,
    send,
    sheet,
    signed_in,
    village,
)
from tests.governance.rulebook.world import adopt

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(crew):
    adopt(crew, *ADOPTED)
    return crew


# --- Sheets --------------------------------------------------------------------------------------


@pytest.mark.articles("S0-02:一", "S0-02:三", "S4-09:1-2a")
@pytest.mark.parametrize(
    ("parts", "tasks", "short"),
    [
        (PARTS, (FULL,), set()),
        ({**PARTS, "rewards": ""}, (FULL,), {"S0-02:一"}),
        (PARTS, ({**FULL, "deadline": ""},), {"S0-02:三"}),
        ({**PARTS, "scope": " "}, (), {"S0-02:一", "S0-02:三"}),
    ],
)
def test_a_sheet_that_lacks_something_is_confirmed_with_a_reason(town, parts, tasks, short):
    made = sheet(town, parts=parts, tasks=tasks)
    if short:
        with pytest.raises(ReasonNeeded):
            confirm(town, made)
    confirm(town, made, reason="先执行，月底补齐" if short else "")
    done = Act.objects.get(code="responsibilities.sheet.confirmed", outcome="done")
    found = {f["article"]: f["status"] for f in done.verdict["findings"]}
    assert {cite for cite, status in found.items() if status == "fail"} == short
    assert done.reason == ("先执行，月底补齐" if short else "")


def test_a_new_edition_takes_the_words_along_and_ends_the_one_before(town):
    first = sheet(town)
    confirm(town, first)
    second = services.draft_sheet(
        organization=town.organization, actor=clerk(town), post=post_of(town, "committee_member")
    )
    assert (second.edition, second.goals) == (2, "整洁") and second.tasks.get().deadline == "9月30日前"
    with pytest.raises(ValidationError, match="已有一份拟稿"):
        services.draft_sheet(organization=town.organization, actor=clerk(town), post=second.post)
    with pytest.raises(ValidationError, match="新一版须晚于"):
        confirm(town, second)
    services.remove_task(task_id=second.tasks.get().pk, actor=clerk(town))
    services.enter_task(sheet_id=second.pk, actor=clerk(town), ground="area", items=FULL)
    confirm(town, second, since=TODAY + timedelta(days=10))
    first.refresh_from_db()
    assert (first.status, first.until) == ("superseded", TODAY + timedelta(days=9))
    assert first.tasks.get().removed_on is None
    with pytest.raises(Refused):
        services.revise_sheet(sheet_id=first.pk, actor=clerk(town), **PARTS)


def test_a_cadre_writes_and_reads_their_own_and_only_the_main_leader_confirms(town):
    made = sheet(town)
    own = town.actor("committee_member")
    services.revise_sheet(sheet_id=made.pk, actor=own, **PARTS)
    with pytest.raises(DutySheet.DoesNotExist):
        services.revise_sheet(sheet_id=made.pk, actor=town.actor("staff"), **PARTS)
    with pytest.raises(Forbidden):
        services.confirm_sheet(sheet_id=made.pk, actor=town.actor("office_director"), since=TODAY)
    confirm(town, made)
    assert "党委委员、宣传委员岗位目标书" in page(signed_in(town, "committee_member"), "own")
    assert "集镇停车整治" in page(signed_in(town, "staff"), "sheet", made.pk)
    missing = page(signed_in(town, "staff"), "sheets", kan="que")
    assert "党政办文书" in missing and "没有目标书的" in missing


def test_the_committee_has_a_list_of_its_own_and_papers_say_what_is_missing(town):
    own = sheet(town, None, parts={**PARTS, "rewards": ""})
    paper = papers.duty_sheet_paper(own)
    assert paper.title == "党委岗位目标书" and paper.parts[3] == ("四、奖惩办法", ("（没有写）",))
    assert "拟稿，未审定" in paper.facts[-1][1]
    client = signed_in(town, "office_clerk")
    send(client, "sheet-print", own.pk)
    assert Document.objects.get().kind == services.SHEET
    send(client, "sheet-drop", own.pk)
    own.refresh_from_db()
    assert own.status == "dropped"


# --- Lines, points, areas ------------------------------------------------------------------------


@pytest.mark.articles("S0-20:二-0", "S0-20:四-3-2a", "S1-05:五-1a")
def test_the_map_shows_who_does_what_and_what_nobody_does(town):
    office = builders.unit(town.organization, "农业办")
    here, there = village(town), village(town, "云岭村")
    line, area = charge(town, name="农业"), charge(town, "area", name="东片", unit=office)
    point = charge(town, "point", unit=here, area=area)
    before = reading.map_of(town.organization, TODAY)
    assert len(before.lines_open) == len(before.areas_open) == 1 and len(before.villages_open) == 2
    assign(town, line)
    assign(town, area, "deputy_secretary")
    assign(town, area, "village_secretary", role="branch")
    assign(town, point, "staff")
    seen = reading.map_of(town.organization, TODAY)
    assert [row.unit.pk for row in seen.villages_open] == [there.pk] and seen.gaps == 1
    assert seen.villages[0].area.lead.person == town.person("deputy_secretary")
    text = page(signed_in(town, "staff"), "index")
    assert "一岗双责" in text and "有1处没有人负责" in text and "还没有设点" in text and "农业办" in text
    done = Act.objects.filter(code="responsibilities.charge.assigned").count()
    assert done == 4


@pytest.mark.parametrize(
    ("what", "match"),
    [
        ({"kind": "point"}, "请选是哪个村"),
        ({"kind": "line"}, "请填名称"),
        ({"kind": "line", "name": "农业"}, "已经有农业"),
    ],
)
def test_a_charge_that_cannot_be_is_refused(town, what, match):
    charge(town, name="农业")
    with pytest.raises(ValidationError, match=match):
        charge(town, **what)


def test_a_new_leader_ends_the_one_before_and_a_held_charge_stays(town):
    line = charge(town, name="农业")
    first = assign(town, line, since=TODAY - timedelta(days=30))
    assign(town, line, "deputy_secretary")
    first.refresh_from_db()
    assert first.until == TODAY - timedelta(days=1)
    with pytest.raises(ValidationError, match="已经在这里分工"):
        assign(town, line, "deputy_secretary", role="assist")
    with pytest.raises(ValidationError, match="总支书记只在片里"):
        assign(town, line, "staff", role="branch")
    with pytest.raises(Refused):
        services.close_charge(charge_id=line.pk, actor=clerk(town))
    running = Assignment.objects.get(until__isnull=True)
    services.end_assignment(assignment_id=running.pk, actor=clerk(town), until=TODAY - timedelta(days=0))
    with builders.on_day(TODAY + timedelta(days=1)):
        services.close_charge(charge_id=line.pk, actor=clerk(town))
    assert Charge.objects.get().closed_on == TODAY + timedelta(days=1)


# --- Groups, regulations, principles -------------------------------------------------------------


@pytest.mark.articles("S1-05:五-1b", "S0-03:五a")
def test_a_group_is_set_up_and_its_next_composition_ends_it(town):
    client = signed_in(town, "organization_clerk")
    assert "还没有成立党建工作领导小组" in page(client, "groups")
    typed = {
        "kind": "party_building",
        "name": "党建工作领导小组",
        "head": town.person("secretary").pk,
        "deputies": [town.person("deputy_secretary").pk],
        "members": [town.person("organization_commissioner").pk],
        "since": TODAY.isoformat(),
        "authority": "稔委〔2026〕4号",
    }
    twice = send(client, "group-set-up", status=422, **{**typed, "members": [town.person("secretary").pk]})
    assert "选了两次" in twice.content.decode()
    send(client, "group-set-up", **typed)
    with builders.on_day(TODAY + timedelta(days=5)):
        later = (TODAY + timedelta(days=5)).isoformat()
        send(client, "group-set-up", **{**typed, "since": later, "deputies": []})
    ended, running = LeadingGroup.objects.order_by("since")
    assert ended.until == TODAY + timedelta(days=4) and running.until is None
    line = charge(town, name="党建", theme="party_building")
    assign(town, line, "deputy_secretary")
    levels = reading.three_levels(town.organization, TODAY)
    who = (levels.first.person, levels.direct.person, levels.particular.person)
    assert who == tuple(map(town.person, ("secretary", "deputy_secretary", "organization_commissioner")))


def test_every_regulation_has_a_post_that_answers_and_the_article_says_so(town):
    client = signed_in(town, "office_clerk")
    director, clerk_ = post_of(town, "office_director"), post_of(town, "office_clerk")
    send(client, "systems-assign", post=director.pk, since=TODAY.isoformat(), regulations=["S0-04", "S0-02"])
    again = send(
        client, "systems-assign", status=422, post=director.pk, since=TODAY.isoformat(), regulations=["S0-02"]
    )
    assert "已经由这个岗位负责" in again.content.decode()
    with builders.on_day(TODAY + timedelta(days=1)):
        services.assign_systems(
            organization=town.organization,
            actor=clerk(town),
            regulations=["S0-02"],
            post=clerk_,
            since=TODAY + timedelta(days=1),
        )
    assert SystemOwner.objects.get(regulation="S0-02", until__isnull=True).post == clerk_
    assert SystemOwner.objects.get(regulation="S0-02", until__isnull=False).until == TODAY
    article = client.get(reverse("rulebook:article", args=["S0-04", "三-1b"])).content.decode()
    assert "这部制度谁负责" in article and town.person("office_director").name in article
    rows = reading.systems_of(town.organization, TODAY)
    assert len(rows) >= 61 and rows[0].adopted and not rows[-1].adopted
    assert "S1-06" in page(client, "systems", kan="que")


@pytest.mark.articles(*reading.BASIS)
def test_the_principles_stand_where_one_sees_who_acts_on_them(town):
    shown = dict(reading.basis_of(town.organization, TODAY))
    assert set(shown) == set(reading.BASIS)
    text = page(signed_in(town, "staff"), "index")
    assert all(statement in text for statement in shown.values())


# --- Holding to account --------------------------------------------------------------------------


@pytest.mark.articles("S1-06:正-7", "S1-06:他-7")
def test_a_pursuit_goes_upward_step_by_step_and_only_supervisors_read_it(town):
    client = signed_in(town, "discipline_secretary")
    typed = {
        "cite": "S1-06:他-7",
        "person": town.person("station_head").pk,
        "level": "direct",
        "happened_on": TODAY.isoformat(),
        "what": "责任书所列检查一次也没有做。",
    }
    send(client, "pursuit-register", **typed)
    first = Pursuit.objects.get()
    up = reverse("responsibilities:pursuit-register") + f"?you={first.pk}"
    once = client.get(up).context["once"]
    leader = {**typed, "person": town.person("committee_member").pk, "level": "leader", "once": once}
    assert client.post(up, leader).status_code == 302
    second = Pursuit.objects.get(upon=first)
    send(
        client,
        "pursuit-decide",
        first.pk,
        measure="educated",
        outcome="作出检查，补做检查。",
        decided_by="镇纪委",
        decided_on=TODAY.isoformat(),
    )
    text = page(client, "pursuit", first.pk)
    assert "责任书所列检查一次也没有做。" in text and str(second) in text and "批评教育" in text
    assert "一次也没有做" not in str(list(Act.objects.values()))
    page(signed_in(town, "office_director"), "pursuits", status=403)
    page(signed_in(town, "secretary"), "pursuits")
    with pytest.raises(ValidationError, match="本人的事由另一位登记"):
        services.register_pursuit(
            organization=town.organization,
            actor=town.actor("discipline_clerk"),
            cite="S1-06:正-7",
            person=town.person("discipline_clerk"),
            level="direct",
            what="x",
            happened_on=TODAY,
        )
    with pytest.raises(Refused):
        services.decide_pursuit(
            pursuit_id=first.pk,
            actor=town.actor("discipline_secretary"),
            measure="written",
            outcome="x",
            decided_by="镇纪委",
            decided_on=TODAY,
        )
