"""Old resolutions: what stands in the way of taking a batch back."""

from __future__ import annotations

from governance.rules.verdict import Verdict
from meetings.judgement.bench import GO, stop
from meetings.models import AccountabilityCase, ResolutionImport


def not_referred_to(batch: ResolutionImport) -> Verdict:
    """Whatever points at an old resolution would point at nothing."""
    referred = AccountabilityCase.objects.filter(past__batch=batch).values("past").distinct().count()
    return stop("meetings.state.import_referred_to", have=referred) if referred else GO
