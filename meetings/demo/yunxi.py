"""云樨镇: seven meetings under preset-b and preset-c with every conflict settled."""

from __future__ import annotations

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
from meetings.demo.yunxi_desk import DESK, RATING
from meetings.demo.yunxi_topics import COMMUNITY, TOPICS, TRACK

TABLED_ITEM = ItemPlan(
    TABLED,
    "邬明溪",
    summary="各位委员对纪要没有不同意见，同意定稿。",
    vote=VotePlan("show_of_hands", tellers=("祁望舒", "谷长岭")),
)

FIRST = MeetingPlan(
    "first",
    offset=-150,
    stage="archived",
    attending=("阚堃", "柏一苇"),
    missing=("仇若川",),
    copy_to="党委委员，人大主席团，农业农村办、财政所、党政办",
    items=(
        ItemPlan(
            "14",
            "欧阳汀",
            arrive=("仇若川",),
            stances={
                "邬明溪": ("agree", "同意翻修面层。暑假施工，开学前检测合格再用。"),
                "祁望舒": ("agree", "同意。材料进场要抽检，报告交纪委办一份。"),
                "沈砚舟": ("agree", "同意。382,000元从教育附加列支。"),
                "陆怀谷": ("agree", "同意翻修面层。安全第一，开学前必须完工。"),
            },
            summary="三个方案比下来，翻修面层最合适，暑假施工，开学前验收。",
            vote=VotePlan("named_ballot"),
            decided=Decided(
                "同意樨林村小学操场按翻修面层的方案修缮，382000元，公开招标",
                "积水影响学生安全，方案造价适中，学校和家长代表同意",
                "经济发展办每半月报进度，纪委办抽检材料",
                (
                    Clause("完成招标并签订合同", "欧阳汀", 50, done="招标完成，合同价376,400元。", after=46),
                    Clause("完工并检测合格", "欧阳汀", 140),
                ),
                publication="public",
            ),
        ),
        ItemPlan(
            "15",
            "闵向南",
            tries=frozenset({"chair_early"}),
            stances={
                "傅知远": ("agree", "同意一次接完。没有同意的15户，村里再上门做工作。"),
                "沈砚舟": ("agree", "同意。自筹215,000元列入预算调整。"),
                "陆怀谷": ("agree", "同意一次接完。路面开挖以后要恢复原样。"),
            },
            summary="218户一次接完，没有同意的15户先做工作，路面恢复列入合同。",
            vote=VotePlan("named_ballot"),
            decided=Decided(
                "同意月塘村污水管网218户一次接完，概算715000元，公开招标",
                "主管网已通，一次接完省去二次开挖，绝大多数农户同意",
                "农业农村办每月检查一次，结果报党委会",
                (
                    Clause(
                        "完成招标并开工", "闵向南", 65, done="迟9天开工，等雨停；218户已开挖61户。", after=74
                    ),
                    Clause("报县住建局备案", "闵向南", 30, done="已备案。", after=21, upward="filing"),
                    Clause(
                        "列入预算调整215000元",
                        "洪照野",
                        40,
                        done="已列入预算调整方案，待党委会议定。",
                        after=38,
                    ),
                ),
                publication="public",
            ),
        ),
    ),
)

SECOND = MeetingPlan(
    "second",
    offset=-120,
    stage="archived",
    hour=15,
    attending=("阚堃", "柏一苇"),
    leaves=(Leave("佘秋棠", "参加县政协界别座谈"),),
    missing=("仇若川", "闵向南"),
    copy_to="党委委员，组织办、党政办",
    items=(
        TABLED_ITEM,
        ItemPlan(
            "17",
            "邬明溪",
            opens=False,
            tries=frozenset({"quorum"}),
            recuse=(("翁青禾", "kin"),),
            because="算数的到会成员7人，须8人，移到下次会议",
        ),
        ItemPlan(
            "16",
            "邬明溪",
            arrive=("仇若川", "闵向南"),
            tries=frozenset({"kin_stance", "sheet"}),
            recuse=(("翁青禾", "kin"),),
            stances={
                "祁望舒": ("agree", "同意。廉政意见已出，没有不宜使用的情形。"),
                "陆怀谷": ("agree", "同意推荐，按程序办。"),
            },
            summary="在会成员都同意推荐，用无记名投票表决。",
            vote=VotePlan("secret_ballot", abstain=1, tellers=("祁望舒", "谷长岭"), sealed=True, lost=True),
            decided=Decided(
                "同意推荐人选，按程序公示、报批",
                "推荐程序齐全，票数符合规定",
                "纪委办监督",
                (Clause("办理公示和报批", "邬明溪", 30, done="公示期满，已报批。", after=26),),
                publication="closed",
                kept_back="干部事项",
            ),
        ),
    ),
)

