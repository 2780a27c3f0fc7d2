"""The acts of other bodies' meetings: codes, titles, sentences (wording.md 2.1). Of a sealed kind the object
is a number, and facts carry `sealed` so that the list of acts shows no reason given on it."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from governance.audit.vocabulary import ActCode, register_acts

SEALS = "destroy_subject_key"

register_acts(
    [
        ActCode("meetings.body.called", _("召集会议"), _("决定于{day}召开{object}")),
        ActCode("meetings.body.entered", _("补录会议"), _("{object}于{day}召开，据{paper}补录")),
        ActCode("meetings.body.noticed", _("发出通知"), _("向{count}人发出{object}通知")),
        ActCode("meetings.body.acknowledged", _("签收"), _("签收{object}")),
        ActCode("meetings.body.leave_asked", _("请假"), _("就{object}请假"), erase=SEALS),
        ActCode(
            "meetings.body.attended",
            _("登记到会"),
            _("登记{object}到会，应到{entitled}人，实到{present}人"),
            erase=SEALS,
        ),
        ActCode("meetings.body.closed", _("登记召开"), _("登记{object}已开，到{present}人，议{matters}项")),
        ActCode("meetings.body.summarised", _("写会议情况"), _("写{object}会议情况"), erase=SEALS),
        ActCode("meetings.body.signed", _("签发纪要"), _("签发{object}纪要")),
        ActCode("meetings.body_minutes.printed", _("打印纪要"), _("打印{object}纪要")),
        ActCode("meetings.body_sign_in.printed", _("打印签到表"), _("打印{object}签到表")),
        ActCode("meetings.body.cancelled", _("取消会议"), _("取消{object}")),
        ActCode("meetings.body_matter.recorded", _("登记事项"), _("登记{object}：{outcome}"), erase=SEALS),
        ActCode(
            "meetings.body_matter.corrected", _("更正事项"), _("更正{object}，现为{outcome}"), erase=SEALS
        ),
        ActCode("meetings.body_matter.struck", _("划去事项"), _("划去{object}")),
        ActCode("meetings.body_matter.done", _("登记落实"), _("登记{object}已落实")),
        ActCode("meetings.body_matter.referred", _("提交党委会"), _("将{object}提交党委会审定")),
    ]
)
