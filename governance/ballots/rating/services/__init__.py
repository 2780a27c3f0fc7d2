"""Verbs of rating rounds. Casting is none: it leaves no act (`governance.ballots.slips`, `casting`)."""

from governance.ballots.rating.services.counting import (
    check_counts,
    close_round,
    count_round,
    reconcile,
    release_round,
    review_remarks,
)
from governance.ballots.rating.services.giving_up import lose_key, void_round
from governance.ballots.rating.services.opening import fix_roll, open_round, print_codes, reprint_codes
from governance.ballots.rating.services.setting_up import amend_round, approve_round, set_up_round

__all__ = (
    "amend_round",
    "approve_round",
    "check_counts",
    "close_round",
    "count_round",
    "fix_roll",
    "lose_key",
    "open_round",
    "print_codes",
    "reconcile",
    "release_round",
    "reprint_codes",
    "review_remarks",
    "set_up_round",
    "void_round",
)
