"""The rules by name. A rule is a pure function of facts, book and calendar to a verdict.

Apps register theirs with `@rule`; services and `manage.py judge` ask through `judge`, so that the
button, the service and the command line give one answer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from governance.rules.book import Book
from governance.rules.days import WorkingCalendar
from governance.rules.facts import BadCall, parse_facts, takes
from governance.rules.verdict import Verdict

Function = Callable[[Any, Book, WorkingCalendar], Verdict]
R = TypeVar("R", bound=Function)


@dataclass(frozen=True)
class Rule:
    name: str
    facts: type
    function: Function

    @property
    def takes(self) -> str:
        """The facts of the rule, one a line."""
        return f"{self.name} takes these facts (null where unknown):\n{takes(self.facts)}"


_RULES: dict[str, Rule] = {}


def rule(name: str, *, facts: type) -> Callable[[R], R]:
    """Register a function under a name. Raises ValueError for a second function of that name."""

    def register(function: R) -> R:
        if name in _RULES and _RULES[name].function is not function:
            raise ValueError(f"two rules named {name}")
        _RULES[name] = Rule(name, facts, function)
        return function

    return register


def rule_names() -> tuple[str, ...]:
    return tuple(sorted(_RULES))


def find_rule(name: str) -> Rule:
    """Raises BadCall naming the rules there are."""
    try:
        return _RULES[name]
    except (KeyError, TypeError):
        raise BadCall(f"no rule {name!r}; there are {', '.join(rule_names())}") from None


def judge(name: str, facts: Mapping[str, Any] | Any, book: Book, calendar: WorkingCalendar) -> Verdict:
    """Judge facts, a mapping or the rule's own dataclass. Raises BadCall for facts it cannot take."""
    found = find_rule(name)
    read = facts if isinstance(facts, found.facts) else parse_facts(found.facts, facts)
    return found.function(read, book, calendar)
