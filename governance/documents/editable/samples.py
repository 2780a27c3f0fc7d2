"""Invented papers, one of each class: what a template looks like filled in, before it is put in force."""

from __future__ import annotations

from datetime import date

from governance.documents import official

DAY = date(2026, 11, 26)
_OFFICE = "中共青石镇委员会党政办公室"
_IMPRINT = official.Imprint("分送", "各党委委员，镇人民政府，各办、站、所", _OFFICE, DAY)
_SIGNERS = (official.Signer("主持人"), official.Signer("记录人"))
_MEMBERS = ("方远山", "林喆", "谷䶮", "欧阳若汀", "仇𬭎", "郑亦安", "何知秋")
_SAMPLES: tuple[official.Paper, ...] = (
    official.NoticePaper(
        title="关于召开中共青石镇委员会2026年第12次会议的通知",
        addressees="各党委委员，各列席人员",
        opening=(
            "经党委书记方远山同意，定于2026年11月26日（星期四）15时在镇机关三楼会议室召开会议，现将有关事项通知如下：",
        ),
        sections=(
            official.Section(
                "一、议题",
                (
                    "1.上河村灌渠清淤修复，汇报人：林喆；",
                    "2.便民服务大厅改造<A&B>方案，汇报人：谷䶮；",
                    "3.研究干部事项。",
                ),
            ),
            official.Section("二、出席、列席人员", ("各党委委员；列席：财政所所长许旸。",), run_in=True),
            official.Section("", ("三、请于11月25日15时前签收；因事不能到会的向方远山请假。",)),
        ),
        annexes=("议题材料2份",),
        issuer=_OFFICE,
        issued_on=DAY,
        sealed=False,
    ),
    official.MinutesPaper(
        title="中共青石镇委员会会议纪要",
        mark="中共青石镇委员会会议纪要",
        number="青委纪〔2026〕12号",
        office=_OFFICE,
        issued_on=DAY,
        opening=("2026年11月26日，党委书记方远山主持召开镇党委会议，研究2项议题。现将议定事项纪要如下：",),
        sections=(
            official.Section(
                "一、上河村灌渠清淤修复",
                (
                    "会议听取了林喆的汇报。",
                    "会议以举手方式表决，应到9人，实到7人，赞成7票，反对0票，弃权0票。会议决定，同意所报方案。",
                ),
            ),
            official.Section("二、便民服务大厅改造", ("会议听取了谷䶮的汇报。会议决定，同意。",)),
        ),
        rosters=(
            official.Roster("出席", _MEMBERS),
            official.Roster("请假", ("阮静",)),
            official.Roster("列席"),
        ),
        imprint=_IMPRINT,
    ),
    official.RecordPaper(
        title="中共青石镇委员会会议记录",
        facts=(
            ("时间", "2026年11月26日（星期四）15时至16时40分"),
            ("地点", "镇机关三楼会议室"),
            ("主持", "方远山（党委书记）"),
            ("应到", "9人，实到7人"),
        ),
        rosters=(official.Roster("出席", _MEMBERS), official.Roster("记录", text="何知秋")),
        items=(
            official.RecordItem(
                heading="一、上河村灌渠清淤修复",
                before=(("汇报", "林喆（副书记）：灌渠淤积3公里，拟投资46.8万元。"),),
                speeches=(
                    official.Speech("谷䶮", "党委委员", "同意所报方案，注意工期。", "同意"),
                    official.Speech("方远山", "党委书记", "同意。"),
                ),
                tables=(
                    official.Table(
                        (
                            official.Column("序号", 14),
                            official.Column("姓名", 36),
                            official.Column("表决", 34),
                        ),
                        (("1", "林喆", "赞成"), ("2", "谷䶮", "赞成")),
                        "记名表决",
                    ),
                ),
                after=(("归纳", "多数同志同意所报方案。"), ("结果", "须5票，通过。编为青委决〔2026〕31号。")),
            ),
        ),
        closing="16时40分散会。",
        signers=_SIGNERS,
    ),
    official.ResolutionExtractPaper(
        title="关于上河村灌渠清淤修复的决议（摘录）",
        number="青委决〔2026〕31号",
        source="摘自青委纪〔2026〕12号第1项，2026年11月26日镇党委会议通过（赞成7票，须5票）：",
        resolution=("同意上河村灌渠清淤修复方案。",),
        duties=official.Table(
            (official.Column("序号", 12), official.Column("落实事项", 80), official.Column("负责人", 26)),
            (("1", "编制施工方案", "林喆"), ("2", "落实资金", "许旸")),
        ),
        recipients="农业农村办公室、财政所",
        signers=(official.Signer("摘录人"), official.Signer("核对人")),
        issuer=_OFFICE,
        issued_on=DAY,
    ),
    official.CorrigendumPaper(
        title="关于青委纪〔2026〕12号的勘误（第1号）",
        addressees="原分送单位",
        corrections=(
            "一、第1页“46.8万元”更正为“48.6万元”，理由：录入笔误。",
            "二、第2页“上河村”更正为“下河村”，理由：笔误。",
        ),
        closing="其余内容不变，请与原件一并保存。",
        signers=_SIGNERS[:1],
        issuer=_OFFICE,
        issued_on=DAY,
        imprint=_IMPRINT,
    ),
)


def sample_of(paper: type[official.Paper]) -> official.Paper:
    """An invented paper of the class. KeyError for one an office does not edit."""
    return {type(sample): sample for sample in _SAMPLES}[paper]
