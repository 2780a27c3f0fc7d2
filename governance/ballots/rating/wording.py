"""Why a step of a rating round is stopped, and the way out."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from governance.rules.wording import Sentence, register_sentences

register_sentences(
    {
        "ballots.round.state": Sentence(
            _("测评现在是“{have}”，这一步不能办。"), _("请看测评页上现在该办哪一步。")
        ),
        "ballots.round.incomplete": Sentence(
            _("测评还没有填全：类别{classes}个，对象{subjects}个，项目{items}项，权重合计不能是0。"),
            _("请在“修改”里补齐。"),
        ),
        "ballots.round.too_long": Sentence(
            _("测评表有{rows}行，装不进一个信封。"), _("请减少对象或项目，或分两次测评。")
        ),
        "ballots.round.rated_counts": Sentence(
            _("计票、监票、审阅的人里有{have}人是测评对象。"), _("请换不参加被测评的人。")
        ),
        "ballots.round.same_person": Sentence(
            _("计票人和监票人有重复。"), _("监票人不能兼计票人，三名计票人须是三个人。")
        ),
        "ballots.round.two_tellers": Sentence(
            _("计票人现有{have}人，须1人，或3人（任两人可开箱）。"), _("请减到1人，或补足3人。")
        ),
        "ballots.round.no_reviewer": Sentence(
            _("收意见的测评要有审阅意见的人，现在没有定。"), _("请选一人；或不收意见。")
        ),
        "ballots.round.rates_himself": Sentence(
            _("名单里有{have}人是测评对象，自己不评自己。"),
            _("请从名单里去掉；要互评的，改用抽码方式。"),
        ),
        "ballots.round.twice_on_roll": Sentence(
            _("有{have}人在名单里出现两次，一人只评一次。"), _("请每人只留在一个类别里。")
        ),
        "ballots.round.roll_short": Sentence(
            _("“{label}”名单{have}人，应参评（不含纸票）{need}人。"), _("请改名单或改应参评人数。")
        ),
        "ballots.round.more_paper": Sentence(
            _("“{label}”用纸票{have}人，多于应参评{need}人。"), _("请改其中一个数。")
        ),
        "ballots.round.class_small": Sentence(
            _("“{label}”应参评{have}人，少于{need}人，结果必然不单列，还要带上另一类。"),
            _("与别的类合并；或写明理由后继续。"),
        ),
        "ballots.round.not_approved": Sentence(
            _("测评还没有审定。"), _("请组织委员或书记先审定，再印码、定名单。")
        ),
        "ballots.round.key_waits": Sentence(
            _("票码还没有核对完：{have}名计票人没有核对。"), _("请计票人先领票码、抄写、核对，再开始测评。")
        ),
        "ballots.round.codes_lost": Sentence(
            _("测评码的钥匙文件不在了，印出的码都用不了。"), _("请作废这次测评，重新拟定。")
        ),
        "ballots.round.not_reconciled": Sentence(
            _("“{label}”的实到、发出、剩余还没有填。"), _("请计票人清点后填核对表。")
        ),
        "ballots.round.gap_handed_out": Sentence(
            _("“{label}”发出{have}张，实到{need}人，对不上，还没有说明。"),
            _("请核对；确有差额的，写明原因。"),
        ),
        "ballots.round.gap_codes": Sentence(
            _("“{label}”发出的和剩下的测评码合计{have}张，印了{need}张，对不上，还没有说明。"),
            _("请重新清点；确有遗失的，写明原因。"),
        ),
        "ballots.round.gap_returned": Sentence(
            _("“{label}”发出{need}张，收回{have}张，对不上，还没有说明。"), _("请写明原因，例如有人没有交。")
        ),
        "ballots.round.surplus": Sentence(
            _("“{label}”发出{need}张，收回{have}张，收回多于发出。"),
            _("请重新清点发出数；仍然多的，这次测评作废重来。"),
        ),
        "ballots.round.not_checked": Sentence(_("核对表还没有经监票人核对。"), _("请监票人核对清点的数。")),
        "ballots.round.remarks_waiting": Sentence(
            _("还有{have}条意见没有审阅。"), _("请审阅意见的人逐条看过，再公布。")
        ),
    }
)
