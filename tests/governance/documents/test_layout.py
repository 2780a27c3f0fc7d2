"""The official grid (GB/T 9704-2012): rows, edges, page ends, sizes that depend on length."""

from __future__ import annotations

import re
import subprocess

import pytest

from governance.documents import grid, justify, official

MM = 96 / 25.4  # layout units are CSS pixels
ROW = 225 / 22


def lines_of(page) -> list:
    """Lines of the page's paragraphs, margin boxes and footnotes left out."""
    from weasyprint.formatting_structure import boxes

    def walk(box):
        if isinstance(box, boxes.LineBox):
            yield box
        elif isinstance(box, boxes.ParentBox) and not isinstance(
            box, (boxes.MarginBox, boxes.FootnoteAreaBox)
        ):
            for child in box.children:
                yield from walk(child)

    return list(walk(page))


def right_edge(box) -> float:
    children = getattr(box, "children", ())
    if children:
        return max(right_edge(child) for child in children)
    return box.position_x + getattr(box, "width", 0)


def words_on(pdf, number: int) -> list[tuple[float, float, float, str]]:
    """Words drawn on a page: left, top and right edge in millimetres, text."""
    page = str(number)
    listed = subprocess.run(
        ["pdftotext", "-bbox", "-f", page, "-l", page, "-", "-"],
        input=pdf.data,
        capture_output=True,
        check=True,
    ).stdout.decode()
    found = re.findall(r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)"[^>]*>([^<]*)<', listed)
    return [(*(float(place) / 72 * 25.4 for place in places), word) for *places, word in found]


def test_full_lines_are_exactly_156_mm_and_rows_never_leave_the_grid(render, builders, page_boxes):
    pdf = render(builders["minutes"](items=6))
    full = 0
    for number, page in enumerate(page_boxes[1:-1], 2):
        left = 26 if number % 2 == 0 else 28
        for line in lines_of(page):
            assert line.height == pytest.approx(ROW * MM, abs=0.01)
            rows = (line.position_y / MM - 37) / ROW
            assert rows == pytest.approx(round(rows), abs=0.005)
            edge = right_edge(line) / MM - left
            assert edge < 156.01
            if edge > 152:
                assert edge == pytest.approx(156, abs=0.01)
                full += 1
    assert full > 30
    assert pdf.pages == len(page_boxes)


def test_the_drawn_text_reaches_the_edge_too(render, builders):
    pdf = render(builders["minutes"]())
    edges = [
        edge for _left, _top, edge, word in words_on(pdf, 2) if len(word) > 22 and not word.endswith("。")
    ]
    assert len(edges) > 8
    assert all(181.9 < edge < 182.5 for edge in edges)  # 182 and at most the last letter space


def test_a_page_holds_22_rows(render, builders, page_boxes):
    render(builders["minutes"](items=8))
    assert 22 in [len({round(line.position_y) for line in lines_of(page)}) for page in page_boxes[1:-1]]


def test_another_weasyprint_sets_ragged_text_instead_of_failing(monkeypatch):
    import weasyprint

    monkeypatch.setattr(weasyprint, "__version__", "71.0")
    assert justify.install.__wrapped__() is False


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages(render, builders):
    pdf = render(builders["minutes"](items=4))
    places = {}
    for number in range(1, pdf.pages + 1):
        for left, top, _edge, word in words_on(pdf, number):
            if word == str(number) and top > 262:
                places[number] = "right" if left > 105 else "left"
    assert places == {1: "right", 2: "left", 3: "right", 4: "left"}


def test_the_imprint_ends_at_the_foot_of_the_last_page(render, builders, page_boxes):
    render(builders["minutes"]())
    from weasyprint.formatting_structure import boxes

    area = next(box for box in page_boxes[-1].all_children() if isinstance(box, boxes.FootnoteAreaBox))
    assert (area.position_y + area.height) / MM == pytest.approx(262, abs=0.05)
    assert all(
        not box.children
        for page in page_boxes[:-1]
        for box in page.all_children()
        if isinstance(box, boxes.FootnoteAreaBox)
    )


def test_signatures_and_seal_never_stand_alone(render, builders, reader):
    """However long the text before, the page with the signature also has body text."""
    for extra in range(10, 15):
        paper = builders["notice"](
            mark="",
            annexes=(),
            contact="",
            sections=(official.Section("", ("各有关单位按时参加。",) * extra),),
        )
        pages = [page.extract_text() for page in reader(render(paper)).pages]
        last = next(text for text in pages if "2026年11月23日" in re.sub(r"\s", "", text))
        assert "按时参加" in re.sub(r"\s", "", last), extra


def test_a_long_table_repeats_its_head(render, builders, reader):
    pdf = render(builders["record"](items=2))
    heads = [page.extract_text().count("职务") for page in reader(pdf).pages]
    assert sum(1 for count in heads if count) >= 3


@pytest.mark.parametrize(
    ("mark", "size"),
    [
        ("中共云樨镇委员会", 42),
        ("中共云樨镇委员会会议纪要", 35.43),
        ("中共云樨镇委员会党政综合办公室文件", 25.01),
        ("", 42),
    ],
)
def test_the_red_mark_fits_150_mm(mark, size):
    assert grid.mark_size_pt(mark) == pytest.approx(size, abs=0.01)


@pytest.mark.parametrize(
    ("names", "cells"),
    [
        (("陆怀谷", "傅喆"), [("陆怀谷", 4), ("傅\u3000喆", 4)]),
        (("欧阳若汀", "傅喆"), [("欧阳若汀", 5), ("傅\u3000喆", 5)]),
        (("陆怀谷", "阿依夏·努尔兰"), [("陆怀谷", 4), ("阿依夏·努尔兰", 8)]),
        ((), []),
    ],
)
def test_names_line_up(names, cells):
    assert [(cell.text, cell.cells) for cell in grid.name_cells(names)] == cells


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("中共云樨镇委员会会议纪要", ("中共云樨镇委员会会议纪要",)),
        (
            "关于召开中共云樨镇委员会第十二次会议的通知",
            ("关于召开中共云樨镇委员会", "第十二次会议的通知"),
        ),
        ("关于甲的\n通知", ("关于甲的", "通知")),
        ("字" * 45, ("字" * 15,) * 3),
    ],
)
def test_titles_break_by_meaning(title, lines):
    assert grid.title_lines(title) == lines


def test_a_long_issuer_stays_inside_the_block():
    assert grid.seal_indent_cells("云樨镇党政办") == 4
    assert grid.seal_indent_cells("中共云樨镇委员会") == 4
    assert grid.seal_indent_cells("中共云樨镇委员会党政办公室") == 1.5
    assert grid.seal_indent_cells("中共宁棠县云樨镇委员会党政综合办公室") == 0
