"""A clause after it was decided: handed on, opened again, given more time, given to somebody else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from governance.access.errors import Forbidden
from governance.access.questions import put_question
from governance.audit.models import Act
from governance.deadlines import consequences
from governance.deadlines.consequences import Cause, Taken, register_taker
from governance.deadlines.duties import duties_of
from governance.deadlines.jobs import run_due_jobs
from governance.deadlines.models import Consequence, Reminder
from governance.deadlines.reminders import scan
from meetings.models import Resolution, ResolutionClause
from meetings.services import clauses, resolutions
from tests import builders
from tests.meetings.pages import Browser, words
from tests.meetings.staging import Stage
from tests.meetings.table import blocks, kept_world, last_act, refused
from tests.meetings.test_views_room import FIGURES, MEETS, held

DUE, LATER = date(2026, 12, 10), date(2026, 12, 25)
OWNER = 2
pytestmark = pytest.mark.django_db


def build() -> Stage:
    with builders.on_day(date(2026, 11, 19)):
        stage = Stage.build(["preset-a"], figures=FIGURES, seats=9)
    meeting, items = held(stage, "ordinary")
    with builders.on_day(MEETS, 10):
        stage.discuss(items[0])
        stage.word(stage.announce(stage.vote_by_hands(items[0], 9), wide_split=False), DUE)
        stage.minutes(meeting)
    return stage


@pytest.fixture(scope="module")
def kept(django_db_setup: None, django_db_blocker: Any) -> Iterator[Stage | None]:
    with kept_world(django_db_blocker, build) as world:
        yield world


@pytest.fixture
def stage(kept: Stage | None, db: None) -> Iterator[Stage]:
    stage = kept or build()
    with builders.on_day(date(2026, 12, 9)):
        yield stage


@pytest.fixture
def clause(stage: Stage) -> ResolutionClause:
    return ResolutionClause.objects.get()


def who(stage: Stage, name: str | int) -> Any:
    return stage.actor(name) if isinstance(name, str) else stage.member(name)


def finish(stage: Stage, clause: ResolutionClause) -> None:
    resolutions.finish_clause(
        clause_id=clause.pk, actor=stage.actor("office_clerk"), done_on=date(2026, 12, 8), note="已开工。"
    )


def reopen(stage: Stage, clause: ResolutionClause, name: str | int = "office_director") -> ResolutionClause:
    return clauses.reopen_clause(clause_id=clause.pk, actor=who(stage, name), because="登错了一条")


def extend(
    stage: Stage, clause: ResolutionClause, name: str | int = "office_clerk", to: date = LATER
) -> ResolutionClause:
    return clauses.extend_clause(
        clause_id=clause.pk,
        actor=who(stage, name),
        due_on=to,
        because="汛期停工",
        authority="书记12月8日批示",
    )


def reassign(
    stage: Stage, clause: ResolutionClause, name: str | int = "office_clerk", to: int = 4
) -> ResolutionClause:
    return clauses.reassign_clause(
        clause_id=clause.pk, actor=who(stage, name), owner=stage.members[to], because="分工调整"
    )


@pytest.mark.parametrize(
    ("step", "may"),
    [
        (reopen, {"secretary", "office_director"}),
        (extend, {"secretary", "office_director", "office_clerk"}),
        (reassign, {"secretary", "office_director", "office_clerk"}),
    ],
)
@pytest.mark.parametrize("name", ["secretary", "office_director", "office_clerk", 6, 7])
def test_who_may(
    stage: Stage, clause: ResolutionClause, step: Callable, may: set[str], name: str | int
) -> None:
    if step is reopen:
        finish(stage, clause)
    if name in may:
        assert step(stage, clause, name).status == "open"
    else:
        with pytest.raises(Forbidden):
            step(stage, clause, name)


def test_opened_again_it_lies_on_the_desk_and_the_entry_stays_in_the_trail(
    stage: Stage, clause: ResolutionClause
) -> None:
    assert ("", "meetings.state.wrong") in blocks(refused(lambda: reopen(stage, clause)))
    finish(stage, clause)
    reopen(stage, clause)
    clause.refresh_from_db()
    assert (clause.status, clause.done_on, clause.done_note, clause.done_by) == ("open", None, "", None)
    assert clause.history.filter(done_note="已开工。").exists()
    page = Browser(stage, OWNER).text("meetings:clause-done", clause.pk)
    assert "撤销" in page and "重新办理，理由：登错了一条" in page and "确认登记落实" in page
    assert "决议落实：办理开工手续" in Browser(stage, OWNER).text("desk")
    assert Reminder.objects.filter(
        account__person=stage.members[OWNER], text__endswith="第1条：重新办理"
    ).exists()


def test_more_time_is_told_and_not_taken_for_a_change_of_the_calendar(
    stage: Stage, clause: ResolutionClause
) -> None:
    scan(date(2026, 12, 9))
    extend(stage, clause)
    scan(date(2026, 12, 9))
    assert not Act.objects.filter(code="deadlines.due.moved").exists()
    duty = next(d for d in duties_of(stage.town, date(2026, 12, 9)) if d.clock == "meetings.clause")
    assert duty.due_on == LATER
    assert last_act("meetings.clause.extended").facts == {
        "was": "2026-12-10",
        "day": "2026-12-25",
        "because": "汛期停工",
        "authority": "书记12月8日批示",
    }


@pytest.mark.parametrize(("to", "said"), [(DUE, "原时限以后"), (date(2026, 12, 1), "原时限以后")])
def test_a_time_that_is_none_is_asked_again(
    stage: Stage, clause: ResolutionClause, to: date, said: str
) -> None:
    with pytest.raises(ValidationError) as unfit:
        extend(stage, clause, to=to)
    assert said in unfit.value.message_dict["due_on"][0]
    sent = Browser(stage, "office_clerk").send(
        "meetings:clause-extend", clause.pk, due_on="２０２６年１２月１日", because="汛期", authority="批示"
    )
    assert sent.status_code == 422 and "原时限以后" in words(sent)


def test_somebody_else_is_responsible_from_then_on(stage: Stage, clause: ResolutionClause) -> None:
    sent = Browser(stage, "office_clerk").send(
        "meetings:clause-reassign", clause.pk, owner=stage.members[4].pk, because="分工调整"
    )
    assert sent.status_code == 302, words(sent)
    assert "决议落实" in Browser(stage, 4).text("desk") and "决议落实" not in Browser(stage, OWNER).text(
        "desk"
    )
    told = Reminder.objects.filter(text__endswith="责任人改了").values_list("account__person_id", flat=True)
    assert set(told) == {stage.members[OWNER].pk, stage.members[4].pk}


@pytest.mark.parametrize("case", ["same", "gone", "recused"])
def test_who_cannot_be_made_responsible(stage: Stage, clause: ResolutionClause, case: str) -> None:
    from meetings.models import Recusal

    owner = stage.members[4]
    if case == "same":
        owner = stage.members[OWNER]
    elif case == "gone":
        builders.change(owner.tenures.get(), until=date(2026, 12, 1))
    else:
        builders.save(
            Recusal(
                organization=stage.town,
                item=clause.resolution.item,
                person=owner,
                kind="kin",
                registered_at=timezone.now(),
            )
        )
    with pytest.raises(ValidationError) as unfit:
        clauses.reassign_clause(
            clause_id=clause.pk, actor=stage.actor("office_clerk"), owner=owner, because="调整"
        )
    assert "owner" in unfit.value.message_dict


# Handed on ------------------------------------------------------------------------------------


def test_a_clause_is_handed_on_when_confirmed_and_the_page_says_that_nobody_takes_it_yet(
    stage: Stage, clause: ResolutionClause, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(consequences, "_TAKERS", {})
    row = Consequence.objects.get(name="meetings.clause_decided")
    assert (row.subject_id, row.state, row.facts["due_on"]) == (clause.pk, "waiting", "2026-12-10")
    assert row.act_id == last_act("meetings.resolution.confirmed").pk
    clerk = Browser(stage, "office_clerk")
    said = "没有接办的督查，在这里登记落实"
    assert said in clerk.text("meetings:clause-done", clause.pk)
    room = clerk.text(
        "meetings:room", clause.resolution.item.meeting_id, query=f"?item={clause.resolution.item_id}"
    )
    assert said in room and "延长时限" in room and "更换责任人" in room


def test_taken_over_the_page_says_as_what(
    stage: Stage, clause: ResolutionClause, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(consequences, "_TAKERS", {})
    seen: list[Cause] = []
    register_taker(
        "meetings.clause_decided", lambda cause: seen.append(cause) or Taken("督查事项第1号", "/duban/1/")
    )
    consequences.order_waiting()
    run_due_jobs()
    assert [c.subject_id for c in seen] == [clause.pk]
    assert "已交办：督查事项第1号" in Browser(stage, OWNER).text("meetings:clause-done", clause.pk)


def test_what_was_decided_under_a_number_is_answered_to_others(
    stage: Stage, clause: ResolutionClause
) -> None:
    row = Resolution.objects.get()
    fact = put_question("meetings.resolution_for", organization_id=stage.town.pk, number=f" {row.number} ")
    assert (fact.adopted, fact.confirmed, fact.title, fact.clauses) == (True, True, row.item.topic.title, 1)
    assert fact.votes == (row.vote.aye, row.vote.nay, row.vote.abstain)
    builders.change(row.item.topic, sealed=True)
    assert (
        put_question("meetings.resolution_for", organization_id=stage.town.pk, number=row.number).title == ""
    )
    assert (
        put_question("meetings.resolution_for", organization_id=stage.town.pk + 1, number=row.number) is None
    )
