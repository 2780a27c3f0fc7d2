"""Chinese sentences for the findings of requests and reports."""

from __future__ import annotations

from governance.rules.judging import common_sentences
from governance.rules.wording import Sentence, gettext_noop, register_sentences, register_words

_ = gettext_noop

RULES = {
    "office.upward_discussed": _("请示报告先经党委会讨论"),
    "office.upward_signed": _("请示报告由谁签发"),
}
register_words(RULES)
register_words(
    {
        "emergency": _("是否紧急"),
        "adopted": _("党委会是否通过"),
        "entrusted_to_sign": _("书记是否委托代签"),
        "posts": _("职务"),
    }
)
for _rule in RULES:
    register_sentences(common_sentences(_rule))
register_sentences(
    {
        "office.upward_discussed.emergency": Sentence(
            _("突发紧急事项当时就报，不等开会；会后向党委会报告。")
        ),
        "office.upward_discussed.not_discussed": Sentence(
            _("还没有登记党委会的决议，不能签发。"), _("请党政办先登记会议讨论，填决议号。")
        ),
        "office.upward_discussed.no_such": Sentence(
            _("本镇没有决议{number}。"), _("请核对决议号；会还没有开的，先上会。")
        ),
        "office.upward_discussed.rejected": Sentence(
            _("决议{number}没有通过。"), _("请按决议修改后再上会，或撤下这份文稿。")
        ),
        "office.upward_discussed.not_confirmed": Sentence(
            _("决议{number}的文字还没有经主持人确认。"), _("请主持人先在会议页确认决议。")
        ),
        "office.upward_discussed.discussed": Sentence(_("党委会已讨论确定（{number}）。")),
        "office.upward_signed.secretary": Sentence(_("由书记签发。")),
        "office.upward_signed.entrusted": Sentence(_("由书记委托的副书记代签。")),
        "office.upward_signed.not_entrusted": Sentence(
            _("书记今天没有委托您代签。"), _("请书记签发，或先登记委托。")
        ),
        "office.upward_signed.wrong_post": Sentence(_("请示报告由书记签发。"), _("请送书记签发。")),
        # Steps no article of the town's books governs.
        "office.upward.several_matters": Sentence(_("请示一文一事，这份写了{n}件。"), _("请一件写一份。")),
        "office.upward.no_matter": Sentence(_("还没有写请求事项。"), _("请写一件请求事项。")),
        "office.upward.request_in_report": Sentence(
            _("报告里不写请示事项。"), _("请把请求事项另写一份请示。")
        ),
        "office.upward.several_addressees": Sentence(
            _("请示只主送一个上级机关，这里写了{n}个。"), _("请只留一个。")
        ),
        "office.upward.wrong_matter": Sentence(_("“{matter}”不是{kind}的事项类别。"), _("请另选类别。")),
        "office.upward.not_sudden": Sentence(
            _("请示只有“重大问题与突发事件处理”可以作突发紧急。"), _("请改类别，或不勾突发紧急。")
        ),
        "office.upward.empty": Sentence(_("正文还没有写完：{parts}。"), _("请拟稿人补齐。")),
        "office.upward.not_countersigned": Sentence(_("还没有人核稿。"), _("请另一人核稿。")),
        "office.upward.own_draft": Sentence(_("拟稿人不能核自己的稿。"), _("请另一人核稿。")),
        "office.upward.not_told": Sentence(
            _("突发紧急事项还没有登记当时报告。"), _("请先登记几时知情、几时报上级。")
        ),
        "office.upward.told_before_known": Sentence(_("报告时间早于知情时间。"), _("请核对两个时间。")),
        "office.upward.time_ahead": Sentence(_("时间还没有到。"), _("请核对时间。")),
        "office.upward.day_before": Sentence(_("日期早于{day:day}，在前一步之前。"), _("请核对日期。")),
        "office.upward.day_ahead": Sentence(_("日期还没有到。"), _("请核对日期。")),
        "office.upward.conditions_blank": Sentence(_("附条件同意的，条件没有写。"), _("请照批复写明条件。")),
        "office.upward.reply_wanted": Sentence(
            _("请示要等批复，不登记“上级已收”。"), _("收到批复后登记批复。")
        ),
        "office.upward.not_emergency": Sentence(_("这份不是突发紧急事项。"), _("请在修改里勾上再登记。")),
        "office.upward.number_missing": Sentence(
            _("本镇还没有文号代字，不能取号签发。"), _("请党政办在“文印”提出，经党委书记核准。")
        ),
        "office.state.wrong": Sentence(
            _("现在是“{have}”，“{need}”的才能办这一步。"), _("请看页首写的下一步。")
        ),
        "office.entrusted.not_deputy": Sentence(_("只能委托现任副书记代签。"), _("请另选一人。")),
        "office.entrusted.ends_before": Sentence(_("委托的截止日早于起始日。"), _("请核对日期。")),
        "office.entrusted.in_past": Sentence(
            _("委托从{day:day}起，已经过了，不能补委托。"), _("请从今天起委托。")
        ),
        "office.entrusted.over": Sentence(_("这项委托已经撤销。"), _("请看委托的日期。")),
        "office.incoming.items_blank": Sentence(_("还有几项没有写：{parts}。"), _("没有的写“无”。")),
        "office.incoming.no_answer_due": Sentence(_("报告不用批复。"), _("阅后登记阅批。")),
        "office.incoming.to_be_answered": Sentence(_("请示要批复。"), _("请登记批复结果。")),
        "office.incoming.told_before_known": Sentence(_("报告时间早于知情时间。"), _("请核对两个时间。")),
        "office.incoming.day_ahead": Sentence(_("日期还没有到。"), _("请核对日期。")),
        "office.failure.nobody": Sentence(_("没有写是哪个单位或哪个人。"), _("请选一个单位或一个人。")),
        "office.failure.figures_unset": Sentence(
            _("本镇没有采用这一条，不按次数处理。"), _("请党政办主任先在“制度”里采用。")
        ),
    }
)
