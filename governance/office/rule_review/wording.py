"""Why a step of a rule review is stopped, and the way out."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from governance.rules.wording import Sentence, register_sentences

register_sentences(
    {
        "rule_review.state.wrong": Sentence(
            _("这次评估现在是“{have}”，这一步不能办。"), _("请看评估页上现在该办哪一步。")
        ),
        "rule_review.begin.not_in_force": Sentence(
            _("本镇现在不按这部制度办，没有可评估的。"), _("请先在“制度”里采用，施行满一年再评估。")
        ),
        "rule_review.begin.not_yet": Sentence(
            _("这部制度{since:day}才施行，评估的时段在它以前。"), _("请把时段改到施行以后。")
        ),
        "rule_review.begin.waiting": Sentence(
            _("这部制度已有一次评估在征求意见。"), _("请先定结论，或撤回那一次。")
        ),
        "rule_review.begin.future": Sentence(
            _("评估的时段到{last:day}，还没有过完。"), _("请把时段改到今天以前。")
        ),
        "rule_review.resolution.unknown": Sentence(
            _("没有查到{number}这份决议。"), _("请核对决议号；结论经党委会议定以后再登记。")
        ),
        "rule_review.resolution.rejected": Sentence(
            _("{number}没有通过，不能作依据。"), _("请写通过的那份决议。")
        ),
        "rule_review.resolution.unconfirmed": Sentence(
            _("{number}的文字主持人还没有确认。"), _("请主持人确认决议文字以后再登记。")
        ),
        "rule_review.resolution.earlier": Sentence(
            _("{number}是{decided:day}作出的，评估{begun:day}才发起。"), _("请写评估以后作出的决议。")
        ),
        "rule_review.voices.missing": Sentence(
            _("还缺{missing}，制度要求三方面结合。"), _("请先补齐，或写明为什么不等。")
        ),
    }
)
