"""The table of roles, line by line: which post may do which step of a meeting, and no other."""

from __future__ import annotations

import copy
from types import SimpleNamespace
from typing import Any

import pytest

from governance.access.policy import actions, ask
from governance.audit.vocabulary import all_act_codes
from meetings.models import (
    Corrigendum,
    LeaveRequest,
    Minutes,
    NoticeDelivery,
    Resolution,
    ResolutionClause,
    ResolutionImport,
    Stance,
    Vote,
)
from tests import builders
from tests.meetings.scenes import HELD, NOTICED, Chamber
from tests.meetings.table import kept_world

# The committee of the town; the secretary presides, and the mayor is the leader in charge.
SEATS = {
    "secretary",
    "deputy_secretary",
    "discipline_secretary",
    "organization_commissioner",
    "committee_member",
}
DESKS = {*builders.DESK_POSTS, "deputy_mayor"}
SECRETARY = CHAIR = {"secretary"}
SECRETARIES = {"secretary", "deputy_secretary"}
CLERK, DIRECTOR, OFFICE = {"office_clerk"}, {"office_director"}, {"office_clerk", "office_director"}
NOBODY: set[str] = set()  # the person concerned alone, who is none of those asked

# action → (about, who); in the order of the table of roles
ROLES = {
    # propose a topic: committee member, office director; station heads through their leader in charge
    "meetings.topic.proposed": ("town", SEATS | DIRECTOR | {"station_head"}),
    "meetings.topic.late_confirmed": ("topic", SECRETARY),  # late entry (补录): confirmed by the chair
    "meetings.topic.consented": ("topic", NOBODY),
    "meetings.topic.withdrawn": ("topic", {"deputy_secretary"}),  # the proposer
    "meetings.topic.resubmitted": ("topic", {"deputy_secretary"}),
    # give an opinion on a proposed topic: committee members
    "meetings.topic.opined": ("topic", SEATS),
    # put on the agenda, return, order: secretary with deputy secretaries; the clerk prepares
    "meetings.topic.agreed": ("topic", SECRETARIES | CLERK),
    "meetings.call.opened": ("meeting", OFFICE),
    "meetings.call.moved": ("meeting", OFFICE),
    "meetings.call.withdrawn": ("meeting", OFFICE),
    "meetings.minutes.tabled": ("meeting", SECRETARIES),
    "meetings.topic.returned": ("topic", SECRETARIES),
    "meetings.agenda.ordered": ("meeting", SECRETARIES | CLERK),
    "meetings.item.arranged": ("item", SECRETARIES | CLERK),
    "meetings.item.removed": ("item", SECRETARIES | CLERK),
    # files: whoever proposed the topic (here the deputy secretary), and the office that prepares it
    "meetings.material.added": ("topic", {"deputy_secretary"} | OFFICE),
    "meetings.material.replaced": ("topic", {"deputy_secretary"} | OFFICE),
    "meetings.material.withdrawn": ("topic", {"deputy_secretary"} | OFFICE),
    "meetings.fact.stated": ("topic", OFFICE),
    "meetings.fact.confirmed": ("topic", SECRETARY),
    # convene, send notice, record delivery: clerk, director; the secretary confirms the agenda first
    "meetings.meeting.planned": ("meeting", OFFICE),
    "meetings.agenda.confirmed": ("meeting", SECRETARY),
    # late entry (补录): the clerk (or the office) enters, the chair confirms
    "meetings.meeting.entered": ("meeting", OFFICE),
    "meetings.meeting.continued": ("meeting", OFFICE),
    "meetings.meeting.late_confirmed": ("meeting", CHAIR),
    "meetings.attendance.entered": ("meeting", CLERK),
    "meetings.stance.entered": ("item", CLERK),
    "meetings.ballot.entered": ("vote", CLERK),
    "meetings.meeting.convened": ("meeting", OFFICE),
    "meetings.notice.delivered": ("meeting", OFFICE),
    # acknowledge, ask for leave: each member; leave is granted by the secretary
    "meetings.notice.acknowledged": ("delivery", {"committee_member"}),
    "meetings.notice.read": ("delivery", {"committee_member"}),
    "meetings.leave.requested": ("meeting", SEATS),
    "meetings.leave.granted": ("leave", SECRETARY),
    "meetings.leave.refused": ("leave", SECRETARY),
    # what was handled before a meeting: entered by a member or the office, reported by whoever runs it
    "meetings.emergency.recorded": ("town", SEATS | OFFICE),
    "meetings.emergency.reported": ("meeting", CHAIR | CLERK),
    # sign in: the member, or the clerk with the member present
    "meetings.attendance.signed_in": ("attendance", {"committee_member"} | CLERK),
    "meetings.attendance.left": ("attendance", CLERK),
    "meetings.attendance.came_back": ("attendance", CLERK),
    "meetings.attendance.corrected": ("attendance", CLERK),
    "meetings.item.recused": ("item", CLERK),
    "meetings.meeting.opened": ("meeting", CHAIR | CLERK),
    "meetings.meeting.closed": ("meeting", CHAIR | CLERK),
    "meetings.item.opened": ("item", CHAIR | CLERK),
    "meetings.item.summarised": ("item", CHAIR | CLERK),
    "meetings.item.postponed": ("item", CHAIR | CLERK),
    # stance and view: the member (that it is one's own is judged as a rule), or the clerk types
    "meetings.stance.taken": ("item", SEATS | CLERK),
    "meetings.stance.corrected": ("item", SEATS | CLERK),
    # struck by whoever put it down: the clerk what was typed
    "meetings.stance.struck": ("stance", CLERK),
    # open and close a vote, void and repeat: the chair, the clerk operates; void: chair and scrutineer
    "meetings.vote.opened": ("item", CHAIR | CLERK),
    "meetings.vote.closed": ("vote", CHAIR | CLERK),
    "meetings.ballot.cast": ("vote", SEATS),
    "meetings.vote.void_asked": ("vote", CHAIR),
    "meetings.vote.voided": ("vote", SEATS),  # the chair does not countersign: judged as a rule
    # type paper counts: teller types, scrutineer confirms; two members, neither the subject
    "meetings.vote.unsealed": ("vote", NOBODY),  # whoever holds a teller's code: test_sealed_votes
    "meetings.vote.key_lost": ("vote", NOBODY),
    "meetings.vote.typed": ("vote", SEATS),
    "meetings.vote.counted": ("vote", SEATS),
    "meetings.vote.recount_asked": ("vote", SEATS),
    "meetings.resolution.adopted": ("vote", CHAIR | CLERK),
    # word the resolution: clerk drafts, chair confirms
    "meetings.resolution.worded": ("resolution", CLERK),
    "meetings.resolution.confirmed": ("resolution", CHAIR),
    # what a resolution sets somebody to do: the owner, who is none of those asked, or the office
    "meetings.clause.done": ("clause", OFFICE),
    "meetings.clause.reopened": ("clause", SECRETARIES | DIRECTOR),
    "meetings.clause.extended": ("clause", SECRETARIES | OFFICE),
    "meetings.clause.reassigned": ("clause", SECRETARIES | OFFICE),
    # old papers: the office enters, the secretary confirms, a second person takes back
    "meetings.import.entered": ("town", OFFICE),
    "meetings.import.confirmed": ("import", SECRETARY),
    "meetings.import.withdrawn": ("import", SECRETARIES | DIRECTOR),
    # held to account: entered by discipline, closed by its secretary
    "meetings.accountability.registered": ("town", {"discipline_secretary", "discipline_clerk"}),
    "meetings.accountability.closed": ("town", {"discipline_secretary"}),
    "meetings.work.handed_over": ("town", SECRETARY | DIRECTOR),
    # papers: the office prints; what was said on a secret item the recorder, here the clerk
    "meetings.notice.printed": ("meeting", OFFICE),
    "meetings.guest_notice.printed": ("meeting", OFFICE),
    "meetings.sign_in_sheet.printed": ("meeting", OFFICE),
    "meetings.ballots.printed": ("item", OFFICE),
    "meetings.count_sheet.printed": ("vote", OFFICE),
    "meetings.count_certificate.printed": ("vote", OFFICE),
    "meetings.record.printed": ("meeting", OFFICE),
    "meetings.resolution.extracted": ("resolution", OFFICE),
    "meetings.record_volume.printed": ("item", OFFICE),
    "meetings.record_volume.printed secret": ("secret", CLERK),
    # edit minutes draft: clerk, director; sign off: the chair
    "meetings.minutes.composed": ("meeting", OFFICE),
    "meetings.minutes.edited": ("minutes", OFFICE),
    "meetings.minutes.submitted": ("minutes", OFFICE),
    "meetings.minutes.returned": ("minutes", CHAIR),
    "meetings.minutes.signed": ("minutes", CHAIR),
    # corrigendum: clerk drafts, chair signs
    "meetings.corrigendum.drafted": ("minutes", CLERK),
    "meetings.corrigendum.redrafted": ("corrigendum", CLERK),
    "meetings.corrigendum.withdrawn": ("corrigendum", CLERK),
    "meetings.corrigendum.returned": ("corrigendum", CHAIR),
    "meetings.corrigendum.signed": ("corrigendum", CHAIR),
    "meetings.meeting.archived": ("meeting", CHAIR | OFFICE),
    # cancel or move a convened meeting: secretary; what is only planned the clerk may drop
    "meetings.meeting.moved": ("noticed", SECRETARY),
    "meetings.meeting.moved planned": ("planned", SECRETARY | CLERK),
    "meetings.meeting.cancelled": ("noticed", SECRETARY),
    "meetings.meeting.cancelled planned": ("planned", SECRETARY | CLERK),
}


