"""Chinese sentences for the findings of the committee meeting (wording guide §3: first what is short and
by how much, then who does what). Findings store figures, so a sentence may change without judging anew."""

from __future__ import annotations

from governance.rules.judging import common_sentences
from governance.rules.wording import Sentence, gettext_noop, register_sentences, register_words

_ = gettext_noop

RULES = {
    "meetings.quorum": _("到会人数是否够"),
    "meetings.notice": _("通知是否提前够"),
    "meetings.materials": _("会前准备是否做足"),
    "meetings.ad_hoc": _("可否临时加议题"),
    "meetings.chair": _("由谁主持"),
    "meetings.stance_order": _("表态是否齐全有序"),
    "meetings.method": _("用哪种表决方式"),
    "meetings.recusal": _("谁须回避"),
    "meetings.adoption": _("是否通过"),
    "meetings.record_complete": _("会议记录是否齐全"),
    "meetings.circulation": _("是否开会表决"),
    "meetings.reconsider": _("改变决议是否经过复议"),
    "meetings.agenda": _("议题由谁提、谁定"),
    "meetings.deciding_body": _("须由哪个会决定"),
    "meetings.attendance_required": _("必到人员是否到齐"),
    "meetings.item_by_item": _("是否逐项进行"),
    "meetings.ready_to_vote": _("可否表决"),
    "meetings.procedure_kept": _("程序是否走完"),
    "meetings.secrecy": _("能否送出"),
    "meetings.emergency_report": _("紧急处置是否补报"),
    "meetings.minutes_signed": _("记录是否审签"),
    "meetings.minutes_numbered": _("纪要编号是否接续"),
    "meetings.archive_kept": _("会议档案是否永久保存"),
}

register_words(RULES)
register_words(
    {
        # figures of articles
        "quorum": _("到会人数"),
        "majority": _("通过比例"),
        "agreement": _("意见一致的比例和基数"),
        "margin": _("票数接近的标准"),
        "lead": _("提前天数"),
        "options": _("比选方案数"),
        "large_amount": _("大额限额"),
        "large": _("大额限额"),
        # facts
        "entitled": _("应到人数"),
        "present": _("在会成员"),
        "matter": _("事项类别"),
        "noticed_on": _("通知日期"),
        "meets_on": _("开会日期"),
        "written": _("是否书面通知"),
        "feasibility_report": _("专家论证和评估报告"),
        "opinions_sought": _("征求意见的情况"),
        "sent_on": _("材料送达日期"),
        "paper_complete": _("汇报材料是否齐全"),
        "in_notice": _("是否列入通知"),
        "emergency": _("是否紧急"),
        "chair_post": _("主持人职务"),
        "secretary_absent": _("书记是否外出"),
        "entrusted": _("委托主持的凭据"),
        "stances": _("各人表态"),
        "method": _("选用的表决方式"),
        "person": _("成员"),
        "related": _("亲属关系"),
        "subject": _("议题所涉的人"),
        "recused": _("回避人数"),
        "aye": _("赞成票数"),
        "nay": _("反对票数"),
        "abstain": _("弃权票数"),
        "roll": _("表决人数"),
        "issued": _("发出票数"),
        "returned": _("收回票数"),
        "valid": _("有效票数"),
        "invalid": _("无效票数"),
        "over": _("多出票数"),
        "written_for": _("赞成的书面意见数"),
        "written_against": _("反对的书面意见数"),
        "wide_split": _("分歧是否较大"),
        "elements": _("各项要素"),
        "in_meeting": _("是否在会上表决"),
        "changes_resolution": _("是否改变原决议"),
        "by_same_body": _("原会议复议的情况"),
        "body": _("作决定的会议"),
        "amount": _("金额"),
        "in_charge_present": _("分管成员是否在场"),
        "secretary_present": _("书记是否在场"),
        "mayor_present": _("镇长是否在场"),
        "mayor": _("镇长"),
        "open_items": _("同时讨论的项数"),
        "items_in_vote": _("一次表决的项数"),
        "spoken": _("发言人数"),
        "summed_up": _("主持人的综合意见"),
        "proposed_by": _("提出人"),
        "leader_consented": _("分管领导的意见"),
        "agreed_by_secretary": _("书记的意见"),
        "agreed_by_deputies": _("副书记的意见"),
        "members_heard": _("听取其他成员意见的情况"),
        "coordinated": _("会前协调的情况"),
        "secretary_meeting_agreed": _("书记办公会的意见"),
        "collected_by_office": _("党委办汇总的情况"),
        "settled_by_leader": _("党委主要领导敲定的情况"),
        # what stands for a number where nothing is counted
        "not_listed": _("没有列入通知"),
        "listed": _("列入通知"),
        "votes_cast": _("投票人数"),
        "not_sent": _("没有送"),
        "office": _("部门"),
        "member": _("班子成员"),
        "recorder_named": _("指定的记录人"),
        "chair_signed": _("主持人的签字"),
        "number": _("纪要号"),
        "last_number": _("上一个纪要号"),
        "year": _("年度"),
        "signed_on": _("签发日期"),
        "own_series": _("是否单独编序"),
        "ends_keeping": _("档案的处理"),
        "secret": _("是否涉密"),
        "carries_discussion": _("是否写有讨论情况"),
        "published": _("决策是否已公布"),
        "outsiders": _("范围以外的收件人数"),
        "approved_by_leader": _("主要领导的同意"),
        "handled_on": _("处置日期"),
        "steps": _("各步骤的日期"),
        # steps of a matter
        "proposed": _("提出议题"),
        "researched": _("调查研究"),
        "opinions_heard": _("听取意见"),
        "agreed": _("确定议题"),
        "prepared": _("准备预案"),
        "noticed": _("提前通知"),
        "consulted": _("酝酿"),
        "discussed": _("讨论"),
        "voted": _("表决"),
        # units
        "day": _("天"),
        "workday": _("个工作日"),
        "head": _("人"),
        "vote": _("票"),
        "option": _("个"),
        "item": _("项"),
        "element": _("项"),
        "step": _("步"),
        "time": _("次"),
    }
)
for _rule in RULES:
    register_sentences(common_sentences(_rule))

