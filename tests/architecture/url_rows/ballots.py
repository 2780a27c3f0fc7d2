"""Secret votes: voters, the teller, and everybody else."""

from __future__ import annotations

from typing import Any

from governance.ballots import opening
from governance.ballots.models import CountObjection, SealedPoll
from governance.ballots.payload import Question
from meetings.models import AgendaItem, Topic, Vote
from tests import builders
from tests.architecture.url_rows.meetings import AT, MEMBERS, OFFICE, made, meeting
from tests.architecture.url_table import World, row

INSIDE = (*MEMBERS, *OFFICE)


def _vote(world: World) -> Vote:
    topic = builders.save(
        Topic(
            organization=world.town,
            title="年度考核等次",
            matter="ordinary",
            content="情况。",
            proposal="同意",
            proposed_by=world.crew.person("committee_member"),
            proposer_post="党委委员",
            proposed_on=builders.TODAY,
            status=Topic.Status.AGREED,
        )
    )
    item = builders.save(
        AgendaItem(
            organization=world.town,
            meeting=meeting(world),
            topic=topic,
            order=9,
            agreed_on=builders.TODAY,
            in_notice=True,
            method="secret_ballot",
            status=AgendaItem.Status.DECIDED,  # one item at a time is on the table: the other one
        )
    )
    return builders.save(
        Vote(
            organization=world.town,
            item=item,
            method="secret_ballot",
            entitled=3,
            present=3,
            recused=0,
            roll=[world.crew.person(code).pk for code in MEMBERS],
            opened_at=AT,
        )
    )


def poll(world: World) -> SealedPoll:
    """Three voters; the committee member holds the teller's code; the secretary presides."""

    def make() -> SealedPoll:
        vote = _vote(world)
        setup = opening.Setup(
            organization_id=world.town.pk,
            subject_type="meetings.vote",
            subject_id=str(vote.pk),
            questions=[Question("q", ("aye", "nay", "abstain"))],
            tellers=[world.crew.person("committee_member").pk],
            voters=dict.fromkeys(vote.roll, 0),
            slips={},
        )
        box = builders.within(vote, lambda: opening.prepare(setup))
        return builders.change(vote, poll=box).poll

    return made(world, "ballots.poll", make)


def objection(world: World) -> CountObjection:
    return made(
        world,
        "ballots.objection",
        lambda: builders.save(
            CountObjection(
                organization=world.town,
                poll=poll(world),
                person=world.crew.person("committee_member"),
                raised_at=AT,
            )
        ),
    )


def some(make: Any, *allowed: str, refused: tuple[str, ...] = ()) -> Any:
    """These open it, those are refused, and to the others there is no such page."""
    roles = dict.fromkeys(refused, 403) | dict.fromkeys(allowed, 200)
    return row(lambda world: {"pk": make(world).pk}, town=404, **roles)


ROWS = {
    "ballots:ballot": some(poll, *MEMBERS),
    "ballots:receipts": some(poll, *INSIDE),
    "ballots:collect": some(poll, "committee_member"),
    "ballots:confirm": some(poll, "committee_member"),
    "ballots:redraw": some(poll, "committee_member", refused=INSIDE),
    "ballots:open-box": some(poll, "committee_member", refused=INSIDE),
    "ballots:lose-key": some(poll, "committee_member", refused=INSIDE),
    "ballots:object": some(poll, *MEMBERS),
    "ballots:settle": some(objection, "discipline_secretary", refused=INSIDE),
}
