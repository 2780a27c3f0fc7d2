"""What steps of a meeting say when they make no sense as things stand (no article needed)."""

from governance.rules.wording import Sentence, gettext_noop, register_sentences

register_sentences(
    {
        "meetings.state.signed_in_before": Sentence(
            gettext_noop("已经在{have}签过到，不必再签。"),
            gettext_noop("走开又回来的，请文书登记离会、返会。"),
        ),
        "meetings.state.presence": Sentence(
            gettext_noop("现在是“{have}”，须是“{need}”才能登记。"),
            gettext_noop("请先核对签到表。"),
        ),
        "meetings.state.recused_before": Sentence(gettext_noop("本项已经登记过这位成员回避。"), ""),
        "meetings.state.not_a_member": Sentence(
            gettext_noop("这位不在本次会议有表决权的名单里。"),
            gettext_noop("请在应到委员中选一位。"),
        ),
        "meetings.state.open_items": Sentence(
            gettext_noop("还有{have}项没有办完，不能散会。"),
            gettext_noop("请先宣布结果，或把这一项缓议。"),
        ),
        "meetings.state.no_items": Sentence(
            gettext_noop("议程里一项议题也没有。"),
            gettext_noop("请先把审定的议题列入议程。"),
        ),
        "meetings.state.minutes_before": Sentence(gettext_noop("这次会议的纪要已经整理过。"), ""),
        "meetings.state.agenda_unconfirmed": Sentence(
            gettext_noop("议程还没有经书记审定。"),
            gettext_noop("请书记先审定议程，再发通知。"),
        ),
        "meetings.state.unfinished_wording": Sentence(
            gettext_noop("还有{have}项决议的内容没有经主持人确认。"),
            gettext_noop("请主持人逐项确认决议内容。"),
        ),
        "meetings.state.absent_speaker": Sentence(
            gettext_noop("这位成员现在不在会，或本项已回避，不能表态。"),
            gettext_noop("请先登记签到或返会。"),
        ),
        "meetings.state.spoken_before": Sentence(
            gettext_noop("这位成员本项已经表过态。"),
            gettext_noop("说法有变的，用“更正记录”，原记录保留。"),
        ),
        "meetings.state.not_yours": Sentence(
            gettext_noop("记录由本人或记录人更正。"),
            gettext_noop("请本人更正，或请记录人按本人的话更正。"),
        ),
        "meetings.state.minutes_signed": Sentence(
            gettext_noop("纪要已经签发，记录不再更正。"),
            gettext_noop("签发后的差错，用勘误更正。"),
        ),
        "meetings.state.not_on_phone": Sentence(
            gettext_noop("这一项用“{have}”，不在手机上署名投票。"),
            gettext_noop("请按主持人宣布的方式表决。"),
        ),
        "meetings.state.counted_by_itself": Sentence(gettext_noop("记名投票由系统计票，不用录入。"), ""),
        "meetings.state.same_signature": Sentence(
            gettext_noop("计票和监票是同一人，须由两人办理。"), gettext_noop("请另一位表决人核对票数。")
        ),
        "meetings.state.void_by_one": Sentence(
            gettext_noop("作废须由主持人提出、另一位监票人会签，现在只有主持人一人。"),
            gettext_noop("请另一位表决人会签。"),
        ),
        "meetings.state.replaced_before": Sentence(
            gettext_noop("这条表态记录已经更正过。"), gettext_noop("请在更正后的一条上再更正。")
        ),
    }
)
