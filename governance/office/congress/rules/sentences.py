"""Chinese sentences for the findings on the Party congress and its delegates."""

from __future__ import annotations

from governance.rules.judging import common_sentences
from governance.rules.wording import Sentence, gettext_noop, register_sentences, register_words

_ = gettext_noop

RULES = {
    "congress.report": _("报告能否提交党代会"),
    "congress.candidates": _("正式候选人能否定"),
    "congress.removal": _("代表资格能否终止"),
    "congress.council": _("人大事项怎么走"),
}
register_words(RULES)
register_words(
    {
        "surplus": _("差额比例"),
        "seats": _("应选名额"),
        "candidates": _("正式候选人数"),
        "steps_taken": _("各步办了没有"),
        "report_given": _("有没有提交报告"),
        "report_adopted": _("党委审议通过的决议"),
        "committee_studied": _("党委研究的决议"),
        "steps_before": _("前面各步"),
        "step_asked": _("这一步"),
        "council_voted": _("人大表决"),
        "carrying_out": _("是否公布实施"),
    }
)
for _rule in RULES:
    register_sentences(common_sentences(_rule))
register_sentences(
    {
        "congress.state.wrong": Sentence(
            _("这件事现在是“{have}”，这一步不能办。"), _("请看页上现在该办哪一步。")
        ),
        "congress.resolution.none": Sentence(
            _("没有查到{number}这份通过的决议，或决议文字主持人还没有确认。"),
            _("请核对决议号；先上党委会研究，确认决议文字后再登记。"),
        ),
        "congress.report.no_report": Sentence(_("这次会没有提交党委、纪委的报告。")),
        "congress.report.not_adopted": Sentence(
            _("提交党代会的报告还没有经党委审议通过。"), _("请先上党委会审议，凭通过的决议号登记。")
        ),
        "congress.report.adopted": Sentence(_("报告已经党委审议通过。")),
        "congress.candidates.steps_missing": Sentence(
            _("代表产生还缺{missing:word}。"), _("请组织办补办{missing:word}，登记日期后再定候选人。")
        ),
        "congress.candidates.steps_done": Sentence(_("三推、两评、一公示都办了。")),
        "congress.candidates.too_few": Sentence(
            _("应选{seats}名，正式候选人{have}名，须不少于{need}名，差{short}名。"),
            _("请增加候选人，或报党委核减应选名额。"),
        ),
        "congress.candidates.enough": Sentence(
            _("应选{seats}名，正式候选人{have}名，须不少于{need}名，已够。")
        ),
        "congress.removal.out_of_order": Sentence(
            _("“{step}”以前还缺{missing:word}。"), _("请先办{missing:word}，登记日期和依据。")
        ),
        "congress.removal.not_studied": Sentence(
            _("党委还没有作出终止资格的决议。"), _("请先上党委会研究，凭通过的决议号登记。")
        ),
        "congress.removal.in_order": Sentence(_("“{step}”以前各步都办了。")),
        "congress.council.not_studied": Sentence(
            _("这件事党委还没有研究。"), _("请先上党委会研究，凭通过的决议号登记，再交人大。")
        ),
        "congress.council.studied": Sentence(_("党委已研究，交人大决定。")),
        "congress.council.not_yet": Sentence(_("还没有到公布实施。")),
        "congress.council.not_voted": Sentence(
            _("人大还没有表决，党委、政府不能代定。"), _("请等人大表决，登记表决日期后再公布实施。")
        ),
        "congress.council.voted": Sentence(_("人大已表决。")),
        "congress.council.skipped": Sentence(
            _("“{step}”以前没有办{missing:word}。"), _("请先补办；确实不需要的，写明理由继续。")
        ),
        "congress.council.in_order": Sentence(_("“{step}”以前各步都办了。")),
    }
)