register_sentences(
    {
        "meetings.quorum.met": Sentence(_("议{matter:word}，算数的到会成员{have}人，须{need}人，已够。")),
        "meetings.quorum.short": Sentence(
            _("议{matter:word}，算数的到会成员{have}人，须{need}人，差{short}人。"),
            _("再请{short}人到会；或先议人数已够的事项；或本项移到下次会议。"),
        ),
        "meetings.notice.in_time": Sentence(
            _(
                "会定在{meets_on:day}，通知{noticed_on:day}发，提前{have}{unit:word}，须提前{need}{unit:word}，已够。"
            )
        ),
        "meetings.notice.late": Sentence(
            _(
                "会定在{meets_on:day}，通知{noticed_on:day}发，提前{have}{unit:word}，须提前{need}{unit:word}。"
            ),
            _("请党政办文书把会期往后改，够{need}{unit:word}；或写明理由后发出。"),
        ),
        "meetings.notice.not_written": Sentence(
            _("通知没有书面送达，一般须书面送到每位应到人员。"),
            _("请党政办文书补发书面通知；送不到的用电话通知并登记，写明理由后发出。"),
        ),
        "meetings.notice.late_not_written": Sentence(
            _(
                "会定在{meets_on:day}，通知{noticed_on:day}发，提前{have}{unit:word}，须提前{need}{unit:word}；也没有书面送达。"
            ),
            _("请党政办文书把会期往后改并补发书面通知；或写明理由后发出。"),
        ),
        "meetings.ad_hoc.in_notice": Sentence(_("本项已列入通知。")),
        "meetings.ad_hoc.emergency": Sentence(_("本项不在通知里，已登记为紧急，可以加题。")),
        "meetings.ad_hoc.not_in_notice": Sentence(
            _("本项没有列入会议通知，本次不能讨论。"),
            _("列入下次会议；确属紧急的，请示党委书记先处置，会后向党委会补报。"),
        ),
        "meetings.chair.secretary": Sentence(_("由党委书记主持。")),
        "meetings.chair.acting_secretary": Sentence(_("党委书记空缺，由主持工作的人主持。")),
        "meetings.chair.acting_beside_secretary": Sentence(
            _("党委书记在任，党委会由书记主持；主持工作的只在书记外出、事情紧急时代为主持，且须是副书记。"),
            _("请党委书记主持；书记外出且事情紧急的，由党政办登记这两件事实，再由主持工作的副书记主持。"),
        ),
        "meetings.chair.secretary_here": Sentence(_("书记没有外出，这一条不适用。")),
        "meetings.chair.deputy_stands_in": Sentence(_("书记外出，事情紧急，由受托的副书记主持。")),
        "meetings.chair.not_secretary": Sentence(
            _("现由{chair_post:word}主持，党委会须由党委书记主持。"),
            _("请党委书记主持；书记外出且事情紧急的，登记委托凭据，由受托的副书记主持。"),
        ),
        "meetings.chair.without_secretary": Sentence(
            _("书记外出，一般不开会定大事；现由{chair_post:word}主持，紧急、委托、副书记主持三样没有齐。"),
            _("改到书记在的时候开；急事必开的，登记委托凭据，由受托的副书记主持。"),
        ),
        "meetings.chair.not_leader": Sentence(
            _("现由{chair_post:word}主持，条文要求主要负责人主持，没有写代行。"),
            _("请党委书记主持；或写明理由后继续。"),
        ),
        "meetings.attendance_required.in_charge_present": Sentence(_("分管成员在场。")),
        "meetings.attendance_required.in_charge_missing": Sentence(
            _("分管这件事的成员不在场。"),
            _("请分管成员到会；或本项移到下次会议；有特殊情况的写明理由后继续。"),
        ),
        "meetings.attendance_required.leaders_present": Sentence(_("党委、政府主要领导都在场。")),
        "meetings.attendance_required.leader_missing": Sentence(
            _("议{matter:word}，{missing:word}不在场，党委、政府主要领导须都在场。"),
            _("请{missing:word}到会；或本项移到下次会议。"),
        ),
        "meetings.stance_order.round_open": Sentence(_("还在逐人发言，这一条最后再核对。")),
        "meetings.stance_order.all_heard": Sentence(_("在会{present}人都已发言。")),
        "meetings.stance_order.silent": Sentence(
            _("在会{need}人，{have}人已发言，须逐一发言。"), _("请没有发言的成员发言；或写明理由后继续。")
        ),
        "meetings.stance_order.all_stances": Sentence(_("在会{present}人都已表态。")),
        "meetings.stance_order.no_stance": Sentence(
            _("在会{need}人，{have}人已表态，还有{short}人没有表明同意、不同意或缓议。"),
            _("请没有表态的成员表态。"),
        ),
        "meetings.stance_order.no_secretary": Sentence(_("党委书记不在会，这一条不适用。")),
        "meetings.stance_order.secretary_waits": Sentence(_("党委书记还没有表态，先由其他{others}人表态。")),
        "meetings.stance_order.secretary_last": Sentence(_("其他{before}人都已在书记之前表态。")),
        "meetings.stance_order.chair_early": Sentence(
            _("在会{present}人，书记表态前应有{need}人先表态，已有{have}人；书记应最后表态。"),
            _("请其余{short}人先表态，书记再表态。"),
        ),
        "meetings.item_by_item.apart": Sentence(_("逐项进行，一次一项。")),
        "meetings.item_by_item.discussed_together": Sentence(
            _("有{have}项同时在讨论，须逐项讨论。"), _("先议完一项，再开下一项。")
        ),
        "meetings.item_by_item.voted_together": Sentence(
            _("这次表决包了{have}项，须逐项表决。"), _("拆成{have}次，逐项表决。")
        ),
        "meetings.ready_to_vote.discussed": Sentence(_("在会{present}人都已发言。")),
        "meetings.ready_to_vote.not_discussed": Sentence(
            _("在会{need}人，{have}人已发言，还差{short}人，讨论还不充分。"),
            _("请没有发言的成员发言后再表决。"),
        ),
        "meetings.ready_to_vote.not_summed_up": Sentence(
            _("在会{present}人都已发言，主持人还没有提出综合意见，先不能表决。"), _("请主持人提出综合意见。")
        ),
        "meetings.ready_to_vote.stances_missing": Sentence(
            _("在会{need}人，{have}人已表态，还差{short}人。"),
            _("请没有表态的成员表态；或写明理由后表决。"),
        ),
        "meetings.method.usual": Sentence(_("议{matter:word}用{have:word}，符合这一条。")),
        "meetings.method.unusual": Sentence(
            _("议{matter:word}一般用{need:or}，现在选的是{have:word}。"),
            _("改为{need:or}；或写明理由，理由记入会议记录。"),
        ),
        "meetings.method.voted": Sentence(_("议{matter:word}，定了{method:word}表决。")),
        "meetings.method.no_vote": Sentence(
            _("议{matter:word}必须表决，现在选的是不表决。"), _("请主持人选定一种表决方式。")
        ),
        "meetings.recusal.unrelated": Sentence(_("与议题所涉的人没有登记的亲属关系。")),
        "meetings.recusal.self": Sentence(_("议题涉及本人，须回避。"), _("请党政办文书登记回避，本人离会。")),
        "meetings.recusal.kin": Sentence(
            _("与议题所涉的人有亲属关系，须回避。"), _("请党政办文书登记回避，本人离会。")
        ),
        "meetings.record_complete.complete": Sentence(_("记录要素{need}项，都齐全。")),
        "meetings.record_complete.incomplete": Sentence(
            _("记录要素有{have}项，须{need}项，缺{missing:word}。"), _("请记录人补上{missing:word}。")
        ),
        "meetings.circulation.in_meeting": Sentence(_("在会上讨论表决。")),
        "meetings.circulation.circulated": Sentence(
            _("这件事没有上会，传阅会签、单独征求意见不能代替会议表决。"), _("请党委书记召集会议讨论表决。")
        ),
        "meetings.reconsider.unchanged": Sentence(_("没有改变原决议。")),
        "meetings.reconsider.reconsidered": Sentence(_("原会议已经复议。")),
        "meetings.reconsider.not_reconsidered": Sentence(
            _("这样办改变了原决议，还没有经原会议复议。"), _("提请原会议复议，复议前照原决议办。")
        ),
        "meetings.minutes_signed.signed": Sentence(_("记录人已指定，主持人已审签。")),
        "meetings.minutes_signed.not_signed": Sentence(
            _("还缺{missing:word}，先不能归档。"), _("请补上{missing:word}后归档。")
        ),
        "meetings.minutes_numbered.numbered": Sentence(_("{year}年第{number}号，接续无误。")),
        "meetings.minutes_numbered.shared_series": Sentence(
            _("纪要和别的文件共用一个编号，须单独编序。"), _("请党政办文书改用纪要的编号。")
        ),
        "meetings.minutes_numbered.wrong_year": Sentence(
            _("纪要{need}年签发，编到了{have}年，须按年编号。"), _("请党政办文书按{need}年编号。")
        ),
        "meetings.minutes_numbered.out_of_order": Sentence(
            _("{year}年应编第{need}号，现编第{have}号。"), _("改为第{need}号；跳号的登记原因。")
        ),
        "meetings.archive_kept.kept": Sentence(_("会议档案永久保存。")),
        "meetings.archive_kept.not_kept": Sentence(
            _("会议档案须永久保存，不能销毁，也不能设保存期限。"), _("请党政办文书撤回这一步。")
        ),
        "meetings.secrecy.inside": Sentence(_("没有送到范围以外。")),
        "meetings.secrecy.secret_outside": Sentence(
            _("本项涉密，收件人里有{outsiders}人不在范围内。"), _("从收件人中移出这{outsiders}人。")
        ),
        "meetings.secrecy.discussion_outside": Sentence(
            _("里面有涉密内容或讨论情况，收件人里有{outsiders}人不在范围内。"),
            _("去掉涉密内容和各人意见；或从收件人中移出这{outsiders}人。"),
        ),
        "meetings.secrecy.unpublished_outside": Sentence(
            _("决策还没有公布，或内容涉密，收件人里有{outsiders}人不在范围内。"),
            _("公布以后再送；或从收件人中移出这{outsiders}人。"),
        ),
        "meetings.emergency_report.reported": Sentence(
            _("{handled_on:day}处置，{reported_on:day}已向党委会补报。")
        ),
        "meetings.emergency_report.not_approved": Sentence(
            _("处置前没有请示党委、政府主要领导的登记。"),
            _("请写当时请示的书记或镇长；确实没有请示的，写明理由。"),
        ),
        "meetings.emergency_report.not_reported": Sentence(
            _("{handled_on:day}已经处置，还没有向党委会补报。"), _("请列入下次党委会补报。")
        ),
    }
)
