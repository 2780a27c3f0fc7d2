"""The committee meeting: who opens which page and which verb's form. Rows are written as they stand,
without going through a whole meeting: what a state allows is judged elsewhere, here only who may."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from governance.access.actor import system_actor
from governance.access.decision import Decision
from governance.audit.act import act, verb
from governance.audit.sealed import seal
from governance.people.models import Post
from governance.procedures.models import ProcedureEdition
from governance.procedures.pinning import edition_for
from governance.rules.verdict import Verdict
from meetings.models import (
    AgendaItem,
    Attendance,
    EmergencyHandling,
    LeaveRequest,
    Meeting,
    Minutes,
    Notice,
    NoticeDelivery,
    Resolution,
    ResolutionClause,
    Stance,
    StatedFact,
    Topic,
    Vote,
)
from meetings.procedures import PLENARY
from meetings.services.sealing import item_key, leave_key
from tests import builders
from tests.architecture.url_table import World, only, own_list, row

AT = datetime(2026, 11, 21, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
MEMBERS = ("secretary", "committee_member", "discipline_secretary")
OFFICE = ("office_clerk", "office_director")


def made(world: World, name: str, make: Any) -> Any:
    """The world's one object of that name."""
    if name not in world.made:
        world.made[name] = make()
    return world.made[name]


def topic(world: World) -> Topic:
    member = world.crew.person("committee_member")

    def make() -> Topic:
        return builders.save(
            Topic(
                organization=world.town,
                title="集镇停车整治",
                matter="ordinary",
                content="现状和方案。",
                proposal="同意所报方案",
                proposed_by=member,
                proposer_post="党委委员、宣传委员",
                leader=Post.objects.filter(tenures__person=member).first(),
                proposed_on=builders.TODAY,
            )
        )

    return made(world, "meetings.topic", make)


def procedure_edition(world: World) -> ProcedureEdition:
    return made(
        world,
        "meetings.procedure",
        lambda: builders.save(edition_for(PLENARY, world.town.pk, builders.TODAY)),
    )


def meeting(world: World) -> Meeting:
    def make() -> Meeting:
        found = builders.save(
            Meeting(
                organization=world.town,
                procedure=procedure_edition(world),
                year=2026,
                ordinal=1,
                meets_at=AT,
                place="三楼会议室",
                chair=world.crew.person("secretary"),
                chair_post="secretary",
                recorder=world.crew.person("office_clerk"),
                status=Meeting.Status.IN_SESSION,
                agenda_confirmed_on=builders.TODAY,
                opened_at=AT,
            )
        )
        for code in MEMBERS:
            builders.save(
                Attendance(
                    organization=world.town,
                    meeting=found,
                    person=world.crew.person(code),
                    post_code=code,
                    post_title=code,
                    status=Attendance.Status.PRESENT,
                    signed_in_at=AT,
                    signed_in_by="self",
                )
            )
        return found

    return made(world, "meetings.meeting", make)


def attendance(world: World) -> Attendance:
    return meeting(world).attendances.get(person=world.crew.person("committee_member"))


def item(world: World) -> AgendaItem:
    def make() -> AgendaItem:
        return builders.save(
            AgendaItem(
                organization=world.town,
                meeting=meeting(world),
                topic=topic(world),
                order=1,
                agreed_on=builders.TODAY,
                in_notice=True,
                method="named_ballot",
                status=AgendaItem.Status.DISCUSSING,
                discussed_at=AT,
            )
        )

    return made(world, "meetings.item", make)


def delivery(world: World) -> NoticeDelivery:
    def make() -> NoticeDelivery:
        notice = builders.save(
            Notice(organization=world.town, meeting=meeting(world), sent_at=AT, in_the_name_of="党委书记")
        )
        return builders.save(
            NoticeDelivery(
                organization=world.town, notice=notice, person=world.crew.person("committee_member")
            )
        )

    return made(world, "meetings.delivery", make)


def leave(world: World) -> LeaveRequest:
    def make() -> LeaveRequest:
        asked = LeaveRequest(
            organization=world.town,
            meeting=meeting(world),
            person=world.crew.person("committee_member"),
        )

        @verb(builders.SETUP)
        def ask(*, actor: Any) -> LeaveRequest:
            with act(
                Decision(builders.SETUP, actor, allowed=True, object_text="请假"),
                Verdict.without_article("test set-up"),
                on=asked.meeting,
            ):
                asked.because = seal("赴县开会", leave_key(asked))
                asked.save()
            return asked

        return ask(actor=system_actor("tests", builders.TODAY))

    return made(world, "meetings.leave", make)


