import time
from collections import Counter
from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from reportlab.lib.colors import Color, black, white
from reportlab.pdfgen.canvas import Canvas

from core.document.blocks import Table
from core.document.compose import compose
from core.readers.confined import ConfinedRefused, confined
from core.readers.contents import Contents, Grid, contents_from_bytes
from core.readers.pdf.contents import PdfContentsRefused, pdf_contents
from core.readers.pdf.shapes import ShapesRefused
from core.report.report import Report
from core.writers.pdf.faces import Faces
from core.writers.pdf.writer import report_pdf
from tests.core.readers.pdf.conftest import (
    Sheet,
    cells,
    draw_table,
    grids,
    paragraphs,
    plain,
    write_cells,
)
from tests.editions import EVERY

LONG = "本年度示例街道办事处依法主动公开政府信息一千二百条其中规范性文件十二件财"  # a full line
ROWS = [["项目", "本年件数", "上年件数", "合计"], ["规章", "1", "20", "21"]]
for _at, _name in enumerate("甲乙丙", 2):
    ROWS.append([f"第{_name}类文件", str(_at), str(70 * _at), str(71 * _at)])


def _squeezed(text: str) -> str:
    return "".join(text.split())


def test_that_lines_become_paragraphs_by_indent_and_right_edge(sheet: Callable[..., Sheet]) -> None:
    page = sheet()
    page.lines(
        ["　　" + LONG[:-2], LONG, "政信息若干。", "一、总体情况", "　　" + LONG[:-2], "　　完。"]
    )
    read = page.read()
    assert paragraphs(read) == [
        LONG[:-2] + LONG + "政信息若干。",
        "一、总体情况",
        LONG[:-2],
        "完。",
    ]
    assert {block.where for block in read.blocks} == {"第1页"}


def test_that_a_number_begins_a_paragraph_where_all_lines_are_set_in(
    sheet: Callable[..., Sheet],
) -> None:
    page = sheet()
    lines = [LONG[:-3] + "。", "（一）" + LONG[:-6] + "。", "二、情况"]
    page.lines([f"　　{line}" for line in lines])
    assert paragraphs(page.read()) == lines


def test_that_words_are_joined_by_a_space_only_where_both_are_latin(
    sheet: Callable[..., Sheet],
) -> None:
    page = sheet()
    page.lines([LONG, LONG[:-4] + "example", "report公开" + LONG[:-12], "完。"])
    assert paragraphs(page.read()) == [LONG + LONG[:-4] + "example report公开" + LONG[:-12], "完。"]


def test_that_a_wider_gap_between_lines_parts_paragraphs(sheet: Callable[..., Sheet]) -> None:
    page = sheet()
    page.lines([LONG, LONG, LONG])
    page.lines([LONG, "完。"], y=690)
    assert paragraphs(page.read()) == [LONG * 3, LONG + "完。"]


def test_that_a_paragraph_goes_on_over_the_end_of_a_page(sheet: Callable[..., Sheet]) -> None:
    page = sheet()
    for number in range(1, 4):
        page.canvas.drawCentredString(300, 800, "示例街道政府信息公开")
        page.lines(["　　" + LONG[:-2] if number == 1 else LONG, LONG], y=700)
        page.canvas.drawCentredString(300, 40, f"— {number} —")
        page.page()
    read = page.read()
    assert paragraphs(read) == [LONG[:-2] + LONG * 5]
    assert read.blocks[0].where == "第1页"


@pytest.mark.parametrize("form", ["- {} -", "{}", "第{}页", "{}/3", "第 {} 页 共 3 页", "—{}—"])
def test_that_page_numbers_are_left_out(form: str, sheet: Callable[..., Sheet]) -> None:
    page = sheet()
    for number in range(1, 4):
        page.text("正文" * number, y=600)
        page.text(form.format(number), x=290, y=40)
        page.page()
    assert paragraphs(page.read()) == ["正文", "正文正文", "正文正文正文"]


def test_that_a_number_in_the_text_is_no_page_number(sheet: Callable[..., Sheet]) -> None:
    page = sheet()
    page.lines(["本年主动公开", "12"], y=500)
    page.page()
    page.text("3", y=500)
    assert "".join(paragraphs(page.read())) == "本年主动公开123"


def test_that_a_table_cut_by_a_page_end_goes_on(sheet: Callable[..., Sheet]) -> None:
    page = sheet()
    page.text("二、主动公开情况", y=760)
    draw_table(page, plain(ROWS))
    page.text("- 1 -", x=290, y=40)
    page.page()
    draw_table(page, [(0, 0, 1, 1, "规章"), (0, 1, 1, 3, "7")], top=800)
    page.text("- 2 -", x=290, y=40)
    first, second = grids(page.read())
    assert not first.continues
    assert second.continues
    # In the columns of the part before.
    assert cells(second) == [(0, 0, 1, 1, "规章"), (0, 1, 1, 3, "7")]
    assert second.where == "第2页第1个表"


