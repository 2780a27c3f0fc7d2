"""The acts of committee meetings: codes, titles, sentences (wording.md 2.1)."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from governance.audit.vocabulary import ActCode, Sensitivity, register_acts

SEALED = Sensitivity.SEALED

register_acts(
    [
        # Topics
        ActCode(
            "meetings.topic.proposed",
            _("提出议题"),
            _("提出议题“{object}”"),
            erase="destroy_subject_key",
        ),
        ActCode(
            "meetings.topic.late_confirmed",
            _("确认补录"),
            _("确认“{object}”于{day}提出，补录理由：{because}"),
        ),
        ActCode(
            "meetings.topic.consented",
            _("同意提出"),
            _("作为分管领导同意提出“{object}”"),
        ),
        ActCode(
            "meetings.topic.opined",
            _("提意见"),
            _("就“{object}”提出意见"),
            erase="destroy_subject_key",
        ),
        ActCode("meetings.topic.agreed", _("列入议程"), _("同意“{object}”列入{meeting}议程")),
        ActCode("meetings.topic.returned", _("退回"), _("退回“{object}”，理由：{because}")),
        ActCode(
            "meetings.topic.resubmitted",
            _("重新报请审定"),
            _("修改后重新报请审定“{object}”"),
            erase="destroy_subject_key",
        ),
        ActCode("meetings.topic.withdrawn", _("撤回"), _("撤回“{object}”")),
        ActCode("meetings.material.added", _("上传材料"), _("上传“{object}”的{kind}：{label}")),
        ActCode(
            "meetings.material.replaced",
            _("换新版"),
            _("将“{object}”的{label}换成第{version}版，旧版保留"),
        ),
        ActCode(
            "meetings.material.withdrawn",
            _("撤回材料"),
            _("撤回“{object}”的{label}，理由：{because}"),
        ),
        ActCode(
            "meetings.fact.stated",
            _("登记事实"),
            _("登记“{object}”的{fact}，依据：{source}"),
        ),
        ActCode("meetings.fact.confirmed", _("确认事实"), _("确认“{object}”的{fact}")),
        # Meetings
        ActCode("meetings.meeting.planned", _("拟开会议"), _("拟于{meets_at}召开{object}")),
        ActCode(
            "meetings.meeting.entered",
            _("补录会议"),
            _("{object}于{opened}至{closed}召开，据{paper}补录"),
        ),
        ActCode(
            "meetings.meeting.continued",
            _("照纸面续录"),
            _("{object}于{opened}至{closed}召开，通知以后的各步据{paper}补录"),
        ),
        ActCode(
            "meetings.meeting.late_confirmed",
            _("确认补录"),
            _("确认{object}的全部补录，会议于{day}召开，依据{paper}"),
        ),
        ActCode("meetings.call.opened", _("征集议题"), _("为{object}征集议题，{day}截止")),
        ActCode(
            "meetings.call.moved",
            _("改征集截止日期"),
            _("将{object}的截止日期由{was}改到{day}，理由：{because}"),
        ),
        ActCode("meetings.call.withdrawn", _("撤回征集"), _("撤回{object}，理由：{because}")),
        ActCode(
            "meetings.minutes.tabled",
            _("列入上次会议纪要"),
            _("将审定{minutes}列为{object}第一项"),
        ),
        ActCode("meetings.agenda.ordered", _("调整议程次序"), _("调整{object}的议程次序")),
        ActCode(
            "meetings.item.arranged",
            _("安排汇报和表决方式"),
            _("安排{object}的汇报人和表决方式"),
        ),
        ActCode("meetings.item.removed", _("撤下议程"), _("从{meeting}议程撤下第{order}项")),
        ActCode(
            "meetings.agenda.confirmed",
            _("审定议程"),
            _("审定{object}议程，共{items}项"),
        ),
        ActCode("meetings.meeting.convened", _("发出通知"), _("向{count}人发出{object}通知")),
        ActCode(
            "meetings.meeting.moved",
            _("改期"),
            _("将{object}由{old}改到{new}，理由：{because}"),
        ),
        ActCode(
            "meetings.meeting.cancelled",
            _("取消会议"),
            _("取消{object}，理由：{because}"),
        ),
        ActCode("meetings.notice.acknowledged", _("签收"), _("签收{object}")),
        ActCode(
            "meetings.notice.delivered",
            _("登记送达"),
            _("登记已用{channel}通知{person}"),
        ),
        ActCode(
            "meetings.leave.requested",
            _("请假"),
            _("请{object}假，事由已写明"),
            erase="destroy_subject_key",
        ),
        ActCode("meetings.leave.granted", _("准假"), _("准{person}请假")),
        ActCode(
            "meetings.leave.refused",
            _("不准假"),
            _("未准{person}请假，理由：{because}"),
        ),
        # The room
        ActCode("meetings.attendance.signed_in", _("签到"), _("{person}到会签到（{how}）")),
        ActCode("meetings.attendance.entered", _("补录签到"), _("照签到表录入{count}人签到")),
        ActCode(
            "meetings.attendance.corrected",
            _("更正签到"),
            _("更正{person}的签到：原记“{old}”，改为“{new}”，理由：{because}"),
        ),
        ActCode("meetings.attendance.left", _("登记离会"), _("登记{person}离会")),
        ActCode("meetings.attendance.came_back", _("登记返会"), _("登记{person}返会")),
        ActCode(
            "meetings.meeting.opened",
            _("宣布开会"),
            _("宣布开会，应到{entitled}人，实到{present}人"),
        ),
        ActCode("meetings.item.recused", _("登记回避"), _("登记第{order}项1人回避")),
        ActCode("meetings.item.opened", _("开始讨论"), _("开始讨论第{order}项")),
        ActCode(
            "meetings.stance.taken",
            _("表明态度"),
            _("在第{order}项表态"),
            SEALED,
            "destroy_subject_key",
        ),
        ActCode(
            "meetings.stance.entered",
            _("补录表态"),
            _("照会议记录录入第{order}项{count}人表态"),
            SEALED,
            "destroy_subject_key",
        ),
        ActCode(
            "meetings.stance.corrected",
            _("更正记录"),
            _("更正第{order}项表态记录，原记录保留"),
            SEALED,
            "destroy_subject_key",
        ),
        ActCode(
            "meetings.stance.struck",
            _("划去表态"),
            _("划去第{order}项一条记错人的表态，原记录保留，理由：{because}"),
            SEALED,
            "destroy_subject_key",
        ),
        ActCode("meetings.item.summarised", _("归纳意见"), _("就第{order}项提出综合意见")),
        ActCode(
            "meetings.item.postponed",
            _("缓议本项"),
            _("第{order}项缓议，理由：{because}"),
        ),
        # Voting
        ActCode(
            "meetings.vote.opened",
            _("开始表决"),
            _("宣布第{order}项开始{method}表决，表决人{roll}名"),
        ),
        ActCode("meetings.ballot.cast", _("署名投出"), _("在第{order}项署名投票")),
        ActCode("meetings.ballot.entered", _("补录署名票"), _("照纸票录入第{order}项署名票{count}张")),
        ActCode(
            "meetings.vote.closed",
            _("停止投票"),
            _("停止第{order}项投票，发出{issued}张，收回{returned}张"),
        ),
        ActCode(
            "meetings.vote.unsealed",
            _("开箱计票"),
            _("开箱计第{order}项票数，发出{issued}、收回{returned}、有效{valid}、空白{blank}、无效{invalid}"),
        ),
        ActCode("meetings.vote.key_lost", _("登记票码丢失"), _("登记第{order}项的票码丢失，{state}")),
        ActCode(
            "meetings.vote.typed",
            _("录入票数"),
            _("录入第{order}项票数，发出{issued}、收回{returned}、有效{valid}、无效{invalid}"),
        ),
        ActCode(
            "meetings.vote.counted",
            _("核对票数"),
            _("与{teller}核对第{order}项票数，发出{issued}、收回{returned}、有效{valid}、无效{invalid}"),
        ),
        ActCode(
            "meetings.vote.recount_asked",
            _("票数不符，重新录入"),
            _("第{order}项票数核对不符，退回重新录入"),
        ),
        ActCode(
            "meetings.resolution.adopted",
            _("宣布结果"),
            _("宣布第{order}项{outcome}，编为{number}"),
        ),
        ActCode(
            "meetings.vote.void_asked",
            _("提出作废"),
            _("提出作废第{order}项表决，理由：{because}"),
        ),
        ActCode(
            "meetings.vote.voided",
            _("作废重投"),
            _("作废第{order}项表决，理由：{because}，{scrutineer}会签"),
        ),
        ActCode(
            "meetings.resolution.worded",
            _("拟写决议"),
            _("拟写{object}决议内容，{clauses}条落实事项"),
        ),
        ActCode("meetings.resolution.confirmed", _("确认决议"), _("确认{object}决议内容")),
        ActCode(
            "meetings.emergency.recorded",
            _("登记紧急处置"),
            _("登记{day}的紧急处置“{object}”，请示了{asked}"),
        ),
        ActCode("meetings.emergency.reported", _("报告紧急处置"), _("向{meeting}报告“{object}”")),
        ActCode("meetings.clause.done", _("登记落实"), _("登记{object}于{day}落实，责任人{owner}")),
        ActCode(
            "meetings.clause.reopened",
            _("重新办理"),
            _("撤销{entered_by}登记的{object}于{day}落实，重新办理，理由：{because}"),
        ),
        ActCode(
            "meetings.clause.extended",
            _("延长时限"),
            _("将{object}的时限由{was}延到{day}，理由：{because}，依据：{authority}"),
        ),
        ActCode(
            "meetings.clause.reassigned",
            _("更换责任人"),
            _("将{object}的责任人由{from}改为{to}，理由：{because}"),
        ),
        ActCode(
            "meetings.import.entered",
            _("录入历史决议"),
            _("录入历史决议{count}件、落实事项{clauses}条，会议日期{first}至{last}"),
        ),
        ActCode("meetings.import.confirmed", _("确认历史决议"), _("确认{object}")),
        ActCode("meetings.import.withdrawn", _("撤回历史决议"), _("撤回{object}，理由：{because}")),
        ActCode(
            "meetings.accountability.registered",
            _("登记责任追究"),
            _("登记责任追究第{ordinal}号"),
            SEALED,
            "destroy_subject_key",
        ),
        ActCode(
            "meetings.accountability.closed",
            _("办结责任追究"),
            _("办结责任追究第{ordinal}号"),
            SEALED,
            "destroy_subject_key",
        ),
        ActCode(
            "meetings.work.handed_over",
            _("移交工作"),
            _("将{giver}手上的{count}件事移交{taker}，事由：{because}"),
        ),
        ActCode("meetings.meeting.closed", _("宣布散会"), _("宣布散会")),
        # Minutes
        ActCode("meetings.minutes.composed", _("整理纪要"), _("整理{object}")),
        ActCode("meetings.minutes.edited", _("修改纪要"), _("修改{object}，第{revision}稿")),
        ActCode("meetings.minutes.submitted", _("送审"), _("将{object}送{chair}审阅")),
        ActCode("meetings.minutes.returned", _("退回修改"), _("退回{object}：{because}")),
        ActCode("meetings.minutes.signed", _("签发"), _("签发{meeting}纪要，编为{number}")),
        ActCode("meetings.corrigendum.drafted", _("拟勘误"), _("拟写{object}，更正{count}处")),
        ActCode("meetings.corrigendum.redrafted", _("修改勘误"), _("修改{object}，更正{count}处")),
        ActCode("meetings.corrigendum.withdrawn", _("撤回勘误"), _("撤回{object}")),
        ActCode("meetings.corrigendum.returned", _("退回勘误"), _("退回{object}：{because}")),
        ActCode("meetings.corrigendum.signed", _("出勘误"), _("对{number}出勘误第{ordinal}号")),
        # Papers
        ActCode("meetings.notice.printed", _("打印通知"), _("打印{object}")),
        ActCode("meetings.guest_notice.printed", _("打印列席通知"), _("打印{object}")),
        ActCode("meetings.sign_in_sheet.printed", _("打印签到表"), _("打印{object}签到表")),
        ActCode("meetings.ballots.printed", _("打印表决票"), _("打印{object}表决票{copies}张")),
        ActCode("meetings.count_certificate.printed", _("打印计票证明"), _("打印{object}计票证明")),
        ActCode("meetings.count_sheet.printed", _("打印计票单"), _("打印{object}计票单")),
        ActCode("meetings.record.printed", _("打印会议记录"), _("打印{object}会议记录")),
        ActCode("meetings.record_volume.printed", _("打印会议记录另册"), _("打印{object}会议记录另册")),
        ActCode("meetings.resolution.extracted", _("出决议摘录"), _("出具{object}摘录")),
        ActCode("meetings.meeting.archived", _("归档"), _("将{object}材料归档，共{count}件")),
    ]
)
