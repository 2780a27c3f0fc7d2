"""Acts on rows of registers, by their number alone: what stands in a row may name somebody."""

from django.utils.translation import gettext_noop as _

from governance.audit.vocabulary import ActCode, register_acts

_ERASE = "destroy_subject_key"

register_acts(
    [
        ActCode("registers.entry.entered", _("登记"), _("在{register}登记{object}"), erase=_ERASE),
        ActCode(
            "registers.entry.corrected", _("更正"), _("更正{register}{object}，理由：{because}"), erase=_ERASE
        ),
        ActCode(
            "registers.entry.submitted", _("报签"), _("将{register}{object}报签，共{steps}处"), erase=_ERASE
        ),
        ActCode("registers.entry.signed", _("签字"), _("在{register}{object}签“{title}”"), erase=_ERASE),
        ActCode(
            "registers.entry.sent_back", _("退回"), _("退回{register}{object}，理由：{because}"), erase=_ERASE
        ),
        ActCode(
            "registers.entry.voided", _("作废"), _("作废{register}{object}，理由：{because}"), erase=_ERASE
        ),
        ActCode(
            "registers.entries.imported",
            _("导入"),
            _("向{register}导入{count}行，自{object}起"),
            erase=_ERASE,
        ),
        ActCode("registers.register.proposed", _("提出台账"), _("提出自设台账“{title}”，依据{ground}")),
        ActCode("registers.register.confirmed", _("启用台账"), _("启用自设台账“{title}”")),
        ActCode("registers.register.declined", _("退回台账"), _("退回自设台账“{title}”，理由：{because}")),
        ActCode("registers.register.ended", _("停用台账"), _("停用自设台账“{title}”，理由：{because}")),
    ]
)
