"""What a rule answers: findings, and the verdict that is all of them.

A verdict is never a bare boolean. It keeps every finding, so that a page can show what held
beside what failed, and an act can store the articles and figures it was judged by.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from governance.rules.wording import render_message, render_remedy

type_translate = Callable[[str], str]


class Status(StrEnum):
    PASS = "pass"
    FAIL = "fail"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


class Severity(StrEnum):
    """How an article binds; taken from the article's enforcement level, never from the function."""

    BLOCK = "block"
    WARN = "warn"


@dataclass(frozen=True)
class Finding:
    """One article judged once.

    `figures` holds numbers, dates (ISO text), ids and short glossary words only: it is stored in
    acts, which must never carry opinions or petition text.
    """

    rule: str
    article: str
    edition: str
    status: Status
    severity: Severity
    code: str
    figures: Mapping[str, Any] = field(default_factory=dict)
    provisional: bool = False

    @property
    def blocks(self) -> bool:
        """A block article that fails, or that cannot be judged, stops the step (design §3)."""
        return self.severity is Severity.BLOCK and self.status in (Status.FAIL, Status.UNKNOWN)

    @property
    def warns(self) -> bool:
        """A warn article that fails: the step may go on with a stated reason."""
        return self.severity is Severity.WARN and self.status is Status.FAIL

    def message(self, translate: type_translate = str) -> str:
        return render_message(self.code, self.figures, translate)

    def remedy(self, translate: type_translate = str) -> str:
        return render_remedy(self.code, self.figures, translate)

    def as_dict(self) -> dict[str, Any]:
        return {
            "rule": self.rule,
            "article": self.article,
            "edition": self.edition,
            "status": str(self.status),
            "severity": str(self.severity),
            "code": self.code,
            "figures": dict(self.figures),
            "provisional": self.provisional,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Finding:
        return cls(
            rule=data["rule"],
            article=data["article"],
            edition=data["edition"],
            status=Status(data["status"]),
            severity=Severity(data["severity"]),
            code=data["code"],
            figures=dict(data["figures"]),
            provisional=bool(data.get("provisional", False)),
        )


@dataclass(frozen=True)
class Verdict:
    """All findings of one step, and the outcome where the rule decides one (adopted, rejected …)."""

    findings: tuple[Finding, ...] = ()
    outcome: str | None = None
    unregulated: str = ""

    @classmethod
    def without_article(cls, why: str) -> Verdict:
        """For a step no article governs (editing one's own draft). Counted, never by omission."""
        return cls(unregulated=why)

    @classmethod
    def stopped(cls, code: str, /, *, severity: Severity = Severity.BLOCK, **figures: Any) -> Verdict:
        """A step stopped by the order of things, not by an article; with `Severity.WARN` it goes on for a
        stated reason. The rule is the code without its last word: `meetings.state.wrong`."""
        rule = code.rpartition(".")[0]
        return cls(findings=(Finding(rule, "", "", Status.FAIL, severity, code, figures=figures),))

    @property
    def allowed(self) -> bool:
        return not any(f.blocks for f in self.findings)

    @property
    def blocking(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if f.blocks)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """Warn findings that ask for a reason. An unknown warn reports itself but asks for none."""
        return tuple(f for f in self.findings if f.warns)

    @property
    def articles(self) -> tuple[tuple[str, str], ...]:
        """(article, edition) of every finding that applied, once each, in order."""
        seen: dict[tuple[str, str], None] = {}
        for f in self.findings:
            if f.status is not Status.NOT_APPLICABLE:
                seen[(f.article, f.edition)] = None
        return tuple(seen)

    def as_dict(self) -> dict[str, Any]:
        return {
            "allowed": self.allowed,
            "outcome": self.outcome,
            "unregulated": self.unregulated,
            "findings": [f.as_dict() for f in self.findings],
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Verdict:
        return cls(
            findings=tuple(Finding.from_dict(f) for f in data["findings"]),
            outcome=data.get("outcome"),
            unregulated=data.get("unregulated", ""),
        )


def all_of(*verdicts: Verdict) -> Verdict:
    """Join verdicts of one step. At most one of them may carry an outcome."""
    outcomes = [v.outcome for v in verdicts if v.outcome is not None]
    if len(outcomes) > 1:
        raise ValueError("two verdicts of one step carry an outcome")
    return Verdict(
        findings=tuple(f for v in verdicts for f in v.findings),
        outcome=outcomes[0] if outcomes else None,
        unregulated="; ".join(dict.fromkeys(v.unregulated for v in verdicts if v.unregulated)),
    )
