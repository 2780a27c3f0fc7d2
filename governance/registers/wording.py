"""Why a step of a register is stopped, and the way out."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from governance.rules.wording import Sentence, register_sentences

register_sentences(
    {
        "registers.state.wrong": Sentence(
            _("这一行现在是“{have}”，这一步不能办。"), _("请看这一行现在该办哪一步。")
        ),
        "registers.turn.wrong": Sentence(
            _("签字照次序，现在轮到“{title}”，不是由您签。"), _("请等前面的签完，轮到时会列在工作台上。")
        ),
        "registers.turn.taken": Sentence(
            _("第{have}步已经有人签了，现在轮到第{now}步。"), _("请重新打开这一行看。")
        ),
        "registers.enclosure.there": Sentence(_("“{title}”已附。")),
        "registers.enclosure.missing": Sentence(_("要附“{title}”，现在没有。"), _("请在本页附上，再报签。")),
        "registers.enclosure.unset": Sentence(
            _("本镇没有设定达到多少要附“{title}”，按从严一律要附，现在没有。"),
            _("请附上；或请党政办主任提请党委会把这个数定下来。"),
        ),
        "registers.caution.against": Sentence(_("{title}。"), _("确实要办的，写明理由。")),
        "registers.limit.within": Sentence(_("{title}{have}，没有超过{limit}。")),
        "registers.limit.passed": Sentence(
            _("{title}{have}，超过{limit}。"), _("请核对；超出的部分照条文办。")
        ),
        "registers.limit.year_passed": Sentence(
            _("{title}全年累计{have}，超过{limit}。"), _("请核对；全年的数由党委会定。")
        ),
        "registers.limit.unset": Sentence(
            _("{title}要照条文的数核对，这个数本镇没有设定，按从严先不能报。"),
            _("请党政办主任提请党委会把这个数定下来，在“制度”里设定。"),
        ),
        "registers.limit.no_heads": Sentence(_("按“{per}”算，现在没有填。"), _("请在“更正”里补上。")),
    }
)
