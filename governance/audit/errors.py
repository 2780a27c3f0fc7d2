"""What stops a write: no act, no favourable verdict, no reason, done before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from governance.audit.decision import DecisionLike
    from governance.audit.models import Act
    from governance.rules.verdict import Verdict


class TrailError(RuntimeError):
    """A programming error: someone tried to write around the audit layer."""


class OutsideAct(TrailError):
    """A recorded row was written while no act was open."""


class ForeignForm(TrailError):
    """A form number that stands for another act, or for another account's: typed in, never drawn."""


class NotDone(Exception):
    """A verb that came to nothing and is recorded after its rollback. `record()` writes the
    evidence in a transaction of its own; `record_once` is safe to call on the way up."""

    recorded = False

    def record(self) -> None:
        raise NotImplementedError

    def record_once(self) -> None:
        if not self.recorded:
            self.recorded = True
            self.record()


class Refused(NotDone):
    """The regulation does not let this step happen now (HTTP 409)."""

    def __init__(
        self,
        verdict: Verdict,
        decision: DecisionLike,
        on: Any,
        *,
        facts: dict[str, Any] | None = None,
    ) -> None:
        stopped = ", ".join(f"{f.code} ({f.article})" for f in verdict.blocking)
        super().__init__(f"{decision.action} refused: {stopped}")
        self.verdict = verdict
        self.decision = decision
        self.on = on
        self.facts = facts or {}
        self.act: Act | None = None

    def record(self) -> None:
        from governance.audit.act import record_refusal

        self.act = record_refusal(self)


class ReasonNeeded(Exception):
    """Warn articles fail: the step may go on with a stated reason. Nothing happened yet."""

    def __init__(self, verdict: Verdict, decision: DecisionLike) -> None:
        short = ", ".join(f"{f.code} ({f.article})" for f in verdict.warnings)
        super().__init__(f"{decision.action} needs a reason: {short}")
        self.verdict = verdict
        self.decision = decision


class AlreadyDone(Exception):
    """The same form was sent twice; the first time counted."""

    def __init__(self, act: Act) -> None:
        super().__init__(str(act.pk))
        self.act = act


class WrongTime(ValueError):
    """`happened_on` lies after today or before the object's last signed step."""
