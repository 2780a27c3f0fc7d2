"""The act of a due day that moved."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from governance.audit.vocabulary import ActCode, register_acts

register_acts(
    [
        ActCode(
            "deadlines.due.moved",
            _("期限重算"),
            _("“{object}”的{what}期限由{earlier}改为{later}"),
        ),
    ]
)
