"""Papers of an invented town, filled as its offices would fill them: rare characters, names of two,
three, four and more characters, items that run over several pages."""

from __future__ import annotations

import dataclasses
import datetime
import functools
import io
import re
import subprocess

import pypdf
import pytest

from governance.documents import official
from governance.documents.rendering import PdfMetadata, RenderedPdf

MEETING_DAY = datetime.date(2026, 11, 26)
PRINTED = datetime.datetime(2026, 11, 27, 1, 30, tzinfo=datetime.UTC)
MEMBERS = (
    ("陆怀谷", "党委书记"),
    ("沈砚舟", "党委副书记、镇长"),
    ("邬明溪", "党委副书记"),
    ("祁望舒", "党委委员、纪委书记"),
    ("翁青禾", "党委委员、组织委员"),
    ("谷䶮", "党委委员、宣传委员"),
    ("傅喆", "党委委员、政法委员"),
    ("仇𬭎", "党委委员、人武部部长"),
    ("闵犇", "党委委员、副镇长"),
    ("欧阳若汀", "党委委员、副镇长"),
    ("阿依夏·努尔兰", "党委委员、统战委员"),
)
NAMES = tuple(name for name, _post in MEMBERS)
VERIFICATION = official.Verification(
    code="7K3M9QXA2W",
    url="https://zhenwei.example.invalid/code/7K3M9QXA2W",
    digest="3f1c9a64e0b27d58",
    chain_head="b80d62fa17c3e945",
)
IMPRINT = official.Imprint(
    label="分送",
    copies="各党委委员，镇人大主席团，镇人民政府，镇纪委，镇人武部，各办、站、所，各村（社区）党组织",
    office="中共云樨镇委员会党政办公室",
    printed_on=datetime.date(2026, 11, 27),
)
TOPICS = (
    "关于云樨镇二〇二六年冬季农田水利设施维修资金安排方案",
    "关于竹篙村党群服务中心改造项目立项",
    "关于评选推荐2026年度先进基层党组织和优秀共产党员",
    "关于集镇停车秩序专项整治方案",
)
NUMERALS = "一二三四五六七八九十"
BODY = (
    "会议听取了副镇长闵犇的汇报。会议认为，冬修工程事关明年春耕用水，资金安排要坚持“先急后缓、先通后畅”，"
    "优先保障月塘、龙骨井等3处险工险段，项目总投资86.4万元，其中上级补助52万元，镇级配套34.4万元。",
    "会议以举手方式表决，应到11人，实到9人，赞成8票，反对0票，弃权1票。会议决定，同意该方案，按程序组织实施；"
    "由闵犇负责，2026年12月31日前办成，镇督查办督办。",
)


def _sections(count: int) -> tuple[official.Section, ...]:
    return tuple(
        official.Section(
            heading=f"{NUMERALS[index % 10]}、{TOPICS[index % len(TOPICS)]}",
            paragraphs=BODY * (1 + index % 2),
        )
        for index in range(count)
    )


def minutes(*, items: int = 4, **changes: object) -> official.MinutesPaper:
    paper = official.MinutesPaper(
        title="中共云樨镇委员会第十二次会议纪要",
        mark="中共云樨镇委员会会议纪要",
        number="云委纪〔2026〕12号",
        verification=VERIFICATION,
        office="中共云樨镇委员会党政办公室",
        issued_on=datetime.date(2026, 11, 27),
        opening=(
            f"2026年11月26日，党委书记陆怀谷主持召开镇党委会议，研究{items}项议题。现将议定事项纪要如下：",
        ),
        sections=_sections(items),
        rosters=(
            official.Roster("出席", NAMES[:9]),
            official.Roster("请假", NAMES[9:]),
            official.Roster(
                "列席", text="农业农村办公室钱犇、党建工作办公室冯祎、综合行政执法队沈淼、财政所许旸"
            ),
        ),
        imprint=IMPRINT,
    )
    return dataclasses.replace(paper, **changes)


def notice(**changes: object) -> official.NoticePaper:
    paper = official.NoticePaper(
        title="关于召开中共云樨镇委员会第十二次会议的通知",
        mark="中共云樨镇委员会党政办公室",
        number="云委办〔2026〕31号",
        verification=VERIFICATION,
        addressees="各党委委员，各列席人员",
        opening=(
            "经党委书记陆怀谷同意，定于2026年11月26日（星期四）15时在镇机关三楼会议室召开中共云樨镇委员会第十二次会议，"
            "现将有关事项通知如下：",
        ),
        sections=(
            official.Section(
                "一、议题",
                (
                    "1.关于云樨镇二〇二六年冬季农田水利设施维修资金安排方案，汇报人：闵犇；",
                    "2.关于竹篙村党群服务中心改造项目立项，汇报人：翁青禾；",
                    "3.研究干部事项。",
                ),
            ),
            official.Section(
                "二、出席、列席人员", ("出席：各党委委员。列席：农业农村办公室钱犇、财政所许旸。",)
            ),
            official.Section(
                "三、其他事项",
                (
                    "请于2026年11月25日17时前签收；因事不能到会的向党委书记陆怀谷请假，可交书面意见，会上宣读，不计票。",
                ),
            ),
        ),
        annexes=(
            "云樨镇二〇二六年冬季农田水利设施维修资金安排方案（讨论稿）",
            "竹篙村党群服务中心改造项目建议书",
        ),
        issuer="中共云樨镇委员会党政办公室",
        issued_on=datetime.date(2026, 11, 23),
        contact="联系人：柏一苇，电话：0000-6600012",
    )
    return dataclasses.replace(paper, **changes)


