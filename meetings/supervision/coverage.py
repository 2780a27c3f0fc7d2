"""Where supervision carries articles that are no rule: fields, registers, deadlines."""

from governance.rules.coverage import bind

_MODELS = "meetings.supervision.models"

bind("S0-21:二", "S1-07:一", by=f"{_MODELS}.SupervisedTask.source", how="field")
bind("S0-21:四-5", "S1-07:三-5", by=f"{_MODELS}.SupervisedTask.file_number", how="field")
bind("S1-07:二-1", by=f"{_MODELS}.SupervisedTask.vetted_post", how="field")
bind("S0-21:五-3", by=f"{_MODELS}.Chase.kind", how="field")
bind("S1-07:三-3b", by=f"{_MODELS}.LeaderWord", how="register")
