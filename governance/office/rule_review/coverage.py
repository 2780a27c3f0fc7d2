"""Where the rule review carries articles that are no rule: fields, registers, papers."""

from __future__ import annotations

from governance.rules.coverage import bind

EXECUTION = "governance.office.rule_review.models.ExecutionRecord"
EVALUATION = "governance.office.rule_review.models.RuleEvaluation"

bind("S0-23:一-1", "S0-23:三-7", "S1-01:十五", "S1-01:十六", by=EXECUTION, how="register")
bind("S0-23:三-8b", by="governance.office.rule_review.papers.evaluation_paper", how="document")
bind("S0-23:三-8c", by=f"{EVALUATION}.conclusion", how="field")
bind("S0-23:三-9", by="governance.office.rule_review.reading.changes_since", how="page")
# The lists of systems a town is to have are the regulations it adopts: the review shows which, and which are missing.
bind("S1-05:五-3", "S4-09:1-1b", "S4-09:1-1d", by="governance.rulebook.models.Adoption", how="register")
