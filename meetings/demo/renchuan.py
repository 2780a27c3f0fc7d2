"""稔川镇: nine meetings under preset-a, from the first one filed away to the one topics are called for."""

from __future__ import annotations

from dataclasses import replace

from meetings.demo.plot import (
    TABLED,
    Clause,
    Decided,
    Emergency,
    ItemPlan,
    Leave,
    MeetingPlan,
    Plot,
    SkippedNumber,
    VotePlan,
    Waiting,
)
from meetings.demo.renchuan_desk import DESK
from meetings.demo.renchuan_topics import CALLED, RETURNED, TOPICS

TABLED_ITEM = ItemPlan(
    TABLED,
    "路喆",
    summary="各位委员对纪要没有不同意见，同意定稿。",
    vote=VotePlan("show_of_hands", tellers=("阮静娴", "霍玥")),
)

FIRST = MeetingPlan(
    "first",
    offset=-150,
    stage="archived",
    attending=("骆承平", "艾知夏"),
    copy_to="党委委员，人大主席团，农业农村办、党政办",
    items=(
        ItemPlan(
            "1",
            "艾知夏",
            summary="各位委员对纪要没有不同意见，按修改稿定稿。",
            vote=VotePlan("show_of_hands", tellers=("阮静娴", "霍玥")),
            decided=Decided(
                "同意上次党委会会议纪要按修改稿定稿",
                "纪要与会议记录相符，委员意见已采纳",
                "党政办存档备查",
                (Clause("印发并归档", "艾知夏", 3, done="已印发9份，原件归入会议档案。", after=2),),
            ),
        ),
        ItemPlan(
            "2",
            "温书岚",
            stances={
                "路喆": ("agree", "同意。村级公路养护落后，原因是石料没有到位，建议月底前备齐。"),
                "佟犇": ("agree", "同意。改厕余下46户，按村排了日期。"),
                "乔维桢": ("agree", "同意。每月25日看进度，落后的当场说明原因。"),
            },
            summary="下季度工作按安排办，落后的2项单列，每月25日前报进度。",
            vote=VotePlan("show_of_hands", tellers=("阮静娴", "简牧之")),
            decided=Decided(
                "同意下季度重点工作安排，落后的2项单列督办",
                "安排与全年目标一致，责任到人",
                "党政办每月汇总一次进度，报党委会",
                (
                    Clause("完成余下46户改厕", "佟犇", 75, done="46户都已改好，逐户验收。", after=71),
                    Clause(
                        "备齐村级公路养护石料",
                        "路喆",
                        35,
                        done="石料1,200方备齐，迟4天，等采石场复工。",
                        after=39,
                    ),
                ),
            ),
        ),
    ),
)

SECOND = MeetingPlan(
    "second",
    offset=-120,
    stage="archived",
    papers=True,
    scanned=True,
    attending=("骆承平", "符晓穗", "艾知夏", "滕若兰"),
    copy_to="党委委员，人大主席团，农业农村办、财政所、党政办",
    items=(
        TABLED_ITEM,
        ItemPlan(
            "3",
            "佟犇",
            tries=frozenset({"vote_before_summary"}),
            stances={
                "温书岚": ("agree", "同意清淤方案。衬砌要多花44万元，现在拿不出。"),
                "岑堃": ("agree", "同意。施工期间的占地矛盾提前调处。"),
                "乔维桢": ("agree", "同意。赶在春灌以前完工。"),
            },
            summary="多数意见是清淤并修复渗漏段，赶在春灌以前完工，按此表决。",
            vote=VotePlan("named_ballot"),
            decided=Decided(
                "同意柘坪村灌渠按清淤并修复渗漏段的方案实施，概算468000元，公开招标",
                "方案可行，资金有来源，村民代表会议同意",
                "农业农村办每月报进度，纪委办监督招标",
                (
                    Clause("完成招标并开工", "佟犇", 100),
                    Clause(
                        "落实自筹资金168000元", "滕若兰", 40, done="168000元已从水利专款列支到位。", after=33
                    ),
                ),
                publication="public",
            ),
        ),
        ItemPlan(
            "4",
            "简牧之",
            stances={
                "岑堃": ("defer", "没有可行性报告，算不清后续运行费用，建议补齐再议。"),
                "温书岚": ("defer", "迁到文化站的方案没有比过造价，先缓一次。"),
                "简牧之": ("agree", "群众等得久，建议早定；报告可以后补。"),
                "乔维桢": ("defer", "缺可行性报告，本项缓议，报告补齐后再上会。"),
            },
            because="没有可行性报告，补齐后再议",
        ),
    ),
)

