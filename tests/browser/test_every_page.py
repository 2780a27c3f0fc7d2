"""Every page a person can open, at the width of a desk and of a phone: it answers, it has a language, a
title and one heading, nothing is wider than the window, axe and the console are silent.

Which pages there are, and whose they are, is the table of tests/architecture/url_rows: a new address comes
here by itself. What a page shows along the life of a meeting is looked at in the second test.
"""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from governance.access.actor import Actor
from governance.deadlines.jobs import run_due_jobs
from governance.people.models import Account
from meetings.models import LeaveRequest
from meetings.services import minutes, notice, papers, room, topics, voting
from tests import builders
from tests.architecture.url_table import TOWN, build_world, table
from tests.browser.inspector import WIDTHS
from tests.meetings.staging import Stage

READERS = ("office_clerk", "committee_member", "secretary")
# Read by none of the three: whoever of the town opens them looks at them.
OTHERS = tuple(role for role in TOWN if role not in READERS)
# Files, not pages.
FILES = {
    "procedures:chart",
    "deadlines:feed",
    "healthz-web",
    "rating:blank-sheets",
    "rating:result-paper",
    "registers:sheet",
    "registers:list-paper",
    "registers:entry-paper",
    "registers:import-template",
    "registers:file",
    "congress:delegates-sheet",
    "congress:meetings-sheet",
    "congress:proposals-sheet",
    "requests:sheet",
    "requests:incoming-sheet",
    "requests:matrix-sheet",
    "requests:failures-sheet",
    "responsibilities:letters-sheet",
    "rule_review:sheet",
    "rule_review:execution-sheet",
    "supervision:list-sheet",
    "supervision:file-kept",
    "meetings:bodies-sheet",
    "meetings:lives-sheet",
    "meetings:life-package",
    "meetings:studies-sheet",
    "meetings:resolutions-sheet",
    "meetings:list-sheet",
    "meetings:topics-sheet",
    "meetings:own-sheet",
    "meetings:past-sheet",
    "meetings:accountability-sheet",
    "meetings:import-template",
    "meetings:material",
    "documents:download",
    "documents:numbers-sheet",
    "documents:register-sheet",
    "documents:template-shipped",
    "documents:regulation",
}
ROSTER_FORMS = (
    "register",
    "correct",
    "appoint",
    "appoint-acting",
    "change-term",
    "kinship",
    "end-kinship",
    "end-tenure",
)


def pages_of(role: str) -> list[str]:
    """The addresses this role opens; for the other roles, those that no reader does."""
    found = []
    for name, row in sorted(table().items()):
        if row.method != "get" or name in FILES or row.expected[role] != 200:
            continue
        first_other = next((r for r in OTHERS if row.expected[r] == 200), None)
        if role in READERS or (role == first_other and all(row.expected[r] != 200 for r in READERS)):
            found.append(name)
    return found


@pytest.mark.parametrize("role", [role for role in TOWN if pages_of(role)])
def test_every_address_of_a_role(role, live_server, on_day, inspector, sign_in):
    world = build_world()
    sign_in(inspector.page, world.account(role))
    rows = table()
    for name in pages_of(role):
        inspector.look(reverse(name, kwargs=rows[name].args(world)))
    if role == "office_clerk":
        inspector.look("/meiyou/zheyiye/", expected=404)
        inspector.look(reverse("rulebook:adopt"), expected=403)
    inspector.assert_nothing_wrong()


def test_the_open_pages_and_the_roster_forms(live_server, on_day, inspector, sign_in):
    world, rows = build_world(), table()
    for name in ("login", "documents:code-entry", "documents:code"):
        inspector.look(reverse(name, kwargs=rows[name].args(world)))
    sign_in(inspector.page, world.crew.account("organization_clerk"))
    for name in ("roster", "person", *ROSTER_FORMS):
        inspector.look(reverse(f"people:{name}", kwargs=rows[f"people:{name}"].args(world)))
    sign_in(inspector.page, world.crew.account("organization_commissioner"))
    inspector.look(reverse("people:approve", kwargs=rows["people:approve"].args(world)))
    sign_in(inspector.page, world.account("auditor"))
    for name in ("audit:browse", "audit:mine", "deadlines:auditor"):
        inspector.look(reverse(name))
    newcomer = builders.account(builders.person("初来者"), must_change_password=True)
    sign_in(inspector.page, newcomer)
    inspector.look(reverse("password-first"))
    inspector.assert_nothing_wrong()


PREPARED, NOTICED, HELD, SIGNED = (
    date(2026, 11, 20),
    date(2026, 11, 23),
    date(2026, 11, 26),
    date(2026, 11, 27),
)


