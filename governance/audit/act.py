"""`act()` opens the only door to recorded rows; `verb` wraps a service around it.

Beats of a service (style of the whole code base): durable transaction and row lock → access gives
a decision → facts → verdict → `with act(decision, verdict, on=…)`: change, save named fields →
tasks on commit.
"""

from __future__ import annotations

import functools
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any, ParamSpec, Protocol, TypeVar, overload

from django.db import IntegrityError, models, transaction

from governance.audit import chain, clock, drift, followers
from governance.audit.decision import DecisionLike
from governance.audit.errors import (
    AlreadyDone,
    ForeignForm,
    NotDone,
    ReasonNeeded,
    Refused,
    TrailError,
    WrongTime,
)
from governance.audit.models import SYSTEM_CHAIN, Act
from governance.audit.scope import OpenAct, VerbScope, _act, _verb, current_act, current_verb
from governance.audit.vocabulary import act_code
from governance.rules.verdict import Verdict

REASON_LENGTH = 200
P = ParamSpec("P")
R_co = TypeVar("R_co", covariant=True)


class Verb(Protocol[P, R_co]):
    """A service as callers see it: what it takes, and the form's number `once` beside that."""

    act_code: str

    @overload
    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R_co: ...
    @overload
    def __call__(self, *, once: uuid.UUID | None, **kwargs: Any) -> R_co: ...


@contextmanager
def act(
    decision: DecisionLike,
    verdict: Verdict,
    *,
    on: models.Model,
    reason: str = "",
    happened_on: date | None = None,
    facts: Mapping[str, Any] | None = None,
    parent_id: uuid.UUID | None = None,
    late_entry: bool = False,
) -> Iterator[OpenAct]:
    """Open an act on `on` (which may be unsaved when the act creates it).

    `facts` hold ids, dates, counts and short neutral texts. Raises TrailError for a missing or
    unfavourable decision, an unregistered code, a nested act; Refused when the verdict blocks;
    ReasonNeeded when warn articles fail and no reason is given; WrongTime for a bad `happened_on`.
    """
    running = current_verb()
    if current_act() is not None:
        raise TrailError("acts do not nest; verbs never call verbs")
    if running is None:
        raise TrailError("an act is opened by a verb")
    if running.used:
        raise TrailError(f"{running.code} opens a second act")
    if not decision.allowed or decision.action != running.code:
        raise TrailError(f"{running.code} carried out on a decision about {decision.action}")
    if not verdict.findings and not verdict.unregulated:
        raise TrailError(f"{running.code}: an empty verdict says nothing; name the article or say why none")
    act_code(running.code)
    if not verdict.allowed:
        raise Refused(verdict, decision, on, facts=dict(facts or {}))
    reason = reason.strip()
    if verdict.warnings and not reason:
        raise ReasonNeeded(verdict, decision)
    if len(reason) > REASON_LENGTH:
        raise ValueError(f"a reason has at most {REASON_LENGTH} characters")
    on_day = _checked_day(happened_on, on)
    running.used = True
    opened = OpenAct(
        id=running.act_id,
        code=running.code,
        actor_id=decision.actor.account_id,
        chain_organization_id=chain_of(on),
    )
    token = _act.set(opened)
    try:
        yield opened
    finally:
        _act.reset(token)
    drift.refuse(opened.history)
    _write(
        opened,
        decision,
        verdict,
        on,
        outcome=Act.Outcome.DONE,
        reason=reason if verdict.warnings or late_entry else "",
        happened_on=on_day,
        facts=dict(facts or {}),
        parent_id=parent_id,
        late_entry=late_entry,
    )
    followers.tell(opened)
    running.written = True


def chain_of(on: models.Model) -> int:
    return getattr(on, "chain_organization_id", SYSTEM_CHAIN) or SYSTEM_CHAIN


def _checked_day(happened_on: date | None, on: models.Model) -> date:
    today = clock.today()
    if happened_on is None:
        return today
    if happened_on > today:
        raise WrongTime("happened_on lies after today")
    signed = getattr(on, "last_signed_on", None)
    if signed is not None and happened_on < signed:
        raise WrongTime("happened_on lies before the last signed step")
    return happened_on


