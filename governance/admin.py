"""Django admin of the shared layer: what the three administrators find, and nothing else."""

from __future__ import annotations

from django.contrib import admin

from governance.access.administration import REGISTERED
from governance.calendar.administration import CalendarYearAdmin
from governance.calendar.models import CalendarYear
from governance.deadlines import silence as silence

for model, governed in REGISTERED:
    admin.site.register(model, governed)
admin.site.register(CalendarYear, CalendarYearAdmin)
