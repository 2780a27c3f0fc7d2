"""Chinese sentences for the findings of other bodies' meetings, and the words their figures carry."""

from __future__ import annotations

from governance.rules.judging import common_sentences
from governance.rules.wording import Sentence, gettext_noop, register_sentences, register_words
from meetings.bodies.rules.kinds import KINDS

_ = gettext_noop

RULES = {
    "meetings.body_decides": _("只酝酿、不定大事"),
    "meetings.body_seats": _("谁出席、谁列席"),
    "meetings.body_chair": _("这类会由谁主持"),
    "meetings.body_quorum": _("这类会到会人数是否够"),
    "meetings.body_dissent": _("有分歧是否缓议"),
    "meetings.body_secrecy": _("保密内容是否外送"),
    "meetings.body_thrift": _("会议是否从简"),
}
OUTCOMES = {
    "prepared": _("已酝酿，形成意见"),
    "coordinated": _("已协调，分头落实"),
    "reported": _("已通报情况"),
    "postponed": _("缓议"),
    "referred": _("提交党委会"),
    "emergency": _("已紧急处置"),
}

register_words(RULES)
register_words({kind.code: kind.title for kind in KINDS.values()})
register_words({f"outcome_{code}": words for code, words in OUTCOMES.items()})
register_words(
    {
        "outcome": _("办理结果"),
        "major": _("是否三重一大"),
        "attending": _("出席人"),
        "observing": _("列席人"),
        "held": _("在任的职务"),
        "differed": _("有没有分歧"),
        "secret": _("是否涉密"),
        "needed": _("开会的事由"),
        "meals": _("安排就餐"),
        "banner": _("挂会标"),
        "gifts": _("发礼品、纪念品"),
        "kind": _("会议种类"),
        "posts": _("职务"),
        "wanted": _("应当出席的"),
        "extras": _("不准的安排"),
        "congress_chair": _("人大主席"),
        "deputy_mayor": _("副镇长"),
        "office_director": _("党政办主任"),
        "office_clerk": _("党政办文书"),
        "organization_clerk": _("组织办干事"),
        "station_head": _("站所负责人"),
        "village_secretary": _("村党组织书记"),
        "village_director": _("村委会主任"),
        "staff": _("一般干部"),
    }
)
for _rule in RULES:
    register_sentences(common_sentences(_rule))
register_sentences(
    {
        "meetings.body_decides.ordinary": Sentence(_("不是三重一大事项，这一条不管。")),
        "meetings.body_decides.prepares": Sentence(_("本会只酝酿、不作决定，可以。")),
        "meetings.body_decides.carries_out": Sentence(_("党委会已有决议，本会只协调落实，可以。")),
        "meetings.body_decides.decides": Sentence(
            _("{body:word}不能定这件事：它只酝酿，决定由党委会作。"),
            _("请改记“已酝酿，形成意见”，或提交党委会；党委会已决定的，选上那份决议。"),
        ),
        "meetings.body_seats.seats": Sentence(_("应出席的都已列入：{posts:word}。")),
        "meetings.body_seats.not_a_seat": Sentence(
            _("{posts:word}不在出席人之列，出席的是{wanted:word}。"), _("请改列为列席，或从名单上去掉。")
        ),
        "meetings.body_seats.seat_missing": Sentence(
            _("出席人少了{posts:word}。"), _("请召集人把{posts:word}列入出席。")
        ),
        "meetings.body_seats.observer_missing": Sentence(
            _("列席人少了{posts:word}。"), _("请召集人把{posts:word}列为列席。")
        ),
        "meetings.body_chair.secretary": Sentence(_("由书记主持，可以。")),
        "meetings.body_chair.entrusted": Sentence(_("副书记受书记委托主持，可以。")),
        "meetings.body_chair.deputy": Sentence(_("由分管副书记主持，可以。")),
        "meetings.body_chair.not_leader": Sentence(
            _("主持人是{chair_post:word}，本会由书记主持，或由书记委托副书记。"), _("请换主持人。")
        ),
        "meetings.body_chair.not_entrusted": Sentence(
            _("副书记主持，没有写明书记怎样委托。"), _("请写明委托的日期和方式，或由书记主持。")
        ),
        "meetings.body_chair.not_deputy": Sentence(
            _("主持人是{chair_post:word}，五人小组会由分管副书记主持。"), _("请换分管副书记主持。")
        ),
        "meetings.body_quorum.met": Sentence(_("应到{entitled}人，须{need}人，现到{have}人，已够。")),
        "meetings.body_quorum.short": Sentence(
            _("应到{entitled}人，须{need}人，现到{have}人，差{short}人。"),
            _("再到{short}人才能开；到不齐的，取消后另定日期。"),
        ),
        "meetings.body_dissent.agreed": Sentence(_("没有分歧。")),
        "meetings.body_dissent.postponed": Sentence(_("有分歧，已缓议。")),
        "meetings.body_dissent.not_postponed": Sentence(
            _("有分歧，一般缓议，现记为“{outcome:word}”。"), _("请改记缓议，沟通后再研究；或写明理由后继续。")
        ),
        "meetings.body_secrecy.inside": Sentence(_("没有送到会外。")),
        "meetings.body_secrecy.outside": Sentence(
            _("有保密内容，分送名单上有{outsiders}个不在会的收件人。"), _("请从分送名单上去掉会外的人。")
        ),
        "meetings.body_thrift.needed": Sentence(_("开会的事由已写明。")),
        "meetings.body_thrift.not_needed": Sentence(
            _("没有写明为什么要开会。"), _("请写明事由；能不开的不开；或写明理由后继续。")
        ),
        "meetings.body_thrift.plain": Sentence(_("不安排就餐，不挂会标。")),
        "meetings.body_thrift.extras": Sentence(
            _("会议{extras:word}，这一条不准。"), _("请去掉；确有必要的，写明理由后继续。")
        ),
        "meetings.body_thrift.no_gifts": Sentence(_("不发礼品、纪念品。")),
        "meetings.body_thrift.gifts": Sentence(_("会议发礼品、纪念品，不准。"), _("请去掉礼品、纪念品。")),
    }
)