def sign_in(**changes: object) -> official.SignInPaper:
    paper = official.SignInPaper(
        title="中共云樨镇委员会第十二次会议签到表",
        facts=(("时间", "2026年11月26日（星期四）15时"), ("地点", "镇机关三楼会议室")),
        entitled=len(MEMBERS),
        members=tuple(official.SignInRow(name, post) for name, post in MEMBERS),
        attending=(
            official.SignInRow("钱犇", "农业农村办公室主任", note="第一项"),
            official.SignInRow("许旸", "财政所所长", note="第一项"),
        ),
    )
    return dataclasses.replace(paper, **changes)


def record(*, items: int = 3, **changes: object) -> official.RecordPaper:
    ballots = official.Table(
        caption="表决情况",
        columns=(
            official.Column("序号", 12),
            official.Column("姓名", 30),
            official.Column("职务", 54, "left"),
            official.Column("表决", 20),
            official.Column("备注", 40, "left"),
        ),
        rows=tuple(
            (str(place), name, post, "赞成" if place != 7 else "弃权", "回避" if place == 10 else "")
            for place, (name, post) in enumerate(MEMBERS, 1)
        ),
    )
    paper = official.RecordPaper(
        title="中共云樨镇委员会会议记录",
        verification=VERIFICATION,
        facts=(
            ("时间", "2026年11月26日（星期四）15时至16时40分"),
            ("地点", "镇机关三楼会议室"),
            ("主持", "陆怀谷（党委书记）"),
            ("应到", "11人，实到9人"),
        ),
        rosters=(
            official.Roster("出席", NAMES[:9]),
            official.Roster("请假", text="欧阳若汀（出差）、阿依夏·努尔兰（病假）"),
            official.Roster("缺席"),
            official.Roster("列席", text="农业农村办公室钱犇、财政所许旸（第一项）"),
            official.Roster("记录", text="柏一苇（党政办主任）"),
        ),
        items=tuple(
            official.RecordItem(
                heading=f"{NUMERALS[index]}、{TOPICS[index % len(TOPICS)]}",
                before=(("汇报", BODY[0]),),
                speeches=tuple(
                    official.Speech(name, post, "方案考虑周全，轻重缓急分得清，资金来源落实。", "同意")
                    for name, post in (*MEMBERS[1:9], MEMBERS[0])
                ),
                tables=(ballots,),
                after=(
                    ("归纳", "主持人归纳：多数同志同意该方案，按会议意见修改完善后组织实施。"),
                    ("结果", "举手表决。赞成8票，反对0票，弃权1票，须6票（议事决策规则 七-4b），通过。"),
                ),
            )
            for index in range(items)
        ),
        closing="16时40分散会。",
        signers=(official.Signer("主持人"), official.Signer("记录人")),
    )
    return dataclasses.replace(paper, **changes)


def ballot(**changes: object) -> official.BallotPaper:
    paper = official.BallotPaper(
        title="第十二次会议第3项表决票",
        matter="关于推荐2026年度优秀共产党员的表决",
        candidates=("周䶮", "吴𬭎", "王建国", "欧阳晓红", "阿依夏·努尔兰"),
        office="会议组织单位",
        held_on=MEETING_DAY,
    )
    return dataclasses.replace(paper, **changes)


def count_sheet(**changes: object) -> official.CountSheetPaper:
    paper = official.CountSheetPaper(
        title="中共云樨镇委员会第十二次会议第3项计票单",
        verification=VERIFICATION,
        matter="关于推荐2026年度优秀共产党员的表决",
        entitled=11,
        present=9,
        recused=1,
        voters=8,
        issued=8,
        returned=8,
        valid=7,
        invalid=1,
        lines=(
            official.CountLine("周䶮", 7, 0, 0),
            official.CountLine("吴𬭎", 6, 1, 0),
            official.CountLine("阿依夏·努尔兰", 5, 1, 1),
        ),
        required="6票（议事决策规则 七-4b）",
        outcome="周䶮、吴𬭎通过；阿依夏·努尔兰未通过。",
        signers=(official.Signer("计票人"), official.Signer("监票人"), official.Signer("主持人")),
    )
    return dataclasses.replace(paper, **changes)


