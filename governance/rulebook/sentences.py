"""What is said of steps about the rulebook itself. Most of them no article governs; the findings name
the article whose figure is meant, the value, and the way out all the same."""

from __future__ import annotations

from governance.rules.wording import Sentence, register_sentences
from governance.rules.wording import gettext_noop as _

register_sentences(
    {
        "rulebook.adopt.free": Sentence(_("《{title}》还没有采用，可以自{since}起采用。")),
        "rulebook.adopt.held": Sentence(
            _("《{title}》已自{standing}起采用，不用再采用一次。"), _("请把它从所选制度里去掉。")
        ),
        "rulebook.adopt.overlaps": Sentence(
            _("《{title}》在{standing}起的一段时间里采用过，与自{since}起的这一次重叠。"),
            _("请把施行日期改到上一次停用以后。"),
        ),
        "rulebook.end.open": Sentence(_("《{title}》施行中，可以用到{until}为止。")),
        "rulebook.end.not_begun": Sentence(
            _("《{title}》没有施行过，不用停用。"), _("还没有核准的，撤回即可。")
        ),
        "rulebook.end.ended": Sentence(
            _("《{title}》已经用到{standing}为止，不用再停用。"), _("请看这部制度的留痕。")
        ),
        "rulebook.end.too_early": Sentence(
            _("停用日期{until}早于施行日期{standing}。"), _("请改停用日期，不早于施行日期。")
        ),
        "rulebook.end.backdated": Sentence(
            _("停用日期{until}早于今天{today}。以前办的事不变，只管以后的。"),
            _("请改为今天或以后；或写明为什么写以前的日期。"),
        ),
        "rulebook.figure.fits": Sentence(_("“{name}”定为{value}，写法合这一条，不比原文宽。")),
        "rulebook.figure.not_adopted": Sentence(
            _("“{name}”所在的制度到{since}没有采用，不能另定。"),
            _("请先采用这部制度，或把施行日期改到采用以后。"),
        ),
        "rulebook.figure.waiting": Sentence(
            _("“{name}”已有一个提议待核准：{value}，自{since}起。"),
            _("请书记先核准，或由党政办主任撤回后重提。"),
        ),
        "rulebook.figure.not_later": Sentence(
            _("“{name}”已有自{standing}起施行的值，新的值写的是{since}，须晚于{standing}。"),
            _("请把施行日期改到{standing}以后。"),
        ),
        "rulebook.trial.holds": Sentence(_("用样例试过{cases}次，判得通，没有放宽。")),
        "rulebook.trial.looser": Sentence(
            _("用样例“{case}”试：按原文拦下的，按“{value}”就放过了，比原文宽。"),
            _("请把“{name}”改得不比原文宽。"),
        ),
        "rulebook.trial.unfit": Sentence(
            _("用样例“{case}”试：“{name}”写成“{value}”，判不了这一条。"),
            _("请照这一条的写法重新提出。"),
        ),
        "rulebook.proposal.open": Sentence(_("这一提议待核准。")),
        "rulebook.proposal.closed": Sentence(
            _("这一提议现在是“{standing}”，待核准的才能办。"), _("请看它的留痕；要变更的，重新提出。")
        ),
        "rulebook.proposal.two_persons": Sentence(_("提出和核准是两个人。")),
        "rulebook.proposal.same_person": Sentence(
            _("这一提议由{person}提出，提出和核准须是两个人。"),
            _("请另一位书记核准；只有一位书记的，由党政办主任重新提出。"),
        ),
        "rulebook.proposal.dated": Sentence(_("自{since}起施行，只管以后的事。")),
        "rulebook.proposal.backdated": Sentence(
            _("施行日期{since}早于今天{today}。以前办的事不变，只管以后的。"),
            _("请撤回，改为今天或以后施行再提；或写明为什么写以前的日期。"),
        ),
        "rulebook.conflict.offered": Sentence(_("这一口径保留的条，本镇都已采用。")),
        "rulebook.conflict.not_offered": Sentence(
            _("“{choice}”要保留的条，本镇没有采用。"), _("请在列出的口径里选一种。")
        ),
        "rulebook.conflict.no_conflict": Sentence(
            _("本镇采用的制度在“{topic}”上没有抵触，不用定口径。"), _("请看抵触清单里待定的几处。")
        ),
        "rulebook.conflict.waiting": Sentence(
            _("“{topic}”已有一个提议待核准：{choice}。"),
            _("请书记先核准，或由党政办主任撤回后重提。"),
        ),
        "rulebook.conflict.not_later": Sentence(
            _("“{topic}”已定过口径，自{standing}起；新的口径写的是{since}，须晚于{standing}。"),
            _("请把施行日期改到{standing}以后。"),
        ),
        "rulebook.local.draft": Sentence(_("本镇制度待核准，条文还可以增减。")),
        "rulebook.local.fixed": Sentence(
            _("《{title}》现在是“{standing}”，条文不再增减。"),
            _("请停用后录入新的一版，或对其中的数提出另定。"),
        ),
        "rulebook.local.name_taken": Sentence(
            _("简称“{code}”已有别的制度用了。"), _("请换一个简称，引条时要分得清。")
        ),
        "rulebook.local.overlaps": Sentence(
            _("《{title}》自{standing}起的一版还在施行，与自{since}起的这一版重叠。"),
            _("请先停用上一版，或把施行日期改到上一版停用以后。"),
        ),
        "rulebook.local.empty": Sentence(_("《{title}》一条也没有。"), _("请先录入条文，再核准。")),
        "rulebook.local.complete": Sentence(_("共{articles}条，写法都合。")),
        "rulebook.local.ref_taken": Sentence(
            _("{standing}已经有了。"), _("请换一个条号，或先撤回原来的一条。")
        ),
        "rulebook.local.article_fits": Sentence(_("这一条写法合。")),
        "rulebook.local.needs_like": Sentence(
            _("拦截条、提示条要写明照制度库里的哪一条核对。"),
            _("请写上“照哪一条管”；只作提醒、留痕或展示的，改选那一种。"),
        ),
        "rulebook.local.no_such_article": Sentence(
            _("“{like}”不是制度库里的条。"), _("请照制度页上的条号写，例 S0-04:三-1b。")
        ),
        "rulebook.local.like_local_only": Sentence(
            _("“照哪一条管”只能写制度库里还在执行的条，{like}只作沿革。"), _("请改写一条施行中的条号。")
        ),
        "rulebook.local.figure_missing": Sentence(
            _("照{like}管，要写明“{names}”。"), _("请补上这几个数；原文空着的，由党委会定了再录入。")
        ),
        "rulebook.local.figure_unknown": Sentence(
            _("{like}没有“{names}”这个数。"), _("请照那一条的数逐个写。")
        ),
        "rulebook.local.figure_unreadable": Sentence(
            _("“{name}”认不出（填的是“{value}”）。"), _("请照样例写，例 >=2/3@entitled、>=2 day。")
        ),
    }
)
