"""The demonstration: complete, truthful, sound, never doubled, never among other people's data."""

from __future__ import annotations

import json
import re
import stat
from datetime import date, timedelta

import pytest
from django.contrib.auth import authenticate
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.test import RequestFactory

from governance.audit.models import Act, ChainEntry
from governance.deadlines.duties import duties_of
from governance.deadlines.models import Reminder
from governance.documents.editable.models import PaperTemplate
from governance.documents.models import Document, NumberNote, PrintMark, SignedScan
from governance.documents.uploads import MATERIALS
from governance.people.models import Account, Kinship, Organization, Person, Post, Tenure
from governance.people.queries import committee_tenures
from governance.rulebook.book import book_for
from governance.rulebook.models import CommitteeFigure, ConflictSettlement, Status
from governance.rules.days import shipped_calendar
from meetings import judgement
from meetings.demo import places
from meetings.demo.names import faces
from meetings.desk import desk_for
from meetings.models import (
    AccountabilityCase,
    BodyMeeting,
    Corrigendum,
    EmergencyHandling,
    Handover,
    Meeting,
    Minutes,
    NoticeDelivery,
    Resolution,
    ResolutionClause,
    ResolutionImport,
    StatedFact,
    SupersededNotice,
    Topic,
    TopicCall,
    TopicMaterial,
    Vote,
)
from meetings.services import room, voting
from tests import builders
from tests.meetings.demonstration import (
    REFUSALS,
    STAGES,
    TODAY,
    WAITING,
    WARNINGS,
    findings,
    hold_first_item,
    left_waiting,
    meeting_of,
    rows_of_registers,
    run,
    towns,
)


@pytest.fixture(scope="module")
def told(django_db_setup, django_db_blocker, tmp_path_factory):
    """The demonstration told once for the module, and taken away again."""
    from django.db import transaction

    file = tmp_path_factory.mktemp("demonstration") / "accounts.txt"
    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer._from_testcase = True  # verbs open durable transactions inside
        outer.__enter__()
        try:
            yield run(file), file
        finally:
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)


@pytest.fixture
def demonstration(told, db):
    return told


# People -----------------------------------------------------------------------------------------


def test_each_town_has_its_sixty_people_and_its_posts(demonstration):
    assert [t.short_name for t in towns()] == ["稔川镇", "云樨镇"]
    for plan, town, seats in zip(places.TOWNS, towns(), (9, 11), strict=True):
        assert Person.objects.filter(roster_town=town).count() == 60
        assert len(set(Person.objects.filter(roster_town=town).values_list("name", flat=True))) == 60
        assert len(committee_tenures(town.pk, TODAY)) == seats
        assert [t.person.name for t in committee_tenures(town.pk, TODAY)] == [
            s.face.name for s in plan.leaders if s.seat
        ]
        assert Post.objects.filter(organization=town, heads_government=True).count() == 1
        held = Tenure.objects.filter(organization=town).on(TODAY)
        assert held.filter(kind="regular").count() == 59
        kinds = Organization.objects.filter(town=town).values_list("kind", flat=True)
        assert {k: list(kinds).count(k) for k in set(kinds)} == {
            "town_body": 4,
            "office": 9,
            "branch": 3,
            "village_branch": 8,
        }
    assert Kinship.objects.count() == 4


def test_the_people_are_the_ones_of_the_table(demonstration):
    names = {plan.key: [f.name for f in faces(plan.key)] for plan in places.TOWNS}
    assert names["renchuan"][:4] == ["樊一苇", "费立言", "康敬亭", "莫安然"]
    assert names["renchuan"][18] == "阿依夏·努尔兰"
    assert names["renchuan"][29:31] == ["司徒水生", "樊月英"]
    assert names["yunxi"][0] == "丁听泉"
    assert names["yunxi"][8:10] == ["师望舟", "甘雨棠"]
    for town in towns():
        roster = Person.objects.filter(roster_town=town)
        assert 0.38 <= roster.filter(sex=Person.Sex.FEMALE).count() / 60 <= 0.42
        assert roster.exclude(ethnicity="汉族").count() == 2
        young = sum(p.born_on > date(TODAY.year - 35, TODAY.month, TODAY.day) for p in roster)
        assert 15 <= young <= 21


