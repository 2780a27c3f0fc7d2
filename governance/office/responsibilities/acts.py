"""Acts on responsibilities."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from governance.audit.vocabulary import ActCode, register_acts

register_acts(
    [
        ActCode("responsibilities.sheet.drafted", _("拟岗位目标书"), _("拟{object}")),
        ActCode("responsibilities.sheet.revised", _("改岗位目标书"), _("改{object}")),
        ActCode("responsibilities.task.entered", _("列岗位任务"), _("在{sheet}列任务“{object}”")),
        ActCode("responsibilities.task.revised", _("改岗位任务"), _("改{sheet}的任务“{object}”")),
        ActCode("responsibilities.task.removed", _("删去岗位任务"), _("从{sheet}删去任务“{object}”")),
        ActCode("responsibilities.sheet.confirmed", _("审定岗位目标书"), _("审定{object}，自{since}执行")),
        ActCode("responsibilities.sheet.dropped", _("撤回岗位目标书"), _("撤回{object}的拟稿")),
        ActCode("responsibilities.sheet.printed", _("打印岗位目标书"), _("打印{object}")),
        ActCode("responsibilities.charge.opened", _("设线、点、片"), _("设{object}")),
        ActCode("responsibilities.charge.closed", _("撤线、点、片"), _("撤{object}")),
        ActCode(
            "responsibilities.charge.assigned",
            _("分工"),
            _("{person}任{object}{role}，自{since}，依据{authority}"),
        ),
        ActCode("responsibilities.assignment.ended", _("止任"), _("{object}到{until}为止")),
        ActCode(
            "responsibilities.round.opened",
            _("发起年度责任书"),
            _("发起{object}，备好{count}份，{sign_by}前签订"),
        ),
        ActCode("responsibilities.letter.drafted", _("添一份责任书"), _("备{object}")),
        ActCode("responsibilities.letter.revised", _("改责任书"), _("改{object}，共{count}条")),
        ActCode("responsibilities.letter.checked", _("核责任书"), _("核{object}，可以签")),
        ActCode("responsibilities.letter.returned", _("退回重写"), _("退回{object}重写")),
        ActCode("responsibilities.letter.signed_above", _("签党委一方"), _("以党委一方签{object}")),
        ActCode("responsibilities.letter.signed", _("签责任人一方"), _("以责任人一方签{object}")),
        ActCode(
            "responsibilities.letter.signed_on_paper",
            _("登记纸上签字"),
            _("登记{object}{side}{day}在纸上签字"),
        ),
        ActCode("responsibilities.letter.withdrawn", _("撤回责任书"), _("撤回{object}")),
        ActCode("responsibilities.letter.printed", _("打印责任书"), _("打印{object}")),
        ActCode(
            "responsibilities.group.set_up", _("成立领导小组"), _("成立{object}，组长{head}，共{count}人")
        ),
        ActCode("responsibilities.group.ended", _("撤销领导小组"), _("撤销{object}")),
        ActCode(
            "responsibilities.systems.assigned",
            _("定制度责任岗位"),
            _("定{count}部制度由{post}负责"),
        ),
        ActCode("responsibilities.pursuit.registered", _("登记责任追究"), _("登记{object}")),
        ActCode("responsibilities.pursuit.decided", _("登记追究处理"), _("登记{object}的处理")),
    ]
)
