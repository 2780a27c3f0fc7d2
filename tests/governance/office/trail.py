"""Acts with findings of the reader's choice, written through the one door there is."""

from __future__ import annotations

import contextlib

from governance.access.decision import Decision
from governance.audit.act import act, verb
from governance.audit.errors import Refused
from governance.audit.vocabulary import ActCode, register_acts
from governance.rulebook.models import Adoption
from governance.rules.verdict import Finding, Severity, Status, Verdict
from governance.rules.wording import Sentence, register_sentences
from tests import builders

JUDGED = "tests.trail.judged"
register_acts([ActCode(JUDGED, "试办", "试办{object}")])
register_sentences({"tests.trail.found": Sentence("试出来的。", "再试。")})

PASS, FAIL, UNKNOWN, NOT_ASKED = Status.PASS, Status.FAIL, Status.UNKNOWN, Status.NOT_APPLICABLE
BLOCK, WARN = Severity.BLOCK, Severity.WARN


@verb(JUDGED)
def _judged(*, actor, on, verdict, reason, happened_on):
    decision = Decision(JUDGED, actor, allowed=True, post="试验")
    with act(decision, verdict, on=on, reason=reason, happened_on=happened_on):
        pass


def judged(crew, *found, on_day=None, reason="", who="office_clerk"):
    """One act of the town's; `found` are (citation, status, severity). A verdict that blocks is a refusal."""
    findings = tuple(
        Finding("tests.trail", cite, "000-1", status, severity, "tests.trail.found")
        for cite, status, severity in found
    )
    verdict = Verdict(findings=findings) if findings else Verdict.without_article("nothing asked")
    with contextlib.suppress(Refused):
        _judged(
            actor=builders.actor(crew.person(who)),
            on=Adoption.objects.filter(organization=crew.organization).first(),
            verdict=verdict,
            reason=reason,
            happened_on=on_day,
        )
