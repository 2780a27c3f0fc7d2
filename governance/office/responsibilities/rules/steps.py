"""The order of steps that no article governs. Pure."""

from __future__ import annotations

from governance.rules.verdict import Verdict

GO = Verdict.without_article("the order of steps of the office; what the articles ask is judged beside it")


def in_state(have: str, label: str, *wanted: str) -> Verdict:
    if have in wanted:
        return GO
    return Verdict.stopped("responsibilities.state.wrong", have=label)
