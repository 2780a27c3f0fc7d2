"""The acts of the study group: codes, titles, sentences."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from governance.audit.vocabulary import ActCode, register_acts

register_acts(
    [
        ActCode("meetings.study.planned", _("拟订学习计划"), _("拟订{object}")),
        ActCode("meetings.study.topic_set", _("排学习专题"), _("把{object}排在{month}月")),
        ActCode("meetings.study.plan_confirmed", _("审定学习计划"), _("审定{object}，共{count}个专题")),
        ActCode("meetings.study.session_set", _("定学习会专题"), _("定{object}在{meeting}学")),
        ActCode("meetings.study.leave_granted", _("准假"), _("准{object}的假")),
        ActCode("meetings.study.made_up", _("登记补学"), _("登记{object}补学")),
        ActCode("meetings.study.noted", _("交笔记心得"), _("交{object}")),
        ActCode("meetings.study.recommended", _("登记推介"), _("将{object}推介到{where}")),
        ActCode("meetings.study.checked", _("年中检查"), _("登记{object}年中检查")),
        ActCode("meetings.study.reported", _("年度报告"), _("写{object}年度报告")),
        ActCode("meetings.study.printed", _("打印"), _("打印{object}")),
        ActCode("meetings.study_record.printed", _("打印"), _("打印{object}学习记录")),
    ]
)
