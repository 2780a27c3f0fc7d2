"""All models of the shared layer, re-exported for Django. Each package keeps its own."""

from governance.access.models import AccessLog, EmergencyGrant, Grant, HeldFile, OrganizationGrant, SignIn
from governance.audit.heads import SignedHead
from governance.audit.models import Act, ChainEntry
from governance.audit.sealed import SubjectKey
from governance.ballots.models import (
    CountObjection,
    Envelope,
    GroupCount,
    KeyHolder,
    PaperBatch,
    PaperCount,
    RaterClass,
    RatingRound,
    ReceiptCode,
    Remark,
    RemarkFinding,
    SealedPoll,
    Slip,
    Tally,
    TypedPart,
    WrongCodes,
)
from governance.calendar.models import CalendarDay, CalendarYear
from governance.deadlines.models import Consequence, DueMemory, Job, Reminder, ReminderChoice, TickState
from governance.documents.editable.models import EditableCopy, PaperTemplate
from governance.documents.models import Document, NumberNote, NumberSeries, PrintMark, SignedScan
from governance.listing.models import ListChoice, SavedView
from governance.office.requests_reports.models import (
    IncomingPaper,
    ReportingFailure,
    SigningEntrustment,
    UpwardPaper,
)
from governance.office.rule_review.models import (
    ArticleUse,
    EvaluationOpinion,
    ExecutionRecord,
    MissedPeriod,
    RuleEvaluation,
    UsesRead,
)
from governance.people.document_codes import DocumentCode
from governance.people.models import (
    Account,
    Kinship,
    Organization,
    Person,
    Post,
    PostChange,
    Tenure,
)
from governance.people.terms import TermChange
from governance.procedures.models import ProcedureEdition
from governance.registers.models import (
    DeclaredRegister,
    EntryFile,
    EntrySignature,
    RegisterEdition,
    RegisterEntry,
    RegisterMonth,
)
from governance.rulebook.models import (
    Adoption,
    CommitteeFigure,
    ConflictSettlement,
    LocalArticle,
    LocalRegulation,
)
from governance.search.models import SearchEntry

__all__ = (
    "AccessLog",
    "Account",
    "Act",
    "Adoption",
    "ArticleUse",
    "CalendarDay",
    "CalendarYear",
    "ChainEntry",
    "CommitteeFigure",
    "ConflictSettlement",
    "Consequence",
    "CountObjection",
    "DeclaredRegister",
    "Document",
    "DocumentCode",
    "DueMemory",
    "EditableCopy",
    "EmergencyGrant",
    "EntryFile",
    "EntrySignature",
    "Envelope",
    "EvaluationOpinion",
    "ExecutionRecord",
    "Grant",
    "GroupCount",
    "HeldFile",
    "IncomingPaper",
    "Job",
    "KeyHolder",
    "Kinship",
    "ListChoice",
    "LocalArticle",
    "LocalRegulation",
    "MissedPeriod",
    "NumberNote",
    "NumberSeries",
    "Organization",
    "OrganizationGrant",
    "PaperBatch",
    "PaperCount",
    "PaperTemplate",
    "Person",
    "Post",
    "PostChange",
    "PrintMark",
    "ProcedureEdition",
    "RaterClass",
    "RatingRound",
    "ReceiptCode",
    "RegisterEdition",
    "RegisterEntry",
    "RegisterMonth",
    "Remark",
    "RemarkFinding",
    "Reminder",
    "ReminderChoice",
    "ReportingFailure",
    "RuleEvaluation",
    "SavedView",
    "SealedPoll",
    "SearchEntry",
    "SignIn",
    "SignedHead",
    "SignedScan",
    "SigningEntrustment",
    "Slip",
    "SubjectKey",
    "Tally",
    "Tenure",
    "TermChange",
    "TickState",
    "TypedPart",
    "UpwardPaper",
    "UsesRead",
    "WrongCodes",
)
