"""Pair voters with ballots in every way there is, and say which ways do better than chance."""

from __future__ import annotations

import itertools
import math
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from tests.linkage.traces import CLOCKS, Seen, Sighting, Trace, Truth, look

LEVEL = 0.01  # an honest vote fails once in a hundred runs, whatever the number of pairings tried


@dataclass(frozen=True)
class Finding:
    """A way of pairing, how many of its guesses were right, and how many chance would have given."""

    way: str
    guesses: int
    right: int
    expected: float

    @property
    def bound(self) -> int:
        """99 of 100 random pairings have no more right than this."""
        return bound(self.guesses, self.expected / self.guesses)

    @property
    def relinked(self) -> float:
        return self.right / self.guesses

    def __str__(self) -> str:
        return (
            f"{self.way}: {self.right} of {self.guesses} right, by chance {self.expected:.1f}, "
            f"at most {self.bound} in 99 of 100 random pairings"
        )


def at_least(right: int, tries: int, chance: float) -> float:
    """P(X >= right) of a binomial distribution."""
    if right <= tries * chance:  # never beyond a bound: not worth the sum
        return 1.0
    if chance <= 0:
        return 0.0
    logs = [
        math.lgamma(tries + 1)
        - math.lgamma(k + 1)
        - math.lgamma(tries - k + 1)
        + k * math.log(chance)
        + (tries - k) * math.log1p(-chance)
        for k in range(right, tries + 1)
    ]
    return min(1.0, math.fsum(map(math.exp, logs)))


def bound(tries: int, chance: float, level: float = LEVEL) -> int:
    """The number of right guesses that a random pairing exceeds with a probability of at most `level`."""
    return next(k for k in range(tries + 1) if k == tries or at_least(k + 1, tries, chance) <= level)


Guess = tuple[int, str]  # a voter, and the mark or code said to be theirs


def attack(truth: Truth, traces: Iterable[Trace]) -> list[Finding]:
    """The pairings that are right more often than chance allows, the worst first.

    Many pairings are tried, so the bound of 99 % is drawn around all of them together (Bonferroni): of a
    hundred honest votes one shows a finding, so a finding has to show in a second vote as well.
    """
    tried = measure(truth, traces)
    limit = LEVEL / max(1, len(tried))
    found = [f for f in tried if at_least(f.right, f.guesses, f.expected / f.guesses) <= limit]
    return sorted(found, key=lambda f: (-f.right, f.way))


def measure(truth: Truth, traces: Iterable[Trace]) -> list[Finding]:
    """Every distinct pairing with what it got right. Two ways that make the same guesses are one."""
    seen = [look(trace, truth) for trace in traces]
    made: dict[int, Finding] = {}  # by the hash of all guesses: whole pairings of 500 would fill the memory
    for way, guesses in itertools.chain(_together(seen), _joined(seen), _ordered(seen, truth)):
        if guesses and (known := hash(frozenset(guesses))) not in made:
            made[known] = _judged(truth, way, guesses)
    return list(made.values())


def _judged(truth: Truth, way: str, guesses: Sequence[Guess]) -> Finding:
    right, expected = 0, 0.0
    for voter, said in guesses:
        ballot = truth.ballots[voter]
        if said in truth.share:
            right += ballot.mark == said
            expected += truth.share[said]
        else:
            right += truth.codes[said] == voter
            expected += 1 / len(truth.ballots)
    return Finding(way, len(guesses), right, expected)


def _together(seen: Sequence[Seen]) -> Iterator[tuple[str, list[Guess]]]:
    for trace in seen:
        yield f"{trace.name}: both in one record", trace.together


def _ballots(seen: Sequence[Seen]) -> Iterator[tuple[str, list[Sighting]]]:
    for trace in seen:
        for kind in ("marks", "codes"):
            if sightings := getattr(trace, kind):
                yield f"{trace.name} ({kind})", sightings


# By something they share ---------------------------------------------------------------------------


