"""Chinese sentences of the rules on preparation, on who decides, on the count and the procedure."""

from __future__ import annotations

from governance.rules.wording import Sentence, gettext_noop, register_sentences

_ = gettext_noop

register_sentences(
    {
        "meetings.materials.opinions_sought": Sentence(_("已调研并听取意见。")),
        "meetings.materials.no_opinions": Sentence(
            _("还没有登记听取意见的情况。"), _("请提出人听取意见并登记；或写明理由后继续。")
        ),
        "meetings.materials.no_plan": Sentence(
            _("议{matter:word}，还没有具体方案。"), _("请提出人形成方案；或写明理由后继续。")
        ),
        "meetings.materials.researched": Sentence(_("已登记调研、论证的情况。")),
        "meetings.materials.not_researched": Sentence(
            _("听取意见和论证评估都没有登记，看不出做过调研。"), _("请提出人调研并登记；或写明理由后继续。")
        ),
        "meetings.materials.feasibility_report": Sentence(_("专家论证和评估报告已有。")),
        "meetings.materials.no_feasibility_report": Sentence(
            _("议{matter:word}，没有专家论证和评估报告。"),
            _("请提出人组织论证并附评估报告；或写明理由后继续。"),
        ),
        "meetings.materials.options": Sentence(_("比选方案{have}个，须{need}个，已够。")),
        "meetings.materials.few_options": Sentence(
            _("议{matter:word}，比选方案{have}个，须{need}个，差{short}个。"),
            _("请提出人再备{short}个方案；或写明理由后继续。"),
        ),
        "meetings.materials.paper_complete": Sentence(_("汇报材料齐全：{items:word}。")),
        "meetings.materials.paper_incomplete": Sentence(
            _("汇报材料不全，须有{items:word}。"), _("请分管领导补齐；或写明理由后继续。")
        ),
        "meetings.materials.sent_in_time": Sentence(
            _(
                "会定在{meets_on:day}，材料{sent_on:day}送，提前{have}{unit:word}，须提前{need}{unit:word}，已够。"
            )
        ),
        "meetings.materials.sent_late": Sentence(
            _("会定在{meets_on:day}，材料{sent_on:day}送，提前{have}{unit:word}，须提前{need}{unit:word}。"),
            _("本项移到下次会议；或写明理由后继续。"),
        ),
        "meetings.materials.not_sent": Sentence(
            _("会议材料还没有送，须提前{need}{unit:word}。"), _("请党政办文书送材料；或写明理由后继续。")
        ),
        "meetings.agenda.agreed": Sentence(_("书记、副书记已商定。")),
        "meetings.agenda.not_agreed": Sentence(
            _("议题须书记、副书记商定，还缺{missing:word}。"), _("请书记、副书记商定后登记。")
        ),
        "meetings.agenda.members_heard": Sentence(_("已听取其他班子成员意见。")),
        "meetings.agenda.members_not_heard": Sentence(
            _("议题敲定前没有听其他班子成员的意见。"), _("请党政办文书征求意见；或写明理由后继续。")
        ),
        "meetings.agenda.clear": Sentence(_("议题、内容、程序三项都已明确。")),
        "meetings.agenda.unclear": Sentence(
            _("议题、内容、程序明确了{have}项，须{need}项，还缺{missing:word}。"),
            _("请提出人写明{missing:word}。"),
        ),
        "meetings.agenda.admitted": Sentence(_("已会前协调，书记办公会同意上会。")),
        "meetings.agenda.not_admitted": Sentence(
            _("议题须会前协调，再由书记办公会决定是否上会，还缺{missing:word}。"),
            _("请党政办主任补办后登记。"),
        ),
        "meetings.agenda.proposer_allowed": Sentence(_("由{proposed_by:word}提出，可以。")),
        "meetings.agenda.leader_not_asked": Sentence(
            _("由部门提出，须分管领导同意。"), _("请分管领导签意见后登记。")
        ),
        "meetings.agenda.settled": Sentence(_("党委办已汇总，党委主要领导或其授权人已敲定。")),
        "meetings.agenda.not_settled": Sentence(
            _("议题须党委办汇总、党委主要领导或其授权人敲定，还缺{missing:word}。"),
            _("请党政办主任补办后登记。"),
        ),
        "meetings.agenda.by_secretary": Sentence(_("由书记提出，书记办公会已定。")),
        "meetings.agenda.not_by_secretary": Sentence(
            _("议题一般由书记提，书记办公会定，这两样没有齐。"), _("请补办后登记；或写明理由后继续。")
        ),
        "meetings.deciding_body.committee": Sentence(_("{matter:word}由{body:word}决定。")),
        "meetings.deciding_body.not_committee": Sentence(
            _("{matter:word}须上党委会，现由{body:word}决定。"), _("提请列入党委会议程。")
        ),
        "meetings.deciding_body.collective": Sentence(_("{matter:word}由{body:word}集体决定。")),
        "meetings.deciding_body.by_few": Sentence(
            _("{matter:word}不能由个人或少数人定，现由{body:word}决定。"), _("提请列入党委会议程。")
        ),
        "meetings.deciding_body.by_one": Sentence(
            _("{matter:word}须集体讨论，不能以个人意见代替。"), _("提请列入党委会议程。")
        ),
        "meetings.deciding_body.not_joint": Sentence(_("没有以党政联席会研究。")),
        "meetings.deciding_body.joint_meeting": Sentence(
            _("不能以党政联席会研究问题。"), _("提请列入党委会或党委扩大会议程。")
        ),
        "meetings.adoption.majority_met": Sentence(_("赞成{have}票，须{need}票，已够。")),
        "meetings.adoption.not_majority": Sentence(
            _("赞成{have}票，须{need}票，差{short}票，没有通过。"),
            _("按“未通过”登记；要再议的，列入下次会议。"),
        ),
        "meetings.adoption.written_not_counted": Sentence(_("缺席人书面意见{written}份，不计票。")),
        "meetings.adoption.apart": Sentence(
            _("赞成{for}、反对{against}（连书面意见），相差{distance}，超过{margin}，不算接近。")
        ),
        "meetings.adoption.near_emergency": Sentence(
            _("赞成{for}、反对{against}（连书面意见），相差{distance}，算接近；情况紧急，按多数意见办。")
        ),
        "meetings.adoption.near_postponed": Sentence(
            _("赞成{for}、反对{against}（连书面意见），相差{distance}，不超过{margin}，暂缓，下次再议。"),
            _("按“缓议”登记，列入下次会议。"),
        ),
        "meetings.adoption.no_split": Sentence(_("主持人判断分歧不大。")),
        "meetings.adoption.split_postponed": Sentence(
            _("主持人判断分歧较大，暂缓表决。"), _("按“缓议”登记，列入下次会议。")
        ),
        "meetings.adoption.split_emergency": Sentence(_("主持人判断分歧较大；事情紧急，可以决定。")),
        "meetings.adoption.split_went_on": Sentence(
            _("主持人判断分歧较大，条文要求暂缓表决，没有写紧急例外。"), _("暂缓表决；或写明理由后继续。")
        ),
        "meetings.procedure_kept.kept": Sentence(_("必经的{need}步都已办完，次序无误。")),
        "meetings.procedure_kept.step_missing": Sentence(
            _("必经的步骤有{need}步，已办{have}步，还缺{missing:word}。"),
            _("补办{missing:word}，再形成决议。"),
        ),
        "meetings.procedure_kept.out_of_order": Sentence(
            _("“{later:word}”早于“{earlier:word}”，次序颠倒。"),
            _("请党政办文书核对日期；确实颠倒的，重办“{later:word}”。"),
        ),
        "meetings.procedure_kept.unresolved": Sentence(
            _("这件事还有{unresolved}条拦截条没有满足，这样形成的决议无效。"), _("先补齐这些条，再提请复议。")
        ),
    }
)
