"""In which states each verb may be carried out: the transition table of this app.

A step out of order is refused like any other step the procedure does not allow, with what is and
what would have to be. The order itself is that of F-01 (民主议事决策制度).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from governance.rules.verdict import Verdict, all_of
from governance.rules.wording import Sentence, gettext_noop, register_sentences
from meetings.models import (
    AccountabilityCase,
    AgendaItem,
    Corrigendum,
    EmergencyHandling,
    Meeting,
    Minutes,
    Resolution,
    ResolutionClause,
    ResolutionImport,
    Topic,
    Vote,
)

T, M, A, V, N, R, C = (
    Topic.Status,
    Meeting.Status,
    AgendaItem.Status,
    Vote.Status,
    Minutes.Status,
    Resolution.Status,
    Corrigendum.Status,
)

ALLOWED: dict[str, tuple[str, ...]] = {
    "meetings.topic.late_confirmed": (T.SUBMITTED, T.RETURNED, T.POSTPONED),
    "meetings.topic.consented": (T.SUBMITTED, T.RETURNED, T.POSTPONED),
    "meetings.topic.opined": (T.SUBMITTED, T.RETURNED, T.POSTPONED),
    "meetings.topic.agreed": (T.SUBMITTED, T.POSTPONED),
    "meetings.topic.returned": (T.SUBMITTED,),
    "meetings.topic.resubmitted": (T.RETURNED,),
    "meetings.topic.withdrawn": (T.SUBMITTED, T.RETURNED, T.POSTPONED),
    "meetings.material.added": (T.SUBMITTED, T.RETURNED, T.POSTPONED, T.AGREED),
    "meetings.material.replaced": (T.SUBMITTED, T.RETURNED, T.POSTPONED, T.AGREED),
    "meetings.material.withdrawn": (T.SUBMITTED, T.RETURNED, T.POSTPONED, T.AGREED),
    # The chair looks through the late entry once all of it is there.
    "meetings.meeting.late_confirmed": (M.CLOSED,),
    "meetings.meeting.continued": (M.NOTICED,),
    "meetings.call.opened": (M.PREPARING,),
    "meetings.call.moved": (M.PREPARING,),
    "meetings.call.withdrawn": (M.PREPARING,),
    "meetings.minutes.tabled": (M.PREPARING,),
    "meetings.agenda.ordered": (M.PREPARING, M.NOTICED, M.IN_SESSION),
    "meetings.item.arranged": (A.PENDING, A.DISCUSSING, A.SUMMARISED),
    "meetings.item.removed": (A.PENDING,),
    "meetings.agenda.confirmed": (M.PREPARING,),
    "meetings.meeting.convened": (M.PREPARING,),
    "meetings.meeting.moved": (M.PREPARING, M.NOTICED),
    "meetings.meeting.cancelled": (M.PREPARING, M.NOTICED),
    "meetings.notice.acknowledged": (M.NOTICED, M.IN_SESSION),
    "meetings.notice.delivered": (M.NOTICED, M.IN_SESSION),
    "meetings.leave.requested": (M.NOTICED,),
    "meetings.leave.granted": (M.NOTICED, M.IN_SESSION),
    "meetings.leave.refused": (M.NOTICED, M.IN_SESSION),
    "meetings.attendance.signed_in": (M.NOTICED, M.IN_SESSION),
    "meetings.attendance.entered": (M.NOTICED, M.IN_SESSION),
    "meetings.attendance.corrected": (M.NOTICED, M.IN_SESSION, M.CLOSED),
    "meetings.attendance.left": (M.IN_SESSION,),
    "meetings.attendance.came_back": (M.IN_SESSION,),
    "meetings.meeting.opened": (M.NOTICED,),
    "meetings.item.recused": (A.PENDING, A.DISCUSSING, A.SUMMARISED),
    "meetings.item.opened": (A.PENDING,),
    # Somebody may still come in after the summing-up; it is then to be made again.
    "meetings.stance.taken": (A.DISCUSSING, A.SUMMARISED),
    "meetings.stance.entered": (A.DISCUSSING, A.SUMMARISED),
    "meetings.stance.corrected": (
        A.DISCUSSING,
        A.SUMMARISED,
        A.VOTING,
        A.COUNTED,
        A.DECIDED,
        A.POSTPONED,
    ),
    "meetings.stance.struck": (
        A.DISCUSSING,
        A.SUMMARISED,
        A.VOTING,
        A.COUNTED,
        A.DECIDED,
        A.POSTPONED,
    ),
    "meetings.item.summarised": (A.DISCUSSING, A.SUMMARISED),
    "meetings.item.postponed": (A.PENDING, A.DISCUSSING, A.SUMMARISED),
    "meetings.vote.opened": (A.SUMMARISED, A.DISCUSSING),
    "meetings.ballot.cast": (V.OPEN,),
    "meetings.ballot.entered": (V.OPEN,),
    "meetings.vote.closed": (V.OPEN,),
    "meetings.vote.unsealed": (V.CLOSED,),
    "meetings.vote.key_lost": (V.OPEN, V.CLOSED),
    "meetings.vote.typed": (V.CLOSED,),
    "meetings.vote.counted": (V.TYPED,),
    "meetings.vote.recount_asked": (V.TYPED,),
    "meetings.vote.void_asked": (V.OPEN, V.CLOSED, V.TYPED, V.COUNTED),
    "meetings.vote.voided": (V.OPEN, V.CLOSED, V.TYPED, V.COUNTED),
    "meetings.resolution.adopted": (V.COUNTED,),
    "meetings.resolution.worded": (R.DRAFTED,),
    "meetings.resolution.confirmed": (R.DRAFTED,),
    "meetings.emergency.reported": (EmergencyHandling.Status.OPEN,),
    "meetings.clause.done": (ResolutionClause.Status.OPEN,),
    "meetings.clause.reopened": (ResolutionClause.Status.DONE,),
    "meetings.clause.extended": (ResolutionClause.Status.OPEN,),
    "meetings.clause.reassigned": (ResolutionClause.Status.OPEN,),
    "meetings.accountability.closed": (AccountabilityCase.Status.OPEN,),
    "meetings.import.confirmed": (ResolutionImport.Status.ENTERED,),
    "meetings.import.withdrawn": (ResolutionImport.Status.ENTERED, ResolutionImport.Status.CONFIRMED),
    "meetings.meeting.closed": (M.IN_SESSION,),
    "meetings.minutes.composed": (M.CLOSED,),
    "meetings.minutes.edited": (N.DRAFTING, N.RETURNED),
    "meetings.minutes.submitted": (N.DRAFTING, N.RETURNED),
    "meetings.minutes.returned": (N.IN_REVIEW,),
    "meetings.minutes.signed": (N.IN_REVIEW,),
    # Also after the meeting is filed: an error may come to light years later.
    "meetings.corrigendum.drafted": (N.SIGNED,),
    "meetings.corrigendum.redrafted": (C.DRAFTED, C.RETURNED),
    "meetings.corrigendum.withdrawn": (C.DRAFTED, C.RETURNED),
    "meetings.corrigendum.returned": (C.DRAFTED,),
    "meetings.corrigendum.signed": (C.DRAFTED,),
    "meetings.meeting.archived": (M.CLOSED,),
    "meetings.notice.printed": (M.NOTICED, M.IN_SESSION, M.CLOSED, M.ARCHIVED),
    "meetings.guest_notice.printed": (M.NOTICED, M.IN_SESSION, M.CLOSED, M.ARCHIVED),
    "meetings.sign_in_sheet.printed": (M.NOTICED, M.IN_SESSION, M.CLOSED, M.ARCHIVED),
    # While the roll is fixed and nothing is in the box yet: a slip printed later would be one too many.
    "meetings.ballots.printed": (V.OPEN,),
    "meetings.count_sheet.printed": (V.OPEN, V.CLOSED, V.TYPED, V.COUNTED, V.ANNOUNCED),
    "meetings.count_certificate.printed": (V.TYPED, V.COUNTED, V.ANNOUNCED),
    "meetings.record.printed": (M.CLOSED, M.ARCHIVED),
    "meetings.record_volume.printed": (M.CLOSED, M.ARCHIVED),
    "meetings.resolution.extracted": (R.CONFIRMED,),
}

register_sentences(
    {
        "meetings.state.wrong": Sentence(
            gettext_noop("现在是“{have}”，须在“{need}”时才能办这一步。"),
            gettext_noop("请先看页首“到哪一步”，按程序先办前面的步骤。"),
        )
    }
)


def in_order(
    code: str,
    thing: Any,
    *judged: Callable[[], Verdict],
    allowed: Mapping[str, tuple[str, ...]] = ALLOWED,
) -> Verdict:
    """The state first; what the articles say is asked only where the step makes sense at all."""
    state = in_state(code, thing, allowed)
    return all_of(state, *(judge() for judge in judged)) if state.allowed else state


def in_state(code: str, thing: Any, table: Mapping[str, tuple[str, ...]] = ALLOWED) -> Verdict:
    """Whether the thing (any row with a status) is in a state in which the verb may be carried out. A package
    of this app with a table of its own hands it over."""
    allowed = table[code]
    if thing.status in allowed:
        return Verdict.without_article("order of steps")
    labels = dict(type(thing).Status.choices)
    return Verdict.stopped(
        "meetings.state.wrong",
        have=str(labels[thing.status]),
        need="、".join(str(labels[s]) for s in allowed),
    )