def test_that_a_table_goes_on_where_only_a_blank_cell_stands_in_its_first_column(
    sheet: Callable[..., Sheet],
) -> None:
    page = sheet()
    draw_table(page, plain(ROWS))
    page.page()
    draw_table(page, plain([["5", "6", "11"]]), x=72 + 80, top=800)
    page.canvas.line(72, 800, 72, 770)
    _, second = grids(page.read())
    assert second.continues
    assert cells(second) == [(0, 1, 1, 1, "5"), (0, 2, 1, 1, "6"), (0, 3, 1, 1, "11")]


def test_that_a_row_cut_by_a_page_end_is_in_both_parts(sheet: Callable[..., Sheet]) -> None:
    page = sheet()
    table = plain(ROWS[:1])
    draw_table(page, table)
    write_cells(page, [(1, 0, 1, 1, "行政规范")])
    for x in range(72, 400, 80):
        page.canvas.line(x, 670, x, 640)
    page.page()
    for x in range(72, 400, 80):
        page.canvas.line(x, 800, x, 770)
    page.canvas.line(72, 770, 392, 770)
    write_cells(page, plain([["性文件", "3", "4", "7"]]), top=800)
    first, second = grids(page.read())
    assert cells(first)[4] == (1, 0, 1, 1, "行政规范")
    assert second.continues
    assert [text for *_, text in cells(second)] == ["性文件", "3", "4", "7"]


@pytest.mark.parametrize("between", ["三、其他情况", None])
def test_that_another_table_does_not_go_on(
    between: str | None, sheet: Callable[..., Sheet]
) -> None:
    page = sheet()
    draw_table(page, plain(ROWS))
    page.page()
    if between:
        page.text(between, y=810)
    draw_table(page, plain(ROWS), top=800, width=80 if between else 90)
    assert [grid.continues for grid in grids(page.read())] == [False, False]


@pytest.mark.parametrize("ruled", [False, True])
def test_that_columns_without_lines_are_found_by_their_gaps(
    ruled: bool, sheet: Callable[..., Sheet]
) -> None:
    page = sheet()
    page.text("二、主动公开情况")
    write_cells(page, plain(ROWS), width=110)
    if ruled:
        for row in range(len(ROWS) + 1):
            page.canvas.line(72, 700 - 30 * row, 72 + 440, 700 - 30 * row)
    read = page.read()
    assert [cells(grid) for grid in grids(read)] == [plain(ROWS)]
    assert paragraphs(read) == ["二、主动公开情况"]


def test_that_prose_is_no_table_for_a_gap_in_it(sheet: Callable[..., Sheet]) -> None:
    page = sheet()
    page.lines(["示例街道办事处　　　二〇二四年", LONG, "联系人　　　电话"])
    read = page.read()
    assert grids(read) == []
    assert _squeezed("".join(paragraphs(read))) == f"示例街道办事处二〇二四年{LONG}联系人电话"


@pytest.mark.parametrize("edition", EVERY)
@pytest.mark.parametrize("final", [False, True])
def test_that_our_own_report_is_read_whole_without_its_attachment(
    edition: str,
    final: bool,
    new_report: Callable[..., Report],
    faces: Faces,
) -> None:
    report = new_report(edition)
    ids = list(report.form.cells)
    report = new_report(edition, {cell: str(101 + at) for at, cell in enumerate(ids)})
    report.texts = {
        "general": "本年度公开信息若干（虚构）。\n下一步继续努力。" * 6,
        "other_matters": "无。",
    }
    if final:
        report.status, report.finalised_on = "final", "2025-01-20"
    document = compose(report)
    read = contents_from_bytes(pdf_contents(report_pdf(report, faces).content))
    written, found, rows = Counter[str](), Counter[str](), Counter[tuple[str, ...]]()
    for block in document.blocks:
        if isinstance(block, Table):
            written.update("".join(_squeezed(cell.text) for cell in block.cells))
            rows += _rows_of(block.cells)
        else:
            written.update(_squeezed(block.text))
    found.update(_squeezed("".join(paragraphs(read))))
    for grid in grids(read):
        found.update(_squeezed("".join(cell.text for cell in grid.cells)))
        rows -= _rows_of(grid.cells)
    assert found == written
    assert not rows
    assert read.notices == ()


def _rows_of(cells: Iterable[Any]) -> Counter[tuple[str, ...]]:
    rows: dict[int, list[str]] = {}
    for cell in sorted(cells, key=lambda cell: cell.column):
        if cell.text:
            rows.setdefault(cell.row, []).append(_squeezed(cell.text))
    return Counter(tuple(row) for row in rows.values())


