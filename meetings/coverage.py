"""Where this app carries articles that are no rule: fields, pages, papers."""

from governance.rules.coverage import bind, listed
from governance.rules.wording import gettext_noop

bind("S0-04:二-4", by="meetings.stated.consulted", how="field")
bind("S0-04:三-5", by="meetings.models.Meeting.enlarged", how="field")
bind("S0-04:三-5", by="meetings.judgement.before.for_guests", how="field")
bind("S0-04:三-2a", by="meetings.services.topics.propose_topic", how="register")
bind("S0-04:三-3b", by="meetings.models.Stance", how="field")
bind("S0-04:二-7", by="meetings.models.AgendaItem.summary", how="field")
bind("S0-04:流程图", by="meetings.pages.rail", how="page")
bind("S1-01:五-3b", by="meetings.stated.opinions_sought", how="field")
bind("S1-01:七-1b", by="meetings.models.Topic.leader", how="field")
bind("S1-01:七-2c", by="meetings.services.notice.record_delivery", how="field")
bind("S1-01:七-3a2", by="meetings.models.AgendaItem.presenter", how="field")
bind("S1-01:七-3d", by="meetings.models.LeaveRequest.written_opinion", how="field")
bind("S1-01:十-1", by="meetings.documents.package.package", how="document")
bind("S1-01:七-4c", by="meetings.stated.referred_upward", how="field")
bind("S0-06:十二b", by="meetings.models.AgendaItem.minutes_discussed", how="field")
bind("S1-01:七-4a", by="meetings.services.room.summarise", how="field")
bind("S1-01:七-4a2", by="meetings.models.Stance", how="field")
bind("S1-01:十二-5", by="meetings.models.LeaveRequest.because", how="field")
bind("S1-04:一-3a", by="meetings.stated.opinions_sought", how="field")
bind("S1-04:三-2a", by="meetings.stated.consulted", how="field")
bind("S1-04:三-2c2", by="meetings.models.Topic.content", how="field")
bind("S1-04:三-2e", by="meetings.models.LeaveRequest.written_opinion", how="field")
bind("S1-04:三-3b", by="meetings.models.Vote.method", how="field")
bind("S1-04:三-3c2", by="meetings.models.Stance", how="field")
bind("S1-04:四-1", by="meetings.models.ResolutionClause.owner", how="field")
bind("S4-07:三-1c", by="meetings.models.Attendance.voting", how="field")
bind(
    "S1-01:十四-2",
    "S1-01:十四-3",
    "S1-01:十四-4",
    "S1-01:十四-5",
    "S1-04:五-2",
    by="meetings.models.AccountabilityCase",
    how="register",
)
listed(
    "S3-02:1-0",
    gettext_noop("议事规则写哪些内容，由镇里写进自己的制度；软件按采用的各条办，不替镇里写规则"),
)
