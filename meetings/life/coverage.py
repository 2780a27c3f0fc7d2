"""Where the democratic life meeting carries articles that are no rule: fields, papers, pages."""

from governance.rules.coverage import bind, listed
from governance.rules.wording import gettext_noop as _

MODELS = "meetings.life.models"

bind("S0-08:二", "S1-06:他-2", by=f"{MODELS}.LifeOuting", how="field")
bind("S0-08:四-2", by=f"{MODELS}.LifeCriticism", how="field")
bind("S0-08:八a", by="meetings.bodies.models.BodyMeeting.recorder", how="field")
bind("S0-08:流程图b", by=f"{MODELS}.LifeMeeting.opinions_told", how="field")
bind("S0-08:流程图c", by=f"{MODELS}.LifeMeeting.superior_remarks", how="field")
bind("S0-13:六", by=f"{MODELS}.LifeMeeting.sort", how="field")
bind("S1-13:四", by=f"{MODELS}.LifeMeeting.contents", how="field")
bind("S1-13:五-1", by=f"{MODELS}.LifeOpinion.source", how="field")
bind("S1-13:五-2", by="meetings.bodies.models.BodySeat.leave_asked_at", how="field")
bind("S0-08:流程图", by="meetings.life.procedures.LIFE", how="page")
listed("S1-13:一", _("四条原则讲的是开会的态度，靠人把握，页面只列出条文"))