def test_that_hidden_text_is_left_out_and_said(sheet: Callable[..., Sheet]) -> None:
    page = sheet()
    page.text("看得见")
    page.canvas.setFillColor(white)
    page.text("白色", y=700)
    page.canvas.setFillColor(black)
    page.text("页外", x=900, y=650)
    page.text("之下", y=-50)
    shown = page.canvas.beginText(72, 600)
    shown.setTextRenderMode(3)
    shown.textOut("不画")
    page.canvas.drawText(shown)
    page.canvas.setFillColor(Color(0, 0, 0, alpha=0))
    page.text("透明", y=500)
    read = page.read()
    assert paragraphs(read) == ["看得见"]
    assert "看不见" in "".join(read.notices)


def test_that_white_text_on_a_dark_ground_is_seen(sheet: Callable[..., Sheet]) -> None:
    page = sheet()
    page.canvas.rect(60, 760, 200, 30, stroke=0, fill=1)
    page.canvas.setFillColor(white)
    page.text("标题")
    assert paragraphs(page.read()) == ["标题"]


def _put_picture(sheet: Sheet) -> None:
    """A grey picture over the whole page."""
    picture = "BI /W 1 /H 1 /CS /G /BPC 8 /F /AHx ID 80> EI"
    sheet.canvas.addLiteral(f"q 595 0 0 842 0 0 cm {picture} Q")


def test_that_text_recognised_over_a_picture_is_read_with_a_warning(
    sheet: Callable[..., Sheet],
) -> None:
    page = sheet()
    _put_picture(page)
    hidden = page.canvas.beginText(72, 600)
    hidden.setTextRenderMode(3)
    hidden.textOut("识别的字")
    page.canvas.drawText(hidden)
    read = page.read()
    assert paragraphs(read) == ["识别的字"]
    assert "识别" in "".join(read.notices)


def test_that_a_scan_is_refused(sheet: Callable[..., Sheet]) -> None:
    page = sheet()
    _put_picture(page)
    with pytest.raises(PdfContentsRefused, match="没有文字，是扫描件"):
        page.read()


def test_that_a_font_that_does_not_say_its_characters_is_refused(
    sheet: Callable[..., Sheet],
) -> None:
    page = sheet()
    page.lines([LONG] * 5)
    with pikepdf.open(BytesIO(page.content())) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and "/ToUnicode" in item:
                item["/ToUnicode"] = pdf.make_stream(_private_map())
        changed = BytesIO()
        pdf.save(changed)
    with pytest.raises(PdfContentsRefused, match="字体"):
        pdf_contents(changed.getvalue())


def _private_map() -> bytes:
    """Names every code of a font as characters that mean nothing."""
    return (
        b"/CIDInit /ProcSet findresource begin begincmap /CMapName /X def /CMapType 2 def "
        b"1 begincodespacerange <00> <FF> endcodespacerange "
        b"1 beginbfrange <00> <FF> <E000> endbfrange endcmap end"
    )


def test_that_a_locked_pdf_is_refused(sheet: Callable[..., Sheet]) -> None:
    page = sheet(encrypt="secret")
    page.text("公开")
    with pytest.raises(PdfContentsRefused, match="密码"):
        page.read()


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4", b"PK\3\4", "年报".encode() * 99])
def test_that_what_is_no_pdf_is_refused(content: bytes) -> None:
    with pytest.raises(PdfContentsRefused, match="不是 PDF"):
        pdf_contents(content)


def test_that_radicals_are_the_characters_they_stand_for(sheet: Callable[..., Sheet]) -> None:
    page = sheet()
    page.text("一年人日：１２")
    with pikepdf.open(BytesIO(page.content())) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and "/ToUnicode" in item:
                text = item["/ToUnicode"].read_bytes()
                text = text.replace(b"<4E00>", b"<2F00>").replace(b"<4EBA>", b"<2F08>")
                item["/ToUnicode"] = pdf.make_stream(text)
        changed = BytesIO()
        pdf.save(changed)
    read = contents_from_bytes(pdf_contents(changed.getvalue()))
    assert paragraphs(read) == ["一年人日：１２"]


@pytest.mark.parametrize("kind", ["Watermark", "Footer"])
def test_that_what_is_marked_as_foot_or_watermark_is_left_out(
    kind: str, sheet: Callable[..., Sheet]
) -> None:
    page = sheet()
    page.text("正文")
    page.canvas.addLiteral(f"/Artifact <</Type /Pagination /Subtype /{kind}>> BDC")
    page.text("草稿", y=500)
    page.canvas.addLiteral("EMC")
    assert paragraphs(page.read()) == ["正文"]


