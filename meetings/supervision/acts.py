"""The acts of supervision: codes, titles, sentences (wording guide §2.1)."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from governance.audit.vocabulary import ActCode, register_acts

register_acts(
    [
        ActCode("supervision.task.registered", _("立项"), _("就{source}立项{object}")),
        ActCode("supervision.task.taken_up", _("自动立项"), _("就{source}自动立项{object}")),
        ActCode("supervision.task.amended", _("修改立项"), _("修改{object}的立项内容")),
        ActCode("supervision.task.vetted", _("审核"), _("审核{object}，报主要领导审定")),
        ActCode("supervision.task.approved", _("审定"), _("审定{object}")),
        ActCode("supervision.task.handed_over", _("交办"), _("将{object}交{unit}办理，{day}前报结果")),
        ActCode("supervision.task.signed_for", _("签收督查"), _("签收{object}")),
        ActCode(
            "supervision.task.reassigned", _("更换承办"), _("将{object}由{was}改由{now}承办，理由：{because}")
        ),
        ActCode("supervision.task.chased", _("催办"), _("第{n}次催办{object}（{how}）")),
        ActCode("supervision.report.submitted", _("报进度"), _("报{object}的{kind}")),
        ActCode("supervision.result.submitted", _("报结果"), _("报{object}的办理结果")),
        ActCode("supervision.result.accepted", _("审核通过"), _("审核通过{object}的办理结果")),
        ActCode("supervision.result.sent_back", _("退回重办"), _("退回{object}，理由：{because}，改限{day}")),
        ActCode(
            "supervision.task.extended", _("延长时限"), _("将{object}的时限由{was}改到{day}，理由：{because}")
        ),
        ActCode("supervision.extension.asked", _("申请延期"), _("就{object}申请延到{day}，理由：{because}")),
        ActCode("supervision.extension.refused", _("不同意延期"), _("不同意{object}延期，理由：{because}")),
        ActCode("supervision.word.raised", _("报主要领导"), _("就{object}报主要领导协调")),
        ActCode("supervision.word.given", _("批示"), _("就{object}作出批示")),
        ActCode("supervision.word.carried_out", _("登记批示办理"), _("登记{object}的批示已办完")),
        ActCode("supervision.inspection.recorded", _("记录检查"), _("检查{object}，{result}")),
        ActCode(
            "supervision.rectification.ordered", _("限期整改"), _("就{object}通知限期整改，{day}前报整改报告")
        ),
        ActCode("supervision.rectification.reported", _("报整改"), _("报{object}的整改报告")),
        ActCode("supervision.rectification.accepted", _("整改合格"), _("回访{object}的整改，合格")),
        ActCode(
            "supervision.rectification.sent_back",
            _("退回再改"),
            _("退回{object}的整改，理由：{because}，改限{day}"),
        ),
        ActCode("supervision.bulletin.drafted", _("起草通报"), _("起草{object}，共{count}件")),
        ActCode("supervision.bulletin.approved", _("批准通报"), _("批准印发{object}")),
        ActCode("supervision.paper.printed", _("打印"), _("打印{object}的{paper}")),
        ActCode("supervision.task.closed", _("办结"), _("审核后办结{object}，{day}办成")),
        ActCode("supervision.task.filed", _("归档"), _("将{object}归档，卷号{file}")),
        ActCode("supervision.task.cancelled", _("撤销"), _("撤销{object}，依据{cite}，理由：{because}")),
    ]
)
