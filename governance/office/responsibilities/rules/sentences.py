"""Chinese sentences for the findings on duty sheets, letters, lines and points."""

from __future__ import annotations

from governance.rules.judging import common_sentences
from governance.rules.wording import Sentence, gettext_noop, register_sentences, register_words

_ = gettext_noop

RULES = {"responsibilities.sheet": _("岗位目标书写全没有")}
register_words(RULES)
register_words(
    {
        "sheet_parts": _("岗位目标书各部分"),
        "task_lacks": _("各项任务缺什么"),
        "tasks": _("任务项数"),
        "first": _("头一项"),
    }
)
for _rule in RULES:
    register_sentences(common_sentences(_rule))
register_sentences(
    {
        "responsibilities.state.wrong": Sentence(
            _("现在是“{have}”，这一步不能办。"), _("请看页上现在该办哪一步。")
        ),
        "responsibilities.sheet.parts_missing": Sentence(
            _("岗位目标书还没有写{missing:word}。"), _("请补写，或写明为什么这一版先不写。")
        ),
        "responsibilities.sheet.parts_written": Sentence(_("{items:word}都写了。")),
        "responsibilities.sheet.no_tasks": Sentence(
            _("还没有列岗位任务。"), _("请逐项列任务，或写明为什么这一版先不列。")
        ),
        "responsibilities.sheet.items_missing": Sentence(
            _("有{short}项任务没有写全，“{first}”缺{missing:word}。"),
            _("请逐项补齐，或写明为什么这一版先不写。"),
        ),
        "responsibilities.sheet.items_written": Sentence(_("{tasks}项任务都写全了。")),
        "responsibilities.letter.own_draft": Sentence(
            _("这份是您自己拟的，不能自己核。"), _("请另一位核稿。")
        ),
        "responsibilities.letter.empty": Sentence(_("这份还没有写目标或责任。"), _("请先逐条写上，再核。")),
        "responsibilities.letter.signed_already": Sentence(
            _("这一方已经签过。"), _("请看责任书页上还差谁签。")
        ),
        "responsibilities.letter.not_yours": Sentence(
            _("责任人一方由责任人本人签。"), _("请本人登录签；没有账号的，纸上签后由办公室登记。")
        ),
        "responsibilities.letter.above": Sentence(
            _("书记本人的清单，党委一方由上级党委签。"), _("请报上级签后，由办公室登记。")
        ),
        "responsibilities.letter.both_sides": Sentence(
            _("一份责任书两方由两个人签，您已经是责任人。"), _("请党委书记签党委一方。")
        ),
        "responsibilities.letter.secretary_signs": Sentence(
            _("党委一方由书记用本人账号签，不从纸上登记。"), _("请书记在“我的职责”里签。")
        ),
        "responsibilities.letter.has_account": Sentence(
            _("责任人有账号，由本人签，不从纸上登记。"), _("请本人在“我的职责”里签。")
        ),
        "responsibilities.charge.held": Sentence(
            _("还有{count}人在这里分工，不能撤。"), _("请先逐人止任，再撤。")
        ),
    }
)
