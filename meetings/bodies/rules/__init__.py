"""The rules of other bodies' meetings: what each kind is, and pure functions of facts, book and calendar.

Importing this package registers every rule and its sentences.
"""

from meetings.bodies.rules import sentences
from meetings.bodies.rules.conduct import (
    ChairFacts,
    DecidesFacts,
    DissentFacts,
    QuorumFacts,
    SeatsFacts,
    SecrecyFacts,
    ThriftFacts,
    body_chair,
    body_decides,
    body_dissent,
    body_quorum,
    body_seats,
    body_secrecy,
    body_thrift,
)
from meetings.bodies.rules.kinds import COMMITTEE, EVERYBODY, KINDS, KindRules, Rhythm, Scope, kind_rules

__all__ = (
    "COMMITTEE",
    "EVERYBODY",
    "KINDS",
    "ChairFacts",
    "DecidesFacts",
    "DissentFacts",
    "KindRules",
    "QuorumFacts",
    "Rhythm",
    "Scope",
    "SeatsFacts",
    "SecrecyFacts",
    "ThriftFacts",
    "body_chair",
    "body_decides",
    "body_dissent",
    "body_quorum",
    "body_seats",
    "body_secrecy",
    "body_thrift",
    "kind_rules",
    "sentences",
)