def test_accounts_are_written_to_a_file_of_their_owner_alone(demonstration):
    said, file = demonstration
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    lines = file.read_text(encoding="utf-8").splitlines()
    passwords = {
        m[1]: m[2] for line in lines if (m := re.match(r"([a-z]+-?[a-z0-9]+)\s+((?:\w{4}-){3}\w{4})", line))
    }
    assert len(passwords) == Account.objects.count()
    assert not any(password in said for password in passwords.values())
    for username in ("rc13", "yx01", "nt-auditor"):
        request = RequestFactory().post("/")
        account = authenticate(request, username=username, password=passwords[username])
        assert account is not None and not account.must_change_password
    assert set(Account.objects.exclude(administrator="").values_list("administrator", flat=True)) == {
        "system",
        "security",
        "auditor",
    }


# Rules ------------------------------------------------------------------------------------------


def test_each_committee_has_settled_what_its_meetings_need(demonstration):
    renchuan, yunxi = towns()
    majority = CommitteeFigure.objects.get(organization=renchuan, status=Status.IN_FORCE)
    assert (majority.cite, majority.name, majority.value) == ("S0-04:三-3a", "majority", ">1/2@entitled")
    assert majority.proposed_by_id != majority.approved_by_id
    agreement = CommitteeFigure.objects.get(organization=yunxi, cite="S3-04:2-1")
    assert (agreement.name, agreement.status) == ("agreement", Status.IN_FORCE)
    book = book_for(yunxi.pk, TODAY)
    settled = set(
        ConflictSettlement.objects.filter(organization=yunxi, status=Status.IN_FORCE).values_list(
            "conflict", flat=True
        )
    )
    assert {c.id for c in book.disagreements()} <= settled
    assert ConflictSettlement.objects.filter(organization=renchuan, status=Status.PROPOSED).exists()


# Meetings ---------------------------------------------------------------------------------------


def test_six_months_of_meetings_stand_where_they_should(demonstration):
    calendar = shipped_calendar()
    for town in towns():
        held = Meeting.objects.filter(organization=town).order_by("meets_at")
        assert [m.status for m in held] == [stage for _offset, stage in STAGES[town.short_name]]
        for meeting, (offset, stage) in zip(held, STAGES[town.short_name], strict=True):
            if stage == "in_session":  # the last working day before the day of the demonstration
                assert meeting.meets_on == date(2026, 11, 20)
            else:
                assert meeting.meets_on == calendar.roll_forward(TODAY + timedelta(offset)).late
        written = [m.minutes.status for m in held if hasattr(m, "minutes")]
        assert written == ["signed"] * 5 + (["in_review"] if town.short_name == "云樨镇" else [])
        nxt = held.get(status="noticed")
        delivered = NoticeDelivery.objects.filter(notice__meeting=nxt)
        signed = delivered.filter(acknowledged_at__isnull=False)
        assert 0 < signed.count() < delivered.count()
        assert delivered.filter(channel="phone", delivered_at__isnull=False).count() == 1
        assert nxt.leave_requests.get().status == "submitted"
        topics = Topic.objects.filter(organization=town)
        assert {"returned", "submitted"} <= set(topics.values_list("status", flat=True))


