"""Acts on secret votes: on the box and its key, never on a vote that was cast."""

from django.utils.translation import gettext_noop as _

from governance.audit.vocabulary import ActCode, register_acts

register_acts(
    [
        ActCode("ballots.share.collected", _("领票码"), _("领取{object}开箱的票码")),
        ActCode("ballots.share.confirmed", _("核对票码"), _("核对{object}的票码，抄写无误")),
        ActCode("ballots.share.redrawn", _("重新领码"), _("投票开始以前重新生成{object}的票码，原码作废")),
        ActCode("ballots.count.objected", _("提出计票异议"), _("提出{object}的回执名单里没有自己的号")),
        ActCode("ballots.objection.settled", _("查清计票异议"), _("查清{object}的计票异议，{finding}")),
        ActCode("ballots.poll.wiped", _("核对密文清空"), _("核对{object}的密文已从数据库清空")),
    ]
)