def extract(**changes: object) -> official.ResolutionExtractPaper:
    paper = official.ResolutionExtractPaper(
        title="关于冬季农田水利设施维修资金安排的决议（摘录）",
        verification=VERIFICATION,
        source="摘自云委纪〔2026〕12号第1项，2026年11月26日镇党委会议通过（赞成8票，须6票）：",
        resolution=(BODY[0], "同意《云樨镇二〇二六年冬季农田水利设施维修资金安排方案》，按程序组织实施。"),
        owner="闵犇（党委委员、副镇长）",
        due_on=datetime.date(2026, 12, 31),
        recipients="农业农村办公室、财政所",
        signers=(official.Signer("摘录人"), official.Signer("核对人")),
        issuer="中共云樨镇委员会党政办公室",
        issued_on=datetime.date(2026, 11, 27),
    )
    return dataclasses.replace(paper, **changes)


def corrigendum(**changes: object) -> official.CorrigendumPaper:
    paper = official.CorrigendumPaper(
        title="关于云委纪〔2026〕12号的勘误（第1号）",
        verification=VERIFICATION,
        addressees="原分送单位",
        corrections=(
            "一、第1页“赞成8票，反对0票”更正为“赞成7票，反对1票”，理由：录入时看错一行，计票单为7票、1票。",
            "二、第2页“月塘村”更正为“桂陂村”，理由：笔误。",
        ),
        closing="其余内容不变，请与原件一并保存。",
        signers=(official.Signer("主持人"),),
        issuer="中共云樨镇委员会党政办公室",
        issued_on=datetime.date(2026, 11, 30),
        imprint=IMPRINT,
    )
    return dataclasses.replace(paper, **changes)


def regulation(**changes: object) -> official.RegulationPaper:
    figures = (
        official.RegulationFigure("到会人数", "应到委员的三分之二以上（含）", "条文原定"),
        official.RegulationFigure("通过票数", "超过应到委员的二分之一", "云委〔2026〕3号，自2026年1月1日起"),
    )
    paper = official.RegulationPaper(
        title="党委议事决策规则",
        verification=VERIFICATION,
        adoption="中共云樨镇委员会自2026年1月1日起采用，本件按2026年11月27日有效的条文和数印出",
        chapters=tuple(
            official.RegulationChapter(
                heading=heading,
                articles=tuple(
                    official.RegulationArticle(
                        ref=f"{NUMERALS[place]}-{line}",
                        statement="党委会必须有规定人数的委员到会方可举行；讨论决定干部任免事项的，到会人数从严掌握。",
                        figures=figures if line == 2 else (),
                    )
                    for line in range(1, 5)
                ),
            )
            for place, heading in enumerate(("第一章　总则", "第二章　会议的召开", "第三章　表决"))
        ),
        issuer="中共云樨镇委员会",
        as_of=datetime.date(2026, 11, 27),
    )
    return dataclasses.replace(paper, **changes)


BUILDERS = {
    "minutes": minutes,
    "notice": notice,
    "sign_in": sign_in,
    "record": record,
    "ballot": ballot,
    "count_sheet": count_sheet,
    "extract": extract,
    "corrigendum": corrigendum,
    "regulation": regulation,
}


def metadata(paper: official.Paper) -> PdfMetadata:
    return PdfMetadata(
        title=paper.title,
        author="中共云樨镇委员会党政办公室",
        created=PRINTED,
        subject=paper.number or "",
        keywords=("云樨镇",),
    )


@pytest.fixture
def builders():
    return BUILDERS


@functools.cache
def _rendered(paper: official.Paper, **options: object) -> RenderedPdf:
    return official.render_paper(paper, metadata=metadata(paper), **options)


@pytest.fixture
def render():
    """Renders a paper with the sample metadata, each paper once; keywords as `render_paper`."""
    return _rendered


@pytest.fixture
def render_again():
    """As `render`, afresh every time."""
    return _rendered.__wrapped__


@pytest.fixture
def text_of():
    """All characters of a PDF in reading order, spaces and line ends left out."""

    def extracted(pdf: RenderedPdf) -> str:
        done = subprocess.run(
            ["pdftotext", "-layout", "-", "-"], input=pdf.data, capture_output=True, check=True
        )
        return re.sub(r"\s", "", done.stdout.decode())

    return extracted


@pytest.fixture
def reader():
    def opened(pdf: RenderedPdf) -> pypdf.PdfReader:
        return pypdf.PdfReader(io.BytesIO(pdf.data))

    return opened


@pytest.fixture
def page_boxes(monkeypatch):
    """Keeps WeasyPrint's laid-out pages of the papers rendered in the test."""
    import weasyprint

    _rendered.cache_clear()
    pages: list = []
    render_document = weasyprint.HTML.render

    def remembering(self, *args, **options):
        document = render_document(self, *args, **options)
        pages[:] = [page._page_box for page in document.pages]
        return document

    monkeypatch.setattr(weasyprint.HTML, "render", remembering)
    return pages
