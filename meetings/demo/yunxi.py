"""云樨镇: three meetings under preset-b and preset-c with every conflict settled."""

from __future__ import annotations

from meetings.demo.plot import Decided, ItemPlan, Leave, MeetingPlan, Plot, VotePlan, Waiting
from meetings.demo.yunxi_topics import COMMUNITY, TOPICS, TRACK

FIRST = MeetingPlan(
    "first",
    offset=-60,
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
                (("完成招标并签订合同", "欧阳汀", 50), ("完工并检测合格", "欧阳汀", 150)),
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
                (("完成招标并开工", "闵向南", 65), ("列入预算调整215000元", "洪照野", 40)),
            ),
        ),
        ItemPlan(
            "16",
            "邬明溪",
            tries=frozenset({"kin_stance", "sheet"}),
            recuse=(("翁青禾", "kin"),),
            stances={
                "祁望舒": ("agree", "同意。廉政意见已出，没有不宜使用的情形。"),
                "陆怀谷": ("agree", "同意推荐，按程序办。"),
            },
            summary="在会成员都同意推荐，用无记名投票表决。",
            vote=VotePlan("secret_ballot", abstain=1, tellers=("祁望舒", "谷长岭")),
            decided=Decided(
                "同意推荐人选，按程序公示、报批",
                "推荐程序齐全，票数符合规定",
                "纪委办监督",
                (("办理公示和报批", "邬明溪", 30),),
            ),
        ),
    ),
)

SECOND = MeetingPlan(
    "second",
    offset=-28,
    hour=15,
    attending=("阚堃", "柏一苇"),
    convening="预算调整是内部科目相抵，不新增支出，没有请专家论证；其余材料都已送达。",
    leaves=(
        Leave(
            "佘秋棠",
            "参加市里统战干部培训",
            opinion="同意旧粮站公开转让。河岸步道占地协议谈完再定。食堂承办方式同意委托。",
        ),
    ),
    missing=("仇若川", "闵向南"),
    copy_to="党委委员，人大主席团，财政所、经济发展办、党政办",
    returned=(
        "第二项写明转让公告期不短于20个工作日。",
        "同意旧粮站公开转让，底价330000元",
        "同意旧粮站公开转让，底价330000元，公告期不短于20个工作日",
    ),
    items=(
        ItemPlan(
            "17",
            "邬明溪",
            opens=False,
            tries=frozenset({"quorum"}),
            recuse=(("翁青禾", "kin"),),
            because="算数的到会成员7人，须8人，移到下次会议",
        ),
        ItemPlan(
            "18",
            "沈砚舟",
            arrive=("仇若川", "闵向南"),
            stances={
                "祁望舒": ("agree", "同意。调减的科目已逐项列出，核对过。"),
                "陆怀谷": ("agree", "同意。会议培训还可以再压。"),
            },
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
                (("办理备案并下达调整后的预算", "洪照野", 20),),
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
                (("发布转让公告", "闵向南", 15), ("完成公开转让", "闵向南", 80)),
            ),
        ),
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

NEXT = MeetingPlan(
    "next",
    offset=3,
    attending=("阚堃", "柏一苇"),
    convening="打印设备金额小，没有请专家论证；其余材料都已送达。",
    leaves=(Leave("佘秋棠", "参加县政协联络会，上午回不来", granted=False),),
    unacknowledged=("佘秋棠", "仇若川", "欧阳汀", "谷长岭", "阚堃"),
    phone=("仇若川", "本人在村里防火巡查，电话说明时间、地点和议题，本人表示按时到会"),
    items=(
        ItemPlan("20", "闵向南", vote=VotePlan("named_ballot")),
        ItemPlan("22", "谷长岭", vote=VotePlan("secret_ballot")),
        ItemPlan("23", "闵向南", vote=VotePlan("show_of_hands")),
        ItemPlan("24", "谷长岭", vote=VotePlan("show_of_hands")),
        ItemPlan("25", "柏一苇", vote=VotePlan("named_ballot")),
    ),
)

PLOT = Plot(
    topics=TOPICS,
    meetings=(FIRST, SECOND, NEXT),
    waiting=(
        Waiting(TRACK, consented=True, returned="没有比选方案，也没有听取北圩村意见，补齐后再报。"),
        Waiting(COMMUNITY),
    ),
)
