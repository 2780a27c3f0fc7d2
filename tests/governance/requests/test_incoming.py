"""What comes in: taken in under a number, answered or read; failures counted step by step; what is owed by when."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from governance.access.errors import Forbidden
from governance.audit.errors import Refused
from governance.deadlines.duties import duties_of
from governance.deadlines.models import Reminder
from governance.documents.models import Document
from governance.office.requests_reports import pages
from governance.office.requests_reports.models import IncomingPaper
from governance.office.requests_reports.rules.kinds import (
    BRANCH_ITEMS,
    MEMBER_ITEMS,
    REPORT_MATTERS,
    REQUEST_MATTERS,
    SOURCES,
)
from governance.office.requests_reports.rules.signing import Measure, measure_for
from governance.office.requests_reports.services import failures, incoming
from governance.rulebook.services import approve_figure
from governance.rules.library import load_library
from tests import builders
from tests.governance.requests.desk import REPORT, SUDDEN, Desk, at
from tests.governance.rulebook.world import propose
from tests.meetings.table import kept_world

pytestmark = pytest.mark.django_db
S = IncomingPaper.Status


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    with builders.on_day(), kept_world(django_db_blocker, Desk) as found:
        yield found


@pytest.fixture
def desk(kept):
    with builders.on_day():
        yield kept or Desk()


def stopped(call):
    with pytest.raises(Refused) as caught:
        call()
    return {f.code for f in caught.value.verdict.blocking}


def owed(desk, clock, day=builders.TODAY):
    return [duty for duty in duties_of(desk.town, day) if duty.clock == clock]


@pytest.mark.articles("S0-05:一-2", "S0-05:一-3", "S0-05:三b", "S1-15:五")
def test_the_lists_are_the_articles_own():
    library = load_library()

    def items(cite):
        return tuple(
            next(a for r in library.regulations.values() for a in r.articles if a.cite == cite).items
        )

    assert tuple(REQUEST_MATTERS.values()) == items("S0-05:一-2")
    assert tuple(REPORT_MATTERS.values()) == items("S0-05:一-3")
    assert items("S0-05:三b") == MEMBER_ITEMS
    assert items("S1-15:五") == BRANCH_ITEMS


@pytest.mark.articles("S0-05:二a", "S1-15:五")
def test_the_office_takes_in_what_every_source_reports(desk):
    numbers = [
        desk.enter(
            source=source,
            person=desk.crew.person("staff"),
            items=dict.fromkeys((*BRANCH_ITEMS, *MEMBER_ITEMS), "无"),
        ).number
        for source in SOURCES
    ]
    assert numbers[0].endswith("收〔2026〕1号") and len(set(numbers)) == len(SOURCES)
    assert stopped(lambda: desk.enter(items={BRANCH_ITEMS[0]: "已落实"})) == {"office.incoming.items_blank"}
    assert desk.enter(items={}, way="oral").status == S.RECEIVED
    assert stopped(lambda: desk.enter(period_on=builders.TODAY + timedelta(days=1))) == {
        "office.incoming.day_ahead"
    }
    with pytest.raises(Forbidden):
        desk.enter(by="staff")
    with pytest.raises(ValidationError):
        desk.enter(unit=None)


@pytest.mark.articles("S0-05:三b", "S0-05:三a")
def test_a_members_report_goes_to_the_secretary_on_its_sheet(desk):
    member, came = desk.actor("committee_member"), desk.member_report()
    paper = incoming.submit_incoming(organization=desk.town, actor=member, came=came)
    sheet = Document.objects.get(kind="office.member_report", subject_id=str(paper.pk))
    from governance.office.requests_reports.papers import member_sheet

    printed = member_sheet(paper, sheet)
    assert [section.heading.split("、", 1)[1] for section in printed.sections] == list(MEMBER_ITEMS)
    assert printed.sections[1].paragraphs == ("无",)
    clerk = desk.actor("office_clerk")
    assert stopped(
        lambda: incoming.note_incoming(paper_id=paper.pk, actor=desk.actor("secretary"), words="知")
    ) == {"office.state.wrong"}
    incoming.receive_incoming(paper_id=paper.pk, actor=clerk)
    with pytest.raises(Forbidden):
        incoming.note_incoming(paper_id=paper.pk, actor=desk.actor("deputy_secretary"), words="知")
    noted = incoming.note_incoming(paper_id=paper.pk, actor=desk.actor("secretary"), words="抓紧办")
    assert (noted.status, noted.answered) == (S.NOTED, "抓紧办")


@pytest.mark.articles("S1-15:七", "S0-05:二c")
def test_a_request_is_answered_and_an_urgent_one_told_at_once(desk):
    secretary = desk.actor("secretary")
    paper = desk.enter(
        kind="request", title="请求修渠", urgent=True, known_at=at(8), told_at=at(8, 20), items={}
    )
    assert Reminder.objects.filter(
        account_id=secretary.account_id, duty__startswith="office.incoming.urgent"
    ).exists()
    duty = next(d for d in owed(desk, "office.incoming") if d.object_id == paper.pk)
    assert duty.due_on == builders.TODAY and set(duty.cites) == {"S0-05:二c", "S1-15:七"}
    assert stopped(lambda: desk.enter(urgent=True, known_at=at(8), told_at=at(7))) == {
        "office.incoming.told_before_known"
    }
    assert stopped(lambda: incoming.note_incoming(paper_id=paper.pk, actor=secretary, words="知")) == {
        "office.incoming.to_be_answered"
    }
    done = incoming.answer_incoming(paper_id=paper.pk, actor=secretary, answer="agreed", words="同意")
    assert done.status == S.ANSWERED
    assert not [d for d in owed(desk, "office.incoming") if d.object_id == paper.pk]


@pytest.mark.articles("S1-15:八")
def test_each_branch_reports_once_a_quarter(desk):
    both = {desk.village.pk, desk.other.pk}
    assert {d.object_id for d in owed(desk, "office.quarterly")} == both
    due = owed(desk, "office.quarterly")[0]
    assert (due.due_on, due.cites) == (date(2026, 12, 31), ("S1-15:八",))
    village = next(d for d in owed(desk, "office.quarterly") if d.object_id == desk.village.pk)
    assert village.persons == (desk.crew.person("village_secretary").pk,)
    desk.enter(way="oral", items={})
    assert {d.object_id for d in owed(desk, "office.quarterly")} == {desk.other.pk}
    desk.enter(period_on=date(2026, 9, 30), unit=desk.other)
    assert {d.object_id for d in owed(desk, "office.quarterly")} == {desk.other.pk}
    matrix = pages.matrix_of(desk.town, 2026, builders.TODAY)
    states = {unit.pk: [cell.state for cell in cells] for unit, cells in matrix.rows}
    assert states[desk.village.pk] == ["late", "late", "late", "done"]
    assert states[desk.other.pk] == ["late", "late", "done", "doing"]


@pytest.mark.articles("S0-05:一-1a", "S0-01:一", "S0-05:三a")
def test_figures_left_blank_ask_for_nothing_until_the_committee_sets_them(desk):
    assert not owed(desk, "office.year") and not owed(desk, "office.members")
    for cite, name, value in (
        ("S0-05:一-1a", "report", "2"),
        ("S0-01:一", "review", "1"),
        ("S0-05:三a", "report", "1"),
    ):
        row = propose(desk.crew, cite, name, value)
        approve_figure(figure_id=row.pk, actor=desk.actor("secretary"))
    year = owed(desk, "office.year")
    assert {d.cites for d in year} == {("S0-05:一-1a",), ("S0-01:一",)}
    members = {d.object_id for d in owed(desk, "office.members")}
    assert (
        desk.crew.person("secretary").pk not in members and desk.crew.person("committee_member").pk in members
    )
    member = desk.actor("committee_member")
    incoming.submit_incoming(organization=desk.town, actor=member, came=desk.member_report())
    assert member.person_id not in {d.object_id for d in owed(desk, "office.members")}
    desk.sent()
    assert "1次" in next(d.text for d in owed(desk, "office.year") if d.cites == ("S0-05:一-1a",))


@pytest.mark.articles("S0-05:一-1b", "S0-05:一-1c", "S0-01:八", "S4-06:一-4a")
def test_what_is_owed_stands_until_it_is_done(desk):
    from dataclasses import replace

    topical = desk.draft(replace(REPORT, due_on=builders.TODAY + timedelta(days=5)))
    duty = owed(desk, "office.upward")[0]
    assert (duty.object_id, duty.cites) == (topical.pk, ("S0-05:一-1b",))
    sudden = desk.draft(SUDDEN)
    told = [d for d in owed(desk, "office.emergency") if d.object_id == sudden.pk]
    assert told[0].due_on == builders.TODAY and set(told[0].cites) == {"S0-05:一-1c", "S0-01:八"}
    village = desk.enter(source="village_organization", items={}, next_on=builders.TODAY + timedelta(days=30))
    again = owed(desk, "office.next_report")
    assert [(d.object_id, d.cites) for d in again] == [(village.pk, ("S4-06:一-4a",))]
    sent = desk.sent(reply_wanted_on=builders.TODAY)
    assert [d.object_id for d in owed(desk, "office.reply")] == [sent.pk]


@pytest.mark.parametrize(
    ("nth", "grave", "measure"),
    [
        (1, False, Measure.CRITICISM),
        (2, False, Measure.NOTICE),
        (3, False, Measure.NOTICE),
        (1, True, Measure.OPEN),
        (2, True, Measure.REFERRAL),
    ],
)
@pytest.mark.articles("S0-05:四a", "S0-05:四b")
def test_the_step_is_counted(desk, nth, grave, measure):
    assert measure_for(nth, first=1, second=2, grave=grave) == measure

    def record(grave=False, **over):
        given = {"what": "三季度没有报告", "happened_on": date(2026, 9, 30), "unit": desk.village, **over}
        return failures.record_failure(
            organization=desk.town, actor=desk.actor("office_director"), grave=grave, **given
        )

    for _earlier in range(nth - 1):
        record()
    row = record(grave)
    assert (row.nth, row.step) == (nth, measure)
    assert record(unit=desk.other).nth == 1
    lifted = failures.lift_failure(
        failure_id=row.pk, actor=desk.actor("office_director"), because="当时已口头报告"
    )
    assert lifted.status == "lifted" and record().nth == nth
    with pytest.raises(ValidationError):
        record(person=desk.crew.person("staff"))
    with pytest.raises(Forbidden):
        failures.record_failure(
            organization=desk.town,
            actor=desk.actor("staff"),
            what="没报",
            happened_on=builders.TODAY,
            unit=desk.other,
        )


def test_what_followed_a_failure_is_recorded(desk):
    row = failures.record_failure(
        organization=desk.town,
        actor=desk.actor("secretary"),
        what="没报",
        happened_on=builders.TODAY,
        unit=desk.other,
    )
    assert [d.object_id for d in owed(desk, "office.failure")] == [row.pk]
    done = failures.deal_with_failure(
        failure_id=row.pk, actor=desk.actor("secretary"), done_on=builders.TODAY, how="书记当面批评教育"
    )
    assert done.status == "done" and not owed(desk, "office.failure")