def test_the_meeting_broken_off_goes_on(demonstration):
    """One item decided, one in the middle of its discussion, one to come."""
    meeting = Meeting.objects.get(status="in_session")
    assert [i.status for i in meeting.items.order_by("order")] == ["decided", "discussing", "pending"]
    discussing = meeting.items.get(status="discussing")
    assert discussing.stances.count() == 6
    with builders.on_day(TODAY):
        clerk = builders.actor(meeting.recorder)
        spoken = set(discussing.stances.values_list("person_id", flat=True))
        left = [a for a in meeting.attendances.filter(voting=True, status="present")]
        for attendance in sorted(left, key=lambda a: a.post_code == "secretary"):
            if attendance.person_id not in spoken:
                person_id = attendance.person_id
                room.take_stance(
                    item_id=discussing.pk, person_id=person_id, stance="agree", view="同意。", actor=clerk
                )
        room.summarise(item_id=discussing.pk, actor=clerk, summary="同意开办，消防验收以后开。")
        opened = voting.open_vote(item_id=discussing.pk, actor=clerk, method="show_of_hands")
        assert len(opened.roll) == 8


def test_the_newest_papers_of_each_state_are_made_and_older_ones_wait(demonstration):
    renchuan, yunxi = towns()
    for meeting, kinds_made in (
        (meeting_of(renchuan, 1), {"notice", "sign_in_sheet", "minutes", "record", "extract"}),
        (meeting_of(renchuan, 5), {"notice", "sign_in_sheet", "minutes", "record", "extract", "corrigendum"}),
        (meeting_of(yunxi, 3), {"notice", "sign_in_sheet", "minutes", "record", "extract"}),
        (meeting_of(renchuan, 7), {"notice", "sign_in_sheet"}),
    ):
        made = judgement.papers_of(meeting)
        assert {d.kind.removeprefix("meetings.") for d in made} == kinds_made
        for document in made:
            assert document.state in ("finished", "replaced", "voided"), document.failure
            with default_storage.open(document.file) as file:
                assert file.read(5) == b"%PDF-"
    assert left_waiting() == WAITING
    assert SignedScan.objects.count() == 2


def test_one_set_of_signed_minutes_has_a_corrigendum(demonstration):
    corrigendum = Corrigendum.objects.get()
    assert (corrigendum.status, corrigendum.ordinal) == ("signed", 1)
    printed = Document.objects.get(pk=corrigendum.document_id)
    assert (printed.state, printed.corrects_id) == ("finished", corrigendum.minutes.document_id)


def test_what_a_real_half_year_brings_with_it(demonstration):
    """Files with an older version, a call for topics, emergencies, numbers passed over, clauses in every
    state, a round of votes that did not count."""
    assert Meeting.objects.filter(items__stances__struck_at__isnull=False).count() == 1
    kinds = set(TopicMaterial.objects.values_list("media_type", flat=True))
    assert {kind.media_type for kind in MATERIALS} - kinds == {"image/png"}
    assert TopicMaterial.objects.filter(replaced=True).count() == 2
    call = TopicCall.objects.get()
    assert Act.objects.filter(code="meetings.call.moved", object_id=str(call.pk)).count() == 1
    assert call.closes_on > TODAY and call.topics.count() == 1
    assert set(EmergencyHandling.objects.values_list("status", flat=True)) == {"open", "reported"}
    assert set(NumberNote.objects.values_list("kind", flat=True)) == {"minutes", "resolution"}
    clauses = ResolutionClause.objects
    assert clauses.filter(status="done").exists()
    assert clauses.filter(status="open", due_on__lt=TODAY).exists()
    assert clauses.filter(status="open", due_on__gt=TODAY).exists()
    assert set(clauses.values_list("upward", flat=True)) == {"", "approval", "filing"}
    on_paper, sealed = Vote.objects.filter(status="voided").order_by("poll")
    if on_paper.poll_id is not None:  # databases sort what is missing first or last
        on_paper, sealed = sealed, on_paper
    for voided, because in ((on_paper, "多1张"), (sealed, "票码丢失")):
        assert voided.item.votes.count() == 2 and voided.item.outcome == "adopted"
        assert because in voided.voided_because
    counted = Vote.objects.get(poll__status="counted")
    assert counted.item_id == sealed.item_id and counted.poll.receipts.count() == counted.returned
    tabled = Topic.objects.filter(minutes__isnull=False)
    assert tabled.count() == 9