THIRD = MeetingPlan(
    "third",
    offset=-85,
    stage="signed",
    attending=("骆承平", "艾知夏", "滕若兰"),
    missing=("佟犇",),
    copy_to="党委委员，财政所、组织办、党政办",
    items=(
        TABLED_ITEM,
        ItemPlan(
            "5",
            "霍玥",
            arrive=("佟犇",),
            recuse=(("霍玥", "kin"),),
            stances={
                "路喆": ("defer", "民主推荐到现在已满一年，要重做。"),
                "阮静娴": ("defer", "推荐结果过了有效期，不能用。"),
                "乔维桢": ("defer", "重做推荐以后再议。"),
            },
            because="民主推荐已满一年，须重做推荐后再议",
        ),
        ItemPlan(
            "6",
            "温书岚",
            tries=frozenset({"sheet"}),
            stances={
                "阮静娴": ("agree", "同意。抢修工程量要有现场签证，完工后审计。"),
                "岑堃": ("disagree", "物资库维修不急，建议只安排道路抢修。"),
                "乔维桢": ("agree", "同意。物资库漏雨，冬前要修好。"),
            },
            summary="多数同意两项一并安排，物资库维修限在冬前完工。",
            vote=VotePlan("show_of_hands", nay=1, tellers=("阮静娴", "简牧之")),
            decided=Decided(
                "同意动用预备费180000元，其中灾损道路抢修120000元、应急物资库维修60000元",
                "两处都影响群众出行和应急，预备费够用",
                "财政所按进度拨付，纪委办抽查签证",
                (
                    Clause("修通灾损道路3处", "佟犇", 30, done="3处都已修通，现场签证齐。", after=28),
                    Clause("修好应急物资库", "屈振戈", 25, done="屋面重做，物资已搬回。", after=24),
                ),
                publication="public",
            ),
        ),
    ),
)

FOURTH = MeetingPlan(
    "fourth",
    offset=-60,
    stage="signed",
    attending=("骆承平", "符晓穗", "艾知夏", "滕若兰"),
    late_notice="县里临时通知当天下午开会，党委会提前到上午；议题已逐人电话说明，各位委员都同意按时开。",
    leaves=(Leave("屈振戈", "参加县人武部集训"),),
    missing=("岑堃",),
    tries=frozenset({"opening_short"}),
    copy_to="党委委员，财政所、组织办、党政办",
    items=(
        replace(TABLED_ITEM, arrive=("岑堃",)),
        ItemPlan(
            "7",
            "佟犇",
            summary="按询价结果采购，抽水泵统一型号。",
            vote=VotePlan("named_ballot", abstain=("简牧之",)),
            stances={"简牧之": ("agree", "同意采购。没有参加询价，价格高低说不准，投弃权。")},
            decided=Decided(
                "同意按询价结果采购防汛物资，96000元",
                "物资缺口清楚，询价三家，取最低价",
                "人武部验收，财政所凭验收单付款",
                (Clause("采购并验收入库", "屈振戈", 45, done="按清单验收入库，三方签字。", after=41),),
                publication="public",
            ),
        ),
        ItemPlan(
            "8",
            "霍玥",
            summary="按12名安排，35岁以下不少于6名。",
            vote=VotePlan("show_of_hands", tellers=("阮静娴", "岑堃")),
            decided=Decided(
                "同意明年发展党员计划12名，35岁以下不少于6名，按支部分解下达",
                "名额与培养对象相称，向青年倾斜",
                "组织办每季度核对一次培养进度",
                (Clause("分解计划并下达到支部", "霍玥", 20, done="12名已分到14个支部。", after=12),),
            ),
        ),
    ),
)

CANCELLED = MeetingPlan(
    "cancelled",
    offset=-46,
    stage="cancelled",
    attending=("骆承平",),
    cancelled="县委召开防火工作紧急会议，书记、镇长都要参加；议题转到下次会议。",
    items=(ItemPlan("9", "路喆", vote=VotePlan("show_of_hands")),),
)