def test_that_a_word_drawn_as_a_picture_across_the_text_parts_nothing(
    sheet: Callable[..., Sheet], faces: Faces
) -> None:
    def read(word: str) -> Contents:
        page = sheet()
        page.canvas.addLiteral(f"q 0.9 g 0.14 0.14 -0.14 0.14 220 480 cm {word} f Q")
        page.lines([f"　　{LONG[2:]}", LONG, LONG[:9] + "。", "　　二、主动公开情况"] * 5)
        return page.read()

    assert len(paragraphs(read(""))) == 10
    assert read(faces.title.path("草稿")) == read("")


def test_that_only_the_part_within_the_crop_box_is_read(sheet: Callable[..., Sheet]) -> None:
    page = sheet()
    page.canvas.setCropBox((60, 500, 500, 800))
    page.text("裁切之外", y=400)
    draw_table(page, plain(ROWS))
    assert [cells(grid) for grid in grids(page.read())] == [plain(ROWS)]


def test_that_a_very_long_pdf_is_read_in_part_and_said(sheet: Callable[..., Sheet]) -> None:
    page = sheet()
    for number in range(103):
        page.text(f"第{number}段", y=500)
        page.page()
    read = page.read()
    assert len(read.blocks) == 100
    assert "103" in "".join(read.notices)


@pytest.mark.slow
def test_that_a_drawing_without_end_is_refused_soon() -> None:
    file = BytesIO()
    canvas = Canvas(file, pageCompression=1)
    canvas.drawString(72, 700, "map")
    canvas.addLiteral("0 0 m 9 9 l S\n" * 400_001)
    canvas.save()
    started = time.process_time()
    with pytest.raises(ShapesRefused, match="太多"):
        pdf_contents(file.getvalue())
    assert time.process_time() - started < 5


def test_that_it_runs_confined(sheet: Callable[..., Sheet]) -> None:
    page = sheet()
    page.text("一、总体情况")
    page.canvas.setTitle("示例街道年度报告")
    draw_table(page, plain(ROWS))
    read = contents_from_bytes(confined(pdf_contents, page.content()))
    assert read.title == "示例街道年度报告"
    assert [type(block) for block in read.blocks][1:] == [Grid]
    with pytest.raises(ConfinedRefused, match="不是 PDF"):
        confined(pdf_contents, b"%PDF-")


def test_that_a_number_beyond_the_edge_of_a_page_is_left_out(
    sheet: Callable[..., Sheet],
) -> None:
    page = sheet()
    page.text("12", -40)
    page.text("没有别的")

    assert paragraphs(page.read()) == ["没有别的"]


def test_that_digits_with_a_gap_between_them_are_not_one_number(
    sheet: Callable[..., Sheet],
) -> None:
    page = sheet()
    draw_table(page, plain([["项目", "件数"], ["收到", ""], ["办结", "12"]]))
    page.text("1", 72 + 100, 700 - 50)
    page.text("2", 72 + 100 + 5.7 + 2.4, 700 - 50)  # a fifth of the size
    (grid,) = grids(page.read())

    assert [c.text for c in grid.cells] == ["项目", "件数", "收到", "1 2", "办结", "12"]


def test_that_a_number_at_the_edge_that_cut_a_table_off_is_in_doubt(
    sheet: Callable[..., Sheet],
) -> None:
    page = sheet()
    canvas = page.canvas
    for y in (700, 670, 640):
        canvas.line(72, y, 250, y)
    for x in (72, 152, 232):  # none closes the right side
        canvas.line(x, 700, x, 640)
    for column, (name, figure) in enumerate((("甲", "1"), ("乙", "2"), ("丙", "34"))):
        page.text(name, 72 + 80 * column + 4, 680)
        page.text(figure, 250 - 12.7 if column == 2 else 76 + 80 * column, 650)
    (grid,) = grids(page.read())

    assert {c.text: bool(c.doubt) for c in grid.cells if c.text.isdigit()} == {
        "1": False,
        "2": False,
        "34": True,
    }


def test_that_names_which_stand_on_the_lines_between_them_are_in_doubt(
    sheet: Callable[..., Sheet],
) -> None:
    page = sheet()
    table = plain([["", "", "", ""], ["1", "2", "3", "4"]])
    draw_table(page, table, width=20, height=60)
    for column, name in enumerate(("甲乙", "丙丁", "戊己")):
        for line, letter in enumerate(name):
            page.text(letter, 72 + 20 * (column + 1) - 4, 680 - 14 * line)
    (grid,) = grids(page.read())

    assert [c.text for c in grid.cells if c.doubt] == ["甲乙", "丙丁", "戊己"]
