"""Acts on rating rounds: on the round, never on what somebody marked, and never with the name of a person who is
rated."""

from django.utils.translation import gettext_noop as _

from governance.audit.vocabulary import ActCode, register_acts

register_acts(
    [
        ActCode("ballots.round.set_up", _("拟定测评"), _("拟定{object}，应参评{expected}人")),
        ActCode("ballots.round.amended", _("修改测评"), _("修改{object}，应参评{expected}人")),
        ActCode("ballots.round.approved", _("审定测评"), _("审定{object}的对象、项目和类别")),
        ActCode(
            "ballots.round.codes_printed", _("印测评码"), _("印{object}的测评码{count}张，其中备用{spares}张")
        ),
        ActCode(
            "ballots.round.codes_reprinted",
            _("重印测评码"),
            _("重印{object}的测评码{count}张，先印的全部作废，理由：{because}"),
        ),
        ActCode("ballots.round.roll_fixed", _("定名单"), _("定{object}的参评名单{count}人")),
        ActCode("ballots.round.opened", _("开始测评"), _("开始{object}，应参评{expected}人")),
        ActCode("ballots.round.closed", _("截止测评"), _("截止{object}，收回{returned}份")),
        ActCode(
            "ballots.round.counted",
            _("汇总测评"),
            _("汇总{object}，收回{returned}、有效{valid}、空白{blank}、无效{invalid}"),
        ),
        ActCode("ballots.round.reconciled", _("填核对表"), _("填{object}的核对表，有差额{gaps}处")),
        ActCode("ballots.round.checked", _("核对清点"), _("核对{object}清点的数，有差额{gaps}处，均有说明")),
        ActCode(
            "ballots.round.remarks_reviewed",
            _("审阅意见"),
            _("审阅{object}的意见{count}条，不公布{withheld}条"),
        ),
        ActCode(
            "ballots.round.released", _("公布测评结果"), _("向{audience}公布{object}结果，未单列{held}类")
        ),
        ActCode("ballots.round.voided", _("作废测评"), _("作废{object}，理由：{because}")),
        ActCode("ballots.round.key_lost", _("登记票码丢失"), _("登记{object}的票码丢失，{state}")),
    ]
)
