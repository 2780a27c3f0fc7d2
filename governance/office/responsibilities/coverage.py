"""Where responsibilities carry articles that are no rule: fields, registers, papers, and the pages that show the
principles beside who acts on them."""

from __future__ import annotations

from governance.office.responsibilities.reading import BASIS
from governance.rules.coverage import bind

MODELS = "governance.office.responsibilities.models"
bind("S0-20:二-0", by=f"{MODELS}.charges.Charge.unit", how="field")
bind("S0-20:四-3-2a", "S1-05:五-1a", by=f"{MODELS}.charges.Assignment", how="register")
bind("S1-05:五-1b", by=f"{MODELS}.groups.LeadingGroup", how="register")
bind("S1-06:正-7", "S1-06:他-7", by=f"{MODELS}.pursuits.Pursuit", how="register")
bind("S4-09:1-2a", by=f"{MODELS}.sheets.DutySheet", how="register")
bind("S1-06:正-1", by="governance.office.responsibilities.papers.integrity_paper", how="document")
bind("S3-06:1-7", by="governance.office.responsibilities.papers.party_duty_paper", how="document")
bind(
    *(cite for cite in BASIS if cite != "S1-05:五-1a"),
    by="governance.office.responsibilities.reading.basis_of",
    how="page",
)
