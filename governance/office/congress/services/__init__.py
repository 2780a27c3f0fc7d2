"""The verbs of the congress office."""

from governance.office.congress.services.council import open_matter, record_council_step, record_study
from governance.office.congress.services.elections import (
    confirm_candidates,
    open_election,
    record_election_step,
    record_result,
)
from governance.office.congress.services.meetings import record_meeting
from governance.office.congress.services.proposals import hand_over, receive_proposal, reply
from governance.office.congress.services.removals import propose_removal, record_removal_step
from governance.office.congress.services.terms import add_group, enter_delegates, open_term

__all__ = (
    "add_group",
    "confirm_candidates",
    "enter_delegates",
    "hand_over",
    "open_election",
    "open_matter",
    "open_term",
    "propose_removal",
    "receive_proposal",
    "record_council_step",
    "record_election_step",
    "record_meeting",
    "record_removal_step",
    "record_result",
    "record_study",
    "reply",
)
