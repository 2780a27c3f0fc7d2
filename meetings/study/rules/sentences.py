"""Chinese sentences for the findings on the study group."""

from __future__ import annotations

from governance.rules.judging import common_sentences
from governance.rules.wording import Sentence, gettext_noop, register_sentences, register_words

_ = gettext_noop

RULES = {
    "meetings.study_topic": _("每次学习定几个专题"),
    "meetings.study_kept": _("学习时间和专题是否随意改"),
    "meetings.study_leave": _("集中学习请假"),
}
register_words(RULES)
register_words(
    {
        "topics": _("专题个数"),
        "confirmed": _("学习计划是否已审定"),
        "changed": _("是否改动"),
        "away": _("没有到会的人数"),
        "special": _("有特殊情况的人数"),
    }
)
for _rule in RULES:
    register_sentences(common_sentences(_rule))
register_sentences(
    {
        "meetings.study_topic.fits": Sentence(_("本次定了{have}个专题，合乎这一条。")),
        "meetings.study_topic.not_so_many": Sentence(
            _("本次定了{have}个专题，每次应是{need}个。"), _("请照每次{need}个重排；或写明理由后继续。")
        ),
        "meetings.study_kept.drafting": Sentence(_("计划还没有审定，可以改。")),
        "meetings.study_kept.kept": Sentence(_("照审定的计划办。")),
        "meetings.study_kept.changed": Sentence(
            _("计划已审定，时间、专题不随意改。"), _("请照计划办；有特殊情况的，写明理由后继续。")
        ),
        "meetings.study_leave.all_there": Sentence(_("没有人缺课。")),
        "meetings.study_leave.with_cause": Sentence(_("{away}人没有到会，都有特殊情况。")),
        "meetings.study_leave.without_cause": Sentence(
            _("{away}人没有到会，{short}人没有写明特殊情况。"),
            _("请组长准假时写明特殊情况；或写明理由后继续。"),
        ),
    }
)