def build() -> Any:
    chamber = Chamber.build()
    town, members = chamber.stage.town, chamber.stage.members
    builders.hold(builders.person("穆副镇"), town, "deputy_mayor")
    meeting, item = chamber.meeting, chamber.item(chamber.ordinary_id)
    with builders.on_day(NOTICED):
        planned, noticed = chamber.stage.meeting(), chamber.stage.meeting()
        builders.change(noticed, status="noticed")
    vote = builders.save(
        Vote(organization=town, item=item, round=1, method="named_ballot", entitled=11, present=11, recused=0,
             roll=[m.pk for m in members], opened_at=meeting.opened_at)
    )  # fmt: skip
    resolution = Resolution(
        organization=town, item=item, vote=vote, outcome="adopted", number="1", decided_on=HELD, text="同意"
    )
    leave = LeaveRequest(organization=town, meeting=meeting, person=members[5], because="住院")
    return SimpleNamespace(
        chamber=chamber,
        objects={
            "town": town,
            "topic": item.topic,
            "meeting": meeting,
            "planned": planned,
            "noticed": noticed,
            "item": item,
            "stance": Stance(organization=town, item=item, person=chamber.subject, taken_by="clerk"),
            "secret": chamber.item(chamber.persons_id),
            "vote": vote,
            "resolution": resolution,
            "clause": ResolutionClause(
                organization=town,
                resolution=resolution,
                order=1,
                text="办理",
                owner=chamber.subject,
                due_on=HELD,
            ),
            "leave": leave,
            "import": ResolutionImport(organization=town, entered_by=chamber.subject),
            "minutes": Minutes(organization=town, meeting=meeting),
            "corrigendum": Corrigendum(
                organization=town, minutes=Minutes(organization=town, meeting=meeting)
            ),
            "attendance": meeting.attendances.get(person=members[5]),
            "delivery": NoticeDelivery.objects.get(notice__meeting=meeting, person=members[5]),
        },
    )


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    with kept_world(django_db_blocker, build) as world:
        yield world


