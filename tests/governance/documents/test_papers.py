"""What stands on each paper, and what a draft or a ballot may not carry."""

from __future__ import annotations

import dataclasses
import re
import subprocess

import pytest

from governance.documents import qr

PAPERS = {
    "minutes": [
        "云委纪〔2026〕12号",
        "阿依夏·努尔兰",
        "谷䶮",
        "仇𬭎",
        "分送：各党委委员",
        "2026年11月27日印发",
    ],
    "notice": ["关于召开中共云樨镇委员会", "各党委委员，各列席人员：", "附件：1.", "（联系人："],
    "sign_in": ["出席（应到11人）", "列席", "离会返会", "记录人（签字）：", "实到："],
    "record": ["仇𬭎（党委委员、人武部部长）：", "缺席：无", "16时40分散会。", "主持人（签字）："],
    "ballot": ["赞成反对弃权", "每人名下只选一格，画“○”；多画或画在格外无效；不写姓名，不作记号。"],
    "count_sheet": [
        "6票（议事决策规则七-4b）",
        "收回数不多于发出数，有效加无效等于收回数。",
        "监票人（签字）：",
    ],
    "corrigendum": [
        "原分送单位：",
        "第2页“月塘村”更正为“桂陂村”，理由：笔误。",
        "其余内容不变，请与原件一并保存。",
        "主持人（签字）：",
        "2026年11月30日",
    ],
    "extract": ["本摘录与原件一致。", "负责人：闵犇", "完成时间：2026年12月31日", "核对人（签字）："],
    "regulation": ["党委议事决策规则", "到会人数：应到委员的三分之二以上（含）（条文原定）"],
}


@pytest.mark.parametrize(("kind", "words"), PAPERS.items(), ids=PAPERS)
def test_each_paper_has_its_words_and_its_fonts(render, builders, reader, text_of, kind, words):
    pdf = render(builders[kind]())
    text = text_of(pdf)
    for word in words:
        assert word in text
    listed = (
        subprocess.run(["pdffonts", "-"], input=pdf.data, capture_output=True, check=True)
        .stdout.decode()
        .splitlines()[2:]
    )
    assert listed
    for line in listed:
        assert line.split()[-5:-2] == ["yes", "yes", "yes"], line  # embedded, subset, Unicode map
    assert reader(pdf).trailer["/Root"]["/MarkInfo"]["/Marked"]


@pytest.mark.parametrize("times", [1, 4], ids=["shortened", "whole"])
def test_finished_papers_carry_code_digest_and_chain_head_on_the_last_page(render, builders, reader, times):
    paper = builders["minutes"]()
    digests = {name: getattr(paper.verification, name) * times for name in ("digest", "chain_head")}
    paper = dataclasses.replace(paper, verification=dataclasses.replace(paper.verification, **digests))
    pdf = render(paper)
    pages = [re.sub(r"\s", "", page.extract_text()) for page in reader(pdf).pages]
    foot = (
        f"校验码{paper.verification.code}，摘要{paper.verification.digest}，"
        f"链首{paper.verification.chain_head}。扫码只能核对与留存是否一致，不能代替印章。"
    )
    assert foot in pages[-1]
    assert not any("校验码" in page for page in pages[:-1])


def test_the_record_counts_its_pages(render, builders, text_of):
    pdf = render(builders["record"](items=2))
    assert f"本记录共{pdf.pages}页。" in text_of(pdf)


def test_the_square_code_is_inline_and_always_the_same():
    svg = qr.qr_svg("https://zhenwei.example.invalid/code/7K3M", title="核对码<")
    assert svg == qr.qr_svg("https://zhenwei.example.invalid/code/7K3M", title="核对码<")
    assert svg.startswith("<svg") and "核对码&lt;" in svg and "<script" not in svg


def test_typed_lines_become_paragraphs(render, builders, page_boxes):
    render(builders["minutes"](opening=("第一行。\r\n\n第二行。\n",), sections=()))
    indents = [
        box.position_x
        for box in page_boxes[0].descendants()
        if getattr(box, "text", "") in ("第一行。", "第二行。")
    ]
    assert len(indents) == 2
    assert len({round(indent) for indent in indents}) == 1


@pytest.mark.parametrize("words", ["草稿", "征求意见稿"])
def test_drafts_carry_the_watermark_and_no_number(render, builders, reader, text_of, words):
    pdf = render(builders["minutes"](number=None, verification=None), draft=words)
    for page in reader(pdf).pages:
        assert words in re.sub(r"\s", "", page.extract_text())
    text = text_of(pdf)
    assert "未编号" in text and "校验码" not in text and "12号" not in text


@pytest.mark.parametrize("kept", ["number", "verification"])
def test_a_numbered_or_coded_paper_is_no_draft(render, builders, kept):
    blank = {"number": None, "verification": None}
    del blank[kept]
    with pytest.raises(ValueError, match="draft"):
        render(builders["minutes"](**blank), draft="草稿")


def test_ballots_are_identical_and_nameless(render, builders, page_boxes):
    pdf = render(builders["ballot"](copies=8))
    assert pdf.pages == 2
    slips = []

    def walk(box, origin):
        """Texts with their place on the slip."""
        if getattr(box, "text", ""):
            yield box.text, round(box.position_x - origin[0], 2), round(box.position_y - origin[1], 2)
        for child in getattr(box, "children", ()):
            yield from walk(child, origin)

    def find(box):
        if "slip" in (box.element.get("class", "") if box.element is not None else "").split():
            slips.append(tuple(walk(box, (box.position_x, box.position_y))))
            return
        for child in getattr(box, "children", ()):
            find(child)

    for page in page_boxes:
        find(page)
    assert len(slips) == 8
    assert len(set(slips)) == 1
    with pytest.raises(ValueError, match="ballot"):
        builders["ballot"](number="1号")


@pytest.mark.parametrize(("candidates", "slips"), [(0, 4), (6, 4), (7, 2), (12, 2), (13, 1)])
def test_the_rows_decide_how_many_slips_share_a_sheet(builders, candidates, slips):
    assert builders["ballot"](candidates=("王建国",) * candidates).slips == slips


@pytest.mark.parametrize(("candidates", "slips"), [(6, 4), (12, 2), (24, 1)])
def test_ballots_shrink_their_number_not_their_rows(render, builders, text_of, candidates, slips):
    paper = builders["ballot"](candidates=tuple(f"候选人{place}" for place in range(candidates)))
    pdf = render(paper)
    assert pdf.pages == 1
    assert text_of(pdf).count("表决票") == slips
    assert text_of(pdf).count("盖章处") == slips
