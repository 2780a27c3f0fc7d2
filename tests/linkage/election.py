"""A secret vote of many through the real views: everybody draws a ballot, casts it and keeps the receipt.

The roll is as long as the test wants; what is voted on is a town of the test's own, so that no meeting of 500 has
to be held. Envelopes, pages, closing and counting are the program's.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from django.contrib.auth.hashers import make_password
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from governance.access.actor import Actor, system_actor
from governance.access.decision import Allowed, Decision
from governance.audit import clock
from governance.audit.act import act, verb
from governance.ballots import closing, counting, opening, share_files, shares, uses
from governance.ballots.models import ReceiptCode, SealedPoll
from governance.ballots.payload import Question
from governance.people.models import Account, Organization, Person, Tenure
from governance.rules.verdict import Verdict
from tests import builders
from tests.linkage.traces import Ballot, Truth, plain

CHOICES = ("aye", "nay", "abstain")
MARKED, ACCOUNTS = 710_000_000, 720_000_000  # such a number is a voter wherever it turns up
FREE = Verdict.without_article("a vote of a test")


def _sheet(poll: SealedPoll) -> uses.Sheet:
    labels = {"aye": "赞成", "nay": "反对", "abstain": "弃权"}
    question = uses.QuestionWords("q", "试投的事项", "", labels)
    return uses.Sheet(kind="表决票", of="试投", matter="", questions=[question], back_url="/")


TOWNS = uses.PollUse(
    model=Organization,
    sheet=_sheet,
    may_cast=lambda poll, person: FREE,
    visible=lambda actor: Organization.objects.filter(pk__in=actor.organization_ids),
    count=lambda **given: None,
    lose=lambda **given: None,
    may_count=lambda actor, poll: Allowed("test"),
    may_lose=lambda actor, poll: Allowed("test"),
    answers_objections=lambda poll, actor: False,
    may_object=lambda poll: FREE,
)


@contextmanager
def votes_of_towns() -> Iterator[None]:
    """For its length the program knows these votes about a town, in place of any that other tests made up."""
    label = Organization._meta.label_lower
    before = uses._USES.pop(label, None)
    uses.register_use(TOWNS)
    try:
        yield
    finally:
        del uses._USES[label]
        if before is not None:
            uses.register_use(before)


def _acting(on: Any) -> Any:
    actor = system_actor("tests", clock.today())
    return act(Decision(builders.SETUP, actor, allowed=True), FREE, on=on)


@verb(builders.SETUP)
def _prepare(*, actor: Actor, town: Organization, voters: Sequence[int], teller: int) -> SealedPoll:
    with _acting(town):
        return opening.prepare(
            opening.Setup(
                organization_id=town.pk,
                subject_type=Organization._meta.label_lower,
                subject_id=str(town.pk),
                questions=[Question("q", CHOICES)],
                tellers=[teller],
                voters=dict.fromkeys(voters, 0),
                slips={},
            )
        )


@verb(builders.SETUP)
def _open(*, actor: Actor, poll: SealedPoll) -> str:
    holder = poll.keyholders.get(person_id__isnull=False)
    content = share_files.read(poll.pk, holder.number, opening.SHARE_BYTES)
    with _acting(poll):
        holder.collected_at = holder.confirmed_at = clock.now()
        holder.save(update_fields=["collected_at", "confirmed_at"])
        opening.open_if_ready(poll, clock.now())
    return shares.as_code(shares.Share(holder.number, content), poll.pk)


@verb(builders.SETUP)
def _close(*, actor: Actor, poll: SealedPoll) -> int:
    poll = closing.lock(poll.pk)
    with _acting(poll):
        return closing.close(poll, clock.now())


@verb(builders.SETUP)
def _count(*, actor: Actor, poll: SealedPoll, code: str) -> SealedPoll:
    poll = closing.lock(poll.pk)
    verdict, counted = counting.unlock(poll, [code])
    assert counted is not None, verdict
    with _acting(poll):
        counting.write(poll, counted, clock.now())
    return poll


@dataclass
class Election:
    poll: SealedPoll
    code: str
    accounts: list[Account]
    ballots: dict[int, Ballot] = field(default_factory=dict)
    aliases: dict[str, int] = field(default_factory=dict)
    given: list[str] = field(default_factory=list)  # every receipt shown, those replaced later too
    clients: dict[int, Client] = field(default_factory=dict)

    @classmethod
    def of(cls, votes: int) -> Election:
        town = builders.town(f"试投{random.randrange(10**6)}镇")
        post = builders.post(town, "staff")
        people = builders.save_many(
            [
                Person(pk=MARKED + n, name=f"投票人{n}", sex="male", approved_on=builders.SINCE)
                for n in range(votes)
            ]
        )
        builders.save_many(
            [
                Tenure(organization=town, person=who, post=post, since=builders.SINCE, authority="试投")
                for who in people
            ]
        )
        password = make_password(builders.PASSWORD)
        accounts = builders.save_many(
            [
                Account(
                    pk=ACCOUNTS + n,
                    username=f"T{ACCOUNTS + n}",
                    person=who,
                    display_name=who.name,
                    password=password,
                    password_changed_at=timezone.now(),
                    must_change_password=False,
                )
                for n, who in enumerate(people)
            ]
        )
        actor = system_actor("tests", clock.today())
        poll = _prepare(actor=actor, town=town, voters=[p.pk for p in people], teller=people[0].pk)
        return cls(poll, _open(actor=actor, poll=poll), accounts)

    def cast(self, account: Account, choice: str) -> str:
        """Draw a ballot, cast it, read the receipt; now and then the form is sent twice."""
        voter = account.person_id
        assert voter is not None
        client = self.clients.get(voter)
        if client is None:
            client = self.clients[voter] = builders.sign_in(Client(), account)
            session = str(client.session.session_key)
            self.aliases |= {str(account.pk): voter, account.username: voter, session: voter}
        address = reverse("ballots:ballot", args=[self.poll.pk])
        page = client.get(address)
        ticket = unescape(re.search(r'name="ticket" value="([^"]+)"', page.content.decode())[1])  # type: ignore[index]
        for _again in range(1 + (random.random() < 0.05)):
            shown = client.post(address, {"ticket": ticket, "answer_q": choice})
            assert shown.status_code == 200, shown.content.decode()
        receipt = re.search(r'receipt-code[^>]*">([^<]+)<', shown.content.decode())[1]  # type: ignore[index]
        self.ballots[voter] = Ballot(choice, plain(receipt))
        self.given.append(receipt)
        return receipt

    def cast_all(self) -> None:
        """In random order, results close, every tenth thinks better of it later."""
        choices = [CHOICES[n % 3] for n in range(len(self.accounts))]
        random.shuffle(choices)
        wish = dict(zip([a.pk for a in self.accounts], choices, strict=True))
        order = random.sample(self.accounts, len(self.accounts))
        for account in order:
            first = random.choice(CHOICES) if account in order[::10] else wish[account.pk]
            self.cast(account, first)
        again = order[::10]
        random.shuffle(again)
        for account in again:
            self.cast(account, wish[account.pk])

    def close(self) -> int:
        return _close(actor=system_actor("tests", clock.today()), poll=self.poll)

    def count(self) -> SealedPoll:
        self.poll = _count(actor=system_actor("tests", clock.today()), poll=self.poll, code=self.code)
        return self.poll

    @property
    def truth(self) -> Truth:
        return Truth(self.ballots, self.aliases)

    def is_complete(self) -> None:
        """Every receipt that stands is in the published list, and nothing else is."""
        listed = list(ReceiptCode.objects.filter(poll=self.poll).values_list("code", flat=True))
        assert sorted(listed) == sorted(ballot.code for ballot in self.ballots.values())
        assert (self.poll.issued, self.poll.returned) == (len(self.accounts), len(self.ballots))
        voter = next(iter(self.clients))
        page = self.clients[voter].get(reverse("ballots:receipts", args=[self.poll.pk])).content.decode()
        shown = {plain(word) for word in re.findall(r"[2-9A-Z]{5} [2-9A-Z]{5} [2-9A-Z]{3}", page)}
        assert shown == set(listed)
