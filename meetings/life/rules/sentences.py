"""Chinese sentences for the findings on democratic life meetings."""

from __future__ import annotations

from governance.rules.judging import common_sentences
from governance.rules.wording import Sentence, gettext_noop, register_sentences, register_words

_ = gettext_noop

RULES = {
    "meetings.life_chair": _("民主生活会由谁主持"),
    "meetings.life_prepared": _("民主生活会会前准备"),
    "meetings.life_absence": _("缺席人的请假和书面发言"),
    "meetings.life_reported": _("民主生活会会前报上级"),
    "meetings.life_postponed": _("民主生活会延期"),
    "meetings.life_theme": _("民主生活会是否围绕主题"),
}
register_words(RULES)
register_words(
    {
        "opinions": _("征求到的意见"),
        "members": _("班子成员人数"),
        "signed_for": _("签收反馈的人数"),
        "talked": _("谈过心的人数"),
        "statements_in": _("交了书面发言的人数"),
        "stage": _("哪一步"),
        "absent": _("缺席人数"),
        "asked": _("会前请假的人数"),
        "told_county": _("是否已报上级"),
        "told_on": _("报上级的日期"),
        "weeks": _("须提前的周数"),
        "last": _("最晚哪天"),
        "county_agreed": _("上级是否批准"),
        "meets": _("是否到了开会"),
        "later": _("是否延期"),
        "consented": _("上级是否同意"),
        "theme": _("主题"),
        "arranged": _("部署的工作"),
        "report_lead": _("报上级的提前量"),
    }
)
for _rule in RULES:
    register_sentences(common_sentences(_rule))
register_sentences(
    {
        "meetings.life_chair.secretary": Sentence(_("由书记主持，可以。")),
        "meetings.life_chair.not_secretary": Sentence(
            _("主持人是{chair_post:word}，民主生活会由书记召集并主持。"), _("请改由书记主持。")
        ),
        "meetings.life_prepared.nothing_collected": Sentence(
            _("还没有登记征求到的意见。"), _("请党政办或组织办先登记征求到的意见。")
        ),
        "meetings.life_prepared.collected": Sentence(_("已征求到意见{opinions}条，可以反馈。")),
        "meetings.life_prepared.ready": Sentence(_("反馈、谈心、书面发言都已齐（{members}人）。")),
        "meetings.life_prepared.not_signed_for": Sentence(
            _("意见反馈须{need}人签收，已签收{have}人，差{short}人。"), _("请反馈意见，由本人看过后签收。")
        ),
        "meetings.life_prepared.not_talked": Sentence(
            _("谈心须{need}人，已登记{have}人，差{short}人。"), _("请先谈心并登记。")
        ),
        "meetings.life_prepared.not_statements_in": Sentence(
            _("书面发言材料须{need}份，已交{have}份，差{short}份。"), _("请本人交书面发言材料。")
        ),
        "meetings.life_absence.all_there": Sentence(_("没有人缺席。")),
        "meetings.life_absence.stated": Sentence(_("缺席{absent}人，都已请假并交了书面发言。")),
        "meetings.life_absence.not_asked": Sentence(
            _("缺席{absent}人，{short}人没有在会前请假。"), _("请本人向书记请假，或另定日期。")
        ),
        "meetings.life_absence.not_statements_in": Sentence(
            _("缺席{absent}人，{short}人没有交书面发言。"), _("请缺席的人交书面发言，再登记已开。")
        ),
        "meetings.life_reported.in_time": Sentence(_("已于{told_on:day}报上级。")),
        "meetings.life_reported.not_reported": Sentence(
            _("还没有登记报县纪委、县委组织部；最晚{last:day}报。"), _("请先报上级，或写明理由后继续。")
        ),
        "meetings.life_reported.late": Sentence(
            _("{told_on:day}才报上级，最晚应在{last:day}，不够{weeks}周。"),
            _("请推后开会，或写明理由后继续。"),
        ),
        "meetings.life_reported.not_approved": Sentence(
            _("{told_on:day}已报上级，还没有登记批准。"), _("请登记上级批准，或写明理由后继续。")
        ),
        "meetings.life_postponed.not_later": Sentence(_("没有推后，这一条不管。")),
        "meetings.life_postponed.consented": Sentence(_("上级党组织已同意延期。")),
        "meetings.life_postponed.not_consented": Sentence(
            _("延期须报上级党组织同意，还没有写明哪级同意、文号或方式。"),
            _("请先报上级党组织，写明同意情况。"),
        ),
        "meetings.life_theme.on_theme": Sentence(_("有主题，没有部署日常工作。")),
        "meetings.life_theme.no_theme": Sentence(_("还没有定主题。"), _("请先拟定主题，或写明理由后继续。")),
        "meetings.life_theme.arranged": Sentence(
            _("会上部署了{arranged}件日常工作，民主生活会围绕主题开。"),
            _("请划去这几件，放到别的会上议；或写明理由后继续。"),
        ),
    }
)
