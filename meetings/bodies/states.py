"""In which states each verb on another body's meeting may be carried out."""

from __future__ import annotations

from collections.abc import Callable

from governance.rules.verdict import Verdict, all_of
from meetings.bodies.models import BodyMeeting

S = BodyMeeting.Status

ALLOWED: dict[str, tuple[str, ...]] = {
    "meetings.body.noticed": (S.DRAFT,),
    "meetings.body.acknowledged": (S.NOTICED,),
    "meetings.body.leave_asked": (S.NOTICED,),
    "meetings.body.attended": (S.NOTICED, S.HELD),
    "meetings.body.closed": (S.NOTICED,),
    "meetings.body.summarised": (S.HELD,),
    "meetings.body.signed": (S.HELD,),
    "meetings.body.cancelled": (S.DRAFT, S.NOTICED),
    "meetings.body_minutes.printed": (S.RECORDED,),
    "meetings.body_sign_in.printed": (S.NOTICED, S.HELD, S.RECORDED),
    "meetings.body_matter.recorded": (S.NOTICED, S.HELD),
    "meetings.body_matter.corrected": (S.NOTICED, S.HELD),
    "meetings.body_matter.struck": (S.NOTICED, S.HELD),
    "meetings.body_matter.done": (S.HELD, S.RECORDED),
    # What a meeting agreed to hand on may reach the committee's list after its minutes are signed.
    "meetings.body_matter.referred": (S.NOTICED, S.HELD, S.RECORDED),
}


def in_order(code: str, meeting: BodyMeeting, *judged: Callable[[], Verdict]) -> Verdict:
    """The state first; what the articles say is asked only where the step makes sense at all."""
    state = in_state(code, meeting)
    return all_of(state, *(judge() for judge in judged)) if state.allowed else state


def in_state(code: str, meeting: BodyMeeting) -> Verdict:
    allowed = ALLOWED[code]
    if meeting.status in allowed:
        return Verdict.without_article("order of steps")
    labels = dict(S.choices)
    return Verdict.stopped(
        "meetings.state.wrong",
        have=str(labels[S(meeting.status)]),
        need="、".join(str(labels[S(s)]) for s in allowed),
    )
