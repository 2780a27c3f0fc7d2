"""Where the congress office carries articles that are no rule: fields and registers."""

from __future__ import annotations

from governance.rules.coverage import bind, listed
from governance.rules.wording import gettext_noop

MODELS = "governance.office.congress.models"
bind("S4-04:二-1a", by=f"{MODELS}.CongressTerm.seats", how="field")
bind("S4-04:二-3a2", "S4-04:二-4b", "S0-01:五b", by=f"{MODELS}.CongressMeeting.kind", how="field")
bind("S4-04:二-3a3", by=f"{MODELS}.CongressMeeting.sought", how="field")
bind("S4-04:二-3b", "S4-04:二-4c", by=f"{MODELS}.DelegateGroup", how="register")
bind("S4-04:二-3c", by=f"{MODELS}.Delegate.linked", how="field")
bind("S4-04:二-3e3", by=f"{MODELS}.CongressMeeting.commended", how="field")
bind("S0-20:三-11b", by=f"{MODELS}.CongressMeeting.solved", how="field")
bind("S0-01:二", "S4-07:三-1b", by=f"{MODELS}.CouncilMatter", how="register")
bind("S4-07:三-4b", by=f"{MODELS}.DelegateProposal", how="register")
bind("S4-07:三-1c2", by=f"{MODELS}.CongressMeeting.topics", how="field")
listed("S4-07:三-4a", gettext_noop("设不设人大办事机构、配几个人由镇里定，软件不替镇里设机构"))
