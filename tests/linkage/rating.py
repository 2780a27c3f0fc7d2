"""A rating by drawn slips through the real page, with remarks, and a batch of paper typed by two people.

Whoever has everything knows a slip by its code or by the digest of it, and whose slip it was, say, because they saw
it drawn. So a slip stands where a voter stands in a vote: neither its sheet nor its remark may be found.
"""

from __future__ import annotations

import random
import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from django.test import Client
from django.urls import reverse

from governance.ballots import codes, share_files, slips
from governance.ballots.models import RatingRound
from governance.ballots.paper import grid
from governance.ballots.paper import services as paper
from governance.ballots.rating import services
from governance.ballots.slips import Drawn
from tests import builders
from tests.governance.ballots.rounds import Town, klass
from tests.linkage import naive
from tests.linkage.traces import Ballot, Truth

GRADES = ("g1", "g2", "g3")  # a close result, as the test of a vote has it
ITEMS = [{"key": "q", "label": "总体评价", "weight": "1"}]
ROWS = 12  # of the sheet on paper: so many marks one after the other stand nowhere by accident


@dataclass
class SlipRound:
    """One class that rates one person by one mark, everybody with a word of their own as the remark."""

    town: Town
    round: RatingRound
    drawn: list[Drawn]
    key: str
    digests: dict[str, int] = field(default_factory=dict)  # of every slip, to its number here
    sheets: dict[int, Ballot] = field(default_factory=dict)
    by_code: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, town: Town, sheets: int) -> SlipRound:
        round_, drawn, key = town.opened(
            classes=(klass("全体", sheets, spares=3),), items=ITEMS, text_limit=40
        )
        secret = share_files.read(
            round_.poll_id, slips.KEY, slips.KEY_BYTES
        )  # the attacker copied it in time
        numbered = {one.code: 710_000_000 + n for n, one in enumerate(random.sample(drawn, len(drawn)))}
        digests = {digest: numbered[one.code] for one in drawn for digest in slips.digests(secret, [one])}
        return cls(town, round_, drawn, key, digests, by_code=numbered)

    def hand_in_all(self, sheets: int) -> None:
        """In random order; now and then the form is sent twice, or a code is mistyped first."""
        marks = [GRADES[n % 3] for n in range(sheets)]
        random.shuffle(marks)
        client, address = Client(), reverse("rating:sheet", args=[self.round.pk])
        for one, mark in zip(random.sample(self.drawn, sheets), marks, strict=True):
            remark = codes.new_receipt()
            form = {"code": one.code, "answer_s1-q": mark, "text": remark}
            assert client.get(address).status_code == 200
            if random.random() < 0.05:
                assert client.post(address, {**form, "code": codes.new_slip()}).status_code == 422
            assert client.post(address, form).status_code == 200
            if random.random() < 0.05:
                assert client.post(address, form).status_code == 422
            self.sheets[self.by_code[one.code]] = Ballot(mark, remark)

    def close(self) -> None:
        services.close_round(round_id=self.round.pk, actor=self.town.actor("secretary"))

    def count(self) -> None:
        teller = self.town.actor("deputy_secretary")
        services.count_round(round_id=self.round.pk, actor=teller, typed=[self.key])

    @cached_property
    def secrets(self) -> list[str]:
        """What may stand nowhere before the count: codes of slips, and what was written."""
        return [*self.by_code, *(sheet.code for sheet in self.sheets.values())]

    @property
    def truths(self) -> dict[str, Truth]:
        used = {digest: number for digest, number in self.digests.items() if number in self.sheets}
        return truths_of(self.sheets, used)


def in_plain(paths: Iterable[Path], wanted: Iterable[str | bytes]) -> dict[str, int]:
    """File → how many of the words stand in it, as they are."""
    looked_for = [word.encode() if isinstance(word, str) else word for word in wanted]
    found = {}
    for path in paths:
        if path.exists():
            content = path.read_bytes()
            if here := sum(word in content for word in looked_for):
                found[path.name] = here
    return found