THIRD = MeetingPlan(
    "third",
    offset=-85,
    stage="signed",
    hour=15,
    attending=("阚堃", "柏一苇"),
    convening="预算调整是内部科目相抵，不新增支出，没有请专家论证；其余材料都已送达。",
    leaves=(
        Leave(
            "佘秋棠",
            "参加市里统战干部培训",
            opinion="同意旧粮站公开转让，公告期不短于20个工作日。预算调整没有意见。",
        ),
    ),
    copy_to="党委委员，人大主席团，财政所、经济发展办、党政办",
    items=(
        TABLED_ITEM,
        ItemPlan(
            "18",
            "沈砚舟",
            stances={
                "祁望舒": ("agree", "同意。调减的科目已逐项列出，核对过。"),
                "陆怀谷": ("agree", "同意。会议培训还可以再压。"),
            },
            struck="陆怀谷",
            summary="收支相抵，不增加总支出，按调整方案表决。",
            vote=VotePlan(
                "show_of_hands",
                tellers=("祁望舒", "谷长岭"),
                reason="本项只调整内部科目，会前意见一致，主持人提议举手。",
            ),
            decided=Decided(
                "同意预算调整260000元，报镇人大主席团备案",
                "月塘村管网自筹资金须落实，调整后收支相抵",
                "财政所每月公布一次执行情况",
                (
                    Clause(
                        "报镇人大主席团备案，下达调整后的预算",
                        "洪照野",
                        20,
                        done="已备案并下达。",
                        after=16,
                        upward="filing",
                    ),
                ),
            ),
        ),
        ItemPlan(
            "19",
            "闵向南",
            recuse=(("欧阳汀", "interest"),),
            stances={
                "傅知远": ("disagree", "招租留有余地，转让以后就没有了。"),
                "谷长岭": ("agree", "同意转让。房屋年久，招租前还要花钱修。"),
                "陆怀谷": ("agree", "同意公开转让，公告期不短于20个工作日。"),
            },
            summary="多数同意公开转让，底价按评估价，公告期不短于20个工作日。",
            vote=VotePlan("named_ballot", nay=("傅知远",)),
            decided=Decided(
                "同意旧粮站公开转让，底价330000元",
                "资产闲置9年，评估价合理，转让收入用于管网建设",
                "纪委办全程监督，财政所管收入",
                (
                    Clause(
                        "转让方案报县财政局审批",
                        "闵向南",
                        15,
                        done="县财政局已批复。",
                        after=17,
                        upward="approval",
                    ),
                    Clause("发布转让公告", "闵向南", 40, done="已公告，公告期25个工作日。", after=36),
                    Clause("完成公开转让", "闵向南", 91),
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
    papers=True,
    scanned=True,
    attending=("阚堃", "柏一苇"),
    leaves=(Leave("佘秋棠", "住院检查", opinion="食堂承办方式同意委托。河岸步道占地协议谈完再定。"),),
    copy_to="党委委员，人大主席团，经济发展办、党政办",
    items=(
        TABLED_ITEM,
        ItemPlan(
            "20",
            "闵向南",
            stances={
                "傅知远": ("defer", "23户河滩地协议没有谈完，现在定会有纠纷。"),
                "谷长岭": ("defer", "先做镇区1.2公里，看效果再说。"),
                "祁望舒": ("defer", "占地补偿标准没有报批。"),
                "邬明溪": ("disagree", "分年施工，后两期资金没有来源。"),
                "陆怀谷": ("defer", "意见分歧大，缓一次，协议谈完再议。"),
            },
            summary="赞成和要求缓议的各有理由，先表决，分歧大就缓议。",
            vote=VotePlan(
                "named_ballot",
                nay=("傅知远", "邬明溪", "祁望舒", "谷长岭"),
                abstain=("陆怀谷",),
                split="23户占地协议没有谈完，后两期资金没有来源，各方意见差得远",
            ),
        ),
        ItemPlan(
            "21",
            "柏一苇",
            leave=("闵向南",),
            stances={
                "傅知远": ("disagree", "委托以后饭价怎么管，方案没有写。"),
                "仇若川": ("disagree", "自办虽然累，菜价看得见。"),
                "欧阳汀": ("defer", "先看邻镇怎么办的。"),
                "陆怀谷": ("agree", "同意委托，价格写进合同。"),
            },
            summary="同意和不同意的都有，按规则表决。",
            vote=VotePlan("show_of_hands", nay=3, abstain=1, tellers=("祁望舒", "谷长岭")),
        ),
        ItemPlan(
            "parking",
            "傅知远",
            opens=False,
            in_notice=False,
            tries=frozenset({"ad_hoc"}),
            because="不在通知所列议题内，列入下次会议",
        ),
    ),
)

EVENING = MeetingPlan(
    "evening",
    offset=-48,
    hour=19,
    place="龙骨井村村部",
    stage="signed",
    attending=("阚堃",),
    missing=("仇若川",),
    paper=("当晚在村里现场开会，村部停电，用纸面签到、记录，次日补录", "签到表1张、会议记录第31页至33页"),
    copy_to="党委委员，农业农村办、党政办",
    items=(
        ItemPlan(
            "pond",
            "闵向南",
            stances={
                "沈砚舟": ("agree", "同意先降水位。方案请县水利局来人看过再定。"),
                "傅知远": ("agree", "同意。下游17户的撤离路线今晚就贴到户。"),
                "陆怀谷": ("agree", "同意。雨停以前每天两次巡查，出了险情先撤人。"),
            },
            summary="都同意先降水位、每天巡查，除险方案另报。",
            vote=VotePlan("show_of_hands", tellers=("祁望舒", "谷长岭")),
            decided=Decided(
                "同意龙骨井村山塘先降水位运行，每天巡查两次",
                "坝脚渗水，汛情未过，先保安全",
                "农业农村办每天报一次水位",
                (Clause("水位降到安全线以下", "闵向南", 7, done="已降1.4米，渗水减小。", after=5),),
                publication="public",
            ),
        ),
    ),
)

FIFTH = MeetingPlan(
    "fifth",
    offset=-28,
    stage="in_review",
    papers=True,
    attending=("阚堃", "柏一苇"),
    missing=("仇若川",),
    copy_to="党委委员，人大主席团，各支部、党政办",
    returned=(
        "第三项写明目录由谁公布、哪天公布。",
        "同意修订后的党务公开目录40条",
        "同意修订后的党务公开目录40条，由党政办15日内公布",
    ),
    items=(
        TABLED_ITEM,
        ItemPlan(
            "22",
            "谷长岭",
            arrive=("仇若川",),
            stances={
                "祁望舒": ("agree", "同意。候选人没有在查的问题。"),
                "陆怀谷": ("agree", "同意，按票数定。"),
            },
            summary="对推荐人选没有不同意见，用无记名投票表决。",
            vote=VotePlan(
                "secret_ballot",
                nay=1,
                tellers=("祁望舒", "谷长岭"),
                voided="收回的票比发出的多1张，查不清是哪一张，这一轮不算，重新发票。",
            ),
            decided=Decided(
                "同意按推荐名单表彰",
                "推荐程序齐全，票数符合规定",
                "纪委办监督",
                (Clause("公示并办理表彰", "谷长岭", 40),),
                publication="closed",
                kept_back="公示后再公开",
            ),
        ),
        ItemPlan(
            "23",
            "闵向南",
            stances={
                "沈砚舟": ("agree", "确认。当晚报告及时，先转移人是对的。"),
                "祁望舒": ("agree", "确认。支出票据已看过，11,400元属实。"),
                "陆怀谷": ("agree", "确认。山塘除险列入下次议题。"),
            },
            summary="处置得当，支出属实，确认。",
            vote=VotePlan("show_of_hands", tellers=("祁望舒", "傅知远")),
            decided=Decided(
                "确认强降雨应急处置措施，支出11400元列入应急支出",
                "事先请示过主要领导，处置没有伤亡，票据齐全",
                "财政所凭票据核销，纪委办复核",
                (Clause("提出龙骨井村山塘除险方案", "闵向南", 24),),
            ),
        ),
        ItemPlan(
            "24",
            "谷长岭",
            summary="同意修订，目录由党政办公布。",
            vote=VotePlan("show_of_hands", tellers=("祁望舒", "傅知远")),
            decided=Decided(
                "同意修订后的党务公开目录40条",
                "增加的4条都是群众常问的事",
                "纪委办每季度查一次公开情况",
                (Clause("公布修订后的目录", "柏一苇", 35, upward="filing"),),
                publication="public",
            ),
        ),
    ),
)

NEXT = MeetingPlan(
    "next",
    offset=3,
    stage="noticed",
    papers=True,
    hour=15,
    place="便民服务中心二楼会议室",
    moved=(9, "镇机关三楼会议室", "三楼会议室检修供暖管道，上午用不了"),
    attending=("阚堃", "柏一苇"),
    convening="打印设备金额小，没有请专家论证；其余材料都已送达。",
    leaves=(Leave("佘秋棠", "参加县政协联络会，上午回不来", granted=False),),
    unacknowledged=("佘秋棠", "仇若川", "欧阳汀", "谷长岭", "阚堃"),
    phone=("仇若川", "本人在村里防火巡查，电话说明时间、地点和议题，本人表示按时到会"),
    items=(
        ItemPlan("20", "闵向南", vote=VotePlan("named_ballot")),
        ItemPlan("25", "柏一苇", vote=VotePlan("named_ballot")),
        ItemPlan("17", "邬明溪", vote=VotePlan("secret_ballot")),
    ),
)

PLOT = Plot(
    rating=RATING,
    topics=TOPICS,
    meetings=(FIRST, SECOND, THIRD, FOURTH, EVENING, FIFTH, NEXT),
    waiting=(
        Waiting(TRACK, consented=True, returned="没有比选方案，也没有听取北圩村意见，补齐后再报。"),
        Waiting(COMMUNITY),
    ),
    emergencies=(
        Emergency(
            "强降雨转移群众",
            "强降雨当晚2小时降水61毫米，龙骨井村山塘漫水。转移17户48人，调沙袋1,200条，次日雨停后陆续返家，没有伤亡。"
            "支出11,400元。",
            days_ago=47,
            by="闵向南",
            asked="陆怀谷",
            how="当晚电话请示，陆怀谷、沈砚舟同意",
            reported="fifth",
        ),
    ),
    skipped=(SkippedNumber("resolution", 30, "编号时误取一号，没有对应的表决，空着不用。"),),
    desk=DESK,
)
