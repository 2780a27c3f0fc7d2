"""Why a step of a secret vote is stopped, and the way out."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from governance.rules.wording import Sentence, register_sentences

register_sentences(
    {
        "ballots.state.wrong": Sentence(
            _("这只票箱现在是“{have}”，这一步不能办。"),
            _("请退回办理的页面（会议或测评），看现在该办哪一步。"),
        ),
        "ballots.code.mistyped": Sentence(
            _("输入的票码不是这次投票的，或抄错了字。"),
            _("请照抄下的票码逐组核对，共8组、每组4个；码里没有 O、I、0、1。"),
        ),
        "ballots.code.wrong": Sentence(
            _("输入的票码对不上。"), _("请计票人核对是不是这次投票的票码；票码确实丢了的，请登记票码丢失。")
        ),
        "ballots.code.too_few": Sentence(
            _("三人持票码的，要两位计票人的票码才能开箱，现在有{have}个。"), _("请另一位计票人也输入票码。")
        ),
        "ballots.code.wait": Sentence(
            _("票码连续输错{have}次，{minutes}分钟内不能再试。"),
            _("投过的票不受影响。请核对抄下的票码，到时再试。"),
        ),
        "ballots.code.collected": Sentence(
            _("票码只显示一次，您已经领过。"), _("没有抄下的，请在投票开始以前重新领码，原来的作废。")
        ),
        "ballots.code.not_collected": Sentence(_("您还没有领票码。"), _("请先领票码，抄在纸上。")),
        "ballots.share.lost": Sentence(
            _("服务器上的半份票码不在了，这箱票打不开。"),
            _("请登记票码丢失：这次投票或测评作废，重新办；交过的票没有人看到。"),
        ),
        "ballots.box.changed": Sentence(
            _("有{have}个信封的封签对不上，被人在程序以外改过。"),
            _("这箱票不能计，请登记后作废重投，并请管理员核查数据库。"),
        ),
        "ballots.box.altered": Sentence(
            _("投票箱的票样、名单或钥匙被人在程序以外改过。"),
            _("这箱票不能计，请作废重投，并请管理员核查数据库。"),
        ),
        "ballots.box.result_altered": Sentence(
            _("计票以后，票数或回执名单被人在程序以外改过。"),
            _("不能公布，请管理员核查数据库；查不清的作废重办。"),
        ),
        "ballots.share.broken": Sentence(
            _("服务器上的半份票码不在了或不完整，这把钥匙开不了箱。"),
            _("请重新领码，原码作废；投票还没有开始，不影响任何人。"),
        ),
        "ballots.objection.upheld": Sentence(
            _("有人的回执号不在名单里，已查实，这次计票不能确认。"), _("请作废，重新投票。")
        ),
        "ballots.box.unequal": Sentence(
            _("票数对不上：名单{roll}人，信封{have}个。"),
            _("这箱票不能计，请作废重投，并请管理员核查数据库。"),
        ),
        "ballots.objection.open": Sentence(
            _("还有{have}件“回执号不在名单里”没有查清。"), _("请监票人先查清，属实的作废重投。")
        ),
        "ballots.objection.early": Sentence(
            _("回执名单{published}公布，异议时间{minutes}分钟，到{until}止，现在还不能核对确认。"),
            _("请等到{until}，或全体表决人都看过名单以后再确认。"),
        ),
        "ballots.objection.late": Sentence(
            _("结果已经核对确认，异议时间过了。"), _("请向主持人说明，结果要改须经复议。")
        ),
        "ballots.objection.before": Sentence(_("您已经提过，正在查或已查清。"), ""),
        "ballots.objection.settled": Sentence(_("这件异议已经查清。"), ""),
    }
)
