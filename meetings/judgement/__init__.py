"""One function per step: rows to facts to a verdict. Asked by the button and again by the service.

The verdict of a step is all findings of all rules the step stands under.
"""

from meetings.judgement import sentences as sentences
from meetings.judgement.before import (
    agenda_items,
    for_agenda,
    for_confirming,
    for_convening,
    for_planning,
    leave_open,
    listable,
    rehearsal,
    secretary_line,
    unacknowledged,
    usual_method,
)
from meetings.judgement.bench import GO, Bench, bench, stop
from meetings.judgement.minutes import (
    confirmed,
    filed_papers,
    for_archiving,
    for_record,
    for_signing,
    keep_secret_names_out,
    no_minutes_yet,
    not_signed,
    nothing_secret,
)
from meetings.judgement.names import keep_names_out, keep_names_out_of_meeting, refuse_names
from meetings.judgement.room import (
    for_closing,
    for_correction,
    for_discussing,
    for_opening,
    for_quorum,
    for_stance,
    has_presence,
    item_running,
    not_signed_in,
    recusable,
    still_open,
)
from meetings.judgement.vote import (
    NOT_COUNTED_YET,
    castable,
    for_counts,
    for_result,
    for_second_signature,
    for_vote,
    voidable,
)
from meetings.room import room

__all__ = (
    "GO",
    "NOT_COUNTED_YET",
    "Bench",
    "agenda_items",
    "bench",
    "castable",
    "confirmed",
    "filed_papers",
    "for_agenda",
    "for_archiving",
    "for_closing",
    "for_confirming",
    "for_convening",
    "for_correction",
    "for_counts",
    "for_discussing",
    "for_opening",
    "for_planning",
    "for_quorum",
    "for_record",
    "for_result",
    "for_second_signature",
    "for_signing",
    "for_stance",
    "for_vote",
    "has_presence",
    "item_running",
    "keep_names_out",
    "keep_names_out_of_meeting",
    "keep_secret_names_out",
    "leave_open",
    "listable",
    "no_minutes_yet",
    "not_signed",
    "not_signed_in",
    "nothing_secret",
    "recusable",
    "refuse_names",
    "rehearsal",
    "room",
    "secretary_line",
    "still_open",
    "stop",
    "unacknowledged",
    "usual_method",
    "voidable",
)