def test_the_life_of_a_meeting(live_server, move_to, inspector, sign_in):
    """Desk, phone, topic and room at every stage, as the clerk, the secretary and a recused member see
    them, with the three kinds of vote, a leave, a returned draft and a finished paper."""
    stage = Stage.build(["preset-b", "preset-c"], seats=7, settle=True)
    stage.member(4)
    readers = {
        "clerk": stage.crew.account("office_clerk"),
        "secretary": stage.crew.account("secretary"),
        "member": Account.objects.get(person=stage.members[4]),
    }
    desk, phone = reverse("desk"), reverse("meetings:phone")

    def look(**urls: list[str]) -> None:
        for reader, addresses in urls.items():
            sign_in(inspector.page, readers[reader])
            for url in addresses:  # the office sits at desks, members hold phones
                inspector.look(url, axe_at=WIDTHS[1:] if reader == "member" else WIDTHS[:1])

    def clerk() -> Actor:  # an actor is one of a day
        return stage.actor("office_clerk")

    move_to(PREPARED)
    meeting = stage.meeting(HELD)
    at = reverse("meetings:room", args=[meeting.pk])
    look(clerk=[at, desk], member=[phone])
    ordinary = stage.item(meeting, "ordinary", title=("柘坪村" * 20)[:56] + "灌渠修复")
    project = stage.item(meeting, "major_project")
    persons = stage.item(meeting, "personnel", subjects=[(builders.person("甘雨棠"), "任组织办副主任")])
    returned = stage.topic("ordinary", title="集镇停车整治")
    topics.return_topic(topic_id=returned.pk, actor=stage.actor("secretary"), because="请补上资金来源。")
    topic, names, back = (
        reverse("meetings:topic", args=[t.pk]) for t in (ordinary.topic, persons.topic, returned)
    )
    look(clerk=[at, topic, reverse("meetings:topics")], secretary=[at, desk, names], member=[back])
    move_to(NOTICED)
    stage.convene(meeting)
    notice.ask_leave(
        meeting_id=meeting.pk, actor=stage.member(6), because="在县里开会", written_opinion="同意。"
    )
    look(clerk=[at], secretary=[at, desk], member=[phone, desk])
    leave = LeaveRequest.objects.get()
    notice.grant_leave(leave_id=leave.pk, actor=stage.actor("secretary"))
    move_to(HELD)
    look(member=[phone])
    stage.open(meeting, range(6))
    recused = stage.members[4].pk
    room.recuse(item_id=persons.pk, person_id=recused, kind="interest", actor=clerk())
    look(clerk=[at, f"{at}?item={persons.pk}"], member=[f"{at}?item={persons.pk}"])
    room.open_item(item_id=ordinary.pk, actor=clerk())
    look(
        clerk=[at, desk], secretary=[at], member=[phone, reverse("meetings:item-stance", args=[ordinary.pk])]
    )
    stage.speak(ordinary, ["disagree", "defer"])
    room.summarise(item_id=ordinary.pk, actor=clerk(), summary="多数同意。")
    stage.word(stage.announce(stage.vote_by_hands(ordinary, aye=4, nay=1)), date(2026, 12, 20))
    stage.discuss(project)
    vote = voting.open_vote(item_id=project.pk, actor=clerk(), method="named_ballot", reason="")
    voting.cast_named(vote_id=vote.pk, actor=stage.member(4), choice="aye")
    look(clerk=[at], secretary=[phone, at], member=[phone, reverse("meetings:ballot", args=[vote.pk])])
    for n in (0, 1, 2, 3, 5):
        voting.cast_named(vote_id=vote.pk, actor=stage.member(n), choice="aye")
    voting.close_vote(vote_id=vote.pk, actor=clerk())
    stage.word(stage.announce(vote), date(2026, 12, 31))
    stage.discuss(persons)
    look(clerk=[at], member=[at, phone])
    appointed = stage.announce(stage.vote_by_hands(persons, aye=5, method="secret_ballot"))
    room.close_meeting(meeting_id=meeting.pk, actor=clerk())
    move_to(SIGNED)
    look(clerk=[at, desk], secretary=[desk], member=[desk])
    stage.word(appointed, date(2026, 12, 31))
    drafted = minutes.compose_minutes(meeting_id=meeting.pk, actor=clerk())
    minutes.submit_minutes(minutes_id=drafted.pk, actor=clerk())
    look(clerk=[at], secretary=[at, desk])
    minutes.return_minutes(minutes_id=drafted.pk, actor=stage.actor("secretary"), because="票数写在前面。")
    trail = reverse("audit:object", kwargs={"object_type": "meetings.meeting", "object_id": meeting.pk})
    look(clerk=[at, trail])
    minutes.submit_minutes(minutes_id=drafted.pk, actor=clerk())
    minutes.sign_minutes(minutes_id=drafted.pk, actor=stage.actor("secretary"))
    papers.print_record(meeting_id=meeting.pk, actor=clerk())
    papers.print_record_volume(item_id=persons.pk, actor=clerk())
    papers.extract_resolution(resolution_id=appointed.pk, actor=clerk())
    assert run_due_jobs() == 7  # four papers, and the clauses go under supervision
    look(clerk=[at, reverse("meetings:list"), reverse("documents:list")], member=[at, desk])
    inspector.assert_nothing_wrong()
