"""In which states of its meeting each verb of a democratic life meeting may be carried out."""

from meetings.bodies.models import BodyMeeting
from meetings.bodies.states import ALLOWED, in_order, in_state

S = BodyMeeting.Status
BEFORE, THERE, AFTER = (S.DRAFT, S.NOTICED), (S.NOTICED, S.HELD), (S.HELD, S.RECORDED)

ALLOWED.update(
    {
        "meetings.life.themed": BEFORE,
        "meetings.life.opinion_recorded": BEFORE,
        "meetings.life.opinion_struck": BEFORE,
        "meetings.life.opinions_returned": BEFORE,
        "meetings.life.feedback_received": BEFORE,
        "meetings.life.talked": BEFORE,
        "meetings.life.stated": BEFORE,
        "meetings.life.reported": BEFORE,
        "meetings.life.approved": BEFORE,
        "meetings.life.put_off": BEFORE,
        "meetings.life.proceedings": THERE,
        "meetings.life.spoken": THERE,
        "meetings.life.spoken_struck": THERE,
        "meetings.life.measure_set": AFTER,
        "meetings.life.published": AFTER,
        "meetings.life.submitted": AFTER,
        "meetings.life.printed": (*BEFORE, *AFTER),
    }
)

__all__ = ("ALLOWED", "in_order", "in_state")
