"""The acts on requests and reports: codes, titles, sentences (wording.md 2.2). What is asked about cadres is named
by its kind alone."""

from django.utils.translation import gettext_noop as _

from governance.audit.vocabulary import ActCode, register_acts

_ERASE = "destroy_subject_key"

register_acts(
    [
        ActCode("office.upward.drafted", _("拟稿"), _("拟{object}，报{addressee}"), erase=_ERASE),
        ActCode("office.upward.revised", _("修改"), _("修改{object}"), erase=_ERASE),
        ActCode("office.upward.countersigned", _("核稿"), _("核{object}")),
        ActCode("office.upward.decided", _("登记会议讨论"), _("登记{object}已经会议讨论（{resolution}）")),
        ActCode("office.upward.told", _("登记立即报告"), _("就{object}于{known}知情、{told}报{to}")),
        ActCode("office.upward.signed", _("签发"), _("签发{object}，编为{number}")),
        ActCode("office.upward.sent", _("上报"), _("将{number}报{addressee}")),
        ActCode("office.upward.chased", _("催询"), _("第{n}次催询{number}的批复")),
        ActCode(
            "office.upward.replied", _("登记批复"), _("登记{addressee}批复{number}：{reply}"), erase=_ERASE
        ),
        ActCode("office.upward.carried_out", _("登记落实"), _("登记{number}的批复已落实"), erase=_ERASE),
        ActCode("office.upward.noted", _("登记上级已收"), _("登记{addressee}已收{number}")),
        ActCode("office.upward.withdrawn", _("撤下"), _("撤下{object}，理由：{because}"), erase=_ERASE),
        ActCode("office.entrustment.given", _("委托代签"), _("委托{who}代签请示报告，{since}至{until}")),
        ActCode("office.entrustment.revoked", _("撤销委托"), _("撤销{object}")),
        ActCode("office.incoming.entered", _("收文"), _("收{object}，编为{number}"), erase=_ERASE),
        ActCode("office.incoming.submitted", _("报送"), _("报送{object}"), erase=_ERASE),
        ActCode("office.incoming.received", _("收文"), _("收{object}，编为{number}")),
        ActCode("office.incoming.answered", _("批复"), _("批复{object}：{answer}"), erase=_ERASE),
        ActCode("office.incoming.noted", _("阅批"), _("阅批{object}"), erase=_ERASE),
        ActCode("office.failure.recorded", _("登记失报"), _("登记{object}，照条文{step}"), erase=_ERASE),
        ActCode("office.failure.dealt_with", _("登记处理"), _("登记{object}已{step}"), erase=_ERASE),
        ActCode("office.failure.lifted", _("撤销失报"), _("撤销{object}，理由：{because}"), erase=_ERASE),
    ]
)
