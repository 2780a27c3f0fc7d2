"""Acts of the rule review."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from governance.audit.vocabulary import ActCode, register_acts

register_acts(
    [
        ActCode(
            "rule_review.execution.recorded", _("登记制度执行记录"), _("登记{day}{kind}，涉及制度{count}部")
        ),
        ActCode("rule_review.evaluation.begun", _("发起制度评估"), _("发起{object}，时段{first}至{last}")),
        ActCode("rule_review.evaluation.self_reviewed", _("填自我评价"), _("填{object}的自我评价")),
        ActCode(
            "rule_review.opinion.entered",
            _("登记评估意见"),
            _("登记{evaluation}的{side}意见，征求{asked}人，答复{answered}人"),
        ),
        ActCode("rule_review.opinion.removed", _("撤回评估意见"), _("撤回{evaluation}的{side}意见")),
        ActCode(
            "rule_review.evaluation.concluded",
            _("定结论"),
            _("{object}结论为{conclusion}，凭{resolution}"),
        ),
        ActCode("rule_review.evaluation.withdrawn", _("撤回制度评估"), _("撤回{object}")),
        ActCode("rule_review.evaluation.printed", _("打印制度评估表"), _("打印{object}评估表")),
    ]
)
