"""Acts on the working calendar (system chain)."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from governance.audit.vocabulary import ActCode, Sensitivity, register_acts

register_acts(
    [
        ActCode(
            "calendar.year.entered",
            _("录入放假安排"),
            _("录入{year}年放假安排（{source}），放假{holidays}天，调休上班{workdays}天"),
            Sensitivity.OPEN,
        ),
        ActCode(
            "calendar.year.confirmed",
            _("核对放假安排"),
            _("核对{year}年放假安排（{source}）无误"),
            Sensitivity.OPEN,
        ),
        ActCode(
            "calendar.year.withdrawn",
            _("撤回放假安排"),
            _("撤回{year}年放假安排（{source}）的录入"),
            Sensitivity.OPEN,
        ),
        ActCode(
            "calendar.year.seeded",
            _("载入放假安排"),
            _("载入{year}年放假安排（{source}），放假{holidays}天，调休上班{workdays}天"),
            Sensitivity.OPEN,
        ),
    ]
)