def test_an_office_does_more_than_hold_meetings(demonstration):
    """Old resolutions, a case, clauses changed, a paper made anew and counted, a layout of the town's own, a
    sign-in put right, an acting post, work handed over, reminders seen and not seen yet."""
    renchuan, yunxi = towns()
    batches = ResolutionImport.objects.filter(organization=renchuan).order_by("pk")
    assert list(batches.values_list("status", "count")) == [("confirmed", 3), ("entered", 2)]
    assert {c.status for c in AccountabilityCase.objects.all()} == {"open", "closed"}
    reopened = ResolutionClause.objects.get(
        pk=Act.objects.get(code="meetings.clause.reopened", outcome=Act.Outcome.DONE).object_id
    )
    assert reopened.status == "open" and reopened.due_on > TODAY
    assert Act.objects.filter(code="meetings.clause.extended").count() == 2
    void = Document.objects.get(state="voided")
    anew = Document.objects.get(replaces=void)
    assert (void.kind, anew.state, anew.number) == ("meetings.minutes", "finished", void.number)
    assert Minutes.objects.get(document_id=anew.pk).number == void.number
    copies = dict(PrintMark.objects.values_list("document__kind", "copies"))
    assert copies["meetings.minutes"] > copies["meetings.record"] == 1
    counted = Act.objects.filter(code="documents.document.marked_printed")
    assert set(counted.values_list("organization_id", flat=True)) == {renchuan.pk, yunxi.pk}
    own = PaperTemplate.objects.get()
    assert (own.organization, own.kind, own.status) == (renchuan, "meetings.minutes", "in_force")
    put_right = Act.objects.get(code="meetings.attendance.corrected")
    assert "08:58" in put_right.facts["new"] != put_right.facts["old"]
    acting = Tenure.objects.on(TODAY).get(kind="deputizing")
    assert acting.organization == renchuan and acting.title.startswith("代")
    given = Handover.objects.get(organization=yunxi)
    assert given.moved == 1 and ResolutionClause.objects.filter(owner=given.taker, status="open").exists()
    reminders = Reminder.objects.filter(made_at__date__lt=TODAY)
    assert reminders.filter(read_at__isnull=True).exists()
    read = reminders.filter(read_at__isnull=False)
    assert read.exists() and all(r.read_at > r.made_at for r in read)
    assert not Reminder.objects.exclude(pk__in=reminders).exists()


def test_what_waits_lies_on_the_right_desks(demonstration):
    renchuan, _yunxi = towns()
    with builders.on_day(TODAY):
        desks = {}
        for code in ("secretary", "office_clerk", "organization_commissioner"):
            holder = Person.objects.get(tenures__post__code=code, tenures__organization=renchuan)
            lying = [row.chore.name for day in desk_for(builders.actor(holder)).days for row in day.chores]
            desks[code] = "；".join(lying)
        signing = [d for d in duties_of(renchuan, TODAY) if d.clock == "meetings.acknowledgement"]
    assert "历史决议待确认：2件" in desks["secretary"]
    assert "紧急处置待报告：槐沟村山体落石清障" in desks["office_clerk"]
    assert "历史决议" not in desks["organization_commissioner"]
    rows = rows_of_registers()
    assert {rows["稔川镇", "seal_use", status] for status in ("done", "signing", "returned")} == {2, 1}
    assert rows["云樨镇", "expense_claim", "draft"] == rows["云樨镇", "weak_branch", "signing"] == 1
    assert {d.basis for d in signing} == {"会议日期"} and not any(d.cites for d in signing)


def test_the_votes_show_every_method_and_outcome(demonstration):
    kinds = set(Resolution.objects.values_list("vote__method", "outcome"))
    assert kinds >= {
        ("show_of_hands", "adopted"),
        ("named_ballot", "adopted"),
        ("secret_ballot", "adopted"),
        ("show_of_hands", "rejected"),
        ("named_ballot", "postponed"),
    }
    canteen = Resolution.objects.get(item__topic__title="食堂承办方式")
    assert (canteen.vote.aye, canteen.vote.entitled, canteen.outcome) == (5, 11, "rejected")
    personnel = Resolution.objects.get(item__topic__title="组织办副主任人选推荐")
    assert personnel.vote.recused == 1
    assert all("甘雨棠" not in json.dumps(m.sections, ensure_ascii=False) for m in Minutes.objects.all())