def fact(world: World) -> StatedFact:
    return made(
        world,
        "meetings.fact",
        lambda: builders.save(
            StatedFact(
                organization=world.town,
                topic=topic(world),
                name="options",
                value=2,
                happened_on=builders.TODAY,
                source="方案",
                stated_by=world.crew.person("office_clerk"),
            )
        ),
    )


def stance(world: World) -> Stance:
    def make() -> Stance:
        @verb(builders.SETUP)
        def said(*, actor: Any) -> Stance:
            found = item(world)
            with act(
                Decision(builders.SETUP, actor, allowed=True, object_text="表态"),
                Verdict.without_article("test set-up"),
                on=found,
            ):
                row = Stance(
                    organization=world.town,
                    item=found,
                    person=world.crew.person("committee_member"),
                    post_code="committee_member",
                    spoken=1,
                    stance="agree",
                    view=seal("可以。", item_key(found)),
                    has_view=True,
                    taken_at=AT,
                    taken_by="self",
                )
                row.save()
            return row

        item(world)  # outside the act below: builders open one of their own
        return said(actor=system_actor("tests", builders.TODAY))

    return made(world, "meetings.stance", make)


def vote(world: World) -> Vote:
    roll = [world.crew.person(code).pk for code in MEMBERS]
    return made(
        world,
        "meetings.vote",
        lambda: builders.save(
            Vote(
                organization=world.town,
                item=item(world),
                method="named_ballot",
                entitled=3,
                present=3,
                recused=0,
                roll=roll,
                opened_at=AT,
            )
        ),
    )


def resolution(world: World) -> Resolution:
    return made(
        world,
        "meetings.resolution",
        lambda: builders.save(
            Resolution(
                organization=world.town,
                item=item(world),
                vote=vote(world),
                outcome="adopted",
                number="稔委决〔2026〕1号",
                decided_on=builders.TODAY,
                text="同意",
            )
        ),
    )


def clause(world: World) -> ResolutionClause:
    return made(
        world,
        "meetings.clause",
        lambda: builders.save(
            ResolutionClause(
                organization=world.town,
                resolution=resolution(world),
                order=1,
                text="办理开工手续",
                owner=world.crew.person("committee_member"),
                due_on=builders.TODAY,
            )
        ),
    )


def minutes(world: World) -> Minutes:
    return made(
        world,
        "meetings.minutes",
        lambda: builders.save(
            Minutes(organization=world.town, meeting=meeting(world), opening="会议开始。", copy_to="党委委员")
        ),
    )


def emergency(world: World) -> EmergencyHandling:
    """Reported at the meeting under way: the chair and the clerk of that meeting may."""

    def make() -> EmergencyHandling:
        meeting(world)
        return builders.save(
            EmergencyHandling(
                organization=world.town,
                title="滑坡转移",
                what="连夜转移12户。",
                handled_on=builders.TODAY,
                handled_by=world.crew.person("committee_member"),
                asked=world.crew.person("secretary"),
                asked_how="电话请示",
            )
        )

    return made(world, "meetings.emergency", make)


def of(make: Any, **more: Any) -> Any:
    """The arguments of a row about one object."""
    return lambda world: {"pk": make(world).pk, **more}


def inside(make: Any, *allowed: str, **more: Any) -> Any:
    """For the committee and its office alone: `allowed` open it, the rest of them are refused, and
    whoever is neither finds nothing there."""
    return only(*allowed, args=of(make, **more), staff=404)


EVERYBODY_INSIDE = (*MEMBERS, *OFFICE)
CHAIR = ("secretary", "office_clerk")  # the chair; the clerk operates

