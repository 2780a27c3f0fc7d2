"""稔川镇 beside its meetings."""

from __future__ import annotations

from meetings.demo.plot_desk import Acting, Case, ClauseChange, Desk, OldResolutions, OwnTemplate

OLD_2021 = OldResolutions(
    "稔川镇2021年党委会决议.xlsx",
    "补录系统启用以前的决议，依据2021年会议记录本，原件存档案室",
    days_ago=88,
    confirmed=True,
    rows=(
        {
            "number": "稔委会纪〔2021〕2号",
            "decided_on": "2021年3月18日",
            "meeting": "2021年第2次党委会",
            "title": "三碾村饮水管道更换",
            "matter": "重大项目",
            "amount": "236000",
            "outcome": "通过",
            "text": "同意更换三碾村饮水管道4.2公里，概算236,000元，公开招标。",
            "source": "2021年会议记录本第18页",
            "clause": "完成招标并开工",
            "owner": "农业农村办",
            "due_on": "2021-06-30",
            "carried_out": "6月21日开工，9月完工验收",
        },
        {
            "number": "稔委会纪〔2021〕5号",
            "decided_on": "2021年6月24日",
            "meeting": "2021年第5次党委会",
            "title": "镇敬老院屋面维修",
            "matter": "大额资金",
            "amount": "84000",
            "outcome": "通过",
            "text": "同意维修镇敬老院屋面，84,000元，从民政专项列支。",
            "source": "2021年会议记录本第41页",
        },
        {
            "number": "稔委会纪〔2021〕9号",
            "decided_on": "2021年10月28日",
            "meeting": "2021年第9次党委会",
            "title": "集镇停车场选址",
            "matter": "重大决策",
            "outcome": "缓议",
            "source": "2021年会议记录本第73页",
        },
    ),
)

OLD_2022 = OldResolutions(
    "稔川镇2022年党委会决议.xlsx",
    "补录系统启用以前的决议，依据2022年会议记录本，原件存档案室",
    days_ago=2,
    confirmed=False,
    rows=(
        {
            "number": "稔委会纪〔2022〕3号",
            "decided_on": "2022年4月14日",
            "meeting": "2022年第3次党委会",
            "title": "集镇停车场建设",
            "matter": "重大项目",
            "amount": "410000",
            "outcome": "通过",
            "text": "同意在原粮管所空地建停车场，车位62个，概算410,000元，公开招标。",
            "source": "2022年会议记录本第22页",
            "clause": "完成施工图设计",
            "owner": "经济发展办",
            "due_on": "2022-06-30",
            "carried_out": "已完成",
        },
        {
            "number": "稔委会纪〔2022〕7号",
            "decided_on": "2022年8月25日",
            "meeting": "2022年第7次党委会",
            "title": "槐沟村滑坡点搬迁",
            "matter": "重大决策",
            "outcome": "通过",
            "text": "同意槐沟村滑坡点6户搬到村部旁安置。",
            "source": "2022年会议记录本第58页",
        },
    ),
)

DESK = Desk(
    old=(OLD_2021, OLD_2022),
    cases=(
        Case(
            "leak",
            "戴友仁",
            "会后把委员对一项缓议议题的发言说给办事群众听。本人承认，没有造成其他后果。",
            happened=78,
            measure="educated",
            decided_by="镇纪委",
            decided=70,
            days_ago=69,
            meeting="third",
            closed=(48, "由党政办主任谈话批评，本人在党政办会上作了检查，会议材料改由专人收回。"),
        ),
    ),
    clauses=(
        ClauseChange(
            "third",
            "6",
            1,
            days_ago=9,
            by="艾知夏",
            because="修好的3处中，柘坪村1处雨后路基又沉，须返工",
        ),
        ClauseChange(
            "third",
            "6",
            1,
            days_ago=8,
            by="林䶮",
            because="路基返工要等土方晾干",
            more_days=70,
            authority="温书岚（镇长）在返工报告上批示",
        ),
    ),
    acting=(Acting("社会事务办主任", "房䶮", by="宗长庚", since=40, until=50, number="稔组干〔{year}〕5号"),),
    templates=(
        OwnTemplate(
            "meetings.minutes",
            "页眉加“内部文件，会后妥存”",
            "内部文件，会后妥存",
            by="艾知夏",
            approved_by="乔维桢",
            days_ago=24,
        ),
    ),
    reminded=(15, 8, 3, 1),
    readers=("乔维桢", "温书岚", "艾知夏", "林䶮", "佟犇", "滕若兰", "霍玥"),
)