FIFTH = MeetingPlan(
    "fifth",
    offset=-28,
    stage="signed",
    papers=True,
    attending=("骆承平", "艾知夏"),
    copy_to="党委委员，组织办、农业农村办、党政办",
    misread=("佟犇", 8, 58, "手机上点早了，人还在路上，按纸面签到表更正"),
    corrigendum=("没有不同意见", "提出1条文字意见，已改好", "会议记录写明有1条文字意见，拟稿时漏写"),
    items=(
        TABLED_ITEM,
        ItemPlan(
            "9",
            "路喆",
            stances={
                "霍玥": ("agree", "同意。按党员人数分，考核结果用上半年的。"),
                "阮静娴": ("agree", "同意。经费用在哪里，各村每季度公开一次。"),
                "乔维桢": ("agree", "同意。经费只用于活动，不发补贴。"),
            },
            summary="同意按基数加党员人数分配，每季度公开一次使用情况。",
            vote=VotePlan("show_of_hands", tellers=("阮静娴", "岑堃")),
            decided=Decided(
                "同意村级党组织活动经费124000元的分配方案，每季度公开一次使用情况",
                "分配办法听取过8个村（社区）意见，标准一致",
                "财政所按季度拨付，组织办核对用途",
                (Clause("按方案把第一批经费拨到各村（社区）", "滕若兰", 20),),
            ),
        ),
        ItemPlan(
            "10",
            "佟犇",
            leave=("屈振戈",),
            stances={
                "简牧之": ("agree", "同意方案一。公示期间的意见要逐条答复。"),
                "岑堃": ("disagree", "方案二腾退21亩，长远看更省，建议再比一次。"),
                "乔维桢": ("agree", "同意方案一，尊重两村代表的意见。"),
            },
            summary="多数同意方案一，岑堃的意见记入会议记录，按方案一表决。",
            vote=VotePlan("named_ballot", nay=("岑堃",)),
            decided=Decided(
                "同意石笕、鹭墩两村规划按方案一修编，报县自然资源局审批",
                "两村村民代表会议赞成方案一，保留现有居民点",
                "经济发展办每月报一次进度",
                (
                    Clause("两村规划报县自然资源局审批", "佟犇", 34, upward="approval"),
                    Clause("公示期间的意见逐条答复", "简牧之", 60),
                ),
                publication="public",
            ),
        ),
    ),
)

BROKEN_OFF = MeetingPlan(
    "broken off",
    offset=-1,
    hour=15,
    stage="in_session",
    papers=True,
    attending=("骆承平", "符晓穗", "艾知夏"),
    missing=("屈振戈",),
    items=(
        TABLED_ITEM,
        ItemPlan(
            "11",
            "简牧之",
            stances={
                "温书岚": ("agree", "同意开办。第二年的补贴要有着落，另报。"),
                "阮静娴": ("agree", "同意。饭菜价格和收支每月上墙。"),
                "岑堃": ("disagree", "小厨房没有消防验收，验收以后再开。"),
            },
            breaks_off=6,
        ),
        ItemPlan(
            "4",
            "简牧之",
            again={"feasibility_report": (True, "县住建局论证意见书，已补齐")},
            vote=VotePlan("named_ballot"),
        ),
    ),
)

NEXT = MeetingPlan(
    "next",
    offset=3,
    stage="noticed",
    papers=True,
    attending=("骆承平", "符晓穗", "艾知夏", "滕若兰"),
    leaves=(Leave("屈振戈", "带民兵参加县里点验", granted=False),),
    unacknowledged=("屈振戈", "岑堃", "佟犇", "符晓穗", "骆承平"),
    phone=("岑堃", "本人在县里开会，已说明时间、地点和议题，本人表示按时到会"),
    items=(
        ItemPlan("13", "艾知夏", vote=VotePlan("show_of_hands")),
        ItemPlan(
            "5",
            "霍玥",
            again={"opinions_sought": (True, "重做民主推荐，汇总表存组织办")},
            vote=VotePlan("secret_ballot"),
        ),
    ),
)

LATER = MeetingPlan(
    "later",
    offset=24,
    stage="preparing",
    items=(),
    call=(9, "年底前最后一次党委会，请把要定的事报齐；大额资金要附比选方案。"),
    call_moved=(12, "鹭墩村的方案下周才报得来，截止日往后推几天。"),
)

PLOT = Plot(
    topics=TOPICS,
    meetings=(FIRST, SECOND, THIRD, FOURTH, CANCELLED, FIFTH, BROKEN_OFF, NEXT, LATER),
    waiting=(
        Waiting(RETURNED, returned="分工表没有征求符晓穗、简牧之的意见，补齐后再报。"),
        Waiting(CALLED, called_for="later"),
    ),
    emergencies=(
        Emergency(
            "槐沟村山体落石清障",
            "清晨槐沟村进村路落石约30方，压断供电支线。岑堃带人封路、联系供电所抢修，"
            "当天中午通车、来电，没有人受伤。花费8,200元。",
            days_ago=9,
            by="岑堃",
            asked="温书岚",
            how="电话请示，温书岚同意先处置",
        ),
    ),
    skipped=(
        SkippedNumber(
            "minutes", 34, "县里要求党委、政府联合发的一份纪要用了这个号，在系统外手写编号，存党政办。"
        ),
    ),
    desk=DESK,
)