ROWS = {
    "desk": own_list(administrators=302),
    "meetings:list": own_list(),
    "meetings:phone": own_list(),
    "meetings:topics": own_list(),
    "meetings:resolutions": own_list(),
    "meetings:resolutions-sheet": own_list(),
    "meetings:emergencies": own_list(),
    "meetings:emergency-record": own_list(town=403, **dict.fromkeys((*MEMBERS, *OFFICE), 200), neighbour=200),
    "meetings:emergency-report": inside(emergency, *CHAIR),
    "meetings:propose": own_list(staff=403, office_clerk=403, neighbour=403),
    "meetings:plan": own_list(town=403, office_clerk=200, office_director=200),
    # Topics
    "meetings:topic": inside(topic, *EVERYBODY_INSIDE),
    "meetings:topic-consent": inside(topic, "committee_member"),
    "meetings:topic-late": inside(topic, "secretary"),
    "meetings:topic-opinion": inside(topic, *MEMBERS),
    "meetings:topic-return": inside(topic, "secretary"),
    "meetings:topic-rework": inside(topic, "committee_member"),
    "meetings:topic-withdraw": inside(topic, "committee_member"),
    "meetings:topic-agenda": inside(topic, *CHAIR),
    "meetings:topic-fact": inside(topic, *OFFICE, name="options"),
    "meetings:fact-confirm": inside(fact, "secretary"),
    # One meeting
    "meetings:room": inside(meeting, *EVERYBODY_INSIDE),
    "meetings:wall": inside(meeting, *CHAIR),
    "meetings:order": inside(meeting, *CHAIR),
    "meetings:confirm-agenda": inside(meeting, "secretary"),
    "meetings:cancel": inside(meeting, "secretary"),
    "meetings:convene": inside(meeting, *OFFICE),
    "meetings:ask-leave": inside(meeting, *MEMBERS),
    "meetings:open": inside(meeting, *CHAIR),
    "meetings:close": inside(meeting, *CHAIR),
    "meetings:compose": inside(meeting, *OFFICE),
    "meetings:archive-file": row(
        of(meeting), office_clerk=404, office_director=404, town=403, staff=404
    ),  # in session: nothing is filed yet
    "meetings:archive": inside(meeting, "secretary", *OFFICE),
    "meetings:meeting-fact": inside(meeting, *OFFICE, name="entrusted"),
    # Notice, leave, attendance
    "meetings:acknowledge": inside(delivery, "committee_member"),
    "meetings:record-delivery": inside(delivery, *OFFICE),
    "meetings:leave-grant": inside(leave, "secretary"),
    "meetings:leave-refuse": inside(leave, "secretary"),
    "meetings:sign-in": inside(attendance, "committee_member", "office_clerk"),
    "meetings:leave-room": inside(attendance, "office_clerk"),
    "meetings:come-back": inside(attendance, "office_clerk"),
    # One item; the office records a stance only with the member named in the address
    "meetings:item-finding": row(of(item, index=0), town=404),  # no rules adopted here: nothing judged
    "meetings:item-arrange": inside(item, *CHAIR),
    "meetings:item-remove": inside(item, *CHAIR),
    "meetings:item-open": inside(item, *CHAIR),
    "meetings:item-recuse": inside(item, "office_clerk"),
    "meetings:item-stance": row(of(item), staff=404, office_clerk=404, office_director=403),
    "meetings:item-summarise": inside(item, *CHAIR),
    "meetings:item-postpone": inside(item, *CHAIR),
    "meetings:item-vote": inside(item, *CHAIR),
    "meetings:item-fact": inside(item, *OFFICE, name="emergency"),
    "meetings:stance-correct": row(
        of(stance), town=404, committee_member=200, office_clerk=200, office_director=403
    ),
    "meetings:stance-strike": row(
        of(stance), town=404, committee_member=200, office_clerk=403, office_director=403
    ),  # said on the phone: the member's own; what the clerk typed is the clerk's (tests/meetings/test_struck)
    # Votes, resolutions, minutes
    "meetings:ballot": inside(vote, *MEMBERS),
    "meetings:vote-close": inside(vote, *CHAIR),
    "meetings:vote-count": inside(vote, *MEMBERS),
    "meetings:vote-check": inside(vote, *MEMBERS),
    "meetings:vote-recount": inside(vote, *MEMBERS),
    "meetings:vote-announce": inside(vote, *CHAIR),
    "meetings:vote-void-ask": inside(vote, "secretary"),
    "meetings:vote-void": inside(vote, *MEMBERS),
    "meetings:resolution-word": inside(resolution, "office_clerk"),
    "meetings:resolution-confirm": inside(resolution, "secretary"),
    "meetings:clause-done": inside(clause, "committee_member", *OFFICE),
    "meetings:clause-reopen": inside(clause, "secretary", "office_director"),
    "meetings:clause-extend": inside(clause, "secretary", *OFFICE),
    "meetings:clause-reassign": inside(clause, "secretary", *OFFICE),
    "meetings:minutes-edit": inside(minutes, *OFFICE),
    "meetings:minutes-submit": inside(minutes, *OFFICE),
    "meetings:minutes-return": inside(minutes, "secretary"),
    "meetings:minutes-sign": inside(minutes, "secretary"),
    # Papers
    "meetings:print-notice": inside(lambda world: delivery(world).notice, *OFFICE),
    "meetings:print-guest-notice": inside(delivery, *OFFICE),
    "meetings:print-sign-in-sheet": inside(meeting, *OFFICE),
    "meetings:print-ballots": inside(vote, *OFFICE),
    "meetings:print-count-sheet": inside(vote, *OFFICE),
    "meetings:print-certificate": inside(vote, *OFFICE),
    "meetings:print-record": inside(meeting, *OFFICE),
    "meetings:print-record-volume": inside(item, *OFFICE),
    "meetings:extract": inside(resolution, *OFFICE),
}
