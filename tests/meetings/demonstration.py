"""What the demonstration should come to, and how the tests of it ask."""

from __future__ import annotations

import io
from collections import Counter
from datetime import date
from pathlib import Path

from django.core.management import call_command

from governance.audit.models import Act
from governance.documents.models import Document
from governance.people.models import Organization, Person
from governance.people.queries import committee_tenures
from meetings.models import Meeting, SupervisedTask
from meetings.services import room, voting
from tests import builders

TODAY = date(2026, 11, 21)  # a Saturday
REFUSALS = {
    "稔川镇": {
        "meetings.quorum.short",
        "meetings.ready_to_vote.not_summed_up",
        "meetings.count_sheet.returned_above_issued",
    },
    "云樨镇": {
        "meetings.stance_order.chair_early",
        "meetings.recusal.kin",
        "meetings.count_sheet.returned_above_issued",
        "meetings.quorum.short",
        "meetings.ad_hoc.not_in_notice",
        "meetings.agenda.not_settled",  # what came after the notice had been neither settled
        "meetings.materials.not_sent",  # nor sent to anybody
        "meetings.body_decides.decides",  # the secretary meeting was about to settle a large sum
    },
}
WARNINGS = {
    "稔川镇": {
        "meetings.notice.late",
        "responsibilities.sheet.items_missing",
        "responsibilities.sheet.parts_missing",
    },
    "云樨镇": {
        "ballots.objection.early",
        "ballots.round.class_small",
        "meetings.materials.no_feasibility_report",
        "meetings.method.unusual",
    },
}


def run(file: Path, today: date = TODAY) -> str:
    out = io.StringIO()
    with builders.on_day(TODAY):
        call_command("demo", accounts=str(file), today=today, stdout=out)
    return out.getvalue()


STAGES = {
    "稔川镇": [
        *((-150, "archived"), (-120, "archived"), (-85, "closed"), (-60, "closed"), (-46, "cancelled")),
        *((-28, "closed"), (-1, "in_session"), (3, "noticed"), (24, "preparing")),
    ],
    "云樨镇": [
        *((-150, "archived"), (-120, "archived"), (-85, "closed"), (-60, "closed"), (-48, "closed")),
        *((-28, "closed"), (3, "noticed")),
    ],
}


def meeting_of(town: Organization, number: int) -> Meeting:
    return Meeting.objects.filter(organization=town).order_by("meets_at")[number]


def towns() -> list[Organization]:
    return list(Organization.objects.filter(kind=Organization.Kind.TOWN_COMMITTEE).order_by("id"))


def findings(town: Organization, outcome: str, status: str = "fail") -> set[str]:
    acts = Act.objects.filter(organization_id=town.pk, outcome=outcome)
    return {f["code"] for act in acts for f in act.verdict["findings"] if f["status"] == status}


def hold_first_item(meeting: Meeting) -> str:
    """Everybody comes, agrees and votes for the first item; its outcome."""
    members = [t.person for t in committee_tenures(meeting.organization_id, meeting.meets_on)]
    actors = {m.pk: builders.actor(m) for m in members}
    clerk = builders.actor(
        Person.objects.get(
            tenures__post__code="office_clerk", tenures__organization_id=meeting.organization_id
        )
    )
    for member in members:
        attendance = meeting.attendances.get(person=member)
        room.sign_in(attendance_id=attendance.pk, actor=actors[member.pk])
    room.open_meeting(meeting_id=meeting.pk, actor=clerk)
    item = meeting.items.order_by("order").first()
    room.open_item(item_id=item.pk, actor=clerk)
    for member in [*members[1:], members[0]]:
        room.take_stance(
            item_id=item.pk,
            person_id=member.pk,
            stance="agree",
            view="同意。",
            actor=actors[member.pk],
        )
    room.summarise(item_id=item.pk, actor=clerk, summary="都同意，按所报方案表决。")
    vote = voting.open_vote(item_id=item.pk, actor=clerk, method="named_ballot")
    for member in members:
        voting.cast_named(vote_id=vote.pk, actor=actors[member.pk], choice="aye")
    voting.close_vote(vote_id=vote.pk, actor=clerk)
    outcome: str = voting.announce(vote_id=vote.pk, actor=clerk).outcome
    return outcome


def rows_of_registers() -> dict[tuple[str, str, str], int]:
    """How many rows by town, register and status."""
    from governance.registers.models import RegisterEntry

    return Counter(RegisterEntry.objects.values_list("organization__short_name", "register", "status"))


# Papers nobody has made yet, and how many states of supervised matters each town shows.
WAITING = (
    {
        "meetings.minutes": 7,
        "meetings.body_minutes": 1,
        "rating_result": 1,
        "supervision.bulletin": 2,
        "office.upward_paper": 8,
        "office.member_report": 2,
        "responsibilities.letter": 4,
    },
    [len(SupervisedTask.Status.values)] * 2,
)


def left_waiting() -> tuple[dict[str, int], list[int]]:
    """The papers ordered and not made, by kind; and of each town the states its supervised matters are in."""
    ordered = Document.objects.filter(state=Document.State.ORDERED)
    states = [
        SupervisedTask.objects.filter(organization=town).values("status").distinct().count()
        for town in towns()
    ]
    return dict(Counter(ordered.values_list("kind", flat=True))), states