def _joined(seen: Sequence[Seen]) -> Iterator[tuple[str, list[Guess]]]:
    """Records of both sides with the same value (transaction id, moment, random number), or the nearest one
    before or after on a clock that both have."""
    ballots = [
        (name, sightings, {key: _unique(sightings, key) for key in _key_names(sightings)})
        for name, sightings in _ballots(seen)
    ]
    for trace in seen:
        people = {key: _unique(trace.voters, key) for key in _key_names(trace.voters)}
        for name, sightings, said in ballots:
            for ours, theirs in itertools.product(people, said):
                way = f"{trace.name}.{ours} = {name}.{theirs}"
                shared = people[ours].keys() & said[theirs].keys()
                yield way, [(people[ours][value], said[theirs][value]) for value in shared]
                if ours == theirs and ours in CLOCKS:
                    for side in ("before", "after"):
                        yield f"{way}, nearest {side}", _nearest(trace.voters, sightings, ours, side)


def _key_names(sightings: Sequence[Sighting]) -> list[str]:
    return sorted({key for sighting in sightings for key in sighting.keys})


def _unique(sightings: Sequence[Sighting], key: str) -> dict[str, Any]:
    """Value of the key -> what it was seen with, where that is one thing only."""
    found: dict[str, set[Any]] = {}
    for sighting in sightings:
        if (value := sighting.keys.get(key)) is not None:
            found.setdefault(str(value), set()).add(sighting.what)
    return {value: next(iter(whats)) for value, whats in found.items() if len(whats) == 1}


def _nearest(voters: Sequence[Sighting], ballots: Sequence[Sighting], clock: str, side: str) -> list[Guess]:
    events = sorted((b.keys[clock], str(b.what)) for b in ballots if b.keys.get(clock) is not None)
    moments, guesses = [at for at, _what in events], {}
    for sighting in voters:
        if (at := sighting.keys.get(clock)) is None:
            continue
        place = bisect_right(moments, at) - 1 if side == "before" else bisect_left(moments, at)
        if 0 <= place < len(events):
            guesses[sighting.what] = events[place][1]
    return list(guesses.items())


# By their order ------------------------------------------------------------------------------------


def _ordered(seen: Sequence[Seen], truth: Truth) -> Iterator[tuple[str, list[Guess]]]:
    """The first voter of every order with the first ballot of every order, and so on; also the other way
    round, and where one side is shorter, aligned at either end."""
    people = list(_distinct(((t.name, t.voters) for t in seen), once=True))
    ballots = list(_distinct(_ballots(seen), once=False))
    ballots += [("the result, " + ", ".join(order), _heaps(order, truth)) for order in _orders(truth)]
    for (voters_by, voters), (ballots_by, said) in itertools.product(people, ballots):
        if min(len(voters), len(said)) < 2:
            continue
        for turned, theirs in (("", said), (" backwards", said[::-1])):
            way = f"{voters_by} ~ {ballots_by}{turned}"
            yield way, list(zip(voters, theirs, strict=False))
            if len(voters) != len(theirs):
                yield f"{way}, from the end", list(zip(voters[::-1], theirs[::-1], strict=False))


def _orders(truth: Truth) -> Iterator[tuple[str, ...]]:
    """The published result laid out in heaps: does any property of a voter's row sort by choice?"""
    yield from itertools.permutations(sorted(truth.marks))


def _heaps(order: Sequence[str], truth: Truth) -> list[str]:
    return [mark for mark in order for _ in range(truth.marks[mark])]


def _distinct(
    sources: Iterable[tuple[str, Sequence[Sighting]]], *, once: bool
) -> Iterator[tuple[str, list[Any]]]:
    """Every order the sightings of each source can be brought into. A voter seen several times stands where
    first seen, and in another order where last seen."""
    known: set[tuple[Any, ...]] = set()
    picks: tuple[tuple[str, Callable[[list[Any]], list[Any]]], ...] = (
        (("first ", _first), ("last ", _last)) if once else (("", list),)
    )
    for name, sightings in sources:
        for key in _key_names(sightings):
            held = [s for s in sightings if s.keys.get(key) is not None]
            values = [s.keys[key] for s in held]
            if len(set(map(str, values))) < 2:
                continue
            try:
                ordered = [s.what for s in sorted(held, key=lambda s: s.keys[key])]
            except TypeError:
                ordered = [s.what for s in sorted(held, key=lambda s: str(s.keys[key]))]
            for label, pick in picks:
                order = pick(ordered)
                if tuple(order) not in known:
                    known.add(tuple(order))
                    yield f"{name} by {label}{key}", order


def _first(order: list[Any]) -> list[Any]:
    return list(dict.fromkeys(order))


def _last(order: list[Any]) -> list[Any]:
    return list(dict.fromkeys(order[::-1]))[::-1]
