"""What somebody marked on a sheet, as a form sends it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.views.decorators.debug import sensitive_variables

from governance.ballots.payload import Question

ANSWER = "answer_"  # before the key of a question: the name of its field


@sensitive_variables()
def marked(sheet: Iterable[Question], sent: Mapping[str, str]) -> dict[str, str]:
    """Question → option; only options that stand on the sheet, and no entry where there is no mark."""
    found = {question.key: sent.get(ANSWER + question.key, "") for question in sheet}
    return {
        question.key: found[question.key] for question in sheet if found[question.key] in question.options
    }
