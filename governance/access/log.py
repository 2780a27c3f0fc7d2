"""The access log: denials and readings of sensitive files."""

from __future__ import annotations

import logging

from governance.access.decision import Decision

logger = logging.getLogger("governance.access")


def log_denial(decision: Decision, organization_id: int | None) -> None:
    logger.info("denied %s account=%s", decision.action, decision.actor.account_id)
