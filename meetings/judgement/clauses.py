"""Who writes a clause: its owner and the office, until it is supervised; then the matter it became."""

from __future__ import annotations

from governance.rules.verdict import Verdict
from governance.rules.wording import Sentence, gettext_noop, register_sentences
from meetings.judgement.bench import stop
from meetings.models import ResolutionClause, SupervisedTask

register_sentences(
    {
        "meetings.clause.supervised": Sentence(
            gettext_noop("这一条已交办为督查事项{number}，在督查事项里办。"),
            gettext_noop("请到督查事项{number}报结果、申请延期或换人；它办结时，这一条跟着办结。"),
        )
    }
)


def live_task_of(clause: ResolutionClause) -> SupervisedTask | None:
    """The matter under which a clause is supervised; None for none, or one that was cancelled. One query."""
    return clause.tasks.exclude(status=SupervisedTask.Status.CANCELLED).first()


def not_supervised(clause: ResolutionClause) -> Verdict:
    """A clause that was handed to supervision has one writer: the matter it became."""
    task = live_task_of(clause)
    if task is None:
        return Verdict.without_article("not under supervision")
    return stop("meetings.clause.supervised", number=task.number)
