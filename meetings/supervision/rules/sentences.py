"""Chinese sentences for the findings on supervised matters."""

from __future__ import annotations

from governance.rules.judging import common_sentences
from governance.rules.wording import Sentence, gettext_noop, register_sentences, register_words

_ = gettext_noop

RULES = {
    "meetings.task_approval": _("能否审定"),
    "meetings.task_handover": _("能否交办"),
    "meetings.task_review": _("报告怎样审核"),
    "meetings.task_closing": _("能否办结"),
    "meetings.task_filing": _("能否归档"),
    "meetings.honours": _("能否评优评先"),
}
register_words(RULES)
register_words(
    {
        "discipline_office": _("纪委办"),
        "general_office": _("党政办"),
        "closed_on": _("办结日期"),
        "result": _("办理结果"),
        "fails": _("连续不合格次数"),
        "great": _("是否特别重大或跨部门"),
        "plan": _("督查方案"),
        "approved": _("是否审定"),
        "reported": _("是否已报结果"),
        "by_leader": _("由谁审核"),
        "fit": _("报告是否合格"),
        "reviewed": _("是否审核通过"),
        "words_open": _("没有办完的批示"),
        "failed_in_a_row": _("连续不合格次数"),
        "waiting": _("没有办完的"),
    }
)
for _rule in RULES:
    register_sentences(common_sentences(_rule))
register_sentences(
    {
        "meetings.task_approval.no_plan": Sentence(
            _("这件属特别重大或跨部门，还没有督查方案。"), _("请立项人把督查方案写上，再报审定。")
        ),
        "meetings.task_approval.not_vetted": Sentence(
            _("拟办呈批表还没有经督查机构审核。"),
            _("请纪委办（或定为承办机构的党政办）审核后，再报主要领导审定。"),
        ),
        "meetings.task_approval.vetted_elsewhere": Sentence(
            _("这件由{have:word}审核，制度写的是{need:word}。"),
            _("请纪委办审核；督查归党政办承办的，先把这条抵触的口径定下来。"),
        ),
        "meetings.task_approval.vetted": Sentence(_("已由{by:word}审核。")),
        "meetings.task_handover.not_approved": Sentence(
            _("这件还没有经主要领导审定。"), _("请先报党委书记审定，再交办。")
        ),
        "meetings.task_handover.incomplete": Sentence(
            _("交办缺{missing:word}。"), _("请党政办文书补上{missing:word}，再交办。")
        ),
        "meetings.task_handover.complete": Sentence(_("承办单位、时限、要求都写明了。")),
        "meetings.task_review.not_reported": Sentence(_("还没有报办理结果。"), _("请承办单位先报办理结果。")),
        "meetings.task_review.not_by_leader": Sentence(
            _("办理报告须送主要领导审核。"), _("请党委书记（书记外出时，主持工作的）审核。")
        ),
        "meetings.task_review.by_leader": Sentence(_("报告由主要领导审核。")),
        "meetings.task_review.fit": Sentence(_("报告合格。")),
        "meetings.task_review.no_new_day": Sentence(
            _("退回重办没有写新的时限。"), _("请写明改到哪天报，再退回。")
        ),
        "meetings.task_review.sent_back": Sentence(_("退回重办，改限{day:day}。")),
        "meetings.task_closing.not_reviewed": Sentence(
            _("办理报告还没有审核通过。"), _("请主要领导先审核，再登记办结。")
        ),
        "meetings.task_closing.incomplete": Sentence(
            _("登记办结缺{missing:word}。"), _("请党政办文书补上{missing:word}。")
        ),
        "meetings.task_closing.registered": Sentence(_("{day:day}办结，结果已登记。")),
        "meetings.task_filing.steps_missing": Sentence(
            _("五步里没有办“{missing:word}”。"), _("请补办这一步；不必补的，写明理由再归档。")
        ),
        "meetings.task_filing.steps_done": Sentence(_("五步都办了。")),
        "meetings.task_filing.words_open": Sentence(
            _("主要领导还有{waiting}条批示没有办完。"), _("请承办单位按批示办完，登记后再归档。")
        ),
        "meetings.task_filing.words_done": Sentence(_("主要领导的批示都办完了。")),
        "meetings.honours.barred": Sentence(
            _("督查连续{have}次不合格，已到{need}次。"), _("分管领导、部门、当事人当年不评优评先。")
        ),
        "meetings.honours.open": Sentence(_("督查连续不合格{have}次，不到{need}次。")),
        "supervision.task.cited": Sentence(_("依据这一条撤销。")),
        "supervision.report.none": Sentence(
            _("还没有报办理结果，没有可审核的。"), _("请承办单位先报办理结果。")
        ),
        "supervision.paper.not_yet": Sentence(
            _("现在是“{have}”，还不能印这份文件。"), _("请先办到“{need}”。")
        ),
        "supervision.paper.unchanged": Sentence(
            _("上次生成以后没有变动，不必再印一份。"), _("要用的，请开已生成的那一份。")
        ),
    }
)
