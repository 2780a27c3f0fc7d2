"""Where the study group carries articles that are no rule, and its cadence of plans."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext_lazy

from governance.deadlines.cadences import Cadence, Period, register_cadence
from governance.deadlines.duties import Towns
from governance.rules.coverage import bind, listed
from governance.rules.wording import gettext_noop as _
from meetings.study.models import StudyPlan

MODELS = "meetings.study.models"
PLANNED = "S3-01:1a"


def plans_confirmed(towns: Towns, first: date, last: date) -> Mapping[int, int]:
    """Plans of the year that were confirmed, by town."""
    found = StudyPlan.objects.filter(
        organization__in=towns, year__range=(first.year, last.year), confirmed_on__isnull=False
    )
    return Counter(found.values_list("organization_id", flat=True))


register_cadence(
    Cadence(
        code="meetings.study_plan",
        title=gettext_lazy("中心组学习计划（每年）"),
        cite=PLANNED,
        figure="plan",
        period=Period.YEAR,
        count=plans_confirmed,
    )
)
bind(PLANNED, by="meetings.study.coverage.plans_confirmed", how="cadence")
bind("S0-07:二b", by="meetings.bodies.models.BodySeat.state", how="field")
bind("S0-07:四", "S0-07:六", "S1-12:3a", "S3-01:1c", "S4-09:1-1a", by=f"{MODELS}.StudyNote.kind", how="field")
bind("S0-07:五", "S1-12:3b", by=f"{MODELS}.StudyTopic.form", how="field")
bind("S0-07:三", "S1-12:2", by=f"{MODELS}.StudyTopic.block", how="field")
bind("S0-07:七", by=f"{MODELS}.StudyPlan.check_text", how="field")
bind("S1-12:1a", by="meetings.bodies.rules.kinds.KindRules.attends", how="field")
bind("S1-12:1b", by="meetings.study.policies.may_lead", how="field")
listed("S1-12:4", _("联系实际、学以致用靠人把握，页面只列出条文"))
