"""A small trail to tamper with, and plain verbs of the tests' own."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from governance.access.actor import Actor, system_actor
from governance.access.decision import Decision
from governance.audit import clock
from governance.audit.act import act, verb
from governance.audit.verify import Verification
from governance.audit.vocabulary import ActCode, register_acts
from governance.people.models import Organization, Post, Tenure
from governance.rules.verdict import Finding, Severity, Status, Verdict
from tests import builders

CODE = "tests.audit.done"
register_acts([ActCode(CODE, "试办", "试办")])
FREE = Verdict.without_article("a test of the trail")


def finding(status: Status, severity: Severity) -> Finding:
    return Finding("quorum", "S0-01:六-3", "2026", status, severity, "quorum_short", {"present": 8})


PASSED = Verdict((finding(Status.PASS, Severity.BLOCK),))
WARNED = Verdict((finding(Status.FAIL, Severity.WARN),))
BLOCKED = Verdict((finding(Status.FAIL, Severity.BLOCK),))


def nobody(reason: str = "tests") -> Actor:
    return system_actor(reason, clock.today())


def allowed(actor: Actor, code: str = CODE) -> Decision:
    return Decision(code, actor, allowed=True, post="党政办主任")


@verb(CODE)
def rename(
    *,
    actor: Actor,
    post: Post,
    title: str,
    verdict: Verdict = FREE,
    reason: str = "",
    happened_on: datetime.date | None = None,
) -> Post:
    with act(allowed(actor), verdict, on=post, reason=reason, happened_on=happened_on):
        post.title = title
        post.save(update_fields=["title"])
    return post


@dataclass
class World:
    """One town with three posts, one of them held and renamed twice: acts 0 (system) and town."""

    town: Organization
    post: Post
    spare: Post
    tenure: Tenure
    files: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def build(cls) -> World:
        town = builders.town()
        tenure = builders.hold(builders.person("乔维桢"), town, "office_director")
        spare = builders.post(town, "office_clerk")
        post = tenure.post
        rename(actor=nobody(), post=post, title="党政办公室主任")
        rename(actor=nobody(), post=post, title="党政综合办公室主任")
        return cls(town, post, spare, tenure)


def sql(statement: str, *parameters: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.rowcount


def verified(**options: Any) -> Verification:
    """A verification that has run to its end."""
    done = Verification(**options)
    list(done.run())
    return done


def first_break(**options: Any) -> tuple[int, int | None, str] | None:
    first = verified(**options).first
    return None if first is None else (first.organization, first.seq, first.what)
