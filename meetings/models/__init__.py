"""Models of the committee meeting, by noun."""

from meetings.bodies.models import BodyMatter, BodyMeeting, BodySeat
from meetings.life.models import (
    LifeCriticism,
    LifeMeasure,
    LifeMeeting,
    LifeMember,
    LifeOpinion,
    LifeOuting,
)
from meetings.models.accountability import AccountabilityCase
from meetings.models.attendance import Attendance, LeaveRequest, Recusal
from meetings.models.call import TopicCall
from meetings.models.corrigendum import Corrigendum
from meetings.models.discussion import Stance
from meetings.models.emergency import EmergencyHandling
from meetings.models.handover import Handover
from meetings.models.late import LateEntry
from meetings.models.material import TopicMaterial
from meetings.models.meeting import (
    AgendaItem,
    Meeting,
    Notice,
    NoticeDelivery,
    NoticeReading,
)
from meetings.models.minutes import Minutes
from meetings.models.moved import SupersededNotice
from meetings.models.past import PastClause, PastResolution, ResolutionImport
from meetings.models.resolution import Resolution, ResolutionClause
from meetings.models.stated import StatedFact
from meetings.models.topic import Topic, TopicOpinion, TopicSubject
from meetings.models.vote import NamedBallot, Vote
from meetings.study.models import StudyLeave, StudyNote, StudyPlan, StudyTopic
from meetings.supervision.models import (  # after those it hangs on
    BulletinLine,
    Chase,
    Extension,
    Inspection,
    LeaderWord,
    Rectification,
    Report,
    Review,
    SupervisedTask,
    SupervisionBulletin,
    TaskFile,
)

__all__ = (
    "AccountabilityCase",
    "AgendaItem",
    "Attendance",
    "BodyMatter",
    "BodyMeeting",
    "BodySeat",
    "BulletinLine",
    "Chase",
    "Corrigendum",
    "EmergencyHandling",
    "Extension",
    "Handover",
    "Inspection",
    "LateEntry",
    "LeaderWord",
    "LeaveRequest",
    "LifeCriticism",
    "LifeMeasure",
    "LifeMeeting",
    "LifeMember",
    "LifeOpinion",
    "LifeOuting",
    "Meeting",
    "Minutes",
    "NamedBallot",
    "Notice",
    "NoticeDelivery",
    "NoticeReading",
    "PastClause",
    "PastResolution",
    "Rectification",
    "Recusal",
    "Report",
    "Resolution",
    "ResolutionClause",
    "ResolutionImport",
    "Review",
    "Stance",
    "StatedFact",
    "StudyLeave",
    "StudyNote",
    "StudyPlan",
    "StudyTopic",
    "SupersededNotice",
    "SupervisedTask",
    "SupervisionBulletin",
    "TaskFile",
    "Topic",
    "TopicCall",
    "TopicMaterial",
    "TopicOpinion",
    "TopicSubject",
    "Vote",
)
