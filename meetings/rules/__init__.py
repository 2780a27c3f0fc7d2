"""The rules of the committee meeting: pure functions of facts, book and calendar.

Importing this package registers every rule and its sentences. Services and `manage.py judge` ask by
name through `governance.rules.registry.judge`.
"""

from meetings.rules import sentences, sentences_deciding
from meetings.rules.adoption import AdoptionFacts, adoption
from meetings.rules.attendance import (
    AttendanceFacts,
    ChairFacts,
    QuorumFacts,
    attendance_required,
    chair,
    quorum,
)
from meetings.rules.count_sheet import CountSheetFacts, count_sheet
from meetings.rules.deciding import (
    CirculationFacts,
    DecidingFacts,
    ReconsiderFacts,
    circulation,
    deciding_body,
    reconsider,
)
from meetings.rules.discussion import (
    ItemFacts,
    ReadyFacts,
    Seat,
    Spoken,
    StanceFacts,
    item_by_item,
    ready_to_vote,
    stance_order,
)
from meetings.rules.notice import AdHocFacts, NoticeFacts, ad_hoc, notice
from meetings.rules.preparation import AgendaFacts, MaterialsFacts, Proposer, agenda, materials
from meetings.rules.record import (
    ArchiveFacts,
    EmergencyFacts,
    NumberFacts,
    ProcedureFacts,
    RecordFacts,
    SecrecyFacts,
    SignedFacts,
    archive_kept,
    emergency_report,
    minutes_numbered,
    minutes_signed,
    procedure_kept,
    record_complete,
    secrecy,
)
from meetings.rules.vocabulary import Body, Matter, Method, Post, StanceWord
from meetings.rules.voting import MethodFacts, RecusalFacts, method, recusal

__all__ = (
    "AdHocFacts",
    "AdoptionFacts",
    "AgendaFacts",
    "ArchiveFacts",
    "AttendanceFacts",
    "Body",
    "ChairFacts",
    "CirculationFacts",
    "CountSheetFacts",
    "DecidingFacts",
    "EmergencyFacts",
    "ItemFacts",
    "MaterialsFacts",
    "Matter",
    "Method",
    "MethodFacts",
    "NoticeFacts",
    "NumberFacts",
    "Post",
    "ProcedureFacts",
    "Proposer",
    "QuorumFacts",
    "ReadyFacts",
    "ReconsiderFacts",
    "RecordFacts",
    "RecusalFacts",
    "Seat",
    "SecrecyFacts",
    "SignedFacts",
    "Spoken",
    "StanceFacts",
    "StanceWord",
    "ad_hoc",
    "adoption",
    "agenda",
    "archive_kept",
    "attendance_required",
    "chair",
    "circulation",
    "count_sheet",
    "deciding_body",
    "emergency_report",
    "item_by_item",
    "materials",
    "method",
    "minutes_numbered",
    "minutes_signed",
    "notice",
    "procedure_kept",
    "quorum",
    "ready_to_vote",
    "reconsider",
    "record_complete",
    "recusal",
    "secrecy",
    "sentences",
    "sentences_deciding",
    "stance_order",
)