def _write(
    opened: OpenAct,
    decision: DecisionLike,
    verdict: Verdict,
    on: models.Model,
    *,
    outcome: Act.Outcome,
    reason: str,
    happened_on: date,
    facts: dict[str, Any],
    parent_id: uuid.UUID | None,
    late_entry: bool,
) -> Act:
    matter = getattr(on, "audit_matter", None)
    row = Act(
        id=opened.id,
        organization_id=chain_of(on),
        code=opened.code,
        outcome=outcome,
        happened_on=happened_on,
        actor_id=decision.actor.account_id,
        actor_name=decision.actor.name,
        actor_post=decision.post,
        object_type=on._meta.label_lower,
        object_id=str(on.pk or ""),
        object_text=str(getattr(on, "audit_text", on))[:200],
        matter_type=matter._meta.label_lower if matter is not None else "",
        matter_id=str(matter.pk) if matter is not None else "",
        reason=reason,
        verdict=verdict.as_dict(),
        facts=facts,
        late_entry=late_entry,
        parent_id=parent_id,
    )
    shifted = clock.shifted_time()
    if shifted is not None:
        row.recorded_at = shifted
    row.save()
    chain.append(
        row.organization_id,
        row.id,
        {
            "v": chain.PAYLOAD_VERSION,
            "act": chain.row_values(row),
            "history": [
                {"model": h._meta.label_lower, "row": chain.row_values(h)}
                for h in sorted(opened.history, key=lambda h: (h._meta.label_lower, h.pk))
            ],
        },
    )
    return row


def record_refusal(refused: Refused) -> Act:
    """Write a refusal after the rollback, under an id of its own: refusals are evidence."""
    with transaction.atomic():
        return _write(
            OpenAct(
                id=uuid.uuid4(), code=refused.decision.action, actor_id=refused.decision.actor.account_id
            ),
            refused.decision,
            refused.verdict,
            refused.on,
            outcome=Act.Outcome.REFUSED,
            reason="",
            happened_on=clock.today(),
            facts=refused.facts,
            parent_id=None,
            late_entry=False,
        )


def verb(code: str) -> Callable[[Callable[P, R_co]], Verb[P, R_co]]:
    """Wrap a service: a durable transaction, one act, refusals recorded after the rollback.

    The wrapped function takes keyword arguments only, `actor` among them. Callers may pass `once`
    (a UUID drawn with the form): it becomes the act's id, so that sending a form twice raises
    AlreadyDone instead of acting twice.
    """

    def wrap(function: Callable[P, R_co]) -> Verb[P, R_co]:
        @functools.wraps(function)
        def run(*, once: uuid.UUID | None = None, **kwargs: Any) -> Any:
            actor = kwargs["actor"]
            if once is not None:
                _raise_if_done(once, code, actor.account_id)
            scope = VerbScope(once or uuid.uuid4(), code)
            try:
                with transaction.atomic(durable=True):
                    token = _verb.set(scope)
                    try:
                        result = function(**kwargs)  # type: ignore[call-arg]
                    finally:
                        _verb.reset(token)
                    if scope.used and not scope.written:
                        raise TrailError(f"{code} gave up its act half-way and went on")
                    return result
            except (NotDone, ReasonNeeded, IntegrityError) as stopped:
                # The same form sent twice at once: the loser of the row lock finds the step taken
                # (or the id used) and is told so, instead of being refused for its own success.
                if once is not None:
                    _raise_if_done(once, code, actor.account_id)
                if isinstance(stopped, NotDone):
                    stopped.record_once()
                raise

        run.act_code = code  # type: ignore[attr-defined]
        return run  # type: ignore[return-value]

    return wrap


def _raise_if_done(once: uuid.UUID, code: str, account_id: int | None) -> None:
    earlier = Act.objects.filter(pk=once).first()
    if earlier is None:
        return
    if earlier.code != code or earlier.actor_id != account_id:
        raise ForeignForm("a form number of another act was sent")
    raise AlreadyDone(earlier)
