"""The acts of democratic life meetings: codes, titles, sentences. None names who was spoken of, nor what was said."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from governance.audit.vocabulary import ActCode, register_acts

SEALS = "destroy_subject_key"

register_acts(
    [
        ActCode("meetings.life.themed", _("拟定主题"), _("拟定{object}主题")),
        ActCode("meetings.life.opinion_recorded", _("登记意见"), _("登记{object}"), erase=SEALS),
        ActCode("meetings.life.opinion_struck", _("划去意见"), _("划去{object}")),
        ActCode("meetings.life.opinions_returned", _("反馈意见"), _("将{object}的意见反馈{count}人")),
        ActCode("meetings.life.feedback_received", _("签收反馈"), _("签收{object}的意见反馈")),
        ActCode("meetings.life.talked", _("登记谈心"), _("登记{object}谈心")),
        ActCode("meetings.life.stated", _("交书面发言"), _("交{object}书面发言材料"), erase=SEALS),
        ActCode("meetings.life.reported", _("登记报上级"), _("登记{object}于{day}报县纪委、县委组织部")),
        ActCode("meetings.life.approved", _("登记批准"), _("登记{object}经{who}批准")),
        ActCode("meetings.life.put_off", _("登记延期"), _("将{object}改到{day}开")),
        ActCode("meetings.life.proceedings", _("登记会上情况"), _("登记{object}会上情况")),
        ActCode("meetings.life.spoken", _("登记发言"), _("登记{object}"), erase=SEALS),
        ActCode("meetings.life.spoken_struck", _("划去发言"), _("划去{object}")),
        ActCode("meetings.life.measure_set", _("订整改措施"), _("订{object}")),
        ActCode("meetings.life.published", _("登记通报"), _("登记{object}已在{circle}范围通报")),
        ActCode("meetings.life.submitted", _("登记报送"), _("登记{object}材料于{day}报送县纪委、县委组织部")),
        ActCode("meetings.life.printed", _("打印"), _("打印{object}{paper}")),
        ActCode("meetings.life_outing.recorded", _("登记参加生活会"), _("登记参加{unit}生活会")),
    ]
)
