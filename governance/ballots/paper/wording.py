"""Why a step on paper ballots is stopped, and the way out."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from governance.rules.wording import Sentence, register_sentences

register_sentences(
    {
        "ballots.paper.too_early": Sentence(
            _("投票箱现在是“{have}”，纸票停止投票以后才分批、录入。"),
            _("先停止投票，再开纸票箱；没有停止以前，谁也不先看票。"),
        ),
        "ballots.paper.too_late": Sentence(
            _("投票箱现在是“{have}”，纸票不能再改、再录。"),
            _("纸票和电子票在计票时一次合计，计票以后不补录。确有漏录的，本次作废重投。"),
        ),
        "ballots.paper.voided": Sentence(
            _("这次投票已作废，纸票不再录入。"), _("重投的那一次另有纸票页；这一次的纸票封存备查。")
        ),
        "ballots.paper.too_many_options": Sentence(
            _("有的题超过{most}个选项，一个数字键录不下。"), _("请改用电子票，或把这道题拆开。")
        ),
        "ballots.paper.batch_state": Sentence(
            _("第{batch}批现在是“{have}”，这一步不能办。"), _("请回到纸票页，看这一批该办哪一步。")
        ),
        "ballots.paper.same_typist": Sentence(
            _("第{batch}批的第一遍是您录的，第二遍由另一人录。"), _("请另一位录入人录第二遍，两人互相不看。")
        ),
        "ballots.paper.own_difference": Sentence(
            _("第{batch}批是您录过的，差异由第三人核定。"), _("请没有录过这一批的人对照纸票核定。")
        ),
        "ballots.paper.sheets_differ": Sentence(
            _("第{batch}批登记{need}张，录了{have}张。"),
            _("请重新点数；张数登记错的，由计票人或监票人退回重录时改正。"),
        ),
        "ballots.paper.key_lost": Sentence(
            _("录入的内容打不开了：服务器上保管纸票录入的钥匙不在，或录入的内容被人在程序以外改过。"),
            _("纸票还在，请计票人或监票人把各批退回，两人照纸票重录，并请管理员核查。"),
        ),
        "ballots.paper.changed": Sentence(
            _("纸票的合计和核对过的核对单不一样。"), _("请监票人重新核对；对不上的批次退回重录。")
        ),
        "ballots.paper.unsettled": Sentence(
            _("纸票还有{have}批没有录完、核定。"), _("请录入人录完两遍，有差异的由第三人核定。")
        ),
        "ballots.paper.unconfirmed": Sentence(
            _("纸票还有{have}类没有核对。"), _("请计票人填写发出和收回，监票人逐类核对。")
        ),
        "ballots.paper.not_written": Sentence(
            _("还没有填写发出、收回多少张。"), _("请计票人先填写，再核对。")
        ),
        "ballots.paper.same_hand": Sentence(
            _("发出和收回的张数是您填写的，由另一人核对。"), _("请监票人核对。")
        ),
        "ballots.paper.surplus": Sentence(
            _("收回{returned}张，多于发出{issued}张。"),
            _("请点清票根；发出数填错的，由计票人改正；确实多出的，由监票人写明原因。"),
        ),
        "ballots.paper.apart": Sentence(
            _("收回{returned}张，录入{typed}张，不相等。"),
            _("请点清各批纸票；登记错的改正或退回重录；找不到原因的，由监票人写明。"),
        ),
        "ballots.paper.no_gap": Sentence(_("发出、收回、录入对得上，不用说明。"), _("请监票人直接核对。")),
        "ballots.paper.confirmed": Sentence(_("这一类已经核对。"), ""),
        "ballots.paper.none": Sentence(
            _("这次投票没有登记过纸票。"), _("有纸票的，请计票人先填写发出、收回。")
        ),
        "ballots.paper.not_different": Sentence(
            _("核定的不是两遍录入不同的那些地方。"), _("请重新打开这一批，照页面上列的逐处核定。")
        ),
    }
)
