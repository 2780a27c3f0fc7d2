"""Acts on a town's rulebook, as the trail words them (wording guide §2.7)."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from governance.audit.vocabulary import ActCode, Sensitivity, register_acts

OPEN = Sensitivity.OPEN

register_acts(
    [
        ActCode(
            "rulebook.regulation.adopted",
            _("采用制度"),
            _("自{since}起采用{regulations}，凭{authority}"),
            OPEN,
        ),
        ActCode(
            "rulebook.regulation.ended", _("停用制度"), _("{object}用到{until}为止，凭{authority}"), OPEN
        ),
        ActCode(
            "rulebook.figure.proposed",
            _("提出另定"),
            _("提出{article}{name}定为{value}，凭{authority}"),
            OPEN,
        ),
        ActCode("rulebook.figure.approved", _("核准"), _("核准{article}{name}为{value}，自{since}起"), OPEN),
        ActCode("rulebook.figure.withdrawn", _("撤回另定"), _("撤回{article}{name}定为{value}的提议"), OPEN),
        ActCode(
            "rulebook.conflict.proposed",
            _("提请定口径"),
            _("提请{conflict}按“{choice}”办，凭{authority}"),
            OPEN,
        ),
        ActCode("rulebook.conflict.settled", _("定口径"), _("{conflict}按“{choice}”办，自{since}起"), OPEN),
        ActCode("rulebook.conflict.withdrawn", _("撤回口径"), _("撤回{conflict}按“{choice}”办的提议"), OPEN),
        ActCode(
            "rulebook.local.entered",
            _("录入本镇制度"),
            _("录入{object}，共{articles}条，凭{authority}"),
            OPEN,
        ),
        ActCode(
            "rulebook.local.approved",
            _("核准本镇制度"),
            _("核准{object}自{since}起施行，共{articles}条"),
            OPEN,
        ),
        ActCode("rulebook.local.withdrawn", _("撤回本镇制度"), _("撤回{object}的录入"), OPEN),
        ActCode("rulebook.local.ended", _("停用本镇制度"), _("{object}用到{until}为止，凭{authority}"), OPEN),
        ActCode("rulebook.article.entered", _("录入条文"), _("录入{object}"), OPEN),
        ActCode("rulebook.article.removed", _("撤回条文"), _("撤回{object}"), OPEN),
        ActCode(
            "rulebook.regulation.printed", _("打印制度"), _("生成{object}打印件（{day}施行的各条）"), OPEN
        ),
    ]
)
