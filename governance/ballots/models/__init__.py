"""Rows of a secret vote. What is sealed and what is recorded is told in each module."""

from governance.ballots.models.paper import PaperBatch, PaperCount, TypedPart
from governance.ballots.models.poll import CountObjection, GroupCount, KeyHolder, SealedPoll, poll_of_voter
from governance.ballots.models.rating import RaterClass, RatingRound, Remark, RemarkFinding, WrongCodes
from governance.ballots.models.sealed import Envelope, ReceiptCode, SealedModel, Slip, Tally

__all__ = (
    "CountObjection",
    "Envelope",
    "GroupCount",
    "KeyHolder",
    "PaperBatch",
    "PaperCount",
    "RaterClass",
    "RatingRound",
    "ReceiptCode",
    "Remark",
    "RemarkFinding",
    "SealedModel",
    "SealedPoll",
    "Slip",
    "Tally",
    "TypedPart",
    "WrongCodes",
    "poll_of_voter",
)
