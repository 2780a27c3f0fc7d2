"""What tables of verbs share: one built town for a module, and what must hold after every refusal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import pytest
from django.apps import apps
from django.db import connection, transaction

from governance.audit.errors import ReasonNeeded, Refused
from governance.audit.models import Act, ChainEntry

W = TypeVar("W")


@contextmanager
def kept_world(blocker: Any, build: Callable[[], W]) -> Iterator[W | None]:
    """Build once for a whole module and undo it at its end; each test undoes its own part.

    The outer transaction is marked as a test's own, as Django marks that of a TestCase, so that the
    durable transactions of verbs may open inside it. None on a database whose connection is closed
    between tests: there each test builds for itself.
    """
    if connection.vendor != "sqlite" or not connection.is_in_memory_db():
        yield None
        return
    with blocker.unblock():
        outer = transaction.atomic()
        outer._from_testcase = True  # type: ignore[attr-defined]
        outer.__enter__()
        try:
            yield build()
        finally:
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)


def rows() -> dict[str, list[dict[str, Any]]]:
    """Every row of the app with its history, to see whether anything changed."""
    return {m._meta.label: list(m._base_manager.order_by("pk").values()) for m in _models()}


def _models() -> list[type[Any]]:
    return [*apps.get_app_config("meetings").get_models(), apps.get_model("governance", "NumberSeries")]


def refused(call: Callable[[], Any]) -> Refused:
    """Run a verb that must be refused: nothing changed, and the refusal stands in the town's chain."""
    before = rows()
    with pytest.raises(Refused) as caught:
        call()
    assert rows() == before
    refusal = caught.value
    assert refusal.act is not None
    written = Act.objects.get(pk=refusal.act.pk)
    assert (written.outcome, written.code) == (Act.Outcome.REFUSED, refusal.decision.action)
    assert written.actor_id == refusal.decision.actor.account_id
    assert ChainEntry.objects.filter(act_id=written.pk, organization_id=written.organization_id).exists()
    assert written.organization_id == refusal.on.organization_id
    assert [f["code"] for f in written.verdict["findings"]] == [f.code for f in refusal.verdict.findings]
    return refusal


def needs_reason(call: Callable[[], Any]) -> ReasonNeeded:
    """Run a verb that must ask for a reason: nothing changed, and nothing was recorded."""
    before, acts = rows(), Act.objects.count()
    with pytest.raises(ReasonNeeded) as caught:
        call()
    assert rows() == before
    assert Act.objects.count() == acts
    return caught.value


def blocks(refusal: Refused) -> set[tuple[str, str]]:
    """(article, code) of what stopped the step."""
    return {(f.article, f.code) for f in refusal.verdict.blocking}


def warns(needed: ReasonNeeded) -> set[tuple[str, str]]:
    return {(f.article, f.code) for f in needed.verdict.warnings}


def figures(refusal: Refused | ReasonNeeded, code: str) -> dict[str, Any]:
    """The figures of the finding with this code."""
    return dict(next(f.figures for f in refusal.verdict.findings if f.code == code))


def last_act(code: str) -> Act:
    """The newest done act of this code, in the order of the chain."""
    done = Act.objects.filter(code=code, outcome=Act.Outcome.DONE).values("pk")
    return Act.objects.get(pk=ChainEntry.objects.filter(act_id__in=done).latest("seq").act_id)
