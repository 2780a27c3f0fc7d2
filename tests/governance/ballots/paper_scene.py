"""A box of a town that takes paper: the office's director counts, the discipline secretary scrutinises, three
people may type. Its subject is the town itself, so that no app is needed for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.urls import reverse

from governance.access.actor import Actor
from governance.access.decision import Allowed, Denied
from governance.access.policy import Answer
from governance.audit import clock
from governance.ballots import casting, closing, counting, opening, places, receipts, shares
from governance.ballots.counting import Counted
from governance.ballots.models import PaperBatch, SealedPoll
from governance.ballots.paper import grid, services
from governance.ballots.paper.grid import Sheet
from governance.ballots.paper.opening import prepare
from governance.ballots.payload import Question
from governance.ballots.uses import PaperUse, PollUse, QuestionWords, register_use
from governance.ballots.uses import Sheet as Words
from governance.people.models import Organization
from governance.rules.verdict import Verdict
from tests import builders

GRADES = {"excellent": "优秀", "competent": "称职", "basic": "基本称职", "incompetent": "不称职"}
QUESTIONS = tuple(Question(key, tuple(GRADES)) for key in ("virtue", "ability", "diligence"))
LABELS = {"virtue": "德", "ability": "能", "diligence": "勤"}
CLASSES: dict[UUID, dict[int, str]] = {}  # by box, where it is not the one class
TELLER, SCRUTINEER = "office_director", "discipline_secretary"
TYPIST, OTHER, THIRD = "office_clerk", "organization_clerk", "office_director"
RATED: set[int] = set()  # emptied by whoever fills it


def _sheet(poll: SealedPoll) -> Words:
    words = [QuestionWords(key, label, "", GRADES) for key, label in LABELS.items()]
    return Words(
        kind="测评票",
        of="2026年度民主测评",
        matter="镇领导班子",
        questions=words,
        back_url=reverse("desk"),
        back_label="返回工作台",
    )


def _asked(*posts: str) -> Callable[[Actor, SealedPoll], Answer]:
    def answer(actor: Actor, poll: SealedPoll) -> Answer:
        held = actor.holds(poll.organization_id, *posts)
        return Allowed(held.title) if held else Denied("由计票人办理", posts)

    return answer


def _never(**_named: Any) -> Any:
    raise AssertionError("not in these tests")


def register() -> None:
    register_use(
        PollUse(
            model=Organization,
            sheet=_sheet,
            may_cast=lambda poll, person_id: Verdict.without_article("everybody on the roll"),
            visible=lambda actor: Organization.objects.filter(pk__in=actor.organization_ids),
            count=_never,
            lose=_never,
            may_count=_asked(TELLER),
            may_lose=_asked(TELLER),
            answers_objections=lambda poll, actor: bool(actor.holds(poll.organization_id, SCRUTINEER)),
            may_object=lambda poll: Verdict.without_article("any time"),
            paper=PaperUse(groups=lambda poll: CLASSES.get(poll.pk, {1: "A类"}), rated=lambda poll: RATED),
        )
    )


register()


def sheets(*typed: str) -> list[Sheet]:
    return [grid.sheet_typed(one, QUESTIONS) for one in typed]


@dataclass
class PaperScene:
    crew: builders.Crew
    poll: SealedPoll
    codes: list[str] = field(default_factory=list)

    @classmethod
    def on_paper(cls, crew: builders.Crew | None = None, *, closed: bool = True) -> PaperScene:
        """A box without any envelope; stopped, so that its paper may be typed."""
        crew = crew or builders.crew(builders.town())
        town = crew.organization

        def make() -> SealedPoll:
            return prepare(
                organization_id=town.pk,
                subject_type="governance.organization",
                subject_id=str(town.pk),
                questions=QUESTIONS,
                at=clock.now(),
            )

        scene = cls(crew, builders.within(town, make))
        if closed:
            scene.close()
        return scene

    @classmethod
    def with_voters(cls, voters: int = 3) -> PaperScene:
        """Voters of class 1 with envelopes beside the paper; the teller has the code, nobody has voted."""
        crew = builders.crew(builders.town("云樨镇"))
        town = crew.organization
        setup = opening.Setup(
            organization_id=town.pk,
            subject_type="governance.organization",
            subject_id=str(town.pk),
            questions=QUESTIONS,
            tellers=[crew.person(TELLER).pk],
            voters={person.pk: 1 for person in crew.members[:voters]},
            slips={},
            blank_allowed=True,
        )
        scene = cls(crew, builders.within(town, lambda: opening.prepare(setup)))
        CLASSES[scene.poll.pk] = {1: "A类", 2: "B类"}
        holder = scene.poll.keyholders.get(number=1)
        scene.codes = [builders.within(scene.poll, lambda: opening.collect(holder))]

        def confirm() -> None:
            holder.collected_at = holder.confirmed_at = clock.now()
            holder.save()
            opening.open_if_ready(scene.poll, clock.now())

        builders.within(scene.poll, confirm)
        assert shares.from_code(scene.codes[0], scene.poll.pk)
        return scene

    def actor(self, post: str) -> Actor:
        return self.crew.actor(post)

    def fresh(self) -> SealedPoll:
        self.poll = SealedPoll.objects.get(pk=self.poll.pk)
        return self.poll

    def close(self) -> None:
        builders.within(self.fresh(), lambda: closing.close(self.poll, clock.now()))

    def cast(self, index: int, *marks: str) -> None:
        person = self.crew.members[index].pk
        ticket = receipts.new_ticket(self.poll.pk, places.of_voter(person))
        answers = dict(zip(LABELS, marks, strict=False))
        casting.cast(poll=self.fresh(), voter_id=person, answers=answers, ticket=ticket)

    def count(self) -> tuple[Verdict, Counted | None]:
        """As an app's verb does it."""
        verdict, counted = counting.unlock(self.fresh(), self.codes)
        if counted is not None:
            poll, found = self.poll, counted
            builders.within(poll, lambda: counting.write(poll, found, clock.now()))
        return verdict, counted

    def write(self, issued: int, returned: int, *, group: int = 1, by: str = TELLER) -> Any:
        return services.write_count(
            poll_id=self.poll.pk, group=group, actor=self.actor(by), issued=issued, returned=returned
        )

    def add(self, sheets: int, *, group: int = 1, by: str = TELLER) -> list[PaperBatch]:
        return services.add_batches(poll_id=self.poll.pk, group=group, actor=self.actor(by), sheets=sheets)

    def type(self, batch: PaperBatch, *typed: str, by: str = TYPIST, once: Any = None) -> PaperBatch:
        return services.type_batch(
            poll_id=self.poll.pk,
            batch_id=batch.pk,
            actor=self.actor(by),
            sheets=sheets(*typed),
            once=once,
        )

    def settle(self, batch: PaperBatch, decided: Any, *, by: str = THIRD) -> PaperBatch:
        return services.settle_batch(
            poll_id=self.poll.pk, batch_id=batch.pk, actor=self.actor(by), decided=decided
        )

    def clear(self, batch: PaperBatch, sheets: int, *, by: str = TELLER, because: str = "错行") -> PaperBatch:
        return services.clear_batch(
            poll_id=self.poll.pk, batch_id=batch.pk, actor=self.actor(by), sheets=sheets, because=because
        )

    def explain(self, because: str, *, group: int = 1, by: str = SCRUTINEER) -> Any:
        return services.explain_gap(poll_id=self.poll.pk, group=group, actor=self.actor(by), because=because)

    def confirm(self, *, group: int = 1, by: str = SCRUTINEER) -> Any:
        return services.confirm_count(poll_id=self.poll.pk, group=group, actor=self.actor(by))

    def settled_batch(self, *typed: str, group: int = 1) -> PaperBatch:
        (batch,) = self.add(len(typed), group=group)
        self.type(batch, *typed)
        return self.type(batch, *typed, by=OTHER)