def test_refusals_and_reasons_are_on_record(demonstration):
    for town in towns():
        assert findings(town, Act.Outcome.REFUSED) == REFUSALS[town.short_name]
        assert findings(town, Act.Outcome.DONE) == WARNINGS[town.short_name]
        warned = Act.objects.filter(organization_id=town.pk, outcome=Act.Outcome.DONE).exclude(reason="")
        warned = warned.filter(late_entry=False)
        assert {
            f["code"] for act in warned for f in act.verdict["findings"] if f["status"] == "fail"
        } == WARNINGS[town.short_name]


def test_other_bodies_met_in_every_state(demonstration):
    assert set(BodyMeeting.objects.values_list("status", flat=True)) >= {"noticed", "held", "recorded"}
    assert BodyMeeting.objects.values("kind").distinct().count() >= 5


def test_the_next_meeting_can_be_played_at_once(demonstration):
    """Everything the articles ask before the room is stated and confirmed."""
    assert not StatedFact.objects.filter(confirmed_on__isnull=True).exists()
    with builders.on_day(TODAY):
        for town in towns():
            meeting = Meeting.objects.get(organization=town, status="noticed")
            clerk = Account.objects.get(
                person__tenures__post__code="office_clerk", person__tenures__organization=town
            )
            actor = builders.actor(clerk)
            assert all(
                item.topic.stated_facts.filter(name="consulted", superseded=False).exists()
                for item in meeting.items.all()
            )
            for item in meeting.items.select_related("topic", "meeting"):
                assert judgement.rehearsal(item, actor.day).allowed


def test_what_was_entered_afterwards_says_so(demonstration):
    act = Act.objects.get(late_entry=True, code="meetings.topic.proposed")
    assert act.reason and act.happened_on < act.recorded_at.date()
    meeting = Meeting.objects.get(entered_late=True)
    assert meeting.late.confirmed_on and meeting.minutes.status == "signed"
    for entered in Act.objects.filter(late_entry=True):
        assert entered.reason and entered.happened_on < entered.recorded_at.date()


def test_one_meeting_was_moved_and_signed_for_anew(demonstration):
    meeting = Meeting.objects.get(status="noticed", organization=towns()[1])
    earlier = SupersededNotice.objects.get(notice__meeting=meeting)
    assert earlier.called_for < meeting.meets_at and earlier.place != meeting.place


def test_the_first_item_of_the_next_meeting_is_adopted_when_played(demonstration):
    for town in towns():
        meeting = Meeting.objects.get(organization=town, status="noticed")
        with builders.on_day(meeting.meets_on, 9):
            assert hold_first_item(meeting) == "adopted"


# Trail ------------------------------------------------------------------------------------------


def test_times_run_forward_and_end_before_the_day(demonstration):
    for chain in [0, *(t.pk for t in towns())]:
        order = (
            ChainEntry.objects.filter(organization_id=chain).order_by("seq").values_list("act_id", flat=True)
        )
        times = dict(Act.objects.values_list("id", "recorded_at"))
        told = [times[act_id] for act_id in order]
        assert told == sorted(told)
    assert max(Act.objects.values_list("recorded_at", flat=True)).date() < TODAY


def test_the_trail_is_sound(demonstration, capsys):
    with pytest.raises(SystemExit) as ended:
        call_command("verifyaudit")
    assert ended.value.code == 0, capsys.readouterr().out


def test_a_second_run_changes_nothing_and_says_so(demonstration):
    _said, file = demonstration
    acts, table = Act.objects.count(), file.read_text(encoding="utf-8")
    again = run(file, TODAY - timedelta(5))
    assert "没有改动" in again and TODAY.isoformat() in again
    assert (Act.objects.count(), file.read_text(encoding="utf-8")) == (acts, table)