@pytest.fixture
def world(db, kept):
    yield kept or build()


def actor(world: Any, post: str) -> Any:
    crew = world.chamber.stage.crew
    if post != "deputy_mayor":
        return crew.actor(post)
    return builders.actor(builders.account(builders.Person.objects.get(name="穆副镇")))


@pytest.mark.parametrize("action", ROLES)
def test_each_step_is_open_to_the_posts_of_the_table_and_to_no_other(world, action):
    about, posts = ROLES[action]
    with builders.on_day(HELD):
        obj = world.objects[about]
        allowed = {p for p in SEATS | DESKS if ask(actor(world, p), action.split()[0], obj).allowed}
    assert allowed == posts


def test_no_step_is_missing_from_the_table():
    """Every act on the committee's meetings; what is only read is decided by `visible_to`. The steps of other bodies,
    of the democratic life meeting and of the study group are asked address by address (tests/architecture/url_rows)."""
    listed = {action.split()[0] for action in ROLES}
    others = ("meetings.body", "meetings.life", "meetings.study")
    steps = {a for a in actions() & {c.code for c in all_act_codes()} if a.startswith("meetings.")}
    assert {step for step in steps if not step.startswith(others)} - listed == set()
    assert listed - actions() == set()


def test_the_director_who_keeps_the_record_is_the_clerk_of_that_meeting(world):
    stage = world.chamber.stage
    meeting = copy.copy(world.objects["planned"])
    assert not ask(stage.actor("office_director"), "meetings.meeting.opened", meeting).allowed
    meeting.recorder = stage.crew.person("office_director")
    assert ask(stage.actor("office_director"), "meetings.meeting.opened", meeting).allowed
    assert not ask(stage.actor("office_director"), "meetings.topic.agreed", meeting).allowed


def test_the_leader_in_charge_consents_and_no_other_of_the_kind(world):
    topic = world.objects["topic"]
    leader = world.chamber.stage.member(2)
    assert ask(leader, "meetings.topic.consented", topic).allowed
