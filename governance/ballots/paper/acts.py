"""Acts on paper: numbers of sheets and who handled them, never a mark."""

from django.utils.translation import gettext_noop as _

from governance.audit.vocabulary import ActCode, register_acts

register_acts(
    [
        ActCode(
            "ballots.paper_count.written",
            _("填写纸票数"),
            _("填写{object}{class}的纸票数，发出{issued}张，收回{returned}张"),
        ),
        ActCode(
            "ballots.paper_batches.added",
            _("纸票分批"),
            _("把{object}{class}的纸票{sheets}张分为{batches}批"),
        ),
        ActCode(
            "ballots.paper_batch.typed",
            _("录入纸票"),
            _("录入{object}{class}第{batch}批纸票，第{typing}遍，{sheets}张"),
        ),
        ActCode(
            "ballots.paper_batch.settled",
            _("核定差异"),
            _("对照纸票核定{object}{class}第{batch}批两遍录入的差异{differences}处"),
        ),
        ActCode(
            "ballots.paper_batch.cleared",
            _("退回重录"),
            _("退回{object}{class}第{batch}批纸票重录，张数登记为{sheets}张，理由：{because}"),
        ),
        ActCode(
            "ballots.paper_gap.explained",
            _("说明纸票差数"),
            _("说明{object}{class}的纸票差数：发出{issued}张，收回{returned}张，录入{typed}张"),
        ),
        ActCode(
            "ballots.paper_count.confirmed",
            _("核对纸票"),
            _("核对{object}{class}的纸票：录入{typed}张，有效{valid}张，空白{blank}张，无效{invalid}张"),
        ),
        ActCode("ballots.paper_count.printed", _("打印纸票核对单"), _("打印{object}纸票核对单")),
    ]
)
