"""Where supervision carries articles that are no rule: fields, registers, deadlines."""

from governance.rules.coverage import bind, listed
from governance.rules.wording import gettext_noop

_MODELS = "meetings.supervision.models"

bind("S0-21:二", "S1-07:一", by=f"{_MODELS}.SupervisedTask.source", how="field")
bind("S0-21:四-5", "S1-07:三-5", by=f"{_MODELS}.SupervisedTask.file_number", how="field")
bind("S1-07:二-1", by=f"{_MODELS}.SupervisedTask.vetted_post", how="field")
bind("S0-21:五-3", by=f"{_MODELS}.Chase.kind", how="field")
bind("S1-07:三-3b", by=f"{_MODELS}.LeaderWord", how="register")
bind("S1-07:二-5", "S1-04:五-1", by=f"{_MODELS}.Inspection", how="register")
bind("S4-09:1-3b", by=f"{_MODELS}.Inspection.led_by", how="field")
bind("S1-07:五-2", by="meetings.models.AccountabilityCase", how="register")
listed(
    "S0-21:一",
    gettext_noop("原则，不是一步；办理中的时限、要求和回音各条分别核对"),
)
listed("S0-21:三-1", gettext_noop("承办机构是谁，由“抵触”C-25 定口径；软件按定下的口径认审核人"))
listed("S0-21:三-2", gettext_noop("配合督查是各单位的责任，没有可核对的一步；不报的照时限催办、通报"))
listed("S1-07:二-3", gettext_noop("督查对象是全体机关干部：凡有职务的人都可以作责任人，不另设范围"))