@dataclass
class PaperBatchTyped:
    """One class of 25 on paper, each sheet with twelve rows, typed by two who differ once."""

    town: Town
    round: RatingRound
    key: str
    lines: list[str]

    @classmethod
    def typed(cls, town: Town) -> PaperBatchTyped:
        items = [{"key": f"q{n}", "label": f"项目{n}", "weight": "1"} for n in range(ROWS)]
        round_, _drawn, key = town.opened(
            classes=(klass("全体", grid.BATCH, paper=grid.BATCH, spares=0), klass("代表", 6)), items=items
        )
        services.close_round(round_id=round_.pk, actor=town.actor("secretary"))
        round_.refresh_from_db()
        lines = ["".join(random.choice("1234") for _row in range(ROWS)) for _sheet in range(grid.BATCH)]
        made = cls(town, round_, key, lines)
        made._type()
        return made

    def _type(self) -> None:
        poll, teller = self.round.poll, self.town.actor("deputy_secretary")
        assert poll is not None
        given = {"poll_id": poll.pk, "group": 1, "actor": teller}
        paper.write_count(issued=grid.BATCH, returned=grid.BATCH, **given)  # type: ignore[arg-type]
        (batch,) = paper.add_batches(sheets=grid.BATCH, **given)  # type: ignore[arg-type]
        other = [*self.lines[:-1], self.lines[-1][:-1] + ("2" if self.lines[-1][-1] == "1" else "1")]
        address = reverse("ballots:paper-type", args=[poll.pk, batch.pk])
        for post, lines in (("office_clerk", self.lines), ("organization_clerk", other)):
            answer = self._as(post).post(address, {"once": str(uuid.uuid4()), "pasted": "\n".join(lines)})
            assert answer.status_code == 302, answer.content.decode()
        settling = reverse("ballots:paper-settle", args=[poll.pk, batch.pk])
        third = self._as("office_director")
        page = third.get(settling).content.decode()
        name = re.search(r'name="(at_\d+_\w+)"', page)[1]  # type: ignore[index]
        answer = third.post(settling, {"once": str(uuid.uuid4()), name: self.lines[-1][-1]})
        assert answer.status_code == 302, answer.content.decode()

    def _as(self, post: str) -> Client:
        return builders.sign_in(Client(), self.town.crew.account(post))

    def count(self) -> None:
        assert self.round.poll_id is not None
        scrutineer, teller = self.town.actor("discipline_secretary"), self.town.actor("deputy_secretary")
        paper.confirm_count(poll_id=self.round.poll_id, group=1, actor=scrutineer)
        services.count_round(round_id=self.round.pk, actor=teller, typed=[self.key])

    @property
    def patterns(self) -> list[str | bytes]:
        """A sheet as it was typed, and as bytes: whole rows of marks that somebody may know again."""
        assert self.round.poll is not None
        packed = [bytes(grid.sheet_typed(line, self.round.poll.sheet).marks) for line in self.lines]
        return [*self.lines, *packed]


def naive_digest(number: int) -> str:
    return f"{number * 7919:064x}"


def naive_sheets(sheets: int) -> dict[int, Ballot]:
    """Slips of the naive design, by number: what was marked and what was written, handed in by random order."""
    marks = random.sample([GRADES[n % 3] for n in range(sheets)], sheets)
    made = {710_000_000 + n: Ballot(mark, codes.new_receipt()) for n, mark in enumerate(marks)}
    naive.prepare_slips([naive_digest(number) for number in random.sample(list(made), sheets)])
    return made


def hand_in_naively(sheets: dict[int, Ballot]) -> None:
    for number in random.sample(list(sheets), len(sheets)):
        naive.hand_in(naive_digest(number), sheets[number].mark, sheets[number].code)


def truths_of(sheets: dict[int, Ballot], digests: dict[str, int]) -> dict[str, Truth]:
    """Slips against marks and remarks; and remarks against marks: what somebody wrote against what the same hand
    marked."""
    unused = {number: Ballot(sheet.mark, f"unused{number}") for number, sheet in sheets.items()}
    return {
        "slips": Truth(sheets, digests),
        "remarks": Truth(unused, {sheet.code: number for number, sheet in sheets.items()}),
    }


def naive_truths(sheets: dict[int, Ballot]) -> dict[str, Truth]:
    return truths_of(sheets, {naive_digest(number): number for number in sheets})
